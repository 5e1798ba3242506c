"""Which characters a text may hold: what no page, database or XML file can carry is taken out."""

from __future__ import annotations

import re

_LINE_ENDS = re.compile("\r\n|[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]")
_UNSTORABLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufeff\ufdd0-\ufdef"
    + "".join(f"{chr((plane << 16) + 0xFFFE)}{chr((plane << 16) + 0xFFFF)}" for plane in range(17))
    + "]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")


def storable(text: str) -> str:
    """The text with line ends and tabs as spaces and without control characters.

    A lone surrogate becomes U+FFFD. XML 1.0 (section 2.2), PostgreSQL's jsonb and UTF-8 set
    the rule; a second pass changes nothing.
    """
    if text.isprintable():
        return text
    text = _UNSTORABLE.sub("", _LINE_ENDS.sub(" ", text))
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)
