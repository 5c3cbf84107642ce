"""What is told of a scenario that cannot be: the place, the value, what would be right."""

from itertools import count
from pathlib import Path

import pytest

from ccsim.names import name_code
from ccsim.spec import checks
from ccsim.spec.loading import load
from ccsim.spec.size import estimate_memory
from refused import faults, told

CENTRE = """\
calendar: {days: 2}
customers:
  home: {count: 100, redials: 0.5}
needs:
  bill: {per_customer_year: 2, queue: calls, owner: billing, talk: {exponential: 3m}}
queues:
  calls: {teams: [agents]}
teams:
  agents: {headcount: 3}
departments:
  billing: {staff: 2, work: {constant: 10m}}
"""
# A file of its own for what concerns anonymous callers only.
LINE = """\
calendar: {days: 2}
queues:
  calls: {teams: [agents], talk: {exponential: 3m}, forecast: {rate: 1/min}}
  experts: {teams: [agents], talk: {exponential: 9m}}
teams:
  agents: {headcount: 3}
"""


@pytest.mark.parametrize("text", [CENTRE, LINE])
def test_the_files_of_these_tests_are_right(tmp_path: Path, text: str) -> None:
    path = tmp_path / "centre.yaml"
    path.write_text(text, encoding="utf-8")
    assert load(path).scenario.teams["agents"].size == 3


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("redials:", "redails:", "customers.home.redails: unknown key 'redails'; did you mean 're"),
        ("calendar:", "calendarr:", "calendarr: unknown key 'calendarr'; did you mean 'calendar'?"),
        ("100", "many", "customers.home.count: 'many' is not a whole number"),
        ("100", "-5", "customers.home.count: -5 is impossible here: it must be at least 0"),
        ("100", "1.5", "customers.home.count: 1.5 is not a whole number"),
        ("100", "true", "customers.home.count: true is not a value that a scenario takes"),
        ("0.5", "1.5", "customers.home.redials: 1.5 is impossible here: it must be at most 1"),
        ("0.5", "50%", "customers.home.redials: '50%' is not a chance: write a number from 0 to 1"),
        ("0.5", ".nan", "customers.home.redials: nan is not a finite number"),
        ("3m}", "3x}", "needs.bill.talk.exponential: '3x' is not a duration: write a number with"),
        ("3m}", "180}", "needs.bill.talk.exponential: 180 has no unit: write 180s, 180m or 180h"),
        ("3m}", "-3m}", "needs.bill.talk.exponential: '-3m' is negative"),
        ("3m}", "0s}", "needs.bill.talk.exponential: '0s' is impossible here: it must lie above 0"),
        ("exponential", "expnential", "unknown distribution 'expnential'; did you mean 'exponen"),
        ("{exponential: 3m}", "3m", "needs.bill.talk: '3m' is not a distribution"),
        ("[agents]", "agents", "queues.calls.teams: 'agents' is not a list, such as [a, b]"),
        ("[agents]", "[]", "queues.calls.teams: at least one entry is needed"),
        ("[agents]", "[agens]", "queues.calls.teams.0: there is no team 'agens'; did you mean 'ag"),
        ("queue: calls", "queue: cals", "needs.bill.queue: there is no queue 'cals'; did you mean"),
        ("owner:", "mistaken_for: {a: 0.6, b: 0.6}, owner:", "mistaken_for add up to more than 1"),
        ("owner: billing", "owner: bils", "needs.bill.owner: there is no department 'bils'"),
        ("headcount: 3", "headcount: few", "teams.agents.headcount: 'few' is not"),
        ("headcount: 3", "headcount: -3", "teams.agents: headcount lies from 0 to 100,000"),
        ("headcount: 3", "pay: 5", "teams.agents.pay: 5 has no currency: write it as 12.50 EUR/h"),
        ("headcount: 3", "tier: 2", "teams.agents: a team has either a headcount or shifts"),
        ("{days: 2}", "", "calendar: the value is missing"),
        ("days: 2", "start: soon", "calendar.start: 'soon' is not a date, such as 2026-01-05"),
        (
            "days: 2",
            "days: 2, start: 9999-12-31",
            "calendar.start: 9999-12-31 lies too far away: a start is a day from 1900 to 2200",
        ),
        ("days: 2", "time_zone: Madrid", "calendar.time_zone: 'Madrid' is not a time zone"),
        ("days: 2", "days: 0", "calendar: weeks and days together make at least one day"),
        ("days: 2", "days: 2, holidays: XX", "calendar.holidays: no public holidays are known"),
        ("staff: 2, ", "", "departments.billing.staff: 'staff' is missing: how many tickets"),
        ("agents: {", "a b: {", "teams.a b: 'a b' is not a name"),
    ],
)
def test_one_wrong_value_is_named_with_what_would_be_right(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    assert old in CENTRE
    assert any(words in line for line in told(tmp_path, CENTRE.replace(old, new, 1)))


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("queues.calls.hours=Mo 08:00-12:00,10:00-14:00", "ranges overlap on Monday at 10:00"),
        ("teams.agents.hours=off", "teams.agents.hours: 'off' is never open"),
        ("departments.billing.hours=''", "departments.billing.hours: the hours are empty"),
        ("queues.calls.overflow={to: nobody}", "queues.calls.overflow.to: there is no team 'nobo"),
        ("queues.calls.onward={to: cals, chance: 0.1}", "there is no queue 'cals'; did you mean"),
        ("needs.bill.by_segment={homes: 2}", "needs.bill.by_segment.homes: there is no segment of"),
        ("needs.bill.queue_by_segment={home: x}", "queue_by_segment.home: there is no queue 'x'"),
        ("needs.bill.specialists=x", "needs.bill.specialists: there is no queue 'x'"),
        ("teams.agents.priority={cals: 1}", "teams.agents.priority.cals: there is no queue"),
        ("teams.agents.knowledge={bills: 1}", "teams.agents.knowledge.bills: there is no need"),
        ("operating_model.escalation=real", "real escalation needs escalation_queue"),
        ("operating_model.passes_on=0.1", "passes_on: agents pass callers on, but operating_model"),
        ("needs.bill.mistaken_for={bill: 0.1}", "mistaken_for.bill: 'bill' cannot be mistaken for"),
        ("needs.bill.mistaken_for={bils: 0.1}", "mistaken_for.bils: there is no need 'bils'"),
        ("needs.bill.passed_to=[cals]", "needs.bill.passed_to.0: there is no queue 'cals'"),
        ("operating_model.escalation_queue=x", "escalation_queue: there is no queue 'x'"),
        ("operating_model.sample={queue: x, share: 0.1}", "sample.queue: there is no queue 'x'"),
        ("operating_model.authority=adjst", "did you mean 'adjust'? (one of inform, adjust,"),
        ("customers=null", "needs: nobody has these needs"),
        ("departments.billing.staff=0", "'billing' is a department that nobody staffs"),
        ("queues.calls.forecast={rate: 1/min}", "need a time on the phone above zero: give talk"),
        ("queues.calls.onward={to: calls, chance: 0.1}", "what they do next must follow from the"),
        ("needs.bill.per_customer_year=366", "must be at most 365"),
        ("teams.agents.pay=25 EUR", "25 EUR is paid per what? Write 25 EUR/h"),
        ("queues=null", "queues: 'queues' is missing"),
        ("teams.agents.floor_walkers={count: 0}", "floor_walkers.count: 0 is impossible here: it"),
        (
            "teams.agents.floor_walkers={count: 1, hours: off}",
            "floor_walkers.hours: 'off' is never",
        ),
        ("needs.bill.obstacles=21", "needs.bill.obstacles: 21 is impossible here: it must be at m"),
        (
            "operating_model.recorded_consent={authority: inform}",
            "consent.authority: 'inform' is not known here (one of adjust, exception, full)",
        ),
        ("operating_model.superiors={when_busy: hide}", "superiors.when_busy: 'hide' is not"),
        ("departments.billing.recovers=0.2", "recovers 0.2 and compounds 0 are more than 1 toge"),
        ("departments.billing.passes_on=[0.4]", "passes_on needs passes_to: the department that"),
        ("departments.billing.passes_to=x", "departments.billing.passes_to: there is no departm"),
        ("departments.billing.passes_to=billing", "'billing' passes its tickets on to itself: na"),
        ("departments.billing.compounds_into=x", "compounds_into: there is no need 'x'"),
        ("departments.billing.by_segment={homes: {}}", "by_segment.homes: there is no segment of"),
        ("needs.bill.breeds=[{need: x, chance: 1}]", "needs.bill.breeds.0.need: there is no need"),
        ("needs.bill.breeds=[{need: bill, chance: 1}, {need: bill, chance: 1}]", "'bill' twice"),
        ("customers.home.rank=10", "customers.home.rank: 10 is impossible here: it must be at mo"),
    ],
)
def test_what_does_not_fit_together_is_named(tmp_path: Path, setting: str, words: str) -> None:
    assert any(words in line for line in told(tmp_path, CENTRE, setting))


