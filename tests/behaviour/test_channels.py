"""Channels: what is written, what is chatted, and what it costs those who write."""

from itertools import pairwise
from typing import Any

import pytest

from by_hand import Call, told
from ccsim.codes import Event, Outcome
from ccsim.eventlog.chunk import Chunk
from ccsim.experiments.telling import Teller
from ccsim.metrics.estimates import values
from ccsim.metrics.ledger import Ledger
from ccsim.replication import EngineName
from doors import HELPS_OUTSIDE, first_contacts, numbers, town, with_door
from faults import NEEDS_POWER, call, world
from playing import play_document

Book = list[str]


@pytest.mark.mechanism("S004-01")
def test_the_mix_of_channels_is_an_input_and_the_phone_takes_the_rest(engine: EngineName) -> None:
    def first(chance: float) -> tuple[int, int]:
        facts = town(days=30)
        facts["needs"]["fault"]["channels"] = [{"queue": "email", "chance": chance}]
        played = play_document(with_door(facts, "email", {"headcount": 9}), engine)
        return first_contacts(played, "calls"), first_contacts(played, "email")

    (alone, none), (calls, mails), (fewer, more) = first(0.0), first(0.25), first(0.5)
    assert none == 0
    assert calls + mails == fewer + more == alone
    assert mails / alone == pytest.approx(0.25, abs=4 * (0.25 * 0.75 / alone) ** 0.5)
    assert more > mails


@pytest.mark.mechanism("S004-01")
def test_an_email_is_written_at_night_and_answered_when_they_work(
    engine: EngineName, book: Book
) -> None:
    """Calls go first; nobody's patience ends, and the desk of billing is asked as on the phone.

    06:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 3h
    09:01 homes 2 dials
    09:02 homes 3 dials
    09:05 agents 0 ends with homes 1 after 5m: resolved
    09:05 homes 1 is helped after 3h5m
    09:05 agents 0 answers homes 3 after 3m
    09:10 agents 0 ends with homes 3 after 5m: resolved
    09:10 homes 3 is helped after 8m
    09:10 agents 0 answers homes 2 after 9m
    09:15 agents 0 ends with homes 2 after 5m: resolved
    09:15 homes 2 is helped after 14m
    """
    facts = world(segment={"patience": {"constant": "5m"}}, team={"hours": "09:00-17:00"})
    with_door(facts, "email", priority=9)
    facts["queues"]["email"]["teams"] = ["agents"]
    calls = [
        Call("06:00", 1, queue="email", segment="homes"),
        Call("09:01", 2, queue="email", segment="homes"),
        *call("09:02", 3),
    ]
    assert told(facts, calls, engine) == book


def test_who_writes_keeps_patience_where_the_letter_is_passed_on(
    engine: EngineName, book: Book
) -> None:
    """The specialist is busy for two minutes more; a caller would have hung up after one.

    09:00 homes 1 dials
    09:00 email 0 answers homes 1 after 0s
    09:02 homes 2 dials
    09:02 experts 0 answers homes 2 after 0s
    09:05 email 0 ends with homes 1 after 5m: transferred
    09:05 homes 1 is passed on to experts
    09:07 experts 0 ends with homes 2 after 5m: resolved
    09:07 homes 2 is helped after 5m
    09:07 experts 0 answers homes 1 after 2m
    09:12 experts 0 ends with homes 1 after 5m: resolved
    09:12 homes 1 is helped after 12m
    """
    facts = world({"specialists": "experts"}, {"patience": {"constant": "1m"}}, transfers="warm")
    with_door(facts, "email", {"knowledge": 0.0})
    calls = [
        Call("09:00", 1, queue="email", segment="homes"),
        Call("09:02", 2, queue="experts", segment="homes"),
    ]
    assert told(facts, calls, engine) == book


def by_mail(effort: str = "5m") -> dict[str, Any]:
    facts = town(days=20)
    facts["needs"]["fault"]["channels"] = [{"queue": "email", "chance": 1.0}]
    team = {"headcount": 1, "hours": "09:00-17:00"}
    return with_door(facts, "email", team, effort=effort)


