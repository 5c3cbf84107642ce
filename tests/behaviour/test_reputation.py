"""Word of mouth by three channels, prospects who never come, and needs nobody calls about."""

from typing import Any

import pytest

from by_hand import Call, played, told, with_defaults
from ccsim.codes import Event, LeavingCause, Telling
from ccsim.replication import EngineName
from faults import NEEDS_POWER, NO_POWER, call, world
from measured import measured
from playing import play_document

Book = list[str]

TELLS: dict[str, Any] = {"complaint": 1.0}
POSTS: dict[str, Any] = {"posts": 1.0, "audience_least": 100, "audience_most": 1_000_000}
TOWN: dict[str, Any] = {"population": 1_000}


def given_up(
    tells: dict[str, Any], leaving: dict[str, Any] | None = None, days: int = 2, **market: Any
) -> dict[str, Any]:
    """The case of home 1 is put off and given up on the first day."""
    segment = {"gives_up": 1.0, "tells": tells, "leaving": {"monthly": 0.5} | (leaving or {})}
    facts = world(NEEDS_POWER, segment | {"margin": "10 EUR/month"}, days, team=NO_POWER)
    return facts | {"market": market, "measures": {"leaving_causes": True}}


@pytest.mark.mechanism("S001-15")
@pytest.mark.mechanism("E-WOM-01")
def test_who_gives_up_tells_five_friends_and_some_of_them_leave(
    engine: EngineName, book: Book
) -> None:
    """All friends are customers: each of those who have heard it leaves in the same night.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: put off
    09:05 homes 1 gives up after 5m
    1d 00:00 homes 1 tells 5: complaint
    """
    facts = given_up(TELLS, {"friends": 100.0})
    lines = told(facts, call(), engine)
    assert lines[: len(book)] == book
    rest = lines[len(book) :]
    assert 1 <= rest.count("1d 00:00 of friends") <= 5  # some may be told twice
    assert len(rest) == 2 * rest.count("1d 00:00 of friends")
    assert "1d 00:00 homes 1 leaves" not in rest  # nobody tells themselves
    silent = given_up({"complaint": 0.0})
    assert told(silent, call(), engine) == book[:-1]


@pytest.mark.mechanism("S001-15")
def test_a_good_story_takes_a_bad_one_off(engine: EngineName) -> None:
    """Nine others; one gives up and tells everybody, one is glad and tells everybody."""
    facts = given_up({"complaint": 1.0, "complaint_to": 64, "praise": 0.0}, {"friends": 100.0})
    facts["needs"]["fault"] = facts["needs"]["fault"] | {"authority": "inform"}
    facts["needs"]["puzzle"] = facts["needs"]["fault"] | NEEDS_POWER
    calls = [Call("09:00", 1, segment="homes", kind="puzzle"), *call("10:00", 2)]
    alone = [line for line in told(facts, calls, engine) if "of friends" in line]
    facts["customers"]["homes"]["tells"] |= {"praise": 1.0, "praise_to": 64}
    both = told(facts, calls, engine)
    assert "1d 00:00 homes 2 tells 64: praise" in both
    assert len([line for line in both if "of friends" in line]) < len(alone)


@pytest.mark.mechanism("E-WOM-02")
def test_audiences_of_publications_have_a_heavy_tail() -> None:
    """An audience ten times as large is ten times as rare, up to the largest."""
    facts = given_up(POSTS, {"monthly": 0.0}, days=8)
    facts["customers"]["homes"] |= {"count": 3_000}
    facts["needs"]["fault"]["per_customer_year"] = 100
    facts["teams"]["agents"]["headcount"] = 60
    log = play_document(with_defaults(facts), "simpy").log
    readers = log.value[log.event == Event.WORD_OF_MOUTH]
    posts = len(readers)
    assert posts == ((log.event == Event.CASE_GIVEN_UP) & (log.time < 7 * 86_400_000)).sum() > 4_000
    assert readers.min() >= 100
    for size, share in ((1_000, 0.1), (10_000, 0.01)):
        found = (readers >= size).mean()
        assert abs(found - share) < 4 * (share / posts) ** 0.5
    assert readers.max() > 30_000


