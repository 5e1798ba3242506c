"""What the demo paper is made of: sections, contributors, people, topics, sources, pictures, as plain values."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

SIZES = {"wide": (1900, 1267), "tall": (1267, 1584), "square": (1500, 1500)}


@dataclass(frozen=True)
class SectionSpec:
    """A section, in the order of the navigation."""

    name: str
    slug: str
    description: str
    position: int


@dataclass(frozen=True)
class ContributorSpec:
    """Someone who makes the paper; `account` names the demo login that is theirs."""

    name: str
    role: str
    bio: str
    beats: str = ""
    languages: str = ""
    account: str = ""


@dataclass(frozen=True)
class PersonSpec:
    """Someone whom stories name. Namesakes carry a qualifier; `portrait` is a picture's name."""

    name: str
    role: str
    qualifier: str = ""
    aliases: tuple[str, ...] = ()
    note: str = ""
    portrait: str = ""


@dataclass(frozen=True)
class TopicSpec:
    """A topic with its definition in a sentence; `explainer` is the source id of a story."""

    name: str
    definition: str
    explainer: str = ""


@dataclass(frozen=True)
class SourceSpec:
    """Where a story came from. Our own is known before the import, so that it gets no credit line."""

    code: str
    name: str
    is_own: bool = False
    credit_line: str = ""


@dataclass(frozen=True)
class PictureSpec:
    """A picture: how it is drawn, and its three texts."""

    name: str
    scene: str
    scheme: str
    seed: int
    size: tuple[int, int]
    artist: str
    alt: str
    caption: str
    features: str = ""

    @property
    def file(self) -> str:
        """The name of its file, without the folder."""
        return f"{self.name}.jpg"

    @property
    def credit(self) -> str:
        """Who made it, as printed."""
        return f"Illustration: {self.artist}/Ledger"


def resource(*path: str) -> str:
    """The text of a file of this package, as UTF-8."""
    return resources.files("newsroom.demo").joinpath(*path).read_text(encoding="utf-8")


@cache
def pictures() -> dict[str, PictureSpec]:
    """Every picture of the paper by the name of its file."""
    specs = [
        PictureSpec(name=name, size=SIZES[facts.pop("size")], **facts)
        for name, facts in tomllib.loads(resource("data", "pictures.toml")).items()
    ]
    return {spec.file: spec for spec in specs}


@cache
def people() -> tuple[PersonSpec, ...]:
    """Everybody whom more than one story names, and the two who share a name."""
    rows: list[dict[str, Any]] = tomllib.loads(resource("data", "people.toml"))["person"]
    return tuple(PersonSpec(**row | {"aliases": tuple(row.get("aliases", ()))}) for row in rows)
