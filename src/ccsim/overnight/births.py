"""Cases born of cases: one thing led to another, or what was solved comes back."""

import numpy as np
import numpy.typing as npt

from ccsim.codes import Event, Reason
from ccsim.eventlog.chunk import Chunk, concatenate
from ccsim.eventlog.reading import is_among
from ccsim.overnight.needs import first_queues, hide_data_errors, make_cases, when_open
from ccsim.overnight.rows import Row, row_of
from ccsim.plan.plan import Plan
from ccsim.plan.records import Integers, Records
from ccsim.plan.state import State
from ccsim.rules.births import birth_words, child_word
from ccsim.rules.needs import need_words
from ccsim.streams.quantiles import sample

_NUMBER = 0xFFFFFFFF
_OF_TICKETS = int(Event.TICKET_DONE)


class Births:
    """Keeps the rows of a day of which a case may be born."""

    def __init__(self, plan: Plan) -> None:
        self._events = np.unique(plan.breeding["event"])
        self._kept: list[Chunk] = []

    def add(self, chunk: Chunk) -> None:
        """Takes in a stretch of the log."""
        if not len(self._events):
            return
        rows = np.flatnonzero((chunk.kind >= 0) & is_among(chunk.event, self._events))
        if len(rows):
            self._kept.append(Chunk._make(column[rows] for column in chunk))

    def take(self) -> Chunk:
        """The rows since this was last asked."""
        kept, self._kept = concatenate(self._kept), []
        return kept


def bear(
    plan: Plan, state: State, seed: int, replication: int, day: int, births: Births
) -> tuple[State, list[Row]]:
    """The state with the cases that the last day's are the cause of, and log rows of their births.

    A child is never felt before the midnight at which it is born.
    """
    log, rows = births.take(), list[Row]()
    if not log.rows:
        return state, rows
    now, cases = int(plan.day_starts[day]), state.cases
    stay = np.flatnonzero(_customers(plan, state, log.who))
    for breed in plan.breeding:
        parents = stay[_may_breed(breed, log)[stay]]
        code = int(plan.tables.kinds["code"][breed["child"]])
        luck = birth_words(
            seed, replication, bool(breed["recurs"]), code,
            log.who[parents], log.case[parents], _occasions(breed, log, parents),
        )  # fmt: skip
        born = (luck[:, 0] < breed["chance"]) & (luck[:, 2] >= breed["announced"])
        felt = _felt(plan, breed, log.time[parents[born]], luck[born, 1], now)
        cases, more = _children(
            plan, cases, state.customers, seed, replication, breed, log, parents[born], felt, now
        )
        rows += more
    return state._replace(cases=cases), sorted(rows, key=lambda row: row[2:])


def _customers(plan: Plan, state: State, who: Integers) -> npt.NDArray[np.bool_]:
    """Which of these people are still customers."""
    segment = np.array([plan.segment_codes[code] for code in (who >> 32).tolist()], np.int64)
    row = plan.tables.segments["first_customer"][segment] + (who & _NUMBER)
    return np.asarray(state.customers["left_day"][row] < 0, np.bool_)


def _may_breed(breed: Records, log: Chunk) -> npt.NDArray[np.bool_]:
    """Which rows may bring such a birth about."""
    may = log.event == breed["event"]
    for name, column in (("parent", log.kind), ("department", log.department)):
        if breed[name] >= 0:
            may &= column == breed[name]
    if breed["result"] >= 0:
        may &= log.reason == breed["result"]
    return np.asarray(may, np.bool_)


def _occasions(breed: Records, log: Chunk, rows: Integers) -> Integers:
    """What tells the occasions of one case apart: it is opened once, but may have many tickets.

    The row of a ticket that is done bears the contact in which it was opened, so that births do not
    depend on how often somebody chased.
    """
    if breed["event"] == _OF_TICKETS:
        return log.contact[rows].astype(np.int64)
    return np.zeros(len(rows), np.int64)


def _felt(plan: Plan, breed: Records, since: Integers, words: Integers, now: int) -> Integers:
    """When the customers notice."""
    shape, scale = int(breed["delay_shape"]), int(breed["delay_scale"])
    delays = [sample(plan.tables.shapes, shape, scale, word) for word in words.tolist()]
    felt = since + np.array(delays, np.int64) - breed["before"]
    return np.asarray(np.maximum(felt, now), np.int64)


def _children(
    plan: Plan, cases: Records, everybody: Records, seed: int, replication: int,
    breed: Records, log: Chunk, parents: Integers, felt: Integers, now: int,
) -> tuple[Records, list[Row]]:  # fmt: skip
    """New cases of one kind, segment by segment, and their rows in the log."""
    k, rows = int(breed["child"]), list[Row]()
    words = _words(plan, cases, breed, log, parents)
    for code, s in plan.segment_codes.items():
        mine = np.flatnonzero(log.who[parents] >> 32 == code)
        if not len(mine):
            continue
        segment, customers = plan.tables.segments[s], log.who[parents[mine]] & _NUMBER
        luck = need_words(seed, replication, code, customers, words[mine])
        queues = first_queues(
            plan, everybody, s, k, seed, replication, customers, words[mine], luck[:, 4]
        )
        spread = int(segment["opening_spread"])
        due = when_open(plan, queues, felt[mine], luck[:, 1], spread)
        cases, new = make_cases(plan, cases, s, k, customers, words[mine], luck, queues, due)
        hide_data_errors(plan, cases, new, seed, replication)
        cases["reason"][new] = Reason.CONSEQUENCE
        event = Event.CASE_REOPENED if breed["recurs"] else Event.CASE_BEGETS
        for parent, at in zip(parents[mine].tolist(), due.tolist(), strict=True):
            rows.append(
                row_of(
                    now, event, who=log.who[parent], case=log.case[parent],
                    contact=log.contact[parent], kind=log.kind[parent], reason=k, value=at,
                )
            )  # fmt: skip
    return cases, rows


def _words(plan: Plan, cases: Records, breed: Records, log: Chunk, parents: Integers) -> Integers:
    """The numbers of the children: such as no need has, and no other case of the customer."""
    kinds = set(plan.tables.kinds["code"].tolist())
    code = int(plan.tables.kinds["code"][breed["child"]])
    cause = int(breed["event"]) << 8 | int(breed["recurs"]) << 1 | int(breed["result"] >= 0)
    theirs = np.flatnonzero((cases["live"] == 1) & np.isin(cases["who"], log.who[parents]))
    columns = (cases["who"][theirs].tolist(), cases["word"][theirs].tolist())
    taken = set(zip(*columns, strict=True))
    occasions, words = _occasions(breed, log, parents), []
    for parent, occasion in zip(parents.tolist(), occasions.tolist(), strict=True):
        who, attempt = int(log.who[parent]), 0
        word = child_word(int(log.case[parent]), code, cause, occasion, attempt)
        while word >> 16 in kinds or (who, word) in taken:
            attempt += 1
            word = child_word(int(log.case[parent]), code, cause, occasion, attempt)
        taken.add((who, word))
        words.append(word)
    return np.array(words, np.int64)
