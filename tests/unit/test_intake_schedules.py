"""Schedules as planners bring them: agents on the phones by team and interval, and no names."""

import datetime as dt

import pytest

from ccsim.errors import UsageError
from ccsim.intake.schedules import Schedule, read_schedule
from ccsim.intake.tables import read_table

SHIFTS = """agent,team,start,end,activity
Ann,desk,2026-01-05 08:00,2026-01-05 12:00,Phones
Ann,desk,2026-01-05 10:00,2026-01-05 10:30,Break
Bob,desk,2026-01-05 09:00,2026-01-05 12:00,Phones
Eve,back,2026-01-05 08:00,2026-01-05 09:00,Phones
"""


def read(text: str, **given: object) -> Schedule:
    return read_schedule(read_table("plan.csv", text.encode()), **given)  # type: ignore[arg-type]


def heads(found: Schedule, team: int = 0) -> dict[str, int]:
    per_day = 24 * 60 // found.minutes
    days = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
    return {
        f"{days[at // per_day]} {at % per_day * found.minutes // 60:02d}:"
        f"{at % per_day * found.minutes % 60:02d}": agents
        for at, agents in enumerate(found.teams[team].agents)
        if agents
    }


def test_shifts_with_breaks_beside_them_are_agents_by_team_and_interval() -> None:
    found = read(SHIFTS)
    desk, back = found.teams
    assert (desk.name, back.name, found.minutes, found.weekly) == ("desk", "back", 30, False)
    assert desk.agents[16:24] == (1, 1, 2, 2, 1, 2, 2, 2)
    assert sum(desk.agents) == 13
    assert back.agents[16:18] == (1, 1)
    assert (found.rows, found.start) == (4, dt.date(2026, 1, 5))
    assert found.columns["agent"] == "agent"


def test_activities_one_after_the_other_say_the_same() -> None:
    parts = (
        "agent,date,start,end,activity\n"
        "Ann,2026-01-05,08:00,10:00,Calls\nAnn,2026-01-05,10:00,10:30,Lunch\n"
        "Ann,2026-01-05,10:30,12:00,Calls\nBob,2026-01-05,09:00,12:00,Calls\n"
    )
    assert read(parts).teams[0].agents[16:24] == read(SHIFTS).teams[0].agents[16:24]


def test_two_rows_that_overlap_are_one_agent() -> None:
    found = read("agent,start,end\nAnn,08:00,10:00\nAnn,09:00,11:00\n")
    assert heads(found) == {"Mo 08:00": 1, "Mo 09:00": 1, "Mo 10:00": 1}


def test_a_night_goes_on_after_midnight_and_sunday_into_monday() -> None:
    found = read("agent,weekday,start,end\nAnn,Sunday,22:00,02:00\nBob,Mon,01:00,24:00\n")
    assert found.weekly
    at = heads(found)
    assert [at.get(one, 0) for one in ("Su 22:00", "Su 23:00", "Mo 00:00", "Mo 01:00")] == [
        1, 1, 1, 2,
    ]  # fmt: skip
    assert at["Mo 23:00"] == 1
    assert "Tu 00:00" not in at


def test_dates_of_one_weekday_count_by_their_mean() -> None:
    rows = "".join(f"a{n},2026-01-05,08:00,09:00\n" for n in range(4))
    rows += "".join(f"a{n},2026-01-12,08:00,09:00\n" for n in range(2))
    found = read(f"agent,date,start,end\n{rows}")
    assert heads(found) == {"Mo 08:00": 3}
    assert any("2 dates make a typical week" in notice for notice in found.notices)


def test_so_many_agents_of_a_team_stand_in_one_row() -> None:
    found = read("team,agents,start,end,activity\ndesk,12,08:00,12:00,\ndesk,3,10:00,10:15,Pause\n")
    assert found.minutes == 15
    assert found.teams[0].agents[32:48] == (12,) * 8 + (9,) + (12,) * 7


def test_skills_make_teams_where_none_are_named() -> None:
    found = read("agent,start,end,skills\nA,08:00,09:00,sales; care\nB,08:00,09:00,care,\n")
    assert [one.name for one in found.teams] == ["care + sales", "care"]
    assert found.by_skills


