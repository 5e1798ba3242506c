"""What a browser would send: forms filled as a story has them, or as a page shows them."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.auth.models import Group, User
from django.test import Client
from lxml import html

from articles.models import Article
from tests.factories import make_user

INLINES = ("mentions", "topic_ties", "credits", "picks")


def login(role: str = "Publisher", **fields: Any) -> tuple[Client, User]:
    user = make_user(is_staff=True, **fields)
    if role:
        user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client, user


def form_of(article: Article, **changes: Any) -> dict[str, Any]:
    """What the story's form posts when it was opened now; `changes` are what the editor typed."""
    values: dict[str, Any] = {
        "headline": article.headline,
        "standfirst": article.standfirst,
        "body": json.dumps(article.body),
        "base_version": article.version,
        "section": article.section_id or "",
        "kind": article.kind,
        "slug": article.slug,
        "link_people": "on",
        "_continue": "1",
        "change": "tidy" if article.is_published() else "",
    }
    for prefix in INLINES:
        values |= {
            f"{prefix}-TOTAL_FORMS": 0,
            f"{prefix}-INITIAL_FORMS": 0,
            f"{prefix}-MIN_NUM_FORMS": 0,
            f"{prefix}-MAX_NUM_FORMS": 1000,
        }
    return {**values, **changes}


def address(article: Article, page: str = "change") -> str:
    return f"/admin/articles/article/{article.pk}/{page}/"


def fields_on(page: bytes, form: str = "//form[@data-conflict]") -> dict[str, list[str]]:
    """The fields of a form on a page without JavaScript, as its button without a name sends them."""
    found: dict[str, list[str]] = {}
    for field in html.fromstring(page).xpath(f"{form}//input[@name]|{form}//textarea[@name]"):
        kind = field.get("type", "text")
        if kind in {"radio", "checkbox"} and field.get("checked") is None:
            continue
        if kind not in {"submit", "button"}:
            value = field.text or "" if field.tag == "textarea" else field.get("value", "")
            found.setdefault(field.get("name"), []).append(value)
    return found