def test_back_office_work_needs_an_owner(tmp_path: Path) -> None:
    sets = ("needs.bill.back_office=0.3", "needs.bill.owner=null")
    assert told(tmp_path, CENTRE, *sets) == [
        "needs.bill.owner: back_office work needs an owner: the department that does it"
    ]


def test_an_error_that_nobody_could_put_right_is_refused(tmp_path: Path) -> None:
    sets = (
        "needs.bill.data_error=0.1",
        "needs.bill.owner=null",
        "teams.agents.authority=adjust",
    )
    assert told(tmp_path, CENTRE, *sets) == [
        (
            "needs.bill.data_error: 0.1 of them could never be solved: give a team access: "
            "override or authority for exceptions, or the need an owner"
        )
    ]


def test_a_ticket_is_not_passed_on_to_nobody(tmp_path: Path) -> None:
    nobody = "departments.empty={staff: 0, work: {constant: 10m}}"
    assert told(tmp_path, CENTRE, nobody, "departments.billing.passes_to=empty") == [
        (
            "departments.billing.passes_to: 'empty' is a department that nobody staffs: "
            "what is passed on to it would never end"
        )
    ]


def test_floor_walkers_of_a_team_of_shifts_need_hours_of_their_own(tmp_path: Path) -> None:
    sets = (
        "teams.agents.headcount=null",
        "teams.agents.shifts=[{agents: 2, hours: '08:00-16:00'}]",
        "teams.agents.floor_walkers={count: 1}",
    )
    assert told(tmp_path, CENTRE, *sets) == [
        (
            "teams.agents.floor_walkers.hours: a team of shifts has no hours of its own: say when "
            "its floor-walkers are there"
        )
    ]


