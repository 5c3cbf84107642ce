"""One long case on a tiny world, told row by row: what an odyssey is made of (S002)."""

from typing import Any

import pytest

from by_hand import Call, told
from ccsim.replication import EngineName
from faults import world
from measured import measured

Book = list[str]
ORDER = [Call("09:00", 1, segment="homes", kind="order")]


def company() -> dict[str, Any]:
    """Said to be open around the clock, and nobody's case.

    Agents take a dead line for a bill; the clerks of bills know nothing of lines; the experts do,
    may do nothing, and are there from noon to five. Only the seniors who answer the board may act.
    """
    facts = world(
        {"authority": "adjust", "mistaken_for": {"bill": 1.0}, "specialists": "experts"},
        {
            "repeat_delay": {"constant": "12h30m"},
            "redials_when_blocked": 1.0,
            "redial_delay": {"constant": "10h"},
            "chases": 1.0,
            "chase_delay": {"constant": "10m"},
            "chase_without_promise": {"constant": "1d"},
            "complains": {"monthly": 1.0, "after": "140h"},
        },
        days=12,
        department={
            "work": {"constant": "114h39m"},
            "promise": {"says": "1d"},
            "right_first_time": 0.0,
            "status_talk": {"constant": "3m"},
        },
        team={"headcount": 2, "knowledge": {"fault": 0.0}, "authority": "inform"},
        transfers="cold",
        blind_transfers=1.0,
        shared_notes=0.0,
        re_explaining="2m",
        escalation="fake_supervisor",
        fake_supervisor_time="2m",
        superiors={"discovered": 1.0},
    )
    talk = {"per_customer_year": 0, "queue": "calls", "talk": {"constant": "5m"}}
    cut = {"need": "fault", "chance": 1.0, "when": "opened", "delay": {"constant": "3d"},
           "before": "18h"}  # fmt: skip
    facts["needs"] |= {"order": talk | {"breeds": [cut]}, "bill": talk | {"specialists": "clerks"}}
    facts["queues"] |= {
        "calls": {"hours": "08:00-20:00", "advertised_hours": "24/7"},
        "clerks": {"teams": ["clerks"]},
        "experts": {"teams": ["experts"], "hours": "12:00-17:00"},
        "desk": {"teams": ["seniors"], "hours": "09:00-17:00"},
    }
    facts["teams"]["clerks"] = {"headcount": 1, "knowledge": {"fault": 0.0}}
    facts["teams"]["experts"]["authority"] = "inform"
    facts["teams"]["seniors"] = {"headcount": 1, "authority": "adjust"}
    return facts | {"regulator": {"queue": "desk"}, "measures": {"follow_up": "9d"}}


