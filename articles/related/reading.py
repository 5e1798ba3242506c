"""What a page shows beside a story: the editor's links, the machine's, the newest; R26 to R28.

Every reading answers with public stories as cards, knows what already stands on the page, and
never gives the story itself. Nothing to show is an empty answer, and then no heading is printed.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from articles.cards import cards_by_id, cards_in_order, drawn, illustrated
from articles.models import Article, ArticleQuerySet, Person, RelatedPick, RelatedStory, Topic
from articles.prepared import Prepared
from articles.subqueries import STORY, OneOf, Rows

MOST, FILLED, FEWEST = 6, 4, 2
"""Cards under a story: at most, filled up to, and fewer of the machine's own are not shown."""
FEWEST_SCORED = 3
LEAST_SCORE = 0.05
OFFERED = 12
"""The machine's links that are looked at; some may not be public any more."""
READ_ON_AFTER = 4
"""The paragraph after which one link may stand in the body; R28."""
LONG_ENOUGH = 8
"""Paragraphs of a story that bears a link inside."""

PICK = ("target_id", "url", "headline", "teaser", "position")
LINK = ("other_id", "score", "rank", "why")


@dataclass(frozen=True, slots=True)
class Outside:
    """A link that leaves the site; an editor wrote its words."""

    url: str
    headline: str
    teaser: str = ""


@dataclass(frozen=True, slots=True)
class Related:
    """One block of links with its reason as a heading."""

    heading: str = ""
    articles: list[Article] = field(default_factory=list)
    outside: list[Outside] = field(default_factory=list)


@dataclass(slots=True)
class Shown:
    """The stories that stand on a page already; each widget adds its own."""

    ids: set[int] = field(default_factory=set)

    def new(self, stories: Iterable[Article], most: int, fewest: int = 1) -> list[Article]:
        """The first `most` that do not stand there yet; they do from now on. Fewer than `fewest`: none."""
        unseen = {story.pk: story for story in stories if story.pk not in self.ids}
        chosen = list(unseen.values())[:most]
        if len(chosen) < fewest:
            return []
        self.ids.update(story.pk for story in chosen)
        return chosen


def with_links(stories: ArticleQuerySet) -> ArticleQuerySet:
    """The stories with `pick_rows` and `link_rows` beside, so that under_story() asks no more."""
    picks = RelatedPick.objects.filter(article=OuterRef("pk")).order_by("position", "pk")
    links = RelatedStory.objects.filter(article=OuterRef("pk"), score__gte=LEAST_SCORE)
    return stories.annotate(
        pick_rows=Rows(picks, *PICK), link_rows=Rows(links.order_by("rank")[:OFFERED], *LINK)
    )


def _links_of(article: Article) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Picks and machine's links in order; from beside the row, or by two queries of their own."""
    if "pick_rows" in vars(article):
        beside: Any = article  # Any: with_links() put the rows there
        return beside.pick_rows, beside.link_rows
    picks = RelatedPick.objects.filter(article=article).order_by("position", "pk")
    links = RelatedStory.objects.filter(article=article, score__gte=LEAST_SCORE).order_by("rank")
    return list(picks.values(*PICK)), list(links[:OFFERED].values(*LINK))


@Prepared
def _candidates_or_newest(*, now: datetime, ids: list[int], section: int) -> ArticleQuerySet:
    public = Article.objects.published(now)
    newest = public.filter(section=section).newest_first().values("pk")[: FILLED + FEWEST + MOST]
    return drawn(public).filter(Q(pk__in=ids) | OneOf(STORY, newest))


def under_story(article: Article, now: datetime, shown: Shown) -> list[Related]:
    """The blocks under a story: picks and what fills them up, else the machine's, else the section's."""
    picks, links = _links_of(article)
    shown.ids.add(article.pk)
    targets = [row["target_id"] for row in picks if row["target_id"]]
    others = [row["other_id"] for row in links]
    found = _found(article, [*targets, *others], now)
    picked = shown.new([found[pk] for pk in targets if pk in found], MOST)
    outside = [
        Outside(row["url"], row["headline"] or row["url"], row["teaser"])
        for row in picks
        if row["url"] and not row["target_id"]
    ][: MOST - len(picked)]
    scored = [found[pk] for pk in others if pk in found and pk not in shown.ids]
    if picked or outside:
        room = max(0, FILLED - len(picked) - len(outside))
        return [Related(_("More on this story"), [*picked, *shown.new(scored, room)], outside)]
    if len(scored) >= FEWEST_SCORED:
        chosen = shown.new(scored, FILLED)
        return [Related(_reason(links, chosen), chosen)]
    return _of_section(article, found, shown)


