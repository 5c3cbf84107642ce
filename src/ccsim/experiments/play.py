"""Replications played one after the other, or shared among workers, always in the same order."""

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ccsim.experiments.executors import LOCAL, hire
from ccsim.experiments.workers import local, share
from ccsim.metrics.totals import Totals
from ccsim.replication import EngineName, Listener, replicate
from ccsim.spec.scenario import Scenario
from ccsim.store.log import LogWriter

if TYPE_CHECKING:
    from ccsim.plan.plan import Plan

SMALL_WORK_S = 3.0
"""Less work than this is done before workers have started."""
_FIRST_LOOK_S = 0.1
_MOST_PLANS = 8

_plans: "dict[str, Plan]" = {}


class Job(NamedTuple):
    """One replication of one scenario, to be played."""

    scenario: Scenario
    fingerprint: str
    seed: int
    replication: int
    engine: EngineName
    log: Path | None = None
    """Where the event log goes, if it is kept."""


class Played(NamedTuple):
    """What is kept of a replication."""

    totals: Totals
    digest: str


class _WorthSharingError(Exception):
    """What is left is more work than starting workers takes."""


def plan_of(scenario: Scenario, fingerprint: str) -> "Plan":
    """The plan of a scenario, made once in each process."""
    from ccsim.plan.plan import make_plan  # slow to load: not where all answers are known

    if fingerprint not in _plans:
        if len(_plans) >= _MOST_PLANS:
            del _plans[next(iter(_plans))]
        _plans[fingerprint] = make_plan(scenario)
    return _plans[fingerprint]


def play(job: Job, on_day: Callable[[int, int], None] | None = None) -> Played:
    """Play one replication and keep its totals and the digest of its log."""
    from ccsim.eventlog.chunk import Digest
    from ccsim.metrics.ledger import Ledger

    plan = plan_of(job.scenario, job.fingerprint)
    ledger, digest = Ledger(plan), Digest()
    listeners: list[Listener] = [ledger, digest]
    with ExitStack() as stack:
        if job.log is not None:
            listeners.append(stack.enter_context(LogWriter(job.log, job.replication)))
        replicate(
            plan,
            seed=job.seed,
            replication=job.replication,
            engine=job.engine,
            listeners=listeners,
            on_day=on_day,
        )
    return Played(ledger.finish(), digest.hexdigest())


def play_all(
    jobs: Sequence[Job], workers: int, executor: Executor | str = LOCAL
) -> Generator[tuple[int, Played], None, None]:
    """Play all jobs, and give what is kept of each, with its place, as it is finished.

    On this machine one process plays until it is seen that the rest is worth sharing.
    """
    if not jobs:
        return
    if executor != LOCAL:
        with closing(share(play, jobs, lambda: hire(executor))) as shared:
            yield from shared
        return
    if workers == 1:
        yield from enumerate(map(play, jobs))
        return
    done = 0
    for played in _alone(jobs):
        yield done, played
        done += 1
    if done < len(jobs):
        left = jobs[done:]
        with closing(share(play, left, lambda: local(min(workers, len(left))))) as rest:
            for number, played in rest:
                yield done + number, played


def _alone(jobs: Sequence[Job]) -> Iterator[Played]:
    """Jobs played in this process, until what is left is worth sharing."""
    for number, job in enumerate(jobs):
        left = len(jobs) - number - 1
        started = time.perf_counter()
        try:
            played = play(job, _watch(left))
        except _WorthSharingError:
            return
        took = time.perf_counter() - started
        yield played
        # The first one also made the plan and loaded compiled code: it tells nothing.
        if number and took * left > SMALL_WORK_S:
            return


def _watch(jobs_after: int) -> Callable[[int, int], None]:
    """What looks at the clock after each day, and stops when the work is worth sharing."""
    first: tuple[float, int] | None = None

    def on_day(day: int, days: int) -> None:
        nonlocal first
        now = time.perf_counter()
        if first is None:
            first = (now, day)
        elif jobs_after and now - first[0] > _FIRST_LOOK_S:
            a_day = (now - first[0]) / (day - first[1])
            if a_day * (days - day + jobs_after * days) > SMALL_WORK_S:
                raise _WorthSharingError

    return on_day
