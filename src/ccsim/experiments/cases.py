"""Cases found in an event log: how hard each one was, and what its address is."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from ccsim.codes import Event
from ccsim.errors import UsageError
from ccsim.eventlog.chunk import NO_ONE, Chunk, concatenate
from ccsim.eventlog.reading import is_callback
from ccsim.plan.addresses import CALLER_BITS
from ccsim.plan.plan import Plan
from ccsim.store.naming import Naming

By = Literal["contacts", "time", "open", "agents"]
Which = Literal["worst", "typical", "lost"]
Bools = npt.NDArray[np.bool_]
Key = tuple[int, int]
"""A case: the columns `who` and `case` of its rows."""

_WAITED: Final = (
    Event.IVR_LEFT,
    Event.CONTACT_ABANDONED,
    Event.CONTACT_FLOWED_OUT,
    Event.CONTACT_DISCONNECTED,
    Event.LEG_ENDED,
)
_CLOSED: Final = (
    Event.CASE_RESOLVED,
    Event.CASE_GIVEN_UP,
    Event.CASE_CLOSED_BY_LEAVING,
    Event.CASE_EXPIRED,
)
_LOST: Final = (Event.CASE_GIVEN_UP, Event.CASE_CLOSED_BY_LEAVING)
_TOLD: Final = (Event.CONTACT_ARRIVED, Event.CONTACT_ANSWERED, *_WAITED, *_CLOSED)
_NEED: Final = re.compile(r"(\w+)-(\d+)/(\w+)-(\d+)-(\d+)")
_CHILD: Final = re.compile(r"(\w+)-(\d+)/(\w+)-x([0-9a-f]{8})")
_CALLER: Final = re.compile(r"(\w+)-(\d+)-(\d+)/(\d+)")
_DAY_AND_J: Final = 0xFFFF


class NoSuchCase(UsageError):
    """A case that was asked for does not arise in this run."""


@dataclass(slots=True)
class Hardship:
    """What a case has cost its customer so far."""

    kind: int
    opened: int
    closed: int | None = None
    contacts: int = 0
    on_the_phone: int = 0
    """Milliseconds of menus, waiting and talking."""
    agents: tuple[int, ...] = ()
    lost: bool = False
    """Whether the customer gave up, or left the company."""


class Hardships:
    """A listener that weighs each case that is opened after the warm-up."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._cases: dict[Key, Hardship] = {}

    def add(self, chunk: Chunk) -> None:
        """Weigh what a stretch of the log adds."""
        told = np.isin(chunk.event, _TOLD) & (chunk.who != NO_ONE)
        rows = np.flatnonzero(told & (is_attempt(self._plan, chunk) | is_heard(self._plan, chunk)))
        lasted = np.where(is_callback(chunk), 0, chunk.value)  # who is called back is off the phone
        columns = (
            chunk.time, chunk.event, chunk.who, chunk.case,
            chunk.contact, chunk.agent, chunk.kind, lasted,
        )  # fmt: skip
        for row in zip(*(column[rows].tolist() for column in columns), strict=True):
            self._weigh(*row)

    def _weigh(
        self,
        time: int,
        event: int,
        who: int,
        case: int,
        contact: int,
        agent: int,
        kind: int,
        value: int,
    ) -> None:
        key = (who, case)
        if event == Event.CONTACT_ARRIVED and contact == 0 and time >= self._plan.warm_up_end:
            self._cases[key] = Hardship(kind, opened=time)
        found = self._cases.get(key)
        if found is None:
            return
        if event == Event.CONTACT_ARRIVED:
            found.contacts += 1
        elif event in _CLOSED:
            found.closed, found.lost = time, event in _LOST
        else:
            found.on_the_phone += value
            if kind == NO_ONE:  # an anonymous caller's case lasts as long as the attempts
                found.closed = time
        if event == Event.CONTACT_ANSWERED and agent not in found.agents:
            found.agents += (agent,)

    def find(self, which: Which, most: int, by: By) -> list[Key]:
        """Some cases of a kind.

        Args:
            which: the worst, hardest first; the typical, the median of all first and then its
                neighbours; the lost, whose customer gave up or left, hardest first.
            most: how many, where there are so many.
            by: what makes a case hard. Equal ones stand in the order of their addresses.
        """
        if which == "typical":
            return self._typical(most, by)
        keys = [key for key, one in self._cases.items() if which == "worst" or one.lost]
        return sorted(keys, key=lambda key: (-self._weight(key, by), key))[:most]

    def _typical(self, most: int, by: By) -> list[Key]:
        """The cases around the median; what began too late to be followed is left out."""
        end, time = int(self._plan.horizon), self._plan.scenario.measures.follow_up
        followed = [key for key, one in self._cases.items() if one.opened + time <= end]
        ranked = sorted(
            followed or self._cases,
            key=lambda key: (self._weight(key, by), self._cases[key].on_the_phone, key),
        )
        middle = (len(ranked) - 1) // 2
        nearest = sorted(range(len(ranked)), key=lambda place: (abs(place - middle), place))
        return [ranked[place] for place in nearest[:most]]

    def _weight(self, key: Key, by: By) -> int:
        one = self._cases[key]
        if by == "open":
            return self._age(one)
        if by == "agents":
            return len(one.agents)
        return one.contacts if by == "contacts" else one.on_the_phone

    def _age(self, one: Hardship) -> int:
        return (int(self._plan.horizon) if one.closed is None else one.closed) - one.opened


