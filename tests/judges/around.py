"""Judges of the site as a whole: dead links, sitemaps by their schema, share cards, pa11y."""

from __future__ import annotations

import json
import re

from lxml import etree

from tests import chromium
from tests.judges.addresses import ask
from tests.judges.toolbox import Toolbox
from tests.judges.verdicts import Verdict

LEFT_OUT = "/(admin|search|pictures)(/|$|[?])"
"""The desk, endless searches, and pictures that are drawn when they are first asked for."""
CARDS = ("Twitter", "Facebook")


def links(site: str, tools: Toolbox) -> Verdict:
    """Every page that the home page leads to, and every page from there."""
    said = tools.run(
        "linkinator", site, "--recurse", "--format", "json", "--concurrency", "2",
        "--retry-errors", "--retry-errors-count", "3",
        "--skip", f"^(?!{re.escape(site)})|{LEFT_OUT}",
    )  # fmt: skip
    checked = [each for each in json.loads(said.stdout)["links"] if each["state"] != "SKIPPED"]
    dead = [each for each in checked if each["state"] != "OK"]
    verdict = Verdict("linkinator", len(checked))
    verdict.findings = [f"{each['url']} ({each.get('status')})" for each in dead]
    return verdict


def sitemaps(site: str, tools: Toolbox) -> Verdict:
    """Each part that the index names against the schema of sitemaps.org."""
    schema = tools.package("sitemap") / "schema" / "sitemap.xsd"
    judge = etree.XMLSchema(etree.parse(str(schema)))
    index = etree.fromstring(ask(f"{site}/sitemap.xml")[1].encode())
    parts = [str(each.text) for each in index.iter("{*}loc")]
    verdict = Verdict("sitemap schema", len(parts))
    for address in parts:
        if not judge.validate(etree.fromstring(ask(address)[1].encode())):
            verdict.findings += [f"{address}: {error.message}" for error in judge.error_log]
    return verdict


def cards(site: str, pages: dict[str, str], tools: Toolbox) -> Verdict:
    """The tags that share cards need, on every kind of story."""
    stories = {name: path for name, path in pages.items() if name.startswith("story")}
    verdict = Verdict("share cards", len(stories))
    for name, path in stories.items():
        said = tools.run("sdtt", "--url", site + path, "--presets", ",".join(CARDS))
        failed = re.findall(r"✕\s*(.+)", said.stdout)
        if said.returncode:
            verdict.findings += [f"{name}: {line}" for line in failed or [said.stdout[-200:]]]
    return verdict


def pa11y(site: str, pages: dict[str, str], tools: Toolbox) -> Verdict:
    """HTML_CodeSniffer, which finds what axe does not."""
    rules = {
        "runners": ["htmlcs"],
        "standard": "WCAG2AA",
        "chromeLaunchConfig": {
            "executablePath": chromium.executable(),
            "args": [*chromium.ARGUMENTS],
        },
        "timeout": 120000,
    }
    tools.package("pa11y")
    config = tools.write("pa11y.json", rules)
    verdict = Verdict("pa11y", len(pages))
    for name, path in pages.items():
        said = tools.run("pa11y", "--config", str(config), "--reporter", "json", site + path)
        verdict.findings += [
            f"{name}: {each['code'].rsplit('.', 1)[-1]}: {each['message'][:120]} {each['selector']}"
            for each in json.loads(said.stdout or "[]")
        ]
    return verdict
