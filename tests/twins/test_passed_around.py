"""A centre in which callers are passed around in every way gives one log in both engines."""

import pytest

from ccsim.codes import Event, Outcome
from ccsim.eventlog.laws import check_laws
from ccsim.plan.plan import make_plan
from ccsim.spec.loading import load
from directions import SMALL
from playing import assert_twins, doors_of
from shipped import SCENARIOS

EVERY_WAY = (
    *SMALL,
    "customers.consumer.count=5000",
    "calendar.weeks=1",
    "calendar.warm_up_weeks=0",
    "customers.consumer.gives_up_per_pass=0.05",
    "needs.billing_error.mistaken_for={technical_fault: 0.3, order_change: 0.3}",
    "needs.technical_fault.mistaken_for={billing_error: 0.4}",
    "needs.billing_error.passed_to=[second_line, front]",
    "needs.technical_fault.passed_to=[second_line, front]",
    "departments.network.site=abroad",
    "teams.second_line.site=abroad",
    "teams.second_line.knowledge=0.5",
    "operating_model.passes_on=0.3",
    "operating_model.passing_grows=0.07",
    "operating_model.blind_transfers=0.3",
    "operating_model.dumping_detected=0.2",
    "operating_model.dumping_consequence=1d",
    "operating_model.system_fragmentation=0.5",
    "operating_model.fragmentation_time=1m",
    "operating_model.fragmentation_errors=0.3",
    "operating_model.inter_site_delay=4h",
    "operating_model.inter_site_note_loss=0.3",
    "operating_model.agent_affinity=0.8",
)


@pytest.mark.parametrize("transfers", ["cold", "warm"])
def test_callers_who_are_passed_around(transfers: str) -> None:
    sets = [*EVERY_WAY, f"operating_model.transfers={transfers}"]
    played = assert_twins(make_plan(load(SCENARIOS / "scripted_call_center.yaml", sets).scenario))
    assert check_laws(doors_of(played.plan), played.log) == []
    wanted = {Event.TRANSFER_LOST, Event.DUMPING_DETECTED, Event.TICKET_ARRIVED}
    assert {int(event) for event in wanted} <= set(played.log.event.tolist())
    ended = played.log.reason[played.log.event == Event.LEG_ENDED]
    for outcome in (Outcome.PASSED_ON, Outcome.MISDIRECTED, Outcome.TRANSFERRED):
        assert (ended == outcome).sum() > 10
