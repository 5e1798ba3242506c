"""No word of a story is lost, and none of another's comes in: short lines, documents, boxes, outlines."""

from __future__ import annotations

import pytest

from articles.body.words import plain_text
from tests.ingest.test_page_parts import FIRST, LAST, TEXT, blocks, read

THIRD = "Ida Holm, who keeps the lock, said that the lower gate had lost two of its oldest timbers."
LONG_COMMAND = (
    "lockctl --station brandyke --gate lower --drain --until 2027-03-01<br>"
    "lockctl --station brandyke --report"
)
DOCUMENT = "<a href='/files/lock-survey.pdf'>Survey of the lock gates (PDF)</a>"


def told(body: str) -> list[tuple[str, str]]:
    return blocks(read(f"<article><h1>Lock shut</h1>{body}</article>"))


@pytest.mark.parametrize("space", [" ", "&nbsp;", "\n"])
def test_a_space_in_an_element_of_its_own_parts_the_words_around_it(space: str) -> None:
    copy = f"<p>The lock at<span>{space}</span><b>Brandyke</b><i>{space}</i>will stay shut.</p>"
    assert ("paragraph", "The lock at / Brandyke / will stay shut.") in told(
        f"<p>{FIRST}</p>{copy}<p>{LAST}</p>"
    )


def test_an_element_without_a_space_parts_no_word() -> None:
    copy = "<p>The long way round by Ham<span></span>ford takes two days more than the lock.</p>"
    assert "Hamford" in str(told(f"<p>{FIRST}</p>{copy}<p>{LAST}</p>"))


def test_a_short_line_stays_that_is_set_like_a_longer_one_of_the_text() -> None:
    short, long = (
        "<div class='code'>lockctl --stop</div>",
        f"<div class='code'>{LONG_COMMAND}</div>",
    )
    found = told(f"<p>{FIRST}</p>{long}<p>{THIRD}</p>{short}<p>{LAST}</p>")
    assert ("paragraph", "lockctl --stop") in found


@pytest.mark.parametrize(
    "reference",
    [DOCUMENT, "<a href='https://www.lock.example/'>www.lock.example</a>"],
)
@pytest.mark.parametrize("after", ["", f"<p>{LAST}</p>"])
def test_a_document_of_the_story_stays_in_it(reference: str, after: str) -> None:
    page = f"<p>{FIRST}</p><p>{THIRD}</p><p>{reference}</p>{after}<div class='share'>Share</div>"
    assert any("urvey" in words or "www.lock" in words for _, words in told(page))


@pytest.mark.parametrize(
    "link",
    [
        "<a href='/news/night-trains-come-back'>Night trains come back to the coast</a>",
        "<a href='/subscribe'>Subscribe</a>",
    ],
)
def test_a_link_to_another_page_below_the_text_is_none(link: str) -> None:
    page = f"<p>{FIRST}</p><p>{THIRD}</p><p>{LAST}</p><p>{link}</p>"
    assert [kind for kind, _ in told(page)] == ["paragraph"] * 3


def test_text_goes_on_behind_the_paragraphs_of_its_box() -> None:
    rest = (
        "<br><b>Open:</b> daily from ten <a href='https://lock.example/'>The lock keepers' hut</a>"
    )
    found = told(f"<p>{FIRST}</p><p>{LAST}</p><div class='c'><p>{THIRD}</p>{rest}</div>")
    assert any("daily from ten" in words for _, words in found)


def test_lists_beside_a_picture_are_no_caption() -> None:
    sign = "<div class='col'><p><img src='/gate.png' width='400' height='300'></p></div>"
    points = "<ul><li>The gate opens at low water.</li><li>No boat may wait below it.</li></ul>"
    row = f"<div class='row'>{sign}<div class='col'><div>{points}</div></div></div>"
    found = told(f"<p>{FIRST}</p>{row}<p>{LAST}</p>")
    assert ("bullet_list", "The gate opens at low water. / No boat may wait below it.") in found


def test_a_line_in_a_box_beside_a_picture_is_a_caption() -> None:
    line = "<div>The lower gate on Friday, before the water went</div>"
    box = f"<div class='x'><img src='/gate.png' width='400' height='300'>{line}</div>"
    story = read(f"<article><h1>Lock shut</h1><p>{FIRST}</p>{box}<p>{LAST}</p></article>")
    assert "before the water went" not in str(blocks(story))


