"""Philox4x32-10: four random words that are a function of a counter and a key, and of nothing else.

The generator is that of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2,
3" (SC 2011). It has no state, so no order of asking can change what anybody is dealt.

All words are 64-bit integers below 2**32. Products are unsigned: numba takes it that signed ones
never overflow, and what it makes of one that does depends on the code around it.

Compiled functions of this folder state their signature. Otherwise numba would compile each of
them anew for every constant that a caller hands in. They are compiled into their callers: only so
can a loop over many subjects draw for several of them at a time.
"""

import numpy as np
import numpy.typing as npt
from numba import njit

MULTIPLIER_0 = 0xD2511F53
MULTIPLIER_1 = 0xCD9E8D57
BUMP_0 = 0x9E3779B9
BUMP_1 = 0xBB67AE85
ROUNDS = 10
MASK = 0xFFFFFFFF

Words = npt.NDArray[np.int64]


@njit("UniTuple(int64, 2)(int64, int64)", cache=True, forceinline=True)
def _product(multiplier: int, word: int) -> tuple[int, int]:
    """The upper and the lower word of a product."""
    product = np.uint64(multiplier) * np.uint64(word)
    return int(product >> np.uint64(32)), int(product & np.uint64(MASK))


@njit("UniTuple(int64, 4)(int64, int64, int64, int64, int64, int64)", cache=True, forceinline=True)
def philox4x32(c0: int, c1: int, c2: int, c3: int, k0: int, k1: int) -> tuple[int, int, int, int]:
    """Four random words for a counter of four words and a key of two.

    >>> [f"{word:08x}" for word in philox4x32(0, 0, 0, 0, 0, 0)]
    ['6627e8d5', 'e169c58d', 'bc57ac4c', '9b00dbd8']
    """
    for _ in range(ROUNDS):
        high_0, low_0 = _product(MULTIPLIER_0, c0)
        high_1, low_1 = _product(MULTIPLIER_1, c2)
        c0, c2 = high_1 ^ c1 ^ k0, high_0 ^ c3 ^ k1
        c1, c3 = low_1, low_0
        k0 = (k0 + BUMP_0) & MASK
        k1 = (k1 + BUMP_1) & MASK
    return c0, c1, c2, c3


def philox4x32_array(
    c0: npt.ArrayLike,
    c1: npt.ArrayLike,
    c2: npt.ArrayLike,
    c3: npt.ArrayLike,
    k0: npt.ArrayLike,
    k1: npt.ArrayLike,
) -> tuple[Words, Words, Words, Words]:
    """The same words for whole arrays of counters and keys, told a second time in numpy."""
    given = [np.asarray(word, dtype=np.uint64) for word in (c0, c1, c2, c3, k0, k1)]
    a0, a1, a2, a3, key0, key1 = np.broadcast_arrays(*given)
    mask, half = np.uint64(MASK), np.uint64(32)
    for _ in range(ROUNDS):
        p0 = np.uint64(MULTIPLIER_0) * a0
        p1 = np.uint64(MULTIPLIER_1) * a2
        a0, a1 = (p1 >> half) ^ a1 ^ key0, p1 & mask
        a2, a3 = (p0 >> half) ^ a3 ^ key1, p0 & mask
        key0 = (key0 + np.uint64(BUMP_0)) & mask
        key1 = (key1 + np.uint64(BUMP_1)) & mask
    return (
        a0.astype(np.int64),
        a1.astype(np.int64),
        a2.astype(np.int64),
        a3.astype(np.int64),
    )
