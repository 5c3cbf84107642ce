"""The sourcing question: who answers for the firm, and what is doubted about each of them."""

from dataclasses import dataclass
from typing import Final, Literal

from ccsim.spec.vendors import Fee

Way = Literal["in_house", "onshore", "colocated", "offshore"]
About = Literal["Price", "Boundary", "Distance", "Perception"]

WAYS: Final[dict[Way, str]] = {
    "in_house": "In-house",
    "onshore": "Onshore",
    "colocated": "Co-located",
    "offshore": "Offshore",
}
"""Who may answer; in-house is what the others are held against."""
SPANS: Final[dict[str, dict[Way, str]]] = {
    "In stride, eight weeks": {
        "in_house": "in_house",
        "onshore": "onshore_outsourcing",
        "colocated": "colocated_outsourcing",
        "offshore": "offshore_outsourcing",
    },
    "The first year, with the change": {way: f"sourcing_{way}" for way in WAYS},
}
"""Over what time it is asked, and the scenarios that answer, by the names of their files."""
FEE: Final = "vendors.vendor.fee"
AMOUNT: Final = "vendors.vendor.amount"


@dataclass(frozen=True)
class Doubt:
    """A fact of one way that nobody knows well, and from where to where it may lie."""

    about: About
    path: str
    span: str
    source: str
    label: str = ""
    """What it is called, where the last word of the path does not say enough."""


_OWNERSHIP: Final = "teams.front.ownership"
_TURNOVER: Final = "teams.front.turnover.yearly"
_DELAY: Final = "operating_model.inter_site_delay"
_LOSS: Final = "operating_model.inter_site_note_loss"
_FOLLOWED: Final = "teams.front.perception.understood"
_STARTING: Final = "starting values"

DOUBTS: Final[dict[Way, tuple[Doubt, ...]]] = {
    "in_house": (
        Doubt("Price", "teams.front.pay", "20 to 32 EUR/h", _STARTING),
        Doubt("Boundary", "operating_model.ownership", "0.04 to 0.25", _STARTING),
        Doubt("Boundary", _TURNOVER, "0.15 to 0.42", "E-ATT-01", "Turnover a year"),
    ),
    "onshore": (
        Doubt("Price", AMOUNT, "15 to 22 EUR/h", _STARTING, "Price"),
        Doubt("Boundary", _OWNERSHIP, "0.02 to 0.10", "assumption"),
        Doubt("Boundary", _TURNOVER, "0.30 to 0.70", "E-ATT-02", "Turnover a year"),
        Doubt("Distance", _DELAY, "1 to 12 h", "assumption", "Tickets on their way"),
        Doubt("Distance", _LOSS, "0 to 0.4", "assumption", "Notes lost on the way"),
    ),
    "colocated": (
        Doubt("Price", AMOUNT, "16 to 25 EUR/h", _STARTING, "Price"),
        Doubt("Boundary", _OWNERSHIP, "0.06 to 0.10", "assumption"),
        Doubt("Boundary", _TURNOVER, "0.20 to 0.50", _STARTING, "Turnover a year"),
        Doubt("Distance", "teams.superiors.headcount", "0 to 3", "assumption", "Superiors"),
    ),
    "offshore": (
        Doubt("Price", AMOUNT, "7 to 14 EUR/h", "E-CST-03", "Price"),
        Doubt("Boundary", _OWNERSHIP, "0.02 to 0.10", "assumption"),
        Doubt("Boundary", _TURNOVER, "0.35 to 0.65", _STARTING, "Turnover a year"),
        Doubt("Distance", _DELAY, "4 to 48 h", "assumption", "Tickets on their way"),
        Doubt("Distance", _LOSS, "0 to 0.6", "assumption", "Notes lost on the way"),
        Doubt("Perception", _FOLLOWED, "0.75 to 1", "E-SRC-03", "Followed by customers"),
    ),
}
"""What tells the four ways apart, in the order of a form."""

ASKED: Final[dict[Fee, dict[Way, str]]] = {
    "per_minute": {
        "onshore": "0.39 EUR/min",
        "colocated": "0.51 EUR/min",
        "offshore": "0.22 EUR/min",
    },
    "per_call": {"onshore": "3.65 EUR", "colocated": "4.65 EUR", "offshore": "2.00 EUR"},
    "per_resolution": {"onshore": "4.50 EUR", "colocated": "5.50 EUR", "offshore": "2.50 EUR"},
    "fixed": {
        "onshore": "85000 EUR/month",
        "colocated": "98000 EUR/month",
        "offshore": "47000 EUR/month",
    },
}
"""Where a form begins for a vendor who is not paid by the hour: what the hours of the eight weeks
come to at the prices of the files (two replications; by solved matter: a guess). All assumptions:
no study has such prices."""


def asked_price(way: Way, fee: str, by_the_hour: str) -> str:
    """What a vendor asks under a price model before anybody has said otherwise.

    >>> asked_price("offshore", "per_hour", "10 EUR/h")
    '10 EUR/h'
    """
    prices = {str(name): own for name, own in ASKED.items()}
    return prices.get(fee, {}).get(way, by_the_hour)
