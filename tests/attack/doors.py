"""Every address of the site: what readers may ask for, and every screen of the admin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver
from django.utils import timezone

from articles.models import Article, Contributor, Person, Section, Topic
from articles.publishing.cards import card_of

SITE = "http://127.0.0.1:8000"
ENDINGS = ("rss", "atom", "json")


def readers_doors(story: Article, asked: str = "council") -> list[str]:
    """Every way to a story and to what it is tied to, its machine formats included."""
    own, now = story.get_absolute_url(), story.published_at or timezone.now()
    scopes = [
        row.get_absolute_url()
        for model in (Section, Person, Topic, Contributor)
        for row in model.objects.order_by("-pk")[:1]
    ]
    return [
        own, "/", *scopes, "/people", "/archive", f"/archive/{now:%Y/%m}", f"/archive/{now:%Y/%m/%d}",
        "/corrections", f"/search?q={quote(asked)}", "/search?q=alert",
        f"/search/suggest?q={quote(asked[:4])}",
        *(f"{scope}/feed.{ending}" for scope in ("", *scopes) for ending in ENDINGS),
        "/sitemap.xml", "/sitemaps/stories-1.xml", "/sitemaps/pages.xml", "/news-sitemap.xml",
        f"/oembed?url={quote(SITE + own)}", "/api/stories", f"/api/stories/{story.pk}",
        f"/api/stories/{story.pk}/ninjs", *share_door(story), "/robots.txt",
        "/health", "/ready",
    ]  # fmt: skip


def share_door(story: Article) -> list[str]:
    """The drawn picture, where our fonts write the headline."""
    card = card_of(story)
    return [f"/share/{story.pk}-{card.digest}.jpg"] if card.can_be_drawn else []


def content_of(answer: Any) -> bytes:
    """The bytes of an answer, a file's too."""
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def echoes(text: str) -> list[str]:
    """Addresses that carry the text themselves: what a page says of its own address."""
    told = quote(text, safe="")
    return [
        f"/search?q={told}", f"/search?q=a&section={told}&order={told}", f"/{told}", f"/people/{told}",
        f"/harbor/{told}-1", f"/oembed?url={told}", f"/api/stories?cursor={told}", f"/people?q={told}",
    ]  # fmt: skip


def patterns(found: list[Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for one in found:
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns, prefix + str(one.pattern))
        elif isinstance(one, URLPattern) and one.name:
            yield prefix + str(one.pattern), one.name


def admin_doors(story: Article) -> list[str]:
    """Every screen of the admin that GET may open, each with the newest row of its kind."""
    base = f"/{settings.ADMIN_URL}"
    found = []
    for path, name in patterns(admin.site.get_urls()):
        if name in {"logout", "app_list", "view_on_site"}:
            continue
        key = story.pk if name.startswith("articles_article_") else _newest(name)
        if "<" in path and key is None:
            continue
        for part in ("<path:object_id>", "<int:pk>", "<id>"):
            path = path.replace(part, str(key))
        found.append(base + path)
    history = f"{base}articles/article/{story.pk}/history"
    return [
        *found, f"{base}articles/", f"{history}/compare/?old=1&new=2",
        f"{base}articles/article/?q=alert", f"{base}media/picture/?q=alert",
        f"{base}autocomplete/?app_label=articles&model_name=personmention&field_name=tag&term=a",
    ]  # fmt: skip


def _newest(name: str) -> int | None:
    for app in ("articles", "media", "taggit", "auth"):
        for model in apps.get_app_config(app).get_models():
            if name.startswith(f"{app}_{model._meta.model_name}_"):
                row = model._default_manager.order_by("-pk").first()
                return row.pk if row else None
    return None
