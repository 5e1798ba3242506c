"""How well web pages are read: body words found and kept out, titles, authors and dates.

Run: python -m tests.bench.webpages [--details]; needs the shared pages beside the checkout.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

from articles.body.markup.rules import formula_of
from articles.body.words import plain_text
from articles.ingest.readers import webpage
from articles.ingest.record import Problem, StoryRecord
from tests.shared_data import FOLDER


@dataclass
class Tally:
    """Right and wrong answers to one question."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)

    def count(self, *, right: bool, note: str) -> None:
        """Adds one answer."""
        self.right += right
        if not right:
            self.wrong.append(note)

    def __str__(self) -> str:
        total = self.right + len(self.wrong)
        share = f"{100 * self.right / total:.1f} %" if total else "-"
        return f"{self.right}/{total} ({share})"


def read_story(path: Path) -> StoryRecord | None:
    """The story of a page; None where the reader reports a problem."""
    with path.open("rb") as stream:
        for found in webpage.read(stream, str(path)):
            if isinstance(found, StoryRecord):
                return found
            if isinstance(found, Problem) and found.action == "refused":
                print(f"  refused {path.name}: {found.message}")
    return None


def words_of(story: StoryRecord) -> str:
    """The body's words on one line."""
    text = plain_text(story.body) if story.body else ""  # type: ignore[arg-type]
    return re.sub(r"\s+", " ", text)


def same(one: str, other: str) -> bool:
    """Equal up to case, spaces and punctuation."""
    return letters(one) == letters(other)


def letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def real_pages(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    expected = json.loads((folder / "cc-pages.expect.json").read_text())
    for name, facts in expected.items():
        yield folder / name, facts


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--details", action="store_true")
    details = parser.parse_args().details
    names = ("text found", "text kept out", "title", "author", "date", "topics")
    tallies = {name: Tally() for name in names}
    started = time.perf_counter()
    pages = 0
    for path, facts in real_pages(FOLDER / "html"):
        pages += 1
        story = read_story(path) or StoryRecord(origin=None)  # type: ignore[arg-type]
        body = words_of(story)
        for text in facts.get("with", []):
            found = letters(text) in letters(body) or letters(text) in letters(story.headline)
            tallies["text found"].count(right=found, note=f"{path.name}: {text}")
        for text in facts.get("without", []):
            absent = letters(text) not in letters(body)
            tallies["text kept out"].count(right=absent, note=f"{path.name}: {text}")
        if facts.get("title"):
            note = f"{path.name}: {story.headline!r} for {facts['title']!r}"
            tallies["title"].count(right=same(story.headline, facts["title"]), note=note)
        if facts.get("author"):
            note = f"{path.name}: {story.byline!r} for {facts['author']!r}"
            tallies["author"].count(right=same(story.byline, facts["author"]), note=note)
        if facts.get("date"):
            day = story.published_at.date().isoformat() if story.published_at else ""
            note = f"{path.name}: {day!r} for {facts['date']!r}"
            tallies["date"].count(right=day == facts["date"], note=note)
        for topic in facts.get("tags", []):
            known = {letters(name) for name in [*story.topics, story.section]}
            tallies["topics"].count(right=letters(topic) in known, note=f"{path.name}: {topic}")
    each = 1000 * (time.perf_counter() - started) / max(pages, 1)
    print(f"{pages} real pages, {each:.0f} ms each")
    small_pages(tallies)
    for name, tally in tallies.items():
        print(f"{name:22} {tally}")
        for note in tally.wrong if details else []:
            print(f"    {note}")


def small_pages(tallies: dict[str, Tally]) -> None:
    """The hand-made pages: share of the expected words found, and of ours that are expected."""
    for name in ("small: recall 90 %", "small: precision 90 %", "small: title", "small: byline"):
        tallies[name] = Tally()
    for folder in sorted((FOLDER / "html" / "readability").iterdir()):
        if not folder.is_dir():
            continue
        story = read_story(folder / "source.html") or StoryRecord(origin=None)  # type: ignore[arg-type]
        expected = json.loads((folder / "expected-metadata.json").read_text())
        wanted = re.findall(r"\w+", _IN_TAGS.sub(_drawn, (folder / "expected.html").read_text()))
        ours = re.findall(r"\w+", words_of(story))
        recall, precision = overlap(ours, wanted)
        tallies["small: recall 90 %"].count(
            right=recall >= 0.9, note=f"{folder.name}: {recall:.2f}"
        )
        tallies["small: precision 90 %"].count(
            right=precision >= 0.9, note=f"{folder.name}: {precision:.2f}"
        )
        if expected.get("title"):
            note = f"{folder.name}: {story.headline!r} for {expected['title']!r}"
            tallies["small: title"].count(right=same(story.headline, expected["title"]), note=note)
        if expected.get("byline"):
            note = f"{folder.name}: {story.byline!r} for {expected['byline']!r}"
            tallies["small: byline"].count(right=same(story.byline, expected["byline"]), note=note)


_IN_TAGS = re.compile(r"<[^>]*>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


def _drawn(tag: re.Match[str]) -> str:
    """Nothing of a tag, but the words of the formula that an image draws in its sentence."""
    attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(tag[0])}
    return f" {formula_of(attributes)} " if tag[0].startswith("<img") else " "


def overlap(ours: list[str], wanted: list[str]) -> tuple[float, float]:
    """(recall, precision) of the words as bags."""
    left: dict[str, int] = {}
    for word in wanted:
        left[word.casefold()] = left.get(word.casefold(), 0) + 1
    shared = 0
    for word in ours:
        if left.get(word.casefold(), 0):
            left[word.casefold()] -= 1
            shared += 1
    return shared / max(len(wanted), 1), shared / max(len(ours), 1)


if __name__ == "__main__":
    main()
