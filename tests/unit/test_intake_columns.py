"""Which column is what: the names of vendors and countries, what the user says, what is kept."""

from typing import get_args

import pytest

from ccsim.errors import UsageError
from ccsim.intake import aliases
from ccsim.intake.columns import guess, plainly, unit_s
from ccsim.intake.tables import Table, read_table
from ccsim.spec import imports


def table(*columns: str) -> Table:
    return Table("mine.csv", columns, (("",) * len(columns),), 2)


def named(roles: tuple[str, ...], *columns: str, **given: dict[str, str]) -> dict[str, str]:
    return {role: columns[at] for role, at in guess(table(*columns), roles, **given).items()}


def test_an_alias_is_written_plainly_and_stands_once_for_a_role() -> None:
    for role, names in aliases.ALIASES.items():
        assert [plainly(name) for name in names] == list(names), role
        assert len(set(names)) == len(names), role


def test_interval_history_of_three_vendors_is_known() -> None:
    cms = named(
        aliases.HISTORY_ROLES,
        *("SPLIT", "ROW_DATE", "STARTTIME", "CALLSOFFERED", "ACDCALLS", "ABNCALLS", "ACCEPTABLE"),
        *("ANSTIME", "ABNTIME", "ACDTIME", "ACWTIME", "HOLDTIME", "OUTFLOWCALLS", "I_STAFFTIME"),
    )
    assert cms == {
        "queue": "SPLIT", "date": "ROW_DATE", "time": "STARTTIME", "offered": "CALLSOFFERED",
        "answered": "ACDCALLS", "abandoned": "ABNCALLS", "answered_within": "ACCEPTABLE",
        "asa": "ANSTIME", "abandon_time": "ABNTIME", "talk": "ACDTIME", "acw": "ACWTIME",
        "hold": "HOLDTIME", "flowed_out": "OUTFLOWCALLS", "staffed": "I_STAFFTIME",
    }  # fmt: skip
    connect = named(
        aliases.HISTORY_ROLES,
        *("Queue", "StartInterval", "EndInterval", "Contacts queued", "Contacts handled"),
        *("Contacts abandoned", "Contacts answered in 20 seconds", "Service level 20 seconds"),
        *("Average queue answer time", "Average handle time", "Average agent interaction time"),
        *("Average customer hold time", "Average after contact work time"),
    )
    assert connect == {
        "queue": "Queue", "time": "StartInterval", "offered": "Contacts queued",
        "answered": "Contacts handled", "abandoned": "Contacts abandoned",
        "answered_within": "Contacts answered in 20 seconds",
        "service_level": "Service level 20 seconds", "asa": "Average queue answer time",
        "aht": "Average handle time", "talk": "Average agent interaction time",
        "hold": "Average customer hold time", "acw": "Average after contact work time",
    }  # fmt: skip
    genesys = named(
        aliases.HISTORY_ROLES,
        *("Interval Start", "Interval End", "Queue Name", "Offer", "Answer", "Abandon"),
        *("Service Level %", "ASA", "Avg Handle", "Avg Talk", "Avg Hold", "Avg ACW", "Flow-Out"),
    )
    assert genesys == {
        "time": "Interval Start", "queue": "Queue Name", "offered": "Offer", "answered": "Answer",
        "abandoned": "Abandon", "service_level": "Service Level %", "asa": "ASA",
        "aht": "Avg Handle", "talk": "Avg Talk", "hold": "Avg Hold", "acw": "Avg ACW",
        "flowed_out": "Flow-Out",
    }  # fmt: skip


