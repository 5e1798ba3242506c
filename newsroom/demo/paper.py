"""The demo paper as a catalogue, and the writing of everything that is imported for it.

Order of use: make the rows of SECTIONS, CONTRIBUTORS, TOPICS, SOURCES and `people()`, call
`write_material`, import the folder with `--publish`, then see to FRONT and AFTER_IMPORT.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Any

from articles.body.document import Document, validate
from articles.body.words import plain_text
from newsroom.demo.catalogue import (
    ContributorSpec,
    SectionSpec,
    SourceSpec,
    TopicSpec,
    people,
    pictures,
    resource,
)
from newsroom.demo.dates import fill
from newsroom.demo.drawing import draw
from newsroom.demo.manuscript import Manuscript, blocks, parse

__all__ = [
    "AFTER_IMPORT", "CONTRIBUTORS", "FRONT", "NAME", "SECTIONS", "SOURCES", "TAGLINE", "TOPICS",
    "people", "pictures", "stories", "write_material",
]  # fmt: skip

NAME = "The Merrow Ledger"
TAGLINE = "The newspaper of Port Merrow and the Sound"
SOURCE = "merrow-ledger"
JPEG_QUALITY = 80
"""80: halftone dots stay round at 1900 pixels, and all pictures together take about 40 MB."""

SECTIONS = (
    SectionSpec("City", "city", "The council, the courts, the streets of Port Merrow.", 1),
    SectionSpec("Business", "business", "The port, the yard, the market and what they cost.", 2),
    SectionSpec("Science", "science", "The sea, the sky and the people who measure them.", 3),
    SectionSpec("Culture", "culture", "Music, stage, pictures and books.", 4),
    SectionSpec("Sport", "sport", "Athletic, the river and everyone who races.", 5),
    SectionSpec("Opinion", "opinion", "Columns, leaders and guests.", 6),
)

CONTRIBUTORS = (
    ContributorSpec(
        "Nora Whitcombe", "City hall reporter",
        "Nora Whitcombe has covered the council of Port Merrow since it still met on Tuesdays. "
        "She writes about money, housing and the sea wall, often in one sentence.",
        "City Council, budget, housing", "English", "reporter",
    ),
    ContributorSpec(
        "Celia Arnesen", "Port and business editor",
        "Celia Arnesen grew up above a chandlery on Netwharf. She edits the business pages and "
        "reports on the port, the yard and the fleet.",
        "Port, shipbuilding, fishing", "English, Norwegian", "editor",
    ),
    ContributorSpec(
        "Idris Kamau", "Court reporter",
        "Idris Kamau reports from the courts and reads registers of companies for pleasure.",
        "Courts, companies", "English, Swahili",
    ),
    ContributorSpec(
        "Jonas Petrakis", "Science writer",
        "Jonas Petrakis studied oceanography and left it for shorter deadlines. He writes about "
        "the sea, the sky and the weather between them.",
        "Sea, astronomy, weather", "English, Greek",
    ),
    ContributorSpec(
        "Mabel Osei", "Culture critic",
        "Mabel Osei reviews music, theater, art and books, and owns galoshes.",
        "Music, theater, art, books", "English, Twi",
    ),
    ContributorSpec(
        "Luc Tremaine", "Sports reporter",
        "Luc Tremaine follows Athletic home and away, and the rowers before breakfast.",
        "Football, rowing", "English, French",
    ),
    ContributorSpec(
        "Salma Benyoucef", "Community reporter",
        "Salma Benyoucef reports from the Saltings and the Saltmarket in English and Arabic.",
        "The Saltings, health", "English, Arabic, French",
    ),
    ContributorSpec(
        "Inés Barragán", "Reporter, Spanish pages",
        "Inés Barragán writes for readers of Spanish in Port Merrow and edits their letters.",
        "City, community", "Spanish, English",
    ),
    ContributorSpec(
        "Hester Quill", "Columnist",
        "Hester Quill has written a column for thirty-four years. She takes the slow tram.",
        "", "English",
    ),
    ContributorSpec("Odile Marsh", "Illustrator", "Odile Marsh draws ships, people and weather."),
    ContributorSpec("Ben Tallow", "Illustrator", "Ben Tallow draws buildings, charts and machines."),
)  # fmt: skip

TOPICS = (
    TopicSpec(
        "Tide barrier", "The plan to close the mouth of the Alder against storm tides.",
        "barrier-explainer",
    ),
    TopicSpec(
        "Storm Halla", "The storm that flooded 412 homes in the Saltings, and what came after.",
        "storm-forecast",
    ),
    TopicSpec("Saltings", "The low streets between Tanner Street and the river."),
    TopicSpec("City council", "Thirty-one members, one chamber, and the mayor."),
    TopicSpec("City budget", "What Port Merrow takes in, spends and puts off."),
    TopicSpec("Harbor Authority", "The body that runs the port, its locks and its pilots."),
    TopicSpec("Skarra ferry", "The line to the island of Skarra, its old ship and its new one."),
    TopicSpec("Pension trial", "The case of the dockworkers' savings and Calder Quay."),
    TopicSpec("Courts", "Trials and rulings in Port Merrow."),
    TopicSpec("Trams", "The network, its plans and its wooden doors."),
    TopicSpec("Housing", "Who lives where in the city, and at what rent."),
    TopicSpec("Insurance", "Cover against the sea, and who still gets it."),
    TopicSpec("Shipbuilding", "Tidewright Marine and the ships it builds."),
    TopicSpec("Work and wages", "Pay, unions and the people who do the work."),
    TopicSpec("Trade", "What crosses the quays at Eastmole."),
    TopicSpec("Fishing", "The fleet at Netwharf and the herring it lives on."),
    TopicSpec("Offshore wind", "Turbines in the Sound and off Gannet Rock."),
    TopicSpec("Marine life", "Eelgrass, fish and whales of the Sound."),
    TopicSpec("Sea level", "A century of tides, and what they are going to do.", "tide-gauge-century"),
    TopicSpec("Comet Wilk", "The comet found from Lantern Hill.", "comet-how-to-see"),
    TopicSpec("Night sky", "What can be seen above Port Merrow, and what can no longer."),
    TopicSpec("Port Merrow Athletic", "The Gannets: their matches, their ground, their luck."),
    TopicSpec("Rowing", "Racing on the Alder."),
    TopicSpec("Merrow Philharmonic", "The city's orchestra under Isaura Nakagawa."),
    TopicSpec("Saltmarket", "The market, its traders and their hall."),
    TopicSpec("Schools", "Lessons, lunches and roofs."),
    TopicSpec("Football", "The league, the cup and the harbor end."),
    TopicSpec("Art", "Pictures, pots and the people who make them."),
    TopicSpec("Music", "Concerts in Saltmarket Hall and outside it."),
    TopicSpec("Theater", "What is on at the Saltmarket Theater."),
    TopicSpec("Books", "New novels and those who write them here."),
    TopicSpec("Health", "St. Brenna Hospital and the city's doctors."),
    TopicSpec("Obituaries", "Lives of Port Merrow."),
)  # fmt: skip

SOURCES = (
    SourceSpec(SOURCE, NAME, is_own=True),
    SourceSpec("soundwire.example", "Sound Wire"),
    SourceSpec("strandpress.example", "Strand Press"),
    SourceSpec("skarra-observer.example", "Skarra Observer"),
    SourceSpec("corvane-courier.example", "Corvane Courier"),
)


@dataclass(frozen=True)
class FrontPlan:
    """Which stories the front opens with, by their source ids; the latest fill the rest."""

    lead: str
    seconds: tuple[str, ...]
    others: tuple[str, ...]


FRONT = FrontPlan(
    lead="barrier-vote",
    seconds=("barrier-analysis", "pension-verdict"),
    others=("comet-how-to-see", "two-paul-mercers", "tidewright-deal", "cup-quarter-final"),
)


@dataclass(frozen=True)
class AfterImport:
    """What an editor still does to imported stories; stories by their source ids."""

    send_to_review: tuple[str, ...]


AFTER_IMPORT = AfterImport(send_to_review=("landlords-salt-lane",))

WIRE_FILES = (
    "column-slow-tram.md",
    "page-whale.html",
    "scrape-gannet-rock.txt",
    "wire-eastmole-sale-1.json",
    "wire-eastmole-sale-2-kill.json",
    "wire-ferry-charter.xml",
    "wire-minister-signs.json",
    "wire-wind-lease.json",
)
"""Stories as other systems would send them. The kill has to come after the story it kills."""

_LABELS = {section.slug: section.name for section in SECTIONS}
_STATES = {"": "published", "scheduled": "scheduled", "draft": "draft"}


def stories() -> dict[str, Manuscript]:
    """Every manuscript by its source id, dates not yet filled."""
    folder = resources.files("newsroom.demo").joinpath("stories")
    files = sorted(file.name for file in folder.iterdir() if file.name.endswith(".txt"))
    return {name.removesuffix(".txt"): parse(resource("stories", name)) for name in files}


def write_material(folder: Path, now: datetime, *, picture_scale: float = 1.0) -> list[Path]:
    """Write all that the demo imports into `folder` and return the files, stories first.

    Dates are counted from `now`, which has to carry its zone; the pictures go into
    `folder/pictures`. The same `now` gives the same bytes. 0.15 s a picture; a smaller
    `picture_scale` is faster by its square.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pictures").mkdir(exist_ok=True)
    written = [folder / "ledger.jsonl"]
    lines = (json.dumps(story, ensure_ascii=False) for story in exported(now))
    written[0].write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    for name in WIRE_FILES:
        written.append(folder / name)
        written[-1].write_text(fill(resource("wire", name), now), encoding="utf-8")
    for picture in pictures().values():
        written.append(folder / "pictures" / picture.file)
        width, height = (round(side * picture_scale) for side in picture.size)
        drawn = draw(picture.scene, picture.scheme, picture.seed, (width, height), picture.features)
        drawn.save(written[-1], quality=JPEG_QUALITY)
    return written


