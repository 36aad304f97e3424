"""An independent reading of the contract, to be compared with the project's own.

The functions below are written from ``contract.md`` (sections 2 to 5) alone, in the
plainest way: one function for one sentence, every figure where it is used, no rule
files. Two readings of one text that were made apart and still agree are worth more
than one; where they differ, one of them has misread. For that reason this module
must never import the project, nor be corrected by looking at it: only by the text.

Requests are taken to be possible (the contract's errors are not repeated here).
A truth is True (met), False (unmet) or None (cannot tell).
"""

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

Facts = Mapping[str, Any]
Truth = bool | None
Range = tuple[Decimal, Decimal | None]
Bands = tuple[tuple[int, int], ...]

APPLICANT = ""
PARTNER = "partner_"

TERMS = {
    "jiaxing-2014": (date(2014, 10, 31), date(2015, 10, 30)),
    "zhejiang-2016": (date(2016, 7, 1), date.max),
}


def assess(request: dict[str, Any]) -> dict[str, Any]:
    """Answer a request of section 4 that names a day: its codes, days and figures."""
    facts: Facts = request["answers"]
    on = date.fromisoformat(request["on"])
    edition: str = request.get("edition") or "jiaxing-2014"
    card = read_card(facts, on, edition)
    return {
        **card,
        "points": read_points(facts, on, card["endorsement"]["state"]),
        "also": read_also(facts, on, edition),
    }


def read_card(facts: Facts, on: date, edition: str) -> dict[str, Any]:
    endorsement = read_endorsement(facts, on, edition)
    state = endorsement["state"]
    if edition == "zhejiang-2016":
        permits = {"residence_permit": residence_permit_2016(facts, on)}
    else:
        permits = {
            "temporary_permit": temporary_permit_2014(facts, on),
            "residence_permit": residence_permit_2014(facts, on, state),
        }
    return {
        "outcome": read_outcome(facts, permits, state),
        "permits": permits,
        "endorsement": endorsement,
    }


def read_also(facts: Facts, on: date, edition: str) -> dict[str, Any] | None:
    """The same under the edition in force, if ``on`` is outside this one's term."""
    in_force = [name for name, (first, last) in TERMS.items() if first <= on <= last]
    if not in_force or edition in in_force:
        return None
    return {"edition": in_force[0], **read_card(facts, on, in_force[0])}


def read_outcome(facts: Facts, permits: dict[str, Any], state: str) -> str:  # noqa: PLR0911
    verdicts = {name: permit["verdict"] for name, permit in permits.items()}
    if facts.get("hukou") == "here":
        return "local_resident"
    if facts.get("permit_held") == "residence" and state != "cancelled":
        return "holds_residence_permit"
    if channel(facts) in ("investor", "talent"):
        return "special_channel"
    if verdicts["residence_permit"] == "qualifies":
        return "residence_permit"
    if verdicts.get("temporary_permit") == "qualifies":
        return "temporary_permit"
    if "cannot_tell" in verdicts.values():
        return "cannot_tell"
    return "none_yet"


# Kleene's logic


def every(*parts: Truth) -> Truth:
    if any(part is False for part in parts):
        return False
    if any(part is None for part in parts):
        return None
    return True


def some(*parts: Truth) -> Truth:
    if any(part is True for part in parts):
        return True
    if any(part is None for part in parts):
        return None
    return False


def is_one_of(value: Any, *choices: str) -> Truth:
    return None if value is None else value in choices


def is_not(value: Any, choice: str) -> Truth:
    return None if value is None else value != choice


def at_least(value: Any, number: int) -> Truth:
    return None if value is None else value >= number


def includes(papers: Any, paper: str) -> Truth:
    return None if papers is None else paper in papers


def met_word(truth: Truth) -> str:
    return {True: "met", False: "unmet", None: "cannot_tell"}[truth]


def verdict_word(truth: Truth) -> str:
    return {True: "qualifies", False: "not_yet", None: "cannot_tell"}[truth]


# The calendar


