"""Corrections that a source makes: rows beside the story, which tells when the last was made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from articles import clock
from articles.ingest.prepared import Prepared
from articles.ingest.record import StoryRecord
from articles.models import Article, Correction


def add_corrections(stories: Sequence[tuple[Article, Prepared]]) -> None:
    """Those of stories that are new here."""
    notes = [
        note for article, prepared in stories for note in _corrections(article, prepared.record)
    ]
    _tell(notes)
    corrected = {note.article_id: note.article for note in notes}
    Correction.objects.bulk_create(notes)
    Article.objects.bulk_update(corrected.values(), ["corrected_at"])


def new_corrections(article: Article, record: StoryRecord) -> list[Correction]:
    """Those that the story does not carry yet, not saved; the story tells of them once it is."""
    if not record.corrections:
        return []
    known = set(article.corrections.values_list("text", flat=True))
    notes = [note for note in _corrections(article, record) if note.text not in known]
    _tell(notes)
    return notes


def keep_corrections(notes: Sequence[Correction], *, after_version: int | None) -> None:
    """Saves them as made by that version of the story: they go when it is taken back."""
    for note in notes:
        note.after_version = after_version
    Correction.objects.bulk_create(notes)


def _tell(notes: Iterable[Correction]) -> None:
    """Each story's corrected_at is its last correction's time."""
    for note in notes:
        told = note.article.corrected_at
        note.article.corrected_at = max(note.published_at, told) if told else note.published_at


def _corrections(article: Article, record: StoryRecord) -> list[Correction]:
    now = clock.now()
    return [
        Correction(
            article=article,
            kind=correction.kind,
            text=correction.text[:2000],
            published_at=correction.published_at or article.updated_at or now,
        )
        for correction in record.corrections
    ]
