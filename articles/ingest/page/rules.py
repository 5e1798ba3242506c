"""Rules for one site's pages, as data: where headline, byline, date and body stand, and what to remove."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from articles.ingest.addresses import source_code
from articles.ingest.page.selectors import BadSelector, to_xpath
from articles.ingest.page.tree import Element, elements_at, text_of


@dataclass(frozen=True, slots=True)
class SiteRule:
    """How one site marks its stories, as CSS selectors; an empty one leaves the field to the reader."""

    FIELDS: ClassVar = ("headline", "kicker", "standfirst", "byline", "date", "section", "body")

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

    @classmethod
    def from_rules(cls, host: str, rules: Mapping[str, object]) -> SiteRule:
        """The rule for `host` out of named selectors as editors keep them; unknown names are left out.

        `remove` is a list of selectors, or one text of several parted by commas.
        """
        texts = {name: str(rules.get(name) or "").strip() for name in cls.FIELDS}
        removed = rules.get("remove") or ()
        given = removed if isinstance(removed, (list, tuple)) else [removed]
        return cls(host, remove=tuple(str(entry) for entry in given if str(entry).strip()), **texts)

    @classmethod
    def faults_of(cls, rules: object) -> dict[str, list[str]]:
        """What is wrong with rules as an editor writes them: sentences by field; none: they work.

        Under "" stands what no field of a rule can show.
        """
        if not isinstance(rules, Mapping):
            return {
                "": [
                    "The rules are names and selectors, as in "
                    '{"headline": "h1.title", "remove": [".promo"]}.'
                ]
            }
        known = (*cls.FIELDS, "remove")
        found = {
            "": [
                f"There is no field “{str(name)[:40]}”. The fields are: {', '.join(known)}."
                for name in rules
                if name not in known
            ]
        }
        for name, given in rules.items():
            entries = given if name == "remove" and isinstance(given, list) else [given]
            if name in known and not all(isinstance(entry, str) for entry in entries):
                found[name] = [f"“{name}” is no selector but something else."]
        found = {name: faults for name, faults in found.items() if faults}
        return found or cls.from_rules("", rules).faults()

    def faults(self) -> dict[str, list[str]]:
        """What is wrong with the selectors, sentences by field; empty for a rule that works."""
        found: dict[str, list[str]] = {}
        for name in self.FIELDS:
            if selector := getattr(self, name):
                found[name] = _faults_in(selector)
        found["remove"] = [fault for selector in self.remove for fault in _faults_in(selector)]
        return {name: faults for name, faults in found.items() if faults}

    def covers(self, address: str) -> bool:
        """Whether the rule is for this address."""
        name, own = source_code(address), self.host.lower().removeprefix("www.")
        return bool(own) and (name == own or name.endswith(f".{own}"))


def _faults_in(selector: str) -> list[str]:
    try:
        to_xpath(selector)
    except BadSelector as fault:
        return [str(fault)]
    return []


def selected(root: Element, selector: str) -> list[Element]:
    """The elements that a selector names; none for an empty one. Raises BadSelector."""
    return elements_at(root, to_xpath(selector)) if selector else []


def said_by_rule(root: Element, selector: str) -> str:
    """The text of the first element that a selector names and that has any."""
    return next((text_of(element) for element in selected(root, selector) if text_of(element)), "")
