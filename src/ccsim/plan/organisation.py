"""What the company, its regulator and the public know and have decided, from night to night."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ccsim.plan.records import Records
from ccsim.units import NEVER

ROOT_CAUSE = np.dtype(
    [
        ("found", "i8"),  # when; NEVER: nobody knows of it
        ("fixed_by", "i8"),  # the date that was decided; NEVER: none
        ("fixed", "i1"),
        ("coded", "i8"),  # contacts so far
        ("heard", "i8"),  # weight of what was heard of it since the last review
    ],
    align=True,
)
"""What is known of a cause, and done about it."""

CHANGE = np.dtype([("time", "i8"), ("rank", "i8"), ("index", "i8"), ("until", "i8")])
"""A change of a later day, as `Day` will bring it."""

STRUCK = np.dtype([("kind", "i8"), ("customer", "i8"), ("begins", "i8"), ("ends", "i8")])
"""Whom an incident keeps out of business, from when, and until when."""

PASSED_ON = np.dtype([("due", "i8"), ("who", "i8"), ("word", "i8"), ("case", "i8")])
"""A complaint on its way to the company: when its desk opens, whose, about which case, its row."""


@dataclass(slots=True)
class Organisation:
    """What only the night knows of everybody together; its one writer is the night."""

    causes: Records
    """`ROOT_CAUSE`, in the order of `Plan.causes`."""
    demanded: npt.NDArray[np.float64]
    """The share that each target of the regulator asks for now."""
    complaints: int
    """To the regulator, in the running period."""
    period_began: int
    """The day."""
    readings: int
    """Readings of publications that have not been forgotten."""
    repairs: Records
    """`CHANGE`: incidents that are not repaired yet."""
    struck: Records
    """`STRUCK`: incidents that were not over."""
    passed_on: Records
    """`PASSED_ON`: complaints that the company's desk has not taken up."""


def first_organisation(causes: int, demanded: Sequence[float]) -> Organisation:
    """Nothing is known of any cause, nothing was published, and nobody has complained."""
    known = np.zeros(causes, ROOT_CAUSE)
    known["found"] = known["fixed_by"] = NEVER
    return Organisation(
        causes=known,
        demanded=np.array(demanded, float),
        complaints=0,
        period_began=0,
        readings=0,
        repairs=np.zeros(0, CHANGE),
        struck=np.zeros(0, STRUCK),
        passed_on=np.zeros(0, PASSED_ON),
    )
