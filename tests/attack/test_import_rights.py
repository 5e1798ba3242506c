"""S25: a file never says who may do what, never goes live against its own word, never overwrites an editor."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User

from articles.ingest import reading
from articles.ingest.pipeline import Options, run_import
from articles.ingest.record import StoryRecord
from articles.models import Article, Visibility
from articles.publishing.saving import save_story
from tests.attack.table import settle
from tests.factories import make_source

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

LATER = "2099-01-01T10:00:00Z"


def ninjs(**fields: Any) -> tuple[str, str]:
    item = {"uri": "urn:wire:1", "type": "text", "headline": "A wire story", "body_text": "Words of it.",
            "versioncreated": "2026-11-01T10:00:00Z"}  # fmt: skip
    return "a.ninjs.json", json.dumps({**item, **fields})


def nitf(docdata: str) -> tuple[str, str]:
    return "a.nitf.xml", (
        f"<nitf><head><docdata {docdata}</docdata></head><body><body.head><hedline><hl1>A wire story</hl1>"
        "</hedline></body.head><body.content><p>Words of it.</p></body.content></body></nitf>"
    )


def wxr(status: str) -> tuple[str, str]:
    return "a.wxr.xml", (
        "<rss version='2.0' xmlns:wp='http://wordpress.org/export/1.2/' "
        "xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><wp:wxr_version>1.2</wp:wxr_version>"
        "<wp:author><wp:author_login>root</wp:author_login></wp:author><item><title>A wire story</title>"
        "<content:encoded>Words of it.</content:encoded><wp:post_id>1</wp:post_id><wp:post_type>post</wp:post_type>"
        f"<wp:status>{status}</wp:status></item></channel></rss>"
    )


def ghost(**fields: Any) -> tuple[str, str]:
    post = {
        "id": "1",
        "title": "A wire story",
        "slug": "a",
        "html": "<p>Words of it.</p>",
        "type": "post",
        **fields,
    }
    users = [{"id": "1", "name": "Root", "email": "root@away.example", "roles": ["Owner"]}]
    return "a.ghost.json", json.dumps(
        {"db": [{"meta": {"version": "5.0"}, "data": {"posts": [post], "users": users}}]}
    )


HELD_BACK: dict[str, tuple[str, str]] = {
    "ninjs withheld": ninjs(pubstatus="withheld"),
    "ninjs canceled": ninjs(pubstatus="canceled"),
    "ninjs embargo": ninjs(embargoed=LATER),
    "ninjs unreadable embargo": ninjs(embargoed="until Tuesday"),
    "ninjs unknown status": ninjs(pubstatus="perhaps"),
    "nitf embargo": nitf(f"management-status='embargoed'><doc-id id-string='1'/><date.release norm='{LATER}'/>"),
    "nitf canceled": nitf("management-status='canceled'><doc-id id-string='1'/>"),
    "nitf withheld": nitf("management-status='withheld'><doc-id id-string='1'/>"),
    **{f"wxr {status}": wxr(status) for status in ("draft", "pending", "private", "future", "trash", "odd")},
    **{f"ghost {status}": ghost(status=status, published_at=LATER) for status in ("draft", "scheduled", "sent", "odd")},
}  # fmt: skip


@pytest.fixture(autouse=True)
def _every_story_has_a_section(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that nothing but the source's own word keeps a story back."""
    prepare = reading.prepare

    def in_section(record: StoryRecord, *rest: Any, **options: Any) -> Any:
        record.section = record.section or "Harbor"
        return prepare(record, *rest, **options)

    monkeypatch.setattr(reading, "prepare", in_section)


def bring(folder: Path, name: str, text: str, **options: Any) -> None:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    run_import(Options(paths=[str(path)], source=make_source().code, **options))


def test_the_judge_sees_a_story_that_may_go_out(tmp_path: Path) -> None:
    bring(tmp_path, *ninjs(pubstatus="usable"), publish=True)
    assert Article.objects.published().count() == 1


@pytest.mark.parametrize("case", HELD_BACK)
def test_what_a_source_holds_back_is_not_public(case: str, tmp_path: Path) -> None:
    bring(tmp_path, *HELD_BACK[case], publish=True)
    live = list(Article.objects.published().values_list("headline", flat=True))
    settle("S25", f"held back: {case}", tried=1, failed=live)


