"""What the import makes of real files: a table of outcomes, one row a file; no database.

    python -m tests.ingest.outcomes                     all of the shared data, where it is
    python -m tests.ingest.outcomes FOLDER --whole      every record in full, to read with one's eyes

Exit status 1 if a file gives neither a story, a picture nor a reason.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from articles.body.words import plain_text
from articles.ingest.companion_files import Neighbors
from articles.ingest.formats import HEAD_BYTES, detect, explain, reader
from articles.ingest.inputs import Input, gather
from articles.ingest.prepare import prepare
from articles.ingest.prepared import Prepared
from articles.ingest.record import Origin, PictureRecord, Problem, StoryRecord
from tests.ingest.told import tell
from tests.shared_data import FOLDER

FIELDS = (
    "byline", "dateline", "published_at", "updated_at", "language", "section", "topics", "people",
    "places", "organisations", "pictures", "related", "urgency", "version", "embargo_until",
    "standfirst", "kicker", "slugline", "canonical_url", "usage_terms", "editor_note", "corrections",
)  # fmt: skip


@dataclass(slots=True)
class Outcome:
    """One file: what it was read as and what came of it."""

    name: str
    format: str
    stories: list[Prepared] = field(default_factory=list)
    pictures: list[PictureRecord] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def says_something(self) -> bool:
        return bool(self.stories or self.pictures or self.problems)

    def row(self) -> str:
        told = Counter(
            {
                "stories": len(self.stories),
                "pictures": len(self.pictures),
                "held": sum(bool(story.hold) for story in self.stories),
                "refused": sum(problem.action == "refused" for problem in self.problems),
            }
        )
        counts = ", ".join(f"{number} {what}" for what, number in told.items() if number)
        return f"{self.name} | {self.format or '-'} | {counts or 'nothing'} | {self._said()}"

    def _said(self) -> str:
        if self.stories:
            story = self.stories[0]
            filled = [name for name in FIELDS if getattr(story.record, name)]
            words = len(plain_text(story.document).split())
            return f"“{story.record.headline[:60]}”, {words} words; {', '.join(filled)}"
        if self.problems:
            return self.problems[0].message
        return self.pictures[0].caption[:60] if self.pictures else ""


def outcomes(folder: Path) -> Iterator[Outcome]:
    """Every file behind the folder, read as the import reads it."""
    inputs = gather([str(folder)])
    for problem in inputs.problems:
        yield Outcome(problem.origin.file, "", problems=[problem])
    neighbors = Neighbors(inputs.files)
    for file in neighbors.tables_first():
        if neighbors.was_taken(file):
            taken = Problem(Origin(file.name), "Its table has read it.", action="noted")
            yield Outcome(file.name, "part of a table", problems=[taken])
        else:
            yield _outcome(file, neighbors)


def _outcome(file: Input, neighbors: Neighbors) -> Outcome:
    with file.open() as stream:
        head = stream.read(HEAD_BYTES)
        name = detect(file.name, head) or ""
        outcome = Outcome(file.name, name)
        if not name:
            outcome.problems.append(Problem(Origin(file.name), explain(file.name, head)))
            return outcome
        stream.seek(0)
        extras = {"beside": neighbors.beside(file)} if name == "tables" else {}
        for record in reader(name).read(stream, file.name, **extras):  # type: ignore[attr-defined]
            if isinstance(record, StoryRecord):
                _add(outcome, prepare(record))
            elif isinstance(record, PictureRecord):
                outcome.pictures.append(record)
            else:
                outcome.problems.append(record)
    return outcome


def _add(outcome: Outcome, story: Prepared) -> None:
    outcome.problems += story.problems
    if not story.refused:
        outcome.stories.append(story)


def whole(outcome: Outcome) -> str:
    """Everything that is said of one file, as JSON."""
    stories = [
        replace(story.record, body=dict(story.document), lines=None) for story in outcome.stories
    ]
    told = [*tell(stories), *tell(outcome.pictures), *tell(outcome.problems)]
    notes = [
        f"{note.action} {note.rule}: {note.text}"
        for story in outcome.stories
        for note in story.notes
    ]
    missing = [story.missing for story in outcome.stories]
    facts = {"records": told, "cleaning": notes, "missing": missing}
    return json.dumps(facts, ensure_ascii=False, indent=1, default=str)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--whole", action="store_true", help="print every record in full")
    call = parser.parse_args()
    if not call.folder.exists():
        parser.error(f"there is no {call.folder}; name a folder of real files")
    formats: Counter[str] = Counter()
    silent = []
    for outcome in outcomes(call.folder):
        formats[outcome.format or "refused by its looks"] += 1
        if not outcome.says_something:
            silent.append(outcome.name)
        print(outcome.row())  # noqa: T201
        if call.whole:
            print(whole(outcome))  # noqa: T201
    print("; ".join(f"{number} {name}" for name, number in formats.most_common()))  # noqa: T201
    print(f"{sum(formats.values())} files, {len(silent)} without a word: {silent}")  # noqa: T201
    return 1 if silent else 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    sys.exit(main())
