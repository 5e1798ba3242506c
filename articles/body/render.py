"""A body as HTML: the only place in the project that makes story HTML; every text is escaped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from html import escape
from itertools import groupby, takewhile
from urllib.parse import urlsplit

from articles.body.mentions import FirstMentions
from articles.body.providers import PROVIDERS, frame_url, page_url
from articles.body.shapes import (
    Block,
    Document,
    FigureBlock,
    Inline,
    children,
    figure_block,
    inlines,
)
from articles.body.tables import columns_of_figures
from articles.body.words import repeated_pull_quotes

DrawFigure = Callable[[FigureBlock], str]


def _plain_date(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _plain_moment(moment: datetime) -> str:
    return f"{_plain_date(moment)}, {moment:%H:%M %Z}"


@dataclass(frozen=True, slots=True)
class Phrases:
    """The few words and forms that are not the story's own, so that a caller can translate them.

    In `watch` and `notice`, %s is the provider's name.
    """

    as_of: str = "As of"
    key_moment: str = "Key moment"
    watch: str = "View on %s"
    notice: str = "Loads from %s when you choose it; %s may then set cookies."
    show: str = "Show it here"
    language: str = ""
    """Theirs, where the story's is another."""
    date: Callable[[date], str] = _plain_date
    moment: Callable[[datetime], str] = _plain_moment


def render(
    document: Document,
    *,
    draw_figure: DrawFigure | None = None,
    first_mentions: Mapping[str, str] | None = None,
    inserts: Mapping[int, str] | None = None,
    id_prefix: str = "b-",
    phrases: Phrases | None = None,
) -> str:
    """Escaped HTML of a validated body, one block to a line.

    Figures are drawn by `draw_figure`, which answers with finished HTML; those that wait for
    their picture, and all if it is None, print nothing. `first_mentions` maps a name to the
    address its first mention links to, in paragraphs and outside of links. `inserts` maps n to
    finished HTML that stands after the nth paragraph of the document itself. Every block has
    the id `id_prefix` + block id, a table for all that is in it. Headings never skip a level
    below the page's h1, and those of one rank under the same heading stand on one level. The
    updates of a live story stand newest first, wherever they were written; figures that follow
    one another stand in a gallery.
    """
    page = _Page(
        draw_figure=draw_figure,
        mentions=FirstMentions(first_mentions or {}),
        inserts=inserts or {},
        id_prefix=id_prefix,
        phrases=phrases or Phrases(),
        repeated=repeated_pull_quotes(document),
    )
    blocks = newest_updates_first(document["content"])
    drawn = [(block, html) for block in blocks if (html := page.top(block))]
    return "\n".join(_with_galleries(drawn, page))


def render_feed(
    document: Document,
    *,
    site_url: str,
    draw_figure: DrawFigure | None = None,
    phrases: Phrases | None = None,
    language: str = "",
    direction: str = "ltr",
) -> str:
    """Escaped HTML for a feed reader: no ids or classes, absolute addresses, embeds as links.

    `site_url` is the site's scheme and host ("https://example.org"); pull quotes that repeat the
    body are left out, a heading keeps its level. With a language, all stands in an element that
    says so and which way it is read.
    """
    page = _Page(
        draw_figure=draw_figure,
        phrases=phrases or Phrases(),
        repeated=repeated_pull_quotes(document),
        site_url=site_url.rstrip("/"),
    )
    blocks = newest_updates_first(document["content"])
    text = "\n".join(html for block in blocks if (html := page.top(block)))
    if not language:
        return text
    return f'<div lang="{escape(language)}" dir="{escape(direction)}">\n{text}\n</div>'


def _with_galleries(drawn: Iterable[tuple[Block, str]], page: _Page) -> Iterator[str]:
    """The HTML of blocks, two or more figures in a row inside an element of their own.

    There two stand beside each other; of an odd number the first has a line of its own.
    """
    for is_figure, group in groupby(drawn, key=lambda each: each[0]["type"] == "figure"):
        run = list(group)
        if not is_figure or len(run) == 1:
            yield from (html for _block, html in run)
            continue
        alone = len(run) % 2
        yield '<div class="gallery">'
        yield from (html for _block, html in run[:alone])
        yield from (page.figure(block, is_halved=True) for block, _html in run[alone:])
        yield "</div>"


def _is_of_figures(points: Block) -> bool:
    """Whether each point begins with bold words: what it is, then how much."""
    return all(_begins_bold(point) for point in children(points))


def _begins_bold(point: Block) -> bool:
    runs = [run for block in children(point)[:1] for run in inlines(block)]
    first = next((run for run in runs if run.get("text", "").strip()), None)
    return first is not None and any(mark["type"] == "strong" for mark in first.get("marks", []))


def newest_updates_first(blocks: Sequence[Block]) -> list[Block]:
    """The same blocks, live updates by their time in the places that updates had."""
    updates = sorted(
        (block for block in blocks if block["type"] == "live_update"),
        key=lambda block: datetime.fromisoformat(block["attrs"]["at"]),
        reverse=True,
    )
    following = iter(updates)
    return [next(following) if block["type"] == "live_update" else block for block in blocks]


