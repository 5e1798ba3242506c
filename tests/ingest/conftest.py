"""A file of the wire."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.ingest.wire import STORY


@pytest.fixture
def wire(tmp_path: Path) -> Callable[..., Path]:
    """Writes a file of JSON Lines; each argument changes fields of STORY."""

    def write(*stories: dict[str, Any]) -> Path:
        path = tmp_path / "wire.jsonl"
        lines = [json.dumps({**STORY, **story}) for story in stories or ({},)]
        path.write_text("\n".join(lines) + "\n")
        return path

    return write
