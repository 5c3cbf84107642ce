"""Each lever, alone, moves what it is meant to move: a lever that moves nothing is a defect."""

import pytest

from levers import LEVERS, Lever, effect


@pytest.mark.slow
@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever.name)
def test_a_lever_moves_what_it_is_meant_to_move(lever: Lever) -> None:
    found = effect(lever)
    assert found.shown, str(found)
