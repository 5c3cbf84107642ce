"""The vicious circle of S002-03 over a year, month by month, and what stops it.

python tests/circle.py [REPLICATIONS] [PICTURE.html]    prints the tables of the story, for people
"""

import sys
from collections.abc import Mapping, Sequence

import numpy as np

from ccsim.codes import Event
from ccsim.eventlog.chunk import Chunk
from ccsim.experiments.paired import PairedDifference, paired_difference
from ccsim.metrics.contacts import Contacts
from ccsim.metrics.days import Days
from ccsim.metrics.people import People
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.window import Floats, Ints, Window
from ccsim.plan.plan import Plan, make_plan
from ccsim.replication import replicate
from ccsim.spec.loading import load
from ccsim.units import DAY, HOUR
from shipped import SCENARIOS

CIRCLE = SCENARIOS / "stories" / "vicious_circle.yaml"
MONTH = 28
"""Days: four weeks, so that every month has as many Mondays as any other."""
JUDGED = 14 * DAY
_NEVER = 1 << 30
Fraction = tuple[Floats, Floats]
"""Numerators and denominators by month."""
Months = Mapping[str, Fraction]
"""By link of the circle."""
F = "teams.front."
CELLS: Mapping[str, tuple[str, ...]] = {
    "as it is": (),
    "nobody goes because of it": (f"{F}turnover.by_stress=0", f"{F}turnover.by_workload=0"),
    "nobody is new": (f"{F}learning={{}}",),
    "authority to solve": (),
    "less script": (f"{F}script_adherence=0.2",),
    "owners": ("operating_model.ownership=0.60",),
    "hired for tolerance": (f"{F}stress.tolerance=0.6",),
    "one more at every hour": (),
    "hired ahead": (f"{F}hiring.lead=0w",),
    "notes": ("operating_model.shared_notes=1.0",),
    "measured by handle time": (
        "operating_model.kpi_regime=handle_time",
        "operating_model.kpi={target_talk: 9m, close_fast_bias: 0.4}",
    ),
}
"""What is changed alone; the first two after the circle itself cut one of its links."""
FILES = {
    "authority to solve": "vicious_circle_authority",
    "one more at every hour": "vicious_circle_staff",
}
"""Cells that have a file of their own."""
SHOWN = (
    "calls a day", "failure demand", "occupancy", "abandoned", "stress", "turnover, a year",
    "handle time, s", "solved at first",
)  # fmt: skip
COMPARED = (
    "calls a day",
    "failure demand",
    "occupancy",
    "stress",
    "turnover, a year",
    "solved at first",
)
DRAWN = (
    "calls a day",
    "failure demand",
    "occupancy",
    "stress",
    "handle time, s",
    "paid hours a day",
)
DRAWN_CELLS = (
    "as it is",
    "nobody goes because of it",
    "authority to solve",
    "one more at every hour",
)


