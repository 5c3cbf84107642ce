"""Authority, notes and ownership: with ample staff no attempt at a case resolves worse.

Attempts are compared with common luck, case by case, for as long as both worlds have told the
same story: same number, same reason, same outcomes before. After the first difference the
stories are other ones (a ticket opened by another attempt has luck of its own), and only means
can be compared. In a busy centre the levers cost time, and their effect has no sign of its own.
"""

from collections import Counter
from functools import cache
from itertools import product

import pytest

from ccsim.codes import Event, Outcome, Reason
from ccsim.experiments.compare import compare
from ccsim.plan.plan import make_plan
from ccsim.spec.loading import Loaded, load
from directions import AMPLE_DESKS, SMALL, goes, told
from playing import play
from shipped import SCENARIOS

AMPLE = (
    *SMALL,
    *AMPLE_DESKS,
    "teams.front.headcount=200",
    # The specialists answer whenever the front does: a later call finds the same doors open.
    "queues.second_line.hours=Mo-Su 08:00-22:00",
    "teams.second_line.hours=Mo-Su 08:00-22:00",
)
BETTER = {
    Outcome.RESOLVED: 3,
    Outcome.TICKET: 2,
    Outcome.NOTE: 1,
    Outcome.ESCALATED: 1,
    Outcome.TRANSFERRED: 1,
}
"""How well an attempt ends; what is not named, from putting off to hanging up, helps nobody."""
LEVERS = [
    "authority=adjust",
    "authority=full",
    "shared_notes=0.8",
    "shared_notes=1.0",
    "ownership=0.6",
    "ownership=1.0",
    "recorded_consent={authority: adjust, time: 1m}",
]

Attempt = tuple[Reason, Outcome]


def world(*sets: str) -> Loaded:
    return load(SCENARIOS / "scripted_call_center.yaml", [*AMPLE, *sets])


@cache
def attempts(*sets: str) -> dict[tuple[int, int], list[Attempt]]:
    """Why each attempt at each case is made and how it ends, as far as it has ended."""
    log = play(make_plan(world(*sets).scenario)).log
    stories: dict[tuple[int, int], list[Attempt]] = {}
    why: dict[tuple[int, int], Reason] = {}
    marked = (log.event == Event.CONTACT_ARRIVED) | (log.event == Event.CONTACT_ENDED)
    columns = (column[marked].tolist() for column in (log.event, log.who, log.case, log.reason))
    for event, who, case, reason in zip(*columns, strict=True):
        if event == Event.CONTACT_ARRIVED:
            why[who, case] = Reason(reason)
        else:
            stories.setdefault((who, case), []).append((why[who, case], Outcome(reason)))
    return stories


@pytest.mark.parametrize("lever", LEVERS)
def test_no_attempt_at_a_case_resolves_worse(lever: str) -> None:
    narrow, wide = attempts(), attempts(f"operating_model.{lever}")
    worse: Counter[tuple[Attempt, Attempt]] = Counter()
    better = alike = 0
    for case in narrow.keys() & wide.keys():
        for one, other in zip(narrow[case], wide[case], strict=False):
            if one[0] != other[0]:
                break  # the customer calls for another reason: another story
            before, after = BETTER.get(one[1], 0), BETTER.get(other[1], 0)
            worse[one, other] += after < before
            better += after > before
            alike += after == before
            if one[1] != other[1]:
                break
    assert alike > 1_000
    assert better > 0
    assert not +worse


@pytest.mark.parametrize("lever", ["authority=full", "ownership=1.0"])
def test_every_first_attempt_is_the_same_call_and_no_case_is_missing(lever: str) -> None:
    """The world after the lever has the same customers with the same needs."""
    narrow, wide = attempts(), attempts(f"operating_model.{lever}")
    lost = narrow.keys() ^ wide.keys()  # needs of those who left in one world and not in the other
    assert len(lost) < len(narrow) / 100
    assert all(wide[case][0][0] == Reason.FRESH for case in narrow.keys() & wide.keys())


@pytest.mark.slow
@pytest.mark.parametrize("lever", LEVERS)
def test_with_ample_staff_a_wider_lever_is_not_established_to_be_worse(lever: str) -> None:
    comparison = compare([world(), world(f"operating_model.{lever}")], replications=8, workers=1)
    found = {one.metric: one for one in comparison.differences}
    assert goes(found["resolution_rate"]) != "down", told(found["resolution_rate"])
    assert goes(found["contacts_per_case"]) != "up", told(found["contacts_per_case"])


def test_in_a_busy_centre_the_effect_of_a_lever_is_told_with_its_interval() -> None:
    """Whatever its sign: what solves takes time, and the time is somebody else's wait."""
    base = load(SCENARIOS / "scripted_call_center.yaml", SMALL)
    wide = [
        load(SCENARIOS / "scripted_call_center.yaml", [*SMALL, f"operating_model.{lever}"])
        for lever in ("authority=full", "shared_notes=1.0", "ownership=1.0")
    ]
    comparison = compare([base, *wide], replications=3, workers=1)
    wait = comparison.reference.estimates["mean_wait_s"].mean
    assert wait is not None
    assert wait > 60
    metrics = ("resolution_rate", "contacts_per_case", "mean_wait_s", "customer_time_per_case_s")
    for run, metric in product(comparison.runs[1:], metrics):
        (one,) = (one for one in comparison.of(run.label) if one.metric == metric)
        assert one.n == 3
        assert one.mean is not None
        assert one.low is not None
        assert one.high is not None
        assert one.low < one.mean < one.high
        assert one.verdict in ("better", "worse", "not established")
