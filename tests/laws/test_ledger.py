"""The ledger adds up: every line is worked out again from the rows of the log, to the cent.

Nothing of the metrics' tables is used: people are paid from SHIFT_STARTED to SHIFT_ENDED, a
vendor for its minutes of talk and after-call work, leavers and credits are counted row by row.
"""

import datetime as dt
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from ccsim.codes import Event, Outcome
from ccsim.metrics.estimates import values
from ccsim.metrics.ledger import Ledger
from ccsim.metrics.money import BESIDE, KEPT_BACK, SERVING
from ccsim.metrics.totals import Totals
from ccsim.plan.plan import Plan, make_plan
from ccsim.spec.loading import load
from ccsim.units import HOUR, MINUTE
from playing import play
from shipped import SCENARIOS

SCENARIO = """
base: {base}
patch:
  calendar: {{weeks: 6, warm_up_weeks: 1, start: 2026-01-12, holidays: ES-GA}}
  customers.consumer.count: 9000
  customers.business.count: 1000
  customers.consumer.leaving.monthly: 0.05
  customers.business.leaving.monthly: 0.05
  customers.business.sla:
    {{repair_within: 1, credit: 8 EUR/day, claimed: 0.5, missed_visit: 25 EUR}}
  customers.consumer.complains.monthly: 0.2
  customers.consumer.cross_sell: {{chance: 0.2, revenue: 40 EUR}}
  customers.consumer.lifetime_value: 500 EUR
  needs.technical_fault.causes:
    cable: {{share: 0.5, fixable_by: network, defect_of: product, fix_cost: 7000 EUR}}
  operating_model.voice_of_customer:
    {{coded: 1.0, noticed_after: 1, every: 7d, funded: 1.0, delay: {{constant: 8w}}}}
  operating_model.manager_exposure: 10h
  operating_model.manager_pay: 60 EUR/h
  operating_model.tools: {{cost: 40 EUR/month}}
  operating_model.conversation_training: {{cost: 200 EUR/year}}
  needs.technical_fault.clock: repair
  teams.front.employer: partner
  teams.front.headcount: 3
  teams.front.shrinkage.unplanned: 0.0
  teams.second_line.turnover: {{yearly: 12}}
  teams.second_line.hiring: {{lead: 2d, training: 3d, cost: 2000 EUR}}
  teams.desk: {{headcount: 1, hours: "Mo-Fr 09:00-17:00", pay: 40 EUR/h}}
  queues.desk: {{teams: [desk], hours: "Mo-Fr 09:00-17:00"}}
  departments.network.visits:
    share: 0.5
    technicians: 20
    on_site: {{constant: 1h}}
    cost: 180 EUR
    no_access: 0.1
    missed: 0.2
  departments.billing.pay: 22 EUR/h
  vendors.partner:
    fee: per_minute
    amount: 0.55 EUR/min
    commitment: 60000
    targets:
      - {{measure: service_level, share: 0.99, bonus: 100 EUR, malus: 250 EUR}}
      - {{measure: resolution, share: 0.8, bonus: 130 EUR, malus: 90 EUR}}
  regulator:
    queue: desk
    targets: {{faults: {{needs: [technical_fault], within: 2, share: 0.9}}}}
    inspects: {{cases_per_month: 60, detects: 0.9}}
    period: month
    fine: 1000 EUR
    fine_per_point_missed: 2000 EUR
    reporting: {{fine: 500 EUR}}
    intervenes: {{complaints_per_100k: 50, tightens: 0.04}}
  transition: {{one_off: 12345 EUR, discount_rate: 0.08}}
"""
CENT = 0.005
PRICE, COMMITTED = 0.55, 60_000


class Row(NamedTuple):
    """A row of the log, and the day that it is of."""

    time: int
    event: int
    who: int
    queue: int
    department: int
    agent: int
    reason: int
    value: int


