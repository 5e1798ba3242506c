"""Pictures that a saved page carries in itself, as RFC 2397 writes them: lifted out before the page is read."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping
from typing import Any, Final

from articles.ingest.leads import opening_figure, same_picture
from articles.ingest.page.tree import Element
from articles.ingest.record import PictureRecord, StoryRecord

_PICTURE: Final = re.compile(
    rb"data:image/(?P<kind>jpe?g|png|webp|gif|avif);base64,(?P<code>[A-Za-z0-9+/]{2000,}={0,2})"
)
"""2,000 signs, 1,500 bytes: smaller ones are icons and what stands in for a picture until it is loaded."""
_OTHER: Final = re.compile(
    rb"data:(?:font|application|audio|video|text)/[\w.+-]{1,60};[\w=;-]{0,60}base64,[A-Za-z0-9+/]{200,}={0,2}"
)
"""Letters of a page's fonts and the like."""
_SHARED: Final = re.compile(
    r"(?P<name>--sf-img-\d{1,5})\s*:\s*url\(\s*[\"']?(?P<address>saved:[\w.]{1,60})[\"']?\s*\)"
)
"""What SingleFile keeps once where a page shows the same picture in several places."""
_SHOWN: Final = re.compile(r"var\(\s*(?P<name>--sf-img-\d{1,5})\s*\)")
SCHEME: Final = "saved:"
"""Of the names that such pictures are given here; no page's own addresses begin so."""


def lift_pictures(raw: bytes) -> tuple[bytes, dict[str, bytes]]:
    """The page with a short name in place of each picture, and the pictures by these names.

    The same picture has the same name in each saving.
    """
    pictures: dict[str, bytes] = {}

    def named(found: re.Match[bytes]) -> bytes:
        try:
            content = base64.b64decode(found["code"], validate=True)
        except (binascii.Error, ValueError):
            return b"data:,"
        ending = found["kind"].decode("ascii").replace("jpeg", "jpg")
        name = f"{SCHEME}{hashlib.sha256(content).hexdigest()[:24]}.{ending}"
        pictures[name] = content
        return name.encode("ascii")

    if b";base64," not in raw:
        return raw, pictures
    return _PICTURE.sub(named, _OTHER.sub(b"data:,", raw)), pictures


def show_shared(root: Element) -> None:
    """Gives each image that shows a picture by a name of the style sheet that picture's own address."""
    sheets = ("".join(map(str, sheet.itertext())) for sheet in root.iter("style"))
    known = {
        found["name"]: found["address"] for sheet in sheets for found in _SHARED.finditer(sheet)
    }
    for image in root.iter("img") if known else ():
        shown = _SHOWN.search((image.get("style") or "")[:2_000])
        if shown and shown["name"] in known:
            image.set("src", known[shown["name"]])


def bring_pictures(story: StoryRecord, pictures: Mapping[str, bytes]) -> None:
    """Hands on the pictures that the story shows, the first of them as its lead if the body opens with it."""
    blocks = (story.body or {}).get("content") or []
    place = opening_figure(blocks) if pictures else None
    if place is not None and blocks[place]["attrs"]["source_url"].startswith(SCHEME):
        _lead_with(story, blocks, place)
    known = {picture.reference: picture for picture in story.pictures}
    for name in dict.fromkeys(_shown_in(story, blocks)):
        content = pictures.get(name) or _in_other_size(name, pictures)
        if content is None:
            continue
        if name not in known:
            story.pictures.append(PictureRecord(story.origin, reference=name, role="body"))
            known[name] = story.pictures[-1]
        known[name].content = content


def _in_other_size(name: str, pictures: Mapping[str, bytes]) -> bytes | None:
    """The largest saved size of a picture: browsers save the one that they show."""
    sizes = [content for address, content in pictures.items() if same_picture(name, address)]
    return max(sizes, key=len, default=None)


def _shown_in(story: StoryRecord, blocks: list[dict[str, Any]]) -> list[str]:
    figures = [block["attrs"] for block in blocks if block["type"] == "figure"]
    leads = [picture.reference for picture in story.pictures]
    return [*leads, *(figure.get("source_url") or "" for figure in figures)]


def _lead_with(story: StoryRecord, blocks: list[dict[str, Any]], place: int) -> None:
    """The picture above the text is the lead that the page's head names by its address on the web."""
    said = blocks[place]["attrs"]
    lead = next((picture for picture in story.pictures if picture.role == "lead"), None)
    if lead is None:
        lead = PictureRecord(story.origin, role="lead")
        story.pictures.insert(0, lead)
    lead.reference = said["source_url"]
    lead.width = lead.height = None
    for name in ("caption", "alt", "credit"):
        setattr(lead, name, said.get(name) or getattr(lead, name))
    story.body = {**(story.body or {}), "content": [*blocks[:place], *blocks[place + 1 :]]}
