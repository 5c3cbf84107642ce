"""Results as a tidy frame: one row for each scenario, replication, metric and slice."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ccsim.metrics.estimates import values
from ccsim.metrics.totals import Totals

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("scenario", "replication", "metric", "slice", "value")


def tidy(scenario: str, totals: Sequence[Totals]) -> "pd.DataFrame":
    """The metrics of each replication; an undefined value is missing."""
    import pandas as pd

    rows = [
        (scenario, replication, *split_key(key), value)
        for replication, one in enumerate(totals)
        for key, value in values(one).items()
    ]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.astype({"replication": "int64", "value": "float64"})


def split_key(key: str) -> tuple[str, str]:
    """The metric and the slice of a key.

    >>> split_key("mean_wait_s[queue=gold]")
    ('mean_wait_s', 'queue=gold')
    """
    name, _, rest = key.partition("[")
    return name, rest.removesuffix("]")