def test_prose_in_a_column_beside_the_story_is_none_of_it() -> None:
    side = (
        "<p>The harbor board meets again in June. Its members will hear what the herring brought in, "
        "who may moor at the long quay, and whether the old crane can be saved for another winter of</p>"
    )
    page = (
        f"<div id='main'><div id='content'><h1>Lock shut</h1><p>{FIRST}</p><p>{THIRD}</p><p>{LAST}</p></div>"
        f"<div id='side' class='column sidebar'><h4><a href='/h'>Herring</a></h4>{side}</div></div>"
    )
    assert "herring" not in str(blocks(read(page))).casefold()


def test_a_picture_deep_in_boxes_above_the_text_is_kept() -> None:
    picture = "<figure><img src='/lock.jpg' width='800' height='484' alt=''></figure>"
    inner = f"<div class='field'><div>{picture}</div></div><div class='field'><div>{{}}</div></div>"
    boxes = "<div>" * 9 + inner.format(f"<p>{FIRST}</p><p>{LAST}</p>") + "</div>" * 9
    story = read(f"<div><header><h1>Lock shut</h1></header>{boxes}</div>")
    assert "lock.jpg" in str(story.body)


def contents(*titles: str, heading: str = "h2") -> tuple[str, str]:
    entries = "".join(f"<li><a href='#p{n}'>{title}</a></li>" for n, title in enumerate(titles))
    parts = (FIRST, THIRD, LAST)
    said = "".join(
        f"<{heading} id='p{n}'>{title}</{heading}><p>{parts[n % 3]}</p>"
        for n, title in enumerate(titles)
    )
    return f"<ul>{entries}</ul>", said


def test_a_table_of_contents_is_none_of_the_story() -> None:
    listed, parts = contents("The gate", "The timbers", "The long way")
    found = told(f"<p>{FIRST}</p><p>On this page</p>{listed}{parts}")
    assert "On this page" not in str(found)
    assert "bullet_list" not in [kind for kind, _ in found]
    assert [words for kind, words in found if kind == "heading"] == [
        "The gate", "The timbers", "The long way",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "entries",
    [
        "<li><a href='#a'>The gate</a> lost two timbers</li><li><a href='#b'>Boats</a> wait for days</li>",
        "<li>The gate</li><li>The timbers</li><li>The long way</li>",
        "<li><a href='/gate'>The gate</a> lost two timbers</li><li><a href='/t'>Oak</a> is dear this year</li>",
    ],
)
def test_points_that_repeat_no_heading_by_a_link_are_the_storys(entries: str) -> None:
    _, parts = contents("The gate", "The timbers", "The long way")
    found = told(f"<p>{FIRST}</p><ul>{entries}</ul>{parts}")
    assert "bullet_list" in [kind for kind, _ in found]


def levels(body: str) -> list[tuple[str, int]]:
    story = read(f"<article><h1>Lock shut</h1>{body}</article>")
    assert story.body is not None
    headed = [block for block in story.body["content"] if block["type"] == "heading"]
    return [(block["content"][0]["text"], block["attrs"]["level"]) for block in headed]


def test_headings_keep_their_ranks_below_parts_that_are_headed_like_the_page() -> None:
    part = f"<h1>The gate</h1><p>{FIRST}</p><h2>Its timbers</h2><p>{THIRD}</p>"
    page = f"<p>{LAST}</p>{part}<h1>The long way</h1><p>{LAST} {FIRST}</p>"
    assert levels(page) == [("The gate", 2), ("Its timbers", 3), ("The long way", 2)]


def test_one_heading_of_the_first_rank_moves_no_other() -> None:
    page = f"<p>{FIRST}</p><h1>The gate</h1><p>{THIRD}</p><h2>Its timbers</h2><p>{LAST}</p>"
    assert levels(page) == [("The gate", 2), ("Its timbers", 2)]


