"""What theory knows exactly of one line: one queue, or several that are one in all but name."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from ccsim.analytic.erlang_a import erlang_a
from ccsim.analytic.erlang_b import erlang_b
from ccsim.analytic.erlang_c import erlang_c
from ccsim.analytic.finite import finite_line
from ccsim.analytic.nearest import Reading
from ccsim.analytic.patience import impatient_queue
from ccsim.analytic.redial import RedialFacts, redial_queue
from ccsim.analytic.service import allen_cunneen, constant_handle_time, one_agent
from ccsim.analytic.theory import QueueTheory, UnstableQueueError
from ccsim.experiments.closer.own_laws import Times, is_memoryless, never_hangs_up, patience_of
from ccsim.experiments.closer.parts import Part, calls_again, moves_on
from ccsim.spec.distributions import Distribution
from ccsim.spec.queues import Forecast, Queue
from ccsim.units import SECOND

Answers = dict[str, Reading]
"""By queue, the word of the theory that knows it."""
UNSTABLE: Final = "No steady state: more work than agents."
MOST_STATES: Final = 15_000
"""Larger chains would keep a user waiting for many seconds."""
_MOST_LINES: Final = 1_000_000
"""More of them would take as long."""


def reading(name: str, ask: Callable[[], QueueTheory], leaves_out: str = "") -> Reading:
    """A theory's word, be it that there is more work than agents."""
    try:
        return Reading(name, ask(), leaves_out)
    except UnstableQueueError:
        return Reading(name, None, UNSTABLE)


def one_line(part: Part) -> Answers:
    """One queue, or several that are one in all but name: same agents, same laws, no order."""
    names = list(part.queues)
    first, queue = names[0], part.queues[names[0]]
    times = part.times(first)
    alike = all(_as_one(part, first, other) for other in names[1:])
    if times is None or not alike or any(_overflows_or_moves(one) for one in part.queues.values()):
        return {}
    rate, servers = sum(part.rate(name) for name in names), part.people(first)
    if calls_again(queue):
        answer = _again(queue, rate, times, servers, part.threshold_s) if len(names) == 1 else None
    else:
        answer = _once(queue, rate, times, servers, part.threshold_s)
    if answer is None:
        return {}
    if len(names) > 1:  # the same theory of one queue alone would say something else
        answer = replace(answer, name=f"{answer.name} of {' and '.join(names)} together")
    return {name: share_of(answer, part.rate(name) / rate) for name in names}


def _as_one(part: Part, name: str, other: str) -> bool:
    one, two = part.queues[name], part.queues[other]
    teams = part.teams_of(name)
    return (
        set(teams) == set(part.teams_of(other))
        and all(part.rank(name, team) == part.rank(other, team) for team in teams)
        and (one.talk, one.wrap_up, one.patience) == (two.talk, two.wrap_up, two.patience)
        and one.lines is None
        and two.lines is None
        and not calls_again(two)
    )


def _overflows_or_moves(queue: Queue) -> bool:
    return queue.overflow is not None or bool(moves_on(queue))


def share_of(answer: Reading, share: float) -> Reading:
    """What callers of one of several queues meet: the same, and fewer of them."""
    theory = answer.theory
    if theory is None or share == 1:
        return answer

    def part(whole: float | None) -> float | None:
        return None if whole is None else whole * share

    smaller = replace(
        theory,
        occupancy=part(theory.occupancy),
        mean_queue=part(theory.mean_queue),
        mean_busy=part(theory.mean_busy),
        mean_in_system=part(theory.mean_in_system),
    )
    return replace(answer, theory=smaller)


def _once(
    queue: Queue, rate: float, times: Times, servers: int, threshold_s: float
) -> Reading | None:
    """One queue whose callers call once."""
    if queue.lines is not None:
        return _with_lines(queue, queue.lines, rate, times, servers, threshold_s)
    if never_hangs_up(queue.patience):
        return _patient(rate, times, servers, threshold_s)
    law = queue.patience
    if law is None or not times.memoryless:
        return None
    if is_memoryless(law):
        mean_s = law.mean_ms / SECOND
        return Reading(
            "Erlang A", erlang_a(rate, times.mean_s, servers, mean_s, threshold_s=threshold_s), ""
        )
    patience = patience_of(law)
    if patience is None:
        return None
    return Reading(
        "M/M/c+G", impatient_queue(rate, times.mean_s, servers, patience, threshold_s), ""
    )


