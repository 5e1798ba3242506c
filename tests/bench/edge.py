"""A page behind the shipped nginx against the same bytes as a file: `python -m tests.bench.edge`.

    uv run python -m tests.bench.edge [--database URL] [--seconds 4] [--rounds 5] [--port 8470]

Without a database it makes one of a few stories. The web server keeps its pages and nginx keeps them
two seconds, as shipped; beside it a second nginx serves the page's packed bytes as a file with
gzip_static. Both are asked in turn by wrk over the same number of connections, and what counts is the
processor's time of each nginx for one answer, as a multiple, of the median round: the wires and the
asker's own work weigh on both alike. The bound is 1.3.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.bench.serving import TICK
from tests.cluster import machines
from tests.cluster.readers import ask

CONNECTIONS = 32
MOST = 1.3

FILE = """
daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 8192; }}
http {{ access_log off; include /etc/nginx/mime.types; sendfile on; tcp_nopush on;
client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
server {{ listen 127.0.0.1:{port} backlog=4096; root {folder}/files; gzip_static on; gunzip on; }} }}
"""


@dataclass
class Asked:
    """What one nginx did in one round."""

    per_second: float
    cpu_us: float


def plain(folder: Path, port: int, page: bytes) -> machines.Process:
    """nginx with the page as a file, plain and packed."""
    files = folder / "files"
    files.mkdir(parents=True)
    (files / "page.html").write_bytes(page)
    (files / "page.html.gz").write_bytes(gzip.compress(page, 6))
    folder.chmod(0o755)
    (folder / "nginx.conf").write_text(FILE.format(folder=folder, port=port))
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf")]
    return machines.Process(command, port=port, environment={}, folder=folder)


def cpu_of(server: machines.Process) -> float:
    """Seconds that it and its children have worked."""
    pid = server.process.pid
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    spent = 0
    for one in [str(pid), *children]:
        facts = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        spent += int(facts[11]) + int(facts[12])
    return spent / TICK


def load(server: machines.Process, path: str, seconds: float) -> Asked:
    """One run of wrk that takes packed answers; every answer must be a good one."""
    before = cpu_of(server)
    done = subprocess.run(
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds:g}s", "-H", "Accept-Encoding: gzip",
         f"http://127.0.0.1:{server.port}{path}"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    if "Non-2xx" in done.stdout or "Socket errors" in done.stdout:
        raise SystemExit(f"not every answer was one: {done.stdout}")
    words = done.stdout.split()
    requests = int(words[words.index("requests") - 1])
    rate = float(words[words.index("Requests/sec:") + 1])
    return Asked(rate, 1e6 * (cpu_of(server) - before) / requests)


def measure(folder: Path, options: argparse.Namespace, environment: dict[str, str]) -> list[str]:
    """The lines of the table; the last names the multiple."""
    web = machines.web(folder / "web", options.port + 1, environment)
    edge = machines.edge(folder / "edge", options.port, [web.port], static=folder / "static")
    parts = [web, edge]
    try:
        path = first_story()
        status, page, _headers = ask(edge.port, path, timeout=30)
        assert status == 200, status
        file = plain(folder / "file", options.port + 2, page)
        parts.append(file)
        rounds = [
            (load(edge, path, options.seconds), load(file, "/page.html", options.seconds))
            for _n in range(options.rounds)
        ]
    finally:
        for part in reversed(parts):
            part.stop()
    times = [kept.cpu_us / bare.cpu_us for kept, bare in rounds]
    told = sorted(zip(times, rounds, strict=True), key=lambda pair: pair[0])[len(rounds) // 2]
    if options.json:
        options.json.write_text(json.dumps([[asdict(a), asdict(b)] for a, b in rounds], indent=1))
    lines = [
        f"{name:24} {one.per_second:8.0f}/s {one.cpu_us:7.1f} µs of nginx an answer"
        for name, one in zip(
            ("shipped nginx, kept page", "nginx, the same file"), told[1], strict=True
        )
    ]
    middle = statistics.median(times)
    listed = ", ".join(f"{each:.2f}" for each in times)
    size = len(page) / 1024
    return [*lines, f"{middle:.2f} times the file of {size:.0f} kB (rounds {listed}; bound {MOST})"]


def first_story() -> str:
    from articles.models import Article
    from tests.factories import make_article

    story = Article.objects.published().select_related("section").order_by("pk").first()
    return (story or make_article()).get_absolute_url()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--database")
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--port", type=int, default=8470)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is not installed here: apt-get install wrk.")
    folder = Path(tempfile.mkdtemp(prefix="newsroom-edge-"))
    folder.chmod(0o755)
    environment = {
        "DJANGO_SETTINGS_MODULE": "newsroom.settings", "DATA_DIR": str(folder / "here"),
        "DATABASE_URL": options.database or f"sqlite:///{folder / 'few.sqlite3'}",
        "SECRET_KEY": "only for the load, " * 3, "STATIC_HASHED": "0", "LOG_LEVEL": "ERROR",
    }  # fmt: skip
    os.environ |= environment
    import django

    django.setup()
    if not options.database:
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
    try:
        print("\n".join(measure(folder, options, environment)))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