def test_a_label_of_topics_goes_with_them() -> None:
    tags = "<p><strong>Tags</strong></p><p><a rel='tag' href='/t/canals'>Canals</a></p>"
    found = told(f"<div>{tags}<div><p>{FIRST}</p><p>{LAST}</p></div></div>")
    assert [kind for kind, _ in found] == ["paragraph", "paragraph"]


def test_empty_cells_behind_the_words_of_a_row_leave_no_signs() -> None:
    row = "<tr><td><img src='/f.jpg' width='20'></td><td>{}</td><td></td><td> </td></tr>"
    rows = "".join(map(row.format, ("Ida Holm", "Per Lund", "Ann Voss")))
    found = told(f"<p>{FIRST}</p><table>{rows}</table><p>{LAST}</p>")
    assert ("paragraph", "Ida Holm") in found


def test_an_empty_cell_between_others_keeps_its_place() -> None:
    rows = "<tr><th>Year</th><th>Boats</th><th>Days</th></tr><tr><td>2025</td><td></td><td>41</td></tr>"
    story = read(f"<article><h1>Lock shut</h1><p>{FIRST}</p><table>{rows}</table><p>{LAST}</p>")
    assert "2025 | | 41" in plain_text(story.body or {}).splitlines()


SNAPSHOT = "https://archive.example/web/20040417115314/http://old.example/"


def test_a_link_to_an_archive_leads_there() -> None:
    copy = f"<p>The trust's <a href='{SNAPSHOT}'>first page, as an archive keeps it</a>, names no lock.</p>"
    story = read(f"<article><h1>Lock shut</h1><p>{FIRST}</p>{copy}<p>{LAST}</p></article>")
    assert SNAPSHOT in str(story.body)
    script = "<script src='/_static/js/menu.js'></script>"
    assert SNAPSHOT in str(
        read(f"{script}<article><h1>Lock shut</h1><p>{FIRST}</p>{copy}<p>{LAST}</p></article>").body
    )


@pytest.mark.parametrize(
    "sign",
    [
        f"<link rel='canonical' href='{SNAPSHOT}lock'>",
        "<div id='wm-ipp'></div>",
        f"<p><a href='{SNAPSHOT}a'>Tides and moorings</a> <a href='{SNAPSHOT}b'>Herring</a></p>",
    ],
)
def test_a_page_from_an_archive_leads_to_the_pages_themselves(sign: str) -> None:
    copy = (
        f"<p>The trust's <a href='{SNAPSHOT}'>own page, which is old by now</a>, names no lock.</p>"
    )
    story = read(f"{sign}<article><h1>Lock shut</h1><p>{FIRST}</p>{copy}<p>{LAST}</p></article>")
    assert "http://old.example/" in str(story.body)
    assert "archive.example" not in str(story.body)


def test_the_picture_that_the_head_names_has_the_words_of_the_one_that_is_shown() -> None:
    head = "<meta property='og:image' content='https://lock.example/up/gate.jpg'>"
    shown = "<img src='https://lock.example/up/gate-825x510.jpg' alt='A heron on the lower gate'>"
    story = read(f"{head}<div class='top'>{shown}</div><article><h1>Lock shut</h1>{TEXT}</article>")
    assert [picture.alt for picture in story.pictures] == ["A heron on the lower gate"]


@pytest.mark.parametrize(
    ("told", "byline"),
    [
        ("Holm, Ida", "Ida Holm"),
        ("van der Voss, Ann K.", "Ann K. van der Voss"),
        ("Ida Holm, Per Lund", "Ida Holm, Per Lund"),
        ("Reuters, Ida Holm", "Reuters, Ida Holm"),
    ],
)
def test_a_librarys_tag_names_the_family_first(told: str, byline: str) -> None:
    story = read(f"<meta name='dc.creator' content='{told}'><h1>Lock shut</h1>{TEXT}")
    assert story.byline == byline


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Ida Holm<br>Chief Reporter", "Ida Holm"),
        ("The short version by Ida<br>Brandyke Lower Lock", ""),
        ("By<br>Ida Holm", "Ida Holm"),
        ("Posted in <a href='/c'>Canals</a> by idaholm on August 3, 2026", "idaholm"),
    ],
)
def test_no_line_end_goes_through_a_name(line: str, byline: str) -> None:
    assert read(f"<h1>Lock shut</h1><p>{line}</p>{TEXT}").byline == byline


