"""The organisation that learns: causes are heard of, found, funded, and fixed after a delay.

A cause is found when somebody hears of it who can remove it, or when enough contacts were coded.
A fix removes needs of its cause, and moves no other.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ccsim.codes import Ear, Event
from ccsim.eventlog.chunk import Chunk
from ccsim.eventlog.reading import order_by, same_as_next
from ccsim.overnight.marks import marked
from ccsim.overnight.rows import Row, row_of
from ccsim.plan.causes import Voice
from ccsim.plan.plan import Plan
from ccsim.plan.records import Integers, Records
from ccsim.plan.state import State
from ccsim.rules.causes import cause_words, fix_word, funding_word, hearing_words
from ccsim.streams.quantiles import sample
from ccsim.units import NEVER

Bools = npt.NDArray[np.bool_]

_ALL = 1 << 16


class Heard(NamedTuple):
    """[cause]: contacts coded, listened to by managers, taken by the pit stop; and their weight."""

    coded: Integers
    managers: Integers
    pit_stop: Integers
    weight: Integers


class Talks(NamedTuple):
    """Talks of a day about needs that have causes."""

    customer: Integers
    who: Integers
    case: Integers
    contact: Integers
    queue: Integers
    agent: Integers
    kind: Integers

    def only(self, wanted: Bools | Integers) -> "Talks":
        """Some of them."""
        return Talks(*(column[wanted] for column in self))


class Hearing:
    """Keeps the talks of a day, if anybody wants to learn from them."""

    def __init__(self, plan: Plan) -> None:
        self._learns = plan.causes.voice is not None
        self._has_causes = np.diff(plan.causes.first) > 0
        self._kept: list[Talks] = []
        self._talk_ms = 0

    def rows(self, chunk: Chunk) -> Integers:
        """The talks with customers whose needs have causes."""
        if not self._learns:
            return np.empty(0, np.int64)
        rows = np.flatnonzero((chunk.event == Event.LEG_ENDED) & (chunk.kind >= 0))
        return np.asarray(rows[self._has_causes[chunk.kind[rows]]], np.int64)

    def add(self, chunk: Chunk, rows: Integers, customer: Integers) -> None:
        """Takes in these talks, and the time of all there are in a stretch of the log."""
        if not self._learns:
            return
        self._talk_ms += int(chunk.value[chunk.event == Event.LEG_ENDED].sum())
        columns = (chunk.who, chunk.case, chunk.contact, chunk.queue, chunk.agent, chunk.kind)
        self._kept.append(Talks(customer, *(one[rows].astype(np.int64) for one in columns)))

    def take(self) -> tuple[Talks, int]:
        """The talks since this was last asked, and the time of all talks."""
        none = Talks(*(np.empty(0, np.int64) for _ in Talks._fields))
        columns = zip(none, *self._kept, strict=True)
        talks, time = Talks(*(np.concatenate(column) for column in columns)), self._talk_ms
        self._kept, self._talk_ms = [], 0
        return talks, time


class RootCauses:
    """What becomes known of causes, and is done about them, in a night."""

    def __init__(self, plan: Plan, seed: int, replication: int, hearing: Hearing) -> None:
        self._plan, self._seed, self._replication = plan, seed, replication
        self._causes, self._hearing = plan.causes, hearing

    def caused(
        self, known: Records, k: int, segment_code: int, customers: Integers, words: Integers
    ) -> tuple[Integers, Bools]:
        """The causes of needs of a kind, and which of the needs arise in spite of all fixes."""
        edges, voice = self._causes.edges[k], self._causes.voice
        if not len(edges):
            return np.zeros(len(words), np.int64), np.ones(len(words), bool)
        luck = cause_words(self._seed, self._replication, segment_code, customers, words)
        cause = np.searchsorted(edges, luck[:, 0], side="right")
        has_cause = cause < len(edges)
        first, effect = int(self._causes.first[k]), 0 if voice is None else voice.effect
        fixed = np.append(known["fixed"][first : first + len(edges)] == 1, False)[cause]
        spared = fixed & (luck[:, 1] < effect)
        return np.where(has_cause, cause + 1, 0).astype(np.int64), ~spared

    def night(self, day: int, state: State) -> list[Row]:
        """What is found, reviewed, funded and fixed in the night before a day."""
        voice = self._causes.voice
        if voice is None or day == 0:
            return []
        now = int(self._plan.day_starts[day])
        talks, talk_ms = self._hearing.take()
        rows = _listened(now, voice, talk_ms)
        known = state.organisation.causes
        rows += self._find(now, voice, known, self._hear(voice, talks, talk_ms, state))
        if day % voice.every == 0:
            rows += self._review(now, voice, known, day // voice.every)
        return rows + self._fix(now, known)

    def _hear(self, voice: Voice, talks: Talks, talk_ms: int, state: State) -> Heard:
        """What was heard of each cause in a day; a contact of several talks counts once."""
        cause = self._causes.place(talks.kind, causes_of(talks, state))
        known = cause >= self._causes.first[talks.kind]
        talks, cause = talks.only(known), cause[known]
        luck = hearing_words(self._seed, self._replication, talks.who, talks.case, talks.contact)
        function, team = self._causes.function[cause], self._plan.agent_team[talks.agent]
        share = _share_heard(voice, talk_ms)[function]
        coded = luck[:, 0] < voice.coded
        managers = (function >= 0) & (luck[:, 1] < (share * voice.within_earshot[team]) >> 16)
        pit_stop = _heard_at_the_pit_stop(voice, talks.queue, team, function)
        weight = np.where(pit_stop, voice.weight, coded | managers)
        order = order_by(talks.who, talks.case, talks.contact)
        same = same_as_next(talks.who[order], talks.case[order], talks.contact[order])
        starts = np.flatnonzero(np.append(True, ~same)[: len(order)])
        if not len(starts):
            return Heard(*np.zeros((len(Heard._fields), len(self._causes.code)), np.int64))
        found = []
        for one in (coded, managers, pit_stop, weight):
            of_contact = np.maximum.reduceat(one[order].astype(np.int64), starts)
            found.append(_sums(cause[order][starts], of_contact, len(self._causes.code)))
        return Heard(*found)

    def _find(self, now: int, voice: Voice, known: Records, heard: Heard) -> list[Row]:
        """Causes that were not known, and are from now on."""
        known["coded"] += heard.coded
        known["heard"] += heard.weight
        by_code = (known["coded"] >= voice.noticed_after) & ~self._causes.of_procedure
        ears = ((Ear.PIT_STOP, heard.pit_stop > 0), (Ear.MANAGERS, heard.managers > 0))
        rows = []
        for c in np.flatnonzero(known["found"] == NEVER).tolist():
            ear = next((ear for ear, hears in ears if hears[c]), Ear.CODED if by_code[c] else None)
            if ear is not None:
                known["found"][c] = now
                rows.append(self._row(now, Event.CAUSE_FOUND, c, int(ear)))
        return rows

    def _review(self, now: int, voice: Voice, known: Records, review: int) -> list[Row]:
        """Looks at the causes that most was heard of; some get an owner and a date."""
        open_still = (known["found"] < NEVER) & (known["fixed"] == 0)
        backlog = np.flatnonzero(open_still & (known["heard"] > 0))
        order = np.lexsort((self._causes.code[backlog], -known["heard"][backlog]))
        rows = []
        for c in backlog[order][: voice.top].tolist():
            rows.append(self._row(now, Event.CAUSE_REVIEWED, c, int(known["heard"][c])))
            if known["fixed_by"][c] == NEVER and self._is_funded(c, voice, review):
                known["fixed_by"][c] = now + self._delay(c, voice)
                rows.append(self._row(now, Event.CAUSE_FUNDED, c, int(known["fixed_by"][c])))
        known["heard"] = 0
        return rows

    def _is_funded(self, c: int, voice: Voice, review: int) -> bool:
        """Whether a cause for which nobody has a date yet is given one."""
        if self._causes.function[c] < 0:
            return False
        code = int(self._causes.code[c])
        return bool(funding_word(self._seed, self._replication, code, review) < voice.funded)

    def _delay(self, c: int, voice: Voice) -> int:
        word = fix_word(self._seed, self._replication, int(self._causes.code[c]))
        return sample(self._plan.tables.shapes, *voice.delay, word)

    def _fix(self, now: int, known: Records) -> list[Row]:
        """Causes that are removed, as far as what was decided was done."""
        rows = []
        for c in np.flatnonzero((known["fixed_by"] <= now) & (known["fixed"] == 0)).tolist():
            known["fixed"][c] = 1
            rows.append(self._row(now, Event.CAUSE_FIXED, c, now - int(known["found"][c])))
        return rows

    def _row(self, now: int, event: Event, c: int, value: int) -> Row:
        kind = int(np.searchsorted(self._causes.first, c, side="right")) - 1
        reason = c - int(self._causes.first[kind]) + 1
        return row_of(now, event, kind=kind, reason=reason, value=value)


def causes_of(talks: Talks, state: State) -> Integers:
    """The causes of the cases that were talked about, as the cases know them; 0: none."""
    cases = state.cases
    touched = marked(state.customers, talks.customer)
    rows = np.flatnonzero((cases["cause"] > 0) & (cases["live"] == 1))
    rows = rows[touched[cases["customer"][rows]]]
    who = np.concatenate([cases["who"][rows], talks.who])
    case = np.concatenate([cases["word"][rows], talks.case])
    known = np.concatenate([cases["cause"][rows], np.zeros(len(talks.who), np.int8)])
    order = order_by(who, case)  # of each case first its row, then its talks
    new = np.append(True, ~same_as_next(who[order], case[order]))[: len(order)]
    first = np.maximum.accumulate(np.where(new, np.arange(len(order)), 0))
    found = np.zeros(len(order), np.int64)
    found[order] = known[order][first]
    return found[len(rows) :]


def _listened(now: int, voice: Voice, talk_ms: int) -> list[Row]:
    """For how long the managers of each function listened: to no more than there was."""
    return [
        row_of(now, Event.MANAGERS_LISTENED, reason=function, value=min(time, talk_ms))
        for function, time in enumerate(voice.exposure.tolist())
        if time > 0 and talk_ms > 0
    ]


def _heard_at_the_pit_stop(
    voice: Voice, queue: Integers, team: Integers, function: Integers
) -> Bools:
    """Which talks are with the pit stop, and about what somebody at its table can remove.

    The floor takes calls of the sample too: when all there are busy, or nobody is there.
    """
    with_it = (queue == voice.pit_stop) & voice.listens[team]
    return np.asarray(with_it & (function >= 0) & np.append(voice.at_the_table, False)[function])


def _share_heard(voice: Voice, talk_ms: int) -> Integers:
    """[function]: the share of all talk that its managers listen to, out of 2**16."""
    times = voice.exposure.tolist()
    return np.array([min(_ALL, time * _ALL // max(talk_ms, 1)) for time in times], np.int64)


def _sums(places: Integers, weights: Integers, length: int) -> Integers:
    sums = np.zeros(length, np.int64)
    np.add.at(sums, places, weights)
    return sums
