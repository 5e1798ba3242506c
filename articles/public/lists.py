"""The pages that list: a section, a person, a topic, a contributor, all people, all corrections."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from anyascii import anyascii
from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Count
from django.db.models.functions import ExtractYear
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import (
    Article,
    ArticleQuerySet,
    Contributor,
    Correction,
    Person,
    PersonMention,
    Section,
    Topic,
)
from articles.public.head import Head, absolute, page_graph
from articles.public.listing import PER_PAGE, Listing, list_page, numbered, page_numbers
from articles.public.story import Part
from articles.public.structured_data import breadcrumbs, profile, script_text

OFTEN_WITH = 8
YEAR = re.compile("(?:19|20)[0-9]{2}")
FEWEST_INDEXED = 2
"""A person page with fewer stories is not offered to search engines; R34."""


def section(request: HttpRequest, slug: str) -> HttpResponse:
    now = timezone.now()
    place = get_object_or_404(Section, slug=slug)
    path = place.get_absolute_url()
    listing = Listing(
        heading=place.name,
        path=path,
        note=place.description,
        empty=_("No story has been published in this section yet."),
        place="kicker",
        current=place.slug,
        structured_data=(script_text(breadcrumbs((settings.SITE_NAME, "/"), (place.name, path))),),
    )
    stories = Article.objects.published(now).in_section(place)
    return list_page(request, stories, listing, now=now, template="articles/section.html")


def person(request: HttpRequest, slug: str) -> HttpResponse:
    now = timezone.now()
    somebody = get_object_or_404(Person.objects.select_related("portrait"), slug=slug)
    stories = Article.objects.published(now).mentioning(somebody)
    years = stories_by_year(stories)
    if not years:
        raise Http404
    year = asked_year(request)
    if year is not None:
        stories = stories.filter(published_at__year=year)
    other_names = [alias.name for alias in somebody.aliases.all()]
    is_indexed = year is None and sum(each.stories for each in years) >= FEWEST_INDEXED
    listing = Listing(
        heading=f"{somebody}, {year}" if year else str(somebody),
        path=somebody.get_absolute_url(),
        label=_("People"),
        current="people",
        empty=_("No story of that year names this person."),
        query=f"year={year}&" if year else "",
        robots="" if is_indexed else "noindex",
        structured_data=(script_text(_person_profile(somebody, other_names)),),
    )
    context = {
        "person": somebody,
        "other_names": other_names,
        "often_with": often_with(somebody, now),
        "years": years if len(years) > 1 else [],
        "year": year,
    }
    return list_page(
        request, stories, listing, now=now, template="articles/person.html", context=context
    )


def topic(request: HttpRequest, slug: str) -> HttpResponse:
    now = timezone.now()
    subject = get_object_or_404(Topic, slug=slug)
    public = Article.objects.published(now)
    stories = public.about(subject)
    if not stories.exists():
        raise Http404
    listing = Listing(
        heading=subject.name,
        path=subject.get_absolute_url(),
        label=_("Topic"),
        note=subject.definition,
    )
    pinned = (
        public.for_cards().filter(pk=subject.explainer_id).first() if subject.explainer_id else None
    )
    context = {"topic": subject, "explainer": pinned}
    return list_page(
        request, stories, listing, now=now, template="articles/topic.html", context=context
    )


def contributor(request: HttpRequest, slug: str) -> HttpResponse:
    now = timezone.now()
    maker = get_object_or_404(Contributor.objects.select_related("photo"), slug=slug)
    listing = Listing(
        heading=maker.name,
        path=maker.get_absolute_url(),
        label=_("Agency") if maker.is_agency else _("Contributor"),
        structured_data=(script_text(_contributor_profile(maker)),),
    )
    stories = Article.objects.published(now).by(maker)
    if not stories.exists():
        raise Http404
    context = {"contributor": maker, "facts": _facts(maker)}
    return list_page(
        request, stories, listing, now=now, template="articles/contributor.html", context=context
    )


@dataclass(frozen=True, slots=True)
class Letter:
    letter: str
    people: list[Person]


def people(request: HttpRequest) -> HttpResponse:
    """Everybody with a public story, by the first letter of their name."""
    now = timezone.now()
    title, canonical = _("People in the news"), absolute(request.path)
    ordered = sorted(public_people(now), key=lambda each: anyascii(each.name).casefold())
    letters = [
        Letter(letter, list(group))
        for letter, group in groupby(ordered, key=lambda each: anyascii(each.name)[:1].upper())
    ]
    head = Head(title=title, canonical=canonical, open_graph=page_graph(title, "", canonical))
    context = {"head": head, "letters": letters, "now": now, "current": "people"}
    return render(request, "articles/people.html", context)


def corrections(request: HttpRequest) -> HttpResponse:
    """Every note on a public story, newest first."""
    public = Article.objects.published(timezone.now())
    notes = Correction.objects.filter(article__in=public).select_related("article__section")
    page = numbered(Paginator(notes, PER_PAGE), request.GET.get("page"))
    title, canonical = _("Corrections and clarifications"), absolute(request.path)
    head = Head(title=title, canonical=canonical, open_graph=page_graph(title, "", canonical))
    context = {"head": head, "page": page, "pages": page_numbers(page)}
    return render(request, "articles/corrections.html", context)


PEOPLE_SHOWN = 2000


def public_people(now: datetime) -> list[Person]:
    """People whom public stories name, with `stories`, how many; the most named of a big house."""
    public = Article.objects.published(now)
    named = PersonMention.objects.filter(content_object__in=public).values("tag")
    counted = named.annotate(stories=Count("pk")).order_by("-stories", "tag")[:PEOPLE_SHOWN]
    tally = {row["tag"]: row["stories"] for row in counted}
    found = list(Person.objects.filter(pk__in=tally))
    for each in found:
        each.stories = tally[each.pk]
    return found


def often_with(somebody: Person, now: datetime) -> list[Person]:
    """People named in the same public stories, most often first, with `together`."""
    shared = Article.objects.published(now).mentioning(somebody).newest_first()[:500]
    together = (
        PersonMention.objects.filter(content_object__in=list(shared.values_list("pk", flat=True)))
        .exclude(tag=somebody)
        .values("tag")
        .annotate(together=Count("pk"))
        .order_by("-together", "tag")[:OFTEN_WITH]
    )
    tally = {row["tag"]: row["together"] for row in together}
    found = Person.objects.in_bulk(tally)
    for pk, count in tally.items():
        found[pk].together = count
    return [found[pk] for pk in tally]


@dataclass(frozen=True, slots=True)
class Year:
    year: int
    stories: int


def stories_by_year(stories: ArticleQuerySet) -> list[Year]:
    """How many of the stories each year of the site's zone has, the newest first; one query."""
    counted = (
        stories.order_by()
        .annotate(year=ExtractYear("published_at"))
        .values("year")
        .annotate(n=Count("pk"))
        .order_by("-year")
    )
    return [Year(row["year"], row["n"]) for row in counted]


