"""A story as an export says it, with every block, and what our own readers make of it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from articles.body.document import (
    bullet_list,
    document,
    embed,
    fact_box,
    figure,
    hard_break,
    heading,
    link,
    list_item,
    ordered_list,
    paragraph,
    pull_quote,
    quotation,
    rule,
    table,
    table_cell,
    text,
)
from articles.body.words import plain_text
from articles.export import newsml_g2, ninjs, nitf, wxr
from articles.ingest.formats import detect, reader
from articles.ingest.record import Problem, StoryRecord
from articles.publishing.facts import FIELDS

BODY = document(
    paragraph("The ", text("lock", "strong"), " gates ", text("held", "emphasis"), "."),
    heading("What the port says", level=2),
    paragraph("See ", text("the plan", link("https://port.example/plan?a=1&b=2")), "."),
    figure(
        caption="Gate two at dawn", alt="A steel gate", credit="Ida Moss", source_url="gate.jpg"
    ),
    quotation("It will hold.", "It must.", attribution="Ana Torres"),
    pull_quote("It must hold", attribution="Ana Torres"),
    bullet_list("one", list_item("two", bullet_list("two and a half"))),
    ordered_list("third", start=3),
    embed("youtube", "dQw4w9WgXcQ"),
    fact_box("The gates are 40 m wide.", heading="The gates"),
    table(
        ["Gate", "Width", "Checked"],
        ["North", "40 m", table_cell(text("in May", "strong"), " by ", text("us", link("/us")))],
        ["South", "38 m", ""],
        caption="The gates & their widths",
        head_row=True,
    ),
    rule(),
    paragraph("Work ends in May."),
)

ODD = document(
    paragraph("Bold over ", text("a link", "strong", link("https://e.example/a?b=1&c=2")), "."),
    paragraph(text("both", "strong", "emphasis"), " and a crew 👩🏽\u200d🚒 of Norway 🇳🇴."),
    paragraph("הגשר נסגר, ", text("שני", "strong"), " — العدد ١٢"),
    heading("Third", level=3),
    paragraph("Line one", hard_break(), "line two"),
    heading("Fourth", level=4),
    bullet_list(list_item("a", bullet_list(list_item("b", ordered_list("c", "d", start=7)))), "e"),
    figure(caption="First <b> & more", alt="One", credit="Ida Moss/Wire", source_url="one.jpg"),
    figure(
        caption="Second",
        alt="Two",
        credit="© Leo Park",
        source_url="https://e.example/2.jpg?x=1&y=2",
    ),
    figure(alt="Without a caption", credit="Wire via Pool", source_url="three.jpg"),
    quotation("Said by nobody."),
    pull_quote("Large, and by nobody"),
    fact_box(
        "One.", bullet_list("x", "y"), "Read on May 2 by all.", heading="Box", as_of="2026-05-01"
    ),
    fact_box("Without a head."),
    table(["a <b>", "two"], ["c", table_cell("d", hard_break(), "e")], head_column=True),
    table(["Ellen", "4.1"], ["Vik", "3.9"], ["Sund", "3.7"]),
    table(["Port", "Meters"], ["Ellen", "4.1"], ["Vik", "3.9"]),
    table(["alone"]),
    table(["one", "row"], head_row=True),
    table(["one"], ["column"], head_column=True),
    table(["a", "", "b"], ["", "", ""], ["c", "", "d " * 250 + "e"]),
    table([table_cell(text("bold", "strong")), table_cell(text("too", "strong"))], ["x", "y"]),
    fact_box("In it:", table(["", "1 & 2"], ["x", "y"], head_row=True, head_column=True)),
    rule(),
    paragraph("By the way, credit: none."),
)
"""What exports trip over: marks on marks, lists in lists, scripts from the right, boxes without a head."""
ODD_PICTURES = [
    {
        "file": block["attrs"]["source_url"],
        **{name: block["attrs"][name] for name in ("caption", "alt", "credit")},
    }
    for block in ODD["content"]
    if block["type"] == "figure"
]


def story(**changes: Any) -> dict[str, Any]:
    """A story as an export says it."""
    facts: dict[str, Any] = dict.fromkeys(FIELDS, "")
    facts |= {
        "id": 7,
        "source": "wire.example",
        "source_id": "urn:newsml:wire.example:20260504:w-7",
        "version": "3",
        "headline": "Lock gates hold through the storm",
        "headline_proposed": False,
        "kicker": "Harbor",
        "standfirst": "Engineers worked through the night.",
        "slug": "lock-gates-hold",
        "url": "https://news.example/city/lock-gates-hold-7/",
        "section": "City",
        "byline": "By Nora Whitcombe",
        "contributors": [{"name": "Nora Whitcombe", "role": ""}],
        "dateline": "Port Ellen",
        "language": "en-GB",
        "state": "published",
        "kind": "analysis",
        "published_at": "2026-05-04T08:15:00+02:00",
        "updated_at": "2026-05-04T09:30:00+02:00",
        "corrected_at": None,
        "embargo_until": None,
        "urgency": 3,
        "topics": ["Locks", "Storms"],
        "people": [
            {"name": "Ana Torres", "role": "subject", "aliases_seen": []},
            {"name": "Ivo Marchetti", "role": "mentioned", "aliases_seen": []},
        ],
        "body": BODY,
        "body_text": plain_text(BODY),
        "pictures": [
            picture("lead", "lead.jpg", "The gates from the air", "Two gates", "Leo Park"),
            picture("body", "gate.jpg", "Gate two at dawn", "A steel gate", "Ida Moss"),
        ],
        "related": [
            {"headline": "Ferry adds sailings", "teaser": "Four a day", "url": "", "article": None}
        ],
        "corrections": [],
        "editor_note": "Check the width.",
        "usage_terms": "Not for sale in Norway.",
        "missing": [],
        "cleaning": [],
        "takedown": None,
    }
    return {**facts, **changes}


def picture(role: str, file: str, caption: str, alt: str, credit: str) -> dict[str, Any]:
    return {
        "caption": caption, "alt": alt, "credit": credit, "file": "", "width": 1200,
        "height": 800, "role": role, "wanted": True, "source_url": file,
    }  # fmt: skip


MODULES = {"ninjs": ninjs, "newsml_g2": newsml_g2, "nitf": nitf, "wxr": wxr}


def read_again(name: str, *stories: dict[str, Any]) -> list[StoryRecord]:
    """What our own reader makes of our export, found by its content alone."""
    written = "".join(MODULES[name].write(stories)).encode()
    assert detect("export", written[:65_536]) == name
    found = list(reader(name).read(io.BytesIO(written), "export"))
    refused = [each for each in found if isinstance(each, Problem) and each.action == "refused"]
    assert not refused
    return [each for each in found if isinstance(each, StoryRecord)]


def shape(blocks: list[Any]) -> Iterator[Any]:
    """Types, words with marks and attributes that say something; no ids."""
    for block in blocks:
        if block["type"] == "text":
            marks = [mark["type"] for mark in block.get("marks", [])]
            yield block["text"], marks
            continue
        told = {
            key: value
            for key, value in block.get("attrs", {}).items()
            if value and key not in {"id", "proposed"}
        }
        yield block["type"], told, list(shape(block.get("content", [])))
