"""An NITF 3.6 document (https://www.iptc.org/std/NITF/3.6/documentation/) into a Filling; only what is still empty."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from articles.ingest.credit_names import credited_names
from articles.ingest.dates import UnreadableDate, read_date
from articles.ingest.dialects.genres import kind_of
from articles.ingest.dialects.nitf_body import read_content, read_media
from articles.ingest.dialects.subjects import is_broadest, subject_name
from articles.ingest.dialects.wire_copy import TERMS, part_of_paper
from articles.ingest.elements import (
    Element,
    attribute,
    child,
    children,
    descendants,
    local,
    text,
    texts,
)
from articles.ingest.filling import Filling, extend
from articles.ingest.record import CorrectionKind, CorrectionRecord, PersonRecord, PictureRecord

PLAIN_TYPES: Final = frozenset({"", "news", "text"})
"""Values of tobject.type that name no desk."""
_KINDS: Final[dict[str, CorrectionKind]] = {
    "Clarification": "clarification", "Update": "update", "Retraction": "retraction",
}  # fmt: skip
_CODE: Final = re.compile(r"[A-Z]{2,3}")
"""A state or country in short form: "MN" is no place that a reader would look for."""


def fill_from_nitf(filling: Filling, nitf: Element) -> None:
    """Everything that the document says."""
    filling.language(filling.story.language or _language(nitf))
    fill_head(filling, child(nitf, "head"))
    fill_body(filling, nitf)
    if not filling.story.headline:
        filling.story.headline = text(child(nitf, "head", "title"))


def _language(nitf: Element) -> str:
    """The language of the document, where any of its parts says one."""
    body = child(nitf, "body")
    parts = (nitf, body, child(body, "body.content"))
    said = [attribute(nitf, "baselang"), *(attribute(part, "lang") for part in parts)]
    metas = (
        attribute(meta, "content")
        for meta in children(child(nitf, "head"), "meta")
        if attribute(meta, "name").casefold() in {"language", "lang", "dc.language"}
    )
    return next(filter(None, [*said, *metas]), "")


def fill_body(filling: Filling, nitf: Element) -> None:
    """What body.head, body.content and body.end say; also for a document inside another."""
    story = filling.story
    body = child(nitf, "body")
    body = nitf if body is None else body
    head = child(body, "body.head")
    lines = child(head, "hedline")
    story.headline = story.headline or text(child(lines, "hl1")) or text(child(head, "hl1"))
    seconds = [*texts(lines, "hl2"), *texts(head, "hl2")]
    seconds = [words for words in seconds if words.casefold() != story.headline.casefold()]
    abstract = child(head, "abstract")
    standfirst = text(abstract) or " ".join(seconds)
    if abstract is not None and seconds:
        filling.fact("second headline", " | ".join(seconds))
    story.standfirst = story.standfirst or standfirst
    _byline(filling, head)
    story.dateline = story.dateline or _dateline(child(head, "dateline"))
    story.source_name = story.source_name or text(child(head, "distributor"))
    _notes(filling, head)
    _rights(filling, head)
    if story.body is None and story.lines is None:
        _content(filling, body if local(body) == "body.content" else child(body, "body.content"))
    _end(filling, child(body, "body.end"))


def fill_head(filling: Filling, head: Element | None) -> None:
    """What the head says: identity, dates, status, subjects, people."""
    story = filling.story
    facts = {
        attribute(m, "name").casefold(): attribute(m, "content") for m in children(head, "meta")
    }
    docdata = child(head, "docdata")
    _identity(filling, docdata)
    _status(filling, docdata)
    _dates(filling, head, docdata)
    filling.urgency(story.urgency or attribute(child(docdata, "urgency"), "ed-urg"))
    keywords = [attribute(word, "key") or text(word) for word in descendants(docdata, "keyword")]
    first = next((word for word in keywords if word), "")
    story.slugline = (
        story.slugline
        or facts.get("anpa-keyword", "")
        or facts.get("slug", "")
        or attribute(child(docdata, "du-key"), "key")
        or (first if len(keywords) == 1 else "")
    )
    _subjects(filling, head)
    filling.topics(word for word in keywords if word != story.slugline)
    _identified(filling, docdata)
    _editorial(filling, docdata)
    _printed(filling, child(head, "pubdata"))


def _printed(filling: Filling, pubdata: Element | None) -> None:
    """Where it stood in print, and its address."""
    story = filling.story
    story.canonical_url = story.canonical_url or attribute(pubdata, "ex-ref")
    story.source_name = story.source_name or attribute(pubdata, "name")
    page = f"{attribute(pubdata, 'position.section')} {attribute(pubdata, 'position.sequence')}"
    spots = [attribute(pubdata, part) for part in ("name", "edition.name", "volume", "number")]
    spots = [*spots, page.strip() if attribute(pubdata, "position.sequence") else ""]
    if attribute(pubdata, "type").casefold() == "print" or any(spots[1:]):
        filling.fact("printed in", ", ".join(filter(None, spots)))


def _identity(filling: Filling, docdata: Element | None) -> None:
    story = filling.story
    doc_id = child(docdata, "doc-id")
    key = child(docdata, "du-key")
    story.source_id = story.source_id or attribute(doc_id, "id-string")
    story.source = story.source or attribute(doc_id, "regsrc").casefold()
    story.version = story.version or attribute(key, "version") or attribute(key, "generation")
    if part := attribute(key, "part"):
        filling.fact("part", part)


def _status(filling: Filling, docdata: Element | None) -> None:
    filling.status(attribute(docdata, "management-status"))
    other = attribute(docdata, "management-doc-idref")
    if other:
        status = attribute(docdata, "management-idref-status")
        filling.fact("acts on", f"{other} {status}".strip())
        filling.hold(
            f"The item asks that {other!r} be handled as {status!r}; look at both."
            if status
            else f"The item stands in for {other!r}; look at both."
        )
    for killed in children(child(docdata, "del-list"), "from-src"):
        filling.note(f"The item has passed {attribute(killed, 'src-name')[:100]}.")


def _dates(filling: Filling, head: Element | None, docdata: Element | None) -> None:
    story = filling.story
    issue = _norm(child(docdata, "date.issue")) or attribute(
        child(head, "pubdata"), "date.publication"
    )
    story.published_at = story.published_at or filling.date(issue, "published_at")
    root = head.getparent() if head is not None else None
    changed = f"{attribute(root, 'change.date')} {attribute(root, 'change.time')}".strip()
    if changed and re.search(r"\d{4}", changed):
        filling.fact("changed", changed)
    revised = (attribute(change, "norm") for change in children(head, "revision-history"))
    moments = [filling.date(norm, "updated_at") for norm in revised if norm]
    newest = max((moment for moment in moments if moment), default=None)
    story.updated_at = story.updated_at or newest
    release = _norm(child(docdata, "date.release"))
    story.published_at = story.published_at or filling.date(release, "published_at")
    if release and not _is_over(release, filling):
        filling.embargo(release)
    filling.fact("expires", _norm(child(docdata, "date.expire")))


def _norm(date: Element | None) -> str:
    return attribute(date, "norm") or text(date)


def _is_over(release: str, filling: Filling) -> bool:
    """Whether a release given as a day is not later than the issue: then it is no embargo."""
    issued = filling.story.published_at
    if issued is None or re.search(r"[T\s:]", release.strip()):
        return False
    try:
        return read_date(release, zone=issued.tzinfo) <= issued
    except UnreadableDate:
        return False


def _subjects(filling: Filling, head: Element | None) -> None:
    story = filling.story
    tobject = child(head, "tobject")
    subjects = children(tobject, "tobject.subject")
    broad = [attribute(subject, "tobject.subject.type") for subject in subjects]
    pubdata = child(head, "pubdata")
    place = [attribute(pubdata, f"position.{part}") for part in ("section", "sequence")]
    sorted_by = part_of_paper(*place)
    if not any((sorted_by, place[1])):
        filling.fact("position.section", place[0])
    section = sorted_by or next(
        (
            attribute(meta, "content").partition(";")[0].strip()
            for meta in children(head, "meta")
            if attribute(meta, "name").casefold() in {"section", "online_sections"}
        ),
        "",
    )
    desk = attribute(tobject, "tobject.type")
    if not section and desk.casefold() not in PLAIN_TYPES:
        section = desk
    story.section = story.section or section or next((name for name in broad if name), "")
    for subject in subjects:
        parts = ("detail", "matter", "type")
        names = [attribute(subject, f"tobject.subject.{part}") for part in parts]
        names = [re.sub(r"^[A-Z]{2,4}:(?=\w)", "", name) for name in names]
        filling.topics(name for name in names if name and name != story.section)
        if not any(names):
            code = attribute(subject, "tobject.subject.refnum")
            filling.topics([text(subject) or subject_name(code)])
            if is_broadest(code):
                story.section = story.section or subject_name(code)
    genres = [attribute(p, "tobject.property.type") for p in children(tobject, "tobject.property")]
    story.kind = story.kind or kind_of(genres)
    filling.fact("genre", ", ".join(genre for genre in genres if genre))


def _identified(filling: Filling, docdata: Element | None) -> None:
    content = child(docdata, "identified-content")
    filling.people(
        person(found, "" if attribute(found, "class") == "mentioned" else "subject")
        for found in descendants(content, "person")
    )
    extend(filling.story.organisations, (text(found) for found in descendants(content, "org")))
    extend(filling.story.places, (_place_name(found) for found in descendants(content, "location")))
    filling.topics(text(found) for found in descendants(content, "event", "object.title"))
    for found in descendants(content, "classifier"):
        said = text(found) or attribute(found, "value")
        if attribute(found, "type").casefold() == "genre":
            filling.story.kind = filling.story.kind or kind_of([said])
        elif said != filling.story.section:  # a path through a taxonomy: its last step says all
            filling.topics([said.rpartition("/")[2] if said.startswith("Top/") else said])
    for spot in children(docdata, "evloc"):
        parts = ("city", "county-dist", "state-prov", "country")
        named = (attribute(spot, part) for part in parts)
        extend(filling.story.places, (name for name in named if not _CODE.fullmatch(name)))
        extend(filling.story.places, [text(spot)])


def person(element: Element, role: str) -> PersonRecord:
    """A person element: a name in parts or in one text."""
    parts = [*texts(element, "name.given"), *texts(element, "name.family")]
    scheme, code = attribute(element, "idsrc"), attribute(element, "value")
    return PersonRecord(
        name=" ".join(parts) or _mention(element),
        role="subject" if role == "subject" else "mentioned",
        identifiers={scheme: code} if scheme and code else {},
    )


def _mention(element: Element) -> str:
    """A name in running text, without its genitive and without what stands beside the name."""
    pieces = [element.text or ""]
    for inner in element:
        beside = local(inner) in {"function", "alt-code", "postaddr", "virtloc", "title"}
        pieces += ["" if beside else f" {text(inner)}", inner.tail or ""]
    return re.sub(r"['’]s?$", "", " ".join("".join(pieces).split()).strip(" ,"))


def _place_name(location: Element) -> str:
    parts = ("sublocation", "city", "state", "region", "country")
    named = [words for part in parts for words in texts(location, part)]
    return named[0] if named else text(location)


def _editorial(filling: Filling, docdata: Element | None) -> None:
    story = filling.story
    for message in children(docdata, "ed-msg"):
        _add_note(filling, attribute(message, "info") or text(message))
    for correction in children(docdata, "correction"):
        words = attribute(correction, "info") or text(correction)
        filling.fact("corrects", attribute(correction, "id-string"))
        if words:
            story.corrections.append(_correction(words, story.published_at))
    rights = child(docdata, "doc.copyright")
    owner = f"{attribute(rights, 'year')} {attribute(rights, 'holder')}".strip()
    filling.fact("copyright", f"© {owner}" if owner else "")
    for right in children(docdata, "doc.rights"):
        names = ("owner", "agent", "geography", "type", "limitations", "startdate", "enddate")
        terms = [f"{name}: {value}" for name in names if (value := attribute(right, name))]
        story.usage_terms = "; ".join(filter(None, [story.usage_terms, *terms]))
    series = child(docdata, "series")
    number = f"{attribute(series, 'series.part')}/{attribute(series, 'series.totalpart')}".strip(
        "/"
    )
    filling.fact("series", f"{attribute(series, 'series.name')} {number}".strip())
    filling.fact("fixture", attribute(child(docdata, "fixture"), "fix-id"))
    filling.fact("scope", attribute(child(docdata, "doc-scope"), "scope"))


def _correction(words: str, when: datetime | None) -> CorrectionRecord:
    """NITF's correction has no kind; one that calls itself something else is that."""
    label, colon, rest = words.partition(": ")
    kind = _KINDS.get(label, "correction") if colon else "correction"
    return CorrectionRecord(words if kind == "correction" else rest.strip(), when, kind)


