"""What a page shows at its head: headline, kicker, standfirst, byline and date, read where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from articles.ingest.bylines import split_names
from articles.ingest.page_body import is_in_aside
from articles.ingest.page_facts import PageFacts
from articles.ingest.page_tree import Element, ancestors, letters, link_share, marks_of, text_of
from articles.ingest.plain import plain

_SEPARATORS: Final = re.compile(
    r"\s+(?:[|\u2022\u00b7\u00bb\u00ab\u2039\u203a\u2013\u2014\u2015~]|::|//|[-:\\/<>])\s+|\s*\|\s*"
)
_HEADLINE: Final = re.compile(
    r"(?:^|[\s_-])(?:headline|entry-title|post-title|article-title|p-name|story-title|articletitle|hl1|title)(?:$|[\s_-])",
    re.IGNORECASE,
)
_KICKER: Final = re.compile(
    r"kicker|dachzeile|overline|topline|eyebrow|supertitle|surtitre|volanta|spitzmarke",
    re.IGNORECASE,
)
_STANDFIRST: Final = re.compile(
    r"standfirst|(?:^|[\s_-])(?:dek|deck|sub-?title|sub-?headline|subhead|intro(?:duction)?|teaser-?text|vorspann|chapo|"
    r"lead-?(?:text|paragraph|in)?|lede|p-summary|article-?summary|ingress|bajada|entradilla|sommario|excerpt)(?:$|[\s_-])",
    re.IGNORECASE,
)
_BYLINE: Final = re.compile(
    r"byline|(?:^|[\s_-])(?:author(?:s|-?name|_name)?|p-author|fn|writer|autor(?:en|in)?|auteur|autore|creator|"
    r"post-?author|entry-?author|article-?author|posted-?by|writtenby|contributor|verfasser)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NOT_A_NAME: Final = re.compile(
    r"^(?:admin(?:istrator)?|redaktion|editor(?:s|ial)?|staff|webmaster|author|autor|guest|user|anonymous|unknown|"
    r"all posts|view all|mehr|read more|comments?|kommentare?|permalink|share|home|\W+)$|\d{4}|https?:|@",
    re.IGNORECASE,
)
_BY_TEXT: Final = re.compile(
    r"(?:^|[\s|\u00b7\u2022])(?:by|von|par|por|di|door|geschrieben von|verfasst von|posted by|veröffentlicht von|publié par|publicado por|"
    r"autor(?:in)?:?|author:?|text:?)\s+(?P<name>[^\W\d_][\w.'\u2019-]*(?:\s+[\w.'\u2019-]+){0,4})",
    re.IGNORECASE,
)
_DATE_MARK: Final = re.compile(
    r"publish|(?:^|[\s_-])(?:date|datum|time|timestamp|posted|pubdate|entry-date|post-date|dt-published|created|updated)(?:$|[\s_-])",
    re.IGNORECASE,
)
_DATE_TEXT: Final = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:[+-]\d{2}:?\d{2}|Z)?)?"
    r"|\d{1,2}(?:st|nd|rd|th|\.|er)?\s+(?:de\s+)?[^\W\d_]{3,12}\.?,?\s+(?:de\s+)?\d{4}"
    r"|[^\W\d_]{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}"
    r"|\d{1,2}\.\s?\d{1,2}\.\s?\d{4}"
)
_URL_DATE: Final = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?:[/-]|$)")


def headline_of(root: Element, facts: PageFacts) -> tuple[str, Element | None]:
    """The headline as the page shows it, with its element; else what the head says."""
    said = without_site(facts.said_title, facts)
    titled = without_site(facts.page_title, facts)
    headings = [heading for heading in root.iter("h1", "h2", "h3") if letters(text_of(heading))]
    marked = [
        *headings,
        *(
            element
            for element in root.iter("p", "div", "span", "header", "td")
            if _is_headline_mark(element)
        ),
    ]
    for wanted in (said, titled, facts.said_title, facts.page_title):
        for heading in marked:
            if (
                wanted
                and _agree(text_of(heading), wanted)
                and not _is_site(text_of(heading), facts)
            ):
                return text_of(heading), heading
    if said or titled:
        return said or titled, None
    for heading in headings:
        if heading.tag == "h1" and not is_in_aside(heading):
            return text_of(heading), heading
    return "", None


def _is_headline_mark(element: Element) -> bool:
    itemprop = element.get("itemprop") or ""
    return (itemprop == "headline" or bool(_HEADLINE.search(element.get("class") or ""))) and len(
        text_of(element)
    ) < 300


def _agree(shown: str, said: str) -> bool:
    """Whether a heading shows the title that the head says, up to cuts and endings."""
    one, other = letters(shown), letters(said)
    if not one or not other or len(one) > 400:
        return False
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= 12 and longer.startswith(shorter) and len(shorter) > 0.6 * len(longer)


def _is_site(text: str, facts: PageFacts) -> bool:
    site = letters(facts.site_name)
    return bool(site) and letters(text) == site and letters(facts.said_title) != site


def without_site(title: str, facts: PageFacts) -> str:
    """A title without the site's name at its end or beginning."""
    parts = [part for part in _SEPARATORS.split(title) if part]
    if len(parts) < 2:
        return title.strip()
    names = {letters(facts.site_name), letters(_host_name(facts))} - {""}
    for end in (-1, 0):
        part = letters(parts[end])
        others = title.removesuffix(parts[-1]) if end else title.removeprefix(parts[0])
        if any(
            part == name or (len(name) > 5 and (name in part or part in name) and len(part) > 3)
            for name in names
        ):
            return _trimmed(others)
    if not names or (
        letters(parts[0]) and len(parts[0].split()) >= 3 and len(parts[-1].split()) <= 3
    ):
        whole = _trimmed(title.removesuffix(parts[-1]))
        return (
            whole
            if len(whole.split()) >= 3 and len(parts[-1].split()) <= 4 and facts.page_title == title
            else title.strip()
        )
    return title.strip()


