"""The pages that list: a section, a person, a topic, a contributor, all people, all corrections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from anyascii import anyascii
from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from articles import clock
from articles.cards import cards_in_order
from articles.models import (
    Article,
    Contributor,
    Correction,
    Person,
    PersonAlias,
    PersonMention,
    Section,
    Topic,
)
from articles.prepared import Prepared
from articles.pressure import is_lean
from articles.public.by_year import asked_year, years_of_contributor, years_of_person
from articles.public.front import section_top
from articles.public.head import Head, absolute, page_graph
from articles.public.listing import PER_PAGE, Listing, list_page, numbered, page_numbers
from articles.public.story import Part
from articles.public.structured_data import breadcrumbs, profile, script_text
from articles.public.tallies import tally
from articles.public.walks import (
    in_section,
    of_contributor,
    of_contributor_in,
    of_person,
    of_person_in,
    of_topic,
)
from articles.subqueries import Rows

OFTEN_WITH = 8
LOOKED_AT = 200
"""Newest stories of a person that tell whom they are often named with."""
FEWEST_INDEXED = 2
"""A person page with fewer stories is not offered to search engines; R34."""


def section(request: HttpRequest, slug: str) -> HttpResponse:
    now = clock.now()
    place = get_object_or_404(Section, slug=slug)
    path = place.get_absolute_url()
    listing = Listing(
        heading=place.name,
        path=path,
        note=place.description,
        description=_about(place.name),
        empty=_("No story has been published in this section yet."),
        place="kicker",
        current=place.slug,
        structured_data=(script_text(breadcrumbs((settings.SITE_NAME, "/"), (place.name, path))),),
    )
    return list_page(
        request,
        in_section(place, now),
        listing,
        now=now,
        may_be_empty=True,
        template="articles/section.html",
        top=lambda newest: section_top(place, newest, now),
    )


def person(request: HttpRequest, slug: str) -> HttpResponse:
    now = clock.now()
    somebody = person_at(slug, now)
    if somebody is None or somebody.newest_at is None:
        raise Http404
    years = () if is_lean() else years_of_person(somebody, now)
    year = asked_year(request)
    stories = of_person(somebody, now) if year is None else of_person_in(somebody, year, now)
    other_names = [alias["name"] for alias in somebody.alias_rows]
    is_indexed = year is None and stories.count() >= FEWEST_INDEXED
    listing = Listing(
        heading=f"{somebody}, {year}" if year else str(somebody),
        path=somebody.get_absolute_url(),
        label=_("People"),
        description=". ".join(filter(None, (somebody.role, somebody.note)))
        or _about(str(somebody)),
        current="people",
        empty=_("No story of that year names this person."),
        query=f"year={year}&" if year else "",
        robots="" if is_indexed else "noindex",
        structured_data=(script_text(_person_profile(somebody, other_names)),),
    )
    context = {
        "person": somebody,
        "other_names": other_names,
        "often_with": [] if is_lean() else often_with(somebody, now),
        "years": years,
        "year": year,
    }
    return list_page(
        request,
        stories,
        listing,
        now=now,
        may_be_empty=year is not None,
        template="articles/person.html",
        context=context,
    )


def topic(request: HttpRequest, slug: str) -> HttpResponse:
    now = clock.now()
    subject = get_object_or_404(Topic, slug=slug)
    listing = Listing(
        heading=subject.name,
        path=subject.get_absolute_url(),
        label=_("Topic"),
        note=subject.definition,
        description=_about(subject.name),
    )
    pinned = cards_in_order([subject.explainer_id] if subject.explainer_id else [], now)
    context = {"topic": subject, "explainer": pinned[0] if pinned else None}

    def below(newest: list[Article]) -> dict[str, Any]:
        """The explainer stands above the list, and not in it once more."""
        others = [story for story in newest if story.pk != subject.explainer_id]
        return {"rest": others} if pinned and others else {}

    return list_page(
        request,
        of_topic(subject, now),
        listing,
        now=now,
        template="articles/topic.html",
        context=context,
        top=below,
    )


def contributor(request: HttpRequest, slug: str) -> HttpResponse:
    now = clock.now()
    maker = get_object_or_404(Contributor.objects.select_related("photo"), slug=slug)
    years = () if is_lean() else years_of_contributor(maker, now)
    year = asked_year(request)
    stories = of_contributor(maker, now) if year is None else of_contributor_in(maker, year, now)
    listing = Listing(
        heading=f"{maker.name}, {year}" if year else maker.name,
        path=maker.get_absolute_url(),
        label=_("Agency") if maker.is_agency else _("Contributor"),
        description=maker.bio or _("Stories by %(name)s, newest first.") % {"name": maker.name},
        empty=_("No story of that year is by this contributor."),
        query=f"year={year}&" if year else "",
        robots="noindex" if year else "",
        structured_data=(script_text(_contributor_profile(maker)),),
    )
    context = {"contributor": maker, "facts": _facts(maker), "years": years, "year": year}
    return list_page(
        request,
        stories,
        listing,
        now=now,
        may_be_empty=year is not None,
        template="articles/contributor.html",
        context=context,
    )


@dataclass(frozen=True, slots=True)
class Letter:
    letter: str
    people: list[Person]


def people(request: HttpRequest) -> HttpResponse:
    """Everybody with a public story, by the first letter of their name."""
    now = clock.now()
    title, canonical = _("People in the news"), absolute(request.path)
    ordered = sorted(public_people(now), key=lambda each: anyascii(each.name).casefold())
    letters = [
        Letter(letter, list(group))
        for letter, group in groupby(ordered, key=lambda each: anyascii(each.name)[:1].upper())
    ]
    head = _plain_head(title, _("Everyone our stories are about, by first letter."), canonical)
    context = {"head": head, "letters": letters, "now": now, "current": "people"}
    return render(request, "articles/people.html", context)


def corrections(request: HttpRequest) -> HttpResponse:
    """Every note on a public story, newest first."""
    public = Article.objects.published(clock.now())
    notes = Correction.objects.filter(article__in=public).select_related("article__section")
    page = numbered(Paginator(notes, PER_PAGE), request.GET.get("page"))
    title, canonical = _("Corrections and clarifications"), absolute(request.path)
    told = _("What we got wrong, newest first. Each note stays with its story.")
    head = _plain_head(title, told, canonical)
    context = {"head": head, "page": page, "pages": page_numbers(page)}
    return render(request, "articles/corrections.html", context)


def _plain_head(title: str, told: str, canonical: str) -> Head:
    graph = page_graph(title, told, canonical)
    return Head(title=title, description=told, canonical=canonical, open_graph=graph)


def _about(name: str) -> str:
    return _("Stories about %(name)s, newest first.") % {"name": name}


PEOPLE_SHOWN = 2000


def public_people(now: datetime) -> list[Person]:
    """People whom public stories name, with `stories`, how many; the most named of a big house."""
    counted = tally("people", lambda: _stories_by_person(now))
    shown = PersonMention.objects.filter(tag=OuterRef("pk"), story_published_at__lte=now)
    found = list(Person.objects.filter(Exists(shown), pk__in=counted))
    for each in found:
        each.stories = counted[each.pk]
    return found


def _stories_by_person(now: datetime) -> dict[int, int]:
    public = Article.objects.published(now)
    named = PersonMention.objects.filter(content_object__in=public).values("tag")
    counted = named.annotate(stories=Count("pk")).order_by("-stories", "tag")[:PEOPLE_SHOWN]
    return {row["tag"]: row["stories"] for row in counted}


def often_with(somebody: Person, now: datetime) -> list[Person]:
    """People named in the same public stories, most often first, with `together`."""
    found = []
    for pk, name, slug, qualifier, count in _together(now=now, person=somebody.pk):
        found.append(Person(pk=pk, name=name, slug=slug, qualifier=qualifier))
        found[-1].together = count
    return found


@Prepared
def _together(*, now: datetime, person: int) -> QuerySet[PersonMention, Any]:
    public = PersonMention.objects.filter(tag=person, story_published_at__lte=now)
    newest = public.order_by("-story_published_at", "-content_object")
    return (  # type: ignore[no-any-return]
        PersonMention.objects.filter(
            content_object__in=newest.values("content_object")[:LOOKED_AT],
            story_published_at__lte=now,
        )
        .exclude(tag=person)
        .values_list("tag", "tag__name", "tag__slug", "tag__qualifier")
        .annotate(together=Count("pk"))
        .order_by("-together", "tag")[:OFTEN_WITH]
    )


@Prepared
def _people(*, now: datetime, slug: str) -> QuerySet[Person]:
    """The person with `alias_rows`, and when their oldest and newest stories became public."""
    ties = PersonMention.objects.filter(tag=OuterRef("pk"), story_published_at__lte=now)
    moments = ties.values("story_published_at")
    aliases = PersonAlias.objects.filter(person=OuterRef("pk")).order_by("name")
    found = Person.objects.filter(slug=slug).select_related("portrait").order_by()
    return found.annotate(  # type: ignore[no-any-return]
        alias_rows=Rows(aliases, "name"),
        oldest_at=Subquery(moments.order_by("story_published_at")[:1]),
        newest_at=Subquery(moments.order_by("-story_published_at")[:1]),
    )


def person_at(slug: str, now: datetime) -> Any:
    """The person with that address, and what `_people` says of them (hence Any); None if unknown."""
    return _people.first(now=now, slug=slug)


def _person_profile(somebody: Person, other_names: list[str]) -> dict[str, object]:
    wikidata = somebody.wikidata_id
    same = [f"https://www.wikidata.org/wiki/{wikidata}"] if wikidata else []
    same += [link for link in somebody.links if isinstance(link, str)]
    return profile(
        somebody.name,
        somebody.get_absolute_url(),
        portrait=somebody.portrait,
        description=somebody.note,
        jobTitle=somebody.role,
        alternateName=other_names,
        sameAs=same,
    )


def _contributor_profile(maker: Contributor) -> dict[str, object]:
    path = maker.get_absolute_url()
    if maker.is_agency:
        return profile(
            maker.name, path, is_agency=True, portrait=maker.photo, description=maker.bio
        )
    return profile(
        maker.name, path, portrait=maker.photo, description=maker.bio, jobTitle=maker.role
    )


def _facts(maker: Contributor) -> list[tuple[str, Part]]:
    """What the Trust Project asks of an author page, as far as it is known."""
    known = [
        (_("Covers"), Part(maker.beats)),
        (_("Languages"), Part(maker.languages)),
        (_("Contact"), Part(maker.contact_url, maker.contact_url)),
    ]
    return [(label, part) for label, part in known if part.text]
