"""Names as numbers: a hash, so that nothing depends on the order of a file or on its neighbours."""

from collections.abc import Iterable
from hashlib import blake2s


def name_code(name: str, bits: int = 24) -> int:
    """The number that stands for a name in an address; never 0, which stands for no name.

    >>> name_code("billing_error") == name_code("billing_error")
    True
    """
    if not 1 < bits <= 63:
        raise ValueError(f"a name's code has 2 to 63 bits, not {bits}")
    digest = blake2s(name.encode("utf-8"), digest_size=16).digest()
    return 1 + int.from_bytes(digest, "big") % ((1 << bits) - 1)


def find_collisions(names: Iterable[str], bits: int = 24) -> list[tuple[str, ...]]:
    """The groups of different names that would share a code, each in alphabetical order."""
    by_code: dict[int, list[str]] = {}
    for name in sorted(set(names)):
        by_code.setdefault(name_code(name, bits), []).append(name)
    return sorted(tuple(group) for group in by_code.values() if len(group) > 1)
