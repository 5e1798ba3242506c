"""The review queue: names that imports were not sure of, one key for each decision."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.models import Article, ArticleQuerySet, CandidateState, NameCandidate, Person
from articles.people import review
from articles.publishing.people import people_changed
from articles.publishing.policy import sees_all, visible_to

PERMISSION = "articles.change_person"
LARGEST_KEY = 2**63 - 1
SHOWN = 50


@admin.register(NameCandidate)
class NameReview(admin.ModelAdmin):
    """Django's place for it in the menu; the list is a page of our own."""

    def get_urls(self) -> list[URLPattern]:
        decide = self.admin_site.admin_view(decision)
        return [path("decide/", decide, name="articles_namecandidate_decide"), *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and request.user.has_perm(PERMISSION)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The names that wait, those of most stories first, each with its best evidence."""
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        stories = _stories(request)
        candidates = list(review.waiting(stories)[:SHOWN])
        seen = review.seen_in(candidates, stories=stories)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Names to review"),
            "opts": self.opts,
            "cases": [(candidate, seen.get(candidate.pk, [])) for candidate in candidates],
            "waiting": review.waiting(stories).count(),
        }
        return TemplateResponse(request, "admin/articles/namecandidate/queue.html", context)


@require_POST
def decision(request: HttpRequest) -> HttpResponse:
    """{candidate, decision: new, same, no or undo, person} -> {stories, person}; a fixed number of queries."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    try:
        asked = json.loads(request.body)
        key, wanted = int(asked["candidate"]), str(asked["decision"])
        same = int(asked.get("person") or 0)
        if max(key, same) > LARGEST_KEY:
            raise ValueError
    except (ValueError, TypeError, KeyError, RecursionError):
        return JsonResponse({"error": _("The request is not readable.")}, status=400)
    with transaction.atomic():
        candidate = NameCandidate.objects.select_for_update(of=("self",)).filter(pk=key).first()
        is_waiting = candidate is not None and candidate.state == CandidateState.WAITING
        if candidate is None or is_waiting == (wanted == "undo") or not _sees(request, candidate):
            return JsonResponse({"error": _("Somebody has decided this already.")}, status=409)
        return _decided(request, candidate, wanted, same)


def _stories(request: HttpRequest) -> ArticleQuerySet | None:
    """The stories that the asker may see; None if that is every one."""
    if sees_all(request.user):
        return None
    return visible_to(request.user, Article.objects.all())


def _sees(request: HttpRequest, candidate: NameCandidate) -> bool:
    """Whether the asker may see a story that holds the name; what nobody shows, nobody decides."""
    stories = _stories(request)
    seen = review.seen_in([candidate], stories=stories, most=1)
    return stories is None or bool(seen)


def _decided(
    request: HttpRequest, candidate: NameCandidate, wanted: str, same: int
) -> HttpResponse:
    user: Any = request.user
    if wanted == "undo":
        stories = review.take_back(candidate)
    elif wanted == "no":
        review.refuse(candidate, by=user)
        stories = []
    elif wanted in {"new", "same"}:
        person = Person.objects.filter(pk=same).first() if wanted == "same" else None
        if wanted == "same" and person is None:
            return JsonResponse({"error": _("That person is not there any more.")}, status=409)
        _person, stories = review.accept(candidate, same_as=person, by=user)
    else:
        return JsonResponse({"error": _("The request is not readable.")}, status=400)
    if stories:
        people_changed(stories)
    return JsonResponse({"stories": len(stories)})
