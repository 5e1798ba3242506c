"""Elements that are pictures or frames of other sites: figures, images, players."""

from __future__ import annotations

from typing import Final

from articles.body.blocks import LIMITS
from articles.body.document import embed, figure
from articles.body.markup.captioned import Captioned
from articles.body.markup.inline_text import trimmed
from articles.body.markup.reading import Finish, Reading, drop_inside
from articles.body.markup.rules import (
    PULL_QUOTE_CLASSES,
    Attributes,
    formula_of,
    is_emoji,
    is_tracking_pixel,
    picture_address,
    resolved,
)
from articles.body.providers import embed_from_url, is_key
from articles.body.words import shortened

_FRAME_ADDRESSES = ("src", "data-src", "data-lazy-src", "url", "data")


def figure_element(reading: Reading, attributes: Attributes) -> Finish:
    """A picture with its caption; without a picture, its words find another place."""
    reading.assembly.flush()
    frame = reading.assembly.frames.current
    is_pulled = PULL_QUOTE_CLASSES.search(attributes.get("class", "")) is not None
    captioned = Captioned(frame, len(frame.content), is_pulled)
    reading.figures.append(captioned)

    def finish() -> None:
        reading.assembly.flush()
        reading.figures.pop()
        captioned.settle(reading.assembly)

    return finish


def image_element(reading: Reading, attributes: Attributes) -> Finish:
    """A figure that waits for its picture; an emoji is its own letter."""
    alt = trimmed(attributes.get("alt", ""))
    address = picture_address(attributes, reading.base_url)
    if is_emoji(attributes):
        reading.add_text(alt)
    elif is_tracking_pixel(attributes):
        reading.removed.add("img", address, "too small to be seen")
    elif not address and not alt:
        reading.removed.add("img", "", "has neither an address nor a text")
    elif (formula := formula_of(attributes)) and not reading.figures:
        _keep_formula(reading, attributes, formula)
    else:
        _keep_picture(reading, attributes, address, alt)
    return None


def _keep_formula(reading: Reading, attributes: Attributes, formula: str) -> None:
    """A formula is words of its sentence, and a picture where it stands alone."""
    if reading.sink is not None:
        reading.add_text(formula)
        return
    alt = trimmed(attributes.get("alt", ""))
    address = picture_address(attributes, reading.base_url)

    def alone() -> None:
        _keep_picture(reading, attributes, address, alt)

    reading.assembly.add_formula(formula, reading.marks, alone)


_CREDITS: Final = ("data-credit", "data-copyright", "data-portal-copyright")
"""Where a picture names its maker; the last is MSN's."""


def _keep_picture(reading: Reading, attributes: Attributes, address: str, alt: str) -> None:
    if len(alt) > LIMITS["alt"]:
        reading.removed.add("alt", alt, f"longer than {LIMITS['alt']:,} characters")
    if len(address) > LIMITS["source_url"]:
        reading.removed.add("src", address, f"longer than {LIMITS['source_url']:,} characters")
        address = ""
    said = next(filter(None, (attributes.get(name) for name in _CREDITS)), "")
    credit = trimmed(said)[: LIMITS["credit"]]
    block = figure(alt=alt[: LIMITS["alt"]], credit=credit, source_url=address)
    reading.addresses.add(address)
    reading.newest_picture = block
    if reading.figures:
        reading.figures[-1].pictures.append(block)
    else:
        reading.assembly.place_picture(block)


def noscript_image(reading: Reading, attributes: Attributes) -> None:
    """The picture for browsers without scripts: the real one, where a script would load it."""
    address = picture_address(attributes, reading.base_url)
    if not address or address in reading.addresses:
        return
    newest = reading.newest_picture
    if newest is not None and not newest["attrs"]["source_url"]:
        newest["attrs"]["source_url"] = address[: LIMITS["source_url"]]
        reading.addresses.add(address)
    else:
        image_element(reading, attributes)


def frame_element(tag: str, reading: Reading, attributes: Attributes) -> Finish:
    """An embed of a known provider; what stands inside is only for browsers without frames."""
    address = next(filter(None, map(attributes.get, _FRAME_ADDRESSES)), "")
    if found := embed_from_url(resolved(address, reading.base_url)):
        _place_embed(reading, *found, attributes.get("title", ""))
        return drop_inside
    if address:
        reading.removed.add(tag, address, "not of a provider that can be embedded")
    return drop_inside if tag == "iframe" else None


def own_embed_element(reading: Reading, attributes: Attributes) -> Finish:
    """An embed as this project draws it; None if it only looks like one."""
    provider, key = attributes["data-provider"], attributes.get("data-key", "")
    if not is_key(provider, key):
        return None
    _place_embed(reading, provider, key, attributes.get("data-title", ""))
    return drop_inside


def _place_embed(reading: Reading, provider: str, key: str, title: str) -> None:
    reading.assembly.flush()
    title = shortened(trimmed(title), LIMITS["title"])
    reading.assembly.place(embed(provider, key, title=title))
