"""What theory knows exactly of lines that share agents, or pass calls on to each other."""

from itertools import groupby
from typing import Final

from ccsim.analytic.impatient_classes import ClassFacts, impatient_classes
from ccsim.analytic.nearest import Reading
from ccsim.analytic.network import Desk, network
from ccsim.analytic.overflow import OverflowFacts, overflow_queue
from ccsim.analytic.priority import Stream, one_agent_priorities, priority_queue
from ccsim.analytic.skills import SkillFacts, n_model
from ccsim.analytic.theory import QueueTheory, UnstableQueueError
from ccsim.experiments.closer.one_line import (
    MOST_STATES,
    UNSTABLE,
    Answers,
    memoryless_mean,
    reading,
    share_of,
)
from ccsim.experiments.closer.own_laws import Times, handle_times, never_hangs_up
from ccsim.experiments.closer.parts import Part, calls_again, moves_on
from ccsim.spec.queues import Queue

_JACKSON: Final = "Jackson network"


def priorities(part: Part) -> Answers:
    """Patient callers of several queues, one team, and an order among the queues."""
    names = list(part.queues)
    if (
        len(part.teams) != 1
        or len(names) < 2
        or not all(map(_waits_its_turn, part.queues.values()))
    ):
        return {}
    (team,) = part.teams
    servers = part.teams[team].people
    times = {name: part.times(name) for name in names}
    known = {name: one for name, one in times.items() if one is not None}
    if len(known) < len(names) or servers == 0:
        return {}
    names.sort(key=lambda name: part.rank(name, team))
    if servers == 1:
        return _one_agent(part, names, team, known)
    first = known[names[0]]
    alike = all(one.memoryless and one.mean_s == first.mean_s for one in known.values())
    return _several_agents(part, names, team, first.mean_s) if alike else {}


def _waits_its_turn(queue: Queue) -> bool:
    """Whether callers of a queue wait for its own agents as long as it takes, and call once."""
    plain = queue.lines is None and queue.overflow is None and not moves_on(queue)
    return plain and never_hangs_up(queue.patience) and not calls_again(queue)


def impatient(part: Part) -> Answers:
    """Two queues of callers who may hang up, one team, and one of the queues first."""
    names = list(part.queues)
    if len(names) != 2 or len(part.teams) != 1 or not _calls_once(part):
        return {}
    (team,) = part.teams
    names.sort(key=lambda name: part.rank(name, team))
    times = [part.times(name) for name in names]
    patience = [memoryless_mean(part.queues[name].patience) for name in names]
    if times[0] is None or times[1] is None or patience[0] is None or patience[1] is None:
        return {}
    same = times[0].memoryless and times[1].memoryless and times[0].mean_s == times[1].mean_s
    if not same or part.rank(names[0], team) == part.rank(names[1], team):
        return {}
    facts = ClassFacts(
        arrival_rates=(part.rate(names[0]), part.rate(names[1])),
        handle_s=times[0].mean_s,
        servers=part.teams[team].people,
        patience_s=(patience[0], patience[1]),
    )
    theories = impatient_classes(facts, MOST_STATES)
    label = "M/M/c+M with priorities"
    return {name: Reading(label, one, "") for name, one in zip(names, theories, strict=True)}


def _one_agent(part: Part, names: list[str], team: str, times: dict[str, Times]) -> Answers:
    """M/G/1: each queue may have handle times of its own."""
    ordered = len({part.rank(name, team) for name in names}) > 1
    label = "M/G/1 with priorities" if ordered else "M/G/1 (Pollaczek and Khinchine)"
    streams = tuple(
        Stream(part.rate(name), times[name].mean_s, times[name].sd_s, part.rank(name, team))
        for name in names
    )
    try:
        theories = one_agent_priorities(streams)
    except UnstableQueueError:
        return {name: Reading(label, None, UNSTABLE) for name in names}
    return {name: Reading(label, one, "") for name, one in zip(names, theories, strict=True)}


