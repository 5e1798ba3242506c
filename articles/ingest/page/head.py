"""What a page shows at its head: headline, kicker and standfirst, read where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from articles.ingest.page.company import is_in_aside
from articles.ingest.page.facts import PageFacts
from articles.ingest.page.tree import (
    Element,
    ancestors,
    elements_at,
    is_element,
    letters,
    link_share,
    marks_of,
    text_of,
)

_SEPARATORS: Final = re.compile(
    r"\s+(?:[|\u2022\u00b7\u00bb\u00ab\u2039\u203a\u2013\u2014\u2015~]|::|//|[-:\\/<>])\s+|\s*\|\s*|(?<=[\u3040-\u9fff\uac00-\ud7a3])_|(?<=[\u3040-\u9fff])[\uff1a\uff5c]|(?<=[\u3040-\u9fff\uac00-\ud7a3])(?:--|-|\u2014\u2014)(?=[\u3040-\u9fff\uac00-\ud7a3])"
)
_EXPLICIT: Final = (
    "//*[@itemprop='headline' and not(self::meta)]"
    "|//*[contains(concat(' ',@class,' '),' h-entry ')]//*[contains(concat(' ',@class,' '),' p-name ')]"
)
_EDGE_SIGNS: Final = " \t\n|:/\\<>\u2022\u00b7\u00bb\u00ab\u2039\u203a\u2013\u2014\u2015~-"
_HEADLINE: Final = re.compile(
    r"(?:^|[\s_-])(?:headline|entry-title|post-title|article-title|p-name|story-title|articletitle|page-title|content-?heading|hl1|title)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SURE_HEADLINE: Final = re.compile(
    r"(?:^|[\s_-])(?:headline|hl1|(?:entry|post|article|story)-title)(?:$|[\s_-])", re.IGNORECASE
)
"""Words that no page uses for the name of its site or section."""
_KICKER: Final = re.compile(
    r"kicker|dachzeile|overline|topline|eyebrow|supertitle|surtitre|volanta|spitzmarke|occhiello|rubric|(?:section|article|category)-label|(?:^|[\s_-])slug(?:-wrap)?(?:$|[\s_-])",
    re.IGNORECASE,
)
_NO_LABEL: Final = re.compile(r"site|blog|brand|logo|date|author|byline|menu|nav", re.IGNORECASE)
_LINKED: Final = 0.5
_HOME: Final = frozenset({"/", "./", "index.html", "index.htm", "index.php"})
_HEAD_SIZE: Final = 4
_PROSE: Final = 200
_FEWEST: Final = 3
"""Words of a title that is sought in the page."""
_MOST_PIECES: Final = 20
"""Pieces of text of an element that could be a headline: line ends and spaces part them."""
_LABEL: Final = 60
"""Characters: a paragraph longer than this is text and no label; before a heading or a box a shorter one is."""


def headline_of(root: Element, facts: PageFacts) -> tuple[str, Element | None]:
    """The headline as the page shows it, with its element; else what the head says."""
    said = without_site(facts.said_title, facts)
    titled = without_site(facts.page_title, facts)
    explicit = [element for element in elements_at(root, _EXPLICIT) if letters(text_of(element))]
    if len(explicit) == 1 and len(text_of(explicit[0])) < 300:
        return text_of(explicit[0]), explicit[0]
    headings, home = _headings(root), _home_names(root)
    if home and {letters(said), letters(titled)} <= {*home, ""}:
        own = [each for each in headings if letters(text_of(each)) not in home]
        first = next((each for each in own if _heads_text(each)), None)
        if first is not None:
            return text_of(first), first
    parts = _SEPARATORS.split(facts.page_title) + facts.page_title.split(": ", 1)[1:]
    parts += [part.split(": ", 1)[1] for part in parts if ": " in part]
    parts = sorted(parts, key=len, reverse=True)
    parts = [part for part in parts if letters(part) not in facts.site_names and len(part) > 3]
    for wanted in dict.fromkeys([said, facts.said_title, titled, facts.page_title, *parts]):
        for heading in headings if wanted else []:
            shown = text_of(heading)
            exact = wanted in parts and wanted not in {said, titled}
            agreed = letters(shown) == letters(wanted) if exact else _agree(shown, wanted)
            if heading.tag == "font" and _is_large(heading):
                agreed = agreed or (
                    len(wanted.split()) > 2 and letters(shown).startswith(letters(wanted))
                )
            part = _last_part(heading, wanted) if wanted == said else ""
            if part:
                return part, heading
            if agreed and letters(shown) not in facts.site_names - {letters(said)}:
                return shown, heading
    alone = _largest(headings)
    if alone is None:
        alone = _only_heading(root, facts, f"{said} {titled}")
    if alone is not None:
        return text_of(alone), alone
    if said or titled:
        within = [part for part in parts if part in parts[0]]  # the longest; another is the site's
        return _shown_as(root, [said, titled, *within]) or (said or titled, None)
    for heading in headings:
        if heading.tag == "h1" and not is_in_aside(heading):
            return text_of(heading), heading
    for heading in headings:
        if _is_marked(heading) and not is_in_aside(heading):
            return text_of(heading), heading
    return "", None


def _shown_as(root: Element, titles: list[str]) -> tuple[str, Element] | None:
    """One of the titles of the head as the page shows it, in an element that nothing marks as a heading."""
    wanted = {letters(title) for title in titles if len(title.split()) >= _FEWEST}
    for element in root.iter("td", "div", "p", "span", "font", "b", "strong", "big"):
        said = _letters_within(element, max(map(len, wanted), default=0))
        if said in wanted and not is_in_aside(element) and link_share(element) <= _LINKED:
            return text_of(element), element
    return None


def _letters_within(element: Element, most: int) -> str:
    """The letters of an element; "" if they are more than that, without reading on."""
    said = ""
    for piece in islice(element.itertext(), _MOST_PIECES):
        said += letters(str(piece))
        if len(said) > most:
            return ""
    return said


def _home_names(root: Element) -> set[str]:
    """The words of first headings that are one link to the site's start: its name."""
    links = [link for head in root.iter("h1") for link in head.iter("a") if link_share(head) > 0.9]
    return {letters(text_of(link)) for link in links if (link.get("href") or "").strip() in _HOME}


