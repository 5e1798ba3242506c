"""S4, S6: of a story that readers may not see no door says a word, nor that it exists."""

from __future__ import annotations

import json
import logging
import statistics
import time
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.body import document as d
from articles.models import (
    Article,
    Correction,
    Draft,
    FormerAddress,
    Front,
    FrontEdition,
    FrontSlot,
    RelatedPick,
    RelatedStory,
)
from articles.publishing.placing import rebuild_placements
from articles.search import index
from newsroom.logs import LineFormatter
from tests.attack.doors import content_of, readers_doors, share_door
from tests.attack.payloads import IS_FULL
from tests.attack.table import settle
from tests.factories import (
    make_article,
    make_contributor,
    make_person,
    make_picture,
    make_section,
    make_topic,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

HIDDEN = ("draft", "in_review", "held", "scheduled", "embargoed", "withdrawn")
CANARY = "xanthousquill"
NEVER = 900_000_999
"""A number that no story has, as long as those of the hidden ones."""
EACH = 34 if IS_FULL else 2
"""Hidden stories of each state: 200 in a full run."""


def body_of(word: str, picture: int) -> d.Document:
    """The word in each text of every kind of block."""
    return d.document(
        d.paragraph(word, d.text(word, "strong"), d.text(word, d.link(f"https://{word}.example/"))),
        d.heading(word), d.pull_quote(word, attribution=word), d.quotation(word, attribution=word),
        d.bullet_list(word), d.figure(picture=picture, caption=word, alt=word),
        d.figure(caption=word, credit=word, source_url=f"https://{word}.example/a.jpg", alt=word),
        d.fact_box(d.paragraph(word), heading=word), d.embed("youtube", "abcdefghijk", word),
    )  # fmt: skip


def hide(state: str, n: int, shared: dict[str, Any], **fields: Any) -> Article:
    """A story with the canary in each of its texts and pictures, and in all that leads to it."""
    word = f"{CANARY}{state.replace('_', '')}{n}"
    picture = make_picture(
        caption=word, alt=word, credit=word, headline=word, original_name=word, creator=word,
        copyright_notice=word, usage_terms=word, place=word, source_name=word, instructions=word,
        keywords=[word], people_in_picture=[word],
    )  # fmt: skip
    story = make_article(
        state, section=shared["section"], people=[shared["person"], make_person(f"Own {word}", note=word)],
        topics=[shared["topic"], make_topic(f"Topic {word}", slug=f"topic-{word}", definition=word)],
        contributors=[shared["writer"], make_contributor(f"Writer {word}", slug=word, bio=word)],
        headline=f"{word} headline", standfirst=word, kicker=word, byline=word, dateline=word,
        seo_title=word, seo_description=word, social_title=word, editor_note=word, usage_terms=word,
        slugline=word, lead_picture=picture, lead_caption=word, lead_alt=word, lead_credit=word,
        state_reason=word, source_url=f"https://{word}.example/", body=body_of(word, picture.pk), **fields,
    )  # fmt: skip
    rebuild_placements([story])
    Correction.objects.create(article=story, text=word, published_at=timezone.now())
    FormerAddress.objects.create(path=f"/2019/{state}-{n}", article=story)
    return story


def lead_to(story: Article, live: Article, editor: User) -> None:
    """Every way in which an editor may point from what is public to a story that is not."""
    place = FrontSlot.objects.count() + 1
    edition, _made = FrontEdition.objects.get_or_create(
        front=Front.objects.get_or_create(section=None)[0], is_live=True,
        defaults={"live_from": timezone.now()},
    )  # fmt: skip
    FrontSlot.objects.create(
        edition=edition, position=place, article=story, headline=story.headline,
        pinned_until=timezone.now() + timedelta(days=1),
    )  # fmt: skip
    RelatedPick.objects.create(
        article=live, target=story, headline=story.headline, teaser=story.standfirst, position=place
    )
    RelatedStory.objects.create(
        article=live,
        other=story,
        rank=place,
        score=1,
        why={"kind": "event", "terms": [story.kicker]},
    )
    story.topic_ties.update(story_published_at=story.public_from)
    live.topic_ties.get().topic.__class__.objects.update(explainer=story)
    Draft.objects.update_or_create(
        article=live, user=editor, defaults={"form": {"headline": story.headline}}
    )
    Article.objects.filter(pk=live.pk).update(
        pending={"fields": {"headline": story.headline}, "due_at": "2099-01-01T00:00:00+00:00"}
    )


@pytest.fixture
def shared() -> dict[str, Any]:
    """What hidden and public stories have in common."""
    return {
        "section": make_section(name="Harbor", slug="harbor"),
        "person": make_person("Shared Person"),
        "topic": make_topic("Shared topic", slug="shared"),
        "writer": make_contributor("Shared Writer", slug="shared"),
    }


def variants(person: str) -> list[str]:
    """Filter, order, range, page and prefix variants of the doors that take parameters."""
    names = ["q", "section", "person", "topic", "contributor", "from", "to", "order", "cursor", "limit",
             "page", "since", "state", "visibility", "fields", "expand", "include", "status", "preview",
             "created_by__password__startswith", "headline__startswith", "body__contains", "id__in"]  # fmt: skip
    values = [CANARY, CANARY[:4], "draft", "hidden", "*", "1", "-published_at", "all", "2099-01-01",
              "harbor", person, "true"]  # fmt: skip
    doors = ["/search", "/search/suggest", "/api/stories", "/people", "/harbor", "/feed.json"]
    every = [f"{door}?{name}={value}" for door, name, value in product(doors, names, values)]
    return every if IS_FULL else every[::11]


def told(answer: Any, door: str) -> str:
    """What the answer says that the question did not."""
    said = (
        content_of(answer).decode(errors="replace") + json.dumps(dict(answer.headers))
    ).casefold()
    if CANARY[:4] in door:
        for echo in (
            f"q={CANARY}",
            f'value="{CANARY}"',
            f"search: {CANARY}",
            f"{CANARY}”",
            f"={CANARY}",
        ):
            said = said.replace(echo, "")
    return said


@pytest.mark.thorough
def test_hidden_stories_show_at_no_door(
    client: Client, shared: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    live = make_article(section=shared["section"], people=[shared["person"]], topics=[shared["topic"]],
                        contributors=[shared["writer"]])  # fmt: skip
    stories = [hide(state, n, shared) for state in HIDDEN for n in range(EACH)]
    editor = make_user(is_staff=True)
    for story in stories:
        lead_to(story, live, editor)
    index(Article.objects.all())
    doors = readers_doors(live, CANARY) + variants(shared["person"].slug)
    for story in stories if IS_FULL else stories[:: max(1, EACH)]:
        own = story.get_absolute_url().replace(CANARY, "unknown")
        doors += [own, f"{own}/", f"/x/y-{story.pk}", f"/api/stories/{story.pk}",
                  f"/oembed?url=http://127.0.0.1:8000{own}", f"/pictures/{story.lead_picture.token}/640.jpg",
                  f"/pictures/{story.lead_picture.token}/original.jpg",
                  f"/api/stories/{story.pk}?preview=1", f"/api/stories/{story.pk}/ninjs",
                  *share_door(story)]  # fmt: skip
    failed = []
    for door in doors:
        answer = client.get(door)
        if answer.status_code >= 500 or CANARY in (said := told(answer, door)):
            failed.append((door, answer.status_code, said[max(0, said.find(CANARY) - 60) :][:160]))
    line = LineFormatter()
    failed += [("log", said) for record in caplog.records
               if CANARY in (said := line.format(record)) and "SELECT" not in said
               and "INSERT" not in said and "UPDATE" not in said and f"={CANARY}" not in said
               and "Not Found: /" not in said]  # fmt: skip
    settle("S4", f"{len(stories)} hidden stories, doors asked", tried=len(doors), failed=failed)


@pytest.mark.thorough
def test_unknown_and_hidden_answer_with_the_same_bytes(
    client: Client, shared: dict[str, Any]
) -> None:
    failed, tried = [], 0
    shapes = (
        "/harbor/a-story-{pk}",
        "/api/stories/{pk}",
        "/api/stories/{pk}/ninjs",
        "/share/{pk}-0123456789abcdef.jpg",
        "/x/{pk}-{pk}",
        "/oembed?url=http://127.0.0.1:8000/harbor/a-{pk}",
    )
    for number, state in enumerate(HIDDEN[:-1]):
        story = hide(state, 0, shared, pk=900_000_001 + number)
        for shape in shapes:
            answers = [client.get(shape.format(pk=pk)) for pk in (story.pk, NEVER)]
            known, unknown = (
                (each.status_code, dict(each.headers), each.content.replace(str(pk).encode(), b"#"))
                for each, pk in zip(answers, (story.pk, NEVER), strict=True)
            )
            tried += 1
            if known != unknown:
                failed.append((state, shape, known[0], unknown[0]))
        old = client.get(f"/2019/{state}-0")
        if old.status_code != 404 or old.content != client.get("/2019/never-was").content:
            failed.append((state, "former address", old.status_code))
        rendition = client.get(f"/pictures/{story.lead_picture.token}/640.jpg")
        none = client.get(f"/pictures/{'0' * len(story.lead_picture.token)}/640.jpg")
        if rendition.status_code != none.status_code or rendition.content != none.content:
            failed.append((state, "picture", rendition.status_code, none.status_code))
        tried += 2
    settle("S6", "pairs of hidden and unknown", tried=tried, failed=failed)


TURNS = 500 if IS_FULL else 3


def test_unknown_and_hidden_cost_the_same(client: Client, shared: dict[str, Any]) -> None:
    """As many statements; in the full run as much of the processor, by the median."""
    story = hide("draft", 0, shared, pk=900_000_011)
    failed: list[Any] = []
    worst = 0.0
    shapes = ("/harbor/a-story-{pk}", "/api/stories/{pk}", "/share/{pk}-0123456789abcdef.jpg")
    for shape in shapes:
        spent: dict[int, list[float]] = {story.pk: [], NEVER: []}
        asked: dict[int, set[int]] = {story.pk: set(), NEVER: set()}
        for _turn in range(TURNS):
            for pk in spent:
                connection.queries_log.clear()
                with CaptureQueriesContext(connection) as seen:
                    start = time.process_time()
                    client.get(shape.format(pk=pk))
                    spent[pk].append(time.process_time() - start)
                asked[pk].add(len(seen))
        medians = [statistics.median(times) for times in spent.values()]
        worst = max(worst, max(medians) / min(medians) - 1)
        failed += [(shape, asked)] if asked[story.pk] != asked[NEVER] else []
    failed += [f"{worst:.1%} apart"] if IS_FULL and worst > 0.05 else []
    told = f", medians of processor time {worst:.1%} apart" if IS_FULL else ""
    settle("S6", f"answers to hidden and unknown cost the same{told}",
           tried=TURNS * 2 * len(shapes), failed=failed, asked="within 5 %")  # fmt: skip
