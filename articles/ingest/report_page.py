"""The report of a run as one HTML file: no script, no request, light and dark; every text escaped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.ingest.pipeline import Result
from articles.ingest.problem_kinds import gist
from articles.ingest.record import Problem
from articles.ingest.writer import Outcome
from articles.models import ItemAction

MOST_ITEMS = 5_000
"""Items shown: a browser opens a page of this size in a second; the ledger holds them all."""
PLACES = 5

STYLE = """
:root { color-scheme: light dark; --paper: #fff; --ink: #101614; --muted: #515c58;
  --line: #c3ccc8; --alert: #a8071a; --mark: #ffe04a }
@media (prefers-color-scheme: dark) { :root { --paper: #111615; --ink: #e8edea;
  --muted: #a4b0ab; --line: #36403d; --alert: #ff8f8f } }
body { margin: 0 auto; max-width: 72rem; padding: 24px; background: var(--paper);
  color: var(--ink); font: 1rem/1.5 system-ui, sans-serif }
h1 { border-top: 6px solid var(--mark); padding-top: 12px; font-size: 1.75rem }
h2 { border-top: 3px solid var(--ink); padding-top: 8px; font-size: 1.125rem }
table { width: 100%; border-collapse: collapse }
th, td { text-align: start; vertical-align: top; padding: 8px 12px 8px 0;
  border-bottom: 1px solid var(--line); overflow-wrap: anywhere }
.counts { max-width: 24rem } .counts td { text-align: end; font-variant-numeric: tabular-nums }
.quiet { color: var(--muted) }
.items td:nth-child(2) { white-space: nowrap }
.refused, .held { color: var(--alert); font-weight: 700 }
th { min-width: 5rem }
ul { padding-inline-start: 20px } li { overflow-wrap: anywhere }
@media (max-width: 40rem) { body { padding: 16px }
  .items thead { position: absolute; clip-path: inset(50%) }
  .items tr { display: block; padding: 12px 0; border-bottom: 1px solid var(--line) }
  .items :is(th, td) { display: block; padding: 0; border: 0 }
  .items td:empty { display: none } }
"""


@dataclass(slots=True)
class Rows:
    """The items of a report as they come: the first ones as markup, so that memory stays flat."""

    shown: list[str] = field(default_factory=list)
    more: int = 0

    def add(self, outcome: Outcome) -> None:
        if len(self.shown) < MOST_ITEMS:
            self.shown.append(_row(outcome))
        else:
            self.more += 1


def write_page(path: Path, result: Result, rows: Rows) -> None:
    """Writes the report; raises OSError if the file cannot be written."""
    with path.open("w", encoding="utf-8", errors="replace") as opened:
        opened.writelines(_pieces(result, rows))


def _pieces(result: Result, rows: Rows) -> Iterator[str]:
    title = _("Import: %s") % (result.run or _("a plan, nothing was written"))
    yield format_html(
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        "<title>{}</title><style>{}</style></head><body><h1>{}</h1>\n",
        title,
        SafeString(STYLE),
        title,
    )
    yield _counts(result)
    yield _problems(result.problems, result.problem_count)
    yield format_html('<h2>{}</h2>\n<table class="items"><thead><tr>', _("Items"))
    heads = ((head,) for head in (_("Item"), _("Done"), _("Why"), _("Missing"), _("Cleaning")))
    yield format_html_join("", '<th scope="col">{}</th>', heads)
    yield "</tr></thead><tbody>\n"
    yield from rows.shown
    yield "</tbody></table>\n"
    if rows.more:
        more = _("%d more items stand in the ledger.") % rows.more
        yield format_html('<p class="quiet">{}</p>', more)
    yield "</body></html>\n"


def _counts(result: Result) -> SafeString:
    told = [(str(ItemAction(action).label), result.counts[action]) for action in ItemAction.values]
    told.append((_("pictures taken in"), result.pictures))
    told.append((_("pictures left out that no story shows, without a file"), result.pictures_away))
    rows = format_html_join("", '<tr><th scope="row">{}</th><td>{}</td></tr>', told)
    when = timezone.localtime().strftime("%Y-%m-%d %H:%M %Z")
    state = _("It was interrupted; run the same command again and it goes on.")
    note = format_html('<p class="held">{}</p>', state) if result.interrupted else ""
    return format_html(
        '<p class="quiet">{}</p>{}<table class="counts">{}</table>\n', when, note, rows
    )


def _problems(problems: Iterable[Problem], count: int) -> SafeString:
    if not count:
        return format_html("<p>{}</p>\n", _("No problems."))
    groups: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        groups[problem.action, gist(problem.message)].append(problem)
    order = {"refused": 0, "held": 1, "noted": 2}
    ranked = sorted(groups.items(), key=lambda group: (order[group[0][0]], -len(group[1])))
    rows = format_html_join(
        "",
        '<li><span class="{}">{}:</span> {} <strong>{}</strong><br><span class="quiet">{}</span></li>\n',
        (
            (action, action, alike[0].message, _times(alike), _places(alike))
            for (action, _gist), alike in ranked
        ),
    )
    return format_html("<h2>{} ({})</h2>\n<ul>{}</ul>\n", _("Problems"), count, rows)


def _times(alike: Sequence[Problem]) -> str:
    return f"× {len(alike)}" if len(alike) > 1 else ""


def _places(alike: Sequence[Problem]) -> str:
    shown = "; ".join(
        f"{problem.origin}{f', {problem.field}' if problem.field else ''}"
        for problem in alike[:PLACES]
    )
    return f"{shown} …" if len(alike) > PLACES else shown


def _row(outcome: Outcome) -> SafeString:
    prepared = outcome.prepared
    notes = format_html_join(
        "",
        "<li><code>{}</code> {}: {}</li>",
        ((note.rule, note.action, note.text[:200]) for note in prepared.notes),
    )
    cleaning = (
        format_html(
            "<details><summary>{}</summary><ul>{}</ul></details>", len(prepared.notes), notes
        )
        if prepared.notes
        else ""
    )
    return format_html(
        '<tr><th scope="row">{}<br><span class="quiet">{}</span></th>'
        '<td class="{}">{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n',
        prepared.record.headline or "–",
        prepared.record.origin,
        outcome.action.value,
        outcome.action.label,
        " ".join(filter(None, [outcome.reason, *outcome.kept_back])),
        ", ".join(prepared.missing),
        cleaning,
    )
