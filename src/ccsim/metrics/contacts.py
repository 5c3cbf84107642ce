"""Contacts and legs counted where they arrived: by queue and interval, day, segment, kind, team."""

from typing import Final, NamedTuple

import numpy as np

from ccsim.codes import Event, Outcome, Reason
from ccsim.metrics.legs import Legs
from ccsim.metrics.stretch import ACCEPTED, LEAVINGS, Stretch
from ccsim.metrics.totals import WHOLE, Sums
from ccsim.metrics.window import Bools, Floats, Ints, Window

REASONS: Final = ("fresh", "redials", "repeats", "chases", "reconnects", "forced")
"""Why a caller dials: these are the arrivals."""
COUNTED_AS: Final = {
    Reason.FRESH: "fresh",
    Reason.REDIAL: "redials",
    Reason.REPEAT: "repeats",
    Reason.CHASE: "chases",
    Reason.RECONNECT: "reconnects",
    Reason.ENQUIRY: "enquiries",
    Reason.CALLBACK: "callbacks",
    Reason.CONSEQUENCE: "repeats",
    Reason.STATUS_CALL: "outbound_contacts",
    Reason.FORCED: "forced",
}
"""What an attempt of each reason is counted as."""
NAMES: Final = (
    *dict.fromkeys(COUNTED_AS.values()),
    "blocked",
    "closed_out",
    "offered",
    "later_legs",
    "answered",
    "answered_at_once",
    "answered_within",
    "answered_wait_ms",
    "abandoned",
    "abandoned_within",
    "short_abandoned",
    "abandoned_wait_ms",
    "flowed_out",
    "called_back",
    "disconnected",
    "other_wait_ms",
    "handled",
    "talk_ms",
    "transferred",
    "escalated",
    "wrap_ms",
    "contacts_handled",
    "calls_handled",
    "contact_ms",
)
_OF_ALL_DOORS: Final = (*COUNTED_AS.values(), "blocked", "closed_out", "contacts_handled")
OF_CALLS: Final = frozenset(NAMES) - frozenset(_OF_ALL_DOORS)
"""Counted where somebody waits on the line: what is written, or goes to an adviser of one's own,
is in them by its queue and team, and not in the whole."""
TEAM_NAMES: Final = (
    "answered",
    "answered_at_once",
    "answered_within",
    "answered_wait_ms",
    "handled",
    "talk_ms",
    "transferred",
    "escalated",
    "wrap_ms",
)
"""What is known by the team that took the call."""
_ROW_OF_REASON: Final = np.zeros(int(max(Reason)) + 1, np.int64)
for _reason, _name in COUNTED_AS.items():
    _ROW_OF_REASON[_reason] = NAMES.index(_name)
PASSED: Final = (Outcome.TRANSFERRED, Outcome.MISDIRECTED, Outcome.PASSED_ON)
"""Legs that end like this are transfers, right or wrong."""
# An attempt that ends like this in its first leg has never reached an agent.
_UNHEARD: Final = np.array(
    [
        Outcome.BLOCKED,
        Outcome.CLOSED_OUT,
        Outcome.ABANDONED,
        Outcome.FLOWED_OUT,
        Outcome.DISCONNECTED,
        Outcome.CONTAINED,
        Outcome.UNANSWERED,
    ]
)


def reached_an_agent(stretch: Stretch, ended: Ints) -> Bools:
    """Which of the ended contacts had been answered at least once."""
    reason, leg = stretch.chunk.reason[ended], stretch.chunk.leg[ended]
    reached: Bools = (leg > 0) | ~np.isin(reason, _UNHEARD)
    return reached


