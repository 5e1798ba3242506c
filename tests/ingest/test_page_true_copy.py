"""What stands in a page's story and looks like something around it: each must stay, and nothing be made of it."""

from __future__ import annotations

import io

import pytest

from articles.body.words import block_text
from articles.ingest.clean import clean, fill
from articles.ingest.readers import webpage
from articles.ingest.record import StoryRecord

TITLE = "Bridge to reopen after long wait"
TEXT = [
    "The council met on Tuesday to discuss the bridge over the river, which has been shut since March because of rust.",
    "Residents said that they had waited for years and that the ferry was often late in winter, when the ice comes.",
    "The mayor promised that work would begin in May and that the town would pay for the boat until it is open again.",
    "A spokesman for the county said that there is no money left this year and that the town should ask in autumn.",
]


def story(inside: str, *, above: str = "") -> StoryRecord:
    text = "".join(f"<p>{line}</p>" for line in TEXT)
    page = (
        f'<html lang="en"><head><title>{TITLE}</title></head><body><article><header><h1>{TITLE}</h1>{above}</header>'
        f"{inside}{text}</article></body></html>"
    )
    (found,) = webpage.read(io.BytesIO(page.encode()), "page.html")
    assert isinstance(found, StoryRecord)
    return fill(found, clean(found))


def lines(found: StoryRecord) -> list[str]:
    return [block_text(block) for block in found.body["content"] if block["type"] == "paragraph"]


def figures(found: StoryRecord) -> list[tuple[str, str]]:
    told = [block["attrs"] for block in found.body["content"] if block["type"] == "figure"]
    return [(each["caption"], each["credit"]) for each in told]


@pytest.mark.parametrize(
    "line",
    [
        "The bridge was closed by police on 4 May 2021.",
        '<span aria-hidden="true">A</span> bridge was shut on Monday, and nobody knows for how long that will be.',
    ],
)
def test_a_first_sentence_is_no_byline_and_keeps_its_first_word(line: str) -> None:
    found = story(f"<p>{line}</p>")
    said = line.replace('<span aria-hidden="true">A</span>', "A")
    assert (found.byline, lines(found)) == ("", [said, *TEXT])


@pytest.mark.parametrize("where", ["", "in Local news "])
def test_a_log_in_name_on_a_line_of_its_own_is_the_byline(where: str) -> None:
    found = story(f"<p>Posted {where}by jokern on 4 May 2021</p>")
    assert (found.byline, lines(found)) == ("jokern", TEXT)


def test_how_something_was_written_names_nobody() -> None:
    assert story("<p>Written in ink by hand on 4 May 1921</p>").byline == ""


@pytest.mark.parametrize("name", ["deadmau5", "anna_lund"])
def test_a_log_in_name_that_the_page_marks_as_byline_is_the_byline(name: str) -> None:
    found = story("", above=f'<p class="byline">By {name}</p>')
    assert (found.byline, lines(found)) == (name, TEXT)


def test_a_picture_with_a_caption_is_none_for_sale() -> None:
    picture = '<img src="/bridge.jpg" width="300" height="250">'
    caption = "<figcaption>The bridge on Monday.</figcaption>"
    assert figures(story(f"<figure>{picture}{caption}</figure>")) == [("The bridge on Monday.", "")]
    assert figures(story(picture)) == []


def test_a_hidden_label_tells_the_credit_from_the_caption() -> None:
    label = '<span class="visually-hidden">Image credit: </span>'
    picture = '<img src="/bridge.jpg" width="800" height="500">'
    caption = f"<figcaption>The bridge. {label}Jo Kern</figcaption>"
    assert figures(story(f"<figure>{picture}{caption}</figure>")) == [("The bridge.", "Jo Kern")]


def test_the_link_to_the_section_is_no_paragraph() -> None:
    found = story('<p><a href="/category/local">Local</a></p>')
    assert (found.section, lines(found)) == ("Local", TEXT)


