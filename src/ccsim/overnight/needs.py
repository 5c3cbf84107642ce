"""Tomorrow's needs of customers, with their hidden truth, as new cases."""

import datetime as dt
from functools import cache

import numpy as np
import numpy.typing as npt

from ccsim.overnight.cases import give_birth
from ccsim.overnight.causes import RootCauses
from ccsim.overnight.channels import first_doors, has_first_doors
from ccsim.overnight.openings import next_openings
from ccsim.plan.addresses import MOST_NEEDS_A_DAY
from ccsim.plan.chances import WORDS, poisson_hazard_thresholds, threshold
from ccsim.plan.plan import Plan
from ccsim.plan.records import Integers, Records
from ccsim.plan.state import State
from ccsim.rules.needs import arising, need_words
from ccsim.rules.superiors import data_error_words
from ccsim.spec.demand import WEEKDAYS, Profile
from ccsim.units import DAY, DAYS_OF_YEAR, HOUR

_NEVER_SEEN = 1e-17
"""A chance of so many needs on one day below which nobody asks how likely they are."""


def arise(
    plan: Plan, state: State, seed: int, replication: int, day: int, busy: float,
    root_causes: RootCauses,
) -> State:  # fmt: skip
    """The state with the needs of a day born into it, but for those whose causes were removed.

    `busy` is the busy-day factor.
    """
    cases = state.cases
    for s, segment_name in enumerate(plan.segment_names):
        segment = plan.tables.segments[s]
        first, count = int(segment["first_customer"]), int(segment["count"])
        if count == 0:
            continue
        left_day = state.customers["left_day"][first : first + count]
        for k, kind_name in enumerate(plan.kind_names):
            thresholds = _chances(plan, segment_name, kind_name, day, busy)
            if not thresholds[0]:
                continue
            customers, order = arising(
                seed, replication, int(segment["code"]), int(plan.tables.kinds["code"][k]), day,
                left_day, thresholds,
            )  # fmt: skip
            words = (int(plan.tables.kinds["code"][k]) << 16) | (day << 4) | order
            causes, arises = root_causes.caused(
                state.organisation.causes, k, int(segment["code"]), customers, words
            )
            causes, customers, words = causes[arises], customers[arises], words[arises]
            luck = need_words(seed, replication, int(segment["code"]), customers, words)
            queues = first_queues(
                plan, state.customers, s, k, seed, replication, customers, words, luck[:, 4]
            )
            due = _first_calls(plan, k, day, luck, queues, int(segment["opening_spread"]))
            cases, rows = make_cases(plan, cases, s, k, customers, words, luck, queues, due)
            cases["cause"][rows] = causes
            hide_data_errors(plan, cases, rows, seed, replication)
    return state._replace(cases=cases)


def _chances(plan: Plan, segment: str, kind: str, day: int, busy: float) -> Integers:
    need = plan.scenario.needs[kind]
    profile = need.profile or plan.scenario.demand.profile
    weekday = WEEKDAYS[(plan.scenario.calendar.start.weekday() + day) % 7]
    share = profile.weekday.get(weekday, 1.0) * 7 / profile.weight_of_week
    rate = need.per_customer_year * need.by_segment.get(segment, 1.0) / DAYS_OF_YEAR
    mean = rate * share * busy * _peak(plan, kind, day)
    wanted = [c for c in poisson_hazard_thresholds(mean, most_needs(mean)) if c > 0]
    return np.array(wanted or [0], np.int64)


def most_needs(mean: float) -> int:
    """How many needs of a customer there may be on a day when so many are expected.

    Computing chances that are as good as none would take most of the night.
    """
    most, chance = 1, mean * mean / 2
    while chance > _NEVER_SEEN and most < MOST_NEEDS_A_DAY:
        most += 1
        chance *= mean / (most + 1)
    return most


def _peak(plan: Plan, kind: str, day: int) -> float:
    """How many times more frequent a kind of need is on a day, for known peaks."""
    date = plan.scenario.calendar.start + dt.timedelta(days=day)
    factor = 1.0
    for peak in plan.scenario.demand.peaks:
        if (not peak.needs or kind in peak.needs) and peak.is_on(date):
            factor *= peak.factor
    return factor


