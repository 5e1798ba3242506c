"""The judges of the readers' pages and a table of what they say: `python -m tests.judges`.

  python -m tests.judges                 make the demo, serve it, call all judges (20 minutes)
  python -m tests.judges --short         only those that need no Node and no Java (3 minutes)
  python -m tests.judges --site http://127.0.0.1:8000 --only Nu links
  python -m tests.judges --screens FOLDER   pictures of every page type, too

npm packages go to a folder outside the repository (--tools). Needs Chromium; all but the short
ones need Node, the Nu checker Java. Ends with 1 if a judge found something.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from pathlib import Path

from tests.judges import around, browser, markup, speed
from tests.judges.addresses import page_types
from tests.judges.answers import answers
from tests.judges.feeds import feeds
from tests.judges.screens import take
from tests.judges.serving import served
from tests.judges.structured import structured
from tests.judges.toolbox import DEFAULT_FOLDER, Missing, Toolbox
from tests.judges.verdicts import Verdict, table

Judge = Callable[[], Verdict]


def judges(site: str, pages: dict[str, str], tools: Toolbox, runs: int) -> dict[str, Judge]:
    """Name -> judge; the quick ones first."""
    return {
        "html5lib": partial(markup.strict_parser, site, pages),
        "axe": partial(browser.axe, site, pages),
        "view": partial(browser.first_view, site, pages),
        "INP": partial(answers, site, pages, runs=runs),
        "feeds": partial(feeds, site, pages),
        "structured": partial(structured, site, pages),
        "Nu": partial(markup.nu, site, pages, tools),
        "html-validate": partial(markup.html_validate, site, pages, tools),
        "links": partial(around.links, site, tools),
        "sitemaps": partial(around.sitemaps, site, tools),
        "cards": partial(around.cards, site, pages, tools),
        "pa11y": partial(around.pa11y, site, pages, tools),
        "Lighthouse": partial(speed.lighthouse, site, pages, tools, runs=runs),
    }


SHORT = ("html5lib", "feeds", "structured", "axe", "view")


def called(name: str, judge: Judge) -> Verdict:
    """The verdict with the time it took; a judge whose tool is missing is named, not passed over."""
    began = time.monotonic()
    try:
        verdict = judge()
    except Missing as missing:
        verdict = Verdict(name, 0, findings=[str(missing)])
    verdict.seconds = time.monotonic() - began
    sys.stderr.write(f"{verdict.judge}: {len(verdict.findings)} findings\n")
    return verdict


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.judges",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--site", help="a running demo; else one is made and served")
    parser.add_argument("--data", type=Path, help="folder for the demo that is made, kept")
    parser.add_argument("--short", action="store_true", help=f"only {', '.join(SHORT)}")
    parser.add_argument("--only", nargs="+", default=[], help="judges by name")
    parser.add_argument("--runs", type=int, default=3, help="runs of Lighthouse and INP a page")
    parser.add_argument("--tools", type=Path, default=DEFAULT_FOLDER)
    parser.add_argument("--screens", type=Path, help="folder for pictures of every page type")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="newsroom-judged-") as folder:
        running = nullcontext(asked.site.rstrip("/")) if asked.site else None
        with running or served(asked.data or Path(folder)) as site:
            pages = page_types(site)
            known = judges(site, pages, Toolbox(asked.tools), asked.runs)
            unknown = set(asked.only) - known.keys()
            if unknown:
                parser.error(f"no judge {', '.join(sorted(unknown))}; there are {', '.join(known)}")
            names = asked.only or (SHORT if asked.short else tuple(known))
            verdicts = [called(name, known[name]) for name in names]
            if asked.screens:
                take(site, asked.screens, pages)
    sys.stdout.write(table(verdicts) + "\n")
    return int(any(verdict.findings for verdict in verdicts))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
