"""The levers that an organisation can pull: rules, never results."""

from typing import Literal

from ccsim.spec.causes import RootCauseLevers
from ccsim.spec.distributions import Distribution
from ccsim.spec.fields import Chance, Duration, Facts, fact
from ccsim.spec.needs import AuthorityName
from ccsim.spec.steering import SteeringLevers
from ccsim.spec.superiors import RecordedConsent, Superiors
from ccsim.spec.transfers import TransferLevers


class Sample(Facts):
    """A random sample of the same calls, sent to a queue of its own (the pit stop)."""

    queue: str
    """The queue that takes the sample."""
    share: Chance
    """Share of all cases that go there."""


class OperatingModel(TransferLevers, RootCauseLevers, SteeringLevers):
    """How the organisation lets its people treat a case."""

    authority: AuthorityName = "full"
    """What agents may do without asking: inform, adjust, exception or full."""
    script_adherence: Chance = fact(0.0, source="S003-15", evidence=0.95, grade="D", low=0, high=1)
    """How often an agent keeps to the script."""
    shared_notes: Chance = fact(1.0, source="E-TRF-07", evidence=0.50, grade="B", low=0, high=1)
    """Chance that what earlier contacts found is visible to the next agent."""
    ownership: Chance = fact(0.0, source="S002-20", evidence=0.10, grade="D", low=0.04, high=0.95)
    """Chance that an agent keeps a case that is not solved at once, follows it and reports back."""
    escalation: Literal["none", "fake_supervisor", "real"] = "none"
    """What happens when an agent sees the cause and may not act."""
    escalation_queue: str | None = None
    """The queue of those with wider authority (real escalation)."""
    fake_supervisor_time: Duration = fact(
        0, source="assumption", evidence="2m", low="1m", high="5m"
    )
    """Time spent asking a superior who is never free."""
    superiors: Superiors | None = None
    """What a caller meets who is to speak with a superior; if given, each asking is logged."""
    recorded_consent: RecordedConsent | None = None
    """How far agents may go beyond their authority with the customer's consent on tape."""
    transfers: Literal["none", "cold", "warm"] = "none"
    """Whether an agent without the knowledge passes the caller to specialists, and how."""
    transfer_time: Duration = fact(0, source="E-AHT-09", evidence="90s", low="30s", high="4m")
    """Time that a hand-over adds to the talk of the one who passes (warm) or receives (cold)."""
    re_explaining: Duration = fact(0, source="E-AHT-08", evidence="2m", low="30s", high="4m")
    """Time to explain again when the agent sees no notes of earlier contacts."""
    discretion_time: Duration = fact(0, source="assumption", evidence="90s", low="0s", high="5m")
    """Time that solving without a script takes beyond the scripted call."""
    follow_up_time: Duration = fact(0, source="assumption", evidence="5m", low="2m", high="15m")
    """After-call work of an owner: following the ticket, calling back with the status."""
    padding: Literal["kept", "waived"] = "kept"
    """Whether a ticket lies as long as its department's rules say, or is taken up at once
    (S004-19)."""
    status_calls: Literal["booked", "outbound"] = "booked"
    """Whether calls to customers are booked as after-call work, or made by agents (S001-17)."""
    outbound_queue: str | None = None
    """The queue of calls that the centre makes; its teams make them when their turn comes."""
    workarounds: Chance = fact(0.0, source="S003-05", evidence=0.2, grade="D", low=0, high=0.6)
    """Chance that an agent who cannot solve it offers a way around, and closes the case."""
    sample: Sample | None = None
    """A random sample of the same calls for a pit stop."""
    wrap_up: Distribution | None = None
    """After-call work of every contact, where the need has none of its own."""
    publicity: Chance = fact(0.0, source="S001-23", evidence=0.6, grade="D", low=0, high=1)
    """How much it matters who is watching: public complaints (social) go before others, as if
    their priority were so much nearer to the first; 1 means before everything else."""
    empathy_training: Chance = fact(0.0, source="S001-21", evidence=0.5, grade="D", low=0, high=1)
    """How far training brings agents from their own courtesy towards full courtesy."""
    marketing_promise: Chance = fact(0.0, source="S002-22", evidence=1.0, grade="D", low=0, high=1)
    """How much advertising promises of the service: 0 nothing, 1 that there is no worry at all."""

    @property
    def changes_agents(self) -> bool:
        """Whether agents of one team differ by what they live and use."""
        tools = self.tools
        equipped = tools.faster > 0 or tools.guides > 0 or tools.tells > 0
        return equipped or (self.before is not None and self.implementation_fidelity < 1)