@pytest.mark.mechanism("R-002", "S002-12", "S002-13", "S002-18", "S002-19", "S002-20", "S002-21")
@pytest.mark.mechanism("S002-25", "S002-26", "S002-27", "S002-29", "S001-11", "S001-36", "S000-08")
def test_an_order_to_move_becomes_an_odyssey_that_only_the_board_ends(
    engine: EngineName, book: Book
) -> None:
    """The line is cut 18 hours before the switch; three dates are missed; a wrong repair; a gap.

    All is told anew to everybody: two minutes at each leg but the first.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: resolved
    09:05 homes 1 is helped after 5m
    1d 00:00 a fault comes of it for homes 1, by 2d 15:00
    2d 15:00 homes 1 dials (consequence)
    2d 15:00 agents 1 answers homes 1 after 0s
    2d 15:05 agents 1 ends with homes 1 after 5m: misdirected
    2d 15:05 homes 1 is passed on to clerks
    2d 15:05 clerks 0 answers homes 1 after 0s
    2d 15:12 clerks 0 ends with homes 1 after 7m: transferred
    2d 15:12 homes 1 is passed on to experts
    2d 15:12 experts 0 answers homes 1 after 0s
    2d 15:12 experts 0 asks a superior for homes 1: fake
    2d 15:12 homes 1 finds out who the superior was
    2d 15:21 experts 0 ends with homes 1 after 9m: note
    2d 15:21 network gets a note for homes 1, no date
    3d 15:21 homes 1 dials (chase)
    3d 15:21 agents 0 answers homes 1 after 0s
    3d 15:26 agents 0 ends with homes 1 after 5m: status given
    3d 15:26 network promises homes 1 again, by 4d 15:26
    4d 15:26 network breaks its promise to homes 1
    4d 15:36 homes 1 dials (chase)
    4d 15:36 agents 1 answers homes 1 after 0s
    4d 15:41 agents 1 ends with homes 1 after 5m: status given
    4d 15:41 network promises homes 1 again, by 5d 15:41
    5d 15:41 network breaks its promise to homes 1
    5d 15:51 homes 1 dials (chase)
    5d 15:51 agents 0 answers homes 1 after 0s
    5d 15:56 agents 0 ends with homes 1 after 5m: status given
    5d 15:56 network promises homes 1 again, by 6d 15:56
    6d 15:56 network breaks its promise to homes 1
    6d 16:06 homes 1 dials (chase)
    6d 16:06 agents 1 answers homes 1 after 0s
    6d 16:11 agents 1 ends with homes 1 after 5m: status given
    6d 16:11 network promises homes 1 again, by 7d 16:11
    7d 10:00 network is done with homes 1 after 114h39m: not cured
    7d 10:00 network keeps its promise to homes 1
    7d 22:30 homes 1 dials (repeat)
    7d 22:30 homes 1 finds it closed, though it is said to be open
    8d 08:30 homes 1 dials (redial)
    8d 08:30 agents 0 answers homes 1 after 0s
    8d 08:37 agents 0 ends with homes 1 after 7m: misdirected
    8d 08:37 homes 1 is passed on to clerks
    8d 08:37 clerks 0 answers homes 1 after 0s
    8d 08:44 clerks 0 ends with homes 1 after 7m: transferred
    8d 08:44 homes 1 is put through to experts, where nobody is
    8d 21:14 homes 1 dials (repeat)
    8d 21:14 homes 1 finds it closed, though it is said to be open
    9d 00:00 homes 1 complains to the regulator after 153h
    9d 07:14 homes 1 dials (redial)
    9d 07:14 homes 1 finds it closed, though it is said to be open
    9d 09:00 homes 1 dials (forced)
    9d 09:00 seniors 0 answers homes 1 after 0s
    9d 09:07 seniors 0 ends with homes 1 after 7m: resolved
    9d 09:07 homes 1 is helped after 162h7m
    """
    assert told(company(), ORDER, engine) == book


@pytest.mark.mechanism("S002-14", "S002-15", "S002-16", "S002-17", "S001-07", "S001-39")
def test_what_the_odyssey_cost_its_customer_is_counted(engine: EngineName) -> None:
    """Beside it stands the order: one call, one agent, five minutes.

    Of ten attempts three find it closed, and seven are answered: as the line is cut (three people),
    four about dates, the one that is lost (two people), and that of the board. Five different
    people speak to the customer: two agents, a clerk, an expert, a senior; on the phone for
    21 + 4 x 5 + 14 + 7 minutes. The call log has both cases solved at the first contact.
    """
    numbers, _ = measured(company(), ORDER, engine)
    assert numbers["cases"] == 2
    assert numbers["contacts_per_case_max"] == 10
    assert numbers["answered_contacts_per_case"] == (7 + 1) / 2
    assert numbers["advertised_but_closed_rate"] == pytest.approx(3 / 11)
    assert numbers["distinct_agents_per_case_max"] == 5
    assert numbers["agents_per_contact"] == (3 + 4 + 2 + 1 + 1) / (7 + 1)
    assert numbers["customer_time_per_case_max_s"] == 62 * 60
    assert numbers["open_hours_per_case[kind=fault]"] == pytest.approx(162 + 7 / 60)
    assert numbers["promises_kept"] == 1 / 4
    assert numbers["lost_in_transfer"] == 1000 / (7 + 1)
    assert numbers["forced_contacts"] == numbers["fakes_discovered"] == 1
    assert numbers["log_fcr"] == 1
    assert numbers["true_fcr"] == 1 / 2


@pytest.mark.mechanism("S004-08", "S004-09")
def test_where_whoever_takes_the_call_may_solve_it_there_is_no_odyssey(
    engine: EngineName, book: Book
) -> None:
    """The same customer, the same order and the same cut; the agent knows lines, and may act.

    2d 15:00 homes 1 dials (consequence)
    2d 15:00 agents 1 answers homes 1 after 0s
    2d 15:05 agents 1 ends with homes 1 after 5m: resolved
    2d 15:05 homes 1 is helped after 5m
    """
    facts = company()
    facts["teams"]["agents"] = {"headcount": 2, "authority": "adjust"}
    assert told(facts, ORDER, engine)[-4:] == book
