"""Who made a page's picture: by marks of the page, by labels, by a name behind the caption."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from lxml import etree

from articles.ingest.agencies import AGENCIES
from articles.ingest.cleaning.text import reads_as_names
from articles.ingest.page.tree import (
    BLOCKS,
    Element,
    ancestors,
    is_element,
    is_heard_only,
    letters,
    seen_text,
    text_of,
)

CAPTION: Final = re.compile(
    r"caption|cutline|legend|bildunterschrift|bildtext|bildlegende|legende|didascalia|pie-?de-?foto|"
    r"bijschrift|onderschrift|billedtekst|bildetekst|kuvateksti|leyenda|img-?text|image-?text|photo-?text|media-?description|figure__text|thumbcaption|gallery-?description",
    re.IGNORECASE,
)

_CREDIT: Final = re.compile(
    r"credit|copyright|photographer|bildrechte|urheber|fotograf|rights-?holder|image-?source|photo-?source|bildquelle|attribution|"
    r"(?:^|[\s_-])(?:source|quelle|agency|byline|author|crédit)(?:[\s_-]|$)",
    re.IGNORECASE,
)

_CREDIT_PART: Final = re.compile(
    r"caption[_-]{1,2}(?:credits?|copyright|source|photographer)(?:$|\s)", re.IGNORECASE
)

SURE_CREDIT: Final = re.compile(
    r"credit|copyright|photographer|bildrechte|urheber|fotograf|(?:image|photo|bild)-?(?:source|quelle)",
    re.IGNORECASE,
)
"""Words that no page uses for who wrote the story."""

_CREDIT_LABEL: Final = re.compile(
    r"^\W*(?:(?:image|photo|photograph|picture|foto|bild)?\s*"
    r"(?:credits?|copyright|source|quelle|bildquelle|bildnachweis|crédits?|credito)\s*(?:by\b)?\s*(?:[:,\u2013-]|\.{3}|\u2026)"
    r"|(?:photo|photograph|picture|image|foto|bild)(?:graph|er|s)*\s*(?::|by\b|von\b|par\b))\s*",
    re.IGNORECASE,
)

_LABEL_INSIDE: Final = re.compile(
    r"(?<=[/|,] )(?:photo|picture|image|foto|bild)s?: ?", re.IGNORECASE
)
"""Between the house and who works for it: "Imago / Foto: Jo Kern"."""


_HEARD_LABEL: Final = re.compile(
    r"\W*(?:(?:image|photo|picture) (?:source|credit|copyright)|bildquelle|"
    r"source de l[’']image|crédit(?:os?|s)?|"
    r"fuente de la imagen|fonte da imagem|crédito da foto|görsel kaynağı|kaynak|источник изображения|автор фото|"
    r"джерело зображення|منبع تصویر|مصدر الصورة|nguồn hình ảnh|sumber gambar|图像来源|圖像來源|画像提供|"
    r"사진 출처)\W*",
    re.IGNORECASE,
)
_LONGEST_HEARD: Final = 120
"""Characters."""
_MOST_HEARD: Final = 12
"""Labels of one figure that are looked at; a page's buttons have some of their own."""
_LABEL_TAGS: Final = ("span", "b", "strong", "div")


_ELSEWHERE: Final = re.compile(
    r"\s{0,3}[(（\[［【|]?\s{0,3}(?:\bFot\.(?=\s)|(?<!\w)(?:Zdjęcie|Kuva|Kép|Foto|Fotoğraf|写真|摄影|攝影|图|圖|사진|تصوير|عدسة|عکس|"
    r"फोटो|फ़ोटो|ছবি|புகைப்படம்|ภาพ|ที่มาภาพ|ขอบคุณภาพ|Ảnh)\s*[:：=/]|"
    r"(?<!\w)(?:Фото|Снимка|Φωτογραφία|Φωτό|צילום|תצלום)\s*[:：=/])\s*"
    r"(?P<credit>[^:：()（）\[\]［］【】]{2,120}?)\s*[)）\]］】]?\s*\.?$|"
    r"(?<=[.!?])\s{1,3}Фото (?P<byname>[А-ЯЁІЇЄҐ][\w.]{0,15} ?[А-ЯЁІЇЄҐ][\w-]{1,20})\.?$|"
    r"(?:(?<=[、。＝])|[（(])(?P<taken>[^、。＝（(\s]{2,14})(?:撮影|提供)[）)]?$"
)
"""A credit at the end of a caption, in languages that the cleaning of copy does not read."""

