"""A story that a page holds only as data for its scripts: Next.js, Apollo, Redux and the like.

The page's markup is a skeleton then; the whole story stands in a script as JSON, among menus and
teasers, its author sometimes beside it behind a pointer. It is read like a story of any JSON file.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

from articles.body.document import Document
from articles.body.words import plain_text
from articles.ingest.bodies import BodyRefused
from articles.ingest.limits import LIMITS
from articles.ingest.page import flight
from articles.ingest.page.facts import PageFacts
from articles.ingest.page.tree import Element, letters
from articles.ingest.record import Origin, StoryRecord
from articles.ingest.rows.aliases import field_of
from articles.ingest.rows.mapping import NotAStory, story_from
from articles.ingest.rows.unfold import flat_row
from articles.ingest.strictjson import BadJSON, loads

Node = Mapping[str, Any]
"""An object of the state; its values have any shape."""

_JSON_TYPES: Final = re.compile(r"^\s*(?:application|text)/(?:[\w.-]+\+)?json\s*$", re.IGNORECASE)
_ASSIGNED: Final = re.compile(
    r"(?:(?:window|self|globalThis|var|let|const)[\s.]*)?"
    r"(?:\[\s*)?[\"']?[\w$]{2,60}[\"']?\s*\]?(?:\.[\w$]{1,60}){0,3}\s*=\s*"
    r"(?P<parsed>JSON\.parse\(\s*(?=[\"']))?(?=[{\[\"'])"
)
_UNDEFINED: Final = re.compile(r"(?<=[:,\[])\s*undefined\s*(?=[,}\]])")
_SINGLE_QUOTED: Final = re.compile(r"'(?P<text>(?:[^'\\]|\\.)*)'", re.DOTALL)
_ESCAPED: Final = re.compile(r"\\(?P<sign>['\\])")
_FEWEST_CHARACTERS: Final = 300
"""A script shorter than this holds no story."""
_WRAPPERS: Final = frozenset({"Reactive", "ShallowReactive", "Ref", "ShallowRef"})
_DEEPEST: Final = 60
_FEWEST_LETTERS: Final = 120
_MOST_SCRIPTS: Final = 40
_MOST_NODES: Final = 100_000
_MOST_STORIES: Final = 40
_MOST_STORES: Final = 1_000
_MOST_MET: Final = 20_000
"""Values of one story that are followed: some thousand paragraphs, each behind a pointer."""
_POINTER_KEYS: Final = ({"__ref"}, {"type", "generated", "id", "typename"})
_KEPT: Final = frozenset({"origin", "format", "source_id", "source", "status"})


def states_of(root: Element) -> list[str]:
    """The scripts of an unpruned page that may hold its state; they are parsed only when needed."""
    rows = flight.rows_of(script.text or "" for script in root.iter("script"))
    found: list[str] = [rows] if rows else []
    for script in root.iter("script"):
        kind = script.get("type") or ""
        text = script.text or ""
        if "ld+json" in kind.lower() or not _FEWEST_CHARACTERS < len(text) <= LIMITS["page_bytes"]:
            continue
        if _JSON_TYPES.match(kind):
            found.append(text)
        elif assigned := _ASSIGNED.search(text[:2_000]):
            found.append(text[assigned.start() :])
    return found[:_MOST_SCRIPTS]


def story_in_states(
    states: list[str], facts: PageFacts, origin: Origin, *, fewest: int
) -> StoryRecord | None:
    """The story that the scripts hold and the page's title names, with over `fewest` letters."""
    best: tuple[int, StoryRecord] | None = None
    wanted = {letters(facts.said_title), letters(facts.page_title)} - {""}
    for state in states:
        if len(state) <= fewest:
            continue
        value = _value(state)
        store = _store(value)
        for node in _stories(value):
            story = _read(_with_pointers(node, store), facts, origin)
            weight = _length(story) if story is not None else 0
            if story is None or weight <= max(fewest, _FEWEST_LETTERS):
                continue
            named = letters(story.headline)
            weight += 10_000_000 * any(named and named in title for title in wanted)
            if best is None or weight > best[0]:
                best = weight, story
    return best[1] if best else None


def fill_from_state(story: StoryRecord, held: StoryRecord) -> None:
    """Takes the body of `held`, and each other field that the page itself leaves empty."""
    story.body, story.lines = held.body, held.lines
    for field in dataclasses.fields(story):
        if field.name not in _KEPT and not getattr(story, field.name):
            setattr(story, field.name, getattr(held, field.name))
    shown, said = story.published_at, held.published_at
    if shown and said and not (shown.hour or shown.minute):
        story.published_at = said  # the page gave a day without a time, or only a year


