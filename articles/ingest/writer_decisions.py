"""What becomes of one item: created, updated, published, unchanged, held, withdrawn or refused, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo

from django.db.models import CharField, Func

from articles.body.document import pictures
from articles.body.words import block_text
from articles.ingest.prepare import prepare
from articles.ingest.prepared import Prepared
from articles.ingest.unchanged import tied
from articles.models import (
    Article,
    ArticleQuerySet,
    ImportItem,
    ItemAction,
    State,
    Tombstone,
    Visibility,
)

LETTER = "mail"
"""The format in which anybody may write in anybody's name."""


@dataclass(slots=True)
class Known:
    """What the database knows of the items of one batch."""

    articles: dict[tuple[str, str], Article]
    stones: dict[tuple[str, str], Tombstone]
    shown_before: set[tuple[int, str]]
    """(story, digest) of updates that were already put before an editor."""


@dataclass(slots=True)
class Decision:
    action: ItemAction
    reason: str = ""
    article: Article | None = None
    """The story that is there already."""
    enters: bool = False
    """A new row is written."""
    goes_out: bool = False
    """A draft that is here becomes public."""
    lacking: list[str] = field(default_factory=list)
    """Checks that keep a draft back that should go out."""


def recognized(
    batch: Sequence[Prepared], *, zone: tzinfo
) -> tuple[list[Prepared], dict[tuple[str, str], Article]]:
    """The batch with every story that is no repetition after all cleaned, and the stories repeated.

    One query for each source; of a story that is here to the letter no text is read.
    """
    repeated = [prepared for prepared in batch if prepared.is_repeated]
    stories: dict[tuple[str, str], Article] = {}
    for code, keys in _keys(repeated).items():
        known = known_by(code, keys)
        for article in known.only(*KNOWN_BY):
            stories[code, article.source_key] = article
    found = [
        _recognized(prepared, stories, zone) if prepared.is_repeated else prepared
        for prepared in batch
    ]
    return found, stories


KNOWN_BY = (
    "pk", "source_key", "source_digest", "given_digest", "state", "visibility", "version",
    "imported_version",
)  # fmt: skip


def is_untouched_draft(article: Article) -> bool:
    """Whether the story is as the import wrote it and readers never saw it."""
    is_draft = article.state == State.DRAFT and article.visibility == Visibility.HIDDEN
    return is_draft and not article.is_edited_here


def _recognized(
    prepared: Prepared, stories: dict[tuple[str, str], Article], zone: tzinfo
) -> Prepared:
    place = (prepared.record.source, prepared.key)
    story = stories.get(place)
    if story and story.given_digest == tied(prepared.given_digest, story.source_digest):
        prepared.digest = story.source_digest
        return prepared
    stories.pop(place, None)
    assert prepared.given is not None
    whole = prepare(prepared.given, zone=zone)
    whole.problems += prepared.problems
    return whole


def _keys(batch: Iterable[Prepared]) -> dict[str, set[str]]:
    keys: dict[str, set[str]] = defaultdict(set)
    for prepared in batch:
        keys[prepared.record.source].add(prepared.key)
    return keys


_NOTHING = Func(template="''", output_field=CharField())
"""The empty text as SQL writes it: SQLite holds a value that is given apart against no index's condition."""


def known_by(code: str, keys: Collection[str]) -> ArticleQuerySet:
    """The stories of a source that are here under these keys, none of which is empty; in no order.

    That is said to the database, too: its index of source and key holds no empty one, and of a list
    neither looks whether one is. Each batch read every story of the source, or, on PostgreSQL, of all.
    """
    rows = Article.objects.filter(source__code=code, source_key__in=keys)
    return rows.exclude(source_key=_NOTHING).order_by()


def look_up(batch: Iterable[Prepared], *, hold: bool = False) -> Known:
    """Everything that `decide` needs, in three queries and one for each source.

    `hold` keeps the stories as they are until the transaction ends: an editor's save waits.
    """
    known = Known({}, {}, set())
    batch = list(batch)
    for code, wanted in _keys(batch).items():
        for stone in Tombstone.objects.filter(source_code=code, source_id__in=wanted):
            known.stones[code, stone.source_id] = stone
    for code, wanted in _keys(each for each in batch if not each.is_repeated).items():
        stories = known_by(code, wanted)
        if hold:
            stories = stories.order_by("pk").select_for_update(of=("self",), no_key=True)
        for article in stories.select_related("source"):
            known.articles[code, article.source_key] = article
    asked = {article.pk for article in known.articles.values() if article.is_edited_here}
    for prepared in batch:
        here = known.articles.get((prepared.record.source, prepared.key))
        if here is not None and _held(prepared, here):
            asked.add(here.pk)
    if asked:
        known.shown_before = set(
            ImportItem.objects.filter(article__in=asked, action=ItemAction.HELD).values_list(
                "article_id", "digest"
            )
        )
    return known


