"""The generator gives the published words, and is told twice with one result."""

import numpy as np
import pytest

from ccsim.codes import Purpose
from ccsim.rules.customers import leaving_words
from ccsim.streams.philox import MASK, philox4x32, philox4x32_array

# Random123, tests/kat_vectors: counter, key, result of philox4x32 with 10 rounds.
KNOWN_ANSWERS = [
    (
        (0, 0, 0, 0, 0, 0),
        (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8),
    ),
    (
        (MASK, MASK, MASK, MASK, MASK, MASK),
        (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD),
    ),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344, 0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]


@pytest.mark.parametrize(("address", "words"), KNOWN_ANSWERS)
def test_known_answers(address: tuple[int, ...], words: tuple[int, ...]) -> None:
    assert philox4x32(*address) == words
    assert tuple(int(word) for word in philox4x32_array(*address)) == words


def test_the_uncompiled_source_gives_the_same_words() -> None:
    for address, words in KNOWN_ANSWERS:
        assert philox4x32.py_func(*address) == words


def test_compiled_and_vectorised_agree_bit_for_bit() -> None:
    n = np.arange(300, dtype=np.int64)
    counters = [(n * multiplier) & MASK for multiplier in (1, 0x9E3779B1, 7919 << 12, 0xFFFFFFFB)]
    words = philox4x32_array(*counters, 11, n & 3)
    rows = np.stack(words, axis=1).tolist()
    for i in range(300):
        address = [int(counter[i]) for counter in counters]
        assert list(philox4x32(*address, 11, i & 3)) == rows[i]


def test_words_stay_below_two_to_the_32() -> None:
    words = np.stack(philox4x32_array(np.arange(10_000), 0, MASK, 0, MASK, 1))
    assert words.dtype == np.int64
    assert words.min() >= 0
    assert words.max() <= MASK


def test_what_is_drawn_for_many_at_a_time_is_the_same() -> None:
    count, seed, replication, segment, day = 5_000, MASK, 7, 0xFFFFFF, 300
    purpose = int(Purpose.LEAVING) << 24
    words = leaving_words(seed, replication, segment, count, day)
    told = philox4x32_array(np.arange(count), purpose | segment, day, 0, seed, replication)
    assert np.array_equal(words, told[0])