def _found(article: Article, ids: list[int], now: datetime) -> dict[int, Article]:
    """The public ones among them and the section's newest, by id; one query."""
    if article.section_id is None:
        return cards_by_id(ids, now)
    wanted = ids or [article.pk]
    stories = _candidates_or_newest(now=now, ids=wanted, section=article.section_id)
    return {story.pk: story for story in illustrated(stories)}


def _of_section(article: Article, found: dict[int, Article], shown: Shown) -> list[Related]:
    if article.section is None:
        return []
    ours = [story for story in found.values() if story.section_id == article.section_id]
    ours.sort(key=lambda story: (story.published_at, story.pk), reverse=True)
    chosen = shown.new(ours, FILLED, FEWEST)
    if not chosen:
        return []
    return [Related(_("More from %(section)s") % {"section": article.section.name}, chosen)]


def _reason(links: Sequence[dict[str, Any]], chosen: Sequence[Article]) -> str:
    """Says "More about Ada Lovelace" where a person ties most of them to the story."""
    ids = {story.pk for story in chosen}
    names: Counter[str] = Counter()
    for row in links:
        why = row["why"] or {}
        if isinstance(why, str):  # SQLite hands JSON inside JSON on as text
            why = json.loads(why)
        if row["other_id"] in ids and why.get("kind") == "person":
            names.update(why.get("people", [])[:1])
    name, count = names.most_common(1)[0] if names else ("", 0)
    if count * 2 > len(chosen):
        return _("More about %(person)s") % {"person": name}
    return _("Related stories")


def read_on(article: Article, now: datetime, shown: Shown) -> Article | None:
    """The editor's first pick inside the site, for a link in the body; None in a short story."""
    paragraphs = sum(block["type"] == "paragraph" for block in article.body["content"])
    if paragraphs < LONG_ENOUGH:
        return None
    picks, _links = _links_of(article)
    targets = [row["target_id"] for row in picks if row["target_id"]]
    if len(targets) < FEWEST:
        return None
    chosen = shown.new(cards_in_order(targets, now), 1)
    return chosen[0] if chosen else None


def about_person(person: Person, now: datetime, shown: Shown, most: int = FILLED) -> Related:
    """More about this person: the newest that name them."""
    ids = person.mentions.filter(story_published_at__lte=now).order_by(
        "-story_published_at", "-content_object"
    )
    stories = _cards(ids.values_list("content_object", flat=True), now, shown, most)
    return _block(_("More about %(person)s") % {"person": person.name}, stories)


def in_topic(topic: Topic, now: datetime, shown: Shown, most: int = FILLED) -> Related:
    """The most recent in a topic."""
    ids = topic.ties.filter(story_published_at__lte=now).order_by("-story_published_at", "-article")
    stories = _cards(ids.values_list("article", flat=True), now, shown, most)
    return _block(_("Most recent in %(topic)s") % {"topic": topic.name}, stories)


def from_section(article: Article, now: datetime, shown: Shown, most: int = FILLED) -> Related:
    """More from the story's section: its newest."""
    if article.section is None:
        return Related()
    newest = Article.objects.published(now).in_section(article.section).newest_first()
    stories = _cards(newest.values_list("pk", flat=True), now, shown, most)
    return _block(_("More from %(section)s") % {"section": article.section.name}, stories)


def _cards(ids: QuerySet[Any, int], now: datetime, shown: Shown, most: int) -> list[Article]:
    newest = list(ids[: most + len(shown.ids)])
    return shown.new(cards_in_order(newest, now), most, FEWEST)


def _block(heading: str, stories: list[Article]) -> Related:
    return Related(heading, stories) if stories else Related()
