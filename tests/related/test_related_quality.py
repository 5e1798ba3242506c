"""The related links of 59 labelled stories of ours hold a floor of quality."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.ingest.pipeline import Options, run_import
from articles.models import RelatedPick
from articles.related.evaluating import quality
from newsroom.demo.paper import exported, stories

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
FLOORS = {"nDCG@5": 0.70, "recall@5": 0.70, "MRR": 0.80}
"""Measured .756, .759, .862 on the demo paper; labels are its editors' picks (2) and shared topics (1)."""


def labels() -> list[dict[str, object]]:
    """What the manuscripts say: picks in either direction are one event, two shared topics a subject."""
    texts = stories()
    topics = {name: set(story.listed("topics")) for name, story in texts.items()}
    gains: dict[str, dict[str, float]] = {name: {} for name in texts}
    for name in texts:
        for other in texts:
            if other != name and len(topics[name] & topics[other]) >= 2:
                gains[name][other] = 1
    for name, story in texts.items():
        for other in story.listed("related"):
            if other in gains:
                gains[name][other] = gains[other][name] = 2
    return [{"id": name, "relevant": given} for name, given in gains.items()]


@pytest.mark.django_db
@pytest.mark.sqlite
def test_the_machine_finds_what_editors_picked(tmp_path: Path) -> None:
    wire = tmp_path / "ledger.jsonl"
    lines = []
    for story in exported(NOW):
        lines.append(json.dumps({**story, "pictures": [], "related": [], "embargo_until": None}))
    wire.write_text("\n".join(lines))
    run_import(Options(paths=[str(wire)], publish=True))
    RelatedPick.objects.all().delete()
    given = tmp_path / "labels.jsonl"
    given.write_text("\n".join(json.dumps(row) for row in labels()))
    out = io.StringIO()
    call_command("evaluate_related", str(given), json=True, stdout=out)
    scored = json.loads(out.getvalue())
    assert scored["stories"] >= 50
    assert {name: scored[name] >= floor for name, floor in FLOORS.items()} == dict.fromkeys(
        FLOORS, True
    ), scored


def test_the_arithmetic_is_that_of_the_books() -> None:
    perfect = quality({"a": ["b", "c"]}, [("a", {"b": 2, "c": 1})])
    assert (perfect.ndcg, perfect.recall, perfect.mrr) == (1.0, 1.0, 1.0)
    late = quality({"a": ["x", "b"]}, [("a", {"b": 2})])
    assert (round(late.ndcg, 4), late.recall, late.mrr) == (0.6309, 1.0, 0.5)
    nothing = quality({}, [("a", {"b": 2}), ("c", {})])
    assert (nothing.stories, nothing.ndcg, nothing.recall, nothing.mrr) == (1, 0.0, 0.0, 0.0)


def test_a_file_that_is_no_labels_is_told(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_text("not json")
    with pytest.raises(CommandError, match="is not a file of labels"):
        call_command("evaluate_related", str(path))
