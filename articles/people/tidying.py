"""What is untidy in the directory: near-duplicates, people used once, people without a note."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.db.models import Count

from articles.models import Person, PersonMention
from articles.people.lexicon.words import lexicon
from articles.people.names import Name, compact, parse_name, sound
from articles.people.resolve import same_person

MOST_PAIRS = 200
MOST_OF_ONE_NAME = 60
"""People of one family name that are compared with each other; keeps a big directory quick."""
SHOWN = 100


@dataclass(frozen=True, slots=True)
class Pair:
    """Two who may be one; `keep` is the one of more stories."""

    keep: Person
    merge: Person


def near_duplicates() -> list[Pair]:
    """Pairs whose names may be one person's by their spelling; three queries, two seconds for 50,000 people."""
    names = {
        pk: parse_name.__wrapped__(name)
        for pk, name in Person.objects.order_by("pk").values_list("pk", "name").iterator()
    }
    every = (pair for keys in _alike(names) for pair in _pairs(keys, names))
    pairs = list(islice(_once(every), MOST_PAIRS))
    people = Person.objects.in_bulk({pk for pair in pairs for pk in pair})
    ties = PersonMention.objects.filter(tag__in=people).order_by().values_list("tag")
    stories = dict(ties.annotate(Count("pk")))
    found = []
    for pair in pairs:
        keep, merge = sorted(pair, key=lambda pk: (-stories.get(pk, 0), pk))
        found.append(Pair(people[keep], people[merge]))
    return found


def _alike(names: dict[int, Name]) -> Iterator[list[int]]:
    """Groups that share all their words, or a family name by its sound and the first letter or nickname."""
    groups: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for pk, name in names.items():
        if name.words:
            groups["last", sound(compact(name.last)), name.words[0][:1]].append(pk)
            groups["words", *sorted(name.words)].append(pk)
            for form in _forms(name):
                groups["nick", compact(name.last), form].append(pk)
    return (keys[:MOST_OF_ONE_NAME] for keys in groups.values() if len(keys) > 1)


def _forms(name: Name) -> frozenset[str]:
    """The given name and what it is short or long for: Bill, William."""
    others = lexicon().nicknames.get(name.given[0]) if name.given else None
    return others | {name.given[0]} if others else frozenset()


def _once(pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    met: set[tuple[int, int]] = set()
    for one, other in pairs:
        pair = (min(one, other), max(one, other))
        if pair not in met:
            met.add(pair)
            yield pair


def _pairs(keys: list[int], names: dict[int, Name]) -> Iterator[tuple[int, int]]:
    for place, one in enumerate(keys):
        for other in keys[place + 1 :]:
            if same_person(names[one], names[other]):
                yield one, other


def used_once() -> list[tuple[Person, int]]:
    """People named in one story or none, the newest first, with how many; two queries."""
    often = PersonMention.objects.order_by().values("tag").annotate(n=Count("pk")).filter(n__gt=1)
    people = list(Person.objects.exclude(pk__in=often.values("tag")).order_by("-pk")[:SHOWN])
    named = set(
        PersonMention.objects.filter(tag__in=people).values_list("tag", flat=True).order_by()
    )
    return [(person, int(person.pk in named)) for person in people]


def without_note() -> list[tuple[Person, int]]:
    """The most named people whose page says nothing of them, with the number of stories; two queries."""
    bare = PersonMention.objects.filter(tag__note="", tag__role="").order_by()
    rows = bare.values("tag").annotate(n=Count("pk")).order_by("-n", "tag")[:SHOWN]
    counted: dict[int, int] = {row["tag"]: row["n"] for row in rows}
    people = Person.objects.in_bulk(list(counted))
    return [(people[pk], count) for pk, count in counted.items()]
