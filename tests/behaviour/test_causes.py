"""The organisation that learns: causes are heard of, found, funded and fixed, or never are."""

from itertools import pairwise
from typing import Any

import pytest

from by_hand import Call, played, told, with_defaults
from ccsim.codes import Event
from ccsim.eventlog.chunk import Chunk
from ccsim.eventlog.laws import check_laws
from ccsim.replication import EngineName
from faults import call, world
from measured import measured
from playing import Played, doors_of, play_document

Book = list[str]

TARIFF = {"tariff": {"share": 1.0, "fixable_by": "billing"}}
FORM = {"form": {"share": 1.0, "fixable_by": "billing", "defect_of": "procedure"}}
BOTH = {
    "cable": {"share": 0.5, "fixable_by": "network"},
    "tariff": {"share": 0.5, "fixable_by": "billing"},
}
CABLE, SECOND = 1, 2
ALL_DAY = "3000h"
"""Of a month: more than there is to listen to."""


def learns(causes: dict[str, Any], days: int = 5, **voice: Any) -> dict[str, Any]:
    """A centre whose reviews are every other night, and fund whatever they look at."""
    facts = world({"causes": causes}, {"count": 50}, days, team={"headcount": 3})
    facts["operating_model"]["voice_of_customer"] = {
        "coded": 1.0, "every": "2d", "funded": 1.0, "delay": {"constant": "36h"}, "effect": 1.0,
    } | voice  # fmt: skip
    return facts


def calls(*causes: int, day: int = 0, queue: str = "calls") -> list[Call]:
    """A call of each of these causes, on the hours from nine."""
    at = f"{day}d " if day else ""
    return [
        Call(f"{at}{9 + n:02}:00", 10 * day + n + 1, queue, "homes", cause=cause)
        for n, cause in enumerate(causes)
    ]


def nights(facts: dict[str, Any], made: list[Call], engine: EngineName) -> list[str]:
    """What the log tells of causes, and of who has listened."""
    words = ("is found", "reviewed", "will be fixed", "is fixed", "has listened")
    return [line for line in told(facts, made, engine) if any(word in line for word in words)]


@pytest.mark.mechanism("S000-18")
@pytest.mark.mechanism("S004-22")
def test_a_cause_is_found_reviewed_funded_and_fixed(engine: EngineName, book: Book) -> None:
    """Coded on the first day; 36 hours from the review end at noon, and show after midnight.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: resolved
    09:05 homes 1 is helped after 5m
    1d 00:00 tariff is found: coded
    2d 00:00 tariff is reviewed: heard of 1 times
    2d 00:00 tariff will be fixed by 3d 12:00
    4d 00:00 tariff is fixed after 72h
    """
    assert told(learns(TARIFF), calls(1), engine) == book


@pytest.mark.mechanism("S004-02")
def test_the_backlog_is_ranked_by_how_often_a_cause_was_heard_of(
    engine: EngineName, book: Book
) -> None:
    """One place in each review: three calls about tariffs beat two about cables; one beats none.

    1d 00:00 cable is found: coded
    1d 00:00 tariff is found: coded
    2d 00:00 tariff is reviewed: heard of 3 times
    2d 00:00 tariff will be fixed by 3d 12:00
    4d 00:00 cable is reviewed: heard of 1 times
    4d 00:00 cable will be fixed by 5d 12:00
    4d 00:00 tariff is fixed after 72h
    """
    made = calls(SECOND, CABLE, SECOND, CABLE, SECOND) + calls(CABLE, day=2)
    assert nights(learns(BOTH, top=1), made, engine) == book


def test_a_contact_that_is_passed_on_counts_once(engine: EngineName, book: Book) -> None:
    """Two talks of one contact, and a second contact of the same case.

    1d 00:00 tariff is found: coded
    2d 00:00 tariff is reviewed: heard of 2 times
    2d 00:00 tariff will be fixed by 3d 12:00
    """
    facts = learns(TARIFF, 3)
    facts["customers"]["homes"]["repeat_delay"] = {"constant": "23h"}
    facts["teams"]["agents"]["knowledge"] = facts["teams"]["experts"]["knowledge"] = 0.0
    facts["needs"]["fault"]["specialists"] = "experts"
    facts["operating_model"]["transfers"] = "cold"
    lines = told(facts, calls(1), engine)
    passed_on = [line for line in lines if "is passed on to experts" in line]
    assert [line[:3] for line in passed_on] == ["09:", "1d ", "2d "]
    assert [line for line in lines if "tariff" in line] == book


