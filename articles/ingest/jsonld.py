"""JSON-LD in a page: the object that tells of the story, out of arrays, graphs and odd spellings."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from articles.ingest.limits import LIMITS

Facts = Mapping[str, Any]
"""One JSON-LD object; its values have any shape."""

STORY_TYPES: Final = frozenset(
    {
        "article", "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle",
        "backgroundnewsarticle", "reviewnewsarticle", "askpublicnewsarticle", "blogposting",
        "liveblogposting", "report", "scholarlyarticle", "techarticle", "socialmediaposting", "review",
        "satiricalarticle", "advertisercontentarticle", "interview",
        "recipe", "podcastepisode", "radioepisode", "episode",
    }
)  # fmt: skip
LISTING_TYPES: Final = frozenset({"collectionpage", "itemlist", "searchresultspage", "profilepage"})
_COMMENTS: Final = re.compile(
    r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[|/\*.*?\*/)|(?:-->|//\]\]>|\]\]>)\s*$", re.DOTALL
)
_CONTROLS: Final = re.compile(r"[\x00-\x1f]+")
_QUOTE: Final = re.compile(r'\\\\|\\"|"')
_AHEAD: Final = 40
"""Characters behind a quote among which the next sign of JSON is looked for."""
_AFTER_STRING: Final = frozenset({"", ",", ":", "}", "]"})
_LOOSE_COMMA: Final = re.compile(r",\s*([}\]])")


def objects_in(scripts: list[str]) -> list[Facts]:
    """All JSON-LD objects of a page, graphs and arrays opened; broken scripts are mended or left out."""
    found: list[Facts] = []
    for script in scripts:
        if len(script) <= LIMITS["json_ld_bytes"]:
            found += _opened(_parsed(script), 0)
    return found


def _parsed(script: str) -> Any:
    text = _COMMENTS.sub("", script.strip()).strip().rstrip(";")
    for attempt in (
        text,
        _CONTROLS.sub(" ", text),
        _LOOSE_COMMA.sub(r"\1", _CONTROLS.sub(" ", text)),
    ):
        try:
            return json.loads(attempt)
        except (ValueError, RecursionError):
            continue
    try:
        return json.loads(_LOOSE_COMMA.sub(r"\1", _with_quotes_escaped(_CONTROLS.sub(" ", text))))
    except (ValueError, RecursionError):
        return None


def _with_quotes_escaped(text: str) -> str:
    """JSON whose strings hold quotes as they are: one that no sign of JSON follows belongs to the words."""
    parts: list[str] = []
    inside = False
    end = 0
    for quote in _QUOTE.finditer(text):
        parts.append(text[end : quote.start()])
        end = quote.end()
        escaped = quote[0].startswith("\\")
        closes = inside and not escaped and text[end : end + _AHEAD].lstrip()[:1] in _AFTER_STRING
        parts.append('\\"' if inside and not closes and not escaped else quote[0])
        inside = (escaped and inside) or not (escaped or (inside and closes))
    return "".join([*parts, text[end:]])


def _opened(value: Any, depth: int) -> Iterator[Facts]:
    if depth > 6:
        return
    if isinstance(value, list):
        for entry in value[:500]:
            yield from _opened(entry, depth + 1)
    elif isinstance(value, Mapping):
        if isinstance(value.get("@graph"), (list, Mapping)):
            yield from _opened(value["@graph"], depth + 1)
        yield value
        for key in ("mainEntity", "mainEntityOfPage", "hasPart", "itemReviewed"):
            inner = value.get(key)
            if isinstance(inner, Mapping) and inner.get("@type"):
                yield from _opened(inner, depth + 1)


def types_of(facts: Facts) -> set[str]:
    """The object's types in lower case, without schema.org's address."""
    given = facts.get("@type")
    kinds = given if isinstance(given, list) else [given]
    return {str(kind).rpartition("/")[2].lower() for kind in kinds if kind}


def story_in(objects: list[Facts]) -> Facts:
    """The object that tells of the page's story; empty if none does."""
    stories = [facts for facts in objects if types_of(facts) & STORY_TYPES]
    stories = stories or [facts for facts in objects if "videoobject" in types_of(facts)]
    full = [facts for facts in stories if facts.get("headline") or facts.get("articleBody")]
    return max(full or stories, key=len, default={})


def resolved(value: Any, objects: list[Facts]) -> Any:
    """The value with {"@id": ...} pointers replaced by the objects of the graph that they mean."""
    if isinstance(value, list):
        return [resolved(entry, objects) for entry in value]
    if isinstance(value, Mapping) and set(value) <= {"@id", "@type"} and "@id" in value:
        same = (
            facts
            for facts in objects
            if facts.get("@id") == value["@id"] and len(facts) > len(value)
        )
        return next(same, value)
    return value


def section_of(objects: list[Facts]) -> str:
    """The section that a breadcrumb trail names: the last entry before the story itself."""
    for facts in objects:
        entries = facts.get("itemListElement")
        if "breadcrumblist" not in types_of(facts) or not isinstance(entries, list):
            continue
        names = [_crumb(entry) for entry in entries if isinstance(entry, Mapping)]
        names = [name for name in names if name]
        middle = names[1:-1] if len(names) > 2 else names[1:2] if len(names) == 2 else []
        if middle:
            return middle[-1] if len(middle) == 1 else middle[0]
    return ""


def _crumb(entry: Facts) -> str:
    inner = entry.get("item")
    name = entry.get("name") or (inner.get("name") if isinstance(inner, Mapping) else "")
    return name if isinstance(name, str) else ""
