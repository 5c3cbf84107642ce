"""What lasts from day to day, and what a day brings: cases, agents, customers.

Times are milliseconds, shares are out of 2**32 unless they say otherwise.
"""

from typing import NamedTuple

import numpy as np

from ccsim.plan.organisation import Organisation
from ccsim.plan.records import Integers, Records

CASE = np.dtype(
    [
        ("who", "i8"),
        ("word", "i8"),
        ("due", "i8"),  # next attempt, NEVER where there is none
        ("arrived", "i8"),
        ("entered", "i8"),
        ("talk", "i8"),
        ("wrap_up", "i8"),
        ("customer", "i4"),  # row of the customers, or -1: an anonymous caller
        ("stamp", "i4"),  # a pending event of an older stamp is void
        ("before", "i4"),  # neighbours in the queue
        ("behind", "i4"),
        ("contact", "i4"),
        ("attempts", "i4"),  # of the customer's own so far: no calls that a company makes
        ("patience_contact", "i4"),  # the attempt whose patience is drawn: a redial may keep it
        ("leg", "i2"),
        ("queue", "i2"),
        ("entry_queue", "i2"),  # the one that is dialled
        ("next_queue", "i2"),  # where the caller is passed on to after this leg, or -1
        ("segment", "i2"),
        ("kind", "i2"),
        ("live", "i1"),
        ("left", "i1"),  # 1: the customer has left
        ("status", "i1"),
        ("reason", "i1"),
        ("outcome", "i1"),
        ("holds_line", "i1"),
        ("informed", "i1"),  # the next agent is told by the one before (warm hand-over)
        ("cured", "i1"),
        ("ticket", "i1"),  # 1: open
        ("diagnosed", "i1"),
        ("owned", "i1"),
        ("off_script", "i1"),
        ("back_office", "i1"),
        ("silent", "i1"),  # 1: the customer has left the chat without telling
        ("door", "i1"),  # of the segment's other doors, how many have been passed
        ("misrouted", "i1"),  # 1: stands in a queue that cannot help
        ("data_error", "i1"),  # 1: what the system shows is wrong
        ("obstacles_met", "i1"),
        ("rank", "i1"),  # beyond the customer's own: `desks.expedite` raises it
        ("severity", "i1"),  # how often the case was made worse
        ("waived", "i1"),  # 1: the ticket need not lie by the rules
        ("waits", "i1"),  # 1: the ticket waits at its desk
        ("recovering", "i1"),  # 1: the ticket comes back for the second attempt, or has
        ("ticket_passes", "i1"),  # how often the ticket was handed on
        ("ticket_step", "i1"),  # how often work at the ticket has ended
        ("forced", "i1"),  # 1: the customer has complained to the regulator
        ("breach", "i8"),  # begin of the clock of which an inspection has found a breach; -1: none
        ("overtaken", "i1"),  # `rules.regulator`: what the end of this contact must bring
        ("department", "i2"),  # whose desk a ticket is on: at first the owner's; -1: nobody's
        ("chases", "i2"),  # occasions to chase within this contact
        ("asked_at", "i2"),  # while a question is handed on: the queue that the customer asked
        ("next_ticket", "i4"),
        ("ticket_stamp", "i4"),
        ("opened", "i8"),
        ("promise", "i8"),  # -1: none was given
        ("ticket_opened", "i8"),
        ("ticket_contact", "i8"),  # the contact in which it was opened
        ("last_agent", "i4"),  # the seat of whoever had the case last, or -1
        ("last_person", "i4"),  # the how-manieth person in that seat it was
        ("passes", "i2"),  # how often its customer was passed on
        ("blind", "i1"),  # 1: passed on without a look whether it is open there
        ("astray", "i1"),  # 1: in a queue for which somebody mistook it
        ("had_enough", "i1"),  # 1: the customer throws in the towel
        ("on_the_way", "i1"),  # 1: the ticket has not reached the other site yet
        ("at_desk", "i8"),  # when the ticket reached the desk, or will
        ("work", "i8"),  # what the ticket will take at the desk where it is, or comes next
        ("finishes", "i8"),  # when the desk will be done with the ticket, once it is taken up
        ("visit_ends", "i8"),  # when the technician under way will be done
        ("late", "i8"),  # how long after the slot the technician comes
        ("doubt", "i8"),  # of promises, from what was remembered at birth; a chance, signed
        ("promises", "i2"),  # dates given at this case
        ("broken_here", "i2"),  # promises broken at this case
        ("kept_here", "i2"),
        ("visits", "i2"),  # appointments made at this case
        ("fate", "i1"),  # what becomes of the visit that is under way
        ("updated", "i1"),  # 1: told something since the last occasion to ask
        ("deadline", "i8"),  # -1: none
        ("cause", "i1"),  # from 1, among those of its kind; 0: none that could be removed
    ],
    align=True,
)

