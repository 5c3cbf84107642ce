"""The pending events: a heap of four children a node, ordered by time, rank and identity."""

from numba import njit

from ccsim.kernel.floor import EVENTS
from ccsim.kernel.world import compiled, heap_of, registers_of
from ccsim.plan.records import Integers

# Columns of a node.
TIME = 0
RANK = 1  # codes.Rank << 56 | who
WORD = 2  # the case: tells events of one person apart
WHAT = 3  # row concerned | stamp << 32
COLUMNS = 4


@njit(forceinline=True)
def _goes_first(heap: Integers, a: int, b: int) -> bool:
    """Whether node a comes before node b."""
    if heap[a, TIME] != heap[b, TIME]:
        return heap[a, TIME] < heap[b, TIME]
    if heap[a, RANK] != heap[b, RANK]:
        return heap[a, RANK] < heap[b, RANK]
    return heap[a, WORD] < heap[b, WORD]


@njit(forceinline=True)
def _copy_node(heap: Integers, source: int, target: int) -> None:
    """One node written over another."""
    heap[target, TIME] = heap[source, TIME]
    heap[target, RANK] = heap[source, RANK]
    heap[target, WORD] = heap[source, WORD]
    heap[target, WHAT] = heap[source, WHAT]


@compiled
def push(world: int, time: int, rank: int, word: int, what: int) -> None:
    """Adds an event; the loop has made sure of room."""
    heap, registers = heap_of(world), registers_of(world)
    i = registers[EVENTS]
    registers[EVENTS] = i + 1
    while i > 0:
        parent = (i - 1) >> 2
        if time > heap[parent, TIME]:
            break
        if time == heap[parent, TIME] and (
            rank > heap[parent, RANK] or (rank == heap[parent, RANK] and word >= heap[parent, WORD])
        ):
            break
        _copy_node(heap, parent, i)
        i = parent
    heap[i, TIME], heap[i, RANK], heap[i, WORD], heap[i, WHAT] = time, rank, word, what


@compiled
def drop_first(world: int) -> None:
    """Takes the first event away."""
    heap, registers = heap_of(world), registers_of(world)
    last = registers[EVENTS] - 1
    registers[EVENTS] = last
    # The last node sinks from the root; until it has its place it stays where it is.
    i = 0
    while True:
        child = 4 * i + 1
        if child >= last:
            break
        first = child
        for other in range(child + 1, min(child + 4, last)):
            if _goes_first(heap, other, first):
                first = other
        if _goes_first(heap, last, first):
            break
        _copy_node(heap, first, i)
        i = first
    _copy_node(heap, last, i)
