"""Beside the story's form: what was typed is kept, offered again, and who else has it open is told."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.base import UpdateError
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.body.document import InvalidBody
from articles.models import Article
from articles.publishing.drafts import (
    MOST_KEPT,
    difference,
    drafts_of,
    forget_drafts,
    keep_draft,
    outlive,
)
from articles.publishing.policy import can
from articles.publishing.presence import Heard, heard_of, leave, take_over

MOST_BYTES = 6_000_000
DEEPEST = 200
"""Levels of a kept form; the deepest body that is taken has fewer."""
ARRIVED = "arrived_forms"
"""Key of the session: the last forms that were saved, so that the browser drops its own copies."""
MADE = "made_by_forms"
"""Key of the session: which of them made a story; its number and the digest of what was sent."""


class StoryDrafts(admin.ModelAdmin):
    """Joins the form; everything here answers in JSON but the throwing away of a draft."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("draft/", wrap(self.draft_view), name="articles_article_new_draft"),
            path("<int:pk>/draft/", wrap(self.draft_view), name="articles_article_draft"),
            path("<int:pk>/presence/", wrap(self.presence_view), name="articles_article_presence"),
            *super().get_urls(),
        ]

    def draft_view(self, request: HttpRequest, pk: int = 0) -> HttpResponse:
        """GET: a fresh token, for whoever signed in again. POST JSON {base_version, form}: kept.

        With `compare` nothing is kept: {differs, html} says what that text would change. POST of
        a form with `forget` throws the draft of that form away and leads back to the story. The
        text of a story that was deleted meanwhile is kept as one of a new story.
        """
        article = _editable(request, pk, or_gone=True)
        user: Any = request.user
        if request.method == "GET":
            return JsonResponse({"token": get_token(request), "user": user.get_username()})
        if request.method != "POST":
            return HttpResponseNotAllowed(["GET", "POST"])
        if request.content_type != "application/json":
            if "forget" not in request.POST:
                return JsonResponse({"sentence": _("This is no form.")}, status=400)
            forget_drafts(article, user, [request.POST["forget"]])
            messages.info(request, _("The unsaved text is thrown away."))
            if article is None:
                return redirect("admin:articles_article_add")
            return redirect("admin:articles_article_change", pk)
        try:
            asked = storable(json.loads(request.body[: MOST_BYTES + 1], parse_constant=no_number))
            form, base = asked["form"], int(asked.get("base_version") or 0)
            form_key = str(asked.get("id") or "")[:64]
            if not isinstance(form, dict) or not 0 <= base < 2**31:
                raise TypeError
        except (ValueError, KeyError, TypeError, RecursionError):
            return JsonResponse({"sentence": _("This is no form.")}, status=400)
        if asked.get("compare"):
            story = Article.objects.filter(pk=pk).first() if article else None
            told = shown_difference(story, base, form, user)
            page = render_to_string("admin/articles/article/_draft_diff.html", told, request)
            return JsonResponse({"differs": told["differs"], "html": page})
        kept = keep_draft(article, user, base_version=base, form=form, form_key=form_key)
        at = timezone.localtime(kept)
        return JsonResponse({"saved": at.strftime("%H:%M:%S"), "token": get_token(request)})

    def presence_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """POST: I am here (or, with `leave`, gone; with `take`, the others read along); who else is."""
        article = _editable(request, pk)
        assert article is not None
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if request.POST.get("leave"):
            leave(article, request.user)  # type: ignore[arg-type]
            return JsonResponse({"others": []})
        now = timezone.now()
        if request.POST.get("take"):
            take_over(article, request.user, now)  # type: ignore[arg-type]
        heard = heard_of(article, request.user, now)  # type: ignore[arg-type]
        version = Article.objects.filter(pk=pk).values_list("version", flat=True).first()
        return JsonResponse({**_told_of(heard), "version": version})

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """A form that made its story already, sent again by a second click or after Back, changes it.

        Where the writer handed that story on, the same words lead to it, and others are a new one.
        """
        if not _form_key(request):
            return super().add_view(request, form_url, extra_context)
        with transaction.atomic():
            made, sent = _made_by(request)
            article = Article.objects.filter(pk=made).first() if made else None
            if article is not None and can(request.user, "edit", article):
                posted = request.POST.copy()
                posted["base_version"] = "1"
                request.POST = posted  # type: ignore[assignment]
                return self.change_view(request, str(article.pk), form_url, extra_context)
            if article is not None and sent == _digest(request):
                return redirect("admin:articles_article_change", article.pk)
            return super().add_view(request, form_url, extra_context)

    def delete_model(self, request: HttpRequest, row: Article) -> None:
        self.delete_queryset(request, Article.objects.filter(pk=row.pk))

    def delete_queryset(self, request: HttpRequest, rows: Any) -> None:
        """What others typed into a story is not deleted with it."""
        with transaction.atomic():
            outlive(rows)
            super().delete_queryset(request, rows)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        context = dict(extra_context or {})
        article: Article | None = context.get("article")
        if can(request.user, "edit" if article else "create", article):
            context |= self._around(request, article)
        return super().changeform_view(request, object_id, form_url, context)

    def _around(self, request: HttpRequest, article: Article | None) -> dict[str, Any]:
        """A form that comes back with faults holds the text itself: nothing is offered beside it."""
        user: Any = request.user
        is_sent = request.method == "POST"
        offered = []
        for draft in [] if is_sent else drafts_of(article, user):
            told = shown_difference(article, draft.base_version, draft.form, user)
            if told["differs"]:
                offered.append((draft, told["comparison"]))
        name = "draft" if article else "new_draft"
        keys = [article.pk] if article else []
        return {
            "drafts": offered,
            "is_unsaved": is_sent,
            "unsaved_keys": " ".join(sorted(forms_of(request) - {""})),
            "arrived": " ".join(request.session.get(ARRIVED, [])),
            "draft_address": reverse(f"admin:articles_article_{name}", args=keys),
        }


