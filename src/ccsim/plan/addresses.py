"""Names as the numbers that luck and the log know them by.

Nothing depends on the order of a file: a name is folded into its number by a hash.
"""

from collections.abc import Iterable

from ccsim.errors import Fault, ScenarioError
from ccsim.names import name_code

CALLER_BITS = 20
"""An anonymous caller is interval << 20 | number within the interval."""
MOST_NEEDS_A_DAY = 15
"""A need is code of the kind << 16 | day << 4 | j, so that j has four bits, and the day twelve."""

INCIDENT = 15
"""The j of a case that an incident brings: none of a day's needs has it."""


def incident_word(kind_code: int, day: int) -> int:
    """The address of the cases that an incident of a day brings, the same for all it strikes."""
    return kind_code << 16 | day << 4 | INCIDENT


def noun_codes(noun: str, names: Iterable[str], bits: int = 24) -> dict[str, int]:
    """The number of each name of a noun.

    Raises:
        ScenarioError: two names have the same number, so one of them must be changed.
    """
    codes: dict[str, int] = {}
    taken: dict[int, str] = {}
    for name in names:
        code = name_code(f"{noun}:{name}", bits)
        if code in taken:
            message = f"{name!r} and {taken[code]!r} have the same address: rename one of them"
            raise ScenarioError([Fault("scenario", f"{noun}.{name}", message)])
        taken[code] = name
        codes[name] = code
    return codes
