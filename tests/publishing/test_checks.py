"""The publish checks: one rule book, whoever asks; the three ways to load what it looks at agree."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.admin.article_page import findings_of, with_ties
from articles.body.document import document, fact_box, figure, paragraph, pull_quote, validate
from articles.models import Article, RelatedPick
from articles.publishing.checked_facts import Facts
from articles.publishing.checking import check_many
from articles.publishing.checks import CHECKS, Finding, check_facts, check_story
from articles.publishing.comments import add_comment, comments_of, resolve
from articles.publishing.saving import save_story
from tests.admin.pages import address, form_of, login
from tests.factories import make_article, make_person, make_picture, make_user

pytestmark = pytest.mark.django_db


def linked(words: str, path: str) -> dict[str, object]:
    run = {"type": "text", "text": words, "marks": [{"type": "link", "attrs": {"href": path}}]}
    return {"type": "paragraph", "attrs": {}, "content": [run]}


def story_with_every_fault() -> Article:
    """All that the checks know, in two stories that differ in what excludes the other."""
    hidden, twin = make_article("draft"), make_article(headline=f"Same words {'and more ' * 9}")
    bare = make_picture(alt="", credit="", creator="", caption="Zoran Petrovik at the gate")
    told = make_picture(alt="A gate at dawn", caption="A gate at dawn.")
    said = "The council of the harbor met on Monday and voted at once for the line."
    body = validate(
        document(
            fact_box(paragraph("Eight gates."), heading="The barrier"),
            paragraph(said), paragraph(f"{said} TK"), linked("link", hidden.get_absolute_url()),
            figure(bare.pk), figure(told.pk), figure(None, caption="Wanted"),
            pull_quote("One line."), pull_quote("And one more."),
        )
    )  # fmt: skip
    story = make_article(
        "draft", headline=twin.headline, standfirst="", body=body, lead_picture=bare, section=None,
        people=[make_person("Zoran Petrovic")], web_forbidden=True,
        embargo_until=timezone.now() + timedelta(hours=5),
    )  # fmt: skip
    save_story(story)
    RelatedPick.objects.create(article=story, target=hidden, headline=hidden.headline, position=0)
    add_comment(story, "Who says so?", by=make_user())
    done = add_comment(story, "Done.", by=make_user())
    assert done
    resolve(story, done.pk, by=make_user())
    return story


def three_ways(story: Article) -> list[list[Finding]]:
    now = timezone.now()
    brought = with_ties(Article.objects.all(), story.pk)
    assert brought
    many = dict(check_many(Article.objects.filter(pk=story.pk), now=now))
    return [
        sorted(found, key=str)
        for found in (
            check_story(story, now=now),
            many[story],
            findings_of(brought, comments=comments_of(story), now=now),
        )
    ]


def test_form_command_and_steps_find_the_same_and_every_rule_can_fail() -> None:
    faulty = story_with_every_fault()
    empty = make_article("draft", headline="", body=document(), standfirst="A standfirst.")
    found = set()
    for story in (faulty, empty):
        one, many, form = three_ways(story)
        assert one == many == form
        found |= {finding.check for finding in one}
    assert found == {check.name for check in CHECKS}


def test_a_link_is_alive_however_many_stories_share_the_headline_and_its_own_page_too() -> None:
    """Sixty of one headline were read in place of the story linked to; its own page stood for dead."""
    live = make_article()
    rows = [Article(headline="Letters", visibility="public", state="published") for _ in range(60)]
    for row in rows:
        row.published_at, row.body = live.published_at, document()
    Article.objects.bulk_create(rows)
    story = make_article("draft", headline="Letters")
    paths = (live.get_absolute_url(), story.get_absolute_url())
    story.body = validate(document(*(linked("link", path) for path in paths)))
    save_story(story)
    one, many, form = three_ways(story)
    assert one == many == form
    names = {finding.check for finding in one}
    assert "same headline" in names
    assert "dead link" not in names


def test_a_picture_that_comes_with_the_save_is_looked_at_before_the_story_goes_out() -> None:
    client, _user = login()
    story = make_article("draft", body=document(paragraph("The ferry sails again.")))
    bare = make_picture(credit="", creator="")
    posted = form_of(story, _move="publish", lead_picture=bare.pk, lead_alt="A ferry")
    said = client.post(address(story), posted, follow=True).content.decode()
    assert "A picture has no credit" in said
    story.refresh_from_db()
    assert (story.lead_picture_id, story.is_published()) == (bare.pk, False)


@pytest.mark.thorough
def test_an_open_comment_keeps_a_story_back_until_it_is_resolved() -> None:
    client, _user = login()
    story = make_article("draft")
    comments = address(story, "comments")
    client.post(comments, {"comment_text": "Who <b>says</b> so?", "quote": "he said"})
    page = client.get(address(story)).content.decode()
    assert "Who &lt;b&gt;says&lt;/b&gt; so?" in page
    assert "he said" in page
    said = client.post(address(story), form_of(story, _move="publish"), follow=True)
    assert "A comment is not resolved" in said.content.decode()
    one = story.comments.get()
    told = client.post(comments, {"resolve": one.pk}, headers={"Accept": "application/json"}).json()
    assert "Resolved by" in told["html"]
    story.refresh_from_db()
    assert story.version == 1, "a comment makes no version"
    client.post(address(story), form_of(story, _move="publish"))
    story.refresh_from_db()
    assert story.is_published()
    client.post(comments, {"reopen": one.pk})
    one.refresh_from_db()
    assert one.resolved_at is None


@pytest.mark.parametrize("sent", [{}, {"comment_text": "  "}, {"resolve": "999"}, {"resolve": "x"}])
def test_a_comment_that_says_nothing_is_not_made(sent: dict[str, str]) -> None:
    client, _user = login()
    story = make_article("draft")
    answer = client.post(address(story, "comments"), sent, headers={"Accept": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["sentence"]
    assert not story.comments.exists()


def test_a_writer_answers_comments_while_the_story_is_in_review() -> None:
    client, user = login("Reporter")
    own = make_article("in_review", created_by=user)
    assert b"data-comments" in client.get(address(own)).content
    client.post(address(own, "comments"), {"comment_text": "I do."})
    assert own.comments.get().maker == user.username
    theirs = make_article("in_review")
    refused = client.post(address(theirs, "comments"), {"comment_text": "Mine"})
    assert refused.status_code == 403


@pytest.mark.parametrize(("paragraphs", "is_told"), [(0, True), (2, True), (3, False)])
def test_a_fact_box_waits_until_the_story_has_begun(paragraphs: int, is_told: bool) -> None:
    blocks = [paragraph(f"Words {n}.") for n in range(paragraphs)]
    body = document(*blocks, fact_box(paragraph("Eight gates."), heading="The barrier"))
    facts = Facts(Article(headline="A", body=body), timezone.now())
    assert ("early fact box" in {finding.check for finding in check_facts(facts)}) is is_told


@pytest.mark.parametrize(
    ("paragraphs", "quotes", "is_told"),
    [(3, 1, False), (9, 2, True), (10, 2, False), (11, 3, True)],
)
def test_pull_quotes_may_not_crowd_the_text(paragraphs: int, quotes: int, is_told: bool) -> None:
    blocks = [paragraph(f"Words {n}.") for n in range(paragraphs)]
    blocks += [pull_quote(f"Said {n}.") for n in range(quotes)]
    facts = Facts(Article(headline="A", body=document(*blocks)), timezone.now())
    assert ("pull quotes" in {finding.check for finding in check_facts(facts)}) is is_told


@pytest.mark.parametrize(
    ("wanted", "said"), [(1, "One picture is wanted"), (2, "2 pictures are wanted")]
)
def test_pictures_that_are_wanted_are_counted_in_words(wanted: int, said: str) -> None:
    body = document(*(figure(None, caption=f"Gate {number}") for number in range(wanted)))
    story = make_article("draft", body=validate(body))
    save_story(story)
    assert any(found.message.startswith(said) for found in check_story(story, now=timezone.now()))


@pytest.mark.parametrize(
    ("picture", "lead", "in_text", "is_story"),
    [
        ({"caption": "The gate at dawn."}, True, None, True),
        ({"caption": ""}, True, None, False),
        ({"caption": ""}, False, "The gate at dawn.", True),
        ({"caption": "The gate."}, False, "", True),
        ({"caption": " "}, False, "", False),
        (None, False, "A gate whose picture has not come.", False),
    ],
)
def test_a_picture_with_words_under_it_is_a_story(
    picture: dict[str, str] | None, lead: bool, in_text: str | None, is_story: bool
) -> None:
    row = make_picture(alt="A gate", credit="Ruiz", **picture) if picture is not None else None
    blocks = [] if in_text is None else [figure(row.pk if row else None, caption=in_text)]
    story = make_article(
        "draft", body=validate(document(*blocks)), lead_picture=row if lead else None
    )
    save_story(story)
    said = {found.message for found in check_story(story, now=timezone.now())}
    assert ("There is no text." not in said) is is_story


@pytest.mark.parametrize("state", ["published", "scheduled"])
def test_a_change_does_not_break_what_readers_see_or_will_by_the_clock(state: str) -> None:
    client, _user = login()
    bare = make_picture(alt="A gate", credit="", creator="")
    story = make_article(state, body=validate(document(paragraph("Eight."), figure(bare.pk))))
    save_story(story)
    with_note = json.dumps(document(paragraph("Eight TK."), figure(bare.pk)))
    broken = (
        ({"body": json.dumps(document())}, "There is no text."),
        ({"body": with_note}, "A working note"),
        ({"section": ""}, "stands in no section"),
        ({"lead_picture": make_picture(alt="").pk}, "no alternative text"),
        ({"lead_picture": bare.pk, "lead_alt": "A gate"}, "no credit"),
    )
    for typed, said in broken:
        page = client.post(address(story), form_of(story, change="tidy", **typed))
        assert page.status_code == 200
        assert said in page.content.decode()
        shown = client.post(address(story, "preview"), form_of(story, change="", **typed))
        assert said not in shown.content.decode(), "what is wrong can be looked at"
    saved = client.post(address(story), form_of(story, change="tidy", headline="Nine gates"))
    assert saved.status_code == 302, "what was wrong before keeps nobody from another place"
    story.refresh_from_db()
    assert (story.headline, story.version) == ("Nine gates", 2)
    away = {"_move": "unpublish", "reason": "It is wrong."}
    away = away if state == "published" else {"_move": "unschedule"}
    posted = form_of(story, change="tidy", body=with_note, **away)
    assert client.post(address(story), posted).status_code == 302
    story.refresh_from_db()
    assert not story.is_published(timezone.now() + timedelta(days=1))


def test_an_old_fault_may_be_moved_and_worded_anew_but_not_joined_by_another() -> None:
    client, _user = login()
    bare = make_picture(alt="A gate", credit="", creator="")
    story = make_article(body=validate(document(paragraph("Eight [check name]."), figure(bare.pk))))
    save_story(story)
    moved = document(figure(bare.pk), paragraph("Nine [check the name]."))
    sent = form_of(story, change="tidy", body=json.dumps(moved))
    assert client.post(address(story), sent).status_code == 302
    story.refresh_from_db()
    broken = (
        ({"body": json.dumps(document(paragraph("[check name] TK"), figure(bare.pk)))}, "text: TK"),
        ({"headline": "Gates TK"}, "text: TK"),
        ({"body": json.dumps(document(figure(bare.pk), figure(bare.pk)))}, "no credit"),
    )
    for typed, said in broken:
        page = client.post(address(story), form_of(story, change="tidy", **typed))
        assert page.status_code == 200
        assert said in page.content.decode()


def test_a_joined_change_is_checked_as_it_will_stand() -> None:
    """Neither for what somebody mended meanwhile, nor without what both together would break."""
    client, _user = login()
    story = make_article(body=validate(document(paragraph("Eight TK."), paragraph("Nine."))))
    save_story(story)
    first, second = story.body["content"]
    opened = form_of(story, change="tidy")
    story.body = {
        **story.body,
        "content": [{**first, "content": [{"type": "text", "text": "Eight."}]}, second],
    }
    save_story(story)
    saved = client.post(address(story), {**opened, "headline": "Gates"})
    assert saved.status_code == 302, "the note that this form still holds is gone from the story"
    story.refresh_from_db()
    assert story.headline == "Gates"
    opened = form_of(story, change="tidy")
    first, second = story.body["content"]
    story.body = {**story.body, "content": [first]}
    save_story(story)
    emptied = json.dumps({**story.body, "content": [second]})
    page = client.post(address(story), {**opened, "body": emptied})
    assert "There is no text." in page.content.decode()
    assert "Nine." in page.content.decode(), "what was written is still in the form"


@pytest.mark.parametrize(
    ("words", "is_note"),
    [
        ("Eight gates TK.", True),
        ("It cost [check] a million.", True),
        ("Ask Ana Ruiz [spell?] today.", True),
        ("The town [who says so?] agreed.", True),
        ("Nine of them [add quote of the mayor].", True),
        ("The gates [still TK] open.", True),
        ("Ruiz [the mayor, who left in May] agreed.", False),
        ("“We [who live here] were not asked.”", False),
        ("“I [did not] confirm it.”", False),
        ("“They [the owners and those who check on them] knew.”", False),
    ],
)
def test_a_help_to_a_quotation_is_no_working_note(words: str, is_note: bool) -> None:
    body = document(paragraph(words))
    facts = Facts(Article(headline="A", body=body), timezone.now())
    assert ("leftover note" in {finding.check for finding in check_facts(facts)}) is is_note
