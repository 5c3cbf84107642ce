"""A kept run for other tools: by the rules of each format, and with every contact once."""

import csv
import datetime as dt
import json
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import ccsim
from ccsim.codes import Event
from ccsim.errors import UsageError
from ccsim.eventlog.chunk import Chunk, concatenate
from ccsim.experiments import replay
from ccsim.experiments.keep import Request, run_kept
from ccsim.experiments.results import RunResult
from ccsim.intake.calls import read_calls
from ccsim.plan.plan import Plan
from ccsim.replication import replicate
from ccsim.store.happenings import KINDS
from ccsim.store.log import read_log
from ccsim.store.ocel import OcelWriter
from ccsim.store.runs import open_run
from ccsim.store.vidigi import COLUMNS
from ccsim.store.xes import XesWriter
from playing import play
from shipped import FILES, SCENARIOS, short_plan

SMALL = [
    "customers.consumer.count=22000", "customers.business.count=2000", "calendar.weeks=0",
    "calendar.days=2", "calendar.warm_up_weeks=0", "queues.front.lines=8",
    "teams.front.headcount=3", "queues.front.callback.beyond=2",
    "customers.consumer.complains.after=0s",
    "customers.consumer.complains.monthly=0.5",
]  # fmt: skip
ZONE = dt.timedelta(hours=1)
TYPES = {"string": str, "integer": int, "float": float, "time": dt.datetime.fromisoformat}
NAMES = {
    "contact.arrived", "contact.blocked", "contact.contained", "queue.entered", "queue.left",
    "contact.answered", "contact.abandoned", "contact.transferred", "contact.ended", "acw.ended",
    "issue.resolved", "issue.repeated",
}  # fmt: skip
"""Names that the trade agrees on."""


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[RunResult, Path]:
    """Two days of a small centre with menus, callbacks, tickets, promises and busy lines."""
    request = Request(SMALL, replications=2, seed=1, engine="simpy", workers=1)
    root = tmp_path_factory.mktemp("runs")
    run = run_kept(SCENARIOS / "wear_them_down.yaml", request, root, log=True)
    return run.result, run.folder


@pytest.fixture(scope="module")
def run(kept: tuple[RunResult, Path]) -> Path:
    return kept[1]


@pytest.fixture(scope="module")
def log(run: Path) -> Chunk:
    file = open_run(run).log_file
    assert file is not None
    return concatenate(list(read_log(file, 0)))


