"""A small paper with one of every page readers meet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from articles.body import document as d
from articles.models import Article, Correction, Person, Section, Tombstone, Topic
from articles.search import index
from tests.factories import (
    make_article,
    make_contributor,
    make_person,
    make_picture,
    make_section,
    make_topic,
)


@dataclass(frozen=True)
class Paper:
    story: Article
    section: Section
    person: Person
    topic: Topic
    pages: dict[str, str]
    """Name of a page type to its path."""


def make_paper(others: int = 3) -> Paper:
    """One full story and `others` beside it, all about the same person."""
    section = make_section(name="Harbor", slug="harbor", description="The port and its ships.")
    person = make_person("Mara Lindqvist", role="Mayor", note="A pilot before she was mayor.")
    topic = make_topic("Sea barrier", slug="sea-barrier", definition="Eight gates.")
    writer = make_contributor("Nadia Ferrante", slug="nadia-ferrante", bio="At sea since 2014.")
    shot = make_picture(caption="Gate seven at low water", alt="A steel gate", credit="Reuters")
    story = make_article(
        headline="Engineers found the cracks",
        standfirst="Two reports warned of it.",
        kicker="Inquiry",
        dateline="HARBOR",
        section=section,
        people=[person, make_person("Tobias Achterberg")],
        topics=[topic],
        contributors=[writer],
        lead_picture=make_picture(caption="The barrier at dawn", alt="Eight gates in a row"),
        body=full_body(shot.pk),
        updated_at=timezone.now() - timedelta(minutes=10),
    )
    Correction.objects.create(
        article=story, text="We said sixty-eight; it was sixty-three.", published_at=timezone.now()
    )
    for n in range(others):
        make_article(
            section=section, people=[person], topics=[topic], contributors=[writer],
            headline=f"The harbor in winter, part {n}",
        )  # fmt: skip
    index(Article.objects.all())
    gone = make_article("withdrawn", section=section)
    Tombstone.objects.create(article_pk=gone.pk, reason="court order")
    now = timezone.localtime(story.published_at)
    pages = {
        "front": "/",
        "story": story.get_absolute_url(),
        "section": section.get_absolute_url(),
        "person": person.get_absolute_url(),
        "people": "/people",
        "topic": topic.get_absolute_url(),
        "contributor": writer.get_absolute_url(),
        "archive": "/archive",
        "month": f"/archive/{now:%Y/%m}",
        "day": f"/archive/{now:%Y/%m/%d}",
        "corrections": "/corrections",
        "search": "/search?q=harbor",
        "no results": "/search?q=zzzz",
        "not found": "/nowhere-at-all",
        "withdrawn": gone.get_absolute_url(),
    }
    return Paper(story, section, person, topic, pages)


PAGES = [
    "front", "story", "section", "person", "people", "topic", "contributor", "archive", "month",
    "day", "corrections", "search", "no results", "not found", "withdrawn",
]  # fmt: skip


def full_body(picture: int) -> d.Document:
    """One of every block."""
    return d.document(
        d.paragraph("Mara Lindqvist read the report ", d.text("three times", "emphasis"), "."),
        d.paragraph("See ", d.text("the tug", d.link("https://tidewatch.example/tug")), "."),
        d.paragraph("Water came through for fifty-one minutes."),
        d.table(
            ["Gate", "Built by", "Width in meters", "Weight in tons", "Checked last"],
            ["Northern sluice", "Ironworks of Ellen", "61.5", "1,420", "–"],
            ["Southern sluice", "Ironworks of Ellen", "9", "380", "2025"],
            caption="The gates of the barrier and what is known of each",
            head_row=True,
            head_column=True,
        ),
        d.fact_box(d.paragraph("Eight gates."), heading="The barrier", as_of="2026-11-20"),
        d.heading("What the council was told"),
        d.pull_quote("It should not have been private.", attribution="Mara Lindqvist"),
        d.quotation("We asked for eleven million.", attribution="Jonas Falk"),
        d.figure(picture=picture),
        d.figure(caption="A picture that never came", credit="Nobody"),
        d.bullet_list("Built 2009", "Closed 214 times"),
        d.rule(),
        d.embed("youtube", "abcdefghijk", "The surge"),
        d.paragraph("He packed two books."),
    )
