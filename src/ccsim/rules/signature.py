"""How rules are compiled: once, for whole numbers, kept on disk."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

ADDRESS = "int64, int64, int64, int64, int64"
"""The place of luck in a signature: seed, replication, who, case, contact."""
LOW = 0xFFFFFFFF
"""The lower half of `who`: its number among those of one name."""

F = TypeVar("F", bound=Callable[..., Any])


def rule(signature: str, *, often: bool = False) -> Callable[[F], F]:
    """Compiles a pure function of whole numbers ahead of time, for both engines.

    A stated signature means one compiled form, whatever narrow integers an engine keeps. What
    every call passes through (`often`) is compiled into the kernel that calls it.
    """
    return cast("Callable[[F], F]", njit(signature, cache=True, forceinline=often))