def _byline(filling: Filling, head: Element | None) -> None:
    bylines = children(head, "byline")  # one may stand twice, the second time for an index
    printed = [b for b in bylines if "normalized" not in attribute(b, "class")] or bylines
    lines = [words for byline in printed if (words := _byline_text(byline))]
    line = ("; " if any(", " in words for words in lines[:-1]) else ", ").join(lines)
    filling.story.byline = filling.story.byline or line
    for byline in printed:
        named = [person(found, "").name for found in descendants(byline, "person")]
        title = text(child(byline, "byttl"))
        for name in named or credited_names(_byline_text(byline, title="")):
            filling.contributor(name, role=title)


def _byline_text(byline: Element, title: str | None = None) -> str:
    """A byline with its title parted from the name, which the source's layout did."""
    title = text(child(byline, "byttl")) if title is None else title
    is_in_parts = bool(title) or child(byline, "person") is not None
    apart = {"byttl", "virtloc", *(["location"] if is_in_parts else [])}
    pieces = [byline.text or ""]
    for inner in byline:
        if local(inner) == "person":
            pieces.append(f" {person(inner, '').name}")
        elif local(inner) not in apart:
            pieces.append(" " + text(inner))
        pieces.append(inner.tail or "")
    name = " ".join("".join(pieces).split()).strip(" ,;/")
    where = texts(byline, "location") if is_in_parts else []
    return ", ".join(filter(None, [name, title, *where]))


