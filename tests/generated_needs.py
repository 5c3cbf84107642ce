"""Needs of customers in scenarios made by Hypothesis, and what comes of them."""

from hypothesis import strategies as st

from generated_values import Document, Draw, chances, times


@st.composite
def need(draw: Draw, queues: list[str], departments: list[str], exact: bool) -> Document:
    owner = draw(st.sampled_from((*departments, None)))
    facts: Document = {
        "per_customer_year": draw(st.sampled_from((365, 200, 30))),
        "by_segment": draw(st.sampled_from(({}, {"homes": 0.5}))),
        "queue": draw(st.sampled_from(queues)),
        "queue_by_segment": {"firms": draw(st.sampled_from(queues))},
        "specialists": draw(st.sampled_from((*queues, None))),
        "owner": owner,
        "authority": draw(st.sampled_from(("adjust", "full", "exception", "inform"))),
        "off_script": draw(chances()),
        "back_office": draw(chances()) if owner else 0.0,
        "data_error": draw(st.sampled_from((0.0, 0.2, 0.5))) if owner else 0.0,
        "mandatory_time": draw(st.sampled_from(("0s", "1m"))),
        "obstacles": draw(st.sampled_from((0, 0, 1, 3))),
        "cancels": draw(st.sampled_from((False, False, True))),
        "talk": draw(times(10, exact)),
        "wrap_up": draw(st.one_of(st.none(), times(3, exact))),
    }
    facts["clock"] = draw(st.sampled_from(("repair", "repair", "installation")))
    facts["stops_business"] = True
    facts["cost_per_day"] = "5 EUR/day"
    if draw(st.sampled_from((False, False, True))):
        expires = draw(st.booleans())
        facts["deadline"] = {"after": draw(times(600, exact)), "expires": expires}
    if draw(st.booleans()):
        facts["profile"] = {"day": draw(st.lists(st.integers(1, 5), min_size=24, max_size=24))}
    return facts


def add_consequences(draw: Draw, document: Document, exact: bool) -> None:
    """Departments pass tickets on to each other, and cases are born of cases."""
    departments, needs = document["departments"], document["needs"]
    if len(departments) > 1:
        for one, other in zip(departments, reversed(departments), strict=True):
            hazards = draw(st.sampled_from(([0.5, 0.7], [0.5, 0.7], [])))
            departments[one] |= {"passes_to": other, "passes_on": hazards}
    for facts in departments.values():
        facts["by_segment"] = draw(st.sampled_from(({}, {"firms": {"work_factor": 2.0}})))
        if facts["compounds"] > 0:
            facts["compounds_into"] = draw(st.sampled_from((None, *needs)))
    for facts in needs.values():
        if draw(st.booleans()):
            facts["breeds"] = [
                {
                    "need": draw(st.sampled_from((*needs,))),
                    "chance": 0.3,
                    "when": draw(st.sampled_from(("opened", "resolved", "ticket_done"))),
                    "delay": draw(times(1000, exact)),
                    "before": draw(st.sampled_from(("0s", "6h"))),
                    "announced": draw(st.sampled_from((0.0, 0.5))),
                }
            ]
        facts["recurs"] = draw(st.sampled_from((0.0, 0.3)))
        facts["recurs_after"] = draw(times(1000, exact))
