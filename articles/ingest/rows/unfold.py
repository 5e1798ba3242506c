"""Envelopes in which systems ship a story as JSON -> one flat row of named values."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any, Final

from articles.ingest.dialects.blog_posts import open_tumblr
from articles.ingest.rows.apple_news import open_apple_news
from articles.ingest.rows.unfold_blocks import open_blocks
from articles.ingest.rows.unfold_scrapers import open_scrapers
from articles.ingest.rows.unfold_systems import open_systems, single_values

Row = Mapping[str, Any]
"""A source's object; its values have any shape."""

# Objects that hold a story's own fields one level down.
_INNER_KEYS: Final = (
    "data", "attributes", "fields", "_source", "node", "post", "article", "metadata", "row",
)  # fmt: skip
_MONGO: Final = {"$date", "$oid", "$numberLong", "$numberInt", "$numberDouble"}
_SIZE_LIMIT: Final = 400


def _is_locked(value: Any) -> bool:
    """Whether WordPress keeps a text behind a password: {"rendered": "", "protected": true}."""
    return isinstance(value, Mapping) and "rendered" in value and value.get("protected") is True


_SMALL: Final = frozenset(
    "Name Title FullName DisplayName FirstName LastName Headline Url URL Text Value Caption Alt AltText Src".split()
)
"""One of them tells that an object's own names begin with capitals, as .NET and some papers' Strapi write them."""
_FIRST_LETTERS: Final = re.compile(r"\A(?:[A-Z]+(?![a-z])|[A-Z])")
_DEEPEST: Final = 20


def _with_small_names(value: Any, depth: int = 0) -> Any:
    """The value with "FullName" as "fullName" in each object that names its values so; table names are without case."""
    if depth > _DEEPEST:
        return value
    if isinstance(value, list):
        return [_with_small_names(one, depth + 1) for one in value]
    if not isinstance(value, Mapping):
        return value
    told = {key: _with_small_names(one, depth + 1) for key, one in value.items()}
    if _SMALL.isdisjoint(told):
        return told
    small: dict[str, Any] = {}
    for key, one in told.items():
        name = _FIRST_LETTERS.sub(lambda found: found[0].lower(), key)
        small[key if name in told else name] = one
    return small


def flat_row(story: Row) -> dict[str, Any]:
    """The named values of one story, its envelope opened; inner names win over outer ones.

    Knows WordPress REST, JSON:API, Strapi, Contentful, Elasticsearch, TinyNews translations,
    Arc, New York Times and Guardian style objects, GData and MongoDB exports.
    """
    row: dict[str, Any] = {}
    if any(_is_locked(value) for value in story.values()):
        row["is_private"] = True
    in_capitals = any(key[:1].isupper() and not key.isupper() for key in story)
    for key, value in list(story.items())[:_SIZE_LIMIT]:
        named = _with_small_names(value) if in_capitals else value
        row[key.removeprefix("@_").removeprefix("@")] = _opened(single_values(named))
    for key in _INNER_KEYS:
        inner = row.get(key)
        if isinstance(inner, Mapping) and inner and not _is_text(inner):
            row = {**{name: value for name, value in row.items() if name != key}, **flat_row(inner)}
    for key in ("translations", "article_translations"):
        entries = row.pop(key, None)
        if isinstance(entries, list) and entries and isinstance(entries[0], Mapping):
            row = {**row, **flat_row(_best_translation(entries))}
    open_tumblr(row)
    _open_wordpress(row)
    _open_system(row)
    open_systems(row)
    open_apple_news(row)
    open_blocks(row)
    open_scrapers(row)
    _open_keywords(row)
    _open_main(row)
    _open_parts(row)
    return row


def _is_text(value: Row) -> bool:
    """A wrapped text ({"html": ..., "protected": false}) and no object of its own."""
    wrapped = isinstance(value.get("html"), str) or isinstance(value.get("rendered"), str)
    return wrapped and len(value) <= 3


