"""The answer to a question for staff as a workbook: a sheet per table, and a chart per team."""

from pathlib import Path
from typing import Any

from ccsim.experiments.staff_result import Staffing, Team
from ccsim.report.staff import aim, guarantee, limits, verdict
from ccsim.report.workbook import Table, add_table, whole_book, write_whole_book
from ccsim.units import DAY, format_clock, format_duration


def write_book(staffing: Staffing, path: Path) -> None:
    """Write the workbook under a temporary name, then give it its own.

    Raises:
        UsageError: the file cannot be written.
    """
    write_whole_book(path, lambda book: _fill(staffing, book))


def book(staffing: Staffing) -> bytes:
    """The workbook itself, for who hands it on."""
    return whole_book(lambda made: _fill(staffing, made))


def _fill(staffing: Staffing, book: Any) -> None:
    _about(staffing, book)
    for team in staffing.teams:
        sheet = _sheet(book, f"Staff {team.name}", *_requirement(staffing, team))
        _chart(staffing, team, book, sheet)
    _sheet(book, "Reached", *_reached(staffing))
    _sheet(book, "Shifts", *_shifts(staffing))
    _sheet(book, "Cover", *_covered(staffing))


def _about(staffing: Staffing, book: Any) -> None:
    sheet = book.add_worksheet("About")
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    sheet.set_column(0, 0, 110)
    lines = [
        f"{staffing.label}: {aim(staffing)}",
        verdict(staffing),
        guarantee(staffing),
        *limits(staffing),
        (
            f"Found in {staffing.rounds} rounds of {staffing.question.replications} replications, "
            f"seed {staffing.settings.seed}, engine {staffing.settings.player}."
        ),
        (
            "Load is what callers would keep busy if everybody found an agent at once (modified "
            "offered load). Shifts start with any interval; their lengths and breaks are an "
            "assumption unless given."
        ),
    ]
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line, wrapped if row else bold)


def _requirement(staffing: Staffing, team: Team) -> tuple[list[str], list[list[Any]]]:
    slots = staffing.question.slots
    rows = [
        [
            label,
            None if team.load is None else round(float(team.load.calls[at]), 3),
            None if team.load is None else round(float(team.load.erlangs[at]), 3),
            int(team.heads[at]),
            int(team.scheduled[at]),
        ]
        for at, label in enumerate(slots.labels)
    ]
    return ["Interval", "Calls", "Load in erlang", "Agents on the phones", "To be scheduled"], rows


def _reached(staffing: Staffing) -> tuple[list[str], list[list[Any]]]:
    columns = [
        *("Target", "Of", "Period", "Mean", "Low (95 %)", "High (95 %)"),
        *("One-sided end (95 %)", "n", "Unit", "Met"),
    ]
    rows: list[list[Any]] = [
        [
            *(one.target, one.of, one.period, one.mean, one.low, one.high, one.one_sided),
            *(one.n, one.unit, "yes" if one.met else "no"),
        ]
        for one in staffing.reached()
    ]
    return columns, rows


def _shifts(staffing: Staffing) -> tuple[list[str], list[list[Any]]]:
    columns = ["Team", "People", "Hours", "Length", "Break", "Break after"]
    rows: list[list[Any]] = [
        [
            team.name,
            shift.agents,
            shift.hours,
            format_duration(shift.pattern.length),
            format_duration(shift.pattern.rest) if shift.pattern.rest else "",
            "" if shift.rest_after is None else format_duration(shift.rest_after),
        ]
        for team in staffing.teams
        for shift in team.shifts
    ]
    return columns, rows


def _covered(staffing: Staffing) -> tuple[list[str], list[list[Any]]]:
    slots = staffing.question.slots
    labels = list(slots.labels)
    if slots.cycle == "always":
        labels = [format_clock(at * DAY // 48) for at in range(48)]
    rows: list[list[Any]] = [
        [team.name, label, int(team.scheduled[min(at, slots.count - 1)]), float(there)]
        for team in staffing.teams
        if team.roster is not None
        for at, (label, there) in enumerate(zip(labels, team.roster.covered, strict=True))
    ]
    return ["Team", "Interval", "To be scheduled", "Present in shifts"], rows


def _sheet(book: Any, name: str, columns: list[str], rows: list[list[Any]]) -> Any:
    return add_table(book, Table(name, columns, rows, filtered=False))


def _chart(staffing: Staffing, team: Team, book: Any, sheet: Any) -> None:
    """Agents as columns, the load as a line."""
    last = staffing.question.slots.count
    if last < 2:
        return
    name = sheet.get_name()
    chart = book.add_chart({"type": "column"})
    line = book.add_chart({"type": "line"})
    for one, column in ((chart, 3), (line, 2)):
        series = {
            "name": [name, 0, column],
            "categories": [name, 1, 0, last, 0],
            "values": [name, 1, column, last, column],
        }
        one.add_series(series | ({"gap": 0} if column == 3 else {"line": {"width": 1.5}}))
    chart.combine(line)
    chart.set_title({"name": f"{team.name}: agents on the phones, and the load in erlang"})
    chart.set_x_axis({"interval_unit": max(last // 14, 1), "name": "Interval"})
    chart.set_y_axis({"name": "Agents", "min": 0})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 960, "height": 420})
    sheet.insert_chart("H2", chart)