class Links:
    """A listener that adds up, month by month, what the links of the circle are made of."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.window = plan, Window(plan)
        self._contacts, self._people = Contacts(self.window), People(self.window)
        self._front = plan.team_names.index("front")
        counted = (Event.TEAM_STRESS, Event.TEAM_KNOWLEDGE, Event.AGENT_QUIT)
        self._left = Days(self.window, 1)
        self._counts = {event: Days(self.window, 1) for event in counted}
        self._values = {event: Days(self.window, 1) for event in counted}
        self._cases: dict[Event, list[Ints]] = {}

    def add(self, chunk: Chunk) -> None:
        stretch = Stretch(chunk, self.window)
        self._contacts.add(stretch)
        self._people.add(stretch)
        self._left.add(stretch, stretch.rows(Event.CUSTOMER_LEFT))
        for event, counts in self._counts.items():
            rows = stretch.rows(event)
            rows = rows[self.window.agent_team[chunk.agent[rows]] == self._front]
            counts.add(stretch, rows)
            self._values[event].add(stretch, rows, weight=chunk.value[rows])
        for event in (
            Event.CASE_OPENED, Event.CONTACT_ARRIVED, Event.CONTACT_ANSWERED, Event.CASE_RESOLVED,
        ):  # fmt: skip
            rows = stretch.rows(event)
            rows = rows[chunk.kind[rows] >= 0]
            columns = (chunk.time, chunk.who, chunk.case, chunk.contact, chunk.leg)
            kept = np.stack([column[rows].astype(np.int64) for column in columns])
            self._cases.setdefault(event, []).append(kept)

    def months(self) -> Months:
        """Each link as a fraction, by month."""
        days = self._contacts.finish()["day"]
        arrivals = sum(days[name] for name in ("fresh", "redials", "repeats", "chases", "forced"))
        cells = {
            n: self._people.by_cell(n)[self._front] for n in ("busy_ms", "staffed_ms", "break_ms")
        }
        busy, staffed, away = (self._by_day(one) for one in cells.values())
        stress, known, quits = (
            (self._values[event].counts[0], self._counts[event].counts[0]) for event in self._counts
        )
        ones = np.ones_like(arrivals)
        found = {
            "calls a day": (arrivals, ones),
            "failure demand": (arrivals - days["fresh"], arrivals),
            "handle time, s": ((days["talk_ms"] + days["wrap_ms"]) / 1000, days["handled"]),
            "occupancy": (busy, staffed - away),
            "abandoned": (days["abandoned"], days["offered"]),
            "stress": (stress[0] / 1e6, stress[1]),
            "turnover, a year": (quits[1] * 365.2425, ones * self.plan.team_places[self._front]),
            "knowledge": (known[0] / 1e6, known[1]),
            "paid hours a day": (staffed / HOUR, ones),
            "customers gone, a month": (
                self._left.counts[0] * MONTH,
                ones * sum(self.plan.segment_count),
            ),
            "solved at first": self._solved_at_first(),
        }
        return {name: (_monthly(a), _monthly(b)) for name, (a, b) in found.items()}

    def _by_day(self, cells: Floats) -> Floats:
        by_day = np.bincount(self.window.cell_day, cells)
        return by_day[self.window.warm_up_days :]

    def _solved_at_first(self) -> Fraction:
        """[day of birth] cases solved with no attempt after the first answered, and answered."""
        log = {event: np.hstack(rows) for event, rows in self._cases.items()}
        time, who, word, _, _ = log[Event.CASE_OPENED]
        kept = (time >= self.window.begin) & (time + JUDGED <= self.window.end)
        opened, key = time[kept], _keys(who[kept], word[kept])
        order = np.argsort(key)
        first, last, solved = (np.full(len(key), start) for start in (_NEVER, 0, 0))
        for event, rows in log.items():
            known = np.searchsorted(key[order], _keys(rows[1], rows[2]))
            place = order[np.minimum(known, len(order) - 1)]
            mine = (key[place] == _keys(rows[1], rows[2])) & (rows[0] <= opened[place] + JUDGED)
            place, contact, leg = place[mine], rows[3][mine], rows[4][mine]
            if event == Event.CONTACT_ANSWERED:
                np.minimum.at(first, place[leg == 0], contact[leg == 0])
            elif event == Event.CONTACT_ARRIVED:
                np.maximum.at(last, place, contact)
            elif event == Event.CASE_RESOLVED:
                solved[place] = 1
        day = self.window.day_of(opened) - self.window.warm_up_days
        answered = first < _NEVER
        days = self.window.total_days - self.window.warm_up_days
        at_once = answered & (solved == 1) & (last <= first)
        return tuple(
            np.bincount(day[which], minlength=days).astype(float) for which in (at_once, answered)
        )


def _keys(who: Ints, word: Ints) -> np.ndarray:
    """One value for each case: customers and words are 64 and 32 bits."""
    pair = np.empty(len(who), [("who", np.int64), ("word", np.int64)])
    pair["who"], pair["word"] = who, word
    return pair


def _monthly(days: Floats) -> Floats:
    months = len(days) // MONTH
    return days[: months * MONTH].reshape(months, MONTH).sum(axis=1)


def played(cell: str, replication: int) -> Months:
    """A year of the company in the circle, with what this cell changes."""
    file = CIRCLE.with_stem(FILES.get(cell, CIRCLE.stem))
    plan = make_plan(load(file, list(CELLS[cell])).scenario)
    links = Links(plan)
    replicate(plan, seed=1, replication=replication, listeners=[links])
    return links.months()


def year(runs: Sequence[Months], link: str) -> Fraction:
    """By replication: a link over the whole year."""
    fractions = [run[link] for run in runs]
    above, below = (np.array([one[i].sum() for one in fractions]) for i in (0, 1))
    return above, below


def month(runs: Sequence[Months], link: str, number: int) -> PairedDifference:
    """A link in a month, with its interval over replications."""
    fractions = [run[link] for run in runs]
    above, below = (np.array([one[i][number] for one in fractions]) for i in (0, 1))
    return paired_difference((np.zeros_like(above), below), (above, below))


def _text(one: PairedDifference, sign: str = "") -> str:
    if one.same and sign:
        return "the same"
    numbers = (one.mean, one.low, one.high)
    digits = 2 if one.mean is not None and abs(one.mean) < 2 else 0
    mean, low, high = (
        "-" if number is None else f"{number:{sign},.{digits}f}" for number in numbers
    )
    return f"{mean} ({low} to {high})"


def table_of_months(runs: Sequence[Months]) -> list[str]:
    """The circle month by month, as lines of a table."""
    lines = ["| Month | " + " | ".join(SHOWN) + " |", "|---" * (len(SHOWN) + 1) + "|"]
    for number in range(len(runs[0][SHOWN[0]][0])):
        cells = [_text(month(runs, link, number)) for link in SHOWN]
        lines.append(f"| {number + 1} | " + " | ".join(cells) + " |")
    return lines


def table_of_levers(all_runs: Mapping[str, Sequence[Months]]) -> list[str]:
    """What each lever changes over the year, paired with the circle as it is."""
    reference = all_runs["as it is"]
    lines = ["| Changed alone | " + " | ".join(COMPARED) + " |", "|---" * (len(COMPARED) + 1) + "|"]
    for cell, runs in all_runs.items():
        cells = []
        for link in COMPARED:
            before, after = year(reference, link), year(runs, link)
            if cell == "as it is":
                nothing = (np.zeros_like(before[0]), before[1])
                cells.append(_text(paired_difference(nothing, before)))
            else:
                cells.append(_text(paired_difference(before, after), "+"))
        lines.append(f"| {cell} | " + " | ".join(cells) + " |")
    return lines


def picture(all_runs: Mapping[str, Sequence[Months]], cells: Sequence[str], file: str) -> None:
    """Each link as a line over the months with its band, one colour for each cell."""
    from plotly.subplots import make_subplots

    from ccsim.figures.bands import band
    from ccsim.figures.colours import LIGHT

    palette = dict(zip(cells, LIGHT.series, strict=False))
    figure = make_subplots(rows=3, cols=2, subplot_titles=DRAWN, vertical_spacing=0.09)
    for place, link in enumerate(DRAWN):
        for cell in cells:
            runs = all_runs[cell]
            points = [month(runs, link, m) for m in range(len(runs[0][link][0]))]
            x = [m + 1 for m in range(len(points))]
            low, high = ([getattr(p, end) or p.mean for p in points] for end in ("low", "high"))
            where = {"row": place // 2 + 1, "col": place % 2 + 1}
            figure.add_trace(band(x, low, high, palette[cell]), **where)
            line = {"x": x, "y": [p.mean for p in points], "name": cell, "mode": "lines"}
            look = {"line": {"color": palette[cell]}, "showlegend": place == 0}
            figure.add_trace(line | look, **where)
    n = len(all_runs[cells[0]])
    figure.update_layout(
        title=f"The vicious circle, month by month (95 % bands, n = {n}, seed 1)",
        template="plotly_white", height=900, width=1100, legend={"orientation": "h", "y": -0.05},
    )  # fmt: skip
    figure.update_xaxes(title="month of four weeks", row=3)
    figure.update_yaxes(rangemode="tozero")
    figure.write_html(file)


def main(replications: int, file: str | None = None) -> None:
    """Plays every cell, prints the tables, and draws the picture."""
    runs = {cell: [played(cell, number) for number in range(replications)] for cell in CELLS}
    print(*table_of_months(runs["as it is"]), "", *table_of_levers(runs), sep="\n")
    if file is not None:
        picture(runs, DRAWN_CELLS, file)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 4, *sys.argv[2:3])
