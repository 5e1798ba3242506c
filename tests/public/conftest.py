"""The small paper, and a parsed page."""

from __future__ import annotations

from collections.abc import Callable

import lxml.html
import pytest
from django.test import Client

from tests.public.paper import Paper, make_paper

Read = Callable[[str], lxml.html.HtmlElement]


@pytest.fixture
def paper(db: None) -> Paper:
    return make_paper()


@pytest.fixture
def read(client: Client) -> Read:
    """The page at a path as a tree; it must be there."""

    def page(path: str) -> lxml.html.HtmlElement:
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return lxml.html.document_fromstring(answer.content.decode())

    return page
