"""Who wrote a page's story, as the page prints it near the headline."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from articles.ingest.cleaning.head_elsewhere import LABELLED_NAME
from articles.ingest.cleaning.text import reads_as_names, tidy
from articles.ingest.credit_names import names_of_writers
from articles.ingest.page.asides import is_comment
from articles.ingest.page.head import around
from articles.ingest.page.tree import (
    Element,
    ancestors,
    drop,
    elements_at,
    is_element,
    letters,
    marks_of,
    spaced_text,
    text_of,
)
from articles.ingest.plain import plain
from articles.ingest.stand_ins import is_log_in

_BYLINE: Final = re.compile(
    r"byline|(?:^|[\s_-])(?:author(?:s|-?name|_name)?|p-author|fn|writer|autor(?:en|in)?|auteur|autore|creator|"
    r"post-?author|entry-?author|article-?author|posted-?by|writtenby|contributor|verfasser|submitted|username|"
    r"signature|firma|reader-credits)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NOT_A_NAME: Final = re.compile(
    r"^(?:admin(?:istrator)?|redaktion|editor(?:s|ial)?|staff|webmaster|author|autor|guest|user|anonymous|unknown|"
    r"all posts|view all|mehr|read more|comments?|kommentare?|permalink|share|home|about|über|the author|\W+)$"
    r"|\d{4}|https?:|@",
    re.IGNORECASE,
)
_BY: Final = (
    r"(?:posted by|written by|as told to|words by|by|geschrieben von|verfasst von|veröffentlicht von|"
    r"erstellt von|gespeichert von|eingestellt von|beitrag von|artikel von|text von|von|publié par|écrit par|"
    r"par|publicado por|escrito por|por|scritto da|di|geschreven door|door|"
    r"skrevet av|av|författare|autor(?:in)?|author|text|texte|testo|writer)"
)
_BY_TEXT: Final = re.compile(
    rf"(?:^|[\s|\u00b7\u2022(]){_BY}\s*:?\s+(?P<name>\S.{{1,120}})", re.IGNORECASE
)
_AFTER_NAME: Final = re.compile(
    r"\s*(?:[|\u00b7\u2022(/]|\s[-\u2013\u2014]\s|\b(?:(?-i:on|am|le|el|il|op|den|in|at|um)|(?-i:ON|IN|AT)(?=\s)|"
    r"(?:on|am|in|at|um)(?=\s+(?:[^\W\d]{3,10}\.?,?\s+)?\d)|(?:le|el|il|op|den)(?=\s+\d)|"
    r"updated|published|posted|aktualisiert|veröffentlicht|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|\d)",
    re.IGNORECASE,
)
_PICTURE_BY: Final = re.compile(
    r"\b(?:photo|photograph|picture|image|illustration|graphic|video)s?(?:graphs?|graphy)? by\b",
    re.IGNORECASE,
)
_WORDS_TOO: Final = re.compile(r"\b(?:text|words|story|reporting)\b", re.IGNORECASE)
_TITLED: Final = re.compile(r"^\W*(?P<name>[가-힣]{2,4})\s?(?:선임)?기자(?:\s.{0,60})?$")
"""A Korean reporter's name before the title."""
_SIGNED: Final = re.compile(
    r"^\W*(?:[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}\W+)?"
    r"(?:(?:Posted|Published|Submitted|Updated) .{0,50}?\s)?"
    r"(?:[\w-]+\s){0,3}(?:[Bb]y|BY|[Vv]on|[Pp]ar|[Pp]or)\s+(?P<name>[A-ZÀ-Þ][\w.\u2019'-]+(?:\s+[A-ZÀ-Þ][\w.\u2019'-]+){1,3})"
    r"(?:\W*|\s*[,|\u00b7\u2022]\s.{1,80}|\s[\u2013\u2014]\s.{1,80})$"
)
_BESIDE: Final = re.compile(
    r"(?:^|[\s_-])(?:date|time|timestamp|source|outlet|publication)(?:$|\s)", re.IGNORECASE
)
"""Classes of what stands beside a name in a byline: when, and for which house."""
_HELPED: Final = re.compile(
    r"\b(?:edit(?:ed|ing)|curated|reviewed|(?:fact-?)?checked|translated|compiled) by\W*$",
    re.IGNORECASE,
)
_MAIL: Final = re.compile(r"\S{1,80}@\S{1,80}")
_NEAR: Final = 40
_LONGEST_TITLED: Final = 12
"""Signs of a name and its title."""
_MOST_BESIDE: Final = 6
_NAME_PART: Final = re.compile(r"(?:first|last|given|family|sur)-?name", re.IGNORECASE)
_LOGIN: Final = re.compile(
    r"\W*(?:(?:posted|published|submitted|written|added|created|veröffentlicht|geschrieben|erstellt|publié|posté|"
    r"écrit|publicado|escrito|enviado) (?:in (?-i:[A-ZÀ-Þ]).{1,59} )?)?"
    r"(?:by|von|par|por) (?P<name>(?-i:[a-z])[\w.-]{2,30}) "
    r"(?:on|am|le|el) [^\s].{0,24}\d{4}\W*",
    re.IGNORECASE,
)
"""A whole line; "... was closed by police on 4 May 2021" ends a sentence."""
_PLACE_BEFORE: Final = re.compile(
    r"[\u0600-\u06ff]{2,20} ?[-–—:] ?(?P<name>[\u0600-\u06ff]{2,20}(?: [\u0600-\u06ff]{2,20}){1,3})"
)
"""Where a story was filed, before who wrote it, as papers in Arabic print it."""
_TO_THE_RIGHT: Final = re.compile(r"text-align:\s*(?:right|end)\b", re.IGNORECASE)
_PICTURED: Final = re.compile(r"caption|photo|image|figure|gallery", re.IGNORECASE)
_SIGNATURE: Final = 90
"""Characters of a line that holds a signature."""
_AUTHOR_LINK: Final = re.compile(
    r"/(?:authors?|autor(?:en|es)?|auteurs?|users?|profile|people|redaktion|staff|contributors?)/[^/]",
    re.IGNORECASE,
)


