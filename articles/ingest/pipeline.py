"""One call of the import from the paths to the report: find, detect, read, prepare, write, count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO

from django.utils import timezone

from articles.ingest import ahead, ledger
from articles.ingest.archives import BadArchive
from articles.ingest.companion_files import Neighbors
from articles.ingest.formats import FORMATS, HEAD_BYTES, detect, explain
from articles.ingest.garbage import what_stays_is_not_searched
from articles.ingest.inputs import Input, Inputs, gather, stories_first
from articles.ingest.lock import only_import
from articles.ingest.outbound import Outbound
from articles.ingest.page.rules import SiteRule
from articles.ingest.prepare import NOTHING, refusal
from articles.ingest.prepared import Prepared
from articles.ingest.reading import Entry, Task, entries
from articles.ingest.record import Origin, PictureRecord, Problem
from articles.ingest.unchanged import Seen
from articles.ingest.writer import Outcome, Writer
from articles.models import Article, ImportRun, RunState, Source
from articles.people.known import as_rows
from articles.related.rebuilding import catch_up, marks_file
from media.kept_child import kept

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
    tells_stories: bool = False
    """Somebody hears of every story whole, unchanged ones too."""
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
    step: str = ""
    """What is done after reading; then "bytes" are stories."""

    def facts(self) -> dict[str, object]:
        """The same as JSON for the run's row."""
        return {
            "file": self.step or self.file,
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
    """Items that were pictures by themselves and new to the library."""
    pictures_away: int = 0
    """Pictures that no story shows and whose file is not here."""
    readable: int = 0
    resumed: bool = False
    interrupted: bool = False
    stay_drafts: int = 0
    """Stories that should have gone out and did not."""
    kept_back: Counter[str] = field(default_factory=Counter)
    """Why they did not, each reason as often as it was met."""

    def add_outcome(self, outcome: Outcome) -> None:
        self.counts[outcome.action] += 1
        if outcome.kept_back:
            self.stay_drafts += 1
            self.kept_back.update(outcome.kept_back)
        for problem in outcome.prepared.problems:
            self.add_problem(problem)

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
    with only_import(), what_stays_is_not_searched(), kept():
        run, resumed = ledger.begin(options.paths, options.facts(), user=options.user)
        try:
            is_much = sum(file.size for file in inputs.files) >= ahead.LARGE
            seen = _seen(options) if resumed or is_much else NOTHING
            result = _run(options, inputs, run, on_outcome, on_progress, should_stop, seen)
            if not result.interrupted:
                _link(run, result, on_progress, should_stop)
        except BaseException:
            ledger.end(run, RunState.INTERRUPTED)
            raise
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
    seen: Seen = NOTHING,
) -> Result:
    """`seen` says which stories may be here to the letter and are not cleaned before that is known."""
    writer = Writer(
        run,
        publish=options.publish,
        tells_stories=options.tells_stories,
        user=options.user,
        shelf=inputs.shelf,
    )
    writer.pictures.fetch_address = options.fetch
    result = Result(run)
    for problem in inputs.problems:
        result.add_problem(problem)
    progress = Progress(total_bytes=sum(file.size for file in inputs.files), counts=result.counts)
    neighbors = Neighbors(stories_first(inputs.files), inputs.shelf.used)
    for file in neighbors.tables_first():
        progress.file = file.name
        unread: Iterable[Entry] = ()
        if not neighbors.was_taken(file):
            unread = _entries(file, neighbors, options, result, progress, seen)
        for batch in _batches(_prepared(unread, result, writer)):
            for outcome in writer.write(batch):
                result.add_outcome(outcome)
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


class _AskedToStop(Exception):
    """Somebody wants the run to end."""


def _link(
    run: ImportRun, result: Result, on_progress: OnProgress, should_stop: Callable[[], bool]
) -> None:
    """Finds the related stories of what came in; asked to stop, the next run goes on with it."""
    progress = Progress(counts=result.counts)

    def show(step: str, done: int, total: int) -> None:
        progress.step, progress.done_bytes, progress.total_bytes = step, done, total
        on_progress(progress)
        ledger.sign_of_life(run, progress.facts())
        if should_stop():
            raise _AskedToStop

    try:
        catch_up(show, marks=marks_file())
    except _AskedToStop:
        result.interrupted = True


def _batches(stories: Iterator[Prepared]) -> Iterator[list[Prepared]]:
    batch: list[Prepared] = []
    for story in stories:
        batch.append(story)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _prepared(entries: Iterable[Entry], result: Result, writer: Writer) -> Iterator[Prepared]:
    """The stories and refusals of one file; its pictures are taken in on the way."""
    for entry in entries:
        if isinstance(entry, Problem):
            result.add_problem(entry)
        elif isinstance(entry, PictureRecord):
            result.readable += 1
            taken = writer.write_picture(entry)
            if isinstance(taken, Problem):
                yield refusal(taken)
            elif taken is None:
                result.pictures_away += 1
            else:
                result.pictures += taken
        else:
            result.readable += entry.is_story
            yield entry


def _entries(
    file: Input,
    neighbors: Neighbors,
    options: Options,
    result: Result,
    progress: Progress,
    seen: Seen,
) -> Iterator[Entry]:
    """What the file holds, read here or, if it is large, ahead of the writer by a helper."""
    try:
        with file.open() as stream:
            name = options.format or _detected(file, stream)
            if not name and neighbors.was_shown(file):
                return  # a story has taken the picture
            if not name:
                yield refusal(Problem(Origin(file.name), _explained(stream, file.name)))
                return
            if len(result.formats) < PROBLEMS_KEPT:
                result.formats[file.name] = name
            extras = _extras(name, neighbors.beside(file), options)
            if neighbors.is_card(file) and name == "jsonlines":
                extras["beside"] = neighbors.beside(file)
            zone = timezone.get_default_timezone()
            task = Task(file.name, name, options.source, zone, extras)
            if file.path is not None and name != "tables" and ahead.is_worth_it(file.size):
                helpers = ahead.Helpers(file.path, task, as_rows(), seen)
                progress.position = lambda: helpers.position
                yield from helpers
            else:
                progress.position = _place_in(stream)
                yield from entries(stream, task, seen=seen)
    except OSError as error:
        yield refusal(_unreadable(file, error))
    except BadArchive as error:
        yield refusal(Problem(Origin(file.name), str(error)))


def _seen(options: Options) -> Seen:
    """What need not be cleaned again; for who wants to hear of every story whole, nothing.

    A million digests take a second or two: it is not asked for a few files.
    """
    if options.dry_run or options.tells_stories:
        return NOTHING
    known = Article.objects.exclude(given_digest="").values_list("given_digest", flat=True)
    return Seen(known.order_by().iterator(chunk_size=10_000))


def _place_in(stream: BinaryIO) -> Callable[[], int]:
    """How far a stream is read; 0 where it cannot tell."""

    def place() -> int:
        try:
            return stream.tell()
        except (OSError, ValueError):
            return 0

    return place


def _unreadable(file: Input, error: OSError) -> Problem:
    return Problem(
        Origin(file.name), f"The file cannot be read: {error.strerror}. Check its rights."
    )


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
            if isinstance(source.page_rules, dict)
        ]
    return extras


def _detected(file: Input, stream: BinaryIO) -> str | None:
    head = stream.read(HEAD_BYTES)
    stream.seek(0)
    return detect(file.name, head)


def _explained(stream: BinaryIO, name: str) -> str:
    stream.seek(0)
    return explain(name, stream.read(HEAD_BYTES))
