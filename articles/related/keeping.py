"""Stored links kept right on both sides: when a story comes, changes or goes, and for a whole library.

One writer at a time: two may enter the same lists. A saver who comes while another holds the library does
not wait; it leaves a note (OwedLinks), and whoever holds the library links what was left once it is through.
"""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial, reduce
from operator import or_
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from articles import freshness
from articles.bulk import insert_prepared
from articles.models import Article, OwedLinks, RelatedBan, RelatedStory, Visibility
from articles.prepared import Prepared
from articles.related.indexing import (
    forget,
    hold_library,
    index,
    library_size,
    take_library,
    text_of,
)
from articles.related.library import Library
from articles.related.nearness import FEW_STORIES, Signed, nearest
from articles.related.ranking import (
    KEPT,
    LEAST,
    SAME_KIND,
    Facts,
    Link,
    banned_pairs,
    decay,
    in_order,
    load_facts,
    within_kinds,
    without_copies,
)
from articles.related.reasons import Read, explain, names_of, spell
from articles.related.seeking import seek
from articles.tied import TiedStories

BATCH = 100
MANY = 20
"""Stories at once that wait for the library rather than leave a note for each."""
TOGETHER = 2
"""Notes that are settled in one transaction: hardly more than each save would have done for itself."""
FOR_OTHERS = 0.3
"""Seconds in which one request begins to settle what others left; of more the next save does its part. A
hundred notes kept one of 300 savers for 20 s where four saved without pause, a second's worth for 7."""
OFFERED = 25
"""The nearest stories whose lists a new story may enter."""

OnProgress = Callable[[str, int, int], None]


def follow(*articles: Article, tied: TiedStories | None = None) -> None:
    """After stories were saved: their own lists, and their places in the lists of others.

    In this transaction, or, where another holds the library, right after both are through; many stories
    wait for it. `tied`, where the caller read it already, is what each of them is tied to.
    """
    with transaction.atomic():
        if len(articles) > MANY:
            hold_library()
        elif not take_library():
            OwedLinks.objects.bulk_create(OwedLinks(article=article) for article in articles)
            transaction.on_commit(settle, robust=True)
            return
        _follow(articles, tied)
        transaction.on_commit(settle, robust=True)


def settle() -> None:
    """Links what savers left, unless somebody holds the library: who does comes here afterwards.

    A saver's note stands before it looks whether the library is free, and a holder looks for notes after
    letting go: one of the two finds it. On SQLite nobody leaves notes.
    """
    if not connection.features.has_select_for_update:
        return
    until = time.monotonic() + FOR_OTHERS
    while time.monotonic() < until and OwedLinks.objects.exists():
        with transaction.atomic():
            if not take_library():
                return
            owed = OwedLinks.objects.order_by("pk").values_list("pk", "article_id")[:TOGETHER]
            notes, stories = zip(*owed, strict=True) if owed else ((), ())
            _follow(list(Article.objects.filter(pk__in=stories).order_by("pk")), None)
            OwedLinks.objects.filter(pk__in=notes).delete()
            freshness.move()


def _follow(articles: Sequence[Article], tied: TiedStories | None) -> None:
    """The caller holds the library."""
    shown = [article for article in articles if article.visibility == Visibility.PUBLIC]
    gone = [article for article in articles if article.visibility != Visibility.PUBLIC]
    if gone:
        forget(gone)
        RelatedStory.objects.filter(Q(article__in=gone) | Q(other__in=gone)).delete()
    if shown:
        texts = {article.pk: text_of(article) for article in shown}
        indexed = index(shown, texts=texts, tied=tied)
        names = names_of(shown, tied) if tied else {}
        read = Read(indexed.words, names, vectors=indexed.signed.weights)
        signed = indexed.signed
        relink(shown, stories=indexed.stories, read=read, signed=signed, texts=texts)


def relink(
    articles: Sequence[Article],
    *,
    is_both_ways: bool = True,
    stories: int | None = None,
    read: Read | None = None,
    signed: Signed | None = None,
    library: Library | None = None,
    texts: Mapping[int, str] | None = None,
) -> None:
    """Finds the links of stories anew, from signatures that stand, in a library of so many stories.

    Not both ways where the others are linked anew as well; `read`, `signed` and `texts` are what the
    caller knows of them, `library` what was read of all.
    """
    keys = [article.pk for article in articles]
    if stories is None:
        stories = library_size()
    held = library.held if library else None
    near_to = partial(nearest, stories=stories, held=held, signed=signed, least=LEAST)
    found = seek(
        keys,
        lambda some, most: near_to(some, most=most),
        library.facts_of if library else load_facts,
        banned_pairs(keys),
    )
    chosen = found.chosen
    texts = texts or {article.pk: text_of(article) for article in articles}
    read = library.read if library else read or Read()
    offered = _offered(found.scored) if is_both_ways else []
    if len(keys) <= FEW_STORIES:
        read.ahead(keys, {link.other for links in (*chosen.values(), offered) for link in links})
    kept = _explained(chosen, stories, read)
    entered: list[Link] = []
    turned: list[Link] = []
    stale = [Q(article__in=keys)]
    if is_both_ways:
        told = {(link.article, link.other): link for links in chosen.values() for link in links}
        changed, entered, turned = _entering(offered, told, found.facts, texts, stories, read)
        stale = [Q(article__in=[*keys, *changed]), Q(other__in=keys)]
    spell({id(link.why): link for link in [*kept, *turned]}.values(), texts)
    _drop(stale, at_once=len(keys) <= FEW_STORIES)
    store([*kept, *entered])
    if library:
        library.read.vectors.clear()


