"""Opening hours: what is refused, and what is open when, over clock changes and holidays."""

import datetime as dt

import pytest

from ccsim.plan.hours import day_starts, open_intervals, wall_clock
from ccsim.spec.calendar import Calendar
from ccsim.spec.hours import HoursError, check_hours
from ccsim.units import DAY, HOUR

MADRID = {"time_zone": "Europe/Madrid", "holidays": "ES"}
PLAIN = Calendar(days=7)


def calendar(start: str, days: int) -> Calendar:
    return Calendar.model_validate({"start": start, "days": days, **MADRID})


def spring() -> Calendar:
    """The clocks go from 02:00 to 03:00 on Sunday 29 March 2026."""
    return calendar("2026-03-28", 3)


def autumn() -> Calendar:
    """The clocks go from 03:00 back to 02:00 on Sunday 25 October 2026."""
    return calendar("2026-10-24", 3)


def within(hours: str, which: Calendar) -> list[tuple[int, int]]:
    end = day_starts(which)[-1]
    return [(start, stop) for start, stop in open_intervals(hours, which) if start < end]


def test_always_open_is_one_interval_until_sixty_days_after_the_run() -> None:
    assert open_intervals("24/7", PLAIN) == [(0, 67 * DAY)]


def test_weekdays_open_and_close_on_the_local_clock() -> None:
    assert within("Tu 08:00-20:00", PLAIN) == [(DAY + 8 * HOUR, DAY + 20 * HOUR)]


def test_hours_past_midnight_run_into_the_next_day() -> None:
    assert within("Mo 22:00-06:00", PLAIN) == [(22 * HOUR, 30 * HOUR)]


def test_ranges_that_touch_are_one() -> None:
    assert within("Mo 00:00-24:00; Tu 00:00-04:00", PLAIN) == [(0, 28 * HOUR)]


def test_the_day_of_the_spring_change_has_23_hours() -> None:
    assert day_starts(spring()) == [0, 24 * HOUR, 47 * HOUR, 71 * HOUR]
    assert within("Su 08:00-10:00", spring()) == [(31 * HOUR, 33 * HOUR)]


def test_the_day_of_the_autumn_change_has_25_hours() -> None:
    assert day_starts(autumn()) == [0, 24 * HOUR, 49 * HOUR, 73 * HOUR]
    assert within("Su 00:00-08:00", autumn()) == [(24 * HOUR, 33 * HOUR)]


def test_hours_within_the_skipped_hour_do_not_exist() -> None:
    assert within("Su 02:00-03:00", spring()) == []


@pytest.mark.parametrize("which", [spring(), autumn()])
def test_the_wall_clock_shows_midnight_when_a_day_starts(which: Calendar) -> None:
    starts = day_starts(which)[:-1]
    assert wall_clock(which, starts).tolist() == [0] * len(starts)


def test_the_wall_clock_skips_and_repeats_an_hour() -> None:
    times = [25 * HOUR, 26 * HOUR, 27 * HOUR]
    assert wall_clock(spring(), times).tolist() == [1 * HOUR, 3 * HOUR, 4 * HOUR]
    assert wall_clock(autumn(), times).tolist() == [1 * HOUR, 2 * HOUR, 2 * HOUR]


def test_public_holidays_are_closed() -> None:
    epiphany = calendar("2026-01-05", 3)  # Monday to Wednesday; Tuesday is 6 January
    open_days = [start // DAY for start, _ in within("Mo-Fr 08:00-20:00; PH off", epiphany)]
    assert open_days == [0, 2]


def test_public_holidays_can_have_hours_of_their_own() -> None:
    epiphany = calendar("2026-01-05", 3)
    hours = "Mo-Fr 08:00-20:00; Sa,PH 09:00-14:00"
    assert within(hours, epiphany)[1] == (DAY + 9 * HOUR, DAY + 14 * HOUR)


def test_a_region_has_holidays_of_its_own() -> None:
    day = {"start": "2026-05-18", "days": 1}  # Galicia moves 17 May, a Sunday, to no other day
    july = {"start": "2026-07-25", "days": 1}  # Saint James, in Galicia
    closed = Calendar.model_validate({**july, "holidays": "ES-GA"})
    opened = Calendar.model_validate({**july, "holidays": "ES-MD"})
    assert within("Mo-Su 08:00-20:00; PH off", closed) == []
    assert len(within("Mo-Su 08:00-20:00; PH off", opened)) == 1
    assert within("Mo-Su 08:00-20:00; PH off", Calendar.model_validate({**day, **MADRID}))


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ("", "empty"),
        ("off", "never open"),
        ("Mo 08:00-08:00", "is empty"),
        ("Mo 08:00-12:00,10:00-14:00", "overlap on Monday at 10:00"),
        ("Mo 08:00-12:00, Mo 10:00-14:00", "overlap on Monday at 10:00"),
        ("Mo 20:00-08:00, Tu 07:00-10:00", "overlap on Tuesday at 07:00"),
        ("Mo-Fr 08:00-12:00; Mo-Fr 14:00-18:00", "a later rule replaces"),
        ("8-20", "not understood"),
        ("Mo-Fr 8:00am-5:00pm", "24 hours"),
        ("Mo-Fr 08:00-25:00", "25:00 is no time of day"),
        ("Mo-Fr 08:00-20:00; SH off", "school holidays"),
        ("Mo-Fr sunrise-sunset", "the sun"),
        ("Mo-Fr 08:00+", "open end"),
        ("Mo-Fr 08:00-20:00; PH off", "calendar.holidays"),
        ("Montag", "not understood"),
    ],
)
def test_hours_that_cannot_be_are_refused_in_plain_words(hours: str, words: str) -> None:
    with pytest.raises(HoursError, match=words):
        check_hours(hours, PLAIN)


@pytest.mark.parametrize(
    "hours",
    [
        "24/7",
        "Mo-Fr 08:00-20:00; Sa 09:00-14:00; PH off",
        "Mo-Sa,PH 09:00-14:00",
        "22:00-06:00",
        "Mo-Fr 08:00-12:00,14:00-18:00",
        "Mo-Fr 08:00-12:00, We 14:00-18:00",
        "Mo-Su 08:00-20:00; 2026 Dec 24 08:00-12:00",
        "Mo-Fr 08:00-20:00; Fr 08:00-15:00",
    ],
)
def test_hours_that_make_sense_are_taken(hours: str) -> None:
    check_hours(hours, calendar("2026-01-05", 7))


def test_an_unknown_country_has_no_holidays() -> None:
    with pytest.raises(HoursError, match="'XX'"):
        check_hours("PH 08:00-12:00", Calendar(days=1, holidays="XX"))


def test_hours_of_long_runs_reach_to_their_end() -> None:
    long = Calendar(days=3650, start=dt.date(2026, 1, 5))
    assert len(within("Mo 08:00-09:00", long)) == 522
