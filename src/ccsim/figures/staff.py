"""How many agents each interval needs, what that reaches, and the shifts that cover it."""

from typing import TYPE_CHECKING, Any, Final

from ccsim.figures.bars import error_bars, hover_texts
from ccsim.figures.colours import base_layout, in_order, scheme
from ccsim.figures.numbers import scale_of, written
from ccsim.spec.demand import WEEKDAYS

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

_DAY_H: Final = 24
_MARKS: Final = {True: ("reaches the target", "circle"), False: ("does not", "x")}


def requirement_figure(
    frame: "pd.DataFrame", *, dark: bool = False, title: str | None = None
) -> "go.Figure":
    """Agents by interval against the offered load, with what is scheduled and the shifts' cover.

    Args:
        frame: one row for each interval of a day or week, with the columns label, starts_h, ends_h
            (hours from midnight, or from Monday), heads, scheduled, load (in erlang) and covered;
            the last two may be undefined.
        dark: for a dark page.
        title: what stands above, if anything.
    """
    import plotly.graph_objects as go

    colours = scheme(dark)
    figure = go.Figure(layout=base_layout(dark, height=340, title=title))
    figure.add_bar(
        x=list((frame["starts_h"] + frame["ends_h"]) / 2),
        y=list(frame["heads"]),
        width=list((frame["ends_h"] - frame["starts_h"]) * 0.92),
        marker={"color": colours.series[0], "opacity": 0.45},
        name="agents on the phones",
        hovertext=[f"{row['label']}: {row['heads']} agents" for row in frame.to_dict("records")],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    if (frame["scheduled"] != frame["heads"]).any():
        look = {"color": colours.ink, "width": 1.5, "dash": "dot"}
        figure.add_scatter(**_steps(frame, "scheduled", "to be scheduled", look))
    if frame["covered"].notna().all():
        look = {"color": colours.series[2], "width": 1.5}
        figure.add_scatter(**_steps(frame, "covered", "present in shifts", look))
    if frame["load"].notna().all():
        look = {"color": colours.series[1], "width": 2}
        figure.add_scatter(**_steps(frame, "load", "offered load, erlang", look))
    figure.update_xaxes(**_clock(frame), showgrid=False)
    figure.update_yaxes(title="agents", rangemode="tozero")
    figure.update_layout(showlegend=True, bargap=0)
    return figure


def reached_figure(
    frame: "pd.DataFrame", *, dark: bool = False, title: str | None = None
) -> "go.Figure":
    """What each target comes to at fresh luck, by period, with 95 % intervals and the target.

    Args:
        frame: one row for each target and period, with the columns panel (what stands above it),
            period, mean, low, high, n, unit, bound, met.
        dark: for a dark page.
        title: what stands above, if anything.
    """
    from plotly.subplots import make_subplots

    panels = in_order(frame["panel"])
    height = 70 + (24 if title else 0) + 210 * len(panels)
    gap = min(84 / height, 0.9 / len(panels))
    figure = make_subplots(rows=len(panels), cols=1, vertical_spacing=gap, subplot_titles=panels)
    figure.update_layout(base_layout(dark, height=height, title=title))
    for row, panel in enumerate(panels, start=1):
        own = frame[frame["panel"] == panel]
        place = {"row": row, "col": 1}
        scale = scale_of(str(own["unit"].iloc[0]), [float(own["bound"].iloc[0])])
        bound = float(own["bound"].iloc[0]) * scale.factor
        for met in (True, False):
            figure.add_scatter(**_reached(own, scale.factor, met=met, dark=dark), **place)
        figure.add_hline(
            y=bound, line={"width": 1, "dash": "dash", "color": scheme(dark).ink}, **place
        )
        periods = in_order(own["period"])
        figure.update_xaxes(
            type="category", categoryorder="array", categoryarray=periods, nticks=14,
            tickangle=0, **place,
        )  # fmt: skip
        figure.update_yaxes(title=scale.unit, **place)
    for met in [one for one in (True, False) if (frame["met"] == one).any()]:
        figure.add_scatter(x=[None], y=[None], **_look(met, dark))
    figure.update_layout(showlegend=True, legend={"y": 1.0 + 26 / height})
    figure.update_annotations(font={"size": 12, "color": scheme(dark).ink})
    return figure


def shifts_figure(
    frame: "pd.DataFrame", *, dark: bool = False, title: str | None = None
) -> "go.Figure":
    """The shifts of a team, a bar for each kind from its start to its end, with its break.

    Args:
        frame: one row for each kind of shift, with the columns text, agents, starts_h, length_h,
            break_after_h and break_h (undefined without a break).
        dark: for a dark page.
        title: what stands above, if anything.
    """
    import plotly.graph_objects as go

    figure = go.Figure(layout=base_layout(dark, height=90 + 20 * len(frame), title=title))
    figure.add_bar(
        orientation="h",
        y=list(frame["text"]),
        x=list(frame["length_h"]),
        base=list(frame["starts_h"]),
        marker={"color": scheme(dark).series[2], "opacity": 0.6},
        name="shift",
        hovertemplate="%{y}<extra></extra>",
    )
    rests = frame.dropna(subset=["break_after_h"])
    if len(rests):
        figure.add_bar(
            orientation="h",
            y=list(rests["text"]),
            x=list(rests["break_h"]),
            base=list(rests["starts_h"] + rests["break_after_h"]),
            marker={"color": scheme(dark).ink},
            name="break",
            hovertemplate="break: %{y}<extra></extra>",
        )
    first, last = frame["starts_h"].min(), (frame["starts_h"] + frame["length_h"]).max()
    at = list(range(0, int(last) + 3, 2))
    texts = [f"{hour % _DAY_H:02d}:00" for hour in at]
    figure.update_xaxes(tickvals=at, ticktext=texts, range=[float(first) - 0.5, float(last) + 0.5])
    figure.update_yaxes(autorange="reversed", showgrid=False, tickmode="linear")
    figure.update_layout(barmode="overlay", bargap=0.25, showlegend=True)
    return figure


def _steps(frame: "pd.DataFrame", column: str, name: str, look: dict[str, Any]) -> dict[str, Any]:
    """A line that stays level through each interval."""
    values = [float(value) for value in frame[column]]
    texts = [
        f"{label}: {value:.4g}, {name}" for label, value in zip(frame["label"], values, strict=True)
    ]
    return {
        "x": [*frame["starts_h"], float(frame["ends_h"].iloc[-1])],
        "y": [*values, values[-1]],
        "mode": "lines",
        "line": look | {"shape": "hv"},
        "name": name,
        "hovertext": [*texts, texts[-1]],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _clock(frame: "pd.DataFrame") -> dict[str, Any]:
    """An axis of hours: the weekdays of a week, or the clock of a day."""
    first, last = float(frame["starts_h"].iloc[0]), float(frame["ends_h"].iloc[-1])
    if last > _DAY_H:
        return {"tickvals": [day * _DAY_H for day in range(7)], "ticktext": list(WEEKDAYS)}
    at = [hour for hour in range(_DAY_H + 1) if first <= hour <= last]
    at = at[:: 1 if len(at) <= 14 else 2]
    return {"tickvals": at, "ticktext": [f"{hour:02d}:00" for hour in at]}


def _reached(own: "pd.DataFrame", factor: float, *, met: bool, dark: bool) -> dict[str, Any]:
    """The periods that reach the target, or that do not."""
    mine = own[(own["met"] == met) & own["mean"].notna()]
    colour = _colour(met, dark)
    unit = str(own["unit"].iloc[0])
    scale = scale_of(unit, [float(own["bound"].iloc[0])])
    bound = written(float(own["bound"].iloc[0]), unit)
    texts = zip(mine["period"], hover_texts(mine), strict=True)
    return {
        "x": list(mine["period"]),
        "y": [float(mean) * factor for mean in mine["mean"]],
        "error_y": error_bars(mine, scale, colour) | {"thickness": 1, "width": 2},
        **_look(met, dark),
        "showlegend": False,
        "hovertext": [
            f"{period}<br>{text}<br>target {bound}: {_MARKS[met][0]}" for period, text in texts
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _look(met: bool, dark: bool) -> dict[str, Any]:
    """How a period is marked, and the name of the mark."""
    name, symbol = _MARKS[met]
    look = {"symbol": symbol, "size": 7, "color": _colour(met, dark)}
    return {"mode": "markers", "name": name, "marker": look}


def _colour(met: bool, dark: bool) -> str:
    return scheme(dark).better if met else scheme(dark).worse
