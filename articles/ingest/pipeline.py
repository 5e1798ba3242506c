"""One call of the import from the paths to the report: find, detect, read, prepare, write, count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO

from django.utils import timezone

from articles.ingest import ledger
from articles.ingest.archives import BadArchive
from articles.ingest.formats import FORMATS, HEAD_BYTES, detect, explain, reader
from articles.ingest.inputs import Input, Inputs, gather, stories_first
from articles.ingest.lock import only_import
from articles.ingest.neighbors import Neighbors
from articles.ingest.outbound import Outbound
from articles.ingest.page_rules import SiteRule
from articles.ingest.prepare import Prepared, prepare, refusal
from articles.ingest.record import Origin, PictureRecord, Problem, StoryRecord
from articles.ingest.writer import Outcome, Writer
from articles.models import ImportRun, RunState, Source
from articles.related.rebuilding import catch_up

if TYPE_CHECKING:
    from django.contrib.auth.models import User

BATCH = 200
"""Stories to a transaction: a batch stays under a second on SQLite, so that other writers wait little."""


@dataclass(slots=True)
class Options:
    """What the operator asked for."""

    paths: list[str]
    format: str = ""
    source: str = ""
    publish: bool = False
    dry_run: bool = False
    columns: dict[str, str] = field(default_factory=dict)
    user: User | None = None
    fetch: Outbound | None = None
    """The door to the network for pictures; None: nothing is fetched."""

    def facts(self) -> dict[str, object]:
        """The options that make two calls the same run."""
        return {
            "format": self.format,
            "source": self.source,
            "publish": self.publish,
            "columns": self.columns,
        }


@dataclass(slots=True)
class Progress:
    """Where the run stands; handed to the caller after every batch."""

    file: str = ""
    done_bytes: int = 0
    total_bytes: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    position: Callable[[], int] = lambda: 0
    """How far the open file is read, in bytes."""

    def facts(self) -> dict[str, object]:
        """The same as JSON for the run's row."""
        return {
            "file": self.file,
            "done_bytes": self.read_bytes,
            "total_bytes": self.total_bytes,
            "counts": dict(self.counts),
        }

    @property
    def read_bytes(self) -> int:
        return min(self.total_bytes, self.done_bytes + self.position())


@dataclass(slots=True)
class Result:
    """The end of a run."""

    run: ImportRun | None
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    problem_count: int = 0
    formats: dict[str, str] = field(default_factory=dict)
    """File to format, as detected; the first PROBLEMS_KEPT files."""
    pictures: int = 0
    readable: int = 0
    resumed: bool = False
    interrupted: bool = False

    def add_problem(self, problem: Problem) -> None:
        self.problem_count += 1
        if len(self.problems) < PROBLEMS_KEPT:
            self.problems.append(problem)


PROBLEMS_KEPT = 10_000
"""Problems held in memory for the report; all stand in the ledger."""

OnOutcome = Callable[[Outcome], None]
OnProgress = Callable[[Progress], None]


