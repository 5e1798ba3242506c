"""What a story's own page shows beside its body: byline, people, source line, corrections."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from math import ceil

from django.utils.translation import gettext as _

from articles.body.render import newest_updates_first
from articles.ingest.credit_names import names_of_writers
from articles.models import Article, Contributor, Correction, Kind, MentionRole, Person, Topic

CHIPS_SHOWN = 8
LIVE_FOR = timedelta(hours=24)
WORDS_A_MINUTE = 230
"""Silent reading of English prose: 238 a minute (Brysbaert 2019, 190 studies)."""
SHORT = 100
"""Words of a brief or a caption, which nobody needs to be told the time of."""
PLAIN_KINDS = frozenset({Kind.NEWS, Kind.LIVE})


@dataclass(frozen=True, slots=True)
class Part:
    """A run of a byline or a whole line, with where it leads to."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class StoryPage:
    """Everything around the body; made of prefetched rows, so that it costs no query."""

    label: str
    is_live: bool
    byline: list[Part]
    people: list[Person]
    folded: list[Person]
    topics: list[Topic]
    source_line: Part | None
    corrections_above: list[Correction]
    corrections_below: list[Correction]
    updated_at: datetime | None
    key_moments: list[Part]
    minutes: int
    """To read it; 0 where nobody reads from end to end."""


def story_page(article: Article, now: datetime) -> StoryPage:
    """The reading of one story; `article` comes with ArticleQuerySet.for_page()."""
    people = [mention.tag for mention in article.mentions.all()]
    corrections = list(article.corrections.all())
    return StoryPage(
        label=_("As it happened") if is_over(article, now) else kind_label(article),
        is_live=article.kind == Kind.LIVE and not is_over(article, now),
        byline=byline_parts(article),
        people=people[:CHIPS_SHOWN],
        folded=people[CHIPS_SHOWN:],
        topics=[tie.topic for tie in article.topic_ties.all()],
        source_line=source_line(article),
        corrections_above=[each for each in corrections if each.meaning_changed],
        corrections_below=[each for each in corrections if not each.meaning_changed],
        updated_at=substantial_update(article),
        key_moments=key_moments(article),
        minutes=minutes_to_read(article),
    )


def key_moments(article: Article) -> list[Part]:
    """The headed key moments of a live story, each with its place on the page."""
    return [
        Part(block["attrs"]["heading"], f"#b-{block['attrs']['id']}")
        for block in newest_updates_first(article.body["content"])
        if block["type"] == "live_update"
        and block["attrs"]["key_moment"]
        and block["attrs"]["heading"]
    ]


def is_over(article: Article, now: datetime) -> bool:
    """Whether a live story has been still for a day: it is a record then."""
    last = modified_at(article)
    return article.kind == Kind.LIVE and last is not None and now - last > LIVE_FOR


def kind_label(article: Article) -> str:
    """The type of work, where neither plain news nor the section says it already."""
    label = "" if article.kind in PLAIN_KINDS else str(article.get_kind_display())
    return "" if article.section and article.section.name == label else label


def substantial_update(article: Article) -> datetime | None:
    """When an editor marked a change as substantial; never a moment before publication."""
    updated, published = article.updated_at, article.published_at
    return updated if updated and published and updated > published else None


def modified_at(article: Article) -> datetime | None:
    """The last of publication, substantial update and correction."""
    moments = [article.published_at, substantial_update(article), article.corrected_at]
    return max((moment for moment in moments if moment), default=None)


def minutes_to_read(article: Article) -> int:
    """0 where it is not said: of a story that goes on, and of a short one."""
    if article.kind == Kind.LIVE or article.word_count < SHORT:
        return 0
    return ceil(article.word_count / WORDS_A_MINUTE)


def source_line(article: Article) -> Part | None:
    """Who first published it, linked to where; None for our own stories."""
    source = article.source
    if source is None or not source.is_credited:
        return None
    text = source.credit_line or _("First published by %(source)s") % {"source": source.name}
    return Part(text, article.source_url or source.url)


def writers(article: Article) -> list[Contributor]:
    """Those credited with the words, in order."""
    return [credit.contributor for credit in article.credits.all() if not credit.role]


def byline_parts(article: Article) -> list[Part]:
    """The byline as printed with known names linked; made of the credits if none was written."""
    named = list(article.credits.all())
    known = {credit.contributor.name: credit.contributor.get_absolute_url() for credit in named}
    if article.byline.strip():
        return list(_linked(article.byline.strip(), known))
    parts: list[Part] = []
    names = [Part(each.name, each.get_absolute_url()) for each in writers(article)]
    if names:
        agencies = all(each.is_agency for each in writers(article))
        parts = [Part(_("From ") if agencies else _("By ")), *_enumerated(names)]
    for credit in named:
        if credit.role:
            parts.append(Part(f"{'; ' if parts else ''}{credit.role}: "))
            parts.append(Part(credit.contributor.name, credit.contributor.get_absolute_url()))
    return parts


def author_names(article: Article) -> list[str]:
    """Those credited with the words, else the names in a byline of free text: no "By", no job, no place."""
    credited = [each.name for each in writers(article)]
    return credited or list(_names_in(article.byline))


@lru_cache(maxsize=1024)
def _names_in(byline: str) -> tuple[str, ...]:
    return tuple(names_of_writers(byline))


def about(article: Article) -> list[Person]:
    """Those whom the story is about, as against only named in it."""
    return [each.tag for each in article.mentions.all() if each.role == MentionRole.SUBJECT]


def _linked(text: str, known: dict[str, str]) -> Iterator[Part]:
    if not known:
        yield Part(text)
        return
    names = sorted(known, key=len, reverse=True)
    by_case = {name.casefold(): known[name] for name in names}
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)
    for piece in pattern.split(text):
        if piece:
            yield Part(piece, by_case.get(piece.casefold(), ""))


def _enumerated(names: Sequence[Part]) -> Iterator[Part]:
    for position, name in enumerate(names):
        if position:
            yield Part(_(" and ") if position == len(names) - 1 else ", ")
        yield name
