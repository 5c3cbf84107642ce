"""One case as swim lanes: who did what and when, what was said above, what was true below.

A call takes minutes and a case takes days. So the time on the phone is drawn to scale, and what
lies between two calls is shortened; the axis says when each call began.
"""

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from ccsim.figures.colours import Scheme, base_layout, scheme

if TYPE_CHECKING:
    import plotly.graph_objects as go

Rows = Sequence[Mapping[str, Any]]
"""Pieces with lane, what, begin and end (milliseconds), text, from and to (wall clock)."""

SAID: Final = "what was said"
TRUE: Final = "what was true"
_LOOKS: Final = {
    "call": (0, "", "on the phone"),
    "machine": (5, ".", "with the machine"),
    "wait": (1, "/", "waiting"),
    "talk": (2, "", "talking with an agent"),
    "work": (3, "x", "with a department"),
}
"""Of each bar: its colour, the pattern that tells it apart without colour, and its name."""
_SYMBOLS: Final = {"note": "diamond", "said": "circle-open", "true": "x", "solved": "circle"}
_ABOVE_A_BAR: Final = 0.27
_SHORTEST_CALL: Final = 90_000
_WRAPPED: Final = 10
_A_LETTER: Final = 0.0095
"""Share of the width that a letter of a label takes on a page of usual width, with its margin."""
_A_TICK: Final = 0.085
_MOST_TICKS: Final = 10


def journey_figure(rows: Rows, *, dark: bool = False, title: str | None = None) -> "go.Figure":
    """The swim lanes of one case.

    Args:
        rows: the pieces of the case, as a journey holds them.
        dark: for a dark page.
        title: what stands above, if anything.
    """
    import plotly.graph_objects as go

    order = _lanes(rows)
    colours, axis = scheme(dark), _Axis(rows)
    height = 150 + 64 * len(order)
    figure = go.Figure(layout=base_layout(dark, height=height, title=title))
    for what in _LOOKS:
        bars = [row for row in rows if row["what"] == what]
        if bars:
            figure.add_bar(**_bars(bars, what, axis, colours, order))
    for what in _SYMBOLS:
        marks = [row for row in rows if row["what"] == what]
        if marks:
            figure.add_scatter(**_marks(marks, what, axis, colours, order))
    figure.update_layout(barmode="overlay", hovermode="closest", legend={"traceorder": "normal"})
    figure.update_yaxes(
        tickvals=list(range(len(order))), ticktext=order, range=[len(order) - 0.3, -0.8],
        showgrid=True,
    )  # fmt: skip
    places, labels = axis.ticks()
    figure.update_xaxes(tickvals=places, ticktext=labels, showgrid=True, tickangle=0)
    return figure


class _Axis:
    """Instants as places: calls to scale, what lies between them shortened."""

    def __init__(self, rows: Rows) -> None:
        self._calls = sorted({(row["begin"], row["end"]) for row in rows if row["what"] == "call"})
        self._starts = {row["begin"]: row["from"] for row in rows if row["what"] == "call"}
        first = min((row["begin"] for row in rows), default=0)
        last = max((row["end"] for row in rows), default=0)
        widest = sum(max(end - begin, _SHORTEST_CALL) for begin, end in self._calls)
        gap = max(widest, _SHORTEST_CALL) / (2 + 2 * len(self._calls))
        self._times, self._places = [float(first)], [0.0]
        for begin, end in self._calls:
            self._go_to(begin, gap)
            self._times.append(float(max(end, begin + 1)))
            self._places.append(self._places[-1] + max(end - begin, _SHORTEST_CALL))
        self._go_to(last, gap)

    def _go_to(self, time: float, gap: float) -> None:
        """The stretch until an instant, an hour as short as a gap, a week three times as long."""
        between = time - self._times[-1]
        if between > 0:
            self._times.append(float(time))
            self._places.append(self._places[-1] + gap * (0.5 + math.log1p(between / 86_400_000)))

    def place(self, time: float) -> float:
        """Where an instant lies, in minutes of the phone."""
        after = min(max(bisect_right(self._times, time), 1), len(self._times) - 1)
        if after < 1:
            return 0.0
        t0, t1 = self._times[after - 1], self._times[after]
        p0, p1 = self._places[after - 1], self._places[after]
        share = min(max((time - t0) / (t1 - t0), 0.0), 1.0)
        return (p0 + share * (p1 - p0)) / 60_000

    @property
    def width(self) -> float:
        """How long all of it is, in minutes of the phone."""
        return self._places[-1] / 60_000

    def ticks(self) -> tuple[list[float], list[str]]:
        """The beginnings of calls, as many as can be read, with date and time."""
        begins = [begin for begin, _ in self._calls]
        step = max(1, math.ceil(len(begins) / _MOST_TICKS))
        places: list[float] = []
        labels: list[str] = []
        for begin in begins[::step]:
            place, time = self.place(begin), self._starts[begin]
            if not places or place - places[-1] >= _A_TICK * self.width:
                places.append(place)
                labels.append(f"{time:%a %d %b}<br>{time:%H:%M}")
        return places, labels


