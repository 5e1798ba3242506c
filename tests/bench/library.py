"""A library of N synthetic stories (tests.bench.texts), in any empty database.

`DATABASE_URL=... DATA_DIR=... python -m tests.bench.library 50000 [--processes 2] [--links straight]`

Rows are written by COPY, indexes made afterwards; every thousandth story is held against what the
product itself would have written (its body, terms and signature). Up to 100,000 stories the related
links are found by the product; above, or with `--links straight`, signatures are written with the
frequencies that the words are drawn with, sketches are random bytes (no story is a copy), and a
story is linked to the last ten that name the same person. A page reads ten rows either way. After
200,000 stories the texts come again under other headlines and times (tests.bench.repeating).
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import sys
import time
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

from tests.bench import texts
from tests.bench.texts import Story, story, word

BATCH = 1000
SECTIONS = "City World Business Science Culture Sport".split()
NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
MINUTES = 7
"""Between two stories; a million reach back to 2013."""
MOST_FOR_PRODUCT = 100_000
"""Stories whose links are found by the product itself; a thousand take it some ten seconds."""
DISTINCT = 200_000
"""Stories with a text of their own."""
LINKS = 10

Row = tuple[Any, ...]


def published_at(number: int, count: int) -> datetime:
    return NOW - timedelta(minutes=MINUTES * (count - number))


def build(count: int, *, processes: int = 1, straight: bool = False) -> None:
    """Fills the database with `count` stories of the ids 1 to `count`."""
    from django.core.management import call_command
    from django.db import connections

    from articles.models import (
        Article,
        ArticleTopic,
        Freshness,
        PersonMention,
        RelatedStory,
        SearchText,
        Sketch,
        StoryTerm,
    )
    from articles.related.rebuilding import rebuild
    from tests.bench.copying import settle, without_indexes

    call_command("migrate", verbosity=0)
    _directory()
    if straight:
        _terms(count)
    tables = (Article, ArticleTopic, PersonMention, SearchText, Sketch, StoryTerm, RelatedStory)
    with without_indexes(tables):
        connections.close_all()
        told = min(count, DISTINCT) if straight else count
        work = [
            (start, min(start + BATCH, told), count, straight) for start in range(0, told, BATCH)
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

    from tests.bench.copying import unchecked
    from tests.bench.repeating import repeat, written_vectors

    for by in range(told, count, told):
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
            *(_link_rows(stories, count) if straight else ()),
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


class Weights:
    """The straight signatures of a library of `count`: rarities as the words are drawn."""

    def __init__(self, count: int) -> None:
        from articles.related.indexing import best_terms
        from articles.related.terms import words_of

        self.count = count
        self.best = best_terms(count)
        self.term = [(words_of(word(n)) or [""])[0] for n in range(texts.VOCABULARY)]
        drawn: defaultdict[str, float] = defaultdict(float)
        for n, term in enumerate(self.term):
            drawn[term] += texts.WORDS.share(n)
        self.frequency = {
            term: self._stories(share, texts.WORDS_A_STORY) for term, share in drawn.items() if term
        }
        for n in range(texts.PEOPLE):
            self.frequency[f"@{n + 1}"] = self._stories(
                texts.OF_PEOPLE.share(n), texts.PEOPLE_A_STORY
            )
        for n in range(texts.TOPICS):
            self.frequency[f"#{n + 1}"] = self._stories(
                texts.OF_TOPICS.share(n), texts.TOPICS_A_STORY
            )
        self.ids = {term: place for place, term in enumerate(self.frequency, start=2)}

    def _stories(self, share: float, draws: int) -> int:
        return max(2, round(self.count * (1 - (1 - share) ** draws)))

    def of(self, told: Story) -> dict[str, float]:
        """Exactly what articles.related.terms.signature gives, without asking for each rarity anew."""
        words = [self.term[n] for n in told.told if self.term[n]]
        tf, early = Counter(words), Counter(words[:60])
        weighed = [
            (term, (1 + math.log(times + 0.5 * early[term])) * self.rarity(term))
            for term, times in tf.items()
        ]
        kept = dict(sorted(weighed, key=lambda pair: (-pair[1], pair[0]))[: self.best])
        for entity in entities_of(told):
            kept[entity] = math.log(1 + self.count / self.frequency[entity])
        length = math.sqrt(sum(weight * weight for weight in kept.values()))
        return {term: weight / length for term, weight in kept.items()}

    def rarity(self, term: str) -> float:
        from articles.related.terms import rarity

        kept = _rarities.get(term)
        if kept is None:
            kept = _rarities[term] = rarity(self.frequency[term], self.count)
        return kept


_rarities: dict[str, float] = {}
_weights: dict[int, Weights] = {}


def weights_of(count: int) -> Weights:
    if count not in _weights:
        _weights[count] = Weights(count)
    return _weights[count]


def entities_of(told: Story) -> list[str]:
    return [*(f"@{n + 1}" for n in told.people), *(f"#{n + 1}" for n in told.topics)]


def _terms(count: int) -> None:
    from articles.models import Term
    from tests.bench.copying import Table, settle

    weights = weights_of(count)
    rows = [(1, "", count)]
    rows += [(weights.ids[term], term, df) for term, df in weights.frequency.items()]
    Table(Term, "id", "word", "df").write(rows)
    settle((Term,))


def _link_rows(stories: list[Story], count: int) -> list[tuple[Any, list[Row]]]:
    from articles.models import RelatedStory, Sketch, StoryTerm
    from articles.people.fold import fold_name
    from tests.bench.copying import Table

    weights = weights_of(count)
    signed: list[Row] = []
    sketched: list[Row] = []
    for told in stories:
        key = told.number + 1
        signed += [(key, weights.ids[term], weight) for term, weight in weights.of(told).items()]
        sketched.append((key, random.Random(key).randbytes(512), fold_name(told.headline)[:160]))
    return [
        (Table(StoryTerm, "article_id", "term_id", "weight"), signed),
        (Table(Sketch, "article_id", "hashes", "title_key"), sketched),
        (
            Table(RelatedStory, "article_id", "other_id", "rank", "score", "why"),
            list(_straight_links(stories)),
        ),
    ]


def _straight_links(stories: list[Story]) -> Iterator[Row]:
    """Each story to the last ten of its batch that name its first person, and what is missing to its neighbors."""
    naming: defaultdict[int, deque[int]] = defaultdict(lambda: deque(maxlen=LINKS))
    whole = [told.number + 1 for told in stories]
    for told in stories:
        key, person = told.number + 1, told.people[0]
        others = dict.fromkeys([*reversed(naming[person]), *whole[: LINKS + 1]])
        others.pop(key, None)
        why = {"kind": "person", "people": [texts.person_name(person)], "topics": [], "terms": []}
        for rank, other in enumerate(list(others)[:LINKS], start=1):
            yield key, other, rank, round(0.6 - rank / 50, 3), json.dumps(why)
        naming[person].append(key)


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
    options = parser.parse_args()
    django.setup()
    links = options.links or ("product" if options.stories <= MOST_FOR_PRODUCT else "straight")
    build(options.stories, processes=options.processes, straight=links == "straight")


if __name__ == "__main__":
    main()
