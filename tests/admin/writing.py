"""The form of a story in a browser: opening it, what stands in it, saving."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from articles.models import Article

TEXT = ".body-text"


def open_story(desk: Page, article: Article | None = None) -> None:
    path = f"{article.pk}/change/" if article else "add/"
    desk.goto(f"/admin/articles/article/{path}")
    desk.wait_for_selector("html.is-writing")


def written(desk: Page) -> dict[str, Any]:
    found: dict[str, Any] = desk.evaluate(
        "document.querySelector('[data-story-form]').closest('form').story.serialize().body"
    )
    return found


def save(desk: Page) -> None:
    with desk.expect_navigation():  # the page may still say that it was saved before
        desk.click(".story-bar [name=_continue]")
    desk.wait_for_selector(".messagelist .success")
    desk.wait_for_selector("html.is-writing")


def kinds(body: dict[str, Any]) -> list[str]:
    return [block["type"] for block in body["content"]]


def words(block: dict[str, Any]) -> str:
    return block.get("text", "") + "".join(words(child) for child in block.get("content", []))
