"""The judges themselves: each that needs no tool finds what is wrong, and the table says it."""

from __future__ import annotations

import pytest

from tests.judges import __main__ as judges
from tests.judges import addresses, markup
from tests.judges.toolbox import Missing
from tests.judges.verdicts import Verdict, table

GOOD = "<!doctype html><html lang=en><title>Good</title><p>Good.</p></html>"
PAGES = {
    "/good": (200, GOOD),
    "/bad": (200, "<!doctype html><p>Open <b>and <p>crossed</b>"),
    "/lost": (200, GOOD),
}


def test_the_parser_finds_bad_markup_and_a_wrong_status(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "ask", lambda address: PAGES[address.removeprefix("http://site")])
    fine = markup.strict_parser("http://site", {"story": "/good"})
    assert fine.findings == []
    wrong = markup.strict_parser("http://site", {"front": "/bad", "not found": "/lost"})
    assert wrong.looked_at == 2
    assert any(finding.startswith("front, line 1: ") for finding in wrong.findings)
    assert "not found: status 200" in wrong.findings


def test_page_types_are_found_by_asking(monkeypatch: pytest.MonkeyPatch) -> None:
    site = {
        "/sitemaps/stories-1.xml": "<loc>http://site/city/hospital-night-3</loc>",
        "/city/hospital-night-3": '<a href="/people/ada"></a><a href="/by/nora"></a>',
        "/": '<h2 class="block-head" id="b"><a href="/city">City</a></h2>',
        "/archive": '<a href="/archive/2026/11">',
        "/archive/2026/11": '<h2 id="d"><time datetime="2026-11-28">',
    }

    def ask(address: str) -> tuple[int, str]:
        path = address.removeprefix("http://site")
        return (410, "") if path == "/withdrawn/story-7" else (200, site.get(path, ""))

    monkeypatch.setattr(addresses, "ask", ask)
    found = addresses.page_types("http://site").items()
    assert {
        ("story, plain", "/city/hospital-night-3"), ("person", "/people/ada"), ("contributor", "/by/nora"),
        ("section", "/city"), ("day", "/archive/2026/11/28"), ("withdrawn", "/withdrawn/story-7"),
    } < set(found)  # fmt: skip


def test_a_judge_without_its_tool_is_a_finding_and_the_table_says_all() -> None:
    def absent() -> Verdict:
        raise Missing("java is not installed")

    verdicts = [judges.called("Nu", absent), Verdict("axe", 80, figures="all well")]
    said = table(verdicts)
    assert "Nu: java is not installed" in said
    assert "axe                     80         0" in said
