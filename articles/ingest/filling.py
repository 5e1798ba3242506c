"""How a reader of a structured format fills a StoryRecord: failing closed, never failing loudly.

What cannot be read becomes a note; where the public could see too early, it holds the story.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Final

from articles.body.document import InvalidBody, walk
from articles.body.from_html import from_html
from articles.body.words import block_text
from articles.ingest.addresses import source_code
from articles.ingest.cleaning.text import key
from articles.ingest.credit_names import name_in_small_letters, with_usual_surname
from articles.ingest.dates import UnreadableDate, read_date, read_exact
from articles.ingest.figures_in_body import complete, drop_doubles, drop_echoes
from articles.ingest.leads import drop_cut_standfirst, join_lead
from articles.ingest.record import (
    ContributorRecord,
    Line,
    Origin,
    PersonRecord,
    PictureRecord,
    Problem,
    Status,
    StoryRecord,
)

STATUSES: Final[dict[str, Status]] = {
    "usable": "usable", "published": "usable", "publish": "usable", "public": "usable",
    "use": "usable", "active": "usable",
    "embargoed": "usable", "embargo": "usable",
    "draft": "draft", "pending": "draft", "auto-draft": "draft", "in-progress": "draft",
    "scheduled": "scheduled", "future": "scheduled",
    "private": "private",
    "withheld": "withheld", "withhold": "withheld", "hold": "withheld", "held": "withheld",
    "canceled": "canceled", "cancelled": "canceled", "killed": "canceled", "kill": "canceled",
    "cancel": "canceled", "mandatory-kill": "canceled", "mandatorykill": "canceled",
    "withdrawn": "canceled", "deleted": "canceled", "trash": "canceled", "retracted": "canceled",
}  # fmt: skip
"""IPTC pubstatus and status NewsCodes, NITF management-status, and the states of WordPress and
Ghost; a word that is not here holds the story."""
EMBARGO_WORDS: Final = frozenset({"embargoed", "embargo"})
MAX_LINES: Final = 20_000
NO_TOPIC: Final = "the letter of a category names no topic"
MAX_NAMES: Final = 500
"""Topics, people, places, makers of one story; no real story comes near it."""
MAX_PICTURES: Final = 1_000
_TWICE: Final = re.compile(
    r"&amp;(#\d{2,5}|#x[0-9a-fA-F]{2,4}|quot|apos|nbsp|[lr][sd]quo|[mn]dash|hellip|[a-zA-Z]grave"
    r"|[a-zA-Z]acute|[a-zA-Z]uml);"
)
"""Characters that a sender escaped twice; "&amp;lt;" and "&amp;amp;" stay, they may be meant."""
_PICTURE_BYLINE: Final = re.compile(
    r"""(<img\b[^<>]{0,4000}>\s*)<(div|span|p) class=["']byline["']>([^<>]{0,200})</\2>"""
)
"""Who took a picture, where a wire puts it right behind the picture."""
_READ_AS_UTC: Final = (
    "Its times have no zone and none is set for the source; they were read as UTC."
)


