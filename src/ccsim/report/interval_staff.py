"""A staffing interval by interval: what its heat maps show, in words, and as a workbook."""

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ccsim.experiments.interval_staff import EVERY_DAY, IntervalStaff, Step, days_of, places
from ccsim.experiments.paired import PairedDifference
from ccsim.figures.numbers import NO_INTERVAL, NOT_KNOWN, digits, written
from ccsim.metrics.estimates import Estimate
from ccsim.report.words import estimate_text
from ccsim.report.workbook import Table, add_table, whole_book
from ccsim.spec.demand import WEEKDAYS
from ccsim.units import format_duration

if TYPE_CHECKING:
    import pandas as pd

_ON: Final = dict(
    zip(
        WEEKDAYS,
        ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"),
        strict=True,
    )
)
_NOBODY_YET: Final = "all who call are waiting still"
_POINTS: Final = 2
"""Decimals of percentage points."""


def service_cells(found: IntervalStaff, queue: str) -> "pd.DataFrame":
    """The service level of a queue as `heat_map_figure` takes it."""
    rows = found.service[found.service["queue"] == queue].copy()
    roomy = len(days_of(found.question)) == 1
    texts, hovers = [], []
    for row in rows.to_dict("records"):
        texts.append(_in_cell(row, roomy))
        hovers.append(f"{row['day']} {row['time']}<br>{_whole(row)}<br>{row['calls']:.1f} calls")
    return rows.assign(value=rows["mean"], text=texts, hover=hovers)


def cover_cells(found: IntervalStaff, team: str) -> "pd.DataFrame":
    """Agents too many or too few of a team, against what theory asks for, likewise."""
    rows = found.cover[found.cover["team"] == team].copy()
    records = rows.to_dict("records")
    return rows.assign(
        value=rows["net"],
        text=[f"{row['net']:+d}" if row["net"] else "0" for row in records],
        hover=[
            f"{row['day']} {row['time']}<br>{row['heads']} agents, {row['needed']} by Erlang"
            for row in records
        ],
    )


def sentence(found: IntervalStaff) -> str:
    """How many intervals reach the target, and how many surely do not."""
    service = found.service
    below = int((service["high"] < found.target).sum())
    sure = int((service["low"] >= found.target).sum())
    n = int(service["n"].iloc[0]) if len(service) else 0
    text = f"{found.label}: {sure} of {len(service)} intervals surely reach {target_text(found)}"
    text += f", {below} surely do not"
    left = len(service) - sure - below
    return text + (f", {left} cannot be told yet" if left else "") + f" (95 % intervals, n = {n})."


def worst_sentence(found: IntervalStaff) -> str:
    """In which interval fewest are answered in time, how many that are, and whether it is enough.

    Of intervals that are alike, it is the one with most calls.
    """
    service = found.service
    if not len(service):
        return f"{found.label}: there is no interval in which anybody calls."
    row = service.sort_values(["mean", "calls"], ascending=[True, False]).iloc[0].to_dict()
    day = "" if row["day"] == EVERY_DAY else f"on {_ON[row['day']]} "
    when = f"{day}at {row['time']}" if ":" in row["time"] else row["time"]
    queue = f", in {row['queue']}" if service["queue"].nunique() > 1 else ""
    if np.isnan(row["low"]):
        return f"{found.label} does worst {when}{queue}, where {_NOBODY_YET}, n = {row['n']}."
    wanted = f"the {found.target * 100:g} % that are wanted"
    enough = f"whether that misses {wanted} cannot be told yet"
    if row["high"] < found.target:
        enough = f"that surely misses {wanted}"
    elif row["low"] >= found.target:
        enough = f"even that surely reaches {wanted}"
    value, span = estimate_text(
        Estimate(row["mean"], row["low"], row["high"], int(row["n"]), "share")
    )
    return (
        f"{found.label} does worst {when}{queue}: {value} ({span}) are answered within "
        f"{_threshold(found)}; {enough}."
    )


def target_text(found: IntervalStaff) -> str:
    """What is to be reached: which share, and within which time."""
    return f"{found.target * 100:g} % answered within {_threshold(found)}"


def service_title(found: IntervalStaff, queue: str) -> str:
    """What the heat map of a queue shows."""
    return f"{queue}: answered within {_threshold(found)}, target {found.target * 100:g} %"


