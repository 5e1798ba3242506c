"""A standfirst that a machine cut out of the text goes; one that an editor wrote stays."""

import pytest

from articles.ingest.leads import drop_cut_standfirst
from articles.ingest.record import Line, Origin, StoryRecord

TEXT = (
    "The mill on the Orle turned again on Sunday.",
    "Its wheel had stood still since the flood took the upper sluice eleven years ago.",
    "A miller from the next valley ground the first sack.",
)


def story(standfirst: str, *lines: str) -> StoryRecord:
    return StoryRecord(
        origin=Origin(file="mill.html"),
        format="webpage",
        headline="The mill on the Orle turns again",
        standfirst=standfirst,
        lines=[Line(number, text) for number, text in enumerate(lines or TEXT, start=1)],
    )


@pytest.mark.parametrize(
    "standfirst",
    [
        f"{TEXT[0]} Its wheel had stood still …",
        f"{TEXT[0]} Its wheel had stood still … The mill on the Orle turns again weiterlesen →",
        f"{TEXT[0]} Its wheel had … Continue reading “The mill on the Orle turns again”",
    ],
)
def test_an_excerpt_with_or_without_a_link_to_its_story_is_no_standfirst(standfirst: str) -> None:
    record = story(standfirst)
    drop_cut_standfirst(record)
    assert record.standfirst == ""
    assert record.extra["excerpt"] == standfirst


def test_a_standfirst_that_is_most_of_the_text_says_nothing_of_its_own() -> None:
    record = story(TEXT[1], "The wheel", TEXT[1])
    drop_cut_standfirst(record)
    assert record.standfirst == ""


@pytest.mark.parametrize(
    "standfirst",
    [
        "After eleven years a village has its flour back.",
        "Waiting, waiting … and then flour: how a village paid for a wheel of oak",
        "A village has its flour back … The mill on the Orle turns again for good, and this is who paid for it",
    ],
)
def test_an_editor_s_standfirst_stays(standfirst: str) -> None:
    record = story(standfirst)
    drop_cut_standfirst(record)
    assert record.standfirst == standfirst


LONG = "Nobody in the valley had thought that the council would ever pay for so much oak."


def test_a_standfirst_cut_in_a_sentence_ends_with_the_sentence_before() -> None:
    record = story(f"{LONG} But the miller who came back from the city had other plans and so …")
    drop_cut_standfirst(record)
    assert record.standfirst == LONG


@pytest.mark.parametrize("prompt", [" Read more", " … Read more »", " Lire la suite"])
def test_what_leads_from_a_teaser_to_its_story_is_cut(prompt: str) -> None:
    record = story(f"{LONG}{prompt}")
    drop_cut_standfirst(record)
    assert record.standfirst.startswith(LONG)
    assert not record.standfirst.endswith(prompt[-4:])


def test_a_sentence_that_speaks_of_reading_stays() -> None:
    record = story("The miller asks his guests to read more")
    drop_cut_standfirst(record)
    assert record.standfirst == "The miller asks his guests to read more"
