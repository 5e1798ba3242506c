"""WordPress exports (WXR 1.0 to 1.2): posts as stories, pages held apart, attachments as pictures."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, tzinfo
from typing import BinaryIO, Final
from urllib.parse import unquote, urlsplit

from articles.ingest.addresses import absolute, is_web, last_part, source_code
from articles.ingest.bylines import byline_of
from articles.ingest.credit_names import contributors_of_byline, credited_names, names_of_writers
from articles.ingest.dialects.autop import paragraphs
from articles.ingest.dialects.genres import kind_of
from articles.ingest.dialects.shortcodes import expand
from articles.ingest.dialects.wxr_fields import other_fields, own_fields
from articles.ingest.dialects.wxr_tables import (
    Site,
    domain_names,
    encoded,
    full_size,
    meta_of,
    read_site,
    serial_numbers,
)
from articles.ingest.dialects.wxr_terms import hold_for_some, set_terms
from articles.ingest.elements import Element, child, children, place, text
from articles.ingest.filling import Filling, extend
from articles.ingest.mending import CUT
from articles.ingest.plain import plain
from articles.ingest.record import (
    Origin,
    PictureRecord,
    Problem,
    RelatedRecord,
    StoryRecord,
)
from articles.ingest.strictjson import BadJSON, loads
from articles.ingest.translators import credit_translators
from articles.ingest.xmltree import BadXml, iter_elements

FORMAT: Final = "wxr"
NO_STORY: Final = frozenset(
    {"nav_menu_item", "revision", "custom_css", "customize_changeset", "oembed_cache", "user_request",
     "wp_block", "wp_template", "wp_template_part", "wp_global_styles", "wp_navigation", "wp_font_face",
     "wp_font_family", "guest-author", "feedback", "shop_order", "shop_coupon", "jetpack_migration",
     "wpcf7_contact_form", "acf-field", "acf-field-group", "elementor_library", "mc4wp-form", "popup",
     "scheduled-action", "is_search_form", "wphb_minify_group", "amp_validated_url", "safecss"}
)  # fmt: skip
_RESOLVED: Final = frozenset({"wp_block", "guest-author"})
"""What is no story and yet not left out: posts take it up."""
_SEO: Final[dict[str, tuple[str, ...]]] = {
    "seo title": ("_yoast_wpseo_title", "rank_math_title", "_aioseo_title", "_aioseop_title",
                  "_seopress_titles_title"),
    "seo description": ("_yoast_wpseo_metadesc", "rank_math_description", "_aioseo_description",
                        "_aioseop_description", "_seopress_titles_desc"),
    "seo keywords": ("_yoast_wpseo_focuskw", "rank_math_focus_keyword", "_aioseo_keywords"),
    "social title": ("_yoast_wpseo_opengraph-title", "rank_math_facebook_title"),
    "social description": ("_yoast_wpseo_opengraph-description", "rank_math_facebook_description"),
    "social picture": ("_yoast_wpseo_opengraph-image", "rank_math_facebook_image"),
}  # fmt: skip
_CANONICAL: Final = (
    "_yoast_wpseo_canonical",
    "rank_math_canonical_url",
    "_seopress_robots_canonical",
)
_STORY_TYPES: Final = re.compile(
    r"post|(?:[a-z]+[-_])?(?:article|artikel|artikkel|articulo|articolo|news|story|storie|noticia|actualite|"
    r"nyhet|blog|column|opinion|review|feature|interview|liveblog|obituary|obituarie)s?(?:[-_](?:post|item)s?)?"
)
"""What papers call their own types of post; a page or a product is none of them."""
_IMG: Final = re.compile(
    r"""(?:<a\b[^<>]{0,2000}?\bhref\s*=\s*["'](?P<link>[^"'<>]{1,2000})["'][^<>]{0,2000}>\s*)?"""
    r"<img\b[^<>]{0,5000}>",
    re.IGNORECASE,
)
"""A picture, with the address that a click on it opens."""


def looks_like(name: str, head: bytes) -> bool:
    """Whether the WordPress export namespace or version stands in the head."""
    return b"wordpress.org/export/" in head or b"<wp:wxr_version>" in head


def read(
    stream: BinaryIO, name: str, *, zone: tzinfo | None = None
) -> Iterator[StoryRecord | PictureRecord | Problem]:
    """Each post as a story; then the pictures that no story shows, and what was left out.

    The stream must be seekable: authors and attachments may stand behind the posts.
    """
    site = read_site(stream, name)
    stream.seek(0)
    skipped: Counter[str] = Counter()
    try:
        for item in iter_elements(stream, {"item"}, recover=True):
            kind = text(child(item, "post_type")) or "post"
            if kind == "attachment":
                continue
            if kind in NO_STORY:
                if kind not in _RESOLVED:
                    skipped[kind] += 1
                continue
            yield from _read_item(item, Origin(name, place(item)), site, kind, zone)
    except BadXml as error:
        yield Problem(Origin(name, f"line {error.line}" if error.line else ""), str(error))
    yield from _unused(site)
    for kind, count in sorted(skipped.items()):
        told = f"{count} of the type {kind!r} are no stories and were left out."
        yield Problem(Origin(name), told, "kind", "noted")


def _unused(site: Site) -> Iterator[PictureRecord]:
    """The pictures that no story shows, each address once."""
    seen = {site.pictures[key].reference for key in site.used}
    for picture in site.pictures.values():
        if picture.reference not in seen:
            seen.add(picture.reference)
            yield picture


def _read_item(
    item: Element, origin: Origin, site: Site, kind: str, zone: tzinfo | None
) -> Iterator[StoryRecord | Problem]:
    if text(child(item, "status")) == "trash":
        yield Problem(origin, f"The post {_title(item)!r} lies in the trash.", "status")
        return
    filling = Filling(origin, FORMAT, zone)
    meta = meta_of(item)
    _identity(filling, item, site, meta)
    _status(filling, item, kind)
    _dates(filling, item)
    _words(filling, item, meta)
    _own_facts(filling, meta)
    _authors(filling, item, site)
    _translators(filling, own_fields(meta).get("translators", ""))
    set_terms(filling, item, site, meta)
    hold_for_some(filling, meta)
    _pictures_and_body(filling, item, site, meta)
    _facts(filling, item, meta)
    yield from filling.done()


def _title(item: Element) -> str:
    return plain(text(child(item, "title")))[:100]


def _identity(filling: Filling, item: Element, site: Site, meta: Mapping[str, str]) -> None:
    story = filling.story
    link = absolute(text(child(item, "link")), site.address)
    guid = text(child(item, "guid"))
    story.source = source_code(site.address, link, guid)
    story.source_name = site.title
    story.source_id = text(child(item, "post_id")) or guid or link
    story.source_url = link if is_web(link) else ""
    named = unquote(text(child(item, "post_name"))) or last_part(link)
    story.slug = re.sub(r"\.(?:html?|php)$", "", named.rstrip("/").rpartition("/")[2])
    story.canonical_url = next((meta[key] for key in _CANONICAL if is_web(meta.get(key, ""))), "")
    filling.language(site.language)
    if text(child(item, "status")) == "publish":
        _former(story, (link, guid), named, meta.get("_wp_old_slug", ""))


def _former(story: StoryRecord, addresses: tuple[str, ...], slug: str, old_slug: str) -> None:
    """Where the public has found the post: its link, its number, and its link before a new slug."""
    paths = [path for address in addresses if (path := _path(address))]
    if old_slug and slug and paths:
        paths.append(paths[0].replace(slug, old_slug))
    extend(story.former_addresses, paths)


def _path(address: str) -> str:
    """The path and query of an address that once led to a post."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    path = parts.path if parts.path.startswith("/") else ""
    if path in {"", "/"} and not parts.query:
        return ""
    return f"{path or '/'}?{parts.query}" if parts.query else path


