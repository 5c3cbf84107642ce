"""Channels: how a contact reaches the organisation, and the doors by which customers come in."""

from typing import Final, Literal, Self

from pydantic import model_validator

from ccsim.spec.fields import Chance, Facts, fact

ChannelName = Literal[
    "phone",
    "chat",
    "email",
    "social",
    "account_manager",
    "executive_office",
    "regulator",
    "wholesale",
]
"""Of a queue: by what its customers make contact."""

WRITTEN: Final = frozenset({"email", "social", "regulator", "wholesale"})
"""Deferred work: nobody holds a line or loses patience, and the answer comes hours later."""
BETWEEN_COMPANIES: Final = "wholesale"
"""Where one company asks another: no customer comes here, and none waits (S000-08)."""
CALLS: Final = frozenset({"phone", "chat"})
"""Somebody waits on the line. These alone are in the centre's call figures (service level, speed
of answer, abandonment, handle time); whoever comes by another door is seen by queue and team."""


class Share(Facts):
    """A queue, and the share of first contacts that go there."""

    queue: str
    """The queue."""
    chance: Chance
    """Chance that a need goes there first."""


class Door(Facts):
    """Another way in that customers think of when the first leads nowhere."""

    queue: str
    """The queue behind this door."""
    chance: Chance = fact(0.0, source="S001-22", evidence=0.1, grade="D", low=0.02, high=0.3)
    """Chance to try this door, at each failed attempt from `after` on."""
    after: int = fact(1, source="assumption", evidence=2, low=1, high=6, ge=1, le=1000)
    """Failed attempts at the case before this door is thought of."""


class Doors(Facts):
    """Where the customers of a segment turn to, beside the line that their need calls.

    Doors stand in the order in which they are thought of. Whoever has gone through one stays
    there for this case, but for the doors further down the list.
    """

    first_door: list[Share] = []
    """Queues that needs go to first, instead of the line: some have their own adviser (S003-20)."""
    doors: list[Door] = []
    """Other doors, once attempts have failed: social media, the president's office (S002-23)."""
    returns_to_door: Chance = fact(
        0.0, source="S001-24", evidence=0.3, grade="D", low=0.0, high=0.8
    )
    """Chance that the next need goes first to the door where the customer was last helped."""

    @property
    def queues_behind_doors(self) -> list[str]:
        """The queues that these customers turn to beside the line that their need calls."""
        return [one.queue for one in self.first_door] + [one.queue for one in self.doors]

    @model_validator(mode="after")
    def _few_doors(self) -> Self:
        add_up_to_one("first_door", self.first_door)
        if len(self.doors) > MOST_DOORS:
            raise ValueError(f"{len(self.doors)} doors are too many: at most {MOST_DOORS}")
        return self


MOST_DOORS: Final = 16


def add_up_to_one(name: str, shares: list[Share]) -> None:
    """Refuses shares of more than everybody.

    Raises:
        ValueError: the chances add up to more than 1.
    """
    if sum(share.chance for share in shares) > 1 + 1e-12:
        raise ValueError(f"the chances of {name} add up to more than 1")
