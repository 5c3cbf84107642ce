"""Loading: what a file becomes, what is refused before it is read, and writing it down again."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ccsim.errors import ScenarioError
from ccsim.spec import documents
from ccsim.spec.loading import check, dump, fingerprint, load

HOUSE = Path(__file__).parents[2]
SHIPPED = sorted((HOUSE / "scenarios").rglob("*.yaml"))

SMALL = """\
name: Small
calendar: {days: 2}
queues:
  calls: {teams: [agents], talk: {exponential: 3m}, forecast: {rate: 7.1/min}, hours: 00:00-01:30}
teams:
  agents: {headcount: [1, 2, 3], pay: 25.50 EUR/h}
"""

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_file(text: str) -> Path:
        path = tmp_path / "small.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write_file


def refusal(path: Path) -> str:
    with pytest.raises(ScenarioError) as caught:
        load(path)
    assert len(caught.value.faults) == 1
    assert str(path) in str(caught.value)
    return str(caught.value)


def test_a_file_becomes_a_scenario(write: Write) -> None:
    loaded = load(write(SMALL))
    assert loaded.scenario.name == "Small"
    assert loaded.scenario.teams["agents"].size == 3
    assert loaded.notices == ()


def test_each_fact_has_its_place(write: Write) -> None:
    path = write(SMALL)
    assert load(path).provenance["queues.calls.talk"] == (str(path), 4, 28)


def test_a_file_without_a_name_is_called_after_itself(write: Write) -> None:
    assert load(write(SMALL.replace("name: Small\n", ""))).scenario.name == "small"


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_scenario_is_right_and_reads_back_the_same(path: Path, write: Write) -> None:
    loaded = load(path)
    assert load(write(dump(loaded))).scenario == loaded.scenario
    assert load(write(dump(loaded.scenario))).scenario == loaded.scenario


def test_the_fingerprint_knows_facts_and_not_names_or_order(write: Write) -> None:
    before = fingerprint(load(write(SMALL)).scenario)
    renamed = SMALL.replace("name: Small", "name: Other\nwhy: for a test")
    reordered = SMALL.replace("{days: 2}", "{time_zone: UTC, days: 2}")
    changed = SMALL.replace("7.1/min", "7.2/min")
    assert len(before) == 12
    assert fingerprint(load(write(renamed)).scenario) == before
    assert fingerprint(load(write(reordered)).scenario) == before
    assert fingerprint(load(write(changed)).scenario) != before


def test_a_missing_file_is_refused_with_the_nearest_name(write: Write) -> None:
    path = write(SMALL)
    assert "did you mean" in refusal(path.with_name("smalll.yaml"))
    assert "no such file" in refusal(path.with_name("zzz"))


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "this is a folder" in refusal(tmp_path)


def test_an_empty_file_is_refused(write: Write) -> None:
    assert "the file is empty" in refusal(write(""))
    assert "the file is empty" in refusal(write("# only a comment\n"))


def test_a_file_of_100_megabytes_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("the file was read"))
    assert "this one has 100.0 MB" in refusal(path)


def test_a_binary_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "picture.yaml"
    path.write_bytes(b"\x89PNG\xff\xfe\x00")
    assert "not a text file" in refusal(path)
    path.write_bytes(b"name: a\x00b")
    assert "not a text file" in refusal(path)


def test_a_list_is_not_a_scenario(write: Write) -> None:
    assert "a scenario is a mapping (key: value), not a list" in refusal(write("- a\n- b\n"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name: [a, b", "small.yaml:1:12: this is not YAML"),
        ("name: a\n\tcalendar: b", "small.yaml:2:1: this is not YAML: a tab"),
        ("name: a\n---\nname: b", "more than one document"),
        ("name: a: b", "a second ':'"),
        ("name: !!python/object/apply:os.getcwd []", "the tag 'python/object/apply:os.getcwd'"),
        ("name: {<<: {a: b}}", "merge keys"),
        ("name: a\nwhy: b\nname: c", "small.yaml:3:1: name: the key 'name' is given twice (first "),
        ("a: &a [*a]", "nested deeper"),
        ("[" * 5000, "nested deeper"),
        ("a: \x07", "this is not YAML"),
    ],
)
def test_what_is_not_plain_yaml_is_refused_at_its_line(write: Write, text: str, words: str) -> None:
    assert words in refusal(write(text))


def test_aliases_cannot_make_a_small_file_large(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "MOST_VALUES", 5_000)
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    assert "more than 5,000 values" in refusal(write("\n".join(lines)))


def test_several_files_are_checked_one_by_one(write: Write, tmp_path: Path) -> None:
    good, bad = check([write(SMALL), tmp_path / "none.yaml"])
    assert good.ok
    assert good.loaded is not None
    assert not bad.ok
    assert len(bad.faults) == 1
