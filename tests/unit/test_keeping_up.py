"""Whether back offices keep up: said where more comes than can be done, and only there."""

from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

import ccsim
from ccsim.cli import app
from ccsim.experiments.results import RunResult
from ccsim.metrics.estimates import Estimate
from ccsim.report.keeping_up import keeping_up_sentences
from ccsim.report.page import page
from ccsim.spec.departments import Department
from ccsim.spec.incidents import Incident
from made_up import made_up_comparison, made_up_run

OFFICE = """\
name: Small office
why: Every fault is put off to an office of {staff}, which is there for five hours on weekdays.
calendar: {{start: 2026-01-05, weeks: 5, warm_up_weeks: 1}}
customers:
  homes: {{count: 4000}}
needs:
  fault: {{per_customer_year: 2, queue: calls, talk: {{constant: 2m}}, authority: full,
    owner: office}}
queues:
  calls: {{teams: [desk]}}
teams:
  desk: {{headcount: 4, authority: inform}}
departments:
  office: {{hours: "Mo-Fr 09:00-14:00", staff: {staff}, work: {{constant: 1h}}}}
"""
"""Some 154 hours of work a week, where each of the staff can do 25: a load of 6.1."""
SAID = "THE DEPARTMENT office DOES NOT KEEP UP"


def office(place: Path, staff: int) -> Path:
    file = place / f"office_of_{staff}.yaml"
    file.write_text(OFFICE.format(staff=staff), encoding="utf-8")
    return file


def with_load(run: RunResult, load: Estimate, staff: int = 13) -> RunResult:
    """The run with a department to which so much work comes."""
    desk = Department.model_validate({"staff": staff, "work": {"constant": "1h"}})
    scenario = run.scenario.model_copy(update={"departments": {"billing": desk}})
    told = {
        "back_office_load[department=billing]": load,
        "tickets_done_rate[department=billing]": Estimate(0.875, 0.87, 0.88, load.n, "share"),
    }
    return replace(run, scenario=scenario, estimates=run.estimates | told)


def test_an_office_that_is_too_small_is_named_with_the_staff_that_it_takes(tmp_path: Path) -> None:
    found = ccsim.run(office(tmp_path, 5), replications=8, workers=1)
    (sentence,) = keeping_up_sentences([found])
    load = found.estimates["back_office_load[department=office]"]
    assert load.mean == pytest.approx(4000 * 2 / 365.25 * 7 / 125, rel=0.1)
    assert sentence.startswith(f"{SAID}: the work that comes in is 12")
    assert sentence.endswith("Such work takes a staff of 7 at the least.")
    assert "what its staff of 5 can do" in sentence
    done = found.estimates["tickets_done_rate"]
    assert done == found.estimates["tickets_done_rate[department=office]"]
    assert done.mean is not None
    assert done.mean < 0.8


def test_an_office_with_the_staff_that_it_takes_is_not_named(tmp_path: Path) -> None:
    found = ccsim.run(office(tmp_path, 7), replications=8, workers=1)
    assert list(keeping_up_sentences([found])) == []
    done = found.estimates["tickets_done_rate"].mean
    assert done is not None
    assert done > 0.9


def test_the_terminal_says_it_and_says_nothing_where_all_is_well(tmp_path: Path) -> None:
    said = {}
    for staff in (5, 7):
        asked = ["run", str(office(tmp_path, staff)), "--replications", "8", "--workers", "1"]
        result = CliRunner().invoke(app, [*asked, "--out", str(tmp_path), "--quiet"])
        assert result.exit_code == 0, result.output
        said[staff] = SAID in " ".join(result.output.split())
    assert said == {5: True, 7: False}


def test_the_page_says_it_of_a_run_and_of_each_run_of_a_comparison() -> None:
    load = Estimate(1.09, 1.08, 1.10, 10, "share")
    sentence = "THE DEPARTMENT billing DOES NOT KEEP UP: the work that comes in is 109"
    assert sentence in page(with_load(made_up_run(), load))
    assert sentence not in page(made_up_run())
    made = made_up_comparison(2)
    both = replace(made, runs=[with_load(run, load) for run in made.runs])
    told = list(keeping_up_sentences(both.runs))
    assert [one.partition(":")[0] for one in told] == [run.label for run in made.runs]
    assert all(sentence in one for one in told)
    assert all(label in page(both) for label in (f"{run.label}: THE" for run in made.runs))


def test_nothing_is_said_that_is_not_established() -> None:
    """An interval that reaches below all that can be done, or less than a week: nobody knows."""
    run = made_up_run()
    assert not list(keeping_up_sentences([with_load(run, Estimate(1.02, 0.99, 1.05, 10, "share"))]))
    one = with_load(run, Estimate(1.02, None, None, 1, "share"))
    assert len(list(keeping_up_sentences([one]))) == 1
    assert not list(keeping_up_sentences([with_load(run, Estimate(None, None, None, 1, "share"))]))
    calendar = run.scenario.calendar.model_copy(update={"weeks": 2, "days": 6})
    short = one.scenario.model_copy(update={"calendar": calendar})
    assert not list(keeping_up_sentences([replace(one, scenario=short)]))


def test_a_department_whose_tickets_are_cured_all_at_once_is_not_judged_by_their_work() -> None:
    one = with_load(made_up_run(), Estimate(1.5, None, None, 1, "share"))
    cable = Incident.model_validate(
        {
            "need": "billing",
            "at": "2026-01-20 10:00",
            "strikes": {"consumer": 0.1},
            "repair": {"constant": "12h"},
            "notices": {"constant": "1h"},
        }
    )
    owned = one.scenario.needs["billing"].model_copy(update={"owner": "billing"})
    facts = {"needs": {"billing": owned}, "incidents": {"cable": cable}}
    struck = replace(one, scenario=one.scenario.model_copy(update=facts))
    assert len(list(keeping_up_sentences([one]))) == 1
    assert not list(keeping_up_sentences([struck]))


def test_whole_hours_of_staff_are_counted_up() -> None:
    """What 13 people can do, and a tenth more, takes 15; exactly twice what one can do, three."""
    (more,) = keeping_up_sentences(
        [with_load(made_up_run(), Estimate(1.1, 1.09, 1.11, 5, "share"))]
    )
    assert more.endswith("Such work takes a staff of 15 at the least.")
    twice = with_load(made_up_run(), Estimate(2.0, 1.9, 2.1, 5, "share"), staff=1)
    (more,) = keeping_up_sentences([twice])
    assert more.endswith("Such work takes a staff of 3 at the least.")
