"""What judges say, and the table of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Verdict:
    """One judge on what it was shown; no findings: all is well."""

    judge: str
    looked_at: int
    """Pages or files."""
    findings: list[str] = field(default_factory=list)
    figures: str = ""
    seconds: float = 0.0
    skipped: str = ""
    """Why the judge did not sit."""


def table(verdicts: Sequence[Verdict]) -> str:
    """A line a judge, then each finding in full."""
    lines = ["judge            looked at  findings    time  figures"]
    for each in verdicts:
        found = "skipped" if each.skipped else str(len(each.findings))
        told = each.skipped or each.figures
        line = f"{each.judge:<16} {each.looked_at:>9}  {found:>8}  {each.seconds:>5.0f}s  {told}"
        lines.append(line.rstrip())
    lines += [f"  {each.judge}: {finding}" for each in verdicts for finding in each.findings]
    return "\n".join(lines)
