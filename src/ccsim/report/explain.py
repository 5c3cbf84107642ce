"""Why two scenarios differ, in words and tables: on a terminal, and as one HTML page."""

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rich.table import Table

from ccsim.experiments.coalitions import EXACT_UP_TO, count_orders
from ccsim.experiments.explain_result import Breakdown, Explanation, Part
from ccsim.experiments.levers import Lever
from ccsim.experiments.load_split import LoadPart
from ccsim.experiments.results import ESTIMATES
from ccsim.figures.demand import PARTS, demand_figure
from ccsim.figures.numbers import NO_INTERVAL, scale_of
from ccsim.figures.waterfall import waterfall_figure
from ccsim.metrics.totals import split_key
from ccsim.report.console import new_console, new_table, say
from ccsim.report.explain_words import help_of_lever, in_full, in_short
from ccsim.report.page import own_page, write_whole
from ccsim.report.pictures import Picture, Reasons
from ccsim.report.words import (
    SIGNS,
    estimate_text,
    files_and_settings,
    listed,
    numbers_text,
    title,
    version_text,
)

if TYPE_CHECKING:
    import pandas as pd

WATERFALL: Final = ("words", "mean", "low", "high", "n", "unit", "verdict", "sign")
_MOST_NAMED: Final = 3
_AFTER: Final = {
    "wrong_answer": "after an answer to another problem",
    "way_around": "after a way around instead of a solution",
    "put_off": "after being put off by who could or might not act",
    "note": "after a note without a date, which nobody took up",
    "ticket": "while a department has it",
    "not_cured": "after a department's work that did not cure it",
    "closed_door": "after a closed door",
    "transfer": "after being passed on",
    "visit": "after a visit that did not take place",
    "no_answer": "after nobody answered",
    "machine": "after a machine kept them from the agents",
    "another_case": "because another case gave birth to it",
    "other": "for another reason",
}
"""What came before a repeat."""
_LOAD: Final = {
    "fresh": "Value demand: first attempts",
    "redials": "Redials after no answer",
    "repeats": "Repeats: not solved last time",
    "chases": "Chasing: asks where it stands",
    "reconnects": "Calls again after service",
    "forced": "Taken up again after a complaint to the regulator",
    "hand_offs": "Hand-offs: handed on within a contact",
    "load": "All together",
}


def show_explanation(found: Explanation, page: Path | None) -> None:
    """The levers and what each is worth, the split of load, how to repeat it."""
    console = new_console()
    console.print(f"{heading(found)}\n", style="bold")
    for one in found.breakdowns:
        console.print(_worth_table(found, one))
        console.print(f"{conclusion(found, one)}\n")
    console.print(_load_table(found))
    console.print(f"{method(found)}")
    for note in found.notes:
        console.print(note)
    say(console, "To repeat it", repeat_command(found))
    if page is not None:
        say(console, "The page is", str(page))


def write_explanation(found: Explanation, path: Path | str) -> None:
    """Write it as one HTML page; an old page stays until the new one is whole.

    Raises:
        UsageError: nothing can be written there.
    """
    write_whole(explanation_page(found), Path(path))


def explanation_page(found: Explanation) -> str:
    """The HTML text of the page."""
    return own_page(
        "explain.html.j2",
        _pictures(found),
        heading=heading(found),
        labels=[found.reference.label, found.scenario.label],
        conclusions=[conclusion(found, one) for one in found.breakdowns],
        method=method(found),
        notes=found.notes,
        breakdowns=[
            {"title": title(one.metric), "rows": list(_rows(found, one))}
            for one in found.breakdowns
        ],
        load=[(load_words(part.name), *_load_cells(part)) for part in found.load],
        command=repeat_command(found),
        fingerprints=[side.fingerprint for side in (found.reference, found.scenario)],
        version=version_text(),
    )


def reasons(found: Explanation) -> Reasons:
    """The explanation as the page of a comparison shows it (`write_report(explanation=...)`)."""
    waterfalls = [one for one in _pictures(found) if one.name != "demand"]  # the page has its own
    told = [conclusion(found, one) for one in found.breakdowns]
    return Reasons(waterfalls, told, repeat_command(found))


