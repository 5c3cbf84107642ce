"""An agent's working life: the next caller, after-call work, breaks and going home."""

from ccsim.codes import AgentState, Event, Rank
from ccsim.model.centre import Centre
from ccsim.model.clock import Moment, Steps
from ccsim.model.conduct import answer
from ccsim.model.queues import idle_agent, next_caller, sit_down, stand_up
from ccsim.model.record import write_agent, write_wrap_up
from ccsim.rules.queues import has_a_place

_OFF, _IDLE, _ON_BREAK = int(AgentState.OFF), int(AgentState.IDLE), int(AgentState.ON_BREAK)
_BREAK_NEXT, _HOME_NEXT = 1, 2


def working_life(centre: Centre, a: int) -> Steps:
    """A talk, its after-call work, the next talk: whether it comes at once or after a night."""
    clock = centre.clock
    wrap_up_ends = ((Rank.WRAP_UP_ENDS << 56) | centre.agents.who[a]) << 32
    talk_is_over = centre.talk_is_over[a] = Moment(clock)
    while True:
        yield talk_is_over
        talk_is_over = centre.talk_is_over[a] = Moment(clock)
        wrap_up = centre.hangs_up(a)
        if wrap_up > 0:
            yield Moment(clock, clock.time + wrap_up, wrap_up_ends)
            finish_wrap_up(centre, a)


def become_free(centre: Centre, a: int) -> None:
    """An agent is done: goes home, goes on break, takes the next caller, or waits for one."""
    agents = centre.agents
    if agents.away[a] == _BREAK_NEXT:
        agents.away[a] = 0
        agents.state[a] = _ON_BREAK
        write_agent(centre, int(Event.BREAK_STARTED), a)
        return
    team, going, c = agents.team[a], agents.away[a] == _HOME_NEXT, -1
    leaving = centre.leaving[team]
    if going or not leaving or has_a_place(len(centre.idle[team]) + 1, leaving):
        c = next_caller(centre, team, going)
    if c >= 0:
        del centre.lines[centre.cases.queue[c]].waiting[c]
        answer(centre, c, a)
    elif going:
        go_home(centre, a)
    else:
        agents.state[a] = _IDLE
        sit_down(centre, a)


def go_home(centre: Centre, a: int) -> None:
    """An agent leaves; a colleague may begin a call in the place that is free now."""
    centre.agents.state[a] = _OFF
    end_shift(centre, a)
    fill_place(centre, centre.agents.team[a])


def fill_place(centre: Centre, team: int) -> None:
    """A place is free again: the longest idle agent takes a caller who waits for it."""
    a = idle_agent(centre, team)
    if a >= 0:
        c = next_caller(centre, team, only_closed=False)
        if c >= 0:
            stand_up(centre, a)
            del centre.lines[centre.cases.queue[c]].waiting[c]
            answer(centre, c, a)


def end_shift(centre: Centre, a: int) -> None:
    """A shift ends; what lies beyond its rostered end is overtime."""
    agents = centre.agents
    if agents.away[a] == _HOME_NEXT and centre.teams[agents.team[a]].counts_heads:
        centre.leaving[agents.team[a]] -= 1
    agents.away[a] = 0
    write_agent(centre, int(Event.SHIFT_ENDED), a, centre.clock.time - agents.rostered_end[a])


def come_on(centre: Centre, a: int, until: int) -> None:
    """A shift starts (`until` is its rostered end), or a break is over (-1).

    A shift that starts with a break has its rostered end written below zero.
    """
    agents = centre.agents
    if until == -1:
        if agents.state[a] == _ON_BREAK:
            write_agent(centre, int(Event.BREAK_ENDED), a)
            become_free(centre, a)
        elif agents.away[a] == _BREAK_NEXT:
            agents.away[a] = 0  # the break went by on the phone
        return
    at_home = agents.state[a] == _OFF
    if not at_home:  # still busy with the shift before
        end_shift(centre, a)
    if until < 0:
        agents.away[a] = _BREAK_NEXT
    agents.rostered_end[a] = abs(until)
    write_agent(centre, int(Event.SHIFT_STARTED), a)
    if at_home:
        become_free(centre, a)
    else:
        fill_place(centre, agents.team[a])


def go_off(centre: Centre, a: int, until: int) -> None:
    """A break begins (`until` is -1) or the shift is over; who is busy finishes first."""
    agents, on_break = centre.agents, until < 0
    state = agents.state[a]
    if state == _IDLE:
        stand_up(centre, a)
        if on_break:
            agents.state[a] = _ON_BREAK
            write_agent(centre, int(Event.BREAK_STARTED), a)
        else:
            go_home(centre, a)
    elif state == _ON_BREAK:
        if not on_break:
            write_agent(centre, int(Event.BREAK_ENDED), a)
            go_home(centre, a)
    elif state != _OFF:
        agents.away[a] = _BREAK_NEXT if on_break else _HOME_NEXT
        if not on_break and centre.teams[agents.team[a]].counts_heads:
            centre.leaving[agents.team[a]] += 1


def finish_wrap_up(centre: Centre, a: int) -> None:
    """After-call work is done."""
    write_wrap_up(centre, int(Event.WRAP_UP_ENDED), a)
    become_free(centre, a)