@dataclass(slots=True)
class _Page:
    """One rendering: its settings, and what has been printed so far."""

    draw_figure: DrawFigure | None = None
    mentions: FirstMentions = field(default_factory=lambda: FirstMentions({}))
    inserts: Mapping[int, str] = field(default_factory=dict)
    id_prefix: str = ""
    phrases: Phrases = field(default_factory=Phrases)
    repeated: frozenset[str] = frozenset()
    site_url: str = ""
    """Not empty: this is a feed."""
    paragraphs: int = 0
    outline: list[int] = field(default_factory=list)
    """The ranks of the headings under which the next block stands, each lower than the one before."""

    def top(self, block: Block) -> str:
        html = self.block(block)
        if block["type"] == "paragraph":
            self.paragraphs += 1
            html += self.inserts.get(self.paragraphs, "")
        return html

    def block(self, block: Block) -> str:
        match block["type"]:
            case "paragraph":
                return self._paragraph(block)
            case "heading":
                return self._heading(block)
            case "quotation":
                return self._quotation(block)
            case "pull_quote":
                return self._pull_quote(block)
            case "bullet_list":
                kind = "figures" if _is_of_figures(block) else ""
                return f"<ul{self._id(block, kind)}>{self._inside(block)}</ul>"
            case "ordered_list":
                start = block["attrs"]["start"]
                number = f' start="{start}"' if start != 1 else ""
                return f"<ol{self._id(block)}{number}>{self._inside(block)}</ol>"
            case "list_item":
                return f"<li{self._id(block)}>{self._inside(block)}</li>"
            case "table":
                return self._table(block)
            case "figure":
                return self.figure(block)
            case "fact_box":
                return self._fact_box(block)
            case "embed":
                return self._embed(block)
            case "live_update":
                return self._live_update(block)
            case "rule":
                return f"<hr{self._id(block)}>"
        raise ValueError(f"There is no block of type {block['type']!r}.")

    def _id(self, block: Block, kind: str = "") -> str:
        if self.site_url:
            return ""
        name = f' id="{escape(self.id_prefix + block["attrs"]["id"])}"'
        return f'{name} class="{kind}"' if kind else name

    def _inside(self, block: Block) -> str:
        return "".join(self.block(child) for child in children(block))

    def _paragraph(self, block: Block) -> str:
        if not any(run.get("text", "").strip() for run in inlines(block)):
            return ""
        return f"<p{self._id(block)}>{self._inline(block, mentions=True)}</p>"

    def _heading(self, block: Block) -> str:
        if not any(run.get("text", "").strip() for run in inlines(block)):
            return ""
        rank = block["attrs"]["level"]
        self.outline = [*takewhile(lambda above: above < rank, self.outline), rank]
        level = 1 + len(self.outline)
        return f"<h{level}{self._id(block)}>{self._inline(block)}</h{level}>"

    def _own_heading(self, block: Block) -> str:
        """The h2 of a fact box or update; what follows inside stands below it."""
        text = escape(block["attrs"]["heading"])
        if not text:
            return ""
        self.outline = [2]
        name = (
            "" if self.site_url else f' id="{escape(self.id_prefix + block["attrs"]["id"])}-head"'
        )
        return f"<h2{name}>{text}</h2>"

    def _quotation(self, block: Block) -> str:
        attribution = escape(block["attrs"]["attribution"])
        footer = f"<footer>{attribution}</footer>" if attribution else ""
        return (
            f"<blockquote{self._id(block, 'quotation')}>{self._inside(block)}{footer}</blockquote>"
        )

    def _pull_quote(self, block: Block) -> str:
        repeats = block["attrs"]["id"] in self.repeated
        words = self._inline(block, links=False)  # nothing hidden may take the focus
        if not words or (repeats and self.site_url):
            return ""
        attribution = escape(block["attrs"]["attribution"])
        footer = f"<footer>{attribution}</footer>" if attribution else ""
        if self.site_url:
            return f"<blockquote><p>{words}</p>{footer}</blockquote>"
        hidden = ' aria-hidden="true"' if repeats else ""
        return f"<div{self._id(block, 'pull-quote')}{hidden}><p>{words}</p>{footer}</div>"

    def _table(self, block: Block) -> str:
        attributes, rows = block["attrs"], children(block)
        if not any(inlines(cell) for row in rows for cell in children(row)):
            return ""
        figures = frozenset() if self.site_url else columns_of_figures(block)
        drawn = [
            self._row(row, figures, is_head=number == 0 and attributes["head_row"],
                      has_head=attributes["head_column"])
            for number, row in enumerate(rows)
        ]  # fmt: skip
        head = f"<thead>{drawn.pop(0)}</thead>" if attributes["head_row"] else ""
        body = f"<tbody>{''.join(drawn)}</tbody>" if drawn else ""
        words = escape(attributes["caption"])
        caption = f"<caption>{words}</caption>" if words else ""
        table = f"<table>{caption}{head}{body}</table>"
        return table if self.site_url else f"<div{self._id(block, 'table')}>{table}</div>"

    def _row(self, row: Block, figures: frozenset[int], *, is_head: bool, has_head: bool) -> str:
        cells = []
        for number, cell in enumerate(children(row)):
            words = self._inline(cell)
            scope = "col" if is_head else "row" if has_head and number == 0 else ""
            name = "th" if scope and words else "td"  # an empty head would name nothing
            scoped = f' scope="{scope}"' if name == "th" else ""
            aligned = ' class="number"' if number in figures else ""
            cells.append(f"<{name}{scoped}{aligned}>{words}</{name}>")
        return f"<tr>{''.join(cells)}</tr>"

    def figure(self, block: Block, *, is_halved: bool = False) -> str:
        if block["attrs"]["picture"] is None or self.draw_figure is None:
            return ""
        return self.draw_figure(replace(figure_block(block), is_halved=is_halved))

    def _fact_box(self, block: Block) -> str:
        outline = self.outline
        heading = self._own_heading(block)
        named = f' aria-labelledby="{escape(self.id_prefix + block["attrs"]["id"])}-head"'
        inside = self._inside(block)
        self.outline = outline
        as_of = self._as_of(block["attrs"]["as_of"])
        if not heading and not inside:
            return ""
        name = named if heading and not self.site_url else ""
        return f"<aside{self._id(block, 'fact-box')}{name}>{heading}{inside}{as_of}</aside>"

    def _as_of(self, day: str) -> str:
        if not day:
            return ""
        shown = escape(self.phrases.date(date.fromisoformat(day)))
        words = escape(self.phrases.as_of)
        time = f'<time datetime="{escape(day)}">{shown}</time>'
        return f"<p{self._class('as-of')}{self._ours}>{words} {time}</p>"

    @property
    def _ours(self) -> str:
        """The attribute of an element that holds words of ours."""
        language = escape(self.phrases.language)
        return f' lang="{language}"' if language else ""

    def _class(self, name: str) -> str:
        return "" if self.site_url else f' class="{name}"'

    def _live_update(self, block: Block) -> str:
        at, phrases = block["attrs"]["at"], self.phrases
        moment = datetime.fromisoformat(at)
        shown, stamp = escape(phrases.moment(moment)), moment.isoformat(timespec="seconds")
        is_key = block["attrs"]["key_moment"]
        mark = f"<strong>{escape(phrases.key_moment)}</strong> " if is_key else ""
        time = f'<p{self._class("update-time")}{self._ours}>{mark}<time datetime="{stamp}">{shown}</time></p>'
        kind = "live-update key-moment" if is_key else "live-update"
        outline = self.outline
        opening = f"<section{self._id(block, kind)}>{time}{self._own_heading(block)}"
        inside = self._inside(block)
        self.outline = outline
        return f"{opening}{inside}</section>"

    def _embed(self, block: Block) -> str:
        provider, key = block["attrs"]["provider"], block["attrs"]["key"]
        label = escape(PROVIDERS[provider].label)
        title = escape(block["attrs"]["title"])
        page = escape(page_url(provider, key))
        watch = escape(self.phrases.watch).replace("%s", label)
        source = f"({watch})" if self.site_url else f"<span{self._ours}>({watch})</span>"
        words = f"{title} {source}" if title else watch
        anchor = f'<a href="{page}" rel="noopener">{words}</a>'
        if self.site_url:
            return f"<p>{anchor}</p>"
        frame = escape(frame_url(provider, key))
        about = f' data-provider="{escape(provider)}" data-key="{escape(key)}"'
        about += f' data-label="{label}" data-title="{title}"'
        if frame:
            show, notice = escape(self.phrases.show), escape(self.phrases.notice)
            about += f' data-frame="{frame}" data-show="{show}"'
            about += f' data-notice="{notice.replace("%s", label)}"'
        return f"<div{self._id(block, f'embed embed-{provider}')}{about}><p>{anchor}</p></div>"

    def _inline(self, block: Block, *, mentions: bool = False, links: bool = True) -> str:
        return "".join(self._run(run, mentions=mentions, links=links) for run in inlines(block))

    def _run(self, run: Inline, *, mentions: bool, links: bool) -> str:
        if run["type"] == "hard_break":
            return "<br>"
        marks = run.get("marks", [])
        href = next((mark["attrs"]["href"] for mark in marks if mark["type"] == "link"), "")
        if href and links:
            html = self._anchor(escape(run["text"]), href)
        elif mentions:
            html = "".join(
                self._anchor(escape(piece), address) if address else escape(piece)
                for piece, address in self.mentions.split(run["text"])
            )
        else:
            html = escape(run["text"])
        for mark, element in (("emphasis", "em"), ("strong", "strong")):
            if any(each["type"] == mark for each in marks):
                html = f"<{element}>{html}</{element}>"
        return html

    def _anchor(self, html: str, href: str) -> str:
        if href.startswith("/"):
            return f'<a href="{escape(self.site_url + href)}">{html}</a>'
        rel = ' rel="noopener"' if urlsplit(href).scheme in ("http", "https") else ""
        return f'<a href="{escape(href)}"{rel}>{html}</a>'
