"""Ghost: exports of any version (db, flat) and answers of its Content and Admin APIs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any, BinaryIO, Final
from urllib.parse import urlsplit

from articles.ingest.addresses import is_web, source_code
from articles.ingest.bylines import byline_of
from articles.ingest.filling import Filling
from articles.ingest.picture_labels import caption_and_credit
from articles.ingest.plain import plain
from articles.ingest.record import Origin, PictureRecord, Problem, StoryRecord
from articles.ingest.richtext.cards import plain_cards, said
from articles.ingest.richtext.lexical import lexical_markup
from articles.ingest.richtext.mobiledoc import mobiledoc_markup
from articles.ingest.strictjson import BadJSON, elements, loads

FORMAT: Final = "ghost"
Row = Mapping[str, Any]
"""A row of one of Ghost's tables; JSON, hence Any."""

_OWN_KEYS: Final = frozenset(
    {"mobiledoc", "lexical", "comment_id", "codeinjection_head", "custom_excerpt", "feature_image",
     "custom_template", "primary_tag", "posts_tags", "posts_authors", "posts_meta", "exported_on"}
)  # fmt: skip
_SITE_MARK: Final = "__GHOST_URL__"
_OPEN_TO_ALL: Final = frozenset({"", "public"})


def looks_like(name: str, head: bytes) -> bool:
    """Whether the keys are those of Ghost."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start.startswith(b"{"):
        return False
    keys = set(re.findall(r'"([a-z_]+)"\s*:', start.decode("utf-8", errors="replace")))
    if {"exported_on", "version"} <= keys and ("db" in keys or "data" in keys):
        return True
    return bool({"posts", "pages"} & keys) and len(keys & _OWN_KEYS) >= 2


@dataclass(slots=True)
class _Tables:
    """What stands apart from the posts."""

    users: dict[str, Row] = field(default_factory=dict)
    tags: dict[str, Row] = field(default_factory=dict)
    meta: dict[str, Row] = field(default_factory=dict)
    """By post id."""
    authors_of: dict[str, list[str]] = field(default_factory=dict)
    tags_of: dict[str, list[str]] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)


def read(stream: BinaryIO, name: str) -> Iterator[StoryRecord | PictureRecord | Problem]:
    """Each post as a story; pages are held apart. The stream must be seekable.

    Ghost writes its times in UTC, whatever the site's zone.
    """
    tables = _read_tables(stream)
    seen = False
    for table in ("posts", "pages"):
        stream.seek(0)
        for line, found in elements(stream, frozenset({table})):
            origin = Origin(name, f"line {line}")
            if isinstance(found, BadJSON):
                if not seen and table == "pages":
                    yield Problem(origin, f"There are no posts in this file. {found}")
                elif seen and table == "posts":
                    yield Problem(origin, str(found))
                continue
            seen = True
            yield from _read_post(found, origin, tables, is_page=table == "pages")
        if seen:
            return


def _read_tables(stream: BinaryIO) -> _Tables:
    tables = _Tables()
    tables.users = {_key(row): row for row in _rows(stream, "users")}
    tables.tags = {_key(row): row for row in _rows(stream, "tags")}
    tables.meta = {_key(row, "post_id"): row for row in _rows(stream, "posts_meta")}
    tables.authors_of = _pairs(_rows(stream, "posts_authors"), "author_id")
    tables.tags_of = _pairs(_rows(stream, "posts_tags"), "tag_id")
    tables.settings = {
        said(row, "key"): said(row, "value")
        for row in _rows(stream, "settings")
        if said(row, "value")
    }
    return tables


def _rows(stream: BinaryIO, table: str) -> Iterator[Row]:
    stream.seek(0)
    for _, found in elements(stream, frozenset({table})):
        if isinstance(found, BadJSON):
            continue
        try:
            row = loads(found)
        except BadJSON:
            continue
        if isinstance(row, Mapping):
            yield row


def _key(row: Row, name: str = "id") -> str:
    return str(row.get(name, ""))


def _pairs(rows: Iterator[Row], name: str) -> dict[str, list[str]]:
    """Post id to the ids of the other side, in their order."""
    found: dict[str, list[tuple[int, str]]] = {}
    for row in rows:
        order = row.get("sort_order")
        place = order if isinstance(order, int) else 0
        found.setdefault(_key(row, "post_id"), []).append((place, _key(row, name)))
    return {
        post: [key for _, key in sorted(pairs, key=lambda p: p[0])] for post, pairs in found.items()
    }


def _read_post(
    written: str, origin: Origin, tables: _Tables, *, is_page: bool
) -> Iterator[StoryRecord | Problem]:
    try:
        post = loads(written)
    except BadJSON as error:
        yield Problem(origin, str(error))
        return
    if not isinstance(post, Mapping):
        yield Problem(origin, "The post is not a JSON object.")
        return
    post = _unwrap(post)
    filling = Filling(origin, FORMAT, UTC)
    meta = tables.meta.get(_key(post), {})
    _identity(filling, post, tables)
    _status(filling, post, meta, is_page=is_page)
    _words(filling, post)
    _authors(filling, post, tables)
    _tags(filling, post, tables)
    _lead(filling, post, meta)
    _body(filling, post)
    _facts(filling, post, meta)
    yield from filling.done()


def _unwrap(row: Row) -> Row:
    """A row as Ghost's migration tools write it, {"url": ..., "data": {...}}, made plain."""
    inner = row.get("data")
    if isinstance(inner, Mapping) and "title" not in row and "name" not in row:
        return {"url": row.get("url"), **inner}
    return row


