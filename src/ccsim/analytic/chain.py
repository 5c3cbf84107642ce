"""The steady state of a queue told as states and moves: a continuous-time Markov chain."""

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csc_array, eye_array
from scipy.sparse.linalg import splu

from ccsim.analytic.theory import TheoryError

Floats = NDArray[np.float64]
State = TypeVar("State", bound=Hashable)


def steady_state(
    start: State, moves: Callable[[State], Iterable[tuple[float, State]]], most: int = 150_000
) -> dict[State, float]:
    """Return the chance of each state that can be reached, given the rates of moves out of each.

    >>> chances = steady_state(0, lambda n: [(1.0, 1)] if n == 0 else [(3.0, 0)])
    >>> round(chances[1], 6)
    0.25
    """
    index = {start: 0}
    states = [start]
    sources: list[int] = []
    targets: list[int] = []
    rates: list[float] = []
    for source, state in enumerate(states):  # the list grows while it is read
        for rate, target in moves(state):
            if target not in index:
                if len(states) == most:
                    raise TheoryError(f"the queue has more than {most} states: simulate it instead")
                index[target] = len(states)
                states.append(target)
            sources.append(source)
            targets.append(index[target])
            rates.append(rate)
    chances = _balance(len(states), sources, targets, rates)
    return dict(zip(states, chances.tolist(), strict=True))


def _balance(size: int, sources: list[int], targets: list[int], rates: list[float]) -> Floats:
    """Return the chances that balance what flows into and out of every state.

    Inverse iteration on the generator, shifted a little: its error lies along the answer itself.
    """
    flow = coo_array((rates, (targets, sources)), shape=(size, size)).tocsc()
    out = np.asarray(flow.sum(axis=0), dtype=np.float64)
    shift = 1e-11 * float(out.max(initial=1.0))
    diagonal = coo_array((out, (np.arange(size), np.arange(size))), shape=(size, size))
    balance = csc_array(diagonal.tocsc() - flow + shift * eye_array(size, format="csc"))
    # Moves mostly have a way back, so an ordering for symmetric patterns fills in least.
    factors = splu(
        balance,
        permc_spec="MMD_AT_PLUS_A",
        diag_pivot_thresh=0.0,
        options={"SymmetricMode": True},
    )
    chances = np.full(size, 1.0 / size)
    for _ in range(50):
        before = chances
        chances = np.maximum(factors.solve(before), 0.0)
        chances /= chances.sum()
        if np.abs(chances - before).sum() < 1e-13:
            return chances
    raise TheoryError("the balance equations did not settle")
