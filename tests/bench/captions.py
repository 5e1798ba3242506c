"""Measures the copy cleaner on damaged stories: `python -m tests.bench.captions FOLDER`.

FOLDER holds token-per-line texts (`entities/`: Wikinews, wikigold, re3d). Captions are put into
their stories one to three times, quotes swapped, no-break spaces added, the stop dropped from four
of five, a body copy with a stop added to one of seven, then headings, a label and a list of other
stories. The templates of the captions come in two halves: the rules were tuned on one only.
Prints a line for each measure against its floor; exit status 1 if one is below.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from articles.ingest.clean import Cleaned, clean
from articles.ingest.cleaning.text import key
from articles.ingest.record import Line, Origin, StoryRecord

# Floors that rise freely and fall only on purpose.
FLOORS = {
    "precision": 0.91,
    "recall": 0.90,
    "certain precision": 0.975,
    "line precision": 0.965,
    "line recall": 0.91,
}
FALSE_IN_CLEAN = 0.005
MILLISECONDS_PER_100_LINES = 25.0

TUNED = """
{p} outside the courthouse in {l} on {d}
{p} speaks to reporters after the meeting in {l}
A man walks past a shop window in {l} earlier this week
Residents of {l} clear the street after the storm
{p} and {q} before the opening of the talks
Workers load boxes onto a lorry near the port of {l}
{p} has been praised by colleagues at {q}
Police officers stand guard at the gates of {l}
The building in {l} where the first meeting took place
Supporters of {p} wave flags in the main square
{p} (left) with {q} at a dinner in {l}
Angry: {p} said the plan was a mistake from the start
A young fan waits for {p} at the airport
{p} holds up a copy of the report
Smoke rises over {l} on {d} morning
Flowers were laid outside the home of {p}
{p}, pictured in {l} last year, did not comment
An artist's impression of the new station at {l}
The crew of the {q} prepare for departure
Volunteers from {l} hand out food and blankets
Relief: {p} leaves the hospital with family
{p} takes questions from members of {q}
The river burst its banks near {l} overnight
Children play in the ruins of a school in {l}
{p} pictured at a charity evening in {l}
Empty shelves at a supermarket in {l}
A view of {l} from the old fortress
{p} signs the agreement as {q} looks on
Fans queued through the night to see {p}
{p} was last seen near the bridge at {l}
""".strip().splitlines()

UNTUNED = """
{p} arriving at a rehearsal in {l} with two assistants
Firefighters battle the blaze in a warehouse district of {l}
{p} shakes hands with {q} ahead of the vote
Villagers gather around the well that {q} paid for
The letter that {p} sent to the committee in {l}
Passengers wait for news at the main terminal on {d}
Proud: {p} poses with the medal won in {l}
{p} inspects the damage at a farm outside {l}
A satellite image shows the coast near {l}
The prototype was unveiled by {q} in {l} last month
{p}, right, and {q} share a joke during the ceremony
Thousands marched through {l} in support of {p}
A plaque in {l} remembers the victims
{p} on stage during the second night of the festival
Divers search the lake near {l} for the missing boat
The office of {q} has been closed since {d}
Demand for tickets to see {p} was higher than ever
Doctors at the clinic in {l} treat a patient
Hero: {p} pulled three neighbors from the flames
{p} has always denied the claims made by {q}
The old market hall in {l} will be torn down
Snow covers the roofs of {l} on {d}
{p} is escorted from the building by officers
A protester holds a sign that names {p}
The wreck of the {q} was found off {l}
Members of {q} during a break in the session
{p} at home in {l} with a favorite dog
Teams from {l} and {q} line up before kick-off
Soldiers patrol a checkpoint on the road to {l}
The latest model made by {q} on show in {l}
""".strip().splitlines()

HEADINGS = """
What happens next
The road ahead
A long wait
Background to the dispute
How it began
Why it matters now
Questions remain
'Nobody told us'
The numbers
Reaction
""".strip().splitlines()

TEASERS = """
Ten gardens to visit before the summer ends|Our writers name the places that they go back to every year…
The bakery that feeds a whole street|HAVE you ever wondered who gets up first in your town? We…
Is your phone listening? An expert explains|A small test with surprising results…
Minister denies rift over harbor plan|The opposition asked for a vote on Monday as…
Why more of us are learning the cello|Teachers say that waiting lists have doubled since…
""".strip().splitlines()

DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_NO_SPACE_BEFORE = re.compile(r" (?=[.,;:!?%)\]]|n't\b|'(?:s|re|ve|ll|d|m)\b)")
_NO_SPACE_AFTER = re.compile(r"(?<=[(\[$£#]) ")
_NAME = re.compile(r"(?<=[a-z,] )(?:[A-Z][a-z]+(?: [A-Z][a-z]+){0,2})")


@dataclass
class Damaged:
    """A story as a scraper would give it, with the truth."""

    lines: list[str]
    captions: dict[str, str] = field(default_factory=dict)
    """Key -> as printed."""
    body: list[str] = field(default_factory=list)


@dataclass
class Score:
    found: int = 0
    right: int = 0
    true: int = 0

    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    def recall(self) -> float:
        return self.right / self.true if self.true else 1.0


def texts(folder: Path) -> Iterator[list[str]]:
    """The stories of token files as lists of sentences; stories of fewer than six are left out."""
    for path in sorted(folder.rglob("*")):
        if path.suffix not in (".tsv", ".conll", ".txt") or not path.is_file():
            continue
        for story in _stories(path.read_text(encoding="utf-8", errors="replace")):
            if len(story) >= 6 and sum(len(sentence.split()) for sentence in story) > 90:
                yield story


def _stories(content: str) -> Iterator[list[str]]:
    story: list[str] = []
    tokens: list[str] = []
    open_line = ""
    for row in [*content.splitlines(), "", "-DOCSTART- O"]:
        if row.startswith("-DOCSTART-"):
            if story:
                yield story
            story, open_line = [], ""
        elif row.strip():
            tokens.append(re.split(r"[\t ]", row)[0])
        elif tokens:
            sentence = _sentence(tokens)
            credit = tokens[:2] == ["Image", ":"]
            if credit and open_line:
                story.append(open_line)  # a caption of Wikinews without a stop
            # Headings and table cells of the corpora have no stop; they are left out.
            if credit or (len(tokens) > 3 and sentence[-1] in ".!?\"'”"):
                story.append(sentence)
            open_line = "" if sentence[-1] in ".!?\"'”" else sentence
            tokens = []


def _is_credit(sentence: str) -> bool:
    return sentence.startswith("Image: ")


def _sentence(tokens: list[str]) -> str:
    text = _NO_SPACE_AFTER.sub("", _NO_SPACE_BEFORE.sub("", " ".join(tokens)))
    return re.sub(r'" ([^"]*?) "', r'"\1"', re.sub(r'" ([^"]*?)$', r'"\1', text)).replace(
        '. "', '."'
    )


def damage(story: list[str], templates: list[str], dice: random.Random) -> Damaged:
    """The story with captions and noise put in, and what is true about it."""
    paragraphs = _paragraphs(story, dice)
    names = sorted({name for sentence in story for name in _NAME.findall(sentence)}) or [
        "Riverside"
    ]
    lines = list(paragraphs)
    own = [one for one, other in pairwise(lines) if _is_credit(other)]
    truth = Damaged([], captions={key(caption): caption for caption in own})
    truth.body = [line for line in lines if not _is_credit(line) and line not in own]
    for _ in range(min(dice.randint(0, 5), len(paragraphs) // 2)):
        caption = dice.choice(templates).format(
            p=dice.choice(names), q=dice.choice(names), l=dice.choice(names), d=dice.choice(DAYS)
        )
        if key(caption) in truth.captions:
            continue
        truth.captions[key(caption)] = caption
        place = dice.randint(1, len(lines))
        lines[place:place] = _copies(caption, truth, dice)
    for heading in dice.sample(HEADINGS, dice.choice((0, 0, 1, 2))):
        lines.insert(dice.randint(2, len(lines) - 1), heading)
        truth.body.append(heading)
    if dice.random() < 0.7:
        lines.append("Advertisement")
    if dice.random() < 0.7:
        lines.append("You May Also Like")
        for pair in dice.sample(TEASERS, dice.randint(2, 4)):
            lines += pair.split("|")
    truth.lines = lines
    return truth


def _copies(caption: str, truth: Damaged, dice: random.Random) -> list[str]:
    """One to three prints of a caption, side by side, and sometimes the same as a body sentence."""
    printed = caption if dice.random() < 0.8 else caption + "."
    copies = []
    for _ in range(dice.randint(1, 3)):
        copy = printed
        if dice.random() < 0.3:
            copy = copy.replace("'", "’") if "'" in copy else copy.replace(" ", "\u00a0", 1)
        if dice.random() < 0.1:
            copy += "\u00a0 "
        copies.append(copy)
    if dice.random() < 0.15:
        copies.insert(0, caption + ".")
        truth.body.append(caption + ".")
    return copies


def _paragraphs(story: list[str], dice: random.Random) -> list[str]:
    paragraphs: list[str] = []
    place = 0
    while place < len(story):
        alone = any(_is_credit(sentence) for sentence in story[place : place + 3])
        size = 1 if alone else dice.choice((1, 1, 2))
        paragraphs.append(" ".join(story[place : place + size]))
        place += size
    return paragraphs


def cleaned(lines: list[str]) -> Cleaned:
    """What the cleaner makes of these paragraphs, an empty line between each two."""
    numbered = [Line(2 * place + 1, text) for place, text in enumerate(lines)]
    return clean(StoryRecord(origin=Origin("bench"), lines=numbered))


def blocks_of(blocks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Every block, boxes opened."""
    for block in blocks:
        yield block
        if block["type"] == "fact_box":
            yield from blocks_of(block["content"])