class Contacts:
    """Counts of contacts that arrived, and of legs that entered a queue, while it was measured."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._legs = Legs(len(window.agent_team))
        of_calls = np.array([name in OF_CALLS for name in NAMES])
        self._in_the_whole: Bools = ~of_calls[:, None] | window.of_calls[None, :]
        """[name, queue]: whether it counts in figures of the whole centre."""
        bins = {
            "queue,interval": window.queues * window.intervals,
            "day": window.total_days - window.warm_up_days,
            "team": window.teams,
        }
        if window.segments:  # the last bin takes in anonymous callers, and is dropped at the end
            bins |= {"segment": window.segments + 1, "kind": window.kinds + 1}
        self._counts: dict[str, Floats] = {
            axis: np.zeros((len(NAMES), bins)) for axis, bins in bins.items()
        }

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        self._add_arrivals(stretch)
        self._add_leavings(stretch)
        self._add_service(stretch)
        self._add_ended(stretch)

    def finish(self) -> Sums:
        """The counts by axis and name."""
        window = self._window
        both = self._counts["queue,interval"]
        cube = both.reshape(len(NAMES), window.queues, window.intervals)
        centre = np.where(self._in_the_whole[:, :, None], cube, 0.0)
        tables = {
            WHOLE: centre.sum(axis=(1, 2))[:, None],
            "queue": cube.sum(axis=2),
            "interval": centre.sum(axis=1),
            "queue,interval": both,
            "day": self._counts["day"],
        }
        for axis in ("segment", "kind"):
            if axis in self._counts:
                tables[axis] = self._counts[axis][:, :-1]
        sums = {axis: dict(zip(NAMES, table, strict=True)) for axis, table in tables.items()}
        teams = dict(zip(NAMES, self._counts["team"], strict=True))
        return sums | {"team": {name: teams[name] for name in TEAM_NAMES}}

    def _add_arrivals(self, stretch: Stretch) -> None:
        chunk = stretch.chunk
        arrived = self._place(stretch, Event.CONTACT_ARRIVED)
        self._count_each(_ROW_OF_REASON[chunk.reason[arrived.rows]], arrived)
        self._count("blocked", self._place(stretch, Event.CONTACT_BLOCKED))
        self._count("closed_out", self._place(stretch, Event.CONTACT_CLOSED_OUT))
        entered = self._place(stretch, Event.QUEUE_ENTERED).on_the_phone(stretch)
        self._count("offered", entered)
        self._count("later_legs", entered, chunk.leg[entered.rows] > 0)

    def _add_leavings(self, stretch: Stretch) -> None:
        measures = self._window.measures
        answered, abandoned, flowed_out, disconnected = (
            self._place(stretch, event, stretch.entered(event)).on_the_phone(stretch)
            for event in LEAVINGS
        )
        self._add_answers(stretch, answered)
        wait = stretch.chunk.value[abandoned.rows]
        self._count("abandoned", abandoned)
        self._count("abandoned_within", abandoned, wait <= measures.service_level_threshold)
        self._count("short_abandoned", abandoned, wait <= measures.short_abandon)
        self._count("abandoned_wait_ms", abandoned, wait)
        for name, left in (("flowed_out", flowed_out), ("disconnected", disconnected)):
            self._count(name, left)
            self._count("other_wait_ms", left, stretch.chunk.value[left.rows])
        self._count("called_back", flowed_out, stretch.chunk.reason[flowed_out.rows] == ACCEPTED)

    def _add_answers(self, stretch: Stretch, answered: "_Place") -> None:
        wait = stretch.chunk.value[answered.rows]
        team = self._window.agent_team[stretch.chunk.agent[answered.rows]]
        answered = answered.by_team(team)
        self._count("answered", answered)
        self._count("answered_at_once", answered, wait == 0)
        self._count(
            "answered_within", answered, wait <= self._window.measures.service_level_threshold
        )
        self._count("answered_wait_ms", answered, wait)

    def _add_service(self, stretch: Stretch) -> None:
        chunk = stretch.chunk
        ended_entered, wrapped_entered = self._legs.entered(stretch)
        ended = self._place(stretch, Event.LEG_ENDED, ended_entered)
        ended = ended.by_team(self._window.agent_team[chunk.agent[ended.rows]])
        self._count("handled", ended)
        self._count("talk_ms", ended, chunk.value[ended.rows])
        self._count("transferred", ended, np.isin(chunk.reason[ended.rows], PASSED))
        self._count("escalated", ended, chunk.reason[ended.rows] == Outcome.ESCALATED)
        wrapped = self._place(stretch, Event.WRAP_UP_ENDED, wrapped_entered)
        wrapped = wrapped.by_team(self._window.agent_team[chunk.agent[wrapped.rows]])
        self._count("wrap_ms", wrapped, chunk.value[wrapped.rows])

    def _add_ended(self, stretch: Stretch) -> None:
        rows = stretch.rows(Event.CONTACT_ENDED)
        arrived = stretch.chunk.time[rows] - stretch.chunk.value[rows]
        ended = self._place(stretch, Event.CONTACT_ENDED, arrived)
        reached = reached_an_agent(stretch, ended.rows)
        self._count("contacts_handled", ended, reached)
        self._count("calls_handled", ended, reached)
        self._count("contact_ms", ended, np.where(reached, stretch.chunk.value[ended.rows], 0))

    def _place(self, stretch: Stretch, event: Event, times: Ints | None = None) -> "_Place":
        """The rows of an event that are measured, placed by their own or by the given times."""
        window, rows = self._window, stretch.rows(event)
        cell = stretch.cell[rows] if times is None else window.cell_of(times)
        measured = window.measured[cell] if times is None else times >= window.begin
        if not measured.all():
            rows, cell = rows[measured], cell[measured]
        queue = stretch.chunk.queue[rows].astype(np.int64)
        bins = {
            "queue,interval": queue * window.intervals + window.cell_interval[cell],
            "day": window.cell_day[cell] - window.warm_up_days,
        }
        if window.segments:
            segment, kind = stretch.segment[rows], stretch.chunk.kind[rows].astype(np.int64)
            bins["segment"] = np.where(segment < 0, window.segments, segment)
            bins["kind"] = np.where(kind < 0, window.kinds, kind)
        return _Place(rows, bins)

    def _count(
        self, name: str, place: "_Place", weights: Floats | Ints | Bools | None = None
    ) -> None:
        if not len(place.rows):
            return
        row = NAMES.index(name)
        left_out = None
        if not self._in_the_whole[row].all():
            queue = place.bins["queue,interval"] // self._window.intervals
            left_out = ~self._in_the_whole[row][queue]
        for axis, bins in place.bins.items():
            counts = self._counts[axis][row]
            if left_out is None or axis in ("queue,interval", "team"):
                counts += np.bincount(bins, weights, minlength=len(counts))
            else:
                kept = np.where(left_out, 0.0, 1.0 if weights is None else weights)
                counts += np.bincount(bins, kept, minlength=len(counts))

    def _count_each(self, names: Ints, place: "_Place") -> None:
        """Count each row under a name of its own, given as a place in `NAMES`."""
        if not len(place.rows):
            return
        most = int(names.max()) + 1
        for axis, bins in place.bins.items():
            counts = self._counts[axis][:most]
            found = np.bincount(names * counts.shape[1] + bins, minlength=counts.size)
            counts += found.reshape(counts.shape)


class _Place(NamedTuple):
    """Rows, and where each of them is counted in every way of slicing."""

    rows: Ints
    bins: dict[str, Ints]

    def on_the_phone(self, stretch: Stretch) -> "_Place":
        """Without the rows of callbacks, whose customers do not wait on the phone."""
        there = stretch.chunk.reason[self.rows] != Reason.CALLBACK
        if there.all():
            return self
        return _Place(self.rows[there], {axis: of[there] for axis, of in self.bins.items()})

    def by_team(self, team: Ints) -> "_Place":
        """The same rows, counted by team too."""
        return _Place(self.rows, self.bins | {"team": team})
