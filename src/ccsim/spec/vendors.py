"""Vendors: firms that employ teams, and what their contracts are paid by."""

from typing import Literal, Self

from pydantic import Field, model_validator

from ccsim.spec.fields import Chance, Facts, Money, fact

Fee = Literal["per_hour", "per_minute", "per_call", "per_resolution", "fixed"]


class Agreed(Facts):
    """A target of a contract, and what is paid or kept back where a month differs from it."""

    measure: Literal["service_level", "resolution"]
    """Calls answered within `measures.service_level_threshold` (of those that the vendor's agents
    answered, or lost in queues that only they serve; nobody waits for a call that the centre
    makes); or talks that solved the matter, as the contract counts them."""
    share: Chance
    """The share agreed on."""
    bonus: Money | None = fact(None, source="assumption", evidence="500 EUR")
    """Paid for each point above it, in a whole month."""
    malus: Money | None = fact(None, source="assumption", evidence="500 EUR")
    """Kept back for each point below it, in a whole month."""

    @model_validator(mode="after")
    def _matters(self) -> Self:
        if self.bonus is None and self.malus is None:
            raise ValueError("a target without bonus and malus changes nothing: give one of them")
        return self


class Vendor(Facts):
    """A firm that employs teams: it pays its people, and we pay it (S001-28).

    Contract months are those of the calendar; where one is measured in part, or a transition sends
    the vendor's last team away, commitment, fixed fee, bonus and malus count for that part of its
    days.
    """

    fee: Fee = "per_hour"
    """By what it is paid: hours on duty, minutes of talk and after-call work, calls answered (those
    that its agents make, and their customers answer, are calls too), matters solved, or a fixed sum
    a month."""
    amount: Money = fact(
        ..., source="E-CST-03", evidence="10 EUR/h", grade="C", low="7 EUR/h", high="15 EUR/h"
    )
    """The price of one of them, or of a month."""
    commitment: float = fact(
        0.0, source="assumption", evidence=1000, low=0, high=100_000, ge=0, le=1e9
    )
    """So many hours, minutes, calls or matters are paid for in a month, whether used or not."""
    counts_resolved: Literal["log", "truth"] = "log"
    """Whether a matter counts as solved that the call log shows as closed (thought solved, worked
    around, and noted down for somebody else, too), or only one that is solved in truth."""
    targets: list[Agreed] = Field(default=[], max_length=2)
    """What each month is held against."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.fee == "fixed" and self.commitment > 0:
            raise ValueError("a fixed fee has no volume to commit to: leave commitment out")
        measures = [target.measure for target in self.targets]
        if len(set(measures)) < len(measures):
            raise ValueError(f"targets: {measures[0]!r} stands there twice: one target each")
        return self
