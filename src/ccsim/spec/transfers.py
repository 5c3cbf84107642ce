"""Passed around: wrong guesses, buck-passing, closed departments, sites, and the same agent."""

from typing import Literal

from ccsim.spec.fields import Chance, Duration, Facts, fact
from ccsim.units import DAY


class TransferLevers(Facts):
    """Levers about who a caller is passed on to, and what gets lost on the way."""

    passes_on: Chance = fact(0.0, source="S002-07", evidence=0.44, grade="D", low=0, high=0.6)
    """Chance that an agent who is no owner passes on a caller whom they could have kept."""
    passing_grows: Chance = fact(
        0.0, source="E-TRF-03", evidence=0.07, grade="B", low=0.0, high=0.2
    )
    """How much likelier it gets with each pass: this share of those who would keep it do not."""
    blind_transfers: Chance = fact(
        0.0, source="E-TRF-06", evidence=0.02, grade="D", low=0, high=0.20
    )
    """Chance that who passes a caller on does not look whether the other queue is open."""
    closed_transfer_guard: Literal["none", "refuses"] = fact("none", source="S002-27")
    """Whether the telephone refuses to put a caller through to a closed queue."""
    dumping_detected: Chance = fact(0.0, source="S002-28", evidence=0.1, grade="D", low=0, high=1)
    """Chance that it is noticed when an agent dumps a caller: passes on, or to a closed queue."""
    dumping_consequence: Duration = fact(
        30 * DAY, source="assumption", evidence="30d", low="1d", high="365d"
    )
    """For how long an agent who was caught does not dump again."""
    system_fragmentation: Chance = fact(
        0.0, source="S002-05", evidence=0.5, grade="D", low=0, high=1
    )
    """How far the agents' systems fall apart: 0 is one view of all, 1 is none."""
    fragmentation_time: Duration = fact(
        0, source="assumption", evidence="90s", low="30s", high="4m"
    )
    """Time that a talk takes longer where systems fall apart altogether."""
    fragmentation_errors: Chance = fact(
        0.0, source="assumption", evidence=0.1, grade="D", low=0.0, high=0.3
    )
    """Chance of a data error where systems fall apart altogether: a solution that is entered
    wrongly and solves nothing, and notes that the next agent does not find."""
    inter_site_delay: Duration = fact(
        0, source="S002-06", evidence="4h", grade="D", low="1h", high="2d"
    )
    """How long a ticket is on its way to a department at another site."""
    inter_site_note_loss: Chance = fact(
        0.0, source="S002-06", evidence=0.2, grade="D", low=0.0, high=0.6
    )
    """Chance that notes written at another site do not reach the next agent."""
    agent_affinity: Chance = fact(0.0, source="S002-18", evidence=1.0, grade="D", low=0, high=1)
    """Chance that a caller who calls again gets the agent of the last time, if that one is idle."""
