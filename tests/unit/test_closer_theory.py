"""Which theory knows a scenario exactly: each shape, and what is a little beside it."""

from dataclasses import replace
from pathlib import Path

import pytest

from ccsim.analytic.erlang_a import erlang_a
from ccsim.analytic.impatient_classes import ClassFacts, impatient_classes
from ccsim.analytic.nearest import Reading
from ccsim.analytic.network import Desk, network
from ccsim.analytic.priority import Stream, one_agent_priorities
from ccsim.analytic.theory import TheoryError
from ccsim.experiments.baseline import baseline
from ccsim.experiments.closer.choice import closer_theories
from ccsim.experiments.closer.parts import parts_of
from ccsim.experiments.closer.settling import relaxation_s
from ccsim.report.baseline import show_worth
from ccsim.report.closer import says_the_same
from ccsim.report.terminal import show_baseline
from ccsim.spec.loading import load

THEORY = Path(__file__).parents[2] / "scenarios" / "theory"
SHIPPED = sorted(THEORY.parent.glob("*.yaml"))


def names(file: str, *sets: str) -> dict[str, str]:
    """By queue, the name of the closer theory."""
    facts = load(THEORY / f"{file}.yaml", sets).scenario
    return {queue: one.name for queue, one in closer_theories(facts).items()}


@pytest.mark.parametrize(
    ("file", "sets", "expected"),
    [
        ("erlang_c", [], {"calls": "Erlang C"}),
        ("erlang_c", ["queues.calls.forecast.scale=0.5"], {"calls": "Erlang C"}),
        ("erlang_c", ["queues.calls.talk={gamma: {mean: 3m, shape: 1}}"], {"calls": "Erlang C"}),
        ("erlang_a", [], {"calls": "Erlang A"}),
        ("erlang_a", ["queues.calls.patience={constant: 2m}"], {"calls": "M/M/c+G"}),
        ("erlang_a", ["queues.calls.patience={empirical: {quantiles: [1s, 9m]}}"],
         {"calls": "M/M/c+G"}),
        ("erlang_a", ["queues.calls.patience={lognormal: {median: 2m, sigma: 1}}"],
         {"calls": "M/M/c+G"}),
        ("erlang_a", ["queues.calls.lines=20"], {"calls": "M/M/c/K+M"}),
        ("erlang_b", [], {"calls": "M/G/c/c (Erlang B)"}),
        ("erlang_b", ["queues.calls.talk={uniform: {low: 1s, high: 6m}}",
                      "queues.calls.patience={constant: 2m}"], {"calls": "M/G/c/c (Erlang B)"}),
        ("erlang_b", ["teams.agents.headcount=20"], {"calls": "M/G/c/c (Erlang B)"}),
        ("mmck", [], {"calls": "M/M/c/K"}),
        ("mg1", [], {"calls": "M/D/c"}),
        ("mg1", ["queues.calls.wrap_up={constant: 3s}"], {"calls": "M/D/c"}),
        ("mg1", ["teams.agents.headcount=1", "queues.calls.forecast.rate=0.5/min",
                 "queues.calls.wrap_up={exponential: 10s}"],
         {"calls": "M/G/1 (Pollaczek and Khinchine)"}),
        ("mg1", ["queues.calls.talk={gamma: {mean: 1m, shape: 2}}"],
         {"calls": "Allen and Cunneen's approximation"}),
        ("priorities", [], {"high": "M/M/c with priorities", "low": "M/M/c with priorities"}),
        ("priorities", ["teams.agents.headcount=1", "queues.high.forecast.rate=0.1/min",
                        "queues.low.forecast.rate=0.1/min", "queues.low.talk={constant: 3m}"],
         {"high": "M/G/1 with priorities", "low": "M/G/1 with priorities"}),
        ("priorities", ["queues.high.priority=5", "queues.low.priority=5"],
         dict.fromkeys(("high", "low"), "Erlang C of high and low together")),
        ("priorities", ["teams.agents.priority={high: 3}"],
         dict.fromkeys(("high", "low"), "Erlang C of high and low together")),
        ("priorities", ["queues.high.patience={exponential: 1m}",
                        "queues.low.patience={exponential: 2m}"],
         {"high": "M/M/c+M with priorities", "low": "M/M/c+M with priorities"}),
        ("redial", [], {"calls": "M/M/c+M with orbits"}),
        ("redial", ["queues.calls.patience=null"], {"calls": "Erlang C"}),
        ("redial", ["queues.calls.patience=null", "queues.calls.forecast.reconnects=0.1",
                    "queues.calls.forecast.reconnect_delay={constant: 1h}"],
         {"calls": "Jackson network"}),
        ("tiers", [], dict.fromkeys(("tier1", "tier2", "tier3"), "Jackson network")),
        ("tiers", ["queues.tier2.onward=[{to: tier1, chance: 0.3}]"],
         dict.fromkeys(("tier1", "tier2"), "Jackson network")),
        ("overflow", [], {"calls": "two groups of agents"}),
        ("overflow", ["queues.calls.overflow=null", "queues.calls.teams=[in_house, outsourced]"],
         {"calls": "Erlang A"}),
        ("overflow", ["queues.calls.overflow=null", "queues.calls.teams=[in_house, outsourced]",
                      "teams.outsourced.talk_factor=1.5"], {"calls": "two groups of agents"}),
        ("n_model", [], {"type1": "N-model", "type2": "N-model"}),
        ("varying_day", [], {"calls": "a day that starts empty"}),
        ("varying_day", ["teams.agents.headcount=12", "teams.agents.hours=00:00-08:00",
                         "calendar.days=5"], {"calls": "a day that starts empty"}),
        ("varying_day", ["calendar.time_zone=Europe/Madrid"], {"calls": "a day that starts empty"}),
        ("varying_day", ["queues.calls.hours=Mo-Fr 00:00-08:00", "calendar.days=7",
                         "queues.calls.forecast={rate: 4/min}", "teams.agents.headcount=12"],
         {"calls": "a day that starts empty"}),
    ],
)  # fmt: skip
def test_a_shape_is_known(file: str, sets: list[str], expected: dict[str, str]) -> None:
    assert names(file, *sets) == expected


