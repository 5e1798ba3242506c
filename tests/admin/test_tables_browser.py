"""Tables in the story's form: set from rows, changed by buttons and keys, pasted into."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from articles.body.document import document, paragraph, table
from articles.body.tables import row_line
from articles.models import Article
from tests.admin.desk import axe
from tests.admin.writing import TEXT, kinds, open_story, save, written
from tests.factories import make_article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASTE = """(text) => {
  const transfer = new DataTransfer();
  transfer.setData("text/plain", text);
  document.querySelector(".body-text").dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true }));
}"""


def lines(body: dict[str, Any]) -> list[str]:
    held = next(block for block in body["content"] if block["type"] == "table")
    return [row_line(row) for row in held["content"]]


def test_a_table_is_set_from_rows_and_changed_by_buttons_and_keys(desk: Page) -> None:
    open_story(desk, make_article("draft", body=document(paragraph("They met."))))
    desk.click(f"{TEXT} p")
    desk.keyboard.press("End")
    desk.keyboard.press("Enter")
    desk.keyboard.type("/table")
    desk.keyboard.press("Enter")
    desk.fill("dialog textarea", "Port\tMeters\nEllen\t4.1")
    desk.fill("dialog input[type=text]", "High water")
    desk.click("dialog [type=submit]")
    assert lines(written(desk)) == ["Port | Meters", "Ellen | 4.1"]
    desk.click(f"{TEXT} td >> text=Meters")
    desk.click("button >> text=Add column")
    desk.keyboard.type("Told")
    desk.keyboard.press("Enter")
    desk.keyboard.type("May")
    desk.keyboard.press("Shift+Tab")
    desk.keyboard.type("4.2")
    desk.click("button >> text=Add row")
    desk.keyboard.type("9")
    assert lines(written(desk)) == ["Port | Meters | Told", "Ellen | 4.2 | May", "9"]
    assert axe(desk) == []
    desk.click("button >> text=Remove column")
    desk.click("button >> text=Remove row")
    save(desk)
    stored = Article.objects.get().body
    assert kinds(stored) == ["paragraph", "table"]
    assert lines(stored) == ["Port | Told", "Ellen | May"]
    attributes = stored["content"][1]["attrs"]
    assert (attributes["caption"], attributes["head_row"]) == ("High water", True)


def test_rows_of_a_spreadsheet_are_pasted_as_a_table_and_into_one(desk: Page) -> None:
    open_story(
        desk, make_article(body=document(paragraph("They met."), table(["a", "b"], ["c", "d"])))
    )
    desk.click(f"{TEXT} td >> text=d")
    desk.evaluate(PASTE, "1\t2\n3\t4\n")
    assert lines(written(desk)) == ["a | b", "c | 1 | 2", "3 | 4"]
    desk.click(f"{TEXT} p >> text=They met.")
    desk.keyboard.press("End")
    desk.evaluate(PASTE, "Port\tMeters\nEllen\t4.1\n")
    body = written(desk)
    assert kinds(body) == ["paragraph", "table", "table"]
    assert lines(body) == ["Port | Meters", "Ellen | 4.1"]
