"""Links to other stories that a page sets beside or under its story."""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import Final

from articles.ingest.addresses import absolute, host, is_web
from articles.ingest.cleaning.noise_elsewhere import is_list_label
from articles.ingest.page.asides import is_link_card
from articles.ingest.page.tree import (
    Element,
    ancestors,
    has_block,
    is_element,
    letters,
    marks_of,
    spaced_text,
    text_of,
    weight,
)
from articles.ingest.record import RelatedRecord

_RELATED: Final = re.compile(
    r"related|rich-?link|read-?next|you-?may|recirc|also-?(?:read|like)|yarpp|jp-relatedposts|weiterlesen|"
    r"mehr-?zum-?thema|verwandt|similar|à-?lire|lire-?aussi|relacionad|correlat|see-?also|more-?on-?this",
    re.IGNORECASE,
)
_HEADING: Final = re.compile(
    r"^\W*(?:related|recommended|also read|más información|en savoir plus|"
    r"read (?:more|next|also)|more (?:on this|stories|from)|you (?:may|might) (?:also )?like|see also|"
    r"mehr zum thema|lesen sie auch|auch interessant|ähnliche (?:beiträge|artikel)|das könnte|"
    r"à lire aussi|lire aussi|sur le même sujet|te puede interesar|lea también|noticias relacionadas|"
    r"leggi anche|lees ook|läs (?:också|även|mer)|les også|læs også|lue myös|czytaj (?:też|także)|zobacz (?:też|także)|"
    r"читайте (?:также|по теме)|по теме|читайте ще|leia (?:também|mais)|veja também|ilgili haberler|ayrıca (?:oku|bak)|"
    r"यह भी पढ़ें|"
    r"اقرأ أيضا|مواضيع ذات صلة|עוד בנושא|קראו גם|関連記事|相关(?:阅读|新闻|报道)|相關(?:閱讀|新聞|報導)|관련 ?기사)",
    re.IGNORECASE,
)
_NO_STORY: Final = re.compile(
    r"^(?:share|tweet|pin|e-?mail|print|facebook|twitter|whatsapp|reddit|linkedin|reply|antworten|comments?|"
    r"(?:leave|add|post|write) (?:a|your) comment|(?:view|see|read) (?:all )?(?:\d+ )?comments|"
    r"log ?in|sign ?(?:up|in)|subscribe|read more|mehr|more|next|previous|home|about|contact|\W*)$",
    re.IGNORECASE,
)
_SHARING: Final = re.compile(
    r"^(?:share|compartilhe|compartilhar|compartir|partager|condividi|teilen|udost[eę]pnij|dela|del|deel|поделиться)\b.{0,20}"
    r"\b(?:facebook|twitter|x|whatsapp|telegram|linkedin|e-?mail|pinterest|reddit)$",
    re.IGNORECASE,
)
_FOR_SUBSCRIBERS: Final = re.compile(
    r"^related (?:article|story|video|gallery)\s*(?=[\W\dA-Z])|"
    r"^(?:article réservé à nos abonnés|subscriber(?:s)? (?:only|exclusive)|"
    r"premium|abo|plus\+?|exclusive)\s*[:|-]?\s+(?=\S{2})",
    re.IGNORECASE,
)
_NO_PLACE: Final = re.compile(
    r"/(?:newsletters?|subscribe|subscriptions?|sign-?up|donate|membership|apps?)(?:/|$)"
)
_READ_ON: Final = re.compile(
    r"(?<=\S) (?:read more|full story|weiterlesen|\d{1,2} min(?:ute)?s?(?: read)?)\W*$",
    re.IGNORECASE,
)
_LOCAL: Final = re.compile(r"(?!#|[a-z][a-z0-9+.-]*:)\S", re.IGNORECASE)
"""An address on the same site."""
_LABEL: Final = 40
_LONGEST_BOX: Final = 300
_LONGEST_LABEL: Final = 60
_SHORTEST: Final = 12
"""Letters of a title: "[edit]" behind a heading is none."""
_MOST_BETWEEN: Final = 2
_TITLE: Final = re.compile(r"(?:^|[\s_-])(?:title|headline)(?:$|[\s_-])", re.IGNORECASE)
_PAPERS: Final = re.compile(r"\.(?:pdf|docx?|xlsx?|zip)$", re.IGNORECASE)
_DATED: Final = re.compile(r"\d:\d\d\b|\b\d{4}\b.{0,12}$")
"""A line of a section and a time, in a row of links."""
_MOST: Final = 20


def related_in(
    root: Element, container: Element | None, teasers: list[Element], base: str, own: str
) -> list[RelatedRecord]:
    """The stories that the page names as related, each once, in order; not those of menus.

    `teasers` are the elements of the text itself that only lead to other stories.
    """
    found: dict[str, RelatedRecord] = {}
    for block in [*teasers, *_blocks(root)]:
        if container is not None and block in list(ancestors(container)):
            continue
        for link in block.iter("a"):
            told = _candidate(link, base, own)
            if told is None:
                continue
            headline, address = told
            record = found.setdefault(address, _record(headline, address))
            record.teaser = record.teaser or _teaser(link, headline)
            if len(found) >= _MOST:
                return list(found.values())
    return list(found.values())


