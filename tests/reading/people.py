"""Pseudo-random people, for comparing two readings of the contract with each other.

Everybody here is possible: no date lies after the day of assessment, no endorsement
before the issue, every value is one of the contract's. What people have in common is
that they stand close to thresholds, and that each leaves some questions unanswered.
The same count and seed give the same people. It must not import the project.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

FIRST_DAY, LAST_DAY = date(2013, 1, 1), date(2027, 12, 31)
UNITS = (
    "nanhu",
    "xiuzhou",
    "jiashan",
    "pinghu",
    "haiyan",
    "haining",
    "tongxiang",
    "jingkai",
    "gangqu",
)
# the two units with a table of their own come as often as the other seven together
UNITS_DRAWN = UNITS + ("xiuzhou", "pinghu") * 3
EDITIONS = ("jiaxing-2014", "zhejiang-2016")
HOUSING_PAPERS = (
    "ownership_certificate",
    "land_use_certificate",
    "lease_contract",
    "employer_housing_certificate",
    "other_housing_proof",
    "rental_registration",
    "rental_tax_receipt",
)
EMPLOYMENT_PAPERS = (
    "labour_contract",
    "business_licence",
    "employment_registration",
    "other_employment_proof",
)
SOCIAL_SERVICE = (
    "volunteering",
    "blood_donation",
    "marrow_donation",
    "organ_donation",
    "waste_sorting",
    "brave_deed",
)
EDUCATION = ("primary", "junior", "senior", "associate", "bachelor", "master", "doctor")
SKILLS = (
    "none",
    "special_ordinary",
    "special_advanced",
    "level_5",
    "level_4",
    "level_3",
    "level_2",
    "level_1",
)
TITLES = (
    "none",
    "technician",
    "assistant",
    "intermediate",
    "associate_senior",
    "senior",
)
HALF_A_YEAR = (0, 1, 3, 5, 5, 6, 6, 6, 7, 7, 9, 11, 12, 13, 24)
INSURED = (
    0,
    0,
    1,
    2,
    5,
    6,
    7,
    11,
    12,
    13,
    23,
    24,
    25,
    35,
    36,
    37,
    47,
    48,
    49,
    59,
    60,
    61,
    200,
)
RESIDENT = (0, 1, 5, 6, 7, 11, 12, 13, 35, 36, 61, 119, 120, 121, 200)
SINCE = (0, 1, 5, 5, 6, 6, 6, 7, 11, 12, 13, 23, 24, 25, 35, 36, 37, 120)
AGES = (22, 30, 34, 35, 36, 39, 40, 41, 45, 54, 55, 56, 57, 58, 59, 60, 61, 62, 70)
SHARES = (0, 1, 33, 49, 50, 50.5, 51, 52, 99, 100)
TAX_OF_BUSINESS = (
    0,
    1,
    9_999,
    10_000,
    10_001,
    29_999,
    30_000,
    49_999,
    50_000,
    50_001,
    900_000,
)
TAX_ON_INCOME = (
    0,
    1,
    1_999,
    2_000,
    2_001,
    4_999,
    5_000,
    19_999,
    20_000,
    20_001,
    90_000,
)
SPECIAL_DAYS = (
    date(2014, 10, 30),
    date(2014, 10, 31),
    date(2015, 10, 30),
    date(2015, 10, 31),
    date(2016, 2, 29),
    date(2016, 6, 30),
    date(2016, 7, 1),
    date(2020, 2, 29),
    date(2023, 2, 28),
    date(2024, 2, 29),
    date(2024, 3, 1),
    date(2024, 8, 30),
    date(2024, 8, 31),
)


def people(count: int, seed: int) -> Iterator[dict[str, Any]]:
    """Yield ``count`` requests as of section 4 of the contract."""
    dice = Random(seed)  # noqa: S311 - not for secrets
    for _ in range(count):
        yield one_request(dice)


def one_request(dice: Random) -> dict[str, Any]:
    issued = day_of_issue(dice)
    on = day_of_assessment(dice, issued)
    everything = {
        **the_person(dice, on),
        **the_permit(dice, issued, on),
        **work_and_insurance(dice),
        **learning_and_conduct(dice),
        **the_partner(dice, on),
    }
    return {
        "answers": with_gaps(dice, everything),
        "on": on.isoformat(),
        "edition": dice.choice(EDITIONS),
        "lang": dice.choice(("zh", "en")),
    }


def with_gaps(dice: Random, everything: dict[str, Any]) -> dict[str, Any]:
    """Leave facts unknown (absent or null), many or few from person to person."""
    unknown = dice.uniform(0.05, dice.choice((0.15, 0.4, 0.9)))
    answers: dict[str, Any] = {}
    for fact, value in everything.items():
        if fact == "unit" or dice.random() >= unknown:
            answers[fact] = value.isoformat() if isinstance(value, date) else value
        elif dice.random() < 0.1:
            answers[fact] = None
    return answers


# Days


def months_later(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def any_day(dice: Random, first: date, last: date) -> date:
    return first + timedelta(days=dice.randint(0, (last - first).days))


def month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def day_of_issue(dice: Random) -> date:
    kind = dice.random()
    if kind < 0.15:
        return date(dice.choice((2012, 2016, 2020, 2024)), 2, 29)
    issued = any_day(dice, date(2011, 1, 1), date(2026, 12, 31))
    return month_end(issued) if kind < 0.35 else issued


def around_windows(issued: date, years: range) -> list[date]:
    """The days on each side of every edge of the endorsement windows of some years."""
    days = []
    for n in years:
        anniversary = months_later(issued, 12 * n)
        opens = months_later(anniversary, -1)
        days += [opens + timedelta(days=step) for step in (-1, 0, 1)]
        days += [anniversary + timedelta(days=step) for step in (-1, 0, 1, 30, 59, 60, 61, 62, 120)]
    return days


def day_of_assessment(dice: Random, issued: date) -> date:
    """A day from 2013 to 2027, not before the issue, often on an edge."""
    first = max(issued, FIRST_DAY)
    edges = around_windows(issued, range(1, dice.choice((1, 2, 3, 6)) + 1))
    edges += [months_later(issued, 12 * n) for n in (2, 3, 4)]
    kind = dice.random()
    if kind < 0.15:
        edges = list(SPECIAL_DAYS)
    possible = [day for day in edges if first <= day <= LAST_DAY]
    if kind < 0.65 and possible:
        return dice.choice(possible)
    last = min(LAST_DAY, max(first, months_later(issued, 12 * dice.choice((1, 2, 4, 8)))))
    on = any_day(dice, first, last)
    return month_end(on) if kind > 0.9 else on


def about(dice: Random, on: date, months: int) -> date:
    """So many months before ``on``: to the day, a day off, or at a month's end."""
    day = months_later(on, -months)
    if dice.random() < 0.15:
        day = month_end(day)
    return min(on, day + timedelta(days=dice.choice((-1, 0, 0, 0, 1))))


