"""Bases, patches and settings: what they change, and what they cannot."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from ccsim.errors import ScenarioError
from ccsim.spec import renamed
from ccsim.spec.distributions import constant
from ccsim.spec.loading import Loaded, load
from ccsim.spec.teams import Headcount
from ccsim.units import HOUR, MINUTE

BASE = """\
name: Base
why: to be patched
calendar: {days: 2}
queues:
  calls:
    teams: [agents]
    talk: {exponential: 3m}
    patience: {constant: 5m}
    onward: {to: experts, chance: 0.2}
    forecast: {rate: 7/min}
  experts: {teams: [agents], talk: {lognormal: {mean: 3m, sigma: 0.9}}}
teams:
  agents: {headcount: [1, 2, 3]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "base.yaml").write_text(BASE, encoding="utf-8")
    return tmp_path


def patched(folder: Path, text: str) -> Loaded:
    path = folder / "child.yaml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def with_settings(folder: Path, *sets: str) -> Loaded:
    return load(folder / "base.yaml", sets)


def messages(folder: Path, files: Mapping[str, str], *sets: str) -> list[str]:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load(folder / next(iter(files), "base.yaml"), sets)
    return [str(fault).replace(f"{folder}/", "") for fault in caught.value.faults]


def test_a_patch_replaces_adds_and_takes_away(folder: Path) -> None:
    loaded = patched(
        folder,
        """\
base: base.yaml
name: Child
patch:
  queues.calls.talk: {constant: 2m}
  queues.calls.patience: null
  queues.calls.teams: [agents, pit_stop]
  teams.pit_stop: {headcount: 4}
  operating_model.authority: adjust
""",
    )
    calls = loaded.scenario.queues["calls"]
    assert calls.talk == constant("2m")
    assert calls.patience is None
    assert calls.teams == ["agents", "pit_stop"]
    assert loaded.scenario.teams["pit_stop"].headcount == 4
    assert loaded.scenario.operating_model.authority == "adjust"
    assert (loaded.scenario.name, loaded.scenario.why) == ("Child", "")
    assert loaded.base == folder / "base.yaml"
    assert loaded.patch is not None
    assert next(iter(loaded.patch)) == "queues.calls.talk"


def test_each_fact_names_the_file_that_it_comes_from(folder: Path) -> None:
    places = patched(
        folder, "base: base.yaml\npatch:\n  queues.calls.talk: {constant: 2m}\n"
    ).provenance
    assert places["queues.calls.talk.constant"] == (str(folder / "child.yaml"), 3, 23)
    assert places["queues.calls.forecast.rate"] == (str(folder / "base.yaml"), 10, 16)
    assert "queues.calls.talk.exponential" not in places


def test_bases_may_have_bases(folder: Path) -> None:
    (folder / "middle.yaml").write_text(
        "base: base.yaml\npatch: {calendar.days: 3, teams.agents.tier: 2}\n", encoding="utf-8"
    )
    scenario = patched(folder, "base: middle.yaml\npatch: {calendar.days: 4}\n").scenario
    assert (scenario.calendar.days, scenario.teams["agents"].tier) == (4, 2)
    assert scenario.name == "child"


def test_a_missing_base_is_named_where_it_is_asked_for(folder: Path) -> None:
    assert messages(folder, {"a.yaml": "name: A\nbase: b.yaml\n", "b.yaml": "base: c.yaml"}) == [
        "b.yaml:1:1: base: there is no such base: a.yaml → b.yaml → c.yaml"
    ]


def test_a_circle_of_bases_is_refused_with_its_chain(folder: Path) -> None:
    assert messages(folder, {"a.yaml": "base: b.yaml", "b.yaml": "base: ./a.yaml"}) == [
        "b.yaml:1:1: base: the bases go round in a circle: a.yaml → b.yaml → a.yaml"
    ]
    assert "circle" in messages(folder, {"a.yaml": "base: a.yaml"})[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("base: .", "the base is a folder"),
        ("base: 7", "the base is the name of a scenario file"),
        ("base: base.yaml\npatch: [a]", "a patch is a mapping of paths to values, not a list"),
        ("base: base.yaml\nqueues: {}", "write facts as paths under patch"),
    ],
)
def test_a_file_with_a_base_holds_a_patch_and_nothing_else(
    folder: Path, text: str, words: str
) -> None:
    assert words in messages(folder, {"a.yaml": text})[0]


def test_a_patch_without_a_base_is_refused(folder: Path) -> None:
    found = messages(folder, {"a.yaml": BASE + "patch: {calendar.days: 3}\n"})
    assert found == ["a.yaml:14:1: patch: a patch needs a base: add base: FILE.yaml"]


def test_patch_paths_that_match_nothing_are_all_named_with_the_nearest(folder: Path) -> None:
    child = """\
base: base.yaml
patch:
  queues.cals.talk: {constant: 2m}
  queues.calls.tlak: {constant: 2m}
  operating_model.authorityy: adjust
  queues.calls.teams.3: x
  queues.calls.hours.monday: x
"""
    stops = [
        "queues has no 'cals'; did you mean 'calls'?",
        "queues.calls has no 'tlak'; did you mean 'talk'?",
        "operating_model has no 'authorityy'; did you mean 'authority'?",
        "queues.calls.teams is a list: give a number from 0 to 0",
        "queues.calls.hours is a value, and nothing lies under it",
    ]
    paths = [line.split(": ")[0].strip() for line in child.splitlines()[2:]]
    assert messages(folder, {"a.yaml": child}) == [
        f"a.yaml:{line}:3: {path}: this path matches nothing: {stop}"
        for line, (path, stop) in enumerate(zip(paths, stops, strict=True), start=3)
    ]


