"""The page after a clash: both texts side by side, word by word, and one click each way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.article_context import HOLDS, STANDING
from articles.admin.row_numbers import row_number
from articles.body.compare import Span, word_spans
from articles.body.words import block_text
from articles.models import Article, Revision
from articles.publishing.comparing import label_of, shown
from articles.publishing.joining import SaveConflict, digest_of
from articles.publishing.merging import BlockConflict, FieldConflict
from articles.publishing.standing import standing_of

CHOICE = "choice:"
TIE_KEYS = {"mentions": "tag", "topic_ties": "topic", "credits": "contributor", "picks": "target"}
"""Prefix of a list in the form -> the field that tells its rows apart."""

WAS_DELETED = "_was_deleted"
"""Field of a form whose story somebody deleted: it is shown again before it is saved as a new one."""

ROW_NAME = re.compile(r"-[0-9]+-")


@dataclass(slots=True)
class Clash:
    """One place that both changed, as the page shows it."""

    key: str
    label: str
    digest: str
    mine: list[Span] = field(default_factory=list)
    theirs: list[Span] = field(default_factory=list)
    mine_gone: bool = False
    theirs_gone: bool = False
    attributes: list[tuple[str, str, str]] = field(default_factory=list)
    """(name, mine, theirs) of a picture or box."""
    only_form: bool = False
    """The words are the same; bold, links or the kind of block differ."""
    takes_both: bool = False


class ConflictPage(admin.ModelAdmin):
    """Joins the form: no save is lost, and none is lost without JavaScript either."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """A save sees the story and its rows as they are until it ends: others wait meanwhile.

        What was written of a story that somebody deleted comes back as the form of a new one.
        """
        if request.method != "POST" or not object_id or not object_id.isdecimal():
            return super().changeform_view(request, object_id, form_url, extra_context)
        try:
            with transaction.atomic():
                setattr(request, HOLDS, True)
                article = self.get_object(request, object_id)
                if article is None and self.is_gone(request, object_id):
                    request.POST = as_new(request.POST)  # type: ignore[assignment]
                    return self.add_view(request, reverse("admin:articles_article_add"))
                if article is not None:
                    setattr(request, STANDING, standing_of(article))
                    request.POST = with_current_rows(request.POST, article)  # type: ignore[assignment]
                return super().changeform_view(request, object_id, form_url, extra_context)
        except SaveConflict as conflict:
            return self.conflict_page(request, conflict)

    def is_gone(self, request: HttpRequest, object_id: str) -> bool:
        """Whether nobody has such a story any more, and the asker may write a new one."""
        if not self.has_add_permission(request):
            return False
        return not Article.objects.filter(pk=row_number(object_id)).exists()

    def conflict_page(self, request: HttpRequest, conflict: SaveConflict) -> HttpResponse:
        """409 with every clash; all else that the form held is carried along unseen."""
        current = conflict.current
        given = choices_of(request.POST)
        carried = [
            (name, value)
            for name, values in request.POST.lists()
            if name not in {"csrfmiddlewaretoken", "choose_all"} and not name.startswith(CHOICE)
            for value in values
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Two changed the same place"),
            "article": current,
            "opts": self.opts,
            "last": Revision.objects.select_related("made_by")
            .filter(article=current, number=current.version)
            .first(),
            "clashes": clashes_of(conflict),
            "settled": [(key, value) for key, value in given.items() if value],
            "carried": carried,
            "move": request.POST.get("_move", ""),
        }
        return render(request, "admin/articles/article/conflict.html", context, status=409)


def choices_of(posted: Mapping[str, Any]) -> dict[str, str]:
    """What the editor chose on the page, as joining.save_or_join wants it."""
    chosen = {
        name.removeprefix(CHOICE): value
        for name, value in posted.items()
        if name.startswith(CHOICE) and isinstance(value, str)
    }
    for_all = posted.get("choose_all", "")
    if for_all in {"mine", "theirs"}:
        for name, value in posted.items():
            if name.startswith("seen:") and isinstance(value, str):
                chosen[name.removeprefix("seen:")] = f"{for_all}:{value}"
    return chosen


def clashes_of(conflict: SaveConflict) -> list[Clash]:
    return [
        *(_field_clash(each) for each in conflict.merged.fields),
        *(_block_clash(each) for each in conflict.merged.blocks),
    ]


def _field_clash(clash: FieldConflict) -> Clash:
    base, mine, theirs = (
        shown(clash.name, each) for each in (clash.base, clash.mine, clash.theirs)
    )
    return Clash(
        key=f"field:{clash.name}",
        label=label_of(clash.name),
        digest=digest_of(clash.theirs),
        mine=word_spans(base, mine) if clash.base is not None else word_spans(theirs, mine),
        theirs=word_spans(base, theirs) if clash.base is not None else word_spans(mine, theirs),
    )


def _block_clash(clash: BlockConflict) -> Clash:
    base, mine, theirs = (
        block_text(each) if each else ""  # type: ignore[arg-type]
        for each in (clash.base, clash.mine, clash.theirs)
    )
    side = clash.mine or clash.theirs or clash.base or {"type": ""}
    found = Clash(
        key=f"block:{clash.block_id}",
        label=_("Text: %(kind)s") % {"kind": side["type"].replace("_", " ")},
        digest=digest_of(clash.theirs),
        mine=word_spans(base, mine) if clash.base else word_spans(theirs, mine),
        theirs=word_spans(base, theirs) if clash.base else word_spans(mine, theirs),
        mine_gone=clash.mine is None,
        theirs_gone=clash.theirs is None,
        takes_both=clash.mine is not None and clash.theirs is not None,
    )
    if clash.mine and clash.theirs:
        here, there = clash.mine["attrs"], clash.theirs["attrs"]
        found.attributes = [
            (name.replace("_", " "), _plain(here.get(name)), _plain(there.get(name)))
            for name in dict.fromkeys((*here, *there))
            if name != "id" and here.get(name) != there.get(name)
        ]
        found.only_form = mine == theirs and not found.attributes
    return found


def _plain(value: Any) -> str:
    return "–" if value in (None, "") else str(value)


def as_new(posted: QueryDict) -> QueryDict:
    """The form of a story that is no more, as one of a new story that is not saved at once."""
    renewed = posted.copy()
    for name in posted:
        if name.endswith(("-article", "-content_object")):
            del renewed[name]
    kept = renewed.copy()
    for prefix, key in TIE_KEYS.items():
        total = row_number(posted.get(f"{prefix}-TOTAL_FORMS", ""))
        if 0 < total <= 1000:
            _renumber(renewed, kept, prefix, total, {}, key)
    renewed["base_version"] = "0"
    renewed[WAS_DELETED] = "1"
    return renewed


def with_current_rows(posted: QueryDict, article: Article) -> QueryDict:
    """The form with its rows of people, topics, credits and links numbered as the database has them.

    A save writes such rows anew, so a form that was opened before holds ids that are gone; a row
    is known again by what it names, and one that is unknown counts as new.
    """
    renewed = posted.copy()
    for prefix, key in TIE_KEYS.items():
        total = row_number(posted.get(f"{prefix}-TOTAL_FORMS", ""))
        if not 0 < total <= 1000:
            continue
        known = {str(row.pk): row for row in getattr(article, prefix).all()}
        if not known.keys() ^ _ids(posted, prefix, total):
            continue
        _renumber(renewed, posted, prefix, total, known, key)
    return renewed


def _ids(posted: QueryDict, prefix: str, total: int) -> set[str]:
    given = {posted.get(f"{prefix}-{number}-id", "") for number in range(total)}
    return given - {""}


def _renumber(
    renewed: QueryDict, posted: QueryDict, prefix: str, total: int, known: dict[str, Any], key: str
) -> None:
    by_key = {str(getattr(row, f"{key}_id") or ""): pk for pk, row in known.items()}
    by_key.pop("", None)
    old: list[dict[str, str]] = []
    new: list[dict[str, str]] = []
    taken: set[str] = set()
    for name in [name for name in renewed if ROW_NAME.match(name.removeprefix(prefix))]:
        del renewed[name]
    for number in range(total):
        start = f"{prefix}-{number}-"
        row = {
            name.removeprefix(start): str(value)
            for name, value in posted.items()
            if name.startswith(start)
        }
        if row.get("id", "") not in known:
            if row.get("id") and row.get("DELETE"):
                continue
            row["id"] = by_key.get(row.get(key, ""), "")
        if row["id"] in taken:
            continue
        taken |= {row["id"]} - {""}
        (old if row["id"] else new).append(row)
    for number, row in enumerate([*old, *new]):
        for name, value in row.items():
            renewed[f"{prefix}-{number}-{name}"] = value
    renewed[f"{prefix}-INITIAL_FORMS"] = str(len(old))
    renewed[f"{prefix}-TOTAL_FORMS"] = str(len(old) + len(new))
