"""Every rule of the copy cleaner as data: its name, what it does and why; reports print this table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from articles.ingest.cleaning.noise import NOISE
from articles.ingest.cleaning.noise_elsewhere import NOISE_ELSEWHERE, WORDS_ELSEWHERE, folded
from articles.ingest.cleaning.noise_of_pictures import Where
from articles.ingest.cleaning.noise_words import FIRST_WORDS, LONG_NOISE

Action = Literal["dropped", "merged", "moved", "changed", "flagged"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One reason to touch a line of copy."""

    name: str
    """Stable: reports, the admin and exports print it."""
    action: Action
    reason: str
    """A sentence for an editor."""
    pattern: re.Pattern[str] | None = None
    """Must match the whole line. Without one the rule looks at more than one line."""
    where: Where = "anywhere"


def _noise_rules() -> tuple[Rule, ...]:
    return tuple(
        Rule(name, "dropped", reason, re.compile(pattern, re.IGNORECASE), where)
        for name, where, reason, pattern in NOISE
    )


# Rules that look at a line among its neighbors; the numbers are measured in tests/bench/captions.py.
_AMONG_LINES: Final = (
    Rule("byline", "moved", "A byline is a field of the story and no part of its text."),
    Rule("published-time", "moved", "The time of publication is a field of the story."),
    Rule("updated-time", "moved", "The time of the last update is a field of the story."),
    Rule("headline-line", "moved", "The first line reads as a headline; an editor must confirm it."),
    Rule("kicker-line", "moved", "The short line above the headline is the kicker."),
    Rule("standfirst-line", "moved", "The line between headline and byline is the standfirst."),
    Rule("headline-repeated", "dropped", "The headline of the story stands again in its text."),
    Rule("standfirst-repeated", "dropped", "The standfirst of the story stands again in its text."),
    Rule("standfirst-is-headline", "dropped", "The standfirst only repeats the headline."),
    Rule("separator", "dropped", "A line of signs before or after the text, or around what was cut."),
    Rule("dateline", "moved", "The place of filing is a field of the story."),
    Rule("head-mark", "dropped", "A sign between the parts of the page's head."),
    Rule("first-appeared", "moved", "The line names the syndication source."),
    Rule("correction-line", "moved", "The page corrects itself; the note stands with the story."),
    Rule("topics-line", "moved", "The page's topics became topics of the story."),
    Rule("list-lines", "changed", "Short lines below a colon or a heading in capitals are a list."),
    Rule("numbered-heading", "changed", "Short lines that count upwards, each above copy, are headings."),
    Rule("list-number", "merged", "The number of a heading in a list stood on a line of its own."),
    Rule("question-heading", "changed", "Short questions above their answers are headings."),
    Rule("live-time", "changed", "The time of an update of a live report is part of its heading."),
    Rule("live-label", "dropped", "A badge beside the time of an update of a live report."),
    Rule("bold-heading", "changed", "A short line in bold above copy is a heading."),
    Rule("dashed-heading", "changed", "A short line between two dashes above copy is a heading."),
    Rule("desk-label", "changed", "A desk's label stood before a cross-head or the head of a box."),
    Rule("embargo-line", "moved", "An order about the time of release; an editor must look first."),
    Rule("not-for-publication", "moved", "Words for editors, kept from readers."),
    Rule("highlights", "moved", "The highlights of the page became the standfirst."),
    Rule("author-note", "moved", "A note about the authors; kept for editors."),
    Rule("desk-credits", "changed", "The desk's credits behind the last sentence; kept for editors."),
    Rule("agency-sign-off", "dropped", "An agency's sign-off ends its copy."),
    Rule("related-marker", "dropped", "The label of a list of other stories."),
    Rule("related-headline", "moved", "The headline of another story became a related candidate."),
    Rule("related-teaser", "moved", "The teaser of another story became a related candidate's."),
    Rule("appeal", "dropped", "The house asks its readers to pay for its work."),
    Rule("post", "changed", "A post of a social network is a quotation with its writer and time."),
    Rule("readers-comment", "dropped", "Readers' comments stand below the story."),
    Rule("tail", "dropped", "It stands in the list of other stories after the text."),
    Rule("wrapped-lines", "merged", "Hard line breaks inside a paragraph were joined."),
    Rule("split-lines", "merged", "A sentence was broken at its links; its parts were joined."),
    Rule("wire-marks", "changed", "A wire's marks for quotes, dashes or line ends became plain signs."),
    Rule("link-prompt", "changed", "It sent the reader to a video or page of the site."),
    Rule("mailer-field", "dropped", "It greets a reader by a field that the mailer did not fill."),
    Rule("mailer-field-cut", "changed", "A field that the mailer did not fill stood in the words."),
    Rule("edit-link", "changed", "A wiki's link for editing stood behind the heading."),
    Rule("attribution", "merged", "Who is quoted stands below the quotation."),
    Rule("spaced-stop", "changed", "A stop stood apart from its sentence."),
    Rule("flat-lines", "changed", "The line ends were lost; marks showed where they had stood."),
    Rule("gallery-counter", "changed", "A gallery's counter was glued to the words."),
    Rule("glued-credit", "changed", "A picture's credit was glued to the caption."),
    Rule("caption-label", "changed", "A label before a caption is no part of it."),
    Rule("picture-label", "dropped", "The page's label of a caption or a credit."),
    Rule("credit-line", "moved", "The line credits the picture of the caption beside it."),
    Rule("repeated-caption", "moved", "A caption that was printed more than once; its picture is wanted."),
    Rule("credited-caption", "moved", "The line carries a picture credit or label; its picture is wanted."),
    Rule("caption-and-sentence", "moved", "A body sentence stands here again as a caption."),
    Rule("alternative-text", "merged", "The picture's alternative text stands beside its caption."),
    Rule("repeat", "merged", "The same words were printed again."),
    Rule("proposed-beside", "flagged", "It stands beside a caption or a picture credit."),
    Rule("proposed-echo", "flagged", "It repeats most of a sentence of the text, without a full stop."),
    Rule("proposed-label", "flagged", "A label and a description without a full stop, as captions have."),
    Rule("proposed-depicting", "flagged", "It describes a picture and has no full stop."),
    Rule("proposed-lone", "flagged", "The only line of its kind without a full stop; it describes."),
    Rule("repeated-sentence", "flagged", "The same sentence stands in the text more than once."),
    Rule("doubled-word", "flagged", "A word stands twice, as when a link's text was glued on."),
    Rule("capitals-heading", "changed", "A heading in capitals reads in sentence case, names kept."),
    Rule("capitals-caption", "changed", "A caption in capitals reads in sentence case, names kept."),
    Rule(
        "fact-box",
        "changed",
        "A line in capitals opens a box that runs to the advertisement label; "
        "its text may be older than the story's.",
    ),
    Rule("newsletter-in-caption", "changed", "A newsletter's invitation stood inside a caption."),
    Rule("file-name", "dropped", "The name of a picture's file stood as its alternative text."),
    Rule("empty-figure", "dropped", "The figure had neither a picture nor words."),
    Rule("known-caption", "moved", "The source names the picture whose caption this line is."),
    Rule("repeated-figure", "merged", "The same picture with the same caption stood here before."),
    Rule("proposed-headline", "flagged", "The headline is the first sentence; an editor must write one."),
    Rule("empty-line", "dropped", "It holds signs that nobody can see, or none that carry meaning."),
)  # fmt: skip

