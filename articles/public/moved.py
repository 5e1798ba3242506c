"""Where an address that is no longer ours leads to."""

from __future__ import annotations

from django.urls import Resolver404, resolve

from articles import clock
from articles.models import Article, FormerAddress, Tombstone

LONGEST = 700


def new_address(path: str, query: str = "") -> str | None:
    """The path it leads to now in one hop; "" if its story was withdrawn; None if unknown.

    A story that readers may not see yet is as unknown as one that never was.
    """
    candidates = _candidates(path, query)
    if not candidates:
        return None
    ties = ("person", "topic", "contributor", "section")
    former = FormerAddress.objects.filter(path__in=candidates).select_related(*ties).first()
    if former is None:
        return None
    if former.article_id is not None:
        return _story_address(former.article_id)
    targets = (former.person, former.topic, former.contributor, former.section)
    return next((target.get_absolute_url() for target in targets if target), None)


def _candidates(path: str, query: str) -> list[str]:
    """The forms an address may have been kept in: with its query, without or with the last slash."""
    bare = path.rstrip("/")
    if "\x00" in path + query:  # PostgreSQL refuses the sign itself
        return []
    forms = [f"{path}?{query}", f"{bare}?{query}"] if query else []
    return [
        form
        for form in (*forms, bare, f"{bare}/", bare.lstrip("/"))
        if form and len(form) <= LONGEST
    ]


def _story_address(pk: int) -> str | None:
    if Tombstone.objects.filter(article_pk=pk).exists():
        return ""
    public = Article.objects.published(clock.now()).select_related("section")
    article = public.filter(pk=pk).first()
    return article.get_absolute_url() if article else None


def without_last_slash(path: str) -> str | None:
    """The same path of ours without its last slash, if pages other than stories can stand there."""
    bare = f"/{path.strip('/')}"
    try:
        found = resolve(bare)
    except Resolver404:
        return None
    is_ours = found.url_name != "article" and "admin" not in found.app_names
    return bare if is_ours else None
