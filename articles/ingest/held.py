"""Items that wait: an update's fields side by side, the editor's choice carried out, lines put back."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy, deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.body.document import paragraph, validate
from articles.body.words import bare, block_text
from articles.ingest.prepared import Prepared
from articles.ingest.record import (
    ContributorRecord,
    CorrectionRecord,
    Origin,
    PersonRecord,
    RelatedRecord,
    StoryRecord,
)
from articles.ingest.writer_corrections import keep_corrections, new_corrections
from articles.ingest.writer_ledger import unpacked
from articles.ingest.writer_lookups import Names
from articles.ingest.writer_ties import People, ties_for_update
from articles.ingest.writer_updates import Change, compare, joined_body, write_update
from articles.models import Article, ImportItem, ItemAction, State
from articles.publishing.saving import StaleVersion, save_story
from articles.publishing.snapshots import Ties, fields_from
from articles.publishing.unbroken import broken_by

if TYPE_CHECKING:
    from django.contrib.auth.models import User

CHOICES = ("ours", "theirs", "joined")


class CannotDecide(Exception):
    """Why a choice cannot be carried out; a sentence for the editor."""


@dataclass(frozen=True, slots=True)
class HeldField:
    """One column that the source changed: its value, ours, and what becomes of it."""

    name: str
    ours: Any
    theirs: Any
    is_clash: bool
    """An editor changed it too, so that somebody has to choose."""
    choice: str
    """One of CHOICES; "" while nobody chose."""
    joined: Any = None
    """For a body: both sides' changes in one, where they do not touch the same block."""


def is_waiting_update(item: ImportItem) -> bool:
    """Whether the item is a newer version of a story and nobody has decided on it."""
    return (
        item.action == ItemAction.HELD
        and item.article is not None
        and not (item.decision or {}).get("done")
        and bool(item.original)
        and _proposed(item) is not None
    )


def held_fields(item: ImportItem) -> list[HeldField]:
    """What the source changed, clashes first; empty if the item is no held update."""
    if item.article is None or _proposed(item) is None:
        return []
    change = _change(item, item.article)
    chosen = (item.decision or {}).get("fields", {})
    found = []
    for name in sorted(change.by_source, key=lambda name: (name not in change.clashes, name)):
        is_clash = name in change.clashes
        joined = None
        if name == "body" and is_clash:
            joined = joined_body(change.base.get("body"), change.ours["body"], change.new["body"])
        choice = chosen.get(name, "" if is_clash else "theirs")
        found.append(HeldField(name, change.ours[name], change.new[name], is_clash, choice, joined))
    return found


def choose(
    item: ImportItem, choices: Mapping[str, str], *, by: User, base_version: int | None = None
) -> bool:
    """Notes the choices; once every clash has one, writes the story. Answers whether it did.

    `base_version` is the version of the story that the editor looked at. Raises CannotDecide.
    """
    with transaction.atomic():
        item = ImportItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
        article = item.article
        if article is None or not is_waiting_update(item):
            raise CannotDecide(_("This update is decided already, or its story is gone."))
        if base_version is not None and article.version != base_version:
            raise CannotDecide(_("Somebody saved the story meanwhile. Look at both sides again."))
        fields = {each.name: each for each in held_fields(item)}
        for name, choice in choices.items():
            if name not in fields or choice not in CHOICES:
                raise CannotDecide(_("There is no such field or choice."))
            if choice == "joined" and fields[name].joined is None:
                raise CannotDecide(_("Both changed the same paragraph; take one side."))
        decision = dict(item.decision or {})
        decision["fields"] = {**decision.get("fields", {}), **choices}
        decision |= {"by": by.get_username(), "at": timezone.now().isoformat()}
        item.decision = decision
        done = all(each.choice or each.name in decision["fields"] for each in held_fields(item))
        if done:
            _carry_out(item, article, by=by)
            decision["done"] = True
        item.save(update_fields=["decision"])
    return done


def choose_all(item: ImportItem, side: str, *, by: User, base_version: int | None = None) -> bool:
    """Takes the whole of one side: "ours" or "theirs"."""
    if side not in {"ours", "theirs"}:
        raise CannotDecide(_("There is no such field or choice."))
    names = {each.name: side for each in held_fields(item)}
    return choose(item, names, by=by, base_version=base_version)


def release(item: ImportItem, *, by: User) -> Article:
    """Lets a held new story go on as a draft."""
    with transaction.atomic():
        article = item.article
        if article is None or article.state != State.HELD:
            raise CannotDecide(_("The story is not held."))
        article.state = State.DRAFT
        article.hold_reasons = []
        save_story(article, by=by, action="release", note=f"run {item.run_id}")
        _note(item, {"released": True, "done": True}, by)
    return article


