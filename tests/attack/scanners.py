"""`python -m tests.attack.scanners`: other people's scanners over the code and a running demo (row S26).

They are fetched by `uvx` for this run alone and are no part of the lock. `--code` leaves the demo out;
`--site http://127.0.0.1:8000` takes a demo that runs already.
A finding of medium or higher that was read and is none stands in REVIEWED with its reason; one that no
longer appears must leave it. The planted site comes first: a scanner that finds nothing there is blind.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs
from urllib.request import urlopen
from wsgiref.simple_server import WSGIRequestHandler, make_server

from tests.attack import injecting
from tests.attack.table import ROOT, Row, headline, print_table, read, write

ROOMS = ("articles", "media", "newsroom")
SECONDS = int(os.environ.get("SCAN_SECONDS", "600"))
"""The longest that wapiti crawls; each of its attacks may take a tenth of it."""
ATTACKS = 40
"""Attacks that wapiti knows, and a few more."""
BY_STANDARD = "[501] Not Implemented: `Only JSON is offered.`"
"""What oEmbed asks for (oembed.com, 2.3.2): no fault, though it is a number over 500."""
SECRET = "k5f8Zp" * 12 + "!x9"
REVIEWED = {
    "B301 articles/ingest/ahead.py": "from its own child, which runs as the same user and could do the same",
    "B301 articles/ingest/ahead_child.py": "from its own parent, by a pipe that nobody else writes to",
    "B608 articles/bulk.py": "names of tables and columns, quoted; every value is a parameter",
    "B608 articles/migrations/0002_search_index.py": "names of tables and columns, no values",
    "B608 articles/migrations/0003_search_ties.py": "names of tables and columns, no values",
    "B608 articles/migrations/0013_search_newest_first.py": "names of tables and columns, no values",
    "B608 articles/search/finding.py": "weights and names of ours; every word is a parameter",
    "B608 articles/search/on_postgresql.py": "conditions and weights of ours; every word is a parameter",
    "B703 articles/templatetags/stories.py": "the one place where the body's renderer hands on its HTML",
    "B308 articles/templatetags/stories.py": "the same line",
    "B703 articles/ingest/report_page.py": "the style sheet of the report, written in the code",
}
"""Bandit's rule and file -> why it is none."""
ON_THIS_MACHINE = "Unencrypted Channels: GET / No HTTPS redirection"
"""The demo speaks http to its own machine; a site with an https address redirects (SECURE_SSL_REDIRECT)."""
Answer = tuple[int, list[str]]


def ask(*command: str, seconds: int = 1800, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environ}, capture_output=True, text=True,
        timeout=seconds, check=False,
    )  # fmt: skip


def bandit() -> Answer:
    done = ask("uvx", "-q", "bandit", "-q", "-r", *ROOMS, "-ll", "-f", "json")
    told = json.loads(done.stdout[done.stdout.index("{") :])
    found = {f"{each['test_id']} {each['filename'].removeprefix('./')}" for each in told["results"]}
    stale = [f"no longer found: {name}" for name in REVIEWED if name not in found]
    return told["metrics"]["_totals"]["loc"], sorted(found - set(REVIEWED)) + stale


def ruff() -> Answer:
    done = ask(
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--select",
        "S",
        "--ignore",
        "S101",
        "--output-format",
        "json",
        *ROOMS,
    )
    found = [f"{each['code']} {each['filename']}" for each in json.loads(done.stdout)]
    return sum(1 for room in ROOMS for _path in (ROOT / room).rglob("*.py")), found


