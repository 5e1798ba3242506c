"""The walls of the room: one decoder, no story, a child without Django, a worker that stays small."""

from __future__ import annotations

import ast
import resource
import subprocess
import sys
from pathlib import Path

import media
from media.processing import accept
from tests.media import samples

ROOM = Path(media.__file__).parent
MODULES = sorted(path for path in ROOM.rglob("*.py") if "migrations" not in path.parts)


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{name.name}" for name in node.names}
    return found


def test_pictures_know_no_story():
    for path in MODULES:
        assert not [
            name for name in imports(path) if name.split(".")[0] in {"articles", "newsroom"}
        ]


def test_one_module_opens_pictures_and_only_the_child_uses_it():
    opening = [path.name for path in MODULES if "Image.open(" in path.read_text()]
    assert opening == ["pixels.py"]
    users = [path.name for path in MODULES if "media.pixels" in imports(path)]
    assert users == ["decode_child.py"]


def test_the_child_loads_no_django():
    code = "import sys, media.decode_child; print('django' in sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOM.parent, capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "False"


def test_the_worker_stays_small_while_a_large_picture_is_judged():
    content = samples.png(7_000, 7_000, 0, samples.zlib.compress(b"\0" * 7_001 * 7_000, 1))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    answer = accept(samples.io.BytesIO(content))
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert (answer.width, answer.height) == (7_000, 7_000)
    answer.discard()
    assert grown < 16_000  # kilobytes; the picture itself has 49,000
