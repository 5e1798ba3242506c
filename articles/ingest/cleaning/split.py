"""Lines that a scraper broke at the links inside a sentence: they are put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from articles.ingest.cleaning.head_patterns import ADDRESS
from articles.ingest.cleaning.text import is_finished, tidy
from articles.ingest.record import Line

FEWEST: Final = 3
"""Lines that go on with the one above; fewer may be a poem's or a list's."""
LINK_WIDTH: Final = 8
"""Words of a link."""

_GOES_ON: Final = re.compile(r"[,;.:)\]!?…’”](?=\s|$)|[’']s\b|[a-zà-ÿ][\w’'-]*[ ,.]|[a-zà-ÿ]+$")
_NO_SPACE: Final = re.compile(r"[,;.:)\]!?…’”]|[’']s\b")
_MARKED: Final = re.compile(r"[,;.:)\]](?: |$)")
_HANGS: Final = re.compile(
    r"(?:,|[’']s|\(|[“‘]|\b(?:the|an?|of|to|in|on|at|by|for|from|with|and|or|but|as|that|which|who|than|into|"
    r"over|under|after|before|between|about|against|its|his|her|their|our|this|these|was|were|is|are|has|had|"
    r"have|be|been|said|says|told|called|named|like|via|per|der|die|das|den|dem|ein|eine|und|von|mit|im|am|zu|"
    r"le|la|les|un|une|des|du|et|en|el|los|las|del|y|que|il|lo|gli|di|da|e|o|os|as|do|no|na|van|het|een|"
    r"President|Governor|Mayor|Minister|Senator|Rep\.|Sen\.|Gov\.|Dr\.?|Mr\.?|Mrs\.?|Ms\.?|Prof\.?))$"
)
"""Ends of a line that wants another word."""


def joined_at_links(lines: Sequence[Line]) -> list[list[Line]] | None:
    """The lines in groups that were one each; None for copy that was not broken so.

    A page's text taken element by element has each link on a line of its own: "according to the",
    "fire service", ", which sent 40 crews".
    """
    told = [line for line in lines if line.text.strip()]
    texts = [tidy(line.text) for line in told]
    going = [_goes_on(before, text) for before, text in zip([".", *texts], texts, strict=False)]
    marked = sum(1 for text in texts if _MARKED.match(text) and len(text) < 2000)
    if sum(going) < FEWEST or not marked:
        return None
    groups: list[list[Line]] = []
    for place, line in enumerate(told):
        if place and (going[place] or _is_link(texts, going, place)):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def glued(texts: Sequence[str]) -> str:
    """The words of a group as the page showed them."""
    whole = texts[0]
    for text in texts[1:]:
        tight = _NO_SPACE.match(text) or whole[-1:] in "(“‘"
        whole += text if tight else f" {text}"
    return whole


def _goes_on(before: str, text: str) -> bool:
    """Whether a line begins in the midst of a sentence that the one above left open."""
    if not _GOES_ON.match(text) or ADDRESS.fullmatch(text):
        return False
    return not is_finished(before) or _MARKED.match(text) is not None


def _is_link(texts: Sequence[str], going: Sequence[bool], place: int) -> bool:
    """Whether a line with a capital stands between the two halves of a sentence."""
    above, text = texts[place - 1], texts[place]
    if len(text.split()) > LINK_WIDTH or not _HANGS.search(above):
        return False
    return not is_finished(text) or above[-1:] in ",("