def test_activities_that_are_no_work_are_known_in_four_languages_and_by_what_is_said() -> None:
    text = "agent,start,end,activity\nA,08:00,12:00,Telefon\n"
    more = "B,20:00,21:00,Telefon\nB,21:00,22:00,Code 7\n"
    for name in ("Mittagspause", "Formación", "Réunion", "Team Meeting", "Sick leave", "Day Off"):
        assert sum(read(f"{text}A,09:00,10:00,{name}\n").teams[0].agents) == 3, name
    coded = f"{text}A,09:00,10:00,Code 7\n"
    assert sum(read(coded).teams[0].agents) == 4
    assert "Taken for work on the phones: Code 7, Telefon." in read(coded + more).notices
    assert sum(read(coded, away=["code 7"]).teams[0].agents) == 3


def test_an_activity_of_one_agent_alone_may_name_somebody_and_is_not_told() -> None:
    found = read(
        "agent,start,end,activity\nA,08:00,12:00,Telefon\nB,08:00,12:00,Telefon\n"
        "A,12:00,13:00,1:1 with MARKER\n"
    )
    assert "Taken for work on the phones: Telefon, 1 other activity." in found.notices
    assert "MARKER" not in repr(found)
    teams = read("team,start,end,agents,activity\nx,08:00,12:00,5,Telefon\n")
    assert "Taken for work on the phones: Telefon." in teams.notices


def test_bounds_between_quarters_are_told() -> None:
    found = read("agent,start,end\nA,08:00,09:00\nB,08:10,09:00\nC,08:05,09:00\n")
    assert found.teams[0].agents[32:36] == (2, 3, 3, 3)
    assert any("rounded" in notice for notice in found.notices)


def test_times_in_another_zone_are_brought_to_the_scenarios() -> None:
    found = read("agent,start,end\nA,2026-07-06T08:00Z,2026-07-06T10:00Z\n", zone="Europe/Madrid")
    assert heads(found) == {"Mo 10:00": 1, "Mo 11:00": 1}


def test_rejected_rows_are_listed_without_what_stands_in_them() -> None:
    found = read(
        "agent,date,start,end\nA,2026-01-05,08:00,09:00\nMARKER,soon,08:00,09:00\n"
        "MARKER,2026-01-05,MARKER,09:00\nMARKER,2026-01-05,08:00,MARKER\n"
    )
    assert {one.row: one.why for one in found.rejected} == {
        3: "date is no date: write it as 2026-01-05, or a weekday",
        4: "start is no time of day: write it as 08:30",
        5: "end is no time of day: write it as 16:30",
    }


def test_an_agents_name_never_leaves_the_reader() -> None:
    text = SHIFTS.replace("Ann", "MARKER One").replace("Bob", "MARKER Two")
    assert "MARKER" not in repr(read(text))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("MARKER,phones,desk\nMARKER,phones,desk\n", "no column for the start of an activity"),
        ("agent,start\nMARKER,08:00\n", "no column for the end of an activity"),
        (
            "agent,start,end\nMARKER,now,then\n",
            "no row of 1 can be used: row 2: start is no time of day",
        ),
        ("agent,start,end,activity\nMARKER,08:00,09:00,Break\n", "nobody works"),
        (
            "agent,team,start,end\n" + "".join(f"a,MARKER{n},08:00,09:00\n" for n in range(60)),
            "60 teams are too many",
        ),
        ("agent,team,start,end,agents\nA,x,08:00,09:00,MARKER\n", "the number of agents is no"),
    ],
)
def test_what_cannot_be_used_is_one_message_without_anybodys_name(text: str, says: str) -> None:
    with pytest.raises(UsageError) as error:
        read(text)
    assert str(error.value).startswith("plan.csv: ")
    assert says in str(error.value)
    assert "MARKER" not in str(error.value)


def test_a_team_that_is_called_like_its_agent_has_no_name() -> None:
    found = read("agent,team,start,end\nMARKER Ann,MARKER Ann,08:00,09:00\n")
    assert [one.name for one in found.teams] == [""]
