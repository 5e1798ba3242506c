from __future__ import annotations

from typing import Any

import pytest

from articles.body.document import (
    bullet_list,
    document,
    embed,
    fact_box,
    figure,
    hard_break,
    heading,
    link,
    list_item,
    live_update,
    ordered_list,
    paragraph,
    pull_quote,
    quotation,
    rule,
    text,
)
from articles.body.render import Phrases, render, render_feed

BOLD = text("Height", "strong")


def without_ids(html: str) -> str:
    import re

    return re.sub(r' id="b-[a-z0-9]+"', "", html)


def drawn(block):
    return f"<figure>{block.picture}: {block.caption}</figure>"


def test_running_text_keeps_its_marks_in_one_order():
    body = document(
        paragraph(
            "Tea & <b> ",
            text("strong", "strong"),
            hard_break(),
            text("both", "emphasis", "strong", link("https://example.org/?a=1&b=2")),
        )
    )
    assert without_ids(render(body)) == (
        "<p>Tea &amp; &lt;b&gt; <strong>strong</strong><br>"
        '<strong><em><a href="https://example.org/?a=1&amp;b=2" rel="noopener">both</a></em></strong>'
        "</p>"
    )


def test_links_of_this_site_and_mail_carry_no_rel():
    body = document(paragraph(text("a", link("/a")), text("b", link("mailto:a@example.org"))))
    assert without_ids(render(body)) == (
        '<p><a href="/a">a</a><a href="mailto:a@example.org">b</a></p>'
    )


def test_lists_stand_inside_one_another():
    body = document(
        bullet_list("one", list_item("two", ordered_list("three", start=3))),
    )
    assert without_ids(render(body)) == (
        '<ul><li><p>one</p></li><li><p>two</p><ol start="3"><li><p>three</p></li></ol></li></ul>'
    )


def test_a_quotation_names_who_said_it():
    body = document(quotation("One.", "Two.", attribution="Jo & Co"), quotation("Three."))
    assert without_ids(render(body)).split("\n") == [
        '<blockquote class="quotation"><p>One.</p><p>Two.</p><footer>Jo &amp; Co</footer></blockquote>',
        '<blockquote class="quotation"><p>Three.</p></blockquote>',
    ]


def test_a_pull_quote_that_repeats_the_body_is_hidden_from_screen_readers():
    body = document(
        paragraph("She said: “The tea is ready,” and left."),
        pull_quote(text("The tea is ready", link("/tea")), attribution="Ada"),
        pull_quote("Something new."),
    )
    _, repeated, new = without_ids(render(body)).split("\n")
    assert repeated == (
        '<div class="pull-quote" aria-hidden="true"><p>The tea is ready</p>'
        "<footer>Ada</footer></div>"
    )
    assert new == '<div class="pull-quote"><p>Something new.</p></div>'


def test_a_figure_without_its_picture_prints_nothing():
    body = document(figure(caption="Waits"), figure(7, caption="Here"), paragraph(), heading(" "))
    assert render(body, draw_figure=drawn) == "<figure>7: Here</figure>"


def test_figures_in_a_row_are_a_gallery_on_a_page_and_none_in_a_feed():
    blocks = figure(1), paragraph("a"), figure(1), figure(), figure(2), paragraph("b"), figure(1)
    body = document(*blocks)
    one, two = "<figure>1: </figure>", "<figure>2: </figure>"
    gallery = ['<div class="gallery">', one, two, "</div>"]
    lines = without_ids(render(body, draw_figure=drawn)).split("\n")
    assert lines == [one, "<p>a</p>", *gallery, "<p>b</p>", one]
    assert "gallery" not in render_feed(body, site_url="https://a.example", draw_figure=drawn)


@pytest.mark.parametrize(
    ("count", "halved"),
    [(1, [False]), (2, [True, True]), (3, [False, True, True]), (4, [True] * 4)],
)
def test_figures_of_a_gallery_know_that_they_stand_beside_another(count: int, halved: list[bool]):
    said = {True: "half", False: "whole"}
    body = document(paragraph("a"), *(figure(number) for number in range(1, count + 1)))
    lines = render(body, draw_figure=lambda block: said[block.is_halved]).split("\n")
    assert [line for line in lines if line in said.values()] == [said[each] for each in halved]


@pytest.mark.parametrize(
    ("points", "are_figures"),
    [
        (([BOLD, " 9 m"], [BOLD]), True),
        (([BOLD, " 9 m"], ["Weight unknown"]), False),
        ((["The ", BOLD, " is 9 m"], [BOLD, " 3 t"]), False),
        (([text("Height", "emphasis"), " 9 m"],), False),
    ],
)
def test_points_are_figures_where_each_begins_in_bold(points: Any, *, are_figures: bool):
    shown = bullet_list(*(list_item(paragraph(*runs)) for runs in points))
    html = render(document(shown))
    assert ('class="figures"' in html) is are_figures
    assert "class" not in render_feed(document(shown), site_url="https://a.example")


def test_a_fact_box_has_its_own_head_and_day():
    body = document(
        paragraph("x"),
        fact_box("Fact.", heading("Inside", level=2), heading="Tea & time", as_of="2026-05-01"),
        fact_box(figure(caption="waits")),
    )
    html = render(body, phrases=Phrases(as_of="Stand"))
    box = body["content"][1]["attrs"]["id"]
    assert f'<aside id="b-{box}" class="fact-box" aria-labelledby="b-{box}-head">' in html
    assert f'<h2 id="b-{box}-head">Tea &amp; time</h2>' in html
    assert ">Inside</h2>" in html
    assert (
        '<p class="as-of">Stand <time datetime="2026-05-01">1 May 2026</time></p></aside>' in html
    )
    assert html.count("<aside") == 1


