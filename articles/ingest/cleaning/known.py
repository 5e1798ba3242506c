"""Captions that the source names beside a bare text and that stand in it as lines of their own."""

from __future__ import annotations

from typing import Final

from articles.body.document import Document, walk
from articles.ingest.cleaning.passages import Copy
from articles.ingest.cleaning.text import is_finished, key
from articles.ingest.picture_labels import caption_and_credit
from articles.ingest.record import PictureRecord, StoryRecord

WIDTH: Final = 3
"""Words of a caption that may be looked for; fewer stand in any text."""


def known_captions(copy: Copy, record: StoryRecord) -> None:
    """The lines that are the caption of a picture of the record: the lead's go, others keep their place."""
    told = {key(picture.caption): picture for picture in record.pictures if picture.caption}
    told |= {key(caption_and_credit(each.caption)[0]): each for each in told.values()}
    seen: set[str] = set()
    for passage in copy.live() if told else ():
        picture = told.get(passage.key)
        if picture is None or passage.role or passage.width < WIDTH:
            continue
        caption, credit = caption_and_credit(picture.caption, picture.credit)
        if passage.finished and not is_finished(caption):
            continue  # a sentence of the text, which the caption repeats
        if picture.role == "lead" or passage.key in seen:
            copy.take_out(passage, "known-caption")
            continue
        seen.add(passage.key)
        passage.role, passage.credit, passage.reference = "caption", credit, picture.reference
        copy.note(passage, "known-caption")


def without_known(pictures: list[PictureRecord], document: Document) -> list[PictureRecord]:
    """The pictures without those that only have words, which a figure of the text says already."""
    waiting = [each for each in pictures if not each.reference and each.content is None]
    if not waiting:
        return pictures
    shown = {
        key(block["attrs"]["caption"])
        for block, _ in walk(document)
        if block["type"] == "figure" and block["attrs"].get("caption")
    }
    return [
        each
        for each in pictures
        if each not in waiting or each.role == "lead" or key(each.caption) not in shown
    ]