def _dateline(dateline: Element | None) -> str:
    if dateline is None:
        return ""
    pieces = [dateline.text or ""]
    for inner in dateline:
        if re.fullmatch(r"[\dT:.Z+ -]*", text(inner)):  # a time for machines
            pieces.append(inner.tail or "")
            continue
        pieces += [", " if "".join(pieces).strip() else "", text(inner), inner.tail or ""]
    words = " ".join("".join(pieces).split())
    return re.sub(r"\s+,|,(?:\s*,)+", ",", words).strip(" ,;:-–—")


def _notes(filling: Filling, head: Element | None) -> None:
    for note in children(head, "note"):
        _add_note(filling, text(note))


def _add_note(filling: Filling, words: str) -> None:
    words = " ".join(words.split())
    story = filling.story
    if words and words not in story.editor_note:
        story.editor_note = f"{story.editor_note}\n{words}".strip()


def _rights(filling: Filling, head: Element | None) -> None:
    for rights in children(head, "rights"):
        filling.fact("rights owner", text(child(rights, "rights.owner")))
        owners = {local(part) for part in children(rights)} <= {"rights.owner", "rights.agent"}
        words = "" if len(rights) and owners else text(rights)
        if words and words not in filling.story.usage_terms:
            filling.story.usage_terms = f"{filling.story.usage_terms}; {words}".strip("; ")


