"""What a run tells its operator: JSON for programs, lines for people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings

from articles.ingest.pipeline import Result
from articles.ingest.problem_kinds import gist
from articles.ingest.record import Problem
from articles.ingest.writer import Outcome
from articles.ingest.writer_ledger import cleaning_facts, problem_facts
from articles.models import ItemAction
from articles.publishing.facts import Parts, story_facts

LEAVES_TRACES = (
    ItemAction.CREATED,
    ItemAction.UPDATED,
    ItemAction.PUBLISHED,
    ItemAction.HELD,
)
"""What taking a run back can undo."""
REASONS = 4
"""Why stories stayed drafts: as many reasons are told, the commonest first."""
ALIKE = 10
"""More problems than this that say the same are told once, with their places."""


def planned_facts(outcome: Outcome) -> dict[str, Any] | None:
    """The story as an export would write it once this plan is carried out; None for no story."""
    article = outcome.article
    if article is None:
        return None
    record = outcome.prepared.record
    facts = story_facts(
        article,
        Parts(
            contributors=[{"name": each.name, "role": each.role} for each in record.contributors],
            topics=record.topics,
            people=outcome.people,
            related=[
                {"headline": each.headline, "teaser": each.teaser, "url": each.url, "article": None}
                for each in record.related
            ],
            corrections=[
                {
                    "kind": each.kind,
                    "text": each.text,
                    "published_at": each.published_at.isoformat() if each.published_at else None,
                }
                for each in record.corrections
            ],
            missing=outcome.prepared.missing,
            cleaning=cleaning_facts(outcome.prepared),
        ),
    )
    if outcome.action in {ItemAction.CREATED, ItemAction.HELD}:
        facts["source"] = facts["source"] or record.source
        facts["section"] = facts["section"] or record.section
    return facts


def json_report(result: Result, stories: list[dict[str, Any]]) -> dict[str, Any]:
    """The one document of `--json`: run, counts, formats, stories, problems."""
    return {
        "run": result.run.pk if result.run else None,
        "resumed": result.resumed,
        "interrupted": result.interrupted,
        "counts": {action: result.counts[action] for action in ItemAction.values},
        "pictures": result.pictures,
        "pictures_away": result.pictures_away,
        "formats": result.formats,
        "stories": stories,
        "problems": [problem_facts(problem) for problem in result.problems],
        "problem_count": result.problem_count,
    }


def problem_lines(problems: Sequence[Problem]) -> Iterator[str]:
    """One line a problem; more than ALIKE that say the same become one with the first's words."""
    groups: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        groups[problem.action, gist(problem.message)].append(problem)
    for (action, _gist), alike in groups.items():
        if len(alike) <= ALIKE:
            for problem in alike:
                yield f"{action}: {problem.origin}: {field_of(problem)}{problem.message}"
        else:
            places = ", ".join(str(problem.origin) for problem in alike[:3])
            told = f"{alike[0].message} ({places} and {len(alike) - 3} more)"
            yield f"{action}, {len(alike)} times: {told}"


def field_of(problem: Problem) -> str:
    return f"{problem.field}: " if problem.field else ""


def summary_lines(result: Result, seconds: float, *, dry_run: bool) -> Iterator[str]:
    """What was done in words, then what to do next."""
    done = sum(result.counts.values())
    told = [
        f"{result.counts[action]} {ItemAction(action).label}"
        for action in ItemAction.values
        if result.counts[action]
    ]
    if result.pictures:
        told.append(f"{result.pictures} picture{'s' * (result.pictures > 1)} taken in")
    if result.pictures_away:
        many = result.pictures_away > 1
        told.append(
            f"{result.pictures_away} picture{'s' * many} that no story shows left out, "
            f"{'their files are' if many else 'its file is'} not here"
        )
    verb = "would be" if dry_run else "was" if done == 1 else "were"
    rate = f", {done / seconds:.0f} a second" if seconds > 1 and done else ""
    if result.resumed:
        yield f"This went on with {result.run}, which had been interrupted."
    noun = "story" if done == 1 else "stories"
    if result.counts[ItemAction.REFUSED]:
        noun = "item" if done == 1 else "items"  # what was refused may be anything
    yield (
        f"{done} {noun} {verb} read in {seconds:.1f} s{rate}: "
        f"{', '.join(told) or 'nothing came in'}."
    )
    if result.stay_drafts:
        verb = "stays a draft" if result.stay_drafts == 1 else "stay drafts"
        yield f"{result.stay_drafts} of them {verb}:"
        for why, count in result.kept_back.most_common(REASONS):
            yield f"  {count} × {why}"
    if count := result.problem_count:
        listed = len(result.problems)
        first = f"the first {listed} " if listed < count else ""
        yield f"{count} problem{'s' * (count > 1)}, {first}listed above."
    if result.run is None:
        return
    if result.interrupted:
        yield "The run was interrupted. Go on: manage.py import_articles --resume"
    if result.counts[ItemAction.HELD]:
        address = (
            f"{settings.SITE_URL}/{settings.ADMIN_URL}articles/importrun/{result.run.pk}/change/"
        )
        yield f"{result.counts[ItemAction.HELD]} held: open {address}?action=held"
    if result.pictures or any(result.counts[action] for action in LEAVES_TRACES):
        yield f"Take it all back: manage.py import_undo {result.run.pk}"


def exit_status(result: Result) -> int:
    """0 all fine, 1 some held or refused, 3 nothing readable, 130 interrupted."""
    if result.interrupted:
        return 130
    if not result.readable:
        return 3
    bad = result.counts[ItemAction.HELD] + result.counts[ItemAction.REFUSED]
    refused = any(problem.action == "refused" for problem in result.problems)
    return 1 if bad or refused else 0
