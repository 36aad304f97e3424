"""The day up to which a table counts, in words: that of an assessment, and that of every year."""

from datetime import date

from selfcheck.engine.periods import day_named
from selfcheck.engine.scoring import counted_to
from selfcheck.presenter.language import Language
from selfcheck.rules.model.entry import YEAR_BEFORE
from selfcheck.rules.model.schemes import Scheme

ANY_YEAR = date(2000, 1, 1)


def day_counted_to(scheme: Scheme, on: date) -> date | None:
    """Return the day up to which lines are counted on the day; None where it is the day itself."""
    return None if scheme.counted_to is None else counted_to(scheme.counted_to, on)


def counted_in_words(day: date, scheme: Scheme, language: Language) -> str:
    """Return up to which day is counted; deductions and vetoes look at the day of assessment."""
    shown = language.day(day)
    if scheme.deduction or scheme.veto:
        return language.gettext(
            "年龄、年限、月数这些，都算到 %(day)s。扣分和一票否决看现在。", day=shown
        )
    return language.gettext("年龄、年限、月数这些，都算到 %(day)s。", day=shown)


def counted_every_year(scheme: Scheme, language: Language) -> str | None:
    """Return up to which day of a year the table counts; None where it is the day itself."""
    say, named = language.gettext, scheme.counted_to
    if named is None:
        return None
    if named == "previous_month":
        return say("算到申请前一个月的第一天。")
    day = language.day_of_year(day_named(named.removeprefix(YEAR_BEFORE), ANY_YEAR))
    if named.startswith(YEAR_BEFORE):
        return say("算到申请前一年的 %(day)s。", day=day)
    return say("算到申请那年的 %(day)s。", day=day)
