"""A few short stories of which some belong together."""

from __future__ import annotations

from typing import Any

from articles.body.document import document, paragraph
from articles.models import Article
from tests.factories import make_article, make_section

TEXTS = {
    "strike": "Ferry crews walked out at dawn over pay, and the harbor fell silent. The union says the "
    "operator broke a promise on overtime wages for deckhands.",
    "strike-ends": "Ferry crews return to work after the operator raised overtime wages for deckhands; the "
    "union called the pay deal a promise kept and the harbor filled again.",
    "whale": "A whale swam into the river estuary and marine biologists followed the animal with drones "
    "while crowds watched from the bridge.",
    "whale-leaves": "The whale left the river estuary for open sea, marine biologists said, after drones "
    "showed the animal turning near the bridge where crowds watched.",
    "museum": "The museum reopened its gallery of harbor paintings with forty restored canvases and a "
    "catalogue by the curator.",
    "budget": "Councilors passed the city budget after a long debate about libraries, road repairs and "
    "the cost of snow.",
}


def body(text: str) -> dict[str, Any]:
    return document(paragraph(text))


def make_library() -> dict[str, Article]:
    """The six, in one section, not yet linked."""
    section = make_section()
    return {
        name: make_article(
            headline=name.replace("-", " "), standfirst="", section=section, body=body(text)
        )
        for name, text in TEXTS.items()
    }