def run_import(
    options: Options,
    *,
    on_outcome: OnOutcome = lambda outcome: None,
    on_progress: OnProgress = lambda progress: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> Result:
    """Imports everything behind the paths and closes the ledger.

    `should_stop` is asked between batches: once true, the run ends as interrupted and the same
    call later goes on. Raises ImportRuns while another import is writing, ValueError for a
    format that is not in FORMATS.
    """
    if options.format and options.format not in FORMATS:
        raise ValueError(
            f"There is no format “{options.format}”. The formats are: {', '.join(FORMATS)}."
        )
    inputs = gather(options.paths)
    if options.dry_run:
        return _run(options, inputs, None, on_outcome, on_progress, should_stop)
    with only_import():
        run, resumed = ledger.begin(options.paths, options.facts(), user=options.user)
        try:
            result = _run(options, inputs, run, on_outcome, on_progress, should_stop)
        except BaseException:
            ledger.end(run, RunState.INTERRUPTED)
            raise
        catch_up()
        result.resumed = resumed
        ledger.end(run, RunState.INTERRUPTED if result.interrupted else RunState.FINISHED)
        return result


def _run(
    options: Options,
    inputs: Inputs,
    run: ImportRun | None,
    on_outcome: OnOutcome,
    on_progress: OnProgress,
    should_stop: Callable[[], bool],
) -> Result:
    writer = Writer(run, publish=options.publish, user=options.user, shelf=inputs.shelf)
    writer.pictures.fetch_address = options.fetch
    result = Result(run)
    for problem in inputs.problems:
        result.add_problem(problem)
    progress = Progress(total_bytes=sum(file.size for file in inputs.files), counts=result.counts)
    neighbors = Neighbors(stories_first(inputs.files))
    for file in neighbors.tables_first():
        progress.file = file.name
        unread = () if neighbors.was_taken(file) else _read(file, neighbors, options, result)
        for batch in _batches(_prepared(unread, options, result, writer)):
            for outcome in writer.write(batch):
                result.counts[outcome.action] += 1
                for problem in outcome.prepared.problems:
                    result.add_problem(problem)
                on_outcome(outcome)
            on_progress(progress)
            if run is not None:
                ledger.sign_of_life(run, progress.facts())
            if should_stop():
                result.interrupted = True
                return result
        progress.position = lambda: 0
        progress.done_bytes += file.size
        on_progress(progress)
    return result


def _batches(stories: Iterator[Prepared]) -> Iterator[list[Prepared]]:
    batch: list[Prepared] = []
    for story in stories:
        batch.append(story)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _prepared(
    records: Iterable[StoryRecord | PictureRecord | Problem],
    options: Options,
    result: Result,
    writer: Writer,
) -> Iterator[Prepared]:
    """The stories of one file with what its reader told of each, and its refusals in their place.

    Its pictures are taken in on the way.
    """
    zone = timezone.get_default_timezone()
    waiting: Prepared | None = None
    for found in records:
        if isinstance(found, Problem) and found.action != "refused":
            if waiting is not None and waiting.record.origin == found.origin:
                waiting.problems.append(found)
            else:
                result.add_problem(found)
            continue
        if waiting is not None:
            yield waiting
            waiting = None
        if isinstance(found, StoryRecord):
            result.readable += 1
            waiting = prepare(found, default_source=options.source or "import", zone=zone)
        elif isinstance(found, PictureRecord):
            result.readable += 1
            taken = writer.write_picture(found)
            if isinstance(taken, Problem):
                yield refusal(taken)
            else:
                result.pictures += 1
        else:
            yield refusal(found)
    if waiting is not None:
        yield waiting


def _read(
    file: Input, neighbors: Neighbors, options: Options, result: Result
) -> Iterator[StoryRecord | PictureRecord | Problem]:
    try:
        with file.open() as stream:
            name = options.format or _detected(file, stream)
            if not name:
                yield Problem(Origin(file.name), _explained(stream, file.name))
                return
            if len(result.formats) < PROBLEMS_KEPT:
                result.formats[file.name] = name
            extras = _extras(name, neighbors.beside(file), options)
            for found in reader(name).read(stream, file.name, **extras):  # type: ignore[attr-defined]
                if isinstance(found, StoryRecord):
                    found.source = found.source or options.source
                yield found
    except OSError as error:
        yield Problem(
            Origin(file.name), f"The file cannot be read: {error.strerror}. Check its rights."
        )
    except BadArchive as error:
        yield Problem(Origin(file.name), str(error))


def _extras(name: str, beside: Callable[[str], bytes | None], options: Options) -> dict[str, Any]:
    """What a reader takes beside its stream; values as different as its arguments, hence Any."""
    extras: dict[str, Any] = {}
    if options.columns and name in {"tables", "jsonlines"}:
        extras["columns"] = options.columns
    if name == "tables":
        extras["beside"] = beside
    if name == "webpage":
        extras["rules"] = [
            SiteRule.from_rules(source.code, source.page_rules)
            for source in Source.objects.exclude(page_rules={})
        ]
    return extras


def _detected(file: Input, stream: BinaryIO) -> str | None:
    head = stream.read(HEAD_BYTES)
    stream.seek(0)
    return detect(file.name, head)


def _explained(stream: BinaryIO, name: str) -> str:
    stream.seek(0)
    return explain(name, stream.read(HEAD_BYTES))