class World(NamedTuple):
    """A run, its rows, and what the metrics say of it."""

    plan: Plan
    rows: list[Row]
    totals: Totals
    found: dict[str, float | None]


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> World:
    path = tmp_path_factory.mktemp("ledger") / "watched.yaml"
    text = SCENARIO.format(base=SCENARIOS / "scripted_call_center.yaml")
    Path(path).write_text(text, encoding="utf-8")
    plan = make_plan(load(path).scenario)
    log = play(plan, "simpy").log
    ledger = Ledger(plan)
    ledger.add(log)
    totals = ledger.finish()
    columns = [getattr(log, name).tolist() for name in Row._fields]
    rows = [Row(*row) for row in zip(*columns, strict=True)]
    return World(plan, rows, totals, values(totals))


def number(world: World, name: str) -> float:
    found = world.found[name]
    assert found is not None
    return found


def spans(world: World, team: str, begins: Event, ends: Event) -> Iterator[tuple[int, int]]:
    """From when until when agents of a team did something, as far as it is measured."""
    plan, since = world.plan, dict[int, int]()
    mine = plan.team_names.index(team)
    for row in world.rows:
        if row.agent < 0 or plan.agent_team[row.agent] != mine:
            continue
        if row.event == begins:
            since[row.agent] = row.time
        elif row.event == ends:
            yield since.pop(row.agent), row.time
    for start in since.values():
        yield start, plan.horizon


def clipped(world: World, stretches: Iterator[tuple[int, int]], begin: int, end: int) -> int:
    """Milliseconds of some stretches between two instants."""
    first = max(begin, world.plan.warm_up_end)
    return sum(max(min(b, end) - max(a, first), 0) for a, b in stretches)


def paid(world: World, team: str, begin: int, end: int) -> int:
    return clipped(world, spans(world, team, Event.SHIFT_STARTED, Event.SHIFT_ENDED), begin, end)


def months(world: World) -> Iterator[tuple[int, int, float]]:
    """Each calendar month: where its measured part begins and ends, and what part that is."""
    plan = world.plan
    start = plan.scenario.calendar.start
    days = defaultdict(list)
    for day in range(plan.warm_up_days, plan.total_days):
        date = start + dt.timedelta(days=day)
        days[date.year, date.month].append(day)
    for (year, month), own in days.items():
        part = len(own) / monthrange(year, month)[1]
        yield int(plan.day_starts[own[0]]), int(plan.day_starts[own[-1] + 1]), part


def measured(world: World, event: Event) -> list[Row]:
    begin = world.plan.warm_up_end
    return [row for row in world.rows if row.event == event and row.time >= begin]


def segment(world: World, row: Row) -> str:
    return world.plan.segment_names[world.plan.segment_codes[row.who >> 32]]


def test_paid_time_adds_up_to_the_millisecond(ran: World) -> None:
    for name in ran.plan.team_names:
        place = ran.plan.team_names.index(name)
        assert ran.totals.sums["team"]["staffed_ms"][place] == paid(ran, name, 0, ran.plan.horizon)


def test_own_people_cost_their_paid_time(ran: World) -> None:
    pay = {"second_line": 30.0, "desk": 40.0}
    cost = sum(paid(ran, name, 0, ran.plan.horizon) * one / HOUR for name, one in pay.items())
    assert cost > 10_000
    assert number(ran, "own_pay") == pytest.approx(cost, abs=CENT)


def minutes(world: World, begin: int, end: int) -> float:
    """Minutes of talk and after-call work of the vendor's agents."""
    talks = spans(world, "front", Event.CONTACT_ANSWERED, Event.LEG_ENDED)
    front = world.plan.team_names.index("front")
    wraps = (
        (row.time - row.value, row.time)
        for row in world.rows
        if row.event == Event.WRAP_UP_ENDED and world.plan.agent_team[row.agent] == front
    )
    return sum(clipped(world, each, begin, end) for each in (talks, wraps)) / MINUTE


def test_the_vendor_is_owed_its_minutes_and_what_is_committed(ran: World) -> None:
    fees, shortfall = 0.0, 0.0
    for begin, end, part in months(ran):
        used = minutes(ran, begin, end)
        fees += PRICE * used
        shortfall += PRICE * max(COMMITTED * part - used, 0)
    assert fees > 10_000
    assert shortfall > 0
    assert number(ran, "vendor_fees") == pytest.approx(fees, abs=CENT)
    assert number(ran, "vendor_shortfall") == pytest.approx(shortfall, abs=CENT)