def heading(found: Explanation) -> str:
    """What it is about."""
    return f"Why {found.scenario.label} differs from {found.reference.label}"


def conclusion(found: Explanation, one: Breakdown) -> str:
    """The difference, what makes most of it, and what is not sure."""
    name = title(one.metric)
    if one.difference.number.mean is None:
        return f"{name}: not known in both scenarios on the same terms: nothing is shared out."
    ends = [" (".join(estimate_text(end)) + ")" for end in (one.reference, one.scenario)]
    change, span = numbers_text(one.difference.number, one.unit)
    interval = span if span == NO_INTERVAL else f"95 % interval {span}"
    sentence = (
        f"{name}: {ends[0]} in {found.reference.label}, {ends[1]} in {found.scenario.label}: "
        f"{change} ({interval}, n = {one.difference.number.n}; {one.difference.verdict})."
    )
    if not one.shared_out:
        every = len(found.scheme.coalitions)
        return (
            f"{sentence} It is not defined in {one.undefined} of {every} combinations of levers, "
            "so what each is worth is not known."
        )
    sure = [(lever, part) for lever, part in ranked(found, one) if part.established]
    unsure = len(found.levers) - len(sure)
    if sure:
        named = [
            f"{in_short(lever)} ({', '.join(numbers_text(part.number, one.unit))})"
            for lever, part in sure[:_MOST_NAMED]
        ]
        largest = "established part is" if len(named) == 1 else "established parts are"
        sentence += f" The largest {largest} {listed(named)}."
    if unsure:
        which = f"{unsure} of {len(found.levers)} levers" if sure else "none of the levers"
        sentence += f" For {which} {'no' if sure else 'an'} effect is established."
    return sentence


def method(found: Explanation) -> str:
    """How it was shared out, and what the numbers mean."""
    levers, orders = len(found.levers), found.scheme.orders
    how = "all orders of turning the levers"
    if orders is not None:
        how = f"{len(orders)} of {count_orders(levers):,} orders of turning the levers, each with "
        how += "its reverse (their spread is part of the intervals)"
    return (
        "A lever is worth the mean of what it adds when it is turned after others, over "
        f"{how}; the parts add up to the difference. {len(found.scheme.coalitions)} combinations, "
        f"each in {found.settings.replications} replications with the same luck, seed "
        f"{found.settings.seed}. Verdicts hold for all levers and metrics together (Holm)."
    )


def repeat_command(found: Explanation) -> str:
    """The line that gives the same numbers again."""
    sides = (found.reference, found.scenario)
    files = files_and_settings([one.file for one in sides], [one.source for one in sides])
    parts = ["ccsim", "explain", *files]
    parts += [word for one in found.breakdowns for word in ("--metric", one.metric)]
    parts += ["--replications", str(found.settings.replications)]
    if len(found.levers) > EXACT_UP_TO:
        parts += ["--permutations", str(found.permutations)]
    return shlex.join([*parts, "--seed", str(found.settings.seed)])


def load_words(name: str) -> str:
    """What a part of the load is called.

    >>> load_words("repeats[kind=billing_error]")
    '… of them about: billing error'
    >>> load_words("repeats[after=closed_door]")
    '… of them after a closed door'
    """
    _, slice_ = split_key(name)
    axis, _, label = slice_.partition("=")
    if axis == "after":
        return f"… of them {_AFTER[label]}"
    return f"… of them about: {label.replace('_', ' ')}" if axis else _LOAD[name]


def ranked(found: Explanation, one: Breakdown) -> list[tuple[Lever, Part]]:
    """The levers with their parts, what makes most first."""
    pairs = zip(found.levers, one.levers, strict=True)
    return sorted(pairs, key=lambda pair: -abs(pair[1].number.mean or 0.0))


