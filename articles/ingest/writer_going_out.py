"""`--publish` over what is here already: an untouched draft of the source goes out, the rest says why not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from articles.ingest.prepared import Prepared
from articles.ingest.writer_decisions import Decision, is_untouched_draft
from articles.ingest.writer_rows import what_keeps_it_back
from articles.models import Article, Comment, Draft, ItemAction, State, Visibility

GOES_OUT: Final = "It stood here as the source's draft; this run publishes it."
EDITED: Final = "It stays a draft: somebody has worked on it here."
UNSAVED: Final = "It stays a draft: somebody has changes to it that are not saved."
ASKED: Final = "It stays a draft: a comment on it is not resolved."
IN_HAND: Final[Mapping[str, str]] = {
    State.IN_PROGRESS: "It is not published: the desk has it in progress.",
    State.IN_REVIEW: "It is not published: the desk has it in review.",
    State.HELD: "It is not published: it is held here.",
    State.ARCHIVED: "It is not published: it is archived here.",
}


_Here = tuple[Prepared, Decision, Article]


def in_hand(stories: Iterable[Article]) -> dict[int, str]:
    """Why drafts wait for a colleague whose work is in no version: {story: sentence}; two queries at most."""
    drafts = [story.pk for story in stories if story.state == State.DRAFT]
    if not drafts:
        return {}
    asked = Comment.objects.filter(article__in=drafts, resolved_at=None)
    unsaved = Draft.objects.filter(article__in=drafts)
    found = dict.fromkeys(asked.values_list("article_id", flat=True), ASKED)
    found |= dict.fromkeys(
        (pk for pk in unsaved.values_list("article_id", flat=True) if pk), UNSAVED
    )
    return found


def publish_drafts(decided: Sequence[tuple[Prepared, Decision]], *, now: datetime) -> None:
    """Lets the untouched drafts among repeated and updated stories go out; the others say why not."""
    here = [
        (prepared, decision, decision.article)
        for prepared, decision in decided
        if decision.article is not None
        and not decision.reason
        and decision.action in {ItemAction.UNCHANGED, ItemAction.UPDATED}
    ]
    here = _read_whole(here)
    waiting = in_hand(article for _prepared, _decision, article in here)
    for prepared, decision, article in here:
        is_same = decision.action == ItemAction.UNCHANGED
        row = article if is_same else None  # an update's row is not yet what will stand there
        told, decision.lacking = _keeps_it_here(prepared, article, row, waiting, now)
        decision.goes_out = article.state == State.DRAFT and not told
        decision.reason = GOES_OUT if decision.goes_out else told
        if decision.goes_out and is_same:
            decision.action = ItemAction.PUBLISHED


def _read_whole(here: list[_Here]) -> list[_Here]:
    """The same; of drafts that are known by their digests alone the rows are read, and held."""
    bare = [
        article.pk
        for prepared, _decision, article in here
        if prepared.is_repeated and is_untouched_draft(article)
    ]
    if not bare:
        return here
    rows = Article.objects.filter(pk__in=bare).order_by("pk")
    whole = {row.pk: row for row in rows.select_for_update(of=("self",), no_key=True)}
    read = [(prepared, decision, whole.get(row.pk, row)) for prepared, decision, row in here]
    for _prepared, decision, article in read:
        decision.article = article
    return read


def _keeps_it_here(
    prepared: Prepared,
    article: Article,
    row: Article | None,
    waiting: Mapping[int, str],
    now: datetime,
) -> tuple[str, list[str]]:
    """Why a story that is here does not go out: a sentence, and the checks that it fails.

    Both are empty if it may go out, or is or was out already.
    """
    if article.state != State.DRAFT:
        return IN_HAND.get(article.state, ""), []
    if not is_untouched_draft(article):
        return EDITED, []
    if told := waiting.get(article.pk):
        return told, []
    if lacking := [*prepared.hold, *what_keeps_it_back(prepared, row, now=now)]:
        return f"It stays a draft: {' '.join(lacking)}", lacking
    return "", []


def let_out(article: Article, prepared: Prepared, *, now: datetime) -> None:
    """Gives an unsaved row the state and times of a story that enters now and goes out."""
    article.published_at = prepared.record.published_at or article.published_at or now
    article.visibility = Visibility.PUBLIC
    article.state = State.PUBLISHED if article.published_at <= now else State.SCHEDULED
