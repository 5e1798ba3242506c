"""Markdown with or without front matter, as Jekyll, Hugo, Buttondown and their kin keep it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from articles.ingest.bodies import BodyRefused, set_html
from articles.ingest.cleaning.text import is_finished
from articles.ingest.encoding import decode, is_binary
from articles.ingest.frontmatter import BadFrontMatter, has_front_matter, split
from articles.ingest.leads import join_lead
from articles.ingest.limits import LIMITS, megabytes
from articles.ingest.markdown_text import markdown_to_html, outputs, plain_words, remarks_of
from articles.ingest.markdown_with_program import without_program
from articles.ingest.notebook import Notebook
from articles.ingest.plain import plain
from articles.ingest.record import Origin, Problem, StoryRecord
from articles.ingest.rows.aliases import field_of
from articles.ingest.rows.mapping import story_from
from articles.ingest.streams import read_up_to

_ENDINGS: Final = (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdx", ".qmd", ".rmd")
_DATED_NAME: Final = re.compile(r"(?P<date>\d{4}-\d{1,2}-\d{1,2})-(?P<slug>.+)")
_EDITOR_MARK: Final = re.compile(r"\A\s*<!--\s*buttondown-editor-mode:\s*(\w+)\s*-->")
_TITLE: Final = re.compile(
    r"(?:#[ \t]+(?P<atx>[^\n]+?)[ \t]*#*|(?P<setext>[^\n]+)\n=+)[ \t]*(?:\n|\Z)"
)
_SPACED_LISTS: Final = ("tags", "categories", "tag")
_DRAFT_FOLDERS: Final = ("_drafts", "drafts")


_ONE_TITLE: Final = re.compile(r"^# (?P<title>\S[^\n]{2,300})$", re.MULTILINE)
_UNDER_TITLE: Final = re.compile(
    r"\s{0,20}(?P<title>(?:# [^\n]{1,400}\n\s{0,20})?)"
    r"(?P<lines>(?:[A-Z][\w ()/&-]{1,40}: \S[^\n]{0,1000}\n){2,30})(?=\n)"
)
_LONGEST_HEAD: Final = 30_000
FEWEST_PROPERTIES: Final = 2
_LINKED: Final = re.compile(r"\[[^\[\]\n]{1,80}\]\([^()\s]{1,300}\)")
FEWEST_LINKS: Final = 3
MENU_WORDS: Final = 12
"""Words of a sentence that no menu holds."""


def looks_like(name: str, head: bytes) -> bool:
    """Markdown by its file's name, or by front matter of names and values at its head."""
    if name.lower().endswith(_ENDINGS):
        return True
    text = decode(head).text.lstrip("\ufeff")
    if not has_front_matter(text):
        return False
    return bool(
        re.match(r"(?:---|\+\+\+)[ \t]*\r?\n\s*[\w\"'-]{1,60}\s*[:=]|---json[ \t]*\r?\n\s*\{", text)
    )


def read(stream: BinaryIO, name: str) -> Iterator[StoryRecord | Problem]:
    """One StoryRecord with a body, or one Problem with the line of the fault."""
    raw = read_up_to(stream, LIMITS["text_bytes"] + 1)
    origin = Origin(file=name)
    if len(raw) > LIMITS["text_bytes"]:
        yield Problem(
            origin, f"The file is over {megabytes('text_bytes')}, more than one story may have."
        )
        return
    if is_binary(raw[:65_536]):
        yield Problem(origin, "The file is binary, not Markdown. Export the story as text.")
        return
    decoded = decode(raw)
    notebook = Notebook(origin)
    for note in decoded.notes:
        notebook.note(note)
    try:
        yield from _story(decoded.text.lstrip("\ufeff"), name, notebook)
    except BadFrontMatter as fault:
        yield Problem(Origin(name, f"line {fault.line}"), str(fault))
    except BodyRefused as fault:
        yield Problem(origin, str(fault), field="body")


def _story(text: str, name: str, notebook: Notebook) -> Iterator[StoryRecord | Problem]:
    parts = split(text)
    if not parts.values and not any(sign.isalnum() for sign in parts.text):
        yield Problem(notebook.origin, "The file holds no words. Check how it was exported.")
        return
    values, text = (parts.values, parts.text) if parts.values else _properties(parts.text)
    row = _row(dict(values))
    story, problems = story_from(row, notebook.origin, reader="markdown", text_follows=True)
    story.headline, story.standfirst = plain_words(story.headline), plain_words(story.standfirst)
    for picture in story.pictures:
        picture.caption = plain_words(picture.caption)
    _set_body(story, without_program(text) if name.lower().endswith(".mdx") else text)
    join_lead(story)
    _set_from_name(story, name, notebook)
    if story.body is None and not story.headline:
        yield Problem(notebook.origin, "The file has front matter and neither a title nor a text.")
        return
    yield story
    yield from (*notebook.problems, *problems)