def storable(sent: Any, depth: int = 0) -> Any:
    """Parsed JSON as PostgreSQL keeps it: half an emoji, which a browser may cut, or a zero stopped all keeping.

    Raises ValueError for what no form is as deep as.
    """
    if depth > DEEPEST:
        raise ValueError
    if isinstance(sent, str):
        return sent.replace("\0", "").encode(errors="replace").decode()
    if isinstance(sent, list):
        return [storable(each, depth + 1) for each in sent]
    if isinstance(sent, dict):
        return {storable(name): storable(each, depth + 1) for name, each in sent.items()}
    return sent


def no_number(name: str) -> None:
    """For NaN and Infinity, which are no JSON."""
    raise ValueError(name)


def shown_difference(
    article: Article | None, base_version: int, form: Any, reader: Any
) -> dict[str, Any]:
    """What the page says of unsaved text: `differs`, and the comparison or None if there is none."""
    try:
        found = difference(article, base_version=base_version, form=form, reader=reader)
    except InvalidBody:
        return {"differs": True, "comparison": None}
    return {"differs": found is not None, "comparison": found}


def _told_of(heard: Heard) -> dict[str, Any]:
    """Sentences: the others, whether there is somebody to take the story from, who took it from me."""
    reads, edits = _("%(who)s reads along (since %(at)s)"), _("%(who)s is editing (since %(at)s)")
    taken = _(
        "%(who)s took this story over at %(at)s. What you typed is kept; saved, both are joined."
    )
    return {
        "others": [
            (reads if one.gave_way else edits) % {"who": one.name, "at": _clock(one.since)}
            for one in heard.others
        ],
        "may_take": any(not one.gave_way for one in heard.others),
        "taken": taken % {"who": heard.taken_by, "at": _clock(heard.taken_at)}
        if heard.taken_at and heard.taken_by
        else "",
    }


def _clock(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%H:%M")


def forms_of(request: HttpRequest) -> set[str]:
    """The key of the form that was sent, and those of the forms whose text it goes on from."""
    goes_on = request.POST.get("_goes_on_from", "")[:4000].split()[:MOST_KEPT]
    return {_form_key(request), *goes_on}


def _form_key(request: HttpRequest) -> str:
    return request.POST.get("_form_key", "")[:64]


def _digest(request: HttpRequest) -> str:
    """A short name for all that the form holds."""
    sent = sorted(each for each in request.POST.lists() if each[0] != "csrfmiddlewaretoken")
    return sha256(json.dumps(sent).encode()).hexdigest()[:16]


def _made_by(request: HttpRequest) -> tuple[int, str]:
    """Number of the story that this form made, and the digest of what was sent; (0, "") if it made none.

    Waits for the same form if it is under way: on a slow server a browser sends it again.
    """
    users = get_user_model().objects.select_for_update(of=("self",), no_key=True)
    users.get(pk=request.user.pk or 0)
    stored = request.session.load()
    request.session.update({name: stored[name] for name in (ARRIVED, MADE) if name in stored})
    made, sent = request.session.get(MADE, {}).get(_form_key(request), (0, ""))
    return made, sent


def note_arrival(request: HttpRequest, made: Article | None = None) -> None:
    """Remembers that this form reached the house, whatever becomes of the answer, and what it made."""
    key = _form_key(request)
    if not key:
        return
    arrived = request.session[ARRIVED] = [*request.session.get(ARRIVED, [])[-19:], key]
    if made is not None:
        before = request.session.get(MADE, {})
        kept = {each: known for each, known in before.items() if each in arrived}
        request.session[MADE] = {**kept, key: (made.pk, _digest(request))}
        with suppress(UpdateError):  # who signed out meanwhile hears of it with the answer
            request.session.save()  # in the story's transaction: the same form may be on its way


def _editable(request: HttpRequest, pk: int, *, or_gone: bool = False) -> Article | None:
    """The story, if the asker may edit it; with `or_gone` None for one that is no more, as for a new one."""
    article = Article.objects.defer("body").filter(pk=pk).first() if pk else None
    is_new = article is None and (or_gone or not pk)
    if (article is None and not is_new) or not can(
        request.user, "create" if is_new else "edit", article
    ):
        raise PermissionDenied
    return article
