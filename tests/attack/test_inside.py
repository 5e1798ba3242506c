"""S5: at the desk, too, a story of others shows to nobody who may not see it, and nobody moves its names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.body import document as d
from articles.models import (
    Article,
    CandidateSighting,
    Comment,
    Correction,
    Front,
    FrontEdition,
    FrontSlot,
    NameCandidate,
    Person,
    PersonMention,
    RelatedStory,
)
from articles.publishing.saving import save_story
from tests.admin.pages import address, login
from tests.attack.doors import admin_doors, content_of
from tests.attack.table import settle
from tests.factories import (
    make_article,
    make_contributor,
    make_person,
    make_section,
    make_topic,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

CANARY = "zqcanaryzq"
STATES = ("draft", "in_review", "held", "scheduled", "embargoed", "withdrawn")
ROLES = ("Reporter", "Section editor", "Importer")
"""Who does not see every story; of these the second keeps the directory of people."""


def hide(state: str, person: Person, section: Any) -> Article:
    """A story of another section with the canary in its texts, and every row that tells of it."""
    word = f"{CANARY}{state}"
    story = make_article(
        state, headline=f"{word} headline", standfirst=word, byline=word, kicker=word, section=section,
        editor_note=word, slugline=word, state_reason=word, body=d.document(d.paragraph(f"{word} Shared Person.")),
        people=[person], topics=[make_topic("Shared topic")] if state == "draft" else [],
        contributors=[make_contributor("Shared Writer")] if state == "draft" else [],
    )  # fmt: skip
    save_story(story)
    keeper = make_user(f"keeper-{state}", is_staff=True)
    Comment.objects.create(article=story, text=word, made_by=keeper)
    Correction.objects.create(article=story, text=word, published_at=timezone.now())
    PersonMention.objects.filter(content_object=story).update(
        evidence={"sentence": word, "names": [word]}
    )
    candidate, _made = NameCandidate.objects.get_or_create(name_key="nia", name="Nia Bell")
    CandidateSighting.objects.create(
        candidate=candidate, article=story, score=2, evidence={"sentence": word, "names": ["Nia"]}
    )
    return story


def point_to(own: Article, hidden: list[Article]) -> None:
    """What the machine puts beside the asker's own story, and what editors put on the front.

    What an editor picked for the story is shown to whoever writes it.
    """
    edition = FrontEdition.objects.create(
        front=Front.objects.get_or_create(section=None)[0], is_live=True, live_from=timezone.now()
    )
    for place, story in enumerate(hidden, start=1):
        RelatedStory.objects.create(article=own, other=story, rank=place, score=1, why={})
        FrontSlot.objects.create(edition=edition, position=place, article=story)


def questions(own: Article, hidden: list[Article], person: Person) -> Iterator[tuple[str, Any]]:
    """What scripts of the desk ask, with the numbers of stories that are not the asker's."""
    base, keys = "/admin/articles/", [story.pk for story in hidden]
    for story in hidden:
        for page in ("draft", "presence", "comments", "preview", "share", "waiting"):
            yield address(story, page), {"form": {"fields": {}}, "base_version": 1}
        for page in ("suggest", "verdict", "new"):
            yield f"{base}person/{page}/", {"article": story.pk, "name": "Nia", "body": None}
        yield f"{base}article/related/suggest/", {"article": story.pk}
        yield f"{base}article/related/ban/", {"article": own.pk, "other": story.pk}
    picks = [{"target": key} for key in keys]
    form = {"fields": {"headline": "Mine"}, "ties": {"picks": picks}}
    for compares in (True, False):
        sent = {"base_version": own.version, "form": form, "compare": compares}
        yield address(own, "draft"), sent
    asked = {"article": own.pk, "picks": picks, "people": [person.pk], "headline": CANARY}
    yield f"{base}article/related/suggest/", asked
    yield f"{base}person/suggest/", {"article": own.pk, "people": [person.pk], "headline": "Nia"}


def lists(person: Person) -> list[str]:
    base, word = "/admin/articles/", CANARY[:6]
    fields = [("relatedpick", "target"), ("banner", "article"), ("topic", "explainer"),
              ("correction", "article"), ("frontslot", "article"), ("personmention", "content_object")]  # fmt: skip
    return [
        f"{base}article/?q={word}", f"{base}article/?state=all&q={word}", f"{base}article/stories/?q={word}",
        f"{base}article/stories/?q={CANARY}draft", f"{base}correction/?q={word}", f"{base}auditentry/?q={word}",
        f"{base}comment/?q={word}", f"{base}person/{person.pk}/split/", f"{base}namecandidate/",
        f"{base}person/report/", f"{base}person/{person.pk}/change/", f"{base}person/lookup/?q={word}",
        f"{base}person/{person.pk}/history/", "/admin/",
        *(f"/admin/autocomplete/?app_label=articles&model_name={model}&field_name={name}&term={word}"
          for model, name in fields),
    ]  # fmt: skip


def told(client: Client, door: str, sent: Any = None) -> tuple[int, bool]:
    if sent is None:
        answer: Any = client.get(door)
    else:
        answer = client.post(door, json.dumps(sent), content_type="application/json")
    said = content_of(answer).decode("utf-8", "replace") + str(answer.headers)
    return answer.status_code, CANARY in said


@pytest.mark.thorough
@pytest.mark.parametrize("role", ROLES)
def test_no_screen_tells_of_a_story_that_the_asker_may_not_see(role: str) -> None:
    person = make_person("Shared Person")
    elsewhere = make_section(name="Elsewhere", slug="elsewhere")
    hidden = [hide(state, person, elsewhere) for state in STATES]
    client, user = login(role)
    client.raise_request_exception = False
    own_section = make_section(name="Own", slug="own")
    own_section.editors.add(user)
    own = make_article("draft", section=own_section, created_by=user, people=[person])
    save_story(own)
    point_to(own, hidden)
    failed: list[object] = []
    tried = 0
    doors = [*admin_doors(own), *lists(person)]
    doors += [door for door in admin_doors(hidden[0]) if "/article/" in door]
    asked = [(door, None) for door in dict.fromkeys(doors) if "logout" not in door]
    asked += [*questions(own, hidden, person), (address(own), None)]
    for door, sent in asked:
        status, shows = told(client, door, sent)
        tried += 1
        if shows or status >= 500:
            failed.append((door, status))
    settle("S5", f"screens and questions about hidden stories of others: {role}",
           tried=tried, failed=failed)  # fmt: skip


def test_who_keeps_the_directory_splits_and_accepts_names_in_stories_they_see() -> None:
    """A person's page is everybody's; which story names whom is the story's own."""
    person, elsewhere = make_person("Shared Person"), make_section(name="Elsewhere", slug="else")
    theirs = hide("embargoed", person, elsewhere)
    client, user = login("Section editor")
    own_section = make_section(name="Own", slug="own")
    own_section.editors.add(user)
    own = make_article("draft", section=own_section, people=[person])
    split = f"/admin/articles/person/{person.pk}/split/"
    client.post(split, {"story": [theirs.pk, own.pk], "qualifier": "painter"})
    assert [each.tag for each in theirs.mentions.all()] == [person]
    assert own.mentions.get().tag.qualifier == "painter"
    candidate = NameCandidate.objects.get(name_key="nia")
    sent = {"candidate": candidate.pk, "decision": "new"}
    decide = "/admin/articles/namecandidate/decide/"
    assert client.post(decide, json.dumps(sent), content_type="application/json").status_code == 409
    assert theirs.mentions.count() == 1
