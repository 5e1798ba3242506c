"""The ETag of a page: one for its plain and its packed bytes, and so a weak one."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import make_article

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("through_page_cache")]


@pytest.mark.parametrize("door", ["{path}", "/feed.rss", "/api/stories"])
def test_the_tag_that_plain_and_packed_bytes_share_is_a_weak_one(client: Client, door: str) -> None:
    address = door.format(path=make_article().get_absolute_url())
    for _time in range(2):
        plain, packed = (
            client.get(address),
            client.get(address, headers={"Accept-Encoding": "gzip"}),
        )
        assert packed.headers["Content-Encoding"] == "gzip"
        assert packed.content != plain.content
        assert packed.headers["ETag"] == plain.headers["ETag"]
        assert plain.headers["ETag"].startswith('W/"')
    held = plain.headers["ETag"]
    for sent in (held, held.removeprefix("W/"), f'"another", {held}'):
        assert client.get(address, headers={"If-None-Match": sent}).status_code == 304
    for sent in ('"another"', 'W/"another"'):
        assert client.get(address, headers={"If-None-Match": sent}).status_code == 200
