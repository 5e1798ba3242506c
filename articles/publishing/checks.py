"""What must hold before a story goes live, and what an editor should look at; one table of rules.

The form's panel, `manage.py check_stories`, bulk actions and the import ask the same function.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from articles import clock
from articles.body.words import block_text, blocks_text
from articles.models import Article, Placement
from articles.people.fold import fold_name
from articles.publishing.checked_facts import Facts, load_facts
from articles.publishing.standing import Standing

Severity = Literal["block", "warn"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not right: which check, how grave, at which field, in a sentence."""

    check: str
    severity: Severity
    field: str
    message: str
    block: str = ""
    """Id of the block of the text that is meant, where it is one."""
    picture: int | None = None
    """Number of the picture that is meant, where it is one."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A sentence about one picture: where it stands."""

    message: str
    row: Placement


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence about some words: in which field, and in which block of the text."""

    message: str
    field: str
    block: str = ""


Rule = Callable[[Facts], Iterator[str | Spot | Passage]]


@dataclass(frozen=True, slots=True)
class Check:
    """A rule with its name, its severity and the field that it points to."""

    name: str
    severity: Severity
    field: str
    rule: Rule
    binds_import: bool = False
    """Whether `import_articles --publish` leaves a story a draft that fails it."""


def check_story(
    article: Article,
    *,
    now: datetime | None = None,
    goes_out: datetime | None = None,
    standing: Standing | None = None,
) -> list[Finding]:
    """Everything found, blocking first, if readers see it at `goes_out` (None: now).

    Six queries, whatever the story holds; two of a story whose ties and pictures the caller holds.
    """
    facts = load_facts(article, now=now or clock.now(), standing=standing)
    facts.goes_out = goes_out
    return check_facts(facts)


def check_entering(article: Article, *, now: datetime) -> list[Finding]:
    """What leaves a story that an import brings a draft though it is asked to publish; no query."""
    facts = Facts(article=article, now=now)
    binding = [check for check in CHECKS if check.binds_import]
    return [_finding(check, said) for check in binding for said in check.rule(facts)]


def check_facts(facts: Facts) -> list[Finding]:
    found = [_finding(check, said) for check in CHECKS for said in check.rule(facts)]
    return sorted(found, key=lambda finding: finding.severity != "block")


def _finding(check: Check, said: str | Spot | Passage) -> Finding:
    if isinstance(said, str):
        return Finding(check.name, check.severity, check.field, said)
    if isinstance(said, Passage):
        return Finding(check.name, check.severity, said.field, said.message, said.block)
    row = said.row
    field = "lead_picture" if row.role == "lead" and check.field == "body" else check.field
    return Finding(check.name, check.severity, field, said.message, row.block_id, row.picture_id)


NOT_OF_A_CHANGE = ("usage terms", "embargo", "open comment")
"""What is noted of a story after it went out, and must be noted though it should not stand then."""


def check_change(before: list[Finding], after: Article, rows: list[Placement]) -> list[Finding]:
    """What a change of a story that readers see, or will by the clock, would break; no query.

    `before` is what `check_standing` said of the story. Faults that it had may stay, wherever in the
    story they are moved and however they are worded: as many of a picture, or of the words, as there were.
    """
    known = Counter((finding.check, finding.picture) for finding in before)
    said = {finding.message for finding in before}
    broken = []
    for finding in sorted(check_standing(after, rows), key=lambda one: one.message not in said):
        subject = finding.check, finding.picture
        if known[subject] < 1:
            broken.append(finding)
        known[subject] -= 1
    return broken


def check_standing(article: Article, rows: list[Placement]) -> list[Finding]:
    """What must hold of the story's own words and pictures, which are `rows`; no query."""
    facts = Facts(article=article, now=clock.now(), placements=rows)
    binding = [
        check for check in CHECKS if check.severity == "block" and check.name not in NOT_OF_A_CHANGE
    ]
    return [_finding(check, said) for check in binding for said in check.rule(facts)]


def is_blocked(findings: list[Finding]) -> bool:
    """Whether any of them keeps the story from readers; nobody may override that."""
    return any(finding.severity == "block" for finding in findings)


def _headline(facts: Facts) -> Iterator[str]:
    if not facts.article.headline:
        yield _("There is no headline.")
    elif facts.article.headline_proposed:
        yield _("The headline is only a proposal of the import; confirm or replace it.")


def _body(facts: Facts) -> Iterator[str]:
    """A picture that is here with words under it is a story, too; an import alone makes none of it."""
    told = any((row.caption or picture.caption).strip() for row, picture in facts.pictures)
    if not told and not any(block_text(block) for block in facts.article.body["content"]):
        yield _("There is no text.")


def _section(facts: Facts) -> Iterator[str]:
    if facts.article.section_id is None:
        yield _("The story stands in no section.")


