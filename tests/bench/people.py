"""Scores the people finder on labelled texts: `python -m tests.bench.people PATH...`.

Two layouts are read. Lines of token TAB (or blank) tag, an empty line after each sentence, a file or
a line `-DOCSTART-` for each story; and JSON Lines of {"id", "text", "spans": [[start, end, "PER"]]} or
{"id", "text", "people": [name, ...]} (people alone gives no mention score); stretches that are neither
right nor wrong, as bylines are, stand under "unjudged".

Mention F1 asks for the exact stretch, titles and possessives off on both sides. People F1 compares
the persons of each story, both sides merged by `resolve.cluster`; full-name F1 only those whose
fullest form has a given name, which is what becomes a tag. Sets that mark pronouns and common
nouns too are read for their capitalised stretches only.
"""

import argparse
import json
import random
import statistics
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from articles.people.lexicon import signs as sign
from articles.people.lexicon.words import lexicon
from articles.people.recognise import Directory, FoundPerson, KnownPerson, find_people
from articles.people.resolve import Mention, cluster, fold_name, parse_name
from articles.people.tokens import Token, Tokenizer

_NESTED_TAGS = {
    "abstract",
    "event",
    "object",
    "B-Temporal",
    "B-Organisation",
}  # kinds of sets that tag every noun phrase
_POSSESSIVES = {"'s", "’s", "'", "’"}
PERSON_TAGS = {"per", "person"}
WORDS_TIMED = 600
_LOWER_INSIDE = {
    "de",
    "van",
    "von",
    "der",
    "den",
    "bin",
    "al",
    "el",
    "la",
    "del",
    "di",
    "da",
    "dos",
    "y",
    "-",
}
_HEAD_ENDS = {
    "of",
    "from",
    "for",
    "in",
    "to",
    "on",
    "at",
    "with",
    "by",
    "who",
    "and",
    ",",
    "(",
    "within",
    "about",
    "against",
}
_QUOTES = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")", "-lrb-": "(", "-rrb-": ")"}


@dataclass
class Story:
    """A text with the stretches that name people; `people` when only the persons are known.

    Where a set tags whole noun phrases and only the outermost, a name inside one is
    `unjudged`: neither right nor wrong.
    """

    id: str
    text: str
    spans: list[tuple[int, int]] = field(default_factory=list)
    people: list[str] | None = None
    unjudged: list[tuple[int, int]] = field(default_factory=list)


