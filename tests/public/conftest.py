"""The small paper, alone and with a server, and a parsed page."""

from __future__ import annotations

from collections.abc import Callable

import lxml.html
import pytest
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from articles.publishing.placing import rebuild_placements
from tests.media.drawing import store_picture
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


@pytest.fixture
def house(live_server: LiveServer) -> Paper:
    paper = make_paper()
    lead = store_picture(1600, 1200, caption="The barrier at dawn", alt="Eight gates in a row")
    paper.story.lead_picture = lead
    paper.story.save()
    rebuild_placements([paper.story])
    return paper
