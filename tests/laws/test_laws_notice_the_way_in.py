"""Laws notice a log of menus and callbacks that was tampered with."""

import numpy as np
import pytest

from ccsim.codes import Event, Outcome, Reason
from ccsim.eventlog import laws
from ccsim.eventlog.chunk import Chunk
from playing import Played, play_document
from tampering import Tampering, assert_noticed, changed, each_of, rows_of, without

DOCUMENT = {
    "calendar": {"days": 2},
    "teams": {"agents": {"headcount": 2}},
    "queues": {
        "calls": {
            "teams": ["agents"],
            "hours": "08:00-20:00",
            "at_closing": "cleared",
            "lines": 6,
            "talk": {"exponential": "5m"},
            "patience": {"exponential": "6m"},
            "forecast": {"rate": "40/h"},
            "ivr": {"time": {"exponential": "45s"}, "hangs_up": 0.1, "contains": 0.1},
            "callback": {"accepts": 0.5, "unanswered": 0.3},
        }
    },
}


@pytest.fixture(scope="module")
def played() -> Played:
    return play_document(DOCUMENT)


def called_back(log: Chunk, event: Event) -> np.ndarray:
    rows = rows_of(log, event)
    return rows[log.reason[rows] == Reason.CALLBACK]


def a_menu_is_never_left(log: Chunk) -> Chunk:
    return without(log, int(rows_of(log, Event.IVR_LEFT)[3]))


def a_menu_takes_no_time(log: Chunk) -> Chunk:
    return changed(log, int(rows_of(log, Event.IVR_LEFT)[3]), value=0)


def a_callback_was_on_the_line_all_the_time(log: Chunk) -> Chunk:
    row = called_back(log, Event.CONTACT_ANSWERED)[0]
    return changed(log, int(row), reason=0)


def a_callback_in_vain_took_the_customers_time(log: Chunk) -> Chunk:
    rows = rows_of(log, Event.CONTACT_ENDED)
    row = rows[log.reason[rows] == Outcome.UNANSWERED][0]
    return changed(log, int(row), value=1)


def a_callback_in_vain_has_no_agent_free(log: Chunk) -> Chunk:
    row = rows_of(log, Event.CALLBACK_UNANSWERED)[-1]
    return changed(log, int(row), value=int(log.time[row]))


def a_caller_in_the_menu_holds_no_line(log: Chunk) -> Chunk:
    """Without the rows of menus the lines are free, and the busy signals are wrong."""
    menus = (log.event == Event.IVR_ENTERED) | (log.event == Event.IVR_LEFT)
    return Chunk(*(column[~menus] for column in log))


TAMPERINGS: list[tuple[laws.Law, Tampering]] = [
    (laws.a_contact_takes_its_course, a_menu_is_never_left),
    (laws.measured_times_are_true, a_menu_takes_no_time),
    (laws.a_contact_is_waits_and_talks, a_menu_takes_no_time),
    (laws.measured_times_are_true, a_callback_was_on_the_line_all_the_time),
    (laws.a_contact_is_waits_and_talks, a_callback_was_on_the_line_all_the_time),
    (laws.measured_times_are_true, a_callback_in_vain_took_the_customers_time),
    (laws.nobody_is_in_two_talks, a_callback_in_vain_has_no_agent_free),
    (laws.lines_are_never_more_than_there_are, a_caller_in_the_menu_holds_no_line),
]


@each_of(TAMPERINGS)
def test_a_law_notices(played: Played, law: laws.Law, tamper: Tampering) -> None:
    assert_noticed(played, law, tamper)