def _heads_text(heading: Element) -> bool:
    """Whether a paragraph of text follows the heading in the same box, which is no side one."""
    below = elements_at(heading, "following-sibling::p[position()<=4]")
    return any(len(text_of(each)) > _LABEL for each in below) and not is_in_aside(heading)


def _largest(headings: list[Element]) -> Element | None:
    """The one line that a page of the 1990s sets larger than all others, if no title agrees with any."""
    sizes = {each: int(size) for each in headings if (size := (each.get("size") or "")).isdigit()}
    most = max(sizes.values(), default=0)
    found = [
        each for each, size in sizes.items() if size == most and len(text_of(each).split()) > 2
    ]
    return found[0] if most >= _HEAD_SIZE and len(found) == 1 else None


def _only_heading(root: Element, facts: PageFacts, titles: str) -> Element | None:
    """The one h1 of a page whose head words the title anew, for engines of search."""
    shown = [each for each in root.iter("h1") if letters(text_of(each))]
    if len(shown) != 1 or is_in_aside(shown[0]) or link_share(shown[0]) > _LINKED:
        return None
    words = [letters(word) for word in text_of(shown[0]).split() if len(letters(word)) > 3]
    told = set(map(letters, titles.split()))
    shared = sum(word in told for word in words)
    known = letters(text_of(shown[0])) in facts.site_names
    marked = len(words) >= _FEWEST and _SURE_HEADLINE.search(marks_of(shown[0])) is not None
    agreed = marked or (len(words) > 1 and 3 * shared >= 2 * len(words))
    return shown[0] if agreed and not known else None


def _last_part(heading: Element, said: str) -> str:
    """The headline in a heading that holds its kicker too, each in an element of its own."""
    parts = [child for child in heading if is_element(child) and letters(text_of(child))]
    if len(parts) < 2:
        return ""
    last, above = text_of(parts[-1]), text_of(parts[0])
    ends = letters(last) == letters(said)
    # "Kicker: headline" as the head says it, the kicker marked as one or parted by a colon of its own
    marked = _KICKER.search(parts[0].get("class") or "") or above.endswith(":")
    whole = len(parts) == 2 and letters(above + last) == letters(said) and len(last.split()) > 1
    return last if ends or (whole and marked and len(above) <= _LABEL) else ""


