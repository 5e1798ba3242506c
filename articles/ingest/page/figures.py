"""Pictures in a page where they stand: the best address, caption, alt and credit of each."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from itertools import islice
from typing import Final

from articles.ingest.cleaning.text import reads_as_names
from articles.ingest.credits import credit_alone
from articles.ingest.leads import same_picture
from articles.ingest.page.credits import (
    CAPTION,
    SURE_CREDIT,
    bare_credit,
    credited_alt,
    credited_elsewhere,
    credits_in,
    different,
    heard_credit,
    is_credit,
    last_name,
    loose_credit,
    parted_caption,
)
from articles.ingest.page.signs import file_part, is_sign, picture_name
from articles.ingest.page.sources import address_of
from articles.ingest.page.tree import (
    Element,
    ancestors,
    is_element,
    letters,
    link_share,
    marks_of,
    property_marks_of,
    seen_text,
    text_of,
)
from articles.ingest.pictures import figure_markup

_HOLDER: Final = re.compile(
    r"caption|figure|image|photo|picture|media|bild|foto|thumb|gallery|slide|img", re.IGNORECASE
)
_MOST_IN_BOX: Final = 3
_MOST_IN_CREDIT: Final = 12
"""Words of a credit that ends in a stop; a longer one is a sentence."""
_LABELED: Final = re.compile(
    r"credits?|copyright|source|quelle|bildnachweis|fotos?|photos?|rechte|crédits?"
)
_BUTTON: Final = re.compile(
    r"(?:\b(?:buy now|buy this photo|buy photo|purchase photo|enlarge(?: this image)?|expand|view fullscreen|"
    r"read more|(?:hide|toggle) caption|(?:purchase|acquire) licensing rights)\W*)+$",
    re.IGNORECASE,
)
"""Buttons behind a caption; a second way to match the space between them would take time by powers of two."""
_KIND_LABEL: Final = re.compile(r"^(?i:image|picture|photo)\s*:\s+(?=[A-Z]\S*(?: \S+){3})")
_COUNTER: Final = re.compile(
    r"^\W*(?:(?:item|image|photo|slide) )?\d{1,3}\s*(?:/|of|von|sur|de)\s*\d{1,3}\W*", re.IGNORECASE
)
_NUMBER: Final = re.compile(r"(\d{1,3})[.:]?\s+(?=\S)")
_COUNTED: Final = re.compile(r"(?:\w+ )?\d{1,3} ?(?:of|/) ?\d{1,3}", re.IGNORECASE)
_SLIDE: Final = re.compile(r"slide|carousel|swiper|gallery|photo|image|picture", re.IGNORECASE)
_SLIDE_LINES: Final = 4
_MEDIUM: Final = re.compile(r"(?:^|\s)media(?:--type-[\w-]+)?(?=\s|$)")
"""How Drupal marks the <article> that is one picture with its words."""
_SMALL_PRINT: Final = re.compile(r"(?:^|\s)(?:text-muted|small-?text|small-?print)(?:$|\s)")
"""How sites of one family of styles set what stands right below a picture."""
_SIZED_NAME: Final = re.compile(r"[_-](?P<wide>\d{2,4})x(?P<high>\d{2,4})(?=\.\w{3,4}$)")
_FILE_NAME: Final = re.compile(r"\S{1,200}\.(?:jpe?g|png|gif|webp|avif|tiff?)", re.IGNORECASE)
_NO_HOLDERS: Final = frozenset({"body", "article", "main", "section", "html", "li", "ul", "ol"})
_NO_LINES: Final = ("p", "li", "table", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6")
"""What stands in a box that holds more than one line."""
_MOST_IMAGES: Final = 200
"""Images of a page among which the one is sought that its head names."""
_SMALLEST: Final = 90
"""Pixels: smaller things are icons, faces beside a comment, and counters."""
_BANNERS: Final = frozenset(
    {(160, 600), (120, 600), (300, 600), (300, 250), (336, 280), (970, 250), (320, 100), (250, 250)}
)
"""Sizes in which advertisements are sold (IAB); flat ones are too small anyway."""
_PORTRAIT: Final = 150
"""Pixels of the square in which a page shows a writer or a speaker, named by its alternative text."""
_PHOTO: Final = 200
"""Pixels on both sides: no sign or button is that large."""
_LABEL: Final = 24
"""Letters of a button beside a picture: "View gallery"."""
_TITLE_IN_LINK: Final = ".//h4"
_LINE: Final = 250
"""Characters of a caption that nothing marks as one."""
_LONGEST_CAPTION: Final = 1_200


@dataclass(slots=True)
class PageFigure:
    """A picture of the page with the words that belong to it."""

    address: str
    holder: Element
    """The element that holds the picture and its words; all of it is the figure."""
    caption: str = ""
    alt: str = ""
    credit: str = ""

    def to_html(self) -> str:
        """The figure as HTML."""
        caption = html.escape(self.caption)
        return figure_markup(self.address, alt=self.alt, caption=caption, credit=self.credit)


def is_picture(element: Element) -> bool:
    """Whether the element is itself a picture."""
    return element.tag in {"img", "amp-img", "amp-anim"}


def figure_at(image: Element, base: str) -> PageFigure | None:
    """The figure that an image makes; None for icons, pixels and pictures without an address."""
    address = address_of(image, base)
    if not address or _is_small(image) or is_sign(image, address, is_large=_is_large(image)):
        return None
    holder = _holder_of(image)
    figure = PageFigure(address=address, holder=holder)
    figure.alt = re.sub(r"\s+", " ", image.get("alt") or "").strip()[:1_000]
    _set_words(figure, image)
    figure.alt, told = credited_alt(figure.alt)
    figure.credit = figure.credit or told
    if _FILE_NAME.fullmatch(figure.alt) or letters(figure.alt) == letters(
        file_part(address).rpartition(".")[0]
    ):
        figure.alt = ""
    return figure


def figure_of(root: Element, address: str, base: str) -> PageFigure | None:
    """The figure of a page that shows a known picture, in whatever size."""
    for image in islice(root.iter("img", "amp-img"), _MOST_IMAGES):
        if same_picture(address, address_of(image, base)) and (found := figure_at(image, base)):
            return found
    return None


def _is_small(image: Element) -> bool:
    sizes = [(image.get(name) or "").strip().removesuffix("px") for name in ("width", "height")]
    known = [int(size) for size in sizes if size.isdecimal() and int(size)]
    if not known and (named := _SIZED_NAME.search(file_part(image.get("src") or ""))):
        known = [int(named["wide"]), int(named["high"])]
    if any(size < _SMALLEST for size in known) and not image.get("data-src"):
        return True
    if tuple(known) in _BANNERS and not (image.get("alt") or "").strip():
        return not any(each.find(".//figcaption") is not None for each in ancestors(image, 3))
    is_square = len(known) == 2 and known[0] == known[1] <= _PORTRAIT
    name = (image.get("alt") or "").strip()
    return is_square and 1 < len(name.split()) <= 4 and reads_as_names(name)


def _is_large(image: Element) -> bool:
    """Whether the page gives it the room of a photograph: then "img-share" is a photo one may share."""
    sizes = [(image.get(name) or "").strip().removesuffix("px") for name in ("width", "height")]
    return all(size.isdecimal() and int(size) >= _PHOTO for size in sizes)


def _holder_of(image: Element) -> Element:
    """The outermost element that is about this picture alone."""
    best = image
    own = letters(text_of(image))
    if (marked := _figure_around(image)) is not None:
        return marked
    for around in ancestors(image, 7):
        is_slide = around.tag in {"li", "section"} and _HOLDER.search(marks_of(around))
        is_slide = is_slide or (around.tag == "article" and _MEDIUM.search(marks_of(around)))
        if around.tag in _NO_HOLDERS and not (is_slide or _is_box_with_line(around)):
            break
        pictures = (each for each in around.iter("img", "amp-img") if not stands_in(each))
        if (
            len({image, *islice(pictures, 2)}) > 1 + stands_in(image)
            or around.find(".//iframe") is not None
        ):
            break
        words = len(letters(text_of(around))) - len(own)
        is_titled = words > _LABEL or around.find(_TITLE_IN_LINK) is not None
        if around.tag == "a" and is_titled and not _FILE_NAME.search(around.get("href") or ""):
            break  # a teaser: picture and title lead to another page
        fits = words <= _LONGEST_CAPTION and _is_caption_holder(around)
        fits = fits and (
            words < _LABEL or link_share(around) < 0.7 or around.tag in {"figure", "a"}
        )
        if not (words == 0 or fits or around.tag in {"figure", "picture", "noscript"}):
            break
        best = around
        if around.tag in {"figure", "table"}:
            break
    return best


def _figure_around(image: Element) -> Element | None:
    """The figure that holds this picture alone, what it shows and a label of its credit that is only heard."""
    around = next((each for each in ancestors(image, 7) if each.tag == "figure"), None)
    if around is None or around.find(".//figcaption") is None or not heard_credit(around):
        return None
    pictures = (each for each in around.iter("img", "amp-img") if not stands_in(each))
    named = {picture_name(address_of(each, "")) for each in (image, *islice(pictures, 4))}
    is_alone = len(named) == 1 and around.find(".//iframe") is None
    return around if is_alone and len(letters(text_of(around))) <= _LONGEST_CAPTION else None


def stands_in(element: Element) -> bool:
    """A picture for browsers without scripts, or without AMP: another one shows it already."""
    return any(around.tag in {"noscript", "amp-img"} for around in ancestors(element, 3))


def _is_caption_holder(element: Element) -> bool:
    if element.tag in {"table", "tbody", "tr", "td"}:
        small = len(text_of(element)) < 400 and element.find(".//p") is None
        return small and len(list(element.iter("tr"))) <= 2
    if element.tag == "dl":
        return True
    if _is_box_with_line(element):
        return True
    if not _HOLDER.search(property_marks_of(element)) and element.tag not in {"a", "picture"}:
        return False
    if element.find(".//p") is None or _caption_elements(element) or any(_lines_of_slide(element)):
        return True
    return len(element.findall(".//p")) == 1 and len(text_of(element)) < 400


def _lines_of_slide(element: Element) -> tuple[str, str]:
    """Caption and credit of a slide whose lines are paragraphs, one of them a counter or a credit."""
    if element.tag not in {"div", "li"} or not _SLIDE.search(marks_of(element)):
        return "", ""
    lines = [text_of(each) for each in element.findall(".//p")]
    lines = [each for each in lines if each]
    if not 1 < len(lines) <= _SLIDE_LINES or sum(map(len, lines)) > _LINE * 2:
        return "", ""
    counters = [each for each in lines if _COUNTED.fullmatch(each)]
    credited = [each for each in lines if each not in counters and credit_alone(each)]
    told = [each for each in lines if each not in counters and each not in credited]
    if not (counters or credited) or len(told) > 1:
        return "", ""
    return " ".join(told), ", ".join(map(credit_alone, credited))


def _is_box_with_line(element: Element) -> bool:
    """A box without a telling name that holds a picture and, below it, one short line that is no link."""
    if element.tag in {"p", "div", "center", "td"} and _is_line_in_small(element):
        return True
    if element.tag not in {"div", "section", "li"} or len(element) != 2:
        return False
    above, below = element
    fewest = 2 if below.tag == "small" else 10
    if not fewest < len(text_of(element)) <= _LINE:
        return False
    if element.tag != "div" and below.tag != "small":
        return False
    pictured = is_picture(above) or (
        not letters(text_of(above)) and above.find(".//img") is not None
    )
    said = pictured and is_element(below) and below.tag in {"div", "span", "small", "p", "em"}
    return (
        said and link_share(below) < 0.3 and next(below.iterdescendants(*_NO_LINES), None) is None
    )


def _is_line_in_small(element: Element) -> bool:
    """Whether an element holds a picture, a line end, and below it one line in small print or italics."""
    parts = [each for each in element if is_element(each)]
    if not 1 < len(parts) <= _MOST_IN_BOX or parts[-1].tag not in {"small", "i", "em", "span"}:
        return False
    words = text_of(parts[-1])
    if parts[-1].tag == "span" and words not in [each.get("title") for each in element.iter("img")]:
        return False  # a span is a caption if the picture itself has its words as a title
    pictured = is_picture(parts[0]) or parts[0].find(".//img") is not None
    whole = 10 < len(words) <= _LINE and letters(words) == letters(text_of(element))
    return pictured and whole and all(each.tag == "br" for each in parts[1:-1])


def _caption_elements(holder: Element) -> list[Element]:
    found = [each for each in holder.iter("figcaption") if not is_credit(each)]
    if not found:
        found = [
            child
            for child in holder.iterdescendants()
            if is_element(child)
            and CAPTION.search(property_marks_of(child))
            and text_of(child)
            and child.find(".//img") is None
        ]
    outer: dict[Element, None] = {}
    for child in found:
        if not any(around in outer for around in ancestors(child, 12)):
            outer[child] = None
    return list(outer)


def adopt_words(figure: PageFigure, element: Element) -> bool:
    """Takes a caption that the page sets behind the picture; False if the element is no caption."""
    words, labeled = parted_caption(element)
    boxes = [element, *_boxes_of(element)]
    marks = " ".join(map(marks_of, boxes))
    is_short = len(words) <= _LINE and (
        len(words.split()) <= _MOST_IN_CREDIT or words[-1] not in ".!?"
    )
    if not figure.credit and SURE_CREDIT.search(marks) and is_short and figure.caption:
        figure.credit = bare_credit(words)
        return True
    told = element.tag in {"figcaption", "h5", "h6"}
    told = told or (len(words) <= _LINE and credited_elsewhere(words)[1] != "")
    marked = told or CAPTION.search(marks) or _SMALL_PRINT.search(marks)
    if figure.caption or not marked or len(words) > 600:
        return False
    named = [labeled] if labeled else credits_in(element)
    for credit in named:
        words = words.replace(credit, " ")
    figure.caption = re.sub(r"\s+", " ", words).strip()
    figure.credit = figure.credit or bare_credit(", ".join(named))
    if not figure.credit:
        figure.caption, figure.credit = credited_elsewhere(figure.caption)
    return True


def _boxes_of(element: Element) -> list[Element]:
    """The boxes around an element that hold nothing else, and the one whose label stands before it."""
    own = letters(text_of(element))
    found: list[Element] = []
    for around in ancestors(element, 3):
        if len(around) > _MOST_IN_BOX:
            break
        whole = letters(text_of(around))
        if around.tag in _NO_HOLDERS or not (
            whole == own or _LABELED.fullmatch(whole.removesuffix(own))
        ):
            break
        found.append(around)
    return found


def _without_counters(text: str, holder: Element) -> str:
    """A caption without the number of its picture, which stands in an element of its own: "1 of 2"."""
    said = [
        each.strip(" |\xa0") for one in holder.iter("div", "span", "p") if (each := text_of(one))
    ]
    bare = text.rstrip(" |\xa0")
    for counter in said:
        if len(counter) <= _LABEL and _COUNTED.fullmatch(counter) and counter != bare:
            bare = bare.removesuffix(counter).rstrip(" |\xa0")
    if (number := _NUMBER.match(bare)) and any(
        text_of(one) == number[1] for one in holder.iter("a", "span", "b", "strong", "div")
    ):
        return bare[number.end() :]
    return bare


def _set_words(figure: PageFigure, image: Element) -> None:
    holder = figure.holder
    named = credits_in(holder)
    if heard := heard_credit(holder):
        named = [heard]
    captions = _caption_elements(holder)
    told_by_lines = _lines_of_slide(holder) if not captions and is_element(holder) else ("", "")
    if any(told_by_lines):
        text, named = told_by_lines[0], [told_by_lines[1]] if told_by_lines[1] else named
    elif captions:
        parts = [parted_caption(caption) for caption in captions if not is_credit(caption)]
        text = " ".join(words for words, _ in parts)
        named = [credit for _, credit in parts if credit] or named
    elif holder is not image and holder.tag not in {"a", "noscript", "picture"}:
        text = seen_text(holder)
    else:
        text = ""
    text = text or image.get("data-caption") or image.get("data-image-caption") or ""
    if not text and holder is not image:
        links = [each for each in (holder, *holder.iterdescendants("a")) if each.tag == "a"]
        text = next((said for each in links if (said := each.get("data-caption"))), "")
    told = [each for each in holder.iter("div", "span", "figcaption") if each.get("data-c-caption")]
    if told and not text:
        text, named = told[0].get("data-c-caption") or "", [told[0].get("data-c-credit") or ""]
    text = _without_counters(re.sub(r"<[^<>]{0,500}>", " ", text[:6_000]).strip(), holder)
    if captions and not named:
        loose = loose_credit(holder, text) or last_name(captions[-1])
        named = [loose] if loose else []
    text = _BUTTON.sub("", re.sub(r"\s+", " ", text).strip())
    for credit in named:
        text = text.replace(credit, " ") if len(credit) > 2 else text
    text = _BUTTON.sub("", re.sub(r"\s+", " ", text).strip())
    text = _KIND_LABEL.sub("", text)
    figure.caption = _COUNTER.sub("", text).strip(" |,\u00b7")[:3_000]
    said = (
        ", ".join(different([_BUTTON.sub("", each) for each in named]))
        or image.get("data-credit")
        or image.get("data-copyright")
        or image.get("data-portal-copyright")
        or ""
    )
    figure.credit = bare_credit(said[:500])
    if not figure.credit:
        figure.caption, figure.credit = credited_elsewhere(figure.caption)
    if letters(figure.caption) == letters(figure.credit):
        figure.caption = ""
    if figure.caption and not letters(figure.caption):
        figure.caption = ""