def semgrep() -> Answer:
    rules = str(Path(__file__).with_name("rules.yml"))
    options = (
        "--metrics", "off", "--disable-version-check", "--json", "-q", "--timeout", "120", "--config", rules,
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        planted = Path(folder) / "planted.py"
        planted.write_text(
            "import http.client\nimport pickle\npickle.loads(x)\neval(x)\ncache_page(1)\n"
            "http.client.HTTPConnection(host)\nhttp.client.HTTPConnection('127.0.0.1', port)\n"
        )
        control = json.loads(ask("uvx", "-q", "semgrep", "scan", *options, folder).stdout)
        assert len(control["results"]) == 4, f"semgrep is blind: {control}"
    told = json.loads(ask("uvx", "-q", "semgrep", "scan", *options, *ROOMS, "templates").stdout)
    found = [
        f"{r['check_id'].rpartition('.')[2]} {r['path']}:{r['start']['line']}"
        for r in told["results"]
    ]
    return len(told["paths"]["scanned"]), found + [str(each["message"]) for each in told["errors"]]


def deployment() -> Answer:
    with tempfile.TemporaryDirectory() as folder:
        done = ask(
            sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING",
            SITE_URL="https://news.example", SECRET_KEY=SECRET, DATA_DIR=folder,
        )  # fmt: skip
    return 1, [] if done.returncode == 0 else done.stderr.splitlines()


def schemathesis(site: str) -> Answer:
    done = ask(
        "uvx", "-q", "schemathesis", "run", f"{site}/api/openapi.json", "--url", site, "--max-examples", "1300",
        "--phases", "examples,coverage,fuzzing", "--mode", "all", "--suppress-health-check", "all",
        "--checks", "not_a_server_error,content_type_conformance,response_schema_conformance",
        "--no-color",
    )  # fmt: skip
    counts = re.findall(r"(\d+) generated", done.stdout)
    faults = re.findall(
        r"^\d+\. Test Case ID.*?(?=^\d+\. Test Case ID|^_____|^=====|\Z)",
        done.stdout,
        re.MULTILINE | re.DOTALL,
    )
    if done.returncode and not faults:
        faults = [done.stdout[-1500:] + done.stderr[-500:]]
    told = [" ".join(each.split())[:300] for each in faults]
    return int(counts[-1]) if counts else 0, [each for each in told if BY_STANDARD not in each]


def wapiti(site: str) -> Answer:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        ask(
            "uvx", "-q", "--from", "wapiti3", "wapiti", "-u", site, "-m", "all", "--flush-session",
            "--scope", "domain", "--max-scan-time", str(SECONDS), "--max-attack-time", str(SECONDS // 10), "-d", "4",
            "--max-links-per-page", "40", "--tasks", "4", "-f", "json", "-o", str(report),
            "--store-session", folder, "--verify-ssl", "0", "--no-bugreport",
            seconds=SECONDS + ATTACKS * SECONDS // 10 + 300,
        )  # fmt: skip
        told = json.loads(report.read_text())
    found = [
        f"{name}: {each['method']} {each['path']} {each['info']}"
        for group in ("vulnerabilities", "anomalies")
        for name, rows in told[group].items()
        for each in rows
    ]
    pages = int(told["infos"].get("crawled_pages_nbr", 0))
    return pages, [each for each in found if each != ON_THIS_MACHINE]


def planted(environ: dict[str, str], start: Callable[..., object]) -> list[bytes]:
    """A site with one hole: it prints what it is asked."""
    asked = parse_qs(environ["QUERY_STRING"]).get("q", [""])[0]
    start("200 OK", [("Content-Type", "text/html")])
    return [f"<html><body><a href='/?q=x'>x</a><p>{asked}</p></body></html>".encode()]


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """Says nothing."""


@contextmanager
def standing(site: Callable[..., object]) -> Iterator[str]:
    """The address of a planted site while it stands."""
    with make_server("127.0.0.1", 0, site, handler_class=_Quiet) as server:  # type: ignore[arg-type]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def control() -> Answer:
    with standing(planted) as address:
        pages, found = wapiti(f"{address}?q=x")
    seen = any("Cross Site Scripting" in each for each in found)
    return pages, [] if seen else ["the hole of the planted site was not found"]


def sqlmap_control() -> Answer:
    with standing(injecting.planted) as address:
        tried, found = injecting.inject(ask, f"{address}?id=1")
    return tried, [] if found else ["the hole of the planted site was not found"]


def sqlmap(site: str) -> Answer:
    answers = [injecting.inject(ask, site + place) for place in injecting.PLACES]
    return sum(tried for tried, _ in answers), [each for _, found in answers for each in found]


def served(folder: str, port: int) -> subprocess.Popen[bytes]:
    """A demo of its own, up and answering."""
    site = f"http://127.0.0.1:{port}"
    demo = subprocess.Popen(
        [sys.executable, "manage.py", "demo", "--port", str(port)], cwd=ROOT,
        env={**os.environ, "DATA_DIR": folder, "SITE_URL": site}, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    for _second in range(900):
        try:
            urlopen(f"{site}/health").close()
        except OSError:
            time.sleep(1)
        else:
            return demo
    demo.terminate()
    raise SystemExit("the demo did not start")


def main() -> int:
    steps: list[tuple[str, Callable[[], Answer]]] = [
        ("bandit, lines of code", bandit), ("ruff S, files", ruff),
        ("semgrep with our rules, files", semgrep), ("check --deploy", deployment),
    ]  # fmt: skip
    demo, port = None, int(os.environ.get("SCAN_PORT", "8399"))
    with tempfile.TemporaryDirectory() as folder:
        if "--code" not in sys.argv:
            given = sys.argv[sys.argv.index("--site") + 1] if "--site" in sys.argv else ""
            demo = None if given else served(folder, port)
            site = given or f"http://127.0.0.1:{port}"
            steps += [
                ("sqlmap on a planted site, parameters", sqlmap_control),
                ("sqlmap at level 2, parameters", lambda: sqlmap(site)),
                ("wapiti on a planted site, pages", control),
                ("schemathesis on the JSON API, cases", lambda: schemathesis(site)),
                ("wapiti on the demo, pages", lambda: wapiti(f"{site}/")),
            ]
        rows = []
        kept = os.environ.get("ATTACK_TABLE", "")
        done = {row.what for row in read(Path(kept)) if not row.failed} if kept else set()
        try:
            for what, scan in steps:
                if what in done:
                    continue
                print(f"{what} …", file=sys.stderr)  # noqa: T201
                tried, found = scan()
                row = "S21" if "sqlmap" in what else "S26"
                rows.append(Row(row, what, tried, len(found), "0 medium or higher", found[:20]))
                write(rows[-1])
        finally:
            if demo is not None:
                demo.terminate()
                demo.wait(30)
    print(headline("attack.scanners"), print_table(rows), sep="\n\n")  # noqa: T201
    return int(any(row.failed or not row.tried for row in rows))


if __name__ == "__main__":
    sys.exit(main())