@pytest.mark.parametrize(
    ("file", "sets"),
    [
        ("erlang_a", ["queues.calls.talk={constant: 3m}"]),
        ("erlang_a", ["queues.calls.wrap_up={exponential: 10s}"]),
        ("erlang_a", ["queues.calls.longest_wait=10m"]),
        ("erlang_a", ["queues.calls.patience={empirical: {quantiles: [0s, 0s, 1m]}}"]),
        ("erlang_a", ["demand.busy_day_cv=0.1"]),
        ("erlang_a", ["teams.agents.shrinkage.unplanned=0.05"]),
        ("erlang_a", ["teams.agents.hours=08:00-20:00"]),
        ("erlang_a", ["teams.agents.talents.pace=0.2"]),
        ("erlang_a", ["queues.calls.callback={beyond: 3}"]),
        ("erlang_a", ["queues.calls.ivr={time: {constant: 20s}}"]),
        ("erlang_a", ["queues.calls.lines=20", "queues.calls.patience={constant: 2m}"]),
        ("erlang_b", ["queues.calls.forecast.redials_when_blocked=0.5"]),
        ("erlang_b", ["queues.calls.wrap_up={constant: 10s}"]),
        ("erlang_b", ["queues.calls.lines=0"]),
        ("mmck", ["queues.calls.talk={constant: 15s}"]),
        ("priorities", ["queues.low.talk={exponential: 2m}"]),
        ("priorities", ["queues.low.patience={exponential: 2m}"]),
        ("priorities", ["queues.high.patience={exponential: 1m}",
                        "queues.low.patience={constant: 2m}"]),
        ("priorities", ["queues.high.patience={exponential: 1m}", "queues.high.priority=3",
                        "queues.low.patience={exponential: 2m}"]),
        ("priorities", ["queues.high.patience={exponential: 1m}",
                        "queues.middle.patience={exponential: 1m}",
                        "queues.middle.forecast.rate=1/min",
                        "queues.low.patience={exponential: 2m}"]),
        ("priorities", ["queues.low.lines=20"]),
        ("priorities", ["queues.low.onward={to: middle, chance: 0.1}"]),
        ("redial", ["queues.calls.forecast.redial_delay={constant: 5m}"]),
        ("redial", ["queues.calls.forecast.redial_patience=kept"]),
        ("redial", ["queues.calls.lines=30"]),
        ("redial", ["queues.calls.forecast.reconnects=0.2",
                    "queues.calls.forecast.reconnect_delay={constant: 5m}"]),
        ("tiers", ["queues.tier2.patience={exponential: 5m}"]),
        ("tiers", ["queues.tier2.talk={constant: 2m}"]),
        ("tiers", ["queues.tier2.teams=[first]"]),
        ("tiers", ["queues.tier1.forecast.reconnects=0.2"]),
        ("overflow", ["queues.calls.overflow.after=20s"]),
        ("overflow", ["queues.calls.patience={constant: 2m}"]),
        ("n_model", ["teams.B.priority={type1: 1, type2: 2}"]),
        ("n_model", ["teams.B.priority={}"]),
        ("n_model", ["queues.type1.talk={exponential: 2m}"]),
        ("n_model", ["queues.type1.teams=[B, A]"]),
        ("varying_day", ["queues.calls.at_closing=cleared"]),
        ("varying_day", ["queues.calls.hours=00:00-07:00"]),
        ("varying_day", ["queues.calls.talk={constant: 2m}"]),
        ("varying_day", ["teams.agents.headcount.agents=[11, 12]",
                         "teams.agents.headcount.interval=4h"]),
        ("varying_day", ["teams.agents.headcount.agents=[12]",
                         "teams.agents.headcount.interval=6h"]),
        ("varying_day", ["queues.calls.hours=Mo-Fr 00:00-08:00; Sa 00:00-06:00",
                         "calendar.days=7"]),
        ("varying_day", ["queues.calls.talk={exponential: 2h}"]),
        ("varying_day", ["queues.calls.hours=15:00-23:30", "teams.agents.headcount=12",
                         "queues.calls.forecast={rate: 4/min}"]),
        ("varying_day", ["calendar.time_zone=Europe/Madrid", "calendar.start=2026-03-29"]),
        ("varying_day", ["queues.calls.hours=Mo-Fr 00:00-08:00", "calendar.days=7"]),
        ("erlang_c", ["queues.calls.forecast={calls: [1000], interval: 1d}",
                      "calendar.time_zone=Europe/Madrid", "calendar.start=2026-03-27"]),
        ("mmck", ["queues.calls.lines=1000001"]),
        ("j3", []),
        ("message_after", []),
    ],
)  # fmt: skip
def test_what_is_a_little_beside_a_shape_is_not_claimed(file: str, sets: list[str]) -> None:
    assert names(file, *sets) == {}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_no_theory_knows_a_shipped_scenario(path: Path) -> None:
    assert closer_theories(load(path).scenario) == {}