def heads_table(found: IntervalStaff, team: str) -> "pd.DataFrame":
    """Agents by time of day and day, to be looked at and changed; without the hours of nobody."""
    import pandas as pd

    rows = [
        {"Interval": time, "day": day, "heads": int(found.heads[team][slot])}
        for slot, day, time in places(found.question)
    ]
    table = pd.DataFrame(rows).pivot_table(index="Interval", columns="day", values="heads")
    wanted = table.any(axis=1) | table.index.isin(found.service["time"])
    shown = table[days_of(found.question)].astype(int)
    return shown[wanted].rename(columns={EVERY_DAY: "Agents"})


def heads_of(found: IntervalStaff, team: str, table: "pd.DataFrame") -> list[int]:
    """Agents by interval when those of a table, as `heads_table` gives it, are taken over."""
    heads = [int(one) for one in found.heads[team]]
    by_place = {
        (day, time): cell
        for day in table.columns
        for time, cell in zip(table.index, table[day].to_numpy(float), strict=True)
    }
    for slot, day, time in places(found.question):
        cell = by_place.get(("Agents" if day == EVERY_DAY else day, time))
        if cell is not None:
            heads[slot] = int(np.nan_to_num(cell))
    return heads


def step_rows(steps: list[Step]) -> list[dict[str, Any]]:
    """What one agent more or less does, an interval a row."""
    rows: dict[str, dict[str, Any]] = {}
    usual = _replications(steps)
    for step in steps:
        row = rows.setdefault(step.time, {"Interval": step.time, "Agents": step.heads})
        name = "One more" if step.change > 0 else "One less"
        row[f"{name}: interval"] = _change(step.here, usual)
        row[f"{name}: {'day' if step.day == EVERY_DAY else 'week'}"] = _change(step.whole, usual)
    return list(rows.values())


def steps_caption(steps: list[Step]) -> str:
    """What the numbers of `step_rows` are, and on how many replications they rest."""
    whole = "day" if steps and steps[0].day == EVERY_DAY else "week"
    return (
        "In percentage points, for the callers of that interval and for those of the whole "
        f"{whole}; in brackets 95 % intervals, each for itself (n = {_replications(steps)} unless "
        "another count stands there). Each interval is changed by itself and met by the same "
        "callers with the same luck."
    )


def book(found: IntervalStaff) -> bytes:
    """The tables as a workbook."""

    def fill(made: Any) -> None:
        service = found.service.drop(columns="slot").astype(object)
        service = service.where(service.notna(), None)
        names = ["Queue", "Day", "Interval", "Service level", "Low", "High", "n", "Calls"]
        add_table(made, Table("Service level", names, service.to_numpy().tolist()))
        cover = found.cover.drop(columns="slot")
        names = ["Team", "Day", "Interval", "Agents", "By Erlang", "Too many (+) or few (-)"]
        add_table(made, Table("Agents", names, cover.to_numpy().tolist()))

    return whole_book(fill)


def _whole(row: Mapping[Hashable, Any]) -> str:
    """A share with its interval and count."""
    if np.isnan(row["low"]):
        return f"not known: {_NOBODY_YET}, n = {row['n']}"
    mean, low, high = (written(row[name], "share") for name in ("mean", "low", "high"))
    return f"{mean} ({low} to {high}, n = {row['n']})"


def _in_cell(row: Mapping[Hashable, Any], roomy: bool) -> str:
    """The same without count, in few letters where a week has to find room."""
    if np.isnan(row["low"]):
        return NOT_KNOWN
    mean, low, high = (f"{row[name] * 100:.0f}" for name in ("mean", "low", "high"))
    return f"{mean} % ({low} to {high})" if roomy else f"{mean} ({low}–{high})"


def _replications(steps: list[Step]) -> int:
    """How many replications the differences rest on, where each has callers."""
    return max((one.n for step in steps for one in (step.here, step.whole)), default=0)


def _change(one: PairedDifference, usual: int) -> str:
    """A difference of shares in points, with its interval; its count where it is not the usual."""
    if one.mean is None:
        return NOT_KNOWN
    told = [digits(100 * one.mean, _POINTS, signed=True)]
    span = NO_INTERVAL
    if one.low is not None and one.high is not None:
        span = " to ".join(digits(100 * end, _POINTS, signed=True) for end in (one.low, one.high))
    told.append(f"({span})" if one.n == usual else f"({span}, n = {one.n})")
    return " ".join(told) + ("" if one.leaves_out_nought or one.same else ", not established")


def _threshold(found: IntervalStaff) -> str:
    return format_duration(found.source.scenario.measures.service_level_threshold)
