"""The names that planning tools, telephone systems and people give to the columns of a table.

A role is what a column is for; its names are written without case, spaces, signs and units, the
surest first. Avaya: items of CMS. Connect: metrics of Amazon Connect. Genesys: columns of Genesys
Cloud. Calabrio, Verint and Eleveo: their forecasts. Then plain English, German, Spanish, French.
"""

from typing import Final

QUEUE, DATE, TIME, CALLS, AHT = "queue", "date", "time", "calls", "aht"
TALK, HOLD, ACW = "talk", "hold", "acw"
OFFERED, ANSWERED, ABANDONED, WITHIN = "offered", "answered", "abandoned", "answered_within"
FLOWED_OUT, BLOCKED, SERVICE_LEVEL = "flowed_out", "blocked", "service_level"
ASA, ABANDON_TIME, WAIT, AGENTS, STAFFED = "asa", "abandon_time", "wait", "agents", "staffed"
ARRIVED, IVR_START, IVR_END, IVR_TIME = "arrived", "ivr_start", "ivr_end", "ivr_time"
QUEUE_START, QUEUE_END, ANSWERED_AT = "queue_start", "queue_end", "answered_at"
ABANDONED_AT, ENDED, OUTCOME, PRIORITY = "abandoned_at", "ended", "outcome", "priority"
AGENT, CUSTOMER, REASON, CALL = "agent", "customer", "reason", "call"
TEAM, START, END, ACTIVITY, SKILLS = "team", "start", "end", "activity", "skills"

FORECAST_ROLES: Final = (QUEUE, DATE, TIME, CALLS, AHT, TALK, HOLD, ACW)
"""A forecast: calls and handle time (or its parts) of each queue and interval."""
HISTORY_ROLES: Final = (
    QUEUE, DATE, TIME, OFFERED, ANSWERED, ABANDONED, WITHIN, FLOWED_OUT, BLOCKED, SERVICE_LEVEL,
    ASA, ABANDON_TIME, WAIT, AHT, TALK, HOLD, ACW, AGENTS, STAFFED,
)  # fmt: skip
"""Interval history: what became of the calls of each queue and interval, and how long it took."""
CALLS_ROLES: Final = (
    DATE, IVR_START, IVR_END, IVR_TIME, QUEUE_START, QUEUE_END, ANSWERED_AT, ABANDONED_AT, ENDED,
    ARRIVED, WAIT, TALK, HOLD, ACW, OUTCOME, PRIORITY, AGENT, CUSTOMER, REASON, QUEUE, AHT, CALL,
)  # fmt: skip
"""Call records: one call in each row."""
SCHEDULE_ROLES: Final = (AGENT, TEAM, DATE, START, END, ACTIVITY, SKILLS, AGENTS)
"""A schedule: one activity of an agent, or of so many of a team, in each row."""

