"""Why a small centre does better: the levers' parts, and the same luck for all of them."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from ccsim.errors import UsageError
from ccsim.experiments.coalitions import Scheme, share_out
from ccsim.experiments.compare import compare
from ccsim.experiments.explain import explain
from ccsim.experiments.explain_result import Explanation
from ccsim.report.explain import conclusion, explanation_page, repeat_command
from ccsim.spec.loading import Loaded, load

BASE = """
name: Script
calendar: {weeks: 2, warm_up_days: 2}
measures: {follow_up: 3d}
customers:
  home: {count: 400, margin: 15 EUR/month, patience: {exponential: 5m}, redials: 0.5,
         repeat_delay: {exponential: 8h}, chases: 0.5, chase_delay: {exponential: 1d}}
needs:
  bill: {per_customer_year: 20, queue: front, owner: billing, authority: adjust, off_script: 0.3,
         talk: {exponential: 5m}}
  fault: {per_customer_year: 5, queue: front, owner: billing, authority: inform, back_office: 0.5,
          talk: {exponential: 8m}}
queues:
  front: {teams: [front], hours: "08:00-20:00"}
teams:
  front: {headcount: 3, hours: "08:00-20:00", pay: 20 EUR/h, knowledge: 0.9}
departments:
  billing: {hours: "09:00-17:00", staff: 3, work: {exponential: 20m}, promise: {says: 1d},
            right_first_time: 0.5}
operating_model: {authority: inform, script_adherence: 0.9, shared_notes: 0.5, ownership: 0.1,
                  workarounds: 0.3}
"""
SOLUTION = """
base: script.yaml
name: Solution
patch:
  operating_model.authority: full
  operating_model.script_adherence: 0.2
  operating_model.transfer_time: 2m
"""
PIT_STOP = """
base: script.yaml
name: Pit stop
patch:
  queues.stop: {teams: [stop, front], hours: "08:00-20:00"}
  operating_model.sample: {queue: stop, share: 0.5}
  teams.front.headcount: 2
  teams.stop: {headcount: 1, hours: "08:00-20:00", pay: 25 EUR/h, authority: full,
               script_adherence: 0.0}
"""
REPLICATIONS = 4


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("why")
    for name, text in (("script", BASE), ("solution", SOLUTION), ("pit_stop", PIT_STOP)):
        (folder / f"{name}.yaml").write_text(text)
    return folder


def both(place: Path, other: str) -> tuple[Loaded, Loaded]:
    return load(place / "script.yaml"), load(place / f"{other}.yaml")


@pytest.fixture(scope="module")
def why(place: Path) -> Explanation:
    return explain(*both(place, "solution"), replications=REPLICATIONS, workers=1)


def test_the_parts_add_up_to_the_difference_that_compare_finds(
    place: Path, why: Explanation
) -> None:
    compared = compare(both(place, "solution"), replications=REPLICATIONS, workers=1)
    wanted = {one.metric: one for one in compared.of("Solution")}
    assert [one.metric for one in why.breakdowns] == [
        "true_fcr",
        "cost_per_resolution",
        "net_value",
    ]
    for one in why.breakdowns:
        whole, compare_says = one.difference.number, wanted[one.metric]
        numbers = (compare_says.mean, compare_says.low, compare_says.high)
        assert (whole.mean, whole.low, whole.high) == pytest.approx(numbers)
        assert sum(part.number.mean or 0 for part in one.levers) == pytest.approx(whole.mean)
        assert one.reference.mean == compared.reference.estimates[one.metric].mean


def test_without_rounding_they_add_up_exactly(why: Explanation) -> None:
    values = {one: 0.1 * len(one) ** 3 for one in why.scheme.coalitions}
    assert sum(share_out(values, why.scheme.shares)) == Fraction(0.1 * 27)


def test_authority_is_worth_something_and_a_rule_that_nobody_uses_is_worth_nothing(
    why: Explanation,
) -> None:
    fcr = dict(zip([lever.name for lever in why.levers], why.breakdowns[0].levers, strict=True))
    assert fcr["operating_model.authority"].verdict == "better"
    nothing = fcr["operating_model.transfer_time"]
    assert nothing.verdict == "the same"
    assert (nothing.number.mean, nothing.number.low, nothing.number.high) == (0.0, 0.0, 0.0)


def test_failure_demand_goes_and_value_demand_stays(why: Explanation) -> None:
    load = {part.name: part for part in why.load}
    assert load["fresh"].verdict in {"the same", "not established"}
    assert load["repeats"].verdict == "lower"
    for end in ("reference", "scenario"):
        means = {name: getattr(part, end).mean for name, part in load.items()}
        for axis in ("kind", "after"):
            parts = sum(mean for name, mean in means.items() if f"[{axis}=" in name)
            assert parts == pytest.approx(means["repeats"])
        whole = sum(mean for name, mean in means.items() if "[" not in name and name != "load")
        assert whole == pytest.approx(means["load"])


def test_the_way_to_repeat_it_says_how_many_orders_were_asked_for(why: Explanation) -> None:
    """Where all orders were taken, fewer would be drawn if the number were left out."""
    many = replace(why, levers=why.levers * 3, scheme=Scheme(9), permutations=200)
    assert "--permutations 200" in repeat_command(many)
    assert "--permutations" not in repeat_command(why)


def test_what_is_not_defined_on_the_way_is_not_told_as_no_effect(tmp_path: Path) -> None:
    """Calls and doors move to the afternoon together; one without the other, nobody waits."""
    desk = """
