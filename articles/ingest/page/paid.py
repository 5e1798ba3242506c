"""Whether a page calls its story advertising; such a story waits for an editor."""

from __future__ import annotations

import re
from typing import Final

from articles.ingest import jsonld
from articles.ingest.page.facts import PageFacts
from articles.ingest.page.tree import Element, elements_at, text_of

_LABEL: Final = re.compile(
    r"\W*(?:(?:sponsored|paid|partner|branded|promoted) (?:content|post|story|article|feature)|paid for by\b.{2,60}|"
    r"advertorial|advertisement feature|advertising feature|ad feature|paid partnership|special advertising section|"
    r"anzeige|sponsored post|publireportage|contenu (?:sponsorisé|partenaire)|contenido patrocinado|publirreportaje|"
    r"contenuto sponsorizzato|pubbliredazionale|advertentie|gesponsord|conteúdo patrocinado|annons|annonsørinnhold|"
    r"artykuł sponsorowany|materiał partnera|реклама|на правах рекламы)\W*(?:presented by\b.{2,60}|by\b.{2,60})?",
    re.IGNORECASE,
)
_LONGEST: Final = 100
"""Characters."""


def paid_label(heading: Element | None, facts: PageFacts) -> str:
    """The words by which a page says, right around its headline, that somebody paid for the story."""
    kinds = {kind for told in facts.objects for kind in jsonld.types_of(told)}
    if heading is not None:
        for element in elements_at(
            heading, "preceding::*[position()<=6]|following::*[position()<=4]"
        ):
            words = text_of(element)
            if len(words) <= _LONGEST and _LABEL.fullmatch(words):
                return words
    return "AdvertiserContentArticle" if "advertisercontentarticle" in kinds else ""
