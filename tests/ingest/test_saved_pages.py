"""Pages that a browser saved: the pictures beside each are its own, the rest of their folder is no story."""

from __future__ import annotations

from pathlib import Path

import pytest

from articles.ingest.addresses import absolute
from articles.ingest.inputs import Inputs, gather


@pytest.fixture
def saved(tmp_path: Path) -> Inputs:
    files = {
        "Heron rides tram.html": "<p>A heron.</p>",
        "Heron rides tram_files/heron 1.jpg": "heron",
        "Heron rides tram_files/main.css": "p{}",
        "Heron rides tram_files/deep/frame.html": "<p>An advertisement.</p>",
        "a/index.html": "<p>A badger.</p>",
        "a/images/1.jpg": "badger",
        "b/index.html": "<p>A crane.</p>",
        "b/images/1.jpg": "crane",
        "plain_files/story.txt": "A folder that only ends like one.",
    }
    for name, words in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words)
    return gather([str(tmp_path)])


@pytest.mark.parametrize(
    ("reference", "story", "found"),
    [
        ("images/1.jpg", "a/index.html", b"badger"),
        ("images/1.jpg", "b/index.html", b"crane"),
        ("../b/images/1.jpg", "a/index.html", b"crane"),
        ("./Heron rides tram_files/heron 1.jpg", "Heron rides tram.html", b"heron"),
        ("Heron%20rides%20tram_files/heron%201.jpg", "Heron rides tram.html", b"heron"),
        ("https://a.example/2024/Heron%20rides%20tram_files/heron%201.jpg", "x.html", b"heron"),
        ("images/2.jpg", "a/index.html", None),
    ],
)
def test_a_picture_is_found_where_its_page_says(
    saved: Inputs, reference: str, story: str, found: bytes | None
) -> None:
    assert saved.shelf.read(reference, story) == found


def test_what_a_browser_saves_beside_a_page_is_no_item(saved: Inputs) -> None:
    names = {each.name for each in saved.files}
    assert {"Heron rides tram.html", "plain_files/story.txt"} <= names
    assert not {name for name in names if name.endswith(("main.css", "frame.html"))}
    assert [each.message[:7] for each in saved.problems] == ["2 files"]


def test_spaces_in_an_address_stay_as_signs() -> None:
    assert absolute(" ./a b/c.jpg\n", "https://a.example/x") == "https://a.example/a%20b/c.jpg"
