"""Regulators of scenarios made by Hypothesis."""

from hypothesis import strategies as st

from generated_values import Document, Draw, chances


@st.composite
def regulators(draw: Draw, queues: list[str], needs: list[str]) -> Document:
    target = {"needs": needs, "within": 1, "share": draw(st.sampled_from((0.7, 0.0)))}
    facts: Document = {
        "queue": draw(st.sampled_from(queues)),
        "working_days": draw(st.sampled_from(("Mo-Fr", "Mo-Sa"))),
        "period": "month",
    }
    if draw(st.sampled_from((True, True, False))):
        facts["targets"] = {"in_time": target}
        facts["inspects"] = {"cases_per_month": 300, "detects": draw(chances())}
        facts["fine"] = "100 EUR"
    return facts


def no_sla_without_repairs(document: Document) -> None:
    if all(need["clock"] != "repair" for need in document["needs"].values()):
        for facts in document["customers"].values():
            facts["sla"] = None