def _embedded(post: Row, *names: str) -> list[Row]:
    """The rows that a post itself holds under one of these names."""
    for name in names:
        value = post.get(name)
        rows = value if isinstance(value, list) else [value]
        found = [_unwrap(row) for row in rows if isinstance(row, Mapping)]
        if found:
            return found
    return []


def _identity(filling: Filling, post: Row, tables: _Tables) -> None:
    story = filling.story
    story.source_id = _key(post) or said(post, "uuid") or said(post, "slug")
    story.source_url = said(post, "url") if is_web(said(post, "url")) else ""
    canonical = said(post, "canonical_url").replace(_SITE_MARK, "")
    story.canonical_url = canonical if is_web(canonical) else ""
    settings = tables.settings
    story.source = source_code(story.source_url, settings.get("url", ""))
    story.source_name = settings.get("title", "")
    story.slug = said(post, "slug")
    path = urlsplit(story.source_url).path if story.source_url else f"/{story.slug}/"
    if story.slug and path not in {"", "/"} and said(post, "status") in {"published", ""}:
        story.former_addresses.append(path)
    filling.language(
        said(post, "locale", "language").replace("_", "-")
        or settings.get("locale", "")
        or settings.get("lang", "")
    )
    story.published_at = filling.date(post.get("published_at"), "published_at")
    story.updated_at = filling.date(post.get("updated_at"), "updated_at")


def _status(filling: Filling, post: Row, meta: Row, *, is_page: bool) -> None:
    words = said(post, "status")
    if words == "sent" or post.get("email_only") or meta.get("email_only"):
        filling.status("private")
        filling.hold("It was sent as a newsletter and never stood on the site.")
    elif words:
        filling.status(words)
    elif said(post, "url") and said(post, "published_at"):  # the Content API gives what is public
        filling.status("published")
    else:
        filling.hold("The export gives no status for it.")
    visibility = said(post, "visibility").casefold()
    if visibility not in _OPEN_TO_ALL:
        filling.hold(f"At the source it is for {visibility!r} readers only.")
    if is_page or said(post, "type") == "page" or post.get("page") in (True, 1):
        filling.hold("It is a page of the site, not a story.")
        filling.fact("post type", "page")


