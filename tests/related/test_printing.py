"""What `related` and `evaluate_related` print: the ranking, copies on demand, drafts without publishing."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles.models import (
    Article,
    RelatedBan,
    RelatedPick,
    RelatedStory,
    Sketch,
    State,
    Term,
    Visibility,
)
from articles.related.rebuilding import rebuild
from tests.factories import make_article, make_person, make_section, make_source
from tests.related.stories import TEXTS, body, make_library

pytestmark = pytest.mark.django_db


def printed(*options: str) -> dict[str, dict[str, Any]]:
    """Headline of each story printed -> its facts, links by headline."""
    out = io.StringIO()
    call_command("related", "--jsonl", *options, stdout=out)
    told = [json.loads(line) for line in out.getvalue().splitlines()]
    names = dict(Article.objects.values_list("pk", "headline"))
    return {
        names[facts["id"]]: {names[link["id"]]: link for link in facts["related"]} for facts in told
    }


def test_every_public_story_is_printed_with_its_ranking() -> None:
    make_library()
    make_article("draft", headline="Draft")
    make_article("withdrawn", headline="Gone")
    rebuild()
    found = printed()
    assert set(found) == {name.replace("-", " ") for name in TEXTS}
    links = found["strike"]
    assert next(iter(links)) == "strike ends"
    assert set(links["strike ends"]) == {"id", "source_id", "score", "why"}
    scores = [link["score"] for link in links.values()]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] <= 1


def test_stories_about_one_person_only_are_ranked_beyond_what_a_page_shows() -> None:
    person = make_person("Ivo Marchetti")
    texts = [f"{word} {word}" for word in "alpha gamma delta epsilon zeta theta kappa".split()]
    for text in texts:
        make_article(headline=text, standfirst="", body=body(f"{text} own"), people=[person])
    for number in range(12):
        make_article(headline=f"filler {number}", standfirst="", body=body(f"quartz{number} wind"))
    rebuild()
    assert len(printed()["alpha alpha"]) == 6
    assert len(printed("--stored")["alpha alpha"]) == 2


def test_copies_of_a_story_are_printed_only_when_asked_for() -> None:
    library = make_library()
    make_article(headline="Crews walk out", standfirst="", body=body(TEXTS["strike"] + " More."))
    RelatedBan.objects.create(low=library["strike"], high=library["strike-ends"])
    rebuild()
    assert "Crews walk out" not in printed()["strike"]
    every = printed("--all")["strike"]
    assert every["Crews walk out"]["copy"] is True
    assert "strike ends" not in every


def test_picks_come_first_and_only_those_that_are_public() -> None:
    library = make_library()
    for place, target in enumerate([make_article("draft"), library["museum"]]):
        RelatedPick.objects.create(article=library["strike"], target=target, position=place)
    rebuild()
    links = list(printed()["strike"].values())
    assert links[0]["id"] == library["museum"].pk
    assert links[0]["why"] == {"kind": "picked"}
    assert sum(link["id"] == library["museum"].pk for link in links) == 1


def test_drafts_are_ranked_without_being_published() -> None:
    source = make_source()
    for number, (name, text) in enumerate(TEXTS.items()):
        make_article(
            "draft",
            headline="" if name == "budget" else name,
            standfirst="",
            section=None if number % 2 else make_section(),
            body=body(text),
            source=source,
            source_key=f"id-{name}",
            published_at=None,
        )
    held = make_article(
        "held", headline="Held", standfirst="", body=body(TEXTS["whale"] + " Held.")
    )
    before = list(Article.objects.order_by("pk").values())
    found = printed("--include-drafts")
    assert len(found) == len(TEXTS) + 1
    assert found["strike"]["strike-ends"]["source_id"] == "id-strike-ends"
    assert held.headline in found
    assert list(Article.objects.order_by("pk").values()) == before
    assert not RelatedStory.objects.exists()
    assert not Sketch.objects.exists()
    assert not Term.objects.exists()
    assert not Article.objects.filter(visibility=Visibility.PUBLIC).exists()
    assert not Article.objects.filter(state=State.PUBLISHED).exists()


def test_drafts_are_scored_without_being_published_and_who_forgets_them_is_told(
    tmp_path: Path,
) -> None:
    source = make_source()
    for name, text in TEXTS.items():
        make_article(
            "draft", headline=name, standfirst="", body=body(text), source=source, source_key=name
        )
    labels = tmp_path / "labels.jsonl"
    labels.write_text('{"id": "strike", "relevant": {"strike-ends": 2}}')
    out, err = io.StringIO(), io.StringIO()
    call_command("related", stdout=out, stderr=err)
    assert not out.getvalue()
    assert "--include-drafts ranks the 6 that are not published yet" in err.getvalue()
    call_command("evaluate_related", str(labels), stdout=out, stderr=err)
    assert "6 stories are not published yet; they count with --include-drafts" in err.getvalue()
    out = io.StringIO()
    call_command("evaluate_related", str(labels), "--include-drafts", "--json", stdout=out)
    assert json.loads(out.getvalue())["MRR"] == 1


def test_nothing_public_is_told() -> None:
    out, err = io.StringIO(), io.StringIO()
    call_command("related", stdout=out, stderr=err)
    assert (out.getvalue(), err.getvalue()) == ("", "No story is public here.\n")


@pytest.mark.parametrize("option", ["--all", "--include-drafts"])
@pytest.mark.parametrize("command", [["related"], ["evaluate_related", "labels.jsonl"]])
def test_options_that_exclude_each_other_are_told(command: list[str], option: str) -> None:
    with pytest.raises(CommandError, match="--stored goes with neither"):
        call_command(*command, "--stored", option)


def test_a_headline_that_many_stories_bear_makes_no_twins_in_the_ranking() -> None:
    for text in TEXTS.values():
        make_article(headline="Evening briefing", standfirst="", body=body(text))
    rebuild()
    assert not RelatedStory.objects.exists()
    out = io.StringIO()
    call_command("related", stdout=out)
    ranked = [json.loads(line)["related"] for line in out.getvalue().splitlines()]
    assert sum(bool(links) for links in ranked) >= 4
