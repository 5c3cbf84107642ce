"""Names become numbers that depend on nothing but the name."""

import pytest

from ccsim.names import find_collisions, name_code


def test_a_name_keeps_its_code_for_ever() -> None:
    assert name_code("billing_error") == 6903292
    assert name_code("Entstörung é") == 14789762


def test_codes_fit_their_bits_and_are_never_zero() -> None:
    codes = {name_code(str(n), bits=3) for n in range(500)}
    assert codes == {1, 2, 3, 4, 5, 6, 7}
    assert all(0 < name_code(str(n)) < 2**24 for n in range(2000))


@pytest.mark.parametrize("bits", [0, 1, 64])
def test_a_width_that_holds_no_codes_is_refused(bits: int) -> None:
    with pytest.raises(ValueError, match="2 to 63 bits"):
        name_code("front", bits)


def test_names_of_a_scenario_do_not_collide() -> None:
    assert find_collisions(["front", "second", "billing", "front"]) == []


def test_collisions_are_found_whatever_the_order() -> None:
    names = [f"queue_{n}" for n in range(12)]
    groups = find_collisions(names, bits=3)
    assert groups == find_collisions(reversed(names), bits=3)
    assert groups
    for group in groups:
        assert len({name_code(name, 3) for name in group}) == 1
        assert len(group) > 1
