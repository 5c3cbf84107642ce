"""Luck is an address: a random number is a function of who, what and why.

| part of the address | bits | place |
|---|---|---|
| `who`: the customer, agent, queue-day … that the draw is about | 32 | counter word 0 |
| `purpose`: why it is drawn (`ccsim.codes`) | 8 | counter word 1, high |
| `name`: the hash of a name (`ccsim.names`) | 24 | counter word 1, low |
| `case` | 32 | counter word 2 |
| `contact`, or the attempt at the case | 16 | counter word 3, high |
| `block`: `k // 4`, where `k` tells draws at one address apart | 16 | counter word 3, low |
| `seed`, `replication` | 32 each | key words 0 and 1 |

The hot functions check nothing. Whoever makes addresses (the plan) holds its widest ones to
`check_address`. From Python, hand purposes over as plain `int`: numba unpacks an enum slowly.
"""

from numba import njit

from ccsim.errors import UsageError
from ccsim.streams.philox import philox4x32

BITS = {
    "seed": 32,
    "replication": 32,
    "purpose": 8,
    "name": 24,
    "who": 32,
    "case": 32,
    "contact": 16,
    "k": 18,
}

_ADDRESS = "(int64, int64, int64, int64, int64, int64, int64, int64)"


class AddressOverflowError(UsageError, ValueError):
    """A part of an address is too large for its place, so two draws could become one."""

    def __init__(self, part: str, value: int) -> None:
        self.part = part
        self.value = value
        super().__init__(
            f"{part} = {value} has no place in a random number's address: "
            f"it must lie between 0 and {2 ** BITS[part] - 1}"
        )


@njit("UniTuple(int64, 4)" + _ADDRESS, cache=True, forceinline=True)
def draw4(
    seed: int, replication: int, purpose: int, name: int, who: int, case: int, contact: int,
    block: int,
) -> tuple[int, int, int, int]:  # fmt: skip
    """The four random words of a block: draws number 4 × block to 4 × block + 3."""
    return philox4x32(who, (purpose << 24) | name, case, (contact << 16) | block, seed, replication)


@njit("int64" + _ADDRESS, cache=True, forceinline=True)
def draw(
    seed: int, replication: int, purpose: int, name: int, who: int, case: int, contact: int,
    k: int,
) -> int:  # fmt: skip
    """The random word, at least 0 and below 2**32, that lies at an address.

    >>> draw(1, 0, 3, 17, 42, 7, 0, 5) == draw4(1, 0, 3, 17, 42, 7, 0, 1)[1]
    True
    """
    w0, w1, w2, w3 = draw4(seed, replication, purpose, name, who, case, contact, k >> 2)
    lane = k & 3
    if lane == 0:
        return w0
    if lane == 1:
        return w1
    if lane == 2:
        return w2
    return w3


def check_address(
    *,
    seed: int = 0,
    replication: int = 0,
    purpose: int = 0,
    name: int = 0,
    who: int = 0,
    case: int = 0,
    contact: int = 0,
    k: int = 0,
) -> None:
    """Refuse an address of which a part does not fit its place.

    >>> check_address(who=2**32 - 1, contact=70_000)
    Traceback (most recent call last):
    ccsim.streams.luck.AddressOverflowError: contact = 70000 has no place in a random number's \
address: it must lie between 0 and 65535
    """
    parts = {
        "seed": seed,
        "replication": replication,
        "purpose": purpose,
        "name": name,
        "who": who,
        "case": case,
        "contact": contact,
        "k": k,
    }
    for part, value in parts.items():
        if not 0 <= value < 1 << BITS[part]:
            raise AddressOverflowError(part, int(value))
