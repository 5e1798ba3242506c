"""A paper whose every field holds hostile strings: by rows, by the story's form, by every import format."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from html import escape
from itertools import cycle
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles.body import document as d
from articles.ingest.pipeline import Options, run_import
from articles.models import (
    Article,
    Correction,
    FactBox,
    FormerAddress,
    ImportItem,
    ImportRun,
    ItemAction,
    NameCandidate,
    PersonAlias,
    RelatedPick,
)
from articles.publishing.saving import save_story
from articles.search import index
from tests.admin.pages import address, form_of
from tests.factories import (
    make_article,
    make_contributor,
    make_person,
    make_picture,
    make_section,
    make_source,
    make_topic,
)
from tests.media import samples
from tests.media.drawing import jpeg, take

SHORT = 60


class Strings:
    """Hands out the strings in turn, as many as a field takes."""

    def __init__(self, strings: list[str]) -> None:
        self.strings = strings
        self.turn = cycle(strings)
        self.planted: set[str] = set()

    def fill(self, length: int) -> str:
        """At least one string, more while there is room; never one that was cut."""
        taken: list[str] = []
        room = length
        for _try in range(len(self.strings)):
            text = next(self.turn)
            if len(text) + 1 > room:
                if taken:
                    break
                continue
            taken.append(text)
            room -= len(text) + 1
        self.planted |= set(taken)
        return " ".join(taken) or self.strings[0][:length]

    def all(self) -> list[str]:
        self.planted |= set(self.strings)
        return self.strings


def hostile_body(strings: Strings, picture: int) -> d.Document:
    """Every string as a paragraph, and one or more in each text attribute of every block."""
    said = strings.fill
    return d.document(
        *(d.paragraph(text) for text in strings.all()),
        d.paragraph("Marked ", d.text(said(300), "strong"), d.text(said(300), "emphasis")),
        d.heading(said(300)),
        d.pull_quote(said(300), attribution=said(200)),
        d.quotation(said(300), attribution=said(200)),
        d.bullet_list(said(300), said(300)),
        d.figure(picture=picture, caption=said(1000), alt=said(300)),
        d.figure(caption=said(1000), credit=said(200), source_url=said(300), alt=said(200)),
        d.fact_box(d.paragraph(said(300)), heading=said(200)),
        d.embed("youtube", "abcdefghijk", said(200)),
    )


def plant_story(strings: Strings, state: str = "published", **fields: Any) -> Article:
    """A story and everything it is tied to, each text field filled; saved twice, so that it has versions."""
    said, mark = strings.fill, Article.objects.count()
    slug = f"hostile-{state}-{mark}"
    picture = make_picture(
        32, 24,  # as large as its file is: of another size no share picture can be cut
        caption=said(1000), alt=said(250), credit=said(200), creator=said(200),
        headline=said(250), copyright_notice=said(300), usage_terms=said(500), place=said(200),
        source_name=said(150), instructions=said(500), original_name=said(200), source_url=said(300),
        people_in_picture=[said(80)], keywords=[said(80)],
    )  # fmt: skip
    section = make_section(name=f"{said(74)} {mark}", slug=f"s-{slug}", description=said(300))
    person = make_person(
        said(100),
        slug=f"p-{slug}",
        qualifier=str(mark),
        role=said(120),
        note=said(300),
        portrait=picture,
    )
    PersonAlias.objects.create(person=person, name=said(100))
    topic = make_topic(f"{said(114)} {mark}", slug=f"t-{slug}", definition=said(300))
    writer = make_contributor(
        said(120), slug=f"c-{slug}", role=said(120), bio=said(2000), beats=said(200), photo=picture
    )
    story = make_article(
        state, section=section, people=[person], topics=[topic], contributors=[writer],
        headline=said(300), standfirst=said(1000), kicker=said(SHORT), byline=said(300),
        dateline=said(160), slugline=said(120), seo_title=said(120), seo_description=said(320),
        social_title=said(160), usage_terms=said(500), editor_note=said(500), state_reason=said(300),
        lead_picture=picture, lead_caption=said(1000), lead_alt=said(500), lead_credit=said(300),
        body=hostile_body(strings, picture.pk), **fields,
    )  # fmt: skip
    story.headline = said(300)
    save_story(story, action="save", note=said(300))
    story.standfirst = said(1000)
    save_story(story, action="save", note=said(300))
    Correction.objects.create(article=story, text=said(2000), published_at=timezone.now())
    RelatedPick.objects.create(
        article=story, url="https://known.example/a", headline=said(250), teaser=said(250)
    )
    FactBox.objects.create(heading=said(300))
    FormerAddress.objects.create(path=f"/old/{slug}", article=story)
    NameCandidate.objects.create(name=said(100), name_key=f"key {slug}"[:100])
    return story


def plant_ledger(strings: Strings, story: Article) -> None:
    """The rows that an import leaves: a run and a held item with a hostile name and reason."""
    said = strings.fill
    run = ImportRun.objects.create(paths=[said(200)])
    ImportItem.objects.create(
        run=run, action=ItemAction.HELD, headline=said(200), file=said(200), place=said(100),
        key=said(300), reason=said(500), article=story, decision={"text": said(200)},
    )  # fmt: skip


def plant_file(strings: Strings) -> None:
    """A picture that comes in as an upload does, with strings in its name and its metadata."""
    said = strings.fill
    xmp = samples.XMP.decode().replace("Harbor Press", escape(said(150), quote=True))
    words = {"caption": said(200), "creator": said(100), "rights": said(150)}
    ascii_words = {name: text.encode("ascii", "replace").decode() for name, text in words.items()}
    content = jpeg(64, 48, seed=7, xmp=xmp.encode(), exif=samples.exif(**ascii_words))
    take(content, name=f"{said(150)}.jpg")


def plant_by_form(client: Client, strings: Strings, user: User) -> Article:
    """A story written by somebody in the admin's form."""
    said = strings.fill
    story = make_article("draft", created_by=user)
    body = d.document(*(d.paragraph(text) for text in strings.all()))
    client.post(
        address(story),
        form_of(
            story, headline=said(280), standfirst=said(900), byline=said(290), kicker=said(SHORT),
            dateline=said(150), seo_title=said(110), seo_description=said(300),
            social_title=said(150), editor_note=said(900), body=json.dumps(body),
        ),
    )  # fmt: skip
    return story


