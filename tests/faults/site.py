"""The shipped server on a database of its own, for tests that kill, starve and flood it."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection


def copy_of_database(folder: Path) -> str:
    """The address of a SQLite file with everything that the tests' own database holds now."""
    target = folder / "site.sqlite3"
    connection.ensure_connection()
    with sqlite3.connect(target) as opened:
        connection.connection.backup(opened)
    return f"sqlite:///{target}"


@dataclass(slots=True)
class Answer:
    status: int
    """0: the connection broke."""
    content: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


class Site:
    """gunicorn as it is shipped, from `with` to its end; requests are counted by nobody."""

    def __init__(
        self,
        folder: Path,
        database: str,
        *,
        workers: int = 2,
        root: Path | None = None,
        **environ: str,
    ) -> None:
        self.root = root or settings.BASE_DIR
        self.door = socket.create_server(("127.0.0.1", 0), backlog=512)
        """Handed to the server as it is: a port that is let go may be another's a moment later."""
        self.port: int = self.door.getsockname()[1]
        self.folder, self.session = folder, ""
        self.environ = {
            **os.environ, "DATA_DIR": str(folder), "DATABASE_URL": database, "STATIC_HASHED": "0",
            "SECRET_KEY": settings.SECRET_KEY, "SITE_URL": f"http://127.0.0.1:{self.port}",
            "BIND": f"fd://{self.door.fileno()}", "WEB_PROCESSES": str(workers), "PAGE_CACHE": "1",
            "LOG_LEVEL": "CRITICAL", "DJANGO_SETTINGS_MODULE": "newsroom.settings", **environ,
        }  # fmt: skip

    def __enter__(self) -> Site:
        self.log = (self.folder / "server.log").open("wb")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "newsroom.wsgi", "-c", "newsroom/deploy/gunicorn.py"],
            cwd=self.root, env=self.environ, stdout=self.log, stderr=self.log,
            pass_fds=[self.door.fileno()],
        )  # fmt: skip
        self.door.close()
        for _try in range(1200):
            if self.ask("/health").status == 200:
                return self
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise TimeoutError(f"the server did not start: {self.said()}")

    def __exit__(self, *_fault: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.log.close()

    def said(self) -> str:
        return (self.folder / "server.log").read_text(errors="replace")[-1500:]

    def workers(self) -> list[int]:
        pid = self.process.pid
        try:
            listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        except OSError:
            return []
        return [int(child) for child in listed]

    def ask(
        self, path: str, form: dict[str, object] | None = None, *, timeout: float = 60
    ) -> Answer:
        """A GET, or a POST of a form as the signed-in editor, on a connection of its own."""
        door = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        headers = {"Host": f"127.0.0.1:{self.port}"}
        if self.session:
            headers["Cookie"] = (
                f"{settings.SESSION_COOKIE_NAME}={self.session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
            )
        body = None
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode({**form, "csrfmiddlewaretoken": TOKEN}, doseq=True)
        try:
            door.request("GET" if form is None else "POST", path, body, headers)
            got = door.getresponse()
            return Answer(got.status, got.read(), {n.lower(): v for n, v in got.getheaders()})
        except (OSError, http.client.HTTPException):
            return Answer(0)
        finally:
            door.close()


TOKEN = "k" * 32
"""A CSRF secret that the editor's cookie and form agree on."""
