"""Pictures of stories: from the folder, the archive or the item itself into the library and the story."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from articles.body.document import Block, Document, every, validate
from articles.ingest.figures_in_body import figure_of, loose_pictures
from articles.ingest.inputs import Shelf
from articles.ingest.prepared import Prepared
from articles.ingest.record import PictureRecord, Problem
from articles.models import Article
from media.intake import Taken, take_in
from media.models import Picture
from media.refusals import Refused

WEB = ("http://", "https://")
REMEMBERED = 10_000
"""References whose picture is remembered: a run of millions must not grow."""


@dataclass(slots=True)
class Pictures:
    """Finds the bytes that stories refer to, takes them in, and sets them in their places."""

    shelf: Shelf
    dry: bool = False
    fetch_address: Callable[[str], bytes | str] | None = None
    """Bytes for a web address, or why there are none; None: the network is not asked."""
    _taken: dict[str, Picture | None] = field(default_factory=dict)
    _own: dict[int, Picture | None] = field(default_factory=dict)
    """Pictures whose bytes came with their record, by the record's identity; one batch long."""

    def may_find(self, prepared: Prepared) -> bool:
        """Whether any bytes could be had for this story's pictures."""
        if self.dry:
            return False
        if len(self.shelf) or self.fetch_address is not None:
            return True
        return any(record.content for record in prepared.record.pictures)

    def begin_batch(self) -> None:
        """Records of the batch before are gone by now, and their identities may be used again."""
        self._own.clear()

    def fetch(self, prepared: Prepared) -> None:
        """Takes in every picture that the story shows; a refused one is a problem of the story."""
        if len(self._taken) > REMEMBERED:
            self._taken.clear()
        for record in prepared.record.pictures:
            self._take_once(record, prepared)
        for block in _figures(prepared.document):
            if block["attrs"].get("picture") is None:
                self._take_once(_figure_record(block["attrs"], prepared), prepared)

    def place(self, prepared: Prepared) -> None:
        """Gives every figure of the body its picture, if `fetch` has taken it in."""
        changed = self._add_loose(prepared)
        brought = {
            record.reference: self._known(record)
            for record in prepared.record.pictures
            if record.content is not None
        }
        for block in _figures(prepared.document) if brought or self._taken else ():
            if block["attrs"].get("picture") is None:
                wanted = _figure_record(block["attrs"], prepared)
                picture = brought.get(wanted.reference) or self._known(wanted)
                if picture is not None:
                    block["attrs"]["picture"] = picture.pk
                    changed = True
        if changed:
            prepared.document = validate(prepared.document)

    def lead_of(self, prepared: Prepared) -> dict[str, Any]:
        """The lead's column: the picture, or none while it is still wanted."""
        lead = next((each for each in prepared.record.pictures if each.role == "lead"), None)
        picture = self._known(lead) if lead is not None else None
        return {"lead_picture_id": picture.pk if picture is not None else None}

    def take_item(self, record: PictureRecord) -> int | Problem | None:
        """How many pictures (0 or 1) an item that is one by itself adds to the library.

        None: its file is not here, and the network is not asked for what no story shows; a Problem: refused.
        """
        content = record.content or self.shelf.read(record.reference, record.origin.file)
        if content is None or self.dry:
            return None if content is None else 1
        taken = self._take(content, record)
        return int(taken.is_new) if isinstance(taken, Taken) else Problem(record.origin, str(taken))

    def _add_loose(self, prepared: Prepared) -> bool:
        """Pictures that the source names without a place stand after the text."""
        loose = loose_pictures(prepared.document, prepared.record.pictures)
        for record in loose:
            block = figure_of(record)
            picture = self._known(record)
            if picture is not None:
                block["attrs"]["picture"] = picture.pk
            prepared.document["content"].append(block)
        return bool(loose)

    def _known(self, record: PictureRecord) -> Picture | None:
        if record.content is not None:
            return self._own.get(id(record))
        return self._taken.get(_place_of(record)) if record.reference else None

    def _take_once(self, record: PictureRecord, prepared: Prepared) -> None:
        key = record.reference
        if record.content is None and (not key or _place_of(record) in self._taken):
            return
        content = record.content or self.shelf.read(key, record.origin.file)
        refused = ""
        if content is None and self.fetch_address is not None and key.startswith(WEB):
            fetched = self.fetch_address(key)
            content, refused = (fetched, "") if isinstance(fetched, bytes) else (None, fetched)
        if content is None and not refused:
            return
        taken = self._take(content, record) if content is not None else refused
        picture = taken.picture if isinstance(taken, Taken) else None
        if picture is None:
            prepared.problems.append(
                Problem(
                    record.origin,
                    f"The picture {key[:200] or 'inside the item'} was refused: {taken}",
                    field="pictures",
                    action="noted",
                )
            )
        if record.content is not None:
            self._own[id(record)] = picture
        else:
            self._taken[_place_of(record)] = picture

    def _take(self, content: bytes, record: PictureRecord) -> Taken | Refused:
        known = Picture.objects.filter(sha256=hashlib.sha256(content).hexdigest()).first()
        if known is not None and known.file_exists():
            return Taken(known, is_new=False)
        words = {
            "caption": record.caption,
            "alt": record.alt,
            "credit": record.credit,
            "creator": record.creator,
            "copyright_notice": record.copyright,
            "usage_terms": record.usage_terms,
            "place": record.place,
            "taken_at": record.taken_at,
            "headline": record.headline,
            "instructions": record.instructions,
            "people_in_picture": record.people,
            "keywords": record.keywords,
        }
        name = record.reference or record.origin.file
        is_address = record.reference.startswith(WEB)
        return take_in(
            io.BytesIO(content),
            name=name.rsplit("/", 1)[-1],
            source_url=record.reference if is_address else "",
            words=words,
            look_for_resembling=False,
        )


def _figures(document: Document) -> list[Block]:
    return [block for block in every(document["content"]) if block["type"] == "figure"]


def _place_of(record: PictureRecord) -> str:
    """Which picture the record means: the same name in another story's folder is another one."""
    if record.reference.startswith(WEB):
        return record.reference
    return f"{record.origin.file.rpartition('/')[0]}\n{record.reference}"


def _figure_record(attributes: dict[str, Any], prepared: Prepared) -> PictureRecord:
    """A figure of the body as a picture that is asked for."""
    return PictureRecord(
        prepared.record.origin,
        reference=attributes.get("source_url", ""),
        caption=attributes.get("caption", ""),
        alt=attributes.get("alt", ""),
        credit=attributes.get("credit", ""),
    )


def keep_pictures(prepared: Prepared, article: Article) -> None:
    """Figures of an update whose file is not here this time keep the picture that the story has."""
    had = {
        block["attrs"]["source_url"]: block["attrs"]["picture"]
        for block in _figures(article.body)
        if block["attrs"].get("source_url")
    }
    for block in _figures(prepared.document):
        if block["attrs"].get("picture") is None:
            block["attrs"]["picture"] = had.get(block["attrs"].get("source_url", ""))
