"""Waiting lines and idle agents: who is next."""

from bisect import insort

from ccsim.model.centre import Centre, Idle
from ccsim.rules.queues import goes_before, has_a_place, overflow_allowed


def sit_down(centre: Centre, a: int) -> None:
    """An agent becomes idle: behind those idle for longer, by id among equals."""
    agents = centre.agents
    agents.idle_since[a] = centre.clock.time
    insort(centre.idle[agents.team[a]], (centre.clock.time, agents.who[a], a))


def stand_up(centre: Centre, a: int) -> None:
    """An agent is idle no more."""
    agents = centre.agents
    idle = centre.idle[agents.team[a]]
    if idle[0][2] == a:
        del idle[0]
    else:
        idle.remove((agents.idle_since[a], agents.who[a], a))


def idle_agent(centre: Centre, team: int) -> int:
    """The longest idle agent of a team whose places are not all filled, or -1."""
    idle: list[Idle] = centre.idle[team]
    leaving = centre.leaving[team]
    if idle and (not leaving or has_a_place(len(idle), leaving)):
        return idle[0][2]
    return -1


def free_agent(centre: Centre, q: int) -> int:
    """Who answers a caller that enters a queue now: the longest idle of the first team, or -1."""
    for team in centre.queue_teams[q]:
        agent = idle_agent(centre, team)
        if agent >= 0:
            return agent
    queue = centre.queues[q]
    if queue.overflow_team >= 0 and queue.overflow_after == 0:
        waiting = len(centre.lines[q].waiting) + 1
        if overflow_allowed(waiting, queue.overflow_beyond, 0, 0):
            return idle_agent(centre, queue.overflow_team)
    return -1


def longest_waiting(centre: Centre, q: int) -> int:
    """The head of a queue, or -1."""
    return next(iter(centre.lines[q].waiting), -1)


def overflow_agent(centre: Centre, q: int) -> int:
    """Who of the second team may take the head of a queue now, or -1."""
    queue, head = centre.queues[q], longest_waiting(centre, q)
    if queue.overflow_team < 0 or head < 0 or not _may_help(centre, q, head):
        return -1
    return idle_agent(centre, queue.overflow_team)


def next_caller(centre: Centre, team: int, only_closed: bool) -> int:
    """Whom a free agent of a team takes: by priority, then the longest waiting; or -1.

    An agent whose shift is over (`only_closed`) only helps to answer those who still wait in a
    line that has closed and is not cleared.
    """
    best, best_priority = -1, 0
    for q, priority, helps_out in centre.served[team]:
        if best >= 0 and priority > best_priority:
            break
        line = centre.lines[q]
        if not line.waiting or (only_closed and line.open):
            continue
        head = longest_waiting(centre, q)
        if helps_out and not _may_help(centre, q, head):
            continue
        if best < 0 or _waits_longer(centre, head, best):
            best, best_priority = head, priority
    return best


def _may_help(centre: Centre, q: int, head: int) -> bool:
    queue, waited = centre.queues[q], centre.clock.time - centre.cases.entered[head]
    return overflow_allowed(
        len(centre.lines[q].waiting), queue.overflow_beyond, waited, queue.overflow_after
    )


def _waits_longer(centre: Centre, c: int, other: int) -> bool:
    cases = centre.cases
    return goes_before(
        cases.entered[c], cases.who[c], cases.word[c],
        cases.entered[other], cases.who[other], cases.word[other],
    )  # fmt: skip
