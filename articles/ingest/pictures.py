"""Pictures as named values of a source speak of them -> PictureRecords; no file is opened here."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any, Final, Literal

from articles.ingest.addresses import absolute
from articles.ingest.plain import names_of, plain, text_of, words_of
from articles.ingest.record import Origin, PictureRecord

_ADDRESS_KEYS: Final = (
    "source_url", "sourceUrl", "mediaItemUrl", "url", "src", "href", "file", "imageUrl", "image_url",
    "large_url", "originalUrl", "full", "contentUrl",
    "path", "thumbnail", "filename", "medium", "large", "uri", "@id", "publicUrl", "public_url", "secure_url",
    "_sanityAsset", "filename_disk", "download_url", "_ref",
)  # fmt: skip
_CAPTION_KEYS: Final = (
    "caption", "caption_html", "cutline", "legend", "description", "articleBody", "text",
)  # fmt: skip
_ALT_KEYS: Final = ("alt", "alt_text", "altText", "imageAlt", "alternativeText", "alternative_text")
_CREDIT_KEYS: Final = (
    "credit", "creditText", "credits", "credit_line", "creditline", "photographer", "byline", "author",
    "copyrightHolder", "copyrightNotice", "copyright", "by", "attribution", "creditLine",
)  # fmt: skip
_SANITY: Final = re.compile(r"image-(\w{3,64}-\d{1,6}x\d{1,6})-(\w{3,5})")
"""An asset of Sanity by its number; its export has the file under that name."""
_WIX: Final = re.compile(r"wix:image://v1/([^/#]+)")
_PICTURE_ENDING: Final = re.compile(
    r"\.(?:jpe?g|png|webp|gif|avif|tiff?|svg)(?:$|[?#])", re.IGNORECASE
)

_DEEPEST: Final = 20
Role = Literal["lead", "body", ""]


_ATTACHED: Final = re.compile(r"[^()\n]{1,300}\.\w{2,5} \((https?://[^\s()]{1,2000})\)")
"""A file in a cell of Airtable: its name, then its address."""


def address_of(value: object) -> str:
    """The address or file name inside a source's picture value; "" where there is none."""
    if isinstance(value, str):
        text = re.sub(r"^(?:image|file)@(?:file://\./)?", "", value.strip())
        if attached := _ATTACHED.match(text):
            return attached[1]
        if stored := _SANITY.fullmatch(text):
            return f"{stored[1]}.{stored[2]}"
        wix = _WIX.match(text)
        if wix:
            return f"https://static.wixstatic.com/media/{wix[1]}"
        single = "\n" not in text and len(text) < 2000 and " " not in text.strip()
        return text if single and ("/" in text or _PICTURE_ENDING.search(text)) else ""
    if isinstance(value, (list, tuple)):
        return next((found for found in map(address_of, value) if found), "")
    if isinstance(value, Mapping):
        for key in _ADDRESS_KEYS:
            found = address_of(value[key]) if value.get(key) else ""
            if found:
                return found
        for key in (
            "data",
            "attributes",
            "fields",
            "file",
            "formats",
            "asset",
            "meta",
            "image",
            "children",
        ):
            found = address_of(value[key]) if isinstance(value.get(key), (Mapping, list)) else ""
            if found:
                return found
    return ""


def picture_of(value: object, origin: Origin, role: Role, base: str = "") -> PictureRecord | None:
    """A picture out of an address or an object; None if neither address nor caption is there."""
    if isinstance(value, Mapping) and not any(name[:1].islower() for name in value):
        value = {name[:1].lower() + name[1:]: inner for name, inner in value.items()}
    if isinstance(value, Mapping) and (best := _largest(value)):
        value = {**value, **best}
    address = address_of(value)
    if base and re.match(r"[\w%-]+/", address):  # data speak of a site's files from its root
        address = f"/{address}"
    address = absolute(address, base)
    reference = f"https:{address}" if address.startswith("//") else address
    record = PictureRecord(origin=origin, role=role, reference=reference)
    if isinstance(value, (list, tuple)):
        value = value[0] if value else ""
    if isinstance(value, Mapping):
        facts = _flattened(value)
        record.caption = _first(facts, _CAPTION_KEYS) or leaf_words(facts.get("caption"))
        record.alt = _first(facts, _ALT_KEYS)
        record.credit = arc_credit(facts.get("credits")) or _first(facts, _CREDIT_KEYS)
        if record.credit.isdecimal():  # the number of an account
            record.credit = ""
        record.width, record.height = _size(facts.get("width")), _size(facts.get("height"))
        for name in ("creator", "copyright", "usage_terms", "headline", "place", "taken_at"):
            setattr(record, name, plain(text_of(facts.get(name))))
        if record.role == "" and facts.get("role") in {"lead", "body"}:
            record.role = facts["role"]
    return record if record.reference or record.caption else None


