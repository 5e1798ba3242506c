"""Which items of a NewsML-G2 file are set together: packages, and texts that name their pictures."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import BinaryIO, Final

from articles.ingest.addresses import is_web
from articles.ingest.dialects.g2_parts import (
    PICTURE_CLASSES,
    address,
    class_of,
    code,
    picture_links,
    read_picture,
    remote_pictures,
    tail,
    worded,
)
from articles.ingest.elements import (
    Element,
    attribute,
    child,
    children,
    descendants,
    local,
    place,
    text,
)
from articles.ingest.record import Origin, PictureRecord, Problem, RelatedRecord
from articles.ingest.xmltree import iter_elements

TEXT_CLASSES: Final = frozenset({"", "text", "composite"})


@dataclass(slots=True)
class Packages:
    """Which items of the file are set together, and the pictures among them."""

    members: list[list[str]] = field(default_factory=list)
    groups_of: dict[str, list[list[str]]] = field(default_factory=dict)
    """Guid to the packages that hold it."""
    closest: dict[str, list[frozenset[str]]] = field(default_factory=dict)
    """Guid to the groups of packages in which it stands itself, without those around them."""
    pictures: dict[str, PictureRecord] = field(default_factory=dict)
    addresses: dict[str, list[str]] = field(default_factory=dict)
    """Guid of a picture to every address of it, which a text may show it by."""
    headlines: dict[str, str] = field(default_factory=dict)
    hints: dict[str, RelatedRecord] = field(default_factory=dict)
    """What a package says of its members: enough for a link to one that is not in the file."""
    taken: set[str] = field(default_factory=set)

    def beside(self, guid: str) -> list[RelatedRecord]:
        """The stories that packages set beside an item."""
        return [story for other in self.around(guid) if (story := self._told(other))]

    def _told(self, guid: str) -> RelatedRecord | None:
        if headline := self.headlines.get(guid):
            return RelatedRecord(headline, source_id=guid)
        return replace(self.hints[guid]) if guid in self.hints else None

    def pictures_of(self, guid: str) -> list[str]:
        """The pictures beside an item, but for those that stand in a group with other texts only."""
        return [
            other
            for other in self.around(guid)
            if other in self.pictures and self._shows(guid, other)
        ]

    def _shows(self, guid: str, picture: str) -> bool:
        groups = self.closest.get(picture, [])
        return any(guid in group for group in groups) or all(
            self.headlines.keys().isdisjoint(group) for group in groups
        )

    def around(self, guid: str) -> list[str]:
        """The other members of the packages that hold an item, each once."""
        found = [other for group in self.groups_of.get(guid, []) for other in group]
        return [other for other in dict.fromkeys(found) if other != guid]


def read_packages(stream: BinaryIO, name: str) -> Packages:
    packages = Packages()
    for found in iter_elements(stream, {"packageItem", "newsItem"}):
        references = list(descendants(found, "itemRef"))
        members = [attribute(r, "residref") or attribute(r, "guid") for r in references]
        if local(found) == "newsItem":
            links = [attribute(link, "residref") for link in picture_links(found)]
            members = [attribute(found, "guid"), *links] if links else []
        packages.hints.update(_hints(references))
        for group in descendants(found, "group"):
            close = frozenset(attribute(each, "residref") for each in children(group, "itemRef"))
            for guid in close:
                packages.closest.setdefault(guid, []).append(close)
        if members:
            packages.members.append(members)
            for guid in dict.fromkeys(members):
                packages.groups_of.setdefault(guid, []).append(members)
    if not packages.members:
        return packages
    wanted = {guid for group in packages.members for guid in group}
    stream.seek(0)
    for found in iter_elements(stream, {"newsItem"}):
        guid = attribute(found, "guid")
        if guid not in wanted:
            continue
        if class_of(found) in PICTURE_CLASSES:
            picture = picture_of(found, Origin(name, place(found)))
            if isinstance(picture, PictureRecord):
                packages.pictures[guid] = picture
                packages.addresses[guid] = [address(c) for c in remote_pictures(found)]
        else:
            packages.headlines[guid] = worded(child(found, "contentMeta"), "headline", "", "main")
            beside = [other for other in packages.around(guid) if class_of(found) in TEXT_CLASSES]
            packages.taken.update(beside)
    packages.taken &= set(packages.pictures)
    return packages


def _hints(references: list[Element]) -> dict[str, RelatedRecord]:
    """What references to stories say of them, by their guids."""
    found: dict[str, RelatedRecord] = {}
    for reference in references:
        sort = tail(code(child(reference, "itemClass"))).casefold()
        guid, target = attribute(reference, "residref"), attribute(reference, "href")
        title = worded(reference, "headline", "", "main") or text(child(reference, "title"))
        if title and guid and sort in TEXT_CLASSES:
            teaser = worded(reference, "description", "summary", "")
            url = next(filter(is_web, (target, guid)), "")
            found[guid] = RelatedRecord(title, teaser, url, guid)
    return found


def picture_of(item: Element, origin: Origin) -> PictureRecord | Problem:
    """The picture, if its status lets us have it."""
    status = tail(code(child(item, "itemMeta", "pubStatus"))).casefold()
    if status not in {"", "usable"}:
        guid = attribute(item, "guid")
        return Problem(origin, f"The picture {guid!r} has the status {status!r}.", "status")
    return read_picture(item, origin)


def about_package(package: Element, origin: Origin, packages: Packages) -> Problem:
    references = list(descendants(package, "itemRef"))
    guids = {attribute(reference, "residref") for reference in references}
    away = guids - set(packages.pictures) - set(packages.headlines)
    missing, linked = len(away - set(packages.hints)), len(away & set(packages.hints))
    title = worded(child(package, "contentMeta"), "headline", "", "main") or text(
        child(package, "itemMeta", "title")
    )
    told = f"The package {title or attribute(package, 'guid')!r} sets {len(guids)} items together"
    ending = f"; {missing} of them are not in this file." if missing else "; they were linked."
    ending += f" By the package's own words: {linked} linked." if linked else ""
    return Problem(origin, told + ending, "related", "noted")
