"""A page's tree -> pieces in reading order: paragraphs, lists, quotations, tables, figures, embeds."""

from __future__ import annotations

import copy
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from articles.body.document import embed_from_url
from articles.ingest.addresses import absolute, joined
from articles.ingest.page.asides import is_aside, is_link_card
from articles.ingest.page.credits import parted_caption
from articles.ingest.page.figures import PageFigure, figure_at, is_picture, stands_in
from articles.ingest.page.inline import (
    SKIPPED,
    entry,
    escaped,
    inline,
    inline_inside,
    is_pairs,
    pairs_markup,
    table_markup,
)
from articles.ingest.page.shapes import (
    HEADINGS,
    inner_list,
    is_fact_box,
    is_grid,
    is_layout_list,
    is_pulled,
    one_of_each,
    said_by,
    signed_quotation,
    title_of_box,
)
from articles.ingest.page.tree import (
    BLOCKS,
    Element,
    ancestors,
    has_block,
    is_element,
    letters,
    link_share,
    marks_of,
    text_of,
)
from articles.ingest.plain import plain

Asides = tuple[Element, ...]
Kind = Literal["text", "heading", "list", "quote", "table", "figure", "embed", "rule"]

_TAG: Final = re.compile(r"<[^<>]*>")
_SIGNED: Final = re.compile(
    r"(?P<end>[.!?][\"\u201d\u2019\u00bb])\s*(?:<br>)?\s*[\u2014\u2013]\s*(?P<name>[^<>.]{3,80})</p>\s*$"
)
"""Whose words a quotation holds, behind its last sign: "... six." - Publisher's memo."""
_HEAD_LINE: Final = re.compile(
    r"\s*<strong>(?P<words>[^<>]{3,90})(?:</strong>\s*<br>|<br>\s*</strong>)(?=\s*(?:[^<>\s]|<(?:a|em)\b)[^<>]{60})"
)
"""A line of its own in bold above a paragraph of the same element."""
_END_BREAKS: Final = re.compile(r"(?:<br>\s*){1,40}$")
_NO_HEAD: Final = (".", ",", ":", ";")
_LONGEST_SPEAKER: Final = 120
_PULLED: Final = re.compile(r"pull-?quote")
_LONGEST_BOX: Final = 3_000
"""Letters."""


@dataclass(slots=True)
class Piece:
    """One block of a page on its way into a body."""

    kind: Kind
    element: Element
    markup: str
    key: str
    """Its letters, for comparing; empty for what has no words."""
    links: float = 0.0
    """The share of it that is links."""
    asides: Asides = ()
    """The elements around it that call themselves a share bar, related list, comment or the like."""
    aside: bool = False
    """Whether one of them is to be believed; see `settle`."""
    figure: PageFigure | None = None
    keep: bool = False

    @property
    def words(self) -> str:
        """What it says, on one line."""
        return plain(_TAG.sub(" ", self.markup))


def pieces_of(container: Element, base: str) -> list[Piece]:
    """The blocks of an element in reading order; each word of it stands in at most one of them."""
    return list(_walk(container, base, asides=(), depth=0))


def settle(pieces: list[Piece], main: set[Element]) -> None:
    """Says which pieces stand aside: a wrapper in `main` is none, whatever it calls itself."""
    for piece in pieces:
        piece.aside = any(element not in main for element in piece.asides)


