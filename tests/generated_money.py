"""Contracts, a stricter regulator and a change of teams for the small scenarios of Hypothesis."""

from hypothesis import strategies as st

from generated_values import Document


def add_money(draw: st.DrawFn, document: Document) -> None:
    """A vendor for one of the teams, targets that are tightened, and a team that goes or comes."""
    if draw(st.sampled_from((False, True))):
        team = draw(st.sampled_from(sorted(document["teams"])))
        document["teams"][team]["employer"] = "partner"
        fee = draw(st.sampled_from(("per_hour", "per_minute", "per_call", "per_resolution")))
        target = {"measure": "resolution", "share": 0.5, "bonus": "9 EUR", "malus": "9 EUR"}
        document["vendors"] = {
            "partner": {"fee": fee, "amount": "9 EUR", "commitment": 900, "targets": [target]}
        }
    if document.get("regulator", {}).get("targets"):
        rule = {"complaints_per_100k": 100, "tightens": 0.2}
        document["regulator"] |= {
            "fine_per_point_missed": "100 EUR",
            "intervenes": draw(st.sampled_from((rule, None))),
        }
    days = document["calendar"]["days"]
    if days > 1 and draw(st.sampled_from((False, False, True))):
        document["calendar"] |= {"warm_up_days": 1}
        spared = _may_go(document)
        side = draw(st.sampled_from(("old_teams", "new_teams") if spared else ("new_teams",)))
        teams = spared if side == "old_teams" else sorted(document["teams"])
        document["transition"] = {side: [draw(st.sampled_from(teams))], "one_off": "500 EUR"}


def _may_go(document: Document) -> list[str]:
    """Teams that are nowhere the only ones to answer."""
    alone: set[str] = set()
    for queue in document["queues"].values():
        overflow = queue.get("overflow") or {}
        serving = {*queue["teams"], *([overflow["to"]] if overflow else [])}
        if len(serving) == 1:
            alone |= serving
    return sorted(document["teams"].keys() - alone)
