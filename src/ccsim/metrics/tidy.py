"""Results as a tidy frame: one row for each scenario, replication, metric and slice."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ccsim.metrics.estimates import values_by_replication
from ccsim.metrics.totals import Totals, split_key

if TYPE_CHECKING:
    import pandas as pd


def tidy(scenario: str, totals: Sequence[Totals]) -> "pd.DataFrame":
    """The metrics of each replication; an undefined value is missing."""
    import pandas as pd

    return pd.DataFrame(tidy_columns(scenario, totals))


def tidy_columns(scenario: str, totals: Sequence[Totals]) -> dict[str, Any]:
    """The same, column by column, for who does without pandas, which takes long to load."""
    labels, values = values_by_replication(totals)
    each = [split_key(key) for key in labels]
    count = len(totals)
    return {
        "scenario": np.repeat(np.array([scenario], object), values.size),
        "replication": np.repeat(np.arange(count, dtype=np.int64), len(labels)),
        "metric": np.tile(np.array([name for name, _ in each], object), count),
        "slice": np.tile(np.array([slice_ for _, slice_ in each], object), count),
        "value": values.ravel(),
    }
