"""What stands with a page's text: captions behind pictures, teasers, the lead picture, embeds."""

from __future__ import annotations

import html
import re
from itertools import pairwise
from typing import Final

from articles.ingest.addresses import absolute, host
from articles.ingest.cleaning.corrections import correction_of
from articles.ingest.cleaning.noise_elsewhere import is_list_label, linked_title
from articles.ingest.page.asides import is_aside, is_comment, is_share_row
from articles.ingest.page.blocks import Piece, pieces_of
from articles.ingest.page.figures import adopt_words
from articles.ingest.page.teasers import is_thumb, is_titled, links_around, links_away
from articles.ingest.page.topics import is_label
from articles.ingest.page.tree import Element, ancestors, letters, text_of

TAIL_HEADINGS: Final = re.compile(
    r"^\W*(?:(?-i:MORE) ?:|related|read (?:more|next|also)|more (?:from|on|stories)|"
    r"you (?:may|might) (?:also )?like|see also|"
    r"recommended|trending|most (?:read|popular)|latest|comments?|leave a (?:reply|comment)|share this|"
    r"about the authors?|follow us|sign up|subscribe|(?:das )?könnte (?:sie|dich|ihnen|dir)|mehr zum thema|"
    r"lesen sie auch|mehr lesen|auch interessant|ähnliche (?:beiträge|artikel)|verwandte|weitere (?:artikel|beiträge)|"
    r"kommentare?|teilen (?:mit|sie)|gefällt mir|schreibe? (?:einen|ein) kommentar|à lire aussi|lire aussi|"
    r"key (?:events|moments|posts)|más información|más sobre|en savoir plus|more about|"
    r"sur le même|articles? (?:liés|similaires)|commentaires?|partager|te puede interesar|lea también|"
    r"relacionad[oa]s?|comentarios?|compartir|leggi anche|articoli correlati|commenti|lees ook|reacties|"
    r"läs (?:också|även)|les også|læs også|czytaj (?:też|także)|zobacz (?:też|także)|powiązane|"
    r"читайте (?:также|по теме)|по теме|leia (?:também|mais)|veja também|ilgili haberler|lue myös|اقرأ أيضا\w*|"
    r"यह भी पढ़ें|עוד בנושא|קראו גם|関連記事|相关(?:阅读|新闻|报道)|相關(?:閱讀|新聞|報導)|관련 ?기사)(?:\b|(?<=:))",
    re.IGNORECASE,
)


def is_tail(words: str) -> bool:
    """Whether words are the label of other stories or of what else stands below one, in any language."""
    return (
        TAIL_HEADINGS.search(words[:200]) is not None
        or is_list_label(words)
        or linked_title(words) != ""
    )