def _best_translation(entries: list[Any]) -> Row:
    published = [
        entry for entry in entries if isinstance(entry, Mapping) and entry.get("published")
    ]
    chosen = (published or entries)[0]
    return chosen if isinstance(chosen, Mapping) else {}


def _opened(value: Any) -> Any:
    """A value without the wrappers of MongoDB, GData and of a single locale."""
    if not isinstance(value, Mapping) or len(value) != 1:
        return value
    key, inner = next(iter(value.items()))
    if key in _MONGO:
        return _opened(inner)
    if key == "node" and isinstance(inner, Mapping):  # GraphQL's way to one object
        return inner
    if key in {"$t", "#text", "__cdata"} and isinstance(inner, str):
        return inner
    if (
        len(key) in {2, 5}
        and (len(key) == 2 or key[2] in "-_")
        and key[:2].islower()
        and key[:2].isalpha()
    ):
        return inner if key not in {"id", "by", "at", "to"} else value  # {"en-US": ...}
    return value


def _open_system(row: dict[str, Any]) -> None:
    """Contentful keeps an entry's id and times under `sys`."""
    system = row.pop("sys", None)
    if isinstance(system, Mapping):
        row.setdefault("id", system.get("id"))
        times = ("firstPublishedAt", "publishedAt", "createdAt")
        row.setdefault("created_at", next(filter(None, map(system.get, times)), None))
        row.setdefault("archived_at", system.get("archivedAt"))
        if "version" in system and not {"publishedAt", "publishedVersion"} & system.keys():
            row.setdefault("is_draft", True)  # as the desk sees it, and readers never did
        row.setdefault("updated_at", system.get("updatedAt"))


def _open_wordpress(row: dict[str, Any]) -> None:
    """WordPress REST: authors, terms and the featured picture stand under `_embedded`."""
    own = row.pop("acf", None)  # a paper's own fields
    for name, value in own.items() if isinstance(own, Mapping) else ():
        row.setdefault(name, value)
    told = row.get("yoast_head_json")
    for ours, theirs in (("canonical_url", "canonical"), ("language", "og_locale")):
        if isinstance(told, Mapping) and isinstance(told.get(theirs), str):
            row.setdefault(
                ours, told[theirs].replace("_", "-") if ours == "language" else told[theirs]
            )
    embedded = row.pop("_embedded", None)
    if "_links" in row or embedded is not None:
        row.pop("_links", None)
        if isinstance(row.get("author"), int):
            del row["author"]
        for name in ("categories", "tags"):
            if isinstance(row.get(name), list) and all(isinstance(term, int) for term in row[name]):
                del row[name]
    if not isinstance(embedded, Mapping):
        return
    authors = [row.pop("coauthors", None), embedded.get("author"), row.get("yoast_head_json", {})]
    named = [author for author in authors[:2] if isinstance(author, list) and author]
    if named:
        row["author"] = [
            person for person in named[0] if isinstance(person, Mapping) and person.get("name")
        ]
    _open_terms(row, embedded.get("wp:term"))
    media = embedded.get("wp:featuredmedia")
    if (
        isinstance(media, list)
        and media
        and isinstance(media[0], Mapping)
        and media[0].get("source_url")
    ):
        row["featured_image"] = media[0]


def _open_terms(row: dict[str, Any], groups: Any) -> None:
    terms = (
        [term for group in groups if isinstance(group, list) for term in group]
        if isinstance(groups, list)
        else []
    )
    by_kind: dict[str, list[str]] = {}
    for term in terms:
        if isinstance(term, Mapping) and isinstance(term.get("name"), str):
            by_kind.setdefault(str(term.get("taxonomy")), []).append(term["name"])
    authors = by_kind.pop("author", None)
    if authors:
        row["author"] = authors
    if sections := by_kind.get("category", []):
        row["categories"] = sections
    tags = [
        name
        for kind, names in by_kind.items()
        if kind not in {"category", "post_format"}
        for name in names
    ]
    if tags:
        row["tags"] = tags