def test_a_group_that_a_patch_begins_must_be_complete(folder: Path) -> None:
    child = "base: base.yaml\npatch: {teams.agents.pay.value: 3}\n"
    assert messages(folder, {"a.yaml": child}) == [
        "a.yaml:2:9: teams.agents.pay.currency: 'currency' is missing"
    ]


def test_a_wrong_value_from_a_base_names_the_base(folder: Path) -> None:
    found = messages(folder, {"a.yaml": "base: b.yaml", "b.yaml": BASE.replace("3m}\n", "3x}\n")})
    assert found[0].startswith("b.yaml:7:12: queues.calls.talk.exponential: '3x' is not a duration")


def test_what_a_patch_breaks_is_said_of_the_patch(folder: Path) -> None:
    child = "base: base.yaml\npatch: {teams.agents.headcount: null}\n"
    assert messages(folder, {"a.yaml": child}) == [
        "a.yaml:2:9: teams.agents: a team has either a headcount or shifts"
    ]


def test_settings_take_values_as_yaml(folder: Path) -> None:
    loaded = with_settings(
        folder,
        "queues.calls.talk={constant: 2m}",
        "queues.calls.onward.0.chance=0.3",
        "queues.calls.teams=[agents]",
        "queues.calls.hours=Mo-Fr 08:00-20:00; Sa 09:00-14:00",
        "calendar.weeks=1",
        "queues.calls.patience=null",
    )
    calls = loaded.scenario.queues["calls"]
    assert calls.talk == constant("2m")
    assert calls.onward[0].chance == 0.3
    assert calls.hours == "Mo-Fr 08:00-20:00; Sa 09:00-14:00"
    assert calls.patience is None
    assert loaded.scenario.calendar.total_days == 9
    assert loaded.provenance["calendar.weeks"] == ("--set", None, None)


def test_a_path_may_lead_into_a_shorthand(folder: Path) -> None:
    loaded = with_settings(
        folder,
        "teams.agents.headcount.interval=1h",
        "teams.agents.headcount.agents.1=7",
        "queues.calls.patience.exponential=4m",
        "queues.experts.talk.lognormal.mean=5m",
        "demand.profile.weekday.Mo=2",
        "queues.calls.onward.chance=0.3",
    )
    headcount = loaded.scenario.teams["agents"].headcount
    assert isinstance(headcount, Headcount)
    assert (headcount.agents, headcount.interval) == ([1, 7, 3], HOUR)
    assert loaded.scenario.queues["calls"].patience is not None
    assert loaded.scenario.queues["calls"].patience.mean_ms == 4 * MINUTE
    assert loaded.scenario.queues["experts"].talk.mean_ms == 5 * MINUTE
    assert loaded.scenario.demand.profile.weekday == {"Mo": 2.0}
    assert [step.chance for step in loaded.scenario.queues["calls"].onward] == [0.3]


def test_a_list_item_can_be_taken_away(folder: Path) -> None:
    loaded = with_settings(folder, "queues.calls.teams=[agents, pit]", "queues.calls.teams.1=null")
    assert loaded.scenario.queues["calls"].teams == ["agents"]


def test_settings_do_not_change_what_the_patch_says(folder: Path) -> None:
    (folder / "a.yaml").write_text(
        "base: base.yaml\npatch: {queues.calls.forecast: {rate: 3/min}}\n", encoding="utf-8"
    )
    loaded = load(folder / "a.yaml", ["queues.calls.forecast.rate=4/min"])
    assert loaded.patch == {"queues.calls.forecast": {"rate": "3/min"}}


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("calendar.days", "write PATH=VALUE"),
        ("calendar.days=", "write PATH=VALUE"),
        ("=3", "write PATH=VALUE"),
        ("calendar.days=[", "this is not YAML"),
        ("calendar.days=1.5", "calendar.days: 1.5 is not a whole number"),
        ("calendarr.days=3", "a scenario has no 'calendarr'; did you mean 'calendar'?"),
        ("queues.calls.talk=3m", "'3m' is not a distribution"),
        ("queues.calls.hours=Mo 08:00-08:00", "08:00-08:00 is empty"),
    ],
)
def test_a_wrong_setting_is_named_as_such(folder: Path, setting: str, words: str) -> None:
    (found,) = messages(folder, {}, setting)
    assert found.startswith("--set: ")
    assert words in found


def test_a_renamed_path_is_taken_with_a_notice(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(renamed.RENAMED, "queues.*.duration", "queues.*.talk")
    old = folder / "base.yaml"
    all_day = BASE.replace("[1, 2, 3]", "3")
    old.write_text(all_day.replace("talk: {exp", "duration: {exp"), encoding="utf-8")
    loaded = load(old, ["queues.experts.duration={constant: 2m}"])
    assert loaded.scenario.queues["calls"].talk.mean_ms == 3 * MINUTE
    assert loaded.scenario.queues["experts"].talk == constant("2m")
    assert loaded.notices == (
        f"{old}: queues.calls.duration is now called queues.calls.talk",
        "queues.experts.duration is now called queues.experts.talk",
    )