RULES: Final[tuple[Rule, ...]] = (*_noise_rules(), *_AMONG_LINES)
RULE: Final[dict[str, Rule]] = {rule.name: rule for rule in RULES}

# A line of noise is short; longer ones are copy that quotes noise. It also bounds the time.
NOISE_WIDTH: Final = 240
# Who says or does something is copy, whatever the sentence begins with.
_SAYING: Final = frozenset(
    "he she they said says told adds added wrote asked according his her their was were had will would".split()
)
_SAYING_ELSEWHERE: Final = frozenset(
    "sier säger sade siger sagde sagt sagte dice dijo dijeron zegt zei disse powiedział powiedziała".split()
)
_WORD: Final = re.compile(r"\w+")
LONG: Final = 700
_CRUMBS: Final = re.compile(
    r"Home\s?[>»›]|Comments (?:have|must) |Join thought|I would like to be e|A version of this |"
    r"Do you have an opinion on |Was this |Appeared in the |(?:\w+ )?[Tt]ranscripts are created |"
    r"Accuracy and availability of "
)
_LINE_RULES: Final = tuple(rule for rule in RULES if rule.pattern is not None)
_ELSEWHERE: Final = tuple(
    (RULE[name], re.compile(rf"\W*(?:{pattern})\W*", re.IGNORECASE))
    for name, pattern in NOISE_ELSEWHERE
)


