"""The cluster of the drill: its machines started in order, a library in its database, and their ends."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.cluster import machines
from tests.cluster.machines import Database, Process, Replica

STORIES = 400
HOT = 20


def renders_of(web: Path) -> Counter[str]:
    """Pages that the web server with this data folder really made so far, by path."""
    log = web / "renders.log"
    return Counter(log.read_text().split("\n")) if log.exists() else Counter()


@dataclass
class Cluster:
    folder: Path
    port: int
    parts: dict[str, Process] = field(default_factory=dict)

    def start(self) -> None:
        """Every machine up, a library in the database, and Django here as the editors' machine."""
        self.primary = Database(self.folder / "one")
        self.replica = Replica(self.folder / "two", self.primary)
        self.webs = [self.port + 2, self.port + 3]
        self.parts["valkey"] = machines.valkey(self.folder, self.port + 4)
        self.parts["store"] = machines.object_store(self.folder, self.port + 5)
        self._make_bucket()
        environment = self.environment()
        os.environ |= environment
        self._fill(environment)
        for number, port in enumerate(self.webs):
            self.parts[f"web {number}"] = machines.web(
                self.folder / f"web{number}", port, environment
            )
        static = self.folder / "editors" / "static"
        self.parts["edge"] = machines.edge(
            self.folder / "edge", self.port, self.webs, static=static
        )
        import django

        django.setup()

    def environment(self) -> dict[str, str]:
        one, two = (str(each.folder).replace("/", "%2F") for each in (self.primary, self.replica))
        store = f"http://127.0.0.1:{self.port + 5}"
        return {
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "DATABASE_URL": f"postgres://newsroom@{one},{two}/postgres?target_session_attrs=read-write",
            "DATABASE_REPLICA_URLS": f"postgres://newsroom@{two}/postgres",
            "CACHE_URL": f"rediscache://127.0.0.1:{self.port + 4}/0",
            "STORAGE_URL": f"s3://key:secret@originals?endpoint={store}&region=us-east-1",
            "SECRET_KEY": "only for the drill, " * 3,
            "DATA_DIR": str(self.folder / "editors"),
            "STATIC_HASHED": "0",
            "LOG_LEVEL": "ERROR",
        }

    def _make_bucket(self) -> None:
        import boto3

        store = boto3.client(
            "s3", endpoint_url=f"http://127.0.0.1:{self.port + 5}", region_name="us-east-1",
            aws_access_key_id="key", aws_secret_access_key="secret",
        )  # fmt: skip
        store.create_bucket(Bucket="originals")
        self.store = store

    def _fill(self, environment: dict[str, str]) -> None:
        command = [sys.executable, "-m", "tests.bench.library", str(STORIES), "--links", "straight"]
        subprocess.run(command, env={**os.environ, **environment}, check=True)

    def stop(self) -> None:
        for part in reversed(self.parts.values()):
            part.stop()
        for database in (self.replica, self.primary):
            database.stop()

    def renders(self) -> Counter[str]:
        """Pages that were really made so far, by path, on both web servers."""
        folders = [self.folder / f"web{number}" for number in range(len(self.webs))]
        return sum((renders_of(folder) for folder in folders), Counter())

    def hot(self) -> Callable[[], str]:
        """Addresses in turn: the front twice as often as each of the newest stories."""
        from articles.models import Article

        newest = Article.objects.published().newest_first().select_related("section")[:HOT]
        paths = ["/", *(story.get_absolute_url() for story in newest)]
        turns = itertools.cycle([*paths, "/"])
        return lambda: next(turns)

    def tail(self) -> Callable[[], str]:
        """Addresses of all stories in turn, so that most pages must be made."""
        from articles.models import Article

        stories = Article.objects.published().order_by("pk").select_related("section")
        turns = itertools.cycle([story.get_absolute_url() for story in stories])
        return lambda: next(turns)
