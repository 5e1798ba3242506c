"""Completion of commands in a shell."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

COMPLETION = {
    "import_": "import_articles",
    "export_": "export_articles",
}


@pytest.mark.thorough
@pytest.mark.parametrize(("typed", "offered"), COMPLETION.items())
def test_the_shell_completes_commands(typed: str, offered: str) -> None:
    """The hook that the one line for bash, zsh and fish in the README asks."""
    asked = subprocess.run(
        [sys.executable, "manage.py"],
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "DJANGO_AUTO_COMPLETE": "1",
            "COMP_WORDS": f"manage.py {typed}",
            "COMP_CWORD": "1",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert offered in asked.stdout.split(), asked.stderr[-500:]


def test_the_readme_has_the_line_for_each_shell() -> None:
    told = (Path(settings.BASE_DIR) / "articles/ingest/README.md").read_text()
    for shell in ("bash", "zsh", "fish"):
        assert re.search(rf"{shell}.*\n*.*DJANGO_AUTO_COMPLETE", told), shell
