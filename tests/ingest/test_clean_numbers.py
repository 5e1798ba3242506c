"""The floors of the caption rules, on real texts where a checkout has them, and the time they take."""

from __future__ import annotations

import pytest

from tests.bench.captions import (
    FALSE_IN_CLEAN,
    FLOORS,
    UNTUNED,
    cleaned,
    damaged_stories,
    false_in_clean,
    measure,
    texts,
)
from tests.ingest.cleaning import cleaned as cleaned_text
from tests.pace import answered_within, grows_in_step
from tests.shared_data import shared_data


def test_captions_and_lines_of_damaged_stories_are_told_apart_above_the_floors() -> None:
    measured = measure(damaged_stories(shared_data("entities"), UNTUNED, 2))
    below = {name: measured[name] for name, floor in FLOORS.items() if measured[name] < floor}
    assert below == {}


def test_few_stories_without_captions_get_one() -> None:
    stories = list(texts(shared_data("entities")))
    assert false_in_clean(stories) <= FALSE_IN_CLEAN


HARD = {
    "prose": "The dam above Port Ellis held through the night {0} and the river has begun to "
    "fall, she said.\n\n",
    "open lines": "The dam above Port Ellis holds through the night and the river {0} has begun\n\n",
    "one caption": "The dam above Port Ellis\n\n",
    "short lines": "a\n",
    "labels": "Related stories\n\nThe dam above Port Ellis held through the night {0} and the "
    "river fell, she said.\n\n",
    "capitals": "THE DAM ABOVE PORT ELLIS HOLDS {0}\n\n",
    "wrapped": "   the dam above the port held through the night and the river {0:05d}\n",
    "credits": "photo: photo: photo: (photo / photo) credit: [ap] {0}\n\n",
    "spaces": "a" + " " * 400 + "b {0}\n",
    "quotes": "``a ''b ``c _ d\n",
}


@pytest.mark.thorough
@pytest.mark.parametrize("shape", HARD)
def test_time_grows_with_the_length_of_the_copy_and_no_faster(shape: str) -> None:
    def read(count: int) -> None:
        cleaned_text("".join(HARD[shape].format(number) for number in range(count)))

    assert grows_in_step(read, 200, times=4)


@pytest.mark.thorough
def test_a_line_of_a_million_signs_takes_well_under_a_second() -> None:
    for line in ("x" * 1_000_000, "word " * 200_000, "a. " * 330_000, "By " + "A B " * 250_000):
        answered_within(1.5, lambda line=line: cleaned([line]))
