"""What other systems call our fields: one table, and the reading of a row of named values by it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Final

from articles.ingest.rows.aliases_elsewhere import ELSEWHERE

# Our field -> the names that sources use for it, best first. Names are compared without case,
# spaces and punctuation. The glossary's own names stand first, so that our export reads back.
ALIASES: Final[dict[str, tuple[str, ...]]] = {
    "headline": (
        "headline", "headlines", "title", "web_title", "post_title", "article_title", "hl1", "subject",
        "email_subject_line", "headline_main", "story_title", "html_title", "name", "seo_title", "meta_title",
        "og_title", "headline_text", "news_title", "document_title", "page_title", "heading", "head_line", "h1",
        "article_heading", "news_heading", "article_headline", "header", "hl", "hed", "titles", "head",
    ),
    "kicker": ("kicker", "eyebrow", "overline", "supertitle", "topline", "label", "preheadline", "pre_title"),
    "standfirst": (
        "standfirst", "dek", "deck", "subtitle", "sub_title", "subheadline", "subheadlines", "sub_headline",
        "subhead", "subheading", "web_subtitle", "chapeau", "custom_excerpt", "post_excerpt", "excerpt",
        "excerpt_encoded", "trail_text", "summary", "abstract", "teaser", "lead", "leadtext", "intro",
        "introduction", "short_description", "post_summary", "summary_html", "snippet", "description",
        "seo_description", "search_description", "meta_description", "email_preview_text", "highlights",
        "key_points", "tldr", "standfirst_html", "lede", "strap", "strapline", "subhed",
    ),
    "body": (
        "body", "body_html", "ctext", "content_html", "html", "body_xhtml", "content", "content_encoded",
        "content_rendered", "article_body", "rich_content", "body_rendered", "bodies", "components",
        "content_elements", "lexical", "blocks", "post_content", "story_html", "post_body", "story_body",
        "full_text", "fulltext", "story", "article", "article_text", "body_content", "main_text", "maintext",
        "body_markdown", "markdown", "content_markdown", "raw_content", "plain_content", "body_text",
        "lead_paragraph", "content_text", "plaintext", "text", "document", "article_content", "story_text",
        "news_content", "news_body", "news_text", "contents", "paragraphs", "text_content", "page_content",
        "cleaned_text", "raw_text", "copy", "script", "transcript", "story_copy", "body_copy", "slices",
    ),
    "byline": (
        "byline", "custom_byline", "by_line", "bylines", "by", "author", "authors", "post_author",
        "blog_author", "author_name", "author_names", "authors_name", "author_profile", "creator", "dc_creator",
        "writer", "writers", "journalist", "reporter", "display_author", "primary_author", "credits",
        "news_author", "article_author", "author_list", "reporters", "creators", "written_by", "posted_by",
        "reported_by", "published_by", "published_bylines",
    ),
    "contributors": ("contributors", "additional_contributors", "co_authors", "coauthors"),
    "translators": (
        "translators", "translator", "translated_by", "translator_name", "übersetzer", "traductor", "traducteur",
        "traduttore", "tradutor", "vertaler", "översättare", "переводчик", "翻訳者", "译者",
    ),
    "published_at": (
        "first_published_at", "published_at", "first_published_date", "publish_on", "starttime",
        "first_publish_date", "first_publication_date", "display_date", "displayed_date", "date_published",
        "published_date", "published_on", "publish_date", "published_time", "publication_date",
        "web_publication_date", "post_date_gmt", "date_gmt", "pub_date", "pubdate", "published", "post_date",
        "publish_at", "date_created_gmt", "date", "datetime", "issued", "dc_date", "timestamp", "time",
        "firstcreated", "created_at", "created_date", "created_on", "date_created", "creation_date", "created",
        "published_time_utc", "publishdate", "publication_time", "publish_time", "release_date", "date_publish",
        "publish_dt", "pub_dt", "pub_time", "publish_datetime", "publication_datetime", "published_datetime",
        "date_time", "date_time_pub", "date_posted", "posted_at", "posted_on", "news_date", "article_date",
        "release_time", "release_datetime",
        "posted_date", "date_of_publication", "publication_day",
    ),
    "updated_at": (
        "updated_at", "date_modified", "modified_gmt", "modified_at", "last_modified", "last_updated",
        "updated_date", "update_date", "last_publication_date", "updated_on", "modified_date",
        "last_published_date", "last_published_at", "post_modified_gmt", "date_updated", "versioncreated",
        "last_updated_date", "updated", "modified", "edited_at", "changed", "post_modified", "lastmod",
        "modification_date", "date_modification", "date_modify", "modify_date", "date_last_modified",
        "last_modified_at", "updated_time", "modified_time", "last_updated_on", "last_modified_on",
    ),
    "embargo_until": (
        "embargo_until", "embargo", "embargoed", "embargoed_until", "embargo_date", "embargo_datetime",
        "embargo_time", "hold_until", "lift_date", "release_at", "publish_after", "go_live_at", "not_before",
    ),
    "section": (
        "section", "section_name", "article_section", "primary_section", "primary_category", "main_category",
        "category", "category_name", "desk", "channel", "vertical", "department", "categories", "sections",
        "community_groups", "post_category", "news_section", "section_title", "article_category", "cat",
        "news_type", "news_category", "section_handle",
    ),
    "topics": (
        "topics", "tags", "tag", "tag_list", "tag_names", "keywords", "news_keywords", "labels", "label_names", "topic",
        "content_tags", "post_tag", "hashtags", "primary_tag", "subjects", "keyword", "keyword_list",
        "meta_keywords", "metakey", "industries",
    ),
    "time_of_day": ("time_of_day", "publication_clock", "pub_clock", "pub_hour"),
    "slug": ("slug", "post_name", "url_slug", "basename", "handle", "url_name", "alias", "permaname"),
    "slugline": ("slugline", "sluglines", "catchline"),
    "source_id": (
        "source_id", "urn", "id", "post_id", "article_id", "release_id", "story_id", "entry_id", "item_id",
        "item_guid", "guid",
        "uid", "uuid", "_id", "internal_id", "identifier", "external_id", "number", "libsyn_item_id", "nid",
        "uri", "doc_id", "document_id", "news_id",
    ),
    "source": ("source", "source_code", "source_domain"),
    "source_name": (
        "source_name", "publication", "publisher", "site_name", "newspaper", "outlet", "site",
        "source_hostname", "sitename", "publisher_name", "hostname",
    ),
    "source_url": (
        "source_url", "url", "link", "web_url", "live_url", "permalink", "permalink_url", "post_page_url",
        "post_url", "article_url", "page_url", "full_url", "original_url", "website_url", "href",
        "external_url", "share_url", "response_url", "final_url", "request_url", "path_alias", "url_path",
        "path",
    ),
    "canonical_url": ("canonical_url", "canonical", "canonical_link", "rel_canonical"),
    "language": (
        "language", "lang", "locale", "locale_code", "language_code", "in_language", "meta_lang", "lang_code",
    ),
    "dateline": ("dateline", "date_line"),
    "places": ("places", "place", "location", "locations", "located", "geo_name", "ort"),
    "people": ("people", "persons", "person", "mentioned_people"),
    "organisations": ("organisations", "organizations", "organisation", "organization", "companies"),
    "status": (
        "state", "status", "post_status", "publication_status", "publish_status", "pubstatus", "is_published",
        "published_status", "moderation_state", "visibility", "draft", "is_draft", "archived",
        "is_archived",
    ),
    "urgency": ("urgency",),
    "kind": ("kind", "article_type", "story_type", "type_of_material", "genre", "genres"),
    "version": ("version", "revision", "take"),
    "editor_note": ("editor_note", "ed_note", "editors_note", "note_to_editors", "editorial_note", "internal_note"),
    "usage_terms": (
        "usage_terms", "usage", "license", "licence", "rights", "copyright", "copyright_notice", "usage_info",
        "copyright_holder",
    ),
    "picture": (
        "image", "lead_image", "featured_image", "feature_image", "cover_image", "hero_image", "main_image",
        "top_image", "jetpack_featured_media_url", "featured_image_url", "featured_media_url", "post_thumbnail",
        "image_url", "url_to_image", "multimedia", "thumb_image", "img", "picture", "photo", "cover",
        "banner_image", "header_image", "thumbnail_url", "thumbnail", "teaser_image", "feed_image", "asset_url",
        "og_image", "images", "photos", "itunes_image", "picture_url", "photo_url", "main_photo",
        "lead_photo", "lead_media", "main_media", "hero_media", "preview_image",
        "image_path", "image_file", "lead_image_src", "image_src", "img_urls", "image_urls", "photo_urls",
        "picture_urls", "image_links", "img_url", "lead_image_url", "main_image_url", "image_link", "photo_file",
        "picture_file", "photo_path", "picture_path", "hero",
    ),
    "picture_caption": (
        "image_caption", "feature_image_caption", "featured_image_caption", "hero_image_caption", "cover_image_caption",
        "caption", "cutline", "photo_caption", "thumbnail_caption", "picture_caption", "lead_image_caption",
        "main_image_caption", "img_caption", "image_description", "img_desc", "image_desc",
        "photo_desc", "picture_desc", "photo_cutline", "picture_cutline", "image_cutline",
        "top_image_caption", "image_captions",
        "img_captions", "captions", "photo_captions", "picture_captions",
    ),
    "picture_alt": (
        "image_alt", "feature_image_alt", "featured_image_alt", "hero_image_alt", "cover_image_alt", "alt", "alt_text",
        "thumbnail_alt", "picture_alt", "lead_image_alt", "main_image_alt", "alternative_text", "img_alt",
        "image_alts", "alt_texts", "img_alts",
    ),
    "picture_credit": (
        "image_credit", "feature_image_credit", "featured_image_credit", "hero_image_credit", "photo_credit",
        "photographer", "credit", "picture_credit", "cover_image_credit", "lead_image_credit", "main_image_credit",
        "image_copyright", "photo_by", "image_source", "photo_byline", "img_credit", "image_credits",
        "photo_credits", "img_credits", "picture_credits", "photographers",
    ),
    "pictures": ("pictures", "gallery", "media_gallery", "attachments"),
    "related": (
        "related", "related_articles", "related_posts", "related_stories", "related_links", "read_more",
        "related_content",
    ),
    "corrections": ("corrections", "correction", "errata"),
    "former_addresses": ("former_addresses", "redirect_from", "aliases", "old_urls"),
}  # fmt: skip


@lru_cache(maxsize=4096)
def squash(name: str) -> str:
    """A name without case, accents, spaces and signs: "Post Page-URL" and "postPageUrl" are one."""
    plain = name if name.isascii() else unicodedata.normalize("NFKD", name)
    return "".join(sign for sign in plain.casefold() if sign.isalnum())


_BEFORE: Final = ("news", "story", "article", "post", "item")
_BEHIND: Final = ("info", "list", "details", "detail", "text", "txt")
"""What sources set before and behind a field's name."""
_TOO_LITTLE: Final = frozenset({*_BEFORE, "name"})

