"""How a story looks in a list: its language, the initials of people."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi

from articles.models import Article

register = template.Library()


@register.simple_tag
def language_of(article: Article) -> SafeString | str:
    """` lang dir` attributes where the story's language is not the page's; else nothing."""
    page = get_language() or ""
    if not article.language or article.language.lower() == page.lower():
        return ""
    return format_html(' lang="{}" dir="{}"', article.language, article.direction)


@register.simple_tag
def interface_language(article: Article) -> SafeString | str:
    """The page's own ` lang dir` for its words inside a story of another language."""
    if not language_of(article):
        return ""
    direction = "rtl" if get_language_bidi() else "ltr"
    return format_html(' lang="{}" dir="{}"', get_language(), direction)


@register.filter
def initials(name: str) -> str:
    """First letters of the first and the last name: "Ada King Lovelace" is "AL"."""
    words = [word for word in name.split() if word[:1].isalpha()]
    if not words:
        return name[:1].upper()
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()