def _lead_alt(facts: Facts) -> Iterator[Spot]:
    for row, picture in facts.pictures:
        if row.role == "lead" and not (row.alt or picture.alt or row.decorative):
            sentence = _(
                "The lead picture has no alternative text and is not marked as decorative."
            )
            yield Spot(sentence, row)


def _body_alt(facts: Facts) -> Iterator[Spot]:
    for row, picture in facts.pictures:
        if row.role == "body" and not (row.alt or picture.alt or row.decorative):
            sentence = _("A picture in the text has no alternative text: %(caption)s")
            yield Spot(sentence % {"caption": _named(row)}, row)


def _credit(facts: Facts) -> Iterator[Spot]:
    for row, picture in facts.pictures:
        if not picture.credit_line:
            sentence = _("A picture has no credit: %(caption)s")
            yield Spot(sentence % {"caption": _named(row)}, row)


def _wanted(facts: Facts) -> Iterator[str]:
    wanted = sum(row.picture is None for row in facts.placements)
    if wanted:
        yield ngettext(
            "One picture is wanted; readers do not see its caption.",
            "%(count)s pictures are wanted; readers do not see their captions.",
            wanted,
        ) % {"count": wanted}


def _embargo(facts: Facts) -> Iterator[str]:
    until = facts.article.embargo_until
    if until is not None and until > (facts.goes_out or facts.now):
        yield _(
            "The source holds the story back until %(time)s: schedule it for then or later."
        ) % {"time": timezone.localtime(until).strftime("%Y-%m-%d %H:%M %Z")}


def _terms(facts: Facts) -> Iterator[str]:
    if facts.article.web_forbidden:
        yield _("The usage terms forbid the web.")


def _standfirst(facts: Facts) -> Iterator[str]:
    if not facts.article.standfirst:
        yield _("There is no standfirst.")


def _no_people(facts: Facts) -> Iterator[str]:
    if not facts.people:
        yield _("No people are tagged.")


def _caption_is_alt(facts: Facts) -> Iterator[Spot]:
    for row, picture in facts.pictures:
        caption, alt = row.caption or picture.caption, row.alt or picture.alt
        if alt and fold_name(caption) == fold_name(alt):
            sentence = _("The alternative text only repeats the caption: %(caption)s")
            yield Spot(sentence % {"caption": _named(row)}, row)


def _long_headline(facts: Facts) -> Iterator[str]:
    length = len(facts.article.headline)
    if length > 70:
        yield _("The headline has %(length)s characters; over 70 it is cut in lists.") % {
            "length": length
        }


PARAGRAPHS_A_QUOTE = 5
"""Of two pull quotes on one screen neither is read."""


