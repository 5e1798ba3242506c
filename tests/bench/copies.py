"""Many identical stories beside a few of their own: `python -m tests.bench.copies [--stories 10000] [--postgres]`.

Writes them into a new library, links it anew, saves one of the copies and one of the others, and takes
a copy back. Told is what each took; whatever is wrong afterwards (a copy in a copy's list, a list too
long, a story of its own lost among them) is listed, and the exit status says so.

`python -m tests.bench.copies --changed [FILE]` needs no library: it gives 500 stories a tenth, a quarter
and two fifths of other sentences and tells how many are still known as the same text, and how many
different stories of one event are taken for one. FILE holds stories of your own, JSON Lines of
{"headline", "body_text"}; all its pairs are then different stories.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import re
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.own_site import own_site

FEW = {
    "Ferry crews walk out": "Ferry crews walked out at dawn over pay and the harbor fell silent, the "
    "union says the operator broke a promise on overtime wages for deckhands.",
    "Ferries sail again": "Ferry crews return after the operator raised overtime wages for deckhands; "
    "the union called the pay deal a promise kept and the harbor filled again.",
}
SAME = "The council of the harbor met on Monday, weighed the barrier and voted for eight new gates."


SHARES = {0.1: 0.99, 0.25: 0.96, 0.4: 0.7}
"""Of the changed sentences -> how many copies must still be found."""
MOST_FALSE = 0.05
MADE = 500
A_SENTENCE, SENTENCES = 25, 25


def changed(given: Path | None) -> list[str]:
    """Prints the shares found and falsely found; answers with what is worse than promised."""
    stories, pairs = _of_file(given) if given else _of_ours()
    sentences = [each for story in stories for each in story]
    wrong = []
    for share, least in SHARES.items():
        dice, found = random.Random(7), 0
        for n in range(MADE):
            story = stories[n % len(stories)]
            copy = list(story)
            for place in dice.sample(range(len(copy)), max(1, round(share * len(copy)))):
                copy[place] = dice.choice(sentences)
            found += _is_same("\n".join(story), "\n".join(copy))
        print(f"{share:4.0%} of the sentences changed: {found / MADE:6.1%} of {MADE} copies found")
        if found < least * MADE:
            wrong.append(f"fewer than {least:.0%} found at {share:.0%}")
    false = sum(_is_same(one, other) for one, other in pairs)
    print(f"different stories taken for one: {false} of {len(pairs)} pairs")
    return wrong + (["more than 5 % false"] if false > MOST_FALSE * len(pairs) else [])


def _is_same(one: str, other: str) -> bool:
    from articles.related.terms import SAME_TEXT, likeness, said_in, sketch

    return likeness(sketch(said_in(one)), sketch(said_in(other))) >= SAME_TEXT


Stories = tuple[list[list[str]], list[tuple[str, str]]]
"""Stories as sentences, and pairs of different stories."""


def _of_ours() -> Stories:
    """Stories of the library's words; pairs of the sixty stories that tell the same event."""
    from tests.bench.texts import story
    from tests.related.test_related_quality import events

    made = []
    for number in range(MADE):
        words = " ".join(story(number).paragraphs).split()
        starts = range(0, A_SENTENCE * SENTENCES, A_SENTENCE)
        made.append([" ".join(words[start : start + A_SENTENCE]) for start in starts])
    told = [(event, f"{headline}\n{text}") for _subject, event, headline, text in events()]
    pairs = [
        (one, other)
        for (event, one), (same, other) in itertools.combinations(told, 2)
        if event == same
    ]
    return made, pairs


def _of_file(path: Path) -> Stories:
    """Stories of eight sentences or more; all pairs of all stories."""
    with path.open(encoding="utf-8") as lines:
        texts = [f"{row['headline']}\n{row['body_text']}" for row in map(json.loads, lines)]
    parted = [SENTENCE.split(text) for text in texts]
    long = [[each for each in story if len(each.split()) > 3] for story in parted]
    return [story for story in long if len(story) >= 8], list(itertools.combinations(texts, 2))


SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


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
    parser.add_argument("--changed", type=Path, nargs="?", const=Path(), metavar="FILE")
    options = parser.parse_args()
    if options.changed is not None:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
        import django

        django.setup()
        return told(changed(options.changed if options.changed.name else None))
    with own_site("copies", postgres=options.postgres):
        return told(measure(options.stories))


def told(wrong: list[str]) -> int:
    """Prints what is wrong; the exit status."""
    print("\n".join(wrong) or "nothing wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