def byline_of(root: Element, heading: Element | None, container: Element | None) -> str:
    """The byline as printed near the headline, else at the story's end; "" where none is found."""
    login = ""
    for element in _candidates(root, heading):
        name = _names_in(element)
        if element.tag == "a" and name and (beside := element.getparent()) is not None:
            together = _names_in(beside)
            name = together if name in together.split(", ") else name
        if name.islower() and " " not in name:
            login = login or ("" if is_comment(element) else name)
            continue
        if name and not is_comment(element):
            return ", ".join(dict.fromkeys([*name.split(", "), *_names_beside(element)]))
    return _signature(container, heading) or login or _login_below(heading)


def reporters_below(heading: Element | None) -> list[str]:
    """Those whom the lines below a headline name with a reporter's title, in Korean: the head often names the house."""
    below = (
        elements_at(heading, f"following::*[position()<={_NEAR}]") if heading is not None else []
    )
    lines = (text_of(each) for each in below if not len(each) and not is_comment(each))
    found = (_TITLED.fullmatch(line) for line in lines if len(line) <= _LONGEST_TITLED)
    return list(dict.fromkeys(each["name"] for each in found if each))


def _login_below(heading: Element | None) -> str:
    """A log-in name in the line under the headline that says by whom and on which day."""
    below = elements_at(heading, "following::*[position()<=8]") if heading is not None else []
    lines = (text_of(each) for each in below if not is_comment(each))
    found = (_LOGIN.fullmatch(line) for line in lines if len(line) <= _SIGNATURE)
    return next((each["name"] for each in found if each), "")