@pytest.mark.mechanism("S001-12")
def test_a_defect_of_a_procedure_is_found_only_when_managers_listen(
    engine: EngineName, book: Book
) -> None:
    """Agents who follow the procedure code its defects every day, and nobody knows.

    1d 00:00 billing has listened for 10m
    1d 00:00 form is found: managers
    2d 00:00 form is reviewed: heard of 2 times
    2d 00:00 form will be fixed by 3d 12:00
    4d 00:00 form is fixed after 72h
    """
    made = calls(1, 1)
    assert nights(learns(FORM), made, engine) == []
    listening = learns(FORM)
    listening["operating_model"]["manager_exposure"] = ALL_DAY
    assert nights(listening, made, engine) == book


@pytest.mark.mechanism("S004-29")
@pytest.mark.mechanism("S001-02")
def test_only_those_who_can_remove_a_cause_find_it_by_listening(
    engine: EngineName, book: Book
) -> None:
    """The network's managers listen to every call, and billing's to none; nothing is coded.

    1d 00:00 network has listened for 10m
    1d 00:00 cable is found: managers
    2d 00:00 cable is reviewed: heard of 1 times
    2d 00:00 cable will be fixed by 3d 12:00
    """
    facts = learns(BOTH, 3, coded=0.0)
    facts["operating_model"]["manager_exposure"] = {"network": ALL_DAY}
    assert nights(facts, calls(CABLE, SECOND), engine) == book


@pytest.mark.mechanism("S001-02")
def test_a_vendor_far_away_is_not_heard_and_does_not_own_its_cases(
    engine: EngineName, book: Book
) -> None:
    """At home the owner calls about a late ticket, and managers overhear what is wrong.

    1d 00:00 billing has listened for 5m
    1d 00:00 form is found: managers
    """
    facts = learns(FORM, 2)
    facts["departments"] = {
        "network": {"staff": 1, "work": {"constant": "4h"}, "promise": {"says": "2h"}}
    }
    facts["needs"]["fault"] |= {"owner": "network"}
    facts["operating_model"]["manager_exposure"] = ALL_DAY
    facts["teams"]["agents"] |= {"ownership": 1.0}
    made = [Call("09:00", 1, segment="homes", back_office=True, cause=1)]
    at_home = told(facts, made, engine)
    assert [line for line in at_home if "listened" in line or "found" in line] == book
    assert any("the owner calls homes 1" in line for line in at_home)
    facts["teams"]["agents"] |= {"employer": "vendor", "ownership": 0.0, "exposure": 0.0}
    far_away = told(facts, made, engine)
    assert [line for line in far_away if "found" in line or "the owner" in line] == []
    assert book[0] in far_away  # they listen, and hear nothing of it


@pytest.mark.mechanism("S004-22")
def test_what_the_pit_stop_takes_weighs_more_and_shows_what_is_hidden(
    engine: EngineName, book: Book
) -> None:
    """One call in the pit stop (weight three) against two coded ones.

    1d 00:00 form is found: pit stop
    1d 00:00 tariff is found: coded
    2d 00:00 form is reviewed: heard of 3 times
    2d 00:00 form will be fixed by 3d 12:00
    """
    causes = {"form": FORM["form"] | {"share": 0.5}, "tariff": TARIFF["tariff"] | {"share": 0.5}}
    facts = learns(causes, 3, top=1, pit_stop_weight=3)
    facts["operating_model"]["sample"] = {"queue": "experts", "share": 0.0}
    made = [*calls(2, 2), Call("15:00", 5, "experts", "homes", cause=1)]
    assert nights(facts, made, engine) == book


@pytest.mark.mechanism("S004-04")
def test_without_money_the_loop_is_inert(engine: EngineName, book: Book) -> None:
    """Found and looked at in every review, and nothing comes of it.

    1d 00:00 tariff is found: coded
    2d 00:00 tariff is reviewed: heard of 1 times
    4d 00:00 tariff is reviewed: heard of 1 times
    """
    made = calls(1) + calls(1, day=2)
    assert nights(learns(TARIFF, funded=0.0), made, engine) == book
    nobody = {"tariff": {"share": 1.0}} | {"cable": {"share": 0.0, "fixable_by": "network"}}
    assert nights(learns(nobody), calls(2) + calls(2, day=2), engine) == book


