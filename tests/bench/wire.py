"""A wire of made-up stories about people of a large directory, the same on every machine."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

PEOPLE = 20_000
WORDS = 600
FIRST = (
    "Ada Ben Clara David Elena Farid Grace Hugo Ines Jonas Karim Lena Marco Nadia Oscar Petra "
    "Quentin Rosa Samir Tanja Ulrich Vera Walter Xenia Yusuf Zara Anton Berta Cyril Dora"
).split()
LAST = (
    "Almond Birch Carver Dunmore Easton Fairley Garrow Halden Ingleby Jessop Kirkham Larkin "
    "Marlowe Norwick Ogden Pemberly Quarles Ravenhill Selwyn Thackley Underhay Vickers Wexford "
    "Yarrow Zeller Ashcombe Brantley Colwick Dreyfus Elderton"
).split()
COMMON = (
    "the council voted on monday to close the old bridge after engineers found cracks in two of "
    "its piers and warned that heavy lorries could no longer cross it without danger while a "
    "ferry would carry people over the river every twenty minutes from early morning until late "
    "evening at no cost for residents who can show a card that the city sends by post this week "
    "traders in the harbor said they feared for their summer trade because visitors may stay "
    "away if the road remains shut but officials answered that work should end before autumn"
).split()
VOCABULARY = [
    f"{start}{middle}{end}"
    for start in "bra cor del fen gar hol jun kel lum mar nov pel quor ras sol tur vel wen".split()
    for middle in "a ber do lin mor na pi ro sta tu ven".split()
    for end in "ck d ge k lt m nd p rs st th x".split()
]
"""Words of no language: each story has 200 of them, so that stories are as unlike as real ones."""


def names(chance: random.Random) -> list[str]:
    """Different names of two or three parts."""
    from articles.people.fold import fold_name

    found: dict[str, str] = {}
    while len(found) < PEOPLE:
        middle = f" {chance.choice('ABCDEFGHJKLMNPRSTW')}." if chance.random() < 0.3 else ""
        last = chance.choice(LAST) + chance.choice(("", "", "son", "s", "-" + chance.choice(LAST)))
        name = f"{chance.choice(FIRST)}{middle} {last}{'e' * (len(found) % 3)}"
        found.setdefault(fold_name(name), name)
    return list(found.values())


def write_stories(path: Path, count: int, people: list[str], *, words: int = WORDS) -> None:
    """Fewer words make a file of a million stories that a small disk holds."""
    chance = random.Random(7)
    with path.open("w") as lines:
        for number in range(count):
            lines.write(json.dumps(story(number, people, chance, words=words)) + "\n")


def story(
    number: int, people: list[str], chance: random.Random, *, words: int = WORDS
) -> dict[str, Any]:
    three = chance.sample(people, 3)
    subject = chance.sample(VOCABULARY, 200)
    paragraphs: list[str] = []
    written = 0
    while written < words:
        sentences = []
        for _ in range(chance.randint(2, 4)):
            chosen = chance.choices(COMMON, k=chance.randint(5, 12))
            chosen += chance.choices(subject, k=chance.randint(4, 12))
            chance.shuffle(chosen)
            if chance.random() < 0.2:
                chosen = [*chosen, "said", chance.choice(three)]
            sentences.append(" ".join(chosen).capitalize() + ".")
            written += len(chosen)
        paragraphs.append(" ".join(sentences))
    paragraphs[0] = f"{three[0]} and {three[1]} met {three[2]}. {paragraphs[0]}"
    blocks = [_paragraph(paragraph) for paragraph in paragraphs]
    for place in (2, 4, 6):
        caption = f"Picture {place} of ward {number}: {chance.choice(three)} at the bridge"
        blocks.insert(place, _figure(f"wards/{number}-{place}.jpg", caption))
    return {
        "source": "wire.example",
        "source_id": f"w-{number}",
        "version": "1",
        "headline": f"Ward {number} {' '.join(chance.sample(COMMON, 6))}",
        "headline_proposed": False,
        "standfirst": "What the council decided, and whom it concerns.",
        "state": "published",
        "missing": [],
        "body_text": "",
        "section": chance.choice(("City", "World", "Sport")),
        "byline": "By Nora Whitcombe",
        "contributors": [{"name": "Nora Whitcombe", "role": ""}],
        "published_at": f"2026-0{1 + number % 9}-1{number % 10}T08:15:00+00:00",
        "topics": [f"Topic {chance.randrange(400)}" for _ in range(5)],
        "people": [{"name": name, "role": "subject"} for name in three],
        "pictures": [],
        "body": {"type": "doc", "content": blocks},
    }


def _paragraph(words: str) -> dict[str, Any]:
    return {"type": "paragraph", "attrs": {}, "content": [{"type": "text", "text": words}]}


def _figure(name: str, caption: str) -> dict[str, Any]:
    attributes = {"picture": None, "caption": caption, "credit": "Ida Moss", "source_url": name}
    return {"type": "figure", "attrs": attributes}
