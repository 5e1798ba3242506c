"""Figures of a body on its way in: completed from their pictures, doubles taken out, loose ones set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from articles.body.document import Block, Document, every, figure
from articles.body.words import block_text
from articles.ingest.cleaning.text import key
from articles.ingest.record import PictureRecord


def drop_echoes(blocks: list[Block]) -> Iterator[tuple[str, str]]:
    """Take out the paragraphs beside a figure that only repeat its caption or its credit."""
    for place in range(len(blocks) - 1, -1, -1):
        beside = [blocks[n] for n in (place - 1, place + 1) if 0 <= n < len(blocks)]
        words = block_text(blocks[place]) if blocks[place]["type"] == "paragraph" else ""
        for drawn in beside:
            if words and drawn["type"] == "figure" and _echoes(words, drawn["attrs"]):
                del blocks[place]
                yield words, "repeats the caption or credit of the picture beside it"
                break


def _echoes(words: str, said: Mapping[str, str]) -> bool:
    line, caption, credit = key(words), key(said.get("caption", "")), key(said.get("credit", ""))
    if not line or not (caption or credit):
        return False
    rest = line.removeprefix(caption).strip() if caption else line
    return not rest or (bool(credit) and credit in rest and len(rest) < len(credit) + 20)


def drop_doubles(blocks: list[Block]) -> None:
    """A picture right after itself is one: pages keep a second copy for browsers without scripts."""
    for second in range(len(blocks) - 1, 0, -1):
        one, two = blocks[second - 1], blocks[second]
        if one["type"] == two["type"] == "figure":
            source = one["attrs"].get("source_url")
            if source and source == two["attrs"].get("source_url"):
                for name in ("caption", "alt", "credit"):
                    one["attrs"][name] = one["attrs"].get(name) or two["attrs"].get(name) or ""
                del blocks[second]


def complete(
    attributes: dict[str, object], pictures: Mapping[str, PictureRecord], used: set[str]
) -> None:
    """A figure learns its words and its best address from the picture that it shows.

    `pictures` are known by any address they have; `used` gathers the references found.
    """
    known = pictures.get(str(attributes.get("source_url") or ""))
    if known is None:
        return
    used.add(known.reference)
    attributes["source_url"] = known.reference
    for field in ("caption", "alt", "credit"):
        attributes[field] = attributes.get(field) or getattr(known, field)


def loose_pictures(document: Document, pictures: list[PictureRecord]) -> list[PictureRecord]:
    """Those that the source names without a place in the text; they stand after it."""
    if not pictures:
        return []
    figures = (block for block in every(document["content"]) if block["type"] == "figure")
    known = {block["attrs"].get("source_url") for block in figures}
    return [
        picture
        for picture in pictures
        if picture.role != "lead" and (not picture.reference or picture.reference not in known)
    ]


def figure_of(picture: PictureRecord) -> Block:
    """The block of a loose picture."""
    return figure(
        caption=picture.caption,
        alt=picture.alt,
        credit=(picture.credit or picture.creator)[:300],
        source_url=picture.reference,
    )
