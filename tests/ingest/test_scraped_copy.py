"""What scrapers leave of a page: copy between the page's boxes stays, the boxes go, and fields are the story's own."""

from __future__ import annotations

import io

import pytest

from articles.ingest.clean import clean, fill
from articles.ingest.page import flight
from articles.ingest.readers import webpage
from articles.ingest.record import StoryRecord
from tests.ingest.cleaning import cleaned, outline, paragraphs

TITLE = "Weir gate opens by itself"
TEXT = [
    "The gate of the upper weir opened by itself on Monday night and nobody in the town can say who asked it to.",
    "The keeper said that the motor had been taken out in June and that the chain was hanging in her own shed.",
    "The county will send an engineer, a second engineer and, at the wish of the council, a priest on Thursday.",
]


def page(inside: str, *, above: str = "", below: str = "", lang: str = "en") -> StoryRecord:
    text = "".join(f"<p>{line}</p>" for line in TEXT)
    markup = (
        f'<html lang="{lang}"><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>{above}'
        f"{inside}{text}{below}</article></body></html>"
    )
    (found,) = webpage.read(io.BytesIO(markup.encode()), "page.html")
    assert isinstance(found, StoryRecord)
    return fill(found, clean(found))


def figures(found: StoryRecord) -> list[tuple[str, str, str]]:
    blocks = [each["attrs"] for each in found.body["content"] if each["type"] == "figure"]
    return [(each["caption"], each["alt"], each["credit"]) for each in blocks]


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("“It is mostly rust,” she said.", True),
        ("The gate is now shut.", True),
        ("We send it every morning.", False),
        ("A slice of the river", False),
    ],
)
def test_a_sentence_between_two_invitations_is_copy_unless_the_house_speaks(
    line: str, stays: bool
) -> None:
    text = "\n\n".join(
        [*TEXT, "Sign up to our newsletter", line, "Follow us on Google News", TEXT[0]]
    )
    assert (line in paragraphs(cleaned(text))) is stays


def test_the_sentences_of_copy_in_capitals_are_no_headings() -> None:
    lines = [line.upper() for line in TEXT]
    found = outline(cleaned("\n\n".join([lines[0], lines[1], "SECOND GATE", lines[2]])))
    assert [kind for kind, *_ in found] == ["paragraph", "paragraph", "heading", "paragraph"]


def test_one_sentence_in_capitals_above_plain_copy_is_still_a_heading() -> None:
    found = outline(
        cleaned("\n\n".join([TEXT[0], "THE KEEPER DENIES THAT SHE WAS THERE.", *TEXT[1:]]))
    )
    assert [kind for kind, *_ in found].count("heading") == 1


@pytest.mark.parametrize(
    ("capitals", "plain"),
    [
        ("KÖPRÜ ALTI BOŞALDI", "Köprü altı boşaldı"),
        ("İSKELE DE KAPANDI", "İskele de kapandı"),
    ],
)
def test_the_two_letters_i_of_turkish_keep_their_dots(capitals: str, plain: str) -> None:
    told = ["Kapı pazartesi gecesi kendiliğinden açıldı ve kimse nedenini bilmiyor."] * 2
    found = outline(
        cleaned("\n\n".join([told[0], capitals, "Bekçi motorun haziranda söküldüğünü söyledi."]))
    )
    assert ["heading", plain] in [list(each) for each in found]


def test_a_sentence_behind_one_title_and_above_a_sign_up_is_the_storys() -> None:
    lines = [*TEXT, "Lees ook", "Schaap haalt rijbewijs niet", "De boer kwam met de fiets.",
             "Meld je aan voor onze nieuwsbrief"]  # fmt: skip
    assert "De boer kwam met de fiets." in paragraphs(cleaned("\n\n".join(lines)))


def test_who_stands_above_the_paper_wrote_the_story() -> None:
    head = [
        "Weir gate opens by itself at night",
        "Lena Ortiz",
        "The Millbrook Gazette",
        "August 11, 2026",
    ]
    found = cleaned("\n\n".join([*head, *TEXT]))
    assert (found.headline, found.byline) == (head[0], head[1])
    assert found.source_name == head[2]


