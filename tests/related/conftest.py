"""The short stories, linked."""

from __future__ import annotations

import pytest

from articles.models import Article
from articles.related.rebuilding import rebuild
from tests.related.stories import make_library


@pytest.fixture
def library() -> dict[str, Article]:
    stories = make_library()
    rebuild()
    return stories