def test_writing_takes_the_customer_no_longer_than_it_takes_to_write(engine: EngineName) -> None:
    """Hours until the answer, minutes of effort, in the metrics and in what is remembered."""
    played = play_document(by_mail("5m"), engine)
    found = numbers(played)
    assert found["customer_time_per_case_s"] == 300
    answer = found["answer_time_s"]
    assert answer is not None
    assert answer > 3600
    assert found["answer_time_s[queue=email]"] == answer
    assert found["offered"] == 0
    assert found["mean_wait_s"] is None
    effort = numbers(play_document(by_mail("10m"), engine))["customer_time_per_case_s"]
    assert effort == 600
    longest = int(played.state.customers["effort"].max())
    assert 0 < longest < 3_600_000


@pytest.mark.mechanism("S004-20")
def test_the_story_of_a_case_tells_by_which_channel_each_contact_came(engine: EngineName) -> None:
    facts = town(authority="inform")
    facts["needs"]["fault"] |= NEEDS_POWER | {"channels": [{"queue": "email", "chance": 1.0}]}
    for segment in facts["customers"].values():
        segment["doors"] = [
            {"queue": "calls", "chance": 1.0},
            {"queue": "social", "chance": 1.0, "after": 2},
        ]
    with_door(with_door(facts, "email"), "social", HELPS_OUTSIDE)
    played = play_document(facts, engine)
    solved = played.log.event == Event.CASE_RESOLVED
    who, case = played.log.who[solved][0], played.log.case[solved][0]
    mine = (played.log.who == who) & (played.log.case == case)
    log = Chunk(*(column[mine] for column in played.log))
    told_of = [moment.text for moment in Teller(played.plan).tell(log)]
    contacts = [text for text in told_of if "queue" in text]
    assert contacts == [
        "writes for the first time (fault) (contact 1, by email, queue email)",
        "calls again: the problem is still there (call 2, queue calls)",
        "writes again: the problem is still there (contact 3, by social, queue social)",
    ]
    assert told_of[-1].startswith("the case is solved, in truth")


def chat(team: dict[str, Any], **queue: Any) -> dict[str, Any]:
    facts = with_door(world(), "chat", team, **queue)
    facts["customers"]["homes"] |= {"patience": {"constant": "2m"}, "gives_up": 1.0}
    return facts


def chats(*times: str) -> list[Call]:
    return [Call(at, n + 1, queue="chat", segment="homes") for n, at in enumerate(times)]


def test_one_person_has_several_chats_at_once(engine: EngineName, book: Book) -> None:
    """Two at a time, each twice as long; the third has to wait.

    09:00 homes 1 dials
    09:00 chat 0 answers homes 1 after 0s
    09:01 homes 2 dials
    09:01 chat 1 answers homes 2 after 0s
    09:09 homes 3 dials
    09:10 chat 0 ends with homes 1 after 10m: resolved
    09:10 homes 1 is helped after 10m
    09:10 chat 0 answers homes 3 after 1m
    09:11 chat 1 ends with homes 2 after 10m: resolved
    09:11 homes 2 is helped after 10m
    09:20 chat 0 ends with homes 3 after 10m: resolved
    09:20 homes 3 is helped after 11m
    """
    facts = chat({"at_once": 2, "talk_factor": 2.0})
    assert told(facts, chats("09:00", "09:01", "09:09"), engine) == book


