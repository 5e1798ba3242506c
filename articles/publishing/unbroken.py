"""What a change would break of a story that readers see, or will by the clock; whoever writes one asks."""

from __future__ import annotations

from articles.body.document import pictures
from articles.models import Article, Visibility
from articles.publishing.checks import Finding, check_change, check_standing
from articles.publishing.placing import placements_of
from media.models import Picture


def broken_by(before: Article, after: Article) -> list[Finding]:
    """What `after`, not saved or just saved, would lack that `before`, the row as it stood, did not (E27).

    Nothing where readers do not see the story, or see it no more. One query, for the pictures.
    """
    if {before.visibility, after.visibility} != {Visibility.PUBLIC}:
        return []
    known = Picture.objects.in_bulk(_pictures(before) | _pictures(after))
    was = check_standing(before, placements_of(before, known))
    return check_change(was, after, placements_of(after, known))


def _pictures(article: Article) -> set[int]:
    shown = {figure.picture for figure in pictures(article.body)}
    return {number for number in {*shown, article.lead_picture_id} if number is not None}
