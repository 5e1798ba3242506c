"""The labels of pictures ("Image:", "Foto 2:", "Pictured:") before captions; what of a caption is credit."""

from __future__ import annotations

import re
from typing import Final

from articles.ingest.cleaning.text import is_finished, key, reads_as_names, width
from articles.ingest.credits import LONGEST_LINE, credit_alone, split_credit

_PLAIN_LABEL: Final = re.compile(
    r"(?:(?:image|photo|picture)? ?caption(?: ?\d{1,2})?)\s*[:,–—-]?\s+(?=\S)", re.IGNORECASE
)
_PICTURE = (
    r"(?:image|photo(?:graph)?|picture|pic|foto|bild|imagen|imagem|immagine|fotograf[ií]a|zdjęcie|billede|bilde|kuva|"
    r"фото)(?: ?\d{1,2})?"
)
_SHORT_LABEL: Final = re.compile(
    rf"(?P<opens>\[)?{_PICTURE}\s*[:–—]\s*(?P<words>[^\[\]]+)(?(opens)\])", re.IGNORECASE
)
"""The label "Image:" before what a picture shows, in square brackets or without."""
_FEWEST_SHOWN: Final = 4
"""Words behind such a label that are a caption and no credit."""
_PICTURE_LABEL: Final = re.compile(
    r"(?:pictured|seen here|shown here)(?:,? (?:above|below|left|right|here|from left|center|"
    r"centre))*\s*[:,–—-]\s*\S|"
    r"(?:file|handout|stock|archive|undated) (?:photo|picture|image|pic)\s*[:–—-]{1,2}\s*\S|"
    r"file\s*[:–—-]{1,2}\s*\S|(?:photo|picture|image|video|graphic|map)\s*:\s*\S|"
    r"(?:above|below|left|right|clockwise from .{3,20}|from left(?: to right)?)\s*:\s*\S|"
    r"in this (?:[\w., ]{0,40} )?(?:photo(?:graph)?|picture|image|video still|screengrab)\b"
    r"(?: (?:provided|released|taken|made) .{0,60}?)?,\s|"
    r"this (?:undated|handout|file|combination of|aerial|satellite|still|family|booking) .{0,40}?"
    r"(?:photo|picture|image)s?\b",
    re.IGNORECASE,
)
_OPEN_LABEL: Final = re.compile(
    r"(?:above|below|left|right|from left|clockwise from .{3,20}), \S", re.IGNORECASE
)
_EITHER_LABEL: Final = re.compile(f"{_PICTURE_LABEL.pattern}|{_OPEN_LABEL.pattern}", re.IGNORECASE)


_PICTURE_WORD: Final = re.compile(rf"{_PICTURE}\s*:\s*", re.IGNORECASE)


def without_picture_word(text: str) -> str:
    """A line without the "PHOTO:" that stands before an alternative text."""
    match = _PICTURE_WORD.match(text)
    return text[match.end() :] if match else text


def without_label(text: str) -> str:
    """A caption without the label "Image caption" or "Image:"; the text itself where it has none."""
    if match := _PLAIN_LABEL.match(text):
        return text[match.end() :] if width(text) > 3 else text
    short = _SHORT_LABEL.fullmatch(text) if len(text) <= LONGEST_LINE else None
    if short is None or width(short["words"]) < _FEWEST_SHOWN or reads_as_names(short["words"]):
        return text
    if credit_alone(text) or split_credit(text):
        return text  # `without_picture_word` takes it off together with the credit
    return short["words"].strip()


def has_picture_label(text: str) -> bool:
    """Whether `text` begins as only captions do: "Pictured: ...", "FILE PHOTO: ..."."""
    label = _PICTURE_LABEL if is_finished(text) else _EITHER_LABEL
    return label.match(text[:160]) is not None


_CREDIT_LABEL: Final = re.compile(
    r"\A\s*(?:(?:(?:staff|file|handout|courtesy) )?(?:photo(?:graph)?|picture|image|foto|bild)s? by|"
    r"(?:photo|picture|image) credit\s*[:–—-]|(?:photo(?:graph)?|picture|image|credit|foto|bild)s?\s*:)\s+(?=\S)",
    re.IGNORECASE,
)
"""What a source's own field of the credit begins with."""


def caption_and_credit(caption: str, credit: str = "", creator: str = "") -> tuple[str, str]:
    """A caption without its label and the credit that it ends in or is, and the credit.

    A `credit` that the source gives by itself stays, unless the caption's is the same and more,
    or names the `creator` whom the source gives beside it.
    """
    credit = _CREDIT_LABEL.sub("", credit)
    bare = without_label(caption)
    alone = credit_alone(bare)
    if alone and (not credit or key(credit) == key(alone)):
        return "", credit or alone
    found = split_credit(bare)
    if found is None:
        return without_known(bare, credit)
    is_more = key(credit) in key(found.credit)
    names_maker = " " in creator and key(creator) in key(found.credit)
    words = without_picture_word(found.words)
    return (words, found.credit) if is_more or names_maker else without_known(bare, credit)


_BRACKETED: Final = re.compile(r"[(\[](?P<credit>[^()\[\]]{2,90})[)\]] ?\.?$")
_BEHIND_STOP: Final = re.compile(r"(?<=[.!?”\"»)])\s+(?P<credit>[^.!?]{4,90})\.?$")
_OF_CREDITS: Final = re.compile(
    r"\b(?:photo(?:graph)?s?|pictures?|images?|credits?|courtesy|staff|file|archives?|handout|foto|bild|by|for|of|the|via|"
    r"von|van|de|del|della|der|den|da|du|la|le|di|al|el|bin|pour|für|para|per|and|und|et|y|e|"
    r"ansa|dpa|afp|reuters|efe|epa|epd|apa|imago|keystone|lapresse)\b",
    re.IGNORECASE,
)
_SAYS_MORE: Final = re.compile(r"(?<![\w.@'’/-])[a-zß-öø-ÿ]{2,}(?![\w.@-])")
"""A word in small letters that no credit has: "(with Jo Kern)", "(Jo Kern at her easel)"."""
_MORE_NAMED: Final = 6
"""Words that the brackets may say beside the credit: the house, "photo by"."""


def without_known(caption: str, credit: str) -> tuple[str, str]:
    """A caption without its end in which the given credit stands once more, in brackets or behind the stop."""
    behind = _BEHIND_STOP.search(caption[-120:]) if " " in credit else None
    if behind and {*key(behind["credit"]).split()} == {*key(credit).split()}:
        return caption[: len(caption) - len(behind[0])].rstrip(), credit
    found = _BRACKETED.search(caption[-120:]) if " " in credit else None
    if (
        found is None
        or key(credit) not in key(found["credit"])
        or width(found["credit"]) > width(credit) + _MORE_NAMED
        or _SAYS_MORE.search(_OF_CREDITS.sub("", found["credit"]))
    ):
        return caption, credit
    return caption[: len(caption) - len(found[0])].rstrip(), _CREDIT_LABEL.sub("", found["credit"])