def figures(result: Cleaned, *, proposed: bool) -> list[str]:
    return [
        block["attrs"]["caption"]
        for block in blocks_of(list(result.document["content"]))
        if block["type"] == "figure"
        and block["attrs"]["caption"]
        and (proposed or not block["attrs"]["proposed"])
    ]


def body_lines(result: Cleaned) -> list[str]:
    return [
        "".join(run.get("text", "") for run in block["content"])
        for block in blocks_of(list(result.document["content"]))
        if block["type"] in ("paragraph", "heading")
    ]


def measure(stories: list[Damaged], *, show: int = 0) -> dict[str, float]:
    """Precision and recall of captions (all, certain) and of body lines."""
    every, certain, lines = Score(), Score(), Score()
    for story in stories:
        result = cleaned(story.lines)
        for score, proposed in ((every, True), (certain, False)):
            found = {key(caption) for caption in figures(result, proposed=proposed)}
            score.found += len(found)
            score.right += len(found & story.captions.keys())
            score.true += len(story.captions)
            if show and proposed:
                for caption in found - story.captions.keys():
                    print("   false:", caption)
                for caption in story.captions.keys() - found:
                    print("  missed:", caption)
        kept, true = [key(line) for line in body_lines(result)], {key(line) for line in story.body}
        lines.found += len(kept)
        lines.right += sum(1 for line in kept if line in true)
        lines.true += len(story.body)
    return {
        "precision": every.precision(),
        "recall": every.recall(),
        "certain precision": certain.precision(),
        "certain recall": certain.recall(),
        "line precision": lines.precision(),
        "line recall": lines.recall(),
    }


