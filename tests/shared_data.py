"""Real files of the trade, where a checkout has them beside it; a plain clone does not."""

from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data"


def shared_data(*parts: str) -> Path:
    """The file or folder under the shared data; skips the test where there is none."""
    path = FOLDER.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"no shared data here: {'/'.join(parts)}")
    return path
