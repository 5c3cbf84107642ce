"""What the worry-free guarantee shows: nobody's case, closed doors, and a promise of no worry."""

import numpy as np
import pytest

from ccsim.codes import Event
from ccsim.eventlog.chunk import Chunk
from ccsim.experiments.compare import Comparison, Difference, compared
from ccsim.experiments.replicate import run
from ccsim.experiments.results import RunResult
from ccsim.metrics.estimates import student_t
from ccsim.metrics.window import Floats, Ints
from ccsim.plan.plan import Plan, make_plan
from ccsim.spec.loading import Loaded, load
from ccsim.units import DAY, HOUR
from directions import goes, told
from odysseys import CELLS, THINGS, Cases, both, counted, factor, plan_of, played, share
from playing import Played, play
from shipped import SCENARIOS

SHORT = ("calendar.weeks=5", "calendar.warm_up_weeks=1")
REPLICATIONS = 4
LOGS = 6
"""Replications whose logs are read."""
SATURDAY, SUNDAY = 5, 6


def company(*sets: str) -> Loaded:
    return load(SCENARIOS / "worry_free_guarantee.yaml", [*SHORT, *sets])


def difference(comparison: Comparison, metric: str) -> Difference:
    return next(one for one in comparison.differences if one.metric == metric)


def surely_above(values: list[float], least: float) -> bool:
    """Whether the whole 95 % interval of a mean over replications lies above a number."""
    sample = np.array(values)
    half = student_t(len(sample) - 1) * sample.std(ddof=1) / np.sqrt(len(sample))
    return bool(sample.mean() - half > least)


@pytest.fixture(scope="module")
def as_it_is() -> RunResult:
    return run(company(), replications=REPLICATIONS, workers=1)


def against(reference: RunResult, *sets: str) -> Comparison:
    """The company as it is, and with other rules, with the same luck."""
    return compared([reference, run(company(*sets), replications=REPLICATIONS, workers=1)])


@pytest.fixture(scope="module")
def logs() -> list[Played]:
    plan = make_plan(company().scenario)
    return [play(plan, replication=number) for number in range(LOGS)]


def weekday(plan: Plan, log: Chunk) -> Ints:
    day = np.searchsorted(plan.day_starts, log.time, side="right") - 1
    return np.asarray((plan.scenario.calendar.start.weekday() + day) % 7, np.int64)


@pytest.mark.mechanism("S002-10")
def test_a_tenth_of_those_answered_at_the_weekend_have_waited_for_an_hour(
    logs: list[Played],
) -> None:
    waits = []
    for one in logs:
        front = one.plan.queue_names.index("front")
        rows = (one.log.event == Event.CONTACT_ANSWERED) & (one.log.queue == front)
        rows &= (weekday(one.plan, one.log) >= SATURDAY) & (one.log.time >= one.plan.warm_up_end)
        waits.append(float(np.quantile(one.log.value[rows], 0.9)) / HOUR)
    assert surely_above(waits, 1.0), waits


@pytest.mark.mechanism("S002-24")
def test_who_speaks_with_the_escalation_manager_on_a_saturday_has_often_waited_for_an_hour(
    logs: list[Played],
) -> None:
    """The waits of the call are added: first at the front, then for the manager."""
    shares = []
    for one in logs:
        waits = waits_until_the_manager(one)
        shares.append(float(np.mean(waits >= 1.0)))
    assert surely_above(shares, 0.2), shares


def waits_until_the_manager(one: Played) -> Floats:
    """Hours on hold in calls that came as far as the escalation manager on a Saturday."""
    log = one.log
    manager = one.plan.queue_names.index("escalation_manager")
    answered = np.flatnonzero(log.event == Event.CONTACT_ANSWERED)
    saturday = weekday(one.plan, log)[answered] == SATURDAY
    calls = np.stack([log.who, log.case.astype(np.int64), log.contact.astype(np.int64)])
    _, call = np.unique(calls[:, answered], axis=1, return_inverse=True)
    waited = np.bincount(call.ravel(), log.value[answered])
    there = np.unique(call.ravel()[(log.queue[answered] == manager) & saturday])
    return np.asarray(waited[there] / HOUR, np.float64)


@pytest.mark.mechanism("S002-21")
def test_support_around_the_clock_is_shut_and_to_say_so_would_spare_calls(
    as_it_is: RunResult,
) -> None:
    before = as_it_is.estimates["advertised_but_closed_rate"]
    assert before.low is not None
    assert before.low > 0.1
    honest = against(as_it_is, "queues.front.advertised_hours=null")
    for metric in ("contacts_per_case", "churn_rate"):
        assert goes(difference(honest, metric)) == "down", told(difference(honest, metric))


@pytest.mark.mechanism("S002-22")
def test_who_is_promised_no_worry_is_less_content_with_the_same_service(
    as_it_is: RunResult,
) -> None:
    modest = against(as_it_is, "operating_model.marketing_promise=0")
    assert modest.reference.log_digest == modest.runs[1].log_digest
    one = difference(modest, "satisfaction")
    assert goes(one) == "up", told(one)