def _walk(element: Element, base: str, *, asides: Asides, depth: int) -> Iterator[Piece]:
    if depth > 200 or element.tag in SKIPPED:
        if element.tag == "noscript" and element.find(".//img") is None:
            return
        if (
            element.tag != "form" or len(letters(text_of(element))) < 600
        ):  # old pages stand in one form
            return
    special = _special(element, base, asides=asides)
    if special is not None:
        yield from special
        return
    run: list[str] = [escaped(element.text)]
    run_text: list[str] = [element.text or ""]
    for child in element:
        if not is_element(child):
            run.append(escaped(child.tail))
            run_text.append(child.tail or "")
            continue
        inner = (*asides, child) if is_aside(child) and not is_picture(child) else asides
        if child.tag in BLOCKS or has_block(child):
            yield from _flush(element, run, run_text, asides=asides)
            yield from _walk(child, base, asides=inner, depth=depth + 1)
        elif child.tag == "br":
            if run and run[-1].endswith("<br>") and not run_text[-1].strip():
                run[-1] = run[-1].removesuffix("<br>")
                yield from _flush(element, run, run_text, asides=asides)
            else:
                run.append("<br>")
                run_text.append("")
        elif child.tag not in SKIPPED:
            run.append(inline(child, base))
            run_text.append(text_of(child) + " ")
        run.append(escaped(child.tail))
        run_text.append(child.tail or "")
        if child.tag == "br" and not (child.tail or "").strip():
            run.pop()
            run_text.pop()
    yield from _flush(element, run, run_text, asides=asides)


def _flush(
    element: Element, run: list[str], run_text: list[str], *, asides: Asides
) -> Iterator[Piece]:
    markup, key = _END_BREAKS.sub("", "".join(run)).strip(), letters("".join(run_text))
    run.clear()
    run_text.clear()
    if (
        key
        and (above := _HEAD_LINE.match(markup))
        and not above["words"].rstrip().endswith(_NO_HEAD)
    ):
        words = above["words"].strip()
        yield Piece("heading", element, f"<h3>{words}</h3>", letters(words), asides=asides)
        markup = markup[above.end() :].strip()
        key = letters(_TAG.sub("", markup))
    if key:
        linked = re.findall(r"<a [^>]*>(.*?)</a>", markup, re.DOTALL)
        share = len(letters(_TAG.sub("", "".join(linked)))) / len(key)
        yield Piece("text", element, f"<p>{markup}</p>", key, links=share, asides=asides)


def _special(element: Element, base: str, *, asides: Asides) -> list[Piece] | None:
    """The pieces of an element that is more than a run of text; None if it is no such thing."""
    tag = element.tag
    if is_picture(element):
        figure = figure_at(element, base)
        return [_figure_piece(figure, asides=asides)] if figure else []
    if is_link_card(element):
        return None
    if tag in {"figure", "picture"} or _is_captioned(element):
        return _figure_pieces(element, base, asides=asides)
    if tag in {
        "iframe",
        "amp-iframe",
        "amp-youtube",
        "amp-twitter",
        "amp-instagram",
        "amp-vimeo",
        "embed",
    }:
        return _embed_pieces(element, base, asides=asides)
    if tag == "hr":
        return [Piece("rule", element, "<hr>", "")]
    if tag == "div" and (signed := signed_quotation(element)) is not None:
        return _quotation(signed[0], base, asides=asides, said=signed[1])
    if tag == "blockquote" or (tag in {"div", "aside"} and is_pulled(element)):
        return _quotation(element, base, asides=asides)
    if tag in {"div", "aside", "section"} and is_fact_box(element):
        return _fact_box(element, base, asides=asides)
    if tag in {"h1", "h2", "h3", "h4", "h5", "h6", "summary"}:
        return _heading(element, base, asides=asides)
    return _rows(element, base, asides=asides)


def _heading(element: Element, base: str, *, asides: Asides) -> list[Piece]:
    """A heading with the link around it, behind the pictures that stand in it."""
    pictures = [
        piece
        for image in element.iter("img")
        for piece in _special(image, base, asides=asides) or []
    ]
    key = letters(text_of(element))
    tag = str(element.tag)
    level = {"h1": "h2", "summary": "h3"}.get(tag, tag)
    inner, links = inline_inside(element, base), link_share(element)
    around = next((each for each in ancestors(element, 2) if each.tag == "a"), None)
    if around is not None and around.get("href") and "<a " not in inner:
        address = html.escape(joined(around.get("href") or "", base))
        inner, links = f'<a href="{address}">{inner}</a>', 1.0
    markup = f"<{level}>{inner}</{level}>"
    words = Piece("heading", element, markup, key, links, asides)
    return [*pictures, *([words] if key else [])]


