"""People suggested while a story is written: what the panel in the story's form asks and tells."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from articles.admin.row_numbers import row_numbers
from articles.body.document import InvalidBody, empty, pictures, validate
from articles.models import Article, Person
from articles.people.directory_search import described, named
from articles.people.fold import row_key
from articles.people.known import shared
from articles.people.names import fold_name
from articles.people.namesakes import unsaved
from articles.people.suggest import Finder, Found
from articles.people.verdicts import Refused, allow, judge, refuse
from articles.publishing.policy import can
from media.models import Picture

MOST_BYTES = 6_000_000
SHOWN = 40
"""Suggestions that an editor is shown at once; a story names 2.4 people on average."""
FOUND = 20
"""People that a search for a name answers with."""
MOST_PICTURES = 200
LARGEST_KEY = 2**63 - 1

Asked = dict[str, Any]
View = Callable[..., HttpResponse]


def asked_as_json(view: Callable[[HttpRequest, Asked, Article | None], Asked]) -> View:
    """A POST of a JSON object, answered with one, for whoever may edit the story it names."""

    @require_POST
    @wraps(view)
    def answered(request: HttpRequest) -> HttpResponse:
        try:
            asked = json.loads(request.body[: MOST_BYTES + 1])
            if not isinstance(asked, dict):
                raise TypeError
            key = int(asked["article"]) if asked.get("article") else 0
            if not 0 <= key <= LARGEST_KEY:
                raise ValueError
        except (ValueError, TypeError, RecursionError):
            return JsonResponse({"error": _("The request is not readable.")}, status=400)
        article = Article.objects.defer("body").filter(pk=key).first() if key else None
        if key and article is None:
            return JsonResponse({"error": _("The story is not there any more.")}, status=404)
        if not can(request.user, "edit" if article else "create", article):
            raise PermissionDenied
        return JsonResponse(view(request, asked, article))

    return answered


@asked_as_json
def suggest(request: HttpRequest, asked: Asked, article: Article | None) -> Asked:
    """{headline, standfirst, body, language, captions, people: [ids], lead_picture} -> {suggestions, tagged}.

    A suggestion is {key, name, person: id or null, candidates: [described people], score, role,
    why, evidence, names, is_full}; `tagged` tells of the people who are in the list already.
    """
    found = _found(asked)
    story = article.pk if article else 0
    refused = Refused([story])
    for name in _list(asked, "refused"):
        refused.add(story, fold_name(str(name)))
    open_ones = [each for each in found if not refused.covers(story, each)]
    tagged = set(row_numbers(_list(asked, "people")))
    named_here = {each.person for each in found} | {pk for each in found for pk in each.candidates}
    rows = Person.objects.filter(pk__in=(named_here - {None}) | tagged)
    people = {facts["id"]: facts for facts in described(rows)}
    keys = {row_key(people[pk]["name"]) for pk in tagged if pk in people}
    wanted = [
        each
        for each in open_ones
        if each.person not in tagged
        and not tagged & set(each.candidates)
        and row_key(each.name) not in keys
    ]
    return {
        "suggestions": [_told(each, people) for each in wanted[:SHOWN]],
        "tagged": {
            pk: people[pk] | {"names": _names_of(pk, people[pk]["name"], found)}
            for pk in tagged
            if pk in people
        },
    }


@asked_as_json
def verdict(request: HttpRequest, asked: Asked, article: Article | None) -> Asked:
    """{verdict: accept or refuse, undo, name, names, person} -> {}: the finder learns from a click."""
    name = str(asked.get("name", ""))[:100]
    names = [str(each)[:100] for each in _list(asked, "names")[:10]]
    step = -1 if asked.get("undo") else 1
    person = Person.objects.filter(pk__in=row_numbers([asked.get("person")])).first()
    with transaction.atomic():
        if asked.get("verdict") == "accept":
            judge([name, *names], confirmed=step)
            if article and step > 0:
                allow(article, [name], [person.pk] if person else ())
        elif asked.get("verdict") == "refuse":
            if person is None:
                judge([name], refused=step)
            if article and step > 0:
                refuse(article, name, person=person, by=request.user)  # type: ignore[arg-type]
            elif article:
                allow(article, [name])
    return {}


@asked_as_json
def new_person(request: HttpRequest, asked: Asked, article: Article | None) -> Asked:
    """{name, undo: id} -> {person}: a draft of a person, or that draft taken back while nothing hangs on it."""
    if undo := row_numbers([asked.get("undo")]):
        rows = Person.objects.filter(pk__in=undo, is_confirmed=False, mentions=None)
        for person in rows:
            person.delete()
        return {}
    name = " ".join(str(asked.get("name", "")).split())[:100]
    if not name:
        return {"error": _("A person needs a name.")}
    person = unsaved(name, is_confirmed=False)
    person.save()
    return {"person": described([person])[0]}


@require_GET
def lookup(request: HttpRequest) -> HttpResponse:
    """?q=words -> {people}: those whose names hold the words; three queries."""
    if not can(request.user, "view"):
        raise PermissionDenied
    asked = request.GET.get("q", "").replace("\0", "")
    people = named(Person.objects.all(), asked)[:FOUND] if asked.strip() else ()
    return JsonResponse({"people": described(people)})


def _found(asked: Asked) -> list[Found]:
    try:
        body = validate(asked.get("body") or empty())
    except InvalidBody:
        body = empty()
    captions = [str(each) for each in _list(asked, "captions")]
    shown = [figure.picture for figure in pictures(body)] + _list(asked, "pictures")
    captions += _words_of_pictures(shown)
    return Finder(known=shared()).find(
        headline=str(asked.get("headline", "")),
        standfirst=str(asked.get("standfirst", "")),
        document=body,
        language=str(asked.get("language", "")),
        captions=captions,
    )


def _words_of_pictures(keys: Iterable[Any]) -> list[str]:
    """The pictures' own captions, and who stands in them by their files; one query."""
    wanted = row_numbers(keys)[:MOST_PICTURES]
    if not wanted:
        return []
    rows = Picture.objects.filter(pk__in=wanted).values_list("caption", "people_in_picture")
    return [words for caption, people in rows for words in (caption, ", ".join(map(str, people)))]


def _told(found: Found, people: dict[int, Asked]) -> Asked:
    """A suggestion as JSON; people who are gone by now are left out."""
    asked_about = (found.person, *found.candidates)
    candidates = [people[pk] for pk in asked_about if pk is not None and pk in people]
    is_known = found.is_full and len(candidates) == 1 and found.person is not None
    return {
        "key": found.key,
        "name": found.name,
        "person": candidates[0]["id"] if is_known else None,
        "candidates": candidates,
        "score": found.score,
        "role": found.role,
        "is_full": found.is_full,
        "why": why(found),
        "evidence": found.evidence["sentence"],
        "names": found.evidence["names"],
    }


def why(found: Found) -> str:
    """The reason in words: "3 mentions, in headline"."""
    count = found.evidence.get("count", 0)
    parts = [ngettext("%(n)s mention", "%(n)s mentions", count) % {"n": count}]
    words = {
        "headline": _("in headline"),
        "standfirst": _("in standfirst"),
        "caption": _("in a caption"),
    }
    parts += [words[place] for place in found.evidence.get("places", ())]
    return ", ".join(parts)


def _names_of(person: int, name: str, found: list[Found]) -> list[str]:
    for each in found:
        if each.person == person or each.key == fold_name(name):
            return list(each.evidence["names"])
    return []


def _list(asked: Asked, name: str) -> list[Any]:
    value = asked.get(name)
    return value if isinstance(value, list) else []