def _words(filling: Filling, post: Row) -> None:
    story = filling.story
    story.headline = plain(said(post, "title"))
    story.standfirst = plain(said(post, "custom_excerpt"))


def _authors(filling: Filling, post: Row, tables: _Tables) -> None:
    rows = _embedded(post, "authors", "author", "primary_author")
    if not rows:
        keys = tables.authors_of.get(_key(post)) or [_key(post, "author_id"), _key(post, "author")]
        rows = [tables.users[key] for key in keys if key in tables.users]
    for row in rows:
        filling.contributor(
            plain(said(row, "name")), url=said(row, "website", "url"), bio=plain(said(row, "bio"))
        )
    filling.story.byline = byline_of(filling.story.contributors)


def _tags(filling: Filling, post: Row, tables: _Tables) -> None:
    """The first public tag is the section; tags with a hash are the desk's own and stay hidden."""
    rows = _embedded(post, "tags") or [
        tables.tags[key] for key in tables.tags_of.get(_key(post), []) if key in tables.tags
    ]
    hidden = [row for row in rows if _is_internal(row)]
    names = [plain(said(row, "name")) for row in rows if not _is_internal(row)]
    names = [name for name in names if name]
    primary = post.get("primary_tag")
    if isinstance(primary, Mapping) and not _is_internal(primary):
        names = list(dict.fromkeys([plain(said(primary, "name")), *names]))
    filling.story.section = next(iter(names), "")
    filling.topics(names[1:])
    filling.fact("internal tags", ", ".join(said(row, "name") for row in hidden))


def _is_internal(tag: Row) -> bool:
    return said(tag, "visibility") == "internal" or said(tag, "name").startswith("#")


def _lead(filling: Filling, post: Row, meta: Row) -> None:
    source = _local(said(post, "feature_image", "image"))
    if not source:
        return
    caption = plain(said(post, "feature_image_caption") or said(meta, "feature_image_caption"))
    words, credit = caption_and_credit(caption)
    bare = re.fullmatch(
        r"(?:Photo|Picture|Image|Foto|Bild)s? (?:by|from|courtesy of|von)\s+(.+)", caption
    )
    if bare:
        words, credit = "", bare[1]
    filling.picture(
        PictureRecord(
            origin=filling.story.origin,
            reference=source,
            role="lead",
            caption=words,
            alt=plain(said(post, "feature_image_alt") or said(meta, "feature_image_alt")),
            credit=credit,
        )
    )


def _local(address: str) -> str:
    """An address of the exporting site itself, as its export names it, is a path in its archive."""
    return address.replace(_SITE_MARK, "")


def _body(filling: Filling, post: Row) -> None:
    markup = said(post, "html")
    removed: list[tuple[str, str]] = []
    for name, convert in (("lexical", lexical_markup), ("mobiledoc", mobiledoc_markup)):
        value = post.get(name)
        if markup or not value or not isinstance(value, (str, Mapping)):
            continue
        try:
            markup, removed = convert(value)
        except ValueError as error:
            filling.note(f"The body is not read. {error}", "body")
    filling.story.removed += removed
    if markup:
        filling.html_body(plain_cards(_local(markup)), filling.story.source_url)
    elif words := said(post, "plaintext"):
        filling.text_body(words)


def _facts(filling: Filling, post: Row, meta: Row) -> None:
    for name in ("codeinjection_head", "codeinjection_foot"):
        if code := said(post, name):
            filling.story.removed.append((code[:200], "code that the source adds to the page"))
    for name, key in (
        ("seo title", "meta_title"),
        ("seo description", "meta_description"),
        ("social title", "og_title"),
        ("social description", "og_description"),
        ("social picture", "og_image"),
        ("email subject", "email_subject"),
    ):
        filling.fact(name, plain(said(post, key) or said(meta, key)))
    if post.get("featured") in (True, 1):
        filling.fact("featured", "yes")
