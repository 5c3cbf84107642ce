"""Who leaves tonight: a hazard fed by open time first, then by effort and what went wrong."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ccsim.codes import CaseStatus, LeavingCause
from ccsim.overnight.cancelling import cancel
from ccsim.overnight.fading import nightly
from ccsim.overnight.marks import marked
from ccsim.overnight.memory import PROMISE
from ccsim.plan.chances import WORDS
from ccsim.plan.plan import Plan
from ccsim.plan.records import Integers, Records
from ccsim.plan.state import State
from ccsim.rules.customers import leaving_words, worst
from ccsim.spec.customers import Leaving
from ccsim.units import DAYS_OF_YEAR, HOUR

_WEIGHING = ("open_since", "effort", "broken", "distress", "outage", "heard", "unsolved")
"""What drives customers away: since when they wait, and what they remember."""
Floats = npt.NDArray[np.float64]


class Night(NamedTuple):
    """When it is, and what everybody knows."""

    day: int
    now: int
    fame: float = 0.0
    """The share of the people who know how bad it is."""


Why = dict[int, tuple[LeavingCause, int]]
"""By the row of a customer who leaves: the cause, and the chance to leave, in millionths."""


def leave(
    plan: Plan, state: State, seed: int, replication: int, day: int, fame: float = 0.0,
    why: Why | None = None,
) -> npt.NDArray[np.intp]:  # fmt: skip
    """Rows of the customers who leave in the night before a day; the state says so afterwards.

    Who asks `why` is told of each of them.
    """
    night = Night(day, int(plan.day_starts[day]), fame)
    on_the_phone = marked(state.customers, _talking(state.cases))
    leavers = []
    for s, segment in enumerate(plan.scenario.customers.values()):
        row = plan.tables.segments[s]
        first, count = int(row["first_customer"]), int(row["count"])
        if segment.leaving.monthly == 0 or count == 0:
            continue
        words = leaving_words(seed, replication, int(row["code"]), count, day)
        worst = _hazard(plan, s, _worst_of_all(state.customers[first : first + count]), night)
        # Most draw so high that they would stay even with all the worst at once.
        some = np.flatnonzero(words < int(worst[0] * WORDS))
        mine, words = state.customers[first + some], words[some]
        hazard = _hazard(plan, s, mine, night)
        goes = (words < np.floor(hazard * WORDS)) & (mine["left_day"] < 0)
        goes &= ~on_the_phone[first + some]
        gone = first + some[goes]
        state.customers["left_day"][gone] = day
        leavers.append(gone)
        if why is not None:
            causes = causes_of(plan, s, mine[goes], night, words[goes])
            chances = np.floor(hazard[goes] * 1e6).astype(np.int64).tolist()
            why.update(zip(gone.tolist(), zip(causes, chances, strict=True), strict=True))
    leavers.append(cancel(plan, state, on_the_phone, day))
    if why is not None:
        why.update({int(row): (LeavingCause.CANCELLATION, 1_000_000) for row in leavers[-1]})
    gone = np.concatenate(leavers)
    _take_cases_along(state, gone)
    return gone


def _talking(cases: Records) -> Integers:
    """Customers who are on the phone at midnight."""
    talking = (cases["live"] == 1) & (cases["status"] == CaseStatus.IN_CONTACT)
    return np.asarray(cases["customer"][talking & (cases["customer"] >= 0)], np.int64)


def _hazard(plan: Plan, s: int, customers: Records, night: Night) -> Floats:
    """The chance of each of them to leave tonight."""
    monthly = plan.scenario.customers[plan.segment_names[s]].leaving.monthly
    return np.minimum(nightly(monthly) * weight(plan, s, customers, night), 1.0)


def _worst_of_all(customers: Records) -> Records:
    """One customer to whom the worst has happened that has happened to any of these.

    Whatever weighs on a customer raises the hazard, rounding included: nobody's is higher.
    """
    one = customers[:1].copy()
    for name, value in zip(_WEIGHING, worst(*(customers[n] for n in _WEIGHING)), strict=True):
        one[name] = value
    return one


def _take_cases_along(state: State, gone: npt.NDArray[np.intp]) -> None:
    """The cases of those who are gone end with them."""
    if not len(gone):
        return
    cases = state.cases
    theirs = (cases["live"] == 1) & (cases["customer"] >= 0)
    left = marked(state.customers, gone)
    cases["left"][theirs & left[cases["customer"]]] = 1


def weight(plan: Plan, s: int, customers: Records, night: Night) -> Floats:
    """How many times likelier each of them is to leave than one with whom nothing is wrong.

    Inertia holds back what would make them leave, and sensitivity strengthens it.
    """
    leaving = plan.scenario.customers[plan.segment_names[s]].leaving
    total = multiple(leaving, customers, night.now)
    for _, part in _of_others(plan, s, customers, night):
        total += part
    strength = response(plan, leaving, night.day)
    if strength != 1.0:
        total -= 1.0
        total *= strength
        total += 1.0
    return total


def multiple(leaving: Leaving, customers: Records, now: int) -> Floats:
    """What their own experience alone makes of the hazard, as a multiple of it."""
    total = np.ones(len(customers))
    for _, part in _of_their_own(leaving, customers, now):
        total += part
    return total


def response(plan: Plan, leaving: Leaving, day: int) -> float:
    """How much of what would make them leave does so, on a day."""
    market = plan.scenario.market
    choice = min(1.0, market.choice + market.choice_per_year * (day / DAYS_OF_YEAR))
    return leaving.sensitivity * (1.0 - leaving.inertia * (1.0 - choice))


def causes_of(
    plan: Plan, s: int, leavers: Records, night: Night, words: Integers
) -> list[LeavingCause]:
    """Why each of these leaves: of the chance that is made up of causes, the part it fell into.

    Nothing wrong comes first: who would have left anyway does not leave for a cause.
    """
    leaving = plan.scenario.customers[plan.segment_names[s]].leaving
    chance, strength = nightly(leaving.monthly), response(plan, leaving, night.day)
    total, found = np.ones(len(leavers)), np.zeros(len(leavers), np.int64)
    for cause, part in (
        *_of_their_own(leaving, leavers, night.now), *_of_others(plan, s, leavers, night),
    ):  # fmt: skip
        reached = np.floor(np.minimum(chance * total, 1.0) * WORDS) <= words
        found[reached] = cause
        total = total + strength * part
    return [LeavingCause(cause) for cause in found.tolist()]


def _of_their_own(
    leaving: Leaving, customers: Records, now: int
) -> Iterator[tuple[LeavingCause, Floats]]:
    """What each thing that went wrong adds to the hazard."""
    if leaving.open_case:
        open_for = np.maximum(now - customers["open_since"], 0)
        part = leaving.open_case * np.minimum(open_for / leaving.open_case_after, 1.0)
        yield LeavingCause.OPEN_CASE, part
    if leaving.effort_per_hour:
        yield LeavingCause.EFFORT, leaving.effort_per_hour * (customers["effort"] / HOUR)
    for cause, factor, name in (
        (LeavingCause.BROKEN_PROMISE, leaving.broken_promise, "broken"),
        (LeavingCause.COMPOUNDED, leaving.compounded, "distress"),
        (LeavingCause.UNSOLVED, leaving.unsolved, "unsolved"),
    ):
        if factor:
            yield cause, factor * (customers[name] / PROMISE)


def _of_others(
    plan: Plan, s: int, customers: Records, night: Night
) -> Iterator[tuple[LeavingCause, Floats | np.float64]]:
    """What a business loses in outages, what friends tell, and what everybody reads.

    A loss counts in margins of a month.
    """
    leaving = plan.scenario.customers[plan.segment_names[s]].leaving
    margin = plan.margin_per_month[s]
    if leaving.outage_loss and margin > 0:
        lost = leaving.outage_loss * plan.oversight.loss_per_ms[s] * customers["outage"]
        yield LeavingCause.OUTAGE, lost / margin
    if leaving.friends:
        yield LeavingCause.FRIENDS, leaving.friends * (customers["heard"] / PROMISE)
    if leaving.publications and night.fame:
        yield LeavingCause.PUBLICATIONS, np.float64(leaving.publications * night.fame)
