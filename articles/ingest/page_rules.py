"""Rules for one site's pages, as data: where headline, byline, date and body stand, and what to remove."""

from __future__ import annotations

from dataclasses import dataclass

from articles.ingest.addresses import source_code
from articles.ingest.page_tree import Element, elements_at, text_of
from articles.ingest.selectors import to_xpath


@dataclass(frozen=True, slots=True)
class SiteRule:
    """How one site marks its stories, as CSS selectors; an empty one leaves the field to the reader."""

    host: str
    """The host without "www."; its subdomains are meant too."""
    headline: str = ""
    kicker: str = ""
    standfirst: str = ""
    byline: str = ""
    date: str = ""
    section: str = ""
    body: str = ""
    remove: tuple[str, ...] = ()
    """Selectors of what is taken out of the page before anything is read."""

    def covers(self, address: str) -> bool:
        """Whether the rule is for this address."""
        name, own = source_code(address), self.host.lower().removeprefix("www.")
        return bool(own) and (name == own or name.endswith(f".{own}"))


def selected(root: Element, selector: str) -> list[Element]:
    """The elements that a selector names; none for an empty one. Raises BadSelector."""
    return elements_at(root, to_xpath(selector)) if selector else []


def said_by_rule(root: Element, selector: str) -> str:
    """The text of the first element that a selector names and that has any."""
    return next((text_of(element) for element in selected(root, selector) if text_of(element)), "")
