"""Documents of Word and of OpenDocument: what a writer sees there comes in, what they struck out does not."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from articles.body.words import plain_text
from articles.ingest.archives import Archive
from articles.ingest.formats import detect
from articles.ingest.inputs import gather
from articles.ingest.pipeline import Options, run_import
from articles.ingest.readers import document
from articles.ingest.record import Problem, StoryRecord
from articles.models import Article, Placement
from tests.ingest.office_files import PHOTO, W, docx, drawing, item, odt, p, r


def read(content: bytes, name: str = "quarry.docx") -> tuple[StoryRecord, list[Problem]]:
    story, *problems = document.read(io.BytesIO(content), name)
    assert isinstance(story, StoryRecord)
    return story, [each for each in problems if isinstance(each, Problem)]


def text_of(story: StoryRecord) -> str:
    if story.lines is not None:
        return "\n".join(line.text for line in story.lines if line.text)
    assert story.body is not None
    return plain_text(story.body)


def kinds(story: StoryRecord) -> list[str]:
    assert story.body is not None
    return [block["type"] for block in story.body["content"]]


def test_styles_say_headline_standfirst_and_cross_heads_in_any_language() -> None:
    story, problems = read(
        docx(
            p(r("Quarry to close in May"), style="Titel"),
            p(r("Forty jobs go"), style="Untertitel"),
            p(r("By Wanda Krol")),
            p(r("The quarry above Sel closes in May.")),
            p(r("What comes then"), style="Haus"),
            p(r("Nobody knows.")),
        )
    )
    assert (story.headline, story.standfirst) == ("Quarry to close in May", "Forty jobs go")
    assert kinds(story) == ["paragraph", "paragraph", "heading", "paragraph"]
    assert problems == []


def test_a_house_s_own_styles_are_known_by_their_names() -> None:
    story, _problems = read(
        docx(
            p(r("Stone"), style="Kicker"),
            p(r("Quarry to close in May"), style="Headline"),
            p(r("By Wanda Krol"), style="Byline"),
            p(r("Forty jobs go"), style="Standfirst"),
            p(r("The quarry above Sel closes in May.")),
            p(r("What comes then"), style="Crosshead"),
            p(r("Nobody knows.")),
        )
    )
    assert (story.kicker, story.headline, story.byline, story.standfirst) == (
        "Stone", "Quarry to close in May", "Wanda Krol", "Forty jobs go",
    )  # fmt: skip
    assert kinds(story) == ["paragraph", "heading", "paragraph"]


def test_words_parted_by_word_are_one_and_marks_stay() -> None:
    story, _problems = read(
        docx(
            p(
                r("The quar"), '<w:proofErr w:type="spellStart"/>', r("ry above "),
                r("S", "<w:b/>"), r("el", "<w:b/>"), r(" closes "), r("in May", '<w:b w:val="0"/><w:i/>'), r("."),
            )
        )
    )  # fmt: skip
    assert text_of(story) == "The quarry above Sel closes in May."
    assert story.body is not None
    runs = story.body["content"][0]["content"]
    assert [(run["text"], [mark["type"] for mark in run.get("marks", [])]) for run in runs] == [
        ("The quarry above ", []), ("Sel", ["strong"]), (" closes ", []), ("in May", ["emphasis"]), (".", []),
    ]  # fmt: skip


def test_what_was_deleted_or_hidden_is_no_text_and_what_was_inserted_is() -> None:
    gone = '<w:del w:author="Jo"><w:r><w:delText>sixty </w:delText></w:r></w:del>'
    new = f'<w:ins w:author="Jo">{r("forty ")}</w:ins>'
    moved = f'<w:moveFrom w:author="Jo">{r("all of them ")}</w:moveFrom>'
    story, _problems = read(
        docx(
            p(r("There were "), gone, new, moved, r("secret ", "<w:vanish/>"), r("men, and a dog."))
        )
    )
    assert text_of(story) == "There were forty men, and a dog."


def test_links_of_both_ways_stand_on_their_words() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> HYPERLINK "https://sel.example/map" </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("a map")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    story, _problems = read(
        docx(
            p(
                r("See "),
                f'<w:hyperlink r:id="rId1">{r("the deal")}</w:hyperlink>',
                r(" and "),
                field,
                r(" of it."),
            )
        )
    )
    assert text_of(story) == "See the deal and a map of it."
    assert story.body is not None
    links = [
        (run["text"], mark["attrs"]["href"])
        for run in story.body["content"][0]["content"]
        for mark in run.get("marks", [])
    ]
    assert links == [
        ("the deal", "https://quarry.example/deal"),
        ("a map", "https://sel.example/map"),
    ]


def test_lists_tables_boxes_and_notes() -> None:
    box = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>"
        f"{p(r('Opened in 1911.'))}</w:txbxContent></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><w:txbxContent>{p(r('Opened in 1911.'))}</w:txbxContent></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    cell = "<w:tc>{}</w:tc>"
    row = f"<w:tr>{cell.format(p(r('Year')))}{cell.format(p(r('Men')))}</w:tr>"
    footnote = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2">{p(r("By the firm."))}</w:footnote></w:footnotes>'
    story, _problems = read(
        docx(
            p(r("It counts."), '<w:r><w:footnoteReference w:id="2"/></w:r>', box),
            item("first", 4), item("second", 4), item("loose", 5),
            f"<w:tbl>{row}{row}</w:tbl>",
            word__footnotes_xml=footnote,
        )
    )  # fmt: skip
    assert text_of(story).count("Opened in 1911.") == 1
    assert kinds(story)[:4] == ["paragraph", "paragraph", "ordered_list", "bullet_list"]
    assert "Year | Men" in text_of(story)
    assert ("By the firm.", "a note at the foot of the document") in story.removed


def test_cells_over_several_columns_keep_the_others_in_place() -> None:
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p(r("Wide"))}</w:tc>'
    plain = "".join(f"<w:tc>{p(r(words))}</w:tc>" for words in ("One", "Two", "Three"))
    last = f"<w:tc>{p(r('Last'))}</w:tc>"
    written = f"<w:tbl><w:tr>{wide}{last}</w:tr><w:tr>{plain}</w:tr></w:tbl>"
    story, _problems = read(docx(p(r("It counts.")), written))
    assert kinds(story) == ["paragraph", "table"]
    assert "Wide | | Last\nOne | Two | Three" in text_of(story)
    twice = (
        '<table:table-cell table:number-columns-repeated="2"><text:p>9</text:p></table:table-cell>'
    )
    head = '<table:table-cell table:number-columns-spanned="2"><text:p>Wide</text:p></table:table-cell>'
    one = "<table:table-cell><text:p>One</text:p></table:table-cell>"
    covered = "<table:covered-table-cell/>"
    rows = "".join(
        f"<table:table-row>{row}</table:table-row>" for row in (head + covered + one, twice + one)
    )
    story, _problems = read(
        odt("<text:p>It counts.</text:p>", f"<table:table>{rows}</table:table>"), "quarry.odt"
    )
    assert "Wide | | One\n9 | 9 | One" in text_of(story)


def test_a_table_in_a_cell_is_told_once_and_odd_numbers_end_nothing() -> None:
    cell = "<w:tc>{}</w:tc>"
    inner = f"<w:tbl><w:tr>{cell.format(p(r('in the middle')))}</w:tr></w:tbl>"
    outer = f"<w:tbl><w:tr>{cell.format(p(r('left')))}{cell.format(inner)}</w:tr></w:tbl>"
    odd = '<w:numPr><w:ilvl w:val="many"/><w:numId w:val="5"/></w:numPr>'
    story, _problems = read(docx(p(r("It counts.")), outer, p(r("an item"), more=odd)))
    assert text_of(story).count("in the middle") == 1
    assert kinds(story)[-1] == "bullet_list"


def test_a_picture_takes_the_caption_in_the_style_of_captions_above_or_below() -> None:
    above, _problems = read(
        docx(
            p(r("The quarry above Sel.")),
            p(drawing("rId2", "A grey wall of stone")),
            p(r("The east wall in April. Photo: Wanda Krol"), style="Beschriftung"),
            p(r("It closes in May.")),
            word__media__image1_jpg=PHOTO,
        )
    )
    below, _problems = read(
        docx(
            p(r("The quarry above Sel.")),
            p(r("The east wall in April."), style="Beschriftung"),
            p(drawing("rId2", "A grey wall of stone")),
            word__media__image1_jpg=PHOTO,
        )
    )
    for story, caption in (
        (above, "The east wall in April. Photo: Wanda Krol"),
        (below, "The east wall in April."),
    ):
        assert story.body is not None
        (figure,) = [each for each in story.body["content"] if each["type"] == "figure"]
        told = " ".join(
            filter(None, (figure["attrs"]["caption"], figure["attrs"].get("credit", "")))
        )
        assert caption.split(" Photo")[0] in told
        assert figure["attrs"]["alt"] == "A grey wall of stone"
        assert [each.content for each in story.pictures] == [PHOTO]


def test_a_picture_that_is_not_in_the_file_is_not_looked_for_elsewhere() -> None:
    story, _problems = read(docx(p(r("Stone.", "<w:b/>")), p(drawing("rId3")), p(drawing("rId9"))))
    assert story.pictures == []
    assert kinds(story) == ["paragraph"]


def test_who_saved_it_and_remarks_in_the_margin_are_for_the_editor() -> None:
    core = (
        '<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:creator>Wanda Krol</dc:creator>'
        "<cp:keywords>quarries; Sel, </cp:keywords><dc:language>en-GB</dc:language></cp:coreProperties>"
    )
    remark = f'<w:comment w:id="0" w:author="Jo">{p(r("Is this sum right?"))}</w:comment>'
    remarks = f'<w:comments xmlns:w="{W}">{remark}</w:comments>'
    story, _problems = read(
        docx(p(r("Stone.")), docProps__core_xml=core, word__comments_xml=remarks)
    )
    assert story.editor_note == "Document by Wanda Krol\nRemark by Jo: Is this sum right?"
    assert (story.topics, story.language, story.byline) == (["quarries", "Sel"], "en-GB", "")


def test_a_heading_on_top_is_the_headline_where_it_is_the_only_one_of_its_level() -> None:
    top, _ = read(docx(p(r("Quarry closes"), style="berschrift1"), p(r("Forty jobs go in May."))))
    lists, _ = read(
        docx(
            p(r("What closes"), style="berschrift1"), p(r("The quarry.")),
            p(r("What opens"), style="berschrift1"), p(r("A lake.")),
        )
    )  # fmt: skip
    assert (top.headline, lists.headline) == ("Quarry closes", "")


def test_typed_text_without_styles_is_read_as_lines() -> None:
    story, _problems = read(
        docx(p(r("Quarry to close")), p(), p(r("By Wanda Krol")), p(r("The quarry closes.")))
    )
    assert story.body is None
    assert text_of(story) == "Quarry to close\nBy Wanda Krol\nThe quarry closes."


def test_an_opendocument_says_the_same() -> None:
    story, problems = read(
        odt(
            "<text:tracked-changes><text:p>struck out</text:p></text:tracked-changes>",
            '<text:p text:style-name="P1">Quarry to close in May</text:p>',
            '<text:p>The <text:span text:style-name="T1">quarry</text:span> above<text:s text:c="2"/>Sel, see '
            '<text:a xlink:href="https://quarry.example/deal">the deal</text:a>'
            "<office:annotation><dc:creator>Jo</dc:creator><text:p>Check.</text:p></office:annotation>.</text:p>",
            '<text:h text:outline-level="2">Numbers</text:h>',
            '<text:list text:style-name="L1"><text:list-item><text:p>forty jobs</text:p></text:list-item>'
            "<text:list-item><text:p>one dog</text:p></text:list-item></text:list>",
            '<text:p><draw:frame><draw:image xlink:href="Pictures/a.jpg"/>'
            "<svg:desc>A wall</svg:desc></draw:frame></text:p>",
            Pictures__a_jpg=PHOTO,
        ),
        "quarry.odt",
    )
    assert story.headline == "Quarry to close in May"
    assert kinds(story) == ["paragraph", "heading", "ordered_list", "figure"]
    assert "The quarry above Sel, see the deal." in " ".join(text_of(story).split())
    assert "struck out" not in text_of(story)
    assert story.editor_note == "Remark by Jo: Check."
    assert [(each.reference, each.alt) for each in story.pictures] == [("Pictures/a.jpg", "A wall")]
    assert problems == []


@pytest.mark.parametrize("content", [docx(p(r("Stone."))), odt("<text:p>Stone.</text:p>")])
def test_a_document_is_known_by_its_content(content: bytes) -> None:
    assert detect("upload", content) == "document"


def test_a_document_is_one_file_beside_others_and_inside_an_archive(tmp_path: Path) -> None:
    (tmp_path / "quarry.docx").write_bytes(docx(p(r("Stone."))))
    with zipfile.ZipFile(tmp_path / "copy.zip", "w") as archive:
        archive.writestr("monday/quarry.docx", docx(p(r("Stone."))))
        archive.writestr("monday/inner.zip", docx(p(r("Stone."))))
    found = gather([str(tmp_path)])
    assert [file.name for file in found.files] == [
        "copy.zip/monday/inner.zip", "copy.zip/monday/quarry.docx", "quarry.docx",
    ]  # fmt: skip
    with (tmp_path / "copy.zip").open("rb") as stream:
        inside = Archive(stream, "copy.zip")
        assert inside.read("monday/quarry.docx").startswith(b"PK")
        with pytest.raises(ValueError, match="an archive inside"):
            inside.read("monday/inner.zip")


BOMB = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (docx()[:200], "cut off"),
        (docx(word__document_xml="<w:document"), "cannot be read"),
        (docx(word__styles_xml=f"{BOMB}<x>&b;</x>"), "cannot be read"),
        (docx(p()), "no words"),
        (odt(), "no words"),
        (b"PK\x03\x04rest", "cut off"),
    ],
)
def test_a_broken_or_hostile_document_is_refused_with_a_reason(content: bytes, words: str) -> None:
    (problem,) = document.read(io.BytesIO(content), "a.docx")
    assert isinstance(problem, Problem)
    assert words in problem.message


@pytest.mark.django_db
def test_a_document_becomes_a_draft_with_its_picture_in_place(tmp_path: Path) -> None:
    path = tmp_path / "quarry.docx"
    path.write_bytes(
        docx(
            p(r("Quarry to close in May"), style="Titel"),
            p(r("By Wanda Krol")),
            p(r("SEL — The quarry above the town closes in May, and forty jobs go with it.")),
            p(drawing("rId2", "A grey wall of stone")),
            p(r("The east wall in April. Photo: Wanda Krol"), style="Beschriftung"),
            p(r("Nobody knows what comes then.")),
            word__media__image1_jpg=PHOTO,
        )
    )
    assert run_import(Options(paths=[str(path)])).counts == {"created": 1}
    article = Article.objects.get()
    placement = Placement.objects.get(article=article)
    assert (article.headline, article.byline, article.dateline) == (
        "Quarry to close in May", "Wanda Krol", "SEL",
    )  # fmt: skip
    assert placement.picture is not None
    assert (placement.caption, placement.alt) == ("The east wall in April.", "A grey wall of stone")
    assert run_import(Options(paths=[str(path)])).counts == {"unchanged": 1}
