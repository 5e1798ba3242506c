"""MDX: Markdown with the imports and components of a program in it -> plain Markdown and HTML."""

from __future__ import annotations

import re
from typing import Final

from articles.ingest.markdown_text import figure_of, shortcode

_LINES: Final = re.compile(
    r"^(?:import\s[^\n]{1,300}\sfrom\s|import\s['\"]|export\s(?:const|default|let)\s)[^\n]{0,500}\n",
    re.MULTILINE,
)
"""What MDX takes in from a program before its text."""
_FILE: Final = re.compile(
    r"^import\s+(\w{1,80})\s+from\s+['\"]([^'\"\n]{1,300}\.(?:jpe?g|png|webp|gif|avif|svg)[^'\"\n]{0,40})['\"]",
    re.MULTILINE | re.IGNORECASE,
)
_COMMENT: Final = re.compile(r"\{/\*(?:[^*{]|\*(?!/)|\{(?!/\*)){0,5000}\*/\}")
_COMPONENT: Final = re.compile(
    r"<(?P<name>[A-Z][\w.]{0,60})\s(?P<rest>(?:[^<>\"'{}]|\"[^\"]{0,2000}\"|'[^']{0,2000}'|\{[^{}]{0,400}\}){1,4000}?)/>"
)
_ATTRIBUTE: Final = re.compile(
    r"(?P<name>[A-Za-z]{2,20})\s?=\s?(?:\"(?P<twice>[^\"]{0,2000})\"|'(?P<once>[^']{0,2000})'|\{(?P<said>[^{}]{0,400})\})"
)
_PICTURE: Final = re.compile(r"\.(?:jpe?g|png|webp|gif|avif|svg)(?:[?#]|$)", re.IGNORECASE)


def without_program(text: str) -> str:
    """The text with a figure for each component that shows a picture, without imports and comments."""
    files = dict(_FILE.findall(text))
    text = _COMMENT.sub("", _LINES.sub("", text))
    return _COMPONENT.sub(lambda found: _shown(found, files), text)


def _shown(found: re.Match[str], files: dict[str, str]) -> str:
    told = {
        each["name"].lower(): _value(each, files) for each in _ATTRIBUTE.finditer(found["rest"])
    }
    source = next((told[key] for key in ("src", "image", "url", "file") if told.get(key)), "")
    if _PICTURE.search(source):
        return figure_of(told, source)
    key = told.get("id") or told.get("videoid") or source
    return shortcode(found["name"].lower(), key) or found[0]


def _value(attribute: re.Match[str], files: dict[str, str]) -> str:
    """What an attribute says: its text, or the file that a name of the program stands for."""
    said = (attribute["said"] or "").strip()
    return attribute["twice"] or attribute["once"] or files.get(said, said.strip("\"'`"))
