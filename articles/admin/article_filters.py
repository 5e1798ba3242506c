"""Filters of the list of all stories; each is one indexed condition, none counts facets."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import dateformat, timezone
from django.utils.translation import gettext_lazy as _

from articles.admin.row_numbers import row_number
from articles.models import (
    Article,
    ArticleContributor,
    Person,
    PersonMention,
    Placement,
    PlacementRole,
    Section,
    Source,
    State,
)
from articles.people.directory_search import named
from articles.people.fold import fold_name
from articles.years import YEARS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOST_PEOPLE = 12
"""People that one name may mean in the filter."""

Choice = tuple[str, "str | _StrPromise"]
Stories = QuerySet[Article]


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[Choice]:
        return [(value, label) for value, label in State.choices]

    def queryset(self, request: HttpRequest, stories: Stories) -> Stories:
        return stories.filter(state=self.value()) if self.value() in State.values else stories


class SectionFilter(admin.SimpleListFilter):
    title = _("section")
    parameter_name = "section"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[Choice]:
        sections = Section.objects.order_by("-in_navigation", "position", "name")[:40]
        return [*((section.slug, section.name) for section in sections), ("-", _("no section"))]

    def queryset(self, request: HttpRequest, stories: Stories) -> Stories:
        if self.value() == "-":
            return stories.filter(section=None)
        return stories.filter(section__slug=self.value()) if self.value() else stories


class MineFilter(admin.SimpleListFilter):
    title = _("author")
    parameter_name = "mine"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[Choice]:
        return [("1", _("my stories"))]

    def queryset(self, request: HttpRequest, stories: Stories) -> Stories:
        if self.value() != "1":
            return stories
        begun = Article.objects.filter(created_by=request.user.pk).order_by()
        credited = ArticleContributor.objects.filter(contributor__user=request.user.pk).order_by()
        # A union and no OR: each half has its index.
        return stories.filter(pk__in=begun.values("pk").union(credited.values("article")))


class MissingFilter(admin.SimpleListFilter):
    title = _("missing")
    parameter_name = "missing"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[Choice]:
        return [
            ("lead", _("lead picture")),
            ("alt", _("alternative text")),
            ("credit", _("credit")),
            ("picture", _("wanted picture")),
            ("section", _("section")),
        ]

    def queryset(self, request: HttpRequest, stories: Stories) -> Stories:
        match self.value():
            case "lead":
                return stories.filter(WITHOUT_LEAD)
            case "section":
                return stories.filter(section=None)
            case "alt" | "credit" | "picture" as what:
                return stories.filter(lacking(what))
        return stories


def lacking(what: str) -> Exists:
    """Stories with a placement that lacks its alternative text, its credit or its picture."""
    rows = Placement.objects.filter(article=OuterRef("pk"))
    if what == "alt":
        rows = rows.filter(picture__isnull=False, alt="", picture__alt="", decorative=False)
    elif what == "credit":
        rows = rows.filter(picture__isnull=False, picture__credit="", picture__creator="")
    else:
        rows = rows.filter(picture=None, role=PlacementRole.BODY)
    return Exists(rows)


WITHOUT_LEAD = Q(lead_picture=None) & ~Exists(
    Placement.objects.filter(article=OuterRef("pk"), picture__isnull=False)
)
"""Stories that show no picture where one leads: without one of their own, the first of the text does."""


class SourceFilter(admin.SimpleListFilter):
    title = _("source")
    parameter_name = "source"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[Choice]:
        sources = Source.objects.order_by("name")[:30]
        return [*((source.code, source.name) for source in sources), ("-", _("our own"))]

    def queryset(self, request: HttpRequest, stories: Stories) -> Stories:
        if self.value() == "-":
            return stories.filter(source=None)
        if not self.value():
            return stories
        # By number: a join would hide from the database that an index has them in order.
        source = Source.objects.filter(code=self.value()).values_list("pk", flat=True).first()
        return stories.filter(source=source) if source else stories.none()


class CorrectionFilter(admin.SimpleListFilter):
    title = _("correction")
    parameter_name = "corrected"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[Choice]:
        return [("1", _("has a correction"))]

    def queryset(self, request: HttpRequest, stories: Stories) -> Stories:
        return stories.filter(corrected_at__isnull=False) if self.value() == "1" else stories


class PersonFilter(admin.SimpleListFilter):
    """By `?person=` with a number or a name that is asked for; never a list of thousands.

    A name that several people have finds the stories of all of them and offers each.
    """

    title = _("person")
    parameter_name = "person"
    template = "admin/articles/article/person_filter.html"

    def __init__(self, request: HttpRequest, *args: Any) -> None:
        super().__init__(request, *args)
        self.others = [
            (name, value)
            for name, values in request.GET.lists()
            if name not in {"person", "p", "e"}
            for value in values
        ]

    def lookups(self, request: HttpRequest, model_admin: object) -> list[Choice]:
        self.named = people_asked_for(request.GET.get("person", ""))
        return [(str(person.pk), str(person)) for person in self.named]

    def has_output(self) -> bool:
        return True

    def queryset(self, request: HttpRequest, stories: Stories) -> Stories:
        if not (self.value() or "").strip():
            return stories
        ties = PersonMention.objects.filter(tag__in=self.named)
        return stories.filter(pk__in=ties.values("content_object"))


def people_asked_for(asked: str) -> list[Person]:
    """The person of that number, or those who have these words in their names."""
    asked = asked.strip()[:160]
    if asked.isdecimal():
        return list(Person.objects.filter(pk=row_number(asked)))
    if not (key := fold_name(asked)):
        return []
    exact = list(Person.objects.filter(name_key=key)[:MOST_PEOPLE])
    return exact or list(named(Person.objects.all(), asked)[:MOST_PEOPLE])


class SavedFilter(admin.SimpleListFilter):
    """Today, yesterday, seven days, or a month; no drill-down that reads the whole table."""

    title = _("saved")
    parameter_name = "saved"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[Choice]:
        today = timezone.localdate()
        months = []
        first = today.replace(day=1)
        for _month in range(6):
            months.append((first.strftime("%Y-%m"), dateformat.format(first, "F Y")))
            first = (first - timedelta(days=1)).replace(day=1)
        return [
            ("today", _("today")),
            ("yesterday", _("yesterday")),
            ("week", _("past 7 days")),
            *months,
        ]

    def queryset(self, request: HttpRequest, stories: Stories) -> Stories:
        span = span_of(self.value() or "", timezone.localtime())
        if span is None:
            return stories
        return stories.filter(saved_at__gte=span[0], saved_at__lt=span[1])


def span_of(word: str, now: datetime) -> tuple[datetime, datetime] | None:
    """From and until of "today", "yesterday", "week" or "2026-05", in the zone of `now`."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    day = timedelta(days=1)
    if word == "today":
        return midnight, midnight + day
    if word == "yesterday":
        return midnight - day, midnight
    if word == "week":
        return midnight - 7 * day, midnight + day
    try:
        first = timezone.make_aware(datetime.strptime(word, "%Y-%m"), now.tzinfo)
    except ValueError:
        return None
    if first.year not in YEARS:
        return None
    following = (first + timedelta(days=32)).replace(day=1)
    return first, following
