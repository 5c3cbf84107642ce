"""What customers buy because of how a case of theirs was solved."""

from ccsim.spec.fields import Chance, Facts, Money, fact


class CrossSell(Facts):
    """A sale in the night after a case is solved: who was well served buys with confidence."""

    chance: Chance = fact(0.0, source="S003-17", evidence=0.03, grade="D", low=0.0, high=0.1)
    """Chance to buy after a case that was solved at the first contact."""
    lost_per_contact: Chance = fact(0.0, source="assumption", evidence=0.5, low=0.0, high=1.0)
    """Share of that chance which is lost with each further contact that it took."""
    revenue: Money | None = fact(
        None, source="assumption", evidence="60 EUR", low="20 EUR", high="200 EUR"
    )
    """What such a sale brings (S003-18)."""