def exported(now: datetime) -> Iterator[dict[str, Any]]:
    """The paper's own stories as `export_articles --format jsonl` would write them, oldest first."""
    texts = {name: parse(fill(resource("stories", f"{name}.txt"), now)) for name in stories()}
    headlines = {name: story.words("headline") for name, story in texts.items()}
    dated = sorted(texts.items(), key=lambda entry: entry[1].fields["published"] or "9999")
    for name, story in dated:
        yield _exported(name, story, headlines)


def _exported(name: str, story: Manuscript, headlines: dict[str, str]) -> dict[str, Any]:
    language = story.fields.get("language", "en")
    content = blocks(story.text, pictures(), typeset=language == "en")
    document: Document = validate({"type": "doc", "content": content})
    contributors = story.listed("contributors")
    return {
        "id": name,
        "source": SOURCE,
        "source_id": name,
        "source_url": "",
        "version": "1",
        "headline": headlines[name],
        "headline_proposed": False,
        "kicker": story.words("kicker"),
        "standfirst": story.words("standfirst"),
        "slug": name,
        "section": _LABELS[story.fields["section"]],
        "kind": story.fields["kind"],
        "byline": story.fields.get("byline") or _byline(contributors),
        "contributors": [{"name": contributor} for contributor in contributors],
        "dateline": story.fields.get("dateline", ""),
        "language": language,
        "state": _STATES[story.fields.get("status", "")],
        "published_at": story.fields["published"] or None,
        "updated_at": story.fields.get("updated"),
        "embargo_until": story.fields.get("embargo"),
        "topics": story.listed("topics"),
        "people": [_person(entry) for entry in story.listed("people")],
        "body": document,
        "body_text": plain_text(document),
        "pictures": [_lead(story)],
        "related": [{"headline": headlines[other]} for other in _related(story, headlines)],
        "corrections": _corrections(story),
        "editor_note": story.fields.get("editor note", ""),
        "usage_terms": "",
        "missing": [],
        "cleaning": [],
    }


def _byline(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _related(story: Manuscript, headlines: dict[str, str]) -> list[str]:
    """Only stories of the ledger's own file; those of other files find each other by topic."""
    return [other for other in story.listed("related") if other in headlines]


def _person(entry: str) -> dict[str, Any]:
    role = "subject" if entry.endswith("*") else "mentioned"
    return {"name": entry.removesuffix("*"), "role": role, "aliases_seen": []}


def _corrections(story: Manuscript) -> list[dict[str, str]]:
    moment, separator, note = story.words("correction").partition(" | ")
    return [{"published_at": moment, "text": note}] if separator else []


def _lead(story: Manuscript) -> dict[str, Any]:
    """The story's own caption and alternative text where it has them, else the picture's."""
    picture = pictures()[story.fields["lead"]]
    width, height = picture.size
    return {
        "role": "lead",
        "file": f"pictures/{picture.file}",
        "caption": story.words("lead caption") or picture.caption,
        "alt": story.words("lead alt") or picture.alt,
        "credit": picture.credit,
        "width": width,
        "height": height,
        "wanted": False,
    }
