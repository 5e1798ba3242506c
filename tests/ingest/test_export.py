"""Exports: what our readers read from what we wrote is what we wrote; hostile words stay words."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from contextlib import redirect_stdout
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from lxml import etree

from articles.body.document import (
    document,
    live_update,
    paragraph,
    pull_quote,
)
from articles.body.words import plain_text
from articles.export import formats, newsml_g2, nitf, tables
from articles.ingest.formats import detect, reader
from articles.ingest.ownexport import read_own
from articles.ingest.pipeline import Options, run_import
from articles.ingest.record import Origin, StoryRecord
from articles.models import Article, Correction, ImportRun, RelatedPick
from articles.publishing.facts import FIELDS
from tests.factories import (
    make_article,
    make_contributor,
    make_person,
    make_section,
    make_source,
    make_topic,
)
from tests.ingest.exported import (
    BODY,
    MODULES,
    ODD,
    ODD_PICTURES,
    picture,
    read_again,
    shape,
    story,
)

SILENT = {
    "ninjs": set(),
    "newsml_g2": {"kicker", "roles", "teasers"},
    "nitf": {"kicker", "related"},
    "wxr": {
        "urgency", "dateline", "version", "embargo_until", "editor_note", "usage_terms", "kind",
        "related", "roles", "source_id", "source", "language", "byline",
    },
}  # fmt: skip
"""What a format has no words for: kicker, who is subject and who is mentioned, WordPress's wires."""


@pytest.mark.parametrize("name", MODULES)
def test_our_reader_reads_what_we_wrote(name: str) -> None:
    (record,) = read_again(name, story())
    expected: dict[str, Any] = {
        "source": "wire.example",
        "source_id": story()["source_id"],
        "version": "3",
        "headline": "Lock gates hold through the storm",
        "kicker": "Harbor",
        "standfirst": "Engineers worked through the night.",
        "section": "City",
        "byline": "By Nora Whitcombe",
        "dateline": "Port Ellen",
        "language": "en-GB",
        "kind": "analysis",
        "status": "usable",
        "published_at": datetime.fromisoformat("2026-05-04T08:15:00+02:00"),
        "updated_at": datetime.fromisoformat("2026-05-04T09:30:00+02:00"),
        "embargo_until": None,
        "urgency": 3,
        "topics": ["Locks", "Storms"],
        "editor_note": "Check the width.",
        "usage_terms": "Not for sale in Norway.",
        "hold": [],
    }
    for field in expected.keys() - SILENT[name]:
        assert getattr(record, field) == expected[field], field
    assert [maker.name for maker in record.contributors] == ["Nora Whitcombe"]
    people = {person.name: person.role for person in record.people}
    assert people.keys() == {"Ana Torres", "Ivo Marchetti"}
    if "roles" not in SILENT[name]:
        assert people == {"Ana Torres": "subject", "Ivo Marchetti": "mentioned"}
    if "related" not in SILENT[name]:
        assert [each.headline for each in record.related] == ["Ferry adds sailings"]


LIVE = document(
    live_update(paragraph("The gates hold."), at="2026-05-04T08:15:00+02:00", heading="Noon"),
    live_update("Forty metres.", pull_quote("It holds"), at="2026-05-04T09:15:00+02:00"),
)
NITF_STORIES = {
    "whole": {},
    "odd": {"body": ODD, "pictures": [picture("body", *each.values()) for each in ODD_PICTURES]},
    "live": {"body": LIVE, "pictures": []},
    "corrected": {"corrections": [{"kind": "correction", "text": "It was May.", "published_at": None}]},
    "bare": {
        "state": "draft", "section": "", "kind": "news", "byline": "", "standfirst": "", "language": "",
        "published_at": None, "updated_at": None, "urgency": None, "people": [], "topics": [], "url": "",
    },
}  # fmt: skip


