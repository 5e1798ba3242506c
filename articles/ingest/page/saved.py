"""Pages that a web archive gave out: it set its own address before each of theirs."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote

from articles.ingest.addresses import unarchived
from articles.ingest.page.tree import Element, drop, elements_at

_ARCHIVE: Final = (
    "//*[@id='wm-ipp' or @id='wm-ipp-base']"
    "|//script[contains(@src,'archive.org/_static/') or contains(@src,'/_static/js/bundle-playback')"
    " or contains(@src,'/_static/js/wombat') or contains(text(),'__wm.init')]"
)
"""What an archive sets into a page of its own; a script's folder of that name may be the site's, too."""
_CAPTURE: Final = "//*[@id='SOLID']/descendant-or-self::*[@id='CONTENT']"
"""The box into which archive.today sets a page, its style sheets written into each element."""
_OF_CAPTURE: Final = (
    "//*[@id='HEADER' and .//form]"
    "|//head/meta[@itemprop='description' or @itemprop='datePublished' or @itemprop='dateModified'"
    " or @name='twitter:description' or @property='og:description' or @property='og:site_name'"
    " or @property='og:url' or starts-with(@property,'article:')]"
)
"""What it says of the saving: its own bar, and in the head the time and address of the saving."""
_SENT_ON: Final = re.compile(
    r"https?://www\.google\.[a-z]{2,3}(?:\.[a-z]{2})?/url\?(?:[^#]{0,200}&)?(?:q|url)=(?P<own>https?(?::|%3A)[^&#]{4,2000})",
    re.IGNORECASE,
)
_FEWEST: Final = 3
"""Links through an archive: a story may show how an old page looked."""


def see_through_archive(root: Element) -> None:
    """In a page that came from an archive links lead to the pages themselves again; in others as they were set."""
    if elements_at(root, _CAPTURE):
        for told in elements_at(root, _OF_CAPTURE):
            drop(told)
    links = {link: link.get("href") or "" for link in root.iter("a") if link.get("href")}
    through = {link: own for link, said in links.items() if (own := _unarchived(said)) != said}
    if through and (_is_from_archive(root) or _FEWEST <= len(through) > len(links) / 2):
        for link, own in through.items():
            link.set("href", own)


def see_through_redirects(root: Element) -> None:
    """Links lead where they go, and not to the page of Google Docs that sends on to it."""
    for link in root.iter("a"):
        if found := _SENT_ON.match(link.get("href") or ""):
            link.set("href", unquote(found["own"]))


def _is_from_archive(root: Element) -> bool:
    if elements_at(root, _ARCHIVE):
        return True
    said = elements_at(root, "//link[@rel='canonical']|//meta[@property='og:url']")
    addresses = [each.get("href") or each.get("content") or "" for each in said]
    return any(unarchived(each) != each for each in addresses)


def _unarchived(reference: str) -> str:
    if reference.startswith("/") and not reference.startswith("//"):
        own = unarchived(f"//archive{reference}")
        return reference if own.startswith("//archive") else own
    return unarchived(reference)
