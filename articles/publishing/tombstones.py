"""The withdrawals of a site as a file beside the database: read when that is down, applied to old copies."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.db import DatabaseError

from articles import freshness
from articles.models import Article, State, Tombstone, Visibility

FIELDS = (
    "article_pk", "source_code", "source_id", "digest", "paths", "picture_hashes", "reason",
    "made_by",
)  # fmt: skip


def write_copy() -> None:
    """Writes all tombstones to DATA_DIR/tombstones.json; the old file stays until the new is whole."""
    path = settings.DATA_DIR / "tombstones.json"
    temporary = path.with_suffix(".part")
    rows = list(Tombstone.objects.order_by("pk").values(*FIELDS))
    temporary.write_text(json.dumps(rows, ensure_ascii=False))
    temporary.replace(path)


def kept_tombstones() -> list[dict[str, Any]]:
    """Every withdrawal this machine knows of, from the database and from the file."""
    rows = {row["article_pk"]: row for row in read_copy()}
    with suppress(DatabaseError):  # then the file is what there is
        rows |= {row["article_pk"]: row for row in Tombstone.objects.values(*FIELDS)}
    return list(rows.values())


def read_copy() -> list[dict[str, Any]]:
    """The withdrawals as the file has them; none if there is no readable file."""
    try:
        rows: list[dict[str, Any]] = json.loads((settings.DATA_DIR / "tombstones.json").read_text())
    except (OSError, ValueError):
        return []
    return rows


def apply_tombstones(rows: list[dict[str, Any]]) -> int:
    """Makes withdrawals hold in a database that does not know of them; answers how many were new."""
    new = 0
    for row in rows:
        facts = {name: row[name] for name in FIELDS if name != "article_pk"}
        _stone, made = Tombstone.objects.get_or_create(article_pk=row["article_pk"], defaults=facts)
        new += made
        Article.objects.filter(pk=row["article_pk"]).exclude(state=State.WITHDRAWN).update(
            state=State.WITHDRAWN, visibility=Visibility.WITHDRAWN, state_reason=row["reason"]
        )
    if new:
        freshness.move()
        write_copy()
    return new