def decide(prepared: Prepared, known: Known) -> Decision:
    """The rule of the ledger for one item, without writing anything."""
    place = (prepared.record.source, prepared.key)
    article = known.articles.get(place)
    stone = known.stones.get(place)
    if prepared.refused:
        return Decision(ItemAction.REFUSED, prepared.refused, article)
    if prepared.record.status == "canceled":
        if stone is not None:
            return Decision(ItemAction.UNCHANGED, "It is withdrawn here already.", article)
        return Decision(ItemAction.WITHDRAWN, "The source withdrew it.", article)
    if stone is not None:
        return Decision(
            ItemAction.UNCHANGED, f"It was withdrawn here and stays so: {stone.reason}", article
        )
    if article is None:
        if prepared.hold:
            return Decision(ItemAction.HELD, " ".join(prepared.hold), enters=True)
        return Decision(ItemAction.CREATED, enters=True)
    return _decide_again(prepared, article, known)


def _decide_again(prepared: Prepared, article: Article, known: Known) -> Decision:
    """For a story that is here: the same, older, newer, or newer and edited here meanwhile."""
    if article.source_digest == prepared.digest:
        return Decision(ItemAction.UNCHANGED, "", article)
    if is_older(prepared.record.version, article.source_version):
        return Decision(
            ItemAction.UNCHANGED,
            f"Version {prepared.record.version} is older than {article.source_version}, "
            "which is here.",
            article,
        )
    if held := _held(prepared, article):
        if (article.pk, prepared.digest) in known.shown_before:
            return Decision(ItemAction.UNCHANGED, "It was put before an editor already.", article)
        return Decision(ItemAction.HELD, " ".join(held), article)
    if article.is_edited_here and (article.pk, prepared.digest) in known.shown_before:
        return Decision(ItemAction.UNCHANGED, "It was put before an editor already.", article)
    return Decision(ItemAction.UPDATED, "", article)


def _held(prepared: Prepared, article: Article) -> list[str]:
    """Why an editor must look at the update first."""
    if prepared.record.format == LETTER and article.visibility == Visibility.PUBLIC:
        return [*prepared.hold, "A mail alone changes nothing that readers see."]
    if _loses_text(prepared, article):
        return [*prepared.hold, "The update has no text, and the story here has one."]
    if _loses_all(prepared, article):
        return [
            *prepared.hold,
            "The update has neither text nor picture, and the story here has one.",
        ]
    return prepared.hold


def _loses_text(prepared: Prepared, article: Article) -> bool:
    """Whether a headline alone comes for a story whose text is here, as wires send it ahead of a take."""
    is_bare = not any(block_text(block) for block in prepared.document["content"])
    return is_bare and any(block_text(block) for block in article.body["content"])


def _loses_all(prepared: Prepared, article: Article) -> bool:
    """Whether nothing but a headline comes for a story that a picture tells."""
    new = prepared.document
    if prepared.record.pictures or any(pictures(new)) or any(map(block_text, new["content"])):
        return False
    return article.lead_picture_id is not None or any(pictures(article.body))


def is_older(version: str, known: str) -> bool:
    """Whether a take comes before another; only plain numbers can say so."""
    if version.isdecimal() and known.isdecimal():
        return int(version) < int(known)
    return False


def remember_given(decided: Iterable[tuple[Prepared, Decision]]) -> None:
    """Unchanged stories learn what they were given as, so that next time nothing is cleaned."""
    learning = []
    for prepared, decision in decided:
        story = decision.article
        if story is None or prepared.is_repeated or decision.action != ItemAction.UNCHANGED:
            continue
        given = tied(prepared.given_digest, prepared.digest)
        if story.source_digest == prepared.digest and story.given_digest != given:
            story.given_digest = given
            learning.append(story)
    Article.objects.bulk_update(learning, ["given_digest"], batch_size=200)
