"""What each element and attribute of markup means to a body, as tables; nothing is built here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from unicodedata import category
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

Attributes = Mapping[str, str]

HEADINGS = {"h1": 2, "h2": 2, "h3": 3, "h4": 4, "h5": 4, "h6": 4}

MARKS = {"b": "strong", "strong": "strong", "i": "emphasis", "em": "emphasis", "cite": "emphasis"}

_LINES = """
    address article body caption center dd details dialog dir div dl dt fieldset figcaption figure
    footer header hgroup legend li main menu nav p pre section summary table tbody tfoot thead
"""
LINE_ELEMENTS = frozenset(_LINES.split())
"""Elements that begin and end a paragraph of their own."""

DROPPED: Mapping[str, str] = {
    "head": "",
    "title": "",
    "script": "scripts are not kept",
    "style": "styles are not kept",
    "template": "templates are not shown on the page",
    "svg": "drawings in markup are not kept",
    "math": "formulas in markup are not kept",
    "canvas": "drawings by script are not kept",
    "applet": "plug-ins are not kept",
    "video": "video files are not kept; link or embed them",
    "audio": "sound files are not kept; link or embed them",
    "noscript": "shown only where scripts are off",
    "button": "form controls are not kept",
    "select": "form controls are not kept",
    "textarea": "form controls are not kept",
    "datalist": "form controls are not kept",
    "option": "form controls are not kept",
    "del": "struck out in the source",
}
"""Element to the reason why it is left out with all that stands in it; empty: not worth telling."""

EMBED_CLASSES = re.compile(r"\b(twitter-(tweet|video)|instagram-media|tiktok-embed|bluesky-embed"
                           r"|mastodon-embed)\b")  # fmt: skip
PULL_QUOTE_CLASSES = re.compile(r"\b(wp-block-pullquote|pull-?quote)\b", re.IGNORECASE)
QUOTED_CLASSES = re.compile(
    r"(?:^|[\s_-])(?:attribution|citation|cite|(?:block)?quote[-_]{0,2}(?:author|source|speaker|cite|byline))(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Whose words a quotation has, in a box of its own."""
REFERENCE_CLASSES = re.compile(r"(?:^|[\s_-])(?:citation|cite)(?:$|[\s_-])", re.IGNORECASE)
"""The same names where papers of scholars have a source in the middle of a sentence."""
PULLED_BOX = re.compile(
    r"(?:^|\s)(?!(?:has|have|with|without|no|contains|supports)[-_])(?:\w{1,30}-{1,2}){0,4}pull-?quote"
    r"(?:[-_]{1,2}(?:block|box|container|wrap|wrapper|inner|outer|body|content|module|left|right|center|full|wide))?"
    r"(?:$|\s)",
    re.IGNORECASE,
)
"""A class that names the box itself; "has-pull-quote" is said of what a pull quote stands in."""
CAPTION_CLASSES = re.compile(r"\b(?:wp-caption-text|wp-element-caption|tr-caption)\b(?!-)")
CAPTIONED_CLASSES = re.compile(r"\b(?:wp-caption\b(?!-)|tr-caption-container\b)")
CREDIT_CLASSES = re.compile(
    r"(?:^|[\s_-])(?:credits?|photographer|photo-?credit|copyright|image-source)(?:$|[\s_-])",
    re.IGNORECASE,
)
WORD_CAPTION_CLASS = re.compile(r"\bMsoCaption\b")
EMOJI_CLASSES = re.compile(r"\b(emoji|wp-smiley)\b")

_NOTE_PLACE = re.compile(
    r"#(?:_(?:ftn|edn)(?:ref)?\d|ftnt(?:_ref)?\d|sd(?:foot|end)note\d|cite_(?:note|ref)-|"
    r"footnote(?:-anchor|-ref)?[-_]\d|fn(?:ref)?[:_-]?\d|easy-footnote)"
)
"""The two ends of a footnote as Word, Google Docs, LibreOffice and wikis name them."""
_COMMENT_PLACE = re.compile(r"#_mso(?:com|anchor)_\d")

