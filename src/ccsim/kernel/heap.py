"""The pending events: a heap of four children a node, ordered by time, rank and identity.

The times stand by themselves, beside the number of the node that tells what it is about: four
children lie side by side in memory, and which is the earliest is computed without a branch that
the processor would have to guess. Ranks are looked at in the same millisecond only.
"""

from numba import njit

from ccsim.kernel.floor import EVENTS, SPARE
from ccsim.kernel.world import (
    heap_node_of,
    heap_time_of,
    nodes_of,
    on_every_call,
    registers_of,
)
from ccsim.units import NEVER


@njit(forceinline=True)
def _before(world: int, node: int, other: int) -> bool:
    """Which of two events of one instant comes first: by rank, then by identity."""
    nodes = nodes_of(world)
    if nodes[node].rank != nodes[other].rank:
        ranks_first: bool = nodes[node].rank < nodes[other].rank
        return ranks_first
    comes_first: bool = nodes[node].word < nodes[other].word
    return comes_first


@njit(forceinline=True)
def _earliest_exactly(world: int, first: int, last: int) -> int:
    """The earliest of four neighbouring places, where some have the same time."""
    times, node = heap_time_of(world), heap_node_of(world)
    best = first
    for place in range(first + 1, last):
        if times[place] < times[best] or (
            times[place] == times[best] and _before(world, node[place], node[best])
        ):
            best = place
    return best


@njit(forceinline=True)
def _earliest_child(world: int, first: int) -> int:
    """The earliest of four children; places beyond the end hold NEVER."""
    times = heap_time_of(world)
    a, b, c, d = times[first], times[first + 1], times[first + 2], times[first + 3]
    left = min(a, b)
    right = min(c, d)
    if a == b or c == d or left == right:
        return _earliest_exactly(world, first, first + 4)
    one = first + (b < a)
    other = first + 2 + (d < c)
    earliest: int = one + (other - one) * (right < left)
    return earliest


@njit(forceinline=True)
def _rise(world: int, place: int, time: int, node: int) -> None:
    """Puts an event into an empty place, or above it, where its parents are later."""
    times, heap_node = heap_time_of(world), heap_node_of(world)
    while place > 0:
        parent = (place - 1) >> 2
        if times[parent] < time or (
            times[parent] == time and not _before(world, node, heap_node[parent])
        ):
            break
        times[place] = times[parent]
        heap_node[place] = heap_node[parent]
        place = parent
    times[place] = time
    heap_node[place] = node


@on_every_call
def push(world: int, time: int, rank: int, word: int, what: int) -> None:
    """Adds an event; the loop has made sure of room."""
    registers = registers_of(world)
    node = registers[SPARE]
    entry = nodes_of(world)[node]
    registers[SPARE] = entry.what  # spare nodes are chained by this
    entry.rank = rank
    entry.word = word
    entry.what = what
    place = registers[EVENTS]
    registers[EVENTS] = place + 1
    _rise(world, place, time, node)


@on_every_call
def drop_first(world: int) -> None:
    """Takes the first event away: its place sinks to the bottom, and the last one fills it."""
    registers, times, heap_node = registers_of(world), heap_time_of(world), heap_node_of(world)
    nodes_of(world)[heap_node[0]].what = registers[SPARE]
    registers[SPARE] = heap_node[0]
    last = registers[EVENTS] - 1
    registers[EVENTS] = last
    time, node = times[last], heap_node[last]
    times[last] = NEVER
    place, child = 0, 1
    while child < last:
        best = _earliest_child(world, child)
        times[place] = times[best]
        heap_node[place] = heap_node[best]
        place = best
        child = 4 * place + 1
    if last > 0:
        _rise(world, place, time, node)
