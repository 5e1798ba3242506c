"""What tests of the desk in a browser have."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.admin.desk import signed_in


@pytest.fixture
def desk(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """The desk as an administrator sees it."""
    user = User.objects.create_superuser("ana", password="a long password")
    with signed_in(browser, live_server.url, user) as page:
        yield page
