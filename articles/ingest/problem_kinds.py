"""Which problems say the same: what they name and count may differ."""

from __future__ import annotations

import re
from typing import Final

_NAMED: Final = r"""(?:"[^"]*"|“[^”]*”|(?<!\w)'[^']*'(?!\w))"""
_TOLD: Final = re.compile(rf"{_NAMED}(?:, {_NAMED})*|\d[\d.,:]*\d|\d")
"""Words in quotation marks, a list of them, a number."""


def gist(message: str) -> str:
    """The message without what it names and counts; equal gists are one problem met often."""
    return _TOLD.sub("…", message)
