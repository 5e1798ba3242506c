"""WordPress's own markup: shortcodes, block comments and blank lines for paragraphs."""

from __future__ import annotations

import io
from collections.abc import Mapping

import pytest

from articles.ingest.dialects.autop import paragraphs
from articles.ingest.dialects.shortcodes import expand
from articles.ingest.readers import wxr
from articles.ingest.record import Origin, PictureRecord, Problem, StoryRecord
from tests.pace import answered_within, grows_in_step


def _gallery(attributes: Mapping[str, str]) -> list[PictureRecord]:
    return [
        PictureRecord(Origin("x"), f"{key}.jpg")
        for key in attributes.get("ids", "").split(",")
        if key
    ]


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("A plain [sic] word and a note [1].", "A plain [sic] word and a note [1]."),
        ("[[gallery]] is written so", "[gallery] is written so"),
        ('[gallery ids="1,2"]', '<img src="1.jpg"'),
        ("[gallery ids=“1,2”]", '<img src="2.jpg"'),
        ('[vc_gallery type="grid" images="1, 2"]', '<img src="1.jpg"'),
        ('<!-- wp:gallery {"ids":[1,2]} /-->', '<img src="2.jpg"'),
        ('<!-- wp:image {"id":3,"sizeSlug":"large"} /-->', '<img src="3.jpg"'),
        (
            '<!-- wp:gallery {"ids":[1]} --><figure><ul></ul></figure><!-- /wp:gallery -->',
            '<img src="1.jpg"',
        ),
        ('[caption width="3"]<img src="a.jpg"> Words[/caption]', "<figcaption>Words</figcaption>"),
        ('[caption caption="Old"]<img src="a.jpg">[/caption]', "<figcaption>Old</figcaption>"),
        ("[embed]https://x.example/1[/embed]", "<p>https://x.example/1</p>"),
        ("[youtube dQw4w9WgXcQ]", "watch?v=dQw4w9WgXcQ"),
        ("[youtube=https://youtu.be/dQw4w9WgXcQ]", "<p>https://youtu.be/dQw4w9WgXcQ</p>"),
        ("[vc_row][vc_column]Kept[/vc_column][/vc_row]", "Kept"),
        ('[su_note color="#fff"]Kept [sic][/su_note]', "Kept [sic]"),
        ("[pullquote]Large[/pullquote]", '<blockquote class="pullquote">Large</blockquote>'),
        ("<!-- wp:paragraph --><p>A</p><!-- /wp:paragraph --><!--more-->", "<p>A</p>"),
        ("An [unclosed thing", "An [unclosed thing"),
        (
            '[media-credit name="Jo Kern / Post" align="left"]<a href="b"><img src="a.jpg"/></a>[/media-credit]',
            '<a href="b"><img data-credit="Jo Kern / Post" src="a.jpg"/></a>',
        ),
        (
            "<p>So it is said.[mfn]In May.[/mfn] And so on.</p>",
            "<p>So it is said. And so on.</p>\n\n<p>In May.</p>",
        ),
        ('<p>A</p>[button link="/b"]<b>Join</b> today[/button]', "<p>A</p>"),
        ("[dropcap]T[/dropcap]he mill", "The mill"),
        ("[highlight_text]T[/highlight_text]he mill", "The mill"),
        (
            "[vc_column_text]One.[/vc_column_text][vc_message]Two.[/vc_message]",
            "One.\n\n\n\nTwo.",
        ),
        (
            '[vc_custom_heading text="A bell" font_container="tag:h3|text_align:left"]',
            "<h3>A bell</h3>",
        ),
        ('[fusion_title size="2"]The old mill[/fusion_title]', "<h2>The old mill</h2>"),
        ('[vc_single_image image="7" img_size="full"]', '<img src="7.jpg"'),
        ('[et_pb_image src="https://x.example/a.jpg" alt="A bell"]', 'a.jpg" alt="A bell"'),
        (
            '[fusion_imageframe caption="A & B"]https://x.example/a.jpg[/fusion_imageframe]',
            "<figcaption>A &amp; B</figcaption>",
        ),
        ('[vc_video link="https://vimeo.com/1234567"]', "<p>https://vimeo.com/1234567</p>"),
        ('[fusion_youtube id="abcDEF12345" /]', "watch?v=abcDEF12345"),
        ('[vc_toggle title="How heavy?"]Very.[/vc_toggle]', "<h3>How heavy?</h3>\n\nVery."),
        ('[su_box title="In short"]Heavy.[/su_box]', "<aside><h3>In short</h3>Heavy.</aside>"),
        (
            '[et_pb_testimonial author="Lena Moss" job_title="Skipper"]She floats.[/et_pb_testimonial]',
            "<blockquote>She floats.<cite>Lena Moss, Skipper</cite></blockquote>",
        ),
        ("[vc_raw_html]JTNDcCUzRUl0JTIwcmFuZy4lM0MlMkZwJTNF[/vc_raw_html]", "<p>It rang.</p>"),
        (
            "[fusion_checklist][fusion_li_item]One[/fusion_li_item][/fusion_checklist]",
            "<ul><li>One</li></ul>",
        ),
        ('[post_title title="on"]', ""),
        (
            '<!-- wp:acf/factbox {"data":{"heading":"In figures","_heading":"f","text":"It has two gates."}} /-->',
            "<aside><h3>In figures</h3><p>It has two gates.</p></aside>",
        ),
        (
            '<!-- wp:acf/quote {"data":{"quote":"It has two gates.","author":"Jo Kern"}} /-->',
            "<blockquote><p>It has two gates.</p><cite>Jo Kern</cite></blockquote>",
        ),
        ('<!-- wp:acf/photo {"data":{"image":7,"style":"wide"}} /-->', '<img src="7.jpg"'),
    ],
)
def test_a_shortcode_becomes_plain_markup(written: str, plain: str) -> None:
    assert plain in expand(written, _gallery).markup


