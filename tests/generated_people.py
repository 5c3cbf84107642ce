"""Generated documents: people who learn, tire, leave and are replaced."""

from hypothesis import strategies as st

from generated_pit_stop import goes_home
from generated_values import Document


def add_people(draw: st.DrawFn, facts: Document) -> None:
    """A team whose people are not all alike, and some of whom go before long."""
    for team in facts["teams"].values():
        if draw(st.sampled_from((False, False, False, True))):
            team["perception"] = {"understood": draw(st.sampled_from((0.0, 0.6))), "abroad": 0.5}
    if not draw(st.sampled_from((False, False, True))):
        return
    teams = [team for team in facts["teams"].values() if goes_home(team)]
    if facts.get("departments") and draw(st.booleans()):
        _make_promises_hollow(facts)
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


def _make_promises_hollow(facts: Document) -> None:
    """Much is for the departments, whose dates agents soon do not believe themselves."""
    facts["calendar"]["days"] = max(3, facts["calendar"]["days"])
    for department in facts["departments"].values():
        department["promise"] = {"says": "1m"}
    for need in facts.get("needs", {}).values():
        need |= {"owner": next(iter(facts["departments"])), "back_office": 1.0}
