"""Two people of one name: how the second is told from the first until an editor says it better."""

from __future__ import annotations

from articles.models import Person
from articles.people.fold import row_key


def unsaved(name: str, *, is_confirmed: bool) -> Person:
    """A person of that name, with a number as qualifier if the bare name is taken; one query."""
    namesakes = Person.objects.filter(name_key=row_key(name))
    taken = set(namesakes.values_list("qualifier", flat=True))
    person = Person(name=name, is_confirmed=is_confirmed)
    if "" in taken:
        number = next(n for n in range(2, len(taken) + 3) if str(n) not in taken)
        person.qualifier = str(number)
    return person
