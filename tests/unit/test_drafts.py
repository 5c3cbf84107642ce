"""Scenarios that people make or bring: small files, checked before they are kept."""

import os
from pathlib import Path

import pytest

from ccsim.errors import ScenarioError, UsageError
from ccsim.spec.loading import load
from ccsim.store.drafts import draft_text, first_free, keep_draft, save, take_in
from made_up import TINY, tiny_scenarios


@pytest.fixture
def at_hand(tmp_path: Path) -> dict[str, Path]:
    return {path.stem: path for path in tiny_scenarios(tmp_path).glob("*.yaml")}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "runs" / "mine"
    folder.mkdir(parents=True)
    return folder


def refused(content: str | bytes, own: Path, at_hand: dict[str, Path]) -> str:
    """What is said of a file that is not taken; nothing is left behind."""
    data = content.encode() if isinstance(content, str) else content
    with pytest.raises(ScenarioError) as caught:
        take_in(data, "mine.yaml", own, at_hand)
    assert not list(own.iterdir())
    return str(caught.value)


def test_what_was_made_is_a_base_and_a_patch(own: Path, at_hand: dict[str, Path]) -> None:
    start = load(at_hand["one_agent"])
    changes = {"teams.desk.headcount": "x3", "name": "Three", "queues.line.talk": "{constant: 4m}"}
    text = draft_text(start, changes, "../../scenarios/one_agent.yaml")
    assert text.splitlines() == [
        "format: 1",
        "base: ../../scenarios/one_agent.yaml",
        "name: Three",
        "why: One queue that is there for a test.",
        "patch:",
        "  teams.desk.headcount: 3",
        "  queues.line.talk: {constant: 4m}",
    ]
    path = keep_draft(text, own, "three")
    sets = [f"{at}={value}" for at, value in changes.items()]
    assert load(path).scenario == load(at_hand["one_agent"], sets).scenario


def test_a_patch_made_further_is_one_patch(own: Path, at_hand: dict[str, Path]) -> None:
    base = "../../scenarios/one_agent.yaml"
    start = load(at_hand["one_agent"])
    first = keep_draft(draft_text(start, {"teams.desk.tier": "2"}, base), own, "first")
    changes = {"teams.desk": "{headcount: 3}", "teams.desk.pay": "20 EUR/h"}
    text = draft_text(load(first), changes, base)
    assert text.endswith("patch:\n  teams.desk: {headcount: 3}\n  teams.desk.pay: 20 EUR/h\n")


def test_without_a_base_all_is_written(own: Path, at_hand: dict[str, Path]) -> None:
    text = draft_text(load(at_hand["one_agent"]), {"teams.desk.headcount": "3"}, None)
    assert "base" not in text
    assert load(keep_draft(text, own, "whole")).scenario.teams["desk"].headcount == 3


def test_a_whole_scenario_is_taken_by_its_name(own: Path, at_hand: dict[str, Path]) -> None:
    path = take_in(TINY.format(name="My Desk", agents=2).encode(), "x.yaml", own, at_hand)
    assert path == own / "my_desk.yaml"
    assert load(path).scenario.teams["desk"].headcount == 2


@pytest.mark.parametrize("base", ["one_agent", "one_agent.yaml", "../a/one_agent.yaml"])
def test_a_patch_of_a_scenario_at_hand_is_taken(
    base: str, own: Path, at_hand: dict[str, Path]
) -> None:
    text = f"name: Four\n# mine\nbase: {base}  # theirs\npatch: {{teams.desk.headcount: 4}}\n"
    path = take_in(text.encode(), "x.yaml", own, at_hand)
    assert load(path).scenario.teams["desk"].headcount == 4
    assert load(path).base is not None


def test_a_scenario_without_a_name_is_called_as_its_file(
    own: Path, at_hand: dict[str, Path]
) -> None:
    text = "base: one_agent\npatch: {teams.desk.headcount: 4}\n"
    assert take_in(text.encode(), "C:\\a\\Night desk.yaml", own, at_hand).stem == "night_desk"


@pytest.mark.parametrize(
    "base", ["/etc/passwd", "../../secret.yaml", "one_agnt.yaml", "[a, b]", "runs/mine"]
)
def test_no_other_file_is_read(base: str, own: Path, at_hand: dict[str, Path]) -> None:
    (own.parent / "secret.yaml").write_text(TINY.format(name="secret", agents=1))
    told = refused(f"format: 1\nbase: {base}\npatch: {{}}\n", own, at_hand)
    assert told.startswith("mine.yaml:2:1: base: there is no scenario ")


