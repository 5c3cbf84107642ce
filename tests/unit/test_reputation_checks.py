"""What is refused of word of mouth, sales, reports and the market."""

from pathlib import Path

import pytest

from ccsim.errors import ScenarioError
from ccsim.spec.loading import load

CENTRE = """\
calendar: {days: 2}
customers:
  home: {count: 100, margin: 15 EUR/month}
needs:
  fault: {per_customer_year: 2, queue: calls, talk: {exponential: 3m}}
queues:
  calls: {teams: [agents]}
teams:
  agents: {headcount: 3}
"""


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        (
            "customers.home.leaving.friends=1",
            "leaving.friends: nobody in this segment tells a bad story: give it tells.complaint",
        ),
        ("customers.home.leaving.publications=1", "publications: nobody knows how bad it is: give"),
        ("customers.home.deterred=0.1", "home.deterred: nobody knows how bad it is: give market."),
        ("market.population=99", "99 people are fewer than the 100 customers among them"),
        ("market.turns_away=0.1", "turns_away: there is nobody to be won or lost: give market.pop"),
        ("market.wins=0.1", "market.wins: there is nobody to be won or lost: give market.popul"),
        (
            "customers.home.tells={audience_least: 9, audience_most: 8}",
            "an audience of at least 9 and at most 8 is impossible: audience_least is not above",
        ),
        ("regulator.reporting={fine: 9 EUR}", "a fine for missed targets needs regulator.targets"),
        ("customers.home.lifetime_value=9 USD", "9 USD mixes currencies: this scenario counts in"),
        ("customers.home.cross_sell.revenue=9 EUR/month", "9 EUR is a plain sum: write it without"),
        ("customers.home.cross_sell.revenue=-9 EUR", "-9 EUR is impossible here: it is at least 0"),
    ],
)
def test_what_makes_no_sense_is_told(tmp_path: Path, setting: str, words: str) -> None:
    path = tmp_path / "centre.yaml"
    path.write_text(CENTRE, encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load(path, [setting])
    told = [f"{fault.path}: {fault.message}" for fault in caught.value.faults]
    assert len(told) == 1
    assert words in told[0]


def test_what_makes_sense_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "centre.yaml"
    path.write_text(CENTRE, encoding="utf-8")
    sets = [
        "market={population: 1000, ill_fame: 0.1, turns_away: 0.1}",
        "customers.home.deterred=0.1",
        "customers.home.tells={complaint: 0.74, posts: 0.09}",
        "customers.home.leaving={monthly: 0.016, friends: 0.5, publications: 1.0}",
        "regulator.reporting={informs: 0.1}",
    ]
    assert load(path, sets).scenario.market.population == 1000