def test_a_block_that_shows_its_pictures_shows_them_once() -> None:
    shown = '<!-- wp:gallery {"ids":[1]} --><img src="a.jpg"><!-- /wp:gallery -->'
    assert expand(shown, _gallery).markup == '<img src="a.jpg">'


def test_what_is_taken_out_is_told() -> None:
    made = expand('[audio src="a.mp3"][/audio][vc_row k="v"]x[/vc_row]', _gallery)
    assert [what for what, _ in made.removed] == ["[audio] a.mp3", "[vc_row k=v]"]
    assert made.markup.strip() == "x"


def test_a_button_and_the_mark_of_a_footnote_are_told() -> None:
    made = expand('A[mfn]In May.[/mfn]\n[su_button url="/b"]Join today[/su_button]\nEnd.', _gallery)
    assert [what for what, _ in made.removed] == ["[mfn]", "Join today"]
    assert made.markup == "A\n\nEnd.\n\n<p>In May.</p>"
    assert "we Join in" in expand('<p>So we [button url="/b"]Join[/button] in</p>', _gallery).markup


def test_blank_lines_part_paragraphs_and_single_ones_break_lines() -> None:
    assert paragraphs("One\ntwo\n\nThree") == "<p>One<br>\ntwo</p>\n<p>Three</p>"


@pytest.mark.parametrize(
    "markup",
    [
        "<ul>\n<li>One</li>\n\n<li>Two</li>\n</ul>",
        "<pre>a\n\nb</pre>",
        "<h2>A</h2>",
        "<table>\n<tr><td>a</td></tr>\n</table>",
    ],
)
def test_what_is_marked_up_stays_as_it_is(markup: str) -> None:
    assert paragraphs(markup) == markup


def test_an_address_alone_on_its_line_stands_alone() -> None:
    assert "<p>https://x.example/1</p>" in paragraphs("Words\nhttps://x.example/1\nmore")


@pytest.mark.parametrize(
    "written",
    [
        "[",
        "[a ",
        "[caption]",
        "[gallery ids='",
        "<p>\n",
        "[x=",
        "[[",
        "[/a]",
        "<!-- wp:",
        '<!-- wp:gallery {"ids":[1]} -->',
    ],
)
def test_hostile_repetition_grows_about_as_its_length(written: str) -> None:
    assert grows_in_step(lambda count: paragraphs(expand(written * count, _gallery).markup), 2_000)


@pytest.mark.parametrize("sign", [" ", "=", "a", '"', "/", "\\n", "a=1 "])
def test_one_long_shortcode_takes_no_squared_time(sign: str) -> None:
    answered_within(1, lambda: expand("[ab " + sign * 50_000, _gallery))
    answered_within(1, lambda: expand(("[ab " + sign * 900) * 60, _gallery))


def _export(content: str) -> list[StoryRecord | PictureRecord | Problem]:
    document = (
        '<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        "<channel><item><title>The weir</title><wp:post_id>5</wp:post_id><wp:status>publish</wp:status>"
        f"<content:encoded><![CDATA[<p>The weir holds.</p>\n\n{content}]]></content:encoded></item><item>"
        "<wp:post_id>11</wp:post_id><wp:post_type>attachment</wp:post_type><wp:post_parent>4</wp:post_parent>"
        "<wp:attachment_url>https://x.example/a.jpg</wp:attachment_url></item></channel></rss>"
    )
    return list(wxr.read(io.BytesIO(document.encode()), "export.xml"))


@pytest.mark.parametrize(
    ("gallery", "told"),
    [
        ('[gallery ids="11,12,13"]', ["[gallery ids=12,13]"]),
        ('<!-- wp:gallery {"ids":[12]} /-->', ["[gallery ids=12]"]),
        ("[gallery]", ["[gallery]"]),
        ('[gallery ids="11"]', []),
        ('[gallery ids="11" exclude="11"]', []),
    ],
)
def test_pictures_of_a_gallery_that_the_export_lacks_are_told(
    gallery: str, told: list[str]
) -> None:
    story, *others = _export(gallery)
    assert isinstance(story, StoryRecord)
    assert [what for what, _ in story.removed] == told
    problems = [each for each in others if isinstance(each, Problem)]
    assert [each.field for each in problems] == ["pictures"] * len(told)
