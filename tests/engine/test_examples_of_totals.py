"""Worked examples of tables with deductions, totals and vetoes: what differs is named."""

from pathlib import Path

import pytest

from selfcheck.engine.examples import untried_thresholds, wrong_examples
from tests.tables import FILE, line, read_table

MONTHS = '{ kind = "rate", measure = { fact = "months" }, points = 1, at_most = 50 }'
CITED = 'citation = { source = "the-document", article = "表" }'
TOTALS = "".join(
    f'[[total]]\nid = "{name}"\nlabel = "…"\nmax = 50\n{CITED}\n' for name in ("a", "b")
)
VETO = f'[[veto]]\nid = "no"\nwhen = {{ fact = "party", is = true }}\ntext = "…"\n{CITED}\n'
OFFENCES = line(
    '{ kind = "events", fact = "offences", points = 2 }', "taken", "max = 8", head="deduction"
)
TABLE = line(MONTHS, more="max = 50") + OFFENCES + VETO + TOTALS


def example(**changes: str) -> str:
    parts = {
        "on": "2020-06-01",
        "answers": '{ months = 9, offences = ["2020-01-01"], party = true }',
        "low": "7",
        "high": "7",
        "lines": "{ it = 9, taken = -2 }",
        "totals": "{ b = 7 }",
        "vetoes": '["no"]',
        **changes,
    }
    return '[[example]]\nname = "…"\n' + "".join(f"{key} = {v}\n" for key, v in parts.items())


def test_an_example_of_totals_that_is_right_is_no_mistake(tmp_path: Path) -> None:
    assert wrong_examples(read_table(tmp_path, TABLE + example())) == []


AS_PRINTED = "; if the document says so, say where in as_printed"

WRONG = {
    "a deduction that takes something else": (
        TABLE + example(lines="{ taken = -3 }"),
        "example[0].lines.taken: expected -3, found -2",
    ),
    "another total": (
        TABLE + example(totals="{ b = 8 }"),
        "example[0].totals.b: expected 8, found 7",
    ),
    "a veto too few": (
        TABLE + example(vetoes="[]"),
        "example[0].vetoes: expected none, found no",
    ),
    "a deduction that takes less": (
        TABLE.replace("max = 8", "max = 9") + example(),
        "deduction[0].max: is 9, but the deduction takes away at most 8" + AS_PRINTED,
    ),
    "a total that gives less": (
        TABLE.replace('id = "b"\nlabel = "…"\nmax = 50', 'id = "b"\nlabel = "…"\nmax = 51')
        + example(),
        "total[1].max: is 51, but the total gives at most 50 (it 50)" + AS_PRINTED,
    ),
    "a table without examples, too high": (
        "max = 60\n" + TABLE,
        "max: is 60, but the sum of lines and groups gives at most 50 (it 50)" + AS_PRINTED,
    ),
}


@pytest.mark.parametrize(("table", "said"), WRONG.values(), ids=WRONG)
def test_what_differs_is_named(tmp_path: Path, table: str, said: str) -> None:
    found = [str(mistake) for mistake in wrong_examples(read_table(tmp_path, table))]
    assert found == [f"{FILE}: {said}"]


ENTRY = (
    '[[entry]]\nid = "party"\ntest = { fact = "party", is = true }\nlabel = "…"\nmet = "…"\n'
    f'unmet = "…"\ncannot_tell = "…"\ntotals = ["b"]\n{CITED}\n'
)
MAY_APPLY = TABLE.replace(VETO, ENTRY)
ENTRIES: dict[str, tuple[str, list[str]]] = {
    "right": ('entry = "qualifies"\nentries = { a = "qualifies", b = "not_yet" }\n', []),
    "one of them": ('entries = { b = "not_yet" }\n', []),
    "the first, wrong": (
        'entry = "not_yet"\n',
        ["example[0].entry: expected not_yet, found qualifies"],
    ),
    "another, wrong": (
        'entries = { a = "qualifies", b = "cannot_tell" }\n',
        ["example[0].entries.b: expected cannot_tell, found not_yet"],
    ),
}


@pytest.mark.parametrize(("more", "said"), ENTRIES.values(), ids=ENTRIES)
def test_an_example_says_for_which_totals_the_person_may_apply(
    tmp_path: Path, more: str, said: list[str]
) -> None:
    told = example(answers='{ months = 9, offences = ["2020-01-01"], party = false }')
    told = told.replace('vetoes = ["no"]\n', "")
    found = wrong_examples(read_table(tmp_path, MAY_APPLY + told + more))
    assert [str(mistake) for mistake in found] == [f"{FILE}: {one}" for one in said]