class Filling:
    """A story in the making, with what went wrong on the way; `done` yields both."""

    def __init__(self, origin: Origin, format_name: str, zone: tzinfo | None = None) -> None:
        self.story = StoryRecord(origin=origin, format=format_name)
        self.zone = zone
        self.problems: list[Problem] = []
        self.refused = ""
        """Why no story comes of it, once that is plain."""
        self._references: set[str] = set()

    def note(self, message: str, field: str = "") -> None:
        """Say a fault that does not keep the story out."""
        self.problems.append(Problem(self.story.origin, message, field, "noted"))

    def hold(self, reason: str) -> None:
        """Let the story wait for an editor."""
        if reason not in self.story.hold:
            self.story.hold.append(reason)

    def date(self, value: object, field: str, zone: tzinfo | None = None) -> datetime | None:
        """The moment `value` names; None and a note where it cannot be read.

        A time without a zone, where nobody told us the source's, is read as UTC and noted.
        """
        if value is None or value == "" or not isinstance(value, (str, int, float)):
            return None
        try:
            return read_date(value, zone=zone or self.zone)
        except UnreadableDate as error:
            message = str(error)
        try:
            moment = read_date(value, zone=UTC)
        except UnreadableDate:
            self.note(message, field)
            return None
        if not any(problem.message == _READ_AS_UTC for problem in self.problems):
            self.note(_READ_AS_UTC, field)
        return moment

    def embargo(self, value: object, zone: tzinfo | None = None) -> None:
        """Set the embargo; where it cannot be read to the minute, the story is held."""
        if value is None or (isinstance(value, str) and not value.strip()):
            return
        try:
            if not isinstance(value, (str, int, float)):
                raise UnreadableDate(f"The embargo {str(value)[:60]!r} is not a time.")
            moment = read_exact(value, zone=zone or self.zone)
        except UnreadableDate as error:
            self.hold(f"The embargo cannot be read: {error}")
            latest = self._latest(value)
            if latest is None:
                return
            moment = latest
        known = self.story.embargo_until
        self.story.embargo_until = moment if known is None else max(known, moment)

    def _latest(self, value: object) -> datetime | None:
        """The last moment that an unclear embargo may mean: the end of its day, far in the west."""
        if not isinstance(value, str):
            return None
        try:
            moment = read_date(value, zone=timezone(timedelta(hours=-12)))
        except UnreadableDate:
            return None
        return moment if re.search(r"\d[:.h]\d{2}|T\d{4}", value) else moment + timedelta(days=1)

    def status(self, value: object) -> None:
        """Set the status from the source's word for it; an unknown word holds the story.

        A withdrawal said anywhere wins over "usable" said elsewhere.
        """
        words = str(value or "").strip()
        plain = re.sub(r"[\s_]+", "-", words.rpartition(":")[2].rpartition("/")[2].casefold())
        if not plain:
            return
        known = STATUSES.get(plain)
        if known is None:
            self.hold(f"The source gives the status {words[:60]!r}, which is not known.")
            return
        if plain in EMBARGO_WORDS:
            self.story.extra["status"] = "embargoed"
        if _STRENGTH.index(known) > _STRENGTH.index(self.story.status):
            self.story.status = known

    def urgency(self, value: object) -> None:
        """Set the urgency, 1 to 9; anything else is noted."""
        words = str(value if value is not None else "").strip()
        if not words:
            return
        if words.isdecimal() and 1 <= int(words) <= 9:
            self.story.urgency = int(words)
        else:
            self.note(f"The urgency {words[:30]!r} is not a number from 1 to 9.", "urgency")

    def language(self, value: object) -> None:
        """Set the language as a BCP 47 tag."""
        tag = str(value or "").strip().replace("_", "-")
        if not tag:
            return
        if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}", tag):
            parts = tag.split("-")
            self.story.language = "-".join([parts[0].lower(), *map(_subtag, parts[1:])])
        else:
            self.note(f"The language {tag[:40]!r} is not a language tag.", "language")

    def people(self, people: Iterable[PersonRecord]) -> None:
        """Add people; the same name twice becomes one, who is a subject if either was."""
        by_name = {person.name.casefold(): person for person in self.story.people}
        for person in people:
            name = " ".join(person.name.split())
            if not name or len(self.story.people) >= MAX_NAMES:
                continue
            person.name = name
            known = by_name.setdefault(name.casefold(), person)
            if known is person:
                self.story.people.append(person)
            else:
                known.identifiers |= person.identifiers
                known.role = "subject" if "subject" in {known.role, person.role} else known.role

    def contributor(self, name: str, role: str = "", url: str = "", bio: str = "") -> None:
        """Add someone who made the story, once."""
        name = " ".join(name.split())
        name = (
            name_in_small_letters(name)
            if name.isupper() and " " in name
            else with_usual_surname(name)
        )
        names = {known.name.casefold() for known in self.story.contributors}
        if name and name.casefold() not in names and len(names) < MAX_NAMES:
            self.story.contributors.append(ContributorRecord(name, role, url, bio))

    def fact(self, name: str, value: object) -> None:
        """Keep a named fact that has no field of ours."""
        words = " ".join(str(value if value is not None else "").split())
        if words:
            self.story.extra[name] = words[:2000]

    def topics(self, names: Iterable[str]) -> None:
        """Add topics, each once; a letter alone is a category of the wires by its code."""
        taken: list[str] = []
        for name in names:
            if len(name) == 1 and name.isascii():
                self.story.removed.append((name, NO_TOPIC))
            else:
                taken.append(name)
        extend(self.story.topics, taken)

    def text_body(self, text: str) -> None:
        """Set the body from bare text, a line of the source to a line."""
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        if len(lines) > MAX_LINES:
            self.note(f"The text has more than {MAX_LINES} lines; the rest was left out.", "body")
        self.story.lines = [
            Line(number, line) for number, line in enumerate(lines[:MAX_LINES], start=1)
        ]

    def html_body(
        self, markup: str, base_url: str = "", pictures: Mapping[str, PictureRecord] | None = None
    ) -> set[str]:
        """Set the body from HTML; gives the references of the pictures that stand in it.

        Figures learn caption, alt, credit and best address from `pictures`, known by any address
        that the markup may use. A heading that repeats the headline goes.
        """
        try:
            plain_markup = _PICTURE_BYLINE.sub(r'\1<span class="credit">\3</span>', markup)
            made = from_html(_TWICE.sub(r"&\1;", plain_markup), base_url)
        except InvalidBody as error:
            self.refused = f"The body is refused: {error}"
            return set()
        blocks = made.document["content"]
        self.story.removed += [
            (f"{gone.what}: {gone.text}" if gone.text else gone.what, gone.reason)
            for gone in made.removed
        ]
        for said, reason in (
            (self.story.headline, "repeats the headline"),
            (self.story.standfirst, "repeats the standfirst"),
        ):
            if blocks and blocks[0]["type"] == "heading":
                words = "".join(run.get("text", "") for run in blocks[0].get("content", []))
                if words.split() == said.split():
                    self.story.removed.append((words, reason))
                    del blocks[0]
        used: set[str] = set()
        drop_doubles(blocks)
        for block, _ in walk(made.document):
            if block["type"] == "figure" and pictures:
                complete(block["attrs"], pictures, used)
        for words, reason in drop_echoes(blocks) if used else ():
            self.story.removed.append((words, reason))
        self.story.body = {**made.document}
        return used

    def picture(self, picture: PictureRecord) -> None:
        """Add a loose picture once; the same reference twice is one picture."""
        if not (picture.reference or picture.caption or picture.content):
            return
        if picture.reference in self._references or len(self.story.pictures) >= MAX_PICTURES:
            return
        if picture.reference:
            self._references.add(picture.reference)
        if picture.role == "lead" and any(known.role == "lead" for known in self.story.pictures):
            picture.role = "body"
        self.story.pictures.append(picture)

    def done(self) -> Iterator[StoryRecord | Problem]:
        """The story, then what is to be said about it; or why it is refused."""
        if self.refused:
            yield Problem(self.story.origin, self.refused, "body")
            return
        if self._is_empty():
            name = (
                f"The item {self.story.source_id[:100]!r}" if self.story.source_id else "The item"
            )
            yield Problem(self.story.origin, f"{name} has neither a headline nor a text.")
            return
        self._close()
        yield self.story
        yield from self.problems

    def _is_empty(self) -> bool:
        """Whether nothing can come of it: a withdrawal needs no words, anything else does."""
        story = self.story
        words = any(re.search(r"\w", line.text) for line in story.lines or [])
        blocks = bool(story.body and story.body["content"])
        return not (story.headline or words or blocks or story.status in {"canceled", "withheld"})

    def _is_kept_apart(self, words: str) -> bool:
        """Whether the text says them as one of three or more paragraphs: the cleaner sees to it."""
        blocks = (self.story.body or {"content": []})["content"][:20]
        lines = [line.text for line in (self.story.lines or [])[:20]]
        said = [each for each in map(key, [*lines, *map(block_text, blocks)]) if each]
        return key(words) in said and len(said) > 2

    def _close(self) -> None:
        story = self.story
        if flagged := _FLAGGED.match(story.headline):
            self.fact("flags", flagged[1])
            story.headline = story.headline[flagged.end() :]
        join_lead(story)
        if not self._is_kept_apart(story.standfirst):
            drop_cut_standfirst(story)
        if story.extra.get("status") == "embargoed" and story.embargo_until is None:
            self.hold("The source calls the story embargoed and gives no time for it.")
        for field in ("topics", "people", "places", "organisations", "contributors", "related"):
            if len(getattr(story, field)) >= MAX_NAMES:
                self.note(f"Only the first {MAX_NAMES} were taken.", field)
                del getattr(story, field)[MAX_NAMES:]
        if len(story.pictures) >= MAX_PICTURES:
            self.note(f"Only the first {MAX_PICTURES} pictures were taken.", "pictures")
        if story.updated_at and story.published_at and story.updated_at < story.published_at:
            self.note("It was changed before it was first published.", "updated_at")


