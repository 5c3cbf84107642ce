"""A leg: what an agent sees, may do and does with a case, and how long that takes."""

from ccsim.codes import AgentState, Event, Outcome, Rank, Reason, Superior, Transfers
from ccsim.kernel.callbacks import dials_in_vain, marked
from ccsim.kernel.channels import finds_nobody
from ccsim.kernel.floor import NOW, REPLICATION, SEED
from ccsim.kernel.heap import push
from ccsim.kernel.ivr import finds_wrong_queue
from ccsim.kernel.perception import followed
from ccsim.kernel.record import write_contact
from ccsim.kernel.steering import looks_further, talks_against_time
from ccsim.kernel.superiors import leave_to_act, obstructed, power_and_knowledge
from ccsim.kernel.transfers import finds_notes, may_pass, passed_around, passes_blindly
from ccsim.kernel.world import (
    agents_of,
    cases_of,
    compiled,
    departments_of,
    kinds_of,
    levers_of,
    on_every_call,
    onward_chance_of,
    onward_of,
    queues_of,
    registers_of,
    shapes_of,
)
from ccsim.rules.cases import (
    conduct_words,
    notes_seen,
    outcome,
    reads_finding,
    sees_cause,
    way_around_word,
)
from ccsim.rules.handling import onward_word, talk_time, wrap_up_time
from ccsim.rules.steering import closed_fast

_TALKING, _ROW_ANSWERED = int(AgentState.TALKING), int(Event.CONTACT_ANSWERED)
_TALK_ENDS = int(Rank.TALK_ENDS) << 56
_STATUS_GIVEN, _SERVED, _ONWARD = (
    int(Outcome.STATUS_GIVEN), int(Outcome.SERVED), int(Outcome.ONWARD),
)  # fmt: skip
_TICKET, _NOTE = int(Outcome.TICKET), int(Outcome.NOTE)
_TRANSFERRED, _ESCALATED = int(Outcome.TRANSFERRED), int(Outcome.ESCALATED)
_ENQUIRY = int(Reason.ENQUIRY)
_WARM, _REACHED = int(Transfers.WARM), int(Superior.REACHED)
_MISDIRECTED = int(Outcome.MISDIRECTED)


@on_every_call
def onward_queue(world: int, q: int, word: int) -> int:
    """The next queue of an anonymous caller with this luck, or -1."""
    i = 0
    while onward_of(world)[q, i] >= 0:
        if word < onward_chance_of(world)[q, i]:
            target: int = onward_of(world)[q, i]
            return target
        i += 1
    return -1


@on_every_call
def serve(world: int, c: int, a: int) -> None:
    """An anonymous caller is served in the time that such calls take."""
    case, registers, queue = (
        cases_of(world)[c],
        registers_of(world),
        queues_of(world)[cases_of(world)[c].queue],
    )
    seed, replication = registers[SEED], registers[REPLICATION]
    factor = agents_of(world)[a].talk_factor
    case.talk = talk_time(
        seed, replication, case.who, case.word, case.contact, case.leg, shapes_of(world),
        queue.talk_shape, queue.talk_scale, factor,
    )  # fmt: skip
    case.wrap_up = wrap_up_time(
        seed, replication, case.who, case.word, case.contact, case.leg, shapes_of(world),
        queue.wrap_up_shape, queue.wrap_up_scale,
    )  # fmt: skip
    case.outcome, case.next_queue = _SERVED, -1
    if onward_of(world)[case.queue, 0] >= 0:
        word = onward_word(seed, replication, case.who, case.word, case.contact, case.leg)
        case.next_queue = onward_queue(world, case.queue, word)
        if case.next_queue >= 0:
            case.outcome = _ONWARD


@compiled
def _leaves(world: int, c: int, sees: int, owned: int) -> int:
    """How a leg leaves a case; says how much talk handing it on, or going off the script, adds."""
    case, levers = cases_of(world)[c], levers_of(world)[0]
    passed_on = case.outcome in (_TRANSFERRED, _ESCALATED, _MISDIRECTED)
    warm, extra = levers.transfers == _WARM, 0
    if (passed_on and warm) or (case.leg > 0 and case.informed == 0):
        extra += levers.transfer_time
    if sees != 0 and case.off_script != 0:
        extra += levers.discretion_time
    if case.outcome == _TRANSFERRED and case.next_queue < 0:
        case.next_queue = kinds_of(world)[case.kind].specialists
    elif case.outcome == _ESCALATED:
        case.next_queue = levers.escalation_queue
    if sees != 0:
        case.diagnosed = 1
    case.owned = 1 if owned != 0 and case.outcome in (_TICKET, _NOTE) else 0
    case.informed = 1 if passed_on and warm else 0
    return int(extra)


