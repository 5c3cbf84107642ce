"""Causes, and an organisation that may learn of them, for what Hypothesis makes."""

from hypothesis import strategies as st

from generated_values import Document


def add_causes(draw: st.DrawFn, document: Document, delay: st.SearchStrategy[Document]) -> None:
    """Some needs have causes; half of those who could learn of them do."""
    if draw(st.booleans()):
        return
    defects, functions = st.sampled_from(("process", "procedure")), ("billing", "network", None)
    for need in document["needs"].values():
        need["causes"] = {
            name: {
                "share": draw(st.sampled_from((0.4, 0.1, 0.5))),
                "fixable_by": draw(st.sampled_from(functions)),
                "defect_of": draw(defects),
                "fix_cost": "1000 EUR",
            }
            for name in ("tariff", "cable")[: draw(st.integers(0, 2))]
        }
    named = [one for need in document["needs"].values() for one in need["causes"].values()]
    if not any(one["fixable_by"] for one in named):
        return
    model = document["operating_model"]
    model["voice_of_customer"] = {
        "coded": draw(st.sampled_from((0.5, 1.0, 0.0))),
        "noticed_after": draw(st.sampled_from((1, 5))),
        "pit_stop_weight": draw(st.sampled_from((1, 3))),
        "every": draw(st.sampled_from(("1d", "1d", "2d"))),
        "top": draw(st.sampled_from((1, 10))),
        "funded": draw(st.sampled_from((1.0, 0.5))),
        "owner": draw(st.booleans()),
        "delay": draw(delay),
        "effect": draw(st.sampled_from((0.5, 1.0))),
    }
    model |= {
        "manager_exposure": draw(st.sampled_from(("0s", "20h", "500h"))),
        "manager_pay": "60 EUR/h",
        "leadership_priority": draw(st.sampled_from((1.0, 2.0))),
        "implementation_fidelity": draw(st.sampled_from((1.0, 0.5))),
    }
    for team in document["teams"].values():
        team["exposure"] = draw(st.sampled_from((1.0, 0.3)))