_FLAGGED: Final = re.compile(
    r"((?:UPDATE|WRAPUP|RPT|REFILE|REPEAT|CORRECTED|CORRECTION|ADVISORY)(?: \d{1,2})?)\s?-\s?(?=\S)"
)
"""A desk's mark before a headline: "UPDATE 2-Ports reopen"."""
_STRENGTH: Final = ("", "usable", "scheduled", "draft", "private", "withheld", "canceled")
"""Of two words for the status the later one in this list holds."""


def _subtag(part: str) -> str:
    if len(part) == 2 and part.isalpha():
        return part.upper()
    return part.title() if len(part) == 4 and part.isalpha() else part.lower()


def extend(names: list[str], more: Iterable[str]) -> None:
    """Add to a list what it does not hold yet, case and spacing aside, up to MAX_NAMES."""
    if len(names) >= MAX_NAMES:
        return
    known = {name.casefold() for name in names}
    for name in more:
        plain = " ".join(str(name).split())
        if plain and plain.casefold() not in known:
            known.add(plain.casefold())
            names.append(plain)
            if len(names) >= MAX_NAMES:
                return


_MADE_BY: Final = re.compile(
    r"(?i:photo|photograph|foto|picture|bild|image)s?(?: (?i:by|par|de|von|di|av|af))?\s*:?\s+(?=[^\W\d_a-zß-ÿ])"
)