_WEIGHT = re.compile(r"(?<![\w-])font-weight\s*:\s*(\w+)")
"""Not Word's mso-bidi-font-weight: that is of text from right to left, in bold words of any other."""
_SLANT = re.compile(r"(?<![\w-])font-style\s*:\s*(\w+)")
_HIDDEN = re.compile(r"(?<![\w-])(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)")
_WORD_LEVEL = re.compile(r"mso-list\s*:[^;]*\blevel([1-9])")
_LONGEST_STYLE = 4_000
_LONGEST_SRCSET = 20_000
_DENSEST = 10
"""A candidate's number below is a density (2x), above a width in pixels."""
_WIDE = 1000
"""Pixels; no page's plain address leads to a picture that is wider by far."""
_PICTURE_ATTRIBUTES = ("data-src", "data-lazy-src", "data-original", "data-orig-file", "src")
_TAB_OR_LINE = re.compile("[\t\r\n]")
_PLAIN_FIGURES = "0123456789+-=()"
SMALL_FIGURES = {
    "sub": (_PLAIN_FIGURES, "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"),
    "sup": (_PLAIN_FIGURES, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾"),
}
"""Element to the figures it sets small, before and after: a body has no mark for them."""


def style_of(attributes: Attributes) -> str:
    """The inline style in small letters, at most its first 4,000 characters."""
    return attributes.get("style", "")[:_LONGEST_STYLE].lower()


def marks_of(tag: str, attributes: Attributes) -> dict[str, bool]:
    """Marks that an element switches on (True) or off (False) for the text in it.

    An inline weight or slant overrules the element: Google Docs wraps a whole paste in
    `<b style="font-weight:normal">`.
    """
    switched: dict[str, bool] = {}
    if tag in MARKS:
        switched[MARKS[tag]] = True
    style = style_of(attributes)
    if weight := _WEIGHT.search(style):
        bold = weight[1] in ("bold", "bolder") or (weight[1].isdigit() and int(weight[1]) >= 600)
        switched["strong"] = bold
    if slant := _SLANT.search(style):
        switched["emphasis"] = slant[1] in ("italic", "oblique")
    return switched


def is_hidden(attributes: Attributes) -> bool:
    """Whether the source page does not show the element."""
    return "hidden" in attributes or _HIDDEN.search(style_of(attributes)) is not None


def left_out(tag: str, attributes: Attributes) -> tuple[str, str] | None:
    """What an element is called that has no place in a body, and the reason; None for any other."""
    if "data-formula-twin" in attributes:
        return tag, ""  # its words stand beside it
    if is_hidden(attributes):
        return tag, "hidden on the source page"
    if tag == "a":
        place = attributes.get("href", "").strip()
        if _NOTE_PLACE.match(place):
            return "footnote", "a story has no footnotes; a note that came along is a paragraph"
        if _COMMENT_PLACE.match(place):
            return "comment", "comments in the margin are not kept"
    style = style_of(attributes).replace(" ", "") if tag in ("div", "span") else ""
    if "mso-element:comment-list" in style:
        return "comment", "comments in the margin are not kept"
    if "mso-special-character:comment" in style:
        return tag, ""
    return (tag, DROPPED[tag]) if tag in DROPPED else None


_LONGEST_EMOJI = 8
_SIGNS = frozenset({"So", "Sk", "Cf", "Mn", "Me"})
"""Categories of the characters an emoji is made of."""
_LONGEST_FORMULA, _LONGEST_ADDRESS = 600, 300
_FORMULA_CLASS = re.compile(
    r"(?:^|[\s_-])(?:math|tex|latex|katex|mathjax|formula|equation|mwe-math)(?:$|[\s_-])",
    re.IGNORECASE,
)
_FORMULA_ADDRESS = re.compile(
    r"/(?:math/render|gif\.latex|png\.latex|svg\.(?:la)?tex|latex(?:\.php)?|mimetex(?:\.cgi)?|mathtex(?:\.cgi)?|"
    r"svg\.image)(?:[/?]|$)|[?&]latex=",
    re.IGNORECASE,
)
"""Services that draw a formula from its words."""
_TEX = re.compile(r"\\[a-zA-Z]{2,}|^\$[^$]+\$$|[\w)}]\^[\w{(]|\w_\{")
"""A command of TeX, a dollar at either end, a power or an index."""
_FILE = re.compile(r"^[A-Za-z]:\\|\.(?:jpe?g|png|gif|webp|tiff?|bmp|svg)$", re.IGNORECASE)
"""The name of a file where its alternative text should stand, with the strokes of Windows."""
_PROSE = re.compile(r"(?<![\w\\{^])[^\W\d_]{3,}(?= |$)")
"""A word that is no command and no index."""
_PHRASE = 3
"""Words of what a picture shows: a class may name a lesson or a race ("math", "formula-1")."""
_DISPLAY_STYLE = re.compile(r"\{\\(?:displaystyle|textstyle) (?P<formula>.*)\}", re.DOTALL)


def is_note_line(attributes: Attributes) -> bool:
    """Whether a rule is the short line that Word draws over its footnotes."""
    return attributes.get("width") == "33%" and attributes.get("align") == "left"


def word_list_level(attributes: Attributes) -> int:
    """The level (1 to 9) of a paragraph that Word means as a list item; 0 for any other."""
    found = _WORD_LEVEL.search(style_of(attributes))
    if found:
        return int(found[1])
    return 1 if attributes.get("class", "").startswith("MsoListParagraph") else 0


def picture_address(attributes: Attributes, base_url: str) -> str:
    """The best address of an img, resolved; empty for a placeholder inside the markup itself."""
    candidates = [attributes.get(name, "").strip() for name in _PICTURE_ATTRIBUTES]
    plain = candidates.pop()
    widest, is_better = _widest(
        attributes.get("data-srcset") or attributes.get("srcset", ""), plain
    )
    for address in (*candidates, *((widest, plain) if is_better else (plain, widest))):
        if address.lower().startswith(
            "file:"
        ):  # on the disk of who copied it: that is nobody's business
            return unquote(re.split(r"[/\\]", address)[-1])
        if address and not address.startswith(("data:", "blob:", "about:")):
            return resolved(address, base_url)
    return ""


def _widest(srcset: str, plain: str) -> tuple[str, bool]:
    """The largest candidate of a srcset, and whether it is surely larger than the plain address.

    Its entries are divided by a comma and a space, or by one before an address with its host.
    """
    best, best_size, is_listed = "", -1.0, False
    for entry in re.split(r",\s+|,(?=https?:|//)", srcset[:_LONGEST_SRCSET]):
        url, *sizes = entry.strip().rstrip(",").split()[:2] or [""]
        number = re.fullmatch(r"([0-9]{1,6}(?:\.[0-9]{1,3})?)[wx]", sizes[0]) if sizes else None
        size = float(number[1]) if number else 0.0
        is_listed = is_listed or url == plain
        if url and size > best_size:
            best, best_size = url, size
    return best, is_listed or 1 < best_size < _DENSEST or best_size >= _WIDE


def formula_of(attributes: Attributes) -> str:
    """The formula that an img draws, as its alternative text says it; "" for every other picture."""
    alt = attributes.get("alt", "").strip()
    if not alt or len(alt) > _LONGEST_FORMULA:
        return ""
    is_named = _FORMULA_CLASS.search(attributes.get("class", "")) is not None
    drawn = _FORMULA_ADDRESS.search(attributes.get("src", "")[:_LONGEST_ADDRESS])
    told = is_named and len(_PROSE.findall(alt)) < _PHRASE
    if _FILE.search(alt) or not (drawn or told or _TEX.search(alt)):
        return ""
    styled = _DISPLAY_STYLE.fullmatch(alt)
    return styled["formula"].strip() if styled else alt


def is_emoji(attributes: Attributes) -> bool:
    """Whether an img is drawn for a sign of the text: an emoji by its class or its alternative text."""
    alt = attributes.get("alt", "").strip()
    signs = 0 < len(alt) <= _LONGEST_EMOJI and all(category(each) in _SIGNS for each in alt)
    return signs or EMOJI_CLASSES.search(attributes.get("class", "")) is not None


def is_tracking_pixel(attributes: Attributes) -> bool:
    """Whether an img is too small to be seen."""
    sizes = (attributes.get(name, "").strip().removesuffix("px") for name in ("width", "height"))
    return any(size in ("0", "1") for size in sizes)


def resolved(address: str, base_url: str) -> str:
    """The address as the source page means it, without the redirect that Google Docs adds."""
    address = _TAB_OR_LINE.sub("", address.strip())
    try:
        joined = urljoin(base_url, address) if base_url else address
        parts = urlsplit(joined)
        if parts.hostname in ("www.google.com", "google.com") and parts.path == "/url":
            query = parse_qs(parts.query)
            return (query.get("q") or query.get("url") or [joined])[0]
    except ValueError:
        return address
    return joined
