"""S23: what machines read stays well-formed and safe to read, whatever a story holds."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

import pytest
from django.test import Client
from lxml import etree, html

from articles.export.formats import WRITERS, write
from articles.models import Article
from tests.attack.doors import content_of, readers_doors
from tests.attack.payloads import SHARED, numbered, scripts, storable
from tests.attack.planting import Strings, plant_story
from tests.attack.table import settle
from tests.factories import make_article, make_section

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

ODD = (
    "\u2028line\u2029", "\x0b\x0c\x1f", "\x85\xa0", "\ufeffmark", "]]>", "<!--", "-->", "&#0;", "&#x1F;",
    "</script", "<?xml?>", "\u202eright", "\ufffe\uffff", "=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1",
    "=cmd|' /C calc'!A0", "a\r\nb: c", "😀\U0010ffff", "e\u0301", "\u0085", "%0d%0a", "'\"`\\",
)  # fmt: skip
"""Signs that end, break or bend an output."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
AT_ONCE = 120


def strings() -> list[str]:
    formulas = SHARED / "csv" / "formula.txt"
    everything = [*ODD, *scripts()]
    if len(everything) > len(ODD) + len(numbered()) and formulas.exists():
        everything += formulas.read_text().splitlines()
    return [clean for each in everything if (clean := storable(each)).strip()]


def test_outputs_parse_again_and_hold_nothing_that_ends_them(client: Client) -> None:
    everything, tried, failed = strings(), 0, []
    for start in range(0, len(everything), AT_ONCE):
        story = plant_story(Strings(everything[start : start + AT_ONCE]))
        for door in readers_doors(story):
            answer = client.get(door)
            tried += 1
            kind = answer.headers.get("Content-Type", "").split(";")[0]
            failed += [(door, fault) for fault in faults(kind, content_of(answer))]
            if answer.status_code != 200:
                failed.append((door, f"status {answer.status_code}"))
        for name in WRITERS:
            tried += 1
            text = "".join(write(name, Article.objects.filter(pk=story.pk)))
            failed += [(name, fault) for fault in export_faults(name, text)]
        Article.objects.filter(pk=story.pk).update(visibility="hidden")
    settle("S23", f"{len(everything)} strings, outputs re-parsed", tried=tried, failed=failed)


def faults(kind: str, content: bytes) -> Iterator[str]:
    try:
        if kind.endswith("json"):
            json.loads(content)
        elif kind.endswith("xml"):
            etree.fromstring(content, etree.XMLParser(huge_tree=False, resolve_entities=False))
        elif kind == "text/html":
            yield from json_ld_faults(content)
    except (ValueError, etree.XMLSyntaxError) as error:
        yield f"{kind}: {error}"


def json_ld_faults(content: bytes) -> Iterator[str]:
    page = html.document_fromstring(content)
    for block in page.xpath("//script[@type='application/ld+json']"):
        raw = block.text or ""
        if "</" in raw or "<!--" in raw or "\u2028" in raw or "\u2029" in raw:
            yield "the JSON-LD holds what ends a script"
        json.loads(raw)
    for script in page.xpath("//script[not(@src)][not(@type='application/ld+json')]"):
        yield f"a script without a file: {(script.text or '')[:60]}"


def export_faults(name: str, text: str) -> Iterator[str]:
    if name in {"newsml_g2", "nitf", "wxr"}:
        yield from faults("xml", text.encode())
    elif name == "jsonl":
        for line in text.split("\n"):  # JSON Lines end there alone; a headline may hold U+0085
            if line.strip():
                yield from faults("json", line.encode())
    elif name == "ninjs":
        yield from faults("json", text.encode())
    else:
        rows = csv.reader(io.StringIO(text, newline=""))
        yield from (
            f"cell {cell[:40]!r}" for row in rows for cell in row if cell.startswith(FORMULA)
        )


def test_a_section_with_signs_that_xml_cannot_hold_goes_out_in_every_format() -> None:
    story = make_article(section=make_section(name="Har\x0b\ufffe<bor"), language="en\x0b")
    for name in WRITERS:
        text = "".join(write(name, Article.objects.filter(pk=story.pk)))
        assert list(export_faults(name, text)) == []


def test_the_judge_of_outputs_sees_a_broken_one() -> None:
    page = b'<script type="application/ld+json">{"a": "<!--"}</script><script>alert(1)</script>'
    assert len(list(faults("text/html", page))) == 2
    assert list(faults("application/json", b"{")) != []
    assert list(faults("application/xml", b"<a>\x0b</a>")) != []
    assert list(export_faults("csv", "=1+1,a\n")) == ["cell '=1+1'"]