@pytest.mark.mechanism("S002-12", "S002-13")
def test_the_line_is_cut_eighteen_hours_before_the_switch(logs: list[Played]) -> None:
    """An order that is done is switched after eight days; some are cut too early."""
    log, names = logs[0].log, logs[0].plan.kind_names
    cut, order = names.index("early_disconnect"), names.index("migration_order")
    done = (log.event == Event.TICKET_DONE) & (log.kind == order)
    orders = (log.who[done].tolist(), log.case[done].tolist(), log.time[done].tolist())
    about = set(zip(*orders, strict=True))
    born = (log.event == Event.CASE_BEGETS) & (log.reason == cut)
    cut_at = log.value[born] - (8 * DAY - 18 * HOUR)
    born_of = zip(log.who[born].tolist(), log.case[born].tolist(), cut_at.tolist(), strict=True)
    on_time = [one in about for one in born_of]
    assert len(on_time) > 100
    assert np.mean(on_time) > 0.7  # the others are felt when the line is next said to be open


@pytest.mark.mechanism("S002-13")
def test_who_is_told_beforehand_does_not_call_about_it(as_it_is: RunResult) -> None:
    found = against(as_it_is, "needs.migration_order.breeds.0.announced=0.8")
    for metric in ("begotten_cases", "outage_hours"):
        assert goes(difference(found, metric)) == "down", told(difference(found, metric))


@pytest.mark.mechanism("S002-05", "S002-07", "S002-20", "S002-25")
@pytest.mark.slow
@pytest.mark.parametrize(
    ("rule", "metric", "way"),
    [
        ("operating_model.shared_notes=1.0", "repeat_resolution_rate", "up"),
        ("operating_model.shared_notes=1.0", "contacts_per_case", "down"),
        ("operating_model.ownership=0.6", "resolution_rate", "up"),
        ("operating_model.system_fragmentation=0.0", "talk_s", "down"),
        ("operating_model.passes_on=0.0", "transfers_per_case", "down"),
        ("operating_model.closed_transfer_guard=refuses", "lost_in_transfer", "down"),
    ],
)
def test_each_rule_that_is_mended_shows_where_it_should(
    as_it_is: RunResult, rule: str, metric: str, way: str
) -> None:
    one = difference(against(as_it_is, rule), metric)
    assert goes(one) == way, told(one)


@pytest.mark.mechanism("S002-29")
def test_nearly_all_complaints_to_the_board_are_settled_within_ten_working_days(
    as_it_is: RunResult,
) -> None:
    settled = as_it_is.estimates["complaints_settled_10wd"]
    solved = as_it_is.estimates["resolution_rate"]
    assert settled.low is not None
    assert solved.high is not None
    assert settled.low > max(0.8, solved.high)


@pytest.mark.mechanism("S002-31", "S002-32")
def test_another_name_on_the_bill_brings_reminders_that_come_back(logs: list[Played]) -> None:
    log, names = logs[0].log, logs[0].plan.kind_names
    dunning, name = names.index("dunning"), names.index("name_change")
    begets = (log.event == Event.CASE_BEGETS) & (log.kind == name)
    assert set(log.reason[begets].tolist()) == {dunning}
    again = [(one.log.event == Event.CASE_REOPENED).sum() for one in logs]
    assert sum(again) > 0


@pytest.fixture(scope="module")
def cells() -> dict[str, list[Cases]]:
    """The cases of the odyssey's kind in each cell of R-002, with the same luck."""
    plans = {cell: plan_of(name) for cell, name in CELLS.items()}
    return {cell: [played(plan, number) for number in range(6)] for cell, plan in plans.items()}


@pytest.mark.mechanism("R-002", "S002-15")
@pytest.mark.slow
def test_some_cases_of_the_odysseys_kind_take_22_calls_and_most_of_them_112_hours(
    cells: dict[str, list[Cases]],
) -> None:
    as_bad = share(cells["as it is"], THINGS["22 contacts"])
    assert as_bad.low is not None
    assert as_bad.low > 0
    many = counted(cells["as it is"], THINGS["22 contacts"])[0].sum()
    long = counted(cells["as it is"], both("22 contacts", "112 hours open"))[0].sum()
    assert long > 0.8 * many


@pytest.mark.mechanism("R-002")
@pytest.mark.slow
@pytest.mark.parametrize(
    "cell", ["shared notes", "owners", "all three", "all three and true dates"]
)
def test_notes_and_owners_make_odysseys_rarer(cells: dict[str, list[Cases]], cell: str) -> None:
    falls = factor(cells["as it is"], cells[cell], THINGS["22 contacts"])
    assert falls is not None
    assert falls[1] > 1, f"{cell}: by {falls}"


@pytest.mark.mechanism("R-002", "S002-27")
@pytest.mark.slow
def test_a_guard_spares_lost_calls_and_does_not_end_the_odyssey(
    cells: dict[str, list[Cases]],
) -> None:
    guarded = cells["a guard"]
    assert counted(cells["as it is"], THINGS["a call lost to a closed department"])[0].sum() > 0
    assert counted(guarded, THINGS["a call lost to a closed department"])[0].sum() == 0
    still = share(guarded, THINGS["22 contacts"])
    assert still.low is not None
    assert still.low > 0