def test_call_records_are_known_as_plain_ones_and_by_clock_times_of_a_day() -> None:
    plain = named(
        aliases.CALLS_ROLES,
        *("arrival", "queue", "answered", "abandoned_at", "talk_s", "hold_s", "acw_s"),
        *("agent", "customer", "reason", "outcome"),
    )
    assert plain["arrived"] == "arrival"
    assert plain["answered_at"] == "answered"
    assert plain["abandoned_at"] == "abandoned_at"
    assert (plain["talk"], plain["hold"], plain["acw"]) == ("talk_s", "hold_s", "acw_s")
    assert (plain["agent"], plain["customer"], plain["outcome"]) == ("agent", "customer", "outcome")
    bank = named(
        aliases.CALLS_ROLES,
        *("vru_line", "call_id", "customer", "priority", "type", "date", "vru_entry_s"),
        *("vru_exit_s", "vru_time", "q_start_s", "q_exit_s", "q_time", "outcome", "ser_start_s"),
        *("ser_exit_s", "ser_time", "server"),
    )
    assert bank == {
        "customer": "customer", "priority": "priority", "queue": "type", "date": "date",
        "ivr_start": "vru_entry_s", "ivr_end": "vru_exit_s", "ivr_time": "vru_time",
        "queue_start": "q_start_s", "queue_end": "q_exit_s", "wait": "q_time",
        "outcome": "outcome", "answered_at": "ser_start_s", "ended": "ser_exit_s",
        "talk": "ser_time", "agent": "server", "call": "call_id",
    }  # fmt: skip


def test_schedules_are_known_in_three_languages() -> None:
    roles = aliases.SCHEDULE_ROLES
    english = named(roles, "Agent Name", "Group", "Date", "Start", "Stop", "Activity", "Skills")
    assert list(english) == ["agent", "team", "date", "start", "end", "activity", "skills"]
    german = named(roles, "Mitarbeiter", "Gruppe", "Datum", "Von", "Bis", "Aktivität")
    assert list(german) == ["agent", "team", "date", "start", "end", "activity"]
    spanish = named(roles, "Agente", "Equipo", "Fecha", "Desde", "Hasta", "Actividad")
    assert list(spanish) == ["agent", "team", "date", "start", "end", "activity"]


def test_what_the_user_says_goes_before_what_is_remembered_and_that_before_a_guess() -> None:
    columns = ("queue", "time", "calls", "volume", "Beginn!", "AHT")
    roles = aliases.FORECAST_ROLES
    assert named(roles, *columns)["calls"] == "calls"
    kept = {"calls": "volume", "time": "Beginn!", "aht": "not here"}
    found = named(roles, *columns, remembered=kept)
    assert (found["calls"], found["time"], found["aht"]) == ("volume", "Beginn!", "AHT")
    found = named(roles, *columns, said={"calls": "CALLS", "aht": ""}, remembered=kept)
    assert (found["calls"], found["time"]) == ("calls", "Beginn!")
    assert "aht" not in found


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"cals": "time"}, "'cals' is no column that is looked for: queue, date, time, calls"),
        ({"calls": "Volum"}, "there is no column 'Volum' for calls: there is time and 1 other"),
    ],
)
def test_a_role_or_a_column_that_is_not_there_is_told(said: dict[str, str], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        guess(table("time", "number"), aliases.FORECAST_ROLES, said)


def test_a_first_row_that_may_be_data_is_not_repeated() -> None:
    found = read_table("mine.csv", b"Ann Secret,blue,fast\nBob,red,slow\n")
    with pytest.raises(UsageError) as error:
        guess(found, aliases.SCHEDULE_ROLES, {"start": "x"})
    assert "Secret" not in str(error.value)
    assert "does the first row name the columns?" in str(error.value)


def test_a_usual_word_in_a_first_row_does_not_give_away_the_others() -> None:
    found = read_table("mine.csv", b"Ann Secret,phone,skill,+34600111222\nBob,x,red,slow\n")
    with pytest.raises(UsageError) as error:
        guess(found, aliases.SCHEDULE_ROLES, {"start": "x"})
    assert "there is skill and 3 others" in str(error.value)


def test_a_unit_is_read_from_the_name() -> None:
    assert [unit_s(one) for one in ("ACW (ms)", "talk_s", "AHT min", "Handle Time")] == [
        0.001, 1, 60, 1,
    ]  # fmt: skip


def test_a_scenario_can_remember_every_column_that_is_looked_for() -> None:
    assert get_args(imports.ForecastRole) == aliases.FORECAST_ROLES
    assert get_args(imports.HistoryRole) == aliases.HISTORY_ROLES
    assert get_args(imports.CallsRole) == aliases.CALLS_ROLES
    assert get_args(imports.ScheduleRole) == aliases.SCHEDULE_ROLES