@pytest.mark.parametrize(
    ("ranks", "levels"),
    [
        ((4, 4, 2, 3, 4, 2, 4), "2223423"),
        ((3, 3, 3), "222"),
        ((3, 4, 3, 4, 2), "23232"),
        ((2, 4, 4, 3), "2333"),
    ],
)
def test_headings_of_one_rank_stand_on_one_level_and_none_is_skipped(
    ranks: tuple[int, ...], levels: str
):
    body = document(*(heading(f"{rank}", level=rank) for rank in ranks))
    assert [line[2] for line in render(body).split("\n")] == list(levels)


def test_a_box_between_headings_does_not_change_their_level():
    box = fact_box("Fact.", heading("Inside", level=3), heading="Tea")
    html = render(document(heading("One", level=3), box, heading("Two", level=3)))
    assert ">One</h2>" in html
    assert ">Inside</h3>" in html
    assert ">Two</h2>" in html


def test_an_embed_loads_nothing_by_itself():
    html = without_ids(render(document(embed("youtube", "abcdefghijk", title='A "film"'))))
    assert "<iframe" not in html
    assert " src=" not in html
    assert '<a href="https://www.youtube.com/watch?v=abcdefghijk" rel="noopener">' in html
    assert 'data-frame="https://www.youtube-nocookie.com/embed/abcdefghijk"' in html
    assert "A &quot;film&quot; <span>(View on YouTube)</span>" in html


def test_live_updates_stand_newest_first_wherever_they_were_written():
    zones = {
        "Begins": "2026-05-01T08:00:00Z",
        "Ends": "2026-05-01T11:00:00+02:00",
        "Later": "2026-05-01T09:30:00Z",
    }
    written = document(
        paragraph("Above."),
        *(live_update("Text.", at=at, heading=heading) for heading, at in zones.items()),
        paragraph("Below."),
    )
    for html in (render(written), render_feed(written, site_url="https://news.example")):
        places = [html.index(words) for words in ("Above", "Later", "Ends", "Begins", "Below")]
        assert places == sorted(places)


def test_a_live_update_shows_its_time():
    body = document(
        live_update("Now.", at="2026-05-01T09:05:00+02:00", heading="Start", key_moment=True)
    )
    html = without_ids(render(body, phrases=Phrases(moment=lambda at: at.strftime("%H.%M"))))
    assert html.startswith('<section class="live-update key-moment"><p class="update-time">')
    assert '<time datetime="2026-05-01T09:05:00+02:00">09.05</time>' in html
    assert "Start</h2><p>Now.</p></section>" in html


def test_a_live_update_of_a_machines_clock_has_a_time_that_html_allows():
    body = document(live_update("Now.", at="2026-05-01T09:05:00.123456+00:00"))
    for html in (render(body), render_feed(body, site_url="https://news.example")):
        assert '<time datetime="2026-05-01T09:05:00+00:00">' in html


def test_the_first_mention_of_a_name_becomes_a_link():
    body = document(
        heading("Ada Lovelace"),
        paragraph("Lovelaces? ", text("Ada Lovelace", link("/else")), " met Ada Lovelace & Bo."),
        paragraph("Ada Lovelace and Ada Lovelace and Bo."),
    )
    names = {"Ada Lovelace": "/people/ada", "Ada": "/people/ada", "Bo": "/people/bö"}
    assert without_ids(render(body, first_mentions=names)).split("\n") == [
        "<h2>Ada Lovelace</h2>",
        '<p>Lovelaces? <a href="/else">Ada Lovelace</a> met <a href="/people/ada">Ada Lovelace</a>'
        ' &amp; <a href="/people/b%C3%B6">Bo</a>.</p>',
        "<p>Ada Lovelace and Ada Lovelace and Bo.</p>",
    ]


def test_an_insert_follows_the_paragraph_it_is_meant_for():
    body = document(paragraph("1"), bullet_list("x"), paragraph("2"), paragraph("3"))
    html = without_ids(render(body, inserts={2: "<div>rich</div>", 9: "<div>never</div>"}))
    assert html.endswith("<p>2</p><div>rich</div>\n<p>3</p>")


def test_ids_are_those_of_the_blocks_with_the_asked_prefix():
    body = document(paragraph("x"))
    name = body["content"][0]["attrs"]["id"]
    assert render(body, id_prefix="preview-") == f'<p id="preview-{name}">x</p>'


def test_a_feed_has_whole_addresses_and_no_ids():
    body = document(
        paragraph("The tea is ready. ", text("More", link("/tea?a=1&b=2"))),
        pull_quote("The tea is ready"),
        embed("mastodon", "example.social/ada/1234567890", title="A post"),
        figure(3),
        rule(),
    )
    assert render_feed(body, site_url="https://example.org/", draw_figure=drawn).split("\n") == [
        '<p>The tea is ready. <a href="https://example.org/tea?a=1&amp;b=2">More</a></p>',
        '<p><a href="https://example.social/@ada/1234567890" rel="noopener">'
        "A post (View on Mastodon)</a></p>",
        "<figure>3: </figure>",
        "<hr>",
    ]
