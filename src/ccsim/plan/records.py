"""The rows that engines read and write: facts of a plan, and the state of cases and agents.

All times are milliseconds, chances thresholds out of 2**32, distributions a row of the shape
table with a scale. A field that is a list of hours is a stretch of `Tables.opens` and `closes`.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Records = npt.NDArray[Any]
Integers = npt.NDArray[np.int64]

Fields = list[tuple[str, str]]


def _time(name: str) -> Fields:
    return [(f"{name}_shape", "i8"), (f"{name}_scale", "i8")]


_HOURS: Fields = [("hours_first", "i8"), ("hours_last", "i8")]

_REDIALLING: Fields = [
    ("redials", "i8"),
    ("redials_when_blocked", "i8"),
    *_time("redial_delay"),
    ("keeps_patience", "i8"),
    ("lost_after_closing", "i8"),
    ("opening_spread", "i8"),
]

QUEUE = np.dtype(
    [
        ("code", "i8"),
        *_HOURS,
        ("clears_at_closing", "i8"),
        ("lines", "i8"),  # -1: as many as are wanted
        ("own_patience", "i8"),  # 1: the queue's patience replaces the caller's
        *_time("patience"),
        ("longest_wait", "i8"),
        ("overflow_team", "i8"),  # -1: none
        ("overflow_after", "i8"),
        ("overflow_beyond", "i8"),
        *_time("talk"),
        *_time("wrap_up"),
        *_REDIALLING,  # of its anonymous callers
        ("reconnects", "i8"),
        *_time("reconnect_delay"),
        ("enquires_at", "i8"),  # queue of the company behind, or -1
        ("enquires", "i8"),
        ("enquires_after", "i8"),
        ("written", "i8"),  # 1: nobody waits on the line
        ("leaves_silently", "i8"),
        ("silent_time", "i8"),
        ("advertised_first", "i8"),  # the hours that callers believe
        ("advertised_last", "i8"),
        ("ivr", "i8"),  # 1: callers hear a menu first
        *_time("ivr_time"),
        ("ivr_opts_out", "i8"),
        ("ivr_hangs_up", "i8"),
        ("ivr_contains", "i8"),
        ("ivr_misroutes", "i8"),
        ("wrong_queue", "i8"),  # where the menu sends who is misrouted, or -1
        ("wrong_queue_time", "i8"),  # until the agent there passes the caller on
        ("callback_beyond", "i8"),  # -1: none is offered
        ("callback_accepts", "i8"),
        ("callback_unanswered", "i8"),
        ("callback_delay", "i8"),  # 0: the caller's place in the line is kept
        ("callback_rings", "i8"),
    ]
)

TEAM = np.dtype(
    [
        ("code", "i8"),
        ("first_agent", "i8"),
        ("size", "i8"),
        ("authority", "i8"),
        ("script_adherence", "i8"),
        ("ownership", "i8"),
        ("talk_factor", "i8"),
        ("counts_heads", "i8"),  # 1: who goes at a cut keeps a place until the call is done
        ("at_once", "i8"),  # seats of each person
        ("overrides", "i8"),  # 1: looks behind what the system shows
        ("floor_walkers", "i8"),  # 0: none
        ("floor_first", "i8"),  # their hours
        ("floor_last", "i8"),
        ("floor_authority", "i8"),
        ("floor_knowledge", "i8"),
        ("floor_time", "i8"),
        ("site", "i8"),
        ("waives_padding", "i8"),  # 1: tickets that they open are taken up at once
    ]
)

SEGMENT = np.dtype(
    [
        ("code", "i8"),
        ("count", "i8"),
        ("first_customer", "i8"),
        *_time("patience"),
        *_REDIALLING,
        ("gives_up", "i8"),
        ("gives_up_per_pass", "i8"),
        ("temper_shape", "i8"),  # of a customer's own factor on it; -1: all alike
        ("tires", "i8"),  # its growth with each attempt, out of 2**16
        *_time("repeat_delay"),
        ("chases", "i8"),
        *_time("chase_delay"),
        *_time("chase_without_promise"),
        ("rank", "i8"),
    ]
)

KIND = np.dtype(
    [
        ("code", "i8"),
        ("authority", "i8"),
        ("off_script", "i8"),
        ("back_office", "i8"),
        ("specialists", "i8"),  # queue, or -1
        ("owner", "i8"),  # department, or -1
        ("self_service", "i8"),
        ("data_error", "i8"),
        ("mandatory_time", "i8"),
        ("obstacles", "i8"),
        *_time("talk"),
        *_time("wrap_up"),
        *_time("deadline"),  # NEVER: none
        ("expires", "i8"),
    ]
)

DEPARTMENT = np.dtype(
    [
        ("code", "i8"),
        *_HOURS,
        ("staff", "i8"),
        ("site", "i8"),
        *_time("work"),
        ("promise", "i8"),  # -1: none is given
        ("right_first_time", "i8"),
        *_time("status_talk"),
        ("first_region", "i8"),  # of the segments' rows in `Tables.regions`
        ("recovers", "i8"),
        *_time("recovery_delay"),
        ("compounds", "i8"),
        ("right_after_compounding", "i8"),  # -1: as ever
        ("passes_to", "i8"),  # department, or -1
        ("fixes_on_spot", "i8"),
        ("rank_counts", "i8"),
        ("padding", "i8"),
    ]
)

TRANSFER_LEVERS: Fields = [
    ("passes_on", "i8"),
    ("keeps_on", "i8"),  # share of those who would keep a caller that is left after a pass: 2**16
    ("blind_transfers", "i8"),
    ("dumping_detected", "i8"),
    ("dumping_consequence", "i8"),
    ("fragmentation_time", "i8"),
    ("data_errors", "i8"),
    ("inter_site_delay", "i8"),
    ("inter_site_note_loss", "i8"),
    ("agent_affinity", "i8"),
]
REGION = np.dtype([("right_first_time", "i8"), ("work_factor", "i8")])
"""What a department is like for the customers of one segment."""

BREED = np.dtype(
    [
        ("event", "i8"),  # the row of the log that may bring a birth about
        ("department", "i8"),  # whose ticket it must be, or -1
        ("result", "i8"),  # `codes.TicketResult` that it must have, or -1
        ("parent", "i8"),  # kind, or -1: of any kind
        ("child", "i8"),  # kind
        ("recurs", "i8"),  # 1: it is the same trouble again
        ("chance", "i8"),
        *_time("delay"),
        ("before", "i8"),
        ("announced", "i8"),
    ]
)
"""A case that may be born of a case; for the night alone."""

LEVERS = np.dtype(
    [
        ("shared_notes", "i8"),
        ("escalation", "i8"),
        ("escalation_queue", "i8"),  # -1: none
        ("fake_supervisor_time", "i8"),
        ("transfers", "i8"),
        ("transfer_time", "i8"),
        ("re_explaining", "i8"),
        ("discretion_time", "i8"),
        ("follow_up_time", "i8"),
        ("workarounds", "i8"),
        ("logs_superiors", "i8"),  # 1: each asking for a superior is written down
        ("superior_available", "i8"),
        ("puts_off_when_busy", "i8"),
        ("fake_discovered", "i8"),
        ("consent_authority", "i8"),  # -1: none is asked for
        ("consent_time", "i8"),
        *TRANSFER_LEVERS,
        ("outbound_queue", "i8"),  # from which the centre calls customers; -1: it does not
        ("regulator_queue", "i8"),  # -1: none
    ]
)

# How a department dates its promises, and what it tells without being asked.
PROMISES = np.dtype(
    [
        ("estimated", "i8"),  # 1: what the work will take; 0: always the same
        ("bias", "i8"),  # 1 is written as 2**16
        ("spread", "i8"),
        ("mean_work", "i8"),
        ("follows_up", "i8"),
        ("accepted", "i8"),
        ("scheduled", "i8"),
        ("en_route", "i8"),
        ("done", "i8"),
    ]
)

VISITS = np.dtype(
    [
        ("share", "i8"),  # of its tickets; 0: it makes no visits
        *_HOURS,  # each span is a slot
        ("first_counter", "i8"),  # of its slots, among those of all departments
        ("technicians", "i8"),
        ("lead", "i8"),
        ("missed", "i8"),
        ("late", "i8"),  # or missed: the chance of either
        *_time("lateness"),
        ("no_access", "i8"),
        ("no_access_chosen", "i8"),
        ("self_book", "i8"),
        *_time("on_site"),
    ]
)

# How far the customers of a segment believe what they are told.
TRUST = np.dtype([("broken", "i8"), ("kept", "i8"), ("update_calms", "i8")])

# A case in the order in which a contact needs it: the first lines of memory serve every call.
# The night writes who it is, when it is born, and whether its customer has left.
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
        ("rank", "i1"),  # beyond the customer's own: `departments.expedite` raises it
        ("severity", "i1"),  # how often the case was made worse
        ("waived", "i1"),  # 1: the ticket need not lie by the rules
        ("waits", "i1"),  # 1: the ticket waits at its desk
        ("recovering", "i1"),  # 1: the ticket comes back for the second attempt, or has
        ("ticket_passes", "i1"),  # how often the ticket was handed on
        ("ticket_step", "i1"),  # how often work at the ticket has ended
        ("forced", "i1"),  # 1: the customer has complained to the regulator
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
        ("last_agent", "i4"),  # who had the case last, or -1
        ("passes", "i2"),  # how often its customer was passed on
        ("blind", "i1"),  # 1: passed on without a look whether it is open there
        ("astray", "i1"),  # 1: in a queue for which somebody mistook it
        ("had_enough", "i1"),  # 1: the customer throws in the towel
        ("on_the_way", "i1"),  # 1: the ticket has not reached the other site yet
        ("work", "i8"),  # what the ticket will take at the desk
        ("finishes", "i8"),  # when the desk will be done with the ticket, once it is taken up
        ("visit_ends", "i8"),  # when a late technician will be done
        ("late", "i8"),  # how long after the slot the technician comes
        ("doubt", "i8"),  # of promises, from what was remembered at birth; a chance, signed
        ("promises", "i2"),  # dates given at this case
        ("broken_here", "i2"),  # promises broken at this case
        ("kept_here", "i2"),
        ("visits", "i2"),  # appointments made at this case
        ("fate", "i1"),  # what becomes of the visit that is under way
        ("updated", "i1"),  # 1: told something since the last occasion to ask
        ("deadline", "i8"),  # -1: none
    ],
    align=True,
)

BORN_WITH = (
    "who", "word", "customer", "segment", "kind", "live", "left", "off_script", "back_office",
    "data_error",
    "doubt",
    "forced",
)  # fmt: skip
"""Columns of a case that only the night writes."""

INCIDENT = np.dtype(
    [
        ("code", "i8"),
        ("number", "i8"),  # how often it has come before
        ("kind", "i8"),
        ("word", "i8"),  # of all its cases
        ("day", "i8"),
        ("at", "i8"),
        *_time("repair"),
        *_time("notices"),
        ("announced", "i8"),
        ("calms", "i8"),
    ]
)

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
    ],
    align=True,
)

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
    ],
    align=True,
)


class Tables(NamedTuple):
    """The facts that engines read, as rows of integers."""

    queues: Records
    teams: Records
    segments: Records
    kinds: Records
    departments: Records
    regions: Records
    """A row for each segment, department by department."""
    passes_on: Integers
    """[department, times passed on already]: the chance that a ticket is passed on again."""
    levers: Records
    """One row."""
    incidents: Records
    """In order of time; one that comes again has a row for each time."""
    queue_teams: Integers
    """[queue, i]: teams that answer, in order; -1 fills up."""
    team_queues: Integers
    """[team, i]: queues that the team serves, by priority; -1 fills up."""
    team_priority: Integers
    """[team, i]: priority of the queue in the same place."""
    helps_out: Integers
    """[team, i]: 1 where the team serves that queue as its overflow only."""
    onward: Integers
    """[queue, i]: next queue of anonymous callers; -1 fills up."""
    onward_chance: Integers
    """[queue, i]: the chance of that step or an earlier one."""
    knowledge: Integers
    """[team, kind]: chance to know the matter."""
    doors: Integers
    """[segment, 3 i ...]: queue, chance and first attempt of other doors; -1 fills up."""
    mistaken: Integers
    """[kind, i]: queue of another kind for which it may be mistaken; -1 fills up."""
    mistaken_chance: Integers
    """[kind, i]: the chance of that mistake or an earlier one."""
    passed_to: Integers
    """[kind, i]: queues that the buck may be passed to; -1 fills up."""
    shapes: Integers
    """[shape, knot]: quantile tables."""
    opens: Integers
    closes: Integers
    promises: Records
    """A row for each department."""
    visits: Records
    """A row for each department."""
    trust: Records
    """A row for each segment."""


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
    customers: Records