ALIASES: Final[dict[str, tuple[str, ...]]] = {
    QUEUE: (
        "queue", "queuename", "skill", "skillname", "split", "splitskill", "splitname", "workgroup",
        "lob", "lineofbusiness", "contacttype", "calltype", "ct", "ctname", "stream", "service",
        "type", "queueid", "warteschlange", "cola", "servicio",
    ),
    DATE: (
        "date", "rowdate", "day", "weekday", "dayofweek", "weekdayseqdate", "calldate", "datum",
        "tag", "wochentag", "fecha", "dia", "día", "jour",
    ),
    TIME: (
        "intervalstart", "interval", "start", "starttime", "slotstart", "time", "timeofday",
        "intervalstarttime", "startinterval", "starttimeofinterval", "datetime", "timestamp",
        "period", "from", "begin", "uhrzeit", "zeit", "beginn", "hora", "inicio", "von", "heure",
        "halfhour", "halfhourofday", "quarterhour", "hour", "hours", "hourofday", "slot", "stunde",
    ),
    CALLS: (
        "calls", "volume", "forecast", "forecastcalls", "forecastvolume", "forecastedcalls",
        "offered", "callsoffered", "contactsqueued", "contacts", "contactvolume",
        "forecastcontacts", "callvolume", "offer", "arrivals", "cv", "fcv", "anrufe", "llamadas",
        "appels",
    ),
    AHT: (
        "aht", "ahtsec", "ahtsecs", "ahtseconds", "averagehandle", "averagehandletime",
        "avghandle", "avghandletime", "handletime", "totalhandle", "forecastaht", "ahtmin",
        "ahtminutes", "averagehandlingtime", "handlingtime", "bearbeitungszeit", "tmo", "dmt",
    ),
    TALK: (
        "talk", "talktime", "acdtime", "avgtalk", "avgtalktime", "averagetalk", "averagetalktime",
        "totaltalk", "interactiontime", "agentinteractiontime", "averageagentinteractiontime",
        "att", "servicetime", "sertime", "meanservice", "gesprächszeit", "gesprachszeit",
        "conversación", "conversacion",
        "avgacdtime", "avgacd", "averageacdtime", "acd",
    ),
    HOLD: (
        "hold", "holdtime", "avghold", "avgholdtime", "averagehold", "averageholdtime", "totalhold",
        "customerholdtime", "averagecustomerholdtime", "haltezeit", "retención", "retencion",
        "avgacdholdtime",
    ),
    ACW: (
        "acw", "acwtime", "aftercallwork", "aftercallworktime", "aftercontactworktime",
        "averageaftercontactworktime", "avgacw", "averageacw", "totalacw", "afterwork", "wrapup",
        "wrapuptime", "wrap", "nachbearbeitung", "nachbearbeitungszeit", "postllamada",
        "avgacwtime", "averageacwtime",
    ),
    OFFERED: (
        "offered", "callsoffered", "offer", "contactsqueued", "calls", "volume", "contacts",
        "contactsoffered", "callvolume", "arrivals", "received", "angeboten", "anrufe",
        "ofrecidas", "llamadas", "appels",
    ),
    ANSWERED: (
        "answered", "acdcalls", "answer", "callsanswered", "contactshandled", "handled",
        "callshandled", "contactsanswered", "angenommen", "atendidas", "contestadas", "traités",
    ),
    ABANDONED: (
        "abandoned", "abncalls", "abandon", "abandons", "callsabandoned", "contactsabandoned",
        "abandonedcalls", "aufgelegt", "verloren", "abandonadas", "abandonnés",
        "abancalls", "aban", "callsaban",
    ),
    WITHIN: (
        "answeredwithin", "acceptable", "contactsansweredin", "answeredin", "answeredwithinsl",
        "answeredwithinthreshold", "answeredwithintarget", "withinsl", "withinthreshold",
        "withinservicelevel", "metsla", "withintarget", "imservicelevel", "atendidasen",
    ),
    FLOWED_OUT: (
        "flowedout", "outflowcalls", "flowout", "flowouts", "contactstransferredout", "outflow",
        "overflowed",
    ),
    BLOCKED: ("blocked", "busycalls", "busy", "callsblocked"),
    SERVICE_LEVEL: (
        "servicelevel", "sl", "slpercent", "tsf", "telephoneservicefactor", "servicegrad",
        "niveldeservicio", "insl",
        "withinservicelevel", "withinsl", "insla",
    ),
    ASA: (
        "asa", "avgspeedofanswer", "averagespeedofanswer", "averagespeedans", "avgspeedans",
        "anstime", "queueanswertime", "averagequeueanswertime", "avgwaitanswered",
        "avgspeedtoanswer", "averagespeedtoanswer",
    ),
    ABANDON_TIME: (
        "abandontime", "abntime", "averageabandon", "averageabandontime", "avgabandon",
        "avgabandontime", "averagequeueabandontime", "avgabntime", "averageabntime",
        "avgabantime", "abantime",
    ),
    WAIT: (
        "wait", "waittime", "waiting", "waitingtime", "queuetime", "timeinqueue", "qtime",
        "meanwait", "averagewait", "avgwait", "averagewaittime", "meanqueuetime", "wartezeit",
        "espera", "attente",
        "totalqueue", "totalqueuetime", "totalwait",
    ),
    AGENTS: (
        "agents", "agentsonduty", "headcount", "positions", "staff", "averagestaffed",
        "avgstaffed", "avgagents", "numberofagents", "onduty", "fte", "mitarbeiter", "agentes",
        "avgposstaff", "avgpositionsstaffed", "positionsstaffed",
    ),
    STAFFED: (
        "staffed", "stafftime", "istafftime", "tistafftime", "staffedtime", "loggedin",
        "loggedintime", "staffedhours",
    ),
    ARRIVED: (
        "arrived", "arrival", "arrivaltime", "arrivaldatetime", "initiationtimestamp",
        "conversationstart", "segstart", "callstart", "starttime", "start", "startdatetime",
        "datetime", "timestamp", "received", "time", "eingang", "beginn", "entrada", "llegada",
    ),
    IVR_START: ("ivrstart", "vruentry", "ivrentry", "vrustart"),
    IVR_END: ("ivrend", "vruexit", "ivrexit", "vruend"),
    IVR_TIME: ("ivrtime", "vrutime", "ivr", "totalivr", "ivrduration"),
    QUEUE_START: (
        "queuestart", "qstart", "enqueued", "enqueuetimestamp", "queueentered", "queueentry",
        "enteredqueue",
    ),
    QUEUE_END: (
        "queueend", "qexit", "qend", "dequeued", "dequeuetimestamp", "queueleft", "queueexit",
        "leftqueue",
    ),
    ANSWERED_AT: (
        "answeredat", "answertime", "answeredtime", "answered", "answer", "servicestart",
        "serstart", "connectedtoagenttimestamp", "talkstart", "angenommenum", "atendida",
    ),
    ABANDONED_AT: ("abandonedat", "abandonedtime", "abandonedtimestamp", "aufgelegtum"),
    ENDED: (
        "ended", "end", "endtime", "callend", "conversationend", "disconnecttimestamp", "segstop",
        "serexit", "serviceend", "talkend", "ende", "fin",
    ),
    OUTCOME: (
        "outcome", "result", "disposition", "callresult", "status", "calldisp", "disconnectreason",
        "abandoned", "ergebnis", "resultado",
    ),
    PRIORITY: ("priority", "prio", "dispriority", "priorität", "prioridad"),
    AGENT: (
        "agent", "agentname", "agentid", "anslogin", "answeringagent", "server", "employee",
        "employeename", "employeeid", "user", "username", "loginid", "logid", "operator",
        "personname", "person", "name", "mitarbeiter", "agente", "empleado", "conseiller",
        "agentusername",
    ),
    CUSTOMER: (
        "customer", "customerid", "customerendpoint", "customerendpointaddress", "caller",
        "callerid", "callingpty", "ani", "cli", "accountid", "account", "remote", "phonenumber",
        "kunde", "kundennummer", "cliente",
    ),
    REASON: (
        "reason", "contactreason", "callreason", "wrapupcode", "wrapupname", "lastcwc", "topic",
        "subject", "category", "grund", "anliegen", "motivo", "motif",
    ),
    CALL: (
        "callid", "contactid", "conversationid", "interactionid", "ucid", "uniqueid", "sessionid",
        "callreference", "callnumber", "anrufid", "vorgangsnummer", "idllamada", "iddellamada",
    ),
    TEAM: (
        "team", "teamname", "group", "groupname", "agentgroup", "managementunit", "businessunit",
        "department", "site", "equipo", "gruppe", "équipe",
    ),
    START: (
        "start", "starttime", "startdatetime", "shiftstart", "from", "begin", "begins",
        "activitystart", "activitystarttime", "beginn", "von", "inicio", "desde", "début",
    ),
    END: (
        "end", "endtime", "enddatetime", "shiftend", "stop", "stoptime", "to", "until", "finish",
        "activityend", "activityendtime", "ende", "bis", "fin", "hasta",
    ),
    ACTIVITY: (
        "activity", "activitycode", "activityname", "activitycategory", "state", "event",
        "eventtype", "scheduleactivity", "exception", "aktivität", "tätigkeit", "actividad",
        "activité",
    ),
    SKILLS: (
        "skills", "skill", "skillset", "queues", "queue", "routingprofile", "fähigkeiten",
        "habilidades", "compétences",
    ),
}  # fmt: skip