def _names_beside(element: Element) -> list[str]:
    """The names in boxes that are set like the one around a byline and follow it: one box a writer."""
    for box in (element, *ancestors(element, 2)):
        if not _BYLINE.search(box.get("class") or ""):
            continue
        twins = [
            each
            for each in islice(box.itersiblings(), _MOST_BESIDE)
            if is_element(each) and each.tag == box.tag and marks_of(each) == marks_of(box)
        ]
        names = [name for each in twins if " " in (name := _names_in(each))]
        if names:
            return names
    return []


def _candidates(root: Element, heading: Element | None) -> Iterator[Element]:
    """What is marked as a byline, best marks first, near the headline before anywhere else."""
    given = elements_at(
        root,
        "//*[@itemprop='author']//*[@itemprop='name']|//*[@itemprop='author']"
        "|//*[@property='author']//*[@property='name']",
    )
    yield from (each for each in given if not _is_of_picture(each))
    scopes = list(around(heading, root))
    for scope in scopes:
        yield from (link for link in scope.iter("a") if "author" in (link.get("rel") or ""))
    for scope in scopes:
        for element in scope.iterdescendants():
            marked = is_element(element) and _BYLINE.search(marks_of(element))
            if marked and not _is_of_picture(element):
                yield element
        if scope is not root:
            yield from _author_links(scope)
    if heading is not None:
        yield from _author_links(heading.getroottree().getroot(), heading)


def _is_of_picture(element: Element) -> bool:
    """Whether an element names who took a picture."""
    around = (element, *ancestors(element, 4))
    return any(
        one.tag in {"figure", "figcaption"} or _PICTURED.search(one.get("class") or "")
        for one in around
    )


def _author_links(scope: Element, heading: Element | None = None) -> Iterator[Element]:
    found = [link for link in scope.iter("a") if _AUTHOR_LINK.search(link.get("href") or "")]
    if heading is None:
        yield from found
        return
    near = set(elements_at(heading, "following::a[position()<=8]|preceding::a[position()<=3]"))
    yield from (link for link in found if link in near)


def _names_in(element: Element) -> str:
    """The names that an element of a byline shows; "" if they cannot be names."""
    if any("tag" in (link.get("rel") or "").split() for link in element.iter("a")):
        return ""  # a line of topics that is set like a byline
    links = [link for link in element.iter("a") if _is_author_link(link) and not _helped(link)]
    linked = [name for link in links for name in names_of_writers(text_of(link)) if _is_name(name)]
    if linked:
        return ", ".join(dict.fromkeys(linked))
    text = _MAIL.sub(" ", plain(element.get("content") or "") or _said_in(element))
    if len(text) > 160:
        return ""
    signed = next((part for part in _pieces(element) if _BY_TEXT.match(part)), "")
    found = LABELLED_NAME.match(text) or _BY_TEXT.search(" " + (signed or text))
    said = found["name"] if found else text
    if is_log_in(said):
        return said.strip()
    cut = _AFTER_NAME.split(said)[0]
    if placed := _PLACE_BEFORE.fullmatch(said):
        cut = placed["name"]
    explicit = (
        bool(re.search(r"username|fn|p-author", element.get("class") or "")) or element.tag == "a"
    )
    if not found and len(pieces := _pieces(element)) > 1:
        cut = next((piece for piece in pieces if " " in piece and _is_name(piece)), "")
    names = [
        name
        for name in names_of_writers(cut, with_jobs=True) or [cut.strip()]
        if _is_name(name.partition(", ")[0]) and (explicit or _is_capital(name))
    ]
    return ", ".join(dict.fromkeys(names))


def _helped(link: Element) -> bool:
    """Whether the label before a name says that its bearer only edited or checked the story."""
    before, parent = link.getprevious(), link.getparent()
    label = before.tail if before is not None else parent.text if parent is not None else ""
    return _HELPED.search((label or "")[-_NEAR:]) is not None


