"""Log rows with names in the place of indices, so that logs of different scenarios compare."""

import numpy as np

from ccsim.codes import Event
from ccsim.eventlog.chunk import Chunk
from ccsim.plan.plan import Plan
from playing import Played

Row = tuple[object, ...]


def named_rows(played: Played) -> list[Row]:
    """All rows; who and case are made of hashed names already, and stay as they are."""
    plan, log = played.plan, played.log
    return list(
        zip(
            log.time.tolist(),
            [Event(event).name for event in log.event.tolist()],
            log.who.tolist(),
            log.case.tolist(),
            log.contact.tolist(),
            log.leg.tolist(),
            _names(log.queue, plan.queue_names),
            _names(log.department, plan.department_names),
            _names(log.agent, agent_names(plan)),
            _names(log.kind, plan.kind_names),
            log.reason.tolist(),
            log.value.tolist(),
            strict=True,
        )
    )


def agent_names(plan: Plan) -> tuple[str, ...]:
    """Each agent by team and number within it."""
    first = plan.team_first_agent[plan.agent_team]
    numbers = np.arange(len(plan.agent_team)) - first
    return tuple(
        f"{plan.team_names[team]} {number}"
        for team, number in zip(plan.agent_team, numbers, strict=True)
    )


def of_strangers(log: Chunk, plan: Plan, known: Plan) -> np.ndarray:
    """Which rows are about somebody or something that another plan does not know."""
    queues = {int(code) for code in known.tables.queues["code"]}
    callers = np.array(sorted(queues | set(known.segment_codes)), np.int64)
    strange = (log.who >= 0) & ~np.isin(log.who >> 32, callers)
    for column, names, others in (
        (log.queue, plan.queue_names, known.queue_names),
        (log.kind, plan.kind_names, known.kind_names),
        (log.department, plan.department_names, known.department_names),
        (log.agent, agent_names(plan), agent_names(known)),
    ):
        new = np.array([*(name not in others for name in names), False])
        strange |= new[column]
    return strange


def _names(column: np.ndarray, names: tuple[str, ...]) -> list[str | None]:
    return [None if index < 0 else names[index] for index in column.tolist()]
