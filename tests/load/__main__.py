"""Load on the shipped set-up (gunicorn, nginx) of this machine, by wrk: the runs L1, L2 and L4.

    uv run python -m tests.load --database URL [--seconds 30] [--port 8240]

The library must be there (tests.bench.library). L1: random stories without the page cache, paced by
how fast they are answered; L2: front 40 %, 50 hot stories 50 %, tail 10 % through nginx, by 64 readers
without pause, then at some 2,000 requests a second; L4: 500
connections that ask for new pages without pause, an editor's sign-in page meanwhile, and how soon it
is as fast as before. Prints a line each with the pressure on the CPU; measure on an idle machine.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from tests.cluster import machines
from tests.cluster.readers import ask

HOT = 50


def stories(count: int, seed: int) -> list[str]:
    """Addresses of random public stories."""
    from articles.models import Article

    last = Article.objects.order_by("-pk").values_list("pk", flat=True)[0]
    dice = random.Random(seed)
    ids = {dice.randint(1, last) for _n in range(count)}
    rows = Article.objects.published().filter(pk__in=ids).select_related("section")
    return [row.get_absolute_url() for row in rows]


def script(folder: Path, name: str, paths: list[str], *, pause: int = 0) -> Path:
    """wrk's script: a random one of these each time; statuses are counted at the end.

    Before each request a connection waits for up to `pause` milliseconds.
    """
    waiting = f"function delay() return math.random(0, {pause}) end\n" if pause else ""
    listed = ",\n".join(f'"{path}"' for path in paths)
    place = folder / f"{name}.lua"
    place.write_text(
        f"local paths = {{{listed}}}\nlocal threads = {{}}\n"
        "function setup(thread) table.insert(threads, thread) end\n"
        "function init(args) math.randomseed(os.time()) statuses = '' counted = {} end\n"
        f"{waiting}"
        "function request() return wrk.format('GET', paths[math.random(#paths)]) end\n"
        "function response(status, headers, body)\n"
        "  local kind = tostring(status) .. (headers['Retry-After'] and '+retry' or '')\n"
        "  counted[kind] = (counted[kind] or 0) + 1\n"
        "  statuses = '' for k, n in pairs(counted) do statuses = statuses .. k .. '=' .. n .. ' ' end\n"
        "end\n"
        "function done(summary, latency, requests)\n"
        "  for _, thread in ipairs(threads) do print('statuses ' .. thread:get('statuses')) end\n"
        "  print(string.format('answers %d seconds %.2f p50 %.1f p95 %.1f p99 %.1f', summary.requests,\n"
        "    summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(95) / 1e3,\n"
        "    latency:percentile(99) / 1e3))\n"
        "  print(string.format('faults %d', summary.errors.connect + summary.errors.read +\n"
        "    summary.errors.timeout))\nend\n"
    )
    return place


def wrk(port: int, lua: Path, *, connections: int, seconds: int) -> str:
    """What became of the run, in a line."""
    program = shutil.which("wrk")
    if program is None:
        raise SystemExit("wrk is not installed here: apt-get install wrk.")
    done = subprocess.run(
        [program, "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "20s", "-s", str(lua),
         f"http://127.0.0.1:{port}"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    said = done.stdout
    found = re.search(r"answers (\d+) seconds ([\d.]+) (.*)", said)
    assert found is not None, said
    statuses: Counter[str] = Counter()
    for line in re.findall(r"statuses (.*)", said):
        for pair in line.split():
            kind, count = pair.split("=")
            statuses[kind] += int(count)
    faults = int((re.search(r"faults (\d+)", said) or ["", "0"])[1])
    rate = int(found[1]) / float(found[2])
    return f"{rate:.0f}/s, {found[3]} ms, {dict(statuses)}, without answer {faults}"


def pressure() -> str:
    try:
        first = Path("/proc/pressure/cpu").read_text().split()[1]
    except OSError:
        first = "unknown"
    return f"load {Path('/proc/loadavg').read_text().split()[0]}, cpu pressure {first}"


def quick(port: int, path: str) -> float:
    started = time.monotonic()
    ask(port, path, timeout=30)
    return time.monotonic() - started


def overload(port: int, folder: Path, seconds: int) -> str:
    """L4: what readers and an editor get, and how long the newsroom needs to breathe again."""
    paths = [f"{path}?page={n}" for path in ("/city", "/world") for n in range(1, 190)]
    lua = script(folder, "overload", paths)
    slowest = 0.0
    over = threading.Event()

    def edit() -> None:
        nonlocal slowest
        while not over.is_set():
            slowest = max(slowest, quick(port, "/admin/login/"))
            over.wait(0.5)

    editor = threading.Thread(target=edit)
    editor.start()
    told = wrk(port, lua, connections=500, seconds=seconds)
    over.set()
    editor.join()
    after = machines.until(lambda: quick(port, "/") < 0.5, 60, "as fast as before")
    return f"{told}; sign-in page at most {slowest:.1f} s; well again {after:.1f} s after"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--database", required=True)
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--port", type=int, default=8240)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="newsroom-load-"))
    folder.chmod(0o755)
    environment = {
        "DJANGO_SETTINGS_MODULE": "newsroom.settings", "DATABASE_URL": options.database,
        "DATA_DIR": str(folder / "here"), "SECRET_KEY": "only for the load, " * 3,
        "STATIC_HASHED": "0", "LOG_LEVEL": "ERROR",
    }  # fmt: skip
    os.environ |= environment
    import django

    django.setup()
    tail = stories(2000, 1)
    hot = stories(HOT, 2)
    mix = ["/"] * 200 + hot * 5 + tail[:50]
    parts = []
    try:
        bare = machines.web(
            folder / "uncached", options.port + 1, {**environment, "PAGE_CACHE": "0"}
        )
        parts.append(bare)
        told = wrk(
            options.port + 1, script(folder, "tail", tail), connections=8, seconds=options.seconds
        )
        print(f"L1 random stories, no cache: {told}; {pressure()}", flush=True)
        bare.stop()
        parts.append(machines.web(folder / "web", options.port + 2, environment))
        desk = machines.web(folder / "desk", options.port + 3, environment)
        parts.append(desk)
        static = folder / "static"
        parts.append(
            machines.edge(
                folder / "edge", options.port, [options.port + 2], static=static, desks=[desk.port]
            )
        )
        told = wrk(
            options.port, script(folder, "hot", mix), connections=64, seconds=options.seconds
        )
        print(f"L2 front, hot stories, tail, without pause: {told}; {pressure()}", flush=True)
        asked = script(folder, "paced", mix, pause=60)
        told = wrk(options.port, asked, connections=64, seconds=options.seconds)
        print(f"L2 the same at the rate asked: {told}; {pressure()}", flush=True)
        print(
            f"L4 overload: {overload(options.port, folder, options.seconds)}; {pressure()}",
            flush=True,
        )
    finally:
        for part in reversed(parts):
            part.stop()
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
