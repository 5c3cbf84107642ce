"""The facts that engines read, lowered to rows of integers.

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
        ("shared_notes", "i8"),
        ("kpi", "i8"),  # `codes.Kpi`
        ("understood", "i8"),
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
        ("valued", "i8"),  # 1: brings in as much as the average customer, or more
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
        ("target_talk", "i8"),
        ("unhurried", "i8"),  # share of the time beyond it that is left: 2**16
        ("closes_fast", "i8"),
        ("looks_further", "i8"),
        ("looking_time", "i8"),
        ("right_dates", "i8"),
        ("alignment", "i8"),
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
    doors: Integers
    """[segment, 3 i ...]: queue, chance and first attempt of other doors; -1 fills up."""
    mistaken: Integers
    """[kind, i]: queue of another kind for which it may be mistaken; -1 fills up."""
    mistaken_chance: Integers
    """[kind, i]: the chance of that mistake or an earlier one."""
    passed_to: Integers
    """[kind, i]: queues that the buck may be passed to; -1 fills up."""
    areas: Integers
    """[team, kind]: what other functions let the team do, or -1."""
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
