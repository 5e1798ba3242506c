"""The copy of all tombstones in a file: what is withdrawn stays so with the database down or restored.

`tombstones.json` in DATA_DIR: {number: {source, source_id, digest, paths, reason, made_at, made_by}};
written whole under another name and put in its place, so that nobody ever reads half of it.
"""

from __future__ import annotations

import fcntl
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from articles.models import Article, State, Tombstone, Visibility
from articles.publishing.saving import save_story

NAME = "tombstones.json"
LOCK = "tombstones.lock"

Stones = dict[str, dict[str, Any]]


def path() -> Path:
    return Path(settings.DATA_DIR) / NAME


def read_file() -> Stones:
    """The file as it stands; empty if there is none. A file that cannot be read raises ValueError."""
    try:
        stones: Stones = json.loads(path().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return stones


def note(stone: Tombstone) -> None:
    """Adds a stone to the file."""
    with _alone():
        stones = read_file()
        stones[str(stone.article_pk)] = {
            "source": stone.source_code,
            "source_id": stone.source_id,
            "digest": stone.digest,
            "paths": stone.paths,
            "picture_hashes": stone.picture_hashes,
            "reason": stone.reason,
            "made_by": stone.made_by,
        }
        _replace(stones)


def lift(pk: int) -> None:
    """Takes the stone of a story that an editor reinstated out of the file."""
    with _alone():
        stones = read_file()
        if stones.pop(str(pk), None) is not None:
            _replace(stones)


def enforce() -> list[int]:
    """Withdraws again what the file says is withdrawn and the database shows: after a restore.

    Answers with the numbers of the stories that were public again.
    """
    revived = []
    for key, told in read_file().items():
        with transaction.atomic():
            Tombstone.objects.get_or_create(
                article_pk=int(key),
                defaults={
                    "source_code": told["source"],
                    "source_id": told["source_id"],
                    "digest": told["digest"],
                    "paths": told["paths"],
                    "picture_hashes": told["picture_hashes"],
                    "reason": told["reason"],
                    "made_by": told["made_by"],
                },
            )
            article = Article.objects.filter(pk=int(key)).first()
            if article is None or article.visibility == Visibility.WITHDRAWN:
                continue
            article.state, article.visibility = State.WITHDRAWN, Visibility.WITHDRAWN
            article.state_reason = told["reason"]
            save_story(article, action="withdraw", note="withdrawn before the restore")
            revived.append(article.pk)
    return revived


@contextmanager
def _alone() -> Iterator[None]:
    """Of two who change the file at one moment the second waits, so that no stone is lost."""
    with (path().parent / LOCK).open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _replace(stones: Stones) -> None:
    target = path()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".tombstones-")
    with os.fdopen(handle, "w", encoding="utf-8") as opened:
        json.dump(stones, opened, ensure_ascii=False)
        opened.flush()
        os.fsync(opened.fileno())
    Path(name).replace(target)
