"""How many stories each year has of a person or by a contributor, and which year a reader asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest
from django.utils import timezone

from articles.models import ArticleContributor, Contributor, Person, PersonMention
from articles.prepared import Prepared
from articles.public.tallies import tally
from articles.public.walks import year_of
from articles.subqueries import Counted

MOST_COUNTED: Final = 1000
"""Stories of a year beyond which it is said that there are more; an index is walked to count them."""
MANY: Final = 2000
"""Stories from which on a walk through the years costs more than to keep what it found."""
_YEAR: Final = re.compile("(?:19|20)[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Year:
    year: int
    stories: str


def asked_year(request: HttpRequest) -> int | None:
    """The year in ?year=; a value that is no year is a page that is not there."""
    asked = request.GET.get("year")
    if asked is None:
        return None
    if not _YEAR.fullmatch(asked):
        raise Http404
    return int(asked)


def years_of_person(somebody: Any, now: datetime) -> tuple[Year, ...]:
    """One query, none for one year. Any: a person with `oldest_at` and `newest_at`."""
    return _years("person", _of_person, somebody.pk, somebody.oldest_at, somebody.newest_at, now)


def years_of_contributor(maker: Contributor, now: datetime) -> tuple[Year, ...]:
    """Two queries, one for one year."""
    [(oldest, newest)] = _span(now=now, owned_by=maker.pk)
    return _years("contributor", _of_contributor, maker.pk, oldest, newest, now) if oldest else ()


def _years(
    kind: str, counts: Prepared[Any], owner: int, oldest: datetime, newest: datetime, now: datetime
) -> tuple[Year, ...]:
    first, last = timezone.localtime(oldest).year, timezone.localtime(newest).year
    if first == last:
        return ()
    years = tuple(range(last, first - 1, -1))

    def count() -> dict[int, int]:
        [found] = counts(years, timezone.get_current_timezone_name(), now=now, owned_by=owner)
        return dict(zip(years, found[1:], strict=True))

    counted = tally(f"years:{kind}:{owner}:{first}:{last}", count, large=MANY)
    return tuple(
        Year(year, str(n) if n < MOST_COUNTED else f"{MOST_COUNTED}+")
        for year, n in counted.items()
        if n
    )


def _counts(
    model: type[Model], ties: type[Model], owner: str, story: str, *, once: bool = True
) -> Prepared[Any]:
    """The number of stories of each year, in the order of the years, behind the owner's key.

    Where a story may be tied twice (`once` is false) the index's own order tells it, so that no year
    is read beyond MOST_COUNTED.
    """

    def build(years: tuple[int, ...], _zone: str, *, now: datetime, owned_by: int) -> Any:
        told = ties._default_manager.filter(
            **{owner: OuterRef("pk"), "story_published_at__lte": now}
        )
        columns = []
        for year in years:
            begin, end = year_of(year)
            of_year = told.filter(story_published_at__gte=begin, story_published_at__lt=end)
            ids = of_year.order_by().values(story)
            if not once:
                ids = (
                    of_year.order_by("-story_published_at", f"-{story}")
                    .values("story_published_at", story)
                    .distinct()
                )
            columns.append(Counted(ids[:MOST_COUNTED]))
        return model._default_manager.filter(pk=owned_by).order_by().values_list("pk", *columns)

    return Prepared(build)


_of_person = _counts(Person, PersonMention, "tag", "content_object")
_of_contributor = _counts(Contributor, ArticleContributor, "contributor", "article", once=False)


@Prepared
def _span(*, now: datetime, owned_by: int) -> QuerySet[Contributor, Any]:
    """When the oldest and the newest public story of a contributor became public."""
    ties = ArticleContributor.objects.filter(
        contributor=OuterRef("pk"), story_published_at__lte=now
    ).values("story_published_at")
    return (
        Contributor.objects.filter(pk=owned_by)
        .order_by()
        .values_list(
            Subquery(ties.order_by("story_published_at")[:1]),
            Subquery(ties.order_by("-story_published_at")[:1]),
        )
    )
