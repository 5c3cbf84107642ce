"""The grounds of a comparison for its page and workbook: what levers are worth, what doubts do."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from ccsim.experiments.explain_result import Breakdown, Explanation
from ccsim.experiments.robustness_result import MetricVerdict, Robustness
from ccsim.report.explain import conclusion, ranked, reasons
from ccsim.report.explain_words import help_of_lever, in_full
from ccsim.report.pictures import Picture, Reasons
from ccsim.report.robustness import conclusions, flip_words, repeat_command, size
from ccsim.report.robustness_page import wins_picture
from ccsim.report.waterfall_charts import WHY, steps_table
from ccsim.report.words import title
from ccsim.report.workbook import Table

SURVIVES: Final = "Robustness"
_SPAN: Final = ("Low (95 %)", "High (95 %)", "n")
_OWN_UNITS: Final = {**dict.fromkeys((9, 10, 11), "share"), **dict.fromkeys((16, 17, 18), "index")}
"""Columns of the table of verdicts whose numbers have not the unit of the metric."""


def why(found: Sequence[Explanation]) -> Reasons | None:
    """What each lever is worth, of each scenario against the reference; None where there is none.

    Two waterfalls are printed, one beside the other: the first two metrics of one scenario, or the
    first metric of each of two.
    """
    if not found:
        return None
    several = len(found) > 1
    shown, told = [], []
    for number, one in enumerate(found):
        parts = reasons(one)
        shown += list(_waterfalls(one, parts, number, several=several))
        told += [conclusion(one, each) for each in one.breakdowns]
    first = [conclusion(one, one.breakdowns[0]) for one in found if one.breakdowns]
    return Reasons(
        shown,
        [*first, *(one for one in told if one not in first)],
        "\n".join(reasons(one).command for one in found),
        [table for table in (_levers_table(found), steps_table(found)) if table is not None],
        brief=min(len(first), 2),
    )


def _waterfalls(
    one: Explanation, parts: Reasons, number: int, *, several: bool
) -> Iterator[Picture]:
    for place, picture in enumerate(parts.pictures):
        caption = picture.caption
        if several:
            caption = f"{one.scenario.label}: {caption[:1].lower()}{caption[1:]}"
        yield replace(
            picture,
            name=f"why-{number}-{picture.name}",
            caption=caption,
            half_on_paper=True,
            on_paper=(number if several else place) < 2 and not (several and place),
        )


def _levers_table(found: Sequence[Explanation]) -> Table:
    """Each lever of each scenario with what it is worth, by metric, the largest part first."""
    rows: list[list[Any]] = []
    units = []
    for one in found:
        for each in one.breakdowns:
            for row in _levers(one, each):
                rows.append(row)
                units.append(each.unit)
    columns = ["Scenario", "Metric", "Lever", "Unit", "Worth", *_SPAN, "Verdict", "What it is"]
    return Table(WHY, columns, rows, row_units=units, fixed=3)


def _levers(one: Explanation, each: Breakdown) -> Iterator[list[Any]]:
    parts = [(in_full(lever), part, help_of_lever(lever)) for lever, part in ranked(one, each)]
    for words, part, help_ in [*parts, ("All together", each.difference, "")]:
        number = part.number
        yield [
            *(one.scenario.label, title(each.metric), words, each.unit),
            *(number.mean, number.low, number.high, number.n, part.verdict, help_),
        ]


def doubted(found: Sequence[Robustness]) -> Reasons | None:
    """Whether verdicts survive the doubts, of each scenario; None where nothing was asked."""
    if not found:
        return None
    told = []
    for one in found:
        told.append(f"{one.other.label} against {one.reference.label}: {size(one)}")
        told += conclusions(one)
    shown = [
        replace(wins_picture(one), name=f"wins-{number}", broad=len(found) == 1, on_paper=False)
        for number, one in enumerate(found)
    ]
    commands = "\n".join(repeat_command(one) for one in found)
    table = _verdicts_table(found)
    return Reasons(shown, told, commands, [table], "Whether it survives the doubts", len(told))


def _verdicts_table(found: Sequence[Robustness]) -> Table:
    """Each metric of each scenario: as it stands, and in so many plausible worlds."""
    rows = [_verdict(one, each) for one in found for each in one.verdicts]
    columns = [
        *("Scenario", "Metric", "Unit", "Difference as they stand", *_SPAN, "Verdict"),
        *("Counted are worlds in which it is", "Share of worlds", "Low (95 %)", "High (95 %)"),
        *("Worlds", "Nine of ten worlds: from", "Nine of ten worlds: to"),
        *("What matters most", "First-order index", "Low (95 %)", "High (95 %)"),
        "The verdict flips",
    ]
    units = [each.unit for one in found for each in one.verdicts]
    own = [_OWN_UNITS.get(at, "") for at in range(len(columns))]
    return Table(SURVIVES, columns, rows, row_units=units, column_units=own, fixed=2)


def _verdict(one: Robustness, each: MetricVerdict) -> list[Any]:
    stand, (low, high) = each.as_they_stand, each.wins.ends
    known = [matter for matter in each.matters if matter.effect.established][:1]
    matter: list[Any] = ["none is established", None, None, None, ""]
    for first in known:
        index = first.effect.index
        matter = [first.doubt.name, index.mean, index.low, index.high, flip_words(each, first)]
    return [
        *(one.other.label, title(each.metric), each.unit),
        *(stand.mean, stand.low, stand.high, stand.n, each.verdict),
        *(each.word, each.wins.mean, low, high, each.n, *each.nine_of_ten, *matter),
    ]
