"""Which queues go before others that the same agents answer: seen by who overtakes whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from ccsim.experiments.calibration.calls import Calls
from ccsim.intake.calls import ANSWERED

USUAL: Final = 5
"""The priority of a queue that nobody goes before; higher numbers are answered later."""
_OFTEN: Final = 0.75
_SELDOM: Final = 0.25
_FEWEST: Final = 30
_A_MOMENT_S: Final = 5.0
"""Who came so shortly before is nobody's elder: clocks have whole seconds."""
_MOST_ANSWERS: Final = 200_000


@dataclass(frozen=True)
class Overtaking:
    """How often an answer went to one queue while somebody of another had waited for longer."""

    queue: str
    other: str
    share: float
    n: int
    """Answers at which the elder of both waited in the other queue."""


def priorities_of(calls: Calls, queues: Sequence[str]) -> tuple[dict[str, int], list[str]]:
    """The priority of each queue of a team, and what is to be said of it.

    A queue goes before another if it overtakes in three of four cases and is overtaken in no more
    than one of four; what lies between is answered in the order of arrival here.
    """
    seen = {(one.queue, one.other): one for one in overtakings(calls.among(queues))}
    before: dict[str, set[str]] = {queue: set() for queue in queues}
    told = []
    for (queue, other), one in seen.items():
        back = seen.get((other, queue))
        if one.n < _FEWEST or one.share < _OFTEN:
            continue
        if back is not None and back.n and back.share > _SELDOM:
            continue
        before[other].add(queue)
        told.append(
            f"{queue} goes before {other}: at {one.share:.0%} of {one.n:,} answers it overtook "
            "somebody who had waited for longer there"
        )
    return {queue: USUAL + _depth(queue, before, ()) for queue in queues}, told


def overtakings(calls: Calls) -> list[Overtaking]:
    """For each two queues, who was taken first when the elder waited in the other one."""
    frame = calls.frame[calls.frame["wait_s"] > 0].tail(_MOST_ANSWERS)
    came = (frame["day"] * 86_400.0 + frame["second"]).to_numpy(np.float64)
    over = came + frame["wait_s"].to_numpy(np.float64)
    queue = frame["queue"].to_numpy(object)
    answered = (frame["outcome"] == ANSWERED).to_numpy(bool)
    times = np.concatenate([over, came])
    # At one instant the one who leaves the line goes before the one who joins it.
    order = np.lexsort((np.repeat([0, 1], len(came)), times))
    waiting: dict[str, dict[int, float]] = {}
    counts: dict[tuple[str, str], list[int]] = {}
    for at in order.tolist():
        row = at % len(came)
        if at >= len(came):
            waiting.setdefault(queue[row], {})[row] = came[row]
            continue
        if answered[row]:
            _count(counts, waiting, queue[row], came[row])
        waiting[queue[row]].pop(row, None)
    return [
        Overtaking(one, other, taken / total, total)
        for (one, other), (taken, total) in sorted(counts.items())
    ]


def _count(
    counts: dict[tuple[str, str], list[int]],
    waiting: dict[str, dict[int, float]],
    queue: str,
    came: float,
) -> None:
    """Take in an answer: of every other queue with a line, whether its first one was the elder."""
    for other, line in waiting.items():
        if other == queue or not line:
            continue
        eldest = next(iter(line.values()))
        if eldest < came - _A_MOMENT_S:
            taken = counts.setdefault((queue, other), [0, 0])
            taken[0] += 1
            taken[1] += 1
        elif eldest > came + _A_MOMENT_S:
            counts.setdefault((other, queue), [0, 0])[1] += 1


def _depth(queue: str, before: dict[str, set[str]], seen: tuple[str, ...]) -> int:
    """How many queues go before it, one before the other; a circle counts once."""
    deeper = [one for one in before[queue] if one not in (*seen, queue)]
    return max((1 + _depth(one, before, (*seen, queue)) for one in deeper), default=0)


def levels_within(calls: Calls) -> list[str]:
    """What is to be said of queues whose calls have several priorities."""
    levels = calls.frame.groupby("queue")["priority"].nunique()
    mixed = [queue for queue in calls.queues if levels[queue] > 1]
    if not mixed:
        return []
    told = (
        f"the records give calls of {', '.join(mixed)} different priorities within the queue; left "
        "out: all of a queue are answered in the order in which they came"
    )
    return [told]