def _status(filling: Filling, item: Element, kind: str) -> None:
    words = text(child(item, "status"))
    filling.status(words)
    if not words:
        filling.hold("The export gives no status for it.")
    if text(child(item, "post_password")):
        filling.status("private")
        filling.hold("It is protected by a password at the source.")
    if kind == "page":
        filling.hold("It is a page of the site, not a story.")
    elif not _STORY_TYPES.fullmatch(kind):
        filling.hold(f"It is of the type {kind!r}, which is no post.")
    if kind != "post":
        filling.fact("post type", kind)
        filling.story.kind = kind_of([kind])


def _dates(filling: Filling, item: Element) -> None:
    story = filling.story
    story.published_at = _date(filling, item, "post_date", "published_at")
    story.updated_at = _date(filling, item, "post_modified", "updated_at")
    if story.published_at is None:
        published = text(child(item, "pubDate"))
        if published and "-0001" not in published:
            story.published_at = filling.date(published, "published_at")


def _date(filling: Filling, item: Element, name: str, field: str) -> datetime | None:
    """A date in Greenwich time, else in the site's own; drafts have zeros for either."""
    world, local_time = text(child(item, f"{name}_gmt")), text(child(item, name))
    if world and not world.startswith("0000"):
        return filling.date(world, field, UTC)
    if local_time and not local_time.startswith("0000"):
        return filling.date(local_time, field)
    return None


