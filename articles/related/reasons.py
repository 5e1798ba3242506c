"""Why two stories belong together: the people, topics and words they share, as an editor reads them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import CharField, Value

from articles.models import Article, Person, Term, Topic
from articles.related.held import Held
from articles.related.nearness import shared_weights, stored_weights
from articles.related.ranking import Link
from articles.related.terms import surfaces, words_of
from articles.tied import TiedStories

SIGNS = ("@", "#")
"""How the terms of people and of topics begin; no word does."""
WORDS = 3
"""Shared words that are told."""
ON_PEOPLE = 0.55
"""The share of a score from which a link rests on people alone, the words of their names included: of one
event it reaches .53, of two it begins at .22 (125 links of 59 stories of ours)."""
NUMBERS = frozenset(
    words_of(
        "seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty"
        " forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions billion billions"
        " dozen dozens half twice third fourth fifth"
    )
)
"""Words that bind two stories, but tell nobody why."""


class Read:
    """What was read to explain links: signatures, words of terms, names; nothing is read twice."""

    def __init__(
        self,
        words: Mapping[int, str] | None = None,
        names: Mapping[str, str] | None = None,
        held: Held | None = None,
        vectors: Mapping[int, dict[int, float]] | None = None,
    ) -> None:
        self._held = held
        self.vectors: dict[int, dict[int, float]] = dict(vectors or {})
        self.words: dict[int, str] = dict(words or {})
        self.names: dict[str, str] = dict(names or {})
        self._unnamed = _ends(self.words.values()) - self.names.keys()

    def ahead(self, stories: Collection[int], others: Collection[int]) -> None:
        """All that any link of these stories with these others may need; four queries, no more later.

        Of the others' signatures only what they share with these stories is read.
        """
        if not others:
            return
        self.signatures(stories)
        terms = {term for story in stories for term in self.vectors.get(story, ())}
        unread = {story for story in others if story not in self.vectors}
        self.vectors |= {story: {} for story in unread}
        for story, term, weight in shared_weights(unread, terms):
            self.vectors[story][term] = weight
        self.terms(terms)

    def signatures(self, stories: Collection[int]) -> None:
        unread = {story for story in stories if story not in self.vectors}
        if self._held is not None:
            self.vectors |= {story: self._held.vector(story) for story in unread}
            return
        self.vectors |= {story: {} for story in unread}
        for story, term, weight in stored_weights("article_id", unread):
            self.vectors[story][term] = weight

    def terms(self, terms: Collection[int]) -> None:
        unread = {term for term in terms if term not in self.words}
        if unread:
            words = dict(Term.objects.filter(pk__in=unread).values_list("pk", "word"))
            self.words |= words
            self._unnamed |= _ends(words.values()) - self.names.keys()
        if self._unnamed:
            self.names |= _names(self._unnamed)
            self._unnamed = set()


def explain(
    links: Sequence[Link],
    texts: Mapping[int, str] | None = None,
    given: Mapping[int, dict[int, float]] | None = None,
    *,
    read: Read | None = None,
) -> None:
    """Sets `why` on every link: {"people": [names], "topics": [names], "terms": [words], "kind"}.

    `texts` are the stories' own words, by which stems are spelled as the story writes them;
    `given` are signatures that are not stored; `read` is what the caller has read already. Four
    queries at most.
    """
    read = read or Read()
    given = given or {}
    read.signatures(
        {story for link in links for story in (link.article, link.other)} - given.keys()
    )
    vectors = {**read.vectors, **given}
    parts = {
        (link.article, link.other): _shared(vectors[link.article], vectors[link.other])
        for link in links
    }
    read.terms({term for shared in parts.values() for _product, term in shared})
    words = read.words
    for link in links:
        shared = [(product, words[term]) for product, term in parts[link.article, link.other]]
        link.why = _why(sorted(shared, key=lambda pair: (-round(pair[0], 6), pair[1])), read.names)
    spell(links, texts or {})


def _shared(mine: Mapping[int, float], theirs: Mapping[int, float]) -> list[tuple[float, int]]:
    return [(weight * theirs[term], term) for term, weight in mine.items() if term in theirs]


def _why(shared: Sequence[tuple[float, str]], names: Mapping[str, str]) -> dict[str, Any]:
    total = sum(product for product, _word in shared) or 1.0
    told = [word for _product, word in shared]
    people = [names[word] for word in told if word.startswith("@") and word in names]
    of_names = {word for name in people for word in words_of(name)}
    by_people = sum(product for product, word in shared if word.startswith("@") or word in of_names)
    return {
        "people": people,
        "topics": [names[word] for word in told if word.startswith("#") and word in names],
        "terms": [word for word in told if _is_told(word) and word not in of_names][:WORDS],
        "kind": "person" if by_people > ON_PEOPLE * total else "event",
    }


def _is_told(word: str) -> bool:
    """Whether a term gives a reason; a year or a number binds two stories, but tells nobody why."""
    return word[0] not in "@#" and not word.isdigit() and word not in NUMBERS


def names_of(articles: Iterable[Article], tied: TiedStories) -> dict[str, str]:
    """The names behind the terms of people and topics, of stories whose ties were read."""
    return {
        f"{sign}{pk}": name
        for article in articles
        for sign, named in zip(
            SIGNS, (tied[article.pk].people, tied[article.pk].topics), strict=True
        )
        for pk, name in named.items()
    }


def _ends(words: Iterable[str]) -> set[str]:
    return {word for word in words if word.startswith(SIGNS)}


def _names(words: Iterable[str]) -> dict[str, str]:
    """The names of these terms, all of people and topics; one query."""
    keys: dict[str, list[int]] = {sign: [] for sign in SIGNS}
    for word in words:
        keys[word[0]].append(int(word[1:]))
    named = [
        model._default_manager.filter(pk__in=keys[sign])
        .order_by()
        .annotate(sign=Value(sign, output_field=CharField()))
        .values_list("sign", "pk", "name")
        for sign, model in ((SIGNS[0], Person), (SIGNS[1], Topic))
        if keys[sign]
    ]
    rows = named[0].union(*named[1:], all=True) if named else ()
    return {f"{sign}{pk}": name for sign, pk, name in rows}


def spell(links: Collection[Link], texts: Mapping[int, str]) -> None:
    """Writes the words of reasons, stems so far, as each link's own story writes them; only once."""
    stems: defaultdict[int, set[str]] = defaultdict(set)
    for link in links:
        stems[link.article].update(link.why["terms"])
    spelled = {
        story: surfaces(texts[story], told) for story, told in stems.items() if story in texts
    }
    for link in links:
        forms = spelled.get(link.article, {})
        link.why["terms"] = [forms.get(word, word) for word in link.why["terms"]]
