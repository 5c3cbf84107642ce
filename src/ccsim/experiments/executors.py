"""Who plays: processes of this machine, a Dask cluster, or any executor that a program hands in."""

import re
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from ccsim.errors import UsageError
from ccsim.experiments.copies import Work
from ccsim.experiments.workers import Crew, Finished, finished_by
from ccsim.store.program import program, unlike

if TYPE_CHECKING:
    from distributed import Client

Given = TypeVar("Given")
Made = TypeVar("Made")

LOCAL = "local"
_DASK = "dask://"
_ANSWER_S = 10


def check_executor(executor: Executor | str) -> None:
    """Refuse what is no executor.

    Raises:
        UsageError: neither `local`, nor `dask://HOST:PORT`, nor a `concurrent.futures.Executor`.
    """
    if not isinstance(executor, str) or executor == LOCAL:
        return
    if not re.fullmatch(rf"{_DASK}[^/\s]+:\d{{1,5}}", executor):
        raise UsageError(
            f"{executor!r} is no executor: it must be {LOCAL} or {_DASK}HOST:PORT, "
            "the address of a Dask scheduler"
        )


def hire(executor: Executor | str) -> Crew:
    """Those who work for an executor that is not of this machine's own processes.

    Raises:
        UsageError: it cannot be reached, or would make other numbers.
    """
    if isinstance(executor, str):
        return _cluster(executor.removeprefix(_DASK))
    lost = "the executor lost its workers; what is done is kept"
    return Crew(partial(finished_by, executor), lost=lost)


def checked(work: Callable[[Given], Made], wanted: dict[str, str], given: Given) -> Made:
    """Do the work where it is sent, unless the program there would make other numbers."""
    _check_program("a worker that came later", program(), wanted)
    return work(given)


def _cluster(address: str) -> Crew:
    """The workers of a Dask scheduler; Dask itself has others do what a dead worker had in hand."""
    try:
        from distributed import Client
    except ImportError:
        raise UsageError(
            "the package distributed is not installed: pip install 'ccsim[cluster]'"
        ) from None
    try:
        client = Client(f"tcp://{address}", timeout=_ANSWER_S, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"no Dask scheduler answers at {address} ({error}): start one with `dask scheduler`, "
            f"and workers with `dask worker {address}`"
        ) from None
    try:
        _check_cluster(client, address)
    except BaseException:
        client.close()
        raise
    pool, wanted = client.get_executor(pure=False), program()

    def finished(work: Work, jobs: Mapping[int, Any]) -> Finished:
        return finished_by(pool, partial(checked, work, wanted), jobs)

    lost = f"the Dask workers at {address} were lost; what is done is kept: ask again"
    return Crew(finished, lambda _: client.close(), lost)


def _check_cluster(client: "Client", address: str) -> None:
    """Refuse a cluster without workers, and one whose program would make other numbers."""
    try:
        client.wait_for_workers(1, timeout=_ANSWER_S)
    except TimeoutError:
        raise UsageError(
            f"the Dask scheduler at {address} has no workers: "
            f"start some with `dask worker {address}`"
        ) from None
    try:
        found = client.run_on_scheduler(program)
    except Exception as error:  # whatever stands in the way of importing ccsim there
        found = error
    _check_program(f"the scheduler {address}", found, program())
    for worker, answer in client.run(program, on_error="return").items():
        if not isinstance(answer, OSError):  # it has just died: Dask will do without it
            _check_program(f"the worker {worker}", answer, program())


def _check_program(place: str, found: Any, wanted: dict[str, str]) -> None:
    if not isinstance(found, dict):
        raise UsageError(f"{place} cannot use ccsim, which must be installed there: {found}")
    if differences := unlike(found, wanted):
        raise UsageError(
            f"{place} has another program and would make other numbers: {differences}; "
            "install the same there, and start it anew"
        )
