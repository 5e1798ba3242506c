"""The entrance for a body of blocks, such as web pages give: the same rules, block by block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from articles.body.document import Block, children, fact_box, figure, heading, inlines
from articles.body.ids import fill_ids
from articles.body.tables import row_line
from articles.ingest.cleaning import captions, figures, sign_offs, tail_lists, tails
from articles.ingest.cleaning.boxes import Names, find_boxes, sentence_case
from articles.ingest.cleaning.dateline import Speakers
from articles.ingest.cleaning.desk_labels import desk_labels
from articles.ingest.cleaning.head import first_of, learn_head, propose_headline
from articles.ingest.cleaning.lines import flag_doubled_words
from articles.ingest.cleaning.litter import SEPARATOR, drop_noise
from articles.ingest.cleaning.mailers import merge_fields
from articles.ingest.cleaning.marked import read_marks
from articles.ingest.cleaning.numbers import numbers_above_headings
from articles.ingest.cleaning.passages import Cleaned, Copy, Passage
from articles.ingest.cleaning.rules import NOISE_WIDTH, noise
from articles.ingest.cleaning.runs import links_of, parted_head, set_words, tidy_runs, words_of
from articles.ingest.cleaning.text import is_bracketed, is_capitals, key, tidy
from articles.ingest.cleaning.translated import translators
from articles.ingest.cleaning.wire import mend_marks
from articles.ingest.record import StoryRecord

_TEXTS: Final = ("paragraph", "heading")
_BOXES: Final = ("fact_box", "live_update", "quotation")
_IN_BOX: Final = frozenset(
    {"paragraph", "heading", "quotation", "bullet_list", "ordered_list", "table", "figure", "rule"}
)


def clean_blocks(record: StoryRecord) -> Cleaned:
    """Clean `record.body`; see the rules in rules.RULES. Notes carry line 0."""
    blocks: list[Block] = _copied((record.body or {}).get("content", []))
    blocks = [part for block in blocks[:2] for part in parted_head(block)] + blocks[2:]
    table = Copy(_passages(blocks, start=1))
    texts = table.view([each for each in table.passages if each.source["type"] in _TEXTS])
    mend_marks(texts)
    merge_fields(texts)
    numbers_above_headings(texts)
    sign_offs.orders_of_time(texts)
    translators(texts)
    learn_head(texts, record)
    desk_labels(texts)
    table.cleaned.byline = table.cleaned.byline or record.byline
    read_marks(table)
    _tail(table)
    tails.set_aside(texts, with_tail=False)
    figures.loose_copies(table, record)
    _clean_level(table)
    flag_doubled_words(texts)
    built = _build(table)
    fill_ids(built)
    cleaned = table.cleaned
    cleaned.document = {"type": "doc", "content": built}
    first = first_of([each for each in texts.live() if each.source["type"] == "paragraph"])
    if first and not record.headline and propose_headline(cleaned, first.text):
        table.note(first, "proposed-headline")
    cleaned.notes = list(table.notes())
    return cleaned


def _copied(value: Any) -> Any:
    """A deep copy of JSON, hence Any; copy.deepcopy takes six times as long."""
    if isinstance(value, dict):
        return {
            name: inner if type(inner) is str else _copied(inner) for name, inner in value.items()
        }
    if isinstance(value, list):
        return [_copied(inner) for inner in value]
    return value


def _passages(blocks: Sequence[Block], *, start: int) -> list[Passage]:
    found: list[Passage] = []
    for number, block in enumerate(blocks, start=start):
        if block["type"] in _TEXTS:
            raw = words_of(block)
            tidy_runs(block)
            words = words_of(block)
        elif block["type"] == "figure":
            raw = words = block["attrs"].get("caption", "")
        else:
            raw = words = ""
            for cell in _cells(block):
                tidy_runs(cell)
        passage = Passage(-number, raw, tidy(words), source=block)
        if block["type"] not in _TEXTS:
            passage.role = "kept"
        elif not passage.text:
            passage.role = "gone"
        elif block["type"] == "heading":
            passage.role = "heading"
        found.append(passage)
    return found


def _cells(block: Block) -> Iterator[Block]:
    """The cells of a table; of every other block none."""
    for row in children(block) if block["type"] == "table" else ():
        yield from children(row)


def _items(block: Block) -> Iterator[Block]:
    """The paragraphs and figures inside a block, outer ones first."""
    for child in children(block):
        if child["type"] in (*_TEXTS, "figure"):
            yield child
        else:
            yield from _items(child)


def _as_lines(passages: Sequence[Passage]) -> list[Passage]:
    """The same as lines of text, lists and boxes opened: what a reader of bare text would see."""
    lines: list[Passage] = []
    for passage in passages:
        if passage.role == "gone":
            continue
        if passage.source["type"] in (*_TEXTS, "figure"):
            if passage.text:
                lines.append(passage)
            continue
        if passage.source["type"] == "table":
            rows = map(row_line, children(passage.source))
            lines += [
                Passage(passage.number, row, tidy(row), source=passage.source) for row in rows
            ]
            continue
        for inner in _items(passage.source):
            words = (
                inner["attrs"].get("caption", "") if inner["type"] == "figure" else words_of(inner)
            )
            if tidy(words):
                lines.append(Passage(passage.number, words, tidy(words), source=inner))
    return lines


def _list_of_notes(table: Copy) -> None:
    """The last list, where all of its items say who the writer is or ask readers to write in."""
    last = next(reversed(table.live()), None)
    if last is None or last.source["type"] != "bullet_list":
        return
    items = [tidy(" ".join(map(words_of, _items(item)))) for item in last.source["content"][:9]]
    notes = [words for words in items if sign_offs.is_author_note(words, "", table.cleaned.byline)]
    rules = [found.name for words in items if (found := noise(words[:NOISE_WIDTH]))]
    if notes and len(notes) + rules.count("contact-prompt") == len(items):
        table.cleaned.author_note = table.cleaned.author_note or notes[0]
        table.take_out(last, "author-note")


def _tail(table: Copy) -> None:
    """The list of other stories after the text, with the addresses of its links; no note about a writer is one."""
    sign_offs.about_writers(table)
    _list_of_notes(table)
    live = table.live()
    texts = [each.text if each.source["type"] in _TEXTS else "" for each in live]
    place = tails.find_tail(texts, lambda place: _as_lines(live[place + 1 :]))
    if place is not None:
        blocks, lines = live[place + 1 :], _as_lines(live[place + 1 :])
        listed = tail_lists.list_of(live[:place], live[place], lines)
        ends = _standing(blocks, lines[len(listed)]) if len(listed) < len(lines) else None
        if ends is not None:
            blocks, lines = blocks[:ends], list(listed)
        _read_list(table, live[place], blocks, lines)


def _standing(blocks: Sequence[Passage], line: Passage) -> int | None:
    """The place of a line among the blocks; None for one inside a list or a box."""
    places = (place for place, each in enumerate(blocks) if each.source is line.source)
    return next(places, None)


def _read_list(
    table: Copy, label: Passage, blocks: Sequence[Passage], lines: Sequence[Passage]
) -> None:
    addresses = {key(words): href for line in lines for words, href in links_of(line.source)}
    before = len(table.cleaned.related)
    for line in lines:
        links = [tidy(words) for words, _ in links_of(line.source)]
        if len(links) == 1 and len(links[0].split()) > 2 and line.text.startswith(links[0]):
            line.text = links[0]  # a day or a section is glued to the link
    tail_lists.read_list(table, [label, *lines])
    for related in table.cleaned.related[before:]:
        related.url = addresses.get(key(related.headline), "")
    standing = {id(passage) for passage in blocks}
    for line in lines:
        if line.role != "gone" and id(line) not in standing:
            tail_lists.take_inner_line(table, line)
    opened = {id(line.source) for line in lines}
    for passage in blocks:
        if passage.role != "gone" and id(passage.source) not in opened:
            if any(id(inner) in opened for inner in _items(passage.source)):
                passage.role = "gone"
                continue
            passage.raw = passage.raw or figures.name_of(passage.source)
            table.take_out(passage, "tail")


def _clean_level(table: Copy) -> None:
    """Noise, lists of links, figures and repeats among blocks that stand side by side."""
    live = table.live()
    _lists(table, live)
    drop_noise(table.view([each for each in table.live() if each.source["type"] in _TEXTS]))
    figures.clean_figures(table)
    texts = table.view([each for each in table.live() if each.source["type"] == "paragraph"])
    captions.find_repeats(texts)
    for passage in table.live():
        if passage.source["type"] in _BOXES:
            inner = Copy(_passages(children(passage.source), start=-passage.number))
            part = table.view(inner.passages)
            _clean_level(part)
            passage.source["content"] = [
                block for each in part.live() for block in [_rebuilt(part, each, Names([]))]
            ]
            if not passage.source["content"]:
                passage.role = "gone"


def _lists(table: Copy, live: Sequence[Passage]) -> None:
    """Share bars and menus set as lists, and "Read more" with a list of links under it."""
    for place, passage in enumerate(live):
        if passage.source["type"] not in ("bullet_list", "ordered_list") or passage.role == "gone":
            continue
        lines = _as_lines([passage])
        before = live[place - 1] if place else None
        if lines and all(noise(line.text, edge=True) for line in lines):
            passage.raw = "\n".join(line.text for line in lines)
            table.take_out(passage, "share-bar")
        elif (
            before is not None
            and before.role != "gone"
            and (tail_lists.is_marker(before.text) or noise(before.text, edge=True))
            and all(_is_link(line) for line in lines)
        ):
            _read_list(table, before, [passage], lines)
            passage.role = "gone"


def _is_link(line: Passage) -> bool:
    return sum(len(tidy(words)) for words, _ in links_of(line.source)) >= 0.8 * len(line.text)


def _rules(table: Copy) -> None:
    """Two rules with nothing between them framed what was taken out; one at an end parts nothing."""
    last: Passage | None = None
    for passage in table.live():
        if passage.source["type"] == "paragraph" and SEPARATOR.fullmatch(passage.text):
            passage.source.pop("content")
            passage.source["type"] = "rule"
        is_rule = passage.source["type"] == "rule"
        if is_rule and last is not None:
            for each in (last, passage):
                each.raw = each.raw or "rule"
                table.take_out(each, "separator")
            last = None
        else:
            last = passage if is_rule else None
    live = table.live()
    for each in live[:1] + live[-1:] if len(live) > 1 else []:
        if each.source["type"] == "rule" and each.role != "gone":
            each.raw = each.raw or "rule"
            table.take_out(each, "separator")


def _build(table: Copy) -> list[Block]:
    """The blocks that stay, in order; a line in capitals and its box become one."""
    _rules(table)
    speakers = Speakers(table)
    for passage in table.passages:
        if passage.role == "" and passage.source["type"] == "paragraph":
            capital = is_capitals(passage.text) and 2 <= passage.width <= 30
            capital = capital and not is_bracketed(passage.text) and not _is_listing(passage)
            if capital and passage.text[-1] == ":":
                capital = not speakers.speaks(passage.text.rstrip(" :"))
            passage.role = "heading" if capital and passage.open else "body"
    names = Names(each.text for each in table.passages if each.role in ("body", "caption"))
    boxes = dict(find_boxes(table.passages))
    built: list[Block] = []
    place = 0
    while place < len(table.passages):
        passage, end = table.passages[place], boxes.get(place)
        place += 1
        if end is not None and all(_fits_box(each) for each in table.passages[place:end]):
            passage.block = fact_box(heading=sentence_case(passage.text, names))
            passage.block["content"] = [
                _rebuilt(table, each, names)
                for each in table.passages[place:end]
                if each.role != "gone"
            ]
            table.note(passage, "fact-box")
            built.append(passage.block)
            place = end
        elif passage.role != "gone":
            built.append(_rebuilt(table, passage, names))
    return built


def _is_listing(passage: Passage) -> bool:
    """Whether lines with figures stand below one another, as in a log or a table of results."""
    lines = [""]
    for run in inlines(passage.source):
        if run["type"] == "hard_break":
            lines.append("")
        else:
            lines[-1] += run.get("text", "")
    return sum(any(map(str.isdigit, line)) for line in lines) > 1


def _fits_box(passage: Passage) -> bool:
    return passage.role == "gone" or passage.source["type"] in _IN_BOX


def _rebuilt(table: Copy, passage: Passage, names: Names) -> Block:
    """The block of a passage with the words and the role that the rules gave it."""
    block = passage.source
    if block["type"] in _TEXTS and passage.role == "caption":
        block = figure(caption=passage.text, credit=passage.credit, proposed=passage.proposed)
    elif block["type"] in _TEXTS:
        if passage.role == "heading" and is_capitals(passage.text):
            block = heading(
                sentence_case(passage.text, names), level=block["attrs"].get("level", 2)
            )
            block["attrs"]["id"] = passage.source["attrs"].get("id", "")
            table.note(passage, "capitals-heading")
        else:
            set_words(block, passage.text)
    elif is_capitals(head := str(block["attrs"].get("heading", ""))):
        block["attrs"]["heading"] = sentence_case(head, names)
        table.note(passage, "capitals-heading")
    passage.block = block
    return block
