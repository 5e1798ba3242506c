"""What a directory of people costs the editor who writes: `python -m tests.bench.directory [--postgres]`.

Makes people with aliases in a database of its own, then asks as the story's form does: who is meant by some
letters (by name, by alias, without accents), and who is named in a text of 3,000 words. Prints queries
and milliseconds; exit 1 over 3 queries or 50 ms for the first, over 100 ms for the second, at p95.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

PEOPLE = 50_000
WORDS = 3_000
TIMES = 60
MOST_QUERIES, LOOKUP_MS, SUGGEST_MS = 3, 50.0, 100.0
PART = 5_000
ADMIN = "/admin/articles/person/"


def names(number: int) -> list[str]:
    """Names made from the word lists, each once, the same each time."""
    from articles.people.lexicon import signs as sign
    from articles.people.lexicon.words import lexicon

    signs = lexicon().signs
    given = [word.title() for word, found in signs.items() if found & sign.ANY_GIVEN]
    last = [word.title() for word, found in signs.items() if found & sign.ANY_SURNAME]
    chance = random.Random(1)
    found: dict[str, None] = {}
    while len(found) < number:
        found[f"{chance.choice(given)} {chance.choice(last)}"] = None
    return list(found)


def fill(known: list[str]) -> None:
    """A person for each name, every second with an alias in other letters."""
    from django.utils import timezone

    from articles.models import Person, PersonAlias
    from articles.models.people import index_names
    from articles.people.fold import fold_name

    for start in range(0, len(known), PART):
        part = known[start : start + PART]
        people = Person.objects.bulk_create(
            Person(
                name=name,
                slug=f"p-{start + place}",
                name_key=fold_name(name)[:160],
                qualifier=str(start + place),
            )
            for place, name in enumerate(part)
        )
        others = [(each, f"Zoë {each.name.split()[-1]}") for each in people[::2]]
        PersonAlias.objects.bulk_create(
            PersonAlias(person=each, name=name, name_key=fold_name(name)[:160])
            for each, name in others
        )
        index_names([each.pk for each in people])
    # Who was changed in the last seconds is looked at again by each question; these are old.
    Person.objects.update(changed_at=timezone.now() - timedelta(days=1))


def story(known: list[str]) -> str:
    """A text of WORDS words that names somebody of the directory in each paragraph."""
    chance, parts, count = random.Random(2), [], 0
    while count < WORDS:
        who = chance.choice(known)
        part = (
            f"{who}, {chance.randint(20, 80)}, told the council on Monday that the harbor would not be sold. "
            f"The vote is set for June, said {who.split()[-1]}, and nobody in the room had asked for it before the "
            "winter, when the quay was closed and the ferry left from the other side of the river."
        )
        parts.append(part)
        count += len(part.split())
    return "\n".join(parts)


def p95(ask: Callable[[], Any]) -> tuple[int, float, float]:
    """Queries of one, and the middle and the 95th percentile of TIMES in milliseconds."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _ in range(3):
        ask()
    with CaptureQueriesContext(connection) as asked:
        ask()
    queries = len(asked)
    took = []
    for _ in range(TIMES):
        started = time.perf_counter()
        ask()
        took.append(1000 * (time.perf_counter() - started))
    took.sort()
    return queries, took[len(took) // 2], took[int(0.95 * len(took))]


def asks(client: Any, known: list[str]) -> Iterator[tuple[str, Callable[[], Any], float]]:
    """What is asked, how, and the most milliseconds that it may take."""
    from articles.body.from_text import from_text

    chance = random.Random(3)
    parts = {
        "by name": lambda: chance.choice(known),
        "by the surname's first letters": lambda: chance.choice(known).split()[-1][:4],
        "by alias, without accents": lambda: f"zoe {chance.choice(known[::2]).split()[-1]}",
        "by two letters": lambda: chance.choice(known)[:2],
    }
    for name, words in parts.items():
        yield name, lambda words=words: client.get(f"{ADMIN}lookup/", {"q": words()}), LOOKUP_MS
    body = json.dumps({"headline": "Harbor", "body": from_text(story(known))})
    yield (
        f"named in {WORDS:,} words",
        lambda: client.post(f"{ADMIN}suggest/", body, content_type="application/json"),
        SUGGEST_MS,
    )


def run(number: int) -> int:
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.test import Client

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    known = names(number)
    fill(known)
    client = Client()
    client.force_login(User.objects.create_superuser("editor", password="a long password"))
    print(f"{number:,} people; {'asked':34} {'queries':>7} {'median ms':>10} {'p95 ms':>8}")
    over = []
    for name, ask, most in asks(client, known):
        answer = ask()
        assert answer.status_code == 200, answer.status_code
        gc.collect()
        gc.freeze()  # as newsroom/deploy/gunicorn.py does before it serves
        queries, middle, slow = p95(ask)
        print(f"{'':15} {name:34} {queries:7} {middle:10.1f} {slow:8.1f}")
        # Two queries more are the session's and the user's.
        if slow > most or (most == LOOKUP_MS and queries > MOST_QUERIES + 2):
            over.append(name)
    print(f"{len(over)} over a limit {', '.join(over)}")
    return int(bool(over))


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--postgres", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newsroom-directory-") as folder:
        (Path(folder) / "static").mkdir()  # as after collectstatic
        os.environ |= {
            "DATA_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "STATIC_HASHED": "0",
        }
        if options.postgres:
            from tests.postgres import Server

            os.environ["DATABASE_URL"] = Server().url
        return run(options.people)


if __name__ == "__main__":
    sys.exit(main())