def _words(filling: Filling, item: Element, meta: Mapping[str, str]) -> None:
    story = filling.story
    story.headline = plain(text(child(item, "title")))
    own = own_fields(meta)
    subtitle = own.get("standfirst", "")
    excerpt = plain(encoded(item, "excerpt"))
    story.standfirst = subtitle or excerpt
    if subtitle and excerpt and subtitle != excerpt:
        filling.fact("excerpt", excerpt)
    story.kicker = own.get("kicker", "")
    story.byline = own.get("byline", "")
    story.dateline = own.get("dateline", "")


def _own_facts(filling: Filling, meta: Mapping[str, str]) -> None:
    """The paper's own fields that are no line of the story."""
    story = filling.story
    own = own_fields(meta)
    story.editor_note = own.get("editor_note", "")
    story.usage_terms = own.get("usage_terms", "")
    for name, words in other_fields(meta).items():
        filling.fact(f"field: {name}"[:80], words)
    related = (
        ids for key, value in meta.items() if "related" in key for ids in [serial_numbers(value)]
    )
    for number in dict.fromkeys(number for ids in related for number in ids):
        story.related.append(RelatedRecord("", source_id=number))


def _authors(filling: Filling, item: Element, site: Site) -> None:
    """Co-authors, where a plugin keeps them as terms, before the one author that WordPress has."""
    terms = [(slug, name) for domain, slug, name in domain_names(item) if domain == "author"]
    logins = terms or [(login, login) for c in children(item, "creator") if (login := text(c))]
    for slug, name in logins:
        known = site.authors.get(slug.casefold().removeprefix("cap-")) or site.authors.get(
            name.casefold()
        )
        shown = known.name if known and known.name else name
        if re.fullmatch(r"[a-z]+(?:-[a-z]+)+", shown):  # a slug stands where a name should
            shown = shown.replace("-", " ").title()
        if "@" in shown:
            filling.note(f"The author is known by an address only ({shown}).", "byline")
            continue
        filling.contributor(shown, url=known.url if known else "", bio=known.bio if known else "")
    printed = filling.story.byline
    if printed:
        filling.story.contributors = []
        for name in credited_names(printed) or names_of_writers(printed):
            filling.contributor(name)
    filling.story.byline = printed or byline_of(filling.story.contributors)


def _translators(filling: Filling, told: str) -> None:
    """Who translated, by a custom field of the paper's."""
    story = filling.story
    if told:
        credited = credit_translators(story, [each.name for each in contributors_of_byline(told)])
        story.byline, story.contributors = credited.byline, credited.contributors


