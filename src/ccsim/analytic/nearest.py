"""The theories nearest to a scenario, and what each of them leaves out."""

from dataclasses import dataclass

from ccsim.analytic.erlang_a import erlang_a
from ccsim.analytic.erlang_b import erlang_b
from ccsim.analytic.erlang_c import erlang_c
from ccsim.analytic.finite import finite_line
from ccsim.analytic.theory import QueueTheory, UnstableQueueError, check_queue


@dataclass(frozen=True, slots=True)
class Reading:
    """One theory's word on a scenario."""

    name: str
    theory: QueueTheory | None
    """None where the theory has no steady state to speak of."""
    leaves_out: str


COMMON = "It knows one queue, constant rates, and calls that are settled at once: no repeats."
"""What every theory leaves out, at the end of what each of them does."""


def nearest_theories(
    arrival_rate: float,
    handle_s: float,
    servers: int,
    patience_s: float | None = None,
    lines: int | None = None,
    threshold_s: float = 20.0,
) -> tuple[Reading, ...]:
    """Return what the theories say of a queue, the nearest first.

    >>> [one.name for one in nearest_theories(100 / 1800, 180.0, 11, 120.0)]
    ['Erlang A', 'Erlang C', 'Erlang B']
    """
    check_queue(arrival_rate, handle_s, servers, threshold_s, patience_s, lines)
    readings = []
    if lines is not None:
        readings.append(
            _with_lines(arrival_rate, handle_s, servers, patience_s, lines, threshold_s)
        )
    if patience_s is not None:
        theory = erlang_a(arrival_rate, handle_s, servers, patience_s, threshold_s=threshold_s)
        words = "Lines never run out, and patience and handle times are exponential."
        readings.append(Reading("Erlang A", theory, f"{words} {COMMON}"))
    readings.append(_patient(arrival_rate, handle_s, servers, threshold_s))
    words = (
        "Nobody waits: a caller who finds no agent free is turned away; service level and waits "
        "are those of the others."
    )
    readings.append(
        Reading("Erlang B", erlang_b(arrival_rate, handle_s, servers), f"{words} {COMMON}")
    )
    return tuple(readings)


def _with_lines(
    arrival_rate: float,
    handle_s: float,
    servers: int,
    patience_s: float | None,
    lines: int,
    threshold_s: float,
) -> Reading:
    """Return the word of the theory that knows the number of lines."""
    name = "M/M/c/K" if patience_s is None else "M/M/c/K+M"
    words = f"There are {lines:,} lines, and who finds all taken hears the busy signal. "
    words += "Handle times are exponential, and "
    words += "nobody gives up." if patience_s is None else "so is patience."
    if servers == 0 and patience_s is None and lines > 0 and arrival_rate > 0:
        return Reading(name, None, f"No steady state: nobody answers. {words} {COMMON}")
    theory = finite_line(arrival_rate, handle_s, servers, lines, patience_s, threshold_s)
    return Reading(name, theory, f"{words} {COMMON}")


def _patient(arrival_rate: float, handle_s: float, servers: int, threshold_s: float) -> Reading:
    """Return the word of Erlang C, which overload leaves speechless."""
    words = "Nobody ever gives up, and handle times are exponential."
    try:
        theory = erlang_c(arrival_rate, handle_s, servers, threshold_s)
    except UnstableQueueError:
        return Reading(
            "Erlang C", None, f"No steady state: more work than agents. {words} {COMMON}"
        )
    return Reading("Erlang C", theory, f"{words} {COMMON}")
