"""Text of a browser for terminals (lynx, links, w3m): numbers of links in brackets, and their list below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from articles.ingest.cleaning.text import tidy
from articles.ingest.record import Line

FEWEST: Final = 3
"""Numbers glued to the words of a link; fewer may be footnotes."""
_LINK: Final = re.compile(r"\[\d{1,3}\](?=[^\W_]|[\"'“‘(])")
_INLINE: Final = re.compile(
    r"(?:\[\d{1,3}\])?\[[\w.-]{1,80}\.(?:jpe?g|png|gif|webp|svg)\]|\[(?:INLINE|IMG|IMAGE|BUTTON|LINK|EMBED|USEMAP:[^\[\]]{0,80})\]"
)
_LIST: Final = re.compile(r"\s{0,3}(?:References|Links?|Visible links|Hidden links)\s*:?\s*")
_ENTRY: Final = re.compile(r"\s{0,6}\d{1,3}\. (?:https?|ftp|file|mailto):\S*\s*")
_ITEM: Final = re.compile(r"\s*[*+•]\s+")


def parted(lines: Sequence[Line]) -> tuple[list[tuple[list[Line], str]], list[Line]] | None:
    """(each paragraph's lines, with its words without marks; the list of links); None for other text."""
    first = next((place for place, line in enumerate(lines) if _LIST.fullmatch(line.text)), None)
    if first is None or not any(_ENTRY.fullmatch(line.text) for line in lines[first:]):
        return None
    body = lines[:first]
    if sum(len(_LINK.findall(line.text)) for line in body) < FEWEST:
        return None
    groups: list[tuple[list[Line], list[str]]] = []
    goes_on = False
    for line in body:
        text = _INLINE.sub("", _LINK.sub("", line.text))
        words = tidy(text)
        if not line.text.strip():
            goes_on = False
        elif goes_on and not _ITEM.match(text):
            gathered, said = groups[-1]
            gathered.append(line)
            said.append(words)
        else:
            marked = _ITEM.match(words)
            groups.append(([line], [words[marked.end() :] if marked else words]))
            goes_on = True
    told = [(gathered, " ".join(filter(None, said))) for gathered, said in groups]
    return told, [line for line in lines[first:] if line.text.strip()]
