"""Related links in the story's form: what the machine would add and why, bans, and the widget as it would stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from articles.admin.people_suggest import asked_as_json
from articles.admin.row_numbers import row_numbers
from articles.body.document import InvalidBody, empty, validate
from articles.body.words import plain_text
from articles.models import Article, RelatedBan, RelatedClick, Section
from articles.publishing.audit import record
from articles.publishing.policy import visible_to
from articles.related.keeping import ban, unban
from articles.related.ranking import Link
from articles.related.reading import MOST, Shown, under_story
from articles.related.trying import Draft, would_link

MOST_PICKS = 40
"""Rows of the form that are looked up; a page shows six."""
MOST_TIES = 200

Asked = dict[str, Any]


class StoryRelated(admin.ModelAdmin):
    """The addresses that the panel of related links asks."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("related/suggest/", wrap(suggest), name="articles_article_related"),
            path("related/ban/", wrap(set_ban), name="articles_article_related_ban"),
            *super().get_urls(),
        ]


@asked_as_json
def suggest(request: HttpRequest, asked: Asked, article: Article | None) -> Asked:
    """{headline, standfirst, body, section, people, topics, picks: [{target, url, headline, teaser}]} -> what to show.

    {suggestions, hidden: [cards], picks: {id: card}, preview: {heading, cards}}; a card is
    {id, headline, section, at, live, warning, thumbnail}, a suggestion has `why`, `score` and
    `clicks` beside. Only stories that the asker may see.
    """
    picks = [row for row in _list(asked, "picks")[:MOST_PICKS] if isinstance(row, dict)]
    targets = row_numbers(row.get("target") for row in picks)
    links = would_link(_draft(asked, article))
    hidden = _banned(article)
    wanted = {*targets, *hidden, *(link.other for link in links)}
    rows = visible_to(request.user, Article.objects.filter(pk__in=wanted)).for_cards()
    cards = {row.pk: _card(row) for row in rows}
    clicks = _clicks(article, wanted)
    return {
        "suggestions": [
            cards[link.other]
            | {"why": reason(link), "score": round(link.score, 3), "clicks": clicks.get(link.other)}
            for link in links
            if link.other in cards and link.other not in targets
        ],
        "hidden": [cards[pk] for pk in hidden if pk in cards],
        "picks": {pk: cards[pk] | {"clicks": clicks.get(pk)} for pk in targets if pk in cards},
        "preview": _preview(asked, article, picks, links),
        "most": MOST,
    }


@asked_as_json
def set_ban(request: HttpRequest, asked: Asked, article: Article | None) -> Asked:
    """{article, other, undo} -> {}: keeps the two apart both ways, or takes that back."""
    seen = visible_to(
        request.user, Article.objects.filter(pk__in=row_numbers([asked.get("other")]))
    )
    other = seen.first()
    if article is None or other is None or other.pk == article.pk:
        return {"error": _("There is no such story to hide.")}
    is_hidden = not asked.get("undo")
    (ban if is_hidden else unban)(article, other)
    record(
        "related hidden" if is_hidden else "related shown",
        article,
        by=request.user,  # type: ignore[arg-type]
        after={"other": str(other)},
        kept={"hidden": {"stories": [article.pk, other.pk], "is_hidden": is_hidden}},
    )
    return {}


def reason(link: Link) -> str:
    """The reasons in words: "Ada Lovelace; ferry, strike, wages"."""
    told = [", ".join(link.why.get(kind, ())) for kind in ("people", "topics", "terms")]
    return "; ".join(part for part in told if part)


def _draft(asked: Asked, article: Article | None) -> Draft:
    try:
        body = validate(asked.get("body") or empty())
    except InvalidBody:
        body = empty()
    section = Section.objects.filter(pk__in=row_numbers([asked.get("section")])).first()
    people = [f"@{pk}" for pk in row_numbers(_list(asked, "people")[:MOST_TIES])]
    topics = [f"#{pk}" for pk in row_numbers(_list(asked, "topics")[:MOST_TIES])]
    return Draft(
        article=article.pk if article else 0,
        headline=str(asked.get("headline", ""))[:500],
        text="\n".join([str(asked.get("standfirst", ""))[:5000], plain_text(body)]),
        entities=list(dict.fromkeys([*people, *topics])),
        published_at=(article.published_at if article else None) or timezone.now(),
        half_life=section.half_life_days if section else None,
        within=section.related_within_days if section else None,
    )


def _preview(
    asked: Asked, article: Article | None, picks: Sequence[Asked], links: Sequence[Link]
) -> Asked:
    """The widget under the story as readers would see it now; one query."""
    story = Article(pk=article.pk if article else 0, headline=str(asked.get("headline", ""))[:300])
    sections = Section.objects.filter(pk__in=row_numbers([asked.get("section")]))
    story.section = sections.first()
    beside = vars(story)
    beside["pick_rows"] = [
        {
            "target_id": next(iter(row_numbers([row.get("target")])), None),
            "url": str(row.get("url", ""))[:2000],
            "headline": str(row.get("headline", ""))[:300],
            "teaser": str(row.get("teaser", ""))[:500],
            "position": place,
        }
        for place, row in enumerate(picks)
    ]
    beside["link_rows"] = [
        {"other_id": link.other, "score": link.score, "rank": place, "why": link.why}
        for place, link in enumerate(links)
    ]
    blocks = under_story(story, timezone.now(), Shown())
    cards = [_card(row) for block in blocks for row in block.articles]
    cards += [
        {"headline": each.headline, "outside": each.url}
        for block in blocks
        for each in block.outside
    ]
    return {"heading": blocks[0].heading if blocks else "", "cards": cards}


def _banned(article: Article | None) -> list[int]:
    if article is None:
        return []
    rows = RelatedBan.objects.filter(low=article) | RelatedBan.objects.filter(high=article)
    pairs = rows.order_by("-banned_at", "-pk").values_list("low_id", "high_id")[:MOST_PICKS]
    return [high if low == article.pk else low for low, high in pairs]


def _clicks(article: Article | None, others: Iterable[int]) -> dict[int, int]:
    if article is None:
        return {}
    rows = RelatedClick.objects.filter(article=article, other__in=list(others))
    return dict(rows.values_list("other_id", "clicks"))


def _card(article: Article) -> Asked:
    live = article.is_published()
    day = article.published_at or article.saved_at
    picture = article.lead_picture
    return {
        "id": article.pk,
        "headline": article.headline,
        "section": article.section.name if article.section else "",
        "at": format_date(timezone.localtime(day), _("j M Y")),
        "live": live,
        "warning": "" if live else _warning(article),
        "thumbnail": picture.rendition_url(160, "1:1") if picture else "",
    }


def _warning(article: Article) -> str:
    moment = article.public_from
    if moment is not None and moment > timezone.now():
        shown = format_date(timezone.localtime(moment), _("j M Y, H:i"))
        return _("Not live yet: readers see this link from %(moment)s on.") % {"moment": shown}
    state = article.get_state_display()
    return _("Not live (%(state)s): readers do not see this link.") % {"state": state}


def _list(asked: Asked, name: str) -> list[Any]:
    value = asked.get(name)
    return value if isinstance(value, list) else []
