"""A library of N synthetic stories (tests.bench.texts), in any empty database.

`DATABASE_URL=... DATA_DIR=... python -m tests.bench.library 50000 [--processes 2] [--links straight]`

Rows are written by COPY, indexes made afterwards; the same command goes on where it broke off. Every
thousandth story is held against what the product itself would have written (its body, terms and
signature). Up to 100,000 stories the related links are found by the product; above, or with
`--links straight`, signatures are written with the frequencies that the words are drawn with, sketches
are random bytes (no story is a copy), and a story is linked to the last ten that name the same person.
A page reads ten rows either way. After --distinct stories the texts come again under other headlines
and times (tests.bench.repeating).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

from tests.bench import texts
from tests.bench.linking import Row, entities_of, link_rows, weights_of, write_terms
from tests.bench.texts import Story, story, word

BATCH = 1000
SECTIONS = "City World Business Science Culture Sport".split()
NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
MINUTES = 7
"""Between two stories; a million reach back to 2013."""
MOST_FOR_PRODUCT = 100_000
"""Stories whose links are found by the product itself; a thousand take it some ten seconds."""
DISTINCT = 100_000
"""Stories with a text of their own."""


def published_at(number: int, count: int) -> datetime:
    return NOW - timedelta(minutes=MINUTES * (count - number))


def build(
    count: int, *, processes: int = 1, straight: bool = False, distinct: int = DISTINCT
) -> None:
    """Fills the database with `count` stories of the ids 1 to `count`."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    from articles.models import (
        Article,
        ArticleTopic,
        Freshness,
        PersonMention,
        RelatedStory,
        SearchText,
        Section,
        Sketch,
        StoryTerm,
        Term,
    )
    from articles.related.rebuilding import rebuild
    from tests.bench.copying import settle, without_indexes

    call_command("migrate", verbosity=0)
    if not Section.objects.exists():
        _directory()
    if straight and not Term.objects.exists():
        write_terms(count)
    tables = (Article, ArticleTopic, PersonMention, SearchText, Sketch, StoryTerm, RelatedStory)
    with without_indexes(tables, settings.DATA_DIR / "indexes-of-library.json"):
        told = min(count, distinct) if straight else count
        ends = set(Article.objects.filter(pk__lte=told).values_list("pk", flat=True))
        connections.close_all()
        work = [
            (start, end, count, straight)
            for start in range(0, told, BATCH)
            if (end := min(start + BATCH, told)) not in ends
        ]
        started = time.monotonic()
        done = map(write, work) if processes == 1 else _in_processes(work, processes)
        for _end in done:
            pass
        _repeat(told, count)
        print(f"\n{count / (time.monotonic() - started):.0f} stories/s", file=sys.stderr)
    settle(tables)
    Freshness.objects.get_or_create(pk=1, defaults={"number": 1})
    if not straight:
        rebuild(_say)


def _in_processes(work: list[tuple[int, int, int, bool]], processes: int) -> Iterator[int]:
    with get_context("fork").Pool(processes) as pool:
        yield from pool.imap_unordered(write, work)


def _repeat(told: int, count: int) -> None:
    from django.db import transaction

    from articles.models import Article
    from tests.bench.copying import unchecked
    from tests.bench.repeating import repeat, written_vectors

    for by in range(told, count, told):
        if Article.objects.filter(pk=min(by + told, count)).exists():
            continue
        with transaction.atomic(), written_vectors():
            unchecked()
            repeat(min(told, count - by), by, minutes=MINUTES, sections=len(SECTIONS))
        _say("stories", min(by + told, count), count)


def _say(what: str, done: int, total: int) -> None:
    if sys.stderr.isatty() or done % 10_000 < 100:
        print(f"\r{what}: {done} of {total}   ", end="", file=sys.stderr, flush=True)


def _directory() -> None:
    from articles.models import Person, PersonWord, Section, Source, Topic
    from articles.models.people import words_of
    from articles.people.fold import fold_name

    Section.objects.bulk_create(
        Section(pk=place + 1, name=name, slug=name.lower(), position=place)
        for place, name in enumerate(SECTIONS)
    )
    Source.objects.get_or_create(code="bench", defaults={"name": "Bench", "is_own": True})
    Topic.objects.bulk_create(
        Topic(pk=n + 1, name=f"Topic {word(n)}", name_key=f"topic {word(n)}", slug=f"topic-{n}")
        for n in range(texts.TOPICS)
    )
    people = [
        Person(
            pk=n + 1,
            name=texts.person_name(n),
            name_key=fold_name(texts.person_name(n)),
            slug=f"person-{n}",
        )
        for n in range(texts.PEOPLE)
    ]
    Person.objects.bulk_create(people)
    PersonWord.objects.bulk_create(
        made for person in people for made in words_of(person.pk, person.name_key)
    )
    from tests.bench.copying import settle

    settle((Section, Topic, Person))


