"""What robots read: robots.txt, the sitemap index and its files, the news sitemap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max, Min, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, ArticleQuerySet, Indexing, Section
from articles.public.head import absolute
from articles.public.markup import xml_escaped
from articles.public.story import modified_at

PER_FILE = 10_000
"""Ids, not stories, to a file: a file's address never moves. The protocol allows 50,000."""
NEWS_WINDOW = timedelta(hours=48)
NEWS_MOST = 1000
XML = "application/xml; charset=utf-8"
OPENING = '<?xml version="1.0" encoding="UTF-8"?>\n'
SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        f"Disallow: /{settings.ADMIN_URL}",
        "Disallow: /search",
        "Disallow: /api/",
        "",
        *refusals(getattr(settings, "ROBOTS_REFUSED", ())),
        f"Sitemap: {absolute(reverse('sitemap'))}",
        f"Sitemap: {absolute(reverse('news_sitemap'))}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def refusals(agents: Iterable[str]) -> Iterator[str]:
    for agent in agents:
        yield from (f"User-agent: {agent}", "Disallow: /", "")


def indexed(now: datetime) -> ArticleQuerySet:
    """Public stories that search engines may list: our own, and those whose source allows it."""
    allowed = Q(source=None) | Q(source__is_own=True) | Q(source__indexing=Indexing.INDEXED)
    return Article.objects.published(now).filter(allowed)


def sitemap_index(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    ends = Article.objects.published(now).aggregate(first=Min("pk"), last=Max("pk"))
    addresses = [absolute(reverse("page_sitemap"))]
    if ends["last"]:
        numbers = range((ends["first"] - 1) // PER_FILE + 1, (ends["last"] - 1) // PER_FILE + 2)
        addresses += [absolute(reverse("story_sitemap", args=[number])) for number in numbers]
    entries = (f"<sitemap><loc>{xml_escaped(address)}</loc></sitemap>" for address in addresses)
    return _xml("sitemapindex", SITEMAP, entries)


def story_sitemap(request: HttpRequest, number: int) -> HttpResponse:
    """The stories whose ids fall into the numberth ten thousand."""
    if not 1 <= number <= 10**9:
        raise Http404
    ids = ((number - 1) * PER_FILE + 1, number * PER_FILE)
    stories = indexed(timezone.now()).for_cards().filter(pk__range=ids).order_by("pk")
    return _xml("urlset", SITEMAP, (_story_entry(story) for story in stories.iterator(2000)))


def page_sitemap(request: HttpRequest) -> HttpResponse:
    """The pages that are no stories."""
    sections = Section.objects.filter(in_navigation=True)
    paths = ["/", *(section.get_absolute_url() for section in sections)]
    paths += [reverse(name) for name in ("people", "archive", "corrections")]
    entries = (f"<url><loc>{xml_escaped(absolute(path))}</loc></url>" for path in paths)
    return _xml("urlset", SITEMAP, entries)


def news_sitemap(request: HttpRequest) -> HttpResponse:
    """Stories of the last 48 hours, 1,000 at most."""
    now = timezone.now()
    recent = indexed(now).filter(published_at__gt=now - NEWS_WINDOW)
    stories = recent.for_cards().newest_first()[:NEWS_MOST]
    return _xml("urlset", f"{SITEMAP} {NEWS}", (_news_entry(story) for story in stories))


def _story_entry(story: Article) -> str:
    url = xml_escaped(absolute(story.get_absolute_url()))
    return f"<url><loc>{url}</loc><lastmod>{_iso(modified_at(story))}</lastmod></url>"


def _news_entry(story: Article) -> str:
    language = (story.language or settings.LANGUAGE_CODE).split("-")[0].lower()
    return (
        f"<url><loc>{xml_escaped(absolute(story.get_absolute_url()))}</loc><news:news>"
        f"<news:publication><news:name>{xml_escaped(settings.SITE_NAME)}</news:name>"
        f"<news:language>{xml_escaped(language)}</news:language></news:publication>"
        f"<news:publication_date>{_iso(story.published_at)}</news:publication_date>"
        f"<news:title>{xml_escaped(story.headline)}</news:title></news:news></url>"
    )


def _xml(root: str, namespaces: str, entries: Iterable[str]) -> HttpResponse:
    inside = "\n".join(entries)
    return HttpResponse(f"{OPENING}<{root} {namespaces}>\n{inside}\n</{root}>\n", content_type=XML)


def _iso(moment: datetime | None) -> str:
    return timezone.localtime(moment).replace(microsecond=0).isoformat() if moment else ""
