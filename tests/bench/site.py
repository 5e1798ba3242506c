"""What a page costs, as a multiple of a bare Django view under the same server in the same run.

`python -m tests.bench.site --stories 1000 [--postgres] [--cached]` builds a library if there is none
yet in the folder given by --data, serves it by gunicorn (one process, so that its CPU time can be
read), asks for each page in turn, and prints a table; --json FILE writes the figures.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import signal
import statistics
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
PORT = 8451


@dataclass
class Figure:
    page: str
    requests: int
    per_second: float
    p50_ms: float
    p99_ms: float
    cpu_ms: float
    times_bare: float
    kilobytes: float
    status: int


def cpu_of(pids: list[int]) -> float:
    """Seconds of CPU that these processes have used."""
    used = 0.0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        used += (int(fields[11]) + int(fields[12])) / TICK
    return used


def children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in listed]


def postgres_pids() -> list[int]:
    found = subprocess.run(
        ["pgrep", "-f", "postgres:"], capture_output=True, text=True, check=False
    )
    return [int(pid) for pid in found.stdout.split() if Path(f"/proc/{pid}/stat").exists()]


def ask(path: str, times: int) -> tuple[list[float], int, int]:
    """Milliseconds of each answer, the last one's size and status."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    took = []
    size = status = 0
    for _number in range(times):
        started = time.perf_counter()
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        size, status = len(answer.read()), answer.status
        took.append((time.perf_counter() - started) * 1000)
    connection.close()
    return took, size, status


def pages() -> dict[str, list[str]]:
    """Name -> addresses, asked in turn; the busiest person and topic, random stories."""
    import django

    django.setup()
    from django.db.models import Count

    from articles.models import Article, Person, Section, Topic

    public = Article.objects.published().select_related("section")
    count = public.count()
    step = max(1, count // 40)
    stories = [story.get_absolute_url() for story in public.order_by("pk")[::step][:40]]
    person = Person.objects.annotate(n=Count("mentions")).order_by("-n")[0]
    topic = Topic.objects.annotate(n=Count("ties")).order_by("-n")[0]
    section = Section.objects.first()
    words = [story.headline.split()[0] for story in public.order_by("pk")[::step][:20]]
    assert section is not None
    return {
        "story": stories,
        "front": ["/"],
        "section": [section.get_absolute_url()],
        "person": [person.get_absolute_url()],
        "topic": [topic.get_absolute_url()],
        "search": [f"/search?q={word}" for word in words],
        "feed": ["/feed.rss"],
    }


def measure(
    pids: list[int], name: str, addresses: list[str], seconds: float, bare: float
) -> Figure:
    ask(addresses[0], 3)
    took: list[float] = []
    before, started = cpu_of(pids), time.perf_counter()
    size = status = 0
    while time.perf_counter() - started < seconds:
        for address in addresses:
            more, size, status = ask(address, 5)
            took += more
            if time.perf_counter() - started >= seconds:
                break
    elapsed, cpu = time.perf_counter() - started, cpu_of(pids) - before
    took.sort()
    per_request = cpu / len(took) * 1000
    return Figure(
        name, len(took), len(took) / elapsed, statistics.median(took),
        took[min(len(took) - 1, int(len(took) * 0.99))], per_request,
        per_request / bare if bare else 1.0, size / 1024, status,
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=1000)
    parser.add_argument("--data", type=Path, default=Path("var/bench"))
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--cached", action="store_true")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    folder = options.data / str(options.stories)
    environment = {
        **os.environ, "DATA_DIR": str(folder.resolve()), "PAGE_CACHE": "1" if options.cached else "0",
        "STATIC_HASHED": "0", "WEB_PROCESSES": "1", "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    }  # fmt: skip
    os.environ |= environment
    if not (folder / "built").exists():
        subprocess.run(
            [sys.executable, "-m", "tests.bench.library", str(options.stories)],
            env=environment,
            check=True,
        )
        (folder / "built").touch()
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "tests.bench.wsgi", "--bind", f"127.0.0.1:{PORT}",
         "--workers", "1", "--threads", "4", "--worker-class", "gthread", "--log-level", "error"],
        env=environment,
    )  # fmt: skip
    try:
        wanted = pages()
        for _try in range(50):
            try:
                ask("/bare/", 1)
                break
            except OSError:
                time.sleep(0.2)
        pids = [server.pid, *children(server.pid), *postgres_pids()]
        figures = [measure(pids, "bare view", ["/bare/"], options.seconds, 0)]
        for name, addresses in wanted.items():
            figures.append(measure(pids, name, addresses, options.seconds, figures[0].cpu_ms))
        memory = int(Path(f"/proc/{pids[1]}/statm").read_text().split()[1]) * 4096 / 1e6
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(10)
    print(
        f"{options.stories} stories, {'cached' if options.cached else 'uncached'}, worker {memory:.0f} MB"
    )
    print(
        f"{'page':10} {'req/s':>8} {'p50 ms':>8} {'p99 ms':>8} {'cpu ms':>8} {'x bare':>7} {'kB gzip':>8}"
    )
    for one in figures:
        print(
            f"{one.page:10} {one.per_second:8.0f} {one.p50_ms:8.1f} {one.p99_ms:8.1f} {one.cpu_ms:8.2f} "
            f"{one.times_bare:7.1f} {one.kilobytes:8.1f}{'' if one.status == 200 else f'  status {one.status}'}"
        )
    if options.json:
        options.json.write_text(json.dumps([asdict(one) for one in figures], indent=1))


if __name__ == "__main__":
    main()
