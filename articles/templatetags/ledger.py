"""The ledger's words in templates: kept in English, shown in the language of who reads them."""

from __future__ import annotations

from django import template

from articles.ingest import said as sentences

register = template.Library()


@register.filter
def said(stored: object) -> str:
    """{{ item.reason|said }}: a stored sentence of the import, translated."""
    return sentences.said(str(stored or ""))


@register.filter
def said_each(stored: list[str]) -> str:
    """{{ item.missing|said_each }}: several of them with commas between."""
    return ", ".join(sentences.said(each) for each in stored)
