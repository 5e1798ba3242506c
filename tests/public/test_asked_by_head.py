"""HEAD: every header of GET, and no byte of a body, which a server would drop with a warning."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application
from django.test import RequestFactory
from django.test.utils import override_settings

from tests.factories import make_article

pytestmark = pytest.mark.django_db

Application = Callable[[dict[str, Any], Callable[..., None]], Any]


def ask(application: Application, method: str, address: str) -> tuple[str, dict[str, str], bytes]:
    told: list[Any] = []
    environ = RequestFactory().generic(method, address).environ
    answer = application(environ, lambda status, headers, *_fault: told.extend((status, headers)))
    body = b"".join(answer)
    return told[0], dict(told[1]), body


@pytest.mark.parametrize(
    "address", ["{path}", "/admin/login/", "/nothing/here/", "/feed.rss", "/health"]
)
@override_settings(ALLOWED_HOSTS=["testserver"])
def test_head_has_the_length_of_get_and_no_body(address: str) -> None:
    door = address.format(path=make_article().get_absolute_url())
    application = get_wsgi_application()
    status, headers, body = ask(application, "GET", door)
    head_status, head_headers, head_body = ask(application, "HEAD", door)
    assert body
    assert (head_status, head_body) == (status, b"")
    assert head_headers["Content-Type"] == headers["Content-Type"]
    assert head_headers["Content-Length"] == str(len(body))
