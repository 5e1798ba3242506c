"""What big papers set around a story: share rows, labels that are only heard, who reported; and copy like it."""

from __future__ import annotations

import io
from typing import Any

import pytest

from articles.ingest.page.asides import is_share_row
from articles.ingest.page.tree import Element, parse_page
from articles.ingest.prepare import prepare
from articles.ingest.prepared import Prepared
from articles.ingest.readers import webpage
from articles.ingest.record import StoryRecord

FIRST = (
    "The mill at Corve End will grind again from Monday, its new owners told the town on Friday."
)
MORE = (
    "They have mended the sluice, hung two stones and hired a miller who learned the trade abroad."
)
LAST = "Flour will be sold at the gate on Saturdays, and the first sacks go to the school kitchen."
TEXT = f"<p>{FIRST}</p><p>{MORE}</p><p>{LAST}</p>"


def read(body: str, head: str = "", *, language: str = "en") -> Prepared:
    page = (
        f"<html lang='{language}'><head><title>Mill grinds</title>"
        f"<meta property='og:site_name' content='KLN'>{head}</head><body>{body}</body></html>"
    )
    story = next(iter(webpage.read(io.BytesIO(page.encode()), "page.html")))
    assert isinstance(story, StoryRecord)
    return prepare(story)


def said(block: Any) -> str:
    return block.get("text", "") or "".join(said(each) for each in block.get("content", []))


def paragraphs(story: Prepared) -> list[str]:
    return [said(block) for block in story.document["content"] if block["type"] != "figure"]


def article(inside: str, byline: str = "") -> str:
    return f"<article><h1>Mill grinds again</h1>{byline}{inside}</article>"


def element(markup: str) -> Element:
    page = parse_page(f"<html><body>{markup}</body></html>")
    found = page.find(".//body") if page is not None else None
    assert found is not None
    return found[0]


@pytest.mark.parametrize(
    "row",
    [
        "<ul><li>Facebook</li><li>Copy Link copied</li><li>Email</li><li>X</li><li>Bluesky</li></ul>",
        "<div><span>Zum Merkzettel</span><span>X.com</span><span>Facebook</span><span>E-Mail</span></div>",
        "<ul><li>Facebook</li><li>WhatsApp</li><li>Imprimer</li></ul>",
    ],
)
def test_a_row_of_networks_and_a_button_shares_the_page(row: str) -> None:
    assert is_share_row(element(row))
    assert paragraphs(read(article(row + TEXT))) == [FIRST, MORE, LAST]


@pytest.mark.parametrize(
    "row",
    [
        "<ul><li>Facebook</li><li>Instagram</li><li>Reddit</li></ul>",
        "<ul><li>Facebook must show who paid</li><li>X must keep the posts</li><li>Email is free</li></ul>",
        "<p><b>Email</b> and <b>Facebook</b> and <b>X</b> were down for an hour on Monday.</p>",
    ],
)
def test_copy_about_networks_shares_nothing(row: str) -> None:
    assert not is_share_row(element(row))


def test_a_list_of_networks_that_the_copy_introduces_stays() -> None:
    down = "<p>Four services could not be reached at the mill on Friday:</p>"
    row = "<ul><li>Facebook</li><li>WhatsApp</li><li>X</li><li>Mail</li></ul>"
    story = read(article(f"<p>{FIRST}</p>{down}{row}<p>{MORE}</p><p>{LAST}</p>"))
    assert "FacebookWhatsAppXMail" in paragraphs(story)


def test_a_credit_behind_a_label_that_is_only_heard_is_the_pictures() -> None:
    figure = (
        "<figure><div><span class='place'><span class='visually-hidden'>Image source, </span>Ann Orr Pictures</span>"
        "<img src='/mill.jpg' alt='A mill by a weir'></div><figcaption><span class='visually-hidden'>Image caption, "
        "</span><p>The mill stood still for sixty years</p></figcaption></figure>"
    )
    story = read(article(f"<p>{FIRST}</p>{figure}<p>{MORE}</p><p>{LAST}</p>"))
    told = next(block for block in story.document["content"] if block["type"] == "figure")["attrs"]
    assert (told["caption"], told["credit"]) == (
        "The mill stood still for sixty years",
        "Ann Orr Pictures",
    )
    assert paragraphs(story) == [FIRST, MORE, LAST]


SOURCE = "<span class='visually-hidden'>Image source, </span>"
CAPTION = "<span class='visually-hidden'>Image caption, </span>"


