"""A library of N synthetic stories: 622 words, 12 paragraphs, 3 captions, Zipf topics and people.

Run as `python -m tests.bench.library N` with DATA_DIR or DATABASE_URL set; it fills an empty
database by bulk inserts, related links and search included.
"""

from __future__ import annotations

import os
import random
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

WORDS_A_STORY = 622
PARAGRAPHS = 12
TOPICS, PEOPLE = 500, 2_000
BATCH = 500
VOCABULARY = 30_000
NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)

SYLLABLES = (
    "ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo zu bra cle dri flo gru".split()
)


def word(number: int) -> str:
    """A pronounceable word for a number; the same number gives the same word."""
    parts = []
    number += 1
    while number:
        number, rest = divmod(number, len(SYLLABLES))
        parts.append(SYLLABLES[rest])
    return "".join(parts)


class Zipf:
    """Numbers below `size`, the first the likeliest."""

    def __init__(self, size: int, generator: random.Random) -> None:
        self.weights = [1 / (rank + 1) for rank in range(size)]
        self.numbers = range(size)
        self.generator = generator

    def some(self, count: int) -> list[int]:
        return self.generator.choices(self.numbers, self.weights, k=count)


def story_text(words: Zipf, generator: random.Random) -> list[str]:
    """The paragraphs of one story."""
    drawn = [word(number) for number in words.some(WORDS_A_STORY)]
    size = WORDS_A_STORY // PARAGRAPHS + 1
    return [
        " ".join(drawn[start : start + size]).capitalize() + "."
        for start in range(0, WORDS_A_STORY, size)
    ]


def build(count: int) -> None:
    """Fills the database with `count` stories."""
    from django.core.management import call_command

    from articles.models import Article, Person, Section, Source, Topic
    from articles.related.rebuilding import rebuild

    call_command("migrate", verbosity=0)
    generator = random.Random(7)
    sections = [
        Section.objects.create(name=name, slug=name.lower(), position=place)
        for place, name in enumerate("City World Business Science Culture Sport".split())
    ]
    Source.objects.get_or_create(code="bench", defaults={"name": "Bench", "is_own": True})
    topics = Topic.objects.bulk_create(
        Topic(name=f"Topic {word(n)}", name_key=f"topic {word(n)}", slug=f"topic-{n}")
        for n in range(TOPICS)
    )
    people = Person.objects.bulk_create(
        Person(
            name=f"{word(n).title()} {word(n + 777).title()}", name_key=f"p {n}", slug=f"person-{n}"
        )
        for n in range(PEOPLE)
    )
    words, of_topics, of_people = (
        Zipf(VOCABULARY, generator),
        Zipf(TOPICS, generator),
        Zipf(PEOPLE, generator),
    )
    started = time.monotonic()
    for start in range(0, count, BATCH):
        size = min(BATCH, count - start)
        rows = [
            _article(start + n, count, sections, story_text(words, generator)) for n in range(size)
        ]
        Article.objects.bulk_create(rows)
        _tie(rows, topics, people, of_topics, of_people)
        if sys.stderr.isatty() or start % 10_000 == 0:
            rate = (start + size) / (time.monotonic() - started)
            print(f"\r{start + size} stories, {rate:.0f}/s", end="", file=sys.stderr)
    print(file=sys.stderr)
    if os.environ.get("BENCH_RELATED", "1") == "1":
        rebuild()


def _article(number: int, count: int, sections: list[Any], paragraphs: list[str]) -> Any:
    from articles.body.document import figure, paragraph
    from articles.models import Article, Visibility

    blocks: list[Any] = [paragraph(text) for text in paragraphs]
    for place in (2, 6, 10):
        blocks.insert(place, figure(caption=paragraphs[place % len(paragraphs)][:90]))
    published = NOW - timedelta(minutes=7 * (count - number))
    return Article(
        headline=paragraphs[0][:70],
        standfirst=paragraphs[1][:150],
        slug=f"story-{number}",
        body={"type": "doc", "content": blocks},
        section=sections[number % len(sections)],
        state="published",
        visibility=Visibility.PUBLIC,
        published_at=published,
        word_count=WORDS_A_STORY,
        version=1,
        byline="By A Reporter",
    )


def _tie(
    rows: list[Any], topics: list[Any], people: list[Any], of_topics: Zipf, of_people: Zipf
) -> None:
    from articles import search
    from articles.models import ArticleTopic, PersonMention

    ArticleTopic.objects.bulk_create(
        (
            ArticleTopic(
                article=row, topic=topics[n], position=place, story_published_at=row.published_at
            )
            for row in rows
            for place, n in enumerate(dict.fromkeys(of_topics.some(5)))
        ),
        batch_size=1000,
    )
    PersonMention.objects.bulk_create(
        (
            PersonMention(
                content_object=row,
                tag=people[n],
                position=place,
                story_published_at=row.published_at,
            )
            for row in rows
            for place, n in enumerate(dict.fromkeys(of_people.some(3)))
        ),
        batch_size=1000,
    )
    search.index(rows, known_new=True)


if __name__ == "__main__":
    import django

    django.setup()
    build(int(sys.argv[1]))
