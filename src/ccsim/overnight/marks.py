"""Sets of customers, as marks beside the table of all."""

import numpy as np
import numpy.typing as npt

from ccsim.plan.records import Records


def marked(table: Records, rows: npt.NDArray[np.integer]) -> npt.NDArray[np.bool_]:
    """For each row of a table, whether it is one of these.

    To look a row up here is many times quicker than `np.isin`, which sorts both sides.
    """
    marks = np.zeros(len(table), np.bool_)
    marks[rows] = True
    return marks
