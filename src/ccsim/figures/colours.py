"""How all figures look: one colour for one scenario, in light and in dark, and nothing sent out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True)
class Scheme:
    """The colours of a figure on a light or on a dark page."""

    ink: str
    muted: str
    grid: str
    better: str
    worse: str
    series: tuple[str, ...]
    """One colour for each scenario, the reference first."""


# Okabe and Ito's colours, which readers with any colour vision can tell apart, reordered; the
# dark set is lightened. `.streamlit/config.toml` holds the same lists.
LIGHT: Final = Scheme(
    ink="#1F2328",
    muted="#5B6470",
    grid="#DFE3E8",
    better="#00735A",
    worse="#A63F00",
    series=(
        "#0072B2",
        "#D55E00",
        "#009E73",
        "#CC79A7",
        "#E69F00",
        "#56B4E9",
        "#5B5B5B",
        "#B8A800",
    ),
)
DARK: Final = Scheme(
    ink="#E8EAED",
    muted="#A4ADB8",
    grid="#3A414A",
    better="#2FC79A",
    worse="#FF8A3D",
    series=(
        "#56B4E9",
        "#E69F00",
        "#2FC79A",
        "#DE9DC3",
        "#FF8A3D",
        "#F0E442",
        "#B8B8B8",
        "#4F9BD9",
    ),
)

BETTER: Final = "#1E88C7"
WORSE: Final = "#D55E00"
WHOLE: Final = "#8A8F98"
"""The colours of a waterfall: a part that is better, one that is worse, and what they add up to.

The same on light and on dark pages, with a contrast of 3 and more on each; readers with any colour
vision can tell them apart.
"""

# Dashes and shapes that tell scenarios apart where colours do not (a copy in black and white).
DASHES: Final = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
SYMBOLS: Final = (
    "circle",
    "square",
    "diamond",
    "cross",
    "pentagon",
    "star",
    "hexagon",
    "hourglass",
)
PATTERNS: Final = ("", "/", ".", "x", "-", "\\", "+", "|")

FONT: Final = 'system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif'

CONFIG: Final[Mapping[str, Any]] = {
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "displaylogo": False,
    "responsive": True,
    "modeBarButtons": [["toImage"]],
    "scrollZoom": False,
}
"""Settings of every figure shown in a browser: nothing is offered for upload."""


def scheme(dark: bool) -> Scheme:
    """The colours of a dark or of a light page."""
    return DARK if dark else LIGHT


def ink_on(colour: str) -> str:
    """Black or white, whichever is read more easily on a colour (contrast as WCAG defines it).

    >>> ink_on("#0072B2"), ink_on("#F0E442")
    ('#FFFFFF', '#000000')
    """
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts
    )
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "#000000" if (light + 0.05) ** 2 > 1.05 * 0.05 else "#FFFFFF"


def in_order(names: Iterable[str]) -> list[str]:
    """Each scenario once, in the order of the comparison: the reference stands first.

    >>> in_order(["script", "solution", "script"])
    ['script', 'solution']
    """
    return list(dict.fromkeys(names))


def scenario_colours(names: Iterable[str], dark: bool = False) -> dict[str, str]:
    """The colour of each scenario, by its place in the comparison.

    >>> scenario_colours(["script", "solution"])["script"]
    '#0072B2'
    """
    series = scheme(dark).series
    return {name: series[i % len(series)] for i, name in enumerate(in_order(names))}


def scenario_symbols(names: Iterable[str]) -> dict[str, str]:
    """The marker of each scenario, by its place in the comparison."""
    return {name: SYMBOLS[i % len(SYMBOLS)] for i, name in enumerate(in_order(names))}


def scenario_dashes(names: Iterable[str]) -> dict[str, str]:
    """The dashes of each scenario's line, by its place in the comparison."""
    return {name: DASHES[i % len(DASHES)] for i, name in enumerate(in_order(names))}


def scenario_patterns(names: Iterable[str]) -> dict[str, str]:
    """The hatching of each scenario's bars, by its place in the comparison."""
    return {name: PATTERNS[i % len(PATTERNS)] for i, name in enumerate(in_order(names))}


def base_layout(dark: bool, *, height: int, title: str | None = None) -> dict[str, Any]:
    """What all figures share: paper that lets the page through, quiet axes, a legend above."""
    colours = scheme(dark)
    layout: dict[str, Any] = {
        "template": {"layout": _template(colours)},
        "height": height,
        "margin": {"l": 10, "r": 16, "t": 64 if title else 40, "b": 10},
    }
    if title:
        layout["title"] = {"text": title}
    return layout


def _template(colours: Scheme) -> dict[str, Any]:
    axis = {
        "automargin": True,
        "ticklabelstandoff": 4,
        "gridcolor": colours.grid,
        "linecolor": colours.grid,
        "zeroline": False,
        "zerolinecolor": colours.muted,
        "tickfont": {"color": colours.muted, "size": 11},
        "title": {"font": {"color": colours.muted, "size": 12}, "standoff": 8},
    }
    return {
        "font": {"family": FONT, "size": 12, "color": colours.ink},
        "title": {"x": 0, "xref": "container", "xanchor": "left", "pad": {"l": 10}}
        | {"font": {"size": 15, "color": colours.ink}},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "colorway": list(colours.series),
        "hoverlabel": {"font": {"family": FONT, "size": 12}},
        "legend": {"orientation": "h", "x": 0, "y": 1.0, "yanchor": "bottom", "xanchor": "left"}
        | {"bgcolor": "rgba(0,0,0,0)"},
        "xaxis": axis,
        "yaxis": axis,
    }
