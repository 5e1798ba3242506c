"""A backup comes back whole; what was withdrawn since stays withdrawn."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from newsroom import originals
from tests.factories import make_picture

ROOT = Path(__file__).resolve().parents[1]

LIFE = """
import json
from pathlib import Path
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone
from articles.models import Article
from articles.publishing.saving import save_story
from articles.publishing.withdraw import withdraw

backup = {backup!r}
call_command("migrate", verbosity=0)
for number in range(3):
    save_story(Article(headline=f"Story number {{number}}", state="published",
                       visibility="public", published_at=timezone.now()))
picture = Path(settings.MEDIA_ROOT) / "picture"
picture.parent.mkdir(exist_ok=True)
picture.write_bytes(b"bytes of a picture")
call_command("backup", backup)
call_command("backup", backup)
withdraw(Article.objects.get(headline="Story number 1"), reason="a court said so")
Article.objects.filter(headline="Story number 2").delete()
picture.unlink()
call_command("restore", backup, yes=True)
print(json.dumps([sorted(Article.objects.values_list("headline", "state")), picture.read_text()]))
with (Path(backup) / "database.sqlite3").open("ab") as opened:
    opened.write(b"x")
try:
    call_command("restore", backup, yes=True)
except CommandError as fault:
    print(fault)
"""


@pytest.mark.sqlite
def test_a_site_comes_back_and_its_withdrawals_hold(tmp_path: Path) -> None:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(
        [
            sys.executable,
            "manage.py",
            "shell",
            "-v0",
            "-c",
            LIFE.format(backup=str(tmp_path / "b")),
        ],
        cwd=ROOT,
        env={**kept, "DATA_DIR": str(tmp_path / "site")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = done.stdout
    assert "1 uploads, 1 of them copied" in told
    assert "1 uploads, 0 of them copied" in told
    assert "1 stories withdrawn again" in told
    *_before, after, refusal = told.strip().splitlines()
    stories, picture = json.loads(after)
    assert stories == [
        ["Story number 0", "published"],
        ["Story number 1", "withdrawn"],
        ["Story number 2", "published"],
    ]
    assert picture == "bytes of a picture"
    assert "was changed since the backup was made" in refusal


@pytest.mark.django_db
def test_originals_in_an_object_store_go_into_the_backup_and_back(
    tmp_path: Path, settings: Any
) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }
    names = [make_picture().file.name for _number in range(3)]
    kept = [default_storage.open(name).read() for name in names[:2]]
    default_storage.delete(names[2])
    assert originals.are_elsewhere()
    first, again = originals.copy_out(tmp_path), originals.copy_out(tmp_path)
    assert (first.files, first.copied, first.missing) == (3, 2, [names[2]])
    assert (again.copied, again.missing) == (0, [names[2]])
    assert [(tmp_path / name).read_bytes() for name in names[:2]] == kept
    assert not list(tmp_path.rglob("*.part"))
    default_storage.delete(names[0])
    default_storage.delete(names[1])
    default_storage.save(names[1], ContentFile(b"cut short"))
    done, known = originals.copy_in(tmp_path)
    assert (done.copied, done.missing, known) == (2, [names[2]], set(names))
    assert [default_storage.open(name).read() for name in names[:2]] == kept
    assert originals.copy_in(tmp_path)[0].copied == 0
