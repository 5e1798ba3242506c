"""What single systems keep in places of their own (Arc, Drupal, Joomla, Brightspot), into a flat row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from articles.ingest.plain import text_of, words_of
from articles.ingest.rows.aliases import field_of
from articles.ingest.strictjson import BadJSON, loads

Row = dict[str, Any]
"""A story's names and values; its values have any shape."""

_POINTERS: Final = frozenset({"taxonomy_term", "user", "node_type", "node", "media", "paragraph"})
_NUMBERS: Final = frozenset({"tid", "nid", "uid", "target_id"})
_BESIDE_A_VALUE: Final = frozenset(
    {"value", "format", "processed", "summary", "lang", "langcode", "end_value", "safe_value", "safe_summary"}
)  # fmt: skip
_BY_LANGUAGE: Final = re.compile(r"und|[a-z]{2}(?:-[a-z]{2,8})?")
_FOR_ALL: Final = "1"
"""Joomla's number for what everybody may read; the others are groups of those who signed in."""
_JOOMLA_STATES: Final = {"1": "published", "0": "draft", "2": "published", "-2": "trash"}
_DEEPEST: Final = 40
_NOT_IN_THE_TEXT: Final = frozenset({"correction", "interstitiallink", "interstitial_link"})


def open_systems(row: Row) -> None:
    """Give the row the names that the alias table knows, where a system has its own shape."""
    if str(row.get("_id", "")).startswith("drafts.") and "_type" in row:
        row["status"] = "draft"  # Sanity says so in the id alone
    _open_layers(row)
    _open_drupal(row)
    open_joomla(row)
    _open_arc(row)
    _open_brightspot(row)
    _open_payload(row)
    _open_contentstack(row)


_ABOUT: Final = ("html_url", "slug", "first_published_at", "locale", "search_description")


def _open_layers(row: Row) -> None:
    """A story one level down (Storyblok), facts about it beside it (Wagtail), its picture in a module (Wix)."""
    content = row.get("content")
    if isinstance(content, Mapping) and isinstance(content.get("component"), str):
        del row["content"]
        told = {name: value for name, value in content.items() if value not in ("", None, [])}
        row.update(_with_assets(told))
        pictures = (one for one in row.values() if isinstance(one, Mapping) and one.get("is_asset"))
        if not any(field_of(name) == "picture" for name in row):
            row["image"] = next(pictures, None)
    about = row.get("meta")
    if isinstance(about, Mapping) and "html_url" in about:
        for name in _ABOUT:
            if about.get(name):
                row.setdefault(name if name != "html_url" else "url", about[name])
    for name in ("canonicalURL", "canonicalUrl", "canonical_url", "canonical"):
        if isinstance(found := _inside(row.get("seo"), name), str) and found:
            row.setdefault("canonical_url", found)
    shown = _inside(row.get("media"), "wixMedia", "image")
    if isinstance(shown, Mapping):
        row.setdefault("image", shown)
    if "first_publication_date" in row and isinstance(row.get("uid"), str):  # Prismic
        row.setdefault("slug", row["uid"])
        row.pop("href", None)


def _with_assets(value: Any, depth: int = 0) -> Any:
    """Storyblok's pictures, at any depth, by the names that other systems have for their facts."""
    if depth > _DEEPEST:
        return value
    if isinstance(value, list):
        return [_with_assets(one, depth + 1) for one in value]
    if not isinstance(value, Mapping):
        return value
    if value.get("fieldtype") == "asset" and isinstance(value.get("filename"), str):
        said = {"url": value["filename"], "alt": value.get("alt"), "caption": value.get("title")}
        credit = value.get("copyright") or value.get("source")
        return {**said, "copyright": value.get("copyright"), "credit": credit, "is_asset": True}
    return {name: _with_assets(one, depth + 1) for name, one in value.items()}


def single_values(value: Any) -> Any:
    """Drupal's REST answers keep each value in a list of objects: [{"value": "Ferry", ...}].

    Drupal 7 has that list below the language: {"und": [...]}.
    """
    if isinstance(value, Mapping) and len(value) == 1:
        language, inner = next(iter(value.items()))
        if isinstance(inner, list) and inner and _BY_LANGUAGE.fullmatch(str(language)):
            value = [_file_of_drupal(one) for one in inner]
    if not isinstance(value, list) or not all(isinstance(one, Mapping) for one in value):
        return value
    if value and all("value" in one and one.keys() <= _BESIDE_A_VALUE for one in value):
        inner = [
            one if one.get("summary") or one.get("processed") else one["value"] for one in value
        ]
        return inner[0] if len(inner) == 1 else inner
    if value and all(
        one.get("target_type") in _POINTERS or one.keys() <= _NUMBERS for one in value
    ):
        return None  # numbers of accounts and terms, which say nothing by themselves
    return value


