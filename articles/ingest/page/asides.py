"""What a page sets around a story: share bars, related lists, comments, players, told by their own names."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from articles.ingest.page.tree import Element, ancestors, letters, marks_of, text_of

_NAMES: Final = re.compile(r"[A-Za-z0-9]+")
_PARTS: Final = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")
_SHORT_PART: Final = 3
"""Letters; a name with two shorter parts is a style sheet's own: "kAdQzR"."""
_SIDE_WORDS: Final = frozenset(
    """
    poll share sharing sharedaddy social related relatedposts recommend recommended recommendations comment
    comments respond commentlist newsletter subscribe subscription signup promo promotion advert advertisement
    advertising ad ads adsense sponsor sponsored cookie consent sidebar breadcrumb breadcrumbs pagination pager
    outbrain taboola popular trending login toolbar disqus addtoany addthis postnavigation navigation nav
    footer whatsapp catlinks printfooter editsection mwjumplink reference-list navbox authorbox bio aboutauthor
    cta guestbook condolences tagcloud tags taglinks postmeta entrymeta metadata byline dateline
    """.split()
)
_SIDE_PHRASES: Final = re.compile(
    r"jp-related|post-?nav|entry-(?:meta|footer|utility)|post-(?:meta|tags|info|footer|share)|author-(?:box|bio|info|card)|"
    r"about-(?:the-)?author|field--name-field-(?:auteurs?|authors?|autor(?:en|es)?|byline)(?=\s|$)|"
    r"read-?more|more-(?:stories|news|on)|most-(?:read|popular)|you-may|see-also|"
    r"also-read|social-?(?:bar|links|media|icons)|share-?(?:bar|links|buttons|this)|article-?(?:tools|tags|footer)|"
    r"(?:^|\s)follow(?:[_-]?(?:us|me|bar|box|buttons?|links?|topics?|authors?))?(?=\s|$)|wp-block-latest-posts|score-?board|match-?score|"
    r"(?:paywall|subscri(?:be|ption|ber))-?_*(?:prompt|message|offer|box|banner|overlay|cta|wall)|rich-?link|wp-block-button|yarpp|newspack-(?:popup|republish)|nocomments|comment-|cat-links|tag-links|sd-sharing|wpcnt|print-?only|mw-editsection|noprint",
    re.IGNORECASE,
)
_PLAYER: Final = re.compile(
    r"(?:^|[\s_-])(?:(?:site-)?video-(?:resource|player|ct|container|item|title|headline)|featured-video|site-video|mol-video|audio-module|jw-title|vjs-[\w-]+)",
    re.IGNORECASE,
)
"""The box of a player that no embed stands in: its title and times are not the story's words."""
_CARD: Final = 300
"""Characters."""
_CARD_TITLE: Final = 24
"""Letters; a button beside a picture has fewer."""
_LARGER: Final = re.compile(
    r"^#|^javascript:|\.(?:jpe?g|png|gif|webp|avif)(?:[?#]|$)", re.IGNORECASE
)
"""Where a picture and its caption lead that show themselves larger, and no other page."""
_NETWORKS: Final = frozenset(
    "facebook twitter x x.com whatsapp telegram linkedin pinterest reddit tumblr flipboard threads bluesky messenger "
    "line pocket mastodon xing weibo vk viber".split()
)
_BUTTON: Final = re.compile(
    r"e-?mail|mail|print|share|(?:copy|copied|link) .{2,20}|sms|drucken|teilen|link kopieren|partager|imprimer|"
    r"copier le lien|compartir|imprimir|copiar (?:enlace|link)|condividi|copia link|dela|kopiera länk|del|jaa|"
    r"シェア|メール|印刷"
)
_FEWEST_BUTTONS: Final = 3
_MOST_BUTTONS: Final = 20
_LONGEST_BUTTON: Final = 4
"""Words."""
_LONGEST_ROW: Final = 1_500
"""Characters of its buttons, or pieces of text."""
_COMMENT: Final = re.compile(r"comment|respond|kommentar|disqus|reply|replies", re.IGNORECASE)


