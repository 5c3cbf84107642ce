"""The loop of the compiled engine: the next thing that happens, until midnight."""

from ccsim.codes import Rank
from ccsim.kernel.after_ivr import leave_ivr
from ccsim.kernel.agents import come_on, go_off, wrap_up_ends
from ccsim.kernel.contacts import arrive, disconnect, hang_up, help_out, leave_message
from ccsim.kernel.deadlines import deadline_passes
from ccsim.kernel.departments import reaches_desk, slot_begins, visit_ends, work_ends
from ccsim.kernel.floor import (
    ARRIVAL,
    ARRIVALS,
    CHANGE,
    CHANGES,
    EVENTS,
    HEAP_ROOM,
    LOG_ROWS,
    MIDNIGHT,
    NOW,
    ROWS,
    ROWS_OF_AN_EVENT,
)
from ccsim.kernel.heap import drop_first
from ccsim.kernel.incidents import incident_repaired, incident_strikes
from ccsim.kernel.promises import promise_due
from ccsim.kernel.regulator import desk_opens, force
from ccsim.kernel.talks import talk_ends
from ccsim.kernel.world import (
    arrival_case_of,
    arrival_time_of,
    cases_of,
    change_index_of,
    change_rank_of,
    change_time_of,
    change_until_of,
    compiled,
    heap_node_of,
    heap_time_of,
    lines_of,
    nodes_of,
    on_every_call,
    queues_of,
    registers_of,
)

DAY_OVER = 0
LOG_FULL = 1
HEAP_FULL = 2

_QUEUE_OPENS, _QUEUE_CLOSES = int(Rank.QUEUE_OPENS), int(Rank.QUEUE_CLOSES)
_AGENT_ON = int(Rank.AGENT_ON)
_INCIDENT_STRIKES = int(Rank.INCIDENT_STRIKES)
_INCIDENT_REPAIRED = int(Rank.INCIDENT_REPAIRED)
_CASE_FORCED, _DEADLINE_PASSES = int(Rank.CASE_FORCED), int(Rank.DEADLINE_PASSES)
_WRAP_UP_ENDS, _TALK_ENDS = int(Rank.WRAP_UP_ENDS), int(Rank.TALK_ENDS)
_TICKET_DONE, _PROMISE_DUE = int(Rank.TICKET_DONE), int(Rank.PROMISE_DUE)
_CONTACT_ARRIVES, _TICKET_COMES = int(Rank.CONTACT_ARRIVES), int(Rank.TICKET_COMES)
_OVERFLOW_DUE, _LONGEST_WAIT = int(Rank.OVERFLOW_DUE), int(Rank.LONGEST_WAIT)
_IVR_ENDS = int(Rank.IVR_ENDS)
_VISIT_BEGINS, _VISIT_ENDS = int(Rank.VISIT_BEGINS), int(Rank.VISIT_ENDS)
_ARRIVES = _CONTACT_ARRIVES << 56
_ROW = 0xFFFFFFFF


@on_every_call
def _arrives_first(world: int, i: int) -> bool:
    """Whether an arrival of the day comes before the first event of the heap, at one instant."""
    case, first = (
        cases_of(world)[arrival_case_of(world)[i]],
        nodes_of(world)[heap_node_of(world)[0]],
    )
    rank = _ARRIVES | case.who
    if rank != first.rank:
        ranks_first: bool = rank < first.rank
        return ranks_first
    comes_first: bool = case.word < first.word
    return comes_first


@compiled
def _ticket_happens(world: int, rank: int, c: int) -> None:
    """An event of a ticket takes place."""
    if rank == _TICKET_DONE:
        work_ends(world, c)
    elif rank == _TICKET_COMES:
        reaches_desk(world, c)
    elif rank == _PROMISE_DUE:
        promise_due(world, c)
    elif rank == _VISIT_BEGINS:
        slot_begins(world, c)
    else:
        visit_ends(world, c)


@on_every_call
def _happens(world: int, rank: int, what: int) -> None:
    """An event that was set earlier takes place, unless something has made it void."""
    row, stamp = what & _ROW, what >> 32
    if rank == _WRAP_UP_ENDS:
        wrap_up_ends(world, row)
    elif rank in (_TICKET_DONE, _TICKET_COMES, _PROMISE_DUE, _VISIT_BEGINS, _VISIT_ENDS):
        if cases_of(world)[row].ticket_stamp == stamp:
            _ticket_happens(world, rank, row)
    elif rank == _CASE_FORCED:
        force(world, row)
    elif rank == _DEADLINE_PASSES:
        deadline_passes(world, row)
    elif cases_of(world)[row].stamp == stamp:
        if rank == _CONTACT_ARRIVES:
            arrive(world, row)
        elif rank == _OVERFLOW_DUE:
            help_out(world, cases_of(world)[row].queue)
        elif rank == _LONGEST_WAIT:
            leave_message(world, row)
        elif rank == _IVR_ENDS:
            leave_ivr(world, row)
        else:
            hang_up(world, row)


@compiled
def _change(world: int, j: int) -> None:
    """A queue opens or closes, or an agent comes or goes."""
    rank, index = change_rank_of(world)[j] >> 56, change_index_of(world)[j]
    if rank == _QUEUE_CLOSES:
        line = lines_of(world)[index]
        line.open = 0
        if queues_of(world)[index].clears_at_closing != 0 and line.head >= 0:
            disconnect(world, line.head)
            return  # one caller at a time; the change is over when the line is empty
    elif rank == _QUEUE_OPENS:
        lines_of(world)[index].open = 1
    elif rank == _INCIDENT_STRIKES:
        incident_strikes(world, index, change_until_of(world)[j])
    elif rank == _INCIDENT_REPAIRED:
        if incident_repaired(world, index, change_until_of(world)[j]):
            return  # one case at a time, as above
    elif rank == _CASE_FORCED:
        desk_opens(world, index)
    elif rank == _AGENT_ON:
        come_on(world, index, change_until_of(world)[j])
    else:
        go_off(world, index, change_until_of(world)[j])
    registers_of(world)[CHANGE] = j + 1


@compiled
def advance(world: int) -> int:
    """Plays until midnight, or until the log buffer or the heap is full; says which."""
    registers, times = registers_of(world), heap_time_of(world)
    arrivals, changes = arrival_time_of(world), change_time_of(world)
    while True:
        if registers[ROWS] > LOG_ROWS - ROWS_OF_AN_EVENT:
            return LOG_FULL
        if registers[EVENTS] > registers[HEAP_ROOM] - ROWS_OF_AN_EVENT:
            return HEAP_FULL
        time, source = times[0], 0  # NEVER where nothing is pending
        i = registers[ARRIVAL]
        if (
            i < registers[ARRIVALS]
            and arrivals[i] <= time
            and (arrivals[i] < time or _arrives_first(world, i))
        ):
            time, source = arrivals[i], 1
        j = registers[CHANGE]
        if j < registers[CHANGES] and changes[j] <= time:
            # Changes rank before all else, but for each other.
            time, source = changes[j], 2
        if time >= registers[MIDNIGHT]:
            return DAY_OVER
        registers[NOW] = time
        if source == 1:
            registers[ARRIVAL] = i + 1
            c = arrival_case_of(world)[i]
            if cases_of(world)[c].due == time:  # else the attempt is no longer wanted
                arrive(world, c)
        elif source == 2:
            _change(world, j)
        else:
            node = nodes_of(world)[heap_node_of(world)[0]]
            rank, what = node.rank >> 56, node.what
            drop_first(world)
            if rank == _TALK_ENDS:
                talk_ends(world, what)
            else:
                _happens(world, rank, what)
