"""What machines that watch this one are told."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.test import Client, override_settings

from newsroom import health


def test_health_touches_no_database(client: Client) -> None:
    answer = client.get("/health")
    assert (answer.status_code, answer.content) == (200, b"ok")
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_icon_that_every_browser_asks_for_is_there(client: Client) -> None:
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/x-icon")
    assert answer.content[:4] == b"\0\0\1\0"
    assert not answer.cookies


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/health", "/ready", "/metrics"])
def test_a_site_with_https_answers_who_asks_by_address_and_without_tls(address: str) -> None:
    """A container's own check, Prometheus and a balancer know no name of the site."""
    with override_settings(ALLOWED_HOSTS=["news.example"], SECURE_SSL_REDIRECT=True):
        answer = Client().get(address, headers={"host": "127.0.0.1:8000"})
    assert answer.status_code == 200
    assert answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
def test_ready_says_yes_when_all_is_well(client: Client) -> None:
    assert client.get("/ready").json() == {"database": "ok", "data folder": "ok", "clock": "ok"}


@pytest.mark.django_db
def test_a_database_that_is_down_is_503_without_a_detail(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*args: Any, **kwargs: Any) -> Any:
        raise DatabaseError("password=secret host=db")

    monkeypatch.setattr(connection, "cursor", down)
    answer = client.get("/ready")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert b"secret" not in answer.content


@pytest.mark.django_db
def test_a_full_disk_is_not_ready(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "LEAST_DISK", 10**18)
    assert client.get("/ready").status_code == 503


def test_pages_without_static_files_are_told_with_their_cure(settings: Any, tmp_path: Path) -> None:
    """Each was a fault of 500: nothing said that collectstatic was left out."""
    settings.STATIC_HASHED, settings.STATIC_ROOT = True, tmp_path
    assert "manage.py collectstatic" in health.static_fault()
    with pytest.raises(CommandError, match="collectstatic"):
        call_command("check_privacy")
    (tmp_path / "staticfiles.json").write_text("{}")
    assert health.static_fault() == ""


@pytest.mark.django_db
def test_metrics_are_for_this_machine(client: Client) -> None:
    told = client.get("/metrics").content
    assert b"newsroom_ready 1" in told
    assert b"newsroom_pages_lean 0" in told
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.9").status_code == 404


def test_no_rule_of_the_proxy_takes_a_page_whose_address_only_begins_like_its_own() -> None:
    """The pages of a section "metrics-of-trade" were a 404 behind "location /metrics"."""
    proxy = Path(site.BASE_DIR, "newsroom/deploy/nginx.conf").read_text()
    places = re.findall(r"^    location (.+?) \{", proxy, re.MULTILINE)
    assert "= /metrics" in places
    assert [place for place in places if place[0] not in "=@" and place[-1] != "/"] == []