def _value(state: str) -> object:
    """The value that a script holds or assigns; None if it is no JSON."""
    text = state.strip()
    assigned = _ASSIGNED.match(text)
    try:
        if flight.BEGINS.match(text):
            return flight.value_of(text)
        if assigned is None:
            return _joined(loads(text))
        rest = text[assigned.end() :]
        if quoted := _SINGLE_QUOTED.match(rest):
            return loads(_ESCAPED.sub(r"\g<sign>", quoted["text"]))
        value, _ = json.JSONDecoder().raw_decode(_UNDEFINED.sub("null", rest))
        return loads(value) if isinstance(value, str) else value
    except (ValueError, RecursionError, BadJSON):
        return None


def _joined(value: Any) -> Any:
    """What Nuxt writes as one flat list, whose objects give the places of their values, as objects."""
    first = value[0] if isinstance(value, list) and value else None
    if not (isinstance(first, list) and first and first[0] in _WRAPPERS):
        return value
    known: dict[int, Any] = {}

    def at(place: Any, depth: int) -> Any:
        if not isinstance(place, int) or not 0 <= place < len(value) or not depth:
            return None
        if place not in known:
            known[place] = None  # until it is made: a circle ends here
            known[place] = made(value[place], depth - 1)
        return known[place]

    def made(held: Any, depth: int) -> Any:
        if isinstance(held, Mapping):
            return {name: at(inner, depth) for name, inner in held.items()}
        if not isinstance(held, list):
            return held
        if held and isinstance(held[0], str):
            return held[1] if held[0] == "Date" and len(held) > 1 else at(held[-1], depth)
        return [at(inner, depth) for inner in held]

    return at(0, _DEEPEST)


def _stories(value: object) -> Iterator[Node]:
    """The objects that have a headline and a text, outer ones first."""
    left = _MOST_NODES
    found = 0
    waiting: deque[object] = deque([value])
    while waiting and left and found < _MOST_STORIES:
        left -= 1
        node = waiting.popleft()
        if isinstance(node, Mapping):
            if _tells(node):
                found += 1
                yield node
            waiting.extend(inner for inner in node.values() if isinstance(inner, (Mapping, list)))
        elif isinstance(node, list):
            waiting.extend(inner for inner in node if isinstance(inner, (Mapping, list)))


def _tells(node: Node) -> bool:
    fields = {field_of(str(name)) for name, value in node.items() if value}
    return {"headline", "body"} <= fields


def _store(state: object) -> Node:
    """What pointers of a state may name: its own keys and those of the objects one step below."""
    if not isinstance(state, Mapping):
        return {}
    below = [inner for inner in state.values() if isinstance(inner, Mapping)]
    named: dict[str, Any] = {}
    for each in (*below[:_MOST_STORES][::-1], state):
        named.update(each)
    return named


def _with_pointers(node: Node, store: Node) -> Node:
    """The object with what it points at in the same state put in its place, a few steps deep.

    A few objects that point at each other can stand for more values than there is memory for: what
    lies behind a pointer is left out from the depth, or from `_MOST_MET` values, on.
    """
    left = _MOST_MET

    def met(value: object, depth: int, *, is_followed: bool = False) -> object:
        nonlocal left
        left -= 1
        if not isinstance(value, (Mapping, list)):
            return value
        if left < 0 or not depth:
            return None if is_followed else value
        if isinstance(value, list):
            return [met(entry, depth - 1, is_followed=is_followed) for entry in value]
        target = _target(value, store)
        if target is not None:
            return met(target, depth - 1, is_followed=True)
        return {
            name: met(inner, depth - 1, is_followed=is_followed) for name, inner in value.items()
        }

    return {name: met(value, 4) for name, value in node.items()}


def _target(value: Node, store: Node) -> Node | None:
    """The object that a pointer names; None where `value` is none, or names nothing."""
    if not any(set(value) <= keys for keys in _POINTER_KEYS):
        return None
    key = value.get("__ref") or (value.get("id") if value.get("type") == "id" else None)
    found = store.get(key) if isinstance(key, str) else None
    return found if isinstance(found, Mapping) else None


def _read(node: Node, facts: PageFacts, origin: Origin) -> StoryRecord | None:
    try:
        story, _ = story_from(flat_row(node), origin, reader="webpage", base=facts.base)
    except (NotAStory, BodyRefused):
        return None
    return story


def _length(story: StoryRecord) -> int:
    if story.lines is not None:
        return sum(len(letters(line.text)) for line in story.lines)
    return len(letters(plain_text(cast("Document", story.body)))) if story.body else 0