@pytest.mark.parametrize(
    "caption",
    [
        f"{SOURCE}Ann Orr/KLN<br>{CAPTION}The mill by the weir",
        f"<p>{SOURCE}Ann Orr/KLN</p><p>{CAPTION}The mill by the weir</p>",
        f"<span>{SOURCE}Ann Orr/KLN</span> <span>The mill by the weir</span>",
        f"{CAPTION}The mill by the weir {SOURCE}Ann Orr/KLN",
        "The mill by the weir <b class='sr-only'>Bildquelle, </b><i>Ann Orr/KLN</i>",
    ],
)
def test_a_caption_that_holds_both_heard_labels_is_parted_by_them(caption: str) -> None:
    figure = (
        f"<figure><img src='/mill.jpg' alt='A mill'><figcaption>{caption}</figcaption></figure>"
    )
    told = first_figure(f"<p>{FIRST}</p>{figure}<p>{MORE}</p><p>{LAST}</p>")
    assert told == ("The mill by the weir", "Ann Orr/KLN")


@pytest.mark.parametrize(
    "caption",
    [
        "The image source, a mill by the weir, was never found",
        "<span class='visually-hidden'>View image in full, </span>The mill by the weir",
        f"{SOURCE} The mill by the weir stood still for sixty years until a miller from the next valley bought "
        "its stones, its wheel and the leat, and promised to grind again",
    ],
)
def test_a_caption_without_a_heard_label_of_its_credit_stays_whole(caption: str) -> None:
    figure = (
        f"<figure><img src='/mill.jpg' alt='A mill'><figcaption>{caption}</figcaption></figure>"
    )
    told, credit = first_figure(f"<p>{FIRST}</p>{figure}<p>{MORE}</p><p>{LAST}</p>")
    assert (told.split()[-1], credit) == (caption.split()[-1], "")


def first_figure(text: str) -> tuple[str, str]:
    document = read(article(text)).document
    told = next(block for block in document["content"] if block["type"] == "figure")["attrs"]
    return told["caption"], told["credit"]


def test_a_label_that_is_only_heard_is_no_part_of_a_caption() -> None:
    figure = (
        "<figure><div><div>Press play</div><img src='/still.jpg' alt=''></div><figcaption>"
        "<span class='visually-hidden'>Media caption, </span>Watch: The stones turn</figcaption></figure>"
    )
    story = read(article(f"<p>{FIRST}</p>{figure}<p>{MORE}</p><p>{LAST}</p>"))
    told = next(block for block in story.document["content"] if block["type"] == "figure")["attrs"]
    assert told["caption"] == "Watch: The stones turn"


def test_place_and_house_on_a_line_of_their_own_are_the_place_of_filing() -> None:
    cite = "<div><cite><span>Corve End, Shropshire</span> <span>KLN</span> —</cite></div>"
    story = read(article(cite + TEXT))
    assert (story.record.dateline, paragraphs(story)) == (
        "Corve End, Shropshire",
        [FIRST, MORE, LAST],
    )


def test_a_line_that_only_ends_in_the_houses_name_stays() -> None:
    line = "<p>Nobody has asked more questions about the mill than KLN</p>"
    assert paragraphs(read(article(line + TEXT)))[0].endswith("than KLN")


BYLINE = "<p class='byline'>By <a rel='author'>Ann Orr</a> and <a rel='author'>Bo Reyes</a></p>"


def test_who_reported_from_where_is_for_editors() -> None:
    where = "<p>Ann Orr reported from Corve End, and Bo Reyes from Ludlow.</p>"
    helped = "<p><em>Cy Dunn contributed reporting from Hereford. Di Evans contributed research.</em></p>"
    story = read(article(where + TEXT + helped, BYLINE))
    assert paragraphs(story) == [FIRST, MORE, LAST]
    assert "Ann Orr reported from" in story.record.editor_note
    assert "Cy Dunn contributed" in story.record.editor_note


def test_a_reporter_of_whom_the_story_speaks_stays() -> None:
    where = "<p>Eve Frost reported from the front for forty years.</p>"
    assert len(paragraphs(read(article(where + TEXT, BYLINE)))) == 4


def test_a_correction_whose_day_stands_apart_is_one() -> None:
    note = (
        "<div>A correction was made on <div>Nov. 4, 2026</div></div>"
        "<p>: An earlier version of this article misstated the year of the flood. It was 1947.</p>"
    )
    story = read(article(TEXT + note))
    assert [each.text for each in story.record.corrections] == [
        "An earlier version of this article misstated the year of the flood. It was 1947."
    ]
    assert paragraphs(story) == [FIRST, MORE, LAST]


@pytest.mark.parametrize("sign", ["", ".", ":"])
def test_a_correction_whose_label_and_day_no_sign_parts_from_it_is_one(sign: str) -> None:
    note = f"<p><b>Correction Nov. 4, 2026{sign}</b> The flood was in 1947, an almanac says.</p>"
    story = read(article(TEXT + note))
    assert [each.text for each in story.record.corrections] == [
        "The flood was in 1947, an almanac says."
    ]
    assert paragraphs(story) == [FIRST, MORE, LAST]