def _several_agents(part: Part, names: list[str], team: str, handle_s: float) -> Answers:
    """M/M/c: all have the same exponential handle times, and the same agents."""
    label = "M/M/c with priorities"
    classes = [list(mine) for _, mine in groupby(names, lambda name: part.rank(name, team))]
    rates = tuple(sum(part.rate(name) for name in mine) for mine in classes)
    try:
        theory = priority_queue(rates, handle_s, part.teams[team].people, part.threshold_s)
    except UnstableQueueError:
        return {name: Reading(label, None, UNSTABLE) for name in names}
    return {
        name: share_of(Reading(label, one, ""), part.rate(name) / rate)
        for mine, rate, one in zip(classes, rates, theory.classes, strict=True)
        for name in mine
    }


def skills(part: Part) -> Answers:
    """The N-model: one team for one kind of call, another for both, and first for its own."""
    names = sorted(part.queues, key=lambda name: -len(part.teams_of(name)))
    if len(names) != 2 or len(part.teams) != 2:
        return {}
    either, own = names
    asked, alone = part.teams_of(either), part.teams_of(own)
    times = [part.times(name) for name in names]
    patience = [memoryless_mean(part.queues[name].patience) for name in names]
    if times[0] is None or times[1] is None or None in patience:
        return {}
    same = times[0].memoryless and times[1].memoryless and times[0].mean_s == times[1].mean_s
    if len(asked) != 2 or alone != asked[1:] or not same or not _calls_once(part):
        return {}
    if part.rank(own, asked[1]) >= part.rank(either, asked[1]):
        return {}
    facts = SkillFacts(
        arrival_rates=(part.rate(either), part.rate(own)),
        handle_s=times[0].mean_s,
        patience_s=(patience[0] or 0.0, patience[1] or 0.0),
        servers=(part.teams[asked[0]].people, part.teams[asked[1]].people),
    )
    theory = n_model(facts, MOST_STATES)
    return {
        name: Reading("N-model", one, "") for name, one in zip(names, theory.by_type, strict=True)
    }


def _calls_once(part: Part) -> bool:
    """Whether callers of all queues wait on endless lines, call once, and are done then."""
    return not any(
        queue.lines is not None or queue.overflow or moves_on(queue) or calls_again(queue)
        for queue in part.queues.values()
    )


def two_groups(part: Part) -> Answers:
    """One queue, and two teams at a pace of their own: one after the other, or by overflow."""
    (name, queue), *more = part.queues.items()
    if more or queue.lines is not None or moves_on(queue) or calls_again(queue):
        return {}
    teams, beyond = part.teams_of(name), 0
    if queue.overflow is not None:
        teams, beyond = [*teams, queue.overflow.to], queue.overflow.beyond
        if queue.overflow.after > 0:
            return {}
    patience_s = memoryless_mean(queue.patience)
    if len(teams) != 2 or len(set(teams) & set(part.teams)) != 2 or queue.wrap_up.mean_ms > 0:
        return {}
    times = [handle_times(queue, part.teams[team].talk_factor) for team in teams]
    if not times[0].memoryless or (patience_s is None and not never_hangs_up(queue.patience)):
        return {}

    def ask() -> QueueTheory:
        facts = OverflowFacts(
            arrival_rate=part.rate(name),
            handle_s=(times[0].mean_s, times[1].mean_s),
            servers=(part.teams[teams[0]].people, part.teams[teams[1]].people),
            patience_s=patience_s,
            queue_threshold=beyond,
            threshold_s=part.threshold_s,
        )
        return overflow_queue(facts, MOST_STATES).queue

    return {name: reading("two groups of agents", ask)}


def jackson(part: Part) -> Answers:
    """Queues of patient callers, each with a team of its own, that pass calls on to each other."""
    names = list(part.queues)
    desks = []
    for name, queue in part.queues.items():
        teams, times = part.teams_of(name), part.times(name)
        shared = any(set(teams) & set(part.teams_of(other)) for other in names if other != name)
        patient = never_hangs_up(queue.patience) and queue.lines is None and not queue.overflow
        if times is None or not times.memoryless or shared or not patient or calls_again(queue):
            return {}
        shares = moves_on(queue)
        onward = tuple(shares.get(other, 0.0) for other in names)
        desks.append(Desk(part.rate(name), times.mean_s, part.people(name), onward))
    try:
        theory = network(tuple(desks), part.threshold_s)
    except UnstableQueueError:
        return {name: Reading(_JACKSON, None, UNSTABLE) for name in names}
    return {name: Reading(_JACKSON, one, "") for name, one in zip(names, theory.desks, strict=True)}
