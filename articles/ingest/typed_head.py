"""The fields that somebody typed above a text, each behind its name: "HEADLINE: ...", "By: ..."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from articles.ingest.rows.aliases import field_of, known_names

MOST_FIELDS: Final = 20
FEWEST_FIELDS: Final = 2
"""Of one line nobody can tell whether it is a field or the story's first words."""
FEWEST_WORDS: Final = 10
"""Of a first paragraph that no empty line parts from the fields."""
_NAMES: Final = (
    r"title|headline|head|hed|author|byline|date|published|section|category|tags|keywords|source|standfirst|strap|"
    r"strapline|sub-?head(?:line|ing)?|subhed|dek|deck|summary|description|dateline|slug|slugline|catchline|kicker|"
    r"language|url|link|embargo|words|word count|length"
)
_FIELD: Final = re.compile(rf"(?P<name>{_NAMES})\s*:\s*(?P<value>\S.*)", re.IGNORECASE)
_NAME_ALONE: Final = re.compile(rf"(?P<name>{_NAMES})\s*:", re.IGNORECASE)
_ANY_FIELD: Final = re.compile(
    r"(?P<name>[A-Z][A-Za-z]{1,20}(?:[ _-][A-Za-z]{1,20}){0,2})\s*:\s*(?P<value>\S.*)"
)
"""A field of any name, in a head that has a headline."""
_RULE: Final = re.compile(r"\s*[-=_*~–—]{3,100}\s*")
_BEGINS: Final = re.compile(r"(?:body|text|copy|story)(?: text| copy)?\s*:", re.IGNORECASE)
"""The name of the text itself, on a line of its own."""
_BY: Final = re.compile(r"By [A-ZÀ-Þ]\S+ \S.{1,100}")
_SLUG: Final = re.compile(r"[a-z0-9]+(?:[-_/][a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a text."""

    fields: dict[str, str]
    lines: int
    """How many lines of the source it takes."""


def head_of(lines: Sequence[str]) -> Head | None:
    """The typed fields above a text, or None where its first lines are the text itself."""
    fields: dict[str, str] = {}
    end = at = 0
    while at < len(lines) and len(fields) < MOST_FIELDS:
        text = lines[at].strip()
        field = _FIELD.fullmatch(text)
        if field is None and at == end:  # no empty line stands above it
            field = _ANY_FIELD.fullmatch(text)
        if field is not None:
            name, value, at = field["name"], field["value"], at + 1
        elif (alone := _NAME_ALONE.fullmatch(text)) and (below := _value_below(lines, at)):
            name, value, at = alone["name"], lines[below].strip(), below + 1
        elif not text and fields:
            at += 1
            continue
        else:
            break
        name = name.casefold()
        if name == "words" and not any(map(str.isdigit, value)):
            name = "byline"  # "Words: Ann Orr"
        if name in fields:
            return None  # somebody speaks again: a conversation
        fields[name] = value
        end = at
    return _checked(fields, lines, end)


def _value_below(lines: Sequence[str], at: int) -> int:
    """The line right below a name that stands alone, if it holds a value; 0 if none does."""
    below = at + 1
    if below >= len(lines):
        return 0
    text = lines[below].strip()
    return 0 if not text or _FIELD.fullmatch(text) or _NAME_ALONE.fullmatch(text) else below


def _checked(fields: dict[str, str], lines: Sequence[str], end: int) -> Head | None:
    known = sum(_NAME_ALONE.fullmatch(f"{name}:") is not None for name in fields)
    is_titled = any(field_of(name) == "headline" for name in fields)
    is_head = (known == len(fields) and known >= FEWEST_FIELDS) or (
        is_titled and known_names(fields) >= FEWEST_FIELDS
    )
    text = next((place for place in range(end, len(lines)) if lines[place].strip()), None)
    if not is_head or text is None:
        return None
    below = lines[text].strip()
    is_parted = text > end or _BY.fullmatch(below) or (is_titled and _is_prose(below))
    if _BEGINS.fullmatch(below) or (text == end and _RULE.fullmatch(below)):
        end = text + 1
    elif not is_parted:
        return None
    if not _SLUG.fullmatch(slug := fields.get("slug", "")) and slug:
        fields.setdefault("slugline", fields.pop("slug"))  # the desk's, not the site's
    return Head(fields, end)


def _is_prose(line: str) -> bool:
    """Whether a line is copy beyond doubt: a long sentence that no name begins."""
    return len(line.split()) >= FEWEST_WORDS and line[-1] in '.!?”"’' and not _ANY_FIELD.match(line)