_MOST_BELOW: Final = 4
"""Lines of words that belong to one picture."""
_MOST_NOTES: Final = 5
_DEEPEST: Final = 14
"""Boxes around the text up to the one that holds the headline too: Drupal sets eleven."""
_SHORT: Final = 3
"""Words of a label without a colon: "Leggi anche"."""
_HREF: Final = re.compile(r'<a href="([^"]*)"')
_DOCUMENT: Final = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|odp|csv|rtf|epub)(?:$|[?#])", re.IGNORECASE
)
_ACTIONS: Final = re.compile(r"(?:(?:javascript:\S*|#)\s*)+")
_CREDIT_LINE: Final = re.compile(
    r"^\W*(?:photos?|fotos?|bild(?:er|quelle|nachweis)?|images?|pictures?|credits?|quelle|source|crédits?|copyright|\u00a9)"
    r"(?:\s+(?:by|credit|courtesy(?: of)?|von|par))?\s*(?::|\u00a9|\u2013|-|(?<=by)\s|(?<=von)\s|(?<=\u00a9))"
    r"\s*(?P<credit>\S.{1,200})$",
    re.IGNORECASE,
)


_IN_BRACKETS: Final = re.compile(r"(?<=[(\[]) | (?=[)\],])")
"""Spaces that a link inside brackets leaves behind."""
_CREDITED: Final = re.compile(
    r"\b(?:fotos?|photos?|bild|image|credits?|crédits?)\s?[:\u00a9]\s?\S", re.IGNORECASE
)
_CREDIT_LABEL: Final = re.compile(
    r"\W*(?:(?:image |photo |bild)?(?:credits?|copyright|rechte|source)|fotos?|photos?|bildquelle|bildnachweis)\W*",
    re.IGNORECASE,
)


def adopt_captions(pieces: list[Piece]) -> None:
    """A caption or a line "Photo: ..." right behind a picture is the picture's and no paragraph."""
    for place, (above, piece) in enumerate(pairwise(pieces)):
        before = _figure_above(pieces, place) or above
        if before.kind == "quote" and _names_speaker(before, piece):
            cite = f"<cite>{html.escape(text_of(piece.element))}</cite></blockquote>"
            before.markup = before.markup.removesuffix("</blockquote>") + cite
            piece.keep, piece.key = False, ""
            continue
        if before.key.isdecimal() and len(before.key) < 4 and piece.figure is not None:
            before.keep = False  # how many pictures there are
        if before.figure is None or len(piece.key) > 500:
            continue
        if piece.kind != "text" and not _is_small_heading(piece):
            continue
        if before.aside and not piece.aside:
            continue
        if _CREDIT_LABEL.fullmatch(piece.words) and not before.figure.credit:
            piece.keep, piece.key = False, ""
            continue
        found = _CREDIT_LINE.match(piece.words) if len(piece.key) < 160 else None
        if found and not before.figure.credit:
            before.figure.credit = _IN_BRACKETS.sub("", found["credit"].strip())[:500]
        elif not adopt_words(before.figure, piece.element):
            continue
        before.markup, before.key = before.figure.to_html(), letters(before.figure.caption)
        piece.keep, piece.key = False, ""


def _figure_above(pieces: list[Piece], place: int) -> Piece | None:
    """The picture whose caption or credit the piece there became, if it did."""
    nearest = max(0, place - _MOST_BELOW)
    while place > nearest and not pieces[place].key and pieces[place].figure is None:
        place -= 1
        if pieces[place].figure is not None:
            return pieces[place]
    return None


def _is_small_heading(piece: Piece) -> bool:
    """A heading of the lowest ranks that ends in a credit: pages set captions so."""
    return piece.element.tag in {"h5", "h6"} and _CREDITED.search(piece.words) is not None


def _names_speaker(quote: Piece, piece: Piece) -> bool:
    """Whether a footer or a cite right behind a quotation says whose it is."""
    beside = piece.element.getprevious() is quote.element or (
        (around := piece.element.getparent()) is not None and around.getprevious() is quote.element
    )
    named = piece.element.tag in {"cite", "footer", "figcaption"} and "<cite>" not in quote.markup
    return beside and named and 0 < len(text_of(piece.element)) <= 120


def turn_away(pieces: list[Piece], base: str) -> list[Piece]:
    """Teasers in the text ("Read also: ...") and rows of links before it are no part of the story."""
    teasers: list[Piece] = []
    last = max((place for place, piece in enumerate(pieces) if piece.keep), default=-1)
    started = False
    for place, piece in enumerate(pieces[: last + 1]):
        opens = piece.kind == "heading" or (
            piece.kind == "text"
            and (piece.words.endswith(":") or len(piece.words.split()) <= _SHORT)
        )
        if opens and piece.keep and _is_label_of_links(pieces, place):
            piece.keep = False
        if piece.kind not in {"text", "list", "heading", "quote"}:
            continue
        if (
            teasers
            and piece.kind == "list"
            and pieces[place - 1] is teasers[-1]
            and not _is_apart(teasers[-1], piece)
            and _is_small(piece)
        ):
            piece.keep = False  # "Staff report", "1 min to read"
        if piece.kind == "list" and _is_list_of_topics(piece):
            piece.keep = False
            continue
        shares = piece.keep and piece.kind != "heading" and is_share_row(piece.element)
        if shares and not _is_introduced(pieces, place):
            piece.keep = False
            continue
        labelled = is_tail(piece.words)
        teaser = piece.kind != "heading" and piece.links > 0.4 and labelled
        teaser = teaser or (started and _is_headline_link(piece, base))
        teaser = teaser or (started and _is_list_of_headlines(piece, base))
        if not started and piece.keep and leads_nowhere(piece):
            piece.keep = piece.links < 0.5  # "Close window | Print this page"
        menu = piece.links > 0.85 and not started and piece.markup.count("<a ") > 2
        if teaser or (menu and piece.keep):
            piece.keep = False
            alone = letters(text_of(piece.element)) == piece.key
            teasers += [piece] if teaser and alone else []
        started = started or piece.keep
    return teasers


def _is_list_of_topics(piece: Piece) -> bool:
    """A list whose first entry is a label of topics, or begins with one before its links."""
    first = next(piece.element.iter("li"), piece.element)
    own = (first.text or "").strip() if piece.links > 0.4 else ""
    return is_label(text_of(first)) or (own != "" and is_label(own))


def _is_introduced(pieces: list[Piece], place: int) -> bool:
    """Whether the copy above ends in a colon: a list of networks below it is a list of networks."""
    above = pieces[place - 1] if place else None
    return (
        above is not None
        and above.keep
        and above.words.endswith(":")
        and len(above.words.split()) > _SHORT
        and not is_tail(above.words)
    )


def _is_apart(teaser: Piece, piece: Piece) -> bool:
    """Whether a teaser stands in a box of its own, outside of which the piece is."""
    return any(box not in piece.asides for box in teaser.asides)


def leads_nowhere(piece: Piece) -> bool:
    """Whether all links of it are buttons: "Print this page"."""
    return _ACTIONS.fullmatch(" ".join(_HREF.findall(piece.markup))) is not None


def leads_to_document(piece: Piece) -> bool:
    """Whether all links of it are files to read: a ruling, a report, no other story."""
    targets = _HREF.findall(piece.markup)
    return bool(targets) and all(_DOCUMENT.search(html.unescape(each)) for each in targets)


def _is_label_of_links(pieces: list[Piece], place: int) -> bool:
    """A heading "More on this" whose links were left out, or that has none."""
    words = pieces[place].words
    follows = pieces[place + 1 : place + 2]
    bare = all(not piece.keep or piece.links > 0.8 for piece in follows)
    is_pictured = any(piece.kind == "figure" for piece in follows)
    named = is_tail(words) or (is_label(words) and not is_pictured)
    return len(words.split()) <= 5 and bare and named


def _is_small(piece: Piece) -> bool:
    """A list of labels: each of its entries has at most five words."""
    return all(len(text_of(entry).split()) <= 5 for entry in piece.element.iter("li"))


def _is_list_of_headlines(piece: Piece, base: str) -> bool:
    """Two or more links to pages of the same site in a list, and nothing else."""
    if piece.kind != "list" or piece.links < 0.95:
        return False
    targets = [absolute(html.unescape(found), base) for found in _HREF.findall(piece.markup)]
    entries = [text_of(entry) for entry in piece.element.iter("li")]
    near = all(not host(each) or host(each) == host(base) for each in targets)
    return (
        near and 1 < len(targets) == len(entries) and all(len(each.split()) > 2 for each in entries)
    )


def _is_headline_link(piece: Piece, base: str) -> bool:
    """A paragraph that is one link to a page of the same site, without a sign at its end."""
    if piece.links < 0.95 or piece.markup.count("<a ") != 1 or leads_to_document(piece):
        return False
    words = piece.words
    link = _HREF.search(piece.markup)
    target = absolute(html.unescape(link[1]) if link else "", base)
    bold = (
        piece.kind != "text"
        or "<strong><a " in piece.markup
        or "<a " in piece.markup.partition("<strong>")[0]
    )
    same = host(target) == host(base) and target.count("/") > 3 if host(base) else bold
    return same and 4 <= len(words.split()) <= 30 and words[-1:] not in {".", ":", "\u2026"}


def pictures_before(container: Element, base: str) -> list[Piece]:
    """The figures between the headline and the text: the lead picture stands there."""
    path = ".//h1"
    root = container.getroottree().getroot()
    if root.find(path) is None:
        path = ".//*[@itemprop='headline']"
    scope = next(
        (around for around in ancestors(container, _DEEPEST) if around.find(path) is not None),
        None,
    )
    if scope is None or scope.tag == "html" or container.find(path) is not None:
        return []
    is_page = scope.tag == "body"  # a menu's and a neighbor's pictures stand there, too
    outer = pieces_of(scope, base)
    adopt_captions(outer)
    found: list[Piece] = []
    for piece in outer:
        if container is piece.element or container in ancestors(piece.element):
            return found[-3:]
        if piece.kind == "heading" and piece.element.tag != "summary":
            told = [each for each in found if each.figure and each.figure.caption]
            found = told if piece.element.tag == "h1" and not is_page else []
        elif (
            piece.figure is not None
            and (piece.figure.caption or not is_page)
            and not is_in_aside(piece.element)
            and not links_away(piece)
        ):
            found.append(piece)
    return []


def is_note(piece: Piece) -> bool:
    """Whether it is a note by which the page corrects its story."""
    return piece.kind == "text" and piece.links < 0.5 and correction_of(piece.words) is not None


def notes_beside(container: Element, base: str) -> tuple[list[Piece], list[Piece]]:
    """Notes of correction between the headline and the text, and those below the text."""
    scope = next(
        (around for around in ancestors(container, 4) if around.find(".//h1") is not None), None
    )
    if scope is None or scope.tag in {"html", "body"}:
        return [], []
    above: list[Piece] = []
    below: list[Piece] = []
    side = above
    for piece in pieces_of(scope, base):
        if container is piece.element or container in ancestors(piece.element):
            side = below
        elif is_note(piece) and not is_comment(piece.element):
            side.append(piece)
    return above[:_MOST_NOTES], below[:_MOST_NOTES]


def add_pictures(pieces: list[Piece]) -> None:
    """Figures and embeds among the kept text, right before it, and behind it."""
    kept = [place for place, piece in enumerate(pieces) if piece.keep]
    if not kept:
        return
    for place, piece in enumerate(pieces):
        if piece.kind not in {"figure", "embed"} or piece.aside:
            continue
        if kept[0] < place < kept[-1]:
            piece.keep = not (links_away(piece) and (is_thumb(piece) or is_titled(piece)))
        elif place < kept[0]:
            piece.keep = all(
                not other.key or other.kind == "figure" or len(other.key) < 200
                for other in pieces[place : kept[0]]
            )
            piece.keep = piece.keep and kept[0] - place <= 8 and not links_away(piece)
    _add_pictures_behind(pieces, kept[-1])
    _keep_rows(pieces)


def _add_pictures_behind(pieces: list[Piece], last: int) -> None:
    """Up to three pictures behind the text, and a whole gallery of captioned ones in its box."""
    text = pieces[last].element
    for place in range(last + 1, len(pieces)):
        piece = pieces[place]
        if piece.kind not in {"figure", "embed"}:
            return
        is_shown = place - last <= 3 or (
            piece.figure is not None
            and bool(piece.figure.caption)
            and piece.element.getparent() is text.getparent()
        )
        if is_shown and not piece.aside and _near(piece.element, text):
            piece.keep = not links_away(piece)


def _keep_rows(pieces: list[Piece]) -> None:
    """The other pictures of a gallery of which one is kept, each with a caption of its own."""
    kept = {_row_of(piece) for piece in pieces if piece.keep and piece.figure is not None}
    rows = {row for row in kept if row is not None and not _runs_text(row)}
    for piece in pieces:
        captioned = piece.figure is not None and piece.figure.caption and not piece.aside
        if captioned and not piece.keep and _row_of(piece) in rows:
            piece.keep = not any(link.get("href") for link in links_around(piece))


def _row_of(piece: Piece) -> Element | None:
    """The element in which a picture stands beside others."""
    parent = piece.element.getparent()
    return parent.getparent() if parent is not None and parent.tag == "li" else parent


def _runs_text(row: Element) -> bool:
    """Whether it is no row of pictures: text runs in it."""
    return any(len(text_of(each)) > 200 for each in row.findall("p"))


def _near(one: Element, other: Element) -> bool:
    around = {other.getparent(), *(list(ancestors(other, 2)))}
    return any(element in around for element in ancestors(one, 3))


def is_in_aside(element: Element) -> bool:
    """Whether the element or one around it calls itself no part of a story."""
    return any(
        is_aside(around)
        for around in (element, *ancestors(element, 12))
        if around.tag not in {"body", "html", "main", "article"}
    )
