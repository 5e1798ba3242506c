"""The finder and the resolver for other programs: one JSON object a line in, one out. No Django."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from articles.people.recognise import FoundPerson
from articles.people.resolve import Mention, cluster

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that was not understood; the others are not touched by it."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.message}"


def answers(
    stream: Iterable[bytes], file: str, answer: Callable[[Answer], Answer]
) -> Iterator[Answer | Fault]:
    """What `answer` makes of each line of `stream`, in order; empty lines are passed over."""
    for number, line in enumerate(stream, start=1):
        if not line.strip():
            continue
        try:
            asked = json.loads(line.decode("utf-8-sig"))
            if not isinstance(asked, dict):
                raise TypeError("a JSON object is wanted")
            yield answer(asked)
        except KeyError as missing:
            yield Fault(file, number, f"there is no {missing.args[0]!r}.")
        except (ValueError, TypeError, RecursionError) as error:
            yield Fault(file, number, f"{error}.")


def people_answer(asked: Answer, find: Callable[[str], list[FoundPerson]]) -> Answer:
    """`{"id", "text"}` -> `{"id", "people"}`; KeyError or TypeError for another shape."""
    text = asked["text"]
    if not isinstance(text, str):
        raise TypeError("'text' is no string")
    return {
        "id": asked["id"],
        "people": [
            {
                "name": person.name,
                "score": person.score,
                "role": person.role,
                "is_full": person.is_full,
                "person": person.person_id,
                "mentions": [list(span) for span in person.mentions],
            }
            for person in find(text)
        ],
    }


def names_answer(asked: Answer) -> Answer:
    """`{"id", "mentions"}` -> `{"id", "clusters"}`; KeyError or TypeError for another shape."""
    mentions = asked["mentions"]
    if not isinstance(mentions, list) or not all(isinstance(text, str) for text in mentions):
        raise TypeError("'mentions' is no list of strings")
    return {
        "id": asked["id"],
        "clusters": [
            {"name": one.name, "members": one.members, "is_full": one.is_full}
            for one in cluster([Mention(text) for text in mentions])
        ],
    }
