"""What is told of promises, visits and calls to customers that cannot be."""

from pathlib import Path

import pytest

from refused import told

CENTRE = """\
calendar: {days: 2}
customers:
  home: {count: 100, margin: 15 EUR/month}
needs:
  bill: {per_customer_year: 2, queue: calls, owner: billing, talk: {exponential: 3m}}
queues:
  calls: {teams: [agents]}
  status: {teams: [agents]}
teams:
  agents: {headcount: 3}
departments:
  billing: {staff: 2, work: {constant: 10m}, promise: {says: 2d}}
"""
VISITS = "departments.billing.visits={technicians: 2, share: 0.5, on_site: {constant: 1h}"


OUTBOUND = ("operating_model.status_calls=outbound", "operating_model.outbound_queue=status")


@pytest.mark.parametrize(
    "sets",
    [
        (),
        OUTBOUND,
        (VISITS + "}",),
        (VISITS + ", cost: 180 EUR}",),
        ("departments.billing.promise={date: estimated, bias: 0.5, sd: 4h}",),
        ("customers.home.trust={broken: 0.2, kept: 0.1}",),
    ],
)
def test_what_fits_together_is_taken(tmp_path: Path, sets: tuple[str, ...]) -> None:
    assert told(tmp_path, CENTRE, *sets) == []


@pytest.mark.parametrize(
    ("sets", "words"),
    [
        (OUTBOUND[:1], "operating_model.outbound_queue: outbound status calls need outbound_queue"),
        (
            OUTBOUND[1:],
            "operating_model.outbound_queue: 'status' is never used: write status_calls",
        ),
        (
            (OUTBOUND[0], "operating_model.outbound_queue=stats"),
            "operating_model.outbound_queue: there is no queue 'stats'; did you mean 'status'?",
        ),
        (
            (OUTBOUND[0], "operating_model.outbound_queue=calls"),
            "outbound_queue: 'calls' is dialled by callers too: calls that are made need their own",
        ),
        (
            (*OUTBOUND, "regulator.queue=status"),
            "outbound_queue: 'status' is dialled by callers too",
        ),
        (
            (*OUTBOUND, "needs.bill.passed_to=[status]"),
            "outbound_queue: 'status' is dialled by callers too",
        ),
        (
            (*OUTBOUND, "queues.status.lines=3"),
            "queues.status.lines: nobody dials this queue to be turned away or",
        ),
        (
            (*OUTBOUND, "queues.status.longest_wait=3m"),
            "queues.status.longest_wait: nobody dials this queue to be turned away or",
        ),
        (
            (*OUTBOUND, "queues.status.at_closing=cleared"),
            "queues.status.at_closing: nobody dials this queue to be turned away or",
        ),
        (
            (*OUTBOUND, "queues.status.callback={accepts: 0.5}"),
            "queues.status.callback: nobody dials this queue to be turned away or",
        ),
        (
            (*OUTBOUND, "queues.status.channel=chat"),
            "queues.status.channel: 'status' is a queue of chat: the centre calls customers by",
        ),
        (
            ("departments.billing.promise={says: 2d, bias: 0.5}",),
            "departments.billing.promise: bias and sd are errors of an estimate: write date: est",
        ),
        (
            ("departments.billing.promise={date: estimated, sd: 400d}",),
            "departments.billing.promise: an sd of more than a year is no estimate",
        ),
        (
            ("departments.billing.promise={date: estimated, bias: 0}",),
            "departments.billing.promise.bias: 0 is impossible here: it must lie above 0",
        ),
        (
            ("customers.home.trust={broken: 0.1, kept: 0.2}",),
            "customers.home.trust: kept: 0.2 is more than broken: 0.1; trust is lost faster than",
        ),
        (
            (VISITS + ", slots: 24/7}",),
            "departments.billing.visits.slots: '24/7': a slot is at most a day long",
        ),
        (
            (VISITS + ", slots: Mo-Fr 08:00-12:00 13:00}",),
            "departments.billing.visits.slots: ",
        ),
        (
            (VISITS + ", no_access: 0.1, no_access_chosen: 0.2}",),
            "departments.billing.visits: no_access_chosen: 0.2 is more than no_access: 0.1",
        ),
        (
            (VISITS + ", missed: 0.6, late: 0.5}",),
            "visits: missed and late add up to 1.1: at most 1",
        ),
        ((VISITS + ", cost: 180 EUR/h}",), "visits: cost is a sum for a visit, at least 0"),
        ((VISITS + ", cost: 180 USD}",), "visits.cost: 180 USD mixes currencies: this scenario co"),
    ],
)
def test_what_does_not_fit_together_is_named(
    tmp_path: Path, sets: tuple[str, ...], words: str
) -> None:
    found = told(tmp_path, CENTRE, *sets)
    assert any(words in line for line in found), found
