"""RTF as TextEdit, Word and older systems write it: the words that a writer saw, and none of the tables."""

from __future__ import annotations

import io

import pytest

from articles.body.words import plain_text
from articles.ingest.formats import detect
from articles.ingest.office.rtf import read_rtf
from articles.ingest.readers import document
from articles.ingest.record import Problem, StoryRecord
from tests.pace import grows_in_step

MAC = rb"""{\rtf1\ansi\ansicpg1252\cocoartf2761
\cocoatextscaling0{\fonttbl\f0\fswiss\fcharset0 Helvetica-Bold;\f1\fswiss\fcharset0 Helvetica;}
{\colortbl;\red255\green255\blue255;}
{\*\expandedcolortbl;;}
\pard\tx720\pardirnatural\partightenfactor0

\f0\b\fs24 \cf0 Quarry to close in May
\f1\b0 \
By Wanda Krol\
The quarry above Sel, \'93the grey hole\'94, closes \uc0\u8211  and nobody cries \u55357 \u56832 .\
{\field{\*\fldinst{HYPERLINK "https://quarry.example/deal"}}{\fldrslt The deal}} is public.}"""
WORD = rb"""{\rtf1\adeflang1025\ansi\ansicpg1250\uc1\deff0{\fonttbl{\f0\froman Times;}}
{\stylesheet{\ql \snext0 Normal;}{\s1\ql \b\fs32 \sbasedon0 \snext0 heading 1;}{\s15 Title;}{\*\cs10 Default Font;}}
{\*\listtable{\list{\listlevel\levelnfc23{\leveltext \'01\'95;}}}}
{\info{\title Document1}{\author Wanda Krol}{\keywords quarries, Sel}{\creatim\yr2026\mo5}}
{\header \pard Page 1\par}
\pard\plain \s15 Kamenolom se zav\'f8e v kv\u283\'ectnu\par
\pard\plain V lomu {\deleted sto }pracuje {\v tajn\'ec }\'e8ty\'f8icet lid\'ed.{\footnote \pard Podle firmy.}\par
\pard\plain \s1 Co bude pak\par
{\listtext\tab}\pard\plain \ls1 Jezero\par
{\listtext\tab}\pard\plain \ls1 Nic\par
{\*\annotation \pard Ov\u283\'ec\'f8it.}{\pict\pngblip 89504e470d0a1a0a}
\pard\plain Rok\cell 1911\cell\row
}"""  # fmt: skip


def read(content: bytes) -> StoryRecord:
    story, *problems = document.read(io.BytesIO(content), "a.rtf")
    assert isinstance(story, StoryRecord)
    assert problems == []
    return story


def test_the_text_of_a_mac_comes_with_its_signs_and_links() -> None:
    story = read(MAC)
    assert story.body is not None
    assert plain_text(story.body).split("\n\n") == [
        "Quarry to close in May",
        "By Wanda Krol",
        "The quarry above Sel, “the grey hole”, closes – and nobody cries 😀.",
        "The deal is public.",
    ]
    runs = story.body["content"][3]["content"]
    assert [run.get("marks", []) != [] for run in runs] == [True, False]


def test_styles_tables_and_heads_are_no_text() -> None:
    story = read(WORD)
    assert story.headline == "Kamenolom se zavře v květnu"
    assert story.body is not None
    kinds = [block["type"] for block in story.body["content"]]
    assert kinds == ["paragraph", "heading", "bullet_list", "paragraph"]
    text = plain_text(story.body)
    assert text.startswith("V lomu pracuje čtyřicet lidí.")
    assert "Rok | 1911" in text
    for gone in ("Page 1", "sto", "tajně", "Times", "Normal", "Document1", "8950", "Podle"):
        assert gone not in text
    assert story.topics == ["quarries", "Sel"]
    assert story.editor_note == "Document by Wanda Krol\nRemark: Ověřit."
    assert {reason for _what, reason in story.removed} == {
        "notes at the foot of the document",
        "RTF's own kind; bring them as files",
    }


@pytest.mark.parametrize(
    "entry",
    [
        rb"\pard{\pntext\'95\tab}{\*\pn\pnlvlblt{\pntxtb\'95}}%s\par",
        rb"{\pntext\f3\'b7\tab}\pard\plain{\*\pn \pnlvlblt\pnf3{\pntxtb\'b7}}%s\par",
        rb"{\listtext\'95\tab}%s\par",
    ],
)
def test_a_list_of_an_older_writer_is_one(entry: bytes) -> None:
    entries = b"\n".join(entry % words for words in (b"Four kilos", b"Nine teeth"))
    found = read_rtf(rb"{\rtf1\ansi\pard The gear:\par\pard " + entries + rb"\pard It turns.\par}")
    assert [(each.text, each.role) for each in found.paragraphs] == [
        ("The gear:", ""), ("Four kilos", "list"), ("Nine teeth", "list"), ("It turns.", "")
    ]  # fmt: skip


def test_it_is_known_by_its_content() -> None:
    assert detect("upload", MAC) == "document"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (rb"{\rtf1 " + b"{" * 600, "500 deep"),
        (rb"{\rtf1 {\pict\bin4 abcd}}", "bare bytes"),
        (rb"{\rtf1 }", "no words"),
        (rb"{\rtf1 {\fonttbl", "no words"),
    ],
)
def test_a_broken_or_hostile_one_is_refused_with_a_reason(content: bytes, words: str) -> None:
    (problem,) = document.read(io.BytesIO(content), "a.rtf")
    assert isinstance(problem, Problem)
    assert words in problem.message


@pytest.mark.parametrize(
    "pump",
    [
        b"{}",
        rb"\par ",
        rb"\'41",
        rb"\u65 ?",
        rb"\b1 a\b0 ",
        b"a\n",
        b"}",
        rb"{\field{\*\fldinst a}}",
    ],
)
def test_time_grows_with_length(pump: bytes) -> None:
    assert grows_in_step(lambda times: read_rtf(rb"{\rtf1 " + pump * times + b"}"), 1_000)