def add_months(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def add_years(start: date, years: int) -> date:
    return add_months(start, 12 * years)


def full_months(start: date, end: date) -> int:
    months = 0
    while add_months(start, months + 1) <= end:
        months += 1
    return months


def full_years(start: date, end: date) -> int:
    years = 0
    while add_years(start, years + 1) <= end:
        years += 1
    return years


# Facts


def day(facts: Facts, name: str) -> date | None:
    value = facts.get(name)
    return None if value is None else date.fromisoformat(value)


def channel(facts: Facts) -> str:
    """The one fact whose absence means its first value."""
    return facts.get("channel") or "ordinary"


def registered(facts: Facts, who: str) -> Truth:
    """Registered here; a date of registration without the yes counts as a yes."""
    said: Truth = facts.get(who + "residence_registered")
    if said is None and facts.get(who + "registered_on") is not None:
        return True
    return said


def registered_half_a_year(facts: Facts, who: str, on: date) -> Truth:
    if registered(facts, who) is False:
        return False
    since = day(facts, who + "registered_on")
    return None if since is None else add_months(since, 6) <= on


def works(facts: Facts, who: str) -> Truth:
    return is_not(facts.get(who + "employment"), "none")


# Endorsement


def read_endorsement(facts: Facts, on: date, edition: str) -> dict[str, Any]:
    held = facts.get("permit_held")
    issued = day(facts, "permit_issued_on")
    if held == "none":
        return endorsement_without_dates("no_permit")
    if held is None or issued is None:
        return endorsement_without_dates("cannot_tell")
    return endorsement_of_permit(facts, issued, on, edition)


def endorsement_without_dates(state: str) -> dict[str, Any]:
    return {
        "state": state,
        "window_from": None,
        "window_to": None,
        "grace_until": None,
        "residence_counted_from": None,
    }


def endorsement_of_permit(facts: Facts, issued: date, on: date, edition: str) -> dict[str, Any]:
    said = facts.get("permit_endorsed")
    endorsed = None if said is False else day(facts, "permit_endorsed_on")
    if endorsed is not None:
        return endorsement_after(endorsed, issued, on, edition)
    first = add_years(issued, 1)
    if said is False or (said is None and on <= first):
        return endorsement_due(first, issued, on, edition)
    return endorsement_without_dates("cannot_tell")


def endorsement_after(endorsed: date, issued: date, on: date, edition: str) -> dict[str, Any]:
    n = anniversary_endorsed(endorsed, issued, edition)
    if n is None:
        return endorsement_without_dates("cannot_tell")
    late = endorsed > add_years(issued, n)
    return endorsement_due(add_years(issued, n + 1), endorsed if late else issued, on, edition)


def anniversary_endorsed(endorsed: date, issued: date, edition: str) -> int | None:
    """The n (1, 2, …) to which an endorsement belongs, or None."""
    found = None
    n = 1
    while add_months(add_years(issued, n), -1) <= endorsed:
        last_day = add_years(issued, n) + timedelta(days=60)
        if edition == "zhejiang-2016" or endorsed <= last_day:
            found = n
        n += 1
    return found


def endorsement_due(due: date, counted_from: date, on: date, edition: str) -> dict[str, Any]:
    window_from = add_months(due, -1)
    grace_until = None if edition == "zhejiang-2016" else due + timedelta(days=60)
    return {
        "state": endorsement_state(on, window_from, due, grace_until),
        "window_from": window_from.isoformat(),
        "window_to": due.isoformat(),
        "grace_until": None if grace_until is None else grace_until.isoformat(),
        "residence_counted_from": counted_from.isoformat(),
    }


def endorsement_state(on: date, window_from: date, due: date, grace_until: date | None) -> str:
    if on < window_from:
        return "not_due"
    if on <= due:
        return "due"
    if grace_until is None or on <= grace_until:
        return "suspended"
    return "cancelled"


# Permits under jiaxing-2014


def hukou_elsewhere(facts: Facts) -> Truth:
    return is_one_of(facts.get("hukou"), "elsewhere")


def stable_housing(facts: Facts) -> Truth:
    return is_one_of(facts.get("housing"), "owned", "rented", "dormitory", "other")


def valid_temporary_permit(facts: Facts, state: str) -> Truth:
    valid = None if state == "cannot_tell" else state in ("not_due", "due")
    return every(is_one_of(facts.get("permit_held"), "temporary"), valid)


def six_months_employment(facts: Facts) -> Truth:
    return every(works(facts, APPLICANT), at_least(facts.get("employment_months"), 6))


def proof_by_contract(facts: Facts) -> Truth:
    return every(
        is_one_of(facts.get("employment"), "employed"),
        at_least(facts.get("contract_months"), 6),
        at_least(facts.get("insurance_last_12"), 6),
    )


def proof_by_licence(facts: Facts) -> Truth:
    return every(
        is_one_of(facts.get("employment"), "self_employed"),
        includes(facts.get("employment_papers"), "business_licence"),
        at_least(facts.get("insurance_last_12"), 6),
    )


def proof_by_registration(facts: Facts) -> Truth:
    return includes(facts.get("employment_papers"), "employment_registration")


def proof_by_other_papers(facts: Facts) -> Truth:
    return includes(facts.get("employment_papers"), "other_employment_proof")


def proof_of_employment(facts: Facts) -> Truth:
    return some(
        proof_by_contract(facts),
        proof_by_licence(facts),
        proof_by_registration(facts),
        proof_by_other_papers(facts),
    )


def temporary_permit_2014(facts: Facts, on: date) -> dict[str, Any]:
    conditions = {
        "hukou_elsewhere": hukou_elsewhere(facts),
        "stable_housing": stable_housing(facts),
    }
    qualifies = every(*conditions.values())
    return permit(
        conditions,
        earliest_on=on if qualifies else None,
        office_decides=qualifies is True and facts.get("housing") == "other",
        evidence={"stable_housing": housing_papers(facts)},
    )


def residence_permit_2014(facts: Facts, on: date, state: str) -> dict[str, Any]:
    temporary = valid_temporary_permit(facts, state)
    conditions = {
        "hukou_elsewhere": hukou_elsewhere(facts),
        "housing_or_temporary_permit": some(stable_housing(facts), temporary),
        "six_months_employment": six_months_employment(facts),
        "proof_of_employment": proof_of_employment(facts),
    }
    qualifies = every(*conditions.values())
    card = [] if temporary is False else [["temporary_permit_card"]]
    return permit(
        conditions,
        earliest_on=on if qualifies else earliest_residence_permit_2014(facts, on, conditions),
        office_decides=qualifies is True and rests_on_the_office(facts, temporary),
        evidence={
            "housing_or_temporary_permit": housing_papers(facts) + card,
            "proof_of_employment": employment_papers(facts),
        },
    )


def permit(
    conditions: dict[str, Truth],
    earliest_on: date | None,
    office_decides: bool,
    evidence: dict[str, list[list[str]]],
) -> dict[str, Any]:
    return {
        "verdict": verdict_word(every(*conditions.values())),
        "earliest_on": None if earliest_on is None else earliest_on.isoformat(),
        "office_decides": office_decides,
        "conditions": [
            {"id": name, "verdict": met_word(truth)} for name, truth in conditions.items()
        ],
        "evidence": [{"for": name, "any_of": any_of} for name, any_of in evidence.items()],
    }


def rests_on_the_office(facts: Facts, temporary: Truth) -> bool:
    """Whether it qualifies only by ``other`` housing or only by other proof."""
    housed_otherwise = facts.get("housing") != "other" or temporary is True
    proved_otherwise = some(
        proof_by_contract(facts), proof_by_licence(facts), proof_by_registration(facts)
    )
    return not housed_otherwise or proved_otherwise is not True


def earliest_residence_permit_2014(
    facts: Facts, on: date, conditions: dict[str, Truth]
) -> date | None:
    months = facts.get("employment_months")
    not_yet = every(*conditions.values()) is False
    placed = every(conditions["hukou_elsewhere"], conditions["housing_or_temporary_permit"])
    if not not_yet or not placed or not works(facts, APPLICANT) or months is None:
        return None
    if some(proof_by_registration(facts), proof_by_other_papers(facts)):
        return add_months(on, 6 - months)
    insured = facts.get("insurance_last_12")
    if insured is None or not insurance_would_prove(facts):
        return None
    return add_months(on, max(6 - months, 6 - insured))


def insurance_would_prove(facts: Facts) -> bool:
    """Whether six months of insurance are all that route (1) or (2) may still lack."""
    if facts.get("employment") == "employed":
        return at_least(facts.get("contract_months"), 6) is True
    return includes(facts.get("employment_papers"), "business_licence") is True


def housing_papers(facts: Facts) -> list[list[str]]:
    papers = {
        "owned": ["ownership_certificate", "land_use_certificate"],
        "rented": ["lease_contract"],
        "dormitory": ["employer_housing_certificate"],
        "other": ["other_housing_proof"],
    }
    housing = facts.get("housing")
    if housing is None:
        return list(papers.values())
    return [papers[housing]] if housing in papers else []


def employment_papers(facts: Facts) -> list[list[str]]:
    employment = facts.get("employment")
    any_of = []
    if employment in ("employed", None):
        any_of.append(["labour_contract", "insurance_record"])
    if employment in ("self_employed", None):
        any_of.append(["business_licence", "insurance_record"])
    return [*any_of, ["employment_registration"], ["other_employment_proof"]]


# The permit under zhejiang-2016


def half_year_residence(facts: Facts, on: date) -> Truth:
    if channel(facts) in ("investor", "talent"):
        return True
    return registered_half_a_year(facts, APPLICANT, on)


def one_of_three(facts: Facts) -> Truth:
    return some(
        works(facts, APPLICANT),
        is_not(facts.get("housing"), "none"),
        facts.get("in_school"),
    )


def residence_permit_2016(facts: Facts, on: date) -> dict[str, Any]:
    conditions = {
        "hukou_elsewhere": hukou_elsewhere(facts),
        "half_year_residence": half_year_residence(facts, on),
        "one_of_three": one_of_three(facts),
    }
    qualifies = every(*conditions.values())
    return permit(
        conditions,
        earliest_on=on if qualifies else earliest_residence_permit_2016(facts, conditions),
        office_decides=False,
        evidence={},
    )


def earliest_residence_permit_2016(facts: Facts, conditions: dict[str, Truth]) -> date | None:
    since = day(facts, "registered_on")
    only_the_half_year = (
        conditions["hukou_elsewhere"] is True
        and conditions["one_of_three"] is True
        and conditions["half_year_residence"] is False
    )
    if not only_the_half_year or not registered(facts, APPLICANT) or since is None:
        return None
    return add_months(since, 6)


# The ranges of points


def exactly(points: int | str | Decimal) -> Range:
    return Decimal(points), Decimal(points)


def between(low: int | Decimal, high: int | Decimal) -> Range:
    return Decimal(low), Decimal(high)


def top(points: Range) -> Decimal:
    """The upper bound of a range that has one."""
    if points[1] is None:
        raise ValueError("this range has no upper bound")
    return points[1]


def added(*parts: Range) -> Range:
    highs = [high for _, high in parts]
    low = sum((low for low, _ in parts), Decimal(0))
    if None in highs:
        return low, None
    return low, sum((top(part) for part in parts), Decimal(0))


def highest(*parts: Range) -> Range:
    return max(low for low, _ in parts), max(top(part) for part in parts)


def capped(points: Range, cap: int) -> Range:
    return min(points[0], Decimal(cap)), min(top(points), Decimal(cap))


def given_if(truth: Truth, points: Range) -> Range:
    """The points if true, nothing if false, from nothing up if nobody can tell."""
    if truth is None:
        return Decimal(0), points[1]
    return points if truth else exactly(0)


def in_bands(value: int | None, bands: Bands) -> Range:
    """The points of the last band whose start is reached; all bands when unknown."""
    if value is None:
        return between(min(points for _, points in bands), max(points for _, points in bands))
    return exactly([points for start, points in bands if value >= start][-1])


def by_code(code: str | None, points: Mapping[str, int]) -> Range:
    """The points of a code; a code that is not listed gives nothing."""
    if code is None:
        return between(0, max(points.values()))
    return exactly(points.get(code, 0))


def written(points: Decimal | None) -> str | None:
    if points is None:
        return None
    text = f"{points:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


# The sheets of points


def read_points(facts: Facts, on: date, state: str) -> list[dict[str, Any]]:
    sheets = [zhejiang_common_2023(facts, on, state)]
    if facts["unit"] == "xiuzhou":
        sheets.append(xiuzhou_school_2021(facts, on, state))
    if facts["unit"] == "pinghu":
        sheets.append(pinghu_points_2018(facts, on, state))
    return sheets


def sheet(scheme: str, entry: Truth, total: Range, lines: dict[str, Range]) -> dict[str, Any]:
    return {
        "scheme": scheme,
        "entry": verdict_word(entry),
        "low": written(total[0]),
        "high": written(total[1]),
        "lines": [
            {"indicator": name, "low": written(low), "high": written(high)}
            for name, (low, high) in lines.items()
        ],
    }


def holds_residence_permit(facts: Facts, state: str) -> Truth:
    not_cancelled = None if state == "cannot_tell" else state != "cancelled"
    return every(is_one_of(facts.get("permit_held"), "residence"), not_cancelled)


def age(facts: Facts, on: date) -> int | None:
    born = day(facts, "birth_date")
    return None if born is None else full_years(born, on)


# zhejiang-common-2023


def zhejiang_common_2023(facts: Facts, on: date, state: str) -> dict[str, Any]:
    lines = {
        "age": common_age(age(facts, on)),
        "education": common_education(facts.get("education")),
        "skill": common_skill(facts.get("skill"), facts.get("title")),
        "insurance": common_insurance(facts.get("insurance_province_months")),
        "residence": common_residence(facts, on),
    }
    entry = holds_residence_permit(facts, state)
    return sheet("zhejiang-common-2023", entry, added(*lines.values()), lines)


def common_age(years: int | None) -> Range:
    if years is None:
        return between(0, 20)
    if years > 60:
        return between(0, 5)
    if years >= 55:
        return exactly(5)
    return exactly(min(20, 5 + (55 - years)))


def common_education(education: str | None) -> Range:
    if education is None:
        return between(5, 10)
    if education in ("bachelor", "master", "doctor"):
        return exactly(10)
    return exactly(8 if education == "associate" else 5)


def common_skill(skill: str | None, title: str | None) -> Range:
    by_skill = {
        "level_1": 10,
        "level_2": 10,
        "level_3": 8,
        "special_advanced": 8,
        "level_4": 5,
        "level_5": 3,
        "special_ordinary": 3,
    }
    by_title = {
        "intermediate": 10,
        "associate_senior": 10,
        "senior": 10,
        "technician": 8,
        "assistant": 8,
    }
    return highest(by_code(skill, by_skill), by_code(title, by_title))


def common_insurance(months: int | None) -> Range:
    if months is None:
        return between(0, 30)
    return exactly(min(Decimal(30), Decimal("0.5") * months))


def common_residence(facts: Facts, on: date) -> Range:
    since = day(facts, "registered_on")
    months = facts.get("residence_province_months")
    if months is None and since is not None:
        months = full_months(since, on)
    points = (
        between(0, 30) if months is None else exactly(min(Decimal(30), Decimal("0.25") * months))
    )
    return given_if(registered(facts, APPLICANT), points)


# xiuzhou-school-2021


def xiuzhou_school_2021(facts: Facts, on: date, state: str) -> dict[str, Any]:
    lines = {
        "permit": of_both_parents(facts, lambda who: xiuzhou_permit(facts, who, on)),
        "registration": of_both_parents(facts, lambda who: xiuzhou_registration(facts, who, on)),
        "insurance": of_both_parents(facts, lambda who: xiuzhou_insurance(facts, who)),
        "large_employer": of_both_parents(facts, lambda who: xiuzhou_large_employer(facts, who)),
        "business": xiuzhou_business(facts),
        "income_tax": xiuzhou_income_tax(facts),
        "home": xiuzhou_home(facts),
    }
    entry = xiuzhou_entry(facts, on, state)
    return sheet("xiuzhou-school-2021", entry, xiuzhou_total(lines), lines)


def xiuzhou_total(lines: dict[str, Range]) -> Range:
    permit_part = capped(lines["permit"], 50)
    registration_part = capped(lines["registration"], 10)
    work_parts = (
        capped(lines["large_employer"], 20),
        capped(lines["business"], 20),
        capped(lines["income_tax"], 10),
    )
    return added(
        capped(added(permit_part, registration_part), 50),
        capped(lines["insurance"], 50),
        capped(added(*work_parts), 50),
        lines["home"],
    )


def of_both_parents(facts: Facts, points_of: Callable[[str], Range]) -> Range:
    return added(points_of(APPLICANT), given_if(facts.get("has_partner"), points_of(PARTNER)))


def xiuzhou_permit(facts: Facts, who: str, on: date) -> Range:
    issued = day(facts, who + "permit_issued_on")
    years = None if issued is None else full_years(issued, on)
    points = in_bands(years, ((0, 5), (1, 10), (2, 15), (3, 25)))
    return given_if(is_one_of(facts.get(who + "permit_held"), "residence"), points)


def xiuzhou_registration(facts: Facts, who: str, on: date) -> Range:
    since = day(facts, who + "registered_on")
    years = None if since is None else full_years(since, on)
    return given_if(registered(facts, who), in_bands(years, ((0, 1), (1, 3), (2, 5))))


def xiuzhou_insurance(facts: Facts, who: str) -> Range:
    bands = ((0, 0), (1, 1), (12, 5), (24, 10), (36, 15), (48, 20), (60, 25))
    return in_bands(facts.get(who + "insurance_unit_months"), bands)


def xiuzhou_large_employer(facts: Facts, who: str) -> Range:
    return given_if(facts.get(who + "large_employer"), exactly(10))


def xiuzhou_business(facts: Facts) -> Range:
    by_months = in_bands(facts.get("business_tax_months"), ((0, 0), (1, 2), (12, 5), (24, 10)))
    by_amount = in_bands(
        facts.get("business_tax_3y"), ((0, 0), (10_000, 2), (30_000, 5), (50_000, 10))
    )
    return added(by_months, by_amount)


def xiuzhou_income_tax(facts: Facts) -> Range:
    both_work = every(works(facts, APPLICANT), facts.get("has_partner"), works(facts, PARTNER))
    bands = ((0, 0), (2_000, 2), (5_000, 5), (20_000, 10))
    return given_if(both_work, in_bands(facts.get("income_tax_last_year"), bands))


def xiuzhou_home(facts: Facts) -> Range:
    own = every(is_one_of(facts.get("housing"), "owned"), at_least(facts.get("owned_share"), 51))
    return given_if(own, exactly(50))


def xiuzhou_entry(facts: Facts, on: date, state: str) -> Truth:
    return every(
        holds_residence_permit(facts, state),
        registered_half_a_year(facts, APPLICANT, on),
        partner_registered_half_a_year(facts, on),
        child_is_six(facts, on),
    )


def partner_registered_half_a_year(facts: Facts, on: date) -> Truth:
    """Nothing to ask where there is no partner.

    Where nobody said whether there is one: met if it is met either way, else cannot tell.
    """
    has_partner = facts.get("has_partner")
    if has_partner is False:
        return True
    registered_long = registered_half_a_year(facts, PARTNER, on)
    return registered_long if has_partner else some(registered_long, None)


def child_is_six(facts: Facts, on: date) -> Truth:
    born = day(facts, "child_birth_date")
    return None if born is None else add_years(born, 6) <= date(on.year, 8, 31)


# pinghu-points-2018


def pinghu_points_2018(facts: Facts, on: date, state: str) -> dict[str, Any]:
    lines = {
        "age": pinghu_age(age(facts, on)),
        "education": pinghu_education(facts.get("education"), facts.get("degree_and_diploma")),
        "skill": pinghu_skill(facts.get("skill"), facts.get("title")),
        "shortage": given_if(facts.get("shortage_occupation"), exactly(40)),
        "insurance": pinghu_insurance(facts.get("insurance_unit_months")),
    }
    best = highest(lines["education"], lines["skill"], lines["shortage"])
    total = added(lines["age"], best, lines["insurance"])
    return sheet("pinghu-points-2018", holds_residence_permit(facts, state), total, lines)


def pinghu_age(years: int | None) -> Range:
    if years is None:
        return between(0, 20)
    return exactly(20 if years <= 35 else max(0, 20 - (years - 35)))


def pinghu_education(education: str | None, papers: str | None) -> Range:
    with_both = {
        "doctor": 60,
        "master": 40,
        "bachelor": 30,
        "associate": 20,
        "senior": 10,
    }
    with_one = {
        "doctor": 50,
        "master": 30,
        "bachelor": 20,
        "associate": 20,
        "senior": 10,
    }
    low = by_code(education, with_both if papers == "both" else with_one)
    high = by_code(education, with_one if papers == "one" else with_both)
    return low[0], high[1]


def pinghu_skill(skill: str | None, title: str | None) -> Range:
    by_skill = {
        "level_1": 60,
        "level_2": 45,
        "level_3": 30,
        "level_4": 20,
        "level_5": 10,
    }
    by_title = {
        "senior": 80,
        "associate_senior": 60,
        "intermediate": 45,
        "assistant": 30,
        "technician": 20,
    }
    return highest(by_code(skill, by_skill), by_code(title, by_title))


def pinghu_insurance(months: int | None) -> Range:
    """The published text breaks off at three years: no upper bound from there."""
    if months is None:
        return Decimal(0), None
    if months >= 36:
        return Decimal(10), None
    return in_bands(months, ((0, 0), (1, 2), (12, 5), (24, 10)))
