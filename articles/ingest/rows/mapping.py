"""A row of named values, whatever system it comes from -> a StoryRecord and notes on what was odd."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from articles.ingest.addresses import (
    absolute,
    is_web,
    last_part,
    source_code,
    without_revision,
)
from articles.ingest.bodies import set_body
from articles.ingest.cleaning.text import is_english
from articles.ingest.dialects.genres import kind_of
from articles.ingest.filling import source_of
from articles.ingest.leads import drop_cut_standfirst, join_lead
from articles.ingest.notebook import Notebook, correction_kind
from articles.ingest.pictures import address_of
from articles.ingest.plain import name_of, names_of, plain, text_of, words_of
from articles.ingest.printed_values import read_row
from articles.ingest.record import (
    CorrectionRecord,
    Line,
    Origin,
    Problem,
    RelatedRecord,
    StoryRecord,
)
from articles.ingest.rows.aliases import is_elsewhere, known_names, named_values, squash
from articles.ingest.rows.named import Named, first, listed
from articles.ingest.rows.other_values import keep_others
from articles.ingest.rows.people import set_people, with_whole_name
from articles.ingest.rows.picture_columns import numbered_pictures, set_pictures
from articles.ingest.rows.standing import (
    YES,
    is_yes_or_no,
    says_over,
    set_status,
    sort_without_story,
    withdraws,
)
from articles.ingest.site_names import without_site
from articles.ingest.stand_ins import is_way_in, without_defaults
from articles.ingest.strictjson import loads

KINDS: Final = frozenset(
    {"news", "analysis", "opinion", "review", "feature", "interview", "explainer", "obituary", "live"}
)  # fmt: skip
_WORD_FIELDS: Final = (
    "headline", "kicker", "standfirst", "dateline", "editor_note", "usage_terms", "source_name",
)  # fmt: skip
_SPACED_STOPS: Final = re.compile(r" \.(?=\s|$)")
"""Highlights that a program cut into words end in " ."."""
_BARE_DAY: Final = re.compile(
    r"\d{4}-\d{2}-\d{2}|\d{1,2}([./-])\d{1,2}\1\d{2,4}|\d{4}([./])\d{1,2}\2\d{1,2}"
)
_CLOCK: Final = re.compile(
    r"\d{1,2}[:.hH]\d{2}(?::\d{2})?(?: ?[AaPp]\.?[Mm]\.?)?(?: ?(?:Uhr|h|[A-Z]{2,4}|Z|[+-]\d{2}:?\d{2}))?"
)
"""A time of day that stands in a column of its own."""
_CUT_TEXT: Final = re.compile(r"(?:(?<!\s)\s+)?\[\+\d{1,7} chars?\]\s*\Z")
"""How a news service ends the first 200 signs of a text that it does not sell whole."""
SECTION_WIDTH: Final = 3
_REMOVED: Final = re.compile(r"\[(?:removed|deleted)\]", re.IGNORECASE)
_LANGUAGES: Final = {
    name: tag
    for tag, names in {
        "en": "english anglais englisch", "de": "german deutsch allemand", "fr": "french français francais",
        "es": "spanish español espanol", "it": "italian italiano", "pt": "portuguese português portugues",
        "nl": "dutch nederlands", "sv": "swedish svenska", "nb": "norwegian norsk", "da": "danish dansk",
        "fi": "finnish suomi", "pl": "polish polski", "cs": "czech", "ru": "russian", "uk": "ukrainian",
        "tr": "turkish", "ar": "arabic", "he": "hebrew", "hi": "hindi", "ja": "japanese", "ko": "korean",
        "zh": "chinese", "el": "greek", "hu": "hungarian", "ro": "romanian", "id": "indonesian",
    }.items()
    for name in names.split()
}  # fmt: skip
"""Languages by name, as data sets have them."""
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


class NotAStory(ValueError):
    """The values hold no headline and no body; the message says what they hold."""


def story_from(
    row: Mapping[str, Any],
    origin: Origin,
    *,
    reader: str,
    columns: Mapping[str, str] | None = None,
    base: str = "",
    text_follows: bool = False,
    day_first: bool | None = None,
) -> tuple[StoryRecord, list[Problem]]:
    """The story that the row's names and values tell, by the alias table and `columns`.

    `base` makes relative addresses absolute; `day_first` says how 03/04/2021 is read, where the
    source's other dates tell. Raises NotAStory (never with `text_follows`: the caller has the
    body), BodyRefused, and ValueError for a field in `columns` that does not exist.
    """
    row = numbered_pictures(row)
    if kind := sort_without_story(row):
        raise NotAStory(f"It is of the type {kind!r}, which is no post.")
    named = named_values(with_whole_name(read_row(row)), columns)
    has_words = {"headline", "body"} & named.keys() and not _is_somebody(named)
    if not (has_words or text_follows or withdraws(named, row)):
        raise NotAStory(_what_it_holds(row))
    notebook = Notebook(origin, day_first=_day_first(named) if day_first is None else day_first)
    story = StoryRecord(origin=origin, format=reader)
    _set_words(story, named)
    _set_addresses(story, named, base)
    set_status(story, named, row)
    _set_times(story, named, notebook)
    set_people(story, named)
    _set_subjects(story, named)
    set_body(story, named.get("body", []), notebook, base=story.source_url or base)
    _tell_cut_text(story)
    _tell_first_paragraph(story, named)
    set_pictures(story, named, story.source_url or base)
    _set_company(story, named, notebook)
    keep_others(story, row, columns)
    join_lead(story)
    drop_cut_standfirst(story)
    if _REMOVED.fullmatch(story.headline):
        raise NotAStory("The service has removed this story and sends only a mark in its place.")
    is_kill = story.status == "canceled" and bool(story.source_id)
    if not (story.headline or story.lines or story.body or text_follows or is_kill):
        raise NotAStory(_what_it_holds(row))
    return story, notebook.problems


def _day_first(named: Named) -> bool | None:
    """Whether 03/04/2021 begins with the day: only English has two ways to write it."""
    if any(is_elsewhere(name) for found in named.values() for name, _ in found):
        return True
    sample = text_of(first(named, "body"))[:3000]
    return None if is_english([plain(sample)]) else True


def _tell_cut_text(story: StoryRecord) -> None:
    last = story.lines[-1] if story.lines else None
    if last is not None and _CUT_TEXT.search(last.text):
        story.lines = [*(story.lines or [])[:-1], Line(last.number, _CUT_TEXT.sub("", last.text))]
        story.hold.append("The source gives only the beginning of the text.")


def _tell_first_paragraph(story: StoryRecord, named: Named) -> None:
    if [squash(name) for name, _ in named.get("body", [])] == ["leadparagraph"]:
        story.hold.append("The source gives only the first paragraph of the text.")


def _is_somebody(named: Named) -> bool:
    """An author's or tag's own record: a name and nothing that a story would have."""
    only_named = all(squash(name) == "name" for name, _ in named.get("headline", []))
    return only_named and "body" not in named and "published_at" not in named


def _what_it_holds(row: Mapping[str, Any]) -> str:
    names = ", ".join(str(name)[:40] for name in list(row)[:12]) or "nothing"
    more = f" and {len(row) - 12} more" if len(row) > 12 else ""
    return (
        f"There is no headline and no body here, only: {names}{more}. "
        "If one of them is the story, say which with --map headline=NAME or --map body=NAME."
    )


def _set_words(story: StoryRecord, named: Named) -> None:
    for field in _WORD_FIELDS:
        for _name, value in named.get(field, []):
            words = words_of(value)
            if words and not (field == "kicker" and words.isdigit()):  # a data set's class
                setattr(story, field, words)
                break
    story.standfirst = _SPACED_STOPS.sub(".", story.standfirst)
    story.headline_proposed = False
    story.slugline = text_of(first(named, "slugline")).strip()
    story.version = text_of(first(named, "version")).strip()
    story.language = language_tag(text_of(first(named, "language")))
    kind = text_of(first(named, "kind")).strip().lower()
    story.kind = kind if kind in KINDS else kind_of([kind])
    if kind and not story.kind:
        story.extra["kind"] = kind[:80]
    urgency = first(named, "urgency")
    digits = text_of(urgency).strip()
    if digits and not digits.isdecimal():
        story.extra["urgency"] = digits[:80]
    story.urgency = int(digits) if digits.isdecimal() and 1 <= int(digits) <= 9 else None


def language_tag(text: str) -> str:
    """A BCP 47 tag out of what sources write: "en_us" gives "en-US"; "" for words."""
    text = text.strip().split(".")[0]
    text = _LANGUAGES.get(text.casefold(), text)
    if not _LANGUAGE.fullmatch(text):
        return ""
    first, *rest = re.split("[-_]", text)
    shaped = [
        part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part
        for part in rest
    ]
    return "-".join([first.lower(), *shaped])


def _set_addresses(story: StoryRecord, named: Named, base: str) -> None:
    number = text_of(first(named, "source_id")).strip()
    story.source_id, revision = without_revision(number, story.version)
    story.version = story.version or revision
    given = [_address(value) for _name, value in named.get("source_url", [])]
    read_more = (value for _name, value in named.get("related", []) if isinstance(value, str))
    given += [value for value in read_more if is_web(value)]
    for value in sorted(given, key=_is_site):  # a scraper's "source_url" may be the site alone
        address = absolute(value, base)
        if is_web(address) or (address.startswith("/") and not story.source_url):
            story.source_url = address
            if is_web(address):
                break
    story.canonical_url = absolute(_address(first(named, "canonical_url")), base)
    if story.canonical_url.startswith("/"):  # a path on a site whose name is not said
        story.source_url = story.source_url or story.canonical_url
        story.canonical_url = ""
    for name, value in named.get("source_id", [])[1:]:  # Craft's "news/ice-road"
        path = text_of(value).strip()
        if squash(name) == "uri" and re.fullmatch(r"/?[\w%-]+(?:/[\w%.-]+)+", path):
            story.source_url = story.source_url or f"/{path.lstrip('/')}"
    slug = text_of(first(named, "slug")).strip().strip("/")
    story.slug = slug.rsplit("/", 1)[-1].removesuffix(".html")
    if not is_web(story.source_url) and story.source_url:
        story.former_addresses.append(story.source_url)
        story.slug = story.slug or last_part(story.source_url)
        story.source_url = ""
    stated = first(named, "source")
    if isinstance(stated, str) and is_web(stated) and not _is_site(stated):
        story.source_url = story.source_url or stated.strip()  # the story's own address
    name = name_of(stated) if stated is not None else ""
    if is_way_in(name):
        story.removed.append(
            (f"{name} (source)", "says by which way the row came, not whose it is")
        )
        name = ""
    story.source_name = story.source_name or ("" if source_code(name) or "." in name else name)
    if story.source_name and len(story.headline) > len(story.source_name) + 8:
        story.headline = re.sub(
            rf"\s+[-–—|]\s+(?:The )?{re.escape(story.source_name)}$", "", story.headline
        )
    address = story.canonical_url or story.source_url
    section = name_of(first(named, "section"))
    story.headline = without_site(story.headline, address, section)
    stated_host = _site(name) if "." in name else ""
    story.source = (
        stated_host or source_code(story.canonical_url, story.source_url, name) or _site(name)
    )
    story.source = story.source or source_of(story.source_id)
    for address in names_of(first(named, "former_addresses"), separators="\n"):
        story.former_addresses.append(address)


def _is_site(address: str) -> bool:
    """Whether the address is that of a whole site: no path, no question."""
    parts = urlsplit(address) if is_web(address) else None
    return parts is not None and parts.path in {"", "/"} and not parts.query


def _site(name: str) -> str:
    return name.lower() if re.fullmatch(r"[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}", name) else ""


def _address(value: object) -> str:
    return text_of(value).strip() if isinstance(value, str) else address_of(value)


def _set_times(story: StoryRecord, named: Named, notebook: Notebook) -> None:
    for field in ("published_at", "updated_at"):
        for name, value in named.get(field, []):
            if is_yes_or_no(value):
                continue
            if squash(name) == "data" and not isinstance(value, str):  # Italian for a date
                continue
            moment = notebook.moment(value, field, name=name)
            if moment is not None:
                others = [*named[field], *named.get("time_of_day", [])]
                setattr(story, field, _with_time(moment, value, others, notebook))
                break
    times = {squash(name) for name, _value in named.get("updated_at", [])}
    if story.published_at is None and "versioncreated" in times:  # all that a wire says
        story.published_at = story.updated_at
    if story.updated_at and story.updated_at == story.published_at:
        story.updated_at = None
    told = [value for name, value in named.get("embargo_until", []) if not says_over(name, value)]
    moments = [value for value in told if str(value).strip().casefold() not in YES]
    for value in moments or told:
        until = notebook.embargo(value, story.hold)
        story.embargo_until = max(filter(None, [story.embargo_until, until]), default=None)


def _with_time(
    day: datetime, given: object, others: list[tuple[str, Any]], notebook: Notebook
) -> datetime:
    """The moment itself, or of a bare day the one that another name gives with its time."""
    if not isinstance(given, str) or not _BARE_DAY.fullmatch(given.strip()):
        return day
    for name, value in others:
        if isinstance(value, str) and _CLOCK.fullmatch(value.strip()):
            clock = re.sub(r"[.hH](?=\d{2})", ":", value.strip())
            clock = clock if clock[1:2].isdigit() else f"0{clock}"
            return notebook.moment(f"{given.strip()} {clock}", "published_at", name=name) or day
        if isinstance(value, str) and value.strip().startswith(f"{given.strip()}T"):
            return notebook.moment(value, "published_at", name=name) or day
    return day


def _set_subjects(story: StoryRecord, named: Named) -> None:
    spare: list[str] = []
    for name, value in named.get("section", []):
        listed = _names(value)
        chosen = without_defaults(listed, story.removed)
        names = [step for entry in chosen for step in _steps(entry)]
        if len(listed) == 1:
            spare += names[1:]
        if names and not story.section:
            story.section, names = names[0], names[1:]
        if squash(name) in {"categories", "sections", "communitygroups", "postcategory"}:
            spare += names
    if not story.section:
        story.section = _subject(named)
    topics: list[str] = []
    for _name, value in named.get("topics", []):
        topics += _names(value)
    joined = [topic for topic in [*topics, *spare] if topic and topic != story.section]
    story.topics = list(dict.fromkeys(joined))
    story.places = _names(first(named, "places"))
    story.organisations = _names(first(named, "organisations"))


def _steps(path: str) -> list[str]:
    """The steps of a path through a taxonomy: "Gardens > Mazes", "news/Science"."""
    steps = [step.strip() for step in re.split(r"\s*(?:>|»|::)\s*", path)]
    return [step.removeprefix("news/") for step in steps if step]


def _subject(named: Named) -> str:
    """A subject of a word or two beside a real headline: the section of the story."""
    for name, value in named.get("headline", [])[1:]:
        words = words_of(value)
        if squash(name) in {"subject", "rubrik"} and 0 < len(words.split()) <= SECTION_WIDTH:
            return words
    return ""


def _names(value: object) -> list[str]:
    """Names of a list; a text that is a JSON list is read as one."""
    if isinstance(value, str) and value.lstrip().startswith("["):
        try:
            value = loads(value)
        except ValueError:
            return names_of(value)
    if isinstance(value, list) and value and isinstance(value[0], list):
        value = [entry for group in value if isinstance(group, list) for entry in group]
    return names_of(value)


def _set_company(story: StoryRecord, named: Named, notebook: Notebook) -> None:
    for entry in listed(first(named, "related")):
        if isinstance(entry, Mapping):
            headline = words_of(entry.get("headline")) or name_of(entry)
            teaser = words_of(entry.get("teaser") or entry.get("description"))
            address = _address(entry.get("url") or entry.get("link"))
            number = text_of(entry.get("source_id")).strip()
            if headline or address or number:
                story.related.append(RelatedRecord(headline, teaser, address, number))
    for entry in listed(first(named, "corrections")):
        text = words_of(entry)
        when = (
            entry.get("published_at") or entry.get("date") or entry.get("createdAt")
            if isinstance(entry, Mapping)
            else None
        )
        if text:
            moment = notebook.moment(when, "corrections")
            story.corrections.append(CorrectionRecord(text, moment, correction_kind(entry)))


def is_kill(row: Mapping[str, Any]) -> bool:
    """Whether an object withdraws a story and says no more than which."""
    return withdraws(named_values(row), row)


def looks_like_story(row: Mapping[str, Any]) -> bool:
    """Whether the names of an object are those of a story: a headline or body, and one more."""
    named = named_values(row)
    has_text = "body" in named or "headline" in named
    return has_text and not _is_somebody(named) and known_names(row) >= 2
