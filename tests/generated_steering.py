"""Generated documents: people who are measured, equipped, and who live the rules or not."""

from hypothesis import strategies as st

from generated_values import Document

_REGIMES = ("handle_time", "resolution", "value")


def add_steering(draw: st.DrawFn, facts: Document) -> None:
    """A regime for all or for one team, tools for some, and some who go on as before."""
    if not draw(st.sampled_from((False, True))):
        return
    model = facts["operating_model"]
    model["kpi"] = {
        "target_talk": draw(st.sampled_from(("2m", "5m"))),
        "hurries": draw(st.sampled_from((0.0, 0.4))),
        "close_fast_bias": draw(st.sampled_from((0.3, 1.0))),
        "looks_further": 0.5,
        "looking_time": draw(st.sampled_from(("0s", "2m"))),
    }
    for segment in facts["customers"].values():
        segment["margin"] = draw(st.sampled_from(("10 EUR/month", "50 EUR/month")))
    whose = model if draw(st.booleans()) else next(iter(facts["teams"].values()))
    whose["kpi_regime"] = draw(st.sampled_from(_REGIMES))
    model["conversation_training"] = {"courtesy": 0.5, "dates": draw(st.sampled_from((0.0, 0.5)))}
    if draw(st.booleans()):
        model["tools"] = {"faster": 0.1, "guides": 0.4, "tells": 0.2, "used": 0.5}
    if draw(st.booleans()):
        model["implementation_fidelity"] = 0.5
        model["before"] = {
            "authority": "inform", "script_adherence": 1.0, "ownership": 0.0, "shared_notes": 0.2,
            "kpi_regime": draw(st.sampled_from(_REGIMES)),
        }  # fmt: skip
    padded = any(each.get("padding", "0s") != "0s" for each in facts["departments"].values())
    model["backoffice_alignment"] = 0.5 if padded else 0.0
