"""What the desk and the list of all stories cost: queries, kilobytes and p95 of every view.

    python -m tests.bench.desk [--postgres] [--data DIR] [--stories 50000] [--times 20]

Builds a library if DIR holds none yet (without one, in a folder that is removed again), gives it
states, pictures, faults and owners, and asks for each page as a publisher, a section editor and a
reporter: one table, a line a page. Exit 1 if one takes more than 10 queries (desk and form 12),
100 KB or 300 ms at p95. TEST_DATABASE=postgres is --postgres.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

LIST = "/admin/articles/article/"
MOST_QUERIES, DESK_QUERIES, MOST_BYTES, MOST_MS = 10, 12, 100_000, 300
STATES = {7: "draft", 11: "in_review", 13: "held", 17: "in_progress", 19: "archived"}
"""Of a hundred stories, the one with this last number is in that state."""


def dress() -> None:
    """States, pictures, faults and owners, the same for the same library."""
    from datetime import timedelta

    from django.contrib.auth.models import User
    from django.utils import timezone

    from articles.models import Article, Placement, Section
    from articles.publishing.roles import ensure_roles
    from media.models import Picture

    roles = ensure_roles()
    users = {}
    for role in ("Publisher", "Section editor", "Reporter"):
        users[role] = User.objects.create_user(role, password="a long password", is_staff=True)
        users[role].groups.add(roles[role])
    Section.objects.order_by("pk")[0].editors.add(users["Section editor"])
    pictures = Picture.objects.bulk_create(
        Picture(
            file=f"bench/{n}.jpg", format="jpeg", width=1600, height=1200, bytes=1,
            caption=f"Picture {n}", alt="" if n % 40 == 0 else "What is seen",
            credit="" if n % 50 == 0 else "Harbor Press",
        )
        for n in range(3000)
    )  # fmt: skip
    keys = list(Article.objects.order_by("pk").values_list("pk", flat=True))
    now = timezone.now()
    for start in range(0, len(keys), 2000):
        part = keys[start : start + 2000]
        leads = {key: pictures[key % len(pictures)] for key in part if key % 3}
        Placement.objects.bulk_create(
            Placement(article_id=key, picture=picture, role="lead", position=0)
            for key, picture in leads.items()
        )
        rows = [Article(pk=key, lead_picture=picture) for key, picture in leads.items()]
        Article.objects.bulk_update(rows, ["lead_picture"], batch_size=500)
    for last, state in STATES.items():
        hidden = [key for key in keys if key % 100 == last]
        for start in range(0, len(hidden), 500):
            Article.objects.filter(pk__in=hidden[start : start + 500]).update(
                state=state, visibility="hidden"
            )
    newest = keys[-60:]
    for place, key in enumerate(newest):
        when = now + timedelta(minutes=20 * (place - 40))
        state = "scheduled" if when > now else "published"
        Article.objects.filter(pk=key).update(
            state=state, visibility="public", published_at=when, created_by=users["Reporter"]
        )
    Article.objects.filter(pk__in=keys[-3000:-60:3]).update(created_by=users["Reporter"])


def pages() -> dict[str, str]:
    """Name -> address of each view of the list: plain, deep, sorted, searched, and every filter."""
    from django.db.models import Count

    from articles.models import Article, Person, Section, Source, State

    person = Person.objects.annotate(n=Count("mentions")).order_by("-n")[0]
    story = Article.objects.order_by("-pk")[100]
    words = story.headline.split()
    filters = {
        **{f"state={value}": f"state={value}" for value in State.values},
        "section": f"section={Section.objects.order_by('pk')[0].slug}",
        "no section": "section=-", "mine": "mine=1", "person": f"person={person.pk}",
        **{f"missing={what}": f"missing={what}" for what in
           ("lead", "alt", "credit", "picture", "section")},
        "source": f"source={Source.objects.order_by('pk')[0].code}", "our own": "source=-",
        "corrected": "corrected=1", "today": "saved=today", "yesterday": "saved=yesterday",
        "week": "saved=week", "month": f"saved={time.strftime('%Y-%m')}",
    }  # fmt: skip
    return {
        "desk": "/admin/", "form": f"{LIST}{story.pk}/change/", "list": LIST, "page 500": f"{LIST}?p=500",
        "by publish time": f"{LIST}?o=-9", "by headline": f"{LIST}?o=2",
        "common word": f"{LIST}?q={words[0]}", "two words": f"{LIST}?q={'+'.join(words[:2])}",
        "no such word": f"{LIST}?q=qqqq", "number": f"{LIST}?q={story.pk}",
        "byline": f"{LIST}?q=a+reporter",
        **{f"filter {name}": f"{LIST}?{query}" for name, query in filters.items()},
    }  # fmt: skip


def measure(client: Any, address: str, times: int) -> tuple[int, int, float, float, float]:
    """Queries, bytes, median and p95 in milliseconds, and p95 of this process's own CPU time."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        page = client.get(address)
    queries = len(asked)  # the next request empties the log
    assert page.status_code in {200, 302}, (address, page.status_code)
    took, used = [], []
    for _time in range(times):
        started, begun = time.perf_counter(), time.process_time()
        client.get(address)
        took.append((time.perf_counter() - started) * 1000)
        used.append((time.process_time() - begun) * 1000)
    last = min(times - 1, int(times * 0.95))
    return (
        queries, len(page.content), statistics.median(took), sorted(took)[last],
        sorted(used)[last],
    )  # fmt: skip