def write(part: tuple[int, int, int, bool]) -> int:
    """Writes the stories of one part, in one transaction; answers with its end."""
    from django.db import transaction

    from tests.bench.copying import unchecked

    start, end, count, straight = part
    stories = [story(number) for number in range(start, end)]
    with transaction.atomic():
        unchecked()
        for table, rows in [
            *_story_rows(stories, count),
            *(link_rows(stories, count) if straight else ()),
        ]:
            table.write(rows)
    _hold_against_product(stories[0], straight=straight)
    _say("stories", end, count)
    return end


def _story_rows(stories: list[Story], count: int) -> list[tuple[Any, list[Row]]]:
    from articles.models import Article, ArticleTopic, PersonMention, SearchText
    from tests.bench.copying import Table

    times = {told.number: published_at(told.number, count) for told in stories}
    article = Table(
        Article, "id", "headline", "standfirst", "slug", "body", "section_id", "state", "visibility",
        "published_at", "word_count", "version", "byline", "created_at", "saved_at",
    )  # fmt: skip
    search = Table(
        SearchText, "article_id", "headline", "standfirst", "people", "captions", "body", "ties"
    )
    topic = Table(ArticleTopic, "article_id", "topic_id", "position", "story_published_at")
    mention = Table(PersonMention, "content_object_id", "tag_id", "position", "story_published_at")
    return [
        (article, [_article(told, times[told.number]) for told in stories]),
        (search, [_search_text(told, times[told.number]) for told in stories]),
        (
            topic,
            [
                (told.number + 1, n + 1, place, times[told.number])
                for told in stories
                for place, n in enumerate(told.topics)
            ],
        ),
        (
            mention,
            [
                (told.number + 1, n + 1, place, times[told.number])
                for told in stories
                for place, n in enumerate(told.people)
            ],
        ),
    ]


def _article(told: Story, published: datetime) -> Row:
    return (
        told.number + 1, told.headline, told.standfirst, f"story-{told.number}", body_of(told),
        told.number % len(SECTIONS) + 1, "published", "public", published, texts.WORDS_A_STORY, 1,
        "By A Reporter", published, published,
    )  # fmt: skip


def body_of(told: Story) -> str:
    """The story's document in its normal form, as stored."""
    blocks: list[Any] = [
        {
            "type": "paragraph",
            "attrs": {"id": f"para{place:04}"},
            "content": [{"type": "text", "text": words}],
        }
        for place, words in enumerate(told.paragraphs)
    ]
    for place, words in zip(reversed(texts.CAPTIONED), reversed(told.captions), strict=True):
        blocks.insert(place, {"type": "figure", "attrs": _figure(f"figure{place:02}", words)})
    return json.dumps({"type": "doc", "content": blocks}, ensure_ascii=False, separators=(",", ":"))


def _figure(key: str, caption: str) -> dict[str, Any]:
    return {
        "id": key, "picture": None, "caption": caption, "alt": "", "decorative": False, "credit": "",
        "source_url": "", "proposed": False,
    }  # fmt: skip


def _search_text(told: Story, published: datetime) -> Row:
    from articles.search.ties import month_tokens, person_token, section_token, topic_token

    tokens = [section_token(told.number % len(SECTIONS) + 1), *month_tokens(published)]
    tokens += [person_token(n + 1) for n in told.people]
    tokens += [topic_token(n + 1) for n in told.topics]
    return (
        told.number + 1,
        told.headline,
        told.standfirst,
        " · ".join(texts.person_name(n) for n in told.people),
        "\n".join(told.captions),
        "\n\n".join(told.paragraphs),
        " ".join(tokens),
    )


def _hold_against_product(told: Story, *, straight: bool) -> None:
    """One story of each batch: the product reads it, and would have written the same."""
    from articles.body.document import validate
    from articles.models import Article
    from articles.related.indexing import comparable
    from articles.related.terms import signature

    article = Article.objects.get(pk=told.number + 1)
    assert article.is_published(NOW)
    assert validate(article.body) == json.loads(body_of(told)) == article.body
    if not straight:
        return
    weights = weights_of(_count_of(article, told))
    words = comparable(article)
    theirs = signature(
        words, entities=entities_of(told), frequency=weights.frequency, stories=weights.count,
        best=weights.best,
    )  # fmt: skip
    ours = weights.of(told)
    assert all(abs(ours[term] - theirs[term]) < 1e-9 for term in ours), article.pk


def _count_of(article: Any, told: Story) -> int:
    """The size of the library, told by the age of one of its stories."""
    return told.number + round((NOW - article.published_at) / timedelta(minutes=MINUTES))


def main() -> None:
    import django

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stories", type=int)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--links", choices=("product", "straight"))
    parser.add_argument("--distinct", type=int, default=DISTINCT, help="stories of their own text")
    options = parser.parse_args()
    django.setup()
    links = options.links or ("product" if options.stories <= MOST_FOR_PRODUCT else "straight")
    build(
        options.stories, processes=options.processes, straight=links == "straight",
        distinct=options.distinct,
    )  # fmt: skip


if __name__ == "__main__":
    main()
