"""Template tags of pictures: thin calls of media.figures; no query in any of them."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString

from media.figures import figure_html, picture_context
from media.models import Picture
from media.renditions import FigureView, Spec, address, choices

register = template.Library()


@register.inclusion_tag("media/_picture.html")
def picture(picture: Picture | FigureView, **options: Any) -> dict[str, Any]:
    """`{% picture row ratio="5:4" sizes="card" priority=True alt="" %}`: the responsive picture.

    Options are those of media.figures.picture_context.
    """
    return {"picture": picture_context(_view(picture), **options)}


@register.simple_tag
def figure(picture: Picture | FigureView, **options: Any) -> SafeString:
    """`{% figure row caption=… alt=… credit=… priority=True %}`: the picture with its words.

    Options are those of media.figures.figure_html.
    """
    return figure_html(_view(picture), **options)


@register.simple_tag
def thumbnail_url(picture: Picture | FigureView, ratio: str = "1:1", width: int = 160) -> str:
    """The path of a small JPEG, `width` pixels wide or the next one that exists."""
    view = _view(picture)
    offered = choices(view, ratio=ratio)
    chosen = next((each for each in offered if each >= width), offered[-1])
    return address(view.token, Spec(chosen, ratio, "jpg"))


def _view(picture: Picture | FigureView) -> FigureView:
    return picture.view() if isinstance(picture, Picture) else picture
