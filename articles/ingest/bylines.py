"""Who wrote a story, out of the many shapes in which sources say it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from articles.ingest.addresses import is_web
from articles.ingest.credit_names import contributors_of_byline, without_by, writers_of
from articles.ingest.plain import name_of, plain, text_of, words_of
from articles.ingest.record import ContributorRecord
from articles.ingest.translators import is_role_of_translator

_MAIL: Final = re.compile(r"\s*[(<]?[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+[)>]?\s*")
_ROLES: Final = re.compile(r"\b(?:reported|written|edited) by\b", re.IGNORECASE)
_LONGEST_NAME: Final = 80
_JOINT: Final = re.compile(
    r"\W*(?:by|and|&|und|et|y|e|en|och|og|von|par|por|di|door|av|af)?\W*", re.IGNORECASE
)
"""What stands between the names where a scraper took a byline in pieces."""
_JOB: Final = re.compile(
    r"(?:[\w&'’-]+ ){0,4}(?:reporter|editor|correspondent|writer|columnist|producer|critic)",
    re.IGNORECASE,
)
"""What somebody does, behind the name: "Jo Kern, Transport Editor"."""
_WORK: Final = re.compile(
    rf"(?:{_JOB.pattern}|(?:[\w&'’-]+ ){{0,3}}(?:photographer|illustrator|cartoonist|journalist))",
    re.IGNORECASE,
)
_ROLE_NAMES: Final = (
    "role", "type", "job", "jobTitle", "job_title", "position", "contributor-role", "contributorRole", "title",
)  # fmt: skip
_OF_ACCOUNTS: Final = frozenset({"editor", "writer", "author", "contributor"})
_NO_AUTHOR: Final = re.compile(
    r"about the authors?|(?:\d{1,2} )?min read|read more|(?:posted|updated|published|edited|modified) (?:on|at|in)|"
    r"(?:view|see) all (?:posts|articles|stories)\b.*|more (?:posts|stories|articles|from|by)\b.*|follow\b.*|"
    r"facebook|twitter|instagram|linkedin|e-?mail|https?\b.*|www\..*|var \w+|unknown|anonymous|admin",
    re.IGNORECASE,
)
"""What scrapers take for an author: words of the box in which the page names one."""


def _one_line(text: str) -> str:
    """The text with single spaces, cut where no byline goes on: the patterns must not meet more."""
    return " ".join(text[: _LONGEST_NAME * 20].split())


def is_no_author(text: str) -> bool:
    """Whether the words are those of the box in which a page names its writer, and no name."""
    return _NO_AUTHOR.fullmatch(without_by(text)) is not None


def contributors_of(value: object) -> list[ContributorRecord]:
    """The people that a source's author value names, each once."""
    found: dict[str, ContributorRecord] = {}
    if isinstance(value, Mapping) and isinstance(value.get("data"), list):
        value = value["data"]
    for part in _joined(value) if isinstance(value, (list, tuple)) else [value]:
        if found and isinstance(part, str) and _JOB.fullmatch(part.strip()):
            last = next(reversed(found.values()))
            last.role = last.role or part.strip()
            continue
        for person in _people_of(part):
            if found and _JOB.fullmatch(person.name):
                last = next(reversed(found.values()))
                last.role = last.role or person.name
            elif not _NO_AUTHOR.fullmatch(person.name):
                found.setdefault(person.name.casefold(), person)
    return list(found.values())


def _joined(parts: list[object] | tuple[object, ...]) -> list[object] | tuple[object, ...]:
    """A byline in pieces ("By ", "Jo Kern", " and ", "Ann Orr") put together; other lists as they are."""
    pieces = [part for part in parts if isinstance(part, str)]
    if len(pieces) == len(parts) > 1 and any(map(_JOINT.fullmatch, pieces)):
        return [" ".join(pieces)]
    return parts


def without_house(people: list[ContributorRecord], host: str) -> list[ContributorRecord]:
    """The people without the paper's own name, which scrapers take for one of the authors."""
    label = re.sub(r"\W", "", host.removeprefix("www.").split(".")[0].casefold())
    kept = [
        each
        for each in people
        if re.sub(r"\W", "", each.name.casefold()).removeprefix("the") != label.removeprefix("the")
    ]
    return kept or people


def byline_of(people: list[ContributorRecord]) -> str:
    """A byline made of names, where the source prints none."""
    return ", ".join(person.name for person in writers_of(people))


def _people_of(part: object) -> list[ContributorRecord]:
    if isinstance(part, (int, float)) or part is None:
        return []
    if isinstance(part, Mapping) and isinstance(part.get("original"), str):
        part = part["original"]  # a byline as printed, beside its parts
    if isinstance(part, Mapping) and isinstance(part.get("name"), list):
        return [person for name in part["name"] for person in _people_of(name)]
    if isinstance(part, Mapping):
        if _ROLES.search(printed := name_of(part)):
            return contributors_of_byline(printed)
        name = _clean(printed)
        made = ContributorRecord(name=name, role=_role(part, name), url=_url(part), bio=_bio(part))
        return [made] if name else []
    people = contributors_of_byline(_clean(plain(text_of(part))))
    return [person for person in people if not is_web(person.name)]


def _role(person: Mapping[str, object], name: str) -> str:
    """What somebody did or is, where a source says it beside the name; roles of accounts say nothing."""
    own = person.get("additional_properties")
    original = own.get("original") if isinstance(own, Mapping) else None
    held = {**original, **person} if isinstance(original, Mapping) else person  # Arc
    for key in _ROLE_NAMES:
        said = held.get(key)
        words = name_of(said) if isinstance(said, Mapping) else plain(text_of(said))
        if is_role_of_translator(words):
            return words.lower()
        if words != name and words.casefold() not in _OF_ACCOUNTS and _WORK.fullmatch(words):
            return words
    return ""


def _clean(name: str) -> str:
    bracketed = re.fullmatch(r"\s*[^\s@]++@[^\s@(]++\s*\(([^()]{2,80})\)\s*", name)
    if bracketed:
        return bracketed[1].strip()
    name = _one_line(name)
    without_mail = _MAIL.sub(" ", name).strip()
    cleaned = without_by(without_mail or name)
    return "" if is_web(cleaned) or len(cleaned) > 2 * _LONGEST_NAME else cleaned


def _url(person: Mapping[str, object]) -> str:
    data = person.get("data")
    for source in (person, data if isinstance(data, Mapping) else {}):
        for key in ("url", "link", "href", "uri", "website"):
            address = source.get(key)
            if isinstance(address, str) and is_web(address):
                return address.strip()
    return ""


def _bio(person: Mapping[str, object]) -> str:
    for key in ("bio", "description", "biography", "about"):
        if isinstance(person.get(key), str):
            return words_of(person[key])
    return ""