def _lanes(rows: Rows) -> list[str]:
    """What was said, the customer, the machine, queues, agents, departments, what was true."""
    by_what = {what: dict.fromkeys(r["lane"] for r in rows if r["what"] == what) for what in _LOOKS}
    found = dict.fromkeys(lane for lanes in by_what.values() for lane in lanes)
    found |= dict.fromkeys(row["lane"] for row in rows if row["what"] == "note")
    return [SAID, *found, TRUE]


def _bars(
    rows: Rows, what: str, axis: _Axis, colours: Scheme, order: Sequence[str]
) -> dict[str, Any]:
    colour, pattern, name = _LOOKS[what]
    begins = [axis.place(row["begin"]) for row in rows]
    return {
        "name": name,
        "orientation": "h",
        "base": begins,
        "x": [axis.place(row["end"]) - at for row, at in zip(rows, begins, strict=True)],
        "y": [order.index(row["lane"]) for row in rows],
        "width": 0.45,
        "marker": {
            "color": colours.series[colour],
            "line": {"color": colours.ink, "width": 0.5},
            "pattern": {"shape": pattern, "size": 5, "solidity": 0.25, "fillmode": "overlay"}
            | {"fgcolor": "rgba(255,255,255,0.8)"},
        },
        "hovertext": [_hover(row) for row in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _marks(
    rows: Rows, what: str, axis: _Axis, colours: Scheme, order: Sequence[str]
) -> dict[str, Any]:
    lane = {"said": 0, "true": len(order) - 1, "solved": len(order) - 1}
    look = {"note": colours.ink, "said": colours.muted, "true": colours.worse}
    colour = look.get(what, colours.better)
    raised = _ABOVE_A_BAR if what == "note" else 0.0
    above = "bottom" if what in ("true", "solved") else "top"
    places = [axis.place(row["end"]) for row in rows]
    names = {"note": "what happens", "said": SAID, "true": "not solved", "solved": "solved"}
    return {
        "name": names[what],
        "mode": "markers+text",
        "x": places,
        "y": [lane[what] if what in lane else order.index(row["lane"]) - raised for row in rows],
        "text": marks_labels(rows, places, axis.width),
        "textposition": [
            f"{above} {_side(_wrapped(row['text']), at, axis.width)}"
            for row, at in zip(rows, places, strict=True)
        ],
        "textfont": {"size": 10, "color": colours.ink},
        "cliponaxis": False,
        "marker": {"symbol": _SYMBOLS[what], "size": 9, "color": colour}
        | {"line": {"color": colour, "width": 1.5}},
        "hovertext": [_hover(row) for row in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def marks_labels(rows: Rows, places: Sequence[float], width: float) -> list[str]:
    """The words of marks, where there is room for them beside those before and the lane's last."""
    last = {row["lane"]: number for number, row in enumerate(rows)}
    texts = [_wrapped(row["text"]) for row in rows]
    rooms = [_room(text, at, width) for text, at in zip(texts, places, strict=True)]
    ends: dict[str, float] = {}
    labels = []
    for number, row in enumerate(rows):
        lane, (begin, end) = row["lane"], rooms[number]
        at_last = number == last[lane]  # how it ends is always said
        roomy = at_last or (ends.get(lane, -width) <= begin and end <= rooms[last[lane]][0])
        labels.append(texts[number] if roomy else "")
        if roomy:
            ends[lane] = end
    return labels


def _room(text: str, place: float, width: float) -> tuple[float, float]:
    """From where to where a label lies, in minutes of the phone, without leaving the figure."""
    whole = max(map(len, text.split("<br>"))) * _A_LETTER * width
    begin = min(max(place - whole / 2, 0.0), max(width - whole, 0.0))
    return begin, begin + whole


def _side(text: str, place: float, width: float) -> str:
    """On which side of its mark a label stands: at either end it would be cut off."""
    begin, end = _room(text, place, width)
    off = (begin + end) / 2 - place
    return "center" if abs(off) < _A_LETTER * width / 2 else "right" if off > 0 else "left"


def _hover(row: Mapping[str, Any]) -> str:
    begin, end = row["from"], row["to"]
    when = f"{begin:%a %d %b %H:%M:%S}"
    if begin != end:
        same_day = begin.date() == end.date()
        when += f" to {end:%H:%M:%S}" if same_day else f" to {end:%a %d %b %H:%M:%S}"
    return f"{row['lane']}, {when}<br>{row['text']}"


def _wrapped(text: str) -> str:
    """Words broken into short lines."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= _WRAPPED:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(lines)
