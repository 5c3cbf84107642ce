"""Metrics of reputation: who hears what, who never comes, and who does not even call."""

from typing import Literal

from ccsim.metrics.catalogue.metric import BY_CUSTOMER, Metric, count, ratio

_OWN = "ccsim"
_BY_SEGMENT = ("", "segment")


def _prospects(name: str, better: Literal["higher", "lower"], words: str) -> tuple[Metric, ...]:
    """How many of them there are, and what they would have brought."""
    return (
        Metric(
            f"prospects_{name}",
            "people",
            better,
            f"People who {words}, in measured time; they are counted and valued, and not played.",
            _OWN,
            count(f"prospects_{name}"),
            _BY_SEGMENT,
        ),
        Metric(
            f"prospect_margin_{name}",
            "money",
            better,
            f"Margin of `prospects_{name}`, for `margin_months` (a year unless said).",
            _OWN,
            count(f"prospect_margin_{name}"),
            _BY_SEGMENT,
        ),
    )


METRICS = (
    Metric(
        "friends_warned",
        "people",
        "lower",
        "Friends who were told of a case that ended badly, in measured time.",
        _OWN,
        count("friends_warned"),
        _BY_SEGMENT,
    ),
    Metric(
        "friends_praised_to",
        "people",
        "higher",
        "Friends who were told of a case that was solved at the first contact, in measured time.",
        _OWN,
        count("friends_praised_to"),
        _BY_SEGMENT,
    ),
    Metric(
        "posts",
        "publications",
        "lower",
        "Cases that ended badly and were published, in measured time.",
        _OWN,
        count("posts"),
        _BY_SEGMENT,
    ),
    Metric(
        "readers",
        "people",
        "lower",
        "Readers of publications, added up; an audience ten times as large is ten times as rare.",
        _OWN,
        count("readers"),
        _BY_SEGMENT,
    ),
    *_prospects("lost_friends", "lower", "stayed away after a bad story of a friend"),
    *_prospects("won_friends", "higher", "would come after a good story of a friend"),
    *_prospects("lost_publications", "lower", "stayed away after what they had read"),
    Metric(
        "latent_needs",
        "needs",
        "lower",
        "Needs in measured time about which their customers did not even call, because they knew "
        "that it would be of no use; no figure of calls or cases shows them.",
        _OWN,
        count("latent_needs"),
        BY_CUSTOMER,
    ),
    Metric(
        "latent_demand_rate",
        "share",
        "lower",
        "Needs about which nobody called ÷ those and the cases opened, in measured time.",
        _OWN,
        ratio("latent_needs", ("latent_needs", "needs_called_about")),
        BY_CUSTOMER,
    ),
)
