"""Merging people, topics and contributors: choose, look at what it does, do it, take it back; and what is untidy."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.paging import BoundedPaginator
from articles.admin.read_only import ReadOnlyAdmin
from articles.admin.row_numbers import row_number, row_numbers
from articles.models import Article, Merge, Person
from articles.people import tidying
from articles.people.directory_search import described
from articles.people.merge import KINDS, NotMergeable, merge, preview, split
from articles.people.merge_undo import can_undo, undo
from articles.publishing.audit import record
from articles.publishing.people import people_changed
from articles.publishing.policy import visible_to

NAMES_OFFERED = 500
"""Names that the field for the other one offers; a further one is typed in full."""
SPLIT_SHOWN = 200
"""Stories that a split offers at once, the newest first."""


def merge_page(request: HttpRequest, pk: int, kind: str = "person") -> HttpResponse:
    """GET: ?with=number shows what a merge would do; POST does it. `keep` says which one stays."""
    _may_change(request, kind)
    rows = KINDS[kind].model.objects
    row = get_object_or_404(rows, pk=pk)
    chosen = request.POST.get("with") or request.GET.get("with") or ""
    keep = request.POST.get("keep") or request.GET.get("keep") or ""
    other = (
        None if keep else _meant(rows.exclude(pk=pk), chosen, kind)
    )  # the page itself has numbers
    other = other or rows.filter(pk=row_number(chosen)).first()
    kept, merged = (other, row) if other is not None and keep == str(other.pk) else (row, other)
    context = {
        **admin.site.each_context(request),
        "title": _("Merge %(name)s") % {"name": row},
        "opts": rows.model._meta,
        "kind": kind,
        "row": row,
        "address": request.path,
    }
    if kind != "person" and other is None:
        if chosen:
            messages.error(request, _("Nothing is called “%(name)s” here.") % {"name": chosen[:80]})
        names = rows.exclude(pk=pk).order_by("name").values_list("name", flat=True)
        context["names"] = names[:NAMES_OFFERED]
    if merged is not None and kept is not None:
        try:
            context |= {"kept": kept, "merged": merged, "preview": preview(kept, merged)}
            if request.method == "POST":
                return _merge(request, kind, kept, merged)
        except NotMergeable as fault:
            messages.error(request, str(fault))
        if kind == "person":
            context["sides"] = described([kept, merged])
    return TemplateResponse(request, "admin/articles/person/merge.html", context)


def _meant(rows: Any, chosen: str, kind: str) -> Any:
    """The topic or contributor of that name; people share names and are chosen from those found."""
    return None if kind == "person" else rows.filter(name__iexact=chosen.strip()).first()


def _merge(request: HttpRequest, kind: str, kept: Any, merged: Any) -> HttpResponse:
    name = str(merged)
    with transaction.atomic():
        user: Any = request.user
        entry, stories = merge(kept, merged, by=user)
        record("merge", kept, by=user, before={"merged": name}, kept={"merge": entry.pk})
        people_changed(stories)
    messages.success(
        request,
        _("“%(merged)s” is now “%(kept)s”, in %(n)s stories. It can be undone for 30 days.")
        % {"merged": name, "kept": kept, "n": len(set(stories))},
    )
    back = reverse("admin:articles_merge_change", args=[entry.pk])
    messages.info(request, format_html('<a href="{}">{}</a>', back, _("Undo this merge")))
    return HttpResponseRedirect(reverse(f"admin:articles_{kind}_change", args=[kept.pk]))


def split_page(request: HttpRequest, pk: int) -> HttpResponse:
    """GET: the person's stories that the asker may see; POST moves the ticked ones to a namesake."""
    _may_change(request, "person")
    person = get_object_or_404(Person, pk=pk)
    named = Article.objects.filter(mentions__tag=person)
    stories = visible_to(request.user, named).order_by("-pk")
    if request.method == "POST":
        ticked = row_numbers(request.POST.getlist("story"))
        qualifier = " ".join(request.POST.get("qualifier", "").split())[:80]
        namesakes = Person.objects.filter(name_key=person.name_key, qualifier=qualifier)
        ticked = list(stories.filter(pk__in=ticked).values_list("pk", flat=True))
        if not ticked or not qualifier or qualifier == person.qualifier:
            messages.error(request, _("Tick stories and say who the other one is."))
        else:
            with transaction.atomic():
                to = namesakes.first() or Person.objects.create(
                    name=person.name, qualifier=qualifier
                )
                touched = split(person, ticked, to=to)
                kept = {"source": person.pk, "to": to.pk, "stories": touched}
                user: Any = request.user
                record("split", person, by=user, after={"to": str(to)}, kept={"split": kept})
                people_changed(touched)
            messages.success(
                request,
                _("%(n)s stories name “%(to)s” now.") % {"n": len(touched), "to": to},
            )
            return HttpResponseRedirect(reverse("admin:articles_person_change", args=[to.pk]))
    context = {
        **admin.site.each_context(request),
        "title": _("Split %(name)s") % {"name": person},
        "opts": Person._meta,
        "row": person,
        "stories": stories.only("pk", "headline", "published_at")[:SPLIT_SHOWN],
    }
    return TemplateResponse(request, "admin/articles/person/split.html", context)


def report(request: HttpRequest) -> HttpResponse:
    """Near-duplicates, people used once, people without a page text."""
    _may_change(request, "person")
    context = {
        **admin.site.each_context(request),
        "title": _("Tidy up people"),
        "opts": Person._meta,
        "pairs": tidying.near_duplicates(),
        "once": tidying.used_once(),
        "bare": tidying.without_note(),
    }
    return TemplateResponse(request, "admin/articles/person/report.html", context)


@require_POST
def undo_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes one merge back."""
    entry = get_object_or_404(Merge, pk=pk)
    _may_change(request, entry.kind)
    try:
        with transaction.atomic():
            people_changed(undo(entry))
            user: Any = request.user
            record("merge undone", entry, by=user, after={"back": entry.merged_name})
    except NotMergeable as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, _("“%(name)s” is back.") % {"name": entry.merged_name})
    return HttpResponseRedirect(reverse("admin:articles_merge_changelist"))


def _may_change(request: HttpRequest, kind: str) -> None:
    if not request.user.has_perm(f"articles.change_{kind}"):
        raise PermissionDenied


@admin.register(Merge)
class MergeAdmin(ReadOnlyAdmin):
    """What was merged, by whom, and the way back."""

    list_display = ("merged_name", "kept_name", "kind", "merged_at", "merged_by", "undone_at")
    list_filter = ("kind",)
    list_select_related = ("merged_by",)
    search_fields = ("merged_name", "kept_name")
    list_per_page = 50
    paginator = BoundedPaginator
    change_form_template = "admin/articles/merge/change_form.html"
    fields = ("kind", "merged_name", "kept_name", "merged_at", "merged_by", "undone_at")
    readonly_fields = fields

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(undo_merge)
        return [path("<int:pk>/undo/", view, name="articles_merge_undo"), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("journal")

    def has_view_permission(self, request: HttpRequest, obj: Merge | None = None) -> bool:
        return request.user.has_perm("articles.change_person")

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        entry = self.get_object(request, object_id) if object_id else None
        context = {**(extra_context or {}), "undoable": entry is not None and can_undo(entry)}
        return super().changeform_view(request, object_id, form_url, context)
