"""The import's sentences in the language of who reads them; the ledger keeps them in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import get_language, gettext, gettext_noop, override

from articles.ingest.cleaning.rules import RULES
from articles.ingest.sentences import SENTENCES
from articles.models import Article
from media.refusals import Refused, every_refusal

_PLACE: Final = re.compile(r"%\(([a-z_]+)\)s")
_END: Final = re.compile(r"(?<=[.!?”]) ")
LONGEST: Final = 2_000
"""Longer ones are no sentences of ours, but what a source wrote."""
_MOST_SENTENCES: Final = 40

FACTS: Final = (
    gettext_noop("source name"), gettext_noop("source id"), gettext_noop("canonical url"),
    gettext_noop("version"), gettext_noop("status"), gettext_noop("hold"),
    gettext_noop("places"), gettext_noop("organisations"), gettext_noop("extra"),
)  # fmt: skip
"""Facts of a source that no column of a story is called after."""


def said(stored: str) -> str:
    """A stored sentence, or several in a row, translated; what nobody has translated stays as it is."""
    language = get_language() or "en"
    if language.startswith("en") or not stored or len(stored) > LONGEST:
        return stored
    ends = [*(end.start() for end in _END.finditer(stored)), len(stored)][:_MOST_SENTENCES]
    told, start = [], 0
    while start < len(stored):
        stop, words = _longest(stored, start, [end for end in ends if end > start])
        told.append(words)
        start = stop + 1
    return " ".join(told)


def _longest(stored: str, start: int, ends: list[int]) -> tuple[int, str]:
    """Where the longest known sentence from `start` ends, and its translation."""
    for end in reversed(ends):
        words = _translated(stored[start:end])
        if words is not None:
            return end, words
    end = ends[0] if ends else len(stored)
    return end, stored[start:end]


def _translated(sentence: str) -> str | None:
    if sentence in _whole():
        return gettext(sentence)
    if sentence in _of_pictures():
        return _of_pictures()[sentence].sentence
    for template in _with_places():
        values = values_of(sentence, template)
        if values is not None:
            shown = {name: _value(name, value) for name, value in values.items()}
            return gettext(template) % shown
    return None


def values_of(sentence: str, template: str) -> dict[str, str] | None:
    """What stands at the places of the template; None if the sentence is another."""
    first, *rest = _PLACE.split(template)
    if not sentence.startswith(first):
        return None
    found, at = {}, len(first)
    for name, literal in zip(rest[::2], rest[1::2], strict=True):
        is_last = literal == rest[-1] and name == rest[-2]
        end = len(sentence) - len(literal) if is_last else sentence.find(literal, at + 1)
        if end <= at or not sentence.endswith(literal, at, end + len(literal)):
            return None
        found[name] = sentence[at:end]
        at = end + len(literal)
    return found if at == len(sentence) else None


def _value(name: str, value: str) -> str:
    """A value that is words of ours is translated as well."""
    if name in {"why", "what"}:
        return said(value)
    if name == "fields":
        return ", ".join(column_said(each) for each in value.split(", "))
    return value


def column_said(name: str) -> str:
    """A column of a story as its form names it."""
    try:
        column = Article._meta.get_field(name)
    except FieldDoesNotExist:
        return gettext(name.replace("_", " "))
    label = getattr(column, "verbose_name", "") if column.name == name else ""
    return str(label or gettext(name.replace("_", " ")))


@cache
def _whole() -> frozenset[str]:
    reasons = {rule.reason for rule in RULES}
    return frozenset(reasons | {each for each in SENTENCES if not _PLACE.search(each)})


@cache
def _of_pictures() -> dict[str, Refused]:
    """Why a picture was not taken, by its sentence in the ledger's language."""
    with override("en"):
        return {refusal.sentence: refusal for refusal in every_refusal()}


@cache
def _with_places() -> tuple[str, ...]:
    """The most telling first: of two that fit, the one with more words of its own."""
    templates = (each for each in SENTENCES if _PLACE.search(each))
    return tuple(sorted(templates, key=lambda each: -len(_PLACE.sub("", each))))


def known_sentences() -> Iterator[str]:
    """Every sentence that `said` can translate, as it stands in the catalog."""
    yield from sorted(_whole())
    yield from _with_places()
