"""Images of a page that are no pictures: icons, logos, buttons, counters, faces of the network that shares it."""

from __future__ import annotations

import re
from typing import Final

from articles.ingest.page.tree import Element, ancestors, letters, marks_of, text_of

_NO_PHOTO: Final = re.compile(
    r"staticmap|avatar|gravatar|(?:^|[\s_/-])(?:ico|icon|icons|logo|logos|emoji|smiley|smilies|badge|button|spinner|sprite|"
    r"tracking|pixel|captcha|flag|rss|share|social|banner|qrcode|wp-includes)(?:[\s_./-]|$)|feedburner|"
    r"doubleclick|vgwort|count\.php|licensebuttons|creativecommons\.org/images",
    re.IGNORECASE,
)
_SIGN_FOLDER: Final = re.compile(
    r"/(?:icons?|logos?|sprites?|emojis?|avatars?)/[^/]*$", re.IGNORECASE
)
_SHARED_BY: Final = frozenset(
    "facebook twitter x whatsapp linkedin pinterest reddit telegram email instagram".split()
)


def is_sign(image: Element, address: str, *, is_large: bool) -> bool:
    """Whether names of the image, its file or its folder say that it is no picture of the story."""
    marks = "" if is_large else marks_of(image)
    marks += "" if _is_told_of(image) else f" {file_part(address)}"
    if _NO_PHOTO.search(marks) or _SIGN_FOLDER.search(address.split("?")[0]):
        return True
    return letters(image.get("alt") or "") in _SHARED_BY


def _is_told_of(image: Element) -> bool:
    """Whether a caption in the same figure tells of it: "button-7.jpg" shows a button then."""
    around = next((each for each in ancestors(image, 4) if each.tag == "figure"), None)
    caption = around.find(".//figcaption") if around is not None else None
    return caption is not None and len(text_of(caption).split()) > 3


_ENDINGS: Final = re.compile(r"(?:\.(?:jpe?g|png|gif|webp|avif)){1,3}$", re.IGNORECASE)
"""Of a picture's file, as services of pictures add another: "hall.jpg.webp"."""


_EVERYBODYS: Final = frozenset(
    "original image photo picture img large small medium master main default full thumb thumbnail preview".split()
)
"""Names under which a service keeps every picture, each in a folder of its own."""


def picture_name(address: str) -> str:
    """The name of a picture's file, the same for all of its sizes; the address itself where it ends in no file."""
    named = file_part(address)
    bare = _ENDINGS.sub("", named)
    told = bare != named and any(map(str.isalpha, bare)) and bare.lower() not in _EVERYBODYS
    return bare if told else address


def file_part(address: str) -> str:
    """The name of the file in an address."""
    return address.split("?")[0].rsplit("/", 1)[-1]
