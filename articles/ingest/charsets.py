"""Bytes that are neither UTF-8 nor declared -> the encoding they are most likely written in.

Two questions, cheap ones first: do the high bytes come in runs, as in scripts other than Latin?
Then charset_normalizer, which knows those well, is asked. Single ones between plain letters are
Latin: there its answers are not good enough, and the letters that each language uses decide.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

SAMPLE: Final = 32_768
"""Bytes that are looked at, from the first high byte on."""
_FEWEST: Final = 6
"""High bytes; fewer say nothing of a script that is not Latin."""
_RUN: Final = re.compile(rb"[\x80-\xff][\x40-\x7e\x80-\xff]?[\x80-\xff]+")
_WESTERN: Final = (
    "äöüß", "àâæçèéêëîïôœùûüÿ", "áéíñóúü¿¡ºª", "àèéìîòóù", "àáâãçéêíóôúüºª", "åäöéüø", "æøåéèêóôü",
    "áæðéíóöþúý", "éëïöüèêáó", "àçèéíïòóúü·", "áéíóúàèìòù", "ëçâ",
)  # fmt: skip
_CENTRAL: Final = (
    "ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîşţ", "čćđšž",
)  # fmt: skip
_LANGUAGES: Final[dict[str, tuple[str, ...]]] = {
    "cp1252": _WESTERN, "cp1250": _CENTRAL, "iso8859_2": _CENTRAL, "cp1254": ("çğıöşüâîû",),
    "mac_roman": _WESTERN, "cp850": _WESTERN,
}  # fmt: skip
"""Encoding to the letters beyond ASCII of each language that is written in it; equals go by order."""
_QUOTES: Final = "’‘“”„«»–—…•€£©®°§´ \xa0"


def likely_charset(raw: bytes) -> str:
    """A Python codec's name; "" where cp1252, the commonest of all, is as good as any."""
    first = re.search(rb"[\x80-\xff]", raw)
    if first is None:
        return ""
    start = max(0, first.start() - 64)
    sample = raw[start : start + SAMPLE]
    high = sum(byte > 0x7F for byte in sample)
    in_runs = sum(len(run) for run in _RUN.findall(sample) if len(run) > 3)
    if high < 2:  # a lone byte may be any slip
        return ""
    if high >= _FEWEST and in_runs > high * 0.6:
        return _of_another_script(sample)
    return _latin(sample)


def _of_another_script(sample: bytes) -> str:
    """Cyrillic, Greek, Hebrew, Arabic, Thai, Chinese, Japanese, Korean; "" if it is none."""
    from charset_normalizer import from_bytes  # slow to load, and seldom needed

    best = from_bytes(sample).best()
    if best is None:
        return ""
    signs = [sign for sign in str(best) if sign > "\x7f" and sign.isalpha()]
    others = sum(sign > "\u036f" for sign in signs)
    return best.encoding if len(signs) >= _FEWEST / 2 and others > 0.9 * len(signs) else ""


def _latin(sample: bytes) -> str:
    scores = {name: _score(sample.decode(name, "replace"), name) for name in _LANGUAGES}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] > scores["cp1252"] else ""


def _score(text: str, name: str) -> float:
    """How much the signs beyond ASCII look like those of one language of the encoding."""
    letters: Counter[str] = Counter()
    score = 0.0
    for found in re.finditer(r"[^\x00-\x7f]", text):
        sign, place = found[0], found.start()
        before, after = text[place - 1 : place], text[place + 1 : place + 2]
        in_word = before.isalpha() and after.isalpha()
        if sign.isupper() and before.islower():
            score -= 2
        elif sign in _QUOTES:
            score += 1 if sign == "’" or not in_word else -2
        else:
            letters[sign.lower()] += 1
    total = letters.total()
    fitting = (sum(letters[sign] for sign in language) for language in _LANGUAGES[name])
    return score + max(2 * fits - total for fits in fitting)
