"""F15: backups while a site is written to, each put back on an empty host and compared.

    python -m tests.faults.backups [--backups 20] [--stories 2000] [--pictures 200]

Another process saves stories, uploads pictures and withdraws meanwhile. Of each backup: the database is sound,
the restored rows are those of the backup, every picture that a row names is there with its digest, and no story
is public that was withdrawn before the backup began. Prints one table; exit 1 if anything was not so.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

BUILD = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.faults.backups import add_story
for number in range({stories}):
    add_story(number, with_picture=number < {pictures})
"""
WRITE = """
import itertools, time
from tests.faults.backups import add_story, withdraw_one
for number in itertools.count(1_000_000):
    add_story(number, with_picture=number % 5 == 0)
    if number % 20 == 0:
        withdraw_one()
    time.sleep(0.02)
"""
SETUP = "import django; django.setup()\n"


def add_story(number: int, *, with_picture: bool) -> None:
    """One saved as the desk does it; its picture comes in by the door of an upload."""
    from io import BytesIO

    from django.utils import timezone
    from PIL import Image

    from articles.models import Article
    from articles.publishing.saving import save_story
    from media.intake import Taken, take_in

    picture = None
    if with_picture:
        drawn = BytesIO()
        Image.new("RGB", (64, 48), (number % 256, number // 256 % 256, 90)).save(drawn, "JPEG")
        drawn.seek(0)
        taken = take_in(drawn, name=f"{number}.jpg", look_for_resembling=False)
        assert isinstance(taken, Taken), taken
        picture = taken.picture
    save_story(
        Article(
            headline=f"Ward {number} votes", state="published", visibility="public",
            published_at=timezone.now(), lead_picture=picture,
        )
    )  # fmt: skip


def withdraw_one() -> None:
    from articles.models import Article
    from articles.publishing.withdraw import withdraw

    newest = Article.objects.published().order_by("-pk").first()
    if newest is not None:
        withdraw(newest, reason="a court said so")


@dataclass(slots=True)
class Told:
    """What all backups together showed."""

    faults: list[str] = field(default_factory=list)
    written: list[int] = field(default_factory=list)
    """Stories that came while each backup ran."""
    pictures: int = 0
    stones: int = 0
    backup_seconds: list[float] = field(default_factory=list)
    restore_seconds: list[float] = field(default_factory=list)


def run(folder: Path, *command: str) -> str:
    """The call with `folder` as the host's data; what it printed."""
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment(folder), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{command[:3]}: {done.stderr[-1500:]}")
    return done.stdout


def environment(folder: Path) -> dict[str, str]:
    settings = {"DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    return {**os.environ, **settings, "LOG_LEVEL": "CRITICAL", "PYTHONPATH": str(ROOT)}


def database(folder: Path) -> Path:
    [found] = folder.glob("*.sqlite3")
    return found


def dump(path: Path) -> list[str]:
    """Every row of the newsroom's own tables, as a digest a table; sessions and search are made anew."""
    with closing(sqlite3.connect(path)) as rows:
        names = [name for (name,) in rows.execute(TABLES)]
        return [
            f"{name}: {rows.execute(f'SELECT * FROM {name} ORDER BY 1').fetchall()!r}"
            for name in names
        ]


TABLES = (
    "SELECT name FROM sqlite_master WHERE type='table' AND (name IN ('articles_article', 'articles_revision',"
    " 'articles_tombstone', 'articles_auditentry', 'articles_placement') OR name LIKE 'media_%')"
)


def judge(told: Told, copy: Path, host: Path, number: int) -> None:
    """Puts the backup back on the empty host and compares."""
    began = time.monotonic()
    run(host, "manage.py", "migrate", "-v0")
    run(host, "manage.py", "restore", str(copy), "--yes")
    told.restore_seconds.append(time.monotonic() - began)
    path = database(host)
    with closing(sqlite3.connect(path)) as rows:
        sound = rows.execute("PRAGMA integrity_check").fetchone()[0]
        if sound != "ok":
            told.faults.append(f"backup {number}: {sound}")
        pictures = rows.execute("SELECT file, sha256 FROM media_picture").fetchall()
        revived = rows.execute(REVIVED).fetchone()[0]
    for name, digest in pictures:
        place = host / "uploads" / name
        if not place.is_file() or hashlib.sha256(place.read_bytes()).hexdigest() != digest:
            told.faults.append(f"backup {number}: {name} is not there whole")
    if revived:
        told.faults.append(f"backup {number}: {revived} withdrawn stories are public")
    differing = [
        one[:60]
        for one, other in zip(dump(path), dump(copy / "database.sqlite3"), strict=True)
        if one != other
    ]
    told.faults += [f"backup {number}: rows differ in {each}" for each in differing]
    told.pictures += len(pictures)


REVIVED = (
    "SELECT count(*) FROM articles_article WHERE visibility='public' AND id IN"
    " (SELECT article_pk FROM articles_tombstone WHERE article_pk IS NOT NULL)"
)


def count(path: Path, what: str = "articles_article") -> int:
    with closing(sqlite3.connect(path, timeout=20)) as rows:
        return int(rows.execute(f"SELECT count(*) FROM {what}").fetchone()[0])


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--backups", type=int, default=20)
    parser.add_argument("--stories", type=int, default=2000)
    parser.add_argument("--pictures", type=int, default=200)
    options = parser.parse_args()
    told = Told()
    with tempfile.TemporaryDirectory(prefix="newsroom-backups-") as name:
        site = Path(name) / "site"
        site.mkdir()
        run(site, "-c", SETUP + BUILD.format(stories=options.stories, pictures=options.pictures))
        writer = subprocess.Popen(
            [sys.executable, "-c", SETUP + WRITE], cwd=ROOT, env=environment(site)
        )
        try:
            for number in range(1, options.backups + 1):
                copy, host, before = (
                    Path(name) / f"copy-{number}",
                    Path(name) / "host",
                    count(database(site)),
                )
                host.mkdir()
                began = time.monotonic()
                run(site, "manage.py", "backup", str(copy))
                told.backup_seconds.append(time.monotonic() - began)
                told.written.append(count(database(site)) - before)
                judge(told, copy, host, number)
                shutil.rmtree(host)
                shutil.rmtree(copy)
                if writer.poll() is not None:
                    told.faults.append("the writer ended by itself")
            told.stones = count(database(site), "articles_tombstone")
        finally:
            writer.kill()
            writer.wait()
    return tell(told, options)


def tell(told: Told, options: argparse.Namespace) -> int:
    """The table; the exit status."""
    if not all(told.written):
        told.faults.append("nothing was written while a backup ran")
    rows = [
        ("backups; stories, pictures at the start", f"{options.backups}; {options.stories}, {options.pictures}"),
        ("stories saved while backups ran, in all and at least", f"{sum(told.written)}, {min(told.written)}"),
        ("stories withdrawn meanwhile", str(told.stones)),
        ("pictures looked for, each by its digest", str(told.pictures)),
        ("longest backup, longest restore", f"{max(told.backup_seconds):.1f} s, {max(told.restore_seconds):.1f} s"),
        ("faults", str(len(told.faults))),
    ]  # fmt: skip
    sys.stdout.write("".join(f"{what:<56}{figure}\n" for what, figure in rows))
    sys.stderr.write("".join(f"  {fault}\n" for fault in told.faults))
    return int(bool(told.faults))


if __name__ == "__main__":
    sys.exit(main())
