"""How many cases are as bad as the odyssey of S002, counted one by one in the event log.

python tests/odysseys.py [REPLICATIONS]    prints the tables of R-002, for people; some minutes
"""

import math
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ccsim.codes import Event
from ccsim.eventlog.chunk import Chunk, concatenate
from ccsim.experiments.cases import case_name
from ccsim.experiments.paired import PairedDifference, paired_difference
from ccsim.metrics.estimates import student_t
from ccsim.metrics.window import Bools, Floats, Ints
from ccsim.plan.plan import Plan, make_plan
from ccsim.replication import replicate
from ccsim.spec.loading import load
from ccsim.units import DAY, HOUR
from shipped import SCENARIOS

KINDS = ("migration_order", "early_disconnect", "technical_fault")
"""Orders to move, what comes of them, and faults of the line: the cases of the odyssey's kind."""
CELLS = {
    "as it is": "worry_free_guarantee",
    "shared notes": "stories/r002_notes",
    "owners": "stories/r002_owner",
    "a guard": "stories/r002_guard",
    "all three": "stories/r002_all",
    "all three and true dates": "stories/r002_dates",
}
LARGE = "stories/r002_large"
JUDGED = 14 * DAY
"""A case is looked at for so long after its first contact."""
_CLOSED = (
    Event.CASE_RESOLVED, Event.CASE_GIVEN_UP, Event.CASE_CLOSED_BY_LEAVING, Event.CASE_EXPIRED,
)  # fmt: skip
_TOLD = (
    Event.CASE_OPENED, *_CLOSED, Event.CONTACT_ARRIVED, Event.CONTACT_ANSWERED,
    Event.CONTACT_ENDED, Event.PROMISE_BROKEN, Event.TRANSFER_LOST, Event.REGULATOR_COMPLAINT,
)  # fmt: skip
_ROOM = 1 << 20


@dataclass(frozen=True)
class Cases:
    """What each case of a cohort cost its customer: one place for each case in every column."""

    who: Ints
    word: Ints
    kind: Ints
    contacts: Ints
    agents: Ints
    """Different people who spoke to the customer."""
    phone_h: Floats
    """Hours from dialling to hanging up, all contacts together."""
    open_h: Floats
    """Hours until it was closed, in whatever way."""
    broken: Ints
    """Promises whose date passed in vain."""
    lost: Ints
    """Calls that ended at a closed department."""
    complaints: Ints
    solved: Bools

    def __len__(self) -> int:
        return len(self.who)


Test = Callable[[Cases], Bools]
THINGS: Mapping[str, Test] = {
    "22 contacts": lambda one: one.contacts >= 22,
    "50 agents": lambda one: one.agents >= 50,
    "12 hours on the phone": lambda one: one.phone_h >= 12,
    "112 hours open": lambda one: one.open_h >= 112,
    "3 broken promises": lambda one: one.broken >= 3,
    "a call lost to a closed department": lambda one: one.lost >= 1,
    "solved after a complaint": lambda one: (one.complaints >= 1) & one.solved,
}
"""What makes the odyssey; each of the numbers is the least that counts."""


def both(one: str, other: str) -> Test:
    """Cases of which both things are true."""
    return lambda cases: THINGS[one](cases) & THINGS[other](cases)


def things(cases: Cases) -> Ints:
    """How many of the odyssey's things are true of each case."""
    return np.sum([test(cases) for test in THINGS.values()], axis=0)


class Kept:
    """A listener that keeps the rows that tell how bad a case was."""

    def __init__(self) -> None:
        self._chunks: list[Chunk] = []

    def add(self, chunk: Chunk) -> None:
        rows = np.flatnonzero(np.isin(chunk.event, _TOLD) & (chunk.kind >= 0))
        self._chunks.append(Chunk._make(column[rows] for column in chunk))

    def log(self) -> Chunk:
        return concatenate(self._chunks)


def cases_of(log: Chunk, plan: Plan, kinds: Sequence[str] = KINDS) -> Cases:
    """The cases of some kinds that were opened after the warm-up and early enough to be judged."""
    wanted = np.isin(log.kind, [plan.kind_names.index(name) for name in kinds])
    in_time = (log.time >= plan.warm_up_end) & (log.time < plan.horizon - JUDGED)
    born = np.flatnonzero((log.event == Event.CASE_OPENED) & wanted & in_time)
    pairs = np.stack([log.who, log.case.astype(np.int64)], axis=1)
    number = np.unique(pairs, axis=0, return_inverse=True)[1].ravel()
    places = np.full(len(log.who), -1, np.int64)
    places[number[born]] = np.arange(len(born))
    rows = np.flatnonzero(places[number] >= 0)
    rows = rows[log.time[rows] - log.time[born][places[number[rows]]] <= JUDGED]
    place, event, n = places[number[rows]], log.event[rows], len(born)

    def count(*events: Event) -> Ints:
        return np.bincount(place[np.isin(event, events)], minlength=n)

    spoken, ended = event == Event.CONTACT_ANSWERED, event == Event.CONTACT_ENDED
    met = np.unique(place[spoken] * _ROOM + log.agent[rows][spoken]) // _ROOM
    closed = np.isin(event, _CLOSED)
    lasted = np.full(n, JUDGED, np.int64)
    lasted[place[closed]] = log.time[rows][closed] - log.time[born][place[closed]]
    return Cases(
        log.who[born], log.case[born], log.kind[born],
        contacts=count(Event.CONTACT_ARRIVED), agents=np.bincount(met, minlength=n),
        phone_h=np.bincount(place[ended], log.value[rows][ended], minlength=n) / HOUR,
        open_h=lasted / HOUR, broken=count(Event.PROMISE_BROKEN), lost=count(Event.TRANSFER_LOST),
        complaints=count(Event.REGULATOR_COMPLAINT), solved=count(Event.CASE_RESOLVED) > 0,
    )  # fmt: skip


