"""A case between contacts: when the customer tries again, or stops trying."""

from ccsim.codes import CaseStatus, Event, Rank, Reason
from ccsim.model.centre import Centre
from ccsim.model.channels import try_door
from ccsim.model.clock import Moment, Steps
from ccsim.model.record import write_case
from ccsim.rules.calendar import next_open
from ccsim.rules.cases import after_failure
from ccsim.rules.customers import stops_trying
from ccsim.rules.transfers import CERTAIN
from ccsim.units import NEVER


def rank_of(centre: Centre, rank: Rank, c: int) -> int:
    """The place of an event of a case among simultaneous ones: kind, then identity."""
    return (((rank << 56) | centre.cases.who[c]) << 32) | centre.cases.word[c]


def when_open(centre: Centre, q: int, at: int, late: int) -> int:
    """When a caller who wants to dial at an instant does: then, or `late` after it opens.

    Callers go by the hours that are advertised.
    """
    queue = centre.queues[q]
    opens = next_open(
        centre.opens, centre.closes, queue.advertised_first, queue.advertised_last, at
    )
    return opens if opens == at or opens >= NEVER else opens + late


def schedule(centre: Centre, c: int, due: int, reason: Reason) -> None:
    """Sets the next attempt; beyond midnight the night will find it."""
    cases = centre.cases
    cases.status[c] = int(CaseStatus.SCHEDULED)
    cases.reason[c] = int(reason)
    cases.contact[c] += 1
    cases.patience_contact[c] = cases.contact[c]
    cases.stamp[c] += 1
    cases.due[c] = due
    if due < centre.midnight:
        centre.clock.journey(calls_later(centre, c, due, cases.stamp[c]))


def calls_later(centre: Centre, c: int, due: int, stamp: int) -> Steps:
    """Somebody who tries again today."""
    yield Moment(centre.clock, due, rank_of(centre, Rank.CONTACT_ARRIVES, c))
    if centre.cases.stamp[c] == stamp:
        centre.dials(c)


def fails(centre: Centre, c: int) -> None:
    """A contact solved nothing: the customer stops trying, or calls again."""
    cases = centre.cases
    segment = centre.segments[cases.segment[c]]
    gives_up = CERTAIN if cases.had_enough[c] else stops_trying(
        centre.seed, centre.replication, cases.who[c], segment.gives_up, centre.shapes,
        segment.temper_shape, segment.tires, cases.attempts[c],
    )  # fmt: skip
    delay, late = after_failure(
        centre.seed, centre.replication, cases.who[c], cases.word[c], cases.contact[c],
        gives_up, centre.shapes, segment.repeat_delay_shape, segment.repeat_delay_scale,
        segment.opening_spread,
    )  # fmt: skip
    if delay >= NEVER:
        cases.status[c] = int(CaseStatus.GIVEN_UP)
        write_case(centre, int(Event.CASE_GIVEN_UP), c, value=centre.clock.time - cases.opened[c])
    else:
        try_door(centre, c)
        due = when_open(centre, cases.entry_queue[c], centre.clock.time + delay, late)
        schedule(centre, c, due, Reason.REPEAT)


def cure(centre: Centre, c: int) -> None:
    """The cause is gone."""
    centre.cases.cured[c] = 1
    write_case(
        centre, int(Event.CASE_RESOLVED), c, value=centre.clock.time - centre.cases.opened[c]
    )
