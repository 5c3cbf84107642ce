"""Generated documents: people who learn, tire, leave and are replaced."""

from typing import Any

from hypothesis import strategies as st

Document = dict[str, Any]


def add_people(draw: st.DrawFn, facts: Document) -> None:
    """A team whose people are not all alike, and some of whom go before long."""
    if not draw(st.sampled_from((False, False, True))):
        return
    teams = [team for team in facts["teams"].values() if team.get("hours", "24/7") != "24/7"]
    for department in list(facts.get("departments", {}).values())[:1]:
        department["promise"] = {"says": "1m"}  # which agents soon do not believe themselves
    for team in teams:
        team["learning"] = {"slower": 0.64, "time": "2d", "lacks": 0.5, "practice": 10,
                            "mentored": draw(st.sampled_from((0.0, 0.36)))}  # fmt: skip
        team["talents"] = {"pace": 0.15, "knowledge": 0.1, "education": 0.3, "gain": 0.2}
        team["stress"] = {
            "angry": 2.0, "powerless": 0.5, "lies": 1.0, "workload": 1.0, "memory": "1d",
            "absence": 2.0, "tolerance": draw(st.sampled_from((0.0, 0.5))),
        }  # fmt: skip
        team["turnover"] = {
            "yearly": 20.0, "by_script": 0.4, "by_workload": 2000.0, "by_stress": 200.0,
            "the_able_first": 0.5, "by_underuse": 1.0,
        }  # fmt: skip
        team["hiring"] = {
            "lead": draw(st.sampled_from(("0s", "1d"))),
            "training": draw(st.sampled_from(("0s", "1d"))),
            "ownership": 0.5,
            "knowledge": 0.5,
        }
