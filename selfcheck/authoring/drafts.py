"""A draft of a unit's own table: what is known of its structure, and marked places for the rest.

The structure comes from `own_table` of the unit; where that is not known, from what the unit's own
schemes list as unread; where there is nothing, from the kinds of indicator that every table is to
have. No figure is made up: what nobody has read is a place that the checker refuses until it is
filled in.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from selfcheck.authoring.toml import inline, raw_of, toml
from selfcheck.presenter.language import Language
from selfcheck.rules.files import TO_FILL
from selfcheck.rules.model.schemes import Scheme
from selfcheck.rules.model.sources import Citation
from selfcheck.rules.model.units import OwnTable, TableItem, TablePart, Unit
from selfcheck.rules.rulebook import Rulebook


class Draft(NamedTuple):
    """A draft: the scheme's id, and the text of its file."""

    id: str
    text: str


def draft(unit: str, rulebook: Rulebook, on: date, language: Language) -> Draft:
    """Return the draft of the unit's own table, remarks in the language.

    A unit that the rulebook does not have gets the frame alone. The year is that of the newest
    document known, or of `on`.
    """
    known = rulebook.units.get(unit)
    id_ = f"{unit.replace('_', '-')}-points-{_year(known, on)}"
    return Draft(id_, _Draft(rulebook, known, language).text(id_))


def _year(unit: Unit | None, on: date) -> int:
    days = [document.issued_on for document in unit.document if document.issued_on] if unit else []
    return max((day.year for day in days), default=on.year)


