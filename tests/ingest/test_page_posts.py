"""Pages of several whole stories: each is read for itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from articles.ingest.bodies import BodyRefused
from articles.ingest.readers import webpage
from articles.ingest.record import Problem, StoryRecord


def test_of_several_stories_on_a_page_one_that_is_refused_takes_no_other_with_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = Path(__file__).with_name("samples") / "webpage" / "two-stories-one-page.html"
    given = webpage.set_body

    def refuse_first(story: StoryRecord, *rest: Any) -> None:
        if story.headline.startswith("Bake sale"):
            raise BodyRefused("The body was refused: it is too long.")
        given(story, *rest)

    monkeypatch.setattr(webpage, "set_body", refuse_first)
    with page.open("rb") as opened:
        first, second = webpage.read(opened, page.name)
    assert isinstance(first, Problem)
    assert (str(first.origin), first.field) == (f"{page.name}, story 1", "body")
    assert isinstance(second, StoryRecord)
    assert second.headline == "Well runs clear"