@pytest.mark.parametrize("changes", NITF_STORIES.values(), ids=NITF_STORIES)
def test_nitf_has_the_order_and_attributes_of_its_documentation(changes: dict[str, Any]) -> None:
    dtd = etree.DTD(str(Path(__file__).with_name("nitf_as_written.dtd")))
    written = etree.fromstring("".join(nitf.write([story(**changes)])).encode())
    assert dtd.validate(written), dtd.error_log


@pytest.mark.parametrize("kind", ["correction", "clarification", "update", "retraction"])
def test_a_correction_travels_in_nitf_and_json_with_its_kind(kind: str) -> None:
    told = {"kind": kind, "text": "The width was wrong.", "published_at": None}
    (record,) = read_again("nitf", story(corrections=[told]))
    assert [(each.kind, each.text) for each in record.corrections] == [(kind, told["text"])]
    own = read_own(story(corrections=[told]), Origin("export.jsonl"))
    assert own is not None
    assert [(each.kind, each.text) for each in own[0].corrections] == [(kind, told["text"])]


def test_a_table_gives_back_every_column_that_it_has() -> None:
    given = story()
    written = "".join(tables.write([given])).encode()
    assert detect("export.csv", written) == "tables"
    (record,) = reader("tables").read(io.BytesIO(written), "export.csv")  # type: ignore[attr-defined]
    assert isinstance(record, StoryRecord)
    same = (
        "source", "source_id", "version", "headline", "kicker", "standfirst", "slug", "section",
        "byline", "dateline", "language", "kind", "urgency", "topics", "editor_note", "usage_terms",
    )  # fmt: skip
    assert {name: getattr(record, name) for name in same} == {name: given[name] for name in same}
    assert record.published_at == datetime.fromisoformat(given["published_at"])
    assert record.updated_at == datetime.fromisoformat(given["updated_at"])
    assert [person.name for person in record.people] == ["Ana Torres", "Ivo Marchetti"]
    assert record.status == "usable"
    told = "\n".join(line.text for line in record.lines or [])
    assert told.split() == given["body_text"].split()


@pytest.mark.parametrize("name", MODULES)
def test_pictures_keep_caption_alt_and_credit(name: str) -> None:
    (record,) = read_again(name, story())
    (lead,) = [each for each in record.pictures if each.role == "lead"]
    assert (lead.reference, lead.caption, lead.alt, lead.credit) == (
        "lead.jpg",
        "The gates from the air",
        "Two gates",
        "Leo Park",
    )
    assert record.body is not None
    (shown,) = [block for block in record.body["content"] if block["type"] == "figure"]
    attributes = shown["attrs"]
    assert attributes["source_url"] == "gate.jpg"
    assert (attributes["caption"], attributes["alt"]) == ("Gate two at dawn", "A steel gate")
    assert attributes["credit"] == "Ida Moss"
    assert len(record.pictures) == 1, "no picture stands twice"


@pytest.mark.parametrize("name", MODULES)
def test_the_body_comes_back_block_by_block(name: str) -> None:
    plain, odd = (
        story(),
        story(body=ODD, pictures=[picture("body", **each) for each in ODD_PICTURES]),
    )
    read = read_again(name, plain, {**odd, "id": 8, "source_id": "w-8"})
    for given, record in zip((BODY, ODD), read, strict=True):
        assert record.body is not None
        assert list(shape(record.body["content"])) == list(shape(given["content"]))


def test_a_time_in_a_sentence_stays_in_it() -> None:
    page = "<p>On <time>Monday</time> it held.</p><p><time>4 May</time></p>"
    written = "".join(newsml_g2.write([story()])).replace("<p>Work ends in May.</p>", page)
    (record,) = reader("newsml_g2").read(io.BytesIO(written.encode()), "export")  # type: ignore[attr-defined]
    assert isinstance(record, StoryRecord)
    assert record.body is not None
    assert plain_text(record.body).endswith("On Monday it held.")


