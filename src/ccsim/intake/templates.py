"""Tables to fill in, one for each kind of file that planners bring: what they hold is read back."""

import csv
import io
from dataclasses import dataclass
from typing import Final, NamedTuple

from ccsim.errors import UsageError

ENDINGS: Final = (".xlsx", ".csv")
Value = str | float | int


class Column(NamedTuple):
    """A column to fill in."""

    name: str
    meaning: str
    examples: tuple[Value, Value]


@dataclass(frozen=True)
class Template:
    """A kind of file, with its columns and two rows as an example."""

    about: str
    columns: tuple[Column, ...]

    @property
    def rows(self) -> list[list[Value]]:
        """The two examples."""
        return [[column.examples[at] for column in self.columns] for at in (0, 1)]


_QUEUE: Final = "Name of the queue, the same in each row of it; leave the column out for one queue."
_START: Final = (
    "When the interval begins, on the scenario's clock: 2026-01-05 08:30. A time alone stands for "
    "every day; intervals have 15, 30 or 60 minutes."
)
TEMPLATES: Final[dict[str, Template]] = {
    "forecast": Template(
        "The calls that are expected in each interval, and how long each takes.",
        (
            Column("queue", _QUEUE, ("sales", "sales")),
            Column("interval_start", _START, ("2026-01-05 08:00", "2026-01-05 08:30")),
            Column("calls", "Calls that will be offered in the interval.", (24, 31.5)),
            Column(
                "aht_s",
                "Mean handle time (talk, hold and after-call work) in seconds, or 00:05:00; empty "
                "where it is to stay as the scenario has it.",
                (300, 285),
            ),
        ),
    ),
    "history": Template(
        "What became of the calls of each interval, as the telephone system counted it.",
        (
            Column("queue", _QUEUE, ("sales", "sales")),
            Column("interval_start", _START, ("2026-01-05 08:00", "2026-01-05 08:30")),
            Column("offered", "Calls that entered the queue in the interval.", (26, 30)),
            Column("answered", "Of these, answered by an agent.", (24, 29)),
            Column("abandoned", "Of these, hung up while waiting.", (2, 1)),
            Column("answered_within_20s", "Of these, answered within 20 seconds.", (19, 27)),
            Column("asa_s", "Mean wait of those answered, in seconds.", (14, 6.5)),
            Column("abandon_time_s", "Mean wait of those who hung up, in seconds.", (45, 30)),
            Column("aht_s", "Mean handle time in seconds: talk, hold, wrap-up.", (300, 285)),
            Column("acw_s", "Mean after-call work in seconds, part of the above.", (40, 35)),
            Column("agents", "Agents on duty on average; leave it out if not known.", (5, 6)),
        ),
    ),
    "calls": Template(
        "Every call in a row. Names of customers and agents are only compared, never kept.",
        (
            Column(
                "arrived",
                "When the caller came to the queue, on the centre's clock.",
                ("2026-01-05 08:00:12", "2026-01-05 08:01:40"),
            ),
            Column("queue", "Name of the queue.", ("sales", "sales")),
            Column("outcome", "answered, abandoned, flowed_out or blocked.",
                   ("answered", "abandoned")),
            Column("wait_s", "Seconds in the queue until the answer or the hanging up.", (8, 35)),
            Column("talk_s", "Seconds of talk; empty if not answered.", (240, "")),
            Column("hold_s", "Seconds on hold; empty if not answered.", (15, "")),
            Column("acw_s", "Seconds of after-call work; empty if not answered.", (40, "")),
            Column("agent", "Who answered: any code, the same for the same agent.", ("a1", "")),
            Column(
                "customer",
                "Who called: any code that is the same for the same customer; empty if not known.",
                ("c1", "c2"),
            ),
            Column("reason", "What it was about; empty if not known.", ("billing", "")),
        ),
    ),
    "schedule": Template(
        "Who is at work when. Names of agents are only compared, never kept.",
        (
            Column("agent", "Any code that is the same for the same agent.", ("a1", "a1")),
            Column("team", "Name of the team.", ("front", "front")),
            Column(
                "start",
                "When the activity begins: 2026-01-05 08:00; a time alone stands for every day.",
                ("2026-01-05 08:00", "2026-01-05 10:00"),
            ),
            Column("end", "When it ends.", ("2026-01-05 16:00", "2026-01-05 10:15")),
            Column(
                "activity",
                "Phones, or what is none of it (break, lunch, meeting, training, absence): that is "
                "taken off the shift that it lies in.",
                ("Phones", "Break"),
            ),
            Column("skills", "The queues that are answered, ; between them.", ("sales", "sales")),
        ),
    ),
}  # fmt: skip
_HOW: Final = (
    "Replace the two rows by your own. Columns may stand in any order, and other columns do no "
    "harm; other usual names are known, and those of Avaya, Amazon Connect and Genesys. Formulas "
    "and macros are not executed."
)


def kind_of_file(name: str) -> str:
    """The kind of table that a file name asks for: `forecast.xlsx`, `my_calls.csv`.

    Raises:
        UsageError: there is no such table, or no such ending.
    """
    stem, dot, ending = name.rpartition(".")
    kinds = [kind for kind in TEMPLATES if kind in stem.lower()]
    if len(kinds) != 1 or f"{dot}{ending.lower()}" not in ENDINGS:
        raise UsageError(
            f"{name}: there are templates for {', '.join(TEMPLATES)}: name the file after one of "
            "them, such as forecast.xlsx or forecast.csv"
        )
    return kinds[0]


def template(kind: str, ending: str) -> bytes:
    """A table to fill in, as a workbook with its explanations, or as CSV.

    Args:
        kind: one of `TEMPLATES`.
        ending: `.xlsx` or `.csv`.
    """
    return _book(TEMPLATES[kind]) if ending == ".xlsx" else _text(TEMPLATES[kind])


def _text(wanted: Template) -> bytes:
    """CSV with the mark by which spreadsheets know its encoding."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.name for column in wanted.columns])
    writer.writerows(wanted.rows)
    return out.getvalue().encode("utf-8-sig")


def _book(wanted: Template) -> bytes:
    """The table on the first sheet; on the second, what goes into each column."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        table = book.add_worksheet("Table")
        table.write_row(0, 0, [column.name for column in wanted.columns], bold)
        for at, row in enumerate(wanted.rows, start=1):
            table.write_row(at, 0, row)
        table.freeze_panes(1, 0)
        table.set_column(0, len(wanted.columns) - 1, 20)
        words = book.add_worksheet("Explanations")
        words.set_column(0, 0, 24)
        words.set_column(1, 1, 90)
        words.write_row(0, 0, ["column", "what goes into it"], bold)
        for at, column in enumerate(wanted.columns, start=1):
            words.write_row(at, 0, [column.name, column.meaning], wrapped)
        words.write(len(wanted.columns) + 2, 1, wanted.about, wrapped)
        words.write(len(wanted.columns) + 3, 1, _HOW, wrapped)
    return out.getvalue()
