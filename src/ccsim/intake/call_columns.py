"""Which column of call records is what: guessed from the names that systems give them."""

from collections.abc import Mapping, Sequence
from typing import Final

from ccsim.errors import UsageError
from ccsim.intake.columns import plainly

CALL_ALIASES: Final[dict[str, tuple[str, ...]]] = {
    "queue": (
        "queue", "queuename", "skill", "skillname", "split", "splitskill", "dispsplit", "vdn",
        "workgroup", "lob", "contacttype", "calltype", "type", "service", "warteschlange", "cola",
    ),
    "priority": ("priority", "prio", "disppriority", "prioritat", "prioridad"),
    "date": ("date", "day", "calldate", "rowdate", "datum", "fecha"),
    "arrived": (
        "arrival", "arrived", "arrivaltime", "arrivals", "arrivaldatetime", "callstart",
        "initiationtimestamp", "conversationstart", "segstart", "vruentry", "vruentrys",
        "ivrentry", "received", "offered", "start", "starttime", "datetime", "timestamp", "time",
        "uhrzeit", "beginn", "hora",
    ),
    "ivr_ended": ("vruexit", "vruexits", "ivrexit", "ivrexits", "ivrend", "ivrended", "menuend"),
    "queued": (
        "qstart", "qstarts", "queuestart", "queuestarts", "queued", "queuedat", "enqueued",
        "enqueuetimestamp", "queueenqueuetimestamp", "queueentered",
    ),
    "left_queue": (
        "qexit", "qexits", "queueexit", "queueexits", "queueend", "dequeued", "dequeuetimestamp",
        "queuedequeuetimestamp", "queueleft",
    ),
    "wait": (
        "qtime", "qtimes", "wait", "waits", "waittime", "waitseconds", "waitingtime", "queuetime",
        "queuetimes", "timeinqueue", "queueduration", "disptime", "speedofanswer", "asa",
        "wartezeit", "espera",
    ),
    "outcome": (
        "outcome", "disposition", "result", "status", "callresult", "finalstate", "ergebnis",
        "resultado",
    ),
    "answered": (
        "answered", "answeredat", "answeredtime", "answertime", "answer", "serstart",
        "serstarts", "servicestart", "servicestarts", "connected", "connectedat",
        "connectedtoagenttimestamp", "agentconnectedtoagenttimestamp",
    ),
    "abandoned": (
        "abandoned", "abandonedat", "abandonedtime", "abandontime", "abandon", "hungup", "hungupat",
    ),
    "ended": (
        "serexit", "serexits", "serviceend", "serviceends", "ended", "endedat", "end", "endtime",
        "callend", "disconnecttimestamp", "conversationend", "segstop", "talkend",
    ),
    "talk": (
        "talk", "talks", "talktime", "talkseconds", "talkduration", "sertime", "sertimes",
        "servicetime", "agentinteractionduration", "agentagentinteractionduration", "ttalk",
        "gesprachszeit", "conversacion",
    ),
    "hold": (
        "hold", "holds", "holdtime", "holdseconds", "ansholdtime", "customerholdduration",
        "agentcustomerholdduration", "theld",
    ),
    "wrap_up": (
        "acw", "acws", "acwtime", "acwseconds", "wrapup", "wrapups", "wrapuptime", "aftercallwork",
        "aftercallworktime", "aftercontactworkduration", "agentaftercontactworkduration", "tacw",
        "nachbearbeitung",
    ),
    "handle": ("handle", "handles", "handletime", "aht", "thandle", "handlingtime"),
    "agent": (
        "agent", "agentid", "agentname", "server", "anslogin", "agentusername", "username",
        "operator", "agente",
    ),
    "customer": (
        "customer", "customerid", "caller", "callerid", "callingpty", "ani", "clientid", "client",
        "customerendpointaddress", "accountid", "kunde", "cliente",
    ),
    "reason": ("reason", "contactreason", "wrapupcode", "topic", "callreason", "kind", "anliegen"),
}  # fmt: skip
"""Plain names; the Technion's call records (vru_entry_s, ser_start_s); Avaya's external call
history (SEGSTART, DISPTIME, ANSLOGIN); Amazon Connect's contact records (InitiationTimestamp,
Queue.EnqueueTimestamp, Agent.AgentInteractionDuration); Genesys (conversationStart, tTalk)."""

CALL_ROLES: Final = tuple(CALL_ALIASES)


def guess_call_columns(
    name: str, columns: Sequence[str], told: Mapping[str, str] | None = None
) -> dict[str, str]:
    """What the columns of call records seem to be, role by role; what is told goes first.

    Args:
        name: what messages call the file.
        columns: the names of its columns.
        told: the column of a role, where the guess would be wrong.

    Raises:
        UsageError: a role or a column that is told does not exist.
    """
    plain = {plainly(column): column for column in reversed(columns)}
    found: dict[str, str] = {}
    for role, wanted in (told or {}).items():
        if role not in CALL_ROLES:
            raise UsageError(
                f"--column {role}={wanted}: there is no role {role!r}; a column can be "
                f"{', '.join(CALL_ROLES)}"
            )
        if plainly(wanted) not in plain:
            raise UsageError(
                f"{name}: no column is called {wanted!r} ({role}); there is {', '.join(columns)}"
            )
        found[role] = plain[plainly(wanted)]
    taken = set(found.values())
    for role, aliases in CALL_ALIASES.items():
        if role in found:
            continue
        column = next((plain[alias] for alias in aliases if alias in plain), None)
        if column is not None and column not in taken:
            found[role] = column
            taken.add(column)
    return found
