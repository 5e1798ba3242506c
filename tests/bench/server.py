"""A PostgreSQL for benchmarks whose data stay: `python -m tests.bench.server FOLDER start|stop|url`.

It listens on a socket in FOLDER only. Durable enough to be stopped and started, not for a newsroom:
fsync is off.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from tests.postgres import Server

SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "8GB",
    "listen_addresses": "",
    "max_connections": "60",
    "shared_buffers": "1GB",
    "effective_cache_size": "4GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "512MB",
}


def url(folder: Path, name: str = "postgres") -> str:
    host = str(folder).replace("/", "%2F")
    return f"postgres://newsroom@{host}/{name}"


def start(folder: Path) -> str:
    """Starts the server of this folder if it does not run; answers with its address."""
    if not _pid(folder):
        Server(folder, settings=SETTINGS, outlives=True)
    return url(folder)


def stop(folder: Path) -> None:
    pid = _pid(folder)
    if not pid:
        return
    os.kill(pid, signal.SIGINT)
    while Path(f"/proc/{pid}").exists():
        time.sleep(0.1)


def _pid(folder: Path) -> int:
    """The running server's process, 0 if there is none."""
    kept = folder / "data" / "postmaster.pid"
    try:
        pid = int(kept.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return 0
    return pid if Path(f"/proc/{pid}").exists() else 0


def pids(folder: Path) -> list[int]:
    """The server and all its processes."""
    pid = _pid(folder)
    if not pid:
        return []
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *map(int, children)]


if __name__ == "__main__":
    folder = Path(sys.argv[1]).resolve()
    match sys.argv[2]:
        case "start":
            print(start(folder))
        case "stop":
            stop(folder)
        case "url":
            print(url(folder))
        case other:
            sys.exit(f"{other}: say start, stop or url.")
