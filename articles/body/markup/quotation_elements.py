"""Elements that set text apart: quotations, pull quotes, posts of other sites, asides and forms."""

from __future__ import annotations

import re
from functools import partial

from articles.body.blocks import LIMITS
from articles.body.document import embed, paragraph
from articles.body.markup.captioned import without_dash
from articles.body.markup.frames import holds_a_story
from articles.body.markup.inline_text import InlineText
from articles.body.markup.reading import Finish, Reading
from articles.body.markup.rules import (
    EMBED_CLASSES,
    LINE_ELEMENTS,
    PULL_QUOTE_CLASSES,
    REFERENCE_CLASSES,
    Attributes,
)
from articles.body.providers import embed_from_url
from articles.body.words import block_text, shortened

_QUOTES = ("quotation", "pull_quote")
_EMBED_ADDRESSES = ("cite", "data-instgrm-permalink", "data-embed-url", "data-url")
_BLUESKY_ADDRESS = re.compile(r"at://([^/]+)/app\.bsky\.feed\.post/([a-z0-9]+)")


def blockquote_element(reading: Reading, attributes: Attributes) -> Finish:
    """A quotation, a pull quote, or what a provider's script would replace with a post."""
    classes = attributes.get("class", "")
    in_pulled = bool(reading.figures) and reading.figures[-1].is_pulled
    is_pulled = in_pulled or PULL_QUOTE_CLASSES.search(classes) is not None
    if not reading.assembly.open("pull_quote" if is_pulled else "quotation"):
        return reading.assembly.flush
    if not EMBED_CLASSES.search(classes):
        return reading.assembly.end_block
    links = reading.assembly.frames.current.links
    links.extend(attributes[name] for name in _EMBED_ADDRESSES if name in attributes)
    if post := _BLUESKY_ADDRESS.match(attributes.get("data-bluesky-uri", "")):
        links.append(f"https://bsky.app/profile/{post[1]}/post/{post[2]}")
    return partial(_end_post, reading)


def _end_post(reading: Reading) -> None:
    """The words of a post become the title of its embed, if one of its links says which it is."""
    reading.assembly.flush()
    frame = reading.assembly.frames.current
    found = next(filter(None, map(embed_from_url, reversed(frame.links))), None)
    if found is None:
        reading.assembly.close()
        return
    reading.assembly.discard()
    words = " ".join(block_text(block) for block in frame.content)
    title = shortened(words, LIMITS["title"])
    if title.endswith("…"):
        reading.removed.add("blockquote", words, "an embed's title holds only its beginning")
    reading.assembly.place(embed(*found, title=title))


def cite_element(reading: Reading, _attributes: Attributes) -> Finish:
    """In a quotation, what stands apart after it says whose it is."""
    frame = reading.assembly.frames.current
    stands_apart = bool(frame.content) and not reading.assembly.has_words
    if frame.kind in _QUOTES and (stands_apart or reading.assembly.ends_with_break):
        return attribution_element(reading)
    return None


def footer_element(reading: Reading, _attributes: Attributes) -> Finish:
    if reading.assembly.frames.current.kind in _QUOTES:
        return attribution_element(reading)
    return reading.line()


def is_behind_quoted(reading: Reading, tag: str, classes: str) -> bool:
    """Whether words of a quotation that is still open have been read; within a line, a whole sentence."""
    assembly = reading.assembly
    if assembly.frames.current.kind not in _QUOTES:
        return False
    if tag in LINE_ELEMENTS or not assembly.has_words:
        return bool(assembly.frames.current.content) or assembly.has_words
    ends = assembly.ends_sentence and not REFERENCE_CLASSES.search(classes)
    return ends or assembly.ends_with_break


def attribution_element(reading: Reading) -> Finish:
    """Whose words the open quotation has."""
    reading.assembly.flush()
    attributes = reading.assembly.frames.current.attributes
    sink = reading.sink = InlineText()

    def finish() -> None:
        words = without_dash(sink.words())
        together = ", ".join(filter(None, (attributes.get("attribution", ""), words)))
        if len(together) <= LIMITS["attribution"]:
            attributes["attribution"] = together
        else:
            reading.assembly.place(paragraph(words))

    return finish


def aside_element(reading: Reading, attributes: Attributes) -> Finish:
    """A fact box if it has a heading or is called one; a pull quote if called that; else text."""
    classes = attributes.get("class", "")
    is_pulled = PULL_QUOTE_CLASSES.search(classes)
    is_box = "fact-box" in classes.split()
    if reading.assembly.open("pull_quote" if is_pulled else "aside", is_box=is_box):
        return reading.assembly.end_block
    return reading.line()


def form_element(reading: Reading, _attributes: Attributes) -> Finish:
    """Dropped, unless a story stands in it."""
    if not reading.assembly.open("form"):
        return reading.line()

    def finish() -> None:
        reading.assembly.flush()
        frame = reading.assembly.frames.current
        if holds_a_story(frame):
            reading.assembly.close()
            return
        reading.assembly.discard()
        words = " ".join(block_text(block) for block in frame.content)
        reading.removed.add("form", words, "forms are not kept")

    return finish
