"""What comes of a ticket: better chances never make a ticket worse."""

import numpy as np
import pytest

from ccsim.codes import TicketResult
from ccsim.plan.chances import threshold
from ccsim.rules.births import child_word
from ccsim.rules.departments import passes_on, ticket
from ccsim.rules.handling import FACTOR_BITS
from ccsim.streams.quantiles import CONSTANT

BETTER = [
    TicketResult.COMPOUNDED, TicketResult.NOT_CURED, TicketResult.RECOVERED, TicketResult.CURED,
]  # fmt: skip
HOUR = 3_600_000
TABLES = np.zeros((1, 1), np.int64)
WHO = (7 << 32) | 5


def results(right: float, recovers: float, compounds: float, step: int = 0) -> list[int]:
    lots = (threshold(right), threshold(recovers), threshold(compounds))
    return [
        ticket(1, 0, WHO, word, 0, step, TABLES, CONSTANT, HOUR, 1 << FACTOR_BITS, *lots)[1]
        for word in range(400)
    ]


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        ((0.3, 0.2, 0.2), (0.5, 0.2, 0.2)),
        ((0.3, 0.2, 0.2), (0.3, 0.5, 0.2)),
        ((0.3, 0.2, 0.5), (0.3, 0.2, 0.2)),
    ],
)
def test_better_chances_make_no_ticket_worse(
    worse: tuple[float, float, float], better: tuple[float, float, float]
) -> None:
    before, after = results(*worse), results(*better)
    pairs = [
        (BETTER.index(one), BETTER.index(other)) for one, other in zip(before, after, strict=True)
    ]
    assert all(one <= other for one, other in pairs)
    assert any(one < other for one, other in pairs)


def test_each_desk_and_attempt_has_luck_of_its_own() -> None:
    assert results(0.5, 0.0, 0.0, step=0) != results(0.5, 0.0, 0.0, step=1)


def test_work_takes_longer_where_it_is_said_to() -> None:
    half = 1 << (FACTOR_BITS - 1)
    assert ticket(1, 0, WHO, 0, 0, 0, TABLES, CONSTANT, HOUR, half, 0, 0, 0)[0] == HOUR // 2


def test_what_may_be_fixed_on_the_spot_is_passed_on_less() -> None:
    def passed(fixes: float) -> set[int]:
        lot = threshold(0.6)
        return {n for n in range(400) if passes_on(1, 0, WHO, n, 0, 0, lot, threshold(fixes))}

    assert passed(1.0) == set()
    assert passed(0.5) < passed(0.0)


def test_children_of_one_case_have_numbers_of_their_own() -> None:
    numbers = {
        child_word(parent, kind, cause, contact, attempt)
        for parent in (1, 2)
        for kind in (3, 4)
        for cause in (5, 6)
        for contact in (0, 1)
        for attempt in (0, 1)
    }
    assert len(numbers) == 32
    assert all(0 <= number < 1 << 32 for number in numbers)
