"""Luck is an address: every part of it counts, and no two addresses share a place."""

import itertools
from math import sqrt

import numpy as np
import pytest

from ccsim.codes import Purpose
from ccsim.errors import UsageError
from ccsim.streams.luck import BITS, AddressOverflowError, check_address, draw, draw4
from ccsim.streams.philox import philox4x32, philox4x32_array

HERE = {
    "seed": 5, "replication": 2, "purpose": 8, "name": 1234, "who": 77, "case": 9, "contact": 3,
    "k": 6,
}  # fmt: skip


def at(**parts: int) -> int:
    """The draw at an address, given by name."""
    return int(draw(*{**HERE, **parts}.values()))


def test_the_parts_lie_where_the_table_says() -> None:
    words = philox4x32(77, 8 << 24 | 1234, 9, 3 << 16 | 1, 5, 2)
    assert draw4(5, 2, 8, 1234, 77, 9, 3, 1) == words


@pytest.mark.parametrize("k", [0, 1, 2, 3, 4, 7, 1000, 2**18 - 1])
def test_a_block_holds_four_draws(k: int) -> None:
    assert at(k=k) == draw4(5, 2, 8, 1234, 77, 9, 3, k // 4)[k % 4]


@pytest.mark.parametrize("part", BITS)
def test_each_part_of_an_address_changes_the_luck(part: str) -> None:
    assert at(**{part: HERE[part] + 1}) != at()
    assert at(**{part: 2 ** BITS[part] - 1}) != at()


def test_the_luck_of_an_address_never_changes() -> None:
    assert [at(k=k) for k in range(4)] == [1814912312, 1283772769, 3322385149, 409217805]


def test_neighbouring_addresses_share_no_draw() -> None:
    parts = itertools.product(range(6), range(6), range(6), range(8))
    draws = [at(purpose=p, who=w, contact=c, k=k) for p, w, c, k in parts]
    # Of 1,728 words, 0.0003 pairs are expected to be equal by chance.
    assert len(set(draws)) == len(draws)


def test_a_code_of_the_vocabulary_and_its_number_are_one_purpose() -> None:
    assert at(purpose=Purpose.TALK) == at(purpose=int(Purpose.TALK))


@pytest.mark.parametrize("part", ["who", "case", "contact"])
def test_draws_along_a_part_are_even_and_unrelated(part: str) -> None:
    n = np.arange(100_000)
    who, case, contact = (n & 0xFFFF if part == name else 1 for name in ("who", "case", "contact"))
    k = n >> 16 if part == "contact" else 0
    words = philox4x32_array(who, 8 << 24, case, np.asarray(contact) << 16 | k, 1, n >> 16)[0]
    uniform = (words + 0.5) / 2**32
    assert abs(uniform.mean() - 0.5) < 4 * sqrt(1 / 12 / n.size)
    neighbours = np.corrcoef(uniform[:-1], uniform[1:])[0, 1]
    assert abs(neighbours) < 4 / sqrt(n.size)
    sixteenths = np.bincount(words >> 28, minlength=16)
    chi_square = ((sixteenths - n.size / 16) ** 2).sum() / (n.size / 16)
    assert chi_square < 15 + 4 * sqrt(30)


def test_an_address_that_fits_is_let_through() -> None:
    check_address(**{part: 2**bits - 1 for part, bits in BITS.items()})
    assert sum(BITS.values()) == 6 * 32 + 2  # of a block's four draws, two bits choose one


@pytest.mark.parametrize("part", BITS)
def test_an_address_that_does_not_fit_is_refused(part: str) -> None:
    for value in (-1, 2 ** BITS[part]):
        with pytest.raises(AddressOverflowError, match=f"{part} = {value} has no place") as refusal:
            check_address(**{part: value})
        assert (refusal.value.part, refusal.value.value) == (part, value)
        assert isinstance(refusal.value, UsageError)
