"""The words that are a picture's own wherever it stands: who may write them, and writing them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from articles import clock
from articles.models import Article, Visibility
from articles.publishing.audit import record
from articles.publishing.row_columns import label_of
from media.changes import tell
from media.embedded import LIMITS, clean_text
from media.models import Picture
from media.processing import remove_renditions

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

WORDS = frozenset({"caption", "alt", "creator", "credit"})
"""What is written beside a picture where it stands in a story."""


def may_word(user: User | AnonymousUser, picture: Picture) -> bool:
    """Who may change pictures; and who brought this one, until a story shows it to readers."""
    if user.has_perm("media.change_picture"):
        return True
    if picture.uploaded_by_id != user.pk or not user.has_perm("media.add_picture"):
        return False
    live = Article.objects.published(clock.now())
    return not live.filter(placements__picture=picture).exists()


def what_readers_would_lack(picture: Picture, before: str, after: str) -> str:
    """A sentence if the credit `before` goes and readers see the picture, or will by the clock; else empty.

    What keeps a story from going out is not taken from one that is out (checks.check_change).
    """
    if not before or after:
        return ""
    told = Article.objects.filter(visibility=Visibility.PUBLIC, placements__picture=picture)
    if not told.exists():
        return ""
    return _("A live or scheduled story shows this picture: it keeps a creator or a credit.")


@transaction.atomic
def write_words(picture: Picture, *, by: User | AnonymousUser, **words: str) -> None:
    """Makes these the picture's own words, which the audit log keeps; they are no longer the file's."""
    wanted = {name: clean_text(value, LIMITS[name]) for name, value in words.items()}
    before = {name: getattr(picture, name) for name in wanted}
    changed = [name for name in wanted if wanted[name] != before[name]]
    if not changed:
        return
    for name in changed:
        setattr(picture, name, wanted[name])
        picture.from_file.pop(name, None)
    picture.save(update_fields=[*changed, "from_file"])
    old = {name: before[name] for name in changed}
    new = {name: wanted[name] for name in changed}
    record(
        "change",
        picture,
        by=by if by.is_authenticated else None,
        before=old,
        after=new,
        kept={"changed": [[label_of(picture), picture.pk, old, new]]},
    )
    tell([picture.pk])
    transaction.on_commit(partial(remove_renditions, picture, but_current=True))
