"""What editors meet: the list, its filters, the desk, the form, autocomplete, a save, a publication."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Callable
from functools import partial
from itertools import count
from typing import Any

from tests.bench.serving import Answer, Figure, Served, measure, table

NAME, PASSWORD = "bench-editor", "a password of the benchmark"
ADMIN = "/admin/articles/article/"
FEWEST_WRITES = 20


def editors(served: Served, seconds: float) -> list[Figure]:
    """A line for the bare view, then one for each screen; the last two write."""
    _sign_in(served)
    bare = partial(served.ask, "/bare/")
    figures = [measure(served, "bare view", [bare], seconds=seconds, bare=bare)]
    for name, asks in {**_screens(served), **_writes(served)}.items():
        figures.append(measure(served, name, asks, seconds=seconds, bare=bare))
        print(table(figures[-1:]).splitlines()[1], file=sys.stderr, flush=True)
    return figures


def _sign_in(served: Served) -> None:
    from django.contrib.auth.models import User

    user, _new = User.objects.get_or_create(
        username=NAME, defaults={"is_staff": True, "is_superuser": True}
    )
    user.set_password(PASSWORD)
    user.save()
    page = served.ask("/admin/login/")
    token = served.cookies["newsroom_csrf"]
    answer = served.ask(
        "/admin/login/", {"username": NAME, "password": PASSWORD, "csrfmiddlewaretoken": token}
    )
    assert (page.status, answer.status) == (200, 302)


def _screens(served: Served) -> dict[str, list[Callable[[], Answer]]]:
    from django.db.models import Count

    from articles.models import Article, Person

    person = Person.objects.annotate(n=Count("mentions")).order_by("-n")[0]
    last = Article.objects.order_by("-pk").values_list("pk", flat=True)[0]
    middle = Article.objects.get(pk=last // 2)
    word = middle.headline.split()[1]
    addresses = {
        "desk": "/admin/",
        "list": ADMIN,
        "list, state": f"{ADMIN}?state=published",
        "list, rare state": f"{ADMIN}?state=in_review",
        "list, section": f"{ADMIN}?section=world",
        "list, no section": f"{ADMIN}?section=-",
        "list, mine": f"{ADMIN}?mine=1",
        "list, person": f"{ADMIN}?person={person.pk}",
        "list, no lead": f"{ADMIN}?missing=lead",
        "list, no alt": f"{ADMIN}?missing=alt",
        "list, no credit": f"{ADMIN}?missing=credit",
        "list, picture wanted": f"{ADMIN}?missing=picture",
        "list, source": f"{ADMIN}?source=bench",
        "list, corrected": f"{ADMIN}?corrected=1",
        "list, saved today": f"{ADMIN}?saved=today",
        "list, by headline": f"{ADMIN}?o=2",
        "list, search": f"{ADMIN}?q={word}",
        "list, two words": f"{ADMIN}?q={word}+{middle.headline.split()[2]}",
        "list, page 500": f"{ADMIN}?p=500",
        "form": f"{ADMIN}{middle.pk}/change/",
        "empty form": f"{ADMIN}add/",
        "people list": "/admin/articles/person/",
        "autocomplete": (
            "/admin/autocomplete/?app_label=articles&model_name=personmention&field_name=tag"
            f"&term={person.name.split()[0][:3]}"
        ),
    }
    return {name: [partial(served.ask, address)] for name, address in addresses.items()}


def _writes(served: Served) -> dict[str, list[Callable[[], Answer]]]:
    from articles.models import Article

    last = Article.objects.order_by("-pk").values_list("pk", flat=True)[0]
    stories = [1 + (last - 1) * n // FEWEST_WRITES for n in range(FEWEST_WRITES)]
    numbers = count()
    return {
        "save": [partial(_save, served, pk, numbers) for pk in stories],
        "publish": [partial(_publish, served, numbers) for _number in range(FEWEST_WRITES)],
    }


def _save(served: Served, pk: int, numbers: Any) -> Answer:
    """Opens the form of a live story, changes its last words, and posts it; the post is measured."""
    address = f"{ADMIN}{pk}/change/"
    fields = _fields(served, address)
    fields["standfirst"] = f"{fields['standfirst'][0][:140]} {next(numbers)}"
    return _posted(served, address, {**fields, "change": "tidy", "_continue": "1"})


def _publish(served: Served, numbers: Any) -> Answer:
    """Writes a new story and publishes it; the publication is measured."""
    from articles.models import Article

    number = next(numbers)
    model = Article.objects.order_by("pk")[number % 50]
    body = json.dumps(model.body)
    fields = _fields(served, f"{ADMIN}add/")
    fields |= {"headline": f"{model.headline} {number}", "section": model.section_id, "body": body}
    made = _posted(served, f"{ADMIN}add/", {**fields, "_continue": "1"})
    address = made.headers["Location"]
    return _posted(served, address, {**_fields(served, address), "_move": "publish"})


def _posted(served: Served, address: str, fields: dict[str, Any]) -> Answer:
    answer = served.ask(address, fields)
    if answer.status != 302:
        text = answer.content
        page = gzip.decompress(text) if text[:2] == b"\x1f\x8b" else text
        raise SystemExit(f"{address}: {answer.status}\n{page.decode()[:4000]}")
    return answer


def _fields(served: Served, address: str) -> dict[str, Any]:
    """The story's form as a browser would send it back."""
    from lxml import html

    content = served.ask(address).content
    page = html.fromstring(gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content)
    (form,) = page.xpath("//form[@id='article_form']")
    found: dict[str, Any] = {}
    for name, value in form.form_values():
        found.setdefault(name, []).append(value)
    return found