def _content(filling: Filling, content: Element | None) -> None:
    made = read_content(content, filling.story.origin)
    for words in made.notes:
        _add_note(filling, words)
    for words in made.corrections:
        filling.story.corrections.append(CorrectionRecord(words, filling.story.published_at))
    for skipped in made.skipped:
        filling.story.removed.append((skipped, "not a picture, and no embed that we know"))
    for picture in made.loose:
        filling.picture(picture)
    if made.markup.strip():
        filling.html_body(made.markup, pictures=made.in_body)
    named = [
        found
        for found in descendants(content, "person", "org", "location")
        if not any(local(up) in {"byline", "media", "dateline"} for up in found.iterancestors())
    ]
    filling.people(person(found, "mentioned") for found in named if local(found) == "person")
    extend(filling.story.organisations, (_mention(f) for f in named if local(f) == "org"))
    extend(filling.story.places, (_place_name(f) for f in named if local(f) == "location"))


def _end(filling: Filling, end: Element | None) -> None:
    tagline = text(child(end, "tagline"))
    if TERMS.search(tagline):
        filling.story.usage_terms = f"{filling.story.usage_terms}; {tagline}".strip("; ")
    elif tagline:
        _add_note(filling, tagline)
    filling.fact("bibliography", text(child(end, "bibliography")))
    for media in descendants(end, "media"):
        picture: PictureRecord = read_media(media, filling.story.origin)
        picture.role = "body"
        filling.picture(picture)
