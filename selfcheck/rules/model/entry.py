"""The strictness every entry of a rule file shares, and the types of its plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)
from pydantic_core import PydanticCustomError


class Entry(BaseModel):
    """One entry of a rule file: it cannot change, and a key it does not know is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy with some fields changed, without what was worked out of them before."""
        copied = super().model_copy(update=update, deep=deep)
        for name in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[name]
        return copied


@dataclass(frozen=True)
class Shown:
    """Marks a text that people read, so that it is extracted for translation."""


def _number(value: Any) -> Any:
    """Refuse the text, the flags and the tuples that pydantic would turn into a number."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return value
    raise PydanticCustomError("not_a_number", "must be a number")


YEAR_BEFORE = "previous "
"""Stands before a day of the year that is meant in the year before."""


def _in_every_year(month_day: str) -> str:
    try:
        date.fromisoformat(f"2001-{month_day.removeprefix(YEAR_BEFORE)}")
    except ValueError:
        message = "must be a day that every year has, as month-day (for instance 08-31)"
        raise PydanticCustomError("not_a_month_day", message) from None
    return month_day


Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
"""A code: lower-case letters, digits and underscores."""

DocumentId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]
"""The id of an edition, a scheme or a source: words joined by hyphens."""

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True), Shown()]
"""Words for people, in Chinese: the source language of every catalogue."""

Remark = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
"""Words for whoever keeps the rules; no page shows them."""

Figure = Annotated[Decimal, Field(strict=False, allow_inf_nan=False), BeforeValidator(_number)]
"""A number out of a document, exact."""

Whole = Annotated[int, Field(ge=0)]
"""A count that is never negative: months, years, days."""

Count = Annotated[int, Field(ge=1)]
"""A count that is at least one."""


MonthDay = Annotated[str, AfterValidator(_in_every_year)]
"""A day of the year, as month and day: `08-31`; `previous 12-31` is that of the year before."""


class Term(Entry):
    """The days on which something is in force; both ends are included.

    A missing end is one that no document read gives.
    """

    begins: date | None = None
    ends: date | None = None

    def holds(self, on: date) -> bool:
        """Say whether `on` lies in the term, an unknown end being taken as open."""
        return not self.is_before(on) and not self.is_over(on)

    def is_before(self, on: date) -> bool:
        """Say whether `on` comes before the term begins."""
        return self.begins is not None and on < self.begins

    def is_over(self, on: date) -> bool:
        """Say whether the term ended before `on`."""
        return self.ends is not None and on > self.ends