def asked_year(request: HttpRequest) -> int | None:
    """The year in ?year=; a value that is no year is a page that is not there."""
    asked = request.GET.get("year")
    if asked is None:
        return None
    if not YEAR.fullmatch(asked):
        raise Http404
    return int(asked)


def _person_profile(somebody: Person, other_names: list[str]) -> dict[str, object]:
    wikidata = somebody.wikidata_id
    same = [f"https://www.wikidata.org/wiki/{wikidata}"] if wikidata else []
    same += [link for link in somebody.links if isinstance(link, str)]
    return profile(
        somebody.name,
        somebody.get_absolute_url(),
        description=somebody.note,
        jobTitle=somebody.role,
        alternateName=other_names,
        sameAs=same,
    )


def _contributor_profile(maker: Contributor) -> dict[str, object]:
    path = maker.get_absolute_url()
    if maker.is_agency:
        return profile(maker.name, path, is_agency=True, description=maker.bio)
    return profile(maker.name, path, description=maker.bio, jobTitle=maker.role)


def _facts(maker: Contributor) -> list[tuple[str, Part]]:
    """What the Trust Project asks of an author page, as far as it is known."""
    known = [
        (_("Covers"), Part(maker.beats)),
        (_("Languages"), Part(maker.languages)),
        (_("Contact"), Part(maker.contact_url, maker.contact_url)),
    ]
    return [(label, part) for label, part in known if part.text]