def test_bonus_and_malus_follow_from_the_calls_of_each_month(ran: World) -> None:
    plan, bonus, malus = ran.plan, 0.0, 0.0
    front, queue = plan.team_names.index("front"), plan.queue_names.index("front")
    closed = (
        Outcome.RESOLVED, Outcome.THOUGHT_RESOLVED, Outcome.WORKED_AROUND, Outcome.NOTE
    )  # fmt: skip
    for begin, end, part in months(ran):
        inside = [row for row in ran.rows if begin <= row.time < end]
        own = [row for row in inside if row.agent >= 0 and plan.agent_team[row.agent] == front]
        answered = [row.value <= 20_000 for row in own if row.event == Event.CONTACT_ANSWERED]
        lost = [row for row in inside if row.event == Event.CONTACT_ABANDONED]
        lost = [row for row in lost if row.queue == queue]
        talks = [row.reason in closed for row in own if row.event == Event.LEG_ENDED]
        level = 100 * (sum(answered) / (len(answered) + len(lost)) - 0.99)
        solved = 100 * (sum(talks) / len(talks) - 0.8)
        bonus += part * (100 * max(level, 0) + 130 * max(solved, 0))
        malus += part * (250 * max(-level, 0) + 90 * max(-solved, 0))
    assert bonus > 0
    assert malus > 0
    assert number(ran, "vendor_bonus") == pytest.approx(bonus, abs=CENT)
    assert number(ran, "vendor_malus") == pytest.approx(malus, abs=CENT)


def test_margin_is_lost_with_each_leaver(ran: World) -> None:
    margin = {"consumer": 15.0, "business": 60.0}
    left = measured(ran, Event.CUSTOMER_LEFT)
    assert len(left) > 100
    lost = sum(12 * margin[segment(ran, row)] for row in left)
    assert number(ran, "margin_lost") == pytest.approx(lost, abs=CENT)
    before = [row for row in ran.rows if row.event == Event.CUSTOMER_LEFT]
    before = [row for row in before if row.time < ran.plan.warm_up_end]
    monthly = 9000 * 15.0 + 1000 * 60.0 - sum(margin[segment(ran, row)] for row in before)
    assert number(ran, "margin_at_hand") == pytest.approx(monthly * 35 * 12 / 365.2425, abs=CENT)


def test_visits_credits_and_fines_are_counted_row_by_row(ran: World) -> None:
    made = measured(ran, Event.VISIT_MADE)
    came = [row for row in made if row.reason in (Outcome.VISIT_DONE, Outcome.NO_ACCESS)]
    credited = measured(ran, Event.CREDIT_DUE)
    missed = [row for row in made if row.reason == Outcome.VISIT_MISSED]
    missed = [row for row in missed if segment(ran, row) == "business"]
    breaches = sum(row.reason == 1 for row in measured(ran, Event.INSPECTED))
    assert came
    assert credited
    assert breaches
    assert number(ran, "visit_cost") == pytest.approx(180 * len(came), abs=CENT)
    assert number(ran, "visit_credits") == pytest.approx(12.5 * len(missed), abs=CENT)
    assert missed
    assert number(ran, "sla_credits") == pytest.approx(4 * len(credited), abs=CENT)
    assert number(ran, "fines") == pytest.approx(1000 * breaches, abs=CENT)


def test_missed_targets_are_fined_by_what_was_demanded_at_the_time(ran: World) -> None:
    """A week of warm-up, from 12 January on: of those twenty days of the month 13 are measured."""
    demanded, fines, tightened = 0.9, 0.0, 0
    for row in ran.rows:
        if row.event == Event.TARGET_MISSED:
            part = 1.0 if tightened else 13 / 20
            fines += part * 2000 * 100 * (demanded - row.value / 1e6)
        if row.event == Event.TARGET_TIGHTENED:
            demanded, tightened = row.value / 1e6, tightened + 1
    assert tightened
    assert fines > 1000
    assert number(ran, "target_fines") == pytest.approx(fines, abs=CENT)