_CREDITED_ALT: Final = re.compile(
    r"\s*[(\[](?:image|photo|photograph|picture|foto|bild|credit)s?\s*(?::|by\b)\s*(?P<credit>[^()\[\]]{2,120})[)\]]\s*$",
    re.IGNORECASE,
)
"""A credit in brackets at the end of an alternative text."""
_FEWEST_TOLD: Final = 2
"""Words of an alternative text before a bar and its credit: "A bridge at night | dpa", "... | WDR / Ahrens"."""
_LONGEST_HOUSE: Final = 4


def credited_elsewhere(caption: str) -> tuple[str, str]:
    """A caption and the credit at its end, as other languages set it."""
    found = _ELSEWHERE.search(caption)
    if found is None or not letters(caption[: found.start()]):
        return caption, ""
    words = caption[: found.start()].rstrip(" \u2014\u2013\u00a9-|、＝")
    return words, (found["credit"] or found["byname"] or found["taken"]).strip()


def credited_alt(words: str) -> tuple[str, str]:
    """An alternative text and the credit at its end: in brackets, or an agency behind a bar."""
    if told := _CREDITED_ALT.search(words):
        return words[: told.start()], told["credit"].strip()
    above, bar, last = words.rpartition(" | ")
    houses = {part.strip() for part in last.split("/")}
    is_short = all(0 < len(house.split()) <= _LONGEST_HOUSE for house in houses)
    is_house = len(houses) > 1 and any(house.isupper() and house.isalpha() for house in houses)
    credited = is_short and (is_house or not AGENCIES.isdisjoint(map(str.casefold, houses)))
    if bar and credited and len(above.split()) >= _FEWEST_TOLD:
        return above.strip(), last.strip()
    return words, ""


def bare_credit(said: str) -> str:
    """A credit without the brackets and the label around it: "(Image: PA)"."""
    words = said.strip()
    if words[:1] + words[-1:] in {"()", "[]"} and not re.search(r"[()\[\]]", words[1:-1]):
        words = words[1:-1]
    words = _CREDIT_LABEL.sub("", words).lstrip("\u00a9: ").strip()
    return _LABEL_INSIDE.sub("", words)


def different(named: list[str]) -> list[str]:
    """The credits without their labels; one that stands in a longer one is said by that."""
    bare = [bare_credit(each) for each in named]
    keys = [letters(each) for each in bare]
    return [
        each
        for place, (each, own) in enumerate(zip(bare, keys, strict=True))
        if own
        and own not in keys[:place]
        and not any(own in other and own != other for other in keys)
    ]


def loose_credit(holder: Element, caption: str) -> str:
    """A name that stands in a figure beside its caption without any mark: "PA Media"."""
    words = seen_text(holder).replace(caption, " ").strip(" |©")
    return words if 2 < len(words) <= 60 and reads_as_names(words) else ""


def last_name(caption: Element) -> str:
    """A name in an element of its own behind the caption's last sentence: <span>Paco Ruiz</span>."""
    last = caption[-1] if len(caption) else None
    if last is None or not is_element(last) or last.tag not in {"span", "small", "em"}:
        return ""
    words, before = seen_text(last), text_of(caption).removesuffix(text_of(last)).rstrip()
    if (last.tail or "").strip():
        return ""
    if _CREDIT_LABEL.match(words) and len(words) < 160:
        return words
    if before[-1:] not in {".", "!", "?"}:
        return ""
    named = 2 <= len(words.split()) <= 6 and reads_as_names(words)
    return words if named or words.casefold() in AGENCIES else ""


