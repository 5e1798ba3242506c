"""Topics that a page prints around its text ("Tags: coral, climate"): they become the story's topics."""

from __future__ import annotations

import re
from datetime import UTC
from itertools import pairwise
from typing import Final

from articles.ingest.cleaning.passages import Copy, Passage
from articles.ingest.cleaning.rules import noise
from articles.ingest.cleaning.text import key
from articles.ingest.dates import UnreadableDate, read_date

LAST_LINES: Final = 14
FIRST_LINES: Final = 6
MOST_TOPICS: Final = 20
TOPIC_WIDTH: Final = 4
TOPIC_LENGTH: Final = 40
MOST_IN_RUN: Final = 16
"""Words of a line of names side by side."""
BARE_WIDTH: Final = 3
FEWEST_IN_ROW: Final = 3
FEWEST_BARE: Final = 2
"""Short lines behind the last sentence that are topics though no label says so."""

_LABEL: Final = (
    r"(?:(?:read )?(?:(?:related |story |article |suggested |recommended )?(?:tags?|topics?|key ?words?))|"
    r"filed (?:under|in)|(?:read )?more about|archivado en|"
    r"(?:explore )?more on these topics|(?-i:In)(?=:)|categor(?:y|ies)|"
    r"see more on|explore the topic|"
    r"schlag(?:worte|wörter)|themen|stichworte|mots[- ]clés|etiquetas|temas(?: (?:recomendados|relacionados))?|"
    r"etiketler|haberle ilgili daha fazlası|"
    r"sujets?|argomenti|onderwerpen|meer over|więcej o|follow (?:the )?topics in this article)"
)
_ON_ONE_LINE: Final = re.compile(
    rf"\W*{_LABEL}(?: in this (?:story|article))?\s*[:|–—-]\s*(?P<topics>\S.{{1,300}})|"
    r"All about (?P<bulleted>[^.!?:•]{2,40}(?:\s*•\s*[^.!?:•]{2,40}){0,9})",
    re.IGNORECASE,
)
_ALONE: Final = re.compile(rf"\W*{_LABEL}(?: in this (?:story|article))?\s*[:|]?\W*", re.IGNORECASE)
_NO_TOPIC: Final = re.compile(
    r"\b(?:facebook|twitter|e-?mail|weekly ads?|links?|stories|articles?|more|read|news ?letters?)\b",
    re.IGNORECASE,
)
_PARTS: Final = re.compile(r"\s*(?:[,;|•·]|\s/\s|#)\s*")


def topics(copy: Copy) -> None:
    """Take topics out of the first and last lines, labelled or bare behind the text."""
    live = copy.live()
    outer = (
        live if len(live) <= FIRST_LINES + LAST_LINES else live[:FIRST_LINES] + live[-LAST_LINES:]
    )
    rows = {
        id(each) for pair in pairwise(live) if all(" | " in p.text for p in pair) for each in pair
    }
    for passage in outer:
        match = _ON_ONE_LINE.fullmatch(passage.text) if not passage.role else None
        if id(passage) in rows:  # "Tag | Schiffe" heads a table
            continue
        if match and (found := _names(match["topics"] or match["bulleted"])):
            _learn(copy, passage, found)
    for place, label in enumerate(live):
        if label.role == "gone":
            continue
        if place < len(live) - LAST_LINES or place < FIRST_LINES // 2:
            _above_text(copy, label, live[place + 1 : place + 2], place)
            continue
        if _ALONE.fullmatch(label.text) and (
            lines := _below(live[place + 1 :], copy.cleaned.byline)
        ):
            copy.take_out(label, "topics-line")
            for passage in lines:
                _learn(copy, passage, [] if _is_day(passage.text) else _names(passage.text))
    _bare(copy)
    _run_of_names(copy)


def _above_text(copy: Copy, label: Passage, below: list[Passage], place: int) -> None:
    """A label in the head of the page, above one line that lists topics."""
    if place > LAST_LINES or not below or not _ALONE.fullmatch(label.text):
        return
    found = _names(below[0].text) if below[0].open else []
    if len(found) > 1:
        copy.take_out(label, "topics-line")
        _learn(copy, below[0], found)