def without_picture_label(words: str) -> str:
    """Who took a picture, without the word that says so: "Photo par Luc Andrieux"."""
    return _MADE_BY.sub("", words.strip(), count=1) if _MADE_BY.match(words.strip()) else words


def credit_line(producer: str, owner: str) -> str:
    """A credit as printed, of who took a picture and whom it belongs to: "Amy Ito/Reuters"."""
    producer, owner = producer.strip(), owner.strip()
    if producer and owner and producer.casefold() in owner.casefold():
        return owner
    if producer and owner and owner.casefold() not in producer.casefold():
        return f"{producer}/{owner}"
    return producer or owner


def whole_number(value: object) -> int | None:
    """A positive whole number out of "478", 478 or "478 px"; None for anything else."""
    found = re.match(r"\s*(\d{1,9})(?:\.0*)?(?:\s*px)?\s*$", str(value)) if value else None
    return int(found[1]) or None if found else None


def source_of(*identifiers: str) -> str:
    """The code of a source out of its ids: a host, or the authority of a urn or tag."""
    for identifier in identifiers:
        if code := source_code(identifier):
            return code
        found = re.match(r"(?:urn:newsml:|urn:|tag:)([\w-]+(?:\.[\w-]+)+)[:,/]", identifier)
        if found:
            return found[1].casefold().removeprefix("www.")
    return ""
