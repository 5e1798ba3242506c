"""One line of plain text out of a source's value, whatever markup or wrapper it arrives in."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any, Final

_TAG: Final = re.compile(
    r"</?[A-Za-z][A-Za-z0-9:-]*(?:\s[^<>]{0,5000})?/?>|<!--(?:(?!<!--|-->).){0,5000}-->", re.DOTALL
)
_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_NAMED_SIGN: Final = re.compile(
    r"&(?:[lr][sd]quo|nbsp|[nm]dash|hellip|quot|apos|amp|#39|#x27|#160|#82\d\d|pound|euro|[a-z](?:acute|grave|uml|"
    r"cedil));"
)
_TWICE_ESCAPED: Final = re.compile(rf"&amp;{_NAMED_SIGN.pattern[1:]}")
"""A sign that one program escaped after another had: "&amp;mdash;" in a headline is a dash."""
FEWEST_NAMED: Final = 2
"""Of one named character nobody can tell whether the text speaks of it."""
_BLOCK_TAG: Final = re.compile(
    r"</?(?:p|div|h[1-6]|ul|ol|li|br|blockquote|figure|img|table|section|article|iframe|hr|pre)\b[^<>]*>",
    re.IGNORECASE,
)
_INLINE_TAG: Final = re.compile(r"<(?:a|b|i|em|strong|span|u|sup|sub|code)\b[^<>]*>", re.IGNORECASE)
_SPACES: Final = re.compile(r"[ \t\r\n\f\v\u2028\u2029]+")

# Keys under which systems wrap a text: {"rendered": ...}, {"html": ...}, {"$t": ...}, {"#text": ...}.
TEXT_KEYS: Final = (
    "rendered", "html", "text", "plaintext", "plain", "value", "$t", "#text", "_", "main", "basic",
    "original", "content", "processed", "raw", "default", "body", "current", "web", "free",
)  # fmt: skip
NAME_KEYS: Final = (
    "name", "displayName", "display_name", "fullOrUserName", "full_name", "fullName", "label", "title",
    "authorName", "author_name", "fullname", "byline",
    "nombre", "nom", "nome", "naam", "navn", "namn", "imię_i_nazwisko", "bezeichnung",
    "term", "text", "value", "rendered", "$t", "#text", "webTitle", "tag", "slug",
)  # fmt: skip
_FIRST_NAMES: Final = (
    "first_names", "first_name", "firstName", "vorname", "prenom", "prénom", "voornaam", "fornavn", "förnamn", "imię",
)  # fmt: skip
_LAST_NAMES: Final = (
    "last_name", "lastName", "nachname", "apellidos", "apellido", "cognome", "sobrenome", "achternaam", "etternavn",
    "efternavn", "efternamn", "nazwisko",
)  # fmt: skip
_LAYERS: Final = frozenset({"free", "web"})
"""Keys that hold a text one level further down: {"free": {"web": ...}}."""
_NAMED_VALUES: Final = frozenset(
    {"persons", "subject", "glocations", "organizations", "creative_works"}
)
_LOCALE: Final = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


def has_blocks(text: str) -> bool:
    """Whether the text is HTML with paragraphs, headings, lists or pictures."""
    return bool(_BLOCK_TAG.search(text))


def has_markup(text: str) -> bool:
    """Whether the text holds HTML of any kind."""
    return has_blocks(text) or bool(_INLINE_TAG.search(text))


def without_names(text: str) -> str:
    """Bare text whose quotes, dashes and spaces stand as HTML's named characters, with the signs themselves."""
    if "&" not in text or len(_NAMED_SIGN.findall(text)) < FEWEST_NAMED:
        return text
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text)


def plain(markup: str) -> str:
    """The words of a short piece of HTML or text on one line, entities resolved."""
    text = _TAG.sub(" ", markup) if _BLOCK_TAG.search(markup) else _TAG.sub("", markup)
    if _ENTITY.search(text):
        twice = _TWICE_ESCAPED.search(text) is not None
        text = html.unescape(text)
        text = _NAMED_SIGN.sub(lambda found: html.unescape(found[0]), text) if twice else text
    return _SPACES.sub(" ", text).strip()


def with_signs(text: str) -> str:
    """A short field in which named characters were left, with the signs: "sun &amp; rain"."""
    if "&" not in text:
        return text
    return _NAMED_SIGN.sub(lambda found: html.unescape(found[0]), text)


