"""F15: backups of a site that is written to, each put back on an empty host and held against what was saved.

    uv run python -m tests.faults.backing_up [--turns 20] [--stories 2000] [--postgres]

Four writers save stories, bring pictures and withdraw without pause. Each turn makes a backup by
`manage.py backup`, puts it back by `manage.py restore` with an empty data folder and an empty database,
and looks: is every story a version that was saved, whole with its history, has every picture its file,
is what was withdrawn before still withdrawn? Exit status 1 if anything is not.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from tests.attack.table import tell

ROOT = Path(__file__).resolve().parents[2]
WRITERS = 4
PAUSE = 0.05
PICTURE_EACH, WITHDRAWAL_EACH = 8, 40


@dataclass
class Written:
    """What the writers did; a version is noted once its transaction is over."""

    headlines: dict[tuple[int, int], str] = field(default_factory=dict)
    withdrawn: list[int] = field(default_factory=list)
    took: list[float] = field(default_factory=list)
    pictures: int = 0
    refused: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def write(self, number: int, stories: int) -> None:
        """One writer with stories of its own."""
        from django.db import Error, connections

        from articles.models import Article
        from articles.publishing.saving import save_story
        from articles.publishing.withdraw import withdraw

        own = list(range(1 + number, stories + 1, WRITERS))
        dice, turn = random.Random(number), 0
        while not self.over.wait(PAUSE):
            turn += 1
            story = Article.objects.get(pk=dice.choice(own))
            story.headline = f"Take {turn} of writer {number}"
            began = time.monotonic()
            try:
                save_story(story, action="correct")
                self.took.append(time.monotonic() - began)
                self.headlines[story.pk, story.version] = story.headline
                if turn % PICTURE_EACH == 0:
                    self.bring_picture(dice)
                if turn % WITHDRAWAL_EACH == 0:
                    own.remove(story.pk)
                    withdraw(story, reason="The drill asks for it.")
                    self.headlines[story.pk, story.version] = story.headline
                    self.withdrawn.append(story.pk)
            except Error as fault:
                self.refused.append(repr(fault))
        connections.close_all()

    def bring_picture(self, dice: random.Random) -> None:
        from PIL import Image

        from media.intake import Taken, take_in

        file = BytesIO()
        Image.frombytes("RGB", (64, 48), dice.randbytes(64 * 48 * 3)).save(file, "JPEG")
        file.seek(0)
        assert isinstance(take_in(file, name="harbor.jpg"), Taken)
        self.pictures += 1


@dataclass
class Turn:
    before: set[int]
    """Withdrawn when the backup was begun."""
    backup: float
    restore: float
    found: dict[str, Any]


class Hosts:
    """The site that is written to, and empty ones on which its backups are put back."""

    def __init__(self, folder: Path, *, postgres: bool) -> None:
        self.folder = folder
        self.server: Any = None
        self.path = os.environ["PATH"]
        if postgres:
            from tests.cluster.machines import Database

            self.server = Database(folder / "server")
            self.path = f"{self.server.bin}:{self.path}"

    def environment(self, name: str) -> dict[str, str]:
        """Of a host by that name; its database and folder are empty the first time."""
        home = self.folder / name
        home.mkdir(exist_ok=True)
        url = f"sqlite:///{home / 'newsroom.sqlite3'}"
        if self.server is not None:
            if not self.server.ask(f"SELECT count(*) FROM pg_database WHERE datname = '{name}'"):
                self.server.ask(f"CREATE DATABASE {name}")
            url = self.server.url.removesuffix("postgres") + name
        return {
            "DATABASE_URL": url, "DATA_DIR": str(home), "STATIC_HASHED": "0", "PATH": self.path,
            "SECRET_KEY": "only for the drill, " * 3, "LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        }  # fmt: skip

    def forget(self, name: str) -> None:
        shutil.rmtree(self.folder / name)
        if self.server is not None:
            self.server.ask(f"DROP DATABASE {name} WITH (FORCE)")

    def run(self, name: str, *command: str) -> tuple[str, float]:
        began = time.monotonic()
        done = subprocess.run(
            [sys.executable, *command], env={**os.environ, **self.environment(name)}, cwd=ROOT,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise SystemExit(f"{' '.join(command)} on {name} failed:\n{done.stdout}{done.stderr}")
        return done.stdout, time.monotonic() - began


def turn(hosts: Hosts, number: int, written: Written) -> Turn:
    before, copy = set(written.withdrawn), str(hosts.folder / "backup")
    _said, backup = hosts.run("site", "manage.py", "backup", copy)
    name = f"host{number}"
    _said, restore = hosts.run(name, "manage.py", "restore", copy, "--yes")
    said, _took = hosts.run(name, "-m", "tests.faults.backing_up", "--look")
    hosts.forget(name)
    return Turn(before, backup, restore, json.loads(said))


def look() -> dict[str, Any]:
    """What stands in a database that was put back."""
    import django

    django.setup()
    from django.db import connection
    from django.db.models import Max

    from articles.models import Article, Revision, State
    from media.models import Picture

    newest = dict(Revision.objects.values_list("article").annotate(Max("number")))
    told = {
        (pk, number): snapshot["headline"]
        for pk, number, snapshot in Revision.objects.values_list("article", "number", "snapshot")
    }
    rows = list(Article.objects.values_list("pk", "version", "headline", "state"))
    sound = True
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            sound = cursor.fetchone() == ("ok",)
    return {
        "stories": [[pk, version, headline] for pk, version, headline, _state in rows if version > 1],
        "torn": [
            pk
            for pk, version, headline, _state in rows
            if version > 1 and (newest.get(pk) != version or told[pk, version] != headline)
        ],
        "withdrawn": [pk for pk, _version, _headline, state in rows if state == State.WITHDRAWN],
        "without_file": [
            picture.pk
            for picture in Picture.objects.all()
            if not _is_whole(picture)
        ],
        "pictures": Picture.objects.count(),
        "all": len(rows),
        "is_sound": sound,
    }  # fmt: skip


def _is_whole(picture: Any) -> bool:
    """Whether its file is there with the bytes that came in."""
    if not picture.file.storage.exists(picture.file.name):
        return False
    with picture.file.open("rb") as opened:
        return bool(hashlib.file_digest(opened, "sha256").hexdigest() == picture.sha256)


def faults(turns: list[Turn], written: Written, stories: int) -> list[str]:
    """Sentences."""
    found = []
    for number, each in enumerate(turns, start=1):
        saw = each.found
        unsaved = [
            pk for pk, version, headline in saw["stories"] if written.headlines.get((pk, version)) != headline
        ]  # fmt: skip
        lines = {
            "versions that nobody saved": unsaved,
            "stories without their newest version": saw["torn"],
            "pictures without their file": saw["without_file"],
            "withdrawn stories that came back": sorted(each.before - set(saw["withdrawn"])),
            "stories missing": [stories - saw["all"]] if saw["all"] != stories else [],
            "an unsound file": [] if saw["is_sound"] else [True],
        }
        found += [f"backup {number}: {what}: {which}" for what, which in lines.items() if which]
    return found


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--turns", type=int, default=20)
    parser.add_argument("--stories", type=int, default=2000)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--look", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.look:
        sys.stdout.write(json.dumps(look()))
        return 0
    folder = Path(tempfile.mkdtemp(prefix="newsroom-backing-up-"))
    folder.chmod(0o755)
    hosts = Hosts(folder, postgres=options.postgres)
    try:
        hosts.run("site", "-m", "tests.bench.library", str(options.stories), "--links", "straight")
        return drill(hosts, options)
    finally:
        if hosts.server is not None:
            hosts.server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def drill(hosts: Hosts, options: argparse.Namespace) -> int:
    os.environ |= hosts.environment("site")
    import django

    django.setup()
    written = Written()
    writers = [
        threading.Thread(target=written.write, args=[number, options.stories])
        for number in range(WRITERS)
    ]
    for writer in writers:
        writer.start()
    turns = []
    try:
        for number in range(options.turns):
            turns.append(turn(hosts, number, written))
    finally:
        written.over.set()
        for writer in writers:
            writer.join()
    found = faults(turns, written, options.stories)
    slowest = sorted(written.took)[int(len(written.took) * 0.99)]
    last = turns[-1].found
    copying, putting = (
        max(getattr(each, what) for each in turns) for what in ("backup", "restore")
    )
    sys.stdout.write(
        f"{len(turns)} backups put back, {len(found)} not as they were; {len(written.took)} saves meanwhile, "
        f"p99 {slowest:.2f} s, refused {len(written.refused)}; {last['pictures']} pictures and "
        f"{len(last['withdrawn'])} withdrawals in the last; a backup took "
        f"{copying:.1f} s at most, putting it back {putting:.1f}\n"
    )  # fmt: skip
    return tell(
        "F15", f"backups of a site that is written to on {'PostgreSQL' if options.postgres else 'SQLite'} "
        f"({len(written.took)} saves, p99 {slowest:.2f} s, {last['pictures']} pictures, "
        f"{len(last['withdrawn'])} withdrawals), each put back on an empty host and compared",
        tried=len(turns), failed=[*found, *written.refused], asked="0 of 20 backups",
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
