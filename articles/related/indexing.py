"""Signatures and sketches of stories in the database: written for one story or for a batch."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Greatest

from articles.body.words import plain_text
from articles.bulk import insert_prepared
from articles.models import Article, ArticleTopic, PersonMention, Sketch, StoryTerm, Term
from articles.people.fold import row_key
from articles.prepared import Prepared
from articles.related.nearness import PARAMETERS, Signed, as_table, packer
from articles.related.terms import BEST, LARGE, pack, said_in, signature, sketch, terms_of
from articles.tied import TiedStories

EVERY = ""
"""The term of every story: its df is the size of the library, without counting rows."""

_Value = TypeVar("_Value")
AT_ONCE = 10_000
"""Words in one statement that takes them as one value."""
HARDLY = 0.002
"""A weight (vectors have length 1) that moved by less is not written anew."""
Known = dict[str, tuple[int, int]]
"""Word -> (id, df)."""


def text_of(article: Article) -> str:
    """What of a story is compared: headline, standfirst, text."""
    return "\n".join([article.headline, article.standfirst, plain_text(article.body)])


def comparable(article: Article) -> list[str]:
    """The story's terms in their order, and its figures among them."""
    return said_in(text_of(article))


def entities_of(articles: Sequence[Article]) -> dict[int, list[str]]:
    """The people and topics of stories as terms; two queries."""
    keys = [article.pk for article in articles]
    found: dict[int, list[str]] = {key: [] for key in keys}
    people = PersonMention.objects.filter(content_object__in=keys).order_by("tag_id")
    for story, person in people.values_list("content_object_id", "tag_id"):
        found[story].append(f"@{person}")
    topics = ArticleTopic.objects.filter(article__in=keys).order_by("topic_id")
    for story, topic in topics.values_list("article_id", "topic_id"):
        found[story].append(f"#{topic}")
    return found


def best_terms(stories: int) -> int:
    """How many terms of a story are kept in a library of this size."""
    return BEST if stories < LARGE else BEST // 2


def library_size() -> int:
    """Stories in the library; one row is read."""
    return Term.objects.filter(word=EVERY).values_list("df", flat=True).first() or 0


@dataclass(frozen=True, slots=True)
class Indexed:
    """What is known once signatures are written: the size of the library, and the terms that were looked up."""

    stories: int
    words: dict[int, str]
    """Number -> word; all that the new signatures hold, and more."""
    signed: Signed


def index(
    articles: Sequence[Article], *, texts: Mapping[int, str], tied: TiedStories | None = None
) -> Indexed:
    """Writes the signatures and sketches of stories anew, and counts what came and went.

    `texts` are what `text_of` says of each.
    Words of a story that changed count as before until all is counted anew; its people and
    topics count exactly.
    """
    said = {article.pk: said_in(texts[article.pk]) for article in articles}
    words = {story: terms_of(told) for story, told in said.items()}
    entities = (
        entities_of(articles)
        if tied is None
        else {article.pk: tied[article.pk].entities for article in articles}
    )
    standing = _standing(words)
    change = _changes(words, entities, standing)
    terms = _counted(change, {EVERY}.union(*words.values(), *entities.values()))
    stories = max(terms[EVERY][1], len(articles))
    frequency = {word: df for word, (_pk, df) in terms.items()}
    weights = write_signatures(
        articles, said, words, entities, frequency=frequency, stories=stories,
        keys={word: pk for word, (pk, _df) in terms.items()},
        standing={story: {pk: weight for pk, _word, weight in rows} for story, rows in standing.items()},
    )  # fmt: skip
    named = {pk: word for word, (pk, _df) in terms.items()}
    return Indexed(terms[EVERY][1], named, Signed(weights, dict(terms.values())))


@Prepared
def _stored_terms(*, stories: list[int]) -> QuerySet[Sketch, tuple[Any, ...]]:
    return Sketch.objects.filter(article__in=stories).values_list(
        "article_id", "article__terms__term_id", "article__terms__term__word",
        "article__terms__weight",
    )  # fmt: skip


def _standing(stories: Collection[int]) -> dict[int, list[tuple[int, str, float]]]:
    """The stored terms of those that are in the library, (id, word, weight); one query."""
    found: dict[int, list[tuple[int, str, float]]] = {}
    for story, pk, word, weight in _stored_terms(stories=sorted(stories)):
        found.setdefault(story, [])
        if pk is not None:
            found[story].append((pk, word, weight))
    return found


def _changes(
    words: Mapping[int, list[str]],
    entities: Mapping[int, list[str]],
    standing: Mapping[int, list[tuple[int, str, float]]],
) -> Counter[str]:
    before = {
        story: {word for _pk, word, _weight in rows if word[:1] in {"@", "#"}}
        for story, rows in standing.items()
    }
    change: Counter[str] = Counter()
    for story, told in words.items():
        now = set(entities[story])
        if story in before:
            change.update(now - before[story])
            change.subtract(before[story] - now)
        else:
            change.update({EVERY, *told, *now})
    return change


