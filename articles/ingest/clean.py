"""Copy cleaning: a record as a source gave it -> a body without noise, and a note for each change."""

from __future__ import annotations

import dataclasses
import re
from datetime import datetime, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from articles.body.words import plain_text
from articles.ingest.cleaning.blocks import clean_blocks
from articles.ingest.cleaning.dateline import without_agency
from articles.ingest.cleaning.figures import names_file
from articles.ingest.cleaning.head import propose_headline
from articles.ingest.cleaning.known import without_known
from articles.ingest.cleaning.lines import clean_lines
from articles.ingest.cleaning.passages import Cleaned, CleaningNote
from articles.ingest.cleaning.rules import RULE, RULES, Action, Rule
from articles.ingest.cleaning.text import key
from articles.ingest.dates import UnreadableDate, read_date, read_exact
from articles.ingest.merge_fields import fields_in, without_fields
from articles.ingest.picture_labels import caption_and_credit
from articles.ingest.record import CorrectionRecord, PictureRecord, StoryRecord
from articles.ingest.translators import credit_translators, translators_in

__all__ = ["RULE", "RULES", "Action", "Cleaned", "CleaningNote", "Rule", "clean", "fill"]


_HOUR: Final = re.compile(r"(?: à)? (\d{1,2})h(\d\d)\b")
""""09/03/2025 à 18h12", as French papers print it."""
_PARTED_NOON: Final = re.compile(r"\b([ap])\. m\.", re.IGNORECASE)
""""03:12 p. m.", as Spanish papers print it."""
_AMERICAN: Final = re.compile(r"\b(?:[ECMP][SD]?T|AK[SD]T|HST)\b")
"""Zones where 12/08/2021 is a day in December."""
_AFTER_UNTIL: Final = re.compile(r"\b(?:until|till|before|after|for|at|to)\b|:\s", re.IGNORECASE)


_UNFILLED: Final = "The field {} of a mailer stands in the copy."
_IST: Final = {
    "Asia/Kolkata": re.compile(
        r"\b(?:Indian?s?|Delhi|Mumbai|Bengaluru|Kolkata|Chennai|Hyderabad|Kerala|Karnataka|Gujarat|Rajasthan|Punjab|"
        r"Bihar|Uttar Pradesh|Madhya Pradesh|Maharashtra|Tamil Nadu|Telangana|Lok Sabha|BJP|crores?|lakhs?)\b|₹|"
        r"[\u0900-\u0dff]"
    ),
    "Asia/Jerusalem": re.compile(r"\b(?:Israelis?|Israel|Jerusalem|Tel Aviv|Haifa|Knesset|IDF)\b"),
    "Europe/Dublin": re.compile(
        r"\b(?:Ireland|Irish|Dublin|Cork|Galway|Limerick|Taoiseach|Dáil)\b"
    ),
}
"""Three zones are called IST; the country that the copy speaks of tells which is meant."""


def clean(record: StoryRecord) -> Cleaned:
    """The cleaned body of `record`, bare text or blocks, and what the copy itself told.

    Every line of the source stands in the document, in a note or in both. `record` is left as it
    is; `fill` makes the record that goes on.
    """
    cleaned = clean_lines(record) if record.lines is not None else clean_blocks(record)
    if not record.headline and record.standfirst:
        propose_headline(cleaned, record.standfirst)
    if _repeats_headline(record):
        rule = RULE["standfirst-is-headline"]
        cleaned.notes.append(
            CleaningNote(0, "", record.standfirst, rule.action, rule.name, rule.reason)
        )
    cleaned.notes += [
        CleaningNote(0, "", picture.caption, "changed", "glued-credit", RULE["glued-credit"].reason)
        for picture in record.pictures
        if _parted(picture).caption != picture.caption
    ]
    cleaned.notes += [
        CleaningNote(0, "", picture.alt, "dropped", "file-name", RULE["file-name"].reason)
        for picture in record.pictures
        if names_file(picture.alt, picture.reference)
    ]
    return cleaned


def fill(record: StoryRecord, cleaned: Cleaned, *, zone: tzinfo | None = None) -> StoryRecord:
    """A copy of `record` with the cleaned body, and with what the copy told where it was empty.

    A printed time without a zone is read in `zone`; one that cannot be read goes into the
    editor's note, as do notes about the authors. An embargo that cannot be read holds the story.
    """
    extra = dict(record.extra)
    place, told_agency = without_agency(record.dateline)
    if agency := cleaned.agency or told_agency:
        extra.setdefault("agency", agency)
    published = _exact(record.published_at, _moment(cleaned, cleaned.published_at, zone))
    updated = _exact(record.updated_at, _moment(cleaned, cleaned.updated_at, zone))
    if published is None and updated is not None and record.updated_at is None:
        published, updated = updated, None  # the only time that the page prints
    embargo, hold = _embargo(record, cleaned, zone)
    for_editors = [record.editor_note, cleaned.editor_note]
    for label, words, done in (
        ("Author note", cleaned.author_note, False),
        ("Published (as printed)", cleaned.published_at, published is not None),
        ("Updated (as printed)", cleaned.updated_at, bool(updated or published)),
    ):
        if words and not done:
            for_editors.append(f"{label}: {words}")
    known = {related.headline.casefold() for related in record.related}
    given = "" if _repeats_headline(record) else record.standfirst
    standfirst = given or cleaned.standfirst
    translated = cleaned.translated
    if translators_in(standfirst):
        standfirst, translated = "", translated or standfirst
    if left := _unfilled(cleaned):
        hold = [*hold, _UNFILLED.format(left)]
    filled = dataclasses.replace(
        record,
        lines=None,
        body=dict(cleaned.document),
        headline=without_fields(record.headline) or cleaned.headline,
        headline_proposed=record.headline_proposed
        or (not record.headline and cleaned.headline_proposed),
        kicker=record.kicker or cleaned.kicker,
        standfirst=without_fields(standfirst),
        byline=record.byline or cleaned.byline,
        dateline=place or cleaned.dateline,
        published_at=published,
        updated_at=updated,
        source=record.source or cleaned.source,
        source_name=record.source_name or cleaned.source_name,
        editor_note="\n".join(note for note in for_editors if note),
        embargo_until=embargo,
        hold=hold,
        pictures=[_parted(each) for each in without_known(record.pictures, cleaned.document)],
        topics=_topics(record, cleaned),
        corrections=[*record.corrections, *_corrections(record, cleaned, zone)],
        related=[
            *record.related,
            *(each for each in cleaned.related if each.headline.casefold() not in known),
        ],
        extra=extra,
    )
    if translated:
        return credit_translators(filled, translators_in(translated), translated)
    return filled