@pytest.mark.parametrize("name", MODULES)
def test_updates_of_a_live_story_come_back_with_their_times(name: str) -> None:
    body = document(
        live_update("The gate is shut.", at="2026-05-04T08:10:00+02:00", heading="Shut"),
        live_update("Water rises.", at="2026-05-04T07:00:00+02:00", key_moment=True),
    )
    (record,) = read_again(name, story(kind="live", body=body, pictures=[]))
    assert record.body is not None
    assert list(shape(record.body["content"])) == list(shape(body["content"]))


@pytest.mark.parametrize("name", MODULES)
@pytest.mark.parametrize(
    ("state", "statuses"),
    [
        ("draft", {"withheld", "draft"}),
        ("in_review", {"withheld", "draft"}),
        ("held", {"withheld", "private"}),
        ("scheduled", {"withheld", "scheduled"}),
        ("withdrawn", {"canceled"}),
    ],
)
def test_nothing_that_is_not_public_leaves_as_usable(
    name: str, state: str, statuses: set[str]
) -> None:
    records = read_again_if_any(name, story(state=state))
    assert all(record.status in statuses for record in records)
    assert records or (name, state) == ("wxr", "withdrawn")


def read_again_if_any(name: str, *stories: dict[str, Any]) -> list[StoryRecord]:
    written = "".join(MODULES[name].write(stories)).encode()
    found = reader(name).read(io.BytesIO(written), "export")
    return [each for each in found if isinstance(each, StoryRecord)]


@pytest.mark.parametrize("name", ["ninjs", "newsml_g2", "nitf"])
def test_an_embargo_travels_with_its_zone(name: str) -> None:
    (record,) = read_again(name, story(embargo_until="2031-01-02T06:00:00-05:00"))
    assert record.embargo_until == datetime.fromisoformat("2031-01-02T06:00:00-05:00")
    assert record.hold == []


def test_wordpress_that_knows_no_embargo_gets_a_private_post() -> None:
    (record,) = read_again("wxr", story(embargo_until="2031-01-02T06:00:00-05:00"))
    assert record.status == "private"


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "]]>&amp;&lt;<!--",
    "\x00\x01\x08\x0b\x0c\x0e\x1f\x7f\ufffe\uffff",
    "\u202etest\u202c\u2028 \u2029\u200b\ufeff",
    "Ω≈ç√∫˜µ≤≥÷ 田中さんにあげて下さい 👩🏽‍🚒 Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n̝̗͕v̟̜̘̦͟o̶̙̰̠kè͚̮̺̪̹̱̤ ̖t̝͕̳̣̻̪͞h̼͓̲̦̳̘̲e͇̣̰̦̬͎",
    "$(touch /tmp/x) `ls` %s %n {0} ${HOME} {{7*7}}",
    "'; DROP TABLE users; --",
    "=1+1|cmd",
    "ﷺ الطفل ١٢٣ שלום",
]


@pytest.mark.parametrize("name", MODULES)
@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_come_back_as_words(name: str, words: str) -> None:
    given = story(
        headline=f"Head {words} line",
        body=document(paragraph(f"Text {words} end")),
        byline=f"By {words}",
        topics=[f"Topic {words}"],
        pictures=[picture("lead", "lead.jpg", f"Caption {words}", f"Alt {words}", "Ida Moss")],
    )
    written = "".join(MODULES[name].write([given]))
    if name == "ninjs":
        json.loads(written)
    else:
        etree.fromstring(written.encode())
    (record,) = read_again(name, given)
    assert "Head" in record.headline
    assert record.headline.endswith("line")
    assert record.body is not None
    said = plain_text(record.body)
    assert said.startswith("Text")
    assert said.rstrip().endswith("end")
    if words.isprintable() and "<" not in words and "&" not in words:
        assert " ".join(words.split()) in " ".join(said.split())


