"""Bands behind lines: an interval at every point."""

from collections.abc import Sequence
from typing import Any


def band(
    x: Sequence[Any],
    low: Sequence[float],
    high: Sequence[float],
    colour: str,
    *,
    edged: bool = False,
) -> dict[str, Any]:
    """What plotly draws as a band in a thin colour, out of reach of the legend.

    Where several bands overlap, edges tell whose each is.
    """
    return {
        "x": [*x, *x[::-1]],
        "y": [*high, *low[::-1]],
        "fill": "toself",
        "fillcolor": thin(colour, 0.10 if edged else 0.18),
        "line": {"width": 1, "color": thin(colour, 0.5)} if edged else {"width": 0},
        "mode": "lines",
        "hoverinfo": "skip",
        "name": "95 % interval",
        "showlegend": False,
    }


def thin(colour: str, opacity: float) -> str:
    """A colour that lets what is behind it through."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:.2f})"