def test_the_log_names_the_kinds_of_children_in_seven_bits(tmp_path: Path) -> None:
    facts = "{per_customer_year: 1, queue: calls, talk: {constant: 1m}}"
    many = [f"needs.need{number}={facts}" for number in range(127)]
    assert told(tmp_path, CENTRE, *many, "needs.bill.recurs=0.1") == [
        "needs.bill: there are 128 needs, and where one comes of another there may be at most 127"
    ]


def test_two_currencies_are_refused(tmp_path: Path) -> None:
    sets = ("customers.home.margin=15 EUR/month", "teams.agents.pay=25 USD/h")
    assert told(tmp_path, CENTRE, *sets) == [
        "teams.agents.pay: 25 USD mixes currencies: this scenario counts in EUR"
    ]


def test_a_centre_that_nobody_calls_is_refused(tmp_path: Path) -> None:
    assert told(tmp_path, LINE, "queues.calls.forecast=null") == [
        ": nobody calls: give customers with needs, or a queue with a forecast of callers"
    ]


def test_a_second_tier_needs_a_talk(tmp_path: Path) -> None:
    sets = ("queues.calls.onward={to: experts, chance: 0.2}", "queues.experts.talk=null")
    need = "callers who move on to it need a time on the phone above zero: give talk"
    assert told(tmp_path, LINE, *sets) == [f"queues.experts.talk: {need}"]


def test_callers_who_move_on_for_ever_are_refused(tmp_path: Path) -> None:
    there = "queues.calls.onward={to: experts, chance: 1}"
    back = "queues.experts.onward={to: calls, chance: %s}"
    assert [fault.path for fault in faults(tmp_path, LINE, there, back % 1)] == [
        "queues.calls.onward",
        "queues.experts.onward",
    ]
    path = tmp_path / "centre.yaml"
    assert load(path, [there, back % 0.9]).scenario.queues["calls"].onward[0].chance == 1


def test_several_faults_are_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    wrong = (
        CENTRE.replace("redials: 0.5", "redials: 1.5")
        .replace("queue: calls", "queue: cals")
        .replace("talk: {exponential: 3m}", "talk: {exponential: 3x}")
        .replace("teams: [agents]", "teams: [agents], hours: 8-20, lnes: 3")
    )
    found = faults(tmp_path, wrong)
    assert [(fault.line, fault.path) for fault in found] == [
        (3, "customers.home.redials"),
        (5, "needs.bill.queue"),
        (5, "needs.bill.talk.exponential"),
        (7, "queues.calls.hours"),
        (7, "queues.calls.lnes"),
    ]
    assert all(fault.file == str(tmp_path / "centre.yaml") for fault in found)


