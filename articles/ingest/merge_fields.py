"""Fields of mailers that nobody filled ("{{first_name}}", "*|FNAME|*"): out of the copy, or told as what is left."""

from __future__ import annotations

import re
from typing import Final

from articles.ingest.cleaning.text import tidy

_OF_A_READER: Final = (
    r"(?:[\w-]{1,30}\.){0,3}(?:(?:[a-z]{1,12}[ _-]?){0,2}"
    r"(?:first|last|full|sur|given|user|nick|display|company)[ _-]?name|[fl]name|name|"
    r"vorname|nachname|prenom|nombre|e-?mail(?:[ _-]?address)?|salutation|greeting|anrede|"
    r"(?:web[ _-]?version|unsubscribe|preferences?|update[ _-]?profile|forward|view[ _-]?(?:online|in[ _-]?browser))"
    r"(?:[ _-]?(?:url|link))?)"
)
"""What a mailer knows of who gets a letter, and where its own links lead."""
_DEFAULT: Final = r"(?:\s?\|\s?(?P<{}>[^{{}}|*%]{{0,80}})){{0,1}}"
FIELD: Final = re.compile(
    rf"\{{\{{\s?{_OF_A_READER}{_DEFAULT.format('curly')}\s?\}}\}}|"
    r"\*\|(?!(?i:if|ifnot|else|elseif|end):)(?P<star>[A-Z][A-Z\d_:,. -]{0,40})\|\*|"
    rf"%%\s?{_OF_A_READER}\s?%%|(?<![%\w\\/])%(?!(?:user|computer)name%)[A-Z]{{0,20}}_?(?:NAME|EMAIL)%(?![\\/])|"
    rf"\[\[?\s?(?:[FL]NAME|(?:subscriber|contact|user)[.:_]{_OF_A_READER}|(?:first|last)_?name)\s?\]?\]|"
    rf"\$\{{(?:[\w-]{{1,30}}\.)?(?:first|last|full)[ _-]?name\}}|<<\s?(?:first|last) ?name\s?>>",
    re.IGNORECASE,
)
"""One field; it says who reads, so it is never copy. "{{price}}" may be a paper's own example."""
_HINTS: Final = ("{{", "*|", "${", "<<")
_BEGINNINGS: Final = (
    re.compile(r"%(?:%|[a-z_]{4,30}%)", re.IGNORECASE),
    re.compile(r"\[\[?\s?(?:[fl]name|subscriber|contact|user|first|last)", re.IGNORECASE),
)
"""Of the signs that copy has, too ("5%", "[sic]"): a search by the sign costs a fiftieth of one for fields."""
_CHOICE: Final = re.compile(
    r"\*\|IF(?:NOT)?:[^|*]{1,60}\|\*(?P<star>.{0,200}?)(?:\*\|ELSE:?\|\*(?P<star_else>.{0,200}?))?\*\|END:IF\|\*|"
    r"\{%-?\s?if [^{}%]{1,80}%\}(?P<curly>.{0,200}?)"
    r"(?:\{%-?\s?else\s?-?%\}(?P<curly_else>.{0,200}?))?\{%-?\s?endif\s?-?%\}",
    re.IGNORECASE,
)
"""A choice by what the mailer knows; readers of a site are those of whom it knows nothing."""
_QUOTED: Final = re.compile(r"[\"'“‘](?P<words>[^\"'“”‘’]{1,40})[\"'”’]")
_GREETING: Final = (
    r"(?:(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|morning|welcome|thanks|hallo|"
    r"liebe[r]?|guten (?:tag|morgen)|bonjour|bonsoir|chère?|hola|buenos días|olá|ciao|buongiorno|"
    r"hei|hej|beste)(?: there)?[ ,]{0,2})"
)
_MARK: Final = "\ue000"
"""Stands for a field while the line around it is read; no text has it."""
_GREETING_FIRST: Final = re.compile(rf"{_GREETING}?{_MARK}\s?[,!.:–—-]*\s*", re.IGNORECASE)
_CALLED: Final = re.compile(rf"\s?,\s?{_MARK}\s?(?P<end>[,.!?])")
"""A reader who is called in the middle of a sentence: "And so, {{name}}, ..."."""
_ENDS: Final = re.compile(r"(?<=[.!?])\s+")
_LONGEST: Final = 20_000
"""Characters of a paragraph that is looked through."""


def fields_in(text: str) -> list[str]:
    """The fields that stand in a text, as they stand."""
    is_begun = ("%" in text or "[" in text) and any(one.search(text) for one in _BEGINNINGS)
    if not (is_begun or any(map(text.__contains__, _HINTS))):
        return []
    return [found[0] for found in FIELD.finditer(text)]


def without_fields(text: str) -> str:
    """The text without fields: greetings and calls go, a default stands for its field, other sentences go whole.

    "" where nothing is left; the text itself where it has no field.
    """
    if len(text) > _LONGEST or not (fields_in(text) or _has_choice(text)):
        return text
    chosen = _CHOICE.sub(lambda found: found["star_else"] or found["curly_else"] or "", text)
    marked = FIELD.sub(_shown, chosen).strip()
    if greeted := _GREETING_FIRST.match(marked):
        marked = marked[greeted.end() :]
    if marked[:1] != text.lstrip()[:1]:
        marked = marked[:1].upper() + marked[1:]
    marked = _CALLED.sub(r"\g<end>", marked)
    kept = [part for part in _ENDS.split(marked) if _MARK not in part]
    said = tidy(" ".join(kept))
    return said if any(map(str.isalnum, said)) else ""


def _has_choice(text: str) -> bool:
    return ("*|" in text or "{%" in text) and _CHOICE.search(text) is not None


def _shown(found: re.Match[str]) -> str:
    default = _QUOTED.search(found["curly"] or "")
    return default["words"] if default else _MARK