def _file_of_drupal(value: Any) -> Any:
    """A picture by the place of its file, with its title below it; other values as they are."""
    if not isinstance(value, Mapping) or "fid" not in value or "uri" not in value:
        return value
    place = text_of(value["uri"]).rpartition("://")[2]
    told = {name: words for name, words in value.items() if name not in ("uri", "filename")}
    return {**told, "url": place, "caption": value.get("title")}


def _open_drupal(row: Row) -> None:
    """Own fields begin with "field_"; the address is an alias, the standfirst a body's summary."""
    for name in [name for name in row if name.startswith("field_")]:
        row.setdefault(name.removeprefix("field_"), row.pop(name))
    if row.get("nid") and "vid" in row:  # the number of an account stands beside that of the story
        row.pop("uid", None)
        if not row.get("uuid"):
            row["id"] = row.pop("nid")
        if row.get("language") == "und":
            del row["language"]
    path = row.get("path")
    path = path[0] if isinstance(path, list) and path else path
    if isinstance(path, Mapping) and isinstance(path.get("alias"), str):
        row.setdefault("url", path["alias"])
    body = row.get("body")
    if isinstance(body, Mapping) and "format" in body and words_of(body.get("summary")):
        row.setdefault("summary", body["summary"])


_JOOMLA_MODULE: Final = re.compile(r"\{(load(?:position|module|moduleid) [^{}<>]{1,80})\}")
"""Where a page shows something of the site among its text."""
_JOOMLA_FILM: Final = re.compile(
    r"\{(?P<site>youtube|vimeo)\}(?P<number>[\w-]{5,20})\{/(?P=site)\}", re.IGNORECASE
)
_FILMS: Final = {"youtube": "https://www.youtube.com/watch?v=", "vimeo": "https://vimeo.com/"}


def _film(found: re.Match[str]) -> str:
    return f'<iframe src="{_FILMS[found["site"].casefold()]}{found["number"]}"></iframe>'


def open_joomla(row: Row) -> None:
    """An article in two halves, its pictures as JSON in a text, its state and its readers as numbers."""
    if not isinstance(row.get("introtext"), str):
        return
    body = row.pop("introtext") + text_of(row.pop("fulltext", ""))
    if modules := _JOOMLA_MODULE.findall(body):
        row.setdefault("modules", ", ".join(modules))
    row["body"] = _JOOMLA_FILM.sub(_film, _JOOMLA_MODULE.sub("", body))
    readers = str(row.get("access", _FOR_ALL))
    if readers.isdigit() and readers != _FOR_ALL:
        row["access"] = "registered"
    row["state"] = _JOOMLA_STATES.get(str(row.get("state")), row.get("state"))
    for ours, theirs in (("author", "created_by_alias"), ("category", "category_title"),
                         ("tags", "metakey"), ("publish_date", "publish_up")):  # fmt: skip
        if words_of(row.get(theirs)):
            row.setdefault(ours, row[theirs])
    images = row.get("images")
    try:
        images = loads(images) if isinstance(images, str) and images else images
    except BadJSON:
        images = None
    if isinstance(images, Mapping):
        _joomla_picture(row, images)


def _joomla_picture(row: Row, images: Mapping[str, Any]) -> None:
    row.pop("images")
    for which in ("fulltext", "intro"):
        address = text_of(images.get(f"image_{which}")).partition("#")[0]
        if address:
            facts = {key: images.get(f"image_{which}_{key}") for key in ("alt", "caption")}
            row["image"] = {"url": address, **facts}
            return


def _open_contentstack(row: Row) -> None:
    """Contentstack says beside an entry when it went out, and of one that never did nothing."""
    told = row.get("publish_details")
    if "publish_details" in row and "_version" in row and not told:
        row.setdefault("is_draft", True)
    if isinstance(told, Mapping) and isinstance(told.get("time"), str):
        row.setdefault("published_at", told["time"])


def _open_brightspot(row: Row) -> None:
    """The lead is no text but a module that holds the picture."""
    lead = row.get("lead")
    if isinstance(lead, Mapping):
        del row["lead"]
        row.setdefault("image", lead.get("image") or lead)


def _open_payload(row: Row) -> None:
    """Payload keeps numbers in "authors" and whom they mean in "populatedAuthors"."""
    for name in [name for name in row if re.fullmatch(r"populated[A-Z]\w*", name)]:
        whole = row.pop(name)
        if whole:
            row[name[9].lower() + name[10:]] = whole