def test_speakers_in_capitals_are_no_place_and_no_heading() -> None:
    spoken = (
        "<p><b>STEVE MARLOWE, HOST:</b></p><p>The mill at Corve End turns again after sixty years of rest, and "
        "Ann Orr went there.</p><p>ANN ORR, BYLINE: It is loud.</p><p>GUS HAY: You get used to it.</p>"
        "<p>ORR: He does not hear the bell.</p>"
    )
    story = read(article(spoken))
    assert story.record.dateline == ""
    assert paragraphs(story)[0] == "STEVE MARLOWE, HOST:"


@pytest.mark.parametrize(
    "teaser",
    [
        "<h2>Recommended Stories</h2><span class='sr-only'>list of 1 item</span>"
        "<ul><li><a href='https://kln.example/a'>The weir that went to court</a></li></ul>",
        "<p><strong>LÄS MER:</strong> <a href='https://kln.example/a'>The weir that went to court</a></p>",
        "<a href='https://kln.example/a'><span>Les også</span><h3>The weir that went to court</h3></a>",
        "<p><span>Lire aussi |</span> <span>Article réservé à nos abonnés</span> "
        "<a href='https://kln.example/a'>The weir that went to court</a> <span>Ajouter à vos sélections</span></p>",
    ],
)
def test_another_story_is_told_with_its_address(teaser: str) -> None:
    box = f"<div class='more-on'>{teaser}</div>"
    story = read(
        article(f"<p>{FIRST}</p>{box}<p>{MORE}</p><p>{LAST}</p>"),
        "<link rel='canonical' href='https://kln.example/mill'>",
    )
    assert [(each.headline, each.url) for each in story.record.related] == [
        ("The weir that went to court", "https://kln.example/a")
    ]
    assert paragraphs(story) == [FIRST, MORE, LAST]


def test_a_box_of_facts_in_norwegian_is_one() -> None:
    box = "<div class='faktaboks'><h2>Fakta</h2><ul><li>Mølla er fra 1702.</li><li>Den har to steiner.</li></ul></div>"
    story = read(article(f"<p>{FIRST}</p>{box}<p>{MORE}</p><p>{LAST}</p>"), language="nb")
    assert [block["type"] for block in story.document["content"]].count("fact_box") == 1


def test_a_box_of_another_name_in_norwegian_is_none() -> None:
    box = "<div class='faktasjekk'><h2>Mølla</h2><ul><li>Mølla er fra 1702.</li><li>Den har to steiner.</li></ul></div>"
    story = read(article(f"<p>{FIRST}</p>{box}<p>{MORE}</p><p>{LAST}</p>"), language="nb")
    assert "fact_box" not in [block["type"] for block in story.document["content"]]


@pytest.mark.parametrize("label", ["Zur Person", "L’auteur"])
def test_who_the_story_is_about_is_told_to_readers(label: str) -> None:
    about = f"<h3>{label}</h3><p>Gus Hay, 61, lernte das Handwerk des Müllers in drei Ländern.</p>"
    assert paragraphs(read(article(TEXT + about, BYLINE)))[-1].startswith("Gus Hay, 61")


def test_who_wrote_it_is_told_below_its_label_in_any_language() -> None:
    about = (
        "<h3>Sobre la firma</h3><p>Redactora de Sociedad. Antes trabajó en la radio del valle.</p>"
    )
    story = read(
        article(TEXT + about + "<h3>Archivado en</h3><p>Molinos</p>", BYLINE), language="es"
    )
    assert "Redactora de Sociedad" in story.record.editor_note
    assert "Sobre la firma" not in paragraphs(story)


def test_the_writers_name_may_stand_as_a_heading_above_who_that_is() -> None:
    about = (
        "<h3>Sobre la firma</h3><h4>Ann Orr</h4><p>Redactora de Sociedad desde el año pasado.</p>"
    )
    story = read(article(TEXT + about, BYLINE), language="es")
    assert "Redactora de Sociedad" in story.record.editor_note
    assert paragraphs(story) == [FIRST, MORE, LAST]


def test_the_head_of_a_newsletters_box_goes_with_its_words() -> None:
    box = "<h4>The valley in your inbox</h4><p>Sign up for our newsletter</p>"
    story = read(article(f"<p>{FIRST}</p>{box}<p>{MORE}</p><p>{LAST}</p>"))
    assert paragraphs(story) == [FIRST, MORE, LAST]
    assert not [each for each in story.document["content"] if each["type"] == "heading"]
    head = "<h4>What hides in your inbox</h4>"
    for between in ("", "<p>Advertisement</p>"):
        story = read(article(f"<p>{FIRST}</p>{head}{between}<p>{MORE}</p><p>{LAST}</p>"))
        assert [each["type"] for each in story.document["content"]].count("heading") == 1


