"""A day in the life: who waits, what agents do, and how long each caller waits, on one clock."""

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from ccsim.figures.bands import thin
from ccsim.figures.colours import base_layout, scheme

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

STATES: Final = ("talking", "wrap-up", "idle", "on break", "off")
"""What agents do, from the bottom of the stack to its top."""
_SERIES: Final = {"talking": (2, 2), "wrap-up": (0, 0), "on break": (4, 1)}
"""Places among the colours of a light and of a dark page."""
_DENSE: Final = {"talking": 0.85, "wrap-up": 0.75, "idle": 0.35, "on break": 0.75, "off": 0.35}
"""How much of what lies behind each area it covers: work more than rest."""
_SYMBOLS: Final = {
    "answered": "circle",
    "hung up": "x",
    "passed on or cut off": "diamond",
    "still waiting": "triangle-up",
}
_HEIGHT: Final = 820
_TALL: Final = (0.24, 0.40, 0.36)


def day_in_the_life_figure(
    minutes: "pd.DataFrame",
    callers: "pd.DataFrame",
    date: dt.date,
    *,
    dark: bool = False,
    title: str | None = None,
) -> "go.Figure":
    """Three panels on one clock: callers waiting, agents by what they do, waits of each caller.

    Args:
        minutes: a row a minute, with time_ms (since midnight), waiting, longest_wait_s and the
            columns of `STATES`.
        callers: a row a caller, with came_ms (since midnight), queue, wait_s and outcome.
        date: of the day.
        dark: for a dark page.
        title: what stands above, if anything.
    """
    from plotly.subplots import make_subplots

    figure = make_subplots(
        rows=3, cols=1, shared_xaxes=True, vertical_spacing=0.1, row_heights=list(_TALL)
    )
    figure.update_layout(base_layout(dark, height=_HEIGHT, title=title))
    clock = clock_of(date, minutes["time_ms"])
    figure.add_scatter(**_waiting(minutes, clock, dark), row=1, col=1)
    for state in STATES:
        figure.add_scatter(**_agents(minutes, clock, state, dark), row=2, col=1)
    for outcome in _SYMBOLS:
        own = callers[callers["outcome"] == outcome]
        if len(own):
            figure.add_scatter(**_dots(own, date, outcome, dark), row=3, col=1)
    for row, words in enumerate(("callers waiting", "agents", "wait of each caller, min"), start=1):
        figure.update_yaxes(title=words, rangemode="tozero", row=row, col=1)
    figure.update_xaxes(showgrid=False, tickformat="%H:%M", showticklabels=True)
    if len(clock):
        figure.update_xaxes(range=[clock[0], clock[-1]])
    figure.update_layout(hovermode="closest", **_legends(figure, dark))
    return figure


def _legends(figure: "go.Figure", dark: bool) -> dict[str, Any]:
    """A legend above each panel that needs one."""
    look = dict(base_layout(dark, height=_HEIGHT)["template"]["layout"]["legend"])
    tops = (figure.layout.yaxis2.domain[1], figure.layout.yaxis3.domain[1])
    return {
        name: look | {"y": top, "traceorder": "normal"}
        for name, top in zip(("legend", "legend2"), tops, strict=True)
    }


def clock_of(date: dt.date, milliseconds: Any) -> list[dt.datetime]:
    """Instants of a day as a clock shows them, counted from its midnight."""
    midnight = dt.datetime.combine(date, dt.time())
    return [midnight + dt.timedelta(milliseconds=int(one)) for one in milliseconds]


def state_colours(dark: bool = False) -> Mapping[str, str]:
    """The colour of each thing that agents do; those who are off are faint."""
    colours = scheme(dark)
    return {state: colours.series[places[dark]] for state, places in _SERIES.items()} | {
        "idle": colours.muted,
        "off": colours.grid,
    }


def outcome_colours(dark: bool = False) -> Mapping[str, str]:
    """The colour of each way in which waiting ends; whoever is answered has the talkers' colour."""
    colours = scheme(dark)
    return {
        "answered": state_colours(dark)["talking"],
        "hung up": colours.worse,
        "passed on or cut off": colours.series[3],
        "still waiting": colours.muted,
    }


def _waiting(minutes: "pd.DataFrame", clock: list[dt.datetime], dark: bool) -> dict[str, Any]:
    colour = outcome_colours(dark)["hung up"]
    return {
        "x": clock,
        "y": minutes["waiting"].tolist(),
        "name": "callers waiting",
        "mode": "lines",
        "line": {"shape": "hv", "width": 1.5, "color": colour},
        "fill": "tozeroy",
        "fillcolor": thin(colour, 0.2),
        "showlegend": False,
        "customdata": (minutes["longest_wait_s"] / 60).round(1).tolist(),
        "hovertemplate": "%{x|%H:%M}: %{y} waiting, the first for %{customdata} min<extra></extra>",
    }


def _agents(
    minutes: "pd.DataFrame", clock: list[dt.datetime], state: str, dark: bool
) -> dict[str, Any]:
    colour = state_colours(dark)[state]
    return {
        "x": clock,
        "y": minutes[state].tolist(),
        "name": state,
        "mode": "lines",
        "line": {"shape": "hv", "width": 0, "color": colour},
        "fillcolor": thin(colour, _DENSE[state]),
        "stackgroup": "agents",
        "legend": "legend",
        "hovertemplate": f"%{{x|%H:%M}}: %{{y}} {state}<extra></extra>",
    }


def _dots(own: "pd.DataFrame", date: dt.date, outcome: str, dark: bool) -> dict[str, Any]:
    return {
        "x": clock_of(date, own["came_ms"]),
        "y": (own["wait_s"] / 60).round(2).tolist(),
        "name": outcome,
        "mode": "markers",
        "legend": "legend2",
        "marker": {
            "symbol": _SYMBOLS[outcome],
            "color": outcome_colours(dark)[outcome],
            "size": 4 if outcome == "answered" else 6,
            "opacity": 0.7,
        },
        "customdata": own["queue"].tolist(),
        "hovertemplate": f"%{{x|%H:%M:%S}}, %{{customdata}}: {outcome} after %{{y}} min"
        "<extra></extra>",
    }
