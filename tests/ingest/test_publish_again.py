"""A file that came in as drafts and is given again with --publish: what goes out, what stays and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from articles.ingest import ledger
from articles.ingest.pipeline import Options, run_import
from articles.ingest.report import summary_lines
from articles.models import Article, Comment, Draft, ImportItem, ImportRun, PersonMention, State
from articles.publishing.moves import move
from articles.publishing.saving import save_story
from articles.publishing.withdraw import withdraw
from tests.factories import make_user
from tests.ingest.wire import STORY, bring_in

pytestmark = pytest.mark.django_db
Wire = Callable[..., Path]


def published() -> list[str]:
    return list(Article.objects.published().values_list("source_key", flat=True).order_by("pk"))


def reason() -> str:
    return ImportItem.objects.latest("pk").reason


def test_an_untouched_draft_goes_out_by_the_same_command(wire: Wire) -> None:
    path = wire()
    bring_in(path)
    ties = list(PersonMention.objects.values("tag", "role"))
    assert bring_in(path, publish=True).counts == {"published": 1}
    assert published() == ["w-1"]
    story = Article.objects.get()
    assert (story.state, story.is_edited_here) == (State.PUBLISHED, False)
    assert story.published_at.isoformat() == STORY["published_at"]
    assert list(PersonMention.objects.values("tag", "role")) == ties
    assert "this run publishes it" in reason()
    assert bring_in(path, publish=True).counts == {"unchanged": 1}, "the third time nothing is left"
    assert bring_in(wire({"version": "2", "kicker": "Bridges"})).counts == {"updated": 1}


def test_a_plan_says_it_and_writes_nothing(wire: Wire) -> None:
    path = wire({}, {"source_id": "w-2", "section": ""})
    bring_in(path)
    rows = list(Article.objects.order_by("pk").values())
    told: list[str] = []
    plan = run_import(
        Options(paths=[str(path)], publish=True, dry_run=True),
        on_outcome=lambda outcome: told.append(f"{outcome.action}: {outcome.reason}"),
    )
    assert plan.counts == {"published": 1, "unchanged": 1}
    assert told[1] == "unchanged: It stays a draft: The story stands in no section."
    lines = list(summary_lines(plan, 1.0, dry_run=True))
    assert any("1 published, 1 unchanged" in line for line in lines), lines
    assert "1 of them stays a draft:" in lines
    assert list(Article.objects.order_by("pk").values()) == rows
    assert bring_in(path, publish=True).counts == plan.counts


def test_undoing_makes_drafts_of_them_again(wire: Wire) -> None:
    path = wire()
    first, second = bring_in(path).run, bring_in(path, publish=True).run
    assert first is not None
    assert second is not None
    stays = ledger.undo(first, dry=True).kept
    assert [why for _pk, _headline, why in stays] == [
        f"run {second.pk} changed it since; take that back first"
    ]
    assert ledger.undo(second).restored == 1
    assert published() == []
    assert Article.objects.get().state == State.DRAFT
    assert bring_in(path, publish=True).counts == {"published": 1}
    assert ledger.undo(ImportRun.objects.latest("pk")).restored == 1
    assert ledger.undo(first).deleted == 1


def test_a_run_below_a_later_one_is_not_taken_back(wire: Wire) -> None:
    bring_in(wire())
    second = bring_in(wire({"version": "2", "kicker": "Bridges"})).run
    third = bring_in(wire({"version": "3", "kicker": "Harbor"})).run
    assert second is not None
    assert third is not None
    assert ledger.undo(second, dry=True).restored == 0
    ledger.undo(third)
    ledger.undo(second)
    assert Article.objects.get().kicker == ""


def _edit(story: Article) -> None:
    story.kicker = "Our kicker"
    save_story(story)


def _review(story: Article) -> None:
    move(story, "submit", by=make_user("root", is_staff=True, is_superuser=True))


def _archive(story: Article) -> None:
    move(story, "archive", by=make_user("root", is_staff=True, is_superuser=True))


def _type(story: Article) -> None:
    Draft.objects.create(article=story, user=make_user("ana"), form={"kicker": "Not saved"})


def _ask(story: Article) -> None:
    Comment.objects.create(article=story, text="Is the month right?")


def _without_section(story: Article) -> None:
    Article.objects.filter(pk=story.pk).update(section=None)


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("touch", "why"),
    [
        (_edit, "It stays a draft: somebody has worked on it here."),
        (_review, "It is not published: the desk has it in review."),
        (_archive, "It is not published: it is archived here."),
        (_type, "It stays a draft: somebody has changes to it that are not saved."),
        (_ask, "It stays a draft: a comment on it is not resolved."),
        (_without_section, "It stays a draft: The story stands in no section."),
    ],
)
def test_what_somebody_has_in_hand_stays(
    wire: Wire, touch: Callable[[Article], None], why: str
) -> None:
    path = wire()
    bring_in(path)
    bring_in(path)  # known to the letter from now on, so that nothing of it is cleaned
    touch(Article.objects.get())
    before = Article.objects.values().get()
    assert bring_in(path, publish=True).counts == {"unchanged": 1}
    assert Article.objects.values().get() == before
    assert reason() == why


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"section": ""}, "The story stands in no section."),
        ({"section": "–"}, "The story stands in no section."),
        ({"status": "draft"}, "The source gives it the status “draft”."),
        ({"status": "scheduled", "published_at": ""}, "gives no time that can be read"),
        ({"embargo_until": "until the mayor sits down"}, "It is not published: it is held here."),
        ({"status": "withheld"}, "It is not published: it is held here."),
    ],
)
def test_what_may_not_go_out_at_first_may_not_the_second_time(
    wire: Wire, said: dict[str, Any], why: str
) -> None:
    path = wire(said)
    bring_in(path)
    for _time in range(2):
        assert bring_in(path, publish=True).counts == {"unchanged": 1}
        assert why in reason()
    assert published() == []


def test_an_embargo_and_a_later_time_are_kept(wire: Wire) -> None:
    later = (timezone.now() + timedelta(days=2)).isoformat()
    path = wire({"embargo_until": later}, {"source_id": "w-2", "published_at": later})
    bring_in(path)
    assert bring_in(path, publish=True).counts == {"published": 2}
    assert published() == []
    after = timezone.now() + timedelta(days=3)
    assert Article.objects.published(after).count() == 2
    assert Article.objects.get(source_key="w-2").state == State.SCHEDULED


def test_what_was_withdrawn_stays_so(wire: Wire) -> None:
    path = wire()
    bring_in(path)
    withdraw(Article.objects.get(), reason="Wrong bridge.")
    assert bring_in(path, publish=True).counts == {"unchanged": 1}
    assert "Wrong bridge." in reason()
    assert published() == []


def test_a_draft_that_the_source_completes_goes_out_with_the_update(wire: Wire) -> None:
    bring_in(wire({"section": "", "headline": "", "published_at": ""}))
    story = Article.objects.get()
    assert story.headline_proposed
    whole = wire({"version": "2"})
    assert bring_in(whole, publish=True).counts == {"updated": 1}
    assert "this run publishes it" in reason()
    story.refresh_from_db()
    assert (story.state, story.headline_proposed) == (State.PUBLISHED, False)
    assert story.published_at.isoformat() == STORY["published_at"]
    assert published() == ["w-1"]
    run = ImportRun.objects.latest("pk")
    assert ledger.undo(run).restored == 1
    assert published() == []


def test_an_update_without_the_word_stays_a_draft(wire: Wire) -> None:
    bring_in(wire())
    assert bring_in(wire({"version": "2", "kicker": "Bridges"})).counts == {"updated": 1}
    assert published() == []