def admin_client(who: str = "Publisher") -> Any:
    from django.contrib.auth.models import User
    from django.test import Client

    client = Client()
    client.force_login(User.objects.get(username=who))
    return client


def table(who: str, wanted: dict[str, str], times: int, *, by_cpu: bool) -> Iterable[str]:
    """Prints a line a page; yields what is over a limit."""
    client = admin_client(who)
    took: list[tuple[float, str]] = []
    for name, address in wanted.items():
        queries, size, median, last, cpu = measure(client, address, times)
        most = DESK_QUERIES if name in {"desk", "form"} else MOST_QUERIES
        over = queries > most or size > MOST_BYTES or (cpu if by_cpu else last) > MOST_MS
        print(
            f"{who:15} {name:24} {queries:7} {size / 1000:6.0f} {median:10.0f} {last:8.0f} "
            f"{cpu:8.0f}{'  OVER' if over else ''}",
            flush=True,
        )
        took.append((cpu, name))
        if over:
            yield f"{who}: {name}"
    slowest = ", ".join(f"{name} {cpu:.0f}" for cpu, name in sorted(took, reverse=True)[:5])
    print(f"{who}: most CPU time at p95, ms: {slowest}")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, help="keep the library here; a temporary folder")
    parser.add_argument("--stories", type=int, default=50_000)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--by-cpu", action="store_true", help="judge by CPU time: a loaded machine")
    parser.add_argument("--only", default="", help="pages whose name holds this")
    options = parser.parse_args()
    options.postgres |= os.environ.get("TEST_DATABASE") == "postgres"
    if options.data is None:
        with tempfile.TemporaryDirectory(prefix="newsroom-desk-") as folder:
            options.data = Path(folder)
            return run(options)
    options.data.mkdir(parents=True, exist_ok=True)
    return run(options)


def run(options: argparse.Namespace) -> int:
    started = time.monotonic()
    (options.data / "static").mkdir(exist_ok=True)  # as after collectstatic
    os.environ |= {
        "DATA_DIR": str(options.data.resolve()), "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "BENCH_RELATED": "0", "STATIC_HASHED": "0",
    }  # fmt: skip
    if options.postgres:
        from tests.postgres import Server

        os.environ["DATABASE_URL"] = Server().url
    if options.postgres or not (options.data / "newsroom.sqlite3").exists():
        subprocess.run(
            [
                sys.executable,
                "-m",
                "tests.bench.library",
                str(options.stories),
                "--links",
                "straight",
                "--processes",
                "2" if options.postgres else "1",
            ],
            check=True,
        )
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    settings.ALLOWED_HOSTS = ["testserver"]  # no more: what a test notes of a page costs time, too
    call_command("migrate", verbosity=0)
    from django.contrib.auth.models import User

    if not User.objects.filter(username="Publisher").exists():
        dress()
    print(
        f"built or found after {time.monotonic() - started:.0f} s, {len(os.sched_getaffinity(0))} cores"
    )
    print(
        f"{'who':15} {'page':24} {'queries':>7} {'KB':>6} {'median ms':>10} {'p95 ms':>8} {'p95 CPU':>8}"
    )
    for page in ("/admin/", LIST):
        admin_client().get(page)
    gc.collect()
    gc.freeze()  # as newsroom/deploy/gunicorn.py does before it serves
    wanted = {name: page for name, page in pages().items() if options.only in name}
    over = [
        fault
        for who, part in (
            ("Publisher", wanted),
            ("Section editor", {name: wanted[name] for name in wanted if "=" not in name}),
            ("Reporter", {name: wanted[name] for name in wanted if "=" not in name}),
        )
        for fault in table(who, part, options.times, by_cpu=options.by_cpu)
    ]
    print(
        f"all after {time.monotonic() - started:.0f} s on {'PostgreSQL' if options.postgres else 'SQLite'}"
    )
    print(f"{len(over)} over a limit" + "".join(f"\n  {fault}" for fault in over))
    return int(bool(over))


if __name__ == "__main__":
    sys.exit(main())
