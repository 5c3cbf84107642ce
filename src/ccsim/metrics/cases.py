"""The cohort of cases: born while it is measured, each watched for the same time.

A case belongs to the cohort when it is opened after the warm-up and at least `follow_up` before
the end; whatever happens to it later than `follow_up` after its opening does not count, so that
young and old cases are judged alike. Contact resolution counts from the first attempt that was
answered, and looks `repeat_window` ahead of its end.
"""

import numpy as np

from ccsim.codes import Event, Outcome, Reason
from ccsim.metrics import call_log, satisfaction
from ccsim.metrics.case_table import NOT_YET, CaseRows, CaseTable, case_key
from ccsim.metrics.case_tails import CaseTails
from ccsim.metrics.contacts import PASSED, reached_an_agent
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.tally import Tally
from ccsim.metrics.totals import Sums
from ccsim.metrics.transfers import OF_CASES, Passing
from ccsim.metrics.window import Bools, Ints, Window

NAMES = (
    "cases",
    "cases_resolved",
    "cases_given_up",
    "cases_left",
    "cases_expired",
    "cases_contacted",
    "cases_judged",
    "cases_without_repeat",
    "cases_solved_at_first",
    "resolve_ms",
    "case_attempts",
    "case_contacts",
    "case_repeats",
    "case_transfers",
    "case_agents",
    "case_phone_ms",
    *OF_CASES,
    "case_late_repeats",
    "case_legs",
    *call_log.NAMES,
    satisfaction.NAME,
)


