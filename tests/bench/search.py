"""What a search costs in a library of any size: `python -m tests.bench.search [--json FILE]`.

Asks the database that DATA_DIR or DATABASE_URL names (tests.bench.library fills it) for 400 searches
drawn evenly over how common a word is, from one that a tenth of all stories hold to one that a few
do: single words, pairs, phrases, unwanted words, names, and each narrowed by section, person, topic or
year. Prints the 50th, 95th and 99th percentile of the search itself, of its facets and of suggestions,
and the CPU time of one, the database's own process included: that alone can be compared on a machine
that does other work, too.
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
    backend: int | None = None
    """Process of PostgreSQL that answers us; its parallel workers are not counted."""
    took: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    found: int = 0

    def add(self, ask: Callable[[], Any]) -> Any:
        used, started = self.cpu_now(), time.perf_counter()
        answer = ask()
        self.took.append((time.perf_counter() - started) * 1000)
        self.cpu.append(self.cpu_now() - used)
        return answer

    def cpu_now(self) -> float:
        own = time.process_time() * 1000
        if self.backend is None:
            return own
        on_cpu = Path(f"/proc/{self.backend}/schedstat").read_text().split()[0]
        return own + int(on_cpu) / 1e6


def at(took: list[float], share: float) -> float:
    """A percentile."""
    return sorted(took)[min(len(took) - 1, int(len(took) * share))]


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
    backend = backend_pid()
    search, counting, naming = (
        Times(name, backend) for name in ("search", "facets", "suggestions")
    )
    asked = [Asked(**question) for question in questions(generator, people)]
    for each in asked[:20]:
        found_for(each, now)
    for each in asked:
        found = search.add(lambda each=each: found_for(each, now))
        search.found += len(found.matches.ids)
        counting.add(lambda each=each, found=found: facets(each, found.matches))
        key = generator.choice(people).lower()[: generator.randrange(2, 7)].strip()
        naming.found += len(naming.add(lambda key=key: list(suggestions(key, now))))
    return [search, counting, naming]


def backend_pid() -> int | None:
    from django.db import connection

    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    measured = measure()
    load = Path("/proc/loadavg").read_text().split()[0] if Path("/proc/loadavg").exists() else "?"
    print(f"{SEARCHES} searches, load of the machine {load}")
    print(
        f"{'':12} {'p50 ms':>8} {'p95 ms':>8} {'p99 ms':>8} {'cpu p50':>8} {'cpu p95':>8} {'found':>9}"
    )
    figures = []
    for each in measured:
        row = [round(at(each.took, share), 1) for share in (0.5, 0.95, 0.99)]
        row += [round(at(each.cpu, share), 1) for share in (0.5, 0.95)]
        print(f"{each.name:12} {' '.join(f'{figure:8.1f}' for figure in row)} {each.found:9}")
        names = ("p50", "p95", "p99", "cpu_p50", "cpu_p95")
        figures.append({"name": each.name, **dict(zip(names, row, strict=True))})
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