def test_a_link_to_another_story_keeps_its_address() -> None:
    more = '<p><b>More:</b> <a href="/weir">The weir at Corve End opens again</a></p>'
    story = read(article(f"<p>{FIRST}</p>{more}<p>{MORE}</p><p>{LAST}</p>"))
    told = [(each.headline, each.url.rpartition("/")[2]) for each in story.record.related]
    assert told == [("The weir at Corve End opens again", "weir")]


def test_the_scores_of_a_review_stay() -> None:
    rows = "<tr><th>Part</th><th>Score</th></tr><tr><td>Sluice</td><td>4/5</td></tr>"
    scores = f"<div class='score-box'><table>{rows}</table></div>"
    story = read(article(f"<p>{FIRST}</p>{scores}<p>{MORE}</p><p>{LAST}</p>"))
    assert any("4/5" in said(block) for block in story.document["content"])


def test_links_below_a_heading_with_a_link_for_editing_are_told() -> None:
    box = (
        "<h2>See also <span>[<a href='https://kln.example/edit'>edit</a>]</span></h2>"
        "<ul><li><a href='https://kln.example/a'>The weir that went to court</a></li></ul>"
    )
    head = "<link rel='canonical' href='https://kln.example/mill'>"
    story = read(article(TEXT + box), head)
    assert "The weir that went to court" in [each.headline for each in story.record.related]


def test_a_label_before_a_link_without_words_breaks_no_page() -> None:
    """A picture alone may be the link; its empty words part nothing."""
    prompt = "<p>Read more: <a href='/s/weir'><img src='/a.jpg' width='90' height='60'></a></p>"
    assert FIRST in paragraphs(read(article(TEXT + prompt)))


@pytest.mark.parametrize(
    ("first", "second", "credit"),
    [
        ("Oke Brandt/KVRM <b>hide caption</b>", "Oke Brandt/KVRM", "Oke Brandt/KVRM"),
        ("© Imago / Foto: Jo Haake/dpa", "Foto: Jo Haake/dpa", "Imago / Jo Haake/dpa"),
        ("Photo: Jo Kern", "Ann Orr", "Jo Kern, Ann Orr"),
    ],
)
def test_a_credit_that_is_printed_twice_or_with_a_button_is_said_once(
    first: str, second: str, credit: str
) -> None:
    figure = (
        '<figure><img src="/mill.jpg" alt="A mill"><figcaption><p>The mill at work in May.</p>'
        f'<b class="credit">{first}</b></figcaption><span class="credit">{second}</span></figure>'
    )
    story = read(article(figure + TEXT))
    shown = [each["attrs"] for each in story.document["content"] if each["type"] == "figure"]
    told = shown or [
        {"caption": each.caption, "credit": each.credit} for each in story.record.pictures
    ]
    assert [(each["caption"], each["credit"]) for each in told] == [
        ("The mill at work in May.", credit)
    ]


def test_lines_of_a_log_in_capitals_stay_below_one_another_and_are_no_heading() -> None:
    log = "<pre><span>03:12:04 SIG 44 RED\n03:31:20 SIG 44 GREEN</span></pre>"
    story = read(article(f"<p>{FIRST}</p>{log}<p>{MORE}</p><p>{LAST}</p>"))
    kinds = [each["type"] for each in story.document["content"]]
    assert kinds == ["paragraph"] * 4
    assert [run["type"] for run in story.document["content"][1]["content"]] == [
        "text", "hard_break", "text"
    ]  # fmt: skip


def test_a_head_in_capitals_over_two_lines_may_hold_a_year() -> None:
    head = "<p>THE MILL OF CORVE END<br>GRINDS AGAIN IN 2027</p>"
    story = read(article(f"<p>{FIRST}</p>{head}<p>{MORE}</p><p>{LAST}</p>"))
    assert [each["type"] for each in story.document["content"]][1] == "heading"


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Par <a>Nolwenn Le Bihan</a> (Plouarzel, correspondante)", "Nolwenn Le Bihan"),
        ("By Karim El Khoury", "Karim El Khoury"),
        ("By Ursula Den Otter on 4 May 2026", "Ursula Den Otter"),
        ("By Ann Orr On May 4, 2026", "Ann Orr"),
        ("Par Ann Orr Le 4 mai 2026", "Ann Orr"),
        ("By Ann Orr in Corve End", "Ann Orr"),
        ("BY ANN ORR IN CORVE END", "Ann Orr"),
    ],
)
def test_a_small_word_in_a_name_is_part_of_it(printed: str, name: str) -> None:
    story = read(article(TEXT, f"<p class='byline'>{printed}</p>"))
    assert story.record.byline == name