def test_one_of_several_topics_is_no_section() -> None:
    links = [f'<li><a href="/t/{name}">{name}</a></li>' for name in ("Rust", "Ferries")]
    one, two = (f'<ul class="article-tag">{"".join(links[:number])}</ul>' for number in (1, 2))
    assert story("", above=one).section == "Rust"
    assert story("", above=two).section == ""


def test_a_sentence_behind_a_caption_is_no_credit_whatever_its_class() -> None:
    picture = '<img src="/bridge.jpg" width="800" height="500">'
    caption = "<figcaption>The bridge on Monday.</figcaption>"
    said = "Members of the credit union said that they had saved for the bridge for nine years."
    for line, credit in (("Jo Kern", "Jo Kern"), (said, "")):
        found = story(f'<figure>{picture}{caption}</figure><p class="credit-line">{line}</p>')
        assert figures(found) == [("The bridge on Monday.", credit)]
        assert (said in lines(found)) == (line == said)


@pytest.mark.parametrize("name", ["sc-bdVaJa kAdQzR", "xkAdQz", "css-1NavQd"])
def test_letters_of_a_style_sheets_own_name_say_nothing(name: str) -> None:
    line = "The ferry runs at noon, they said."
    found = story(f'<p>{TEXT[0]}</p><div class="{name}"><p>{line}</p></div><p>Nobody came.</p>')
    assert line in lines(found)


@pytest.mark.parametrize("name", ["sideBar", "signUp", "AdSlot", "storyRelatedLinks"])
def test_words_in_the_name_of_a_component_tell_what_is_no_copy(name: str) -> None:
    offer = (
        "Our best offers for those who love rivers and bridges, and the boats that go under them."
    )
    assert offer not in lines(
        story(f'<p>{TEXT[0]}</p><div class="{name}"><p>{offer}</p></div><p>Nobody came.</p>')
    )


def test_a_line_end_in_an_element_of_its_own_stays() -> None:
    found = story("<p>The ice came early<strong><br></strong>and the ferry late.</p>")
    assert [part["type"] for part in found.body["content"][0]["content"]] == [
        "text",
        "hard_break",
        "text",
    ]


def test_a_paragraph_without_spaces_is_no_title_of_the_contents_below_it() -> None:
    lead = "古い橋は月曜日に再開する。さびのため八か月の間閉鎖されていた。"
    heads = ["橋の歴史", "渡し船", "これから"]
    links = "".join(f'<li><a href="#{head}">{head}</a></li>' for head in heads)
    parts = "".join(
        f'<h2 id="{head}">{head}</h2><p>{line}</p>' for head, line in zip(heads, TEXT, strict=False)
    )
    found = story(f"<p>{lead}</p><ul>{links}</ul>{parts}")
    assert lead in lines(found)
    assert "bullet_list" not in [block["type"] for block in found.body["content"]]


def test_a_word_that_may_label_topics_stays_where_nothing_is_linked() -> None:
    picture = (
        '<figure><img src="/a.jpg" width="800" height="600"><figcaption>Ice</figcaption></figure>'
    )
    found = story(f"<p>{TEXT[3]}</p><ul><li>Tag</li><li>Nacht</li></ul><h2>Themen</h2>{picture}")
    kinds = [block["type"] for block in found.body["content"]]
    assert kinds[1:4] == ["bullet_list", "heading", "figure"]


@pytest.mark.parametrize(
    ("given", "byline"),
    [("Holm, Ida", "Ida Holm"), ("Holm, Jr", "Holm Jr"), ("Staff, Reuters", "Reuters"), ("Holm, NPR", "Holm, NPR")],
)  # fmt: skip
def test_only_names_are_turned_that_have_the_familys_first(given: str, byline: str) -> None:
    page = f'<html><head><title>{TITLE}</title><meta name="citation_author" content="{given}"></head><body>'
    text = "".join(f"<p>{line}</p>" for line in TEXT)
    (found,) = webpage.read(
        io.BytesIO(f"{page}<article><h1>{TITLE}</h1>{text}</article>".encode()), "page.html"
    )
    assert isinstance(found, StoryRecord)
    assert found.byline == byline