def test_a_person_with_several_chats_is_paid_once(engine: EngineName) -> None:
    """Time, money, absence and agents are counted in people; the work is the same work."""

    def found(team: dict[str, Any]) -> dict[str, float | None]:
        facts = town(days=20)
        facts["needs"]["fault"]["channels"] = [{"queue": "chat", "chance": 1.0}]
        staff = {"pay": "20 EUR/h", "shrinkage": {"unplanned": 0.3, "planned": 0.1}}
        return numbers(play_document(with_door(facts, "chat", staff | team), engine))

    three, nine = found({"headcount": 3, "at_once": 3}), found({"headcount": 9})
    plain = found({"headcount": 3})
    for name in ("absences", "absent_s"):
        assert three[f"{name}[team=chat]"] == plain[f"{name}[team=chat]"] != 0, name
    for name in ("staffed_s", "break_s"):  # breaks and shifts end with the call in hand
        assert three[f"{name}[team=chat]"] == pytest.approx(plain[f"{name}[team=chat]"], rel=1e-3)
    staffed = three["staffed_s[team=chat]"]
    assert staffed is not None
    assert three["cost[team=chat]"] == pytest.approx(staffed * 20 / 3600)
    busy, all_busy = three["busy_s[team=chat]"], nine["busy_s[team=chat]"]
    assert busy is not None
    assert all_busy is not None
    assert busy == pytest.approx(all_busy / 3, rel=0.02)
    agents = three["distinct_agents_per_case"]
    assert agents is not None
    assert agents <= 1


@pytest.mark.mechanism("E-PAT-07")
def test_who_leaves_a_chat_silently_keeps_the_place_and_wastes_a_minute(
    engine: EngineName, book: Book
) -> None:
    """Two minutes of patience: the agent finds that out six minutes later.

    09:00 homes 1 dials
    09:00 chat 0 answers homes 1 after 0s
    09:01 homes 2 dials
    09:03 homes 2 is gone without a word after 2m
    09:04 homes 3 dials
    09:05 chat 0 ends with homes 1 after 5m: resolved
    09:05 homes 1 is helped after 5m
    09:05 chat 0 answers homes 2 after 4m
    09:06 chat 0 ends with homes 2 after 1m: nobody there
    09:06 homes 2 gives up after 5m
    09:06 chat 0 answers homes 3 after 2m
    09:11 chat 0 ends with homes 3 after 5m: resolved
    09:11 homes 3 is helped after 7m
    """
    facts = chat({}, leaves_silently=1.0, silent_time="1m")
    facts["customers"]["homes"]["patience"] = {"constant": "2m"}
    facts["queues"]["chat"]["patience"] = {"constant": "2m"}
    assert told(facts, chats("09:00", "09:01", "09:04"), engine) == book


@pytest.mark.mechanism("E-PAT-07")
def test_as_many_leave_silently_as_the_share_says(engine: EngineName) -> None:
    facts = town(days=30)
    facts["needs"]["fault"] |= {
        "per_customer_year": 200,
        "channels": [{"queue": "chat", "chance": 1.0}],
        "talk": {"exponential": "40m"},
    }
    patience = {"exponential": "2m"}
    with_door(facts, "chat", {"at_once": 2}, leaves_silently=0.3, patience=patience)
    played = play_document(facts, engine)
    log, found = played.log, numbers(played)
    silent = int((log.event == Event.CONTACT_LEFT_SILENTLY).sum())
    all_gone = silent + int((log.event == Event.CONTACT_ABANDONED).sum())
    assert all_gone > 200
    assert silent / all_gone == pytest.approx(0.3, abs=4 * (0.21 / all_gone) ** 0.5)
    to_nobody = (log.event == Event.LEG_ENDED) & (log.reason == Outcome.NOBODY_THERE)
    assert 0 <= silent - int(to_nobody.sum()) <= 2  # the last may still have their place
    offered = found["offered[queue=chat]"]
    assert offered is not None
    assert found["left_silently_rate[queue=chat]"] == silent / offered


def test_figures_of_channels_do_not_depend_on_how_the_log_is_cut(engine: EngineName) -> None:
    facts = by_mail()
    facts["needs"]["fault"]["channels"] = [{"queue": "email", "chance": 0.5}]
    facts["needs"]["fault"] |= {"specialists": "experts"}
    facts["teams"]["email"]["knowledge"] = 0.5
    facts["operating_model"]["transfers"] = "cold"
    played = play_document(facts, engine)
    whole = numbers(played)
    assert whole["transfers_per_case"] != 0
    ledger = Ledger(played.plan)
    for begin, end in pairwise([*range(0, played.log.rows, 37), played.log.rows]):
        ledger._take(Chunk(*(column[begin:end] for column in played.log)))
    assert values(ledger.finish()) == whole
