"""Builds the demo paper through the import pipeline; a second build finds everything there."""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from articles.ingest.pipeline import Options, run_import
from articles.models import Article, ImportItem, Person, Section
from newsroom.demo.accounts import ensure_accounts
from newsroom.demo.finishing import finish
from newsroom.demo.paper import NAME, TAGLINE, write_material
from newsroom.demo.registers import ensure_registers


def build(*, say: Callable[[str], object] = lambda line: None) -> str:
    """Makes the paper if it is not there yet; answers with what there is, in a sentence.

    The day of the first build stays the paper's today, so that building twice changes nothing.
    """
    started = time.monotonic()
    today = _first_day()
    users = ensure_accounts()
    if ImportItem.objects.exists():
        ensure_registers()
        return f"The demo paper is here already: {_census()}."
    say("Drawing the pictures and writing the stories…")
    folder = Path(tempfile.mkdtemp(prefix="newsroom-demo-"))
    try:
        ensure_registers()
        write_material(folder, today)
        say("Importing them…")
        result = run_import(Options(paths=[str(folder)], publish=True, user=users["editor"]))
        for problem in result.problems:
            if problem.action != "noted":
                say(f"  {problem.action}: {problem.origin}: {problem.message}")
        finish(users, today)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return f"The demo paper is made: {_census()}, in {time.monotonic() - started:.0f} s."


def remember_address(site: str) -> None:
    """Where the demo is served: by it this process and later commands tell links (`SITE_URL`)."""
    settings.SITE_URL = site
    kept = settings.DATA_DIR / "demo.json"
    facts = json.loads(kept.read_text())
    if facts.get("site_url") != site:
        kept.write_text(json.dumps(facts | {"site_url": site}))


def _first_day() -> datetime:
    """Now, or the moment of the first build in this data folder."""
    kept = settings.DATA_DIR / "demo.json"
    if kept.exists():
        return datetime.fromisoformat(json.loads(kept.read_text())["made_at"])
    now = timezone.now().replace(microsecond=0)
    kept.write_text(
        json.dumps({"made_at": now.isoformat(), "site_name": NAME, "site_tagline": TAGLINE})
    )
    return now


def _census() -> str:
    return (
        f"{Article.objects.count()} stories, {Section.objects.filter(in_navigation=True).count()} "
        f"sections, {Person.objects.count()} people"
    )
