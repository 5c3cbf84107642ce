"""Causes of needs, and the organisation that learns: who hears of a cause, and has it removed."""

from typing import Literal, Self

from pydantic import model_validator

from ccsim.spec.distributions import Distribution, constant
from ccsim.spec.fields import Chance, Duration, Facts, Money, PositiveDuration, fact
from ccsim.units import DAY

MOST_CAUSES = 100
"""Of one kind of need: the log has room for so many."""

Defect = Literal["procedure", "product", "process", "system", "information"]


class Cause(Facts):
    """Why a need arises that need not: hidden in each case, and removable."""

    share: Chance
    """Share of the needs of this kind, as they arise of their own accord, that it brings about."""
    fixable_by: str | None = None
    """The function that has the power to remove it, such as billing or product; none: nobody."""
    defect_of: Defect = fact("process", source="S001-12", evidence="procedure")
    """What is wrong. A defect of a procedure is hidden from those who follow it: it is found only
    when its calls are sampled by managers or a pit stop."""
    fix_cost: Money | None = fact(None, source="assumption", evidence="20000 EUR")
    """What it costs to remove it, due when that is funded."""


class VoiceOfCustomer(Facts):
    """How what is heard of causes becomes a backlog, is funded, and is fixed (S004-02)."""

    coded: Chance = fact(0.0, source="S004-02", evidence=0.8, grade="D", low=0.2, high=1.0)
    """Share of the contacts whose cause agents code."""
    noticed_after: int = fact(1, source="assumption", evidence=20, low=1, high=200, ge=1)
    """So many coded contacts make a cause known; who can remove it needs to hear of it once."""
    pit_stop_weight: int = fact(1, source="S004-22", evidence=3, low=1, high=10, ge=1, le=100)
    """For how many coded contacts one counts that the pit stop takes: a call of `sample.queue`,
    answered by `pit_stop.team`, or by a team that has no other queue."""
    every: PositiveDuration = fact(91 * DAY, source="E-VOC-01", evidence="91d")
    """Time between reviews of the backlog, in whole days (13w)."""
    top: int = fact(10, source="assumption", evidence=10, low=3, high=30, ge=1, le=1000)
    """So many causes are looked at in a review: those most heard of since the last one."""
    funded: Chance = fact(0.0, source="E-VOC-01", evidence=0.2, grade="D", low=0, high=0.6)
    """Chance that a top cause without an owner and a date is given both in a review (S004-04)."""
    owner: bool = fact(False, source="S004-03", evidence=True)
    """Whether somebody senior owns what customers say."""
    owner_raises: float = fact(2.0, source="assumption", evidence=2.0, low=1, high=4, ge=1, le=100)
    """Multiple of the chance of funding where somebody does."""
    delay: Distribution = fact(
        constant("8w"), source="E-VOC-02", evidence="{lognormal: {median: 8w, sigma: 0.8}}"
    )
    """Time from funding until the cause is removed; it shows from the next midnight."""
    effect: Chance = fact(0.5, source="E-VOC-03", evidence=0.5, grade="C", low=0.1, high=0.9)
    """Share of the needs of that cause that no longer arise."""

    @model_validator(mode="after")
    def _whole_days(self) -> Self:
        if self.every % DAY:
            raise ValueError("every is a number of whole days, such as 91d: reviews are at night")
        return self


class RootCauseLevers(Facts):
    """How far the organisation learns from what goes wrong."""

    voice_of_customer: VoiceOfCustomer | None = None
    """How causes become a backlog and are fixed; without it nothing is learned from contacts."""
    manager_exposure: dict[str, Duration] | Duration = fact(
        0, source="S004-29", evidence="16h", low="0s", high="80h"
    )
    """Time in a month that the managers of a function spend listening to calls, by function
    (`fixable_by`), or the same for each."""
    manager_pay: Money | None = fact(None, source="assumption", evidence="60 EUR/h")
    """Cost of an hour of theirs."""
    leadership_priority: float = fact(
        1.0, source="S000-17", evidence=2.0, low=0, high=4, ge=0, le=100
    )
    """How high service stands on the list of those who lead: multiple of the share of root causes
    for whose removal there is capacity, as it is decided in reviews; 1 is as usual (S004-06)."""
    implementation_fidelity: Chance = fact(1.0, source="S004-26", evidence=0.6, low=0, high=1)
    """How far what is decided is also done: multiple of the effect of every fix; where
    it is said how people worked `before`, also the share of agents who live the rules."""
