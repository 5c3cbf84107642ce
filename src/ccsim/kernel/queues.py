"""Waiting lines and idle agents, as linked rows: who is next."""

from ccsim.kernel.floor import NOW
from ccsim.kernel.world import (
    agents_of,
    benches_of,
    cases_of,
    compiled,
    helps_out_of,
    lines_of,
    on_every_call,
    queue_teams_of,
    queues_of,
    registers_of,
    team_priority_of,
    team_queues_of,
)
from ccsim.rules.queues import goes_before, has_a_place, overflow_allowed


@on_every_call
def join(world: int, q: int, c: int) -> None:
    """A caller goes to the end of a line."""
    line, cases = lines_of(world)[q], cases_of(world)
    cases[c].before = line.tail
    cases[c].behind = -1
    if line.tail >= 0:
        cases[line.tail].behind = c
    else:
        line.head = c
    line.tail = c
    line.waiting += 1


@on_every_call
def step_out(world: int, q: int, c: int) -> None:
    """A caller leaves a line, wherever they stand in it."""
    line, cases = lines_of(world)[q], cases_of(world)
    before, behind = cases[c].before, cases[c].behind
    if before >= 0:
        cases[before].behind = behind
    else:
        line.head = behind
    if behind >= 0:
        cases[behind].before = before
    else:
        line.tail = before
    line.waiting -= 1


@on_every_call
def sit_down(world: int, a: int, now: int) -> None:
    """An agent becomes idle: behind those idle for longer, by id among equals."""
    agents = agents_of(world)
    bench, agent = benches_of(world)[agents[a].team], agents[a]
    bench.idle += 1
    agent.idle_since = now
    before = bench.tail
    while before >= 0 and agents[before].idle_since == now and agents[before].who > agent.who:
        before = agents[before].before
    behind = agents[before].behind if before >= 0 else bench.head
    agent.before = before
    agent.behind = behind
    if before >= 0:
        agents[before].behind = a
    else:
        bench.head = a
    if behind >= 0:
        agents[behind].before = a
    else:
        bench.tail = a


@on_every_call
def stand_up(world: int, a: int) -> None:
    """An agent is idle no more."""
    agents = agents_of(world)
    bench, before, behind = benches_of(world)[agents[a].team], agents[a].before, agents[a].behind
    bench.idle -= 1
    if before >= 0:
        agents[before].behind = behind
    else:
        bench.head = behind
    if behind >= 0:
        agents[behind].before = before
    else:
        bench.tail = before


@on_every_call
def idle_agent(world: int, team: int) -> int:
    """The longest idle agent of a team whose places are not all filled, or -1."""
    bench = benches_of(world)[team]
    if not has_a_place(bench.idle, bench.leaving):
        return -1
    head: int = bench.head
    return head


@on_every_call
def free_agent(world: int, q: int) -> int:
    """Who answers a caller that enters a queue now: the longest idle of the first team, or -1."""
    i = 0
    while queue_teams_of(world)[q, i] >= 0:
        head: int = idle_agent(world, queue_teams_of(world)[q, i])
        if head >= 0:
            return head
        i += 1
    queue = queues_of(world)[q]
    if queue.overflow_team >= 0 and queue.overflow_after == 0:
        waiting = lines_of(world)[q].waiting + 1
        if overflow_allowed(waiting, queue.overflow_beyond, 0, 0):
            helper: int = idle_agent(world, queue.overflow_team)
            return helper
    return -1


@compiled
def overflow_agent(world: int, q: int) -> int:
    """Who of the second team may take the head of a queue now, or -1."""
    queue, line = queues_of(world)[q], lines_of(world)[q]
    if queue.overflow_team < 0 or line.head < 0:
        return -1
    waited = registers_of(world)[NOW] - cases_of(world)[line.head].entered
    if overflow_allowed(line.waiting, queue.overflow_beyond, waited, queue.overflow_after):
        helper: int = idle_agent(world, queue.overflow_team)
        return helper
    return -1


@on_every_call
def next_caller(world: int, team: int, only_closed: bool) -> int:
    """Whom a free agent of a team takes: by priority, then the longest waiting; or -1.

    An agent whose shift is over (`only_closed`) only helps to answer those who still wait in a
    line that has closed and is not cleared.
    """
    best, priority, i = -1, 0, 0
    while team_queues_of(world)[team, i] >= 0:
        q = team_queues_of(world)[team, i]
        line = lines_of(world)[q]
        if best >= 0 and team_priority_of(world)[team, i] > priority:
            break
        if line.waiting > 0 and not (only_closed and line.open != 0):
            queue, head = queues_of(world)[q], line.head
            case = cases_of(world)[head]
            allowed = helps_out_of(world)[team, i] == 0 or overflow_allowed(
                line.waiting, queue.overflow_beyond, registers_of(world)[NOW] - case.entered,
                queue.overflow_after,
            )  # fmt: skip
            if allowed and (
                best < 0
                or goes_before(
                    case.entered,
                    case.who,
                    case.word,
                    cases_of(world)[best].entered,
                    cases_of(world)[best].who,
                    cases_of(world)[best].word,
                )
            ):
                best, priority = head, team_priority_of(world)[team, i]
        i += 1
    return best