def _headings(root: Element) -> list[Element]:
    """What may be the headline: real headings first, then what is marked as a title."""
    found = [heading for level in ("h1", "h2", "h3") for heading in root.iter(level)]
    found += [
        element for element in root.iter("p", "div", "span", "header", "td") if _is_marked(element)
    ]
    if not any(letters(text_of(heading)) for heading in found):  # pages of the 1990s
        found = [
            each for each in root.iter("font", "b", "strong", "big", "center") if len(each) < 3
        ]
    return [
        heading for heading in found if letters(text_of(heading)) and len(text_of(heading)) < 400
    ]


def _is_marked(element: Element) -> bool:
    marks = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.get("itemprop") == "headline" or bool(_HEADLINE.search(marks))


def _is_large(heading: Element) -> bool:
    """Whether pages of the 1990s set it in the size of a headline."""
    return (heading.get("size") or "").lstrip("+") in {"3", "4", "5", "6", "7"}


def _agree(shown: str, said: str) -> bool:
    """Whether a heading shows the title that the head says, up to cuts and endings."""
    one, other = letters(shown), letters(said)
    if one == other:
        return bool(one)
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= 12 and longer.startswith(shorter) and len(shorter) > 0.5 * len(longer)


def without_site(title: str, facts: PageFacts) -> str:
    """A title without the site's name at its end or beginning."""
    parts = [part for part in _SEPARATORS.split(title) if part.strip()] if len(title) < 500 else []
    if len(parts) < 2:
        return title.strip()
    for end in (-1, 0):
        if _names_site(letters(parts[end]), facts):
            rest = title.removesuffix(parts[-1]) if end else title.removeprefix(parts[0])
            return without_site(_trimmed(rest), facts)
    if facts.page_title == title and len(parts[0].split()) >= 4 and len(parts[-1].split()) <= 3:
        return _trimmed(title.removesuffix(parts[-1]))
    if "|" in title and facts.page_title == title and len(parts[0].split()) >= 3:
        return _trimmed(title.rpartition("|")[0])
    return title.strip()


def _names_site(part: str, facts: PageFacts) -> bool:
    return any(
        part == name or (len(name) > 5 and len(part) > 3 and (name in part or part in name))
        for name in facts.site_names
    )


def _trimmed(title: str) -> str:
    return title.strip(_EDGE_SIGNS)


def around(heading: Element | None, root: Element) -> Iterator[Element]:
    """Elements near the headline: its own header or article first, then the page."""
    if heading is not None:
        for around in ancestors(heading, 4):
            if around.tag in {"body", "html"} or len(text_of(around)) > 20_000:
                break
            yield around
    yield from root.iter("article")
    yield root


def _heading_above(heading: Element | None) -> str:
    """A heading of a lower rank right above the headline that only labels it; "" for a site's name or a day."""
    above = heading.getprevious() if heading is not None and heading.tag == "h1" else None
    if (
        above is None
        or above.tag not in {"h2", "h3", "h4", "h5", "h6"}
        or _NO_LABEL.search(marks_of(above))
    ):
        return ""
    words = text_of(above)
    is_label = 1 < len(words) <= _LABEL and not any(sign.isdigit() for sign in words)
    return words if is_label and above.find(".//a") is None else ""


def kicker_of(root: Element, heading: Element | None, headline: str) -> tuple[str, bool]:
    """The short label above the headline, if the page marks one; and whether it is a link."""
    parts = [words for child in heading if (words := text_of(child))] if heading is not None else []
    if len(parts) > 1 and letters(parts[-1]) == letters(headline) and len(parts[0]) <= 80:
        return parts[0].rstrip(" :|"), False
    if label := _heading_above(heading):
        return label, False
    for scope in around(heading, root):
        if scope is root:
            break
        behind = heading is None or scope not in list(ancestors(heading))
        text: Element | None = None
        for element in scope.iterdescendants("span", "p", "div", "a", "strong", "em", "h1", "h2"):
            behind = behind or element is heading
            if text is not None and text not in list(ancestors(element)):
                break  # what follows are labels in the text
            if behind and element.tag == "p" and len(text_of(element)) > _PROSE / 2:
                text = element
            if _KICKER.search(element.get("class") or ""):
                links = [words for link in element.iter("a") if (words := text_of(link))]
                label = links[0] if len(links) > 1 else text_of(element)
                if 1 < len(label) <= 80:
                    return label, bool(links) or element.tag == "a"
    return "", False