def test_a_picture_in_two_sizes_is_one_with_its_caption() -> None:
    twins = (
        '<figure><img src="/240/gate.jpg"><img src="/480/gate.jpg" alt="A gate">'
        "<figcaption>The gate on Tuesday</figcaption></figure>"
    )
    assert figures(page(twins)) == [("The gate on Tuesday", "A gate", "")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/gate-1.jpg", "/gate-2.jpg"),
        ("/a1/original.jpg", "/b2/original.jpg"),
        ("/1/4000.jpg", "/2/4000.jpg"),
    ],
)
def test_two_pictures_of_one_figure_are_two(one: str, other: str) -> None:
    pair = (
        f'<figure><img src="{one}" alt="A gate"><img src="{other}" alt="A chain">'
        "<figcaption>The gate and its chain on Tuesday</figcaption></figure>"
    )
    assert [alt for _, alt, _ in figures(page(pair))] == ["A gate", "A chain"]


def test_a_box_of_one_quoted_line_is_a_quotation() -> None:
    found = page(
        "<p>It began at ten, when the lights went out all along the towpath.</p><aside><q>It let itself out</q></aside>"
    )
    assert "quotation" in [each["type"] for each in found.body["content"]]


def test_who_is_quoted_below_a_quotation_in_its_box_is_its_speaker() -> None:
    box = (
        '<div class="quote"><blockquote>A gate is a door you wade to.</blockquote>'
        '<p class="quote-attribution">Iris Cole</p></div>'
    )
    (quoted,) = [each for each in page(box).body["content"] if each["type"] == "quotation"]
    assert quoted["attrs"]["attribution"] == "Iris Cole"


def test_who_only_edited_a_story_is_not_in_its_byline() -> None:
    line = (
        '<p class="author-info">Written by: <a href="/author/una">Una Kemp</a> '
        'Edited by: <a href="/author/len">Len Foley</a></p>'
    )
    assert page("", above=line).byline == "Una Kemp"


def test_rows_that_name_each_other_end() -> None:
    rows = '0:["$1",{"children":"$2"}]\n1:{"inner":"$0"}\n2:T5,a\nb:c3:"$$5"\n'
    first, second, third, fourth = flight.value_of(rows)
    assert first == [{"inner": None}, {"children": "a\nb:c"}]
    assert (second["inner"][0], third, fourth) == (None, "a\nb:c", "$5")


def test_a_length_of_a_row_counts_bytes() -> None:
    assert flight.value_of('1:T6,é—x2:"after"\n') == ["é—x", "after"]


def test_a_last_list_of_who_the_writer_is_goes_to_the_editors() -> None:
    notes = (
        "<ul><li><p>Una Kemp is a Keeper columnist</p></li><li><p><em><strong>Do you have an opinion on the issues "
        "raised in this article? </strong>Write to our letters page.</em></p></li></ul>"
    )
    found = page("", below=notes)
    assert "bullet_list" not in [each["type"] for each in found.body["content"]]
    assert "Una Kemp is a Keeper columnist" in found.editor_note
    kept = page(
        "", below="<ul><li>Una Kemp is a keeper of weirs</li><li>Len Foley has the key</li></ul>"
    )
    assert kept.body["content"][-1]["type"] == "bullet_list"


def test_a_label_of_an_advertisement_between_dashes_is_no_heading() -> None:
    found = page("<p>- Anuncio -</p>", lang="es")
    assert "heading" not in [each["type"] for each in found.body["content"]]


def test_credit_and_caption_on_one_line_are_a_figures() -> None:
    line = "Image source, Lia Poole Image caption, The empty belfry at Ashgrove Primary"
    assert "heading" not in [
        kind for kind, *_ in outline(cleaned("\n\n".join([*TEXT[:2], line, TEXT[2]])))
    ]