_FIRST_ELSEWHERE: Final = 5.5
"""The rank of names in other languages: behind the best English ones, before vague ones ("name")."""
_FIELD_BY_NAME: Final[dict[str, tuple[str, float]]] = {}
for _field, _names in ALIASES.items():
    for _rank, _name in enumerate(_names):
        _FIELD_BY_NAME.setdefault(squash(_name), (_field, _rank))
for _field, _names in ELSEWHERE.items():
    for _rank, _name in enumerate(_names):
        _FIELD_BY_NAME.setdefault(squash(_name), (_field, _FIRST_ELSEWHERE + _rank / 1000))


_ABOUT_EMBARGO: Final = re.compile(
    r"reason|note|text|comment|message|country|region|by$|type$|zone$"
)


@lru_cache(maxsize=4096)
def _known(name: str) -> tuple[str, float]:
    """Our field and the name's rank; a column of Drupal's is a field's name with a prefix."""
    squashed = squash(name)
    found = _FIELD_BY_NAME.get(squashed) or _FIELD_BY_NAME.get(squashed.removeprefix("field"))
    found = found or _known_part(squashed)
    return found if found[0] else _embargo(squashed)


def _known_part(squashed: str) -> tuple[str, float]:
    """Of "newsHeadline" and "keywordsList" the part that says the field; a lone "name" says none."""
    for before in ("", *_BEFORE):
        for behind in ("", *_BEHIND) if squashed.startswith(before) else ():
            part = squashed.removeprefix(before)
            if not part.endswith(behind) or not (before or behind):
                continue
            part = part.removesuffix(behind)
            if part not in _TOO_LITTLE and (found := _FIELD_BY_NAME.get(part)):
                return found
    return "", 0


