"""sqlmap at every public parameter of a running demo, after a planted hole that it must find (row S21)."""

from __future__ import annotations

import re
import sqlite3
import tempfile
from collections.abc import Callable
from urllib.parse import parse_qs

PLACES = (
    "/api/stories?section=city&person=a&topic=b&contributor=c&limit=3&cursor=x",
    "/search?q=harbor&section=city&person=a&topic=b&contributor=c&from=2026-01-01&to=2026-12-01&order=newest&page=1",
    "/search/suggest?q=mar", "/people?page=1&q=a&year=2026", "/feed.json?page=1", "/corrections?page=1",
    "/oembed?url=x&maxwidth=100&maxheight=100&format=json", "/people/a*", "/people/a*/feed.rss", "/topics/a*",
    "/by/a*", "/city*", "/city*/feed.atom", "/city/x-1*", "/api/stories/1*", "/archive/2026/11*", "/preview/a*",
    "/sitemaps/stories-1*.xml", "/sitemaps/people*-1.xml", "/share/1-a*.jpg", "/pictures/a*",
)  # fmt: skip
"""A star stands where a part of the path is tried."""
TECHNIQUES = "BEU"
"""Blind, by errors, by union: SQLite knows no sleep, and on a loaded machine every answer is late."""


def inject(ask: Callable[..., object], address: str) -> tuple[int, list[str]]:
    """How many parameters sqlmap tried at the address, and what it says of those that gave way."""
    with tempfile.TemporaryDirectory() as folder:
        done = ask(
            "uvx", "-q", "sqlmap", "-u", address, "--batch", "--level", "2", "--risk", "1", "--dbms", "sqlite",
            "--technique", TECHNIQUES, "--flush-session", "--output-dir", folder, "--disable-coloring",
            "--timeout", "30", "--ignore-code", "404,410,501",
        )  # fmt: skip
    told = str(getattr(done, "stdout", ""))
    tried = re.findall(r"testing for SQL injection on (.+)", told)
    found = re.findall(r"^Parameter: .+", told, re.MULTILINE)
    if not tried:
        found.append(f"{address}: {told[-200:]}")
    return len(re.findall(r"testing if .+ is dynamic", told)), [
        f"{address}: {each}" for each in found
    ]


def planted(environ: dict[str, str], start: Callable[..., object]) -> list[bytes]:
    """A site that writes what it is asked into its statement."""
    asked = parse_qs(environ["QUERY_STRING"]).get("id", ["1"])[0]
    with sqlite3.connect(":memory:") as rows:
        rows.execute("CREATE TABLE story (id INTEGER, headline TEXT)")
        rows.execute("INSERT INTO story VALUES (1, 'The harbor is shut')")
        try:
            found = rows.execute(f"SELECT headline FROM story WHERE id = {asked}").fetchall()
        except sqlite3.Error:
            found = []
    start("200 OK", [("Content-Type", "text/html")])
    shown = "".join(f"<p>{headline}</p>" for (headline,) in found) or "<p>Nothing is here.</p>"
    return [f"<html><body><h1>Stories</h1>{shown}</body></html>".encode()]
