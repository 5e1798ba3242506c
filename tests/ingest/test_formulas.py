"""A picture that draws a formula or a sign of a sentence is words of it; a picture of something stays one."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from lxml import html

from articles.body.from_html import from_html
from articles.body.markup.formulas import with_formulas_in_words
from articles.ingest.page.tree import prune
from articles.ingest.readers.webpage import read
from articles.ingest.record import StoryRecord
from tests.ingest.cleaning import shown
from tests.pace import answered_within, grows_in_step

PAGE = (
    "<html><head><title>The wheel is measured</title></head><body><article><h1>The wheel is measured</h1>"
    "<p>The miller measured his wheel on Monday, and forty people came from Kest to look at the water.</p>"
    "{}<p>The council will read the log of the mill in March and decide about the money for the road.</p>"
    "</article></body></html>"
)
DRAWN = [
    ('<img src="a.png" alt="\\pi r^{2}">', "\\pi r^{2}"),
    ('<img src="a.svg" class="mwe-math-fallback-image-inline" alt="{\\displaystyle F=ma}">', "F=ma"),
    ('<img src="https://tex.example/gif.latex?x" alt="x > 4">', "x > 4"),
    ('<img src="/smile.png" alt="😀" width="16" height="16">', "😀"),
]  # fmt: skip
SHOWN = [
    '<img src="https://a.example/wheel.jpg" alt="The wheel in spring">',
    '<img src="https://a.example/math-class.jpg" alt="Pupils at school">',
    '<img src="https://a.example/w.jpg" class="size-full" alt="Photo: Ada_Finn">',
    '<img src="https://a.example/w.jpg" class="math-class" alt="Pupils in the new classroom">',
    '<img src="https://a.example/w.jpg" class="wp-image-7 formula-1" alt="Ann Orr wins at Kest">',
    '<img src="https://a.example/w.jpg" alt="C:\\fotos\\wheel">',
    '<img src="https://a.example/w.jpg" alt="fotos\\spring\\wheel.jpg">',
]


def words_of(markup: str) -> list[tuple[str, str]]:
    return [(block["type"], shown(block)) for block in from_html(markup).document["content"]]


def on_page(markup: str) -> list[tuple[str, str]]:
    (story,) = read(BytesIO(PAGE.format(markup).encode()), "wheel.html")
    assert isinstance(story, StoryRecord)
    assert story.body is not None
    return [(block["type"], shown(block)) for block in story.body["content"]]


@pytest.mark.parametrize(("image", "words"), DRAWN)
def test_what_is_drawn_within_a_sentence_is_part_of_it(image: str, words: str) -> None:
    markup = f"<p>The area is {image}, said the miller, who had written it down in the log.</p>"
    told = ("paragraph", f"The area is {words}, said the miller, who had written it down in the log.")  # fmt: skip
    assert words_of(markup) == [told]
    assert told in on_page(markup)


@pytest.mark.parametrize(("image", "words"), DRAWN)
def test_it_may_begin_the_sentence(image: str, words: str) -> None:
    markup = (
        f"<p>{image} stood at the end of the log, as the miller had written it for the council.</p>"
    )
    assert words_of(markup) == [
        ("paragraph", f"{words} stood at the end of the log, as the miller had written it for the council.")
    ]  # fmt: skip


def test_a_formula_alone_stays_a_picture_with_its_words_as_alternative_text() -> None:
    blocks = from_html('<p>It is:</p><p><img src="https://a.example/f.png" alt="\\pi r^{2}"></p>')
    last = blocks.document["content"][-1]
    assert last["type"] == "figure"
    assert last["attrs"]["alt"] == "\\pi r^{2}"


def test_thousands_of_drawn_signs_in_one_paragraph_are_read_in_one_pass() -> None:
    markup = "The score is " + '<img src="/smile.png" alt="😀"> and ' * 4_000

    def pruned() -> Any:
        root = html.fromstring(f"<html><body><p>{markup}</p></body></html>")
        prune(root)
        return root

    assert answered_within(3, pruned).find(".//img") is None  # it took 18


@pytest.mark.parametrize("image", SHOWN)
def test_a_picture_of_something_is_no_part_of_a_sentence(image: str) -> None:
    kinds = [kind for kind, _words in words_of(f"<p>The area is {image} wide and deep.</p>")]
    assert sorted(kinds) == ["figure", "paragraph"]


MATHML = "<math><mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup></math>"
KATEX = (
    '<span class="katex"><span class="katex-mathml"><math><semantics><mrow><mi>E</mi><mo>=</mo><mi>m</mi><msup>'
    '<mi>c</mi><mn>2</mn></msup></mrow><annotation encoding="application/x-tex">E = mc^2</annotation></semantics>'
    "</math></span>"
    '<span class="katex-html" aria-hidden="true"><span class="base">E=</span><span>mc<span>2</span></span>'
    "</span></span>"
)
MATHJAX = (
    '<span class="MathJax_Preview">E = mc2</span><span class="MathJax"><nobr>E=mc2</nobr></span>'
    '<script type="math/tex">E = mc^2</script>'
)
ASSISTIVE = (
    '<mjx-container><mjx-math aria-hidden="true"><mjx-mi>E</mjx-mi></mjx-math><mjx-assistive-mml>'
    f"{MATHML}</mjx-assistive-mml></mjx-container>"
)


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        (MATHML, "E = mc²"),
        (KATEX, "E = mc²"),
        (MATHJAX, "E = mc²"),
        (ASSISTIVE, "E = mc²"),
        ('<script type="math/tex; mode=display">\\frac{a+b}{2} \\leq \\pi</script>', "(a+b)/2 ≤ π"),
        ("<math><mfrac><mi>a</mi><mrow><mi>b</mi><mo>+</mo><mn>1</mn></mrow></mfrac></math>", "a/(b + 1)"),
        ("<math><msub><mi>x</mi><mi>n</mi></msub><mo>&lt;</mo><msqrt><mn>2</mn></msqrt></math>", "x_n < √2"),
        ("<m:math xmlns:m='x'><m:mi>k</m:mi></m:math>", "k"),
    ],
)  # fmt: skip
def test_a_formula_in_markup_stands_once_and_in_words(markup: str, words: str) -> None:
    line = "The rule is {}, said the miller, who had written it down in the log."
    assert words_of(f"<p>{line.format(markup)}</p>") == [("paragraph", line.format(words))]
    assert ("paragraph", line.format(words)) in on_page(f"<p>{line.format(markup)}</p>")
    assert from_html(f"<p>{line.format(markup)}</p>").removed == []


@pytest.mark.parametrize(
    ("written", "words"),
    [("\\(E = mc^2\\)", "E = mc²"), ("\\(n\\)", "n"), ("\\(see below\\)", "\\(see below\\)")],
)
def test_tex_between_its_marks_reads_as_a_formula(written: str, words: str) -> None:
    assert words_of(f"<p>It says {written} here.</p>") == [("paragraph", f"It says {words} here.")]


def test_a_formula_that_is_drawn_and_said_nowhere_else_stays() -> None:
    drawn = '<span class="katex"><span class="katex-html"><span>E=mc</span></span></span>'
    assert words_of(f"<p>It is {drawn}.</p>") == [("paragraph", "It is E=mc.")]


@pytest.mark.parametrize(
    "piece", ["<math>", "<math><mi>", "<m:math>", "\\(", "\\(a", "<script type='math/tex'>"]
)
def test_open_formulas_take_time_in_proportion(piece: str) -> None:
    def read(count: int) -> None:
        with_formulas_in_words(piece * count + " math/tex </x:math>")

    assert grows_in_step(read, 1_000)


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        (r"<p>So \(a&lt;b\) and \(x_1&lt;y\) hold.</p>", "So a<b and x₁<y hold."),
        (r"<p>So \(&lt;b&gt;=x\) holds.</p>", "So <b>=x holds."),
        (r"<pre>sed 's/\(ab\)/\1/'</pre>", r"sed 's/\(ab\)/\1/'"),
        (r"<p>Type <code>\(x\)</code> for \(x\).</p>", r"Type \(x\) for x."),
        (r"<p>An open <code> and \(x\).</p>", "An open and x."),
    ],
)
def test_signs_of_formulas_are_no_markup_and_code_is_no_formula(markup: str, words: str) -> None:
    assert words_of(markup) == [("paragraph", words)]


def test_a_formula_that_is_only_drawn_stays_as_it_is_drawn() -> None:
    drawn = '<span class="katex-html">x2</span>'
    bare = f'<span class="katex"><span class="katex-mathml"><math></math></span>{drawn}</span>'
    told = bare.replace("<math></math>", "<math><mi>x</mi><mn>2</mn></math>")
    assert words_of(f"<p>A {bare} b.</p>") == [("paragraph", "A x2 b.")]
    assert words_of(f"<p>A {told} or {drawn} b.</p>") == [("paragraph", "A x2 or x2 b.")]


def test_formulas_within_formulas_cost_no_more_than_they_are() -> None:
    answered_within(0.5, lambda: with_formulas_in_words("<math>" * 3000 + "</math>"))