def false_in_clean(stories: list[list[str]]) -> float:
    """The share of stories without captions in which anything is taken for one."""
    without = [story for story in stories if not any("Image: " in line for line in story)]
    return sum(1 for story in without if figures(cleaned(story), proposed=True)) / len(without)


def milliseconds_per_100_lines(stories: list[Damaged]) -> float:
    """The median of five runs over all stories."""
    runs = []
    total = sum(len(story.lines) for story in stories)
    for _ in range(5):
        begun = time.process_time()
        for story in stories:
            cleaned(story.lines)
        runs.append((time.process_time() - begun) * 1000 * 100 / total)
    return sorted(runs)[2]


def damaged_stories(folder: Path, templates: list[str], seed: int) -> list[Damaged]:
    dice = random.Random(seed)
    return [damage(story, templates, dice) for story in texts(folder)]


def main(folder: Path, *, show: int = 0) -> int:
    failed = False
    plain = list(texts(folder))
    for name, templates, seed in (
        ("tuned", TUNED, 1),
        ("untuned", UNTUNED, 2),
        ("untuned", UNTUNED, 7),
    ):
        stories = damaged_stories(folder, templates, seed)
        print(f"{name}: {len(stories)} stories, {sum(len(s.captions) for s in stories)} captions")
        for measured, value in measure(stories, show=show).items():
            floor = FLOORS.get(measured, 0.0)
            failed |= value < floor
            print(f"  {measured:18} {value:.3f}  (floor {floor})")
    share = false_in_clean(plain)
    speed = milliseconds_per_100_lines(damaged_stories(folder, UNTUNED, 3))
    print(f"captions in clean stories {share:.4f} of {len(plain)}  (at most {FALSE_IN_CLEAN})")
    print(f"{speed:.1f} ms per 100 lines  (at most {MILLISECONDS_PER_100_LINES})")
    return int(failed or share > FALSE_IN_CLEAN or speed > MILLISECONDS_PER_100_LINES)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), show=len(sys.argv) > 2))