calendar: {days: 2}
queues:
  line: {teams: [desk], hours: "08:00-10:00", talk: {exponential: 4m},
         patience: {exponential: 3m}, forecast: {calls: [30, 30], interval: 1h, starts: 8h}}
teams:
  desk: {headcount: 2, hours: "08:00-18:00"}
"""
    later = """
base: early.yaml
patch: {queues.line.hours: "14:00-16:00", queues.line.forecast.starts: 14h}
"""
    (tmp_path / "early.yaml").write_text(desk)
    (tmp_path / "late.yaml").write_text(later)
    found = explain(
        tmp_path / "early.yaml", tmp_path / "late.yaml", metrics=["mean_wait_s"], replications=2,
        workers=1,
    )  # fmt: skip
    (one,) = found.breakdowns
    assert one.difference.number.mean is not None
    assert (one.undefined, one.shared_out) == (2, False)
    words = conclusion(found, one)
    assert words.endswith(
        "not defined in 2 of 4 combinations of levers, so what each is worth is not known."
    )
    assert "effect" not in words
    assert "figure-waterfall" not in explanation_page(found)
    assert found.to_json()["metrics"]["mean_wait_s"]["undefined_combinations"] == 2


def test_a_team_the_way_to_it_and_who_is_sent_there_are_one_lever(place: Path) -> None:
    found = explain(*both(place, "pit_stop"), metrics=["true_fcr"], replications=2, workers=1)
    assert [lever.name for lever in found.levers] == [
        "queues.stop + teams.stop + operating_model.sample",
        "teams.front.headcount",
    ]
    assert len(found.scheme.coalitions) == 4


def test_the_same_question_is_answered_from_the_store(place: Path, tmp_path: Path) -> None:
    def ask(*metrics: str) -> Explanation:
        return explain(
            *both(place, "solution"), metrics=metrics, replications=2, workers=1, root=tmp_path
        )

    first, again = ask("true_fcr"), ask("true_fcr", "mean_wait_s[queue=front]")
    assert (first.kept, again.kept) == (0, 8)
    assert again.breakdowns[0].levers[0].number == first.breakdowns[0].levers[0].number
    assert again.breakdowns[1].unit == "s"


def test_a_stop_keeps_what_is_done(place: Path, tmp_path: Path) -> None:
    told: list[str] = []

    def stop(done: int, _total: int) -> None:
        if done == 5:
            raise KeyboardInterrupt

    two = both(place, "solution")
    with pytest.raises(KeyboardInterrupt):
        explain(*two, replications=2, workers=1, root=tmp_path, progress=stop, tell=told.append)
    assert told[0] == "3 levers, turned in all orders: 8 combinations of 2 replications"
    assert told[-1] == "Stopped: 2 of 8 combinations are done; they are kept: ask again"
    assert explain(*two, replications=2, workers=1, root=tmp_path).kept == 2


def test_what_is_no_rule_of_an_organisation_is_told(place: Path) -> None:
    more = place / "more.yaml"
    more.write_text(
        "base: script.yaml\nname: More\npatch:\n  customers.home.count: 500\n"
        "  calendar.weeks: 3\n  teams.front.headcount: 4\n"
    )
    found = explain(
        place / "script.yaml", more, metrics=["service_level"], replications=2, workers=1
    )
    assert [note.split(" differ in ")[1].split(",")[0] for note in found.notes] == [
        "calendar",
        "customers",
    ]
    assert len(found.levers) == 3


@pytest.mark.parametrize(
    ("words", "options"),
    [
        ("have the same facts", {"scenario": "script"}),
        ("did you mean 'true_fcr'", {"metrics": ["true_fc"]}),
        ("cannot be read", {"metrics": ["true fcr"]}),
        ("has no queue 'fornt'; did you mean 'front'", {"metrics": ["asa_s[queue=fornt]"]}),
        ("is asked for of the whole only", {"metrics": ["cost_per_resolution[queue=front]"]}),
        ("not known of the whole: write", {"metrics": ["left_silently_rate"]}),
        ("on the same terms", {"metrics": ["present_value"]}),
        ("at least 4", {"permutations": 3}),
        ("count money in EUR and GBP", {"scenario": "pounds"}),
    ],
)
def test_what_cannot_be_asked_is_told(place: Path, words: str, options: dict[str, object]) -> None:
    (place / "pounds.yaml").write_text(BASE.replace("EUR", "GBP"))
    asked = {"scenario": "solution", "replications": 1, "workers": 1} | options
    other = place / f"{asked.pop('scenario')}.yaml"
    with pytest.raises(UsageError, match=words):
        explain(place / "script.yaml", other, **asked)
