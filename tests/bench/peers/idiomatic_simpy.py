"""J1 and J3 as a SimPy user would write them: a process per call, resources, `request | timeout`.

These are peers to be timed against, not part of ccsim; they draw from `random.Random`.
Times are minutes. Like the C peers, `idiomatic_simpy.py j1 CALLS SEED` or `j3 DAYS SEED` prints
one line of JSON: the results and the seconds that the model took.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Generator
from dataclasses import dataclass
from random import Random  # noqa: TID251 - a peer draws as its users do
from time import perf_counter

from simpy import AnyOf, Environment, Event, Resource

Process = Generator[Event, object, None]
Totals = Counter[str]

PROMISE = 20 / 60

# J1: one queue, 100 agents, 95 calls a minute, service 1 minute, patience 2 minutes.


def j1(calls: int, seed: int) -> dict[str, float]:
    """Mean wait, share abandoned and share answered in time of `calls` calls from empty."""
    began = perf_counter()
    env, luck = Environment(), Random(seed)
    agents = Resource(env, capacity=100)
    waits, answered_in_time, abandoned = 0.0, 0, 0

    def call() -> Process:
        nonlocal waits, answered_in_time, abandoned
        arrived = env.now
        with agents.request() as agent:
            yield agent | env.timeout(luck.expovariate(1 / 2))
            wait = env.now - arrived
            waits += wait
            if agent.triggered:
                answered_in_time += wait <= PROMISE
                yield env.timeout(luck.expovariate(1))
            else:
                abandoned += 1

    def arrivals() -> Process:
        for _ in range(calls):
            yield env.timeout(luck.expovariate(95))
            env.process(call())

    env.process(arrivals())
    env.run()
    return {
        "calls": calls,
        "wait": waits / calls,
        "abandoned": abandoned / calls,
        "in_time": answered_in_time / calls,
        "seconds": perf_counter() - began,
    }


# J3: three types of call, two groups in tier 1, one in tier 2, redials; see the C peer.

RATES = (6, 8, 10, 12, 13, 13, 12, 11, 10, 11, 12, 12, 11, 10, 9, 6.67)
HALF_HOUR, CLOSING = 30, 480
HANDLING = (4, 5, 6)
KINDS = (0,) * 5 + (1,) * 3 + (2,) * 2  # shares 0.5, 0.3, 0.2


@dataclass(frozen=True)
class Centre:
    """The agents of one day, its luck, and the totals that it adds to."""

    env: Environment
    luck: Random
    group_a: Resource
    group_b: Resource
    group_c: Resource
    totals: Totals
    waits: list[float]

    def groups(self, kind: int) -> tuple[Resource, ...]:
        """The groups that take calls of this kind, the preferred one first."""
        return ((self.group_a,), (self.group_a, self.group_b), (self.group_b,))[kind]


def tier_1(centre: Centre, kind: int) -> Process:
    """A call of one kind waits for whichever of its groups is first, or gives up."""
    env, luck, totals = centre.env, centre.luck, centre.totals
    arrived = env.now
    totals["contacts"] += 1
    requests = []
    for group in centre.groups(kind):
        requests.append(group.request())
        if requests[-1].triggered:
            break
    yield AnyOf(env, [*requests, env.timeout(luck.expovariate(1 / 3))])
    agent = next((request for request in requests if request.triggered), None)
    for request in requests:
        if request is not agent:
            request.cancel()
    wait = env.now - arrived
    centre.waits.append(wait)
    if agent is None:
        totals["abandoned_1"] += 1
        yield from redial(centre, kind)
        return
    totals["in_time"] += wait <= PROMISE
    yield env.timeout(luck.expovariate(1 / HANDLING[kind]))
    agent.resource.release(agent)
    if luck.random() >= 0.6:
        yield from tier_2(centre, kind)


def tier_2(centre: Centre, kind: int) -> Process:
    """A call that tier 1 did not resolve waits for the second tier, or gives up."""
    env, luck, totals = centre.env, centre.luck, centre.totals
    totals["escalated"] += 1
    with centre.group_c.request() as agent:
        yield agent | env.timeout(luck.expovariate(1 / 6))
        if agent.triggered:
            yield env.timeout(luck.expovariate(1 / 8))
            return
    totals["abandoned_2"] += 1
    yield from redial(centre, kind)


def redial(centre: Centre, kind: int) -> Process:
    """Half of those who gave up call again after a while, unless it is past closing by then."""
    if centre.luck.random() < 0.5:
        yield centre.env.timeout(centre.luck.expovariate(1 / 10))
        if centre.env.now <= CLOSING:
            yield from tier_1(centre, kind)


def fresh_calls(centre: Centre) -> Process:
    """Calls arrive at each half-hour's own rate."""
    env, luck = centre.env, centre.luck
    for interval, rate in enumerate(RATES):
        end = (interval + 1) * HALF_HOUR
        while (gap := luck.expovariate(rate)) < end - env.now:
            yield env.timeout(gap)
            centre.totals["fresh"] += 1
            env.process(tier_1(centre, luck.choice(KINDS)))
        yield env.timeout(end - env.now)


def j3(days: int, seed: int) -> dict[str, float]:
    """Totals over `days` days, each started empty and played until everybody has left."""
    began = perf_counter()
    luck, totals, waited = Random(seed), Counter[str](), 0.0
    for _ in range(days):
        env = Environment()
        group_a, group_b, group_c = (Resource(env, agents) for agents in (30, 26, 38))
        centre = Centre(env, luck, group_a, group_b, group_c, totals, waits=[])
        env.process(fresh_calls(centre))
        env.run()
        waited += sum(centre.waits)
    seconds = perf_counter() - began
    return {"days": days, **totals, "waits_1": waited, "seconds": seconds}


if __name__ == "__main__":
    job, size, seed = sys.argv[1:]
    print(json.dumps({"j1": j1, "j3": j3}[job](int(size), int(seed))))