def put_back(
    item: ImportItem, number: int, *, by: User, base_version: int | None = None
) -> Article:
    """Sets a line that the cleaning took away into the story again, as a paragraph.

    It stands after the source's line before it, or at the end where none of those is left.
    """
    with transaction.atomic():
        article = item.article
        note = item.cleaning[number] if 0 <= number < len(item.cleaning) else None
        if article is None or note is None or not can_put_back(item, number):
            raise CannotDecide(_("This line cannot be put back."))
        if base_version is not None and article.version != base_version:
            raise CannotDecide(_("Somebody saved the story meanwhile. Look at both sides again."))
        stands, body = copy(article), deepcopy(article.body)
        place = _place_for(item, note, body["content"])
        body["content"].insert(place, paragraph(note["text"]))
        article.body = validate(body)
        _ask_checks(stands, article, _("The line is not put back: %(fault)s"))
        try:
            save_story(
                article, by=by, action="save", note=f"line put back: rule {note['rule']}"[:300]
            )
        except StaleVersion as stale:
            raise CannotDecide(
                _("Somebody saved the story meanwhile. Look at both sides again.")
            ) from stale
        restored = [*(item.decision or {}).get("restored", []), number]
        _note(item, {"restored": restored}, by)
    return article


def can_put_back(item: ImportItem, number: int) -> bool:
    """Only words that left the text of a story which came from this very item."""
    if item.action not in {ItemAction.CREATED, ItemAction.HELD, ItemAction.UPDATED}:
        return False
    if item.article is None or is_waiting_update(item):
        return False
    note = item.cleaning[number]
    is_gone = note["action"] in GONE and bool(note["text"].strip())
    return is_gone and number not in (item.decision or {}).get("restored", [])


GONE = frozenset({"dropped", "merged", "moved"})
"""Actions of the cleaner after which a line does not stand in the text as it was."""


def _note(item: ImportItem, facts: dict[str, Any], by: User) -> None:
    item.decision = {
        **(item.decision or {}),
        **facts,
        "by": by.get_username(),
        "at": timezone.now().isoformat(),
    }
    item.save(update_fields=["decision"])


def _proposed(item: ImportItem) -> dict[str, Any] | None:
    if not item.original:
        return None
    proposed: dict[str, Any] | None = unpacked(bytes(item.original)).get("proposed")
    return proposed


def _change(item: ImportItem, article: Article) -> Change:
    change = compare(article, fields_from(_proposed(item) or {}))
    change.by_source &= change.new.keys()
    return change


def _carry_out(item: ImportItem, article: Article, *, by: User) -> None:
    """Writes both sides as versions; the source's digest is noted, so that it counts as seen."""
    stands, change = copy(article), _change(item, article)
    fields = held_fields(item)
    chosen = {each.name: each.choice for each in fields}
    record = _record(item)
    bookkeeping: dict[str, Any] = {"source_digest": item.digest}
    if record.version:
        bookkeeping["source_version"] = record.version
    keeps_all = all(choice == "ours" for choice in chosen.values())
    notes = [] if keeps_all else new_corrections(article, record)
    write_update(
        article,
        change,
        take={name for name, choice in chosen.items() if choice == "theirs"},
        joined={each.name: each.joined for each in fields if each.choice == "joined"},
        bookkeeping=bookkeeping,
        ties=None if keeps_all else _ties(article, record, item.digest),
        by=by,
        note=f"run {item.run_id}, held update",
    )
    keep_corrections(notes, after_version=article.imported_version)
    _ask_checks(stands, article, _("The update is not taken: %(fault)s"))


def _ask_checks(before: Article, after: Article, sentence: str) -> None:
    """What readers see is not broken by an editor's click either; raises CannotDecide."""
    if broken := broken_by(before, after):
        raise CannotDecide(" ".join(sentence % {"fault": each.message} for each in broken))


def _ties(article: Article, record: StoryRecord, digest: str) -> Ties:
    """The story's ties with those that the source's version adds."""
    prepared = Prepared(record, article.body, digest)
    return ties_for_update(article, prepared, Names(), People())


def _record(item: ImportItem) -> StoryRecord:
    """The part of the source's record that ties and corrections are made of."""
    facts = unpacked(bytes(item.original or b"")).get("record", {})
    return StoryRecord(
        Origin(item.file, item.place),
        version=facts.get("version", ""),
        headline=facts.get("headline", ""),
        standfirst=facts.get("standfirst", ""),
        language=facts.get("language", ""),
        topics=list(facts.get("topics", [])),
        people=[PersonRecord(**each) for each in facts.get("people", [])],
        contributors=[ContributorRecord(**each) for each in facts.get("contributors", [])],
        related=[RelatedRecord(**each) for each in facts.get("related", [])],
        corrections=[_correction(each) for each in facts.get("corrections", [])],
    )


def _correction(facts: dict[str, Any]) -> CorrectionRecord:
    at = facts.get("published_at")
    return CorrectionRecord(**{**facts, "published_at": datetime.fromisoformat(at) if at else None})


def _place_for(item: ImportItem, note: dict[str, Any], blocks: list[Any]) -> int:
    """After the nearest line before it that still stands in the body."""
    given = unpacked(bytes(item.original or b"")).get("given", []) if item.original else []
    if note["line"]:
        position = next((i for i, (line, _t) in enumerate(given) if line == note["line"]), None)
    else:
        key = bare(note["text"])
        position = next((i for i, (_l, text) in enumerate(given) if bare(text) == key), None)
    if position is None:
        return len(blocks)
    places = {bare(block_text(block)): at for at, block in enumerate(blocks)}
    for _line, text in reversed(given[:position]):
        at = places.get(bare(text)) if bare(text) else None
        if at is not None:
            return at + 1
    return 0 if position == 0 else len(blocks)
