"""The splitting of a big JSON file: wherever a piece of it ends, the stories in it are the same."""

from __future__ import annotations

import io

import pytest

from articles.ingest import strictjson

EXPORT = rb"""{"meta": {"note": "posts: [\"none\"]"}, "posts": [
  {"title": "Tram \"9\" runs", "path": "C:\\wire\\", "cards": "[[\"image\", {\"src\": \"a.jpg\"}]]"},
  {"title": "\\", "empty": "", "line": "a\nb\u2014c"}
]}"""


@pytest.mark.parametrize("size", [1, 2, 3, 7, 16, len(EXPORT)])
def test_escapes_at_the_end_of_a_piece_are_read_on(
    size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(strictjson, "_CHUNK", size)
    found = list(strictjson.elements(io.BytesIO(EXPORT), frozenset({"posts"})))
    assert [line for line, _text in found] == [2, 3]
    stories = [strictjson.loads(str(text)) for _line, text in found]
    assert stories[0]["path"] == "C:\\wire\\"
    assert stories[0]["cards"] == '[["image", {"src": "a.jpg"}]]'
    assert stories[1] == {"title": "\\", "empty": "", "line": "a\nb—c"}


def test_a_string_that_is_never_closed_is_told() -> None:
    cut = EXPORT[: EXPORT.index(b"runs")]
    [(_line, fault)] = strictjson.elements(io.BytesIO(cut), frozenset({"posts"}))
    assert "cut off" in str(fault)