def waterfall_frame(found: Explanation, one: Breakdown) -> "pd.DataFrame":
    """The form in which the figure takes a breakdown."""
    import pandas as pd

    sides = ((found.reference, one.reference), (found.scenario, one.scenario))
    ends = [(side.label, end.mean, *end.ends, end.n, one.unit) for side, end in sides]
    whole = one.difference.verdict
    parts = [
        (
            *(in_short(lever), part.number.mean, part.number.low, part.number.high),
            *(part.number.n, one.unit, part.verdict, SIGNS[part.verdict]),
        )
        for lever, part in ranked(found, one)
    ]
    rows = [(*ends[0], "", ""), *parts, (*ends[1], whole, SIGNS[whole])]
    frame = pd.DataFrame(rows, columns=list(WATERFALL))
    return frame.astype({"mean": float, "low": float, "high": float})


def _rows(found: Explanation, one: Breakdown) -> Iterator[dict[str, str]]:
    """Each lever in words with what it is worth, then all together."""
    for lever, part in ranked(found, one):
        yield {"words": in_full(lever), "help": help_of_lever(lever)} | _cells(part, one.unit)
    yield {"words": "All together", "help": ""} | _cells(one.difference, one.unit)


def _cells(part: Part, unit: str) -> dict[str, str]:
    change, span = numbers_text(part.number, unit)
    return {
        "change": change,
        "span": f"{span}, n = {part.number.n}",
        "verdict": part.verdict,
        "sign": SIGNS[part.verdict],
    }


def _worth_table(found: Explanation, one: Breakdown) -> Table:
    heading = f"{title(one.metric)}: what each lever is worth"
    table = new_table(heading, "Lever", "Worth", "95 % interval and count", "Verdict")
    rows = list(_rows(found, one))
    for place, row in enumerate(rows):
        if place == len(rows) - 1:
            table.add_section()
        verdict = f"{row['sign']} {row['verdict']}"
        table.add_row(row["words"], row["change"], row["span"], verdict)
    return table


def _load_table(found: Explanation) -> Table:
    columns = (found.reference.label, found.scenario.label, "Difference", "Verdict")
    table = new_table("The load a day, by what makes it", "Part", *columns)
    for part in found.load:
        if part.name == "load":
            table.add_section()
        before, after, difference, verdict = _load_cells(part)
        cells = ("\n".join(cell) for cell in (before, after, difference))
        table.add_row(load_words(part.name), *cells, verdict)
    return table


def _load_cells(
    part: LoadPart,
) -> tuple[tuple[str, str], tuple[str, str], tuple[str, str], str]:
    ends = [estimate_text(end, scale_of("")) for end in (part.reference, part.scenario)]
    change = numbers_text(part.difference, "")
    return ends[0], ends[1], change, f"{SIGNS[part.verdict]} {part.verdict}"


def _pictures(found: Explanation) -> list[Picture]:
    """A waterfall for each metric, and the demand of both."""
    shown = [
        _waterfall(found, one, number)
        for number, one in enumerate(found.breakdowns)
        if one.shared_out
    ]
    frame = _demand_frame(found)
    if not frame.empty:
        words = "Why people call: the first time, or again"
        draw = Picture("demand", words, lambda dark: demand_figure(frame, dark=dark), broad=True)
        shown.append(draw)
    return shown


def _waterfall(found: Explanation, one: Breakdown, number: int) -> Picture:
    frame = waterfall_frame(found, one)
    caption = f"{title(one.metric)}, lever by lever"
    return Picture(
        f"waterfall-{number}", caption, lambda dark: waterfall_figure(frame, dark=dark), broad=True
    )


def _demand_frame(found: Explanation) -> "pd.DataFrame":
    """The arrivals of both scenarios by reason, as the figure takes them."""
    import pandas as pd

    rows = [
        (side.label, part.name, "", end.mean, end.low, end.high, end.n, "contacts")
        for part in found.load
        if part.name in PARTS
        for side, end in ((found.reference, part.reference), (found.scenario, part.scenario))
    ]
    frame = pd.DataFrame(rows, columns=list(ESTIMATES))
    return frame.astype({"mean": float, "low": float, "high": float})