def test_equals_of_one_rank_meet_the_same_and_share_the_agents() -> None:
    sets = ["queues.middle.priority=1", "queues.middle.forecast.rate=1/min",
            "queues.high.forecast.rate=1/min"]  # fmt: skip
    split = closer_theories(load(THEORY / "priorities.yaml", sets).scenario)
    whole = closer_theories(load(THEORY / "priorities.yaml").scenario)
    high, middle = split["high"].theory, split["middle"].theory
    one = whole["high"].theory
    assert high is not None
    assert middle is not None
    assert one is not None
    assert high.mean_wait_s == middle.mean_wait_s == pytest.approx(one.mean_wait_s)
    assert (high.occupancy or 0) + (middle.occupancy or 0) == pytest.approx(one.occupancy)
    assert (high.mean_queue or 0) * 2 == pytest.approx(one.mean_queue)


def test_one_agent_with_priorities_keeps_the_work_in_the_queue() -> None:
    """Kleinrock's conservation law: an order moves waits about, weighed by load it changes none."""
    calls = [(0.004, 60.0, 0.0), (0.002, 120.0, 200.0), (0.001, 240.0, 100.0)]
    ordered = one_agent_priorities(
        tuple(Stream(*each, rank=rank) for rank, each in enumerate(calls))
    )
    alike = one_agent_priorities(tuple(Stream(*each, rank=1) for each in calls))
    work = [
        sum((one.mean_busy or 0.0) * (one.mean_wait_s or 0.0) for one in found)
        for found in (ordered, alike)
    ]
    assert work[0] == pytest.approx(work[1])
    assert [one.mean_wait_s for one in alike] == [alike[0].mean_wait_s] * 3
    waits = [one.mean_wait_s or 0.0 for one in ordered]
    assert waits == sorted(waits)
    assert waits[0] < (alike[0].mean_wait_s or 0.0) < waits[2]


def test_classes_alike_in_all_but_rank_lose_as_many_as_one_line() -> None:
    facts = ClassFacts(
        arrival_rates=(0.02, 0.03), handle_s=60.0, servers=3, patience_s=(90.0, 90.0)
    )
    urgent, others = impatient_classes(facts)
    whole = erlang_a(0.05, 60.0, 3, 90.0)
    assert (urgent.mean_queue or 0) + (others.mean_queue or 0) == pytest.approx(whole.mean_queue)
    assert urgent.delayed_rate == pytest.approx(whole.delayed_rate)
    assert (urgent.mean_wait_s or 0) < (whole.mean_wait_s or 0) < (others.mean_wait_s or 0)
    with pytest.raises(TheoryError, match="somebody who answers"):
        replace(facts, servers=0)


def test_a_network_without_way_out_has_no_answer() -> None:
    around = (Desk(0.1, 60.0, 12, (0.0, 1.0)), Desk(0.0, 60.0, 12, (1.0, 0.0)))
    with pytest.raises(TheoryError, match="go round for ever"):
        network(around)


def test_more_work_than_agents_has_no_steady_state() -> None:
    sets = ["teams.agents.headcount=3"]
    found = closer_theories(load(THEORY / "priorities.yaml", sets).scenario)
    assert {one.theory for one in found.values()} == {None}
    assert {one.leaves_out for one in found.values()} == {"No steady state: more work than agents."}


