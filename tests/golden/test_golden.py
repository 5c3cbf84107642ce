"""The numbers of the three operating models move on purpose, or not at all."""

from math import isclose

import pytest

from ccsim.codes import RESULTS_VERSION
from ccsim.metrics.catalogue import CATALOGUE
from golden.renew import MODELS, NUMBERS, numbers, read

NINE_DIGITS = 5e-9
ON_PURPOSE = (
    "Numbers moved. If they were not meant to, something is broken. If they were: raise "
    "RESULTS_VERSION in src/ccsim/codes.py, run python tests/golden/renew.py, look at what "
    "changed in tests/golden/golden.yaml, and say so in a line of CHANGELOG.md."
)


@pytest.mark.mechanism("S004-30")
@pytest.mark.parametrize("model", MODELS)
def test_an_operating_model_gives_the_numbers_that_were_agreed_on(model: str) -> None:
    agreed, now = read()[model], numbers(model)
    assert agreed.keys() == now.keys(), ON_PURPOSE
    moved = {
        name: f"{agreed[name]} was agreed on, {number:.9g} it is now"
        for name, number in now.items()
        if not isclose(agreed[name], number, rel_tol=NINE_DIGITS)
    }
    assert not moved, ON_PURPOSE


def test_the_page_is_of_this_version_of_the_results() -> None:
    assert read()["results_version"] == RESULTS_VERSION, ON_PURPOSE


def test_the_page_holds_twenty_numbers_of_the_catalogue_with_all_that_is_headlined() -> None:
    headlines = {name for name, metric in CATALOGUE.items() if metric.headline}
    assert len(NUMBERS) == 20
    assert headlines <= set(NUMBERS) <= CATALOGUE.keys()
