"""A run or a comparison as a workbook: a sheet per table, native charts, numbers as numbers."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from ccsim.codes import RESULTS_VERSION
from ccsim.experiments.compare import Comparison
from ccsim.experiments.results import RunResult
from ccsim.experiments.worst import FollowedCase
from ccsim.report import sheets, words
from ccsim.report.charts import add_charts
from ccsim.report.decision import decision_sentence
from ccsim.report.pictures import Reasons
from ccsim.report.scorecard import runs_of
from ccsim.report.waterfall_charts import STEPS, WHY, add_waterfalls
from ccsim.report.workbook import Table, add_table, whole_book, write_whole_book
from ccsim.report.worth import worth_sentences

_SUMMARY: Final = "Summary"


def write_book(
    result: Comparison | RunResult,
    path: Path | str,
    *,
    worst: FollowedCase | None = None,
    notes: Sequence[str] = (),
    grounds: Sequence[Reasons] = (),
) -> None:
    """Write a comparison or a run as a workbook; an old one stays until the new one is whole.

    Args:
        result: what `compare` or `run` gave.
        path: the file to write.
        worst: the worst case, told as a story, where the runs are kept.
        notes: what a reader has to know of how the runs were made.
        grounds: what levers are worth and whether verdicts survive doubts, where that was asked.

    Raises:
        UsageError: the file cannot be written.
    """
    write_whole_book(Path(path), lambda book: _fill(book, result, worst, notes, grounds))


def book(
    result: Comparison | RunResult,
    *,
    worst: FollowedCase | None = None,
    notes: Sequence[str] = (),
    grounds: Sequence[Reasons] = (),
) -> bytes:
    """The workbook itself, for who hands it on; the arguments are those of `write_book`."""
    return whole_book(lambda made: _fill(made, result, worst, notes, grounds))


def _fill(
    book: Any,
    result: Comparison | RunResult,
    worst: FollowedCase | None,
    notes: Sequence[str],
    grounds: Sequence[Reasons],
) -> None:
    tables = list(_tables(result, worst, grounds))
    _add_summary(book, list(_lines(result, notes, tables, grounds)))
    by_name = {table.name: table for table in tables}
    interval = by_name.get(sheets.OF_AXIS["interval"])
    metrics, worth = by_name[sheets.METRICS], by_name.get(sheets.WORTH)
    add_charts(book, runs_of(result), metrics, interval, worth)
    for table in tables:
        sheet = add_table(book, table)
        if table.name == WHY and STEPS in by_name:
            add_waterfalls(book, sheet, len(table.rows) + 2, by_name[STEPS])


def _tables(
    result: Comparison | RunResult, worst: FollowedCase | None, grounds: Sequence[Reasons]
) -> Iterator[Table]:
    """All tables for which the result holds anything, in the order of their sheets."""
    compared = isinstance(result, Comparison)
    found = [
        sheets.scorecard_table(result),
        sheets.differences_table(result) if isinstance(result, Comparison) else None,
        sheets.ledger_table(result),
        sheets.worth_table(result) if isinstance(result, Comparison) else None,
        sheets.metrics_table(result),
        *(sheets.axis_table(result, axis) for axis in sheets.OF_AXIS),
        sheets.slices_table(result),
        sheets.levers_table(result) if isinstance(result, Comparison) else None,
        *(table for one in grounds for table in one.tables),
        sheets.doubts_table(result),
        sheets.facts_table(result),
        sheets.journey_table(worst) if worst is not None else None,
        _repeat_table(result, [one.command for one in grounds], compared),
    ]
    return (table for table in found if table is not None)


def _repeat_table(result: Comparison | RunResult, commands: Sequence[str], compared: bool) -> Table:
    """All that is needed to see the same numbers again."""
    runs = runs_of(result)
    first = runs[0]
    rows: list[list[Any]] = [
        ["Command", words.repeat_command(result)],
        *(["Command", line] for command in commands for line in command.splitlines()),
        ["Replications", first.replications],
        ["Seed", str(first.seed)],
        ["Length", words.length_text(first)],
        ["Engine", first.engine],
        ["ccsim", words.version_text()],
        ["Results version", RESULTS_VERSION],
    ]
    for run in runs:
        rows.append([f"{run.label}: fingerprint", run.fingerprint])
        rows.append([f"{run.label}: digest of the event log", run.log_digest])
    if compared:
        rows.append(["Reference", first.label])
    return Table("How to repeat it", ["What", "Value"], rows, filtered=False)


def _add_summary(book: Any, lines: Sequence[tuple[str, str]]) -> None:
    """The first sheet: the sentence that decides, then what stands behind it."""
    sheet = book.add_worksheet(_SUMMARY)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 120)
    looks = {
        "title": book.add_format({"bold": True, "font_size": 16}),
        "sentence": book.add_format({"font_size": 13, "text_wrap": True}),
        "heading": book.add_format({"bold": True, "top": 1}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
    }
    for row, (look, line) in enumerate(lines):
        sheet.write_string(row, 0, line, looks[look])


def _lines(
    result: Comparison | RunResult,
    notes: Sequence[str],
    tables: Sequence[Table],
    grounds: Sequence[Reasons],
) -> Iterator[tuple[str, str]]:
    yield "title", words.heading(result)
    sentence = decision_sentence(result)
    yield "sentence", sentence
    if isinstance(result, Comparison):
        yield "heading", "In more words"
        told = [*words.conclusion(result).splitlines(), *worth_sentences(result)]
        yield from (("text", line) for line in told if line != sentence)
        yield "text", words.luck_sentence(result)
        notes = [*result.notes, *notes]
    for one in grounds:
        yield "heading", one.heading
        yield from (("text", sentence) for sentence in one.sentences)
    if notes:
        yield "heading", "What a reader has to know"
        yield from (("text", note) for note in notes)
    yield "heading", "What is simulated"
    for run in runs_of(result):
        yield "text", f"{run.label}: {run.scenario.why}" if run.scenario.why else run.label
    yield "heading", "Sheets"
    yield "text", "Every number stands with the ends of its 95 % interval; n counts replications."
    yield "text", ", ".join(table.name for table in tables)