def _many_quotes(facts: Facts) -> Iterator[str]:
    kinds = [block["type"] for block in facts.article.body["content"]]
    quotes = kinds.count("pull_quote")
    if quotes > max(1, kinds.count("paragraph") // PARAGRAPHS_A_QUOTE):
        yield _("There are %(quotes)s pull quotes; one in %(n)s paragraphs is the most.") % {
            "quotes": quotes,
            "n": PARAGRAPHS_A_QUOTE,
        }


PARAGRAPHS_BEFORE_A_BOX = 3


def _early_box(facts: Facts) -> Iterator[str]:
    kinds = [block["type"] for block in facts.article.body["content"]]
    before = kinds[: kinds.index("fact_box")] if "fact_box" in kinds else ()
    if "fact_box" in kinds and before.count("paragraph") < PARAGRAPHS_BEFORE_A_BOX:
        yield _("A fact box stands before the %(n)s paragraphs that lead into the story.") % {
            "n": PARAGRAPHS_BEFORE_A_BOX
        }


def _no_related(facts: Facts) -> Iterator[str]:
    if not facts.has_picks:
        yield _("No related story is picked.")


def _hidden_pick(facts: Facts) -> Iterator[str]:
    for headline in facts.hidden_picks:
        yield _("A related story is not live: %(headline)s") % {"headline": headline}


def _dead_link(facts: Facts) -> Iterator[str]:
    for path in facts.dead_links:
        yield _("A link in the text leads to a story that is not live: %(path)s") % {"path": path}


def _same_headline(facts: Facts) -> Iterator[str]:
    if facts.same_headline:
        yield _("Another live story has the same headline.")


NOTE = re.compile(
    r"\bTK(?:TK)*\b|\bCQ\b|\bXXX+\b|\?\?\?"
    r"|\[[^\]\n]{0,80}\b(?:todo|tk|cq)\b[^\]\n]{0,80}\]"
    r"|\[\s{0,3}(?:check|confirm|add|fix|spell|ask)\b[^\]\n]{0,160}\]"
    r"|\[[^\]\n]{0,80}\b(?:check|confirm|fix|spell|who|ask)\b[^\]\n]{0,80}\?\s{0,3}\]",
    re.IGNORECASE,
)
"""In brackets an order opens them or is a question: “the minister [Ana Ruiz, who left] agreed” is a
writer's own help to a quotation."""
SHOUTED = re.compile(r"\b(?:TK(?:TK)*|CQ|XXX+)\b")


def _leftover(facts: Facts) -> Iterator[Passage]:
    fields = ("headline", "standfirst", "lead_caption")
    texts = [(name, "", getattr(facts.article, name)) for name in fields]
    blocks = blocks_text(facts.article.body, include_captions=True)
    texts += [("body", block_id, words) for block_id, _type, words in blocks]
    for field, block_id, words in texts:
        for found in NOTE.finditer(words):
            note = found[0]
            if note.isalpha() and not SHOUTED.fullmatch(note):
                continue
            sentence = _("A working note is left in the text: %(note)s") % {"note": note[:80]}
            yield Passage(sentence, field, block_id)


def _comments(facts: Facts) -> Iterator[str]:
    for text in facts.open_comments:
        yield _("A comment is not resolved: “%(words)s”") % {"words": text[:60]}


def _twice(facts: Facts) -> Iterator[str]:
    """Paragraphs of ten words or more that share nine tenths of their words."""
    seen: list[tuple[set[str], str]] = []
    for _id, kind, words in blocks_text(facts.article.body)[:400]:
        bag = set(fold_name(words).split())
        if kind != "paragraph" or len(bag) < 10:
            continue
        for other, first in seen:
            if len(bag & other) >= 0.9 * len(bag | other):
                yield _("Two paragraphs say nearly the same: “%(words)s…”") % {"words": first[:60]}
                break
        seen.append((bag, words))


def _misspelled(facts: Facts) -> Iterator[str]:
    """A name in a caption that is one letter off somebody tagged."""
    surnames = {name.split()[-1] for name in facts.people if len(name.split()[-1]) > 4}
    for row in facts.placements:
        caption = row.caption or (row.picture.caption if row.picture else "")
        for word in re.findall(r"\b[^\W\d_]{5,}\b", caption)[:200]:
            for surname in surnames:
                if word[0].isupper() and word != surname and _one_letter_off(word, surname):
                    yield _("“%(word)s” in a caption is one letter off “%(name)s”.") % {
                        "word": word,
                        "name": surname,
                    }


def _one_letter_off(one: str, other: str) -> bool:
    one, other = one.casefold(), other.casefold()
    if one == other or one.removesuffix("s") == other or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, tail = one[start:], other[start:]
    return rest[1:] == tail[1:] or rest[1:] == tail or rest == tail[1:]


def _named(row: Placement) -> str:
    words = row.caption or (row.picture.caption if row.picture else "")
    return words[:60] or _("without a caption")


CHECKS: tuple[Check, ...] = (
    Check(gettext_noop("headline"), "block", "headline", _headline, binds_import=True),
    Check(gettext_noop("text"), "block", "body", _body, binds_import=True),
    Check(gettext_noop("section"), "block", "section", _section, binds_import=True),
    Check(gettext_noop("usage terms"), "block", "usage_terms", _terms, binds_import=True),
    Check(gettext_noop("lead alt"), "block", "lead_alt", _lead_alt),
    Check(gettext_noop("credit"), "block", "body", _credit),
    Check(gettext_noop("leftover note"), "block", "body", _leftover),
    Check(gettext_noop("embargo"), "block", "embargo_until", _embargo),
    Check(gettext_noop("open comment"), "block", "comments", _comments),
    Check(gettext_noop("standfirst"), "warn", "standfirst", _standfirst),
    Check(gettext_noop("people"), "warn", "people", _no_people),
    Check(gettext_noop("alt"), "warn", "body", _body_alt),
    Check(gettext_noop("alt repeats caption"), "warn", "body", _caption_is_alt),
    Check(gettext_noop("pictures wanted"), "warn", "body", _wanted),
    Check(gettext_noop("long headline"), "warn", "headline", _long_headline),
    Check(gettext_noop("pull quotes"), "warn", "body", _many_quotes),
    Check(gettext_noop("early fact box"), "warn", "body", _early_box),
    Check(gettext_noop("related"), "warn", "related", _no_related),
    Check(gettext_noop("related not live"), "warn", "related", _hidden_pick),
    Check(gettext_noop("dead link"), "warn", "body", _dead_link),
    Check(gettext_noop("same headline"), "warn", "headline", _same_headline),
    Check(gettext_noop("said twice"), "warn", "body", _twice),
    Check(gettext_noop("misspelled name"), "warn", "body", _misspelled),
)
"""The whole rule book. An embargo in the future blocks going out now and any time before it; to
schedule at its end or later is allowed. Visibility is computed from both, so that a mistake here
would still show nothing early; the import may publish a story under embargo, hidden until then."""
