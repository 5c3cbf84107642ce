"""Which column of an interval history is what: names of Avaya CMS, Amazon Connect and Genesys."""

from collections.abc import Mapping, Sequence
from typing import Final

from ccsim.errors import UsageError
from ccsim.intake.columns import plainly
from ccsim.intake.tables import Table

ALIASES: Final[dict[str, tuple[str, ...]]] = {
    "queue": (
        "queue", "queuename", "skill", "skillname", "split", "splitskill", "workgroup", "lob",
        "lineofbusiness", "warteschlange", "cola",
    ),
    "date": ("date", "day", "rowdate", "datum", "tag", "fecha", "weekdayseqdate"),
    "time": (
        "intervalstart", "interval", "start", "starttime", "time", "timeofday", "slotstart", "slot",
        "intervalstarttime", "startinterval", "datetime", "timestamp", "period", "from", "begin",
        "halfhour", "quarterhour", "hour", "uhrzeit", "zeit", "hora", "von",
    ),
    "offered": (
        "offered", "callsoffered", "contactsqueued", "contactsincoming", "offer", "arrivals",
        "calls", "volume", "contacts", "callvolume", "anrufe", "llamadas",
    ),
    "answered": (
        "answered", "acdcalls", "contactshandled", "handled", "answer", "callsanswered",
        "callshandled", "angenommen", "atendidas",
    ),
    "abandoned": (
        "abandoned", "abncalls", "contactsabandoned", "abandons", "abandon", "callsabandoned",
        "aufgelegt", "abandonadas",
    ),
    "abandon_rate": ("abandonrate", "abandonmentrate", "abandonpercent", "abandonpct"),
    "answered_within": (
        "answeredwithin", "acceptable", "answeredintarget", "answeredwithinthreshold",
        "contactsansweredinxseconds", "withinthreshold", "within",
    ),
    "service_level": ("servicelevel", "servicelevelpercent", "servicelevelpct", "sl"),
    "asa": (
        "asa", "averagespeedofanswer", "avgspeedofanswer", "queueanswertime", "averageanswertime",
        "avganswertime", "avganswer", "averagequeueanswertime", "avgspeedans",
    ),
    "answer_time": ("anstime", "totalanswertime", "totalanswer", "answertime", "answertimetotal"),
    "mean_wait": (
        "meanwait", "averagewait", "avgwait", "meanqueuetime", "averagequeuetime", "awt",
        "averagewaittime", "meanwaittime",
    ),
    "abandon_time": (
        "abntime", "totalabandontime", "totalabandon", "abandontimetotal",
    ),
    "mean_abandon_time": (
        "abandontime", "averageabandon", "avgabandon", "averageabandontime", "avgabandontime",
        "avgabntime", "averagequeueabandontime",
    ),
    "aht": (
        "aht", "averagehandle", "averagehandletime", "avghandle", "avghandletime", "handletime",
        "averagehandlingtime", "meanservice", "tmo",
    ),
    "handle_time": ("totalhandle", "totalhandletime", "handletimetotal"),
    "acw": (
        "acw", "averageacw", "avgacw", "aftercontactworktime", "averageaftercallwork",
        "averageaftercontactworktime", "avgacwtime",
    ),
    "acw_time": ("acwtime", "totalacw", "totalacwtime"),
    "agents": (
        "agents", "agentsonduty", "staffed", "positionsstaffed", "avgpositionsstaffed",
        "averagepositionsstaffed", "avgposstaff", "onduty", "staff",
    ),
}  # fmt: skip
"""By role, the names that it is known by, without case, spaces and signs.

Totals of a time and means of it have roles of their own: CMS writes ANSTIME and ABNTIME as
totals, Connect and Genesys write means.
"""
TIMES: Final = (
    "asa", "answer_time", "mean_wait", "abandon_time", "mean_abandon_time",
    "aht", "handle_time", "acw", "acw_time",
)  # fmt: skip
SHARES: Final = ("abandon_rate", "service_level")
COUNTS: Final = ("offered", "answered", "abandoned", "answered_within", "agents")
_UNITS: Final = ("seconds", "secs", "sec", "minutes", "mins", "min", "s")


def guess_history(table: Table, given: Mapping[str, str] | None = None) -> dict[str, int]:
    """The place of each role's column, as said by the user or as the names tell.

    Args:
        table: what the user brought.
        given: names of columns by role, which count before any guess.

    Raises:
        UsageError: a role or a column that there is not.
    """
    found = {role: place for role in ALIASES if (place := _place(table.columns, role)) is not None}
    for role, name in (given or {}).items():
        if role not in ALIASES:
            raise UsageError(
                f"{role!r} is no column of a history: there are {', '.join(ALIASES)}"
            )
        wanted = plainly(name)
        places = [at for at, own in enumerate(table.columns) if plainly(own) == wanted]
        if not places:
            raise UsageError(
                f"{table.name}: there is no column {name!r} for {role} "
                f"among {', '.join(table.columns)}"
            )
        found[role] = places[0]
    if "offered" not in found:
        raise UsageError(
            f"{table.name}: no column of calls offered is known among {', '.join(table.columns)}; "
            "name it offered, or say --column offered=NAME"
        )
    if "date" not in found and "time" not in found:
        raise UsageError(
            f"{table.name}: no column of dates is known among {', '.join(table.columns)}; "
            "name it date, or say --column date=NAME"
        )
    return found


def _place(columns: Sequence[str], role: str) -> int | None:
    plain = [plainly(name) for name in columns]
    bare = [_without_unit(name) for name in plain]
    for alias in ALIASES[role]:
        for names in (plain, bare):
            if alias in names:
                return names.index(alias)
    return None


def _without_unit(name: str) -> str:
    """A name without the seconds at its end, or the threshold: `answered within 20 s`."""
    for unit in _UNITS:
        if name.endswith(unit) and len(name) > len(unit) + 2:
            name = name.removesuffix(unit)
            break
    return name.rstrip("0123456789")
