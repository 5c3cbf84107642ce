"""What a centre's own call log says of a case: closed when a contact or a ticket was closed.

An agent closes a contact as done who has solved it, believes so, has shown a way around, or has
written a note for somebody else; a ticket is closed by the department, whatever is true; and a
customer who gives up in silence leaves no open case behind. The customer's view is another one.
"""

from typing import Final

import numpy as np

from ccsim.codes import Outcome
from ccsim.metrics.case_table import CaseTable
from ccsim.metrics.window import Bools, Ints

NAMES: Final = ("cases_logged_closed", "cases_logged_at_first")
CLOSED_IN_LOG: Final = np.array(
    [Outcome.RESOLVED, Outcome.THOUGHT_RESOLVED, Outcome.WORKED_AROUND, Outcome.NOTE], np.int64
)
"""Outcomes that an agent writes down as done, whatever is true."""


def note_contacts(table: CaseTable, place: Ints, contact: Ints, outcome: Ints) -> None:
    """Write down how first contacts that reached an agent ended."""
    first = table.column("first_contact")[place] == contact
    table.column("first_outcome")[place[first]] = outcome[first]


def note_latest(table: CaseTable, place: Ints, outcome: Ints) -> None:
    """Write down what the log says last of each case; entries come in the order of time."""
    # Of several assignments to one place the last one stays.
    table.column("last_outcome")[place] = outcome


def seen_by_the_log(table: CaseTable, count: int) -> dict[str, Bools]:
    """Which of the oldest cases the call log counts as closed, and as closed at first contact."""

    def over(name: str) -> Ints:
        return table.column(name)[:count]

    contacted, gave_up = over("answered") > 0, over("gave_up") > 0
    closed = contacted & (np.isin(over("last_outcome"), CLOSED_IN_LOG) | gave_up)
    at_first = contacted & np.isin(over("first_outcome"), CLOSED_IN_LOG)
    at_first |= gave_up & (over("answered") == 1)
    return {"cases_logged_closed": closed, "cases_logged_at_first": at_first}