BORN_WITH = (
    "who", "word", "customer", "segment", "kind", "live", "left", "off_script", "back_office",
    "data_error",
    "doubt",
    "forced",
    "breach",
    "cause",
)  # fmt: skip
"""Columns of a case that only the night writes."""

AGENT = np.dtype(
    [
        ("who", "i8"),
        ("team", "i4"),
        ("state", "i1"),
        ("away", "i1"),  # 1: goes on break, 2: goes home, when the present call is wrapped up
        ("floor_walker", "i1"),  # 1: one is with the agent until the end of the talk
        ("before", "i4"),  # neighbours among the idle of the team
        ("behind", "i4"),
        ("case", "i4"),
        ("rostered_end", "i8"),
        ("idle_since", "i8"),
        # The contact that is being wrapped up; the case itself may have moved on.
        ("who_served", "i8"),
        ("word_served", "i8"),
        ("contact_served", "i4"),
        ("leg_served", "i4"),
        ("queue_served", "i4"),
        ("kind_served", "i4"),
        ("wrap_up", "i8"),
        ("watched_until", "i8"),  # who was caught at dumping callers does not until then
        ("watched_person", "i4"),  # the how-manieth person in this seat that was
        ("person", "i4"),  # the how-manieth person sits here today, as the night has found
        # What the person in this seat is like today, as the night has found.
        ("talk_factor", "i8"),
        ("script_adherence", "i8"),
        ("ownership", "i8"),
        ("authority", "i8"),
        ("shared_notes", "i8"),
        ("kpi", "i8"),
    ],
    align=True,
)

LIKE_TODAY = (
    "talk_factor", "script_adherence", "ownership", "authority", "shared_notes", "kpi",
)  # fmt: skip
"""Columns of an agent that only the night writes: the same for all of a team at first."""

PERSON = np.dtype(
    [
        ("who", "i8"),  # the team's code << 32 | the place in the team
        ("team", "i4"),
        ("number", "i4"),  # how many have left this place before
        ("away", "i4"),  # `codes.Away`: the shifts of such a day are nobody's
        ("until", "i4"),  # the first day on which that is over
        ("since", "i4"),  # the day of the first shift here; below 0: before the run
        ("able", "i8"),  # a random word: how able, among all
        ("educated", "i4"),  # 1: could do more than a script asks
        ("stress", "i8"),  # out of 2**16
        ("workload", "i8"),  # remembered share of time on the phone, out of 2**16
        ("days_seen", "i8"),  # weight of the days that this is the mean of, out of 2**32
        ("guest", "i4"),  # of a place in the pit stop: 1 + whose place on the floor, or 0
        ("trained", "i4"),  # day of the last return from the pit stop; 0: has never been there
        ("uplift", "i8"),  # what is left of it
    ],
    align=True,
)
"""Those who work here, place by place, as only the night knows them."""

CUSTOMER = np.dtype(
    [
        ("segment", "i2"),
        ("cancelled", "i1"),  # 1: the cancellation is done; leaves at night
        ("left_day", "i4"),  # -1: still a customer
        ("open_since", "i8"),  # NEVER where no case is open
        ("effort", "i8"),  # remembered time on the phone
        ("broken", "i8"),  # remembered broken promises, out of 2**16
        ("door", "i2"),  # the queue that helped last, behind another door; -1: none
        ("distress", "i8"),  # remembered tickets that made things worse, out of 2**16
        ("kept", "i8"),  # remembered kept promises, out of 2**16
        ("outage", "i8"),  # remembered time out of business
        ("heard", "i8"),  # remembered bad stories of friends, out of 2**16
        ("unsolved", "i8"),  # remembered cases that ended unsolved, out of 2**16
    ],
    align=True,
)


class Day(NamedTuple):
    """What a day brings, known at its first midnight."""

    ends: int
    arrival_time: Integers
    arrival_case: Integers
    """Rows of the cases whose next attempt falls due, in order of time and identity."""
    change_time: Integers
    change_rank: Integers
    """Changes of opening and duty: `codes.Rank` << 56 | identity, in order."""
    change_index: Integers
    """The queue or agent concerned."""
    change_until: Integers
    """Of a shift that starts: its rostered end, below zero if a break comes first. Of a break: -1.
    Else 0."""


class State(NamedTuple):
    """What lasts from day to day. Each column has one writer once its row is born."""

    cases: Records
    agents: Records
    """Seats: somebody with several chats at once has several."""
    customers: Records
    people: Records
    """One for each place; `Plan.person_of` says whose seat is whose."""
    skills: Integers
    """[agent, kind]: chance to know the matter."""
    practice: Integers
    """[place, kind]: talks about it that the person in the place has had."""
    organisation: Organisation
    """What is known and was decided beyond single people and cases."""
