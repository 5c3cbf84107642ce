"""A leg: what an agent sees, may do and does with a case, and how long that takes."""

from ccsim.codes import AgentState, Event, Outcome, Reason, Superior, Transfers
from ccsim.model.callbacks import dials_in_vain, marked
from ccsim.model.centre import Centre
from ccsim.model.channels import finds_nobody
from ccsim.model.ivr import finds_wrong_queue
from ccsim.model.perception import followed
from ccsim.model.record import write_contact
from ccsim.model.steering import looks_further, talks_against_time
from ccsim.model.superiors import leave_to_act, obstructed, power_and_knowledge
from ccsim.model.transfers import finds_notes, may_pass, passed_around, passes_blindly
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

_TALKING, _ENQUIRY = int(AgentState.TALKING), int(Reason.ENQUIRY)
_ANSWERED, _SERVED = int(Event.CONTACT_ANSWERED), int(Outcome.SERVED)


def answer(centre: Centre, c: int, a: int) -> None:
    """An agent takes a leg; what comes of it, and how long it takes, is decided here."""
    cases, agents = centre.cases, centre.agents
    mark = marked(centre, c)
    if mark and dials_in_vain(centre, c, a):
        return
    write_contact(centre, _ANSWERED, c, a, mark, centre.clock.time - cases.entered[c])
    agents.state[a] = _TALKING
    agents.case[a] = c
    cases.stamp[c] += 1
    if cases.silent[c]:
        finds_nobody(centre, c)
    elif cases.misrouted[c]:
        finds_wrong_queue(centre, c)
    elif cases.customer[c] < 0:
        serve(centre, c, a)
    else:
        conduct(centre, c, a)
    centre.talk_is_over[a].set(centre.clock.time + cases.talk[c], centre.rank_of_talk[a])


def serve(centre: Centre, c: int, a: int) -> None:
    """An anonymous caller is served in the time that such calls take."""
    cases = centre.cases
    q = cases.queue[c]
    queue = centre.queues[q]
    luck = (
        centre.seed, centre.replication, cases.who[c], cases.word[c], cases.contact[c],
        cases.leg[c],
    )  # fmt: skip
    cases.talk[c] = talk_time(
        *luck, centre.shapes, queue.talk_shape, queue.talk_scale, centre.agents.talk_factor[a]
    )
    cases.wrap_up[c] = queue.wrap_up_scale
    if queue.wrap_up_shape >= 0:  # else it is always the same
        cases.wrap_up[c] = wrap_up_time(
            *luck, centre.shapes, queue.wrap_up_shape, queue.wrap_up_scale
        )
    cases.outcome[c], cases.next_queue[c] = _SERVED, -1
    if centre.onward[q]:
        cases.next_queue[c] = onward_queue(centre, c)
        if cases.next_queue[c] >= 0:
            cases.outcome[c] = int(Outcome.ONWARD)


def onward_queue(centre: Centre, c: int) -> int:
    """The next queue of an anonymous caller after this leg, or -1."""
    cases = centre.cases
    word = onward_word(
        centre.seed, centre.replication, cases.who[c], cases.word[c], cases.contact[c],
        cases.leg[c],
    )  # fmt: skip
    for q, chance in centre.onward[cases.queue[c]]:
        if word < chance:
            return q
    return -1


