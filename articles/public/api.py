"""The read-only JSON API of published stories: a list by cursor, and one story."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone

from articles import clock
from articles.body.document import pictures as figures_in
from articles.body.words import plain_text
from articles.models import Article
from articles.public import ninjs
from articles.public.answers import conditional, open_to_all
from articles.public.api_walk import FILTERS, page_of
from articles.public.head import absolute
from articles.public.story import author_names, substantial_update
from media.models import Picture

MOST = 100
USUAL = 20


@conditional
def stories(request: HttpRequest) -> HttpResponse:
    """?section=, person=, topic=, contributor= (slugs), limit= (at most 100), cursor= (from `next`)."""
    now = clock.now()
    asked = {name: request.GET.get(name, "") for name in (*FILTERS, "cursor")}
    page = page_of({**asked, "limit": str(_limit(request.GET.get("limit", "")))}, now)
    public = Article.objects.published(now).for_cards().prefetch_related("credits__contributor")
    rows = {row.pk: row for row in public.filter(pk__in=page.ids)} if page.ids else {}
    listed = [summary(rows[pk]) for pk in page.ids if pk in rows]
    return _json({"stories": listed, "next": _next_address(request, page.next)})


@conditional
def story(request: HttpRequest, pk: int) -> HttpResponse:
    """One public story with its body as a document and as words."""
    return _json(whole(_published(pk)))


@conditional
def ninjs_item(request: HttpRequest, pk: int) -> HttpResponse:
    """The same story as a ninjs 3.0 item."""
    found = _published(pk)
    return _json(ninjs.item(found, body_pictures(found)))


def _published(pk: int) -> Article:
    if pk >= 10**18:
        raise Http404
    found = Article.objects.published(clock.now()).for_page().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def body_pictures(story: Article) -> dict[int, Picture]:
    wanted = {figure.picture for figure in figures_in(story.body) if figure.picture is not None}
    return Picture.objects.in_bulk(wanted) if wanted else {}


def summary(story: Article) -> dict[str, Any]:
    """What a list tells of a story (JSON values, hence Any)."""
    return {
        "id": story.pk,
        "url": absolute(story.get_absolute_url()),
        "api_url": absolute(reverse("api_story", args=[story.pk])),
        "ninjs_url": absolute(reverse("api_ninjs", args=[story.pk])),
        "headline": story.headline,
        "kicker": story.kicker,
        "standfirst": story.standfirst,
        "kind": story.kind,
        "section": {"name": story.section.name, "slug": story.section.slug}
        if story.section
        else None,
        "authors": author_names(story),
        "language": story.language,
        "published_at": _iso(story.published_at),
        "updated_at": _iso(substantial_update(story)),
        "picture": _picture(story.lead_picture, story.lead_caption, story.lead_alt),
    }


def whole(story: Article) -> dict[str, Any]:
    """All that the story's page shows, in the glossary's words (JSON values, hence Any)."""
    figures = [figure for figure in figures_in(story.body) if figure.picture is not None]
    pictures = body_pictures(story)
    return {
        **summary(story),
        "byline": story.byline,
        "dateline": story.dateline,
        "source": story.source.name if story.source and story.source.is_credited else None,
        "corrected_at": _iso(story.corrected_at),
        "body": _public_body(story.body),
        "body_text": plain_text(story.body),
        **_subjects(story),
        "pictures": [
            _picture(pictures.get(figure.picture or 0), figure.caption, figure.alt)
            for figure in figures
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


FIGURE = ("id", "picture", "caption", "alt", "decorative", "credit")
"""What readers may know of a figure: not the address that its picture came from, which may hold a key."""


def _public_body(block: Any) -> dict[str, Any]:
    """The document or a block of it, without figures that wait for their picture: those are the editors' business."""
    if block.get("type") == "figure":
        attributes = {name: block["attrs"][name] for name in FIGURE if name in block["attrs"]}
        return {**block, "attrs": attributes}
    if "content" not in block:
        return dict(block)
    return {**block, "content": [_public_body(each) for each in block["content"] if _shown(each)]}


def _shown(block: dict[str, Any]) -> bool:
    return block.get("type") != "figure" or block["attrs"]["picture"] is not None


def _picture(picture: Picture | None, caption: str, alt: str) -> dict[str, Any] | None:
    if picture is None or picture.missing:
        return None
    return {
        "id": picture.pk,
        "url": absolute(picture.get_absolute_url()),
        "width": picture.width,
        "height": picture.height,
        "caption": caption.strip() or picture.caption,
        "alt": alt or picture.alt,
        "credit": picture.credit_line,
    }


def _next_address(request: HttpRequest, cursor: str) -> str | None:
    if not cursor:
        return None
    known = {name: request.GET[name] for name in (*FILTERS, "limit") if name in request.GET}
    return f"{absolute(reverse('api_stories'))}?{urlencode({**known, 'cursor': cursor})}"


def _limit(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        return USUAL
    return min(MOST, max(1, int(text)))


def _json(answer: dict[str, Any]) -> HttpResponse:
    return open_to_all(JsonResponse(answer, json_dumps_params={"ensure_ascii": False}))


def _iso(moment: datetime | None) -> str | None:
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else None