@on_every_call
def _treat(
    world: int, c: int, a: int, script_word: int, knowledge_word: int, notes: int, owned: int,
    fast: int,
) -> int:  # fmt: skip
    """What the agent sees, may do and does; says how much talk that adds."""
    case, registers, levers = cases_of(world)[c], registers_of(world), levers_of(world)[0]
    kind = kinds_of(world)[case.kind]
    blind = passes_blindly(world, c, a)
    by_script = script_word < agents_of(world)[a].script_adherence
    told = reads_finding(case.diagnosed, notes != 0)
    power, knows, extra = power_and_knowledge(world, c, a, knowledge_word, told, fast)
    found, time = looks_further(world, c, a, knows or told)
    knows, extra = knows or found, extra + time
    sees = fast == 0 and sees_cause(knows and power >= 0, told, case.off_script, by_script)
    way_around = levers.workarounds > 0 and levers.workarounds > way_around_word(
        registers[SEED], registers[REPLICATION], case.who, case.word, case.contact, case.leg
    )
    can_escalate = fast == 0 and may_pass(world, levers.escalation_queue, case.queue, blind)
    power, asked, time = leave_to_act(world, c, a, sees, power, can_escalate)
    result = outcome(
        power, kind.authority, case.back_office, sees, knows, told, owned != 0, kind.owner >= 0,
        levers.escalation, asked == _REACHED, levers.transfers,
        fast == 0 and may_pass(world, kind.specialists, case.queue, blind),
        by_script and case.off_script != 0, way_around,
    )  # fmt: skip
    if fast != 0:
        result = closed_fast(result, knows or told, owned != 0, way_around)
    result = passed_around(world, c, a, result, sees, owned, fast)
    case.outcome = followed(world, c, a, obstructed(world, c, result))
    return int(extra + kind.mandatory_time + time + _leaves(world, c, sees, owned))


@compiled
def conduct(world: int, c: int, a: int) -> None:
    """A leg at a case: diagnosis, resolution, and the time that what was done takes."""
    case, registers = cases_of(world)[c], registers_of(world)
    seed, replication = registers[SEED], registers[REPLICATION]
    who, word, contact, leg = case.who, case.word, case.contact, case.leg
    kind, levers = kinds_of(world)[case.kind], levers_of(world)[0]
    agent = agents_of(world)[a]
    luck = conduct_words(seed, replication, who, word, contact, leg)
    notes = notes_seen(contact, leg, case.informed, luck[3], agent.shared_notes)
    notes = finds_notes(world, c, a, notes)
    owned = luck[2] < agent.ownership
    shape, scale, extra = kind.talk_shape, kind.talk_scale, 0
    case.next_queue = -1
    asks = case.ticket != 0 or case.cured != 0 or case.reason == _ENQUIRY
    if asks and case.department >= 0:  # else an incident is over that was no department's
        department = departments_of(world)[case.department]
        shape, scale = department.status_talk_shape, department.status_talk_scale
    talk = talk_time(
        seed, replication, who, word, contact, leg, shapes_of(world), shape, scale,
        agent.talk_factor,
    )  # fmt: skip
    if asks:
        case.outcome = _STATUS_GIVEN
        if owned:
            case.owned = 1
        follows = owned and case.ticket != 0
    else:
        talk, fast = talks_against_time(world, c, a, talk)
        extra = _treat(world, c, a, luck[0], luck[1], notes, owned, fast)
        follows = case.owned != 0
    if not notes:
        extra += levers.re_explaining
    case.talk = extra + talk + levers.fragmentation_time
    case.wrap_up = wrap_up_time(
        seed, replication, who, word, contact, leg, shapes_of(world), kind.wrap_up_shape,
        kind.wrap_up_scale,
    )  # fmt: skip
    if follows:
        case.wrap_up += levers.follow_up_time


@on_every_call
def answer(world: int, c: int, a: int) -> None:
    """An agent takes a leg; what comes of it, and how long it takes, is decided here."""
    case, agent, registers = cases_of(world)[c], agents_of(world)[a], registers_of(world)
    mark = marked(world, c)
    if mark != 0 and dials_in_vain(world, c, a):
        return
    write_contact(world, _ROW_ANSWERED, c, a, mark, registers[NOW] - case.entered)
    agent.state = _TALKING
    agent.case = c
    case.stamp += 1
    if case.silent != 0:
        finds_nobody(world, c)
    elif case.misrouted != 0:
        finds_wrong_queue(world, c)
    elif case.customer < 0:
        serve(world, c, a)
    else:
        conduct(world, c, a)
    push(world, registers[NOW] + case.talk, _TALK_ENDS | agent.who, 0, a)
