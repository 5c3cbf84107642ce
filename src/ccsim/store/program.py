"""Which program makes the numbers: what is kept answers a question only to the same program."""

import functools
import platform
from collections.abc import Mapping
from hashlib import blake2s
from importlib.metadata import PackageNotFoundError, version

from ccsim.codes import RESULTS_VERSION
from ccsim.compilation import hash_of_sources

_MAKERS = (
    "spec", "streams", "rules", "overnight", "plan", "eventlog", "model", "kernel", "metrics",
    "replication.py", "codes.py", "names.py", "units.py",
)  # fmt: skip
"""The sources that facts pass through until they are totals."""
_PACKAGES = ("numpy", "scipy", "numba", "simpy", "tzdata", "holidays", "opening-hours-py")


@functools.cache
def program() -> dict[str, str]:
    """Everything besides facts and seed that numbers may depend on, each by its version."""
    return {
        "results version": str(RESULTS_VERSION),
        "ccsim": hash_of_sources(_MAKERS)[:12],
        **versions_of(*_PACKAGES),
    }


@functools.cache
def program_digest() -> str:
    """One hash of it: equal where the same facts and seed must give the same numbers.

    `RESULTS_VERSION` alone would not do: a new metric moves no number, yet older totals lack it.
    """
    text = "\n".join(f"{name} {value}" for name, value in program().items())
    return blake2s(text.encode("utf-8"), digest_size=6).hexdigest()


def unlike(found: Mapping[str, str], wanted: Mapping[str, str]) -> str:
    """In what one program differs from another, in words; nothing where it does not.

    >>> unlike({"numpy": "2.4.5", "scipy": "1.17.1"}, {"numpy": "2.4.6", "scipy": "1.17.1"})
    'numpy 2.4.5 instead of 2.4.6'
    """
    return ", ".join(
        f"{name} {found.get(name, 'missing')} instead of {wanted.get(name, 'none')}"
        for name in {**wanted, **found}
        if found.get(name) != wanted.get(name)
    )


def versions_of(*packages: str) -> dict[str, str]:
    """The versions of packages that are installed, by name, and that of Python."""
    found = {"python": platform.python_version()} if "python" in packages else {}
    for package in packages:
        try:
            found.setdefault(package, version(package))
        except PackageNotFoundError:  # ccsim itself, used from its sources without being installed
            continue
    return found