def _offered(scored: Mapping[int, Sequence[Link]]) -> list[Link]:
    others = ([link for link in links if not link.is_copy] for links in scored.values())
    return [link for links in others for link in links[:OFFERED]]


def _drop(stale: Sequence[Q], *, at_once: bool) -> None:
    """One statement for few; for many PostgreSQL reads the whole table rather than join two long lists."""
    for each in [reduce(or_, stale)] if at_once else stale:
        RelatedStory.objects.filter(each).delete()


def _explained(chosen: Mapping[int, Sequence[Link]], stories: int, read: Read) -> list[Link]:
    """Of each story's links those that are kept, with reasons; most never need more than the first."""
    first = {key: links[: KEPT + SAME_KIND] for key, links in chosen.items()}
    explain([link for links in first.values() for link in links], read=read)
    kept = {key: within_kinds(links, stories=stories) for key, links in first.items()}
    short = [
        key
        for key, links in chosen.items()
        if len(kept[key]) < KEPT and len(first[key]) < len(links)
    ]
    explain([link for key in short for link in chosen[key] if not link.why], read=read)
    kept |= {key: within_kinds(chosen[key], stories=stories) for key in short}
    return [link for links in kept.values() for link in links]


def store(links: Iterable[Link]) -> None:
    """Writes links, each article's in the order given."""
    places: defaultdict[int, int] = defaultdict(int)
    rows = []
    for link in links:
        places[link.article] += 1
        score = round(link.score, 5)
        rows.append((link.article, link.other, places[link.article], score, json.dumps(link.why)))
    insert_prepared(RelatedStory, ("article_id", "other_id", "rank", "score", "why"), rows)


def _entering(
    links: Sequence[Link],
    told: Mapping[tuple[int, int], Link],
    facts: Mapping[int, Facts],
    texts: Mapping[int, str],
    stories: int,
    read: Read,
) -> tuple[set[int], list[Link], list[Link]]:
    """The cosine is symmetric: stories enter the lists of those they are near to, where they fit.

    Answers with the stories whose lists change, all links of these lists, and the links of the new
    stories whose reasons are not spelled yet.
    """
    entries: defaultdict[int, list[Link]] = defaultdict(list)
    for link in links:
        if link.other in texts:
            continue
        back = round(link.cosine * decay(facts[link.other], facts[link.article]), 6)
        if back >= LEAST:
            entries[link.other].append(Link(link.other, link.article, back, link.cosine))
    lists = _lists_of(entries, but=texts)
    fitting = {
        other: [link for link in found if _fits(link, lists[other])]
        for other, found in entries.items()
    }
    changed = {other: found for other, found in fitting.items() if found}
    entering = [link for found in changed.values() for link in found]
    turned = _explain_backward(entering, told, read)
    known = dict(facts)
    if unread := {row.other for other in changed for row in lists[other]} - known.keys():
        known |= load_facts(unread)
    merged = [
        within_kinds(
            without_copies(in_order([*lists[other], *found]), known, KEPT * 2), stories=stories
        )
        for other, found in changed.items()
    ]
    return set(changed), [link for links in merged for link in links], turned


@Prepared
def _stored_links(*, stories: list[int]) -> QuerySet[RelatedStory, tuple[Any, ...]]:
    rows = RelatedStory.objects.filter(article__in=stories).order_by("article", "rank")
    return rows.values_list("article_id", "other_id", "score", "why")


def _lists_of(stories: Iterable[int], *, but: Collection[int]) -> defaultdict[int, list[Link]]:
    """The stored lists of these stories, without the places of others."""
    lists: defaultdict[int, list[Link]] = defaultdict(list)
    wanted = list(stories)
    for article, other, points, why in _stored_links(stories=wanted):
        if other not in but:
            lists[article].append(Link(article, other, points, why=why))
    return lists


def _fits(link: Link, links: Sequence[Link]) -> bool:
    return len(links) < KEPT or (link.score, link.other) > (links[-1].score, links[-1].other)


def _explain_backward(
    links: Sequence[Link],
    told: Mapping[tuple[int, int], Link],
    read: Read,
) -> list[Link]:
    """Reasons are the same from both ends, and one object: the words stand as the new story writes them.

    Answers with the same links from the new stories' end.
    """
    turned = [
        told.get((link.other, link.article)) or Link(link.other, link.article, link.score)
        for link in links
    ]
    explain([link for link in turned if not link.why], read=read)
    for link, forward in zip(links, turned, strict=True):
        link.why = forward.why
    return turned


def ban(one: Article, other: Article) -> None:
    """Keeps two stories apart, in both lists and for good."""
    low, high = sorted((one, other), key=lambda article: article.pk)
    with transaction.atomic():
        hold_library()
        RelatedBan.objects.get_or_create(low=low, high=high)
        relink(_in_library(one, other))
        transaction.on_commit(settle, robust=True)


def unban(one: Article, other: Article) -> None:
    """Takes a ban back; the two may stand side by side again."""
    low, high = sorted((one, other), key=lambda article: article.pk)
    with transaction.atomic():
        hold_library()
        RelatedBan.objects.filter(low=low, high=high).delete()
        relink(_in_library(one, other))
        transaction.on_commit(settle, robust=True)


def _in_library(*articles: Article) -> list[Article]:
    keys = [article.pk for article in articles]
    return list(Article.objects.filter(pk__in=keys, sketch__isnull=False).order_by("pk"))