def _embargo(squashed: str) -> tuple[str, float]:
    """Any column that speaks of an embargo is one, whatever it adds ("embargoLiftsAt"), but for the words about it."""
    is_one = "embargo" in squashed and not _ABOUT_EMBARGO.search(squashed)
    return ("embargo_until", len(ALIASES["embargo_until"])) if is_one else ("", 0)


def field_of(name: str) -> str:
    """Our field that a source's `name` stands for; "" if the table does not know it."""
    return _known(name)[0]


_ENGLISH: Final = frozenset(squash(name) for names in ALIASES.values() for name in names)


def is_elsewhere(name: str) -> bool:
    """Whether a source that calls a field this writes in another language than English."""
    squashed = squash(name)
    return squashed in _FIELD_BY_NAME and squashed not in _ENGLISH


def known_names(names: Iterable[str]) -> int:
    """How many different fields of ours these names cover."""
    return len({field_of(name) for name in names} - {""})


def named_values(
    row: Mapping[str, Any], columns: Mapping[str, str] | None = None
) -> dict[str, list[tuple[str, Any]]]:
    """The values of a row by our fields: (the source's name, value), best name first; empty ones out.

    `columns` says outright which name holds a field, and then nothing else does.
    Raises ValueError for a field that does not exist.
    """
    wanted = dict(columns or {})
    for field in wanted:
        if field not in ALIASES:
            known = ", ".join(sorted(ALIASES))
            raise ValueError(
                f'There is no field "{field}" to map a column to. The fields are: {known}.'
            )
    taken = {squash(column): field for field, column in wanted.items()}
    ranked: dict[str, list[tuple[float, str, Any]]] = {}
    for name, value in row.items():
        squashed = squash(name)
        if squashed in taken:
            ranked.setdefault(taken[squashed], []).append((-1, name, value))
            continue
        field, rank = _known(name)
        if field and field not in wanted and not is_empty(value):
            ranked.setdefault(field, []).append((rank, name, value))
    return {
        field: [(name, value) for _, name, value in sorted(found, key=lambda entry: entry[0])]
        for field, found in ranked.items()
    }


def is_empty(value: object) -> bool:
    """Whether a source's value says nothing: null, blank text, an empty list or object."""
    return value is None or (isinstance(value, str) and not value.strip()) or value in ([], {})
