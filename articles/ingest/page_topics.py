"""The topics of a story by the words above their links: "Related Topics", "Archivado en"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from articles.ingest.page_tree import Element, text_of

_LABEL: Final = re.compile(
    r"\W*(?:(?:related |suggested |more )?topics|tags|filed under|explore more on these topics|more about|"
    r"topics mentioned in this article|archivado en|mots-clés|schlagw(?:orte|örter)|themen|argomenti|onderwerpen|"
    r"теги|теґи|tagi|słowa kluczowe|etiketler|etiketter|ämnen|emner|palavras-chave|etiquetas|tópicos|תגיות|"
    r"الكلمات المفتاحية|وسوم|タグ|キーワード|标签|標籤|关键词|태그)\W*",
    re.IGNORECASE,
)
_LONGEST: Final = 40
"""Characters of a label and of a topic."""
_MOST: Final = 15


def labelled_links(root: Element) -> Iterator[Element]:
    """Links that stand behind a label for topics: in the next element, or in the label's own."""
    for element in root.iter("h2", "h3", "h4", "h5", "p", "span", "div", "li", "dt", "strong"):
        words = (element.text or "").strip()
        if not words or len(words) > _LONGEST or not _LABEL.fullmatch(words):
            continue
        if text_of(element) != words:
            holders: list[Element] = [element]
        else:
            following, parent = element.getnext(), element.getparent()
            holders = [each for each in (following, parent) if each is not None]
        for holder in holders:
            links = [link for link in holder.iter("a") if 0 < len(text_of(link)) <= _LONGEST]
            if 0 < len(links) <= _MOST:
                yield from links
                break


def is_label(words: str) -> bool:
    """Whether words are such a label."""
    return _LABEL.fullmatch(words) is not None