@dataclass
class Count:
    """True and false finds of one measure."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def add(self, found: set, wanted: set) -> None:
        self.right += len(found & wanted)
        self.found += len(found)
        self.wanted += len(wanted)

    def __str__(self) -> str:
        precision = self.right / self.found if self.found else 0.0
        recall = self.right / self.wanted if self.wanted else 0.0
        return f"F1 {self.f1:.3f} (P {precision:.3f} R {recall:.3f} of {self.wanted})"

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else 0.0


def stories(path: Path) -> Iterator[Story]:
    """Every labelled story of a file, or of all files below a folder."""
    if path.is_dir():
        for inner in sorted(path.rglob("*")):
            if (
                inner.suffix in {".tsv", ".conll", ".txt", ".bio", ".iob", ".jsonl"}
                and "LICENSE" not in inner.name
            ):
                yield from stories(inner)
    elif path.suffix == ".jsonl":
        yield from _from_json_lines(path)
    else:
        yield from _from_columns(path)


def _from_json_lines(path: Path) -> Iterator[Story]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            row = json.loads(line)
            spans = [
                trimmed
                for start, end, *tag in row.get("spans") or []
                if (not tag or str(tag[0]).lower() in PERSON_TAGS)
                and (trimmed := _trimmed(row["text"], start, end))
            ]
            people = None if row.get("spans") is not None else row.get("people")
            unjudged = [(start, end) for start, end in row.get("unjudged", ())]
            yield Story(str(row.get("id", number)), row["text"], spans, people, unjudged)


def _from_columns(path: Path) -> Iterator[Story]:
    sentences: list[list[tuple[str, str]]] = [[]]
    part = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        columns = line.split("\t") if "\t" in line else line.split()
        if line.startswith("-DOCSTART-"):
            if any(sentences):
                part += 1
                yield _story(f"{path.stem}-{part}", sentences)
            sentences = [[]]
        elif len(columns) < 2 or not columns[0]:
            sentences.append([])
        else:
            sentences[-1].append((_QUOTES.get(columns[0], columns[0]), columns[-1]))
    if any(sentences):
        yield _story(f"{path.stem}-{part + 1}" if part else path.stem, sentences)


def _story(name: str, sentences: Sequence[list[tuple[str, str]]]) -> Story:
    """Tokens set apart by blanks, a sentence to a line."""
    text = ""
    spans: list[tuple[int, int]] = []
    unjudged: list[tuple[int, int]] = []
    nested = any(tag in _NESTED_TAGS for sentence in sentences for _, tag in sentence)
    for sentence in filter(None, sentences):
        before = ""
        for word, tag in sentence:
            start = len(text)
            text += word + " "
            head, _, kind = tag.rpartition("-")
            is_person = kind.lower() in PERSON_TAGS
            if is_person and before == kind and head != "B" and spans:
                spans[-1] = (spans[-1][0], start + len(word))
            elif is_person:
                spans.append((start, start + len(word)))
            if nested and tag != "O":
                unjudged.append((start, start + len(word)))
            before = kind if is_person else ""
        text = text[:-1] + "\n"
    trimmed = [part for span in spans for part in _names_in(text, *span)]
    return Story(name, text, trimmed, unjudged=unjudged)


def _names_in(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The capitalised stretch a span is about: the span itself where a set marks names only."""
    words: list[tuple[int, int]] = []
    place = start
    for word in text[start:end].split(" "):
        words.append((place, place + len(word)))
        place += len(word) + 1
    if len(words) > 1 and text[slice(*words[-1])] in _POSSESSIVES:
        words.pop()
    if all(_is_named(text, word) or text[slice(*word)].lower() in _LOWER_INSIDE for word in words):
        yield from _run_of(text, words)
        return
    run: list[tuple[int, int]] = []
    last: list[tuple[int, int]] = []
    for word in words:
        plain = text[slice(*word)]
        if _is_named(text, word) or (run and plain.lower() in _LOWER_INSIDE):
            run.append(word)
        elif plain.lower() in _HEAD_ENDS:
            break
        else:
            last, run = run if plain not in _POSSESSIVES else [], []
    yield from _run_of(text, run or last)


def _is_named(text: str, word: tuple[int, int]) -> bool:
    return text[word[0]].isupper()


