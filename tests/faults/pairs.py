"""Two editors save one story at the same moment, 500 times; then 500 who are alone.

    python -m tests.faults.pairs [--pairs 500] [--alone 500] [--postgres] [--seed 1]

The other of a pair is an editor (same field, other fields, people, pictures), an import's update,
an autosave or a scheduled publication. Prints one table; exit 1 if a word was lost in silence or
somebody heard of a clash that there was not.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from tests.attack.table import tell


def prepare(folder: Path, *, postgres: bool) -> None:
    """An empty database of its own."""
    os.environ |= {"DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    if postgres:
        from tests.postgres import Server

        os.environ["DATABASE_URL"] = Server().url
    import django
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    django.setup()
    setup_test_environment()
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    call_command("migrate", verbosity=0)


def alone(sessions: int) -> int:
    """One editor types, is autosaved and saves three times, again and again; how often it clashed."""
    import json

    from django.contrib.auth.models import User
    from django.test import Client

    from articles.models import Article
    from tests.admin.pages import address
    from tests.factories import make_article, make_document
    from tests.publishing.pairs import TEXTS, posted, text_field

    client = Client()
    client.force_login(User.objects.create_superuser("alone", password="a long password"))
    clashes = 0
    for number in range(sessions):
        story = make_article("draft", body=make_document(*TEXTS))
        for take in range(3):
            story = Article.objects.get(pk=story.pk)
            form = posted(story, [text_field("headline", f"Take {take} of {number}")])
            sent = {"base_version": story.version, "form": {"fields": {"headline": "typed"}}}
            client.post(address(story, "draft"), json.dumps(sent), content_type="application/json")
            clashes += client.post(address(story), form).status_code != 302
    return clashes


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pairs", type=int, default=500)
    parser.add_argument("--alone", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newsroom-pairs-") as name:
        prepare(Path(name), postgres=options.postgres)
        from tests.publishing.pairs import Pairs

        started = time.monotonic()
        pairs = Pairs(Path(name), seed=options.seed, at_once=True)
        told = pairs.run(options.pairs)
        pairs.close()
        clashes = alone(options.alone)
        took = time.monotonic() - started
    sys.stdout.write(
        f"{told.pairs} pairs: {told.joined} joined, {told.clashes} shown side by side, "
        f"{told.held} imports held, {told.first} beside an autosave or a schedule; "
        f"{len(told.lost)} lost in silence, {len(told.false_clashes)} false clashes; "
        f"{options.alone} alone: {clashes} false clashes; {took:.0f} s\n"
    )
    return tell(
        "F5", f"{told.pairs} pairs of editors at one moment, {options.alone} who are alone, on "
        f"{'PostgreSQL' if options.postgres else 'SQLite'}", tried=told.pairs + options.alone,
        failed=[*told.lost, *told.false_clashes, *["a lone editor's clash"] * clashes],
        asked="0 of 500 pairs and 500 alone",
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
