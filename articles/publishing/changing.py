"""Changing what readers already see: a tidy-up in silence, an update, or a correction that says so."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from articles.models import Article, Correction, CorrectionKind

if TYPE_CHECKING:
    from django.contrib.auth.models import User

KINDS = ("tidy", *CorrectionKind.values)
"""tidy: nothing is told; update: the page's time moves, and a note stands there if it has words;
the others print a dated note that says what was wrong."""


@dataclass(frozen=True, slots=True)
class Change:
    """What an editor says of a change to a live story; a correction needs its words."""

    kind: str = "tidy"
    text: str = ""
    meaning_changed: bool = False

    @property
    def corrects(self) -> bool:
        return self.kind not in {"tidy", "update"}

    @property
    def has_note(self) -> bool:
        return self.corrects or (self.kind == "update" and bool(self.text.strip()))

    @property
    def action(self) -> str:
        """The action under which the version stands."""
        return "correct" if self.corrects else {"tidy": "save"}.get(self.kind, self.kind)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def mark(article: Article, change: Change, now: datetime) -> None:
    """Sets the times that the change moves: only an update moves the page's, only a correction corrected_at."""
    if change.kind == "update":
        article.updated_at = now
    elif change.corrects:
        article.corrected_at = now


def note_correction(
    article: Article, change: Change, *, before_version: int, by: User | None, now: datetime
) -> Correction | None:
    """The dated note beside the story, tied to the versions before and after; None for no note."""
    if not change.has_note:
        return None
    return Correction.objects.create(
        article=article,
        kind=change.kind,
        text=change.text.strip(),
        meaning_changed=change.meaning_changed,
        published_at=now,
        before_version=before_version,
        after_version=article.version,
        made_by=by,
    )