class CaseRows:
    """A listener that keeps all rows of some cases."""

    def __init__(self, wanted: Callable[[Chunk], Bools]) -> None:
        self._wanted = wanted
        self._chunks: list[Chunk] = []

    def add(self, chunk: Chunk) -> None:
        """Keep the rows that are wanted."""
        rows = np.flatnonzero(self._wanted(chunk))
        if len(rows):
            self._chunks.append(_take(chunk, rows))

    def of_each(self) -> dict[Key, Chunk]:
        """The rows of each case, in the order of its first row."""
        whole = concatenate(self._chunks)
        keys = list(zip(whole.who.tolist(), whole.case.tolist(), strict=True))
        places: dict[Key, list[int]] = {}
        for place, key in enumerate(keys):
            places.setdefault(key, []).append(place)
        return {key: _take(whole, np.array(rows)) for key, rows in places.items()}


def is_attempt(plan: Plan, log: Chunk) -> Bools:
    """Which rows are no call that companies make: neither to the customer nor to each other.

    Of a callback the beginning is left out as well: the call was begun before.
    """
    theirs = np.append(plan.queue_of_customers, True)[log.queue]  # the last place: no queue
    begun_before = (log.event == Event.CONTACT_ARRIVED) & is_callback(log)
    return np.asarray(theirs & ~begun_before, np.bool_)


def is_heard(plan: Plan, log: Chunk) -> Bools:
    """Which rows are a talk of a call that the centre makes to the customer."""
    made = (log.queue >= 0) & (log.queue == plan.outbound_queue)
    return np.asarray(made & (log.event == Event.LEG_ENDED), np.bool_)


def among(keys: Sequence[Key]) -> Callable[[Chunk], Bools]:
    """Which rows belong to one of some cases."""
    people = np.array([who for who, _ in keys], np.int64)
    wanted = set(keys)

    def rows(chunk: Chunk) -> Bools:
        found: Bools = np.isin(chunk.who, people)
        for row in np.flatnonzero(found):
            found[row] = (int(chunk.who[row]), int(chunk.case[row])) in wanted
        return found

    return rows


def addressed(plan: Plan, text: str) -> Callable[[Chunk], Bools]:
    """Which rows belong to the case of a written address.

    Raises:
        NoSuchCase: it is no address, or names nothing of this scenario.
    """
    need, caller = _NEED.fullmatch(text), _CALLER.fullmatch(text)
    child = _CHILD.fullmatch(text)
    if child and child[1] in plan.segment_names and child[3] in plan.kind_names:
        code = int(plan.tables.segments["code"][plan.segment_names.index(child[1])])
        who, word = code << 32 | int(child[2]), int(child[4], 16)
        return lambda log: (log.who == who) & (log.case == word)
    if need and need[1] in plan.segment_names and need[3] in plan.kind_names:
        code = int(plan.tables.segments["code"][plan.segment_names.index(need[1])])
        who, kind = code << 32 | int(need[2]), plan.kind_names.index(need[3])
        ending = int(need[4]) << 4 | int(need[5])
        return lambda log: (
            (log.who == who) & (log.kind == kind) & ((log.case & _DAY_AND_J) == ending)
        )
    if caller and caller[1] in plan.queue_names:
        code = int(plan.tables.queues["code"][plan.queue_names.index(caller[1])])
        who = code << 32 | int(caller[2]) << CALLER_BITS | int(caller[3])
        day = int(caller[4])
        return lambda log: (log.who == who) & (log.case == day)
    raise NoSuchCase(
        f"{text!r} is not a case of this run: write SEGMENT-N/KIND-DAY-J, "
        "or QUEUE-INTERVAL-N/DAY for an anonymous caller, as a journey prints it"
    )


def case_name(plan: Plan, who: int, case: int, kind: int) -> str:
    """The address of a case as people write it, such as SEGMENT-N/KIND-DAY-J."""
    return Naming(plan).case(who, case, kind)


def _take(chunk: Chunk, rows: npt.NDArray[np.intp]) -> Chunk:
    return Chunk._make(column[rows] for column in chunk)
