"""Text runs of a block: their words, their tidy form, and cuts that keep the marks; no rules here."""

from __future__ import annotations

from typing import Any

from articles.body.document import Block, inlines, link, paragraph, text
from articles.ingest.cleaning.head_patterns import BY, STAMP, WHEN
from articles.ingest.cleaning.text import tidy_run


def words_of(block: Block) -> str:
    """The words of a block of text; a line break counts as a space."""
    runs = inlines(block)
    if len(runs) == 1:  # as nearly all are
        return str(runs[0].get("text", " "))
    return "".join(run.get("text", " ") for run in runs)


def tidy_runs(block: Block) -> None:
    """Plain single spaces in all runs of a block, none at its ends; empty runs go."""
    kept: list[Any] = []
    runs = inlines(block)
    if len(runs) == 1 and runs[0]["type"] == "text":
        words = tidy_run(runs[0]["text"]).strip(" ")
        block["content"] = [{**runs[0], "text": words}] if words else []
        return
    for run in runs:
        if run["type"] != "text":
            _strip_end(kept)
            if kept:
                kept.append(run)
            continue
        words = tidy_run(run["text"])
        if not kept or kept[-1]["type"] != "text" or kept[-1]["text"].endswith(" "):
            words = words.lstrip(" ")
        if words:
            kept.append({**run, "text": words})
    while kept and kept[-1]["type"] != "text":
        kept.pop()
    _strip_end(kept)
    block["content"] = kept


def _strip_end(runs: list[Any]) -> None:
    if runs and runs[-1]["type"] == "text":
        runs[-1]["text"] = runs[-1]["text"].rstrip(" ")
        if not runs[-1]["text"]:
            runs.pop()


def set_words(block: Block, words: str) -> None:
    """Give a block other words: a part of those that it has keeps its marks."""
    before = words_of(block)
    if words == before:
        return
    if before.endswith(words):
        _cut(block, len(before) - len(words), len(before))
    elif (place := before.find(words)) >= 0:
        _cut(block, place, place + len(words))
    else:
        block["content"] = [text(words)]


def _cut(block: Block, start: int, end: int) -> None:
    kept: list[Any] = []
    place = 0
    for run in inlines(block):
        length = len(run.get("text", " "))
        if run["type"] != "text":
            if start <= place < end:
                kept.append(run)
        elif part := run["text"][max(0, start - place) : max(0, end - place)]:
            kept.append({**run, "text": part})
        place += length
    block["content"] = kept


def links_of(block: Block) -> list[tuple[str, str]]:
    """(words, address) of every link in a block of text."""
    found = []
    for run in inlines(block):
        for mark in run.get("marks", []):
            if mark["type"] == link("")["type"]:
                found.append((run.get("text", ""), mark.get("attrs", {}).get("href", "")))
    return found


def parted_head(block: Block) -> list[Block]:
    """A paragraph whose broken lines hold a byline or a time, as a paragraph for each line."""
    if block["type"] != "paragraph" or all(run["type"] == "text" for run in inlines(block)):
        return [block]
    lines: list[list[Any]] = [[]]
    for run in inlines(block):
        if run["type"] == "text":
            lines[-1].append(run)
        else:
            lines.append([])
    printed = ["".join(run["text"] for run in line).strip() for line in lines]
    if not any(shape.fullmatch(line[:300]) for line in printed for shape in (BY, STAMP, WHEN)):
        return [block]
    return [paragraph(*line) for line, words in zip(lines, printed, strict=True) if words]