def test_learning_and_new_people_are_counted_row_by_row(ran: World) -> None:
    """Fixes when they are funded, managers at 60 EUR an hour, newcomers until their first call."""
    listened = sum(row.value for row in measured(ran, Event.MANAGERS_LISTENED))
    taught = sum(row.value for row in measured(ran, Event.TRAINING_DAY))
    funded, hired = measured(ran, Event.CAUSE_FUNDED), measured(ran, Event.AGENT_HIRED)
    assert number(ran, "fixes_cost") == pytest.approx(7000 * len(funded), abs=CENT)
    assert number(ran, "exposure_cost") == pytest.approx(60 * listened / HOUR, abs=CENT)
    assert number(ran, "hiring_cost") == pytest.approx(2000 * len(hired), abs=CENT)
    assert number(ran, "training_cost") == pytest.approx(30 * taught / HOUR, abs=CENT)


def test_sales_reports_and_lifetimes_are_counted_row_by_row(ran: World) -> None:
    """Of the month that ends after a week of warm-up and 13 days, 13 of 20 are charged."""
    missed = [row for row in ran.rows if row.event == Event.TARGET_MISSED]
    (fine,) = [500 * 13 / 20 for _ in missed]
    assert number(ran, "publication_fines") == pytest.approx(fine, abs=CENT)
    sold = measured(ran, Event.CROSS_SOLD)
    assert sold
    assert number(ran, "cross_sell_revenue") == pytest.approx(40 * len(sold), abs=CENT)
    gone = [row for row in measured(ran, Event.CUSTOMER_LEFT) if segment(ran, row) == "consumer"]
    assert number(ran, "lifetime_value_lost") == pytest.approx(500 * len(gone), abs=CENT)


@pytest.mark.mechanism("S002-34")
def test_one_ledger_of_all_lines_adds_up_to_the_cent(ran: World) -> None:
    """Every line is there, and they come to the sums: in the whole, and week by week."""
    brought = ("margin_at_hand", "cross_sell_revenue")
    lines = (*SERVING, *BESIDE, *KEPT_BACK, *brought, "margin_lost")
    assert {name for name in lines if not number(ran, name) > 0} == set()
    assert number(ran, "transition_cost") == 12_345
    weeks = ran.totals.labels["week"]
    assert len(weeks) == 5
    for where in ("", *(f"[{week}]" for week in weeks)):
        of = {name: number(ran, name + where) for name in lines}
        serving = sum(of[name] for name in SERVING) - sum(of[name] for name in KEPT_BACK)
        assert number(ran, "cost_to_serve" + where) == pytest.approx(serving, abs=CENT)
        cost = serving + sum(of[name] for name in BESIDE)
        assert number(ran, "total_cost" + where) == pytest.approx(cost, abs=CENT)
        value = sum(of[name] for name in brought) - of["margin_lost"] - cost
        assert number(ran, "net_value" + where) == pytest.approx(value, abs=CENT)
    for name in (*lines, "cost_to_serve", "total_cost", "net_value", "cost"):
        by_week = sum(number(ran, f"{name}[{week}]") for week in weeks)
        assert by_week == pytest.approx(number(ran, name), abs=CENT)


def test_departments_are_paid_by_their_hours(ran: World) -> None:
    """13 in billing, eight hours from Monday to Friday, over five weeks without a holiday."""
    assert number(ran, "back_office_pay") == pytest.approx(13 * 8 * 25 * 22, abs=CENT)


def test_what_is_paid_for_calls_adds_up_over_teams_days_and_intervals(ran: World) -> None:
    lines = ("own_pay", "vendor_fees", "vendor_shortfall", "vendor_bonus")
    cost = sum(number(ran, name) for name in lines) - number(ran, "vendor_malus")
    for axis in ("", "team", "day", "week", "interval"):
        assert ran.totals.sums[axis]["cost"].sum() == pytest.approx(cost, abs=CENT)


def test_the_present_value_discounts_each_week(ran: World) -> None:
    weeks = [number(ran, f"net_value[{week}]") for week in ran.totals.labels["week"]]
    value = sum(one * 1.08 ** (-7 * w / 365.2425) for w, one in enumerate(weeks))
    assert number(ran, "present_value") == pytest.approx(value, abs=CENT)
