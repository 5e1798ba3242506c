"""Text for machines' markup: characters that XML cannot hold are gone; figures for feed readers."""

from __future__ import annotations

import re
from html import escape

from django.utils import timezone

from articles.body.shapes import FigureBlock
from articles.models import Correction
from articles.public.head import absolute
from articles.templatetags.times import day_in_words
from media.models import Picture
from media.renditions import address, fallback, rendition_size

NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """The text without what XML 1.0 forbids; not yet escaped."""
    return NOT_XML.sub("", text)


def xml_escaped(text: str) -> str:
    return escape(xml_text(text), quote=True)


def feed_note(note: Correction) -> str:
    """A dated note as it stands on the story's page."""
    kind, day = escape(note.get_kind_display()), timezone.localtime(note.published_at)
    return (
        f'<p><strong>{kind}</strong> (<time datetime="{day.isoformat(timespec="seconds")}">'
        f"{day_in_words(day)}</time>): {escape(note.text)}</p>"
    )


def feed_figure(picture: Picture, block: FigureBlock) -> str:
    """A figure without classes or scripts, its addresses absolute; nothing where the file is away."""
    view = picture.view()
    if view.missing:
        return ""
    spec = fallback(view)
    width, height = rendition_size(view.width, view.height, spec)
    alt = "" if block.decorative else block.alt or view.alt
    caption = block.caption.strip() or view.caption.strip()
    words = " ".join(part for part in (caption, f"({view.credit})" if view.credit else "") if part)
    below = f"<figcaption>{escape(words)}</figcaption>" if words else ""
    return (
        f'<figure><img src="{escape(absolute(address(view.token, spec)))}" alt="{escape(alt)}" '
        f'width="{width}" height="{height}">{below}</figure>'
    )
