"""What a page is that holds no story: an error, a wall, a sign-in, a search, a list of stories."""

from __future__ import annotations

import re
from typing import Final

from articles.ingest.page.blocks import Piece, pieces_of
from articles.ingest.page.body import PageBody
from articles.ingest.page.facts import PageFacts
from articles.ingest.page.tree import Element, letters
from articles.ingest.plain import words_of

_FEWEST_LETTERS: Final = 3
_ERROR_LETTERS: Final = 1_500
_WALL_LETTERS: Final = 900
_WALL: Final = re.compile(
    r"\benable (?:js|java ?script|cookies)\b|\bdisable (?:any |your )?ad[ -]?block|\byou(?:[’']re| are) not a robot\b|"
    r"\bunusual (?:activity|traffic)\b|\bchecking your browser\b|\bverify (?:that )?you are (?:a )?human\b|"
    r"\baccess to this page has been denied\b|\bzustimmung ist jederzeit widerrufbar\b|"
    r"\bmit werbung (?:und tracking|weiterlesen)\b|\bprivacy (?:choices|settings)\b.{0,200}\baccept\b|"
    r"\bwe (?:and our partners|use) .{0,80}\bcookies\b|\bnous et nos partenaires\b|\bnoi e i nostri partner\b",
    re.IGNORECASE | re.DOTALL,
)
_DOOR: Final = re.compile(
    r"^\W*(?:sign in|log ?in|register|create (?:an|your) account|anmelden|einloggen|se connecter|connexion|"
    r"iniciar sesión|accedi)\b",
    re.IGNORECASE,
)
_DOOR_LETTERS: Final = 400
_SEARCH: Final = re.compile(
    r"^\W*(?:search results?|results for|suchergebnisse|résultats de (?:la )?recherche|resultados de)\b",
    re.IGNORECASE,
)
_FRAMES: Final = 5
_HEADS: Final = 2
"""Headings that lead to stories, from which a page may be a list of them."""
_TEASER: Final = 300
"""Letters."""


def fault_of_page(body: PageBody, facts: PageFacts, root: Element) -> str:
    """Why the page is no story; "" if it is one."""
    frames = [frame.get("src") or "" for frame in root.iter("frame")]
    if frames:
        named = ", ".join(each[:80] for each in frames[:_FRAMES])
        return (
            f"The page only sets others side by side. Import the one that holds the story: {named}."
        )
    said = len(letters(words_of(facts.story.get("articleBody"))))
    if facts.is_error and body.words < _ERROR_LETTERS and not said:
        return f'The page is an error page ("{facts.page_title[:80]}"), not a story.'
    empty = body.words < _FEWEST_LETTERS and not said
    if empty and not any(piece.kind == "figure" for piece in body.pieces):
        return "No story was found on this page: it has no running text. It may need scripts or a login."
    if not facts.story and not said and (closed := _closed(body, facts)):
        return closed
    return _listing(body, facts, root)


def _closed(body: PageBody, facts: PageFacts) -> str:
    """A page that stands before the story: a wall, a sign-in, a search."""
    text = " ".join(piece.words for piece in body.pieces)
    most = _DOOR_LETTERS if facts.is_dated else _WALL_LETTERS  # a player asks for scripts, too
    if body.words < most and _WALL.search(text[:4_000]):
        return "The page asks for scripts, consent or a human and holds no story. Save it as a browser shows it."
    if body.words < _DOOR_LETTERS and _DOOR.search(facts.page_title):
        return "The page is a form to sign in, not a story."
    if _SEARCH.search(facts.page_title):
        return "The page is the result of a search. Import the stories one by one."
    return ""


def _listing(body: PageBody, facts: PageFacts, root: Element) -> str:
    linked = sum(len(piece.key) * piece.links for piece in body.pieces)
    if body.words and linked > 0.7 * body.words and not facts.story:
        return "The page is a list of links to other pages, not a story."
    calls_itself = facts.is_listing and linked > 0.3 * max(body.words, 1)
    if calls_itself or (not facts.is_dated and _holds_teasers(body, root)):
        return "The page is a list of stories. Import the stories one by one."
    return ""


def _holds_teasers(body: PageBody, root: Element) -> bool:
    """Whether at least half of the text stands right below headings that lead to other pages."""
    kept = {piece.key for piece in body.pieces if piece.kind == "text"}
    whole = sum(map(len, kept))
    if not whole or max(map(len, kept)) > _TEASER:
        return False
    start = root.find(".//body")
    heads = below = since = 0
    for piece in pieces_of(root if start is None else start, ""):
        if _leads_away(piece):
            heads, since = heads + 1, 1
        elif piece.kind == "text" and since:
            below += len(piece.key) if piece.key in kept and since == 1 else 0
            since += 1
    return heads >= _HEADS and 2 * below >= whole


def _leads_away(piece: Piece) -> bool:
    return piece.kind == "heading" and piece.links > 0.8 and len(piece.key) > 8
