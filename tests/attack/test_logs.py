"""S24: one line an event whatever is in it; an error tells readers nothing."""

from __future__ import annotations

import json
import logging

import pytest
from django.db import DatabaseError
from django.test import Client

from articles.public import views
from newsroom.logs import LineFormatter
from tests.attack.payloads import numbered
from tests.attack.table import settle
from tests.factories import make_article, make_user

ENDS = ("\r\n", "\n", "\r", "\x1b[2J", "\x00", "\x85", "\u2028", "\u2029", "\x0b", "\x9b", "\u202e")
TELLTALES = (
    "Traceback",
    "SELECT ",
    "DATABASES",
    "SECRET_KEY",
    "File &quot;",
    "site-packages",
    "secret-detail",
    "Django",
)


@pytest.mark.django_db
@pytest.mark.sqlite
def test_one_event_is_one_line(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    make_user("ana\nforged", is_staff=True)
    texts = [f"a{end}forged{{}}" for end in ENDS] + numbered()[:8]
    for text in texts:
        client.get(f"/{text}".replace("//", "/x/"))
        client.get("/search", {"q": text})
        client.post("/admin/login/", {"username": text, "password": "x"})
        logging.getLogger("newsroom").warning("headline %s", text)
        try:
            raise ValueError(text)
        except ValueError:
            logging.getLogger("newsroom").exception("failed: %s", text)
    failed = []
    for record in caplog.records:
        line = LineFormatter().format(record)
        if (
            len(line.splitlines()) != 1
            or not line.isprintable()
            or "message" not in json.loads(line)
        ):
            failed.append(line)
    settle("S24", "log lines with ends and escapes", tried=len(caplog.records), failed=failed)


@pytest.mark.django_db
@pytest.mark.sqlite
@pytest.mark.parametrize("fault", [ValueError, DatabaseError, KeyError, RecursionError])
def test_a_forced_error_tells_readers_nothing(
    monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    story = make_article(headline="Unseen headline")

    def broken(*_args: object, **_kwargs: object) -> None:
        raise fault("secret-detail SELECT password FROM auth_user")

    monkeypatch.setattr(views, "story_context", broken)
    client = Client(raise_request_exception=False)
    answer = client.get(story.get_absolute_url())
    said = answer.content.decode() + str(answer.headers)
    failed = [word for word in (*TELLTALES, story.headline) if word in said]
    if answer.status_code != 500 or "script-src 'self'" not in said:
        failed.append(f"status {answer.status_code}")
    settle("S24", f"forced errors: {fault.__name__}", tried=1, failed=failed)
