"""The page of all fields is made from the spec, and names each of them."""

from pathlib import Path

import pytest

from ccsim.report.facts import all_facts
from ccsim.report.fields import COMMAND, fields_page
from ccsim.spec.loading import load

HOUSE = Path(__file__).parents[2]
PAGE = HOUSE / "docs" / "fields.md"


def test_the_page_is_what_the_spec_says_now() -> None:
    assert PAGE.read_text(encoding="utf-8") == fields_page(), f"{COMMAND} > docs/fields.md"


@pytest.mark.parametrize("name", ["pit_stop_year", "offshore_outsourcing", "openreach"])
def test_every_fact_that_a_shipped_scenario_names_has_its_row(name: str) -> None:
    page = PAGE.read_text(encoding="utf-8")
    for fact in all_facts([load(HOUSE / "scenarios" / f"{name}.yaml").scenario]):
        row = fact.field.removesuffix(".*").replace("*", "NAME")
        assert f"| `{row}` |" in page, fact.path
