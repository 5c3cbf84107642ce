"""What is allowed and can hardly be meant is told, and played all the same."""

from pathlib import Path

import pytest

from ccsim.spec.loading import load

_PASSING = "departments.{}={{staff: 1, work: {{constant: 1h}}, passes_to: {}, passes_on: [1.0]}}"
BASE = Path(__file__).parents[2] / "scenarios" / "scripted_call_center.yaml"


@pytest.mark.parametrize(
    ("sets", "words"),
    [
        (["departments.billing.promise.says=10m"], "it will seldom be kept"),
        (
            [
                _PASSING.format("billing", "network"),
                _PASSING.format("network", "billing"),
            ],
            "tickets go round from billing to network to billing",
        ),
        (
            ["teams.front.headcount=1", "teams.second_line.headcount=1",
             "operating_model.escalation=fake_supervisor"],
            "there is no colleague to play the superior",
        ),
        (
            [
                "incidents.cable={at: 2027-06-01 10:00, need: technical_fault}",
                "incidents.cable.strikes={consumer: 0.1}",
                "incidents.cable.repair={constant: 3h}",
                "incidents.cable.notices={constant: 1h}",
            ],
            "it never strikes",
        ),
        (
            ["teams.front.stress={angry: 1.0, absence: 2.0}", "teams.front.shrinkage={}"],
            "it raises shrinkage.unplanned, which is 0: nobody stays away for it",
        ),
        (["teams.front.stress={absence: 2.0}"], "no talk weighs on them: nobody stays away for it"),
        (
            ["teams.front.turnover.by_stress=1.0", "teams.front.stress={angry: 1.0}"],
            "it raises turnover.yearly, which is 0: nobody goes for it",
        ),
        (
            ["teams.front.turnover={yearly: 0.2, by_stress: 1.0}"],
            "no talk weighs on them: give stress a weight (angry, powerless, lies, workload)",
        ),
        (
            ["teams.stop={headcount: 2, hours: 'Mo-Fr 09:00-18:00'}",
             "pit_stop={team: stop, floor: front, size: 2}"],
            "no queue has 'stop' among its teams: who is sent there takes no calls",
        ),
    ],
)  # fmt: skip
def test_what_can_hardly_be_meant_is_told_with_its_path(sets: list[str], words: str) -> None:
    (notice,) = load(BASE, sets).notices
    assert words in notice
    assert notice.endswith("(it is played as it stands)")


def test_tickets_that_stay_the_first_time_do_not_go_round() -> None:
    later = "departments.{}.passes_on=[0.0, 1.0]"
    sets = [_PASSING.format("billing", "network"), _PASSING.format("network", "billing")]
    assert not load(BASE, [*sets, later.format("billing")]).notices


def test_a_rotation_beyond_the_end_is_told() -> None:
    (notice,) = load(BASE.parent / "pit_stop_year.yaml", ["calendar.weeks=8"]).notices
    assert "nobody is ever sent" in notice


def test_only_the_odyssey_promises_what_it_can_hardly_keep() -> None:
    """But not in the story of the true dates, which are reckoned from the work at hand."""
    strange = {path.stem for path in BASE.parent.glob("**/*.yaml") if load(path).notices}
    told_to_all = {f"r002_{word}" for word in ("all", "guard", "large", "notes", "owner")}
    assert strange == {"worry_free_guarantee", *told_to_all}
