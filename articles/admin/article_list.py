"""The list of all stories: what each is, where it stands, what it lacks."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import dateformat, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import clock
from articles.admin.article_filters import (
    WITHOUT_LEAD,
    CorrectionFilter,
    MineFilter,
    MissingFilter,
    PersonFilter,
    SavedFilter,
    SectionFilter,
    SourceFilter,
    StateFilter,
    lacking,
)
from articles.admin.paging import BoundedPaginator
from articles.admin.row_numbers import row_number
from articles.models import Article, FormerAddress, PersonMention, Presence
from articles.publishing.policy import visible_to
from articles.publishing.presence import HERE, editing_now
from articles.search import as_rows, listed, parse

NOT_A_WORD = re.compile(r"[^\W\d_][\W\d_]|[\W\d_][^\W\d_]")
"""What stands in a source's id or a slugline and not in a plain word: digits and signs among letters."""

ADDRESS = re.compile(r"-(\d+)/?$")
BYLINES_LOOKED_AT = 10_000
MOST_BY_BYLINE = 500


class Stories(ChangeList):
    """Django's list, whose one page of rows is read with what its columns show."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = decorated(self.result_list)


class StoryList(admin.ModelAdmin):
    """The options and columns of the list; ArticleAdmin joins it with the form."""

    list_display = (
        "state_pill",
        "headline_shown",
        "section_shown",
        "byline_shown",
        "people_count",
        "picture",
        "lacks",
        "saved",
        "goes_out",
    )
    list_display_links = ("headline_shown",)
    list_filter = (
        StateFilter,
        SectionFilter,
        MineFilter,
        PersonFilter,
        MissingFilter,
        SourceFilter,
        CorrectionFilter,
        SavedFilter,
    )
    search_fields = ("headline",)
    search_help_text = gettext_lazy(
        "Words of the story, people in it, a byline or a slugline; a number, a source’s id or a "
        "public address opens its story"
    )
    ordering = ("-saved_at", "-pk")
    sortable_by = ("headline_shown", "saved", "goes_out")
    """What an index has in order; state and section are filters."""
    list_per_page = 50
    list_max_show_all = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = BoundedPaginator

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return visible_to(request.user, Article.objects.all())

    def get_changelist_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return self.get_queryset(request)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        """By number, source's id or slugline; else by the words of the story."""
        term = search_term.strip()
        if not term:
            return queryset, False
        if term.isdecimal():
            return queryset.filter(Q(pk=row_number(term)) | Q(source_key=term)), False
        exact = queryset.filter(
            Q(source_key=term) & ~Q(source_key="") | Q(slugline=term) & ~Q(slugline="")
        )
        is_id = NOT_A_WORD.search(term) is not None
        if is_id and exact.exists():
            return exact, False
        also = [] if is_id else _by_line(queryset, term)
        return queryset.filter(pk__in=as_rows({*listed(parse(term)), *also})), False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Without the side bar: the columns need its width. A number or an address opens its story."""
        asked = request.GET.get("q", "")
        if request.method == "GET" and (found := self.story_named(request, asked)) is not None:
            return redirect("admin:articles_article_change", found)
        around = {"is_nav_sidebar_enabled": False, "title": _("All stories"), "subtitle": None}
        return super().changelist_view(request, {**(extra_context or {}), **around})

    def story_named(self, request: HttpRequest, asked: str) -> int | None:
        """The one story that a number, a source's id or an address of ours, old or new, means."""
        term = asked.strip()[:2000]
        if not term.isdecimal() and "/" not in term:
            return None
        number = ADDRESS.search(urlsplit(term).path)
        key = term if term.isdecimal() else number[1] if number else "0"
        meant = Q(pk=row_number(key)) | Q(source_key=term)
        former = FormerAddress.objects.filter(path=urlsplit(term).path.rstrip("/") or "-")
        meant |= Q(pk__in=former.exclude(article=None).values("article"))
        found = list(self.get_queryset(request).filter(meant).values_list("pk", flat=True)[:2])
        return found[0] if len(found) == 1 else None

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[Any]:
        return Stories

    @admin.display(description=gettext_lazy("state"))
    def state_pill(self, article: Article) -> SafeString:
        return format_html(
            '<span class="state state-{}">{}</span>', article.state, article.get_state_display()
        )

    @admin.display(description=gettext_lazy("headline"), ordering="headline")
    def headline_shown(self, article: Article) -> SafeString:
        kicker = (
            format_html('<span class="kicker">{}</span> ', article.kicker) if article.kicker else ""
        )
        mark = (
            format_html(' <span class="quiet">({})</span>', _("proposed"))
            if article.headline_proposed
            else ""
        )
        editing = getattr(article, "editing_now", "")
        lock = (
            format_html(
                ' <span class="editing">{}</span>', _("%(name)s is editing") % {"name": editing}
            )
            if editing
            else ""
        )
        return format_html("{}{}{}{}", kicker, article.headline or _("(no headline)"), mark, lock)

    @admin.display(description=gettext_lazy("section"))
    def section_shown(self, article: Article) -> SafeString | str:
        return article.section.name if article.section else NOTHING

    @admin.display(description=gettext_lazy("byline"))
    def byline_shown(self, article: Article) -> SafeString | str:
        return article.byline or NOTHING

    @admin.display(description=gettext_lazy("people"))
    def people_count(self, article: Article) -> SafeString:
        return _labelled(_("people"), getattr(article, "people_tagged", 0))

    @admin.display(description=gettext_lazy("picture"))
    def picture(self, article: Article) -> SafeString | str:
        picture = article.lead_picture
        if picture is None:
            return NOTHING
        return format_html(
            '<img src="{}" width="60" height="48" alt="" loading="lazy">',
            picture.rendition_url(160, "5:4"),
        )

    @admin.display(description=gettext_lazy("missing"))
    def lacks(self, article: Article) -> SafeString | str:
        words = [
            word
            for name, word in (
                ("lacks_alt", _("alt")),
                ("lacks_credit", _("credit")),
                ("lacks_picture", _("picture wanted")),
            )
            if getattr(article, name, False)
        ]
        if article.section_id is None:
            words.append(_("section"))
        if getattr(article, "lacks_lead", False):
            words.append(_("lead picture"))
        if not words:
            return NOTHING
        shown = format_html_join(" ", '<span class="lacks">{}</span>', ((w,) for w in words))
        return _labelled(_("missing"), shown)

    @admin.display(description=gettext_lazy("saved"), ordering="saved_at")
    def saved(self, article: Article) -> SafeString:
        return _labelled(_("saved"), _stamp(article.saved_at))

    @admin.display(description=gettext_lazy("goes out"), ordering="published_at")
    def goes_out(self, article: Article) -> SafeString | str:
        if article.published_at is None:
            return NOTHING
        stamp = _stamp(article.published_at)
        if not article.is_published():
            return _labelled(_("goes out"), stamp)
        shown = _labelled(_("went out"), stamp)
        return format_html(
            '{} <a href="{}">{}</a>', shown, article.get_absolute_url(), _("View on site")
        )


