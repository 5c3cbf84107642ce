"""Logs that are tampered with, so that a law has something to notice."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from ccsim.codes import Event
from ccsim.eventlog import laws
from ccsim.eventlog.chunk import Chunk, copy
from playing import Played, doors_of

Tampering = Callable[[Chunk], Chunk]


def each_of(tamperings: Sequence[tuple[laws.Law, Tampering]]) -> pytest.MarkDecorator:
    """A test of each law with each tampering that it must notice."""
    names = [f"{law.__name__}-{tamper.__name__}" for law, tamper in tamperings]
    return pytest.mark.parametrize(("law", "tamper"), tamperings, ids=names)


def assert_noticed(played: Played, law: laws.Law, tamper: Tampering) -> None:
    """The law holds in the log as it was written, and no longer in what was made of it."""
    doors = doors_of(played.plan)
    assert list(law(doors, played.log)) == []
    assert list(law(doors, tamper(played.log))) != []


def rows_of(log: Chunk, event: Event) -> np.ndarray:
    return np.flatnonzero(log.event == event)


def without(log: Chunk, row: int) -> Chunk:
    return Chunk(*(np.delete(column, row) for column in log))


def twice(log: Chunk, row: int) -> Chunk:
    return Chunk(*(np.insert(column, row, column[row]) for column in log))


def changed(log: Chunk, row: int, **values: int) -> Chunk:
    other = copy(log)
    for name, value in values.items():
        getattr(other, name)[row] = value
    return other


def swapped(log: Chunk, one: int, two: int, *names: str) -> Chunk:
    other = copy(log)
    for name in names:
        column = getattr(other, name)
        column[[one, two]] = column[[two, one]]
    return other