def _said_in(element: Element) -> str:
    """The words of an element without those of times and houses that have elements of their own."""
    beside = [one for one in element.iterdescendants() if is_element(one) and _is_beside(one)]
    if not beside:
        return spaced_text(element)
    clone = copy.deepcopy(element)
    clone.tail = None
    for one in [each for each in clone.iterdescendants() if is_element(each) and _is_beside(each)]:
        if one.getparent() is not None:
            drop(one)
    return spaced_text(clone) or spaced_text(element)


def _is_beside(element: Element) -> bool:
    return element.tag == "time" or _BESIDE.search(element.get("class") or "") is not None


def _pieces(element: Element) -> list[str]:
    """The texts of an element whose words all stand in elements of their own, times left out."""
    loose = [element.text, *(child.tail for child in element)]
    if any((words or "").strip() for words in loose):
        return []
    inner = [one for one in element.iterdescendants() if is_element(one) and one.tag != "time"]
    parts = [one for one in inner if _NAME_PART.search(one.get("class") or "")]
    whole = " ".join(filter(None, map(text_of, parts[:2])))
    said = [words for one in inner if not len(one) and (words := text_of(one))]
    return [whole, *said] if len(parts) == 2 else said


def _is_author_link(link: Element) -> bool:
    said = f"{link.get('rel') or ''} {link.get('class') or ''}"
    return "author" in said or bool(_AUTHOR_LINK.search(link.get("href") or ""))


def _is_name(text: str) -> bool:
    return (
        not _NOT_A_NAME.search(text)
        and 1 <= len(text.split()) <= 5
        and 2 <= len(letters(text)) <= 60
    )


def _is_capital(name: str) -> bool:
    first = name.lstrip("\"'(\u201c")[:1]
    return first.isupper() or (first.isalpha() and not first.islower())


def _signature(container: Element | None, heading: Element | None) -> str:
    """A short line that says "by" and a name: under the headline, or at the story's beginning or end."""
    lines: list[Element] = []
    if heading is not None:
        path = (
            "following::*[self::p or self::div or self::span or self::small or self::address"
            " or self::i or self::em or self::b or self::strong or self::font]"
        )
        lines += elements_at(heading, f"({path})[position()<=12]")
    if container is not None:
        paragraphs = list(container.iter("p"))
        lines += [*paragraphs[:3], *paragraphs[-3:]]
    for element in lines:
        name = _signed_name(element)
        if name and not is_comment(element):
            return name
    return _signed_right(list(container.iter("p"))[-3:]) if container is not None else ""


def _signed_right(last: list[Element]) -> str:
    """A name alone in one of the last paragraphs, set to the right as under a letter."""
    for element in last:
        words = text_of(element)
        right = element.get("align") or ""
        if right.lower() == "right" or _TO_THE_RIGHT.search(element.get("style") or ""):
            parts = words.split()
            if 1 < len(parts) <= 3 and all(part[0].isupper() for part in parts) and _is_name(words):
                return words if reads_as_names(words) else ""
    return ""


def _signed_name(element: Element) -> str:
    """The name in a line of an element that is signed; no line end goes through it."""
    whole = text_of(element)
    if len(whole) >= _SIGNATURE:
        return ""
    if element.find(".//br") is None:
        return signed_in([whole])
    said = [tidy(line) for line in "".join(map(str, element.itertext())).split("\n")]
    name = signed_in(said) or signed_in([whole])
    return name if any(name in line for line in said) else ""


def _signed(words: str) -> re.Match[str] | None:
    if _PICTURE_BY.search(words) and not _WORDS_TOO.search(words):
        return None
    return _SIGNED.match(words) or LABELLED_NAME.match(words) or _TITLED.match(words)


def signed_in(labels: list[str]) -> str:
    """The name in the first of some lines that is signed: "By Mary Stokes"."""
    found = (_signed(label) for label in labels if len(label) < _SIGNATURE)
    return next((each["name"] for each in found if each and _is_name(each["name"])), "")