class Cases:
    """Follows the cases of the cohort, and adds each of them up when its time is over."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._follow_up = window.measures.follow_up
        self._repeat_window = window.measures.repeat_window
        # Rows that name no queue look at the last place.
        self._of_customers: Bools = np.append(window.of_customers, True)
        self._table = CaseTable()
        self._courtesy = satisfaction.Courtesy(window)
        self._passing = Passing(self._table)
        self._tails = CaseTails(window)
        self._agents: list[Ints] = []
        self._tally = Tally(window, NAMES)

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        self._open(stretch)
        self._follow(stretch)
        if stretch.chunk.rows:
            oldest = int(stretch.chunk.time[-1]) - self._follow_up - self._repeat_window
            self._settle(int(np.searchsorted(self._table.column("opened"), oldest)))

    def finish(self) -> Sums:
        """The sums of the cohort by axis and name; ends what is still open."""
        self._settle(len(self._table))
        sums = self._tally.finish()
        return {axis: sums.get(axis, {}) | tails for axis, tails in self._tails.finish().items()}

    def _open(self, stretch: Stretch) -> None:
        chunk = stretch.chunk
        rows = stretch.rows(Event.CASE_OPENED)
        time = chunk.time[rows]
        rows = rows[(time >= self._window.begin) & (time + self._follow_up <= self._window.end)]
        segment = stretch.segment[rows]
        self._table.open(
            case_key(segment, chunk.who[rows], chunk.case[rows]),
            chunk.time[rows],
            segment,
            chunk.kind[rows].astype(np.int64),
        )

    def _follow(self, stretch: Stretch) -> None:
        """Write down what happened to the open cases."""
        if not len(self._table):
            return
        chunk = stretch.chunk
        answered = self._happened(stretch, Event.CONTACT_ANSWERED)
        first_legs = answered.only(chunk.leg[answered.rows] == 0)
        ended = self._happened(stretch, Event.CONTACT_ENDED)
        contacts = ended.only(reached_an_agent(stretch, ended.rows))
        self._meet_agents(stretch, answered.timely())
        self._begin_contacts(stretch, first_legs)
        self._count_repeats(stretch, first_legs, contacts)
        self._end_contacts(stretch, ended.timely(), contacts)
        self._take_calls(stretch)
        self._count_attempts(stretch)
        self._count_transfers(stretch)
        self._passing.add(stretch, self._happened)
        self._decide(stretch)

    def _happened(self, stretch: Stretch, event: Event) -> CaseRows:
        """The rows of one event that are about cases which are being followed."""
        return self._among(stretch, stretch.rows(event))

    def _among(self, stretch: Stretch, rows: Ints, *, by_centre: bool = False) -> CaseRows:
        chunk = stretch.chunk
        queue = chunk.queue[rows]
        # A call that the centre makes is no attempt of the customer's.
        mine = queue == self._window.outbound_queue if by_centre else self._of_customers[queue]
        rows = rows[(chunk.kind[rows] >= 0) & mine]
        known, place = self._table.find(
            case_key(stretch.segment[rows], chunk.who[rows], chunk.case[rows])
        )
        rows = rows[known]
        in_time = chunk.time[rows] <= self._table.column("opened")[place] + self._follow_up
        return CaseRows(rows, place, in_time)

    def _take_calls(self, stretch: Stretch) -> None:
        """Of a call that the centre makes only the talk takes the customer's time."""
        if self._window.outbound_queue < 0:
            return
        talks = self._among(stretch, stretch.rows(Event.LEG_ENDED), by_centre=True).timely()
        np.add.at(self._table.column("on_the_phone"), talks.place, stretch.chunk.value[talks.rows])

    def _meet_agents(self, stretch: Stretch, answered: CaseRows) -> None:
        number = answered.place + self._table.first
        person = self._window.person[stretch.chunk.agent[answered.rows]]
        self._agents.append(number << 32 | person)
        self._courtesy.meet(stretch, self._table, answered.rows, answered.place)
        waits = self._among(stretch, satisfaction.waiting_rows(self._window, stretch)).timely()
        np.add.at(self._table.column("waited"), waits.place, stretch.chunk.value[waits.rows])

    def _begin_contacts(self, stretch: Stretch, first_legs: CaseRows) -> None:
        table, timely = self._table, first_legs.timely()
        np.add.at(table.column("answered"), timely.place, 1)
        first = table.column("first_contact")
        new = timely.only(first[timely.place] == NOT_YET)
        # Of several assignments to one place the last one stays: the earliest row, in reverse.
        first[new.place[::-1]] = stretch.chunk.contact[new.rows[::-1]]

    def _count_repeats(self, stretch: Stretch, first_legs: CaseRows, contacts: CaseRows) -> None:
        """Count contacts that begin within the repeat window of the end of the one before."""
        chunk, table = stretch.chunk, self._table
        later = first_legs.only(chunk.contact[first_legs.rows] > 0)
        again = np.zeros(len(table), bool)
        again[later.place] = True
        before = contacts.only(again[contacts.place])
        place = np.concatenate([later.place, before.place])
        rows = np.concatenate([later.rows, before.rows])
        order = np.lexsort((rows, place))
        place, rows = place[order], rows[order]
        time, is_end = chunk.time[rows], chunk.event[rows] == Event.CONTACT_ENDED
        last_end = table.column("last_end")[place]
        follows = (place[1:] == place[:-1]) & is_end[:-1]
        last_end[1:][follows] = time[:-1][follows]
        in_time = time <= table.column("opened")[place] + self._follow_up
        apart = time - chunk.value[rows] - last_end
        again_in_time = ~is_end & (last_end != NOT_YET) & in_time
        for name, window in (
            ("repeats", self._repeat_window),
            ("late_repeats", self._window.measures.long_repeat_window),
        ):
            np.add.at(table.column(name), place[again_in_time & (apart <= window)], 1)

    def _end_contacts(self, stretch: Stretch, ended: CaseRows, contacts: CaseRows) -> None:
        chunk, table = stretch.chunk, self._table
        np.add.at(table.column("on_the_phone"), ended.place, stretch.time_spent(ended.rows))
        table.column("last_end")[contacts.place] = chunk.time[contacts.rows]
        number = table.column("first_contact")[contacts.place]
        first = contacts.only(chunk.contact[contacts.rows] == number)
        self._keep_log(stretch, contacts.timely())
        table.column("first_end")[first.place] = chunk.time[first.rows]

    def _keep_log(self, stretch: Stretch, contacts: CaseRows) -> None:
        """What the call log writes down: how contacts ended, and that tickets are done."""
        chunk, tickets = stretch.chunk, self._happened(stretch, Event.TICKET_DONE).timely()
        outcome = chunk.reason[contacts.rows].astype(np.int64)
        number = chunk.contact[contacts.rows].astype(np.int64)
        call_log.note_contacts(self._table, contacts.place, number, outcome)
        order = np.argsort(np.concatenate([contacts.rows, tickets.rows]))
        place = np.concatenate([contacts.place, tickets.place])
        done = np.full(len(tickets.rows), int(Outcome.RESOLVED))
        call_log.note_latest(self._table, place[order], np.concatenate([outcome, done])[order])

    def _count_attempts(self, stretch: Stretch) -> None:
        chunk, table = stretch.chunk, self._table
        arrived = self._happened(stretch, Event.CONTACT_ARRIVED)
        dialled = arrived.only(chunk.reason[arrived.rows] != Reason.CALLBACK)
        np.add.at(table.column("attempts"), dialled.timely().place, 1)
        first = table.column("first_contact")[arrived.place]
        again = table.column("next_arrival")
        after = (first != NOT_YET) & (chunk.contact[arrived.rows] > first)
        following = arrived.only(after & (again[arrived.place] == NOT_YET))
        # Of several the last assignment stays: the earliest row, in reverse.
        again[following.place[::-1]] = chunk.time[following.rows[::-1]]

    def _count_transfers(self, stretch: Stretch) -> None:
        ended = stretch.rows(Event.LEG_ENDED)
        passed = ended[np.isin(stretch.chunk.reason[ended], PASSED)]
        np.add.at(self._table.column("transfers"), self._among(stretch, passed).timely().place, 1)

    def _decide(self, stretch: Stretch) -> None:
        table = self._table
        resolved = self._happened(stretch, Event.CASE_RESOLVED).timely()
        table.column("resolved_after")[resolved.place] = stretch.chunk.value[resolved.rows]
        for name, event in (
            ("gave_up", Event.CASE_GIVEN_UP),
            ("left", Event.CASE_CLOSED_BY_LEAVING),
            ("expired", Event.CASE_EXPIRED),
        ):
            table.column(name)[self._happened(stretch, event).timely().place] = 1

    def _settle(self, count: int) -> None:
        """Add up the oldest cases and forget them."""
        if not count:
            return
        sums = self._judge(count) | {"case_agents": self._distinct_agents(count)}
        judged, unrepeated = sums["cases_judged"] > 0, sums["cases_without_repeat"] > 0
        sums |= self._passing.settle(count, judged, unrepeated)
        axes = {axis: self._table.column(axis)[:count] for axis in ("segment", "kind")}
        self._tails.add(axes, sums)
        for name in NAMES:
            self._tally.add_at(name, axes, sums[name])
        self._table.close(count)

    def _judge(self, count: int) -> dict[str, Ints | Bools]:
        """What became of each case within its time."""

        def over(name: str) -> Ints:
            return self._table.column(name)[:count]

        resolved = over("resolved_after") != NOT_YET
        contacted = over("first_contact") != NOT_YET
        called_again = over("next_arrival") != NOT_YET
        horizon = self._window.end - self._repeat_window
        judged = contacted & (over("first_end") != NOT_YET) & (over("first_end") <= horizon)
        gap = over("next_arrival") - over("first_end")
        repeated = called_again & (gap <= self._repeat_window)
        before = over("next_arrival") < over("opened") + over("resolved_after")
        return {
            "cases": np.ones(count, np.int64),
            "cases_resolved": resolved,
            "cases_given_up": (over("gave_up") > 0) & ~resolved,
            "cases_left": over("left") & ~(over("gave_up") > 0) & ~resolved,
            "cases_expired": over("expired"),
            "cases_contacted": contacted,
            "cases_judged": judged,
            "cases_without_repeat": judged & ~repeated,
            "cases_solved_at_first": resolved & contacted & ~(called_again & before),
            "resolve_ms": np.where(resolved, over("resolved_after"), self._follow_up),
            "case_attempts": over("attempts"),
            "case_contacts": over("answered"),
            "case_repeats": over("repeats"),
            "case_transfers": over("transfers"),
            "case_phone_ms": over("on_the_phone"),
            "case_late_repeats": over("late_repeats"),
            "case_legs": over("legs"),
            satisfaction.NAME: satisfaction.points(self._window, self._table, count, resolved),
            **call_log.seen_by_the_log(self._table, count),
        }

    def _distinct_agents(self, count: int) -> Ints:
        """How many different agents each of the oldest cases has met."""
        met = np.concatenate([*self._agents, np.zeros(0, np.int64)])
        number = met >> 32
        over = number < self._table.first + count
        self._agents = [met[~over]]
        distinct = np.unique(met[over]) >> 32
        return np.bincount(distinct - self._table.first, minlength=count)