def _patient(rate: float, times: Times, servers: int, threshold_s: float) -> Reading | None:
    """One queue of callers who wait as long as it takes."""
    if times.memoryless:
        return reading("Erlang C", lambda: erlang_c(rate, times.mean_s, servers, threshold_s))
    if times.constant:
        return reading(
            "M/D/c", lambda: constant_handle_time(rate, times.mean_s, servers, threshold_s)
        )
    if servers == 1:
        return reading(
            "M/G/1 (Pollaczek and Khinchine)", lambda: one_agent(rate, times.mean_s, times.sd_s)
        )
    variation = (times.sd_s / times.mean_s) ** 2
    return reading(
        "Allen and Cunneen's approximation",
        lambda: allen_cunneen(rate, times.mean_s, servers, variation),
        "It knows of handle times how much they vary, and no more.",
    )


def _with_lines(
    queue: Queue, lines: int, rate: float, times: Times, servers: int, threshold_s: float
) -> Reading | None:
    """One queue with so many lines; after-call work keeps an agent and no line."""
    if queue.wrap_up.mean_ms > 0 or servers == 0 or not 0 < lines <= _MOST_LINES:
        return None
    if lines <= servers:
        theory = erlang_b(rate, times.mean_s, lines)
        occupancy = (theory.mean_busy or 0.0) / servers
        return Reading("M/G/c/c (Erlang B)", replace(theory, occupancy=occupancy), "")
    mean_s = None
    if not never_hangs_up(queue.patience):
        mean_s = memoryless_mean(queue.patience)
        if mean_s is None:
            return None
    if not times.memoryless:
        return None
    theory = finite_line(rate, times.mean_s, servers, lines, mean_s, threshold_s)
    return Reading("M/M/c/K" if mean_s is None else "M/M/c/K+M", theory, "")


def memoryless_mean(law: Distribution | None) -> float | None:
    """The mean of exponential patience, in seconds; None where it is of another law, or endless."""
    if law is None or never_hangs_up(law) or not is_memoryless(law):
        return None
    return law.mean_ms / SECOND


def _again(
    queue: Queue, rate: float, times: Times, servers: int, threshold_s: float
) -> Reading | None:
    """One queue whose callers dial again after hanging up, or call again after service."""
    habits = queue.forecast
    if habits is None or queue.lines is not None or not times.memoryless:
        return None
    if never_hangs_up(queue.patience):
        return _returns(habits, rate, times, servers, threshold_s)
    patience_s = memoryless_mean(queue.patience)
    redials = is_memoryless(habits.redial_delay) and habits.redial_patience == "anew"
    returns = is_memoryless(habits.reconnect_delay)
    if patience_s is None or (habits.redials and not redials):
        return None
    if (habits.reconnects and not returns) or servers == 0:
        return None
    facts = RedialFacts(
        fresh_rate=rate,
        handle_s=times.mean_s,
        servers=servers,
        patience_s=patience_s,
        redial_share=habits.redials,
        redial_delay_s=habits.redial_delay.mean_ms / SECOND,
        reconnect_share=habits.reconnects,
        reconnect_delay_s=habits.reconnect_delay.mean_ms / SECOND,
    )
    return reading("M/M/c+M with orbits", lambda: redial_queue(facts, MOST_STATES).queue)


def _returns(
    habits: Forecast, rate: float, times: Times, servers: int, threshold_s: float
) -> Reading | None:
    """Patient callers who call again once served: Jackson's network, whatever the delay's law."""
    if habits.reconnects == 1:
        return None
    attempts = rate / (1 - habits.reconnects)
    return reading(
        "Jackson network", lambda: erlang_c(attempts, times.mean_s, servers, threshold_s)
    )
