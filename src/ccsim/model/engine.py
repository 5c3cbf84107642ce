"""The SimPy engine, as `replication` sees it."""

from collections.abc import Iterator
from functools import partial

from ccsim.codes import Outcome, Rank
from ccsim.eventlog.chunk import Chunk
from ccsim.model.after_ivr import leave_ivr
from ccsim.model.agents import come_on, go_off, working_life
from ccsim.model.centre import Centre
from ccsim.model.clock import Moment, Steps
from ccsim.model.contacts import arrivals, arrive, leave_line
from ccsim.model.departments import ticket_done
from ccsim.model.incidents import incident_repaired, incident_strikes
from ccsim.model.queues import longest_waiting
from ccsim.model.record import CHUNK_ROWS, take_rows
from ccsim.model.regulator import desk_opens
from ccsim.model.talks import talk_ends
from ccsim.plan.plan import Plan
from ccsim.plan.state import Day, State


class SimpyEngine:
    """Plays the days of one replication in SimPy."""

    def __init__(self, plan: Plan, seed: int, replication: int) -> None:
        self._centre = Centre(plan, seed, replication)
        self._centre.dials = partial(arrive, self._centre)
        self._centre.leaves_ivr = partial(leave_ivr, self._centre)
        self._centre.hangs_up = partial(talk_ends, self._centre)
        self._centre.finishes = partial(ticket_done, self._centre)
        self._agents_told = False

    def play(self, day: Day, state: State) -> Iterator[Chunk]:
        """The log of a day, chunk by chunk."""
        centre = self._centre
        centre.begin(day, state)
        if not self._agents_told:
            self._agents_told = True
            for a in range(len(state.agents)):
                centre.clock.journey(working_life(centre, a))
        centre.clock.journey(changes(centre, day))
        centre.clock.journey(arrivals(centre, day))
        while centre.clock.advance(day.ends, centre.rows, CHUNK_ROWS):
            yield take_rows(centre)
        centre.end(state)
        yield take_rows(centre)


def changes(centre: Centre, day: Day) -> Steps:
    """The day's openings and closings, and who comes and goes."""
    columns = (day.change_time, day.change_rank, day.change_index, day.change_until)
    for at, rank, index, until in zip(*(c.tolist() for c in columns), strict=True):
        what = rank >> 56
        # Changes come before all else of their instant, and among each other in their order.
        yield Moment(centre.clock, at, min(what, Rank.AGENT_ON) << 88)
        if what == Rank.QUEUE_OPENS:
            centre.lines[index].open = True
        elif what == Rank.QUEUE_CLOSES:
            close(centre, index)
        elif what == Rank.CASE_FORCED:
            centre.clock.journey(desk_opens(centre, index))
        elif what == Rank.AGENT_ON:
            come_on(centre, index, until)
        elif what == Rank.INCIDENT_STRIKES:
            incident_strikes(centre, index, until)
        elif what == Rank.INCIDENT_REPAIRED:
            incident_repaired(centre, index, until)
        else:
            go_off(centre, index, until)


def close(centre: Centre, q: int) -> None:
    """A queue closes; who still waits is disconnected, or still answered."""
    centre.lines[q].open = False
    if centre.queues[q].clears_at_closing:
        while (c := longest_waiting(centre, q)) >= 0:
            leave_line(centre, c, Outcome.DISCONNECTED)
