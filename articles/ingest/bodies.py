"""The body of a story out of a named value: HTML, Markdown, rich text as JSON, or bare text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, cast

from articles.body.document import Document, InvalidBody, validate
from articles.body.from_html import from_html
from articles.body.words import plain_text
from articles.ingest.bbcode import from_bbcode, has_bbcode
from articles.ingest.dialects.drupal import resolve_tokens
from articles.ingest.dialects.own_blocks import with_attachments
from articles.ingest.dialects.substack import open_cards
from articles.ingest.markdown_text import markdown_to_html
from articles.ingest.markup_guard import fault_of_markup
from articles.ingest.notebook import Notebook
from articles.ingest.plain import has_blocks, has_markup, plain, text_of, without_names
from articles.ingest.record import Line, StoryRecord
from articles.ingest.richtext.company import linked_stories
from articles.ingest.richtext.left_out import left_out, not_written
from articles.ingest.richtext.trees import to_markup
from articles.ingest.rows.aliases import squash
from articles.ingest.strictjson import BadJSON, loads


class BodyRefused(ValueError):
    """A body over a limit; the message is a full sentence that names it."""


def set_body(
    story: StoryRecord, candidates: list[tuple[str, Any]], notebook: Notebook, *, base: str = ""
) -> None:
    """Sets `story.body` or `story.lines` from the first of the (name, value) pairs that holds text.

    Raises BodyRefused.
    """
    for place, (name, value) in enumerate(candidates):
        if place + 1 < len(candidates) and _is_broken_tree(name, value):
            notebook.note(f'The value of "{name}" is no rich text; another one was taken.', "body")
            continue
        if _set_one(story, name, value, notebook, base):
            story.removed += _beside(story, candidates[place + 1 :])
            return


def _beside(story: StoryRecord, others: list[tuple[str, Any]]) -> list[tuple[str, str]]:
    """The parts of another text of the row, built of components (Strapi), that the one taken does not say."""
    told: list[tuple[str, str]] = []
    said = _letters_of(story) if any(isinstance(value, list) for _, value in others) else ""
    for _name, value in others:
        for part in value if isinstance(value, list) else ():
            if not isinstance(part, Mapping) or "__component" not in part:
                continue
            markup = to_markup([part]) or ""
            words = plain(markup)
            if markup and (not words or "".join(filter(str.isalnum, words)) not in said):
                shown = "; ".join(filter(None, [words, *_SOURCE.findall(markup)]))
                told.append((f"{part['__component']}: {shown}"[:500], _OTHER_TEXT))
    return told


def _letters_of(story: StoryRecord) -> str:
    """All letters and figures of a story's text."""
    lines = [line.text for line in story.lines or []]
    words = plain_text(cast("Document", story.body)) if story.body else "\n".join(lines)
    return "".join(filter(str.isalnum, words))


_SOURCE: Final = re.compile(r'src="([^"<>]{1,500})"')
_OTHER_TEXT: Final = "it stands in a second text of the row, beside the one that was taken"
_BUTTONS: Final = re.compile(
    r"""<(p|div)[^<>]{0,200}class=["'](?:button(?=["'])|button-wrapper|cta-caption|subscription-widget-wrap)[^<>]{0,2000}>"""
    r"""(?:(?!</?\1[\s>]).){0,3000}</\1>""",
    re.DOTALL,
)
_MARKDOWN: Final = re.compile(
    r"!?\[[^\[\]\n]{1,300}\]\(https?://[^()\s]{1,1000}\)|(?<![*\w])\*\*[^\s*][^*\n]{0,200}[^\s*]\*\*(?![*\w])|"
    r"^#{2,4} \S[^\n]{0,200}$",
    re.MULTILINE,
)
"""Links, bold words and headings of Markdown: a text with two of them is Markdown, whatever its field is called."""
FEWEST_MARKS: Final = 2
_HEADING_ALONE: Final = re.compile(r"\n[ \t]*\n#{2,4} [^\s#][^\n]{0,200}\n[ \t]*\n")
"""A heading of Markdown between two paragraphs: nobody writes such a line for another reason."""
_NEXT_LINE: Final = re.compile(r"\n(?![\s|>`]|[-*+] |\d{1,3}[.)] )")
"""The end of a line, where the next begins neither an entry of a list nor a row of a table."""
_PARAGRAPHS: Final = frozenset({"paragraphs", "paragraph", "para", "paras", "lines"})
MOST_BESIDE: Final = 4
"""Other names beside the paragraphs in the object of a body."""
_TREE_NAMES: Final = frozenset(
    {"richcontent", "lexical", "blocks", "components", "contentelements"}
)