# People


def some_of(dice: Random, values: tuple[str, ...]) -> list[str]:
    """None of them (an empty list), one, or several."""
    return dice.sample(values, dice.choice((0, 0, 1, 1, 2, len(values))))


def yes(dice: Random, chance: float = 0.5) -> bool:
    return dice.random() < chance


def the_person(dice: Random, on: date) -> dict[str, Any]:
    since = about(dice, on, dice.choice(SINCE))
    return {
        "unit": dice.choice(UNITS_DRAWN),
        "hukou": "elsewhere" if yes(dice, 0.9) else "here",
        "birth_date": day_of_birth(dice, on),
        "child_birth_date": birth_of_child(dice, on),
        "has_partner": yes(dice, 0.7),
        "residence_registered": yes(dice, 0.8),
        "registered_on": since,
        "residence_province_months": max(dice.choice(RESIDENT), months_between(since, on)),
        "channel": "ordinary" if yes(dice, 0.8) else dice.choice(("investor", "talent")),
        "in_school": yes(dice, 0.3),
        "housing": dice.choice(("owned", "owned", "rented", "dormitory", "other", "none", "none")),
        "housing_papers": some_of(dice, HOUSING_PAPERS),
        "owned_share": dice.choice(SHARES),
    }


def day_of_birth(dice: Random, on: date) -> date:
    if yes(dice, 0.1):
        return date(dice.choice((1956, 1960, 1964, 1968, 1980, 1984, 1988)), 2, 29)
    return about(dice, on, 12 * dice.choice(AGES))


