"""A web page as a tree: parsed within limits, freed of what no reader sees; small questions about it."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from itertools import islice
from typing import Final, TypeAlias

from lxml import etree, html

from articles.body.markup.formulas import with_formulas_in_words
from articles.body.markup.rules import formula_of, is_emoji
from articles.ingest.limits import LIMITS
from articles.ingest.markup_guard import fault_of_markup

Element: TypeAlias = etree._Element

_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BACKGROUND: Final = re.compile(
    r"background(?:-image)?\s*:[^;]*?url\(\s*[\"']?(?P<url>[^\"')\s]{1,2000})[\"']?\s*\)",
    re.IGNORECASE,
)
_PLACE: Final = re.compile(r"(?:^|[\s_-])(?:location-?stamp|dateline|place-?line)(?:$|\s)")
_UNSEEN: Final = frozenset(
    {"script", "style", "template", "svg", "math", "canvas", "object", "applet"}
)
_NEW_TAB: Final = re.compile(
    r"\W{0,3}opens (?:in )?(?:a )?new (?:tab|window)\W{0,2}", re.IGNORECASE
)
"""What links say to those who hear a page."""
_HEARD: Final = re.compile(
    r"(?:^|[\s_-])(?:visually-?hidden|sr-only|screen-?reader(?:-text|-only)?|element-invisible)(?:$|[\s_-])",
    re.IGNORECASE,
)
_OF_CREDIT: Final = re.compile(
    r"credit|crédit|copyright|source|quelle|(?:photo|foto|bild|image)(?:graph)?:|\u00a9",
    re.IGNORECASE,
)
_SHOWN_LATER: Final = re.compile(
    r"lazy|gallery|slide|carousel|article|story|content|body|paywall|premium|expand|more",
    re.IGNORECASE,
)
_SHOWN_BY_SCRIPT: Final = ("data-src", "data-lazy-src", "data-original", "data-srcset")
"""Where a picture's address waits until the reader has come near; some pages hide the picture until then."""
_NO_CHARACTERS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What a tree may not hold: XML 1.0, production 2."""
_SAYING: Final = (
    "class", "id", "role", "data-component", "data-component-name", "data-qa", "data-testid", "data-gu-name",
)  # fmt: skip
_MAIL_LABEL: Final = re.compile(
    r"(?:enter )?your e-?mail(?: address)?\W{0,3}|enter e-?mail(?: address)?|(?:deine|ihre) e-?mail-?adresse\W{0,3}|"
    r"votre adresse e-?mail\W{0,3}|tu correo electrónico\W{0,3}",
    re.IGNORECASE,
)
_SIGN_UP: Final = re.compile(
    r"sign (?:me )?up(?: (?:now|here|for free|today))?|subscribe(?: now)?|(?:jetzt )?(?:abonnieren|anmelden)|"
    r"s[’']inscrire|s[’']abonner|suscr[ií]b(?:ete|irme|irse)|iscriviti|inscreva-se|assine|aanmelden|zapisz się",
    re.IGNORECASE,
)
"""The whole of a button."""
_LETTER: Final = re.compile(
    r"newsletter|e-?mail|inbox|briefing|reprints|sign (?:me )?up|subscri|abonn|anmeld|inscri|suscri|iscri|assin|zapis",
    re.IGNORECASE,
)
"""What the words beside such a button speak of; any other button may belong to a story."""
_FIELDS: Final = 20
_LABELS: Final = ("label", "div", "span", "p", "a", "button")
_LONGEST_BUTTON: Final = 60
_INVITATION: Final = 300
"""Characters of a box that asks for a mail address."""
_NO_BOXES: Final = frozenset({"body", "html", "main", "article"})
_LISTS: Final = frozenset({"ul", "ol", "menu", "dir"})
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_INITIAL: Final = 2
"""Signs of a drop cap, with the mark of a quotation before it."""
_APOSTROPHES: Final = ("'", "\u2019")
_NO_LETTERS: Final = re.compile(r"[\W_]+")
_SPACES: Final = re.compile(r"\s+")
_SIGNS: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_SYLLABLES: Final = re.compile("[\uac00-\ud7a3]")
_ENDED: Final = re.compile(r"[.!?\u2026][\"'\u201d\u2019\u00bb\u00ab)]*$|[\u201d\u00bb\u00ab]$")

BLOCKS: Final = frozenset(
    """
    address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre section summary table
    tbody td tfoot th thead tr ul amp-carousel iframe amp-iframe picture img amp-img video
    amp-youtube amp-vimeo amp-twitter amp-instagram
    """.split()
)


class PageTooBig(ValueError):
    """More elements than a page may have."""


def parse_page(text: str) -> Element | None:
    """The page's root element, None if there is none. Raises PageTooBig."""
    limit = LIMITS["page_elements"]
    over = text.count("<") - text.count("</") > limit
    fault = f"The page has more than {limit:,} elements." if over else fault_of_markup(text)
    if fault:
        raise PageTooBig(fault)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", _NO_CHARACTERS.sub("", text))
    text = with_formulas_in_words(text, is_page=True)
    parser = html.HTMLParser(encoding="utf-8", huge_tree=False, no_network=True, recover=True)
    try:
        root: Element | None = html.document_fromstring(
            text.encode("utf-8", "replace"), parser=parser
        )
    except (etree.LxmlError, ValueError):
        return None
    return root


