"""Where in a JSON value the stories are: found by their shape, whatever the system calls the list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final

from articles.ingest.rows.aliases import field_of, known_names
from articles.ingest.rows.delivery import with_plain_values
from articles.ingest.rows.fixtures import tables_of
from articles.ingest.rows.mapping import looks_like_story
from articles.ingest.rows.references import with_references
from articles.ingest.rows.relations import joined_stories, joined_tables
from articles.ingest.rows.unfold import flat_row

LIST_NAMES: Final = frozenset(
    {
        "posts", "articles", "items", "item", "stories", "entries", "entry", "docs", "results", "records",
        "data", "rows", "nodes", "edges", "hits", "news", "content", "pages", "newsitems", "documents",
        "content_elements", "publications", "issues", "emails", "objects", "response",
    }
)  # fmt: skip
"""Names under which systems keep a list of stories."""

_PEOPLE_NAMES: Final = ("users", "authors", "people", "contributors", "writers")
_TERM_NAMES: Final = ("tags", "categories", "sections", "topics")
_DEPTH: Final = 5
HOLDERS_DEEP: Final = 2
FEWEST_COLUMNS: Final = 2
MOST_HOLDERS: Final = 20
_WHO_AND_WHEN: Final = frozenset({"byline", "published_at"})

Found = tuple[str, dict[str, Any]]
"""(place in the value, flat row of a story)."""


def stories_in(value: object) -> list[Found]:
    """Each story in the value with its place ("posts 3"); empty if there is none."""
    if tables := joined_tables(tables_of(value), dumped=True) or joined_stories(value):
        return [(place, flat_row(row)) for place, row in tables]
    return list(_search(with_references(with_plain_values(value)), "", _DEPTH))


def held_instead(value: object) -> str:
    """What a value without stories seems to hold, as a sentence."""
    if isinstance(value, Mapping):
        for name, inner in _lists(value, _DEPTH):
            if name.lower() in _PEOPLE_NAMES:
                return f"There are {len(inner)} {name} in this file and no story."
        names = ", ".join(str(name)[:40] for name in list(value)[:10])
        return f"There is no story in this JSON; it holds: {names or 'nothing'}."
    if isinstance(value, list):
        people = [entry for entry in value if isinstance(entry, Mapping) and entry.get("name")]
        if people and len(people) == len(value):
            return f"There are {len(people)} names in this file (authors or tags) and no story."
        return f"There is a list of {len(value)} values in this JSON and no story among them."
    return "There is a single value in this JSON and no story."


def _search(value: object, place: str, depth: int) -> Iterator[Found]:
    if depth < 0:
        return
    if isinstance(value, list):
        yield from _in_list(value, place or "story", depth - 1)
        return
    if not isinstance(value, Mapping):
        return
    if rows := _by_columns(value):
        yield from _in_list(rows, place or "row", depth - 1)
        return
    row = flat_row(value)
    if looks_like_story(row) and not _is_channel(value):
        yield place, row
        return
    if inner := _one_inside(value):
        yield place, inner
        return
    for holder in _holders(value, HOLDERS_DEEP):
        keyed = _keyed(holder)
        if keyed:
            yield from keyed
            return
    yield from _in_lists(value, depth)


def _in_lists(value: Mapping[str, Any], depth: int) -> Iterator[Found]:
    """The stories of the first list that holds some: those whose names say so, then the longest."""
    lists = _lists(value, depth)
    named = [pair for pair in lists if pair[0].lower() in LIST_NAMES]
    others = [pair for pair in lists if pair[0].lower() not in LIST_NAMES]
    lookups = _lookups(value)
    for name, entries in [*named, *sorted(others, key=lambda pair: -len(pair[1]))]:
        if name.lower() in (*_PEOPLE_NAMES, *_TERM_NAMES):
            continue
        found = list(_search(entries, name, depth - 1))
        for inner_place, story in found:
            if name.lower() in LIST_NAMES:
                _resolve(story, lookups)
            yield inner_place, story
        if found:
            return


def _in_list(entries: list[Any], place: str, depth: int) -> Iterator[Found]:
    """The stories of a list; of one that holds more stories than others, the others too, to be told."""
    found = [
        list(_search(entry, f"{place} {number}", depth)) if isinstance(entry, Mapping) else []
        for number, entry in enumerate(entries, start=1)
    ]
    mostly = sum(map(bool, found)) * 2 > len(entries)
    for number, (entry, stories) in enumerate(zip(entries, found, strict=True), start=1):
        if mostly and not stories:
            yield f"{place} {number}", flat_row(entry) if isinstance(entry, Mapping) else {}
        yield from stories


def _by_columns(value: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of a table that was written column by column, as pandas does; empty for other objects."""
    names, cells = value.get("columns"), value.get("data")
    if isinstance(names, list) and isinstance(cells, list) and known_names(map(str, names)) > 1:
        return [
            dict(zip(map(str, names), row, strict=False)) for row in cells if isinstance(row, list)
        ]
    columns = {
        name: column for name, column in value.items() if isinstance(column, (list, Mapping))
    }
    if len(columns) < len(value) or known_names(columns) < FEWEST_COLUMNS:
        return []
    if not {field_of(name) for name in columns} & {"headline", "body"}:
        return []
    keyed = [
        dict(column) if isinstance(column, Mapping) else dict(enumerate(column))
        for column in columns.values()
    ]
    keys = list(keyed[0])
    if not keys or any(list(column) != keys for column in keyed):
        return []
    cells_of_first = [next(iter(column.values())) for column in keyed]
    numbered = all(str(key).isdigit() for key in keys)
    if not numbered or any(isinstance(cell, Mapping) for cell in cells_of_first):
        return []  # Drupal's {"title": [{"value": ...}]} is one story
    return [
        {name: column[key] for name, column in zip(columns, keyed, strict=True)} for key in keys
    ]


