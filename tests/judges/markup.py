"""Judges of HTML: html5lib, the Nu checker, html-validate."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable
from pathlib import Path

import html5lib

from tests.judges.addresses import STATUS, ask
from tests.judges.toolbox import Toolbox
from tests.judges.verdicts import Verdict

RULES = {
    "extends": ["html-validate:recommended"],
    "root": True,
    "rules": {
        "doctype-style": ["error", {"style": "lowercase"}],
        "long-title": "off",  # a headline is warned of in the desk and never cut
    },
}


def strict_parser(site: str, pages: dict[str, str]) -> Verdict:
    """Every page parses without one error of the standard, and answers with its status."""
    verdict = Verdict("html5lib", len(pages))
    for name, path in pages.items():
        status, text = ask(site + path)
        if status != STATUS.get(name, 200):
            verdict.findings.append(f"{name}: status {status}")
        parser = html5lib.HTMLParser()
        parser.parse(text)
        for (line, _column), code, _facts in parser.errors:
            verdict.findings.append(f"{name}, line {line}: {code}")
    return verdict


def nu(site: str, pages: dict[str, str], tools: Toolbox) -> Verdict:
    """The W3C's own checker, errors only."""
    jar = tools.package("vnu-jar") / "build" / "dist" / "vnu.jar"
    verdict = Verdict("Nu", len(pages))
    with tempfile.TemporaryDirectory() as folder:
        files = _saved(site, pages, Path(folder))
        said = tools.java("-jar", str(jar), "--errors-only", "--format", "json", *map(str, files))
    for each in json.loads(said.stderr)["messages"]:
        name = Path(each.get("url", "")).stem
        verdict.findings.append(f"{name}, line {each.get('lastLine')}: {each['message']}")
    return verdict


def html_validate(site: str, pages: dict[str, str], tools: Toolbox) -> Verdict:
    """Its recommended rules, but one."""
    tools.package("html-validate")
    rules = tools.write("html-validate.json", RULES)
    verdict = Verdict("html-validate", len(pages))
    with tempfile.TemporaryDirectory() as folder:
        files = _saved(site, pages, Path(folder))
        said = tools.run(
            "html-validate", "--config", str(rules), "-f", "json", *map(str, files), ok=(0, 1)
        )
    for page in json.loads(said.stdout):
        name = Path(page["filePath"]).stem
        for each in page["messages"]:
            if each["severity"] == 2:
                place = f"{name}, line {each['line']}"
                verdict.findings.append(f"{place}: {each['ruleId']}: {each['message']}")
    return verdict


def _saved(site: str, pages: dict[str, str], folder: Path) -> Iterable[Path]:
    files = []
    for name, path in pages.items():
        file = folder / f"{name.replace(',', '').replace(' ', '-')}.html"
        file.write_text(ask(site + path)[1])
        files.append(file)
    return files