def _run_of(text: str, run: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    while run and not text[run[-1][0]].isupper() and len(run) > 1:
        run = run[:-1]
    if run and (trimmed := _trimmed(text, run[0][0], run[-1][1])):
        yield trimmed


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A gold span without titles and possessive; None when no name is left."""
    tokens = [
        token
        for line in Tokenizer(lexicon()).lines(text[start:end], shares=False)
        for token in line.tokens
        if token.word
    ]
    kept = len(parse_name(" ".join(token.text for token in tokens)).words)
    tokens = (
        tokens[-kept:]
        if kept and kept < len(tokens) and tokens[-1].key.rstrip(".") not in {"jr", "sr"}
        else tokens
    )
    while len(tokens) > 1 and _is_no_name(tokens[0]):
        tokens = tokens[1:]
    if not tokens or all(_is_no_name(token) or token.signs & sign.ANY_PLACE for token in tokens):
        return None
    last = tokens[-1]
    closing = text[start + last.end : end].startswith(".") and last.key in {"jr", "sr"}
    return start + tokens[0].start, start + last.end + closing


def _is_no_name(token: Token) -> bool:
    against = sign.TITLE | sign.NATIONALITY | sign.BREAK | sign.ROLE | sign.RELATION
    return (bool(token.signs & against) and not token.signs & sign.ANY_NAME) or not token.text[
        0
    ].isalpha()


def _folded(names: Iterable[str]) -> set[str]:
    return {key for name in names if (key := fold_name(name))}


def _gold_people(story: Story) -> tuple[set[str], set[str]]:
    if story.people is not None:
        return _folded(story.people), _folded(
            name for name in story.people if parse_name(name).is_full
        )
    found = cluster([Mention(story.text[start:end], start) for start, end in story.spans])
    return _folded(one.name for one in found), _folded(
        one.name for one in found if parse_name(one.name).is_full
    )


def strangers(number: int) -> Directory:
    """A directory of so many people made from the word lists, the same each time."""
    signs = lexicon().signs
    given = [word.title() for word, found in signs.items() if found & sign.ANY_GIVEN]
    last = [word.title() for word, found in signs.items() if found & sign.ANY_SURNAME]
    chance = random.Random(1)
    names = (f"{chance.choice(given)} {chance.choice(last)}" for _number in range(number))
    return Directory.of(KnownPerson(key, name) for key, name in enumerate(names))


def score(
    labelled: Iterable[Story],
    *,
    threshold: float,
    show_errors: bool,
    directory: Directory | None = None,
) -> dict[str, object]:
    """Measures over all stories, with processor times of one run each (milliseconds per 600 words)."""
    mentions, people, full = Count(), Count(), Count()
    times: list[float] = []
    for story in labelled:
        started = time.process_time()
        everybody = find_people(story.text, directory=directory)
        took = (time.process_time() - started) * 1000
        found = [person for person in everybody if person.score >= threshold]
        found = _judged(found, story)
        times.append(took * WORDS_TIMED / max(len(story.text.split()), 100))
        gold_people, gold_full = _gold_people(story)
        spans = {span for person in found for span in person.mentions}
        if story.people is None:
            mentions.add(spans, set(story.spans))
        people.add(_folded(person.name for person in found), gold_people)
        found_full = _folded(person.name for person in found if parse_name(person.name).is_full)
        full.add(found_full, gold_full)
        if show_errors:
            _show(story, found, spans, found_full, gold_full)
    quantiles = statistics.quantiles(times, n=20) if len(times) > 1 else times * 19
    return {
        "stories": len(times),
        "mention": mentions,
        "people": people,
        "full": full,
        "p50": statistics.median(times),
        "p95": quantiles[18],
    }


def _judged(found: list[FoundPerson], story: Story) -> list[FoundPerson]:
    """Without what stands inside spans of another kind, unless it is gold elsewhere in the story."""
    if not story.unjudged:
        return found
    hidden = {place for span in story.unjudged for place in range(*span)}
    gold = set(story.spans)
    kept = [
        replace(
            person,
            mentions=tuple(
                span for span in person.mentions if span in gold or hidden.isdisjoint(range(*span))
            ),
        )
        for person in found
    ]
    return [person for person in kept if person.mentions]


def _show(
    story: Story, found: list[FoundPerson], spans: set, found_full: set[str], gold_full: set[str]
) -> None:
    for start, end in sorted(spans ^ set(story.spans)):
        mark = "FALSE " if (start, end) in spans else "MISSED"
        around = " ".join(
            text.replace("\n", " | ")
            for text in (
                story.text[max(0, start - 40) : start],
                f"[{story.text[start:end]}]",
                story.text[end : end + 40],
            )
        )
        score_of = next((person.score for person in found if (start, end) in person.mentions), "")
        sys.stdout.write(f"  {mark} {story.id} {score_of} {around}\n")
    sys.stdout.write(
        "".join(
            f"  FULL {'FALSE ' if key in found_full else 'MISSED'} {story.id} {key}\n"
            for key in sorted(found_full ^ gold_full)
        )
    )


def main(arguments: list[str] | None = None) -> int:
    """One line of measures for each path."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument(
        "--threshold", type=float, default=0.0, help="least score of a person that counts"
    )
    parser.add_argument("--errors", action="store_true", help="show every false and missed mention")
    parser.add_argument(
        "--half",
        choices=["even", "odd"],
        help="every second story: look at one half, check on the other",
    )
    parser.add_argument(
        "--known", type=int, default=0, help="people in a made-up directory, for the times"
    )
    options = parser.parse_args(arguments)
    directory = strangers(options.known) if options.known else None
    find_people("")  # the word lists are loaded before the clock starts
    lexicon()
    for path in options.paths:
        labelled = list(stories(path))
        if options.half:
            labelled = labelled[options.half == "odd" :: 2]
        measures = score(
            labelled, threshold=options.threshold, show_errors=options.errors, directory=directory
        )
        sys.stdout.write(
            f"{path.name}: {measures['stories']} stories\n"
            f"  mentions {measures['mention']}\n"
            f"  people   {measures['people']}\n"
            f"  full     {measures['full']}\n"
            f"  ms per {WORDS_TIMED} words: p50 {measures['p50']:.1f} p95 {measures['p95']:.1f}\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
