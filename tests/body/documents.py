"""Bodies for property tests."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from articles.body import document as doc

HOSTILE = [
    "<script>alert(1)</script>",
    "</p><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "]]><svg onload=alert(1)>",
    "{{ constructor.constructor('alert(1)')() }}",
    "<!--<img src='--><img src=x onerror=alert(1)//'>",
    "\u2028<b>\u2029",
    "javascript:alert(1)",
    "</textarea></title></style><iframe src=//e.example>",
    "%3Cscript%3E",
    "\x00\x08<\x1bscript>",
]

any_text = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=60))
words = st.text("abc dé<>&\"' Zß漢", min_size=1, max_size=30)
marks = st.lists(
    st.sampled_from(
        ["strong", "emphasis", doc.link("https://example.org/a?b=1&c=2"), doc.link("/science/tea")]
    ),
    max_size=3,
)


def runs(texts: st.SearchStrategy[str]) -> st.SearchStrategy[list[Any]]:
    run = st.builds(lambda text, held: doc.text(text, *held), texts, marks)
    return st.lists(st.one_of(run, st.just(doc.hard_break())), max_size=4)


def plain_blocks(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    """Paragraphs, headings, quotations and lists, the lists inside one another."""
    paragraphs = runs(texts).map(lambda pieces: doc.paragraph(*pieces))
    entries = st.recursive(
        paragraphs.map(lambda block: doc.list_item(block)),
        lambda inner: st.builds(
            lambda block, items: doc.list_item(block, doc.bullet_list(*items)),
            paragraphs,
            st.lists(inner, min_size=1, max_size=2),
        ),
        max_leaves=4,
    )
    return st.one_of(
        paragraphs,
        st.builds(lambda text, level: doc.heading(text, level=level), texts, st.integers(2, 4)),
        st.builds(
            lambda blocks, who: doc.quotation(*blocks, attribution=who),
            st.lists(paragraphs, min_size=1, max_size=2),
            texts,
        ),
        st.lists(entries, min_size=1, max_size=3).map(lambda items: doc.bullet_list(*items)),
        st.lists(entries, min_size=1, max_size=3).map(lambda items: doc.ordered_list(*items)),
    )


def all_blocks(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    plain = plain_blocks(texts)
    figures = st.builds(
        lambda picture, caption, alt, credit, address: doc.figure(
            picture, caption=caption, alt=alt, credit=credit, source_url=address
        ),
        st.one_of(st.none(), st.integers(1, 99)),
        texts,
        texts,
        texts,
        texts,
    )
    return st.one_of(
        plain,
        figures,
        st.just(doc.rule()),
        tables(texts),
        st.builds(lambda text, who: doc.pull_quote(text, attribution=who), texts, texts),
        st.builds(lambda title: doc.embed("youtube", "abcdefghijk", title=title), texts),
        st.builds(
            lambda block, head: doc.fact_box(block, heading=head, as_of="2026-02-03"),
            st.one_of(figures, plain),
            texts,
        ),
        st.builds(
            lambda block, head: doc.live_update(block, at="2026-02-03T10:00:00Z", heading=head),
            st.one_of(figures, plain),
            texts,
        ),
    )


def tables(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    """Tables with rows of any length, some with heads."""
    cells = st.one_of(texts, runs(texts).map(lambda pieces: doc.table_cell(*pieces)))
    rows = st.lists(st.lists(cells, min_size=1, max_size=3), min_size=1, max_size=3)
    return st.builds(
        lambda held, caption, row, column: doc.table(
            *held, caption=caption, head_row=row, head_column=column
        ),
        rows,
        texts,
        st.booleans(),
        st.booleans(),
    )


def documents(blocks: st.SearchStrategy[Any], most: int = 5) -> st.SearchStrategy[doc.Document]:
    return st.lists(blocks, max_size=most).map(lambda held: doc.document(*held))
