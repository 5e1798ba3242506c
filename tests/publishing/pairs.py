"""Pairs of editors at one story: what each does, by the real form, and what must be there afterwards."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles.body.document import paragraph, validate
from articles.ingest.pipeline import Options, run_import
from articles.models import Article, ImportItem, ItemAction, Revision, Section, State
from articles.publishing.moves import move
from articles.publishing.saving import StaleVersion, save_story
from articles.publishing.snapshots import PersonTie, Ties, ties_of
from tests.admin.pages import address, fields_on, form_of
from tests.factories import make_article, make_document, make_person, make_picture

TEXTS = [
    f"Paragraph {n} tells of the harbor, the hill and the line between them." for n in range(5)
]
FIELDS = ("headline", "standfirst", "kicker", "editor_note")
KINDS = ("editor", "editor", "editor", "import", "autosave", "schedule")


@dataclass(frozen=True)
class Change:
    """One thing that somebody does, and how to see afterwards that it was done."""

    key: str
    apply: Callable[[Article, Ties], None]
    holds: Callable[[Article, Ties], bool]
    token: str = ""
    """Its own words, if it has any."""


@dataclass
class Outcome:
    """What became of all pairs; the lists must stay empty."""

    pairs: int = 0
    joined: int = 0
    clashes: int = 0
    first: int = 0
    held: int = 0
    lost: list[str] = field(default_factory=list)
    false_clashes: list[str] = field(default_factory=list)


def text_field(name: str, token: str) -> Change:
    return Change(
        f"field:{name}",
        lambda article, _ties: setattr(article, name, token),
        lambda article, _ties: getattr(article, name) == token,
        token,
    )


def block_edit(block_id: str, token: str) -> Change:
    def apply(article: Article, _ties: Ties) -> None:
        body = deepcopy(article.body)
        for block in body["content"]:
            if block["attrs"]["id"] == block_id:
                block["content"] = [{"type": "text", "text": f"{token} stands here now."}]
        article.body = body

    return Change(f"block:{block_id}", apply, _says(token), token)


def block_insert(after: int, token: str) -> Change:
    def apply(article: Article, _ties: Ties) -> None:
        body = deepcopy(article.body)
        body["content"].insert(after, paragraph(f"{token} is new."))
        article.body = validate(body)

    return Change(f"new:{token}", apply, _says(token), token)


def _says(token: str) -> Callable[[Article, Ties], bool]:
    return lambda article, _ties: token in json.dumps(article.body)


def block_removal(block_id: str) -> Change:
    def apply(article: Article, _ties: Ties) -> None:
        content = [each for each in article.body["content"] if each["attrs"]["id"] != block_id]
        article.body = {"type": "doc", "content": content}

    def holds(article: Article, _ties: Ties) -> bool:
        return all(each["attrs"]["id"] != block_id for each in article.body["content"])

    return Change(f"block:{block_id}", apply, holds)


def person_added(person: int) -> Change:
    def apply(_article: Article, ties: Ties) -> None:
        ties.people = [*(ties.people or []), PersonTie(person)]

    return Change(f"person:{person}", apply, lambda _article, ties: person in tagged(ties))


def person_removed(person: int) -> Change:
    def apply(_article: Article, ties: Ties) -> None:
        ties.people = [tie for tie in ties.people or [] if tie.person != person]

    return Change(f"person:{person}", apply, lambda _article, ties: person not in tagged(ties))


def lead_picture(picture: int) -> Change:
    return Change(
        "field:lead_picture_id",
        lambda article, _ties: setattr(article, "lead_picture_id", picture),
        lambda article, _ties: article.lead_picture_id == picture,
    )


def tagged(ties: Ties) -> set[int]:
    return {tie.person for tie in ties.people or []}


class Pairs:
    """Runs pairs, one after the other (`at_once` false) or both sides at the same moment."""

    def __init__(self, folder: Path, *, seed: int, at_once: bool) -> None:
        self.chance, self.at_once, self.folder = random.Random(seed), at_once, folder
        self.outcome = Outcome()
        self.users = [
            User.objects.create_superuser(f"pair-{side}", password="a long password")
            for side in "ab"
        ]
        self.clients = [Client(), Client()]
        for client, user in zip(self.clients, self.users, strict=True):
            client.force_login(user)
        self.people = [make_person().pk for _number in range(21)]
        self.pictures = [make_picture().pk for _number in range(2)]
        self.section = Section.objects.create(name="Pairs", slug="pairs")
        self.pool = ThreadPoolExecutor(2, initializer=lambda: None) if at_once else None

    def close(self) -> None:
        if self.pool:
            list(self.pool.map(_close_when_met, [Barrier(2)] * 2))
            self.pool.shutdown()

    def run(self, count: int) -> Outcome:
        for number in range(count):
            self.pair(number, KINDS[number % len(KINDS)])
        return self.outcome

    def pair(self, number: int, kind: str) -> None:
        """One story, two who change it from the same version on, and the account of it."""
        self.outcome.pairs += 1
        story = self._story(number, kind)
        blocks = [block["attrs"]["id"] for block in story.body["content"]]
        first = self._changes("a", blocks) if kind in {"editor", "import"} else []
        if kind == "import":
            first = [each for each in first if each.key in {"field:headline", "field:standfirst"}]
            first = first or [text_field("headline", f"a{number}")]
        second = self._changes("b", blocks)
        forms = [posted(story, changes) for changes in (first, second)]
        told = self._both(
            {
                "editor": lambda: self._save(0, story, forms[0]),
                "import": lambda: self._import(number, first),
                "autosave": lambda: self._autosave(story),
                "schedule": lambda: self._schedule(story),
            }[kind],
            lambda: self._save(1, story, forms[1]),
        )
        self._account(f"pair {number} ({kind})", story, (first, second), told)

    def _story(self, number: int, kind: str) -> Article:
        if kind == "import":
            self._import(number, [])
            story = Article.objects.get(source_key=f"pair-{number}")
            story.section = self.section
            return story
        story = make_article("draft", body=make_document(*TEXTS), section=self.section)
        save_story(story, ties=Ties(people=[PersonTie(self.people[0])]))
        return story

    def _changes(self, side: str, blocks: list[str]) -> list[Change]:
        """One to three things that somebody does to the story, no two to the same place."""
        chance, made = self.chance, dict[str, Change]()
        others = self.people[1:11] if side == "a" else self.people[11:]
        for number in range(chance.randint(1, 3)):
            token = f"{side}{chance.randrange(10**6)}x{number}"
            change = (
                lambda token=token: text_field(chance.choice(FIELDS), token),
                lambda token=token: text_field(chance.choice(FIELDS), token),
                lambda token=token: block_edit(chance.choice(blocks), token),
                lambda token=token: block_insert(chance.randrange(len(blocks)), token),
                lambda: block_removal(chance.choice(blocks)),
                lambda: person_added(chance.choice(others)),
                lambda: person_removed(self.people[0]),
                lambda: lead_picture(chance.choice(self.pictures)),
            )[chance.randrange(8)]()
            made.setdefault(change.key, change)
        return list(made.values())

    def _both(self, first: Callable[[], str], second: Callable[[], str]) -> list[str]:
        if self.pool is None:
            return [first(), second()]
        barrier = Barrier(2)

        def together(act: Callable[[], str]) -> str:
            barrier.wait()
            return act()

        return list(self.pool.map(together, (first, second)))

    def _save(self, side: int, story: Article, form: dict[str, Any]) -> str:
        """The save; after a clash it is settled for whoever saves, as a click on the page does."""
        client, clashed = self.clients[side], False
        for _turn in range(5):
            page = client.post(address(story), form)
            if page.status_code == 302:
                return "clash" if clashed else "saved"
            assert page.status_code == 409, page.context["errors"]
            clashed = True
            form = {**fields_on(page.content), "choose_all": "mine"}
        raise AssertionError("a clash that no choice settles")

    def _import(self, number: int, changes: list[Change]) -> str:
        told = {"headline": f"Wire words {number}", "standfirst": "As the wire has it."}
        told |= {each.key.removeprefix("field:"): each.token for each in changes}
        line = {
            "source": "pairs.example", "source_id": f"pair-{number}",
            "version": str(1 + bool(changes)), **told, "body_text": "\n\n".join(TEXTS),
        }  # fmt: skip
        path = self.folder / f"pair-{number}.jsonl"
        path.write_text(json.dumps(line) + "\n", encoding="utf-8")
        run_import(Options(paths=[str(path)]))
        items = ImportItem.objects.filter(article__source_key=f"pair-{number}")
        return "held" if items.filter(action=ItemAction.HELD).exists() else "saved"

    def _autosave(self, story: Article) -> str:
        sent = {"base_version": story.version, "form": {"fields": {"headline": "Only typed"}}}
        kept = self.clients[0].post(
            address(story, "draft"), json.dumps(sent), content_type="application/json"
        )
        assert kept.status_code == 200
        return "typed"

    def _schedule(self, story: Article) -> str:
        for _turn in range(5):
            now = Article.objects.get(pk=story.pk)
            try:
                move(now, "schedule", by=self.users[0], at=timezone.now() + timedelta(hours=3))
            except StaleVersion:
                continue
            return "moved"
        raise AssertionError("a story that nobody can schedule")

    def _account(
        self,
        name: str,
        story: Article,
        sides: tuple[list[Change], list[Change]],
        told: list[str],
    ) -> None:
        """Counts what happened; names every change that is nowhere and every clash for nothing."""
        now = Article.objects.get(pk=story.pk)
        ties = ties_of(now)
        both = {each.key for each in sides[0]} & {each.key for each in sides[1]}
        if "clash" in told:
            self.outcome.clashes += 1
            if not both:
                self.outcome.false_clashes.append(name)
        elif "held" in told:
            self.outcome.held += 1
        elif told[0] == "saved":
            self.outcome.joined += 1
        else:
            self.outcome.first += 1
        kept = json.dumps(list(Revision.objects.filter(article=story).values("snapshot")))
        for changes, became in zip(sides, told, strict=True):
            for change in changes:
                is_told = change.key in both and "clash" in told and change.token in kept
                if not (change.holds(now, ties) or is_told or became == "held"):
                    self.outcome.lost.append(f"{name}: {change.key} {change.token}")
        if told[0] == "moved" and now.state != State.SCHEDULED:
            self.outcome.lost.append(f"{name}: the schedule")
        if now.headline == "Only typed":
            self.outcome.lost.append(f"{name}: autosave wrote the story")


def posted(story: Article, changes: list[Change]) -> dict[str, Any]:
    """The form as it was opened at the story's version, with what somebody changed in it."""
    rows = list(story.mentions.order_by("position"))
    typed, ties = deepcopy(story), Ties(people=[PersonTie(row.tag_id, row.role) for row in rows])
    for change in changes:
        change.apply(typed, ties)
    wanted = tagged(ties)
    known = {row.tag_id for row in rows}
    values = form_of(typed, base_version=story.version, lead_picture=typed.lead_picture_id or "")
    values |= {name: getattr(typed, name) for name in FIELDS}
    new = [tie.person for tie in ties.people or [] if tie.person not in known]
    for number, (pk, person) in enumerate(
        [*((row.pk, row.tag_id) for row in rows), *(("", person) for person in new)]
    ):
        values |= {
            f"mentions-{number}-id": pk,
            f"mentions-{number}-tag": person,
            f"mentions-{number}-role": "mentioned",
            f"mentions-{number}-position": number,
            f"mentions-{number}-content_object": story.pk,
            **({} if person in wanted else {f"mentions-{number}-DELETE": "on"}),
        }
    return values | {
        "mentions-TOTAL_FORMS": len(rows) + len(new),
        "mentions-INITIAL_FORMS": len(rows),
    }


def _close_when_met(barrier: Barrier) -> None:
    """Each thread of the pool closes its own connection."""
    barrier.wait()
    connection.close()