def _properties(text: str) -> tuple[dict[str, str], str]:
    """The lines "name: value" under the title, as Notion writes them, and the text without them."""
    found = _UNDER_TITLE.match(text[:_LONGEST_HEAD].replace("\r\n", "\n"))
    lines = found["lines"].strip().split("\n") if found else []
    values = dict(line.split(": ", 1) for line in lines)
    fields = [field_of(name) for name in values]
    are_known = sum(map(bool, fields)) >= FEWEST_PROPERTIES and "body" not in fields
    if found is None or not are_known or len(values) < len(lines):
        return {}, text
    return values, found["title"] + text.replace("\r\n", "\n")[found.end() :]


def _row(values: dict[str, Any]) -> dict[str, Any]:
    """Front matter as a row: Jekyll's lists are parted by spaces, and it nests the author."""
    row: dict[str, Any] = {}
    for key, value in values.items():
        if key.lower() in _SPACED_LISTS and isinstance(value, str) and "," not in value:
            value = value.split()
        row[key] = value
    for folder in ("og", "seo", "meta", "header", "cover", "featured"):
        inner = row.get(folder)
        if isinstance(inner, dict):
            picture = next(
                (
                    inner[key]
                    for key in ("image", "teaser", "overlay_image", "src")
                    if inner.get(key)
                ),
                "",
            )
            if picture and not row.get("image"):
                row["image"] = {
                    "url": picture,
                    "alt": inner.get("alt", ""),
                    "caption": inner.get("caption", ""),
                }
    times = row.get("date")
    if isinstance(times, dict) and "created" in times:  # MkDocs
        row["date"] = times["created"]
        row.setdefault("updated", times.get("updated"))
    if isinstance(row.get("published"), bool):
        row["status"] = row.pop("published")
    row = {key: value for key, value in row.items() if not _is_pattern(key, value)}
    body_names = ("body", "content", "text", "html", "article", "story", "layout")
    return {key: value for key, value in row.items() if key.lower() not in body_names}


def _is_pattern(key: str, value: object) -> bool:
    """An address with gaps ("/news/:title") or with a program's words in it is none."""
    return (
        key in {"permalink", "url"}
        and isinstance(value, str)
        and re.search(r"/:\w|\{\{", value) is not None
    )


def _set_body(story: StoryRecord, text: str) -> None:
    story.removed += [
        (told, "a word of the site's template, which the text does not hold")
        for told in outputs(text)
    ]
    if said := remarks_of(text):
        story.editor_note = "\n".join(filter(None, [story.editor_note, *said]))
    mark = _EDITOR_MARK.match(text)
    fancy = bool(mark and mark[1] == "fancy")
    text = text[mark.end() :] if mark else text
    text = text.lstrip()
    title = None if fancy else _TITLE.match(text[:2_000])
    if title:
        words = plain(markdown_to_html(title["atx"] or title["setext"]))
        if not story.headline or story.headline.casefold() == words.casefold():
            story.headline = words
            text = text[title.end() :]
    elif not fancy and not story.headline:
        text = _below_menus(story, text)
    set_html(story, text if fancy else markdown_to_html(text), base=story.source_url)


def _below_menus(story: StoryRecord, text: str) -> str:
    """The text below its one headline, where only menus and links stand above that (html2text)."""
    titles = list(_ONE_TITLE.finditer(text[:20_000]))
    if len(titles) != 1 or len(_LINKED.findall(text[: titles[0].start()])) < FEWEST_LINKS:
        return text
    above = [plain(markdown_to_html(line)) for line in text[: titles[0].start()].splitlines()]
    if any(is_finished(line) and len(line.split()) > MENU_WORDS for line in above):
        return text
    story.headline = plain(markdown_to_html(titles[0]["title"]))
    told = "\n".join(line for line in above if line)
    story.removed.append((told, "the menus of the page above its headline"))
    return text[titles[0].end() :]


def _set_from_name(story: StoryRecord, name: str, notebook: Notebook) -> None:
    """Jekyll keeps the date and the slug in the file's name, and drafts in a folder of their own."""
    folder, file = posixpath.split(name.replace("\\", "/"))
    stem = posixpath.splitext(file)[0]
    if stem.lower() in {"index", "_index"}:
        stem = posixpath.basename(folder)
    dated = _DATED_NAME.fullmatch(stem)
    if dated and story.published_at is None:
        story.published_at = notebook.moment(dated["date"], "published_at")
    if not story.slug:
        slug = dated["slug"] if dated else stem
        story.slug = slug if re.fullmatch(r"[\w.-]{1,200}", slug) else ""
    if posixpath.basename(folder).lower() in _DRAFT_FOLDERS and not story.status:
        story.status = "draft"