def test_a_run_without_warm_up_is_told_apart_from_the_long_run() -> None:
    (reading,) = closer_theories(load(THEORY / "j1.yaml").scenario).values()
    assert reading.leaves_out.startswith("The run begins with nobody in the queue")


@pytest.mark.parametrize(
    ("file", "sets"),
    [
        ("erlang_c", ["queues.calls.forecast.rate=19.99/min", "teams.agents.headcount=60"]),
        ("priorities", ["queues.low.forecast.rate=2.99/min"]),
        ("redial", ["queues.calls.patience=null", "queues.calls.forecast.reconnects=0.1",
                    "queues.calls.forecast.reconnect_delay={constant: 5d}"]),
        ("erlang_a", ["queues.calls.patience={exponential: 5d}", "teams.agents.headcount=5"]),
        ("mmck", ["queues.calls.lines=20000", "queues.calls.forecast.rate=8/min"]),
    ],
)  # fmt: skip
def test_a_warm_up_in_which_the_queue_does_not_settle_is_told(file: str, sets: list[str]) -> None:
    known = closer_theories(load(THEORY / f"{file}.yaml", sets).scenario)
    assert known
    assert all("shorter than the queue takes to settle" in one.leaves_out for one in known.values())


def test_the_time_to_settle_is_that_of_the_relaxation() -> None:
    """M/M/1, rho 0.81: a tenth of the root is left, so 60 s / 0.1² beside a handle time."""
    sets = ["teams.agents.headcount=1", "queues.calls.forecast.rate=0.81/min",
            "queues.calls.talk={exponential: 1m}"]  # fmt: skip
    facts = load(THEORY / "erlang_c.yaml", sets).scenario
    (part,) = parts_of(facts)
    assert relaxation_s(part, closer_theories(facts)) == pytest.approx(60 + 60 / 0.1**2)


def test_another_rule_of_service_level_is_not_answered() -> None:
    sets = ["measures.service_level_rule=answered_only"]
    (reading,) = closer_theories(load(THEORY / "erlang_a.yaml", sets).scenario).values()
    assert reading.theory is not None
    assert reading.theory.service_level is None
    assert reading.theory.mean_wait_s is not None


def test_baseline_tells_the_closer_theory_below_erlangs(capsys: pytest.CaptureFixture[str]) -> None:
    found = baseline(THEORY / "tiers.yaml")
    show_baseline(found)
    said = " ".join(capsys.readouterr().out.split())
    assert "tier1, closer theory: Jackson network" in said
    assert "tier3, closer theory: Jackson network" in said
    assert "It leaves out: nothing of this scenario." in said
    assert "What Erlang's theories know nothing of, and the closer theory knows:" in said
    document = found.to_json()
    assert document["queues"][0]["closer"]["name"] == "Jackson network"
    assert set(document["passed_on"]) == {"tier2", "tier3"}
    assert document["passed_on"]["tier3"]["says"]["mean_wait_s"] == pytest.approx(43.056, abs=1e-3)


def test_baseline_says_where_one_of_erlangs_is_the_theory(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show_baseline(baseline(THEORY / "erlang_a.yaml"))
    said = " ".join(capsys.readouterr().out.split())
    assert "Erlang A is the theory of calls. It leaves out: nothing of this scenario." in said


def test_erlang_of_one_queue_is_not_taken_for_erlang_of_several(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Two queues that share all agents: asked of one alone, Erlang C says a far shorter wait."""
    sets = ["queues.high.priority=5", "queues.low.priority=5"]
    show_baseline(baseline(THEORY / "priorities.yaml", sets=sets))
    said = " ".join(capsys.readouterr().out.split())
    assert "closer theory: Erlang C of high and low together" in said
    assert "is the theory of" not in said
    ours = Reading("Erlang C", erlang_a(0.05, 60.0, 4, 90.0), "")
    assert says_the_same(ours, ours)
    assert not says_the_same(ours, replace(ours, theory=erlang_a(0.04, 60.0, 4, 90.0)))
    assert not says_the_same(ours, replace(ours, theory=None))


def test_more_work_than_agents_is_told_and_not_as_left_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show_baseline(baseline(THEORY / "erlang_c.yaml", sets=["teams.agents.headcount=1"]))
    said = " ".join(capsys.readouterr().out.split())
    assert "Erlang C is the theory of calls. No steady state: more work than agents." in said
    assert "It leaves out: No steady" not in said


def test_what_is_simulated_stands_beside_the_closer_theory(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = baseline(THEORY / "priorities.yaml", simulate=True, replications=3, workers=1)
    show_worth(found, "priorities.yaml")
    said = " ".join(capsys.readouterr().out.split())
    assert said.count("Gap: simulated less this") == 2