def _pictures_and_body(
    filling: Filling, item: Element, site: Site, meta: Mapping[str, str]
) -> None:
    story = filling.story
    post_id = text(child(item, "post_id"))
    lead = site.picture(meta.get("_thumbnail_id", ""))
    remote = meta.get("fifu_image_url", "") or meta.get("_knawatfibu_url", "")
    if lead is None and is_web(remote):
        lead = PictureRecord(story.origin, remote, alt=meta.get("fifu_image_alt", ""))
    if lead is not None:
        own = own_fields(meta)
        lead.role, lead.caption = "lead", own.get("picture_caption", "") or lead.caption
        lead.credit = lead.credit or own.get("picture_credit", "")
        filling.picture(lead)
    elif meta.get("_thumbnail_id", "").strip("0") and "," not in meta["_thumbnail_id"]:
        filling.note("Its featured picture is not in the export.", "pictures")
    content = encoded(item, "content")
    if not content.strip():
        return

    def gallery(attributes: Mapping[str, str]) -> list[PictureRecord]:
        ids = re.findall(r"\d+", attributes.get("ids", "") or attributes.get("include", ""))
        ids = ids or site.children.get(attributes.get("id", "") or post_id, [])
        left_out = re.findall(r"\d+", attributes.get("exclude", ""))
        found = {key: site.picture(key) for key in ids if key not in left_out}
        missing = [key for key, picture in found.items() if picture is None]
        if missing or not ids:
            _tell_missing(filling, missing)
        return [picture for picture in found.values() if picture is not None]

    if CUT in content:
        filling.hold("Its text has more than 8 MB and was cut.")
    made = expand(content + _footnotes(meta), gallery, site.blocks)
    story.removed += made.removed
    markup = made.markup if "<!-- wp:" in content else paragraphs(made.markup)
    filling.html_body(markup, story.source_url or site.address, _shown(markup, story, site))


def _tell_missing(filling: Filling, missing: list[str]) -> None:
    told = f"[gallery ids={','.join(missing)}]" if missing else "[gallery]"
    filling.story.removed.append((told[:500], "pictures that are not in the export"))
    filling.note("Pictures of its gallery are not in the export.", "pictures")


def _footnotes(meta: Mapping[str, str]) -> str:
    """The notes that the block editor keeps beside the text, as its last paragraphs."""
    try:
        notes = loads(meta.get("footnotes", ""))
    except BadJSON:
        return ""
    contents = [note.get("content") for note in notes if isinstance(note, dict)]
    return "".join(
        f"\n\n<p><sup>{number}</sup> {content}</p>"
        for number, content in enumerate(contents, start=1)
        if isinstance(content, str)
    )


def _shown(markup: str, story: StoryRecord, site: Site) -> dict[str, PictureRecord]:
    """The pictures in the markup by the address they are shown by, in whatever size."""
    found: dict[str, PictureRecord] = {}
    for shape in _IMG.finditer(markup):
        tag = shape[0].rpartition("<")[2]
        source = re.search(r"""\bsrc\s*=\s*["']([^"']+)["']""", tag)
        if source is None:
            continue
        numbered = re.search(r"""\b(?:wp-image-|data-id=["'])(\d+)""", tag)
        picture = site.picture(numbered[1]) if numbered else None
        picture = picture or site.picture_at(source[1])
        base = story.source_url or site.address
        if picture is None and shape["link"] and full_size(shape["link"]) == full_size(source[1]):
            picture = PictureRecord(story.origin, absolute(html.unescape(shape["link"]), base))
        if picture is not None:
            found[absolute(html.unescape(source[1]), base)] = picture
    return found


_GOES_ON: Final = frozenset(
    {"category", "category-add", "category-remove", "category-remove-all", "stick", "unstick"}
)
"""What a plugin does at a story's end and leaves it public."""


def _facts(filling: Filling, item: Element, meta: Mapping[str, str]) -> None:
    if text(child(item, "is_sticky")) == "1":
        filling.fact("sticky", "yes")
    for name, keys in _SEO.items():
        value = next((meta[key] for key in keys if meta.get(key) and "%%" not in meta[key]), "")
        filling.fact(name, plain(value))
    ends = meta.get("_expiration-date-type", "") not in _GOES_ON
    if (end := meta.get("_expiration-date", "")).isdecimal() and int(end) > 0 and ends:
        filling.fact("expires", datetime.fromtimestamp(int(end[:10]), UTC).isoformat())
    filling.fact("enclosure", meta.get("enclosure", "").partition("\n")[0])
    filling.fact("page template", meta.get("_wp_page_template", "").replace("default", ""))
