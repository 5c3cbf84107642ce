"""What comes of a leg, over everything that can be: no wider lever makes it worse."""

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

import pytest

from ccsim.codes import Authority, Escalation, Outcome, Transfers
from ccsim.rules.cases import outcome, sees_cause

BETTER = {
    Outcome.RESOLVED: 3,
    Outcome.TICKET: 2,
    Outcome.NOTE: 1,
    Outcome.ESCALATED: 1,
    Outcome.TRANSFERRED: 1,
    Outcome.WORKED_AROUND: 0,
    Outcome.PUT_OFF: 0,
    Outcome.THOUGHT_RESOLVED: 0,
}
NO_YES = (False, True)


class Leg(NamedTuple):
    """All that a leg depends on."""

    authority: Authority
    needed: Authority
    back_office: bool
    off_script: bool
    by_script: bool
    knows: bool
    told: bool
    owned: bool
    has_department: bool
    escalation: Escalation
    can_escalate: bool
    transfers: Transfers
    can_transfer: bool
    way_around: bool

    def outcome(self) -> Outcome:
        sees = sees_cause(self.knows, self.told, self.off_script, self.by_script)
        return Outcome(
            outcome(
                self.authority, self.needed, self.back_office, sees, self.knows, self.told,
                self.owned, self.has_department, self.escalation, self.can_escalate,
                self.transfers, self.can_transfer, self.by_script and self.off_script,
                self.way_around,
            )
        )  # fmt: skip


def legs() -> Iterator[Leg]:
    yes_no = [NO_YES] * 7
    for authority, needed, escalation, transfers in product(
        (Authority.INFORM, Authority.FULL),
        (Authority.INFORM, Authority.ADJUST),
        Escalation,
        (Transfers.NONE, Transfers.WARM),
    ):
        for back, off, script, knows, told, owned, desk in product(*yes_no):
            for can_escalate, can_transfer, way_around in product(*[NO_YES] * 3):
                yield Leg(
                    authority, needed, back, off, script, knows, told, owned, desk, escalation,
                    can_escalate, transfers, can_transfer, way_around,
                )  # fmt: skip


def test_every_leg_has_an_outcome_and_every_outcome_a_leg() -> None:
    assert {leg.outcome() for leg in legs()} == set(BETTER)


@pytest.mark.parametrize(
    ("lever", "narrow", "wide"),
    [
        ("authority", Authority.INFORM, Authority.FULL),
        ("told", False, True),
        ("owned", False, True),
    ],
    ids=["authority", "shared notes", "ownership"],
)
def test_no_leg_is_worse_for_a_wider_lever(lever: str, narrow: object, wide: object) -> None:
    better = 0
    for leg in legs():
        if getattr(leg, lever) == narrow:
            before, after = leg.outcome(), leg._replace(**{lever: wide}).outcome()
            assert BETTER[after] >= BETTER[before], leg
            better += BETTER[after] > BETTER[before]
    assert better > 0


def test_who_lacks_the_leave_never_solves_it() -> None:
    for leg in legs():
        if leg.authority < leg.needed:
            assert leg.outcome() not in (Outcome.RESOLVED, Outcome.TICKET)


def test_a_cause_off_the_script_is_never_solved_by_the_script() -> None:
    for leg in legs():
        if leg.off_script and leg.by_script:
            assert leg.outcome() not in (Outcome.RESOLVED, Outcome.TICKET, Outcome.ESCALATED)


def test_work_for_a_department_is_never_done_on_the_phone() -> None:
    for leg in legs():
        if leg.back_office:
            assert leg.outcome() is not Outcome.RESOLVED
