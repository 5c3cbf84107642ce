"""What is told of channels and doors that cannot be."""

from pathlib import Path

import pytest

from unit.test_check_messages import CENTRE, told

DOOR = "[{queue: mail, chance: 0.5}]"
MAIL = CENTRE.replace("teams: [agents]}", "teams: [agents]}\n  mail: {teams: [agents]}")


@pytest.mark.parametrize(
    ("sets", "words"),
    [
        (
            ["queues.calls.channel=fax"],
            "queues.calls.channel: 'fax' is not known here (one of phone, chat",
        ),
        (
            ["queues.calls.channel=email"],
            "queues.calls: email needs effort: the time that writing and reading take",
        ),
        (
            ["queues.calls.channel=social", "queues.calls.effort=5m", "queues.calls.lines=3"],
            "queues.calls: nobody waits on the line of social: leave lines out",
        ),
        (
            ["queues.calls.leaves_silently=0.1"],
            "queues.calls: nobody leaves phone silently: leaves_silently is for queues of chat",
        ),
        (
            ["teams.agents.at_once=3"],
            "teams.agents.at_once: 'agents' serves 'calls' by phone, which takes one at a time",
        ),
        (
            ["customers.home.doors=[{queue: twitter, chance: 0.5}]"],
            "customers.home.doors.0.queue: there is no queue 'twitter'",
        ),
        (
            ["customers.home.first_door=[{queue: adviser, chance: 0.5}]"],
            "customers.home.first_door.0.queue: there is no queue 'adviser'",
        ),
        (
            ["needs.bill.channels=[{queue: chat, chance: 0.5}]"],
            "needs.bill.channels.0.queue: there is no queue 'chat'",
        ),
        (
            ["needs.bill.channels=[{queue: calls, chance: 0.5}, {queue: mail, chance: 0.6}]"],
            "needs.bill: the chances of channels add up to more than 1",
        ),
        (
            ["customers.home.first_door=[{queue: calls, chance: 0.9}, {queue: mail, chance: 0.6}]"],
            "customers.home: the chances of first_door add up to more than 1",
        ),
        (
            [f"customers.home.doors={DOOR}", "queues.mail.forecast={rate: 1/h, reconnects: 0.1}"],
            "queues.mail.forecast.reconnects: customers with cases call 'mail'",
        ),
    ],
)
def test_what_cannot_be_is_told(tmp_path: Path, sets: list[str], words: str) -> None:
    faults = told(tmp_path, MAIL, *sets)
    assert any(fault.startswith(words) for fault in faults), faults


def test_too_many_doors_are_told(tmp_path: Path) -> None:
    doors = ", ".join(["{queue: mail, chance: 0.1}"] * 17)
    (fault,) = told(tmp_path, MAIL, f"customers.home.doors=[{doors}]")
    assert fault == "customers.home: 17 doors are too many: at most 16"