def _rows(element: Element, base: str, *, asides: Asides) -> list[Piece] | None:
    """A list, a table, pairs of words or text as it was typed; None for any other element."""
    tag, links = element.tag, 0.0
    kind: Kind = "list"
    if tag in {"ul", "ol"} and not is_layout_list(element):
        element = inner_list(element)
        tag = element.tag
        markup = f"<{tag}>{''.join(entry(child, base) for child in element)}</{tag}>"
    elif tag == "table" and is_grid(element):
        kind, markup = "table", table_markup(element, base)
    elif tag == "dl" and is_pairs(element):
        markup = pairs_markup(element, base)
    elif tag == "pre":
        code = html.escape("".join(str(part) for part in element.itertext())).replace("\n", "<br>")
        kind, markup = "text", f"<pre>{code}</pre>"
    else:
        return None
    key = letters(text_of(element))
    if kind != "text":
        links = link_share(element)
    is_said = key or tag in {"table", "dl"}
    return [Piece(kind, element, markup, key, links, asides)] if is_said else []


def _figure_piece(figure: PageFigure, *, asides: Asides) -> Piece:
    return Piece(
        "figure",
        figure.holder,
        figure.to_html(),
        letters(figure.caption),
        asides=asides,
        figure=figure,
    )


_CAPTIONED: Final = frozenset(
    {"div", "table", "dl", "li", "p", "a", "span", "center", "section", "aside", "article"}
)


def _is_captioned(element: Element) -> bool:
    """A div, table or list that is about one picture: the picture's figure says so."""
    if element.tag not in _CAPTIONED:
        return False
    pictures = list(element.iter("img", "amp-img"))
    images = [image for image in pictures if not stands_in(image)] or pictures
    if len(images) != 1 or len(letters(text_of(element))) > 1_500:
        return False
    figure = figure_at(images[0], "")
    return figure is not None and figure.holder is element


def _figure_pieces(element: Element, base: str, *, asides: Asides) -> list[Piece]:
    below = _caption_below(element, base, asides=asides)
    embeds = list(element.iter("iframe", "amp-iframe", "amp-youtube"))
    if embeds:
        told = [piece for frame in embeds for piece in _embed_pieces(frame, base, asides=asides)]
        return [*told, *below] if told else []
    quote = element.find(".//blockquote")
    if quote is not None and element.find(".//img") is None:
        pulled = _PULLED.search(marks_of(element)) is not None
        said = next((text_of(each) for each in element.iter("figcaption")), "")
        return _quotation(quote, base, asides=asides, pulled=pulled, said=said)
    table = element.find(".//table")
    if table is not None and is_grid(table):
        key, links = letters(text_of(table)), link_share(table)
        markup = table_markup(table, base)
        if len(below) == 1 and table.find("caption") is None:
            words = below.pop().markup
            key += letters(words)
            markup = f"<figure>{markup}<figcaption>{words}</figcaption></figure>"
        grid = Piece("table", table, markup, key, links, asides)
        return [grid, *below]
    images = list(element.iter("img", "amp-img"))
    shown = [image for image in images if not stands_in(image)] or images
    distinct = one_of_each([each for image in shown if (each := figure_at(image, base))])
    if len(distinct) == 1:
        _take_whole_words(distinct[0], element)
        return [_figure_piece(distinct[0], asides=asides)]
    pieces = [_figure_piece(each, asides=asides) for each in distinct]
    return [*pieces, *below] if pieces else []


def _caption_below(element: Element, base: str, *, asides: Asides) -> list[Piece]:
    """The words that a figure sets under its table, its video or all of its pictures."""
    own = [each for each in element if is_element(each) and each.tag == "figcaption"]
    return [
        Piece("text", each, f"<p>{inline_inside(each, base)}</p>", key, link_share(each), asides)
        for each in own
        if (key := letters(text_of(each)))
    ]