# In a long text a menu's line may stand behind another line, such as the headline.
EDGE_LINES: Final = 4
LONG_TEXT: Final = 20
BAR_LENGTH: Final = 3
"""As many lines of noise in a row are a bar of buttons, wherever it stands."""

_NAMED_FIRST: Final = (
    " newsletter: ", "-supported publication", "ranscripts are created on", " is a nonprofit newsroom",
    " in the comments", ".jpg", ".jpeg", ".png", ".webp",
)  # fmt: skip
"""Signs of a line of noise that begins with a name."""
_GLUED_FIRST: Final = ("facebook", "twitter", "whatsapp")
"""Networks whose names stand together as one word, as a bar of buttons reads without its gaps."""
_DATED_RIGHT: Final = re.compile(r"(?:©|\(c\)) ?(?=.{0,60}\d\d)", re.IGNORECASE)
"""Without figures it is who owns a picture."""
_FIRST_WORD: Final = re.compile(r"\W*([^\W\d_]+)?")


def noise(text: str, *, edge: bool = False) -> Rule | None:
    """The rule by which the whole of `text` is noise, or None.

    `edge` says that it stands among the first or last lines or beside other noise,
    where a lone "Home" is a menu's and no cross-head.
    """
    if text.startswith(LONG_NOISE[0]):
        return RULE[LONG_NOISE[1]] if len(text) <= LONG else None
    if not text or len(text) > NOISE_WIDTH:
        return None
    return _noise(text)[edge]


@lru_cache(maxsize=2048)
def _noise(text: str) -> tuple[Rule | None, Rule | None]:
    """The first rule for this line where it stands in the text, and where it stands at an edge."""
    first = _FIRST_WORD.match(text)
    word = first[1].casefold() if first and first[1] else ""
    known = (
        not word or word in FIRST_WORDS or word.startswith(_GLUED_FIRST) or _DATED_RIGHT.match(text)
    )
    elsewhere = _noise_elsewhere(text, word)
    if elsewhere is not None:
        return elsewhere if elsewhere.where == "anywhere" else None, elsewhere
    if not known and not any(sign in text for sign in _NAMED_FIRST):
        return None, None
    if not _SAYING.isdisjoint(_WORD.findall(text.casefold())) and not _CRUMBS.match(text):
        return None, None
    at_edge = None
    for rule in _LINE_RULES:
        if (at_edge is None or rule.where == "anywhere") and rule.pattern:
            if not rule.pattern.fullmatch(text):
                continue
            at_edge = at_edge or rule
            if rule.where == "anywhere":
                return rule, at_edge
    return None, at_edge


def _noise_elsewhere(text: str, word: str) -> Rule | None:
    """The rule for a line in one of the languages of noise_elsewhere, where its first word is known."""
    if word and folded(word) not in WORDS_ELSEWHERE:
        return None
    if not word and not text[:1].isdigit():
        return None
    plain = text.replace("\u0130", "i")
    found = next((rule for rule, pattern in _ELSEWHERE if pattern.fullmatch(plain)), None)
    is_said = found is not None and not _SAYING_ELSEWHERE.isdisjoint(
        _WORD.findall(plain.casefold())
    )
    return None if is_said else found


def edge_places(texts: Sequence[str]) -> set[int]:
    """Where a lone "Home" is a menu's: the runs of noise at both ends, bars, and a few lines more."""
    places: set[int] = set()
    for order in (range(len(texts)), range(len(texts) - 1, -1, -1)):
        for place in order:
            if noise(texts[place], edge=True) is None:
                break
            places.add(place)
    run: list[int] = []
    for place, text in enumerate([*texts, ""]):
        if noise(text, edge=True) is not None:
            run.append(place)
            continue
        places |= set(run) if len(run) >= BAR_LENGTH else set()
        run = []
    if len(texts) >= LONG_TEXT:
        places |= {*range(EDGE_LINES), *range(len(texts) - EDGE_LINES, len(texts))}
    return places
