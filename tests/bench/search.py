"""What a search costs in a library of any size: `python -m tests.bench.search [--json FILE]`.

Asks the database that DATA_DIR or DATABASE_URL names (tests.bench.library fills it) for 400 searches
drawn evenly over how common a word is, from one that a tenth of all stories hold to one that a few
do: single words, pairs, phrases, unwanted words, names, and each narrowed by section, person, topic or
year. Prints the 50th, 95th and 99th percentile of the search itself, of its facets and of suggestions.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

from tests.bench.texts import TOPICS, word

COMMONEST, RAREST = 250, 20_000
"""Ranks of the library's words: the 250th stands in a fifth of all stories."""
SEARCHES = 400


@dataclass
class Times:
    """Milliseconds of one kind of question."""

    name: str
    took: list[float] = field(default_factory=list)
    found: int = 0

    def add(self, ask: Callable[[], Any]) -> Any:
        started = time.perf_counter()
        answer = ask()
        self.took.append((time.perf_counter() - started) * 1000)
        return answer

    def at(self, share: float) -> float:
        ordered = sorted(self.took)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def questions(generator: random.Random, people: list[str]) -> Iterator[dict[str, Any]]:
    """What readers ask, in turn."""

    def drawn() -> str:
        share = generator.random()
        return word(int(COMMONEST * (RAREST / COMMONEST) ** share))

    for n in range(SEARCHES):
        words = {
            0: drawn(), 1: f"{drawn()} {drawn()}", 2: f'"{drawn()} {drawn()}"',
            3: f"{drawn()} -{drawn()}", 4: generator.choice(people),
        }[n % 5]  # fmt: skip
        narrowed = {
            0: {}, 1: {}, 2: {"section": "city"}, 3: {"person": f"person-{generator.randrange(200)}"},
            4: {"topic": f"topic-{generator.randrange(TOPICS)}"}, 5: {"since": date(2026, 1, 1)},
            6: {"order": "newest"},
        }[n % 7]  # fmt: skip
        yield {"words": words, **narrowed}


def measure() -> list[Times]:
    import django

    django.setup()
    from django.utils import timezone

    from articles.models import Person
    from articles.public.asked import Asked, found_for
    from articles.public.facets import facets
    from articles.public.suggest import suggestions

    now, generator = timezone.now(), random.Random(11)
    people = list(Person.objects.order_by("pk").values_list("name", flat=True)[:300])
    search, counting, naming = Times("search"), Times("facets"), Times("suggestions")
    asked = [Asked(**question) for question in questions(generator, people)]
    for each in asked[:20]:
        found_for(each, now)
    for each in asked:
        found = search.add(lambda each=each: found_for(each, now))
        search.found += len(found.matches.ids)
        counting.add(lambda each=each, found=found: facets(each, found.matches, now))
        key = generator.choice(people).lower()[: generator.randrange(2, 7)].strip()
        naming.found += len(naming.add(lambda key=key: list(suggestions(key, now))))
    return [search, counting, naming]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    measured = measure()
    load = Path("/proc/loadavg").read_text().split()[0] if Path("/proc/loadavg").exists() else "?"
    print(f"{SEARCHES} searches, load of the machine {load}")
    print(f"{'':12} {'p50 ms':>8} {'p95 ms':>8} {'p99 ms':>8} {'found':>9}")
    figures = []
    for each in measured:
        row = [round(each.at(share), 1) for share in (0.5, 0.95, 0.99)]
        print(f"{each.name:12} {row[0]:8.1f} {row[1]:8.1f} {row[2]:8.1f} {each.found:9}")
        figures.append({"name": each.name, "p50": row[0], "p95": row[1], "p99": row[2]})
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
