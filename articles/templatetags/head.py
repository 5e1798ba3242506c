"""The head of a page: what articles.public.head.Head says, as elements."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

SINGLE = (
    ("description", '<meta name="description" content="{}">'),
    ("robots", '<meta name="robots" content="{}">'),
    ("canonical", '<link rel="canonical" href="{}">'),
    ("previous", '<link rel="prev" href="{}">'),
    ("next", '<link rel="next" href="{}">'),
)
ALTERNATE = '<link rel="alternate" type="{}" title="{}" href="{}">\n'


@register.simple_tag
def head_tags(head: Any) -> SafeString:
    """One element to a line; `head` is a Head, whose room stands above this one."""
    lines = [format_html(shape, value) for name, shape in SINGLE if (value := getattr(head, name))]
    links = ((link.type, link.title, link.href) for link in head.alternates)
    return format_html(
        "{}\n{}{}{}{}",
        format_html_join("\n", "{}", ((line,) for line in lines)),
        format_html_join("", ALTERNATE, links),
        format_html_join("", '<meta property="{}" content="{}">\n', head.open_graph),
        format_html_join("", '<meta name="{}" content="{}">\n', head.card),
        format_html_join(
            "",
            '<script type="application/ld+json">{}</script>\n',
            ((n,) for n in head.structured_data),
        ),
    )