NOTHING = format_html('<span class="is-nothing">{}</span>', "–")


def _labelled(label: str, value: object) -> SafeString:
    """A cell that says what it is where the columns have no heads: on a phone."""
    return format_html('<span class="cell-label">{}:</span> {}', label, value)


def _by_line(stories: QuerySet[Article], term: str) -> list[int]:
    """Stories "by" somebody or of a slugline among those saved last: no index holds either's words."""
    newest = stories.order_by("-saved_at", "-pk").values("pk")[:BYLINES_LOOKED_AT]
    by_whom = Q(byline__istartswith=f"by {term}") | Q(slugline=term)
    found = Article.objects.filter(by_whom, pk__in=newest)
    return list(found.order_by().values_list("pk", flat=True)[:MOST_BY_BYLINE])


def decorated(stories: QuerySet[Article]) -> list[Article]:
    """The rows of one page with what their columns need: one query, and one if any is being edited."""
    since = clock.now() - HERE
    people = (
        PersonMention.objects.filter(content_object=OuterRef("pk"))
        .order_by()
        .values("content_object")
        .annotate(number=Count("pk"))
        .values("number")
    )
    rows = list(
        Article.objects.filter(pk__in=stories.values("pk"))
        .for_cards()
        .annotate(
            people_tagged=Coalesce(Subquery(people, output_field=IntegerField()), 0),
            lacks_alt=lacking("alt"),
            lacks_credit=lacking("credit"),
            lacks_picture=lacking("picture"),
            lacks_lead=WITHOUT_LEAD,
            is_open=Exists(Presence.objects.filter(article=OuterRef("pk"), seen_at__gt=since)),
        )
        .order_by(*stories.query.order_by)
    )
    open_ones = [row.pk for row in rows if row.is_open]  # type: ignore[attr-defined]
    names = editing_now(open_ones, clock.now()) if open_ones else {}
    for row in rows:
        row.editing_now = names.get(row.pk, "")  # type: ignore[attr-defined]
    return rows


def _stamp(moment: Any) -> SafeString:
    local = timezone.localtime(moment)
    return format_html(
        '<time datetime="{}"><span>{}</span> <span>{}</span></time>',
        local.isoformat(),
        dateformat.format(local, _("d M Y")),
        local.strftime("%H:%M"),
    )
