"""What Drupal's editors leave in a body for the site to fill: tags and tokens of media, nodes and views."""

from __future__ import annotations

import html
import re
from typing import Final

from articles.ingest.plain import plain
from articles.ingest.strictjson import BadJSON, loads

_REASON: Final = (
    "a token that Drupal fills from another table; what it stands for is not in the row"
)
_SIGNS: Final = (
    "<drupal-", "[[", "data-entity-type", "[node:", "[view:", "[block:", "[inline:", "[webform:", "[embed_", "[file:",
)  # fmt: skip
_TAG: Final = re.compile(
    r"<(?P<tag>drupal-(?:media|entity|url|inline-media))\b(?P<facts>[^<>]{0,4000})>(?:\s{0,200}</(?P=tag)>)?",
    re.IGNORECASE,
)
_MEDIA: Final = re.compile(
    r"\[\[(?P<json>\{[^\[\]]{0,4000}(?:\[[^\[\]]{0,200}\][^\[\]]{0,1000}){0,30}\})\]\]"
)
_TOKEN: Final = re.compile(
    r"\[\[?(?:nid|node|view|block|inline|webform|file|media|wysiwyg_imageupload|embed_content|embed)"
    r"(?::(?=[^\s/])|\s?(?=nid=|type=))[^\[\]<>\n]{1,300}\]\]?"
)
_TITLE: Final = re.compile(r"\b(?:title|text)=[\"']?(?P<words>[^\"'\]|]{2,150})")
_FACT: Final = re.compile(r"""([\w-]{1,60})\s?=\s?(?:"([^"]{0,2000})"|'([^']{0,2000})')""")
_CAPTIONED: Final = re.compile(
    r"<img\b[^<>]{0,4000}\bdata-entity-type=[^<>]{0,4000}>", re.IGNORECASE
)
_LINE_ALONE: Final = re.compile(r"<p[^<>]{0,200}>\s{0,50}</p>")


def resolve_tokens(markup: str, removed: list[tuple[str, str]]) -> str:
    """The markup without Drupal's tags and tokens: what they say stays, the rest is told in `removed`."""
    if not any(map(markup.__contains__, _SIGNS)):
        return markup

    def tag(found: re.Match[str]) -> str:
        facts = _facts(found["facts"])
        if address := facts.get("data-embed-url", ""):
            return f"<p>{html.escape(address)}</p>"
        number = facts.get("data-entity-uuid") or facts.get("data-entity-id") or ""
        words = [
            facts.get(name, "") for name in ("data-caption", "alt", "title", "data-entity-label")
        ]
        _tell(removed, f"{found['tag'].lower()} {number}", words)
        return ""

    def media(found: re.Match[str]) -> str:
        try:
            facts = loads(html.unescape(found["json"]))
        except BadJSON:
            facts = None
        if not isinstance(facts, dict) or not facts.keys() & {"fid", "nid", "type", "uuid"}:
            return found[0]
        given = facts.get("attributes")
        shown = {**facts, **(given if isinstance(given, dict) else {})}
        alts = (
            [value for name, value in (facts.get("fields") or {}).items() if "alt" in name]
            if isinstance(facts.get("fields"), dict)
            else []
        )
        words = [
            each for each in (shown.get("title"), shown.get("alt"), *alts) if isinstance(each, str)
        ]
        _tell(
            removed,
            f"media {facts.get('fid') or facts.get('nid') or facts.get('uuid') or ''}",
            words,
        )
        return ""

    def token(found: re.Match[str]) -> str:
        titled = _TITLE.search(found[0])
        _tell(removed, found[0].strip("[]"), [])
        return titled["words"].strip() if titled else ""

    text = _CAPTIONED.sub(_figure, _TAG.sub(tag, markup))
    return _LINE_ALONE.sub("", _TOKEN.sub(token, _MEDIA.sub(media, text)))


def _tell(removed: list[tuple[str, str]], what: str, words: list[str]) -> None:
    said = dict.fromkeys(filter(None, (plain(each) for each in words)))
    removed.append((": ".join(filter(None, [what.strip(), "; ".join(said)]))[:500], _REASON))


def _facts(written: str) -> dict[str, str]:
    return {
        name.lower(): html.unescape(double or single).strip()
        for name, double, single in _FACT.findall(written)
    }


def _figure(found: re.Match[str]) -> str:
    """A picture with the caption that Drupal keeps in an attribute."""
    caption = _facts(found[0]).get("data-caption", "")
    if not caption:
        return found[0]
    image = re.sub(r"\sdata-(?:entity-type|caption)=(?:\"[^\"]*\"|'[^']*')", "", found[0])
    return f"<figure>{image}<figcaption>{caption}</figcaption></figure>"
