"""Callers in line and agents at work, moving: started, paused and dragged by whoever watches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ccsim.figures.colours import base_layout, scheme
from ccsim.figures.day_in_the_life import STATES, outcome_colours, state_colours

if TYPE_CHECKING:
    import plotly.graph_objects as go

SYMBOLS: Final = {
    "talking": "circle",
    "wrap-up": "square",
    "idle": "circle-open",
    "on break": "diamond",
    "off": "circle-dot",
}
"""Shapes that tell the states apart where colours do not."""
MOST_IN_LINE: Final = 60
"""So many callers are drawn; a number tells of those who stand behind them."""
LONG_MIN: Final = 5.0
"""Who waits so many minutes or more has the full colour."""
_A_ROW: Final = 20
_SPEEDS: Final = {"Play": 250, "Fast": 60}
_INSTANT: Final = {"duration": 0}
_TALL: Final = 2
_NOBODY: Final = [None]


@dataclass(frozen=True)
class Scene:
    """What is seen at one instant."""

    clock: str
    words: str
    states: Sequence[str]
    """Of each agent that is drawn."""
    line: Sequence[float]
    """Minutes waited so far, who came first standing first."""


def animation_figure(
    scenes: Sequence[Scene],
    teams: Sequence[str],
    *,
    dark: bool = False,
    at: int = 0,
) -> "go.Figure":
    """Callers in line above, agents below, with buttons and a slider to move through the scenes.

    Args:
        scenes: the instants, in their order.
        teams: the team of each agent, all of one team standing together.
        dark: for a dark page.
        at: the scene that is seen first.
    """
    import plotly.graph_objects as go

    places, labels, rows = _places(teams)
    most = min(max(len(scene.line) for scene in scenes), MOST_IN_LINE)
    lines = max(-(-most // _A_ROW), 1)
    figure = go.Figure(data=_seen(scenes[at], places, labels, lines, dark))
    figure.frames = [
        go.Frame(
            name=scene.clock, data=_moved(scene, places, lines), traces=list(range(len(STATES) + 2))
        )
        for scene in scenes
    ]
    figure.update_layout(base_layout(dark, height=270 + 30 * (lines + rows)))
    hidden = {"visible": False, "fixedrange": True}
    figure.update_xaxes(range=[-0.7, _A_ROW - 0.3], **hidden)
    figure.update_yaxes(range=[-rows - 0.7, lines + 2.6], **hidden)
    figure.update_layout(
        hovermode="closest",
        margin={"b": 130, "t": 46},
        updatemenus=[_buttons(dark)],
        sliders=[_slider(scenes, at, dark)],
    )
    return figure


def _places(
    teams: Sequence[str],
) -> tuple[list[tuple[float, float]], list[tuple[float, str]], int]:
    """Where each agent sits, the label of each team by its height, and how many rows there are."""
    places: list[tuple[float, float]] = []
    labels: list[tuple[float, str]] = []
    row, column = 0, 0
    for number, team in enumerate(teams):
        new = not number or team != teams[number - 1]
        if number and (new or column == _A_ROW):
            row, column = row + (_TALL if new else 1), 0
        if new:
            labels.append((-row - 1, team))
        places.append((column, -row - _TALL))
        column += 1
    return places, labels, row + _TALL


def _seen(
    scene: Scene,
    places: Sequence[tuple[float, float]],
    labels: Sequence[tuple[float, str]],
    lines: int,
    dark: bool,
) -> list[dict[str, Any]]:
    """What stands there first: words, callers, agents by state, and the names beside them."""
    colours, states = scheme(dark), state_colours(dark)
    words, line, *agents = _moved(scene, places, lines)
    text = {"mode": "text", "showlegend": False, "hoverinfo": "skip", "cliponaxis": False}
    looks = {"mode": "markers", "hovertemplate": "%{fullData.name}<extra></extra>"}
    named = [("callers in line", lines), *((team, height) for height, team in labels)]
    heading = text | {"textposition": "middle right", "textfont": {"size": 13}}
    return [
        {"type": "scatter", **heading, **words},
        {
            "type": "scatter",
            **line,
            "mode": "markers",
            "marker": _shades(dark) | line["marker"],
            "showlegend": False,
            "hovertemplate": "waiting for %{marker.color} min<extra></extra>",
        },
        *(
            {"type": "scatter", **own, **looks, "name": state}
            | {"marker": {"symbol": SYMBOLS[state], "color": states[state], "size": 14}}
            for state, own in zip(STATES, agents, strict=True)
        ),
        {
            "type": "scatter",
            **text,
            "textposition": "middle right",
            "x": [-0.6] * len(named),
            "y": [height for _, height in named],
            "text": [name for name, _ in named],
            "textfont": {"color": colours.muted},
        },
    ]


def _shades(dark: bool) -> dict[str, Any]:
    """Callers in line: the deeper the colour, the longer the wait."""
    scale = [[0, scheme(dark).muted], [1, outcome_colours(dark)["hung up"]]]
    return {"cmin": 0, "cmax": LONG_MIN, "colorscale": scale, "size": 14}


def _moved(scene: Scene, places: Sequence[tuple[float, float]], lines: int) -> list[dict[str, Any]]:
    """What differs from scene to scene.

    Where there is nobody, a point that is not drawn keeps the place in the legend.
    """
    shown = list(scene.line[:MOST_IN_LINE])
    agents: Mapping[str, list[tuple[float, float]]] = {state: [] for state in STATES}
    for state, place in zip(scene.states, places, strict=True):
        agents[state].append(place)
    return [
        {"x": [-0.6], "y": [lines + 1.7], "text": [scene.words]},
        {
            "x": [number % _A_ROW for number in range(len(shown))] or _NOBODY,
            "y": [lines - 1 - number // _A_ROW for number in range(len(shown))] or _NOBODY,
            "marker": {"color": shown or [0]},
        },
        *(
            {"x": [x for x, _ in own] or _NOBODY, "y": [y for _, y in own] or _NOBODY}
            for own in agents.values()
        ),
    ]


def _buttons(dark: bool) -> dict[str, Any]:
    """Start at two speeds, and pause."""
    colours = scheme(dark)
    play = [
        {"label": name, "method": "animate", "args": [None, _how(pace, go_on=True)]}
        for name, pace in _SPEEDS.items()
    ]
    pause = {"label": "Pause", "method": "animate", "args": [[None], _how(0)]}
    return {
        "type": "buttons",
        "direction": "left",
        "buttons": [*play, pause],
        "showactive": False,
        "x": 0,
        "xanchor": "left",
        "y": 0,
        "yanchor": "top",
        "pad": {"t": 8},
        "bgcolor": colours.grid,
        "bordercolor": colours.muted,
        "font": {"color": colours.ink},
    }


def _slider(scenes: Sequence[Scene], at: int, dark: bool) -> dict[str, Any]:
    """Any scene, by dragging."""
    colours = scheme(dark)
    return {
        "active": at,
        "x": 0,
        "len": 1,
        "pad": {"t": 48, "l": 10, "r": 10},
        "currentvalue": {"prefix": "At ", "xanchor": "right", "font": {"color": colours.ink}},
        "transition": _INSTANT,
        "bgcolor": colours.grid,
        "bordercolor": colours.muted,
        "activebgcolor": colours.muted,
        "font": {"color": colours.muted, "size": 11},
        "ticklen": 0,
        "minorticklen": 0,
        "steps": [
            {"label": one.clock, "method": "animate", "args": [[one.clock], _how(0)]}
            for one in scenes
        ],
    }


def _how(pace: int, *, go_on: bool = False) -> dict[str, Any]:
    """How one goes from scene to scene, a scene every so many milliseconds."""
    how = {"mode": "immediate", "frame": {"duration": pace, "redraw": False}}
    return how | {"transition": _INSTANT} | ({"fromcurrent": True} if go_on else {})
