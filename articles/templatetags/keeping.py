"""`{% keep a b %}…{% endkeep %}`: a part of a page that depends on nothing but a and b."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Any

from django import template
from django.conf import settings
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

MOST = 256


class KeepNode(template.Node):
    """Its text is made once for each set of values; the last 256 are held by the process."""

    def __init__(self, nodelist: NodeList, values: list[FilterExpression]) -> None:
        self.nodelist, self.values = nodelist, values
        self.kept: OrderedDict[Hashable, SafeString] = OrderedDict()

    def render(self, context: template.Context) -> SafeString:
        if settings.DEBUG:
            return self.nodelist.render(context)
        site = (settings.SITE_NAME, settings.SITE_URL, settings.STATIC_URL, get_language())
        key = (site, *(value.resolve(context) for value in self.values))
        found = self.kept.get(key)
        if found is None:
            found = self.kept[key] = self.nodelist.render(context)
            while len(self.kept) > MOST:
                self.kept.popitem(last=False)
        return found


@register.tag
def keep(parser: Parser, token: Token) -> KeepNode:
    """The values must be hashable; the site's name, address and language are always among them."""
    values: list[Any] = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    nodelist = parser.parse(("endkeep",))
    parser.delete_first_token()
    return KeepNode(nodelist, values)