def test_no_cell_of_a_table_starts_a_formula() -> None:
    signs = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"]
    written = "".join(tables.write([story(headline=sign, byline=sign) for sign in signs]))
    rows = list(csv.reader(io.StringIO(written, newline="")))
    assert len(rows) == 1 + len(signs)
    for row in rows[1:]:
        assert len(row) == len(tables.COLUMNS)
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize("name", formats.WRITERS)
def test_no_story_at_all_is_a_whole_document(name: str) -> None:
    written = "".join(formats.WRITERS[name]([]))
    if name == "ninjs":
        assert json.loads(written) == []
    elif name in {"newsml_g2", "nitf", "wxr"}:
        etree.fromstring(written.encode())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("option", "said"),
    [
        ({"section": "nope"}, "--section: there is none called “nope”."),
        ({"source": "nope"}, "--source: there is none called “nope”."),
        ({"since": "yesterday"}, "is no time with a zone"),
    ],
)
def test_an_export_of_what_is_not_there_is_a_wrong_call(option: dict[str, str], said: str) -> None:
    with pytest.raises(CommandError, match=said) as raised:
        call_command("export_articles", **option)
    assert raised.value.returncode == 2


@pytest.mark.django_db
def test_jsonl_into_an_empty_database_gives_the_same_stories(tmp_path: Path) -> None:
    source = make_source(code="wire.example")
    section = make_section(name="City", slug="city")
    for number in range(3):
        article = make_article(
            "published",
            headline=f"Lock gates hold in storm {number}",
            source=source,
            source_key=f"w-{number}",
            source_version="2",
            section=section,
            body=BODY,
            byline="By Nora Whitcombe",
            dateline="Port Ellen",
            urgency=4,
            people=[make_person(f"Ana Torres{number}")],
            topics=[make_topic(f"Locks {number}")],
            contributors=[make_contributor(f"Nora Whitcombe{number}")],
        )
        RelatedPick.objects.create(
            article=article, position=0, headline=f"Ferry {number}", headline_key=f"ferry {number}"
        )
        Correction.objects.create(
            article=article, text="The width was wrong.", published_at=article.published_at
        )
        Article.objects.filter(pk=article.pk).update(corrected_at=article.published_at)
    before = exported_lines()
    path = tmp_path / "all.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in before))
    Article.objects.all().delete()
    ImportRun.objects.all().delete()
    result = run_import(Options(paths=[str(path)], publish=True))
    assert result.counts == {"created": 3}
    after = exported_lines()
    told_apart = {"id", "url", "missing", "cleaning"}
    for old, new in zip(before, after, strict=True):
        differing = {name for name in FIELDS if old[name] != new[name]} - told_apart
        assert differing <= {"body", "people"}, {name: (old[name], new[name]) for name in differing}
        assert list(shape(old["body"]["content"])) == list(shape(new["body"]["content"]))
        names = {person["name"] for person in old["people"]}
        assert names <= {person["name"] for person in new["people"]}


def exported_lines() -> list[dict[str, Any]]:
    written = io.StringIO()
    with redirect_stdout(written):
        call_command("export_articles")
    return [json.loads(line) for line in written.getvalue().splitlines()]


@pytest.mark.django_db
def test_an_export_that_breaks_off_leaves_the_older_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_article(headline="One ferry")
    kept = tmp_path / "all.jsonl"
    call_command("export_articles", "--output", str(kept))
    before = kept.read_bytes()
    assert json.loads(before)["headline"] == "One ferry"

    def lines(*_given: object) -> Iterator[str]:
        yield "half a "
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(formats, "write", lines)
    with pytest.raises(CommandError, match="No space left"):
        call_command("export_articles", "--output", str(kept))
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [before]


@pytest.mark.django_db
def test_an_export_keeps_the_link_and_the_rights_of_the_older_file(tmp_path: Path) -> None:
    make_article(headline="One ferry")
    kept, link = tmp_path / "kept.jsonl", tmp_path / "all.jsonl"
    kept.write_text("older")
    kept.chmod(0o600)
    link.symlink_to(kept)
    call_command("export_articles", "--output", str(link))
    assert link.is_symlink()
    assert json.loads(kept.read_bytes())["headline"] == "One ferry"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert len(list(tmp_path.iterdir())) == 2
