"""Pieces of a page that say what a field of the story says: byline, day, house, the writer's portrait."""

from __future__ import annotations

import re
from typing import Final

from articles.ingest.page.blocks import Piece
from articles.ingest.page.dates import is_date_line
from articles.ingest.page.tree import BLOCKS, Element, ancestors, letters, text_of
from articles.ingest.record import StoryRecord

_LINKED: Final = 0.9
_PORTRAIT: Final = re.compile(
    r"^\W*(?:(?:author )?(?:portrait|head ?shot|avatar|photo|picture|(?:profile |author )(?:image|picture|photo))"
    r"(?: of|:)|foto von|bild von|photo de|foto de)\s+|\s+(?:head ?shot|portrait|profile (?:image|picture|photo))\W*$",
    re.IGNORECASE,
)
"""What a page calls the face of its writer."""
_FILED: Final = re.compile(r"[^\W\d_][\w.,'’/ -]{2,60}[ (]")
"""A place of filing, before the name of the house."""
_BOLD_PLACE: Final = re.compile(
    r"<p><(?:strong|b)>(?P<place>[^\W\d_][\w.'’-]{1,30}(?: [^\W\d_][\w.'’-]{1,30}){0,2})</(?:strong|b)>\s?[-–—]</p>"
)
"""A place of filing in bold, whose text is set into paragraphs of its own."""
_CREDITED: Final = re.compile(
    r"\b(?:fotos?|photos?|pictures?|bild|image|credits?)\s?[:\u00a9]\s?\S", re.IGNORECASE
)
_WORDS_TOO: Final = re.compile(r"\b(?:texte?s?|texto|words|story)\b", re.IGNORECASE)
"""Of a line "Text and photos: Mary Stokes"."""
_DASHES: Final = ("-", "–", "—")
_SENTENCE: Final = re.compile(r"[.!?\u3002\uff01\uff1f][\"'\u201d\u2019\u300d)]*$")


def shows(piece: Piece, heading: Element | None) -> bool:
    """Whether a piece is a headline that no tag makes one: bold words in a box of their own."""
    if heading is None or heading.tag in BLOCKS or piece.key != letters(text_of(heading)):
        return False
    return piece.element in list(ancestors(heading, 3))


def has_a_field(piece: Piece, story: StoryRecord, standfirst: str, *, early: bool) -> bool:
    """Whether a field says this: the writer's portrait, the house's name, standfirst, byline or day."""
    if is_portrait(piece, story):
        story.removed.append((piece.figure.alt if piece.figure else "", "the writer's portrait"))
        return True
    if not early:
        return False
    if piece.kind == "text" and _is_place_of_filing(piece, story):
        return True
    if piece.key == standfirst != "" or _is_byline(piece, story):
        return True
    if _is_list_of_fields(piece, story):
        story.removed.append((piece.words, "who wrote the story and when, under the headline"))
        return True
    if piece.kind == "text" and is_date_line(piece.words, story.published_at):
        story.removed.append((piece.words, "the day of publication, under the headline"))
        return True
    return False


def _is_place_of_filing(piece: Piece, story: StoryRecord) -> bool:
    """Whether a line of its own says the house, with the place before it: "Anchorage, Alaska CNN —"."""
    if bold := _BOLD_PLACE.fullmatch(piece.markup):
        story.dateline = story.dateline or bold["place"].strip()
        return True
    house = letters(story.source_name)
    if not house or piece.key == house:
        return bool(house)
    place = piece.words.rstrip(" )–—-")
    is_dashed = piece.words[-1:] in _DASHES and place.endswith(story.source_name)
    if not is_dashed or not _FILED.fullmatch(place := place.removesuffix(story.source_name)):
        return False
    story.dateline = story.dateline or place.rstrip(" ,(")
    return True


def is_link_to_section(piece: Piece, story: StoryRecord) -> bool:
    """Whether a line below the headline only leads to the story's section."""
    return (
        piece.kind == "text" and piece.links > _LINKED and piece.key == letters(story.section) != ""
    )


def is_portrait(piece: Piece, story: StoryRecord) -> bool:
    """A picture without a caption whose alternative text is the name of one who wrote the story."""
    if piece.figure is None or piece.figure.caption or not piece.figure.alt:
        return False
    shown = letters(_PORTRAIT.sub("", piece.figure.alt))
    return shown in {letters(person.name) for person in story.contributors}


def _names_all(key: str, story: StoryRecord) -> bool:
    """Whether a line names everybody who wrote the story."""
    names = [letters(person.name) for person in story.contributors]
    return letters(story.byline) in key or (bool(names) and all(name in key for name in names))


def _is_list_of_fields(piece: Piece, story: StoryRecord) -> bool:
    """Whether a list under the headline says who wrote the story and when, and nothing else."""
    if piece.kind != "list":
        return False
    entries = [text_of(entry) for entry in piece.element.iter("li")]
    byline = letters(story.byline)
    return bool(entries) and all(
        is_date_line(words, story.published_at)
        or (byline and _names_all(letters(words), story) and len(words) < len(story.byline) + 40)
        for words in entries
    )


def _is_byline(piece: Piece, story: StoryRecord) -> bool:
    byline = letters(story.byline)
    short = piece.kind == "text" and len(piece.key) < len(byline) + 40
    signed = bool(byline) and short and _names_all(piece.key, story)
    credited = _CREDITED.search(piece.words) and not _WORDS_TOO.search(piece.words)
    return (
        signed
        and not credited
        and not (_SENTENCE.search(piece.words) and len(piece.key) > len(byline) + 12)
    )
