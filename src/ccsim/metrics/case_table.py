"""Open cases carried from chunk to chunk, found by customer and case."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ccsim.metrics.window import Bools, Ints

NOT_YET: Final = -1
"""Stands in a time that has not come."""

_TIMES: Final = (
    "first_contact",  # number of the first attempt that was answered
    "first_end",
    "next_arrival",  # of the attempt after the first contact
    "last_end",  # of the latest contact that was answered
    "resolved_after",
)
_COUNTS: Final = (
    "key",
    "opened",
    "segment",
    "kind",
    "attempts",
    "answered",
    "repeats",
    "transfers",
    "on_the_phone",  # from dialling to hanging up, all attempts together
    "first_passed",  # whether the first contact was transferred
    "later_contacts",  # after the first that was answered
    "later_ms",
    "later_judged",
    "later_solved",
    "gave_up",
    "left",
    "late_repeats",  # within the longer window
    "first_outcome",
    "last_outcome",
    "courtesy",  # of the agents met, in thousandths, added up
    "abroad",  # how far the agents met were heard to be abroad, likewise
    "legs",
    "waited",
    "expired",
)
_ROOM: Final = 1 << 12
_HASH_BITS: Final = 20
_SPREAD: Final = np.uint64(0x9E3779B97F4A7C15)  # 2**64 ÷ golden ratio: keys fall far apart


def case_key(segment: Ints, who: Ints, case: Ints) -> Ints:
    """A case of a customer as one number: segment, customer number (24 bits), case (32 bits)."""
    number = who & 0xFFFFFF
    return (segment << 56) | (number << 32) | case


class CaseTable:
    """Cases in the order in which they were opened: numbered, found by key, closed from the front.

    The case at place i of every column has the number `first + i`.
    """

    def __init__(self) -> None:
        self._room = _columns(_ROOM)
        self._start, self._stop = 0, 0
        # The latest case of each hash: most keys are found here, the others by their order.
        self._latest: NDArray[np.int32] = np.full(1 << _HASH_BITS, NOT_YET, np.int32)
        self._keys: Ints = np.zeros(0, np.int64)
        self._numbers: Ints = np.zeros(0, np.int64)
        self.first = 0

    def __len__(self) -> int:
        return self._stop - self._start

    def column(self, name: str) -> Ints:
        """A column of the open cases, oldest first, to be read and written."""
        return self._room[name][self._start : self._stop]

    def open(self, keys: Ints, opened: Ints, segment: Ints, kind: Ints) -> None:
        """Append cases; `opened` does not decrease."""
        if not len(keys):
            return
        number = self.first + len(self) + np.arange(len(keys))
        self._make_room(len(keys))
        new = slice(self._stop, self._stop + len(keys))
        for name in _COUNTS:
            self._room[name][new] = 0
        for name in _TIMES:
            self._room[name][new] = NOT_YET
        facts = {"key": keys, "opened": opened, "segment": segment, "kind": kind}
        for name, values in facts.items():
            self._room[name][new] = values
        self._stop += len(keys)
        self._latest[_hash(keys)] = number
        order = np.argsort(keys)
        at = np.searchsorted(self._keys, keys[order])
        self._keys = np.insert(self._keys, at, keys[order])
        self._numbers = np.insert(self._numbers, at, number[order])

    def find(self, keys: Ints) -> tuple[Bools, Ints]:
        """Which of the keys are open cases, and the places of those in the columns."""
        if not len(self):
            return np.zeros(len(keys), bool), np.zeros(0, np.int64)
        place = self._latest[_hash(keys)].astype(np.int64) - self.first
        inside = (place >= 0) & (place < len(self))
        known: Bools = inside & (self.column("key")[np.where(inside, place, 0)] == keys)
        if not known.all():
            others = np.flatnonzero(~known)
            at = np.searchsorted(self._keys, keys[others])
            at[at == len(self._keys)] = 0
            found = self._keys[at] == keys[others]
            known[others] = found
            place[others[found]] = self._numbers[at[found]] - self.first
        return known, place[known]

    def close(self, count: int) -> None:
        """Forget the oldest cases."""
        if not count:
            return
        self._start += count
        self.first += count
        kept = self._numbers >= self.first
        self._keys, self._numbers = self._keys[kept], self._numbers[kept]

    def _make_room(self, more: int) -> None:
        if self._stop + more <= len(self._room["key"]):
            return
        kept = len(self)
        room = _columns(max(_ROOM, 2 * (kept + more)))
        for name, column in room.items():
            column[:kept] = self.column(name)
        self._room, self._start, self._stop = room, 0, kept


class CaseRows(NamedTuple):
    """Rows about cases that are being followed, with the place of each case in the table."""

    rows: Ints
    place: Ints
    in_time: Bools
    """Which rows lie within `follow_up` of the opening of their case."""

    def only(self, which: Bools) -> "CaseRows":
        """Some of the rows."""
        return CaseRows(self.rows[which], self.place[which], self.in_time[which])

    def timely(self) -> "CaseRows":
        """The rows that count for what is judged within `follow_up`."""
        return self.only(self.in_time)


def _columns(room: int) -> dict[str, Ints]:
    return {name: np.zeros(room, np.int64) for name in (*_COUNTS, *_TIMES)}


def _hash(keys: Ints) -> Ints:
    return ((keys.astype(np.uint64) * _SPREAD) >> np.uint64(64 - _HASH_BITS)).astype(np.int64)
