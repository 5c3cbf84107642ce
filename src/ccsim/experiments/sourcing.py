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
    label: str = ""
    """What it is called, where the last word of the path does not say enough."""
    span: str = ""
    """From where to where it may lie for this way; empty where the spec's own range holds."""
    source: str = ""
    """Who says so, of a span; the row of the evidence."""
    like: str = ""
    """The fact whose range it has, where it has none of its own."""


_PAY: Final = "teams.front.pay"
_OWNERSHIP: Final = "operating_model.ownership"
_OF_TEAM: Final = Doubt("Boundary", "teams.front.ownership", like=_OWNERSHIP)
_TURNOVER: Final = "teams.front.turnover.yearly"
_A_YEAR: Final = "Turnover a year"
_AWAY: Final = (
    Doubt("Distance", "operating_model.inter_site_delay", "Tickets on their way"),
    Doubt("Distance", "operating_model.inter_site_note_loss", "Notes lost on the way"),
)
_BETWEEN: Final = "assumption, between E-ATT-01 and E-ATT-02"
_FOLLOWED: Final = "teams.front.perception.understood"
_SUPERIORS: Final = "teams.superiors.headcount"

DOUBTS: Final[dict[Way, tuple[Doubt, ...]]] = {
    "in_house": (
        Doubt("Price", _PAY, span="20 to 32 EUR/h", source="E-CST-02"),
        Doubt("Boundary", _OWNERSHIP),
        Doubt("Boundary", _TURNOVER, _A_YEAR),
    ),
    "onshore": (
        Doubt("Price", AMOUNT, "Price", "15 to 22 EUR/h", "E-CST-02"),
        _OF_TEAM,
        Doubt("Boundary", _TURNOVER, _A_YEAR, "0.30 to 0.70", "E-ATT-02"),
        *_AWAY,
    ),
    "colocated": (
        Doubt("Price", AMOUNT, "Price", "16 to 25 EUR/h", "E-CST-02"),
        _OF_TEAM,
        Doubt("Boundary", _TURNOVER, _A_YEAR, "0.20 to 0.50", _BETWEEN),
        Doubt("Distance", _SUPERIORS, "Superiors", "0 to 3", "assumption"),
    ),
    "offshore": (
        Doubt("Price", AMOUNT, "Price"),
        _OF_TEAM,
        Doubt("Boundary", _TURNOVER, _A_YEAR, "0.35 to 0.65", "E-ATT-02"),
        *_AWAY,
        Doubt("Perception", _FOLLOWED, "Followed by customers"),
    ),
}
"""What tells the four ways apart, in the order of a form. Only a range that is particular to a way
stands here: those by the hour and of turnover are the sourcing table's of the evidence."""

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