@pytest.mark.parametrize(
    "text",
    [
        "base: >-\n  ../secret\npatch: {}\n",
        "{base: one_agent, patch: {}}\n",
        "? base\n: one_agent\n",
        "why: |\n\x85\nbase: one_agent\n",
    ],
)
def test_a_base_is_read_as_it_is_shown_or_refused(
    text: str, own: Path, at_hand: dict[str, Path]
) -> None:
    assert refused(text, own, at_hand).startswith("mine.yaml:")


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9)
)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "mine.yaml: the file is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\xff", "mine.yaml: this is not a text file (UTF-8)"),
        (b"PK\x03\x04\x00\x00", "mine.yaml: this is not a text file (it holds zero bytes)"),
        (b"x" * 1_000_001, "mine.yaml: a scenario is a small text file, not 1.0 MB"),
        ("a: !!python/object/apply:os.system [ls]", "mine.yaml:1:4: a: the tag"),
        (BOMB, "mine.yaml: the file holds more than 100,000 values"),
        ("[" * 1500, "mine.yaml: "),
        ("just words", "mine.yaml:1:1: a scenario is a mapping"),
        ("a: [1", "mine.yaml:1:6: this is not YAML"),
        (TINY.format(name="x", agents=1) + "colour: red\n", "mine.yaml:12:1: colour: "),
        (TINY.format(name="x", agents="many"), "mine.yaml:11:10: teams.desk.headcount: "),
        ("base: one_agent\npatch: {teams.dsk.tier: 2}", "mine.yaml:2:9: teams.dsk.tier: "),
    ],
)
def test_a_bad_file_is_told_with_its_place(
    content: str | bytes, told: str, own: Path, at_hand: dict[str, Path]
) -> None:
    assert refused(content, own, at_hand).startswith(told)


def test_what_is_brought_takes_no_other_file_s_place(own: Path, at_hand: dict[str, Path]) -> None:
    texts = [TINY.format(name="My desk", agents=agents).encode() for agents in (2, 3)]
    first, second = (take_in(text, "x.yaml", own, at_hand) for text in texts)
    assert (first.name, second.name) == ("my_desk.yaml", "my_desk_2.yaml")
    assert load(first).scenario.teams["desk"].headcount == 2
    assert take_in(texts[1], "x.yaml", own, at_hand) == second


def test_what_is_kept_twice_and_was_changed_is_kept_beside_the_first(own: Path) -> None:
    kept = [
        keep_draft(TINY.format(name="D", agents=agents), own, "mine").name for agents in (1, 2, 1)
    ]
    assert kept == ["mine.yaml", "mine_2.yaml", "mine.yaml"]


def test_where_there_are_many_the_oldest_makes_room(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.yaml" for number in (1, 2, 3)]
    for path, written in zip(paths, (30, 10, 20), strict=True):
        path.touch()
        os.utime(path, (written, written))
    assert first_free(paths) == paths[1]


def test_a_scenario_is_saved_whole_or_not_at_all(tmp_path: Path) -> None:
    place = tmp_path / "mine.yaml"
    place.write_text("name: before\n")
    with pytest.raises(ScenarioError, match=r"mine\.yaml:11:10: teams\.desk\.headcount"):
        save(TINY.format(name="x", agents="many"), place)
    assert place.read_text() == "name: before\n"
    with pytest.raises(UsageError, match=r"nowhere/mine\.yaml cannot be written"):
        save(TINY.format(name="x", agents=1), tmp_path / "nowhere" / "mine.yaml")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.yaml"]


@pytest.mark.parametrize("whole", [True, False])
def test_a_disk_that_lets_nothing_be_written_or_taken_away_is_one_message(
    whole: bool, own: Path, at_hand: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    def write() -> object:
        if whole:
            return save(TINY.format(name="x", agents=1), own / "mine.yaml")
        return take_in(b"base: one_agent.yaml\npatch: {}\n", "mine.yaml", own, at_hand)

    monkeypatch.setattr(Path, "write_bytes", refuse)
    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(UsageError, match=r"mine\.yaml cannot be written: Input/output error"):
        write()