def _take_whole_words(figure: PageFigure, element: Element) -> None:
    """The caption may stand outside the picture's own holder, yet inside the figure."""
    caption = None if figure.caption else element.find(".//figcaption")
    if caption is not None and element.tag == "figure":
        figure.caption, credit = parted_caption(caption)
        figure.credit = figure.credit or credit
    figure.holder = element


def _embed_pieces(element: Element, base: str, *, asides: Asides) -> list[Piece]:
    address = element.get("src") or element.get("data-src") or element.get("data-lazy-src") or ""
    video, tweet, shortcode = (
        element.get(name) for name in ("data-videoid", "data-tweetid", "data-shortcode")
    )
    if video:
        host = "player.vimeo.com/video/" if element.tag == "amp-vimeo" else "www.youtube.com/embed/"
        address = f"https://{host}{video}"
    elif tweet:
        address = f"https://x.com/i/status/{tweet}"
    elif shortcode:
        address = f"https://www.instagram.com/p/{shortcode}/"
    address = absolute(address, base or "https://example.invalid/")
    if not embed_from_url(address):
        return []
    return [
        Piece("embed", element, f'<iframe src="{html.escape(address)}"></iframe>', "", 0.0, asides)
    ]


def _quotation(
    element: Element, base: str, *, asides: Asides, pulled: bool = False, said: str = ""
) -> list[Piece]:
    key = letters(text_of(element))
    marks = marks_of(element)
    if re.search(r"twitter-|instagram-|tiktok-|bluesky-|mastodon-", marks):
        links = "".join(
            f'<a href="{html.escape(link.get("href") or "")}"></a>' for link in element.iter("a")
        )
        words = html.escape(text_of(element))
        names = ("class", "cite", "data-instgrm-permalink")
        told = " ".join(f'{name}="{html.escape(element.get(name) or "")}"' for name in names)
        markup = f"<blockquote {told}><p>{words}</p>{links}</blockquote>"
        return [Piece("embed", element, markup, key, 0.0, asides)]
    if not key:
        return []
    spoken, attribution = said_by(element)
    inner = "".join(piece.markup for piece in _inside(spoken, base) if piece.kind != "figure")
    if not attribution and 0 < len(said) <= _LONGEST_SPEAKER:
        attribution = said.lstrip("-\u2013\u2014 ")
    if not attribution and (signed := _SIGNED.search(inner)):
        inner, attribution = f"{inner[: signed.start()]}{signed['end']}</p>", signed["name"]
    inner += f"<cite>{html.escape(attribution)}</cite>" if inner and attribution else ""
    outer = element.getparent()
    around = marks_of(outer) if outer is not None and outer.tag == "aside" else ""
    pulled = pulled or _PULLED.search(f"{marks} {around}") is not None
    kind = ' class="pullquote"' if pulled else ""
    return [
        Piece(
            "quote",
            element,
            f"<blockquote{kind}>{inner}</blockquote>",
            key,
            link_share(element),
            asides,
        )
    ]


def _fact_box(element: Element, base: str, *, asides: Asides) -> list[Piece]:
    titled = title_of_box(element)
    if titled is not None and titled.tag not in HEADINGS:
        titled.tag = "h3"
    inner = "".join(piece.markup for piece in _inside(element, base) if piece.kind != "figure")
    key, links = letters(text_of(element)), link_share(element)
    return [Piece("quote", element, f"<aside>{inner}</aside>", key, links, asides)]


def _inside(element: Element, base: str) -> Iterator[Piece]:
    """The pieces of an element's content, without asking what the element itself is."""
    holder = element.makeelement("div", {})
    clone = copy.copy(element)
    holder.text = clone.text
    for child in list(clone):
        holder.append(child)
    return _walk(holder, base, asides=(), depth=1)
