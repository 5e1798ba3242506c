"""What robots read: robots.txt, the sitemap index and its files, the news sitemap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Max, Min, OuterRef, Q, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from articles import clock
from articles.models import Article, ArticleQuerySet, Indexing, Section
from articles.public.api_walk import TIES
from articles.public.head import absolute
from articles.public.markup import xml_escaped
from articles.public.story import modified_at

PER_FILE = 10_000
"""Ids, not stories, to a file: a file's address never moves. The protocol allows 50,000."""
NEWS_WINDOW = timedelta(hours=48)
NEWS_MOST = 1000
NEWS_PARTS = 20
"""Files at most: 20,000 stories in two days is beyond any house."""
FEWEST = 2
"""Public stories of somebody whose page is offered to search engines; R34."""
DIRECTORIES = {"people": TIES["person"], "topics": TIES["topic"], "by": TIES["contributor"]}
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
        *refusals(settings.ROBOTS_REFUSED),
        f"Sitemap: {absolute(reverse('sitemap'))}",
        f"Sitemap: {absolute(reverse('news_sitemap'))}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def indexnow_key(request: HttpRequest, key: str) -> HttpResponse:
    """Shows IndexNow that the key is ours."""
    if key != settings.INDEXNOW_KEY:
        raise Http404
    return HttpResponse(key, content_type="text/plain; charset=utf-8")


def refusals(agents: Iterable[str]) -> Iterator[str]:
    for agent in agents:
        yield from (f"User-agent: {agent}", "Disallow: /", "")


def indexed(now: datetime) -> ArticleQuerySet:
    """Public stories that search engines may list, by the desk's word and by their source's."""
    allowed = Q(source=None) | Q(source__is_own=True) | Q(source__indexing=Indexing.INDEXED)
    return Article.objects.published(now).filter(allowed, noindex=False)


MAPPED = (
    "slug", "headline", "language", "published_at", "updated_at", "corrected_at", "section__slug",
)  # fmt: skip


def _mapped(stories: ArticleQuerySet) -> ArticleQuerySet:
    """With what a map says of a story and nothing else: ten thousand of them stand in one file."""
    return stories.select_related("section").only(*MAPPED)


def sitemap_index(request: HttpRequest) -> HttpResponse:
    """Every sitemap but the news: pages, stories by ten thousand ids, people, topics, contributors."""
    now = clock.now()
    ends = Article.objects.published(now).aggregate(first=Min("pk"), last=Max("pk"))
    addresses = [absolute(reverse("page_sitemap"))]
    addresses += _files("story_sitemap", ends["first"], ends["last"])
    for kind in DIRECTORIES:
        rows = DIRECTORIES[kind].owners.objects
        ends = rows.aggregate(first=Min("pk"), last=Max("pk"))
        if _directory(kind, now, (ends["first"] or 0, ends["last"] or 0))[:1]:
            addresses += _files("directory_sitemap", ends["first"], ends["last"], kind)
    return _index(addresses)


def _files(name: str, first: int | None, last: int | None, *parts: str) -> list[str]:
    if first is None or last is None:
        return []
    numbers = range((first - 1) // PER_FILE + 1, (last - 1) // PER_FILE + 2)
    return [absolute(reverse(name, args=[*parts, number])) for number in numbers]


def _index(addresses: Iterable[str]) -> HttpResponse:
    entries = (f"<sitemap><loc>{xml_escaped(address)}</loc></sitemap>" for address in addresses)
    return _xml("sitemapindex", SITEMAP, entries)


def _ids(number: int) -> tuple[int, int]:
    if not 1 <= number <= 10**9:
        raise Http404
    return (number - 1) * PER_FILE + 1, number * PER_FILE


def directory_sitemap(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """The people, topics or contributors whose ids fall into the numberth ten thousand.

    Somebody is listed from their second public story on, as their page asks to be (R34).
    """
    if kind not in DIRECTORIES:
        raise Http404
    rows = _directory(kind, clock.now(), _ids(number))
    entries = (
        f"<url><loc>{xml_escaped(absolute(row.get_absolute_url()))}</loc></url>" for row in rows
    )
    return _xml("urlset", SITEMAP, entries)


def _directory(kind: str, now: datetime, ids: tuple[int, int]) -> QuerySet[Any]:
    tie = DIRECTORIES[kind]
    public = tie.ties.objects.filter(**{tie.owner: OuterRef("pk")}, story_published_at__lte=now)
    second = public.order_by("-story_published_at").values("pk")[FEWEST - 1 : FEWEST]
    rows: QuerySet[Any] = tie.owners.objects.filter(pk__range=ids)
    often: QuerySet[Any] = rows.annotate(second=Subquery(second)).filter(second__isnull=False)
    return often.order_by("pk")


def story_sitemap(request: HttpRequest, number: int) -> HttpResponse:
    """The stories whose ids fall into the numberth ten thousand."""
    stories = _mapped(indexed(clock.now())).filter(pk__range=_ids(number)).order_by("pk")
    return _xml("urlset", SITEMAP, (_story_entry(story) for story in stories.iterator(2000)))


def page_sitemap(request: HttpRequest) -> HttpResponse:
    """The pages that are no stories."""
    sections = Section.objects.filter(in_navigation=True)
    paths = ["/", *(section.get_absolute_url() for section in sections)]
    paths += [reverse(name) for name in ("people", "archive", "corrections", "feeds")]
    entries = (f"<url><loc>{xml_escaped(absolute(path))}</loc></url>" for path in paths)
    return _xml("urlset", SITEMAP, entries)


def news_sitemap(request: HttpRequest) -> HttpResponse:
    """Stories of the last 48 hours; of more than 1,000, an index of files of 1,000 each."""
    ids = _recent(clock.now())
    if len(ids) <= NEWS_MOST:
        return _news_file(ids)
    numbers = range(1, -(-len(ids) // NEWS_MOST) + 1)
    return _index(absolute(reverse("news_sitemap_part", args=[number])) for number in numbers)


def news_sitemap_part(request: HttpRequest, number: int) -> HttpResponse:
    """The numberth thousand of the last 48 hours; the first is the newest."""
    ids = _recent(clock.now())
    part = ids[(number - 1) * NEWS_MOST : number * NEWS_MOST] if 1 <= number <= NEWS_PARTS else []
    if not part:
        raise Http404
    return _news_file(part)


def _recent(now: datetime) -> list[int]:
    recent = indexed(now).filter(published_at__gt=now - NEWS_WINDOW).newest_first()
    return list(recent.values_list("pk", flat=True)[: NEWS_MOST * NEWS_PARTS])


def _news_file(ids: list[int]) -> HttpResponse:
    stories = _mapped(indexed(clock.now())).filter(pk__in=ids).newest_first()
    entries = (_news_entry(story) for story in stories) if ids else ()
    return _xml("urlset", f"{SITEMAP} {NEWS}", entries)


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