@pytest.fixture(scope="module")
def ocel(run: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    file = tmp_path_factory.mktemp("ocel") / "run.jsonocel"
    written = ccsim.export(run, file)
    document = json.loads(file.read_text(encoding="utf-8"))
    assert Counter(event["type"] for event in document["events"]) == written.counts
    return document


def arrivals(log: Chunk) -> int:
    return int((log.event == Event.CONTACT_ARRIVED).sum())


def attributes_are_declared(one: Any, declared: dict[str, dict[str, str]]) -> None:
    """What the schema of OCEL 2.0 asks: text that reads as the type that is declared for it."""
    for fact in one["attributes"]:
        assert isinstance(fact["value"], str)
        kind = declared[one["type"]][fact["name"]]
        if kind == "boolean":
            assert fact["value"] in ("true", "false")
        else:
            TYPES[kind](fact["value"])


def relations_exist(ocel: Any) -> None:
    """Whatever an event or an object names is an object, of the type that it is named as."""
    objects = {one["id"]: one["type"] for one in ocel["objects"]}
    assert len(objects) == len(ocel["objects"])
    for one in ocel["objects"] + ocel["events"]:
        for relation in one["relationships"]:
            assert objects[relation["objectId"]] == relation["qualifier"]


def test_ocel_keeps_the_rules_of_its_schema(ocel: Any) -> None:
    assert set(ocel) == {"objectTypes", "eventTypes", "objects", "events"}
    declared = {
        of: {
            kind["name"]: {fact["name"]: fact["type"] for fact in kind["attributes"]}
            for kind in ocel[of]
        }
        for of in ("objectTypes", "eventTypes")
    }
    assert len({event["id"] for event in ocel["events"]}) == len(ocel["events"])
    for one in ocel["objects"]:
        assert set(one) == {"id", "type", "attributes", "relationships"}
        attributes_are_declared(one, declared["objectTypes"])
        assert all(dt.datetime.fromisoformat(fact["time"]).tzinfo for fact in one["attributes"])
    for event in ocel["events"]:
        assert set(event) == {"id", "type", "time", "attributes", "relationships"}
        attributes_are_declared(event, declared["eventTypes"])
        assert dt.datetime.fromisoformat(event["time"]).utcoffset() == ZONE
        assert event["relationships"]
    relations_exist(ocel)


WORLDS = {
    "openreach": "companies that ask each other",
    "social_first": "what is written",
    "outage_day": "an incident",
    "pit_stop": "agents who are lent",
    "worry_free_guarantee": "visits and deadlines",
    "varying_day": "anonymous callers",
    "tiers": "anonymous callers who are sent on",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", WORLDS)
def test_ocel_knows_whatever_any_scenario_names(name: str, tmp_path: Path) -> None:
    plan = short_plan(next(path for path in FILES if path.stem == name))
    log = play(plan).log
    with OcelWriter(plan, tmp_path / "run.json") as writer:
        writer.add(log)
    relations_exist(json.loads((tmp_path / "run.json").read_text(encoding="utf-8")))
    assert writer.counts["contact.arrived"] == arrivals(log)
    with XesWriter(plan, tmp_path / "run.xes", "case", {}) as traces:
        traces.add(log)
    assert traces.counts == Counter(
        {kind: count for kind, count in writer.counts.items() if kind != "customer.left"}
    )


def test_events_stand_in_the_order_of_time(ocel: Any) -> None:
    times = [event["time"] for event in ocel["events"]]
    assert times == sorted(times)


def test_the_names_of_the_trade_are_used(ocel: Any) -> None:
    """All of them are declared; and in this small centre nearly all of them happen."""
    assert {kind["name"] for kind in ocel["eventTypes"]} >= NAMES
    happened = {event["type"] for event in ocel["events"]}
    assert happened >= NAMES
    assert happened >= {"ivr.left", "callback.accepted", "ticket.opened"}
    assert {"customer", "issue", "contact", "queue", "agent", "team"} <= {
        one["type"] for one in ocel["objects"]
    }


def test_every_contact_of_the_log_is_one_object_that_arrives_once(ocel: Any, log: Chunk) -> None:
    contacts = {one["id"] for one in ocel["objects"] if one["type"] == "contact"}
    arrived = [
        relation["objectId"]
        for event in ocel["events"]
        for relation in event["relationships"]
        if event["type"] == "contact.arrived" and relation["qualifier"] == "contact"
    ]
    assert len(arrived) == len(contacts) == arrivals(log)
    assert set(arrived) == contacts


def test_counts_come_back_as_the_metrics_have_them(ocel: Any, kept: tuple[RunResult, Path]) -> None:
    """Nobody is counted twice and nobody is lost: offered, answered, abandoned, by queue."""
    found: Counter[tuple[str, str]] = Counter()
    for event in ocel["events"]:
        facts = {fact["name"]: fact["value"] for fact in event["attributes"]}
        if facts.get("callback", "false") == "false":
            roles = {role["qualifier"]: role["objectId"] for role in event["relationships"]}
            found[event["type"], roles.get("queue", "")] += 1
    totals = kept[0].totals[0]
    metrics = {
        "offered": "queue.entered", "answered": "contact.answered",
        "abandoned": "contact.abandoned", "blocked": "contact.blocked",
        "handled": "talk.ended", "transferred": "contact.transferred",
    }  # fmt: skip
    for place, queue in enumerate(totals.labels["queue"]):
        for metric, event in metrics.items():
            assert found[event, queue.replace("=", ":")] == totals.sums["queue"][metric][place], (
                metric
            )


@pytest.mark.parametrize("trace", ["case", "contact"])
def test_xes_has_each_trace_once_and_in_order(
    run: Path, tmp_path: Path, log: Chunk, trace: Any, ocel: Any
) -> None:
    file = tmp_path / "run.xes"
    written = ccsim.export(run, file, trace=trace)
    root = ET.parse(file).getroot()
    space = "{http://www.xes-standard.org/}"
    extensions = {one.get("prefix") for one in root.findall(f"{space}extension")}
    assert extensions == {"concept", "lifecycle", "org", "time"}
    traces = root.findall(f"{space}trace")
    names = [one[0].get("value") for one in traces]
    assert len(set(names)) == len(names)
    found: Counter[str] = Counter()
    for one in traces:
        events = one.findall(f"{space}event")
        keys = [{fact.get("key"): fact.get("value") for fact in event} for event in events]
        prefixes = {
            str(key).partition(":")[0] for facts in keys for key in facts if ":" in str(key)
        }
        assert prefixes <= extensions
        times = [str(facts["time:timestamp"]) for facts in keys]
        assert times == sorted(times)
        if trace == "contact":
            assert keys[0]["concept:name"] == "contact.arrived"
        found.update(str(facts["concept:name"]) for facts in keys)
    assert found == written.counts
    assert found["contact.arrived"] == arrivals(log)
    if trace == "contact":
        assert len(traces) == arrivals(log)
    else:
        assert len(traces) == sum(one["type"] == "issue" for one in ocel["objects"])


def test_vidigi_sees_everybody_come_and_go(run: Path, tmp_path: Path, log: Chunk) -> None:
    ccsim.export(run, tmp_path / "run.csv", form="vidigi", replication=0)
    with (tmp_path / "run.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == COLUMNS
    kinds = {"arrival_departure", "queue", "resource_use", "resource_use_end"}
    assert {row["event_type"] for row in rows} == kinds
    came = [row["entity_id"] for row in rows if row["event"] == "arrival"]
    left = [row["entity_id"] for row in rows if row["event"] == "depart"]
    assert len(set(came)) == len(came) == arrivals(log)
    assert set(left) <= set(came)
    assert len(left) == (log.event == Event.CONTACT_ENDED).sum()
    uses = Counter(row["event_type"] for row in rows)
    assert uses["resource_use"] == (log.event == Event.CONTACT_ANSWERED).sum()
    assert all(int(row["resource_id"]) >= 1 for row in rows if "resource" in row["event_type"])


def test_call_records_are_those_of_the_run_and_can_be_read_back(
    run: Path, kept: tuple[RunResult, Path], tmp_path: Path
) -> None:
    written = ccsim.export(run, tmp_path / "calls.csv")
    assert written.form == "calls"
    read = read_calls([tmp_path / "calls.csv"])
    assert not len(read.rejected)
    calls = read.frame
    assert Counter(calls["outcome"]) == written.counts
    totals = kept[0].totals[0]
    blocked = dict(zip(totals.labels["queue"], totals.sums["queue"]["blocked"], strict=True))
    for queue, count in blocked.items():
        found = calls[calls["queue"] == queue.removeprefix("queue=")]
        assert (found["outcome"] == "blocked").sum() == count


def test_what_was_not_kept_is_played_again(
    run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same file comes of the log and of playing."""
    ccsim.export(run, tmp_path / "kept.json", replication=1)
    monkeypatch.setattr(replay, "logged", lambda _file: [])

    def by_hand(plan: Plan, **how: Any) -> Any:
        return replicate(plan, **(how | {"engine": "simpy"}))

    monkeypatch.setattr(replay, "replicate", by_hand)
    ccsim.export(run, tmp_path / "played.json", replication=1)
    assert (tmp_path / "kept.json").read_bytes() == (tmp_path / "played.json").read_bytes()


def test_every_event_of_a_contact_or_case_has_a_name() -> None:
    """What is left out is of agents, of the night, or of a way of working within a talk."""
    prefixes = ("CONTACT_", "CASE_", "QUEUE_", "LEG_", "IVR_", "TICKET_", "PROMISE_", "VISIT_")
    told = {event for event in Event if event.name.startswith(prefixes)}
    assert told <= set(KINDS)


def test_the_command_says_what_it_wrote(run: Path, command: Any, tmp_path: Path) -> None:
    file = tmp_path / "run.xes"
    code, out, err = command("export", run, "-o", file, "--trace", "contact")
    assert (code, out) == (0, f"{file}\n")
    assert "Replication 0 (of 2, from 0), warm-up included" in err
    said = command("export", run, "-o", file, "--json", "--replication", "1")
    assert json.loads(said.out)["replication"] == 1
    assert [path.name for path in tmp_path.iterdir()] == ["run.xes"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("-o", "run.txt"), "give it a name that ends in .json or .jsonocel or .xes or .csv"),
        (("-o", "nowhere/run.xes"), "nowhere is no folder for it"),
        (("-o", "run.json", "--replication", "2"), "it has 0 to 1"),
        (("-o", "run.json", "--form", "vidigi"), ".json holds ocel, not 'vidigi'"),
    ],
)
def test_what_cannot_be_written_is_refused(
    run: Path, command: Any, tmp_path: Path, monkeypatch: Any, words: Any, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = command("export", run, *words)
    assert (code, out) == (2, "")
    assert message in err
    assert len(err.splitlines()) == 1
    assert not list(tmp_path.iterdir())


def test_a_write_that_fails_leaves_the_old_file(
    run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "run.json"
    file.write_text("old")

    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ccsim.experiments.export.replay", fails)
    with pytest.raises(UsageError, match="No space left on device"):
        ccsim.export(run, file)
    assert file.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["run.json"]


@pytest.mark.parametrize("replication", [0, 1])
def test_days_that_are_written_are_counted(run: Path, tmp_path: Path, replication: int) -> None:
    told: list[tuple[int, int]] = []
    ccsim.export(
        run, tmp_path / "run.xes", replication=replication, progress=lambda *of: told.append(of)
    )
    days = told[-1][1]
    assert [of for _, of in told] == [days] * len(told)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1][0] in (days - 1, days)


@pytest.mark.parametrize("name", ["run.json", "run.xes", "run.csv"])
def test_who_stops_it_finds_the_old_file_or_none(
    run: Path, tmp_path: Path, command: Any, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ccsim.experiments.export.replay", stop)
    file = tmp_path / name
    answer = command("export", run, "-o", file)
    assert (answer.code, answer.out) == (130, "")
    assert answer.err == f"Stopped: {file} was not written\n"
    assert not list(tmp_path.iterdir())
    file.write_text("old")
    assert command("export", run, "-o", file).err == f"Stopped: {file} is as it was\n"
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert file.read_text() == "old"
