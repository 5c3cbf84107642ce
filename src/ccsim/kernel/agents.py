"""An agent's shift: the next caller, after-call work, breaks and going home."""

from ccsim.codes import AgentState, Event
from ccsim.kernel.conduct import answer
from ccsim.kernel.floor import NOW
from ccsim.kernel.queues import idle_agent, next_caller, sit_down, stand_up, step_out
from ccsim.kernel.record import write_agent, write_row
from ccsim.kernel.world import (
    agents_of,
    benches_of,
    cases_of,
    compiled,
    on_every_call,
    registers_of,
    teams_of,
)
from ccsim.rules.queues import has_a_place

_OFF, _IDLE = int(AgentState.OFF), int(AgentState.IDLE)
_ON_BREAK, _ROW_WRAP_UP = int(AgentState.ON_BREAK), int(Event.WRAP_UP_ENDED)
_ROW_SHIFT_STARTED, _ROW_SHIFT_ENDED = int(Event.SHIFT_STARTED), int(Event.SHIFT_ENDED)
_ROW_BREAK_STARTED, _ROW_BREAK_ENDED = int(Event.BREAK_STARTED), int(Event.BREAK_ENDED)
_ON_BREAK_NEXT, _HOME_NEXT = 1, 2


@compiled
def end_shift(world: int, a: int) -> None:
    """A shift ends; what lies beyond its rostered end is overtime."""
    agent = agents_of(world)[a]
    if agent.away == _HOME_NEXT and teams_of(world)[agent.team].counts_heads != 0:
        benches_of(world)[agent.team].leaving -= 1
    agent.away = 0
    write_agent(world, _ROW_SHIFT_ENDED, a, registers_of(world)[NOW] - agent.rostered_end)


@compiled
def fill_place(world: int, team: int) -> None:
    """A place is free again: the longest idle agent takes a caller who waits for it."""
    a = idle_agent(world, team)
    if a >= 0:
        c = next_caller(world, team, False)
        if c >= 0:
            stand_up(world, a)
            step_out(world, cases_of(world)[c].queue, c)
            answer(world, c, a)


@compiled
def go_home(world: int, a: int) -> None:
    """An agent leaves; a colleague may begin a call in the place that is free now."""
    agents_of(world)[a].state = _OFF
    end_shift(world, a)
    fill_place(world, agents_of(world)[a].team)


@on_every_call
def become_free(world: int, a: int) -> None:
    """An agent is done: goes home, goes on break, takes the next caller, or waits for one."""
    agent, registers = agents_of(world)[a], registers_of(world)
    if agent.away == _ON_BREAK_NEXT:
        agent.away = 0
        agent.state = _ON_BREAK
        write_agent(world, _ROW_BREAK_STARTED, a, 0)
        return
    bench, c = benches_of(world)[agent.team], -1
    if agent.away == _HOME_NEXT or has_a_place(bench.idle + 1, bench.leaving):
        c = next_caller(world, agent.team, agent.away == _HOME_NEXT)
    if c >= 0:
        step_out(world, cases_of(world)[c].queue, c)
        answer(world, c, a)
    elif agent.away == _HOME_NEXT:
        go_home(world, a)
    else:
        agent.state = _IDLE
        sit_down(world, a, registers[NOW])


@compiled
def come_on(world: int, a: int, until: int) -> None:
    """A shift starts (`until` is its rostered end), or a break is over (-1).

    A shift that starts with a break has its rostered end written below zero.
    """
    agent = agents_of(world)[a]
    if until == -1:
        if agent.state == _ON_BREAK:
            write_agent(world, _ROW_BREAK_ENDED, a, 0)
            become_free(world, a)
        elif agent.away == _ON_BREAK_NEXT:
            agent.away = 0  # the break went by on the phone
        return
    at_home = agent.state == _OFF
    if not at_home:  # still busy with the shift before
        end_shift(world, a)
    if until < 0:
        agent.away = _ON_BREAK_NEXT
    agent.rostered_end = abs(until)
    write_agent(world, _ROW_SHIFT_STARTED, a, 0)
    if at_home:
        become_free(world, a)
    else:
        fill_place(world, agent.team)


@compiled
def go_off(world: int, a: int, until: int) -> None:
    """A break begins (`until` is -1) or the shift is over; who is busy finishes first."""
    agent = agents_of(world)[a]
    on_break = until < 0
    if agent.state == _IDLE:
        stand_up(world, a)
        if on_break:
            agent.state = _ON_BREAK
            write_agent(world, _ROW_BREAK_STARTED, a, 0)
        else:
            go_home(world, a)
    elif agent.state == _ON_BREAK:
        if not on_break:
            write_agent(world, _ROW_BREAK_ENDED, a, 0)
            go_home(world, a)
    elif agent.state != _OFF:
        agent.away = _ON_BREAK_NEXT if on_break else _HOME_NEXT
        if not on_break and teams_of(world)[agent.team].counts_heads != 0:
            benches_of(world)[agent.team].leaving += 1


@compiled
def wrap_up_ends(world: int, a: int) -> None:
    """After-call work is done."""
    agent = agents_of(world)[a]
    write_row(
        world, _ROW_WRAP_UP, agent.who_served, agent.word_served,
        agent.contact_served, agent.leg_served, agent.queue_served, -1, a, agent.kind_served, 0,
        agent.wrap_up,
    )  # fmt: skip
    become_free(world, a)
