"""The language that a text's own letters tell, where the source tells none or its template's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice
from typing import Final

from articles.body.words import block_text
from articles.ingest.record import StoryRecord

_LOOKED_AT: Final = 20
"""Lines or blocks of a story that are enough to know its script."""
_FEWEST: Final = 12
"""Letters that are enough to tell; a name in another script is no language."""
_LATIN: Final = frozenset(
    "en de fr es it pt nl sv da no nb nn fi is pl cs sk hu ro et lv lt sl hr ca eu gl".split()
)
"""Languages that no newspaper writes in another script."""
_SCRIPTS: Final = {
    "Hebr": "\u0590-\u05ff", "Arab": "\u0600-\u06ff\u0750-\u077f", "Grek": "\u0370-\u03ff\u1f00-\u1fff",
    "Cyrl": "\u0400-\u04ff", "Hang": "\u1100-\u11ff\uac00-\ud7af", "Kana": "\u3041-\u30ff",
    "Hani": "\u3400-\u9fff", "Thai": "\u0e00-\u0e7f", "Deva": "\u0900-\u097f", "Beng": "\u0980-\u09ff",
    "Taml": "\u0b80-\u0bff", "Telu": "\u0c00-\u0c7f", "Geor": "\u10a0-\u10ff", "Armn": "\u0530-\u058f",
    "Ethi": "\u1200-\u137f", "Khmr": "\u1780-\u17ff",
}  # fmt: skip
_LETTERS: Final = {name: re.compile(f"[{letters}]") for name, letters in _SCRIPTS.items()}
_OTHERS: Final = re.compile(f"[{''.join(_SCRIPTS.values())}]")
_LETTER: Final = re.compile(r"[^\W\d_]")
_ALONE: Final = {
    "Hebr": "he", "Grek": "el", "Hang": "ko", "Kana": "ja", "Hani": "zh", "Thai": "th", "Beng": "bn",
    "Taml": "ta", "Telu": "te", "Geor": "ka", "Armn": "hy", "Ethi": "am", "Khmr": "km",
}  # fmt: skip
"""Scripts in which one language's papers are written, or nearly so."""
_TELLING: Final = {
    "Arab": (("", "ڕڵۆێەټډړښېۇۈۋڭ"), ("ur", "ٹڈڑں"), ("fa", "پچژگک"), ("ar", "ةىكي")),
    "Cyrl": (("", "қңғұөүәҗ"), ("be", "ў"), ("uk", "їєґ"), ("mk", "ѓќѕ"), ("sr", "ђћ"), ("ru", "ыэ"), ("bg", "ъ")),
}  # fmt: skip
"""Letters that one language of a script has and those after it have not; "" where several have them."""


def language_of_letters(text: str) -> str:
    """A tag for the language whose script most letters of `text` stand in; "" for Latin ones and for doubt."""
    found = 0 if text.isascii() else len(_OTHERS.findall(text))
    if found < _FEWEST or found * 2 <= len(_LETTER.findall(text)):
        return ""
    counts = Counter({name: len(letters.findall(text)) for name, letters in _LETTERS.items()})
    script = counts.most_common(1)[0][0]
    if script == "Hani" and counts["Kana"] * 10 > counts["Hani"]:
        script = "Kana"
    for language, letters in _TELLING.get(script, ()):
        if sum(map(text.casefold().count, letters)) > 1:
            return language
    return _ALONE.get(script, "")


def language_by_letters(story: StoryRecord) -> str:
    """The language of the story's words where its source tells none, or one of another script; else ""."""
    if story.language and story.language.partition("-")[0] not in _LATIN:
        return ""
    return language_of_letters("\n".join([story.headline, *islice(_texts(story), _LOOKED_AT)]))


def _texts(story: StoryRecord) -> Iterable[str]:
    if story.lines is not None:
        return (line.text for line in story.lines)
    return map(block_text, story.body["content"] if story.body else ())
