"""The words of a body: plain text, counts, sentences and excerpts; no markup is made here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.body.shapes import Block, Document, children, every, inlines
from articles.body.tables import row_line

_ELLIPSIS = "…"
_OPENING = "\"'“‘«„‚([¿¡"
_CLOSING = "\"'”’»“‘)]"
_ENDINGS = f".!?…。！？{_CLOSING}"
_SENTENCE_END = re.compile(
    rf"(?<![.!?…])[.!?…]++[{re.escape(_CLOSING)}]*+(?=\s|$)|[。！？][{re.escape(_CLOSING)}]*+"
)
_SHORT_FORMS = (
    "adm apr aug ave bros capt cf cmdr co col corp dec dept dr drs e.g est feb fig gen gov hon "
    "i.e inc jan jr jul jun lt ltd maj mar mr mrs ms mt no nov nr oct op pp prof pvt rep rev sen "
    "sep sept sgt sr st vol vs bzw ca d.h dipl hr ing mme mlle usw z.b"
)
_SHORT_FORM_SET = frozenset(_SHORT_FORMS.split())
_WORD = re.compile(r"\w+(?:[’'.,:\-‐‑]\w+)*")
_WORDLESS_SCRIPTS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_AT_ENDS = ".,;:!?…\"'“”‘’()"
_MARKS_OF_WRITING = re.compile(r"[\W_]+")


def block_text(block: Block) -> str:
    """The running words of a block and all inside it; blocks apart by a line, breaks too."""
    return "\n".join(line for line in _lines(block) if line)


def _lines(block: Block) -> Iterator[str]:
    attributes = block["attrs"]
    if block["type"] in ("fact_box", "live_update"):
        yield attributes["heading"]
    if block["type"] == "table":
        yield attributes["caption"]
        yield from map(row_line, children(block))
    elif runs := inlines(block):
        yield "".join([run["text"] if run["type"] == "text" else "\n" for run in runs]).strip()
    else:
        for child in children(block):
            yield from _lines(child)
    if block["type"] in ("quotation", "pull_quote") and attributes["attribution"]:
        yield attributes["attribution"]


def plain_text(document: Document, *, include_captions: bool = False) -> str:
    """All the words in reading order, blocks apart by an empty line.

    A pull quote that repeats the body is left out; captions come where their figure stands,
    if at all (only those written in the document, not the pictures' own).
    """
    texts = (text for _, _, text in blocks_text(document, include_captions=include_captions))
    return "\n\n".join(texts)


def blocks_text(
    document: Document, *, include_captions: bool = False
) -> list[tuple[str, str, str]]:
    """(id, type, words) of every block of the document itself that has words."""
    repeated = repeated_pull_quotes(document)
    found = []
    for block in document["content"]:
        if block["attrs"].get("id") in repeated:
            continue
        if block["type"] == "paragraph" and len(runs := inlines(block)) == 1 and "text" in runs[0]:
            lines = [runs[0]["text"].strip()]
        else:
            lines = [*_lines(block), *(_captions(block) if include_captions else ())]
        if text := "\n".join(line for line in lines if line):
            found.append((block["attrs"]["id"], block["type"], text))
    return found


def _captions(block: Block) -> Iterator[str]:
    if block["type"] == "figure":
        yield block["attrs"]["caption"]
    for child in children(block):
        yield from _captions(child)


def repeated_pull_quotes(document: Document) -> frozenset[str]:
    """Ids of the pull quotes whose words also stand in the running text (see R17)."""
    quotes = [block for block in every(document["content"]) if block["type"] == "pull_quote"]
    if not quotes:
        return frozenset()
    running = " ".join(
        bare(_own_text(block))
        for block in every(document["content"])
        if block["type"] in ("paragraph", "heading")
    )
    return frozenset(
        block["attrs"]["id"]
        for block in quotes
        if (words := bare(_own_text(block))) and f" {words} " in f" {running} "
    )


def _own_text(block: Block) -> str:
    return "".join(run.get("text", " ") for run in inlines(block))


def bare(text: str) -> str:
    """The words in lower case without quotation marks, stops and doubled spaces, to compare by."""
    return _MARKS_OF_WRITING.sub(" ", text.casefold()).strip()


def word_count(document: Document) -> int:
    """How many words a reader reads, captions not counted."""
    return count_words(plain_text(document))


def count_words(text: str) -> int:
    """Words of a text; where writing has no spaces, each ideograph or kana counts as one."""
    ideographs = 0
    if not text.isascii():
        ideographs = len(_WORDLESS_SCRIPTS.findall(text))
        text = _WORDLESS_SCRIPTS.sub(" ", text)
    chunks = text.split()
    # Nearly every chunk is one word, or one with signs at its ends; only the rest is looked into.
    marked = [chunk for chunk in chunks if not chunk.isalnum()]
    rest = [chunk for chunk in marked if not chunk.strip(_AT_ENDS).isalnum()]
    return ideographs + len(chunks) - len(rest) + len(_WORD.findall(" ".join(rest)))


def sentences(text: str) -> list[str]:
    """The sentences of a text, trimmed, in order; a new line always ends one.

    A stop after an initial, a known short form or before a small letter ends none.
    """
    found: list[str] = []
    for line in text.splitlines():
        start = 0
        for end in _SENTENCE_END.finditer(line):
            if _ends_sentence(line, start, end):
                found.append(line[start : end.end()].strip())
                start = end.end()
        found.append(line[start:].strip())
    return [sentence for sentence in found if sentence]


def _ends_sentence(line: str, start: int, end: re.Match[str]) -> bool:
    following = line[end.end() : end.end() + 40].lstrip().lstrip(_OPENING)
    if following and following[0].islower():
        return False
    if end[0].rstrip(_CLOSING) != ".":
        return True
    words = line[max(start, end.start() - 40) : end.start()].split()
    word = words[-1].lstrip(_OPENING) if words else ""
    is_initial = len(word) == 1 and word.isupper() and word != "I"
    is_initials = re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", word) is not None
    return not following or not (is_initial or is_initials or word.casefold() in _SHORT_FORM_SET)


def first_sentence(document: Document) -> str:
    """The first sentence of the first paragraph that has words; empty if none has."""
    for _, kind, text in blocks_text(document):
        if kind == "paragraph":
            return sentences(text)[0]
    return ""


def excerpt(document: Document, limit: int) -> str:
    """The beginning of the running text in at most `limit` characters, on one line.

    Whole sentences if at least half the room can be filled with them, otherwise words and "…".
    """
    kinds = ("paragraph", "bullet_list", "ordered_list")
    texts = [text for _, kind, text in blocks_text(document) if kind in kinds]
    return shortened("\n".join(_enough(texts, limit)), limit)


def _enough(texts: list[str], limit: int) -> Iterator[str]:
    length = 0
    for text in texts:
        if length > limit:
            return
        yield text[: 2 * limit + 200]
        length += len(text)


def shortened(text: str, limit: int) -> str:
    """The text on one line of at most `limit` characters, cut after a sentence or, with "…", a word."""
    lines = "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())
    text = lines.replace("\n", " ")
    if len(text) <= limit:
        return text
    whole = read = ""
    for sentence in sentences(lines[: limit + 200]):
        read = f"{read} {sentence}".strip()
        if len(read) > limit or not text.startswith(read):
            break
        if read[-1] in _ENDINGS:
            whole = read
    if len(whole) * 2 >= limit:
        return whole
    cut = text[: max(limit - 1, 0)]
    if text[len(cut) : len(cut) + 1].strip():
        cut = cut.rpartition(" ")[0] or cut
    return cut.rstrip(f" ,;:–—-{_OPENING}") + _ELLIPSIS if limit > 0 else ""
