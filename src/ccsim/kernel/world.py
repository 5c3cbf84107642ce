"""The compiled engine's world: one address, from which every table is found.

numba hands an array over as seven values and counts its users; a kernel of small functions with
twenty tables would spend its time on that. So the functions of the kernel take the address of a
table of addresses, and look at a table through a view that owns nothing. `engine.py` keeps the
arrays alive and is the only place where addresses are taken.
"""

import inspect
from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
from numba import njit, types
from numba.core import cgutils
from numba.extending import intrinsic
from numba.np.numpy_support import carray

from ccsim.kernel.floor import BENCH, DESK, LINE, LOG_ROW, NODE
from ccsim.plan.records import (
    DEPARTMENT,
    INCIDENT,
    KIND,
    LEVERS,
    PROMISES,
    QUEUE,
    REGION,
    SEGMENT,
    TEAM,
    TRUST,
    VISITS,
    Integers,
    Records,
)
from ccsim.plan.state import AGENT, CASE

TABLES = (
    "queues", "teams", "segments", "kinds", "departments", "regions", "passes_on", "levers",
    "incidents", "queue_teams", "team_queues", "team_priority", "helps_out", "onward",
    "onward_chance", "skills", "doors", "mistaken", "mistaken_chance", "passed_to", "areas",
    "shapes",
    "opens", "closes", "cases", "agents", "lines", "benches", "desks", "registers",
    "heap_time", "heap_node", "nodes", "arrival_time", "arrival_case", "change_time",
    "change_rank", "change_index", "change_until", "log", "promises", "visits", "trust", "slots",
)  # fmt: skip
"""The tables of a world, in the order of their addresses; behind them follow their widths."""

F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    """Compiles a function of the kernel, all of whose arguments are whole numbers.

    A stated signature means one compiled form, whatever narrow integers a record holds.
    """
    return _compiled(function, forceinline=False)


def on_every_call(function: F) -> F:
    """Compiles a function that every call passes through into those who call it."""
    return _compiled(function, forceinline=True)


def _compiled(function: F, *, forceinline: bool) -> F:
    """One form for whole numbers, made when it is first asked for.

    What `advance` was compiled from lies in its own code on disk: the rest need not be loaded.
    """
    arguments = (types.int64,) * len(inspect.signature(function).parameters)
    make: Any = njit(cache=True, nogil=True, error_model="numpy", forceinline=forceinline)
    dispatcher = make(function)
    find = dispatcher.get_call_template

    def template(given: Any, named: Any) -> Any:
        if not dispatcher.overloads:
            dispatcher.compile(arguments)
            dispatcher.disable_compile()
        return find(given, named)

    dispatcher.get_call_template = template
    return cast("F", dispatcher)


_PLACE = {name: i for i, name in enumerate(TABLES)}
_LONG = 1 << 40  # views do not know their length: the kernel keeps within it by construction
_TABLE_COUNT = len(TABLES)


@intrinsic
def _pointer(_context: Any, _address: Any) -> Any:
    """An integer as an address."""

    def codegen(_target: Any, builder: Any, _signature: Any, args: Any) -> Any:
        return builder.inttoptr(args[0], cgutils.voidptr_t)

    return types.voidptr(types.int64), codegen


def _rows(name: str, dtype: np.dtype[Any]) -> Any:
    """The view of a table of records or numbers."""
    place = _PLACE[name]

    @njit(forceinline=True)
    def view(world: int) -> Records:
        table = carray(_pointer(world), (_LONG,), np.int64)
        return carray(_pointer(table[place]), (_LONG,), dtype)

    return view


def _matrix(name: str) -> Any:
    """The view of a table of rows of equal width."""
    place = _PLACE[name]

    @njit(forceinline=True)
    def view(world: int) -> Integers:
        table = carray(_pointer(world), (_LONG,), np.int64)
        return carray(_pointer(table[place]), (1 << 20, table[_TABLE_COUNT + place]), np.int64)

    return view


_NUMBERS = np.dtype(np.int64)
queues_of = _rows("queues", QUEUE)
teams_of = _rows("teams", TEAM)
segments_of = _rows("segments", SEGMENT)
kinds_of = _rows("kinds", KIND)
departments_of = _rows("departments", DEPARTMENT)
regions_of = _rows("regions", REGION)
levers_of = _rows("levers", LEVERS)
incidents_of = _rows("incidents", INCIDENT)
cases_of = _rows("cases", CASE)
agents_of = _rows("agents", AGENT)
lines_of = _rows("lines", LINE)
benches_of = _rows("benches", BENCH)
desks_of = _rows("desks", DESK)
registers_of = _rows("registers", _NUMBERS)
opens_of = _rows("opens", _NUMBERS)
closes_of = _rows("closes", _NUMBERS)
arrival_time_of = _rows("arrival_time", _NUMBERS)
arrival_case_of = _rows("arrival_case", _NUMBERS)
change_time_of = _rows("change_time", _NUMBERS)
change_rank_of = _rows("change_rank", _NUMBERS)
change_index_of = _rows("change_index", _NUMBERS)
change_until_of = _rows("change_until", _NUMBERS)
queue_teams_of = _matrix("queue_teams")
team_queues_of = _matrix("team_queues")
team_priority_of = _matrix("team_priority")
helps_out_of = _matrix("helps_out")
passes_on_of = _matrix("passes_on")
onward_of = _matrix("onward")
onward_chance_of = _matrix("onward_chance")
mistaken_of = _matrix("mistaken")
mistaken_chance_of = _matrix("mistaken_chance")
passed_to_of = _matrix("passed_to")
areas_of = _matrix("areas")
skills_of = _matrix("skills")
doors_of = _matrix("doors")
shapes_of = _matrix("shapes")
heap_time_of = _rows("heap_time", _NUMBERS)
heap_node_of = _rows("heap_node", np.dtype(np.int32))
nodes_of = _rows("nodes", NODE)
log_of = _rows("log", LOG_ROW)
promises_of = _rows("promises", PROMISES)
visits_of = _rows("visits", VISITS)
trust_of = _rows("trust", TRUST)
slots_of = _rows("slots", _NUMBERS)


class World:
    """The arrays of a world, and the table of their addresses."""

    def __init__(self) -> None:
        self._arrays: dict[str, np.ndarray[Any, Any]] = {}
        self._table = np.zeros(2 * _TABLE_COUNT, np.int64)

    @property
    def address(self) -> int:
        """Where the table of addresses lies, for as long as this world is kept."""
        return int(self._table.ctypes.data)

    def set(self, name: str, array: np.ndarray[Any, Any]) -> None:
        """Puts an array in its place, and keeps it alive there."""
        if not array.flags.c_contiguous:
            raise ValueError(f"{name} does not lie in one piece")
        self._arrays[name] = array
        self._table[_PLACE[name]] = array.ctypes.data
        self._table[_TABLE_COUNT + _PLACE[name]] = array.shape[1] if array.ndim == 2 else 1