def _candidate(link: Element, base: str, own: str) -> tuple[str, str] | None:
    """The headline and address of another story that a link leads to."""
    headline = _FOR_SUBSCRIBERS.sub("", _titled(link) or (link.get("title") or "").strip())
    headline = headline.removeprefix("[").removesuffix("]").strip()
    if _NO_STORY.match(headline):
        headline = _title_beside(link) or headline
    headline = _READ_ON.sub("", _below_label(headline))
    address = absolute(link.get("href") or "", base)
    leads = is_web(address) or (not base and _LOCAL.match(address) and not _DATED.search(headline))
    if not leads or address.split("#")[0] == own.split("#")[0]:
        return None
    if weight(headline) < _SHORTEST or len(headline) > 250 or _NO_STORY.match(headline):
        return None
    if _SHARING.match(headline):
        return None
    path = address.split("?")[0]
    is_other = not _is_near(address, own) or _NO_PLACE.search(path) or _PAPERS.search(path)
    return None if is_other else (headline, address)


def _titled(link: Element) -> str:
    """The heading in a link, else its words without a label in an element of its own: <span>Les også</span>."""
    heads = [words for head in link.iter("h2", "h3", "h4") if (words := spaced_text(head))]
    marked = (
        each
        for each in link.iterdescendants("div", "span", "p")
        if _TITLE.search(each.get("class") or "")
    )
    heads = heads or [words for each in islice(marked, 1) if (words := spaced_text(each))]
    if len(heads) == 1:
        return heads[0]
    words = spaced_text(link)
    first = next((each for each in link if is_element(each) and text_of(each)), None)
    label = spaced_text(first) if first is not None else ""
    is_label = 0 < len(label) < _LABEL and _HEADING.match(label) and label != words
    return words.removeprefix(label).strip() if is_label else words


def _below_label(headline: str) -> str:
    """A headline without the label in the same link: "Read also: ..."."""
    label, colon, rest = headline.partition(":")
    return rest.strip() if colon and len(label) < _LABEL and _HEADING.match(label) else headline


def _record(headline: str, address: str) -> RelatedRecord:
    """Of a page whose own address is not known, a story is known by its headline alone."""
    return RelatedRecord(headline=headline, url=address if is_web(address) else "")


def _title_beside(link: Element) -> str:
    """The heading of the box in which a link only says "Read more"."""
    for around in ancestors(link, 2):
        if len(text_of(around)) > _LONGEST_BOX:
            break
        heads = [
            words
            for level in ("h2", "h3", "h4")
            for head in around.iter(level)
            if (words := text_of(head))
        ]
        if len(heads) == 1:
            return heads[0]
    return ""


def _is_near(address: str, own: str) -> bool:
    """On the same site, if the page's own address is known: other sites' links are advertisements."""
    here = host(own)
    return (
        not here
        or not is_web(address)
        or here.removeprefix("www.").split(".")[-2:]
        == host(address).removeprefix("www.").split(".")[-2:]
    )


def _blocks(root: Element) -> list[Element]:
    blocks: list[Element] = []
    for element in root.iter("div", "section", "aside", "ul", "ol"):
        marked = _RELATED.search(marks_of(element)) and element.find(".//a") is not None
        if (
            marked
            and len(text_of(element)) < 8_000
            and not any(around in blocks for around in ancestors(element, 20))
        ):
            blocks.append(element)
    blocks += filter(is_link_card, root.iter("figure"))
    lines = (each for each in root.iter("div") if len(each) and not has_block(each))
    for heading in chain(root.iter("h2", "h3", "h4", "h5", "strong", "p", "span"), lines):
        text = text_of(heading)
        parent = heading.getparent()
        if parent is None or not (_HEADING.match(text) or is_list_label(text)):
            continue
        if _is_label_with_link(heading, text):
            blocks.append(heading)
        elif len(text) <= _LONGEST_LABEL:
            blocks += _links_below(heading)
    return blocks


def _is_label_with_link(element: Element, text: str) -> bool:
    """A line that is a label and the link behind it: "Read more: <a>Title</a>"."""
    link = element.find(".//a") if len(text) <= _LONGEST_BOX else None
    title = text_of(link) if link is not None else ""
    if len(letters(title)) < _SHORTEST:
        return False
    label, found, rest = text.partition(title)
    return bool(found and label.strip()) and len(label) <= _LONGEST_LABEL and len(rest) <= _LABEL


def _links_below(heading: Element) -> list[Element]:
    """What stands behind a label and holds links; words that are only heard may stand between."""
    if (
        link := next((each for each in ancestors(heading, 3) if each.tag == "a"), None)
    ) is not None:
        return [link]
    following = heading.getnext()
    for _ in range(_MOST_BETWEEN):
        if following is None or following.find(".//a") is not None or following.tag == "a":
            break
        if len(text_of(following)) > _LABEL:
            return []
        following = following.getnext()
    if following is None or (following.tag != "a" and following.find(".//a") is None):
        return []
    return [following] if len(text_of(following)) < 4_000 else []


def _teaser(link: Element, headline: str) -> str:
    holder = link.getparent()
    if holder is None or holder.tag not in {"li", "article", "div"}:
        return ""
    if len(list(holder.iter("a"))) > 2:
        return ""
    rest = text_of(holder).replace(headline, " ").strip()
    return re.sub(r"\s+", " ", rest) if len(letters(rest)) >= 30 and len(rest) < 400 else ""
