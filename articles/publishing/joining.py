"""Saving when somebody else saved first: both joined, or the clash handed back with both texts."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from copy import copy, deepcopy
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.db import transaction

from articles.body.document import validate
from articles.models import Article, Revision
from articles.publishing.merging import MergedStory, base_of, merge_story, take_values
from articles.publishing.saving import StaleVersion, save_story
from articles.publishing.snapshots import FIELDS, PersonTie, Ties, snapshot, ties_from, ties_of
from articles.publishing.standing import Standing

if TYPE_CHECKING:
    from django.contrib.auth.models import User

TRIES = 5
"""So often a join begins anew when yet another save comes first."""

SIDES = ("mine", "theirs", "both")


class SaveConflict(Exception):
    """Both changed the same; nothing was written. Carries what could be joined and what could not."""

    def __init__(self, merged: MergedStory, current: Article) -> None:
        super().__init__(f"story {current.pk} was changed in the same places")
        self.merged = merged
        self.current = current


@dataclass(slots=True)
class Saved:
    """The version that a save made, and whether somebody else's changes were joined into it."""

    revision: Revision
    is_joined: bool = False
    before_version: int = 0


def save_or_join(
    article: Article,
    *,
    base_version: int,
    ties: Ties,
    by: User | None,
    choices: Mapping[str, str] | None = None,
    action: str = "save",
    note: str = "",
    mark: Callable[[Article], None] | None = None,
    standing: Standing | None = None,
) -> Saved:
    """Saves what an editor wrote on top of `base_version`, joined with what came between.

    `choices` settle clashes, {"field:headline": "theirs:<digest>", "block:<id>": "both:<digest>"},
    where the digest is `digest_of` the text of the other that the editor saw; a choice about
    another text does not count. `mark` sets on the row what the save says of itself, such as
    times; `standing` is what the caller read under the lock, and stands for nothing once joined.
    Afterwards `article` is the story as it was written. Raises SaveConflict.
    """
    if article.pk is None or article.version == base_version:
        try:
            if mark:
                mark(article)
            revision = save_story(
                article, base_version=base_version, ties=ties, by=by, action=action, note=note,
                standing=standing,
            )  # fmt: skip
        except StaleVersion:
            pass
        else:
            return Saved(revision, before_version=base_version)
    for _attempt in range(TRIES):
        try:
            return _join(article, base_version, ties, by, choices or {}, action, note, mark)
        except StaleVersion:
            continue
    raise StaleVersion(Article.objects.get(pk=article.pk))


def _join(
    article: Article,
    base_version: int,
    ties: Ties,
    by: User | None,
    choices: Mapping[str, str],
    action: str,
    note: str,
    mark: Callable[[Article], None] | None,
) -> Saved:
    with transaction.atomic():
        current = Article.objects.select_for_update(of=("self",), no_key=True).get(pk=article.pk)
        there = ties_of(current)
        article.body = validate(article.body)
        merged = merge_story(
            base_of(article, base_version) or {},
            snapshot(article, _filled(ties, there)),
            snapshot(current, there),
        )
        settle(merged, choices)
        if not merged.is_clean:
            raise SaveConflict(merged, current)
        before = current.version
        take_values(current, merged.values)
        if mark:
            mark(current)
        joined = ties_from({"ties": merged.ties})
        joined.people = _with_evidence(joined.people or [], ties.people or [], there.people or [])
        revision = save_story(
            current,
            base_version=before,
            ties=joined,
            by=by,
            action=action,
            note=note or f"joined with version {before}",
        )
    for name in (*FIELDS, "version", "saved_at"):
        setattr(article, name, getattr(current, name))
    return Saved(revision, is_joined=True, before_version=before)


def joined_words(
    current: Article, mine: Article, *, base_version: int, choices: Mapping[str, str]
) -> Article | None:
    """`mine` as `save_or_join` would write it over `current`, its lists aside; None if both clash.

    One query if somebody saved since `base_version`, else none.
    """
    if current.version == base_version:
        return mine
    none = Ties([], [], [], [])
    base = base_of(current, base_version) or {}
    merged = merge_story(base, snapshot(mine, none), snapshot(current, none))
    settle(merged, choices)
    if not merged.is_clean:
        return None
    joined = copy(current)
    take_values(joined, merged.values)
    return joined


def _filled(ties: Ties, there: Ties) -> Ties:
    """The ties as the editor has them; a list that the form leaves out is the other's."""
    return Ties(
        *(
            getattr(there, name) if getattr(ties, name) is None else getattr(ties, name)
            for name in ("people", "topics", "credits", "picks")
        )
    )


def _with_evidence(wanted: list[PersonTie], *known: list[PersonTie]) -> list[PersonTie]:
    """The ties with what is known of how each came about; a snapshot keeps only who and as what."""
    kept = {(tie.person, tie.role): tie for side in reversed(known) for tie in side}
    return [kept.get((tie.person, tie.role), tie) for tie in wanted]


def digest_of(value: Any) -> str:
    """A short name for a text, by which a choice says which text it was made about."""
    return sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()[:16]


def settle(merged: MergedStory, choices: Mapping[str, str]) -> None:
    """Applies the editor's choices and takes what they settle off the lists of clashes."""
    for clash in list(merged.fields):
        side = _side(choices.get(f"field:{clash.name}", ""), clash.theirs)
        if side in {"mine", "theirs"}:
            merged.values[clash.name] = getattr(clash, side)
            merged.fields.remove(clash)
    content = list(merged.values.get("body", {}).get("content", []))
    for block in list(merged.blocks):
        side = _side(choices.get(f"block:{block.block_id}", ""), block.theirs)
        if not side:
            continue
        wanted = [block.mine, block.theirs] if side == "both" else [getattr(block, side)]
        place = [each["attrs"]["id"] for each in content].index(block.block_id)
        chosen = [deepcopy(each) for each in wanted if each is not None]
        for second in chosen[1:]:
            _forget_ids(second)
        content[place : place + 1] = chosen
        merged.blocks.remove(block)
    if "body" in merged.values:
        merged.values["body"] = validate({"type": "doc", "content": content})


def _side(choice: str, theirs: Any) -> str:
    side, _colon, digest = choice.partition(":")
    return side if side in SIDES and digest == digest_of(theirs) else ""


def _forget_ids(block: dict[str, Any]) -> None:
    """So that a second copy of a block gets names of its own."""
    block.get("attrs", {}).pop("id", None)
    for inner in block.get("content", []):
        _forget_ids(inner)
