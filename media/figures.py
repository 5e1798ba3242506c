"""Markup of pictures: `<picture>`, and the figure with caption and credit; no query, no story."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from media.renditions import (
    SIZES,
    TEXT_WIDTHS,
    TYPES,
    FigureView,
    address,
    crop_box,
    fallback,
    larger,
    rendition_size,
    source_set,
)
from media.words import same_words


def picture_context(
    view: FigureView,
    *,
    ratio: str = "",
    sizes: str = "text",
    priority: bool = False,
    alt: str | None = None,
    widest: int = 0,
) -> dict[str, Any]:
    """What `media/_picture.html` prints.

    `sizes` is a name of renditions.SIZES or an attribute's text; `alt` None means the picture's
    own. Raises renditions.UnknownRatioError, which lists the ratios there are.
    """
    middle = fallback(view, ratio=ratio)
    width, height = rendition_size(view.width, view.height, middle)
    box = crop_box(view.width, view.height, ratio)
    endings = ("avif", "webp") if view.has_avif else ("webp",)
    return {
        "missing": view.missing,
        "sources": [
            (TYPES[ending], source_set(view, ratio=ratio, ending=ending, widest=widest))
            for ending in endings
        ],
        "source_set": source_set(view, ratio=ratio, ending="jpg", widest=widest),
        "url": address(view.token, middle),
        "sizes": SIZES.get(sizes, sizes),
        "width": width,
        "height": height,
        "alt": view.alt if alt is None else alt,
        "priority": priority,
        "portrait": box.height > box.width,
        "small": not ratio and box.width < min(TEXT_WIDTHS),
    }


def figure_html(
    view: FigureView,
    *,
    caption: str = "",
    alt: str = "",
    credit: str = "",
    decorative: bool = False,
    sizes: str = "text",
    priority: bool = False,
    widest: int = 0,
    words_in: str = "",
) -> SafeString:
    """A whole figure: picture, caption, credit, link to the larger view.

    An empty caption, alt or credit means the picture's own; `decorative` means alt="". An alt
    that only repeats the caption is left out, since the caption says it already. `words_in` is the
    language of our own words where that of the place is another.
    """
    caption = caption.strip() or view.caption.strip()
    spoken = "" if decorative else (alt.strip() or view.alt.strip())
    if same_words(spoken, caption):
        spoken = ""
    picture = picture_context(view, sizes=sizes, priority=priority, alt=spoken, widest=widest)
    return render_to_string(
        "media/_figure.html",
        {
            "picture": picture,
            "caption": caption,
            "credit": credit.strip() or view.credit,
            "larger_url": "" if view.missing else address(view.token, larger(view)),
            "anchor": f"picture-{view.pk}",
            "words_in": words_in,
        },
    )
