"""Results as a tidy frame: one row for each scenario, replication, metric and slice."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ccsim.metrics.estimates import values
from ccsim.metrics.totals import Totals, split_key

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("scenario", "replication", "metric", "slice", "value")


def tidy(scenario: str, totals: Sequence[Totals]) -> "pd.DataFrame":
    """The metrics of each replication; an undefined value is missing."""
    import pandas as pd

    return pd.DataFrame(tidy_columns(scenario, totals))


def tidy_columns(scenario: str, totals: Sequence[Totals]) -> dict[str, Any]:
    """The same, column by column, for who does without pandas, which takes long to load."""
    rows = [
        (scenario, replication, *split_key(key), value)
        for replication, one in enumerate(totals)
        for key, value in values(one).items()
    ]
    columns: dict[str, Any] = {name: [row[i] for row in rows] for i, name in enumerate(COLUMNS)}
    columns["replication"] = np.array(columns["replication"], np.int64)
    columns["value"] = np.array(columns["value"], np.float64)
    return columns