def _is_broken_tree(name: str, value: object) -> bool:
    """A field that holds a JSON tree in every system, holding something else."""
    if squash(name) not in _TREE_NAMES or not isinstance(value, str) or has_markup(value):
        return False
    return isinstance(_as_json(value), str)


def set_html(story: StoryRecord, markup: str, *, base: str = "") -> bool:
    """Sets `story.body` from foreign HTML; False if nothing is left of it. Raises BodyRefused."""
    fault = fault_of_markup(markup)
    if fault:
        raise BodyRefused(f"The body was refused: {fault}")
    markup = open_cards(resolve_tokens(markup, story.removed), story.removed)
    markup = with_attachments(markup)
    for match in _BUTTONS.finditer(markup):
        story.removed.append((plain(match[0]), "a button of the page, not a part of the story"))
    try:
        read = from_html(_BUTTONS.sub("", markup), base)
    except InvalidBody as invalid:
        raise BodyRefused(f"The body was refused: {invalid}") from invalid
    if not read.document.get("content"):
        return False
    story.body = dict(read.document)
    story.removed += [(removed.text or removed.what, removed.reason) for removed in read.removed]
    return True


def set_lines(story: StoryRecord, text: str) -> bool:
    """Sets `story.lines` from bare text; False if it has no words."""
    if not any(sign.isalnum() for sign in text):
        return False
    pieces = without_names(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    story.lines = [Line(number, piece) for number, piece in enumerate(pieces, start=1)]
    return True


def _set_one(story: StoryRecord, name: str, value: Any, notebook: Notebook, base: str) -> bool:
    if isinstance(value, str) and value.lstrip()[:1] in {"{", "["}:
        value = _as_json(value)
    if isinstance(value, Mapping) and value.get("type") == "doc" and _own(story, value):
        return True
    if isinstance(value, Mapping) and (listed := _paragraph_list(value)):
        value = listed
    markup = to_markup(value) if isinstance(value, (Mapping, list)) else None
    if markup is not None:
        story.removed += [*left_out(value), *not_written(value)]
        story.related += linked_stories(value)
        return set_html(story, markup, base=base)
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        if any(map(has_blocks, value)):
            return set_html(story, "".join(value), base=base)
        return set_lines(story, "\n".join(value))
    text = resolve_tokens(text_of(value), story.removed)
    if has_bbcode(text):
        text = from_bbcode(text)
    if has_blocks(text) or has_markup(text):
        return set_html(story, text if has_blocks(text) else _paragraphs(text), base=base)
    if "markdown" in squash(name):
        return set_html(story, markdown_to_html(text), base=base)
    if len(_MARKDOWN.findall(text)) >= FEWEST_MARKS or _HEADING_ALONE.search(text):
        text = text.replace("\r\n", "\n")
        apart = text if "\n\n" in text else _NEXT_LINE.sub("\n\n", text)  # a line is a paragraph
        return set_html(story, markdown_to_html(apart), base=base)
    return set_lines(story, text)


def _paragraph_list(value: Mapping[str, Any]) -> list[str]:
    """The paragraphs of {"paragraphs": [...]}; empty for other objects."""
    for name, inner in value.items() if len(value) <= MOST_BESIDE else ():
        parts = [inner] if isinstance(inner, str) else inner
        if squash(name) in _PARAGRAPHS and isinstance(parts, list):
            return parts if all(isinstance(part, str) for part in parts) else []
    return []


def _as_json(text: str) -> Any:
    try:
        return loads(text)
    except BadJSON:
        return text


def _own(story: StoryRecord, value: Mapping[str, Any]) -> bool:
    """Our own document, as our export writes it."""
    try:
        document = validate(dict(value))
    except InvalidBody:
        return False
    story.body = dict(document)
    return bool(document.get("content"))


def _paragraphs(text: str) -> str:
    """Bare lines with inline marks: each becomes a paragraph."""
    return "".join(f"<p>{line}</p>" for line in text.splitlines() if line.strip())
