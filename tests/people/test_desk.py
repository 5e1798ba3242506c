"""Whom an import tags and whom it asks about, in stories of many languages and shapes of names.

Each line of desk.jsonl is a story with the people a careful editor would tag, marked by hand before
it was ever read by the product: `people` are to be tagged, `maybe` may be or not (people of one word,
kin without a family name, a name at birth), `asked` must be a question with several answers; `known`
is whom the newsroom knows, a name and its aliases. Nobody else is to be tagged: no street, ship, firm,
figure of fiction, no reporter or photographer. Twenty-one of them were kept aside while rules were
mended: of their tags .918 were right before and .971 after, with .931 of the people found both times.
Eighty more (a01 to d20) are full of names that are nobody. Before their rules were mended .90 of the tags of the
first forty were right, .94 of the next twenty, .92 of the last twenty, and .93 of the last people were tagged. Of
twelve plain stories (e01 to e12) .98 were right and found at once.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from articles.ingest.prepare import prepare
from articles.people.finding import Found, find_in_story
from articles.people.recognise import Directory, KnownPerson
from articles.people.resolve import fold_name
from tests.ingest.cleaning import story

STORIES = [
    json.loads(line)
    for line in (Path(__file__).parent / "desk.jsonl").read_text(encoding="utf-8").splitlines()
]
# As measured when the rules were last changed; they rise freely and fall only on purpose.
TAGS_RIGHT_LEAST, TAGS_FOUND_LEAST = 0.98, 0.985
OFFERED_LEAST = 0.985


def found_in(row: dict[str, Any]) -> list[tuple[str, Found]]:
    """Everybody found, as the import finds them, under the names of those who are known."""
    known = [
        KnownPerson(key, name, aliases) for key, (name, *aliases) in enumerate(row.get("known", []))
    ]
    found = find_in_story(
        **prepare(story(row["text"])).searched(),
        directory=Directory.of(known) if known else None,
        refusals={},
    )
    return [
        (fold_name(known[one.person].name if one.person is not None else one.name), one)
        for one in found
    ]


@pytest.mark.thorough
def test_the_people_of_a_story_are_tagged_and_nobody_else() -> None:
    tagged = offered = right = wanted = 0
    for row in STORIES:
        people = {fold_name(name) for name in row["people"]}
        others = {fold_name(name) for name in (*row.get("maybe", []), *row.get("asked", []))}
        found = [(key, one) for key, one in found_in(row) if key not in others]
        sure = {key for key, one in found if one.is_sure}
        tagged += len(sure)
        right += len(sure & people)
        offered += len({key for key, _one in found} & people)
        wanted += len(people)
    assert wanted > 100
    assert right / tagged >= TAGS_RIGHT_LEAST
    assert right / wanted >= TAGS_FOUND_LEAST
    assert offered / wanted >= OFFERED_LEAST


@pytest.mark.parametrize(
    "row", [row for row in STORIES if "asked" in row], ids=lambda row: row["id"]
)
def test_a_name_that_two_people_bear_is_asked_about(row: dict[str, Any]) -> None:
    found = dict(found_in(row))
    for name in row["asked"]:
        asked = found[fold_name(name)]
        assert not asked.is_sure
        assert len(asked.candidates) > 1


FILLING = [
    "It opened in 1911 and was shut for the winter, when ice lay on the sound.",
    "Few have seen it since, and those who did said that it was worth the walk.",
    "The town keeps it in a shed by the quay, where the rain comes in.",
]


def found_under(headings: list[str], filling: list[str]) -> dict[str, bool]:
    """Whom a list finds and whether each is tagged; a heading stands above each paragraph."""
    blocks: list[dict[str, Any]] = []
    for number, pair in enumerate(zip(headings, filling, strict=True)):
        for kind, words in zip(("heading", "paragraph"), pair, strict=True):
            attrs = {"id": f"{kind}{number}", "level": 2}
            runs = [{"type": "text", "text": words}]
            blocks.append({"type": kind, "attrs": attrs, "content": runs})
    found = find_in_story(
        headline="Three that we liked best",
        standfirst="",
        document={"type": "doc", "content": blocks},
        directory=None,
        refusals={},
    )
    return {one.name: one.is_sure for one in found}


def test_who_stands_in_the_heading_of_a_list_alone_is_asked_about_and_not_tagged() -> None:
    found = found_under(["3. Barry Lyndon", "2. Charlotte Russe", "1. Tom Collins"], FILLING)
    assert found == dict.fromkeys(["Barry Lyndon", "Charlotte Russe", "Tom Collins"], False)


def test_a_heading_whose_name_the_text_takes_up_is_a_person() -> None:
    text = [FILLING[0], "Lindqvist said that she would row again in May.", FILLING[2]]
    assert found_under(["The quay", "Karin Lindqvist", "The shed"], text)["Karin Lindqvist"]