def test_a_list_in_a_lists_only_entry_is_the_list() -> None:
    points = "<ol><li><ol><li>Ring the bell.</li><li>Wait for the keeper.</li></ol><p>&nbsp;</p></li></ol>"
    found = told(f"<p>{FIRST}</p>{points}<p>{LAST}</p>")
    assert ("ordered_list", "Ring the bell. / Wait for the keeper.") in found


def test_words_of_a_components_name_say_what_stands_beside_the_story() -> None:
    card = (
        "<aside data-component='RelatedCard'><a href='/h'><h3>Herring is back in the bay</h3></a>"
        "<p>The nets have not been so full since the war, the oldest skipper says.</p></aside>"
    )
    found = told(f"<p>{FIRST}</p><p>{THIRD}</p>{card}<p>{LAST}</p>")
    assert "nets" not in str(found)


def test_a_picture_beside_the_linked_title_of_another_story_is_that_storys() -> None:
    inset = (
        "<div class='inset'><div><a href='/h'><img src='/h.jpg' alt='Nets'></a>"
        "<div><h3><a href='/h'>Herring is back in the bay</a></h3></div></div></div>"
    )
    found = told(f"<p>{FIRST}</p><p>{THIRD}</p>{inset}<p>{LAST}</p>")
    assert "figure" not in [kind for kind, _ in found]


def test_a_picture_that_links_elsewhere_alone_stays() -> None:
    picture = (
        "<div><a href='/gallery'><img src='/g.jpg' width='600' height='400' alt='A gate'></a></div>"
    )
    found = told(f"<p>{FIRST}</p><p>{THIRD}</p>{picture}<p>{LAST}</p>")
    assert "figure" in [kind for kind, _ in found]


def test_a_note_in_a_list_of_its_own_at_the_end_is_a_line() -> None:
    note = (
        "<ul><li><p>Ida Holm keeps a diary of the lock, and reads from it on Sunday.</p></li></ul>"
    )
    found = told(f"<p>{FIRST}</p><p>{THIRD}</p><p>{LAST}</p>{note}")
    assert [kind for kind, _ in found] == ["paragraph"] * 4


@pytest.mark.parametrize(
    "points",
    [
        "<ul><li>Ring the bell.</li><li>Wait for the keeper to come.</li></ul>",
        "<ol><li>Ring the bell and wait for the keeper to come.</li></ol>",
        "<p>What it takes to pass:</p><ul><li>Ring the bell and wait for the keeper to come.</li></ul>",
    ],
)
def test_other_lists_at_the_end_stay_lists(points: str) -> None:
    found = told(f"<p>{FIRST}</p><p>{THIRD}</p><p>{LAST}</p>{points}")
    assert found[-1][0].endswith("_list")


def test_a_quotation_that_repeats_the_text_is_a_pull_quote() -> None:
    pulled = "<blockquote>the lower gate had lost two of its oldest timbers</blockquote>"
    spoken = (
        "<blockquote>Nobody has seen such a winter, and I have seen sixty of them.</blockquote>"
    )
    found = told(f"<p>{FIRST}</p>{pulled}<p>{THIRD}</p>{spoken}<p>{LAST}</p>")
    assert [kind for kind, _ in found if "quot" in kind] == ["pull_quote", "quotation"]


@pytest.mark.parametrize(
    ("given", "section"),
    [("news/local", "Local"), ("/news/city-hall/", "City hall"), ("Arts/Books", "Arts/Books")],
)
def test_a_section_that_is_a_path_is_its_last_part(given: str, section: str) -> None:
    page = f"<meta property='article:section' content='Canals'><h1>Lock shut</h1>{TEXT}"
    data = f'{{"@type":"NewsArticle","headline":"Lock shut","articleSection":"{given}"}}'
    story = read(f"<script type='application/ld+json'>{data}</script>{page}")
    assert story.section == section


def test_a_label_before_the_links_of_a_list_tells_topics() -> None:
    topics = "<ul><li>Topic:<a href='/topic/canals'>Canals</a></li></ul>"
    story = read(f"<article><h1>Lock shut</h1>{topics}<p>{FIRST}</p><p>{LAST}</p></article>")
    assert story.topics == ["Canals"]
    assert "bullet_list" not in [kind for kind, _ in blocks(story)]


