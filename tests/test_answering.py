"""The test server's application between two tests."""

from __future__ import annotations

from typing import Any

from tests.answering import Counted

asked: list[str] = []


def rows(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    asked.append(environ["PATH_INFO"])
    start_response("200 OK", [])
    return [b"rows"]


def test_who_asks_late_reads_no_row_and_the_next_test_is_answered() -> None:
    asked.clear()
    said: list[str] = []
    answering = Counted(rows)
    ask = lambda path: answering({"PATH_INFO": path}, lambda status, _headers: said.append(status))  # noqa: E731
    ask("/first")
    assert answering.shut(1)
    assert ask("/late") == []
    answering.open()
    ask("/next")
    assert asked == ["/first", "/next"]
    assert [status[:3] for status in said] == ["200", "503", "200"]


def test_it_does_not_shut_on_a_request_that_is_not_answered() -> None:
    answering = Counted(lambda _environ, _start: [str(answering.shut(0)).encode()])
    assert answering({}, None) == [b"False"]
    assert answering.shut(0)