class _Draft:
    """The parts of one draft."""

    def __init__(self, rulebook: Rulebook, unit: Unit | None, language: Language) -> None:
        self._rulebook = rulebook
        self._unit = unit
        self._say = language.gettext
        self._table = unit.own_table if unit else None

    def text(self, id_: str) -> str:
        """Return the whole file."""
        blocks = [self._opening(), self._head(id_), self._entry()]
        if self._table:
            blocks += self._parts(self._table)
        else:
            blocks += self._frame()
        blocks += [self._unread(), self._example(), self._samples()]
        return "\n\n".join(block.strip() for block in blocks if block.strip()) + "\n"

    def _place(self, what: str) -> str:
        return f"{TO_FILL}：{what}"

    def _opening(self) -> str:
        say = self._say
        name = say(self._unit.name) if self._unit else ""
        lines = [
            say("%(unit)s自己的积分表：草稿。写着“待填”的地方，一处一处照原文填。", unit=name),
            say("没有读到的，不要猜：删掉那一项，写进 unread。"),
            say("# 号后面的是说明，不起作用。"),
            *self._documents(),
        ]
        return _remarks(lines)

    def _documents(self) -> Iterator[str]:
        if self._unit is None:
            return
        for document in self._unit.document:
            if document.known:
                yield ""
                yield self._say("《%(title)s》", title=self._say(document.title))
                yield self._say(document.known)

    def _head(self, id_: str) -> str:
        say, place = self._say, self._place
        raw = {
            "id": id_,
            "name": f"{self._unit.name}积分" if self._unit else place(say("积分表的名称")),
            "purpose": place(say("一句话说这张表用来做什么")),
            "term": {},
            "term_note": place(say("从哪一天起施行，到哪一天为止；没有读到就写没有读到")),
            "coverage": "partial",
            "checked_on": place(say("你核对原文的那一天，写成 2026-01-31 这样，不加引号")),
            "citation": self._cited(self._table.citation if self._table else None),
        }
        return (
            _remarks(
                [
                    say("表头。原文写了施行日期，就填进 term，例如 { begins = 2026-01-31 }。"),
                    say("每一项都读到了，才把 coverage 改成 complete。"),
                ]
            )
            + "\n"
            + toml(raw)
        )

    def _cited(self, citation: Citation | None) -> dict[str, str]:
        if citation:
            return raw_of(citation)
        say = self._say
        return {
            "source": self._place(say("sources.toml 里的文件代号；没有就先在那里加一条")),
            "article": self._place(say("第几条、哪张表、第几项")),
        }

    def _entry(self) -> str:
        """Return who can apply, as the unit's first scheme has it, without what is its own."""
        names = self._unit.schemes if self._unit else tuple(self._rulebook.schemes)
        scheme = self._rulebook.schemes[names[0]]
        if not scheme.entry:
            return ""
        entry = raw_of(scheme.entry[0])
        entry.pop("totals", None)
        remark = self._say(
            "谁可以申请。下面这一条是“%(scheme)s”的；不合原文就改，还有别的条件，照样再加一条。",
            scheme=self._say(scheme.name),
        )
        return _remarks([remark]) + "\n" + toml({"entry": [entry]})

    def _parts(self, table: OwnTable) -> Iterator[str]:
        """Yield the blocks of a table whose structure is known."""
        for part in table.part:
            yield from {
                "points": self._points,
                "deduction": self._deductions,
                "veto": self._vetoes,
            }[part.kind](part)
        if table.max is not None:
            total = {
                "id": "local",
                "label": "本地积分",
                "cap": table.max,
                "citation": raw_of(table.citation),
            }
            remark = self._say("本地部分合计最多 %(max)s 分。", max=table.max)
            yield _remarks([remark]) + "\n" + toml({"total": [total]})

    def _points(self, part: TablePart) -> Iterator[str]:
        items = part.item or (
            TableItem(id=f"{part.id}_1", label=self._unnamed(part), indicator="plus"),
        )
        remark = self._say("%(part)s：每一项一个 [[line]]。", part=part.label)
        for item in items:
            yield _remarks([remark]) + "\n" + self._line("line", item, part.citation)
            remark = self._say("%(part)s，下一项。", part=part.label)
        group = {
            "id": part.id,
            "label": part.label,
            "combine": "sum",
            "cap": self._place(self._say("这一组最多几分")) if part.max is None else part.max,
            "members": [item.id for item in items],
            "citation": raw_of(part.citation),
        }
        remark = self._say("%(part)s合计。加了项目，把代号也加进 members。", part=part.label)
        yield _remarks([remark]) + "\n" + toml({"group": [group]})

    def _unnamed(self, part: TablePart) -> str:
        return self._place(self._say("%(part)s里这一项的名称", part=part.label))

    def _deductions(self, part: TablePart) -> Iterator[str]:
        items = part.item or (
            TableItem(id=f"{part.id}_1", label=self._unnamed(part), indicator="minus"),
        )
        remarks = [self._say("%(part)s：每一项一个 [[deduction]]。", part=part.label)]
        if part.unlimited:
            remarks.append(self._say("原文写明不设上限，所以不写 max。"))
        for item in items:
            text = self._line("deduction", item, part.citation, limited=not part.unlimited)
            yield _remarks(remarks) + "\n" + text

    def _vetoes(self, part: TablePart) -> Iterator[str]:
        say, place = self._say, self._place
        veto = {
            "id": f"{part.id}_1",
            "when": place(say('什么情况，例如 { fact = "offence", is = "criminal" }')),
            "text": place(say("这种情况为什么不能申请")),
            "citation": raw_of(part.citation),
        }
        remark = say("%(part)s：每一种情况一个 [[veto]]。", part=part.label)
        yield _remarks([remark]) + "\n" + toml({"veto": [veto]})

    def _line(
        self, key: str, item: TableItem, citation: Citation | None, *, limited: bool = True
    ) -> str:
        say, place = self._say, self._place
        raw: dict[str, Any] = {
            "id": item.id,
            "indicator": item.indicator,
            "label": item.label,
            "rule": place(say("原表怎么写")),
        }
        if limited:
            raw["max"] = place(say("最多几分"))
        raw["citation"] = self._cited(citation)
        raw["formula"] = {"kind": place(say("算法，从最下面的样例里选一种"))}
        return toml({key: [raw]})

    def _frame(self) -> Iterator[str]:
        """Yield a line for each thing known to be unread, or each indicator of the frame."""
        for scheme in self._own_schemes():
            for unread in scheme.unread:
                for indicator in unread.indicators:
                    item = TableItem(
                        id=f"{indicator}_1",
                        label=self._place(self._say("这一项的名称")),
                        indicator=indicator,
                    )
                    yield (
                        _remarks([self._say(unread.text)])
                        + "\n"
                        + self._line("line", item, unread.citation)
                    )
            return
        frame = [kind for kind in self._rulebook.indicators.values() if not kind.local]
        if not frame:
            item = TableItem(
                id="item_1", label=self._place(self._say("这一项的名称")), indicator="plus"
            )
            yield self._line("line", item, None)
        for kind in frame:
            item = TableItem(id=kind.id, label=kind.name, indicator=kind.id)
            remark = self._say("%(kind)s。本地的表没有这一项，就删掉。", kind=item.label)
            yield _remarks([remark]) + "\n" + self._line("line", item, None)

    def _own_schemes(self) -> Iterator[Scheme]:
        """Yield the schemes that no other unit has."""
        others = {
            name
            for unit in self._rulebook.units.values()
            if unit is not self._unit
            for name in unit.schemes
        }
        for name in self._unit.schemes if self._unit else ():
            if name not in others:
                yield self._rulebook.schemes[name]

    def _unread(self) -> str:
        raw = {"text": "…", "citation": {"source": "…", "article": "…"}}
        return _remarks(
            [
                self._say("没有读到的，一条一条写在这里（去掉前面的 #）："),
                *toml({"unread": [raw]}).splitlines(),
            ]
        )

    def _example(self) -> str:
        say, place = self._say, self._place
        example = {
            "name": place(say("一句话说这个人的情况和得分")),
            "on": place(say("哪一天，写成 2026-01-31 这样，不加引号")),
            "answers": {},
            "low": place(say("照原文手算的总分")),
            "high": place(say("同上；原文没有写明的，写最低和最高")),
        }
        remark = say("算例：照原文手算，不要抄程序的结果。每个界限的下面、上面和正好都要有。")
        return _remarks([remark]) + "\n" + toml({"example": [example]})

    def _samples(self) -> str:
        """Return how each of the usual kinds of formula is written, without a figure."""
        say = self._say
        lines = [
            say("算法样例。把 … 换成原文的数，fact 换成 facts.toml 里的题目。"),
            "",
            say("分档（不满 1 年几分，满 1 年几分……）："),
            'kind = "bands"',
            'measure = { fact = "insurance_unit_months" }',
            "bands = [{ from = 0, below = …, points = … }, { from = …, points = … }]",
            "",
            say("每满 1 个月（年）几分，最多几分："),
            'kind = "rate"',
            'measure = { fact = "insurance_unit_months" }',
            "points = …",
            "at_most = …",
            "",
            say("按等级（学历、职称……），每个选项都要写："),
            'kind = "ladder"',
            'fact = "education"',
            "levels = { primary = …, junior = …, senior = …, … }",
            "",
            say("符合就给几分："),
            'kind = "flat"',
            "points = …",
            'when = { fact = "shortage_occupation", is = true }',
            'why = "…"',
            'why_not = "…"',
            "",
            say("其他算法（几项取最高、按次数、扣分……）见 docs/rule-files.md。"),
        ]
        return _remarks(lines)


def _remarks(lines: list[str]) -> str:
    return "\n".join(f"# {line}".rstrip() for line in lines)


def unit_entry(unit: str) -> str:
    """Return the entry that a unit needs in `units.toml`, to be filled in."""
    return f'[[unit]]\nid = {inline(unit)}\nname = "…"\noffice = "…"\nschemes = ["…"]\n'
