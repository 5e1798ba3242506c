"""Elements of running text: paragraphs, headings, lists, links and line breaks."""

from __future__ import annotations

from functools import partial

from articles.body.blocks import LIMITS
from articles.body.document import paragraph, rule
from articles.body.links import normalize_link
from articles.body.markup.assembly import TextKind
from articles.body.markup.inline_text import InlineText
from articles.body.markup.reading import Finish, Reading
from articles.body.markup.rules import (
    SMALL_FIGURES,
    WORD_CAPTION_CLASS,
    Attributes,
    is_note_line,
    resolved,
    style_of,
    word_list_level,
)
from articles.body.markup.update_elements import as_of_element, is_in_box

_MOST_LINKS_REMEMBERED = 100


def paragraph_element(reading: Reading, attributes: Attributes) -> Finish:
    """A paragraph, or in Word's markup perhaps an item of a list."""
    classes = attributes.get("class", "")
    if WORD_CAPTION_CLASS.search(classes):
        return _word_caption(reading)
    if "as-of" in classes.split() and is_in_box(reading):
        return as_of_element(reading)
    level = word_list_level(attributes)
    return _text_of(reading, TextKind("word_item", level)) if level else reading.line()


def _word_caption(reading: Reading) -> Finish:
    """What Word calls a caption is that of the picture right before it, else a paragraph."""
    reading.assembly.flush()
    newest, placed = reading.newest_picture, reading.assembly.frames.current.content
    if newest is None or not placed or placed[-1] is not newest or newest["attrs"]["caption"]:
        return reading.line()
    words = InlineText()
    reading.into(words)

    def finish() -> None:
        caption = words.words()
        if len(caption) <= LIMITS["caption"]:
            newest["attrs"]["caption"] = caption
        else:
            reading.assembly.place(paragraph(caption))

    return finish


def heading_element(level: int, reading: Reading, _attributes: Attributes) -> Finish:
    return _text_of(reading, TextKind("heading", level))


def _text_of(reading: Reading, kind: TextKind) -> Finish:
    assembly = reading.assembly
    assembly.flush()
    before, assembly.kind = assembly.kind, kind
    assembly.marker_is_ordered = False

    def finish() -> None:
        assembly.flush()
        assembly.kind = before

    return finish


def span_element(reading: Reading, attributes: Attributes) -> Finish:
    """In Word's list paragraphs a span holds the bullet or number; any other is nothing."""
    if "mso-list:ignore" not in style_of(attributes).replace(" ", ""):
        return None
    marker = reading.sink = InlineText()

    def finish() -> None:
        reading.assembly.marker_is_ordered = marker.words()[:1].isdigit()

    return finish


def container_element(kind: str, reading: Reading, attributes: Attributes) -> Finish:
    """A list or an item of one; where it cannot stand, its items are paragraphs."""
    start = attributes.get("start", "").strip()
    is_number = start.isascii() and start.isdigit() and int(start[:6]) <= LIMITS["start"]
    given = {"start": int(start[:6])} if is_number else {}
    if not reading.assembly.open(kind, **given):
        return reading.assembly.flush
    return reading.assembly.end_block


def preformatted_element(reading: Reading, _attributes: Attributes) -> Finish:
    reading.assembly.flush()
    reading.preformatted += 1

    def finish() -> None:
        reading.assembly.flush()
        reading.preformatted -= 1

    return finish


def quotation_marks_element(reading: Reading, _attributes: Attributes) -> Finish:
    reading.add_text("“")
    return partial(reading.add_text, "”")


def small_element(tag: str, reading: Reading, _attributes: Attributes) -> Finish:
    """Figures set low or high become the letters for them: CO₂, m²."""
    before, reading.small_figures = reading.small_figures, SMALL_FIGURES[tag]

    def finish() -> None:
        reading.small_figures = before

    return finish


def break_element(reading: Reading, _attributes: Attributes) -> Finish:
    if reading.sink is not None:
        reading.sink.add(" ")
    else:
        reading.assembly.add_break()
    return None


def rule_element(reading: Reading, attributes: Attributes) -> Finish:
    reading.assembly.flush()
    if not is_note_line(attributes):
        reading.assembly.place(rule())
    return None


def link_element(reading: Reading, attributes: Attributes) -> Finish:
    """A link whose address a body can hold; otherwise its words alone."""
    given = attributes.get("href", "").strip()
    if not given or given.startswith("#"):  # a place on the source's own page
        return None
    href = resolved(given, reading.base_url)
    if not href:
        return None
    remembered = reading.assembly.frames.current.links
    if len(remembered) < _MOST_LINKS_REMEMBERED:
        remembered.append(href)
    try:
        reading.set_mark("link", normalize_link(href))
    except ValueError as error:
        reading.removed.add("link", href, f"the address {error}")
    return None