def make_cases(
    plan: Plan, cases: Records, s: int, k: int, customers: Integers, words: Integers,
    luck: Integers, queues: Integers, due: Integers,
) -> tuple[Records, npt.NDArray[np.intp]]:  # fmt: skip
    """Rows of new cases, whose first calls are known: whose they are, and what is hidden."""
    segment, kind = plan.tables.segments[s], plan.tables.kinds[k]
    who = (int(segment["code"]) << 32) | customers
    cases, rows = give_birth(cases, who, words, due, queues)
    cases["customer"][rows] = int(segment["first_customer"]) + customers
    cases["segment"][rows], cases["kind"][rows] = s, k
    cases["department"][rows] = kind["owner"]
    cases["off_script"][rows] = luck[:, 2] < kind["off_script"]
    cases["back_office"][rows] = luck[:, 3] < kind["back_office"]
    return cases, rows


def hide_data_errors(
    plan: Plan, cases: Records, rows: npt.NDArray[np.intp], seed: int, replication: int
) -> None:
    """For some of the new cases of a kind the system shows something wrong."""
    if not len(rows):
        return
    chance = plan.tables.kinds["data_error"][cases["kind"][rows[0]]]
    if chance > 0:
        who, words = cases["who"][rows], cases["word"][rows]
        code = int(who[0] >> 32)
        luck = data_error_words(seed, replication, code, who & 0xFFFFFFFF, words)
        cases["data_error"][rows] = luck < chance


def first_queues(
    plan: Plan, everybody: Records, s: int, k: int, seed: int, replication: int,
    customers: Integers, words: Integers, sample_words: Integers,
) -> Integers:  # fmt: skip
    """Where each of them calls: the queue of the need, the pit stop's sample, or another door."""
    queues = np.full(len(words), plan.kind_queue[s, k], np.int64)
    sample = plan.scenario.operating_model.sample
    if sample is not None:
        queues[sample_words < threshold(sample.share)] = plan.queue_names.index(sample.queue)
    if has_first_doors(plan, s, k):
        back = everybody["door"][int(plan.tables.segments["first_customer"][s]) + customers]
        queues = first_doors(plan, s, k, seed, replication, customers, words, queues, back)
    return queues


def _first_calls(
    plan: Plan, k: int, day: int, luck: Integers, queues: Integers, spread: int
) -> Integers:
    """When they first dial: at their time of day, or after the line next opens."""
    need = plan.scenario.needs[plan.kind_names[k]]
    clock = time_of_day(need.profile or plan.scenario.demand.profile, luck[:, 0])
    starts, ends = int(plan.day_starts[day]), int(plan.day_starts[day + 1])
    # Clocks change at night: after three o'clock a day of 23 or 25 hours is an hour off.
    times = starts + clock + np.where(clock >= 3 * HOUR, ends - starts - DAY, 0)
    return when_open(plan, queues, np.asarray(times, np.int64), luck[:, 1], spread)


def when_open(
    plan: Plan, queues: Integers, times: Integers, words: Integers, spread: int
) -> Integers:
    """When callers who want to dial at these instants do: then, or some time after it opens."""
    due = times.copy()
    for queue in np.flatnonzero(np.bincount(queues)).tolist():
        mine = queues == queue
        opens = next_openings(plan, queue, times[mine])
        late = opens + ((words[mine] * spread) >> 32)
        due[mine] = np.where(opens > times[mine], late, times[mine])
    return due


def time_of_day(profile: Profile, words: Integers) -> Integers:
    """The time of day, in milliseconds since midnight, that random words stand for."""
    edges = _edges(tuple(profile.day or [1.0]))
    part = np.searchsorted(edges, words, side="right") - 1
    low, high = edges[part], edges[part + 1]
    length = DAY // (len(edges) - 1)
    return np.asarray(part * length + (words - low) * length // (high - low), np.int64)


@cache
def _edges(weights: tuple[float, ...]) -> Integers:
    """The words between which the parts of a day lie that weigh so much."""
    total, summed, edges = sum(weights), 0.0, [0]
    for weight in weights:
        summed += weight
        edges.append(round(summed / total * WORDS))
    return np.array(edges, np.int64)
