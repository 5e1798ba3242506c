"""A wire of JSON Lines: one story and its changes, and the import of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from articles.ingest.pipeline import Options, Result, run_import

STORY: dict[str, Any] = {
    "source": "wire.example",
    "source_id": "w-1",
    "version": "1",
    "headline": "Harbor bridge closes for a month",
    "standfirst": "Painters need the deck.",
    "section": "City",
    "byline": "By Nora Whitcombe",
    "contributors": [{"name": "Nora Whitcombe", "role": ""}],
    "published_at": "2026-05-04T08:15:00+00:00",
    "topics": ["Bridges", "Transport"],
    "people": [{"name": "Ivo Marchetti", "role": "subject"}],
    "body_text": "The bridge closes on Monday.\n\nIvo Marchetti called it a nuisance, and Mr. Marchetti "
    "should know.",
    "related": [{"headline": "Ferry adds sailings", "teaser": "Four more a day", "url": ""}],
}


def bring_in(*paths: Path, **options: Any) -> Result:
    return run_import(Options(paths=[str(path) for path in paths], **options))