def credits_in(holder: Element) -> list[str]:
    """What the page marks as a credit in a figure: by class, by itemprop, by cite in a caption."""
    if not is_element(holder) or holder.tag in {"img", "amp-img"}:
        return []
    found: dict[Element, None] = {}
    captioned = holder.find(".//figcaption") is not None
    whole = letters(text_of(holder))
    for child in holder.iterdescendants():
        if not is_element(child) or child.tag in {"img", "figure"}:
            continue
        if child.tag == "figcaption" and letters(text_of(child)) == whole:
            continue
        inner = captioned and child.tag in {"cite", "small"}
        inner = inner or (child.tag == "cite" and letters(text_of(child)) == whole)
        if (inner or is_credit(child)) and not any(one in found for one in ancestors(child, 8)):
            found[child] = None
    return [words for words in map(_without_label, found) if words and len(words) < 300]


def _without_label(credit: Element) -> str:
    """The words of a credit without a label of its field in an element of its own."""
    labels = (each for each in credit.iter("div") if "field__label" in (each.get("class") or ""))
    return seen_text(credit).removeprefix(" ".join(map(seen_text, islice(labels, 1)))).strip()


def heard_credit(holder: Element) -> str:
    """The words beside a caption, behind a label that is only heard: "Image source, "."""
    heard = (each for each in holder.iterdescendants(*_LABEL_TAGS) if is_heard_only(each))
    for label in filter(_labels_credit, islice(heard, _MOST_HEARD)):
        if any(each.tag == "figcaption" for each in ancestors(label, 4)):
            continue
        behind = "".join(text_of(each) for each in label.itersiblings() if is_element(each))
        words = f"{label.tail or ''}{behind}".strip()
        if 1 < len(words) <= _LONGEST_HEARD:
            return words
    return ""


def parted_caption(caption: Element) -> tuple[str, str]:
    """The words of a caption, and those in it behind a label of the credit that is only heard.

    What is behind such a label runs to the next one, to a line end or to the end of the label's box.
    """
    if not any(map(_labels_credit, islice(caption.iterdescendants(*_LABEL_TAGS), _MOST_HEARD))):
        return seen_text(caption), ""
    told: list[str] = []
    credited: list[str] = []
    into, box = told, None
    walk = etree.iterwalk(caption, events=("start", "end", "comment", "pi"))
    for event, each in walk:
        if event == "start":
            is_button = each.tag == "button"
            if is_button or is_heard_only(each) or _labels_credit(each):
                walk.skip_subtree()
                if not is_button:
                    into, box = credited if _labels_credit(each) else told, each.getparent()
                continue
            if each.tag == "br" and "".join(credited).strip():
                into = told
            into.append(f" {each.text or ''}" if each.tag in BLOCKS else each.text or "")
        else:
            if each is box:
                into, box = told, None
            if each is not caption:
                is_box = event == "end" and each.tag in BLOCKS
                into.append(f" {each.tail or ''}" if is_box else each.tail or "")
    words, credit = (" ".join("".join(each).split()) for each in (told, credited))
    if not 1 < len(credit) <= _LONGEST_HEARD:
        return seen_text(caption), ""
    return words, credit.rstrip(" ,;|")


def _labels_credit(element: Element) -> bool:
    """Whether all that an element says is "Image source, ", for those who hear the page."""
    return is_heard_only(element) and _HEARD_LABEL.fullmatch(text_of(element)) is not None


def is_credit(element: Element) -> bool:
    names = element.get("class") or ""
    said = f"{names} {element.get('itemprop') or ''}"
    if not _CREDIT.search(said):
        return False
    # "caption-with-credit" holds both, "caption__credit" the one
    return not names or not CAPTION.search(names) or bool(_CREDIT_PART.search(names))
