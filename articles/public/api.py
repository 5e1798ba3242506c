"""The read-only JSON API of published stories: a list by cursor, and one story."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone

from articles.body.document import pictures as figures_in
from articles.body.words import plain_text
from articles.models import Article, ArticleQuerySet
from articles.public.answers import conditional
from articles.public.head import absolute
from articles.public.story import author_names, substantial_update, writers
from media.models import Picture

MOST = 100
USUAL = 20


@conditional
def stories(request: HttpRequest) -> HttpResponse:
    """?section=, person=, topic= (slugs), limit= (at most 100), cursor= (from `next`)."""
    now = timezone.now()
    found = _filtered(Article.objects.published(now), request)
    if cursor := request.GET.get("cursor", ""):
        found = _after(found, cursor)
    limit = _limit(request.GET.get("limit", ""))
    rows = list(
        found.for_cards().prefetch_related("credits__contributor").newest_first()[: limit + 1]
    )
    following = _next_address(request, rows[limit - 1]) if len(rows) > limit else None
    return _json({"stories": [summary(story) for story in rows[:limit]], "next": following})


@conditional
def story(request: HttpRequest, pk: int) -> HttpResponse:
    """One public story with its body as a document and as words."""
    if pk >= 10**18:
        raise Http404
    found = Article.objects.published(timezone.now()).for_page().filter(pk=pk).first()
    if found is None:
        raise Http404
    return _json(whole(found))


def summary(story: Article) -> dict[str, Any]:
    """What a list tells of a story (JSON values, hence Any)."""
    return {
        "id": story.pk,
        "url": absolute(story.get_absolute_url()),
        "api_url": absolute(reverse("api_story", args=[story.pk])),
        "headline": story.headline,
        "kicker": story.kicker,
        "standfirst": story.standfirst,
        "kind": story.kind,
        "section": {"name": story.section.name, "slug": story.section.slug}
        if story.section
        else None,
        "authors": [each.name for each in writers(story)] or author_names(story),
        "language": story.language,
        "published_at": _iso(story.published_at),
        "updated_at": _iso(substantial_update(story)),
        "picture": _picture(story.lead_picture, story.lead_caption, story.lead_alt),
    }


def whole(story: Article) -> dict[str, Any]:
    """All that the story's page shows, in the glossary's words (JSON values, hence Any)."""
    figures = [figure for figure in figures_in(story.body) if figure.picture is not None]
    pictures = Picture.objects.in_bulk({figure.picture for figure in figures}) if figures else {}
    return {
        **summary(story),
        "byline": story.byline,
        "dateline": story.dateline,
        "source": story.source.name if story.source and not story.source.is_own else None,
        "corrected_at": _iso(story.corrected_at),
        "body": _public_body(story.body),
        "body_text": plain_text(story.body),
        **_subjects(story),
        "pictures": [
            _picture(pictures.get(figure.picture), figure.caption, figure.alt) for figure in figures
        ],
        "corrections": [
            {"kind": each.kind, "text": each.text, "published_at": _iso(each.published_at)}
            for each in story.corrections.all()
        ],
    }


def _subjects(story: Article) -> dict[str, Any]:
    return {
        "people": [
            {
                "name": each.tag.name,
                "role": each.role,
                "url": absolute(each.tag.get_absolute_url()),
            }
            for each in story.mentions.all()
        ],
        "topics": [
            {"name": tie.topic.name, "url": absolute(tie.topic.get_absolute_url())}
            for tie in story.topic_ties.all()
        ],
    }


def _public_body(body: Any) -> dict[str, Any]:
    """The document without figures that wait for their picture: those are the editors' business."""
    return {
        **body,
        "content": [_without_wanted(block) for block in body["content"] if _shown(block)],
    }


def _without_wanted(block: dict[str, Any]) -> dict[str, Any]:
    if "content" not in block:
        return block
    return {
        **block,
        "content": [_without_wanted(each) for each in block["content"] if _shown(each)],
    }


def _shown(block: dict[str, Any]) -> bool:
    return block.get("type") != "figure" or block["attrs"]["picture"] is not None


def _picture(picture: Picture | None, caption: str, alt: str) -> dict[str, Any] | None:
    if picture is None or picture.missing:
        return None
    return {
        "url": absolute(picture.get_absolute_url()),
        "width": picture.width,
        "height": picture.height,
        "caption": caption.strip() or picture.caption,
        "alt": alt or picture.alt,
        "credit": picture.credit_line,
    }


def _filtered(public: ArticleQuerySet, request: HttpRequest) -> ArticleQuerySet:
    """Three names of filters and no other: a request never names a field of ours."""
    ties = {"person": "mentions__tag__slug", "topic": "topic_ties__topic__slug"}
    found = public
    if section := request.GET.get("section", ""):
        found = found.filter(section__slug=section.replace("\0", ""))
    for name, lookup in ties.items():
        if slug := request.GET.get(name, ""):
            found = found.filter(**{lookup: slug.replace("\0", "")})
    return found


def _after(found: ArticleQuerySet, cursor: str) -> ArticleQuerySet:
    """Those that stand after the story the cursor names; a cursor not of ours is a 404."""
    try:
        moment, _, pk = base64.urlsafe_b64decode(cursor[:100].encode()).decode().partition("|")
        published_at, last = datetime.fromisoformat(moment), int(pk[:18])
    except (ValueError, binascii.Error) as error:
        raise Http404 from error
    if timezone.is_naive(published_at):
        raise Http404
    return found.filter(
        Q(published_at__lt=published_at) | Q(published_at=published_at, pk__lt=last)
    )


def _next_address(request: HttpRequest, last: Article) -> str:
    moment = last.published_at.isoformat() if last.published_at else ""
    query = request.GET.copy()
    query["cursor"] = base64.urlsafe_b64encode(f"{moment}|{last.pk}".encode()).decode()
    return f"{absolute(reverse('api_stories'))}?{query.urlencode()}"


def _limit(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        return USUAL
    return min(MOST, max(1, int(text)))


def _json(answer: dict[str, Any]) -> JsonResponse:
    response = JsonResponse(answer, json_dumps_params={"ensure_ascii": False})
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _iso(moment: datetime | None) -> str | None:
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else None