_KINDS_OF_KEYWORD: Final = {
    "persons": "people", "person": "people", "glocations": "places", "location": "places",
    "organizations": "organisations", "organization": "organisations",
}  # fmt: skip
_KINDS_OF_TAG: Final = frozenset(
    {"keyword", "contributor", "tone", "series", "blog", "publication", "type", "tracking", "campaign",
     "newspaper-book", "newspaper-book-section", "paid-content", "content-type"}
)  # fmt: skip


def _open_keywords(row: dict[str, Any]) -> None:
    """Keywords that say their kind: {"name": "persons", "value": "Crane, Edith"}."""
    keywords = _all_with(row.get("keywords"), "name", "value")
    if not keywords:
        return
    kept = []
    for keyword in keywords:
        kind = _KINDS_OF_KEYWORD.get(str(keyword["name"]).casefold(), "")
        value = str(keyword["value"])
        if kind == "people":
            last, comma, first = value.partition(", ")
            value = f"{first} {last}" if comma else value
        if kind:
            row[kind] = [*(row.get(kind) or []), value]
        else:
            kept.append(value)
    row["keywords"] = kept


def _open_main(row: dict[str, Any]) -> None:
    """The Guardian's: the lead picture is a figure in `main`, tags say their type."""
    main, body = row.get("main"), row.get("body")
    if isinstance(main, str) and "<img" in main and isinstance(body, str):
        row["body"] = main + body
        del row["main"]
        row.pop("thumbnail", None)  # the same picture, small
    tags = _all_with(row.get("tags"), "type", "webTitle")
    if tags and {tag["type"] for tag in tags} <= _KINDS_OF_TAG:
        row["tags"] = [tag["webTitle"] for tag in tags if tag["type"] == "keyword"]
        writers = [tag["webTitle"] for tag in tags if tag["type"] == "contributor"]
        if writers:
            row.setdefault("authors", writers)
        for tag in tags:
            if tag["type"] == "tone":
                row.setdefault("kind", tag["webTitle"])


def _all_with(entries: Any, *keys: str) -> list[Row]:
    """The entries, if it is a list of objects that all have these texts; else none."""
    if not isinstance(entries, list):
        return []
    whole = [
        entry
        for entry in entries
        if isinstance(entry, Mapping) and all(isinstance(entry.get(key), str) for key in keys)
    ]
    return whole if len(whole) == len(entries) else []


def _open_parts(row: dict[str, Any]) -> None:
    """Related lists inside Chorus bodies, newsletters made of linked items, podcast files."""
    body = row.get("body")
    components = body.get("components") if isinstance(body, Mapping) else None
    for component in components if isinstance(components, list) else []:
        if isinstance(component, Mapping) and component.get("__typename") == "EntryBodyRelatedList":
            row.setdefault("related", component.get("items"))
    groups = row.get("categories")
    if (
        isinstance(groups, list)
        and any(_has_items(group) for group in groups)
        and "body" not in row
    ):
        row["body"] = "".join(_newsletter_part(group) for group in groups if _has_items(group))
        del row["categories"]


def _has_items(group: Any) -> bool:
    return isinstance(group, Mapping) and isinstance(group.get("items"), list)


def _newsletter_part(group: Row) -> str:
    pieces = [f"<h2>{html.escape(str(group.get('name') or ''))}</h2>"]
    for entry in group["items"]:
        if isinstance(entry, Mapping):
            title, address = (html.escape(str(entry.get(key) or "")) for key in ("title", "url"))
            pieces.append(
                f'<h3><a href="{address}">{title}</a></h3>' if address else f"<h3>{title}</h3>"
            )
            pieces += [str(entry[key]) for key in ("description", "footer") if entry.get(key)]
    return "".join(pieces)