def test_needs_whose_names_share_a_number_are_refused(tmp_path: Path) -> None:
    seen: dict[int, str] = {}
    for number in count():
        name = f"need{number}"
        code = name_code(f"need:{name}", 16)
        if code in seen:
            break
        seen[code] = name
    facts = "{per_customer_year: 1, queue: calls, talk: {constant: 1m}}"
    found = told(tmp_path, CENTRE, f"needs.{name}={facts}", f"needs.{seen[code]}={facts}")
    assert len(found) == 1
    assert "would have the same luck" in found[0]


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("queues.calls.forecast={rate: 4000/min, interval: 1d}", "4,000/min is too many"),
        ("queues.calls.forecast={calls: 1, interval: 20s}", "at most 4,096 intervals: write 30s"),
        ("customers.home={count: 20000000}", "must be at most"),
        ("calendar.days=5000", "must be at most"),
    ],
)
def test_more_than_an_address_holds_is_refused(tmp_path: Path, setting: str, words: str) -> None:
    (line,) = told(tmp_path, LINE, setting)
    assert words in line


@pytest.mark.parametrize(
    "setting",
    [
        "queues.calls.forecast={calls: [9], interval: 1h, starts: 90m}",
        "teams.agents.headcount={agents: [9], interval: 1h, starts: 90m}",
    ],
)
def test_intervals_do_not_start_within_an_interval(tmp_path: Path, setting: str) -> None:
    """They are counted from midnight: a start within one would be played as its beginning."""
    (line,) = told(tmp_path, LINE, setting)
    assert "starts is a whole number of intervals, such as 8h30m of 30m" in line


def test_a_scenario_that_is_too_large_for_memory_is_refused_before_it_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "available_memory", lambda: 500_000_000)
    (line,) = told(tmp_path, LINE, "customers.home={count: 10000000}")
    assert line == (
        "customers: too large for memory: 10,000,000 customers and 1,440 forecast calls a day "
        "need about 1.3 GB, and 0.5 GB are free"
    )


def test_memory_grows_with_customers_and_with_one_day_of_calls(tmp_path: Path) -> None:
    path = tmp_path / "centre.yaml"
    path.write_text(LINE, encoding="utf-8")
    small = estimate_memory(load(path).scenario)
    longer = estimate_memory(load(path, ["calendar.days=200"]).scenario)
    larger = estimate_memory(load(path, ["customers.home={count: 1000}"]).scenario)
    assert longer == small
    assert larger == small + 100_000


OUTAGE = (
    "incidents.cable={need: bill, at: 2026-01-05 10:00, strikes: {home: 0.2}, "
    "repair: {constant: 1h}}"
)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (
            ("incidents.cable.at=2026-01-04 10:00",),
            "incidents.cable.at: 2026-01-04 10:00 lies before the run, which begins on 2026-01-05",
        ),
        (
            (
                (
                    "incidents.again={need: bill, at: 2026-01-05 20:00, strikes: {home: 1}, "
                    "repair: {constant: 1h}}"
                ),
            ),
            (
                "incidents.again.at: 'bill' strikes on 2026-01-05 already, by 'cable': "
                "take another day, or a need of its own"
            ),
        ),
        (
            ("incidents.cable.strikes={homes: 0.2}",),
            (
                "incidents.cable.strikes.homes: there is no segment of customers 'homes'; "
                "did you mean 'home'?"
            ),
        ),
        (
            ("incidents.cable.strikes={}",),
            (
                "incidents.cable.strikes: it strikes nobody: name a segment and its share, "
                "such as {home: 0.2}"
            ),
        ),
        (
            ("incidents.cable.every=36h",),
            "incidents.cable: every is a number of whole days, such as 10d: it keeps its hour",
        ),
        (
            ("demand.peaks=[{needs: [bill], factor: 2}]",),
            "demand.peaks.0: a peak has its dates, or days_of_month such as [1, 2]",
        ),
        (
            ("measures.satisfaction={courtesy: 90}",),
            (
                "measures.satisfaction: courtesy of 90 points would make an unsolved case as good "
                "as a solved one: it lies below solved - unsolved"
            ),
        ),
    ],
)
def test_incidents_peaks_and_satisfaction_that_cannot_be_are_refused(
    tmp_path: Path, settings: tuple[str, ...], words: str
) -> None:
    assert told(tmp_path, CENTRE, OUTAGE, *settings) == [words]
