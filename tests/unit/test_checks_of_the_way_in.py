"""What is told of menus, callbacks and advertised hours that cannot be."""

from pathlib import Path

import pytest

from ccsim.spec.loading import load
from unit.test_check_messages import CENTRE, told


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        (
            "queues.calls.ivr={misroutes: {to: cals, chance: 0.1}}",
            "queues.calls.ivr.misroutes.to: there is no queue 'cals'; did you mean 'calls'?",
        ),
        (
            "queues.calls.ivr={misroutes: {to: calls, chance: 0.1}}",
            "queues.calls.ivr.misroutes.to: 'calls' is the queue that was dialled: name the wrong",
        ),
        (
            "queues.calls.ivr={contains: 1.5}",
            "queues.calls.ivr.contains: 1.5 is impossible here: it must be at most 1",
        ),
        (
            "queues.calls.callback={keeps: time}",
            "queues.calls.callback: keeps: time needs a delay, such as delay: 1h",
        ),
        (
            "queues.calls.callback={delay: 1h}",
            "queues.calls.callback: a delay goes with keeps: time; with keeps: place leave it out",
        ),
        (
            "queues.calls.advertised_hours=Mo 08:00-12:00,10:00-14:00",
            "queues.calls.advertised_hours: 'Mo 08:00-12:00,10:00-14:00'",
        ),
        (
            "needs.bill.self_service=50%",
            "needs.bill.self_service: '50%' is not a chance: write a number from 0 to 1",
        ),
    ],
)
def test_what_cannot_be_is_named_with_what_would_be_right(
    tmp_path: Path, setting: str, words: str
) -> None:
    assert any(words in line for line in told(tmp_path, CENTRE, setting))


def test_who_writes_hears_no_menu_and_waits_on_no_line(tmp_path: Path) -> None:
    by_mail = ("queues.calls.channel=email", "queues.calls.effort=5m")
    sets = (*by_mail, "queues.calls.ivr={}", "queues.calls.callback={}")
    assert told(tmp_path, CENTRE, *sets) == [
        "queues.calls.callback: who writes by email waits on no line: leave callback out",
        "queues.calls.ivr: who writes by email hears no menu: leave ivr out",
    ]


def test_the_three_together_are_accepted(tmp_path: Path) -> None:
    path = tmp_path / "centre.yaml"
    path.write_text(CENTRE, encoding="utf-8")
    sets = (
        "queues.calls.ivr={time: {lognormal: {mean: 45s, sigma: 0.6}}, hangs_up: 0.1}",
        "queues.calls.callback={accepts: 0.37, keeps: time, delay: 2h, unanswered: 0.07}",
        "queues.calls.advertised_hours=24/7",
        "queues.calls.hours=Mo-Fr 08:00-20:00",
    )
    queue = load(path, sets).scenario.queues["calls"]
    assert queue.callback is not None
    assert queue.callback.delay == 2 * 3_600_000
    assert queue.advertised_hours == "24/7"
