"""Many identical stories beside a few of their own: `python -m tests.bench.copies [--stories 10000] [--postgres]`.

Writes them into a new library, links it anew, saves one of the copies and one of the others, and takes
a copy back. Told is what each took; whatever is wrong afterwards (a copy in a copy's list, a list too
long, a story of its own lost among them) is listed, and the exit status says so.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

FEW = {
    "Ferry crews walk out": "Ferry crews walked out at dawn over pay and the harbor fell silent, the "
    "union says the operator broke a promise on overtime wages for deckhands.",
    "Ferries sail again": "Ferry crews return after the operator raised overtime wages for deckhands; "
    "the union called the pay deal a promise kept and the harbor filled again.",
}
SAME = "The council of the harbor met on Monday, weighed the barrier and voted for eight new gates."


def took(what: str, call: Callable[[], Any]) -> None:
    started, worked = time.perf_counter(), time.process_time()
    call()
    clock, own = time.perf_counter() - started, time.process_time() - worked
    print(f"{what:32} {1000 * clock:10.1f} ms, {1000 * own:9.1f} of this process", flush=True)


def fill(count: int) -> None:
    """So many stories of one headline and text, and the few."""
    from django.utils import timezone

    from articles.body.document import document, paragraph, validate
    from articles.models import Article, Section

    section, _made = Section.objects.get_or_create(name="City", slug="city")
    now = timezone.now()
    told = [("Same words", SAME)] * count + [*FEW.items()]
    Article.objects.bulk_create(
        (
            Article(
                headline=headline, slug="same", body=validate(document(paragraph(text))),
                section=section, state="published", visibility="public", published_at=now,
            )
            for headline, text in told
        ),
        batch_size=500,
    )  # fmt: skip


def faults() -> list[str]:
    """What is wrong with the stored links, in sentences."""
    from django.db.models import Count, F

    from articles.models import RelatedStory
    from articles.related.ranking import KEPT

    found = []
    twins = RelatedStory.objects.filter(article__headline=F("other__headline")).count()
    if twins:
        found.append(f"{twins} links lead from a copy to a copy")
    lists = RelatedStory.objects.values("article").annotate(n=Count("pk"))
    if longest := max((row["n"] for row in lists), default=0):
        found += [f"a list holds {longest} links"] if longest > KEPT else []
    one, other = FEW
    if not RelatedStory.objects.filter(article__headline=one, other__headline=other).exists():
        found.append("the two stories of one event do not know each other")
    return found


def measure(count: int) -> list[str]:
    from articles.models import Article
    from articles.publishing.saving import save_story
    from articles.publishing.withdraw import withdraw
    from articles.related.rebuilding import rebuild

    fill(count)
    took(f"{count} copies linked anew", rebuild)
    wrong = faults()
    copy = Article.objects.filter(headline="Same words").order_by("pk")[count // 2]
    for name, story in (
        ("a copy", copy),
        ("another", Article.objects.get(headline=next(iter(FEW)))),
    ):
        story.standfirst = "What was said."
        took(f"{name} saved", lambda story=story: save_story(story))
    took("a copy withdrawn", lambda: withdraw(copy, reason="told twice"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB")
    return [*wrong, *faults()]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stories", type=int, default=10_000)
    parser.add_argument("--postgres", action="store_true")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="newsroom-copies-"))
    os.environ |= {
        "DATA_DIR": str(folder / "data"), "LOG_LEVEL": "CRITICAL",
        "DATABASE_URL": f"sqlite:///{folder / 'copies.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    }  # fmt: skip
    server = None
    if options.postgres:
        from tests.postgres import Server

        server = Server()
        os.environ["DATABASE_URL"] = server.url
    try:
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        wrong = measure(options.stories)
    finally:
        if server is not None:
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)
    print("\n".join(wrong) or "nothing wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
