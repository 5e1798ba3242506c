"""The import's ledger: runs and their items, decisions on what waits, taking a run back."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from articles.admin.import_pages import item_page, progress_share, run_page
from articles.admin.paging import BoundedPaginator
from articles.admin.read_only import ReadOnlyAdmin
from articles.admin.row_numbers import row_number
from articles.ingest.held import CannotDecide, choose, choose_all, put_back, release
from articles.ingest.ledger import undo
from articles.ingest.lock import ImportRuns
from articles.ingest.said import said
from articles.models import ImportItem, ImportRun, ItemAction, RunState
from articles.publishing.policy import can


class Ledger(ReadOnlyAdmin):
    """What the import wrote is history: who may import reads it, nobody edits it."""

    paginator = BoundedPaginator
    actions = None

    def has_module_permission(self, request: HttpRequest) -> bool:
        return can(request.user, "import")

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return can(request.user, "import")

    def told_of(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What the row's own page prints, by the names of its template."""
        raise NotImplementedError

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        row = self.wanted(request, object_id)
        name = f"{self.opts.model_name}/page"
        return self.page(request, name, title=str(row), **self.told_of(request, row))

    def page(self, request: HttpRequest, name: str, **context: Any) -> TemplateResponse:
        """A page of the ledger inside the admin's frame."""
        return TemplateResponse(
            request,
            f"admin/articles/{name}.html",
            {**self.admin_site.each_context(request), "opts": self.opts, **context},
        )

    def wanted(self, request: HttpRequest, object_id: str) -> Any:
        """The row that the address names; refuses whoever may not import before looking."""
        if not can(request.user, "import"):
            raise PermissionDenied
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404
        return row


@admin.register(ImportRun)
class ImportRunAdmin(Ledger):
    list_display = ("__str__", "state_shown", "started_at", "took", "told", "input")
    list_filter = ("state",)
    list_select_related = ("user",)
    list_per_page = 50

    def get_urls(self) -> list[URLPattern]:
        address = path(
            "<path:object_id>/undo/",
            self.admin_site.admin_view(self.undo_view),
            name="articles_importrun_undo",
        )
        return [address, *super().get_urls()]

    def told_of(self, request: HttpRequest, row: ImportRun) -> dict[str, Any]:
        ledger = run_page(
            row, action=request.GET.get("action", ""), number=request.GET.get("page", "1")
        )
        return {"run": row, "ledger": ledger}

    def undo_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """First what would go and what would stay; the button does it."""
        run: ImportRun = self.wanted(request, object_id)
        address = reverse("admin:articles_importrun_change", args=[run.pk])
        if run.state == RunState.UNDONE:
            messages.error(request, _("This run was taken back before."))
            return HttpResponseRedirect(address)
        if request.method != "POST":
            plan = undo(run, dry=True)
            return self.page(
                request, "importrun/undo", title=_("Take %s back") % run, run=run, plan=plan
            )
        by: Any = request.user
        try:
            done = undo(run, by=by)
        except ImportRuns as error:
            messages.error(request, said(str(error)))
            return HttpResponseRedirect(address)
        messages.success(
            request,
            _("%(deleted)d stories were removed, %(restored)d put back, %(kept)d stay.")
            % {"deleted": done.deleted, "restored": done.restored, "kept": len(done.kept)},
        )
        return HttpResponseRedirect(address)

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_shown(self, run: ImportRun) -> str:
        share = progress_share(run)
        return (
            run.get_state_display()
            if share is None
            else f"{run.get_state_display()}, {share}\u00a0%"
        )

    @admin.display(description=gettext_lazy("took"))
    def took(self, run: ImportRun) -> str:
        if run.finished_at is None:
            return "–"
        seconds = (run.finished_at - run.started_at).total_seconds()
        return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"

    @admin.display(description=gettext_lazy("done"))
    def told(self, run: ImportRun) -> str:
        counts = run.counts or run.progress.get("counts", {})
        labels = dict(ItemAction.choices)
        done = ", ".join(f"{n} {labels.get(action, action)}" for action, n in counts.items() if n)
        return done or ("–" if run.finished_at is None else _("nothing came in"))

    @admin.display(description=gettext_lazy("input"))
    def input(self, run: ImportRun) -> str:
        return ", ".join(str(each) for each in run.paths)[:80]


@admin.register(ImportItem)
class ImportItemAdmin(Ledger):
    list_display = ("headline_shown", "action", "why", "file", "place", "run")
    list_filter = ("action", "format")
    list_select_related = ("run",)
    search_fields = ("headline", "key")
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("article", "article__section", "run")

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        listed = super().get_changelist_instance(request)
        listed.queryset = listed.queryset.defer("original", "before", "cleaning", "problems")
        return listed

    def get_urls(self) -> list[URLPattern]:
        address = path(
            "<path:object_id>/decide/",
            self.admin_site.admin_view(require_POST(self.decide_view)),
            name="articles_importitem_decide",
        )
        return [address, *super().get_urls()]

    def told_of(self, request: HttpRequest, row: ImportItem) -> dict[str, Any]:
        return {"item": row, "shown": item_page(row)}

    def decide_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """One button: a choice for a field or for all, a release, or a line put back."""
        item: ImportItem = self.wanted(request, object_id)
        try:
            told = _decided(item, request)
        except CannotDecide as fault:
            messages.error(request, str(fault))
        else:
            messages.success(request, told)
        return HttpResponseRedirect(reverse("admin:articles_importitem_change", args=[item.pk]))

    @admin.display(description=gettext_lazy("headline"), ordering="headline")
    def headline_shown(self, item: ImportItem) -> str:
        return str(item)

    @admin.display(description=gettext_lazy("why"))
    def why(self, item: ImportItem) -> str:
        return said(item.reason)


def _decided(item: ImportItem, request: HttpRequest) -> str:
    """Carries one posted button out; answers with what to tell. Raises CannotDecide."""
    by: Any = request.user
    base = request.POST.get("base_version", "")
    version = row_number(base) if base else None
    kind, _colon, value = request.POST.get("do", "").partition(":")
    if kind == "release":
        release(item, by=by)
        return _("The story is a draft now.")
    if kind == "put_back" and (value == "0" or row_number(value)):
        put_back(item, row_number(value), by=by, base_version=version)
        return _("The line stands in the story again.")
    if kind == "all":
        choose_all(item, value, by=by, base_version=version)
        return _("The update is decided.")
    if kind == "field":
        name, _colon, choice = value.partition(":")
        if choose(item, {name: choice}, by=by, base_version=version):
            return _("The update is decided.")
        open_fields = len(_open_fields(item))
        return ngettext(
            "Noted. %(n)d field is still open.", "Noted. %(n)d fields are still open.", open_fields
        ) % {"n": open_fields}
    raise CannotDecide(_("There is no such choice."))


def _open_fields(item: ImportItem) -> list[str]:
    item.refresh_from_db(fields=["decision"])
    return [side.name for side in item_page(item).sides if not side.choice]
