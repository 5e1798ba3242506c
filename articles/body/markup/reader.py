"""The reader of a parser's events: which element does what, and what is put back at its end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from articles.body.markup.inline_text import InlineText, Marks
from articles.body.markup.picture_elements import (
    figure_element,
    frame_element,
    image_element,
    noscript_image,
    own_embed_element,
)
from articles.body.markup.quotation_elements import (
    aside_element,
    attribution_element,
    blockquote_element,
    cite_element,
    footer_element,
    form_element,
    is_behind_quoted,
)
from articles.body.markup.reading import Finish, Reading, drop_inside
from articles.body.markup.removed import Removed
from articles.body.markup.rules import (
    CAPTION_CLASSES,
    CAPTIONED_CLASSES,
    CREDIT_CLASSES,
    HEADINGS,
    LINE_ELEMENTS,
    PULLED_BOX,
    QUOTED_CLASSES,
    Attributes,
    left_out,
    marks_of,
)
from articles.body.markup.table_elements import (
    caption_element,
    cell_element,
    head_element,
    row_element,
    table_element,
)
from articles.body.markup.text_elements import (
    break_element,
    container_element,
    heading_element,
    link_element,
    paragraph_element,
    preformatted_element,
    quotation_marks_element,
    rule_element,
    small_element,
    span_element,
)
from articles.body.markup.update_elements import section_element, time_element
from articles.body.shapes import Block

_PULLED = frozenset({"div", "bsp-pull-quote", "bsp-quote"})
"""Boxes that hold a pull quote where their name or class says so."""
_ELEMENTS: Mapping[str, Callable[[Reading, Attributes], Finish]] = {
    "a": link_element,
    "aside": aside_element,
    "blockquote": blockquote_element,
    "br": break_element,
    "caption": caption_element,
    "cite": cite_element,
    "embed": partial(frame_element, "embed"),
    "figure": figure_element,
    "footer": footer_element,
    "form": form_element,
    "hr": rule_element,
    "iframe": partial(frame_element, "iframe"),
    "img": image_element,
    "li": partial(container_element, "list_item"),
    "object": partial(frame_element, "object"),
    "oembed": partial(frame_element, "oembed"),
    "ol": partial(container_element, "ordered_list"),
    "p": paragraph_element,
    "pre": preformatted_element,
    "q": quotation_marks_element,
    "span": span_element,
    "sub": partial(small_element, "sub"),
    "sup": partial(small_element, "sup"),
    "section": section_element,
    "table": table_element,
    "td": partial(cell_element, "td"),
    "th": partial(cell_element, "th"),
    "thead": head_element,
    "time": time_element,
    "tr": row_element,
    "ul": partial(container_element, "bullet_list"),
    **{name: partial(heading_element, level) for name, level in HEADINGS.items()},
}
_IN_CAPTIONS = ("a", "br", "img", "q", "sub", "sup")
_UNSHOWN = ("script", "style")
_TOLD_EMPTY = ("script", "style", "svg", "math", "canvas", "video", "audio")
_MOST_DROPPED_PIECES = 100
_DEEPEST = 2_000  # libxml2 looks through all open elements at each stray end tag


@dataclass(frozen=True, slots=True)
class _Open:
    """An open element: what was in force before it, and what its end does."""

    tag: str
    marks: Marks
    sink: InlineText | None
    finish: Finish


class TooDeep(Exception):
    """The markup nests so deep that reading it on would take time out of proportion."""


class MarkupReader:
    """Target of a parser: `start`, `end`, `data` and `close`, then `blocks` and `removed`."""

    def __init__(self, base_url: str) -> None:
        self.blocks: list[Block] = []
        self._reading = Reading(base_url)
        self._open: list[_Open] = []
        self._inside_dropped = -1
        """Elements open inside one that is dropped; -1 while nothing is."""
        self._dropped_text: list[str] = []
        self._noscript_images: list[Attributes] = []

    @property
    def removed(self) -> list[Removed]:
        return self._reading.removed.entries

    def start(self, tag: str, attributes: Attributes) -> None:
        if len(self._open) + max(self._inside_dropped, 0) >= _DEEPEST:
            raise TooDeep
        if self._inside_dropped >= 0:
            self._inside_dropped += 1
            if tag == "img" and self._open[-1].tag == "noscript":
                self._noscript_images.append(dict(attributes))
            return
        marks, sink = self._reading.marks, self._reading.sink
        finish = self._begin(tag, attributes)
        self._open.append(_Open(tag, marks, sink, finish))

    def end(self, tag: str) -> None:
        if self._inside_dropped > 0:
            self._inside_dropped -= 1
        elif self._open and self._open[-1].tag == tag:
            self._end_element()

    def data(self, text: str) -> None:
        if self._inside_dropped < 0:
            self._reading.add_text(text)
        elif len(self._dropped_text) < _MOST_DROPPED_PIECES:
            self._dropped_text.append(text[:400])

    def close(self) -> MarkupReader:
        while self._open:
            self._end_element()
        self.blocks = self._reading.assembly.finish()
        return self

    def _end_element(self) -> None:
        element = self._open.pop()
        if element.finish is not None:
            element.finish()
        self._reading.marks, self._reading.sink = element.marks, element.sink

    def _begin(self, tag: str, attributes: Attributes) -> Finish:
        if (told := left_out(tag, attributes)) is not None:
            what, reason = told
            return self._drop(what, attributes.get("src", ""), reason)
        for mark, is_on in marks_of(tag, attributes).items():
            self._reading.set_mark(mark, is_on=is_on)
        finish = self._keep(tag, attributes)
        return self._drop(tag, "", "") if finish is drop_inside else finish

    def _drop(self, what: str, address: str, reason: str) -> Finish:
        self._inside_dropped, self._dropped_text = 0, []

        def finish() -> None:
            self._inside_dropped = -1
            words = "" if what in _UNSHOWN else " ".join(self._dropped_text)
            for image in self._noscript_images:
                noscript_image(self._reading, image)
            self._noscript_images = []
            if reason and (address or words.strip() or what in _TOLD_EMPTY):
                self._reading.removed.add(what, address or words, reason)

        return finish

    def _keep(self, tag: str, attributes: Attributes) -> Finish:
        reading = self._reading
        classes = attributes.get("class", "")
        if reading.figures and (tag == "figcaption" or CAPTION_CLASSES.search(classes)):
            reading.into(reading.figures[-1].caption)
            return None
        if reading.figures and (
            CREDIT_CLASSES.search(classes) or (tag == "cite" and reading.figures[-1].may_end())
        ):
            reading.into(reading.figures[-1].credit)
            return None
        says_whose = QUOTED_CLASSES.search(classes) or (tag == "figcaption" and not reading.figures)
        if says_whose and reading.sink is None and is_behind_quoted(reading, tag, classes):
            return attribution_element(reading)
        if tag in _PULLED and PULLED_BOX.search(f"{tag} {classes}"):
            return aside_element(reading, {**attributes, "class": f"{tag} {classes}"})
        if CAPTIONED_CLASSES.search(classes) and tag != "figure":
            return figure_element(reading, attributes)
        if "data-provider" in attributes and (finish := own_embed_element(reading, attributes)):
            return finish
        if tag in _ELEMENTS and (reading.sink is None or tag in _IN_CAPTIONS):
            return _ELEMENTS[tag](reading, attributes)
        return reading.line() if tag in LINE_ELEMENTS else None
