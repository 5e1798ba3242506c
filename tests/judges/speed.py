"""Lighthouse on a phone: the median of some runs of each page."""

from __future__ import annotations

import json
from statistics import median
from typing import Any

from tests.chromium import ARGUMENTS
from tests.judges.toolbox import Missing, Toolbox
from tests.judges.verdicts import Verdict

JUDGED = ("story", "front", "person", "search")
LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
UNINDEXED = frozenset({"search"})
"""Pages that ask not to be indexed, for which Lighthouse lowers its mark for search engines."""
MOST = {
    "cumulative-layout-shift": 0.02,
    "largest-contentful-paint": 2000.0,
    "total-blocking-time": 100.0,
}
"""The two moments in milliseconds, of a simulated slow phone."""
TOLD = {
    "largest-contentful-paint": ("LCP {:.1f} s", 1000),
    "total-blocking-time": ("TBT {:.0f} ms", 1),
    "cumulative-layout-shift": ("CLS {:.3f}", 1),
}


def lighthouse(site: str, pages: dict[str, str], tools: Toolbox, *, runs: int) -> Verdict:
    """The four marks of each page and its moments; time is gated by the median alone."""
    verdict = Verdict("Lighthouse", runs * len(JUDGED))
    told = []
    for name in JUDGED:
        reports = [_report(site + pages[name], tools, tries=2) for _run in range(runs)]
        marks = {mark: median(_mark(each, mark) for each in reports) for mark in LEAST}
        values = {audit: median(_value(each, audit) for each in reports) for audit in TOLD}
        for mark, least in LEAST.items():
            if marks[mark] < least and not (mark == "seo" and name in UNINDEXED):
                verdict.findings.append(f"{name}: {mark} {marks[mark]:.0f}, least is {least}")
        for audit, most in MOST.items():
            if values[audit] > most:
                verdict.findings.append(f"{name}: {audit} {values[audit]:.5g}, most is {most:.5g}")
        shown = ", ".join(
            shape.format(values[audit] / unit) for audit, (shape, unit) in TOLD.items()
        )
        told.append(f"{name} {'/'.join(f'{mark:.0f}' for mark in marks.values())} ({shown})")
    verdict.figures = "; ".join(told)
    return verdict


def _report(address: str, tools: Toolbox, *, tries: int) -> Any:
    """One report; a run in which Chromium recorded no trace says nothing of the page and is run again."""
    try:
        said = tools.run(
            "lighthouse", address, "--quiet", "--output=json", "--output-path=stdout",
            f"--chrome-flags=--headless=new {' '.join(ARGUMENTS)}", ok=(0,),
        )  # fmt: skip
    except Missing as fault:
        if tries > 1 and "NO_NAVSTART" in str(fault):
            return _report(address, tools, tries=tries - 1)
        raise
    return json.loads(said.stdout)


def _mark(report: Any, category: str) -> float:
    return 100 * float(report["categories"][category]["score"] or 0)


def _value(report: Any, audit: str) -> float:
    return float(report["audits"][audit].get("numericValue") or 0)
