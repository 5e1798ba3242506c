"""Pictures of stories: from the folder, the archive or the item itself into the library and the story."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any

from articles.body.document import figure, validate, walk
from articles.ingest.inputs import Shelf
from articles.ingest.prepare import Prepared
from articles.ingest.record import PictureRecord, Problem
from media.intake import Taken, take_in
from media.models import Picture


@dataclass(slots=True)
class Pictures:
    """Finds the bytes that stories refer to, takes them in, and sets them in their places."""

    shelf: Shelf
    dry: bool = False
    _taken: dict[str, Picture | None] = field(default_factory=dict)
    _leads: dict[int, Picture] = field(default_factory=dict)

    def place(self, prepared: Prepared) -> None:
        """Gives every figure of the body, and the lead, its picture if the bytes are here."""
        document = prepared.document
        changed = self._add_loose(prepared)
        for block, _place in walk(document):
            if block["type"] == "figure" and block["attrs"].get("picture") is None:
                changed |= self._fill_figure(block["attrs"], prepared)
        if changed:
            prepared.document = validate(document)
        for record in prepared.record.pictures:
            if record.role == "lead":
                picture = self._picture(record, prepared)
                if picture is not None:
                    self._leads[id(prepared)] = picture
                break

    def lead_of(self, prepared: Prepared) -> dict[str, Any]:
        """The lead's columns: the picture, and no words of a picture that is still wanted."""
        picture = self._leads.get(id(prepared))
        if picture is None:
            return {"lead_picture_id": None}
        return {"lead_picture_id": picture.pk}

    def take_item(self, record: PictureRecord) -> Any:
        """A picture that is an item by itself; a Problem if it is refused."""
        if record.content is None or self.dry:
            return record
        taken = self._take(record.content, record)
        if isinstance(taken, Taken):
            return taken.picture
        return Problem(record.origin, str(taken))

    def _add_loose(self, prepared: Prepared) -> bool:
        """Pictures that the source names without a place stand after the text."""
        known = {
            block["attrs"].get("source_url")
            for block, _place in walk(prepared.document)
            if block["type"] == "figure"
        }
        loose = [
            record
            for record in prepared.record.pictures
            if record.role != "lead" and (not record.reference or record.reference not in known)
        ]
        for record in loose:
            block = figure(
                caption=record.caption,
                alt=record.alt,
                credit=(record.credit or record.creator)[:300],
                source_url=record.reference,
            )
            picture = self._picture(record, prepared)
            if picture is not None:
                block["attrs"]["picture"] = picture.pk
            prepared.document["content"].append(block)
        return bool(loose)

    def _fill_figure(self, attributes: dict[str, Any], prepared: Prepared) -> bool:
        reference = attributes.get("source_url", "")
        if not reference:
            return False
        record = PictureRecord(
            prepared.record.origin,
            reference=reference,
            caption=attributes.get("caption", ""),
            alt=attributes.get("alt", ""),
            credit=attributes.get("credit", ""),
        )
        picture = self._picture(record, prepared)
        if picture is None:
            return False
        attributes["picture"] = picture.pk
        return True

    def _picture(self, record: PictureRecord, prepared: Prepared) -> Picture | None:
        key = record.reference
        if key and key in self._taken:
            return self._taken[key]
        content = record.content or (self.shelf.read(key) if key else None)
        if content is None:
            return None
        taken = self._take(content, record)
        picture = taken.picture if isinstance(taken, Taken) else None
        if picture is None:
            prepared.problems.append(
                Problem(
                    record.origin,
                    f"The picture {key or 'inside the item'} was refused: {taken}",
                    field="pictures",
                    action="noted",
                )
            )
        if key:
            self._taken[key] = picture
            self.shelf.used.add(key)
        return picture

    def _take(self, content: bytes, record: PictureRecord) -> Any:
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
        is_address = record.reference.startswith(("http://", "https://"))
        return take_in(
            io.BytesIO(content),
            name=name.rsplit("/", 1)[-1],
            source_url=record.reference if is_address else "",
            words=words,
            look_for_resembling=False,
        )
