"""Why two stories belong together: the people, topics and words they share, as an editor reads them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from articles.models import Person, Term, Topic
from articles.related.ranking import Link, stored_weights
from articles.related.terms import surfaces, words_of

WORDS = 3
"""Shared words that are told."""
ON_PEOPLE = 0.6
"""The share of a score from which a link rests on people alone."""


def explain(
    links: Sequence[Link],
    texts: Mapping[int, str] | None = None,
    given: Mapping[int, dict[int, float]] | None = None,
) -> None:
    """Sets `why` on every link: {"people": [names], "topics": [names], "terms": [words], "kind"}.

    `texts` are the stories' own words, by which stems are spelled as the story writes them;
    `given` are signatures that are not stored. Four queries.
    """
    vectors = _vectors({link.article for link in links} | {link.other for link in links})
    vectors.update(given or {})
    parts = {
        (link.article, link.other): _shared(vectors[link.article], vectors[link.other])
        for link in links
    }
    wanted = {term for shared in parts.values() for _product, term in shared}
    words = dict(Term.objects.filter(pk__in=wanted).values_list("pk", "word"))
    names = _names(words.values())
    for link in links:
        shared = [(product, words[term]) for product, term in parts[link.article, link.other]]
        link.why = _why(sorted(shared, key=lambda pair: (-round(pair[0], 6), pair[1])), names)
    _spell(links, texts or {})


def _vectors(stories: set[int]) -> defaultdict[int, dict[int, float]]:
    vectors: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for story, term, weight in stored_weights("article_id", stories):
        vectors[story][term] = weight
    return vectors


def _shared(mine: Mapping[int, float], theirs: Mapping[int, float]) -> list[tuple[float, int]]:
    return [(mine[term] * theirs[term], term) for term in mine.keys() & theirs.keys()]


def _why(shared: Sequence[tuple[float, str]], names: Mapping[str, str]) -> dict[str, Any]:
    total = sum(product for product, _word in shared) or 1.0
    by_people = sum(product for product, word in shared if word.startswith("@"))
    told = [word for _product, word in shared]
    people = [names[word] for word in told if word.startswith("@") and word in names]
    of_names = {word for name in people for word in words_of(name)}
    return {
        "people": people,
        "topics": [names[word] for word in told if word.startswith("#") and word in names],
        "terms": [word for word in told if word[0] not in "@#" and word not in of_names][:WORDS],
        "kind": "person" if by_people > ON_PEOPLE * total else "event",
    }


def _names(words: Iterable[str]) -> dict[str, str]:
    words = list(words)
    people = [int(word[1:]) for word in words if word.startswith("@")]
    topics = [int(word[1:]) for word in words if word.startswith("#")]
    of_people = Person.objects.filter(pk__in=people).values_list("pk", "name")
    of_topics = Topic.objects.filter(pk__in=topics).values_list("pk", "name")
    return {f"@{pk}": name for pk, name in of_people} | {f"#{pk}": name for pk, name in of_topics}


def _spell(links: Sequence[Link], texts: Mapping[int, str]) -> None:
    stems: defaultdict[int, set[str]] = defaultdict(set)
    for link in links:
        stems[link.article].update(link.why["terms"])
    spelled = {
        story: surfaces(texts[story], told) for story, told in stems.items() if story in texts
    }
    for link in links:
        forms = spelled.get(link.article, {})
        link.why["terms"] = [forms.get(word, word) for word in link.why["terms"]]
