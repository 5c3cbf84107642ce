"""Story R-003, the corporate line: polite, busy and powerless, or solved within the hour."""

from functools import cache
from pathlib import Path as File

import pytest

import corporate
from ccsim.experiments.replicate import run
from ccsim.experiments.results import RunResult
from corporate import BASE, CELLS, CORPORATE, FIRMS, LINE, MANAGER, NUMBER, PLAN
from slices import alike, falls, mean, rises

FEW = ("customers.consumer.count=4000", "teams.front.headcount=4", "calendar.weeks=7")
"""All the firms, and few others: quick to play, and quiet at the front."""
REPLICATIONS = 4


@cache
def played(file: File, *sets: str) -> RunResult:
    return run(file, sets=(*FEW, *sets), replications=REPLICATIONS, workers=1)


def cell(name: str) -> RunResult:
    file, sets = CELLS[name]
    return played(file, *sets)


@cache
def plans(file: File) -> list[list[corporate.Path]]:
    """The blocked plans of a scenario, by replication."""
    return corporate.logs(file, 2, *FEW)


@pytest.mark.mechanism("S003-01")
def test_a_number_of_their_own_changes_how_long_firms_wait_and_not_what_comes_of_it() -> None:
    shared, own = played(BASE), played(NUMBER)
    assert falls(shared, own, f"mean_wait_s[{FIRMS}]")
    assert alike(shared, own, f"true_fcr[{FIRMS}]", within=0.02)
    assert alike(shared, own, f"resolution_rate[{FIRMS}]", within=0.02)


@pytest.mark.mechanism("S003-02", "S003-09", "R-003")
def test_on_the_line_no_blocked_plan_is_ever_opened() -> None:
    """Whoever answers may only listen; half of the records are wrong, too."""
    assert mean(cell("line"), f"cases[{PLAN}]") > 100
    assert mean(cell("line"), f"resolution_rate[{PLAN}]") == 0


@pytest.mark.mechanism("S003-05", "R-003")
def test_most_blocked_plans_look_solved_in_the_log_of_the_line_and_none_is() -> None:
    """Closed with a way around, or with an answer that fits another problem."""
    line = cell("line")
    assert mean(line, f"log_resolution_rate[{PLAN}]") > 0.5
    assert mean(line, f"resolution_rate[{PLAN}]") == 0
    assert any(one.ways_around for each in plans(LINE) for one in each)
    never = [one.solved for each in plans(LINE) for one in each if one.ways_around]
    assert set(never) == {None}


@pytest.mark.mechanism("S003-04", "R-003")
def test_courtesy_helps_the_mood_and_does_not_make_up_for_a_solution() -> None:
    """Nothing else differs; the rudest account manager satisfies more than the politest line."""
    polite, rude = cell("line"), cell("line, rude")
    assert polite.log_digest == rude.log_digest
    assert rises(rude, polite, f"satisfaction[{PLAN}]")
    assert rises(polite, cell("account manager, rude"), f"satisfaction[{PLAN}]")


@pytest.mark.mechanism("S003-06", "E-TRF-05")
def test_a_superior_must_be_there_and_have_the_power() -> None:
    """Either alone solves nothing; both together do."""
    neither, solved = cell("line"), f"resolution_rate[{PLAN}]"
    assert mean(cell("superior, excuse"), solved) == 0
    assert mean(cell("superior, no power"), solved) == 0
    assert rises(neither, cell("superior"), solved)
    assert falls(neither, cell("superior"), f"deadline_missed_rate[{PLAN}]")


@pytest.mark.mechanism("S003-10", "R-003")
def test_one_question_and_an_answer_on_tape_open_the_plan_in_the_first_call() -> None:
    """The same agents, who know the matter as often as before, may now do something about it."""
    line, asked = cell("line"), cell("one question")
    assert rises(line, asked, f"true_fcr[{PLAN}]")
    knows = 0.68
    first = asked.estimates[f"true_fcr[{PLAN}]"]
    assert first.low is not None
    assert first.high is not None
    assert first.low - 0.03 < knows < first.high + 0.03
    assert falls(line, asked, f"contacts_per_case[{PLAN}]")


@pytest.mark.mechanism("S003-07", "S003-08", "R-003")
def test_the_account_manager_solves_within_the_hour_what_the_line_never_solves() -> None:
    for each in plans(MANAGER):
        assert corporate.manager_within_the_hour(each) > 0.9
        assert corporate.minutes_with_the_manager(each) < 60
    for each in plans(LINE):
        assert corporate.within_the_hour(each) == 0


@pytest.mark.mechanism("S003-20", "S003-07")
def test_who_calls_the_account_manager_after_the_line_is_helped_within_an_hour_of_that_call() -> (
    None
):
    for each in plans(CORPORATE):
        assert corporate.manager_within_the_hour(each) > 0.8
        assert corporate.within_the_hour(each) < 0.5


@pytest.mark.mechanism("S003-03", "S003-22")
def test_deadlines_pass_on_the_line_and_are_met_by_account_managers() -> None:
    """A meeting within the hour, or the end of the month: what is too late ends by itself."""
    line, manager = cell("line"), cell("account manager")
    assert mean(line, f"expired_rate[{PLAN}]") > 0.5
    assert falls(line, manager, f"deadline_missed_rate[{PLAN}]")
    assert falls(line, manager, f"customer_cost[{PLAN}]")


@pytest.mark.mechanism("R-003")
def test_the_log_tells_the_path_of_the_source() -> None:
    """Said to be busy, sent to the counter, and in the end solved by the account manager."""
    told = [one for each in plans(CORPORATE) for one in each if one.as_in_the_source]
    assert told
    assert all(one.doors[-1] == "account_manager" for one in told)