def _repeats_headline(record: StoryRecord) -> bool:
    """Whether a system filled the field below the headline with the headline itself."""
    if not record.standfirst or abs(len(record.standfirst) - len(record.headline)) > 20:
        return False  # signs and spaces alone do not make such a difference
    return key(record.standfirst) == key(record.headline) != ""


def _unfilled(cleaned: Cleaned) -> str:
    """A mailer's field in a list, a box or a caption, which the rules for paragraphs do not reach."""
    blocks = [
        each for each in cleaned.document["content"] if each["type"] not in ("paragraph", "heading")
    ]
    told = plain_text({"type": "doc", "content": blocks}, include_captions=True) if blocks else ""
    return next(iter(fields_in(told)), "")


def _parted(picture: PictureRecord) -> PictureRecord:
    """The picture with its credit apart from its caption."""
    caption, credit = caption_and_credit(picture.caption, picture.credit)
    alt = "" if names_file(picture.alt, picture.reference) else picture.alt
    return dataclasses.replace(picture, caption=caption, credit=credit, alt=alt)


_OF_VERSION: Final = re.compile(r"\([^()]{2,40}\)\s*$")
"""What a wire says of its version behind the slugline: "DENMARK-WIND/TURBINES (UPDATE 2)"."""


def _topics(record: StoryRecord, cleaned: Cleaned) -> list[str]:
    """The source's topics and those that the copy prints, each once; no line that prints the slugline."""
    known = {topic.casefold() for topic in record.topics}
    printed, slugline = "".join(cleaned.topics), record.slugline
    bare = [_signs(_OF_VERSION.sub("", words)) for words in (printed, slugline)]
    if slugline and (_signs(printed) == _signs(slugline) or bare[0] == bare[1]):
        return list(record.topics)
    return [*record.topics, *(each for each in cleaned.topics if each.casefold() not in known)]


def _signs(words: str) -> str:
    return "".join(sign for sign in words.casefold() if sign.isalnum())


def _corrections(
    record: StoryRecord, cleaned: Cleaned, zone: tzinfo | None
) -> list[CorrectionRecord]:
    """The corrections that the copy prints and the source's own fields do not say."""
    known = {key(each.text) for each in record.corrections}
    return [
        CorrectionRecord(each.text, _moment(cleaned, each.when, zone), each.kind)
        for each in cleaned.corrections
        if key(each.text) not in known
    ]


def _exact(given: datetime | None, printed: datetime | None) -> datetime | None:
    """What the source gives, but the printed time if the source names that day and no hour."""
    if given is None or printed is None:
        return given or printed
    same_day = given.date() == printed.date()
    return printed if same_day and (given.hour, given.minute) == (0, 0) else given


def _moment(cleaned: Cleaned, printed: str, zone: tzinfo | None) -> datetime | None:
    if not printed:
        return None
    if printed.endswith(" IST") and (own := _zone_of_ist(cleaned)):
        printed, zone = printed.removesuffix(" IST"), own
    printed = _HOUR.sub(r" \1:\2", _PARTED_NOON.sub(r"\1m", printed))
    day_first = False if _AMERICAN.search(printed) else cleaned.day_first
    try:
        return read_date(printed, zone=zone, day_first=day_first)
    except UnreadableDate:
        return None


def _zone_of_ist(cleaned: Cleaned) -> ZoneInfo | None:
    """India's, Israel's or Ireland's zone, whichever country the copy names, and no other one."""
    told = plain_text(cleaned.document, include_captions=True)
    named = [zone for zone, signs in _IST.items() if signs.search(told)]
    return ZoneInfo(named[0]) if len(named) == 1 else None


def _embargo(
    record: StoryRecord, cleaned: Cleaned, zone: tzinfo | None
) -> tuple[datetime | None, list[str]]:
    """(the end of the embargo, the reasons to hold) with what the copy itself orders."""
    if not cleaned.embargo or record.embargo_until:
        return record.embargo_until, record.hold
    printed = _AFTER_UNTIL.split(cleaned.embargo, maxsplit=1)[-1].strip(" .:;-–—*")
    try:
        return read_exact(printed, zone=zone), record.hold
    except UnreadableDate:
        reason = f"The copy orders a time that cannot be read: {cleaned.embargo}"
        return None, [*record.hold, reason]
