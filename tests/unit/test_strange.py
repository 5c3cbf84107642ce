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
    ],
)  # fmt: skip
def test_what_can_hardly_be_meant_is_told_with_its_path(sets: list[str], words: str) -> None:
    (notice,) = load(BASE, sets).notices
    assert words in notice
    assert notice.endswith("(it is played as it stands)")


def test_only_the_odyssey_promises_what_it_can_hardly_keep() -> None:
    strange = {path.stem for path in BASE.parent.glob("**/*.yaml") if load(path).notices}
    assert "worry_free_guarantee" in strange
    assert all(name.startswith("r002") for name in strange - {"worry_free_guarantee"})
