"""The demo paper is built through the import, whole, and the same a second time (N1, N2)."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import models
from django.test import Client
from django.utils import timezone

from articles.models import Article, Contributor, ImportItem, ItemAction, Person, Section, State
from media.models import Picture
from newsroom.demo import building
from newsroom.demo.accounts import ACCOUNTS, PASSWORD
from newsroom.demo.paper import write_material

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def state_of_the_house() -> dict[str, Any]:
    """Every row of what the demo makes, but for the moments at which it was touched."""
    moving = {"saved_at", "changed_at", "last_login", "password"}
    kinds: list[type[models.Model]] = [Article, Person, Section, Contributor, Picture, User]
    return {
        kind.__name__: [
            {name: value for name, value in row.items() if name not in moving}
            for row in kind._default_manager.order_by("pk").values()
        ]
        for kind in kinds
    }


@pytest.mark.thorough
def test_the_demo_is_a_living_paper_and_building_it_twice_changes_nothing(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(
        building,
        "write_material",
        lambda folder, now: write_material(folder, now, picture_scale=0.08),
    )
    told = building.build()
    assert "The demo paper is made" in told
    now = timezone.now()
    public = Article.objects.published(now)
    assert public.count() >= 40
    assert public.filter(published_at__gt=now - timedelta(days=30)).count() >= 40
    assert Section.objects.filter(in_navigation=True).count() == 6
    assert Person.objects.filter(mentions__content_object__in=public).distinct().count() >= 25
    assert Picture.objects.exclude(alt="").exclude(caption="").exclude(credit="").count() >= 60
    assert public.filter(corrections__isnull=False).exists()
    assert public.filter(kind="live").exists()
    states = set(Article.objects.values_list("state", flat=True))
    assert {State.SCHEDULED, State.IN_REVIEW, State.HELD, State.DRAFT} <= states
    assert Article.objects.filter(embargo_until__gt=now).exists()
    assert ImportItem.objects.filter(action=ItemAction.HELD).exists()
    languages = set(public.values_list("language", flat=True))
    assert {"ar", "es"} <= {language.split("-")[0] for language in languages}
    for account in ACCOUNTS:
        assert Client().login(username=account.username, password=PASSWORD)
    for story in public[:5]:
        assert Client().get(story.get_absolute_url()).status_code == 200
    before = state_of_the_house()
    assert "is here already" in building.build()
    assert state_of_the_house() == before
    assert json.loads((tmp_path / "demo.json").read_text())["site_name"]
    building.remember_address("http://127.0.0.1:8123")
    assert (
        '<link rel="canonical" href="http://127.0.0.1:8123/">' in Client().get("/").content.decode()
    )
    assert json.loads((tmp_path / "demo.json").read_text())["site_url"] == "http://127.0.0.1:8123"
    assert "is here already" in building.build()
    assert PASSWORD not in Client().get("/admin/login/").content.decode()
    settings.DEMO = True
    told = Client().get("/admin/login/").content.decode()
    assert PASSWORD in told
    assert all(account.does in told for account in ACCOUNTS)
    call_command("demo", remove_accounts=True)
    assert PASSWORD not in Client().get("/admin/login/").content.decode()
    assert not User.objects.filter(username__in=[account.username for account in ACCOUNTS]).exists()