def _counted(change: Counter[str], also: Collection[str] = ()) -> Known:
    """Moves document frequencies, makes the terms that are new, and answers with all asked for.

    The caller holds the library, so that nobody else moves any. Rows that change are locked in the order
    of their words; those that are only asked for are not, for a lock is a write.
    """
    wanted = sorted({*change, *also})
    if all(change[word] > 0 for word in wanted):
        return _added(change, wanted)
    terms = _read(wanted)
    if missing := [word for word in wanted if word not in terms]:
        terms |= _added({word: max(change[word] or 1, 0) for word in missing}, missing)
    return terms | _moved({word: n for word, n in change.items() if n and word not in missing})


def hold_library() -> None:
    """Until the transaction ends nobody else writes links: two savers may enter the same lists."""
    _locked([EVERY])


TAKE = 'SELECT id FROM articles_term WHERE "word" = %s FOR NO KEY UPDATE SKIP LOCKED'


def take_library() -> bool:
    """The same without waiting: whether nobody else holds it. SQLite has one writer at a time anyway."""
    if not connection.features.has_select_for_update:
        return True
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [EVERY])
        if cursor.fetchone():
            return True
    return not Term.objects.filter(word=EVERY).exists()


def _moved(change: Mapping[str, int]) -> Known:
    terms = _locked(sorted(change)) if change else {}
    steps: defaultdict[int, list[str]] = defaultdict(list)
    for word in terms:
        steps[change[word]].append(word)
    for step, moved in steps.items():
        for some in _portions([terms[word][0] for word in moved]):
            Term.objects.filter(pk__in=some).update(df=Greatest(F("df") + step, Value(0)))
    return {word: (pk, max(df + change[word], 0)) for word, (pk, df) in terms.items()}


ADD = {
    "postgresql": """
INSERT INTO articles_term (word, df)
SELECT word, step FROM unnest(%s::text[], %s::int[]) AS given (word, step) ORDER BY word
ON CONFLICT (word) DO UPDATE SET df = articles_term.df + EXCLUDED.df RETURNING word, id, df
""",
    "sqlite": """
INSERT INTO articles_term (word, df)
SELECT key, value FROM json_each(%s) WHERE true ORDER BY key
ON CONFLICT (word) DO UPDATE SET df = articles_term.df + EXCLUDED.df RETURNING word, id, df
""",
}


def _added(change: Mapping[str, int], wanted: Sequence[str]) -> Known:
    """The same where all only grow, as new stories make them: one statement for words old and new."""
    found: Known = {}
    statement = ADD[connection.vendor]
    with connection.cursor() as cursor:
        for some in _portions(wanted, AT_ONCE):
            cursor.execute(statement, as_table({word: change[word] for word in some}))
            found |= {word: (pk, df) for word, pk, df in cursor.fetchall()}
    return found


def set_counts(counts: Mapping[str, int]) -> None:
    """These terms stand in so many stories; the locks are taken in the order of savers."""
    statement = ADD[connection.vendor].replace("articles_term.df + EXCLUDED.df", "EXCLUDED.df")
    wanted = sorted(counts)
    with connection.cursor() as cursor:
        for some in _portions(wanted):
            cursor.execute(statement, as_table({word: counts[word] for word in some}))


READ = {
    "postgresql": "SELECT word, id, df FROM articles_term WHERE word = ANY(%s::text[])",
    "sqlite": "SELECT word, id, df FROM articles_term WHERE word IN (SELECT value FROM json_each(%s))",
}


def _read(words: Sequence[str]) -> Known:
    """By one value: a story has some 350 words, and writing a mark for each took longer than reading."""
    with connection.cursor() as cursor:
        statement = READ[connection.vendor]
        cursor.execute(statement, [packer()(words)])
        return {word: (pk, df) for word, pk, df in cursor.fetchall()}


def _locked(words: Sequence[str]) -> Known:
    found: Known = {}
    for some in _portions(words):
        rows = Term.objects.select_for_update(no_key=True).filter(word__in=some).order_by("word")
        found |= {word: (pk, df) for pk, word, df in rows.values_list("pk", "word", "df")}
    return found


def _portions(values: Sequence[_Value], size: int = PARAMETERS) -> Iterator[Sequence[_Value]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]


