"""Menus, callbacks and advertised hours in the metrics and in the telling of a case."""

from itertools import pairwise

import numpy as np
import pytest
from ruamel.yaml import YAML

from ccsim.codes import Event, Reason
from ccsim.eventlog.chunk import Chunk
from ccsim.experiments.telling import Teller
from ccsim.metrics import ledger
from ccsim.metrics.estimates import values
from ccsim.metrics.totals import Totals
from ccsim.units import DAY
from playing import Played, play_document

DOCUMENT = YAML(typ="safe").load("""
calendar: {days: 3}
measures: {follow_up: 1d}
customers:
  homes: {count: 300, redials: 0.5, redials_when_blocked: 0.5, patience: {exponential: 5m}}
needs:
  bill: {per_customer_year: 90, queue: calls, self_service: 0.4, talk: {exponential: 6m}}
queues:
  calls:
    teams: [agents]
    hours: Mo-Fr 08:00-18:00
    advertised_hours: Mo-Su 00:00-20:00
    ivr: {time: {exponential: 45s}, hangs_up: 0.1, contains: 0.3}
    callback: {accepts: 0.5, unanswered: 0.4}
    talk: {exponential: 4m}
    forecast: {rate: 20/h}
teams:
  agents: {headcount: 2}
""")


@pytest.fixture(scope="module")
def played() -> Played:
    return play_document(DOCUMENT)


def totals(played: Played, cuts: list[int]) -> Totals:
    counted = ledger.Ledger(played.plan)
    edges = [0, *cuts, played.log.rows]
    for begin, end in pairwise(edges):
        counted.add(Chunk(*(column[begin:end] for column in played.log)))
    return counted.finish()


def test_the_counts_do_not_depend_on_how_the_log_is_cut(
    played: Played, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "_ENOUGH", 1)
    whole, cut = totals(played, []), totals(played, list(range(7, played.log.rows, 13)))
    for axis, sums in whole.sums.items():
        assert sums.keys() == cut.sums[axis].keys()
        for name, numbers in sums.items():
            assert np.array_equal(numbers, cut.sums[axis][name]), (axis, name)


def test_every_metric_of_the_way_in_is_there_and_sliced(played: Played) -> None:
    found = values(totals(played, []))
    for name in (
        "ivr_containment_rate",
        "ivr_true_containment_rate",
        "ivr_hang_up_rate",
        "ivr_time_s",
        "callback_accepted_rate",
        "callback_unanswered_rate",
        "callback_wait_s",
        "advertised_but_closed_rate",
    ):
        for label in ("", "[queue=calls]", "[segment=homes]", "[kind=bill]"):
            assert (found[name + label] or 0) > 0, name + label


def test_all_who_entered_a_line_are_answered_or_left_it(played: Played) -> None:
    """Callbacks are neither among the offered nor among those who left."""
    found = values(totals(played, []))
    ways = ("answered", "abandoned", "flowed_out", "disconnected", "still_waiting")
    assert sum(found[name] or 0 for name in ways) == found["offered"]
    assert (found["handled"] or 0) > (found["answered"] or 0)


def test_a_callback_is_no_attempt_of_the_customer(played: Played) -> None:
    """Of the cases opened at least a day before the end, each within a day."""
    log, opened, attempts = played.log, {}, 0
    columns = (log.time, log.event, log.who, log.case, log.reason, log.kind)
    for time, event, who, case, reason, kind in zip(*(c.tolist() for c in columns), strict=True):
        if event == Event.CASE_OPENED and time <= played.plan.horizon - DAY:
            opened[who, case] = time
        if event == Event.CONTACT_ARRIVED and reason != Reason.CALLBACK and kind >= 0:
            attempts += time <= opened.get((who, case), -DAY) + DAY
    found = values(totals(played, []))
    assert found["cases"] == len(opened)
    assert found["contacts_per_case"] == pytest.approx(attempts / len(opened), rel=1e-12)


def test_a_case_is_told_with_what_was_heard_and_what_was_true(played: Played) -> None:
    teller, log = Teller(played.plan), played.log
    customers = Chunk(*(column[log.kind >= 0] for column in log))
    texts = {moment.text for moment in teller.tell(customers)}
    for words in (
        "reaches nobody: the line is closed, though it is said to be open",
        "hears that the line is long, and asks to be called back",
        "is called back, and does not answer",
    ):
        assert words in texts
    endings = ("the call counts as contained, and it is solved", "in truth nothing is done")
    for ending in endings:
        assert any(text.endswith(ending) for text in texts), ending
