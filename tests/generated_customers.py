"""What customers do over months, for the small scenarios that Hypothesis makes."""

from typing import Any

from hypothesis import strategies as st

Document = dict[str, Any]

TALKS = {
    "praise": 0.5, "praise_to": 2, "complaint": 0.7, "complaint_to": 5, "posts": 0.5,
    "audience_least": 20, "audience_most": 5_000,
}  # fmt: skip


def add_months(draw: st.DrawFn, document: Document) -> None:
    """Word of mouth, sales, deterrence and reports; chances are high, since days are few."""
    document["measures"] = {"leaving_causes": draw(st.booleans())}
    if not draw(st.sampled_from((True, True, False))):
        return
    document["market"] = {
        "population": draw(st.sampled_from((0, 200, 100_000))),
        "ill_fame": draw(st.sampled_from((0.0, 0.3))),
        "memory": draw(st.sampled_from(("0s", "1d", "30d"))),
        "choice": draw(st.sampled_from((0.0, 0.5))),
        "choice_per_year": draw(st.sampled_from((0.0, 10.0))),
    }
    people = document["market"]["population"] > 0
    if people:
        document["market"] |= {"turns_away": draw(st.sampled_from((0.0, 0.4))), "wins": 0.3}
    known = people or document["market"]["ill_fame"] > 0
    for facts in document["customers"].values():
        facts["tells"] = TALKS
        facts["leaving"] |= {
            "friends": draw(st.sampled_from((0.0, 5.0))),
            "publications": draw(st.sampled_from((0.0, 5.0))) if known else 0.0,
            "sensitivity": draw(st.sampled_from((1.0, 3.0))),
            "inertia": draw(st.sampled_from((0.0, 0.4))),
        }
        facts["deterred"] = draw(st.sampled_from((0.0, 0.3))) if known else 0.0
        facts["lifetime_value"] = "500 EUR"
        facts["expectation_drift"] = 0.1
        lost = draw(st.sampled_from((0.0, 0.5)))
        facts["cross_sell"] = {"chance": 0.5, "lost_per_contact": lost, "revenue": "60 EUR"}
    fine = "500 EUR" if document["regulator"].get("targets") else None
    document["regulator"]["reporting"] = {"informs": 0.3, "fine": fine}