def _largest(picture: Mapping[str, Any]) -> dict[str, Any]:
    """Address and size of the largest of a picture's sizes; of those that say none, of the first.

    Nothing where the picture's own address names a file, unless a size says that it is wider.
    """
    renditions = picture.get("renditions")
    given = list(renditions.values()) if isinstance(renditions, Mapping) else renditions
    found = [one for one in given if isinstance(one, Mapping)] if isinstance(given, list) else []
    shown = [one for one in found if address_of(one)]
    best = max(shown, key=lambda one: _size(one.get("width")) or 0, default=None)
    if best is None:
        return {}
    own = _size(picture.get("width")) or 0
    is_wider = 0 < own < (_size(best.get("width")) or 0)
    if _PICTURE_ENDING.search(address_of(picture)) and not is_wider:
        return {}
    sizes = {name: best[name] for name in ("width", "height") if best.get(name)}
    return {"source_url": address_of(best), **sizes}


def figure_markup(address: str, *, alt: str = "", caption: str = "", credit: str = "") -> str:
    """A figure in the one shape that articles.body.from_html reads completely; the caption is HTML."""
    note = f' <span class="credit">{html.escape(credit)}</span>' if credit else ""
    legend = f"<figcaption>{caption}{note}</figcaption>" if caption or note else ""
    return f'<figure><img src="{html.escape(address)}" alt="{html.escape(alt)}">{legend}</figure>'


def leaf_words(value: object, depth: int = 0) -> str:
    """The words of a rich text kept as a tree, on one line."""
    if depth > _DEEPEST:
        return ""
    if isinstance(value, list):
        return "".join(leaf_words(one, depth + 1) for one in value)
    if not isinstance(value, Mapping):
        return ""
    if isinstance(text := value.get("text"), str):
        return text
    return leaf_words(value.get("root") or value.get("children") or value.get("content"), depth + 1)


def arc_credit(value: object) -> str:
    """The credit that Arc keeps as {"by": [...], "affiliation": [...]}: "Lee Wong/The Gazette"."""
    if not isinstance(value, Mapping):
        return ""
    parts = (", ".join(names_of(value.get(key))) for key in ("by", "photos_by", "affiliation"))
    return "/".join(dict.fromkeys(part for part in parts if part))


def _flattened(value: Mapping[str, Any]) -> dict[str, Any]:
    facts = dict(value)
    for key in ("data", "attributes", "fields", "media_details"):
        inner = value.get(key)
        if isinstance(inner, Mapping):
            facts = {**_flattened(inner), **facts}
    asset = value.get("asset")
    if isinstance(asset, Mapping) and asset.get("creditLine"):  # Sanity
        facts.setdefault("creditLine", asset["creditLine"])
    children = value.get("children")
    if isinstance(children, list) and children and isinstance(children[0], Mapping):
        facts = {**children[0], **facts}
    meta = value.get("image_meta") or facts.get("image_meta")
    if isinstance(meta, Mapping) and meta.get("credit"):
        facts.setdefault("credit", meta["credit"])
    return facts


def _first(facts: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    for key in keys:
        value = facts.get(key)
        if isinstance(value, Mapping):
            value = value.get("name") or text_of(value)
        if isinstance(value, list):
            value = ", ".join(
                words_of(part.get("name") if isinstance(part, Mapping) else part) for part in value
            )
        words = words_of(value)
        if words:
            return words
    return ""


def _size(value: object) -> int | None:
    if isinstance(value, str) and value.isdecimal():
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None