def _trimmed(title: str) -> str:
    return re.sub(
        r"^[\s|:/\\<>\u2022\u00b7\u00bb\u00ab\u2013\u2014~-]+|[\s|/\\<>\u2022\u00b7\u00bb\u00ab\u2013\u2014~-]+$",
        "",
        title,
    ).strip()


def _host_name(facts: PageFacts) -> str:
    found = re.match(r"https?://(?:www\.)?([^/:]+)", facts.canonical or facts.address)
    return found[1].rsplit(".", 1)[0] if found else ""


def _around(heading: Element | None, root: Element) -> Iterator[Element]:
    """Elements near the headline: its own header or article first, then the page."""
    if heading is not None:
        for around in ancestors(heading, 4):
            if around.tag in {"body", "html"} or len(text_of(around)) > 20_000:
                break
            yield around
    yield from root.iter("article")
    yield root


def byline_of(root: Element, heading: Element | None, container: Element | None) -> str:
    """The byline as printed near the headline; "" where none is found."""
    explicit = root.xpath(
        "//*[@itemprop='author']//*[@itemprop='name']|//*[@itemprop='author']|//a[@rel='author' or contains(@rel,'author')]"
    )
    for element in explicit:
        name = _as_byline(element)
        if name and not is_comment(element):
            return name
    seen: set[Element] = set()
    for scope in _around(heading, root):
        for element in scope.iterdescendants():
            if element in seen or not isinstance(element.tag, str):
                continue
            seen.add(element)
            marks = f"{element.get('class') or ''} {element.get('id') or ''}"
            if _BYLINE.search(marks) and not is_comment(element):
                name = _as_byline(element)
                if name:
                    return name
    return _byline_in_text(root, heading)


def is_comment(element: Element) -> bool:
    """Whether the element stands in readers' comments."""
    return any(
        re.search(r"comment|respond|kommentar|disqus", marks_of(around), re.IGNORECASE)
        for around in (element, *ancestors(element, 12))
        if around.tag not in {"body", "html"}
    )


