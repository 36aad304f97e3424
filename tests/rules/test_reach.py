"""What rests on a fact, and which of its answers lie apart."""

from selfcheck.rules.model.conditions import AgeReached, FactAtLeast, MonthsPassed
from selfcheck.rules.model.formulas import Band, Bands
from selfcheck.rules.model.measures import Measure
from selfcheck.rules.reach import followers_of, trials
from selfcheck.rules.rulebook import Rulebook
from tests.toml import formula

COMMON, XIUZHOU = "zhejiang-common-2023", "xiuzhou-school-2021"


def lines_of(rulebook: Rulebook, scheme: str, fact: str) -> list[str]:
    return [line.id for line in rulebook.reach[scheme][fact].lines]


def test_a_date_reaches_the_lines_of_what_follows_from_it(rulebook: Rulebook) -> None:
    assert lines_of(rulebook, COMMON, "registered_on") == ["residence"]


def test_a_line_for_both_parents_rests_on_both_and_on_whether_there_are_two(
    rulebook: Rulebook,
) -> None:
    assert lines_of(rulebook, XIUZHOU, "partner_insurance_unit_months") == ["insurance"]
    assert "insurance" in lines_of(rulebook, XIUZHOU, "has_partner")


def test_both_sides_of_each_threshold_are_tried(rulebook: Rulebook) -> None:
    tried = set(rulebook.reach[XIUZHOU]["insurance_unit_months"].trials)
    assert {0, 1, 11, 12, 23, 24, 35, 36, 47, 48, 59, 60} <= tried


def test_a_rate_is_tried_where_it_is_full(rulebook: Rulebook) -> None:
    assert {0, 59, 60} <= set(rulebook.reach[COMMON]["insurance_province_months"].trials)


def test_years_since_a_date_are_tried_as_months(rulebook: Rulebook) -> None:
    assert {11, 12, 35, 36} <= set(rulebook.reach[XIUZHOU]["permit_issued_on"].trials)


def test_begun_years_are_tried_in_the_month_in_which_they_begin(rulebook: Rulebook) -> None:
    months = rulebook.facts["employment_months"]
    bands = formula(
        '{ kind = "bands", measure = { fact = "employment_months", in = "begun_years" }, bands = ['
        "{ from = 0, below = 2, points = 1 }, { from = 2, points = 2 }] }"
    )
    assert {12, 13} <= set(trials(months, [bands], {}))


def test_a_rate_that_rounds_up_is_tried_on_both_sides_of_where_it_begins(
    rulebook: Rulebook,
) -> None:
    months = rulebook.facts["employment_months"]
    rate = formula(
        '{ kind = "rate", measure = { fact = "employment_months" }, points = 1, per = 12,'
        ' after = 6, round = "up" }'
    )
    assert {6, 7} <= set(trials(months, [rate], {}))


def test_conditions_on_dates_and_numbers_have_their_thresholds_tried(rulebook: Rulebook) -> None:
    born = rulebook.facts["birth_date"]
    reached = AgeReached(fact="birth_date", years_old=6)
    assert {71, 72} <= set(trials(born, [reached], rulebook.facts))
    registered = rulebook.facts["registered_on"]
    passed = MonthsPassed(fact="registered_on", months_passed=6)
    assert {5, 6} <= set(trials(registered, [passed], rulebook.facts))
    months = rulebook.facts["employment_months"]
    enough = FactAtLeast.model_validate({"fact": "employment_months", "at_least": 6})
    assert {5, 6} <= set(trials(months, [enough], rulebook.facts))


def test_a_number_without_a_largest_answer_is_still_tried_far_out(rulebook: Rulebook) -> None:
    money = rulebook.facts["business_tax_3y"].model_copy(update={"maximum": None, "minimum": None})
    bands = Bands(
        kind="bands",
        measure=Measure(fact="business_tax_3y"),
        bands=(Band.model_validate({"from": 10, "points": 1}),),
    )
    assert trials(money, [bands], rulebook.facts) == (0, 9, 10, 1200)


def test_every_answer_of_a_choice_and_each_paper_is_tried(rulebook: Rulebook) -> None:
    reach = rulebook.permit_reach["haining"]["jiaxing-2014"]
    assert set(reach["employment"].trials) == {"employed", "self_employed", "none"}
    assert frozenset() in reach["employment_papers"].trials
    assert frozenset({"business_licence"}) in reach["employment_papers"].trials
    assert reach["permit_endorsed"].trials == (True, False)


def test_what_follows_from_a_date_is_known(rulebook: Rulebook) -> None:
    names = [fact.id for fact in followers_of(rulebook.facts)["registered_on"]]
    assert names == ["residence_registered", "residence_province_months"]
