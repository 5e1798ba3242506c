"""The import from paths to rows: what arrives, how it stands here, plans, bad input."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from articles.body.document import paragraph
from articles.models import (
    Article,
    FormerAddress,
    ImportItem,
    ImportRun,
    ItemAction,
    Person,
    Placement,
    RelatedPick,
    State,
    Visibility,
)
from articles.publishing.checks import CHECKS, check_story
from articles.publishing.facts import FIELDS
from tests.ingest.wire import STORY, bring_in
from tests.shared_data import shared_data

pytestmark = pytest.mark.django_db


def test_a_corrected_story_says_when_it_was_last_corrected(wire: Callable[..., Path]) -> None:
    notes = [
        {
            "kind": "correction",
            "text": f"On day {day} we erred.",
            "published_at": f"2026-05-0{day}T09:00:00+00:00",
        }
        for day in (6, 8, 7)
    ]
    bring_in(wire({"corrections": notes}, {"source_id": "w-2", "headline": "Another"}))
    told = dict(Article.objects.values_list("source_key", "corrected_at"))
    assert f"{told['w-1']:%Y-%m-%d}" == "2026-05-08"
    assert told["w-2"] is None


def test_a_wire_story_arrives_with_everything_that_it_says(wire: Callable[..., Path]) -> None:
    result = bring_in(wire(), publish=True)
    assert result.counts == {"created": 1}
    story = Article.objects.published().get()
    assert story.headline == STORY["headline"]
    assert story.section is not None
    assert story.section.name == "City"
    assert story.source is not None
    assert (story.source.code, story.source_key) == ("wire.example", "w-1")
    assert [tie.contributor.name for tie in story.credits.all()] == ["Nora Whitcombe"]
    assert [tie.topic.name for tie in story.topic_ties.all()] == ["Bridges", "Transport"]
    tie = story.mentions.get()
    assert (tie.tag.name, tie.role, tie.evidence["count"]) == ("Ivo Marchetti", "subject", 2)
    assert tie.story_published_at == story.published_at
    assert RelatedPick.objects.get(article=story).headline == "Ferry adds sailings"


def test_without_publish_a_story_waits_as_a_draft(wire: Callable[..., Path]) -> None:
    bring_in(wire())
    story = Article.objects.get()
    assert (story.state, story.visibility) == (State.DRAFT, Visibility.HIDDEN)
    assert not Article.objects.published().exists()


@pytest.mark.parametrize(
    ("fault", "check"),
    [
        ({"section": ""}, "section"),
        ({"headline": ""}, "headline"),
        ({"body_text": "", "body_html": '<figure><img src="https://a.example/b.jpg"></figure>'}, "text"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_publishing_an_import_asks_the_checks_of_the_desk(
    wire: Callable[..., Path], fault: dict[str, str], check: str
) -> None:
    """Those that bind an import; a picture without words is no text to the form, nor to it."""
    assert check in {each.name for each in CHECKS if each.binds_import}
    bring_in(wire(fault), publish=True)
    story = Article.objects.get()
    assert (story.state, story.visibility) == (State.DRAFT, Visibility.HIDDEN)
    assert check in {found.check for found in check_story(story)}


def test_an_embargo_that_cannot_be_read_holds_the_story(wire: Callable[..., Path]) -> None:
    result = bring_in(wire({"embargo_until": "sometime next week"}), publish=True)
    assert result.counts == {"held": 1}
    story = Article.objects.get()
    assert story.state == State.HELD
    assert story.hold_reasons
    assert not Article.objects.published().exists()


def test_an_embargo_that_can_be_read_keeps_the_story_until_then(wire: Callable[..., Path]) -> None:
    bring_in(wire({"embargo_until": "2999-01-01T00:00:00+00:00"}), publish=True)
    assert Article.objects.get().visibility == Visibility.PUBLIC
    assert not Article.objects.published().exists()


def test_one_bad_item_among_good_ones_is_named_and_the_rest_goes_in(tmp_path: Path) -> None:
    path = tmp_path / "wire.jsonl"
    good = [json.dumps({**STORY, "source_id": f"w-{n}"}) for n in range(20)]
    path.write_text("\n".join([*good[:7], '{"headline": "cut off', *good[7:]]))
    result = bring_in(path)
    assert result.counts == {"created": 20, "refused": 1}
    (problem,) = [each for each in result.problems if each.action == "refused"]
    assert problem.origin.place == "line 8"
    line = ImportItem.objects.get(action=ItemAction.REFUSED)
    assert (line.file, line.place) == ("wire.jsonl", "line 8")
    assert line.reason == problem.message


def test_a_plan_writes_nothing(wire: Callable[..., Path]) -> None:
    result = bring_in(wire(), dry_run=True)
    assert result.counts == {"created": 1}
    assert not Article.objects.exists()
    assert not ImportRun.objects.exists()
    assert not Person.objects.exists()


def test_former_addresses_come_along(wire: Callable[..., Path]) -> None:
    bring_in(wire({"former_addresses": ["/2019/05/old-bridge"]}))
    row = FormerAddress.objects.get()
    assert row.article == Article.objects.get()
    assert row.path.strip("/") == "2019/05/old-bridge"


@pytest.mark.parametrize(
    ("fields", "asked"),
    [
        ({"former_addresses": ["/2019/05/old-bridge/"]}, "/2019/05/old-bridge/"),
        ({"former_addresses": ["/2019/05/old-bridge/"]}, "/2019/05/old-bridge"),
        ({"former_addresses": ["/story.php?id=7"]}, "/story.php?id=7"),
        ({"former_addresses": ["/2019/br%C3%BCcke/"]}, "/2019/br%C3%BCcke/"),
        ({"former_addresses": ["https://old.example/2019/bridge/"]}, "/2019/bridge/"),
        ({"url": "http://127.0.0.1:8000/2019/bridge.html"}, "/2019/bridge.html"),
    ],
)
def test_readers_who_come_by_a_former_address_find_the_story(
    wire: Callable[..., Path], client: Client, fields: dict[str, Any], asked: str
) -> None:
    bring_in(wire(fields), publish=True)
    answer = client.get(asked, follow=True)
    assert answer.redirect_chain[-1][0] == Article.objects.get().get_absolute_url()
    assert answer.status_code == 200


def test_the_address_of_another_house_is_no_path_of_ours(wire: Callable[..., Path]) -> None:
    bring_in(wire({"url": "https://wire.example/2019/bridge"}), publish=True)
    assert not FormerAddress.objects.exists()


def command(*arguments: str) -> tuple[int, str]:
    """Exit status and standard output of import_articles."""
    out = io.StringIO()
    try:
        call_command("import_articles", *arguments, stdout=out, stderr=io.StringIO())
    except SystemExit as stop:
        return int(str(stop.code)), out.getvalue()
    return 0, out.getvalue()


def test_the_plan_prints_the_objects_that_an_export_writes(wire: Callable[..., Path]) -> None:
    path = wire()
    status, planned = command(str(path), "--dry-run", "--json")
    assert status == 0
    (plan,) = json.loads(planned)["stories"]
    bring_in(path)
    written = io.StringIO()
    with redirect_stdout(written):
        call_command("export_articles")
    exported = json.loads(written.getvalue())
    assert tuple(plan) == tuple(exported) == FIELDS
    differing = {name for name in FIELDS if plan[name] != exported[name]}
    assert differing == {"id", "url"}


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty"),
        (b"\x00\x01\x02\x03\xff\xfe\x00" * 40, "binary"),
        (b"*** --- *** \n ... \n", "no words"),
        pytest.param(b"a" * 50_000_000, "The file is over 20 MB", marks=pytest.mark.sqlite),
    ],
)
def test_a_useless_file_is_one_sentence_and_status_3(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "strange.txt"
    path.write_bytes(content)
    result = bring_in(path)
    (problem,) = result.problems
    assert said in problem.message
    assert not Article.objects.exists()
    assert command(str(path))[0] == 3


def test_a_missing_path_is_status_3_with_what_to_do() -> None:
    result = bring_in(Path("no/such/file.txt"))
    assert "Check the path" in result.problems[0].message
    assert command("no/such/file.txt")[0] == 3


@pytest.mark.parametrize("name", ["wire.zip", "Wire.TAR.GZ"])
def test_the_words_of_a_failed_download_are_no_story(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("Sorry, the export you asked for is not ready yet.\n" * 5)
    result = bring_in(tmp_path / name)
    assert (result.counts.total(), Article.objects.count()) == (0, 0)
    assert [problem.message for problem in result.problems] == [
        "The file is named like an archive and holds none. Copy or export it again."
    ]


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    assert "holds no files" in bring_in(tmp_path).problems[0].message


def test_an_unknown_format_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no format") as raised:
        command(str(tmp_path), "--format", "nonsense")
    assert raised.value.returncode == 2


def test_undecodable_bytes_are_read_and_noted(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes("The café opened on Monday, said the owner of the café.\n".encode("cp1252"))
    result = bring_in(path)
    assert result.counts == {"created": 1}
    assert "café" in Article.objects.get().headline
    assert any("windows-1252" in problem.message for problem in result.problems)


def test_a_body_is_checked_on_its_way_in(wire: Callable[..., Path]) -> None:
    evil = {"type": "doc", "content": [paragraph("fine"), {"type": "script", "attrs": {}}]}
    result = bring_in(wire({"body": evil, "body_text": ""}, {"source_id": "w-2"}))
    assert Article.objects.filter(source_key="w-2").exists()
    for story in Article.objects.all():
        assert all(block["type"] != "script" for block in story.body["content"])
    assert result.problem_count or Article.objects.count() == 2


def test_the_sample_story_becomes_what_the_design_says() -> None:
    path = shared_data("seed", "dailymail-space-race.txt")
    result = bring_in(path, publish=True)
    assert result.counts == {"created": 1}
    story = Article.objects.get()
    assert (story.state, story.headline_proposed) == (State.DRAFT, True)
    assert story.source is not None
    assert story.source.code == "dailymail.co.uk"
    assert Placement.objects.filter(article=story, picture=None).count() == 7
    roles = {tie.tag.name: tie.role for tie in story.mentions.all()}
    assert roles == {
        "Dmitry Rogozin": "subject",
        "Elon Musk": "subject",
        "Jeff Bezos": "subject",
        "Richard Branson": "subject",
        "Wally Funk": "mentioned",
        "Brad Pitt": "mentioned",
        "Katy Perry": "mentioned",
    }
    assert [len(pick.teaser) > 10 for pick in story.picks.all()] == [True] * 4
    item = ImportItem.objects.get()
    assert {"headline (proposed)", "byline", "date", "section"} <= set(item.missing)
    before = list(Article.objects.values())
    assert bring_in(path, publish=True).counts == {"unchanged": 1}
    assert list(Article.objects.values()) == before
