"""The demo paper in a folder of its own, served by the production server until the judges are done."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.judges.addresses import ask

PATIENCE = 120
"""Seconds in which the server must answer."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of the demo; it is made in `folder` if it is not there yet."""
    site = f"http://127.0.0.1:{free_port()}"
    around = {**os.environ, "DATA_DIR": str(folder), "SITE_URL": site}
    python = [sys.executable, "-m"]
    subprocess.run([sys.executable, "manage.py", "demo", "--no-serve"], env=around, check=True)
    server = subprocess.Popen(
        [*python, "gunicorn", "tests.judges.wsgi", "-b", site.removeprefix("http://"),
         "--threads", "4", "--log-level", "critical"],
        env=around,
    )  # fmt: skip
    try:
        _wait_for(site, server)
        yield site
    finally:
        server.terminate()
        server.wait()


def _wait_for(site: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < until:
        try:
            if ask(f"{site}/health")[0] == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The demo does not answer.")
