"""ninjs 1.x to 3.x: one item, a list of them, a wrapper around them, or one to a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import tzinfo
from typing import Any, BinaryIO, Final

from articles.ingest.addresses import is_web, without_revision
from articles.ingest.credit_names import credited_names
from articles.ingest.dialects.genres import kind_of
from articles.ingest.dialects.jsondoc import json_parts
from articles.ingest.dialects.ninjs_facts import fill_facts, lasting_number
from articles.ingest.dialects.ninjs_picture import (
    PICTURES,
    addresses,
    byline_of,
    bylines,
    is_of_pictures,
    keywords,
    read_picture,
    rights,
    title_of,
    usage_terms,
)
from articles.ingest.dialects.ninjs_words import (
    HAS_ROOT,
    Item,
    Words,
    fold,
    name_of,
    named,
    names,
    parts,
    people,
    pick,
    role_of,
    said,
    wordings,
)
from articles.ingest.dialects.nitf import fill_body
from articles.ingest.dialects.roles import KICKERS, OF_PICTURES, SUMMARIES
from articles.ingest.filling import NO_TOPIC, Filling, extend, source_of
from articles.ingest.plain import plain
from articles.ingest.record import Origin, PictureRecord, Problem, RelatedRecord, StoryRecord
from articles.ingest.xmltree import BadXml, parse

FORMAT: Final = "ninjs"
_FOOTER: Final = "the house's words below the text, in another form than the text"
NO_STORY: Final[dict[str, str]] = {
    "video": "a video", "audio": "a sound recording", "event": "an event, not a text",
    "planning": "a plan of coverage, not a text", "component": "a component, not a story",
}  # fmt: skip
STORIES: Final = frozenset({"", "text", "composite", "article", "story"})
LEADS: Final = frozenset(
    {"featuremedia", "mainpic", "main", "lead", "hero", "featured", "mainpicture"}
)
_STRONG: Final = frozenset(
    {"versioncreated", "pubstatus", "headlines", "bodies", "body_xhtml", "body_text", "renditions",
     "representationtype", "eventdetails", "description_text", "copyrightnotice"}
)  # fmt: skip
_STANDARD: Final = re.compile(
    r'"schema"\s*:\s*"[^"]{0,200}ninjs|"\$?standard"\s*:\s*\{[^{}]{0,300}"name"\s*:\s*"[^"]{0,20}ninjs"'
)
_IDENTITY: Final = frozenset({"uri", "type", "headline", "headlines"})
_WRAPPERS: Final = frozenset({"items", "item", "newsitems", "stories", "_items", "results"})

_VIGNETTE: Final = re.compile(
    r'<div class="dat">\s*<span class="vignette">(?P<label>[^<>]{1,80})</span>\s*'
    r'(?:<span class="source">[^<>]{0,40}</span>\s*)?</div>'
)


def looks_like(name: str, head: bytes) -> bool:
    """Whether the keys are those of ninjs."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start.startswith((b"{", b"[")):
        return False
    text = start.decode("utf-8", errors="replace").casefold()
    if name.casefold().endswith(".ninjs") or _STANDARD.search(text):
        return True
    keys = set(re.findall(r'"(\$?[a-z_]+)"\s*:', text))
    strong = len(keys & _STRONG)
    return ("uri" in keys and strong >= 1) or ("versioncreated" in keys and strong >= 3)


def read(
    stream: BinaryIO, name: str, *, zone: tzinfo | None = None
) -> Iterator[StoryRecord | PictureRecord | Problem]:
    """Each item as a story or a picture, or the reason why it is neither."""
    for part in json_parts(stream, name, _WRAPPERS):
        if isinstance(part, Problem):
            yield part
            continue
        for item in _items(fold(part.value)):
            yield from _read_item(item, part.origin, zone)


def _items(value: Any) -> Iterator[Item]:
    """The items in a value; wrappers such as {"data": {"items": [{"item": ...}]}} are opened."""
    if isinstance(value, list):
        for inner in value:
            yield from _items(inner)
    elif isinstance(value, Mapping):
        inner = None if _IDENTITY & value.keys() else _wrapped(value)
        if inner is not None:
            yield from _items(inner)
        else:
            yield value


def _wrapped(envelope: Item) -> Any:
    """What an envelope holds: under a name that is known, else the list whose members have an address."""
    for key in ("data", *_WRAPPERS):
        if isinstance(envelope.get(key), (list, Mapping)):
            return envelope[key]
    lists = (value for value in envelope.values() if isinstance(value, list) and value)
    return next(
        (found for found in lists if isinstance(found[0], Mapping) and "uri" in found[0]), None
    )


def _read_item(
    item: Item, origin: Origin, zone: tzinfo | None
) -> Iterator[StoryRecord | PictureRecord | Problem]:
    kind = said(item, "type").casefold()
    if not kind and "eventdetails" in item:
        kind = "event"
    if kind in PICTURES:
        status = said(item, "pubstatus").casefold()
        if status in {"", "usable"}:
            yield read_picture(item, origin)
        else:
            name = said(item, "uri", "guid")
            yield Problem(origin, f"The picture {name!r} has the status {status!r}.", "status")
    elif kind in NO_STORY:
        title = pick(wordings(item, "headlines"), "main") or said(item, "title", "uri")
        yield Problem(origin, f"The item {title[:100]!r} is {NO_STORY[kind]}.", "kind")
    else:
        filling = Filling(origin, FORMAT, zone)
        _fill(filling, item)
        if kind not in STORIES:
            filling.hold(f"The source calls it {kind!r}, which may not be for readers.")
        yield from filling.done()


def _fill(filling: Filling, item: Item) -> None:
    story = filling.story
    _identity(filling, item)
    _words(filling, item)
    _dates(filling, item)
    _subjects(filling, item)
    filling.status(item.get("pubstatus"))
    filling.urgency(item.get("urgency"))
    filling.language(item.get("language"))
    story.editor_note = said(item, "ednote", "editnote")
    story.usage_terms = usage_terms(item)
    pictures = _associations(filling, item)
    _body(filling, item, pictures)
    fill_facts(filling, item)


def _identity(filling: Filling, item: Item) -> None:
    story = filling.story
    story.source_id, revision = lasting_number(item)
    story.version = said(item, "version") or revision
    holder = said(rights(item), "copyrightholder") or next(iter(names(item, "infosources")), "")
    story.source_name = said(item, "source") or holder
    story.source = source_of(story.source_id) or story.source_name.casefold()
    sluglines = [words.value for words in wordings(item, "sluglines")]
    story.slugline = said(item, "slugline", "slug") or next(iter(sluglines), "").strip("/ ")
    story.canonical_url = next((a for a in _links(item, "canonical") if is_web(a)), "")
    address = said(item, "url", "link")
    story.source_url = next((a for a in (address, story.source_id) if is_web(a)), "")


def _links(item: Item, rel: str) -> list[str]:
    return [said(link, "href", "url") for _, link in parts(item, "links") if role_of(link) == rel]


def _words(filling: Filling, item: Item) -> None:
    story = filling.story
    headlines = wordings(item, "headlines")
    story.headline = pick(headlines, "main", "", "simple", "headline") or plain(
        said(item, "title", "name")
    )
    story.kicker = pick(headlines, *KICKERS, strict=True)
    described = wordings(item, "descriptions")
    descriptions = [words for words in described if words.role not in OF_PICTURES]
    story.standfirst = pick(descriptions, *SUMMARIES, "abstract", "text", "") or plain(
        said(item, "abstract")
    )
    story.standfirst = (
        story.standfirst
        or pick(wordings(item, "subheadlines"), "main", "")
        or pick(headlines, "sub", "subheadline", "subtitle", strict=True)
    )
    others = [words for each in described if (words := plain(each.value)) != story.standfirst]
    filling.fact("other descriptions", " | ".join(dict.fromkeys(filter(None, others))))
    lines = dict.fromkeys(bylines(item, of_text=True), "")
    lines |= {
        byline_of(entry): title
        for entry in named(item, "bylines")
        if byline_of(entry) in lines and (title := title_of(entry))
    }
    story.byline = ", ".join(lines)
    for entry in named(item, "authors") + [p for p in named(item, "people") if _is_maker(p)]:
        role = said(entry, "role", "jobtitle")
        filling.contributor(
            name_of(entry), "" if role == "writer" else role, bio=said(entry, "biography")
        )
    if not story.contributors:
        for line, role in lines.items():
            for name in credited_names(line):
                filling.contributor(name, role)
    for entry in filter(is_of_pictures, named(item, "bylines")):
        for name in credited_names(byline_of(entry)):
            filling.contributor(name, said(entry, "role", "jobtitle").casefold())
    known = {each.name.casefold() for each in story.contributors}
    for entry in named(item, "contributors"):
        role = said(entry, "role", "jobtitle")
        if name_of(entry).casefold() not in known:
            filling.contributor(name_of(entry), "" if role == "writer" else role)
    story.dateline = ", ".join(names(item, "located"))


def _is_maker(person: Item) -> bool:
    return role_of(person) in {"author", "creator", "contributor", "byline"}


def _dates(filling: Filling, item: Item) -> None:
    story = filling.story
    story.updated_at = filling.date(item.get("versioncreated"), "updated_at")
    first = item.get("firstpublished") or item.get("firstcreated") or item.get("contentcreated")
    story.published_at = filling.date(first, "published_at") or story.updated_at
    filling.embargo(item.get("embargoed") or item.get("embargo"))
    if reason := said(item, "embargoedreason"):
        filling.fact("embargo reason", reason)


def _subjects(filling: Filling, item: Item) -> None:
    story = filling.story
    subjects = []
    for each in named(item, "subjects"):
        if _LETTER.fullmatch(letter := name_of(each)):
            story.removed.append((letter, NO_TOPIC))
        else:
            subjects.append(each)
    story.section = (
        next(iter(names(item, "services")), "")
        or plain(said(item, "section"))
        or next((name_of(subject) for subject in subjects if _is_section(subject)), "")
    )
    filling.topics(name for s in subjects if (name := name_of(s)) != story.section)
    unnamed = [said(s, "uri", "code", "literal") for s in subjects if not name_of(s)]
    filling.fact("subject codes", ", ".join(dict.fromkeys(filter(None, unnamed))))
    filling.topics([*names(item, "events"), *names(item, "objects"), *keywords(item)])
    filling.people(people(item))
    extend(story.places, names(item, "places"))
    extend(story.organisations, names(item, "organisations"))
    genres = [
        word
        for genre in named(item, "genres")
        for word in (name_of(genre), said(genre, "uri", "code"))
    ]
    story.kind = kind_of(genres)
    filling.fact("genre", ", ".join(names(item, "genres")))


_LETTER: Final = re.compile(r"[A-Za-z0-9]")
"""A category of the wires by its code alone: "a" is news of the country."""


def _is_section(subject: Item) -> bool:
    """A subject that the item calls a section, or one of the 17 broadest of the IPTC."""
    if role_of(subject) in {"section", "category", "desk", "department"}:
        return True
    code = said(subject, "code", "literal") or said(subject, "uri")
    return bool(re.search(r"(?:^|[:/])(?:0[1-9]|1[0-7])000000$", code))


def _associations(filling: Filling, item: Item) -> dict[str, PictureRecord]:
    """Take in what goes with the item; pictures come back by every address they have."""
    by_address: dict[str, PictureRecord] = {}
    candidates: list[tuple[bool, PictureRecord]] = []
    for name, part in parts(item, "associations"):
        kind = said(part, "type").casefold()
        if kind in PICTURES or (not kind and "renditions" in part and "headline" not in part):
            picture = read_picture(
                part, filling.story.origin, "lead" if _is_lead(name, part) else ""
            )
            filling.picture(picture)
            by_address.update(dict.fromkeys(filter(None, addresses(part)), picture))
            if "logo" not in f"{name} {picture.headline}".casefold():
                candidates.append((kind != "graphic", picture))
        elif kind in {"text", "composite", ""}:
            _relate(filling, part)
        else:
            title = pick(wordings(part, "headlines"), "main") or said(part, "title", "uri")
            filling.story.removed.append(
                (f"{kind}: {title}"[:200], "a story holds pictures and text")
            )
    for _, link in parts(item, "links"):
        if role_of(link) in {"seealso", "related", "relatedto"}:
            title, target = said(link, "title", "name"), said(link, "href", "url")
            url = target if is_web(target) else ""
            number = "" if url else without_revision(target)[0]
            filling.story.related.append(RelatedRecord(title, "", url, number))
    _choose_lead(filling.story, candidates)
    return by_address


def _choose_lead(story: StoryRecord, candidates: list[tuple[bool, PictureRecord]]) -> None:
    """Where no picture is named as the lead, the first photograph is it; never a logo."""
    if any(picture.role == "lead" for picture in story.pictures) or not candidates:
        return
    max(candidates, key=lambda candidate: candidate[0])[1].role = "lead"


def _is_lead(name: str, part: Item) -> bool:
    return re.sub(r"[\W_]", "", name.casefold()) in LEADS or role_of(part) in LEADS


def _relate(filling: Filling, part: Item) -> None:
    uri = said(part, "uri", "guid")
    headline = pick(wordings(part, "headlines"), "main") or plain(said(part, "title"))
    if uri or headline:
        teaser = pick(wordings(part, "descriptions"), "summary", "text", "")
        url = uri if is_web(uri) else said(part, "url", "link")
        number, _revision = without_revision(uri, said(part, "version"))
        filling.story.related.append(RelatedRecord(headline, teaser, url, number))


def _body(filling: Filling, item: Item, pictures: dict[str, PictureRecord]) -> None:
    bodies = wordings(item, "bodies")
    footers = [words for words in bodies if words.role == "footer"]
    best = _best_body([words for words in bodies if words.role != "footer"])
    footer = next((words.value for words in footers), "") if best else ""
    best = best or _best_body(footers)
    if best is None:
        _say_where_the_text_is(filling, item)
        return
    if plain(footer) in plain(best.value):
        footer = ""
    if best.kind == "html":
        used = filling.html_body(_without_vignette(filling, best.value) + footer, pictures=pictures)
        filling.story.pictures = [p for p in filling.story.pictures if p.reference not in used]
    elif best.kind == "nitf":
        try:
            fill_body(filling, parse(_as_document(best.value).encode()))
        except BadXml as error:
            filling.note(f"The NITF body is not read. {error}", "body")
        if footer:
            filling.story.removed.append((plain(footer), _FOOTER))
    else:
        filling.text_body("\n".join(filter(None, [best.value, plain(footer)])))


def _as_document(nitf: str) -> str:
    """NITF with a root: a body may be its blocks alone."""
    return nitf if HAS_ROOT.search(nitf) else f"<body.content>{nitf}</body.content>"


def _without_vignette(filling: Filling, markup: str) -> str:
    """The text without the line above it that names subject and agency, as Nordic wires have it."""
    found = _VIGNETTE.search(markup)
    if found is None:
        return markup
    filling.story.kicker = filling.story.kicker or plain(found["label"])
    filling.story.removed.append((plain(found[0]), "the label above the text became the kicker"))
    return markup[: found.start()] + markup[found.end() :]


def _say_where_the_text_is(filling: Filling, item: Item) -> None:
    for _, rendition in parts(item, "renditions"):
        kind = said(rendition, "contenttype", "mimetype").casefold()
        if kind.startswith("text/") or "nitf" in kind:
            address = said(rendition, "href")[:300]
            filling.note(f"The text stands at {address!r} and was not fetched.", "body")
            return


def _best_body(bodies: list[Words]) -> Words | None:
    """HTML before NITF before text; of several the one with pictures, then with the most words."""
    ranks = {"html": 2, "nitf": 1, "text": 0}
    known = [words for words in bodies if words.kind in ranks]
    known = [words for words in known if re.search(r"\w", plain(words.value))] or known
    return max(known, key=lambda words: (ranks[words.kind], *_weight(words.value)), default=None)


def _weight(body: str) -> tuple[bool, int]:
    return "<img" in body or "<figure" in body, len(plain(body))