def plant_by_import(folder: Path, strings: Strings) -> None:
    """One file of each format, published at once."""
    source = make_source()
    for name, content in files(strings):
        path = folder / name
        path.write_text(content, encoding="utf-8")
        run_import(Options(paths=[str(path)], source=source.code, publish=True))
    index(Article.objects.all())


def files(strings: Strings) -> Iterator[tuple[str, str]]:
    """Name and text of a hostile file in each of eight formats; markup stands raw where a body may have it."""
    said = strings.fill
    raw = "".join(f"<p>Line before. {text}</p>" for text in strings.all())
    told = escape(raw)
    stamp = "2026-11-01T10:00:00Z"
    yield (
        "page.html",
        f"<html><head><title>{escape(said(150))}</title></head><body><article>"
        f"<h1>{escape(said(150))}</h1><p class=byline>By {escape(said(80))}</p>{raw}</article></body></html>",
    )
    item = {
        "uri": "urn:hostile:1", "type": "text", "headline": said(200), "byline": said(150),
        "description_text": said(300), "body_html": raw, "versioncreated": stamp,
        "pubstatus": "usable", "person": [{"name": said(80)}], "subject": [{"name": said(80)}],
    }  # fmt: skip
    yield "story.ninjs.json", json.dumps(item)
    yield (
        "story.nitf.xml",
        f"<nitf><head><docdata><doc-id id-string='hostile-2'/></docdata></head><body><body.head>"
        f"<hedline><hl1>{escape(said(200))}</hl1></hedline><byline>{escape(said(100))}</byline>"
        f"</body.head><body.content><p>{told}</p></body.content></body></nitf>",
    )
    yield (
        "feed.rss",
        f"<rss version='2.0'><channel><title>x</title><item><guid>h3</guid><title>{escape(said(200))}"
        f"</title><author>{escape(said(100))}</author><description>{told}</description>"
        f"<pubDate>Sun, 01 Nov 2026 10:00:00 GMT</pubDate></item></channel></rss>",
    )
    safe = raw.replace("]]>", "]]&gt;")
    yield (
        "blog.wxr.xml",
        "<rss version='2.0' xmlns:wp='http://wordpress.org/export/1.2/' "
        "xmlns:content='http://purl.org/rss/1.0/modules/content/' "
        "xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><wp:wxr_version>1.2</wp:wxr_version>"
        f"<item><title>{escape(said(200))}</title><dc:creator>{escape(said(80))}</dc:creator>"
        f"<content:encoded><![CDATA[{safe}]]></content:encoded><wp:post_id>4</wp:post_id>"
        "<wp:status>publish</wp:status><wp:post_type>post</wp:post_type>"
        f"<category domain='post_tag'>{escape(said(60))}</category>"
        "<wp:post_date_gmt>2026-11-01 10:00:00</wp:post_date_gmt></item></channel></rss>",
    )
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(["headline", "standfirst", "byline", "body", "people", "section"])
    writer.writerow([said(200), said(300), said(100), raw, said(80), said(60)])
    yield "stories.csv", table.getvalue()
    line = {"headline": said(200), "standfirst": said(300), "byline": said(100), "body_html": raw}
    yield "stories.jsonl", json.dumps(line) + "\n"
    yield "story.txt", "\n\n".join([said(150), *strings.all()])
