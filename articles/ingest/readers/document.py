"""Documents of Word (.docx), OpenDocument (.odt) and RTF: a story as a writer typed it, with its pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from articles.ingest.archives import Archive, BadArchive
from articles.ingest.bodies import BodyRefused, set_html, set_lines
from articles.ingest.limits import LIMITS, megabytes
from articles.ingest.office.markup import Document, to_html
from articles.ingest.office.opendocument import read_opendocument
from articles.ingest.office.rtf import BadRtf, read_rtf
from articles.ingest.office.word import MAIN, read_word
from articles.ingest.record import Origin, PictureRecord, Problem, StoryRecord
from articles.ingest.rows.mapping import language_tag
from articles.ingest.streams import read_up_to
from articles.ingest.xmltree import BadXml

FORMAT: Final = "document"
ENDINGS: Final = (".docx", ".docm", ".dotx", ".odt", ".ott")
_OPEN: Final = b"mimetypeapplication/vnd.oasis.opendocument.text"
_BY: Final = re.compile(r"(?:by|von|par|por|di)\s+(?=\S)", re.IGNORECASE)
RTF: Final = b"{\\rtf"
_HEAD_BYTES: Final = 64
_REMARKS: Final = 20
"""Remarks in the margin that an editor's note takes."""


def looks_like(name: str, head: bytes) -> bool:
    """RTF, a ZIP with Word's main part or OpenDocument's type in front, or one that is called so."""
    if head.lstrip().startswith(RTF):
        return True
    if not head.startswith(b"PK\x03\x04"):
        return False
    return MAIN.encode() in head or _OPEN in head[:120] or name.lower().endswith(ENDINGS)


def read(stream: BinaryIO, name: str) -> Iterator[StoryRecord | Problem]:
    """One story, and a problem for what is not read of it."""
    origin = Origin(file=name)
    problems: list[Problem] = []
    try:
        document = _document(stream, name, problems)
    except (BadArchive, BadXml, BadRtf) as fault:
        yield Problem(origin, f"The document cannot be read: {fault}")
        return
    story = StoryRecord(origin=origin, format=FORMAT, language=language_tag(document.language))
    try:
        has_text = _set_text(story, document)
    except BodyRefused as fault:
        yield Problem(origin, str(fault), field="body")
        return
    if not has_text:
        yield Problem(origin, "The document holds no words. Check how it was saved.")
        return
    _set_properties(story, document)
    yield story
    for refused in problems:
        yield Problem(origin, refused.message, action="noted")


def _document(stream: BinaryIO, name: str, problems: list[Problem]) -> Document:
    """What the file holds; parts that are refused are added to `problems`."""
    head = stream.read(_HEAD_BYTES)
    stream.seek(0)
    if head.lstrip().startswith(RTF):
        raw = read_up_to(stream, LIMITS["text_bytes"] + 1)
        if len(raw) > LIMITS["text_bytes"]:
            raise BadRtf(f"It is over {megabytes('text_bytes')}.")
        return read_rtf(raw)
    archive = Archive(stream, name, is_document=True)
    problems += archive.problems
    return read_word(archive) if MAIN in archive else read_opendocument(archive)


def _set_text(story: StoryRecord, document: Document) -> bool:
    story.removed += document.removed
    if document.is_bare:  # what is typed without styles is read as any text
        text = "\n\n".join(each.text for each in document.paragraphs)
        if len(text.encode()) > LIMITS["text_bytes"]:
            raise BodyRefused(f"The text is over {megabytes('text_bytes')}.")
        return set_lines(story, text)
    story.headline = document.take("title") or _heading_on_top(document)
    story.standfirst, story.kicker = document.take("subtitle"), document.take("kicker")
    story.byline = _BY.sub("", document.take("byline"))
    for picture in document.pictures:
        story.pictures.append(
            PictureRecord(
                story.origin,
                reference=picture.name,
                role="body",
                alt=picture.alt,
                content=picture.content,
            )
        )
    return set_html(story, to_html(document.paragraphs)) or bool(story.headline)


def _heading_on_top(document: Document) -> str:
    """The first paragraph, where it is a heading and the only one of its level."""
    headings = [each for each in document.paragraphs if each.role == "heading"]
    first = next((each for each in document.paragraphs if each.text), None)
    if first is None or first.role != "heading" or len(document.paragraphs) < 2:
        return ""
    if sum(each.level == first.level for each in headings) > 1:
        return ""
    return document.take("heading")


def _set_properties(story: StoryRecord, document: Document) -> None:
    """Who saved the file is no byline: the editor is told. Remarks in the margin are for the editor, too."""
    story.topics = [word for word in document.keywords if word]
    told = [f"Document by {document.author}"] if document.author else []
    told += [
        f"Remark by {who}: {said}" if who else f"Remark: {said}"
        for who, said in document.comments[:_REMARKS]
    ]
    left = len(document.comments) - _REMARKS
    if left > 0:
        told.append(f"{left} more remarks stand in the document.")
    story.editor_note = "\n".join(told)