@pytest.mark.mechanism("S004-05")
def test_the_share_of_top_causes_with_an_owner_and_a_date(engine: EngineName) -> None:
    """Of four places in two reviews, tariffs have a date in both; cables are nobody's."""
    causes = {"cable": {"share": 0.5}, "tariff": BOTH["tariff"] | {"fix_cost": "20000 EUR"}}
    facts = learns(causes, delay={"constant": "60d"})
    facts["operating_model"] |= {"manager_exposure": ALL_DAY, "manager_pay": "60 EUR/h"}
    made = calls(CABLE, SECOND) + calls(CABLE, SECOND, day=2)
    found, _ = measured(facts, made, engine)
    assert found["causes_dated_rate"] == 0.5
    assert found["causes_dated_rate[kind=fault,cause=tariff]"] == 1
    assert found["adoption_rate"] == pytest.approx(1 / 3)
    assert (found["causes_found"], found["fix_backlog"], found["causes_fixed"]) == (2, 2, 0)
    assert found["fixes_cost"] == found["fixes_cost[kind=fault]"] == 20000
    assert found["exposure_hours"] == pytest.approx(20 / 60)
    assert found["exposure_cost"] == pytest.approx(20)
    assert found["fixes_cost[day=2026-01-07]"] == 20000
    days = [f"[day=2026-01-{day:02}]" for day in range(5, 10)]
    assert [found["exposure_cost" + day] for day in days] == pytest.approx([0, 10, 0, 10, 0])
    assert found["caused_cases"] == 4
    assert found["caused_cases[day=2026-01-07]"] == 2
    assert found["caused_share"] == 1


def many(loop: bool, engine: EngineName, days: int = 16, **levers: Any) -> Played:
    """Three hundred homes with a fault every few days; two in three have a cause."""
    causes = {
        name: {"share": 0.05, "fixable_by": "billing"} for name in ("a", "b", "c", "d", "e", "f")
    }
    causes["tariff"] = {"share": 0.35, "fixable_by": "billing"}
    facts = learns(causes, days, every="1d", delay={"constant": "1d"})
    facts["customers"]["homes"]["count"] = 300
    facts["needs"]["fault"]["per_customer_year"] = 100
    facts["teams"]["agents"]["headcount"] = 40
    voice = facts["operating_model"]["voice_of_customer"] | levers.pop("voice", {})
    facts["operating_model"] |= {"voice_of_customer": voice} | levers
    if not loop:
        facts["operating_model"]["voice_of_customer"] = None
    return play_document(with_defaults(facts), engine)


def needs(one: Played, after: int = 0, caused: bool | None = None) -> set[tuple[int, int]]:
    """Which needs came up from a day on: of all, or of those with a cause, or without."""
    log = one.log
    rows = (log.event == Event.CASE_OPENED) & (log.time >= one.plan.day_starts[after])
    if caused is not None:
        rows &= (log.reason > 0) == caused
    return set(zip(log.who[rows].tolist(), log.case[rows].tolist(), strict=True))


@pytest.mark.mechanism("S000-18")
@pytest.mark.mechanism("S004-22")
@pytest.mark.mechanism("R-004")
def test_needs_step_down_after_the_fix_and_only_where_the_loop_is_on(engine: EngineName) -> None:
    """All is found, funded and fixed by the second midnight: from then on half of it is gone."""
    off = many(False, engine)
    on = many(True, engine, voice={"effect": 0.5})
    assert check_laws(doors_of(on.plan), on.log) == []
    assert needs(on, caused=False) == needs(off, caused=False)
    assert needs(on) < needs(off)
    gone = needs(off) - needs(on)
    assert gone <= needs(off, 2, caused=True)
    share = len(gone) / len(needs(off, 2, caused=True))
    assert 0.45 < share < 0.55
    first, last = (rate(off, days) for days in ((0, 8), (8, 16)))
    assert last == pytest.approx(first, rel=0.1)


def rate(one: Played, days: tuple[int, int]) -> float:
    """Needs with a cause, of a day."""
    return len(needs(one, days[0], True) - needs(one, days[1], True)) / (days[1] - days[0])