@pytest.mark.parametrize(
    "box",
    [
        '<div class="follow-up"><p>{}</p></div>',
        '<div><p>{}</p><a href="/help">Sign up</a></div>',
        '<div class="text"><select><option>Small print</option></select><p>{}</p></div>',
    ],
)
def test_a_paragraph_beside_a_button_or_in_a_follow_up_stays(box: str) -> None:
    line = "Whoever wants to help may come to the quay on Saturday at ten, the mayor said."
    assert line in lines(story(f"<p>{TEXT[0]}</p>{box.format(line)}"))


@pytest.mark.parametrize(
    "box",
    [
        '<div class="follow-us"><p>{}</p></div>',
        '<div><p>{} By e-mail.</p><a href="/letter">Sign up</a></div>',
    ],
)
def test_an_invitation_to_follow_or_to_a_newsletter_goes(box: str) -> None:
    line = "Every morning we write down what has happened by the river overnight."
    assert line not in str(lines(story(f"<p>{TEXT[0]}</p>{box.format(line)}")))


def test_a_picture_that_opens_larger_keeps_its_caption() -> None:
    shown = '<img src="/pictures/gate.jpg" width="800" height="600">'
    caption = '<span class="caption">The gate of the bridge, shut since March</span>'
    found = story(
        f'<p>{TEXT[0]}</p><figure><a href="/pictures/gate-large.jpg">{shown}{caption}</a></figure>'
    )
    assert figures(found) == [("The gate of the bridge, shut since March", "")]


def test_a_remark_in_the_box_of_the_whole_text_takes_no_more_than_its_paragraph() -> None:
    remark = '<p><a id="cmnt1" href="#cmnt_ref1">[a]</a> Ask the mayor</p>'
    found = story(f"<div><p>{TEXT[0]}</p><p>{TEXT[1]}</p>{remark}</div>")
    assert lines(found) == [*TEXT[:2], *TEXT]
    assert "Remark: Ask the mayor" in found.editor_note


@pytest.mark.parametrize(
    "below", ["By Ada Holm and Jens Brandvold", "Monday, 4 May 2026, 10:15 GMT"]
)
def test_a_second_heading_that_says_who_or_when_is_no_standfirst(below: str) -> None:
    assert story("", above=f"<h2>{below}</h2>").standfirst == ""


def test_a_second_heading_that_begins_with_a_name_is_the_standfirst() -> None:
    below = "Von Berlin is asked to pay for it"
    assert story("", above=f"<h2>{below}</h2>").standfirst == below


def test_the_name_of_the_site_is_neither_kicker_nor_headline() -> None:
    site, text = "The Daily Bridge Paper", "".join(f"<p>{line}</p>" for line in TEXT)
    named = f'<meta property="og:site_name" content="{site}">'
    for head, body in (
        (f"<title>{TITLE}</title>{named}", f"<h2>{site}</h2><h1>{TITLE}</h1>{text}"),
        (f"<title>{TITLE} - {site}</title>", f"<div>{site}</div><div class='text'>{text}</div>"),
    ):
        page = f"<html><head>{head}</head><body>{body}</body></html>"
        (found,) = webpage.read(io.BytesIO(page.encode()), "page.html")
        assert isinstance(found, StoryRecord)
        assert found.headline.startswith(TITLE)
        assert found.kicker == ""


@pytest.mark.parametrize(
    ("alt", "other", "shown"),
    [
        ("The bridge in March", "The ferry at noon", 2),
        ("The bridge in March", "", 1),
        ("The bridge in March", "The bridge in March", 1),
    ],
)
def test_two_files_of_one_name_are_one_picture_unless_their_words_differ(
    alt: str, other: str, shown: int
) -> None:
    pictures = (
        f'<img src="https://site.example/05/view.jpg" alt="{alt}" width="800" height="500">'
        f'<img src="https://site.example/06/view.jpg" alt="{other}" width="800" height="500">'
    )
    assert len(figures(story(f"<figure>{pictures}</figure>"))) == shown
