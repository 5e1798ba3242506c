"""Who made a story and whom it names, out of a row of named values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from articles.ingest.bylines import byline_of, contributors_of, is_no_author, without_house
from articles.ingest.credit_names import without_by
from articles.ingest.notebook import person_role
from articles.ingest.plain import name_of, plain
from articles.ingest.record import ContributorRecord, PersonRecord, StoryRecord
from articles.ingest.rows.aliases import field_of, squash
from articles.ingest.rows.named import Named, first, listed
from articles.ingest.translators import credit_translators, is_role_of_translator

_NAME_IN_PARTS: Final = (
    ("authorfirstname", "authorlastname"), ("firstname", "lastname"), ("vorname", "nachname"), ("prenom", "nom"),
    ("autorvorname", "autornachname"),
)  # fmt: skip


def with_whole_name(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """The row with its author's name in one, where a table has it in two columns."""
    squashed = {squash(name): value for name, value in row.items() if isinstance(value, str)}
    for parts in _NAME_IN_PARTS:
        words = [squashed.get(part, "").strip() for part in parts]
        if all(words) and not any(field_of(name) == "byline" and row[name] for name in row):
            return {**row, "author": " ".join(words)}
    return row


def set_people(story: StoryRecord, named: Named) -> None:
    for column, given in named.get("byline", []):
        if str(given).strip().isdigit():
            continue  # the number of an account in another table
        value, bio = _without_bio(given)
        if isinstance(value, str) and _SLUG.fullmatch(value):
            value = value.replace("-", " ").title()
        people = contributors_of(value)
        if bio and people:
            people[0].bio = bio
        if isinstance(value, str):
            value = _ADDRESS.sub("", value)
            if mail := _MAIL_BEHIND.search(value):
                story.removed.append((mail[0].strip(), "a mail address is no part of the byline"))
                value = value[: mail.start()]
        if isinstance(value, str) and plain(value) and not is_no_author(plain(value)):
            is_printed = squash(column) == "byline"  # an author's column holds names alone
            story.byline = plain(value) if is_printed else without_by(plain(value))
        if people and not isinstance(value, str):
            people = without_house(people, story.source)
        if people:
            story.contributors = story.contributors or people
            story.byline = story.byline or byline_of(people)
            break
    known = {person.name.casefold() for person in story.contributors}
    for person in contributors_of(first(named, "contributors")):
        if person.name.casefold() not in known:
            story.contributors.append(person)
    _set_roles(story.contributors, first(named, "contributors"))
    told = [each.name for each in contributors_of(first(named, "translators"))]
    told += [each.name for each in story.contributors if is_role_of_translator(each.role)]
    if told:
        credited = credit_translators(story, told)
        story.byline, story.contributors = credited.byline, credited.contributors
    for entry in listed(first(named, "people")):
        name = name_of(entry)
        if name:
            story.people.append(PersonRecord(name, person_role(entry)))


_ADDRESS: Final = re.compile(r"\s*[,;|]\s*https?://\S{1,300}")
"""The writer's page, which a service sets behind the name."""
_MAIL_BEHIND: Final = re.compile(
    r"(?<=[^\W\d_])[,;|]?\s{1,9}[(<]?[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}[)>]?\s*\Z"
)
"""The writer's mail, which a desk types behind the name."""
_SLUG: Final = re.compile(r"[a-z]+(?:-[a-z]+)+")
"""How a system writes the address of an author's page: "bo-li"."""
_TITLED_LINE: Final = re.compile(r"[^\n]{3,80}, [^\n,]{3,40}\n(?=[^\n]{3})")


def _without_bio(value: Any) -> tuple[Any, str]:
    """An author's line apart from the one below it, where "Ann Poe, Contributor" stands above a life."""
    if isinstance(value, str) and _TITLED_LINE.match(value):
        line, _, bio = value.partition("\n")
        return line, plain(bio)
    return value, ""


def _set_roles(people: list[ContributorRecord], value: object) -> None:
    for entry in listed(value):
        if isinstance(entry, Mapping) and isinstance(entry.get("role"), str):
            for person in people:
                if person.name == name_of(entry):
                    person.role = entry["role"]