def _one_inside(value: Mapping[str, Any]) -> dict[str, Any] | None:
    """The one story among an object's own objects, with what the outer one says of it beside."""
    rows = [
        (name, flat_row(inner))
        for name, inner in value.items()
        if isinstance(inner, Mapping) and len(inner) > 2
    ]
    stories = [(name, row) for name, row in rows if looks_like_story(row)]
    if len(stories) != 1 or any(isinstance(inner, list) for inner in value.values()):
        return None
    name, row = stories[0]
    return {**{key: outer for key, outer in value.items() if key != name}, **row}


def _holders(value: Mapping[str, Any], depth: int) -> Iterator[Mapping[str, Any]]:
    """The object and those inside it, outer ones first."""
    yield value
    inner = [each for each in value.values() if isinstance(each, Mapping)] if depth else []
    for each in inner[:MOST_HOLDERS]:
        yield from _holders(each, depth - 1)


def _keyed(value: Mapping[str, Any]) -> list[Found]:
    """Stories kept as {id: story, id: story}; empty unless every value is one."""
    if len(value) < 2 or not all(isinstance(entry, Mapping) for entry in value.values()):
        return []
    rows = [(key, {"id": key, **flat_row(entry)}) for key, entry in value.items()]
    return rows if all(looks_like_story(row) for _key, row in rows) else []


def _is_channel(value: Mapping[str, Any]) -> bool:
    """A feed or answer that has a title of its own beside its list of stories.

    A list that is a body by its name ("content") may hold the parts of the story's own: they have
    numbers and words, too, but no headlines; or they have headlines, but neither writer nor time,
    which the story has.
    """
    own = _told(value) & _WHO_AND_WHEN
    for name, inner in value.items():
        if name.lower() in LIST_NAMES and isinstance(inner, list):
            entries = islice((entry for entry in inner if isinstance(entry, Mapping)), 3)
            rows = list(map(flat_row, entries))
            told = [_told(row) for row in rows if looks_like_story(row)]
            if not rows or len(told) < len(rows):
                continue
            if field_of(name) != "body":
                return True
            if all("headline" in each for each in told):
                return not own or any(each & _WHO_AND_WHEN for each in told)
    return False


def _told(row: Mapping[str, Any]) -> set[str]:
    """The fields of ours that a row says something of."""
    return {field_of(name) for name, value in row.items() if value}


def _lists(value: Mapping[str, Any], depth: int) -> list[tuple[str, list[Any]]]:
    """The lists of objects in a value and in the objects inside it, nearest first."""
    found: list[tuple[str, list[Any]]] = []
    deeper: list[tuple[str, list[Any]]] = []
    for name, inner in value.items():
        if isinstance(inner, list) and any(isinstance(entry, Mapping) for entry in inner):
            found.append((name, inner))
        elif isinstance(inner, Mapping) and depth > 0:
            deeper += _lists(inner, depth - 1)
    return found + deeper


def _lookups(value: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Authors and terms that stand beside the stories, by their id."""
    found: dict[str, dict[str, Any]] = {"author": {}, "term": {}}
    for name, entries in _lists(value, 2):
        kind = "author" if name in _PEOPLE_NAMES else "term" if name in _TERM_NAMES else ""
        for entry in entries if kind else []:
            if isinstance(entry, Mapping):
                for key in ("id", "_id", "uid", "slug"):
                    if isinstance(entry.get(key), (int, str)):
                        found[kind].setdefault(str(entry[key]), entry)
    return found


def _resolve(row: dict[str, Any], lookups: dict[str, dict[str, Any]]) -> None:
    for name in (
        "author",
        "authors",
        "author_id",
        "author_ids",
        "authorId",
        "user_id",
        "created_by",
    ):
        found = _by_id(row.get(name), lookups["author"])
        if found:
            row["author"] = found
    for name in (
        "category",
        "categories",
        "category_id",
        "section",
        "section_id",
        "tags",
        "tag_ids",
    ):
        found = _by_id(row.get(name), lookups["term"])
        if found:
            row["tags" if name.startswith("tag") else "categories"] = found


def _by_id(value: object, known: dict[str, Any]) -> list[Any]:
    given = value if isinstance(value, list) else [value]
    if not known or not all(isinstance(key, (int, str)) for key in given):
        return []
    return [known[str(key)] for key in given if str(key) in known]