def is_element(element: Element) -> bool:
    """Whether this is an element and no comment or processing instruction."""
    tag: object = element.tag
    return isinstance(tag, str)


def elements_at(root: Element, path: str) -> list[Element]:
    """The elements that an XPath names."""
    result = root.xpath(path)
    return (
        [each for each in result if isinstance(each, etree._Element)]
        if isinstance(result, list)
        else []
    )


def prune(root: Element) -> None:
    """Takes out, in place, what is not shown: scripts, styles, comments, hidden elements.

    JSON-LD must have been read before. Text after a removed element stays.
    """
    for line_end in root.iter("br"):  # so that the words before and behind it stay two
        line_end.tail = "\n" + (line_end.tail or "")
    worded: dict[Element, bool] = {}
    for image in list(root.iter("img")):
        _set_drawn_words(image, worded)
    for painted in elements_at(root, "//*[@role='img' and contains(@style,'url(')]"):
        _show_background(painted)
    for place in root.iter("span", "b", "strong"):
        glued = (place.tail or " ")[0].isalpha() and text_of(place)[-1:].isalpha()
        if glued and _PLACE.search(place.get("class") or ""):
            place.tail = f" \u2013 {place.tail}"  # a style sheet parts it from the text
    for field in elements_at(root, "//input[@type='email' or @name='email']")[:_FIELDS]:
        _mark_form(field)
    for field in list(islice(filter(_asks_for_mail, root.iter(*_LABELS)), _FIELDS)):
        _mark_form(field, words=(field.text or "").strip())
    doomed = [element for element in root.iter() if _is_unseen(element)]
    for element in doomed:
        drop(element)
    for entry in list(root.iter("li")):
        _gather_entries(entry)


def _set_drawn_words(image: Element, worded: dict[Element, bool]) -> None:
    """A formula or an emoji that stands in a line of words becomes the words that it draws.

    `worded` keeps which blocks hold words: thousands of pictures may stand in one.
    """
    attributes = {str(name): str(value) for name, value in image.attrib.items()}
    words = attributes.get("alt", "").strip() if is_emoji(attributes) else formula_of(attributes)
    if not words:
        return
    around = next((each for each in ancestors(image) if each.tag in BLOCKS), None)
    if around is None or around.tag in {"figure", "picture"}:
        return
    if around not in worded:
        worded[around] = bool(text_of(around).strip())
    if not worded[around]:
        return
    image.tail = f"{words}{image.tail or ''}"
    drop(image)


def _gather_entries(first: Element) -> None:
    """Sets a list around entries that stand in none, as browsers show them."""
    around = first.getparent()
    if around is None or around.tag in _LISTS:
        return
    box = around.makeelement("ul", {})
    first.addprevious(box)
    entry: Element | None = first
    while entry is not None and entry.tag == "li":
        following = entry.getnext()
        box.append(entry)
        if (entry.tail or "").strip():
            box.tail, entry.tail = entry.tail, None
            return
        entry = following


def _asks_for_mail(element: Element) -> bool:
    """Whether all that an element says is the label of a field for a mail address, or of its button."""
    words = "" if len(element) else (element.text or "").strip()[:_LONGEST_BUTTON]
    return bool(_MAIL_LABEL.fullmatch(words) or _SIGN_UP.fullmatch(words))


def _mark_form(field: Element, *, words: str = "") -> None:
    """Calls the box around a field for a mail address what it is: an invitation to a newsletter.

    Of a button with the given words it is the nearest box that says for what.
    """
    box: Element | None = None
    is_button = bool(_SIGN_UP.fullmatch(words))
    for around in ancestors(field, 6):
        if around.tag in _NO_BOXES or len(text_of(around)) > _INVITATION:
            break
        if any(around.find(f".//{tag}") is not None for tag in ("h1", "img", "article")):
            break
        if not is_button:
            box = around
        elif around.tag in BLOCKS and _LETTER.search(text_of(around).replace(words, "", 1)):
            box = around
            break
    if box is not None:
        box.set("class", f"{box.get('class') or ''} newsletter".strip())


def _show_background(element: Element) -> None:
    """An image for a picture that a page paints behind an empty element: <div role="img">."""
    found = _BACKGROUND.search(element.get("style") or "")
    if found and element.find(".//img") is None and not text_of(element):
        image = element.makeelement("img", {"src": found["url"]})
        image.set("alt", element.get("aria-label") or "")
        element.append(image)