def conduct(centre: Centre, c: int, a: int) -> None:
    """A leg at a case: diagnosis, resolution, and the time that what was done takes."""
    cases, levers = centre.cases, centre.levers
    kind = centre.kinds[cases.kind[c]]
    address = (
        centre.seed, centre.replication, cases.who[c], cases.word[c], cases.contact[c],
        cases.leg[c],
    )  # fmt: skip
    luck = conduct_words(*address)
    notes = notes_seen(
        cases.contact[c], cases.leg[c], cases.informed[c], luck[3],
        centre.agents.shared_notes[a],
    )  # fmt: skip
    notes = finds_notes(centre, c, a, address, notes)
    owned = luck[2] < centre.agents.ownership[a]
    cases.next_queue[c] = -1
    asks = cases.ticket[c] or cases.cured[c] or cases.reason[c] == _ENQUIRY
    shape, scale = kind.talk_shape, kind.talk_scale
    if asks and cases.department[c] >= 0:  # else an incident is over that was no department's
        department = centre.departments[cases.department[c]]
        shape, scale = department.status_talk_shape, department.status_talk_scale
    talk = talk_time(*address, centre.shapes, shape, scale, centre.agents.talk_factor[a])
    if asks:
        cases.outcome[c], extra = int(Outcome.STATUS_GIVEN), 0
        cases.owned[c] = int(cases.owned[c] or owned)
        follows = owned and cases.ticket[c]
    else:
        talk, fast = talks_against_time(centre, c, a, address, talk)
        extra = treat(centre, c, a, address, luck, notes, owned, fast)
        follows = cases.owned[c]
    if not notes:
        extra += levers.re_explaining
    wrap_up = wrap_up_time(*address, centre.shapes, kind.wrap_up_shape, kind.wrap_up_scale)
    cases.talk[c] = extra + talk + levers.fragmentation_time
    cases.wrap_up[c] = wrap_up + (levers.follow_up_time if follows else 0)


def treat(
    centre: Centre, c: int, a: int, address: tuple[int, ...], luck: tuple[int, int, int, int],
    notes: bool, owned: bool, fast: bool,
) -> int:  # fmt: skip
    """What the agent sees, may do and does; says how much talk that adds."""
    cases, levers = centre.cases, centre.levers
    kind = centre.kinds[cases.kind[c]]
    by_script = luck[0] < centre.agents.script_adherence[a]
    told = reads_finding(cases.diagnosed[c], notes)
    power, knows, extra = power_and_knowledge(centre, c, a, luck[1], told, fast)
    found, time = looks_further(centre, c, a, address, knows or told)
    knows, extra = knows or found, extra + time
    sees = not fast and sees_cause(knows and power >= 0, told, cases.off_script[c], by_script)
    way_around = levers.workarounds > 0 and way_around_word(*address) < levers.workarounds
    here, blind = cases.queue[c], passes_blindly(centre, c, a, address)
    can_escalate = not fast and may_pass(centre, levers.escalation_queue, here, blind)
    power, asked, time = leave_to_act(centre, c, a, sees, power, can_escalate)
    result = outcome(
        power, kind.authority, cases.back_office[c], sees, knows, told,
        owned, kind.owner >= 0, levers.escalation, asked == Superior.REACHED, levers.transfers,
        not fast and may_pass(centre, kind.specialists, here, blind),
        by_script and cases.off_script[c] != 0, way_around,
    )  # fmt: skip
    if fast:
        result = closed_fast(result, knows or told, owned, way_around)
    result = passed_around(centre, c, a, address, result, sees, owned, fast)
    result = followed(centre, a, address, obstructed(centre, c, result))
    return int(extra + kind.mandatory_time + time + leaves(centre, c, result, sees, owned))


def leaves(centre: Centre, c: int, result: int, sees: bool, owned: bool) -> int:
    """How a leg leaves a case; says how much talk handing it on, or going off the script, adds."""
    cases, levers = centre.cases, centre.levers
    passed_on = result in (Outcome.TRANSFERRED, Outcome.ESCALATED, Outcome.MISDIRECTED)
    warm, extra = levers.transfers == Transfers.WARM, 0
    if (passed_on and warm) or (cases.leg[c] > 0 and not cases.informed[c]):
        extra += levers.transfer_time
    if sees and cases.off_script[c]:
        extra += levers.discretion_time
    if result == Outcome.TRANSFERRED and cases.next_queue[c] < 0:
        cases.next_queue[c] = centre.kinds[cases.kind[c]].specialists
    elif result == Outcome.ESCALATED:
        cases.next_queue[c] = levers.escalation_queue
    if sees:
        cases.diagnosed[c] = 1
    cases.outcome[c] = result
    cases.owned[c] = int(owned and result in (Outcome.TICKET, Outcome.NOTE))
    cases.informed[c] = int(passed_on and warm)
    return extra