@pytest.mark.mechanism("S004-26")
def test_half_of_what_is_preached_removes_half_of_it(engine: EngineName) -> None:
    """The sweep: each step of fidelity removes more needs, and moves none."""
    nothing = needs(many(False, engine))
    sweep = [many(True, engine, implementation_fidelity=share) for share in (0, 0.25, 0.5, 1)]
    left = [needs(one) for one in sweep]
    assert left[0] == nothing
    assert left[0] > left[1] > left[2] > left[3]
    gone = [len(nothing - one) for one in left]
    assert gone[2] == pytest.approx(gone[3] / 2, rel=0.1)
    assert not needs(sweep[3], 2, caused=True)


@pytest.mark.mechanism("S000-17")
@pytest.mark.mechanism("S004-06")
def test_what_those_who_lead_put_first_gets_done(engine: EngineName) -> None:
    """The more often service is put first, the more causes are funded, and the sooner."""
    funded = {"funded": 0.1}
    sweep = [many(True, engine, voice=funded, leadership_priority=p) for p in (0, 1, 2, 10)]
    fixes = [fixed(one.log) for one in sweep]
    assert fixes[0] == {}
    assert set(fixes[1]) <= set(fixes[2]) <= set(fixes[3])
    assert len(fixes[3]) == 7
    for few, more in pairwise(fixes):
        assert all(more[cause] <= when for cause, when in few.items())
    left = [len(needs(one)) for one in sweep]
    assert left[0] > left[1] > left[2] > left[3]


def fixed(log: Chunk) -> dict[int, int]:
    """When each cause was fixed."""
    rows = log.event == Event.CAUSE_FIXED
    return dict(zip(log.reason[rows].tolist(), log.time[rows].tolist(), strict=True))


@pytest.mark.mechanism("S004-03")
def test_somebody_senior_who_owns_it_raises_the_adoption(engine: EngineName) -> None:
    """Which is seen as a rate: of places without a date, those that were funded."""
    rates = []
    for voice in ({"funded": 0.1}, {"funded": 0.1, "owner": True, "owner_raises": 4.0}):
        log = many(True, engine, voice=voice).log
        dated: set[int] = set()
        asked = 0
        for event, cause in zip(log.event.tolist(), log.reason.tolist(), strict=True):
            asked += event == Event.CAUSE_REVIEWED and cause not in dated
            dated |= {cause} if event == Event.CAUSE_FUNDED else set()
        rates.append(len(dated) / asked)
    assert 0.03 < rates[0] < 0.2
    assert 2 < rates[1] / rates[0] < 8


def test_more_hours_on_the_phones_find_hidden_causes_sooner(engine: EngineName) -> None:
    """Exposure raises the rate of fixes: nothing is coded, and the chance to overhear it counts."""
    found = []
    for hours in ("0s", "2h", "20h", "200h"):
        log = many(True, engine, voice={"coded": 0.0}, manager_exposure=hours).log
        rows = log.event == Event.CAUSE_FOUND
        found.append((int(rows.sum()), -float(log.time[rows].mean()) if rows.any() else 0.0))
    assert found[0][0] == 0
    assert found[1][0] < found[2][0] <= found[3][0] == 7
    assert found[2][1] < found[3][1]


def test_a_team_half_within_earshot_is_heard_half_as_much(engine: EngineName) -> None:
    """Calls that managers listen to, of those of a day, by how far away the team is."""
    heard = []
    for exposure in (1.0, 0.5, 0.0):
        facts = learns(TARIFF, 3, coded=0.0)
        facts["customers"]["homes"]["count"] = 600
        facts["needs"]["fault"]["per_customer_year"] = 200
        facts["teams"]["agents"] |= {"headcount": 60, "exposure": exposure}
        facts["operating_model"]["manager_exposure"] = ALL_DAY
        _, log = played(facts, [], engine)
        heard.append(int(log.value[log.event == Event.CAUSE_REVIEWED].sum()))
    assert heard[2] == 0
    assert heard[1] == pytest.approx(heard[0] / 2, rel=0.15)


def test_what_is_born_of_a_case_has_no_cause_of_its_own(engine: EngineName) -> None:
    """A recurrence is a case of its own, which no fix of a cause removes."""
    facts = learns(TARIFF, 4)
    facts["needs"]["fault"] |= {"recurs": 1.0, "recurs_after": {"constant": "1d"}}
    _, log = played(facts, call(), engine)
    opened = log.event == Event.CASE_OPENED
    assert opened.sum() > 1
    assert log.reason[opened].tolist() == [0] * int(opened.sum())
