"""The gate in front of public copies, their headers, and equal silence."""

from __future__ import annotations

import threading
from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from media import renditions
from media.models import Picture
from media.renditions import Spec, address
from media.views import PUBLIC
from tests.media.drawing import make_picture, store_picture

pytestmark = pytest.mark.django_db

PUBLIC_PICTURES: set[int] = set()


def gate(pictures: Collection[int], now: datetime, user: Any) -> bool:
    return user.has_perm("media.view_picture") or set(pictures) <= PUBLIC_PICTURES


@pytest.fixture(autouse=True)
def _gate(settings: Any) -> Any:
    settings.MEDIA_GATE = f"{__name__}.gate"
    PUBLIC_PICTURES.clear()
    yield
    PUBLIC_PICTURES.clear()


@pytest.fixture
def shown() -> Picture:
    picture = store_picture()
    PUBLIC_PICTURES.add(picture.pk)
    return picture


@pytest.fixture
def staff(client: Client) -> Client:
    user = User.objects.create_user("desk", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_picture"))
    client.force_login(user)
    return client


def path_of(picture: Picture, name: str = "480.webp") -> str:
    return f"/pictures/{picture.token}/{name}"


def test_the_arithmetic_knows_the_address():
    spec = Spec(480, "5:4", "jpg")
    assert address("t", spec) == reverse("media:rendition", args=["t", spec.name])
    assert renditions.PREFIX in address("t", spec)


@pytest.mark.parametrize(
    ("name", "content_type", "magic"),
    [
        ("480.webp", "image/webp", b"RIFF"),
        ("480.jpg", "image/jpeg", b"\xff\xd8\xff"),
        ("320-5x4.webp", "image/webp", b"RIFF"),
        ("1200-40x21.jpg", "image/jpeg", b"\xff\xd8\xff"),
    ],
)
def test_a_public_picture_is_served_as_what_it_is(client, shown, name, content_type, magic):
    response = client.get(path_of(shown, name))
    assert response.status_code == 200
    assert response["Content-Type"] == content_type
    assert b"".join(response.streaming_content).startswith(magic)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == PUBLIC
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies


def test_an_unchanged_picture_is_not_sent_again(client, shown):
    first = client.get(path_of(shown))
    again = client.get(path_of(shown), headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert again["ETag"] == first["ETag"]
    assert again["Cache-Control"] == PUBLIC


def test_a_changed_focal_point_changes_the_tag(client, shown):
    before = client.get(path_of(shown, "320-1x1.jpg"))["ETag"]
    shown.focal_x = 10
    shown.save()
    assert client.get(path_of(shown, "320-1x1.jpg"))["ETag"] != before


def test_only_listed_sizes_exist(client, shown):
    for name in (
        "481.webp", "1900.webp", "480.png", "480-7x3.webp", "480", "original.jpg", "..%2f480.webp",
        "480.webp.lock", "480.webp%00.jpg", "1240-1x1.webp",
    ):  # fmt: skip
        assert client.get(path_of(shown, name)).status_code == 404, name


def test_hidden_and_unknown_answer_alike(client):
    hidden = store_picture()
    unknown = client.get(f"/pictures/{'0' * 32}/480.webp")
    refused = client.get(path_of(hidden))
    strange = client.get(path_of(hidden, "99999.webp"))
    assert unknown.status_code == refused.status_code == strange.status_code == 404
    assert unknown.content == refused.content == strange.content
    assert dict(unknown.headers) == dict(refused.headers) == dict(strange.headers)
    assert not (Path(hidden.file.storage.location) / "renditions").exists()


@pytest.mark.parametrize("token", ["%00", "a" * 5000, "0" * 31 + "G", "%F0%9F%93%B7"])
def test_a_strange_token_is_unknown(client, token):
    assert client.get(f"/pictures/{token}/480.webp").status_code == 404


def test_a_withdrawn_picture_is_gone_at_once(client, shown):
    etag = client.get(path_of(shown))["ETag"]
    PUBLIC_PICTURES.clear()
    assert client.get(path_of(shown), headers={"If-None-Match": etag}).status_code == 404


def test_staff_see_what_is_not_public_and_nobody_keeps_it(staff):
    response = staff.get(path_of(store_picture()))
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert "Cookie" in response["Vary"]


def test_without_a_gate_readers_see_nothing(client, settings):
    settings.MEDIA_GATE = ""
    assert client.get(path_of(store_picture())).status_code == 404


def test_originals_have_no_address(client, shown):
    for path in (
        f"/uploads/{shown.file.name}",
        f"/{shown.file.name}",
        f"/pictures/{shown.token}/",
    ):
        assert client.get(path).status_code == 404


def test_avif_that_is_not_made_yet_leads_to_webp(client, shown):
    response = client.get(path_of(shown, "480.avif"))
    assert response.status_code == 302
    assert response["Location"] == path_of(shown, "480.webp")


def test_a_lost_original_is_not_found(client):
    picture = make_picture()
    PUBLIC_PICTURES.add(picture.pk)
    Path(picture.file.path).unlink()
    assert client.get(path_of(picture)).status_code == 404


def test_only_reading_is_allowed(client, shown):
    assert client.post(path_of(shown)).status_code == 405
    assert client.head(path_of(shown)).status_code == 200


def test_a_herd_makes_a_rendition_once(shown, monkeypatch):
    from media import processing

    calls = []
    ask = processing.ask_child

    def counting(job: dict[str, Any]) -> dict[str, Any]:
        calls.append(job["task"])
        return ask(job)

    monkeypatch.setattr(processing, "ask_child", counting)
    threads = [
        threading.Thread(target=processing.make_rendition, args=[shown, Spec(620)])
        for _turn in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert calls == ["render"]


def test_while_all_makers_are_busy_the_reader_is_told_to_come_back(client, shown, monkeypatch):
    from media import locks, processing

    monkeypatch.setattr(processing, "WAIT_SECONDS", 0)
    slots = processing.slots()[:1]
    monkeypatch.setattr(processing, "slots", lambda: slots)
    with locks.one_of(slots, seconds=0):
        response = client.get(path_of(shown))
    assert response.status_code == 503
    assert response["Retry-After"] == "2"