def _below(after: list[Passage], byline: str) -> list[Passage]:
    """The lines below a label that name topics and nothing else: one list, or a topic on each line."""
    lines: list[Passage] = []
    for passage in after:
        words = passage.text
        if lines and f" {passage.key} " in f" {key(byline)} ":
            break
        is_list = lines and len(_names(lines[0].text)) > 1 and not _is_day(lines[0].text)
        if is_list or (byline and passage.key == key(byline)):
            break
        is_other = noise(words, edge=True) or _NO_TOPIC.search(words) or not _names(words)
        if is_other or not passage.open:
            break
        lines.append(passage)
    return lines


def _is_day(words: str) -> bool:
    """Whether a line is the day under which an archive files the story, which is no topic."""
    try:
        return bool(read_date(words, zone=UTC))
    except UnreadableDate:
        return False


def _bare(copy: Copy) -> None:
    """Two or more lines of at most three words behind the last sentence, without a figure."""
    live = copy.live()
    end = len(live)
    while end and noise(live[end - 1].text, edge=True):
        end -= 1
    start = end
    while start and _is_bare(live[start - 1]):
        start -= 1
    if start == end and end > 2 and _is_row(live[end - 1]) and copy.english:
        above = [each for each in live[: end - 1] if noise(each.text, edge=True) is None]
        if above and (above[-1].finished or above[-1].role):
            _learn(copy, live[end - 1], _names(live[end - 1].text))
        return
    enough = FEWEST_BARE <= end - start <= MOST_TOPICS
    if enough and start > 2 and live[start - 1].finished and copy.english:
        for passage in live[start:end]:
            _learn(copy, passage, _names(passage.text))


def _run_of_names(copy: Copy) -> None:
    """A last line of names side by side, each of which the text has: "Jo Kern Ann Orr Ibiza"."""
    live = [each for each in copy.live() if noise(each.text, edge=True) is None]
    last = live[-1] if len(live) > FIRST_LINES // 2 else None
    parts = last.text.split() if last else []
    if last is None or last.role or not last.open or not 3 <= len(parts) <= MOST_IN_RUN:
        return
    if not all(part[:1].isupper() for part in parts) or not copy.english:
        return
    head = (copy.cleaned.headline, copy.cleaned.standfirst)
    told = "\n".join((*head, *(each.text for each in live[:-1])))
    found: list[str] = []
    while parts:
        width = next(
            (n for n in range(min(4, len(parts)), 0, -1) if " ".join(parts[:n]) in told), 0
        )
        if not width:
            return
        found.append(" ".join(parts[:width]))
        parts = parts[width:]
    if len(found) > 1:
        _learn(copy, last, found)


def _is_row(passage: Passage) -> bool:
    """Whether a last line is three or more names between commas."""
    if passage.role or not passage.open or passage.text.count(",") < FEWEST_IN_ROW - 1:
        return False
    found = _names(passage.text)
    marks = any(each[-1].isdigit() for each in found)  # players with their marks
    return len(found) >= FEWEST_IN_ROW and not marks and all(each[0].isupper() for each in found)


def _is_bare(passage: Passage) -> bool:
    return (
        not passage.role
        and passage.open
        and passage.width <= BARE_WIDTH
        and not re.search(r"[\d:;,.\"“”()@|/–—]", passage.text)
        and passage.text[:1].isalpha()
        and not _NO_TOPIC.search(passage.text)
    )


def _names(words: str) -> list[str]:
    """The topics of a line; none where one of its parts is longer than a topic is."""
    parts = [part.strip(" .#") for part in _PARTS.split(words) if part.strip(" .#")]
    fits = all(
        len(part) <= TOPIC_LENGTH and len(part.split()) <= TOPIC_WIDTH and part[0].isalnum()
        for part in parts
    )
    return parts[:MOST_TOPICS] if fits else []


def _learn(copy: Copy, passage: Passage, found: list[str]) -> None:
    known = {topic.casefold() for topic in copy.cleaned.topics}
    for topic in found:
        if topic.casefold() not in known and len(known) < MOST_TOPICS:
            known.add(topic.casefold())
            copy.cleaned.topics.append(topic)
    copy.take_out(passage, "topics-line")
