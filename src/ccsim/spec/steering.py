"""How agents are steered and equipped: what they are measured by, their tools, and old habits."""

from typing import Literal, Self

from pydantic import model_validator

from ccsim.spec.fields import Chance, Duration, Facts, Money, fact
from ccsim.spec.needs import AuthorityName
from ccsim.units import NEVER

KpiRegime = Literal["none", "handle_time", "resolution", "value"]
"""What agents are measured by: how long they talk, whether they solve, or what the customer is
worth (then those who bring in as much as the average, or more, are solved for, the others timed).
"""


class Kpi(Facts):
    """What agents do about what they are measured by; nothing of it where that is `none`.

    Only talks about needs follow it: what becomes of an anonymous caller is typed.
    """

    target_talk: Duration = fact(NEVER, source="E-GOAL-01", evidence="9m", low="5m", high="15m")
    """Longest talk that is welcome where handle time is measured."""
    hurries: Chance = fact(0.0, source="assumption", evidence=0.0, low=0, high=0.5)
    """How much shorter than it would be an agent makes the time beyond the target, by hurrying."""
    close_fast_bias: Chance = fact(0.0, source="S004-07", evidence=0.4, low=0, high=0.8)
    """Chance that an agent whom a talk takes longer than the target ends it there: with a quick
    answer, a note or a way around (`workarounds`). Nobody looks for the cause then, acts on what
    notes tell, asks a colleague, or passes the call on (calibrated to E-GOAL-01)."""
    looks_further: Chance = fact(0.0, source="S003-19", evidence=0.3, low=0, high=0.8)
    """Chance that an agent who is measured by resolution, and does not know the matter, finds out
    about it by taking the time."""
    looking_time: Duration = fact(0, source="assumption", evidence="3m", low="1m", high="10m")
    """The time that this takes, found or not."""


class Tools(Facts):
    """What a knowledge assistant does for those who use it (S004-12).

    A single view is `system_fragmentation`, access to what lies behind is `access` of a team.
    """

    faster: Chance = fact(0.0, source="E-RMP-04", evidence=0.1, grade="A", low=0, high=0.17)
    """How much shorter talks get (0.1 is 11 % more issues an hour)."""
    guides: Chance = fact(0.0, source="E-RMP-04", evidence=0.4, grade="A", low=0, high=0.5)
    """How far a newcomer is spared talking slower than an old hand (with `faster`, newcomers then
    do 30 to 34 % more)."""
    tells: Chance = fact(0.0, source="assumption", evidence=0.1, low=0, high=0.3)
    """How far it closes the gap to knowing every matter."""
    used: Chance = fact(1.0, source="assumption", evidence=0.8, low=0.3, high=1)
    """Share of agents who really work with it."""
    cost: Money | None = fact(None, source="assumption", evidence="40 EUR/month")
    """What it costs for each place of an agent."""


class ConversationTraining(Facts):
    """What agents are taught about holding a conversation (S000-13)."""

    courtesy: Chance = fact(0.0, source="S000-13", evidence=0.5, low=0, high=1)
    """How far it brings agents nearer to full courtesy."""
    dates: Chance = fact(0.0, source="S000-13", evidence=0.5, low=0, high=1)
    """Chance that the date told is the one that the department knows, as far as it can."""
    cost: Money | None = fact(None, source="assumption", evidence="200 EUR/year")
    """What it costs for each place of an agent."""


class Before(Facts):
    """How people worked before the new rules; what is not named was as it is now."""

    authority: AuthorityName | None = None
    """What they did without asking."""
    script_adherence: Chance | None = None
    """How often they kept to the script."""
    ownership: Chance | None = None
    """How often they kept a case."""
    shared_notes: Chance | None = None
    """How often they saw what earlier contacts had found."""
    kpi_regime: KpiRegime | None = None
    """What they were measured by."""


class SteeringLevers(Facts):
    """Levers about how agents are steered and equipped, and how far it is really lived."""

    kpi_regime: KpiRegime = fact("none", source="S003-19", evidence="handle_time")
    """What agents are measured by: none, handle_time, resolution, or value (of the customer)."""
    kpi: Kpi = Kpi()
    """What they do about it."""
    tools: Tools = Tools()
    """A knowledge assistant."""
    conversation_training: ConversationTraining = ConversationTraining()
    """How they are taught to hold a conversation."""
    backoffice_alignment: Chance = fact(0.0, source="S004-14", evidence=0.5, low=0, high=1)
    """Chance that a department makes a customer's ticket its own goal, and takes it up at once
    instead of letting it lie by its rules (`padding`)."""
    before: Before | None = None
    """How those go on working who do not live the rules (`implementation_fidelity`), where
    their team has none of its own; without it, all do."""

    @model_validator(mode="after")
    def _has_span(self) -> Self:
        for name, cost in (
            ("tools.cost", self.tools.cost),
            ("conversation_training.cost", self.conversation_training.cost),
        ):
            if cost is not None and cost.per_ms is None:
                raise ValueError(f"{name} {cost} has no span: it is for a place, say 40 EUR/month")
        return self
