"""Structured data of every page type, by what schema.org and Google's documentation require.

The public validators need the network, and those on package indexes pass an author that is a
picture; so the rules are ours: developers.google.com/search/docs/appearance/structured-data
(article, breadcrumb, profile page), schema.org's CorrectionComment and ImageObject.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from tests.judges.addresses import STATUS, ask
from tests.judges.verdicts import Verdict

Node = dict[str, Any]
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)"')
HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([+-]\d\d:\d\d|Z)")
EXPECTED = {
    "story": "NewsArticle",
    "person": "ProfilePage",
    "contributor": "ProfilePage",
    "section": "BreadcrumbList",
}
"""Beginning of a page type's name -> what must stand there once."""


def structured(site: str, pages: dict[str, str]) -> Verdict:
    """Every page type."""
    read = {name: path for name, path in pages.items() if name not in STATUS}
    verdict = Verdict("structured data", len(read))
    for name, path in read.items():
        told = faults(name, ask(site + path)[1])
        verdict.findings += [f"{name}: {fault}" for fault in told]
    return verdict


def faults(name: str, page: str) -> list[str]:
    """What is wrong with the data of a page of that type."""
    nodes: list[Node] = [json.loads(text) for text in SCRIPT.findall(page)]
    expected = EXPECTED.get(name.partition(",")[0])
    kinds = [_plain(node.get("@type")) for node in nodes]
    found = [] if not expected or kinds.count(expected) == 1 else [f"not one {expected}"]
    canonical = CANONICAL.search(page)
    for node in nodes:
        if node.get("@context") != "https://schema.org":
            found.append("context is not schema.org")
        found += _walk(node)
        if _plain(node.get("@type")) == "NewsArticle":
            heading = re.sub(r"<[^>]+>", "", (HEADING.search(page) or [""] * 2)[1])
            if canonical is None or node.get("mainEntityOfPage") != canonical[1]:
                found.append("mainEntityOfPage is not the canonical address")
            if node.get("headline") != html.unescape(heading):
                found.append("headline is not the heading of the page")
    return found


def _plain(kind: object) -> str:
    """NewsArticle for each of its subtypes."""
    return "NewsArticle" if str(kind).endswith("NewsArticle") else str(kind)


def _walk(node: Any) -> Iterator[str]:
    """The rules of every node inside, whatever it stands in."""
    if isinstance(node, list):
        for each in node:
            yield from _walk(each)
    elif isinstance(node, dict):
        kind = _plain(node.get("@type"))
        yield from (f"{kind}: {fault}" for fault in RULES.get(kind, _nothing)(node))
        if any(value in ("", None, []) for value in node.values()):
            yield f"{kind}: an empty property"
        for name, value in node.items():
            if name in ADDRESSES and not _are_addresses(value):
                yield f"{kind}: {name} is no full address"
            if name.startswith("date") and not _is_moment(value):
                yield f"{kind}: {name} has no offset"
            yield from _walk(value)


ADDRESSES = ("url", "contentUrl", "@id", "item", "sameAs", "license", "correctionsPolicy")


def _are_addresses(value: Any) -> bool:
    told = value if isinstance(value, list) else [value]
    return all(isinstance(each, str) and re.match("https?://[^/]+", each) for each in told)


def _is_moment(value: Any) -> bool:
    if not isinstance(value, str) or not MOMENT.fullmatch(value):
        return False
    return datetime.fromisoformat(value).tzinfo is not None


def _nothing(node: Node) -> list[str]:
    return []


def _article(node: Node) -> Iterator[str]:
    for name in ("headline", "datePublished", "dateModified", "author", "publisher", "inLanguage"):
        if name not in node:
            yield f"no {name}"
    if node.get("dateModified", "") < node.get("datePublished", ""):
        yield "modified before it was published"
    for author in node.get("author", []):
        if author.get("@type") not in ("Person", "Organization"):
            yield f"author is a {author.get('@type')}"
        if re.match(r"by\b|von\b", author.get("name", ""), re.IGNORECASE):
            yield "author's name begins with By"


def _list(node: Node) -> Iterator[str]:
    steps = node.get("itemListElement", [])
    if [step.get("position") for step in steps] != [*range(1, len(steps) + 1)] or not steps:
        yield "positions are not 1, 2, 3"
    if any(not step.get("name") or not step.get("item") for step in steps):
        yield "a step without name or address"


def _with(*names: str) -> Callable[[Node], list[str]]:
    return lambda node: [f"no {name}" for name in names if not node.get(name)]


def _profile(node: Node) -> list[str]:
    about = node.get("mainEntity", {}).get("@type")
    return [] if about in ("Person", "Organization") else [f"is about a {about}"]


RULES: dict[str, Callable[[Node], Any]] = {
    "NewsArticle": _article,
    "BreadcrumbList": _list,
    "ProfilePage": _profile,
    "Person": _with("name"),
    "Organization": _with("name"),
    "NewsMediaOrganization": _with("name", "url", "logo"),
    "ImageObject": _with("url"),
    "CorrectionComment": _with("text", "datePublished"),
}