def drop(element: Element) -> None:
    """Removes an element and keeps the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    tail = element.tail
    if tail:
        previous = element.getprevious()
        if previous is None:
            parent.text = (parent.text or "") + tail
        else:
            previous.tail = (previous.tail or "") + tail
    parent.remove(element)


def _is_unseen(element: Element) -> bool:
    if not is_element(element) or element.tag in _UNSEEN:
        return True
    if element.tag == "a" and _is_anchor(element):
        return True
    if element.tag == "span" and _NEW_TAB.fullmatch(text_of(element)):
        return True
    if element.tag in {"html", "body"}:
        return False
    if element.tag == "link" or element.tag == "meta":
        return False
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
        if element.tag == "img" and any(element.get(name) for name in _SHOWN_BY_SCRIPT):
            return False
        # Scripts open galleries and "read more" parts: their text is part of the story.
        fewest = 200 if len(element.findall(".//p")) < 2 else 100
        return not _SHOWN_LATER.search(marks_of(element)) or len(text_of(element)) < fewest
    if element.get("aria-hidden") != "true" or elements_at(element, ".//img|.//p"):
        return False
    if element.tag == "figcaption" or _begins_word(element):
        return False
    in_caption = any(around.tag == "figcaption" for around in ancestors(element, 3))
    return not in_caption or len(text_of(element).split()) < 3  # a caption is seen, not heard twice


def _is_anchor(link: Element) -> bool:
    """The sign beside a heading that leads to this same heading: "#", "\u00b6"."""
    around = link.getparent()
    is_beside = around is not None and around.tag in _HEADINGS and len(around) == 1
    return is_beside and (link.get("href") or "").startswith("#") and not letters(text_of(link))


def _begins_word(element: Element) -> bool:
    """Whether it is a drop cap: one letter without which the word behind it is cut."""
    initial = text_of(element)
    if len(letters(initial)) != 1 or len(initial) > _INITIAL:
        return False
    following = element.getnext()
    behind = element.tail or (text_of(following) if following is not None else "")
    begins = behind[:1].isalpha() or behind[:1] in _APOSTROPHES
    if initial.isupper() and behind[:1] == " " and behind[1:2].islower():
        return True  # "A bridge"
    return begins and (behind[:1].islower() or letters(behind[:1]) != letters(initial))


def property_marks_of(element: Element) -> str:
    """The marks of an element together with the property that it is marked as."""
    return f"{marks_of(element)} {element.get('itemprop') or ''}"


def marks_of(element: Element) -> str:
    """Class, id, role, component and test name of an element, by which pages say what it is."""
    said = (element.get(name) or "" for name in _SAYING)
    return " ".join(said)[:1_000]


def text_of(element: Element) -> str:
    """All words in an element, spaces made single."""
    return _SPACES.sub(" ", "".join(str(piece) for piece in element.itertext())).strip()


def spaced_text(element: Element) -> str:
    """All words in an element; parts of their own, and what follows a sentence's end, stand apart."""
    parts: list[str] = []

    def weave(part: Element) -> None:
        if part is not element and (part.tag in BLOCKS or _ENDED.search("".join(parts[-2:]))):
            parts.append(" ")
        parts.append(part.text or "")
        for child in part:
            if is_element(child):
                weave(child)
            parts.append(child.tail or "")
        if part.tag in BLOCKS:
            parts.append(" ")

    weave(element)
    return _SPACES.sub(" ", "".join(parts)).strip()


def seen_text(element: Element) -> str:
    """`spaced_text` without buttons and without labels that only those hear who do not see the page."""
    unseen = [each for each in element.iterdescendants() if is_element(each) and _is_heard(each)]
    if not unseen:
        return spaced_text(element)
    clone = copy.deepcopy(element)
    clone.tail = None
    for each in [each for each in clone.iterdescendants() if is_element(each) and _is_heard(each)]:
        drop(each)
    return spaced_text(clone)


def is_heard_only(element: Element) -> bool:
    """Whether only those hear an element's words who do not see the page."""
    return _HEARD.search(element.get("class") or "") is not None


def _is_heard(element: Element) -> bool:
    if element.tag == "button":
        return True
    # "Image credit: " is a label that tells the caption from the credit behind it
    return is_heard_only(element) and not _OF_CREDIT.search(text_of(element))


def letters(text: str) -> str:
    """Letters and digits only, without case: what two texts must share to be the same."""
    return _NO_LETTERS.sub("", text.casefold())


def weight(key: str) -> int:
    """How many letters of an alphabet some letters are worth: a sign of Chinese is a word, one of Korean a syllable."""
    return len(key) + 2 * len(_SIGNS.findall(key)) + len(_SYLLABLES.findall(key))


def link_share(element: Element) -> float:
    """The share of an element's letters that stand in links, 0 to 1."""
    whole = len(letters(text_of(element)))
    linked = sum(len(letters(text_of(link))) for link in element.iter("a"))
    return linked / whole if whole else 0.0


def ancestors(element: Element, limit: int = 60) -> Iterator[Element]:
    """The elements around this one, nearest first."""
    parent = element.getparent()
    while parent is not None and limit:
        yield parent
        parent = parent.getparent()
        limit -= 1


def has_block(element: Element) -> bool:
    """Whether block elements stand inside."""
    return any(child.tag in BLOCKS for child in element.iterdescendants())
