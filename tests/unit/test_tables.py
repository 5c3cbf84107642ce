"""The tables of a comparison as text."""

from dataclasses import replace

from ccsim.report.facts import levers
from ccsim.report.tables import RULE, beside_table, lever_table
from made_up import made_up_comparison


def test_a_duration_and_its_difference_stand_in_one_unit() -> None:
    """A wait of 143 s that is 2 s shorter elsewhere: both in seconds; of days and hours alike."""
    found = made_up_comparison()
    small = [
        replace(one, mean=-9_000.0, low=-9_900.0, high=-8_100.0)
        for one in found.differences
        if one.metric == "time_to_resolve_s"
    ]
    table = beside_table(found.runs, ["time_to_resolve_s"], small)
    (row,) = table.to_numpy()
    units = {part.split(" (")[0].split()[-1] for cell in row for part in cell.split("\n\n")}
    assert len(units) == 1
    assert "(" in row[0]


def test_a_rule_that_differs_is_told_in_words_with_its_path() -> None:
    found = made_up_comparison()
    table = lever_table(found, levers([run.scenario for run in found.runs]))
    rules = list(table[RULE])
    assert any(rule.endswith("(operating_model.ownership)") and " keeps " in rule for rule in rules)
    assert list(table.columns)[1:] == [run.label for run in found.runs]