def birth_of_child(dice: Random, on: date) -> date:
    kind = dice.random()
    if kind < 0.7:
        return date(on.year - 6, 8, 31) + timedelta(days=dice.choice((-300, -1, 0, 1, 20)))
    if kind < 0.8:
        return date(on.year - 6, 3, 1) - timedelta(days=1)
    return about(dice, on, 12 * dice.choice((5, 6, 7)))


def months_between(start: date, end: date) -> int:
    """Full months, so that the stay in the province is no shorter than that here."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if months_later(start, months) <= end else months - 1


def the_permit(dice: Random, issued: date, on: date) -> dict[str, Any]:
    held = dice.choice(("none", "temporary", "temporary", "residence", "residence", "residence"))
    permit: dict[str, Any] = {"permit_held": held}
    if held == "none" and yes(dice, 0.85):
        return permit
    edges = around_windows(issued, range(1, 18))
    possible = [day for day in edges if issued <= day <= on]
    possible = possible[-24:] if yes(dice) else possible
    permit["permit_issued_on"] = issued
    permit["permit_endorsed"] = bool(possible) and yes(dice, 0.7)
    if yes(dice, 0.9 if permit["permit_endorsed"] else 0.15):
        permit["permit_endorsed_on"] = day_of_endorsement(dice, possible, issued, on)
    return permit


def day_of_endorsement(dice: Random, possible: list[date], issued: date, on: date) -> date:
    if possible and yes(dice, 0.9):
        return dice.choice(possible)
    return any_day(dice, issued, on)


def work_and_insurance(dice: Random) -> dict[str, Any]:
    in_unit = dice.choice(INSURED)
    last_12 = min(12, in_unit, dice.choice((0, 4, 5, 5, 6, 6, 6, 7, 8, 11, 12, 12)))
    return {
        "employment": dice.choice(("employed", "employed", "employed", "self_employed", "none")),
        "employment_months": dice.choice(HALF_A_YEAR),
        "contract_months": dice.choice(HALF_A_YEAR),
        "employment_papers": some_of(dice, EMPLOYMENT_PAPERS),
        "insurance_last_12": last_12,
        "insurance_province_months": in_unit + dice.choice((0, 0, 1, 2, 24)),
        "insurance_unit_months": in_unit,
        "large_employer": yes(dice),
        "business_tax_months": dice.choice((0, 0, 1, 11, 12, 13, 23, 24, 25)),
        "business_tax_3y": dice.choice(TAX_OF_BUSINESS),
        "income_tax_last_year": dice.choice(TAX_ON_INCOME),
        "investment_or_tax": yes(dice),
    }


def learning_and_conduct(dice: Random) -> dict[str, Any]:
    return {
        "education": dice.choice(EDUCATION),
        "degree_and_diploma": dice.choice(("both", "one")),
        "skill": dice.choice(SKILLS),
        "title": dice.choice(TITLES),
        "shortage_occupation": yes(dice),
        "patent": dice.choice(("none", "design", "utility", "invention")),
        "commendation": dice.choice(("none", "unit", "city", "province", "national")),
        "social_service": some_of(dice, SOCIAL_SERVICE),
        "family_papers": yes(dice),
        "offence": dice.choice(("none", "none", "administrative", "criminal")),
    }


def the_partner(dice: Random, on: date) -> dict[str, Any]:
    return {
        "partner_permit_held": dice.choice(("none", "temporary", "residence", "residence")),
        "partner_permit_issued_on": about(dice, on, 12 * dice.choice((0, 1, 2, 3, 4))),
        "partner_residence_registered": yes(dice, 0.8),
        "partner_registered_on": about(dice, on, dice.choice(SINCE)),
        "partner_insurance_unit_months": dice.choice(INSURED),
        "partner_large_employer": yes(dice),
        "partner_employment": dice.choice(("employed", "employed", "self_employed", "none")),
    }
