"""What is told of causes, and of those who would learn of them, that cannot be."""

import re
from pathlib import Path

import pytest

from ccsim.experiments.telling import Teller
from ccsim.plan.plan import make_plan
from ccsim.spec.loading import load
from playing import play
from refused import told

CENTRE = """\
calendar: {days: 3}
customers:
  home: {count: 100, margin: 15 EUR/month}
needs:
  bill:
    per_customer_year: 100
    queue: calls
    talk: {exponential: 3m}
    causes:
      tariff: {share: 0.5, fixable_by: billing, defect_of: procedure, fix_cost: 500 EUR}
      paper: {share: 0.5, defect_of: product}
queues:
  calls: {teams: [agents]}
teams:
  agents: {headcount: 3}
operating_model:
  voice_of_customer: {coded: 1.0}
"""


def test_the_file_of_these_tests_is_right(tmp_path: Path) -> None:
    assert told(tmp_path, CENTRE) == []
    for hours in ("8h", "{billing: 8h}"):
        assert told(tmp_path, CENTRE, f"operating_model.manager_exposure={hours}") == []


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("needs.bill.causes.tariff.share=0.6", "the shares of causes add up to more than 1"),
        ("needs.bill.causes.tariff.fixable_by=null", "voice_of_customer: nobody can remove anythi"),
        ("needs.bill.causes.tariff.fix_cost=5 USD", "fix_cost: 5 USD mixes currencies: this scena"),
        ("needs.bill.causes.tariff.fix_cost=5 EUR/h", "5 EUR is a plain sum: write it without a s"),
        ("needs.bill.causes.tariff.fix_cost=-5 EUR", "-5 EUR is impossible here: it is at least"),
        ("needs.bill.causes={a b: {share: 0.1}}", "'a b' is not a name: letters, digits and _"),
        ("needs.bill.causes.tariff.defect_of=law", "'law' is not known here"),
        ("operating_model.manager_pay=60 EUR", "60 EUR is paid per what? Write 60 EUR/h"),
        ("operating_model.manager_exposure=8", "manager_exposure: 8 has no unit: write 8s, 8m or"),
        ("operating_model.manager_exposure={billin: 8h}", "no cause is fixable_by 'billin'; did y"),
        (
            "operating_model.manager_exposure={billing: 8}",
            "manager_exposure.billing: 8 has no unit",
        ),
        ("operating_model.voice_of_customer.every=36h", "every is a number of whole days, such as"),
        ("operating_model.voice_of_customer.top=0", "top: 0 is impossible here: it must be at le"),
        ("operating_model.implementation_fidelity=2", "2 is impossible here: it must be at most 1"),
        ("teams.agents.exposure=2", "teams.agents.exposure: 2 is impossible here: it must be at"),
    ],
)
def test_what_cannot_be_is_told(tmp_path: Path, setting: str, words: str) -> None:
    found = told(tmp_path, CENTRE, setting)
    assert any(words in line for line in found), found


def test_managers_who_listen_need_a_place_to_take_it_to(tmp_path: Path) -> None:
    sets = ("operating_model.voice_of_customer=null", "operating_model.manager_exposure=8h")
    words = "what managers hear must go somewhere: give operating_model.voice_of_customer"
    assert [line for line in told(tmp_path, CENTRE, *sets) if words in line]


def test_a_story_names_the_cause_that_nobody_tells_the_customer(tmp_path: Path) -> None:
    path = tmp_path / "centre.yaml"
    path.write_text(CENTRE, encoding="utf-8")
    played = play(make_plan(load(path).scenario), "simpy")
    story = "\n".join(moment.text for moment in Teller(played.plan).tell(played.log))
    words = "in truth the cause is {}, a defect of {}: {} remove it"
    assert words.format("tariff", "procedure", "billing could") in story
    assert re.search(words.format("paper", "product", "nobody can"), story)
