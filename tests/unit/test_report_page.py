"""The page for a decision: whole, in one file, with every number beside its interval."""

import html
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from ccsim.errors import UsageError
from ccsim.experiments.compare import Comparison
from ccsim.metrics.catalogue import CATALOGUE, HEADLINES
from ccsim.metrics.catalogue.scorecard import SCORECARD
from ccsim.metrics.estimates import Estimate
from ccsim.report import page as page_module
from ccsim.report import words
from ccsim.report.facts import levers
from ccsim.report.page import page, write_page, write_whole
from ccsim.report.pictures import Reasons, pictures
from ccsim.report.scorecard import short_card
from ccsim.report.tables import churn_rows, differences_row, estimates_row
from made_up import LABELS, made_up_comparison, made_up_run, made_up_worst


class Reader(HTMLParser):
    """What a browser would ask for, and what a reader sees."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.words: list[str] = []
        self.tags: list[str] = []
        self.data: dict[str, str] = {}
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._inside = dict(attrs).get("id") or tag if tag in {"script", "style"} else ""
        self.addresses += [value or "" for name, value in attrs if name in {"src", "href"}]

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.data[self._inside] = self.data.get(self._inside, "") + data
        else:
            self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.words))


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return made_up_comparison()


@pytest.fixture(scope="module")
def text(comparison: Comparison) -> str:
    return page(comparison)


@pytest.fixture(scope="module")
def read(text: str) -> Reader:
    return Reader(text)


def test_every_headline_metric_stands_with_its_interval_and_count(
    comparison: Comparison, read: Reader
) -> None:
    for name in HEADLINES:
        for value, span in estimates_row(name, comparison.runs):
            assert f"{value} {span}" in read.text
            assert span.endswith("n = 10")


def test_every_headline_difference_stands_with_its_interval_and_verdict(
    comparison: Comparison, read: Reader
) -> None:
    for name in HEADLINES:
        found = [one for one in comparison.differences if one.metric == name]
        for one, (change, span) in zip(found, differences_row(found), strict=True):
            sign = words.SIGNS[one.verdict]
            assert f"{change} {sign} {one.verdict} {span}, n = 10" in read.text


def test_the_page_asks_for_nothing_outside(read: Reader) -> None:
    assert read.addresses == ["data:,"]
    assert "url(" not in read.data["style"]
    assert "@import" not in read.data["style"]
    assert {"link", "script"} & set(read.tags) == {"link", "script"}
    assert {"img", "iframe", "object", "form"}.isdisjoint(read.tags)


def test_the_page_says_what_is_compared_why_and_how_to_repeat_it(
    comparison: Comparison, read: Reader
) -> None:
    for run in comparison.runs:
        assert run.label in read.text
        assert run.scenario.why in read.text
        assert run.fingerprint in read.text
    assert words.repeat_command(comparison) in read.text
    assert "seed 1" in read.text
    assert "about 4.2 times as many replications" in read.text


def test_levers_assumptions_and_definitions_are_on_the_page(read: Reader) -> None:
    assert "operating_model.ownership Chance that an agent keeps a case" in read.text
    assert "customers.consumer.redials" in read.text
    assert "its size is an assumption; the scenarios differ in it" in read.text
    assert CATALOGUE["fcr"].definition in read.text


@pytest.mark.mechanism("S001-07")
def test_the_page_has_a_dashboard_for_the_operator_and_one_for_the_customer(read: Reader) -> None:
    operator = read.text.index("The operator's view")
    customer = read.text.index("The customer's view")
    assert operator < customer
    assert words.title("occupancy") in read.text[operator:customer]
    assert words.title("resolution_rate") in read.text[customer:]


@pytest.mark.mechanism("S002-02")
def test_the_page_has_a_scorecard_of_four_quadrants(read: Reader) -> None:
    card = read.text.index("Balanced scorecard")
    places = [read.text.index(f" {side.capitalize()} {LABELS[0]}", card) for side in SCORECARD]
    assert places == sorted(places)
    for names, begins, ends in zip(SCORECARD.values(), places, [*places[1:], None], strict=True):
        shown = [name for name in names if name in made_up_run().estimates]
        assert shown
        assert all(words.title(name) in read.text[begins:ends] for name in shown)


def test_the_scorecard_that_is_read_first_holds_every_headline_metric() -> None:
    shown = [row.name for side in short_card(made_up_comparison()) for row in side.rows]
    assert set(shown) == set(HEADLINES)


def test_an_explanation_takes_the_place_of_the_split_of_load_on_paper(
    comparison: Comparison, text: str
) -> None:
    drawn = next(one for one in pictures(comparison) if one.name == "cost")
    why = Reasons([replace(drawn, name="waterfall")], ["Ownership is worth most."], "ccsim x")
    explained = page(comparison, explanation=why)
    read = Reader(explained)
    assert "Why they differ Ownership is worth most." in read.text
    assert "ccsim x" in read.text
    assert '<figure class="half">\n<figcaption>What a solved case costs' in explained
    assert '<figure class="broad on-screen paper-half">\n<figcaption>Why people call' in explained
    assert '<figure class="broad paper-half">\n<figcaption>Why people call' in text


def test_the_worst_case_is_told_with_what_becomes_of_it_elsewhere(comparison: Comparison) -> None:
    read = Reader(page(comparison, worst=made_up_worst()))
    assert "The worst journey under Scripted call centre home-7/fault-2-0: 5 calls" in read.text
    assert "moment 2 … and 4 moments more … Wed 07 Jan 2026 16:00:00 moment 7" in read.text
    assert "under Solution centre: 1 call, 3 agents" in read.text
    assert "at the end: moment 0." in read.text
    assert "under Pit stop: the case does not arise." in read.text


def test_figures_are_drawn_for_light_and_dark(read: Reader) -> None:
    figures = json.loads(read.data["figures"])
    assert figures["config"]["showSendToCloud"] is False
    assert [figure["id"] for figure in figures["figures"]] == [
        "figure-differences",
        "figure-outcomes",
        "figure-cost",
        "figure-demand",
        "figure-day",
    ]
    assert all(figure["light"] != figure["dark"] for figure in figures["figures"])


def test_a_run_alone_has_a_page_without_differences() -> None:
    read = Reader(page(made_up_run()))
    assert "44.8 % 43.5 to 46.1, n = 10" in read.text
    assert "What differs" not in read.text
    assert "solves 44.8 % of its cases (95 % interval 43.5 to 46.1, n = 10)." in read.text


def test_one_replication_is_said_to_prove_nothing() -> None:
    read = Reader(page(made_up_comparison(2, replications=1)))
    assert "One replication says nothing about how sure a difference is" in read.text
    assert "no interval, n = 1" in read.text


def test_what_a_scenario_says_is_shown_and_never_run(comparison: Comparison) -> None:
    evil = "</script><script>alert(1)</script>"
    runs = [replace(comparison.runs[0], label=evil), *comparison.runs[1:]]
    text = page(replace(comparison, runs=runs))
    assert evil not in text
    assert html.escape(evil, quote=False) in text


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError("the disk is full"), r"page\.html cannot be written: the disk is full"),
        (KeyboardInterrupt(), "^$"),
    ],
)
def test_an_old_page_stays_until_the_new_one_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, told: str
) -> None:
    def fails(*_: object) -> None:
        raise error

    path = tmp_path / "page.html"
    path.write_text("old")
    monkeypatch.setattr(page_module.Path, "replace", fails)
    with pytest.raises((UsageError, KeyboardInterrupt), match=told):
        write_whole("new", path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_the_page_is_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    write_page(made_up_run(), path)
    assert path.read_text(encoding="utf-8") == page(made_up_run())
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_a_clear_message(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written: No such file or directory"):
        write_page(made_up_run(), tmp_path / "nowhere" / "page.html")


def test_the_conclusion_says_what_is_not_established(comparison: Comparison) -> None:
    unsure = [
        replace(one, established=False, verdict="not established")
        for one in comparison.differences
        if one.scenario == LABELS[1]
    ]
    text = words.conclusion(Comparison(comparison.runs[:2], unsure))
    assert text.startswith(
        "Whether Solution centre solves more or fewer cases than Scripted call centre "
        "is not established: 71.2 % (69.1 to 73.3, n = 10) against 44.8 % (43.5 to 46.1, n = 10), "
        "a difference of +26.4 points (+23.8 to +29.0, n = 10)"
    )
    assert text.endswith("Solution centre is not established in 12.")


def test_levers_name_the_facts_that_differ(comparison: Comparison) -> None:
    rows = {row.path: row.values for row in levers([run.scenario for run in comparison.runs])}
    assert rows == {
        "operating_model.authority": ("inform", "exception", "full"),
        "operating_model.script_adherence": ("0.95", "0.2", "0.2"),
        "operating_model.ownership": ("0.1", "0.6", "0.6"),
    }


def test_leavers_by_history_stand_with_the_interval_of_their_number_and_of_their_rate() -> None:
    left, rate = Estimate(40, 30, 50, 5, "customers"), Estimate(0.02, 0.01, 0.03, 5, "share")
    known = {"customers_left[history=open]": left, "churn_rate[history=open]": rate}
    run = replace(made_up_run(), estimates=known)
    assert churn_rows([run]) == [
        ("a case is open", [("40.0 customers, 2.00 %", "30.0 to 50.0; 1.00 to 3.00, n = 5")])
    ]