def test_a_card_that_is_one_link_is_known_by_its_heading() -> None:
    card = "<a href='/h'><h3>Herring is back in the bay</h3><p>The nets are full.</p><span>1 day ago</span></a>"
    story = read(f"<article><h1>Lock shut</h1>{TEXT}</article><div class='related'>{card}</div>")
    assert [each.headline for each in story.related] == ["Herring is back in the bay"]


def test_an_invitation_to_comment_is_no_other_story() -> None:
    button = "<p><a href='https://lock.example/p/lock/comments'>Leave a comment</a></p>"
    story = read(f"<article><h1>Lock shut</h1><p>{FIRST}</p>{button}<p>{LAST}</p></article>")
    assert story.related == []


HEAD_PICTURE = "<meta property='og:image' content='{}'>"


def test_a_picture_is_the_same_behind_a_service_for_sizes() -> None:
    asked = "https://sizes.example/r/{}/?url=https%3A%2F%2Fassets.example%2Fdd%2Fgate.jpg"
    shown = (
        f"<figure><img src='{asked.format(600)}' alt='A gate' width='600' height='400'></figure>"
    )
    head = HEAD_PICTURE.format(asked.format(1440))
    story = read(f"{head}<article><h1>Lock shut</h1>{shown}{TEXT}</article>")
    assert [picture.alt for picture in story.pictures] == ["A gate"]
    assert "figure" not in [kind for kind, _ in blocks(story)]


def test_the_picture_below_a_line_that_is_no_sentence_is_the_lead() -> None:
    shown = "<figure><img src='https://lock.example/gate.jpg?w=600' alt='A gate'></figure>"
    head = HEAD_PICTURE.format("https://lock.example/gate.jpg?w=1440")
    line = "<p>The keeper's notebook, first part</p>"
    story = read(f"{head}<article><h1>Lock shut</h1>{line}{shown}{TEXT}</article>")
    assert [picture.alt for picture in story.pictures] == ["A gate"]


def test_the_picture_below_the_first_sentence_stays_there() -> None:
    shown = "<figure><img src='https://lock.example/gate.jpg?w=600' alt='A gate'></figure>"
    head = HEAD_PICTURE.format("https://lock.example/gate.jpg?w=1440")
    story = read(f"{head}<article><h1>Lock shut</h1><p>{FIRST}</p>{shown}<p>{LAST}</p></article>")
    assert story.pictures == []


def test_the_number_of_a_slide_is_no_part_of_its_caption() -> None:
    info = "<div class='info'><p>Ida Holm rings the bell of the lower gate, Friday.</p><div>1 of 2 |&nbsp;</div></div>"
    slide = f"<div class='slide'><div class='media'><img src='/bell.jpg' width='599' height='398'></div>{info}</div>"
    story = read(f"<article><h1>Lock shut</h1><p>{FIRST}</p>{slide}<p>{LAST}</p></article>")
    assert story.body is not None
    captions = [b["attrs"]["caption"] for b in story.body["content"] if b["type"] == "figure"]
    assert captions == ["Ida Holm rings the bell of the lower gate, Friday."]


@pytest.mark.parametrize(
    "alt", ["Portrait of Ida Holm", "Ida Holm headshot", "Profile image of Ida Holm"]
)
def test_the_face_of_the_writer_is_no_picture_of_the_story(alt: str) -> None:
    face = f"<div><img src='/holm.png?w=48' alt='{alt}'></div>"
    head = "<meta property='article:author' content='Ida Holm'>"
    story = read(f"{head}<article><h1>Lock shut</h1>{face}{TEXT}</article>")
    assert "figure" not in [kind for kind, _ in blocks(story)]


def test_a_box_that_asks_for_a_mail_address_goes_whole() -> None:
    box = "<div><div>The lock in your inbox.</div><div>Delivery: Daily</div><div>Your Email</div></div>"
    found = told(f"<p>{FIRST}</p><p>{THIRD}</p>{box}<p>{LAST}</p>")
    assert [kind for kind, _ in found] == ["paragraph"] * 3
