"""The demo paper is complete, fits together, and is the same paper each time it is made."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import Image

from articles.body.document import BLOCKS, page_url, validate, walk
from articles.body.words import plain_text, word_count
from articles.models import Kind
from newsroom.demo.catalogue import people, pictures, resource
from newsroom.demo.dates import at, fill
from newsroom.demo.drawing import SCENES, draw
from newsroom.demo.paper import (
    AFTER_IMPORT,
    CONTRIBUTORS,
    FRONT,
    SECTIONS,
    TOPICS,
    WIRE_FILES,
    exported,
    stories,
    write_material,
)

NOW = datetime(2031, 3, 5, 17, 42, 31, tzinfo=timezone(timedelta(hours=2)))
SMALL = 0.08
"""Pictures at a twelfth of their size: all of them in about a second."""


@pytest.fixture(scope="module")
def written() -> list[dict[str, Any]]:
    return list(exported(NOW))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("material")
    write_material(place, NOW, picture_scale=SMALL)
    return place


def published(story: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(story["published_at"])


def figures(story: dict[str, Any]) -> list[dict[str, Any]]:
    return [block["attrs"] for block, _place in walk(story["body"]) if block["type"] == "figure"]


def test_at_least_44_stories_are_public_within_thirty_days_in_six_sections(
    written: list[dict[str, Any]],
) -> None:
    month = [
        story
        for story in written
        if story["state"] == "published"
        and not story["embargo_until"]
        and NOW - timedelta(days=30) <= published(story) <= NOW
    ]
    assert len(month) >= 44
    assert {story["section"] for story in month} == {section.name for section in SECTIONS}
    assert len(SECTIONS) == 6
    assert len({published(story).date() for story in month}) >= 20


def test_the_cast_is_large_and_comes_again(written: list[dict[str, Any]]) -> None:
    named = [entry["name"] for story in written for entry in story["people"]]
    cast = {name for person in people() for name in (person.name, *person.aliases)}
    assert len(people()) >= 25
    assert set(named) <= cast
    assert sum(named.count(name) >= 3 for name in set(named)) >= 25


def test_namesakes_carry_a_qualifier_and_are_called_by_an_alias_of_their_own() -> None:
    by_name: dict[str, list[Any]] = {}
    for person in people():
        by_name.setdefault(person.name, []).append(person)
    namesakes = [group for group in by_name.values() if len(group) > 1]
    assert len(namesakes) == 1
    assert len({person.qualifier for person in namesakes[0]}) == 2
    assert not set(namesakes[0][0].aliases) & set(namesakes[0][1].aliases)


def test_people_whom_a_story_lists_stand_in_its_words(written: list[dict[str, Any]]) -> None:
    for story in written:
        if story["language"] == "ar":
            continue
        words = f"{story['headline']} {story['standfirst']} {story['byline']} {story['body_text']}"
        for entry in story["people"]:
            assert entry["name"].split()[-1].replace("'", "’") in words, story["id"]


def test_a_foreign_story_says_its_pictures_in_its_own_language(
    written: list[dict[str, Any]],
) -> None:
    ours = {text for each in pictures().values() for text in (each.caption, each.alt)}
    foreign = [story for story in written if story["language"] != "en"]
    assert len(foreign) == 2
    for story in foreign:
        said = [(each["caption"], each["alt"]) for each in (*story["pictures"], *figures(story))]
        assert said, story["id"]
        assert not ours & {text for texts in said for text in texts}, story["id"]


def test_every_body_is_a_valid_document_that_needs_no_change(
    written: list[dict[str, Any]],
) -> None:
    for story in written:
        assert validate(story["body"]) == story["body"]
        assert story["body_text"] == plain_text(story["body"])
        assert word_count(story["body"]) > (50 if story["state"] == "draft" else 170), story["id"]


def test_every_block_that_an_editor_can_write_stands_somewhere(
    written: list[dict[str, Any]],
) -> None:
    seen = {block["type"] for story in written for block, _place in walk(story["body"])}
    assert seen == BLOCKS.keys()
    assert {story["kind"] for story in written} >= set(Kind.values) - {"interview"}


def test_one_story_holds_a_gallery_a_box_of_figures_a_video_and_a_post(
    written: list[dict[str, Any]],
) -> None:
    story = next(story for story in written if story["id"] == "comet-how-to-see")
    kinds = [block["type"] for block in story["body"]["content"]]
    assert "figure figure figure figure" in " ".join(kinds)
    assert {"fact_box", "embed", "ordered_list", "heading"} <= set(kinds)
    embeds = [block["attrs"] for block in story["body"]["content"] if block["type"] == "embed"]
    pages = [page_url(each["provider"], each["key"]) for each in embeds]
    assert all(each["title"] for each in embeds)
    video, post = pages
    # The last sign of a video's number at YouTube is one of sixteen: nobody will ever own this one.
    assert not re.search("[AEIMQUYcgkosw048]$", video)
    assert ".example/" in post


def test_the_special_cases_are_there(written: list[dict[str, Any]]) -> None:
    by_id = {story["id"]: story for story in written}
    assert {story["language"] for story in written} == {"en", "es", "ar"}
    assert sum(bool(story["corrections"]) for story in written) == 1
    assert published(by_id["semi-final-preview"]) > NOW
    assert datetime.fromisoformat(by_id["seabed-survey"]["embargo_until"]) > NOW
    assert by_id["storm-halla-live"]["updated_at"] > by_id["storm-halla-live"]["published_at"]
    assert all(by_id[name]["state"] == "draft" for name in AFTER_IMPORT.send_to_review)
    assert min(map(published, (s for s in written if s["published_at"]))) < NOW - timedelta(340)


def test_the_front_and_the_explainers_name_stories_that_exist() -> None:
    wanted = {FRONT.lead, *FRONT.seconds, *FRONT.others}
    wanted |= {topic.explainer for topic in TOPICS if topic.explainer}
    assert wanted <= stories().keys()


def test_topics_contributors_and_related_stories_are_known(written: list[dict[str, Any]]) -> None:
    headlines = {story["headline"] for story in written}
    assert len(headlines) == len(written)
    contributors = {contributor.name for contributor in CONTRIBUTORS} | {
        "Zainab Farouk",
        "Victor Amaral",
    }
    for story in written:
        assert {entry["headline"] for entry in story["related"]} <= headlines
        assert {entry["name"] for entry in story["contributors"]} <= contributors
        assert story["byline"]
    used = {topic for story in written for topic in story["topics"]}
    assert len({topic.name for topic in TOPICS} & used) >= 12
    assert len(CONTRIBUTORS) >= 6


def test_every_picture_has_words_of_its_own_and_is_used_once(
    written: list[dict[str, Any]],
) -> None:
    leads = [Path(picture["file"]).name for story in written for picture in story["pictures"]]
    inside = [Path(figure["source_url"]).name for story in written for figure in figures(story)]
    wires = re.findall(r"pictures/([a-z-]+\.jpg)", "".join(resource("wire", n) for n in WIRE_FILES))
    used = [*leads, *inside, *dict.fromkeys(wires)]
    assert len(used) == len(set(used))
    assert set(used) == pictures().keys()
    assert len(pictures()) >= 60
    for picture in pictures().values():
        assert 20 < len(picture.alt) <= 125, picture.name
        assert picture.alt.casefold().rstrip(".") != picture.caption.casefold().rstrip(".")
        assert picture.caption
        assert picture.credit.startswith("Illustration: ")
    assert len({picture.alt for picture in pictures().values()}) == len(pictures())


def test_headlines_fit_the_limits_of_the_desk(written: list[dict[str, Any]]) -> None:
    for story in written:
        assert len(story["headline"]) <= 110, story["headline"]
        assert 40 <= len(story["standfirst"]) <= 200, story["id"]
        assert '"' not in story["headline"] + story["standfirst"] + story["body_text"]


def test_the_folder_holds_every_file_that_is_referred_to(folder: Path) -> None:
    lines = (folder / "ledger.jsonl").read_text().splitlines()
    assert len(lines) == len(stories())
    for line in lines:
        story = json.loads(line)
        for name in [p["file"] for p in story["pictures"]] + [
            f["source_url"] for f in figures(story)
        ]:
            assert (folder / name).is_file()
    assert {path.name for path in folder.iterdir()} == {"ledger.jsonl", "pictures", *WIRE_FILES}


def test_the_same_moment_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    for path in write_material(tmp_path, NOW, picture_scale=SMALL):
        assert path.read_bytes() == (folder / path.relative_to(tmp_path)).read_bytes(), path.name


def test_no_placeholder_is_left_and_the_wire_files_are_well_formed(folder: Path) -> None:
    for name in ("ledger.jsonl", *WIRE_FILES):
        words = (folder / name).read_text()
        assert "{{" not in words
        assert "now-" not in words
        if name.endswith(".json"):
            json.loads(words)
        if name.endswith(".xml"):
            ElementTree.fromstring(words)


def test_the_scraped_page_is_as_messy_as_real_ones(folder: Path) -> None:
    lines = (folder / "scrape-gannet-rock.txt").read_text().splitlines()
    assert lines.count("The cadets sang until the tugs came") == 3
    assert lines.count("The cadets sang until the tugs came.") == 1
    assert "Advertisement" in lines
    assert "This post first appeared on Corvane-courier.example" in lines
    straight, curly = "The harbor's old pilots", "The harbor’s old pilots"
    assert any(line.startswith(straight) for line in lines)
    assert any(line.startswith(curly) for line in lines)
    assert any(line.isupper() for line in lines)


def test_no_real_site_is_named(folder: Path) -> None:
    words = "".join((folder / name).read_text() for name in ("ledger.jsonl", *WIRE_FILES))
    hosts = set(re.findall(r"https?://([a-z0-9.-]+)", words))
    assert all(h.endswith(".example") or h in {"schema.org", "www.iptc.org"} for h in hosts), hosts


@pytest.mark.parametrize("scene", SCENES)
def test_a_scene_is_drawn_alike_from_one_seed_and_fills_any_shape(scene: str) -> None:
    wide = draw(scene, "day", 3, (150, 100))
    assert wide.tobytes() == draw(scene, "day", 3, (150, 100)).tobytes()
    assert len(wide.convert("P", palette=Image.Palette.ADAPTIVE, colors=8).getcolors() or []) >= 4
    assert draw(scene, "night", 3, (80, 100)).size == (80, 100)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("now", "2031-03-05T17:42:00+02:00"),
        ("now-3d 08:15", "2031-03-02T08:15:00+02:00"),
        ("now+2h", "2031-03-05T19:42:00+02:00"),
        ("now-40m", "2031-03-05T17:02:00+02:00"),
        ("now-1y", "2030-03-05T17:42:00+02:00"),
    ],
)
def test_a_moment_is_counted_from_the_day_of_loading(moment: str, expected: str) -> None:
    assert at(moment, NOW).isoformat() == expected


def test_days_are_written_as_a_paper_writes_them() -> None:
    assert fill("{{weekday now-1d}}, {{date now-5d}}; {{iso now}}", NOW) == (
        "Tuesday, February 28, 2031; 2031-03-05"
    )


@pytest.mark.parametrize("broken", ["{{now-3x}}", "{{noon now}}", "{{yesterday}}", "{{now-3d"])
def test_a_placeholder_that_cannot_be_read_is_refused(broken: str) -> None:
    with pytest.raises(ValueError, match="not a"):
        fill(broken, NOW)


def test_a_day_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        at("now", datetime(2031, 3, 5, tzinfo=UTC).replace(tzinfo=None))