def is_aside(element: Element) -> bool:
    """Whether the element's own names say that it is no part of a story."""
    marks = marks_of(element)
    if "-" in element.tag:  # a component of the page's own: <native-ad>
        marks = f"{element.tag} {marks}"
    label = (element.get("aria-label") or "").casefold()
    if (_PLAYER.search(marks) or label.startswith("video")) and element.find(".//iframe") is None:
        return True
    if element.tag == "div" and element.find("select") is not None and element.find(".//p") is None:
        return True  # buttons that sort or choose
    if element.tag == "aside" and "teaser" in marks:
        return True
    if (element.tag == "article" and _is_card(element)) or is_link_card(element):
        return True
    if element.tag in {"nav", "footer"} or element.get("role") in {
        "navigation",
        "complementary",
        "contentinfo",
    }:
        return True
    return not _SIDE_WORDS.isdisjoint(_words_of(marks)) or bool(_SIDE_PHRASES.search(marks))


def _words_of(marks: str) -> set[str]:
    """The words of an element's names, and those in the names of components: "RelatedCard", "sideBar"."""
    words: set[str] = set()
    for name in _NAMES.findall(marks):
        words.add(name.lower())
        parts = _PARTS.findall(name)
        if sum(len(part) < _SHORT_PART for part in parts) < 2:
            words.update(map(str.lower, parts))
    return words


def _is_card(element: Element) -> bool:
    """Whether an article inside another one is the card of a third: a linked title and a few words."""
    if not any(each.tag == "article" for each in ancestors(element, 12)):
        return False
    titled = element.xpath("(.//a[.//h2 or .//h3 or .//h4]|.//h2/a|.//h3/a|.//h4/a)[1]/@href")
    leads_away = isinstance(titled, list) and bool(titled) and "#" not in str(titled[0])
    return leads_away and len(text_of(element)) <= _CARD and element.find(".//time") is None


def is_link_card(element: Element) -> bool:
    """Whether a figure is the card of another page: one link with its picture, its title and what it is about."""
    if element.tag != "figure" or element.find(".//figcaption") is not None:
        return False
    links = list(islice(element.iter("a"), 2))
    if links and _LARGER.search(links[0].get("href") or "#"):
        return False
    words = letters(text_of(links[0])) if len(links) == 1 else ""
    return len(words) > _CARD_TITLE and words == letters(text_of(element))


def is_share_row(element: Element) -> bool:
    """Whether the parts of an element are the buttons that share a page: networks, and mail, print or a copied link."""
    if not _is_short(element):
        return False
    parts = list(element.iter("li")) or [each for each in element if text_of(each)]
    if not _FEWEST_BUTTONS <= len(parts) <= _MOST_BUTTONS:
        return False
    said = [text_of(each).casefold() for each in parts]
    networks = sum(each in _NETWORKS for each in said)
    buttons = sum(_BUTTON.fullmatch(each) is not None for each in said)
    return (
        networks > 1
        and buttons > 0
        and 2 * (networks + buttons) > len(said)
        and all(len(each.split()) <= _LONGEST_BUTTON for each in said)
        and letters("".join(said)) == letters(text_of(element))
    )


def _is_short(element: Element) -> bool:
    """Whether a row of buttons could be all of it: asked for each piece of an element, it reads no more than that."""
    length = 0
    for number, piece in enumerate(element.itertext()):
        length += len(str(piece).strip())
        if length > _LONGEST_ROW or number > _LONGEST_ROW:
            return False
    return True


def is_comment(element: Element) -> bool:
    """Whether the element stands in readers' comments."""
    outer = (element, *ancestors(element, 12))
    return any(
        _COMMENT.search(marks_of(one))
        for one in outer
        if one.tag not in {"body", "html", "article", "main"}
    )