def write_signatures(
    articles: Sequence[Article],
    said: Mapping[int, list[str]],
    words: Mapping[int, list[str]],
    entities: Mapping[int, list[str]],
    *,
    frequency: Mapping[str, int],
    stories: int,
    keys: Mapping[str, int],
    standing: Mapping[int, Mapping[int, float]] | None = None,
) -> dict[int, dict[int, float]]:
    """Replaces the signatures and sketches of these stories; terms that are not in `keys` get a row.

    `words` are the terms of what is `said`.
    `standing` are the weights that are stored, where the caller read them already. Answers with the
    weights that are stored now.
    """
    best = best_terms(stories)
    weights = {
        article.pk: signature(
            words[article.pk],
            entities=entities[article.pk],
            frequency=frequency,
            stories=stories,
            best=best,
        )
        for article in articles
    }
    made = _made({word for each in weights.values() for word in each if word not in keys})
    stored = _replace(
        {
            article: {
                keys[word] if word in keys else made[word]: weight for word, weight in each.items()
            }
            for article, each in weights.items()
        },
        _stored(weights) if standing is None else standing,
        is_sure=standing is None,
    )
    _write_sketches([
        (article.pk, pack(sketch(said[article.pk])), row_key(article.headline))
        for article in articles
    ])  # fmt: skip
    return stored


SKETCHES = """
INSERT INTO articles_sketch (article_id, hashes, title_key) {given}
ON CONFLICT (article_id) DO UPDATE SET hashes = EXCLUDED.hashes, title_key = EXCLUDED.title_key
"""
SKETCHED = {
    "postgresql": "SELECT * FROM unnest(%s::bigint[], %s::bytea[], %s::text[])",
    "sqlite": "VALUES (%s, %s, %s)",
}


def _write_sketches(rows: Sequence[tuple[int, bytes, str]]) -> None:
    """By a plain statement: to make a model of each costs as much as to write it."""
    if not rows:
        return
    statement = SKETCHES.format(given=SKETCHED[connection.vendor])
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(statement, [list(column) for column in zip(*rows, strict=True)])
        else:
            cursor.executemany(statement, rows)


def _stored(stories: Collection[int]) -> dict[int, dict[int, float]]:
    found: defaultdict[int, dict[int, float]] = defaultdict(dict)
    rows = StoryTerm.objects.filter(article__in=stories)
    for article, term, weight in rows.values_list("article_id", "term_id", "weight"):
        found[article][term] = weight
    return found


def _replace(
    weights: dict[int, dict[int, float]],
    standing: Mapping[int, Mapping[int, float]],
    *,
    is_sure: bool,
) -> dict[int, dict[int, float]]:
    """Writes the weights of stories by term; a story whose weights hardly moved keeps its rows.

    Answers with what is stored now.

    What was read before the lock was had `is_sure` of nothing: a rebuild may have signed since.
    """
    moved = {
        article: each
        for article, each in weights.items()
        if _differ(each, standing.get(article, {}))
    }
    stale = [key for key in moved if standing.get(key) or not is_sure]
    if stale:
        StoryTerm.objects.filter(article__in=stale).delete()
    rows = [(key, term, weight) for key, each in moved.items() for term, weight in each.items()]
    insert_prepared(StoryTerm, ("article_id", "term_id", "weight"), rows)
    return {key: moved.get(key) or dict(standing.get(key, {})) for key in weights}


def _differ(one: Mapping[int, float], other: Mapping[int, float]) -> bool:
    return one.keys() != other.keys() or any(
        abs(weight - other[term]) > HARDLY for term, weight in one.items()
    )


def _made(words: Iterable[str]) -> dict[str, int]:
    """A row for each of these, none of which another story bears; answers with their numbers."""
    wanted = sorted(words)
    if not wanted:
        return {}
    rows = (Term(word=word, df=1) for word in wanted)
    Term.objects.bulk_create(rows, ignore_conflicts=True, batch_size=300)
    return {word: pk for word, (pk, _df) in _read(wanted).items()}


def forget(articles: Sequence[Article]) -> None:
    """Takes stories out of the library: their terms, sketches, and places in the frequencies."""
    known = set(Sketch.objects.filter(article__in=articles).values_list("pk", flat=True))
    gone = [article for article in articles if article.pk in known]
    if not gone:
        return
    entities = entities_of(gone)
    change: Counter[str] = Counter()
    for article in gone:
        change.subtract({EVERY, *terms_of(comparable(article)), *entities[article.pk]})
    _counted(change)
    StoryTerm.objects.filter(article__in=known).delete()
    Sketch.objects.filter(article__in=known).delete()


class Vocabulary:
    """Document frequencies of a whole library, counted in one pass with bounded memory."""

    MOST = 1_500_000
    """Terms kept while counting; above it those of a single story are dropped."""

    def __init__(self) -> None:
        self.stories = 0
        self.frequency: Counter[str] = Counter()

    def add(self, terms: Iterable[str]) -> None:
        self.stories += 1
        self.frequency.update(set(terms))
        if len(self.frequency) > self.MOST:
            self.frequency = Counter({word: df for word, df in self.frequency.items() if df > 1})
