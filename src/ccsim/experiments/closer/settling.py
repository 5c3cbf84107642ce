"""Whether a run leaves its empty beginning behind before it is measured; theory never began."""

import math
from dataclasses import replace
from typing import Final

from ccsim.analytic.nearest import Reading
from ccsim.experiments.closer.one_line import Answers
from ccsim.experiments.closer.own_laws import Times, handle_times, never_hangs_up
from ccsim.experiments.closer.parts import Part, moves_on
from ccsim.spec.calendar import Calendar
from ccsim.spec.queues import Queue
from ccsim.units import DAY, SECOND

_RELAXATIONS: Final = 5
"""After so many of them, less than a hundredth of the beginning is left."""
_STARTS_EMPTY: Final = (
    "The run begins with nobody in the queue, and nothing of it is warm-up; theory speaks of the "
    "long run."
)
_SETTLES_LATER: Final = (
    "The run begins with nobody in the queue, and its warm-up is shorter than the queue takes to "
    "settle; theory speaks of the long run."
)


def with_the_start(part: Part, answers: Answers, calendar: Calendar) -> Answers:
    """Answers of theories of the long run, with a word on the beginning where it still shows."""
    warm_up_s = calendar.warm_up_total_days * DAY / SECOND
    if not answers or any(one.theory is None for one in answers.values()):
        return answers
    if warm_up_s == 0:
        missed = _STARTS_EMPTY
    elif warm_up_s < _RELAXATIONS * relaxation_s(part, answers):
        missed = _SETTLES_LATER
    else:
        return answers
    return {
        name: replace(one, leaves_out=f"{one.leaves_out} {missed}".strip())
        for name, one in answers.items()
    }


def relaxation_s(part: Part, answers: Answers) -> float:
    """About how long it takes until a third of the beginning is left, in all queues of a part."""
    found = [_of_queue(part, name, answers) for name in part.queues]
    # Queues that pass calls on settle one after the other.
    return sum(found) if any(map(moves_on, part.queues.values())) else max(found)


def _of_queue(part: Part, name: str, answers: Answers) -> float:
    queue, handle_s, people = part.queues[name], _times(part, name).mean_s, _people(part, name)
    found = [_of_the_backlog(part, name, answers)]
    if queue.patience is not None and not never_hangs_up(queue.patience):
        found.append(max(handle_s, queue.patience.mean_ms / SECOND))
    if queue.lines is not None:
        found.append(handle_s / people * max(queue.lines - people, 0) ** 2 / math.pi**2)
    return handle_s + min(found) + _until_they_call_again(queue, answers[name])


def _times(part: Part, name: str) -> Times:
    """Handle times of a queue, of those teams that take longest."""
    teams = [part.teams[team] for team in _teams(part, name) if team in part.teams]
    slowest = max(team.talk_factor for team in teams)
    return handle_times(part.queues[name], slowest)


def _teams(part: Part, name: str) -> set[str]:
    """All teams that answer a queue, be it by overflow."""
    overflow = part.queues[name].overflow
    return {*part.teams_of(name), *([overflow.to] if overflow else [])}


def _people(part: Part, name: str) -> int:
    teams = _teams(part, name)
    return sum(one.people for team, one in part.teams.items() if team in teams)


def _of_the_backlog(part: Part, name: str, answers: Answers) -> float:
    """The relaxation time of patient callers (M/M/c; longer where handle times vary more).

    Where callers hang up, or few of them fit in, it takes less.
    """
    mine, people = _teams(part, name), _people(part, name)
    busy, work = 0.0, 0.0
    for other in part.queues:
        theory = answers[other].theory
        if theory is not None and mine & _teams(part, other):
            times, here = _times(part, other), theory.mean_busy or 0.0
            busy += here
            work += here * max((times.mean_s**2 + times.sd_s**2) / 2 / times.mean_s, times.mean_s)
    if busy >= people:
        return math.inf
    # What a talk going on still takes, on average over all that may go on.
    still_s = work / busy if busy else 0.0
    return still_s / people / (1 - math.sqrt(busy / people)) ** 2


def _until_they_call_again(queue: Queue, answer: Reading) -> float:
    """How long the rounds take of those who call again: once, and some of them once more ..."""
    habits, theory = queue.forecast, answer.theory
    if habits is None or theory is None:
        return 0.0
    lost = theory.abandon_rate or 0.0
    rounds = (
        (habits.reconnects * (1 - lost), habits.reconnect_delay),
        (habits.redials * lost, habits.redial_delay),
    )
    again = sum(share for share, _ in rounds)
    longest = max((delay.mean_ms / SECOND for share, delay in rounds if share > 0), default=0.0)
    return longest / (1 - again) if again < 1 else math.inf
