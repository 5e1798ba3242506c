"""Three-way saves: what an editor changed joined with what somebody else saved meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from articles.body.compare import merge as merge_bodies
from articles.body.document import empty
from articles.models import Article, Revision
from articles.publishing.snapshots import fields_from

WORDS = (
    "headline", "kicker", "standfirst", "slug", "slugline", "byline", "dateline", "language",
    "kind", "section_id", "embargo_until", "usage_terms", "web_forbidden", "editor_note", "urgency",
    "lead_picture_id", "lead_caption", "lead_alt", "lead_decorative", "seo_title",
    "seo_description", "social_title", "noindex", "evergreen", "link_people", "headline_proposed",
    "slug_edited",
)  # fmt: skip
"""The columns that the form holds; state, times and bookkeeping always stay as they are now."""

QUIET = frozenset({"headline_proposed", "slug_edited", "slug"})
"""Columns that follow from others: their clash is settled for the one who saves."""


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A field that both changed, each in another way."""

    name: str
    base: Any
    mine: Any
    theirs: Any


@dataclass(frozen=True, slots=True)
class BlockConflict:
    """A block of the body that both changed; None: that side took it out."""

    block_id: str
    base: dict[str, Any] | None
    mine: dict[str, Any] | None
    theirs: dict[str, Any] | None


@dataclass(slots=True)
class MergedStory:
    """The joined values; while `is_clean` is false, the conflicts wait for the editor's choice."""

    values: dict[str, Any] = field(default_factory=dict)
    ties: dict[str, list[Any]] = field(default_factory=dict)
    fields: list[FieldConflict] = field(default_factory=list)
    blocks: list[BlockConflict] = field(default_factory=list)
    taken_over: list[str] = field(default_factory=list)
    """Names of what the other one changed and the result holds."""

    @property
    def is_clean(self) -> bool:
        return not self.fields and not self.blocks


def base_of(article: Article, version: int) -> dict[str, Any] | None:
    """The story as it was at `version`, as a snapshot; None if that version was never kept."""
    stored = Revision.objects.filter(article=article, number=version).first()
    return stored.snapshot if stored else None


def merge_story(base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]) -> MergedStory:
    """Joins two snapshots that began at `base`, field by field, block by block, tie by tie.

    An empty `base` (a version that was never kept) makes every difference a conflict.
    """
    merged = MergedStory()
    for name in WORDS:
        before, here, there = base.get(name), mine.get(name), theirs.get(name)
        if here == there or there == before:
            merged.values[name] = here
        elif here == before or name in QUIET:
            merged.values[name] = there if here == before else here
            merged.taken_over.append(name)
        else:
            merged.values[name] = here
            merged.fields.append(FieldConflict(name, before, here, there))
    _merge_body(merged, base, mine, theirs)
    for name in ("people", "topics", "credits", "picks"):
        merged.ties[name] = merge_ties(
            _listed(base, name), _listed(mine, name), _listed(theirs, name)
        )
        if _listed(theirs, name) != _listed(base, name):
            merged.taken_over.append(name)
    return merged


def _merge_body(
    merged: MergedStory, base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]
) -> None:
    joined = merge_bodies(base.get("body", empty()), mine["body"], theirs["body"])
    merged.values["body"] = joined.document
    merged.blocks = [
        BlockConflict(each.block_id, each.base, each.mine, each.theirs)  # type: ignore[arg-type]
        for each in joined.conflicts
    ]
    if theirs["body"] != base.get("body"):
        merged.taken_over.append("body")


def merge_ties(base: list[Any], mine: list[Any], theirs: list[Any]) -> list[Any]:
    """My list, with what they added to the base and without what they took away; never a conflict.

    A tie is told by its first value (a person, a topic, a story); of two forms of one the
    editor's own wins.
    """
    if mine == base:
        return theirs
    known_before = {_key(tie) for tie in base}
    removed_there = known_before - {_key(tie) for tie in theirs}
    kept = [tie for tie in mine if _key(tie) not in removed_there or tie not in base]
    here = {_key(tie) for tie in mine}
    added_there = [tie for tie in theirs if _key(tie) not in known_before | here]
    return [*kept, *added_there]


def _key(tie: Any) -> Any:
    if not isinstance(tie, list):
        return tie
    return tuple(tie[:3]) if tie[0] is None else tie[0]


def _listed(stored: dict[str, Any], name: str) -> list[Any]:
    return list(stored.get("ties", {}).get(name, []))


def take_values(article: Article, values: dict[str, Any]) -> None:
    """Sets merged values on a story."""
    for name, value in fields_from(values).items():
        setattr(article, name, value)