def test_a_table_with_one_total_says_whether_the_person_may_apply(tmp_path: Path) -> None:
    only = line(MONTHS, more="max = 50") + ENTRY.replace('totals = ["b"]\n', "")
    told = '[[example]]\nname = "…"\non = 2020-06-01\nanswers = { months = 1 }\nlow = 1\nhigh = 1\n'
    (found,) = wrong_examples(read_table(tmp_path, f'{only}{told}entry = "not_yet"\n'))
    assert str(found) == f"{FILE}: example[0].entry: expected not_yet, found cannot_tell"


def test_thresholds_are_looked_for_on_the_day_up_to_which_the_table_counts(tmp_path: Path) -> None:
    bands = (
        '{ kind = "bands", measure = { fact = "permit", in = "full_months" }, bands = ['
        "{ from = 0, below = 4, points = 0 }, { from = 4, points = 1 }] }"
    )
    table = 'counted_to = "05-01"\n' + line(bands, more="max = 1")
    examples = "".join(
        f'[[example]]\nname = "…"\non = 2020-06-01\nanswers = {answers}\nlow = 0\n'
        for answers in (
            '{ permit = [{ from = "2020-01-02" }] }',
            '{ permit = [{ from = "2020-01-03" }] }',
            '{ permit = "impossible" }',
        )
    )
    assert untried_thresholds(read_table(tmp_path, table + examples)) == []


def test_thresholds_of_deductions_and_vetoes_are_looked_for_on_the_day_itself(
    tmp_path: Path,
) -> None:
    ban = '{ measure = { fact = "permit", in = "full_months" }, at_least = 4 }'
    flat = f'{{ kind = "flat", points = 1, when = {ban}, why = "a", why_not = "b" }}'
    table = (
        'counted_to = "01-01"\n'
        + line(MONTHS, more="max = 50")
        + line(flat, "c", head="deduction")
        + VETO.replace('{ fact = "party", is = true }', ban)
    )
    examples = "".join(
        f'[[example]]\nname = "…"\non = 2020-06-01\nanswers = {answers}\nlow = 0\n'
        for answers in (
            '{ permit = [{ from = "2020-02-01" }] }',
            '{ permit = [{ from = "2020-03-01" }] }',
        )
    )
    assert untried_thresholds(read_table(tmp_path, table + examples)) == []


PRINTED = {
    "of a line": (line(MONTHS, more='max = 60\nas_printed = "…"'), []),
    "of a line, below what it gives": (
        line(MONTHS, more='max = 40\nas_printed = "…"'),
        [
            f"{FILE}: line[0].max: is 40, but the line gives at most 50; "
            "correct the one or the other"
        ],
    ),
    "of the table": ('max = 60\nas_printed = "…"\n' + line(MONTHS, more="max = 50"), []),
    "of a total": (
        line(MONTHS, more="max = 50")
        + f'[[total]]\nid = "all"\nlabel = "…"\nmax = 60\nas_printed = "…"\n{CITED}\n',
        [],
    ),
}


@pytest.mark.parametrize(("table", "said"), PRINTED.values(), ids=PRINTED)
def test_a_printed_max_that_nobody_reaches_needs_a_reason(
    tmp_path: Path, table: str, said: list[str]
) -> None:
    assert [str(found) for found in wrong_examples(read_table(tmp_path, table))] == said


def test_a_veto_on_one_of_the_parents_asks_for_both(tmp_path: Path) -> None:
    either = VETO.replace(
        '{ fact = "party", is = true }', '{ any_parent = { fact = "party", is = true } }'
    )
    rulebook = read_table(tmp_path, line(MONTHS, more="max = 50") + either)
    asked = [fact.id for fact in rulebook.questions_of["somewhere"]]
    assert asked == ["has_partner", "partner_party", "months", "party"]


def test_a_table_asks_what_it_reads_of_both_parents_and_when_the_partner_counts(
    tmp_path: Path,
) -> None:
    more = 'max = 100\npeople = "each"\npartner_when = { fact = "here", is = true }'
    rulebook = read_table(tmp_path, line(MONTHS, more=more) + VETO)
    asked = [fact.id for fact in rulebook.questions_of["somewhere"]]
    assert asked == ["has_partner", "partner_months", "months", "party", "here"]
