"""The months of a change as frame and table: for the page of the pit stop."""

from typing import TYPE_CHECKING, Final

from ccsim.experiments.compare import Comparison
from ccsim.experiments.learning import APART, learning
from ccsim.report.words import estimate_text

if TYPE_CHECKING:
    import pandas as pd

COLUMNS: Final = (
    *("panel", "title", "scenario", "begins", "ends"),
    *("mean", "low", "high", "n", "unit", "difference"),
)
TITLES: Final = {
    "causes": "Root causes removed so far",
    "been_there": "Share of the floor that has been at a pit stop",
    "left": "What is left of what they learnt there",
    "dip": "Service level, difference",
    "wait": "Mean wait, difference",
    "gained": "Gained so far",
}
"""What is shown, from top to bottom."""
_BY_MONTH: Final = ("causes", "been_there", "left", "dip", "wait")


def learning_frame(comparison: Comparison) -> "pd.DataFrame":
    """Every number of every month (what is gained: of every week), one row each."""
    import pandas as pd

    rows = [
        (
            *(one.panel, TITLES[one.panel], one.scenario, one.begins, one.ends),
            *(one.mean, *one.estimate.ends, one.n, one.unit),
            one.panel in APART or one.panel == "gained",
        )
        for one in learning(comparison)
    ]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.astype({"mean": float, "low": float, "high": float})


def month_table(comparison: Comparison, scenario: str) -> "pd.DataFrame":
    """One scenario's months as text, each number with its interval and count."""
    import pandas as pd

    table: dict[str, dict[str, str]] = {}
    for one in learning(comparison):
        if one.scenario != scenario or one.panel not in _BY_MONTH:
            continue
        difference = one.panel in APART
        value, span = estimate_text(one.estimate)
        open_ = one.low is not None and one.high is not None and one.low <= 0 <= one.high
        doubt = ", not established" if difference and open_ and one.mean else ""
        cells = table.setdefault(one.begins.strftime("%b %Y"), {})
        cells[TITLES[one.panel]] = f"{value} ({span}{doubt})"
    return pd.DataFrame.from_dict(table, orient="index").fillna("")
