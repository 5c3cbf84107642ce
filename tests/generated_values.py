"""What scenarios made by Hypothesis draw from: hours, chances, and distributions of times."""

from typing import Any

from hypothesis import strategies as st

Document = dict[str, Any]
Draw = st.DrawFn
AUTHORITIES = ("inform", "adjust", "exception", "full")
HOURS = (
    "08:00-18:00",
    "24/7",
    "Mo-Fr 09:00-17:00; Sa,Su 10:00-14:00",
    "22:00-06:00",
    "00:00-12:00",
)


def chances() -> st.SearchStrategy[float]:
    return st.sampled_from((0.7, 0.3, 1.0, 0.0))


@st.composite
def times(draw: Draw, minutes: int, exact: bool = False) -> Document:
    """A distribution of about so many minutes, of any kind."""
    m = f"{minutes}m"
    if exact:
        return {"constant": f"{draw(st.integers(1, max(2, minutes)))}m"}
    return draw(
        st.sampled_from(
            (
                {"exponential": m},
                {"constant": m},
                {"lognormal": {"mean": m, "sigma": 0.9}},
                {"lognormal": {"median": m, "sigma": 1.0}},
                {"weibull": {"mean": m, "shape": 0.8}},
                {"gamma": {"mean": m, "shape": 2}},
                {"uniform": {"low": "0s", "high": m}},
                {"hyperexponential": {"means": ["20s", m], "weights": [2, 1]}},
                {"empirical": {"quantiles": ["0s", "30s", "1m", m]}},
            )
        )
    )