def plan_of(name: str, *sets: str) -> Plan:
    """The plan of a shipped scenario."""
    return make_plan(load(SCENARIOS / f"{name}.yaml", list(sets)).scenario)


def played(plan: Plan, replication: int) -> Cases:
    """The cases of the odyssey's kind of one replication."""
    kept = Kept()
    replicate(plan, seed=1, replication=replication, engine="auto", listeners=[kept])
    return cases_of(kept.log(), plan)


def counted(runs: Sequence[Cases], test: Test) -> tuple[Floats, Floats]:
    """By replication: how many cases are so, and how many there are."""
    found = [float(np.count_nonzero(test(cases))) for cases in runs]
    return np.array(found), np.array([float(len(cases)) for cases in runs])


def share(runs: Sequence[Cases], test: Test) -> PairedDifference:
    """The share of cases that are so, with its interval."""
    found, cases = counted(runs, test)
    return paired_difference((np.zeros_like(found), cases), (found, cases))


def factor(
    before: Sequence[Cases], after: Sequence[Cases], test: Test
) -> tuple[float, float, float] | None:
    """By how much the share falls, with its 95 % interval: each replication left out in turn.

    The jackknife is of the logarithm; there is no factor where nothing is left of the share.
    """
    (a, of_a), (b, of_b) = counted(before, test), counted(after, test)
    if min(a.sum() - a.max(), b.sum() - b.max()) <= 0:
        return None
    whole = math.log(a.sum() / of_a.sum() / (b.sum() / of_b.sum()))
    left = np.log((a.sum() - a) / (of_a.sum() - of_a) / ((b.sum() - b) / (of_b.sum() - of_b)))
    n = len(a)
    pseudo = n * whole - (n - 1) * left
    half = student_t(n - 1) * float(pseudo.std(ddof=1)) / math.sqrt(n)
    mean = float(pseudo.mean())
    return math.exp(mean), math.exp(mean - half), math.exp(mean + half)


def nearest(plan: Plan, runs: Sequence[Cases], most: int) -> list[str]:
    """The cases of which most of the odyssey's things are true; of equal ones, most agents."""
    found = [
        (int(true), int(cases.agents[i]), replication, i)
        for replication, cases in enumerate(runs)
        for i, true in enumerate(things(cases))
        if true >= 4
    ]
    lines = []
    for true, agents, replication, i in sorted(found, reverse=True)[:most]:
        one = runs[replication]
        name = case_name(plan, int(one.who[i]), int(one.word[i]), int(one.kind[i]))
        lines.append(
            f"{name} (replication {replication}): {true} of {len(THINGS)}; {one.contacts[i]} "
            f"contacts, {agents} agents, {one.phone_h[i]:.1f} h on the phone, open for "
            f"{one.open_h[i]:.0f} h, {one.broken[i]} broken promises, {one.lost[i]} calls lost, "
            f"{one.complaints[i]} complaints, {'solved' if one.solved[i] else 'not solved'}"
        )
    return lines


def _row(words: str, runs: Sequence[Cases], test: Test) -> str:
    one, (found, cases) = share(runs, test), counted(runs, test)
    low, high = one.low or 0.0, one.high or 0.0
    interval = f"{1e5 * (one.mean or 0):.1f} ({1e5 * low:.1f} to {1e5 * high:.1f})"
    return f"| {words} | {interval} | {found.sum():,.0f} of {cases.sum():,.0f} |"


def _table(name: str, replications: int) -> list[Cases]:
    """Plays a company, and prints how many of its cases are as bad as the odyssey."""
    plan = plan_of(name)
    runs = [played(plan, number) for number in range(replications)]
    print(f"\n{name}, n = {replications}: per 100,000 cases (95 %), and how many\n")
    for thing, test in THINGS.items():
        print(_row(f"at least {thing}", runs, test))
    for thing in list(THINGS)[1:]:
        print(_row(f"at least 22 contacts, and {thing}", runs, both("22 contacts", thing)))
    for least in range(3, len(THINGS) + 1):
        print(_row(f"{least} of the {len(THINGS)}", runs, lambda one, k=least: things(one) >= k))
    print(*nearest(plan, runs, 5), sep="\n", flush=True)
    return runs


def main(replications: int) -> None:
    """Prints the tables."""
    _table(LARGE, max(replications // 2, 2))
    before = _table(CELLS["as it is"], replications)
    tests = {"22 contacts": THINGS["22 contacts"]} | {
        f"22 contacts and {thing}": both("22 contacts", thing) for thing in list(THINGS)[2:]
    }
    print("\nBy what the share falls: factor (95 %), and how many cases are left\n")
    for cell, name in list(CELLS.items())[1:]:
        plan = plan_of(name)
        after = [played(plan, number) for number in range(replications)]
        for words, test in tests.items():
            falls, left = factor(before, after, test), counted(after, test)[0].sum()
            told = "-" if falls is None else "{:.2f} ({:.2f} to {:.2f})".format(*falls)
            print(f"| {cell} | {words} | {told} | {left:,.0f} |", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