def _as_byline(element: Element) -> str:
    content = element.get("content") or ""
    text = plain(content) or text_of(element)
    if len(text) > 140:
        inner = [
            text_of(link)
            for link in element.iter("a")
            if "author"
            in (link.get("href") or "") + (link.get("rel") or "") + (link.get("class") or "")
        ]
        text = inner[0] if inner else ""
    found = _BY_TEXT.search(" " + text)
    text = (
        re.split(
            r"\s*(?:\||\u00b7|\u2022|\bon\b|\bam\b|\ble\b|\bel\b|\d{1,2}\.|\d{4}|,\s*\d)\s*", text
        )[0]
        if not found
        else found["name"]
    )
    names = [
        name
        for name in split_names(text)
        if not _NOT_A_NAME.search(name) and 1 <= len(name.split()) <= 5 and len(name) > 2
    ]
    return ", ".join(names)


def _byline_in_text(root: Element, heading: Element | None) -> str:
    if heading is None:
        return ""
    following = heading.xpath(
        "following::*[self::p or self::div or self::span or self::small or self::address][position()<=12]"
    )
    for element in following:
        text = text_of(element)
        if 4 < len(text) < 120:
            found = re.match(
                _BY_TEXT.pattern.replace(r"(?:^|[\s|\u00b7\u2022])", r"\W*"), text, re.IGNORECASE
            )
            if found and found["name"][:1].isupper() and not _NOT_A_NAME.search(found["name"]):
                return found["name"]
    return ""


def standfirst_of(
    root: Element, heading: Element | None, container: Element | None
) -> tuple[str, Element | None]:
    """The paragraph that the page sets under its headline, outside of the body."""
    for scope in _around(heading, root):
        for element in scope.iterdescendants("p", "div", "h2", "h3", "span", "section", "strong"):
            marks = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
            if not (_STANDFIRST.search(marks) or "description" in (element.get("itemprop") or "")):
                continue
            text = text_of(element)
            inside = container is not None and (
                element is container or container in list(ancestors(element))
            )
            holds = container is not None and element in list(ancestors(container))
            if (
                20 < len(text) < 900
                and not inside
                and not holds
                and link_share(element) < 0.5
                and not is_in_aside(element)
            ):
                return text, element
        if scope.tag == "article":
            break
    return "", None


def kicker_of(root: Element, heading: Element | None) -> str:
    """The short label above the headline, if the page marks one."""
    for scope in _around(heading, root):
        if scope is root:
            return ""
        for element in scope.iterdescendants("span", "p", "div", "a", "strong", "em", "h2"):
            if _KICKER.search(element.get("class") or ""):
                text = text_of(element)
                if 1 < len(text) <= 80:
                    return text
    return ""


def dates_in(root: Element, heading: Element | None, address: str) -> Iterator[str]:
    """Dates that the page shows: time elements and marked dates near the headline, then the address."""
    for element in root.xpath(
        "//*[@itemprop='datePublished']|//time[@pubdate]|//abbr[contains(@class,'published')]|//time[contains(@class,'published')]"
    ):
        yield from _date_values(element)
    for scope in _around(heading, root):
        for element in scope.iterdescendants():
            if not isinstance(element.tag, str) or is_comment(element):
                continue
            if element.tag == "time" or _DATE_MARK.search(
                f"{element.get('class') or ''} {element.get('id') or ''}"
            ):
                yield from _date_values(element)
        if scope.tag == "article":
            break
    found = _URL_DATE.search(address)
    if found:
        yield f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}"
    if heading is not None:
        for element in heading.xpath("following::*[position()<=25]|preceding::*[position()<=6]"):
            text = text_of(element)
            if len(text) < 120:
                shown = _DATE_TEXT.search(text)
                if shown:
                    yield shown[0]


def _date_values(element: Element) -> Iterator[str]:
    for name in ("datetime", "content", "title"):
        value = (element.get(name) or "").strip()
        if value and any(sign.isdigit() for sign in value):
            yield value
    text = text_of(element)
    if len(text) < 160:
        shown = _DATE_TEXT.search(text)
        if shown:
            yield shown[0]
