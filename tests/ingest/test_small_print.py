"""Small print of the formats: one short file a rule, and what the story must then say."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from articles.body.document import walk
from articles.body.words import plain_text
from articles.ingest.encoding import decode
from articles.ingest.formats import detect, reader
from articles.ingest.prepare import prepare
from articles.ingest.prepared import Prepared
from articles.ingest.record import StoryRecord

PROSE = "<p>The council met on Monday and voted for the tram by nine to four.</p>"


def story_of(name: str, text: str) -> Prepared:
    raw = text.encode()
    found = detect(name, raw)
    assert found, name
    records = list(reader(found).read(io.BytesIO(raw), name))  # type: ignore[attr-defined]
    return prepare(next(record for record in records if isinstance(record, StoryRecord)))


def nitf(head: str = "", body: str = PROSE, docdata: str = "") -> str:
    return (
        f"<nitf><head>{head}<docdata>{docdata}</docdata></head><body><body.head><hedline><hl1>Tram"
        f" wins</hl1></hedline></body.head><body.content>{body}</body.content></body></nitf>"
    )


def feed(item: str, spaces: str = "") -> str:
    return f'<rss version="2.0" {spaces}><channel><title>Daily</title><item>{item}</item></channel></rss>'


def wxr(content: str, meta: str = "") -> str:
    return (
        '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:wp="http://wordpress.org/export/1.2/"><channel><wp:wxr_version>1.2</wp:wxr_version>'
        "<item><title>Tram wins</title><link>https://h.example/a/</link><content:encoded>"
        f"<![CDATA[{content}]]></content:encoded><wp:post_id>1</wp:post_id><wp:status>publish</wp:status>"
        f"<wp:post_type>post</wp:post_type>{meta}</item></channel></rss>"
    )


def words(story: Prepared) -> str:
    return plain_text(story.document)


def figures(story: Prepared) -> list[tuple[Any, Any]]:
    said = (block["attrs"] for block, _place in walk(story.document) if block["type"] == "figure")
    return [(attrs["caption"], attrs["credit"]) for attrs in said]


def test_a_fraction_of_nitf_stays_one() -> None:
    frac = "<frac><frac-num>1</frac-num><frac-sep/><frac-den>2</frac-den></frac>"
    story = story_of("a.xml", nitf(body=f"<p>It rose <num>3{frac}</num> feet overnight.</p>"))
    assert words(story) == "It rose 3 1/2 feet overnight."


def test_nitf_says_its_genre_its_section_and_a_day_of_release_alone() -> None:
    genre = '<identified-content><classifier type="genre" value="Analysis"/></identified-content>'
    story = story_of(
        "a.xml",
        nitf(
            '<meta name="online_sections" content="Business; Front Page"/>',
            docdata=f'<date.release norm="20110601T150000Z"/>{genre}',
        ),
    ).record
    assert (story.kind, story.section) == ("analysis", "Business")
    assert story.published_at is not None
    assert story.published_at.isoformat() == "2011-06-01T15:00:00+00:00"


def test_a_producer_who_is_in_the_credit_stands_there_once() -> None:
    media = (
        '<media media-type="image"><media-metadata name="credit" value="AP/Nati Harnik"/><media-reference '
        'source="a.jpg"/><media-caption>A road.</media-caption><media-producer>Nati Harnik</media-producer></media>'
    )
    story = story_of("a.xml", nitf(body=f"{PROSE}{media}{PROSE}"))
    assert figures(story) == [("A road.", "AP/Nati Harnik")]


def test_the_task_of_a_contributor_may_be_an_element() -> None:
    story = story_of(
        "a.xml",
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:a" version="1"><itemMeta>'
        '<itemClass qcode="ninat:text"/></itemMeta><contentMeta><headline>Tram wins</headline><contributor>'
        '<name>Ozan Kose</name><role qcode="crol:photographer"/></contributor></contentMeta></newsItem>',
    )
    assert [(each.name, each.role) for each in story.record.contributors] == [
        ("Ozan Kose", "photographer")
    ]


def test_a_wire_names_its_companion_to_editors_and_parts_its_last_lines_by_a_rule() -> None:
    wire = (
        "\x01a0123 \x1f\r\nu i bc-TRAM 05-02 0312\r\n\x02^BC-TRAM<\r\n^Tram wins the vote<\r\n^With BC-Bus<\r\n"
        "\tLONDON (AP) _ The council voted for the tram on Monday after\r\nfour hours.\r\n\tIt ended.\r\n"
        "^____<\r\n\tOn the Net: http://example.org\r\n\x03AP-NY-05-02-24 1130EDT<\r\n\x04\x16\x01\x04"
    )
    story = story_of("wire.txt", wire)
    assert story.record.editor_note == "With BC-Bus"
    assert story.record.standfirst == ""
    kinds = [block["type"] for block in story.document["content"]]
    assert kinds == ["paragraph", "paragraph", "rule", "paragraph"]


def test_the_label_above_a_nordic_text_is_its_kicker() -> None:
    label = (
        '<div class="dat"><span class="vignette">Trafik</span><span class="source">XX</span></div>'
    )
    body = {"role": "richhtml5", "contentType": "text/html", "value": f"{label}{PROSE}"}
    item = {
        "uri": "http://x.example/1",
        "standard": {"name": "ninjs", "version": "3.0"},
        "type": "text",
        "headlines": [{"value": "Tram wins"}],
        "bodies": [body],
    }
    story = story_of("a.json", json.dumps(item))
    assert (story.record.kicker, words(story)) == (
        "Trafik",
        "The council met on Monday and voted for the tram by nine to four.",
    )


def test_an_entry_of_a_feed_needs_no_title() -> None:
    item = (
        "<description>Trams are back. Buses are not.</description><link>https://d.example/1</link>"
    )
    story = story_of("a.rss", feed(item))
    assert (story.record.headline, story.record.headline_proposed) == ("Trams are back", True)
    assert not story.refused


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("Trams are back. &lt;a&gt;Continue reading...&lt;/a&gt;", "Trams are back."),
        ("Trams are back [&#8230;] Read more", "Trams are back…"),
        ("She told him to read more books.", "She told him to read more books."),
    ],
)
def test_a_description_does_not_end_in_an_invitation(printed: str, kept: str) -> None:
    story = story_of("a.rss", feed(f"<title>T</title><description>{printed}</description>"))
    assert story.record.standfirst == kept


def test_sizes_of_one_picture_in_a_feed_are_one_picture() -> None:
    sizes = "".join(
        f'<media:content url="https://i.example/{width}.jpg?w={width}" width="{width}"/>'
        for width in (140, 460)
    )
    other = '<media:content url="https://i.example/b-2.jpg"/>'
    space = 'xmlns:media="http://search.yahoo.com/mrss/"'
    story = story_of("a.rss", feed(f"<title>T</title>{sizes}{other}", space)).record
    assert [picture.reference for picture in story.pictures] == [
        "https://i.example/460.jpg?w=460",
        "https://i.example/b-2.jpg",
    ]


@pytest.mark.parametrize(
    "foot",
    [
        "The post <a href='/t'>Tram wins</a> appeared first on <a href='/'>Daily</a>.",
        "<a href='/t'>Tram wins</a> was originally published in <a href='/'>Daily</a> on Medium, where "
        "people are continuing the conversation by highlighting and responding to this story.",
    ],
)
def test_the_foot_of_a_feed_is_no_part_of_the_story(foot: str) -> None:
    body = f"{PROSE}<p>{foot}</p>"
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    markup = f"<title>T</title><content:encoded><![CDATA[{body}]]></content:encoded>"
    story = story_of("a.rss", feed(markup, space))
    assert "Daily" not in words(story)
    assert [note.rule for note in story.notes] == ["first-appeared"]


def test_what_is_cited_after_a_whole_caption_is_its_credit_and_a_title_in_it_is_not() -> None:
    whole = "<figure><img src='/a.jpg'><figcaption>A tram at noon. <cite>PA</cite></figcaption></figure>"
    inside = (
        "<figure><img src='/b.jpg'><figcaption>In <cite>Hamlet</cite> at noon</figcaption></figure>"
    )
    story = story_of("a.xml", wxr(f"<!-- wp:x -->{PROSE}{whole}{PROSE}{inside}{PROSE}"))
    assert figures(story) == [("A tram at noon.", "PA"), ("In Hamlet at noon", "")]


def test_wordpress_footnotes_come_last_and_buttons_not_at_all() -> None:
    text = f'{PROSE}<p>All agreed.<sup><a href="#f">1</a></sup></p>'
    button = '<!-- wp:buttons --><div><a href="/give">Give now</a></div><!-- /wp:buttons -->'
    notes = '[{"content":"Two were absent.","id":"f"}]'
    meta = f"<wp:postmeta><wp:meta_key>footnotes</wp:meta_key><wp:meta_value>{notes}</wp:meta_value></wp:postmeta>"
    story = story_of(
        "a.xml", wxr(f"<!-- wp:paragraph -->{text}<!-- /wp:paragraph -->{button}", meta)
    )
    assert words(story).endswith("All agreed.¹\n\n¹ Two were absent.")
    assert ("Give now", "a buttons block of the site") in story.record.removed


@pytest.mark.parametrize(
    ("at", "kind", "ends"),
    [
        ("1600000000", "", True),
        ("1600000000", "draft", True),
        ("1600000000", "category-add", False),
        ("1600000000", "unstick", False),
        ("0", "draft", False),
    ],
)
def test_only_an_end_that_takes_a_story_down_is_the_end_of_its_showing(
    at: str, kind: str, *, ends: bool
) -> None:
    meta = "".join(
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value>{value}</wp:meta_value></wp:postmeta>"
        for key, value in (("_expiration-date", at), ("_expiration-date-type", kind))
    )
    story = story_of("a.xml", wxr(PROSE, meta))
    assert ("expires" in story.record.extra) is ends


def test_the_caption_of_a_lead_picture_gives_its_credit_away() -> None:
    picture = "image:\n  path: /h.jpg\n  caption: 'The new tram at noon. Photo: Al Poe'"
    text = f"---\ntitle: Tram wins\n{picture}\n---\nThe tram won.\n"
    (picture,) = story_of("a.md", text).record.pictures
    assert (picture.caption, picture.credit) == ("The new tram at noon.", "Al Poe")


def test_italics_under_a_picture_in_markdown_are_its_caption() -> None:
    text = '---\ntitle: T\n---\nIt won.\n\n![Crane](/c.jpg "x")\n*A crane at work.*\n\nIt did.\n'
    assert figures(story_of("a.md", text)) == [("A crane at work.", "")]


PAGE = """<html lang="en"><head><title>Mayor opens bridge at last</title><script type="application/ld+json">
{"@type":"NewsArticle","headline":"Mayor opens bridge at last","image":{"@type":"ImageObject","url":
"https://i.example/bridge.jpg","caption":"The bridge"},"correction":{"@type":"CorrectionComment","text":
"A name was wrong.","datePublished":"2024-03-01T11:00:00Z"}}</script></head><body><main><article>
<h1>Mayor opens bridge at last</h1><div class="standfirst"><p>Crowds cross the new span in the rain</p></div>
<figure><img src="https://i.example/bridge.jpg"><figcaption>The mayor cuts the ribbon.</figcaption></figure>
<p>The mayor opened the new bridge on Friday, twelve years after work began, and a crowd of about two thousand
crossed it in the rain to the sound of a band that had waited as long as anyone in the town.</p>
<blockquote class="pullquote"><p>It was worth every single day</p><cite>Carla Diaz</cite></blockquote>
<p>Construction stopped twice when money ran out, and the state paid half of the total in the end, said the
office of the mayor, which had opposed the bridge until a year ago.</p></article></main></body></html>"""


def test_a_page_tells_standfirst_shown_caption_speaker_and_the_day_of_a_correction() -> None:
    story = story_of("page.html", PAGE)
    assert story.record.standfirst == "Crowds cross the new span in the rain"
    assert [picture.caption for picture in story.record.pictures] == ["The mayor cuts the ribbon."]
    (quote,) = [block for block, _place in walk(story.document) if block["type"] == "pull_quote"]
    assert quote["attrs"]["attribution"] == "Carla Diaz"
    (correction,) = story.record.corrections
    assert correction.published_at is not None
    assert "Crowds" not in words(story)


@pytest.mark.parametrize(
    ("other", "read"),
    [("31/12/2024", "2024-03-01"), ("12/31/2024", "2024-01-03"), ("05/06/2024", None)],
)
def test_the_other_dates_of_a_table_say_what_comes_first(other: str, read: str | None) -> None:
    story = story_of(
        "a.csv",
        f'Title;Publish Date;Body\nOne;01/03/2024 14:30;"It won."\nTwo;{other};"It lost, 9/30/2020."\n',
    ).record
    assert (story.published_at.date().isoformat() if story.published_at else None) == read


def test_a_feed_that_does_not_say_its_encoding_is_read_like_any_text() -> None:
    title = "Власти города объявили о новом плане, сообщил мэр."
    raw = feed(f"<title>{title}</title>").encode("koi8-r")
    (record,) = reader("feed").read(io.BytesIO(raw), "a.rss")  # type: ignore[attr-defined]
    assert record.headline == title


LANGUAGES = {
    "Russian": ("Власти города объявили о новом плане, сообщил мэр.", "cp1251 koi8-r cp866"),
    "Greek": ("Ο δήμος ανακοίνωσε τη Δευτέρα νέο σχέδιο για το τραμ.", "cp1253"),
    "Japanese": ("市は月曜日、路面電車の新しい計画を発表した。市長は述べた。", "cp932 euc_jp"),
    "Chinese": ("市政府星期一公布了新的电车线路建设计划，市长表示。", "gb18030"),
    "Korean": ("시는 월요일 새로운 전차 노선 계획을 발표했다고 말했다.", "cp949"),
    "Polish": (
        "Władze miasta ogłosiły w poniedziałek nowy plan, mówi Żółkiewski.",
        "cp1250 iso8859-2",
    ),
    "Czech": ("Město oznámilo v pondělí nový plán, řekl primátor Jiří Černý.", "cp1250 iso8859-2"),
    "Hungarian": ("A város hétfőn új tervet jelentett be, mondta Győző.", "cp1250"),
    "Turkish": ("Belediye pazartesi günü planını açıkladı, dedi Gökçe.", "cp1254"),
    "German": (
        "Die Stadt plant eine Straßenbahn für Übermorgen, sagte Jörg.",
        "cp1252 mac-roman cp850",
    ),
    "French": (
        "Les travaux débuteront bientôt à l'hôtel, a dit le préfet.",
        "cp1252 mac-roman cp850",
    ),
    "Spanish": ("¿Cuándo? Las obras comienzan en otoño, dijo Íñigo Muñoz.", "cp1252 mac-roman"),
    "Italian": ("La città ha più tram, perché così è giusto, ha detto lunedì.", "cp1252 mac-roman"),
    "Portuguese": ("As obras começam já, não antes, disse João à multidão.", "cp1252"),
    "Swedish": ("Staden presenterade på måndagen en plan för spårvägen.", "cp1252 cp850"),
    "Icelandic": ("Borgin tilkynnti á mánudag nýja áætlun, sagði Þórður.", "cp1252"),
    "English": ("It’s “a new line,” the mayor said — again.", "cp1252 mac-roman"),
}


@pytest.mark.parametrize(
    ("words_in", "charset"),
    [(text, name) for text, names in LANGUAGES.values() for name in names.split()],
    ids=[f"{key} {name}" for key, (_text, names) in LANGUAGES.items() for name in names.split()],
)
def test_a_text_without_a_declaration_is_read_in_the_encoding_its_letters_speak_for(
    words_in: str, charset: str
) -> None:
    assert decode(words_in.encode(charset)).text == words_in
