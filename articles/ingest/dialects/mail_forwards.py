"""The head that a mail program sets above a mail that is sent on: who sent it first, when and to whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from articles.body.document import Block, children
from articles.body.words import block_text
from articles.ingest.record import StoryRecord

_MARK: Final = re.compile(
    r"[-_ ]{0,20}(?:forwarded message|original message|weitergeleitete nachricht|ursprüngliche nachricht|"
    r"message transféré|message d['’]origine|mensaje (?:reenviado|original)|messaggio (?:inoltrato|originale)|"
    r"doorgestuurd bericht|begin forwarded message|anfang der weitergeleiteten nachricht)\s?:?[-_ ]{0,20}",
    re.IGNORECASE,
)
_FIELD: Final = re.compile(
    r"\*?(?P<name>from|sent|date|to|cc|subject|reply-to|von|gesendet|datum|an|betreff|antwort an|de|envoyé|objet|à|"
    r"enviado(?: el)?|fecha|para|asunto|da|inviato|data|a|oggetto|van|verzonden|aan|onderwerp)\s?:\*?(?:\s.{0,400})?",
    re.IGNORECASE,
)
_SUBJECTS: Final = frozenset({"subject", "betreff", "objet", "asunto", "oggetto", "onderwerp"})
_SENDERS: Final = frozenset({"from", "von", "de", "da", "van"})
FARTHEST: Final = 60
"""Lines or blocks above such a head, where somebody who sends it on says a word."""
FEWEST_FIELDS: Final = 3
MOST_HEADS: Final = 4
LETTER_WORDS: Final = 120


def head_of_forward(lines: Sequence[str]) -> range | None:
    """Which lines are the head of the mail that was sent on, its mark with them; None without one."""
    for start, line in enumerate(lines[:FARTHEST]):
        if not (_MARK.fullmatch(line.strip()) or _name(line) in _SENDERS):
            continue
        end, names = start, set[str]()
        for place in range(start, min(len(lines), start + 16)):
            bare = lines[place].strip()
            if name := _name(bare):
                names.add(name)
            elif bare and (names or not _MARK.fullmatch(bare)):
                break
            end = place + 1 if bare else end
        if len(names) >= FEWEST_FIELDS and names & _SUBJECTS and names & _SENDERS:
            return range(start, end)
    return None


def _name(line: str) -> str:
    found = _FIELD.fullmatch(line.strip())
    return found["name"].casefold() if found else ""


def text_without_head(story: StoryRecord, text: str) -> str:
    """A mail's text from below the head of the mail that it sends on; the words above it are a letter."""
    for _ in range(MOST_HEADS):
        lines = text.split("\n")
        found = head_of_forward(lines)
        if found is None or not _take(story, lines[: found.start], [lines[at] for at in found]):
            break
        text = "\n".join(lines[found.stop :]).lstrip("\n")
    return text


def body_without_head(story: StoryRecord) -> None:
    """The same for a body of blocks; a program may have set the mail that is sent on as a quotation."""
    blocks: list[Block] = story.body["content"] if story.body else []
    for _ in range(MOST_HEADS):
        lines = [
            (number, line)
            for number, block in enumerate(blocks[:FARTHEST])
            for line in block_text(block).split("\n")
        ]
        found = head_of_forward([line for _, line in lines])
        if found is None:
            return
        first, last = lines[found.start][0], lines[found.stop - 1][0]
        if first == last and blocks[first]["type"] == "quotation":
            blocks[first : first + 1] = children(blocks[first])
            continue
        is_cut = found.stop < len(lines) and lines[found.stop][0] == last
        above = [line for _, line in lines[: found.start]]
        if is_cut or not _take(story, above, [lines[at][1] for at in found]):
            return
        del blocks[: last + 1]


def _take(story: StoryRecord, above: Sequence[str], head: Sequence[str]) -> bool:
    """Put a letter and the head below it into the note to editors; not what is as long as copy."""
    letter = "\n".join(above).strip()
    if len(letter.split()) > LETTER_WORDS:
        return False
    if letter:
        story.removed.append((letter, "a letter to the desk above the copy"))
        story.editor_note += f"\n{letter}"
    fields = "\n".join(filter(None, map(str.strip, head)))
    story.removed.append((fields, "the head of a mail that was sent on"))
    story.editor_note += f"\n{fields}"
    return True
