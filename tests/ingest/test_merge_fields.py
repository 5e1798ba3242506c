"""Fields of mailers in copy: never before readers, with the sentence where it makes sense without."""

from __future__ import annotations

import pytest

from articles.body.document import bullet_list, paragraph
from articles.ingest.clean import clean, fill
from articles.ingest.merge_fields import without_fields
from tests.ingest.cleaning import cleaned, paragraphs, rules
from tests.ingest.cleaning import story as bare_story
from tests.ingest.records import body, record
from tests.ingest.test_page_true_copy import TEXT, lines, story


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Hi {{first_name}},", ""),
        ("Dear *|FNAME|*,", ""),
        ("*|LIST:DESCRIPTION|*", ""),
        ("Good morning, %%first_name%%!", ""),
        ("Hi {{first_name}}, the ferry sails on Monday.", "The ferry sails on Monday."),
        ("[FNAME], the ferry sails on Monday.", "The ferry sails on Monday."),
        ("And so, {{ user.name }}, the ferry sails.", "And so, the ferry sails."),
        ('{{subscriber.name | default: "reader"}}, it is Monday.', "Reader, it is Monday."),
        ("“%NAME%” stood on the sign. It rained.", "It rained."),
        ("The mayor spoke. We write to {{email}}. It rained.", "The mayor spoke. It rained."),
        ("*|IF:FNAME|*Dear *|FNAME|*,*|ELSE:|*Good day.*|END:IF|* It rained.", "Good day. It rained."),
        ("{% if user.name %}Hi {{ user.name }}, {% endif %}it rained.", "It rained."),
    ],
)  # fmt: skip
def test_a_field_of_a_mailer_goes_and_the_sentence_stays_where_it_can(
    written: str, said: str
) -> None:
    assert without_fields(written) == said


@pytest.mark.parametrize(
    "written",
    [
        "A template marks with {{ curly braces }} what a program fills in.",
        "Tickets cost {{price}} each, says the example of the handbook.",
        "Prices rose 20% in May and 30% in June.",
        "Its files are in %USERNAME% on most desks, the guide says.",
        "Look into C:\\desk\\%NAME%\\notes first, the guide says.",
        "A neighbor, [first name withheld], called the police.",
        "The stars * | | * were painted over.",
        "Set << and >> around the quotation.",
    ],
)
def test_signs_that_are_no_field_stay(written: str) -> None:
    assert without_fields(written) == written


@pytest.mark.parametrize("is_page", [True, False])
def test_a_letter_loses_its_greeting_with_a_reason(*, is_page: bool) -> None:
    greeting = "Hi {{first_name}},"
    if is_page:
        assert lines(story(f"<p>{greeting}</p>")) == TEXT
        return
    result = cleaned("\n\n".join([TEXT[0], greeting, *TEXT[1:]]), headline="The bridge")
    assert paragraphs(result) == TEXT
    assert rules(result) == ["mailer-field"]


def test_a_subject_that_greets_is_a_headline_without_the_greeting() -> None:
    made = bare_story("\n\n".join(TEXT), headline="{{first_name}}, the bridge opens on Monday")
    assert fill(made, clean(made)).headline == "The bridge opens on Monday"


def test_a_field_that_stands_in_a_list_holds_the_story() -> None:
    entries = bullet_list("It rained", "We know you as {{email}}")
    made = record(body=body(*map(paragraph, TEXT), entries))
    assert fill(made, clean(made)).hold == ["The field {{email}} of a mailer stands in the copy."]