@pytest.mark.mechanism("S002-01")
def test_the_three_channels_are_told_apart(engine: EngineName) -> None:
    """Own experience, friends, publications: each alone brings about what is told of it."""
    own = {"open_case": 100.0, "open_case_after": "1h"}
    friends, public = {"friends": 100.0}, {"publications": 100.0}
    # A second case is put off, and is not given up: the customer would call again in a month.
    stays = {"gives_up": 0.0, "repeat_delay": {"constant": "30d"}}
    causes = {}
    for name, leaving, tells, more in (
        ("own", own, {}, stays),
        ("friends", friends, TELLS, {}),
        ("publications", public, POSTS | {"audience_least": 1_000_000}, {}),
    ):
        facts = given_up(tells, leaving, **TOWN)
        facts["customers"]["homes"] |= more
        if name == "friends":
            facts["market"] = {}
        numbers, _ = measured(facts, call(), engine)
        left = ("left_open_case", "left_friends", "left_publications")
        causes[name] = [numbers[one] for one in left]
        assert numbers["left_anyway"] == 0
        lost = [
            numbers[f"margin_lost_{one}"] for one in ("own_experience", "friends", "publications")
        ]
        assert lost == [120 * (count or 0) for count in causes[name]]
    assert causes["own"] == [1, 0, 0]
    assert causes["friends"] == [0, 4, 0]
    assert causes["publications"] == [0, 0, 10]


@pytest.mark.mechanism("S002-01")
def test_friends_and_readers_who_are_no_customers_stay_away(engine: EngineName) -> None:
    """Ten customers among a thousand people: nearly all who hear of it are prospects."""
    market = TOWN | {"turns_away": 1.0}
    facts = given_up(TELLS | POSTS | {"audience_least": 1_000_000}, {"monthly": 0.0}, **market)
    numbers, _ = measured(facts, call(), engine)
    assert numbers["friends_warned"] == numbers["prospects_lost_friends"] == 5
    assert numbers["readers"] == 1_000
    assert numbers["prospects_lost_publications"] == 990
    assert numbers["prospect_margin_lost_publications"] == 990 * 120
    assert numbers["prospects_won_friends"] == 0
    solved = world(segment={"tells": {"praise": 1.0}, "margin": "10 EUR/month"}, days=2)
    numbers, _ = measured(solved | {"market": TOWN | {"wins": 1.0}}, call(), engine)
    assert numbers["prospects_won_friends"] == 1
    assert numbers["prospect_margin_won_friends"] == 120


@pytest.mark.mechanism("S002-33")
def test_who_knows_that_it_is_of_no_use_does_not_even_call(engine: EngineName) -> None:
    """Half of the people know: about half of the needs are latent, and the others are the same."""
    facts = world({"per_customer_year": 300}, {"deterred": 1.0, "count": 50}, days=4)
    facts["measures"] = {"follow_up": "1d"}
    facts["teams"]["agents"]["headcount"] = 50
    plain = facts | {"customers": {"homes": {"count": 50}}}
    _, everybody = played(plain, [], engine)
    _, log = played(facts | {"market": {"ill_fame": 0.5}}, [], engine)

    def needs(of: Any, event: Event) -> set[tuple[int, int]]:
        rows = of.event == event
        return set(zip(of.who[rows].tolist(), of.case[rows].tolist(), strict=True))

    called, latent = needs(log, Event.CASE_OPENED), needs(log, Event.NEED_SUPPRESSED)
    assert called | latent == needs(everybody, Event.CASE_OPENED)
    assert not called & latent
    assert 0.3 < len(latent) / len(called | latent) < 0.7
    numbers, _ = measured(facts | {"market": {"ill_fame": 0.5}}, [], engine)
    assert numbers["latent_needs"] == numbers["latent_needs[kind=fault]"] == len(latent)
    assert numbers["latent_demand_rate"] == len(latent) / len(called | latent)
    assert numbers["offered"] == len(called)


@pytest.mark.mechanism("S002-33")
def test_publications_deter_until_they_are_forgotten(engine: EngineName) -> None:
    """All have read it in the night: on the second day nobody calls; a day later half know it."""
    tells = POSTS | {"audience_least": 1_000_000}
    facts = given_up(tells, {"monthly": 0.0}, days=3, **TOWN, memory="1d")
    facts["customers"]["homes"] |= {"deterred": 1.0, "count": 200}
    facts["needs"]["work"] = facts["needs"]["fault"] | {
        "per_customer_year": 300,
        "authority": "inform",
    }
    facts["teams"]["agents"]["headcount"] = 50
    _, log = played(facts, call(), engine)
    rows = (log.event == Event.NEED_SUPPRESSED) | (log.event == Event.CASE_OPENED)
    day = log.time[rows] // 86_400_000
    latent = log.event[rows] == Event.NEED_SUPPRESSED
    shares = [latent[day == number].mean() for number in range(3)]
    assert shares[:2] == [0, 1]
    assert 0.35 < shares[2] < 0.65
    assert {Telling.POST} == set(log.reason[log.event == Event.WORD_OF_MOUTH].tolist())
    assert LeavingCause.PUBLICATIONS not in log.reason[log.event == Event.LEFT_BECAUSE]
