"""The seventeen broadest subjects of the IPTC, by code: all that can be named without a lookup."""

from __future__ import annotations

import re
from typing import Final

BROADEST: Final[dict[str, str]] = {
    "01": "arts, culture, entertainment and media", "02": "crime, law and justice",
    "03": "disaster, accident and emergency incident", "04": "economy, business and finance",
    "05": "education", "06": "environment", "07": "health", "08": "human interest", "09": "labour",
    "10": "lifestyle and leisure", "11": "politics", "12": "religion", "13": "science and technology",
    "14": "society", "15": "sport", "16": "conflict, war and peace", "17": "weather",
}  # fmt: skip
"""Media Topics, first two digits of the code; https://cv.iptc.org/newscodes/mediatopic/"""


def is_broadest(code: str) -> bool:
    """Whether a code (with or without scheme) is one of the seventeen."""
    return bool(re.search(r"(?:^|[:/])(?:0[1-9]|1[0-7])000000$", code))


def subject_name(code: str) -> str:
    """The name of the broadest subject that an eight-digit subject code lies in; else empty.

    Only subject codes nest by their digits; a Media Topic (from 20000000 on) gives nothing.
    """
    found = re.search(r"(?:^|[:/])(\d\d)\d{6}$", code)
    return BROADEST.get(found[1], "") if found else ""
