"""A word that no story holds, as a word that stories do hold; for a search that found nothing."""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator
from datetime import datetime

from articles.body.words import plain_text
from articles.models import Article, PersonWord, Term
from articles.people.fold import fold_name
from articles.public.asked import Asked, found_for
from articles.related.terms import stem, surfaces

SHORTEST, LONGEST = 4, 24
MOST_WORDS = 6
FEWEST_STORIES = 1
SOUNDS = (("f", "ph"), ("ph", "f"), ("ks", "x"), ("x", "ks"), ("kw", "qu"), ("qu", "kw"))
"""What the ear does not tell apart and one slip does not bridge: Josefine, Josephine."""


def spelled(asked: Asked, now: datetime) -> str:
    """The words asked for with their likely misspellings put right; empty if that finds nothing either.

    One letter more, less, other or changed with its neighbor. The words offered are
    written as a public story writes them: nothing is told of any other.
    """
    words = asked.words.split()
    if not 0 < len(words) <= MOST_WORDS or '"' in asked.words:
        return ""
    changed = [_likelier(word) for word in words]
    if not any(changed):
        return ""
    written = [new or word for word, new in zip(words, changed, strict=True)]
    trial = Asked(words=" ".join(written))
    matches = found_for(trial, now).matches
    if not matches.ids:
        return ""
    shown = _as_printed(matches.ids[0], [new for new in changed if new], now)
    return " ".join(
        shown.get(new, new) if new else word for word, new in zip(words, changed, strict=True)
    )


def _likelier(word: str) -> str:
    """A word that stories hold one slip away from this one; empty if this one is held or none is."""
    folded = fold_name(word)
    if not SHORTEST <= len(folded) <= LONGEST or " " in folded or word.startswith("-"):
        return ""
    if _is_known(folded):
        return ""
    near = {stem(slip): slip for slip in _slips(folded)}
    terms = Term.objects.filter(word__in=near, df__gte=FEWEST_STORIES).order_by("-df", "word")
    best = terms.values_list("word", flat=True).first()
    if best:
        return near[best]
    names = PersonWord.objects.filter(word__in=list(_slips(folded))).order_by("word")
    return names.values_list("word", flat=True).first() or ""


def _is_known(folded: str) -> bool:
    return (
        Term.objects.filter(word=stem(folded), df__gte=FEWEST_STORIES).exists()
        or PersonWord.objects.filter(word=folded).exists()
    )


def _slips(word: str) -> Iterator[str]:
    """Everything one slip of a finger away (P. Norvig's edits of distance 1), or one sound written otherwise."""
    letters = string.ascii_lowercase
    for heard, written in SOUNDS:
        pieces = word.split(heard)
        for place in range(1, len(pieces)):
            yield heard.join(pieces[:place]) + written + heard.join(pieces[place:])
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in letters)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        yield from (before + letter + after for letter in letters)


def _as_printed(pk: int, words: Iterable[str], now: datetime) -> dict[str, str]:
    """Each word as that story writes it."""
    story = Article.objects.published(now).filter(pk=pk).first()
    if story is None:
        return {}
    text = f"{story.headline}\n{story.standfirst}\n{plain_text(story.body)}"
    stems = {word: stem(word) for word in words}
    printed = surfaces(text, stems.values())
    return {word: printed[stemmed] for word, stemmed in stems.items() if stemmed in printed}