def text_of(value: object) -> str:
    """The text inside a source's value, still with its markup; "" where there is none."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, Mapping):
        return _text_of_mapping(value)
    if isinstance(value, (list, tuple)):
        return text_of(value[0]) if value else ""
    return ""


_FOR_THE_SITE: Final = ("<drupal-media", "<drupal-entity", "[[{")
_FILLED: Final = re.compile(r"<(?:img|figure|iframe)\b")
"""What Drupal fills when it shows a text, and what shows that the text beside it is the filled one."""


def _text_of_mapping(value: Mapping[str, Any]) -> str:
    raw, shown = value.get("value"), value.get("processed")
    waits = isinstance(raw, str) and any(sign in raw for sign in _FOR_THE_SITE)
    if waits and isinstance(shown, str) and _FILLED.search(shown):
        return shown
    for key in TEXT_KEYS:
        inner = value.get(key)
        if isinstance(inner, (str, int, float)) or (key in _LAYERS and isinstance(inner, Mapping)):
            return text_of(inner)
    for key, inner in value.items():
        if _LOCALE.fullmatch(key) and isinstance(inner, (str, Mapping)):
            return text_of(inner)
    return ""


def words_of(value: object) -> str:
    """The text inside a source's value as plain words on one line."""
    return plain(text_of(value))


def name_of(value: object) -> str:
    """The name of a person, tag or section that a source gives as text or as an object."""
    if not isinstance(value, Mapping):
        return words_of(value)
    for inner_key in ("author", "user", "tag", "data", "fields", "attributes", "person"):
        inner = value.get(inner_key)
        if isinstance(inner, Mapping):
            return name_of(inner)
    first = next((value[key] for key in _FIRST_NAMES if value.get(key)), "")
    last = next((value[key] for key in _LAST_NAMES if value.get(key)), "")
    if bool(first) != bool(last):  # one of them is called "name": {"nombre": ..., "apellidos": ...}
        other = next(
            (value[key] for key in ("nombre", "nom", "nome", "name") if value.get(key)), ""
        )
        whole = plain(text_of(other))
        if {*plain(text_of(first or last)).split()} <= {*whole.split()}:
            return whole  # {"name": "Jo Kern", "last_name": "Kern"}
        first, last = (first or other), (last or other)
    if first or last:
        return plain(f"{text_of(first)} {text_of(last)}")
    named = value.get("name")
    if isinstance(named, str) and named in _NAMED_VALUES and value.get("value"):
        return words_of(value["value"])
    for key in NAME_KEYS:
        if value.get(key) and words_of(value[key]):
            return words_of(value[key])
    for key, inner in value.items():  # {"tag_translations": [{"title": ...}]}
        if key.endswith("translations") and isinstance(inner, list) and inner:
            return name_of(inner[0])
    return _text_of_mapping(value)


def names_of(value: object, separators: str = ",;|") -> list[str]:
    """Names out of a list, an object or one text parted by `separators`; each once, in order."""
    if isinstance(value, str):
        text = plain(value)
        sign = next((sign for sign in separators if sign in text), "")
        parts = text.split(sign) if sign else [text]
    elif isinstance(value, (list, tuple)):
        parts = [
            name_of(part) for part in value if not isinstance(part, int) and not _internal(part)
        ]
    elif isinstance(value, Mapping) and (listed := _listed(value)) is not None:
        return names_of(listed, separators)
    elif isinstance(value, Mapping) and value and all(str(key).isdigit() for key in value):
        parts = [name_of(part) for part in value.values()]  # Joomla's tags by their numbers
    elif isinstance(value, Mapping):
        parts = [name_of(value)]
    else:
        parts = []
    cleaned = (part.strip(" \t#\"'") for part in parts)
    return list(dict.fromkeys(part for part in cleaned if part))


def _listed(value: Mapping[str, Any]) -> list[Any] | None:
    """The list inside Strapi's {"data": [...]}, and GraphQL's {"nodes": [...]} or {"edges": [{"node": ...}]}."""
    for key in ("data", "nodes", "edges"):
        inner = value.get(key)
        if isinstance(inner, list):
            return [
                one["node"] if isinstance(one, Mapping) and "node" in one else one for one in inner
            ]
    return None


def _internal(value: object) -> bool:
    """Ghost's internal tags ("#note", slug "hash-note") are for its themes, not for readers."""
    facts = value.get("data", value) if isinstance(value, Mapping) else {}
    return isinstance(facts, Mapping) and str(facts.get("slug", "")).startswith("hash-")
