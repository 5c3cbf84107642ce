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
_A_ROW: Final = 20
_SPEEDS: Final = {"Play": 250, "Fast": 60}
_INSTANT: Final = {"duration": 0}
_GAP: Final = 1.2


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
    longest: float,
    *,
    dark: bool = False,
    at: int = 0,
) -> "go.Figure":
    """Callers in line above, agents below, with buttons and a slider to move through the scenes.

    Args:
        scenes: the instants, in their order.
        teams: the team of each agent, all of one team standing together.
        longest: minutes that have the darkest colour of those in line.
        dark: for a dark page.
        at: the scene that is seen first.
    """
    import plotly.graph_objects as go

    places, labels, rows = _places(teams)
    figure = go.Figure(data=[*_seen(scenes[at], places, labels, longest, dark)])
    figure.frames = [
        go.Frame(name=scene.clock, data=_moved(scene, places), traces=list(range(len(STATES) + 2)))
        for scene in scenes
    ]
    lines = -(-MOST_IN_LINE // _A_ROW)
    figure.update_layout(base_layout(dark, height=250 + 34 * (lines + rows)))
    hidden = {"visible": False, "fixedrange": True}
    figure.update_xaxes(range=[-4.5, _A_ROW], **hidden)
    figure.update_yaxes(range=[-rows - _GAP, lines + 1.2], **hidden)
    figure.update_layout(
        hovermode="closest",
        margin={"b": 90, "t": 46},
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
        if number and (team != teams[number - 1] or column == _A_ROW):
            row, column = row + 1, 0
        if not number or team != teams[number - 1]:
            labels.append((-row - _GAP, team))
        places.append((column, -row - _GAP))
        column += 1
    return places, labels, row + 1


def _seen(
    scene: Scene,
    places: Sequence[tuple[float, float]],
    labels: Sequence[tuple[float, str]],
    longest: float,
    dark: bool,
) -> list[dict[str, Any]]:
    """What stands there first: words, callers, agents by state, and the names beside them."""
    colours, states = scheme(dark), state_colours(dark)
    words, line, *agents = _moved(scene, places)
    text = {"mode": "text", "showlegend": False, "hoverinfo": "skip", "cliponaxis": False}
    waits = {
        "color": line["marker"]["color"],
        "cmin": 0,
        "cmax": max(longest, 1.0),
        "colorscale": [[0, colours.muted], [1, outcome_colours(dark)["hung up"]]],
        "size": 16,
    }
    looks = {"mode": "markers", "hovertemplate": "%{fullData.name}<extra></extra>"}
    named = [("callers, waiting", 2.0), *((team, height) for height, team in labels)]
    heading = text | {"textposition": "middle right", "textfont": {"size": 14}}
    return [
        {"type": "scatter", **heading, **words},
        {
            "type": "scatter",
            **line,
            "mode": "markers",
            "marker": waits,
            "showlegend": False,
            "hovertemplate": "waiting for %{marker.color} min<extra></extra>",
        },
        *(
            {"type": "scatter", **own, **looks, "name": state}
            | {"marker": {"symbol": SYMBOLS[state], "color": states[state], "size": 16}}
            for state, own in zip(STATES, agents, strict=True)
        ),
        {
            "type": "scatter",
            **text,
            "textposition": "middle right",
            "x": [-4.4] * len(named),
            "y": [height for _, height in named],
            "text": [name for name, _ in named],
            "textfont": {"color": colours.muted},
        },
    ]


def _moved(scene: Scene, places: Sequence[tuple[float, float]]) -> list[dict[str, Any]]:
    """What differs from scene to scene."""
    shown = list(scene.line[:MOST_IN_LINE])
    agents: Mapping[str, list[tuple[float, float]]] = {state: [] for state in STATES}
    for state, place in zip(scene.states, places, strict=True):
        agents[state].append(place)
    lines = -(-MOST_IN_LINE // _A_ROW)
    return [
        {"x": [-4.4], "y": [lines + 0.5], "text": [scene.words]},
        {
            "x": [number % _A_ROW for number in range(len(shown))],
            "y": [lines - 1 - number // _A_ROW for number in range(len(shown))],
            "marker": {"color": shown},
        },
        *({"x": [x for x, _ in own], "y": [y for _, y in own]} for own in agents.values()),
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
        "pad": {"t": 34, "r": 10},
        "bgcolor": colours.grid,
        "bordercolor": colours.muted,
        "font": {"color": colours.ink},
    }


def _slider(scenes: Sequence[Scene], at: int, dark: bool) -> dict[str, Any]:
    """Any scene, by dragging."""
    colours = scheme(dark)
    return {
        "active": at,
        "x": 0.26,
        "len": 0.74,
        "pad": {"t": 20},
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