FORGED: dict[str, Any] = {"state": "published", "visibility": "public", "created_by": "admin", "is_staff": True,
          "published_at": "2020-01-01T00:00:00Z", "version": 9, "role": "Publisher",
          "settings": {"DEBUG": True}}  # fmt: skip


@pytest.mark.parametrize("case", ["ninjs", "jsonl", "wxr", "ghost"])
def test_by_default_a_file_makes_drafts_and_no_accounts(case: str, tmp_path: Path) -> None:
    line = json.dumps({"headline": "A wire story", "body_text": "Words of it.", **FORGED})
    made = {"ninjs": ninjs(pubstatus="usable", **FORGED), "jsonl": ("a.jsonl", line + "\n"),
            "wxr": wxr("publish"), "ghost": ghost(status="published", **FORGED)}  # fmt: skip
    bring(tmp_path, *made[case])
    stories = Article.objects.all()
    failed = [
        story.headline
        for story in stories
        if story.visibility == Visibility.PUBLIC or story.created_by_id
    ]
    failed += list(User.objects.values_list("username", flat=True))
    settle("S25", f"drafts by default: {case}", tried=max(1, len(stories)), failed=failed)


def test_a_newer_file_overwrites_no_word_of_an_editor(tmp_path: Path) -> None:
    source = make_source()
    path = tmp_path / "a.ninjs.json"
    for version, words in (("1", "Words of it."), ("2", "Words of the wire, newer.")):
        path.write_text(ninjs(version=version, body_text=words)[1])
        run_import(Options(paths=[str(path)], source=source.code))
        story = Article.objects.get()
        if version == "1":
            story.headline = "An editor's headline"
            save_story(story)
    settle("S25", "an editor's words after a newer file", tried=1,
           failed=[] if story.headline == "An editor's headline" else [story.headline])  # fmt: skip


@pytest.mark.parametrize(
    "sender",
    [
        "From: The desk <desk@wire.example>",
        "From: x@gmail.com\nSnapshot-Content-Location: https://wire.example/a",
    ],
)
def test_no_mail_in_a_wires_name_changes_its_story(sender: str, tmp_path: Path) -> None:
    """Anybody may write in its name and under its number: the words of a live story were theirs."""
    wire = {
        "source": "wire.example",
        "source_id": "w-1",
        "headline": "It holds",
        "state": "published",
    }
    (tmp_path / "wire.jsonl").write_text(json.dumps({**wire, "body_text": "The bridge holds."}))
    run_import(Options(paths=[str(tmp_path / "wire.jsonl")], publish=True))
    (tmp_path / "forged.eml").write_text(letter(sender, "w-1", "It fell"))
    run_import(Options(paths=[str(tmp_path / "forged.eml")], publish=True))
    [live] = Article.objects.filter(visibility=Visibility.PUBLIC)
    [new] = Article.objects.exclude(pk=live.pk)
    settle(
        "S25", f"mails in a wire's name: {sender[:9]}", tried=1,
        failed=[] if (live.headline, new.headline) == ("It holds", "It fell") else [live.headline],
    )  # fmt: skip


def test_a_mail_that_meets_its_own_public_story_waits_for_an_editor(tmp_path: Path) -> None:
    """Its number is in every copy of it, so that whoever got one can write the next."""
    path = tmp_path / "a.eml"
    path.write_text(letter("From: a@town.example", "1@town.example", "It holds"))
    call = Options(paths=[str(path)], publish=True)
    run_import(call)
    Article.objects.update(visibility=Visibility.PUBLIC, state="published")
    path.write_text(letter("From: a@town.example", "1@town.example", "It fell"))
    told = [dict(run_import(call).counts) for _again in range(2)]
    story = Article.objects.get()
    failed = [] if story.headline == "It holds" else [story.headline]
    failed += [] if told == [{"held": 1}, {"unchanged": 1}] else [str(told)]
    settle("S25", "a mail that meets its own public story", tried=2, failed=failed)


def letter(sender: str, number: str, headline: str) -> str:
    return (
        f"{sender}\nSubject: {headline}\nMessage-ID: <{number}>\nDate: Mon, 4 May 2026 10:00:00 +0000\n"
        "MIME-Version: 1.0\nContent-Type: text/plain\n\nThe bridge over the Lend was closed on Monday.\n"
    )