def _open_arc(row: Row) -> None:
    """Arc's ANS and its kin: headlines.basic, credits.by, taxonomy.sections, promo_items.basic."""
    people = row.get("credits")
    if isinstance(people, Mapping) and isinstance(people.get("by"), list):
        row["author"] = people["by"]
        del row["credits"]
    taxonomy = row.get("taxonomy")
    if isinstance(taxonomy, Mapping):
        for ours, theirs in (
            ("section", "primary_section"),
            ("sections", "sections"),
            ("tags", "tags"),
        ):
            if taxonomy.get(theirs):
                row.setdefault(ours, taxonomy[theirs])
    promo = row.get("promo_items")
    if isinstance(promo, Mapping):
        leads = (promo.get("basic"), promo.get("lead_art"))
        shown = [one for one in leads if isinstance(one, Mapping)]
        pictures = [one for one in shown if one.get("type", "image") == "image"] or shown
        if pictures:
            row.setdefault("image", pictures[0])
    sites = row.get("websites")
    for site in sites.values() if isinstance(sites, Mapping) else ():
        if name := words_of(_inside(site, "website_section", "name")):
            row.setdefault("section", name)
    headline = row.get("headline")
    if isinstance(headline, Mapping) and isinstance(headline.get("kicker"), str):
        row.setdefault("kicker", headline["kicker"])
    restricted = _inside(row.get("content_restrictions"), "content_code")
    if isinstance(restricted, str) and restricted:
        row.setdefault("access_level", restricted)
    if isinstance(row.get("content_elements"), list) and "headlines" in row:
        _open_ans(row)


def _open_ans(row: Row) -> None:
    """An ANS document as a whole: its version is the schema's, its slug the desk's."""
    row.pop("version", None)
    if isinstance(row.get("slug"), str):
        row.setdefault("slugline", row.pop("slug"))
    label = row.pop("label", None)
    words = words_of(_inside(label, "basic", "text")) or words_of(_inside(label, "kicker", "text"))
    if words:
        row.setdefault("kicker", words)
    elements = [one for one in row["content_elements"] if isinstance(one, Mapping)]
    row["corrections"] = [
        _ans_correction(one) for one in elements if one.get("type") == "correction"
    ]
    related = _inside(row.pop("related_content", None), "basic")
    links = [one for one in elements if str(one.get("type")).replace("_", "") == "interstitiallink"]
    linked = [*(related if isinstance(related, list) else []), *links]
    row.setdefault("related", [_ans_link(one) for one in linked if isinstance(one, Mapping)])
    _ans_subjects(row)
    row["content_elements"] = [
        _ans_element(one) for one in elements if one.get("type") not in _NOT_IN_THE_TEXT
    ]


def _ans_subjects(row: Row) -> None:
    """Whom and what it names, what sort of story it is, and what the desk wrote beside it."""
    taxonomy = row.get("taxonomy")
    named = [
        one for one in _list_in(taxonomy, "named_entities") if isinstance(one.get("name"), str)
    ]
    for sort, ours in (
        ("PERSON", "people"),
        ("ORGANIZATION", "organisations"),
        ("LOCATION", "places"),
    ):
        names = [one["name"] for one in named if str(one.get("type")).upper() == sort]
        if names:
            row.setdefault(ours, names)
    spare = [*_list_in(taxonomy, "keywords"), *_list_in(taxonomy, "topics")]
    words = [text_of(one.get("keyword") or one.get("name")) for one in spare]
    if any(words):
        row["keywords"] = [word for word in words if word]
    row.setdefault("kind", row.get("subtype"))
    notes = [row.get("editor_note"), _inside(row.get("planning"), "internal_note")]
    row["editor_note"] = "\n".join(note for note in notes if isinstance(note, str) and note)


def _list_in(value: Any, name: str) -> list[Mapping[str, Any]]:
    found = _inside(value, name)
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def _ans_element(element: Mapping[str, Any]) -> Mapping[str, Any]:
    """An element by the name of what it is: a pull quote, a post of another site."""
    if element.get("type") == "quote" and element.get("subtype") == "pullquote":
        return {**element, "type": "pullquote"}
    address = _inside(element, "raw_oembed", "url") or _inside(element, "raw_oembed", "_id")
    if element.get("type") == "oembed_response" and isinstance(address, str):
        return {"type": "oembed_response", "url": address}
    return element


def _inside(value: Any, *keys: str) -> Any:
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _ans_correction(element: Mapping[str, Any]) -> dict[str, Any]:
    return {"text": element.get("text"), "kind": element.get("correction_type")}


_PROMPT: Final = re.compile(
    r"\[?\s*(?:related|read more|read also|more|also read|watch)\s*:\s*", re.IGNORECASE
)


def _ans_link(element: Mapping[str, Any]) -> dict[str, Any]:
    headline = words_of(element.get("headlines")) or words_of(element.get("content"))
    headline = _PROMPT.sub("", headline).removesuffix("]") if _PROMPT.match(headline) else headline
    address = element.get("canonical_url") or element.get("url")
    number = _inside(element, "referent", "id") or ("" if address else element.get("_id"))
    return {"headline": headline, "url": address, "source_id": number}
