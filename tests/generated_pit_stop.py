"""Generated documents: people who are sent to a pit stop."""

from hypothesis import strategies as st

from generated_values import Document


def add_pit_stop(draw: st.DrawFn, facts: Document) -> None:
    """Now and then some of a team that goes home at night sit in a pit stop, in a run of days."""
    if not facts.get("customers") or not draw(st.sampled_from((False, False, True))):
        return
    floors = [name for name, team in facts["teams"].items() if goes_home(team)]
    if not floors:
        return
    floor, kinds = draw(st.sampled_from(floors)), list(facts["needs"])
    size = draw(st.integers(1, _people(facts["teams"][floor])))
    facts["teams"]["stop"] = {
        "headcount": size, "hours": draw(st.sampled_from(("08:00-18:00", "22:00-06:00"))),
        "authority": draw(st.sampled_from(("inform", "full"))), "script_adherence": 0.0,
        "ownership": 0.95, "talk_factor": draw(st.sampled_from((1.0, 1.5))),
    }  # fmt: skip
    queue = draw(st.sampled_from(sorted({need["queue"] for need in facts["needs"].values()})))
    facts["queues"][queue]["teams"] = [*facts["queues"][queue]["teams"], "stop"]
    facts["pit_stop"] = {
        "team": "stop", "floor": floor, "size": size,
        "stay": "1d", "every": draw(st.sampled_from(("1d", "2d"))),
        "starts": draw(st.sampled_from(("0s", "1d"))),
        "functions": {
            "technology": {
                "people": draw(st.integers(0, 2)), "pay": "45 EUR/h",
                "needs": kinds[:1], "knowledge": 0.9, "authority": "exception",
            },
        },
        "uplift": {"ownership": 0.5, "knowledge": 0.5, "courtesy": 0.5, "pace": 0.1},
        "norms": {"spillover": 0.5, "knowledge": 0.2, "conformity": 0.3},
        "half_life": "1d",
        "script_adherence_after": draw(st.sampled_from((None, 0.3))),
        "implementation_fidelity": draw(st.sampled_from((1.0, 0.5))),
    }  # fmt: skip


def goes_home(team: Document) -> bool:
    """Whether nobody of a team is there all day and night."""
    hours = [team.get("hours", "24/7"), *(shift["hours"] for shift in team.get("shifts", []))]
    return "24/7" not in hours and _people(team) > 0


def _people(team: Document) -> int:
    if "shifts" in team:
        return sum(shift["agents"] for shift in team["shifts"])
    heads = team["headcount"]
    if isinstance(heads, dict):
        return max(heads["agents"])
    return max(heads) if isinstance(heads, list) else int(heads)
