"""Words and rights inside a picture's own file (XMP, IPTC-IIM, EXIF): reading them and writing them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rights:
    """What a public copy says about itself; every field may be empty."""

    caption: str = ""
    alt: str = ""
    credit: str = ""
    creator: str = ""
    source_name: str = ""
    copyright_notice: str = ""
    usage_terms: str = ""
    licence_url: str = ""
    acquire_url: str = ""
    headline: str = ""
