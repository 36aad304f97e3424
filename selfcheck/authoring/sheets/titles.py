"""What sheets and columns are called, and what to write in them. Spreadsheets are in Chinese.

A file made today is read tomorrow by these names, so they are not translated.
"""

from collections.abc import Mapping
from gettext import NullTranslations

from selfcheck.authoring.headings import headings
from selfcheck.authoring.sheets.layout import (
    FIELD,
    HEAD,
    KEY,
    OWNER,
    REF,
    VALUE,
    CellKind,
    Column,
    Table,
    layout,
)
from selfcheck.presenter.language import SOURCE, Language

GUIDE = "说明"
FACTS = "题目"
EXAMPLE = "例："
"""How a row begins that shows how it is done; it is not read."""

CHINESE = headings(Language(SOURCE, "zh-CN", SOURCE, NullTranslations()))

_TIES: Mapping[str, str] = {
    OWNER: "属于",
    FIELD: "放在哪里",
    REF: "编号",
    KEY: "哪一个",
    VALUE: "值",
}

_SHEETS: Mapping[str, str] = {
    HEAD: "表头",
    "entry": "申请条件",
    "band": "分档",
    "adjustment": "增减",
    "case": "分情况",
    "eventrow": "各级算法",
    "multiplier": "乘数",
    "formula.levels": "等级分值",
    "formula.points": "多选分值",
    "formula.acts": "同一件事",
    "example.answers": "算例回答",
    "example.lines": "算例各项得分",
    "example.totals": "算例总分",
    "example.entries": "算例能不能申请",
}

CHOICES: Mapping[str, str] = {
    # kinds of formula
    "bands": "分档，落在哪一档算哪一档",
    "rate": "每满多少给几分",
    "ladder": "按等级给分",
    "items": "多选，每一样给分",
    "events": "按次数给分",
    "flat": "符合条件给固定的分",
    "base": "人人都有的固定分",
    "highest": "几种算法里取最高的",
    "choice": "几种算法里由申请人选一种",
    "lowest": "几种算法里取最低的",
    "sum": "几种算法相加",
    "cases": "分情况，用第一种符合的",
    "scaled": "再乘以一个比例",
    # how a number is read
    "value": "就用填的数",
    "full_years": "满几年",
    "full_months": "满几个月",
    "begun_years": "几年，不满一年的零头算一年",
    "begun_months": "几个月，不满一个月的零头算一个月",
    "rounded_years": "几年，满半年的零头算一年，不满的不算",
    "rounded_months": "几个月，满半个月的零头算一个月，不满的不算",
    "count": "有几次",
    "amount": "数量相加",
    # what is left over of a rate
    "down": "零头不算",
    "up": "零头按一整份算",
    "half": "满一半的零头按一整份算，不满的不算",
    # a year of events
    "calendar": "按公历年算",
    "back": "从那一天往回，每 12 个月算一年",
    "any": "任何连续 12 个月",
    # among which events one is the first, the second
    "row": "同一行的各级里数",
    "all": "所有的次数里数",
    # which acts are one
    "ever": "不论哪天，都算同一件",
    "year": "同一年的算同一件",
    "day": "同一天的算同一件",
    # whose points
    "applicant": "只算申请人",
    "each": "父母各自算，相加",
    "higher": "取父母里高的一方",
    "family": "全家算一次",
    # how much was read, and what a veto does
    "complete": "读全了",
    "partial": "只读到一部分",
    "refused": "不受理，分数照算",
    "zero": "总分算 0 分",
    # whether somebody may take part
    "qualifies": "可以申请",
    "not_yet": "还不能申请",
    "cannot_tell": "看不出来",
    # kinds of indicator
    "basic": "基本情况",
    "qualification": "学历、技能、职称",
    "residence_years": "居住年限",
    "employment_registration": "就业登记",
    "insurance_years": "参保年限",
    "law_abiding": "守法",
    "investment_tax": "投资纳税",
    "social_service": "社会服务",
    "commendation": "表彰奖励",
    "rental_registration": "租房登记",
    "tax_receipt": "纳税凭证",
    "plus": "其他加分",
    "minus": "扣分",
    "veto": "一票否决",
}
"""What the codes mean that are picked from a closed list."""

_KINDS: Mapping[CellKind, str] = {
    "text": "文字",
    "number": "数字",
    "flag": "是 或 否",
    "day": "日期，例如 2026-01-31",
    "list": "一个或几个，用、隔开",
    "numbers": "一个或几个数字，用、隔开",
    "condition": "条件：见“说明”",
    "table": "TOML：见“说明”",
    "any": "文字、数字、日期、是 或 否",
}

_TIE_WORDS: Mapping[str, str] = {
    OWNER: "上一层那一行的代号或编号",
    FIELD: "上一层的哪个格子，例如 formula、of、bands",
    REF: "自己起一个，下一层用它来找",
    KEY: "选项、题目或项目的代号",
    VALUE: "分值，或者回答",
}


def sheet_title(table: str) -> str:
    """Return the title of a sheet."""
    return _SHEETS.get(table) or CHINESE.get(table, table)


def column_title(key: str) -> str:
    """Return the heading of a column."""
    if key in _TIES:
        return _TIES[key]
    return "·".join(CHINESE.get(part, part) for part in key.split("."))


def column_hint(column: Column) -> str:
    """Return what to write in a column."""
    if column.key in _TIE_WORDS:
        return _TIE_WORDS[column.key]
    said = "从下拉里选" if column.choices else _KINDS[column.kind]
    return f"必填。{said}" if column.required else said


def closed_lists() -> Mapping[str, tuple[str, ...]]:
    """Return the codes that each column with a closed list offers, by its key."""
    found: dict[str, tuple[str, ...]] = {}
    for table in layout().values():
        for column in table.columns:
            if column.choices:
                codes = (*found.get(column.key, ()), *column.choices)
                found[column.key] = tuple(dict.fromkeys(codes))
    return found


def columns(table: Table) -> tuple[Column, ...]:
    """Return the columns of a sheet in their order, those that tie its rows to others first."""
    ties: list[Column] = []
    if table.owned:
        ties.append(Column(OWNER, "text", required=True))
    if table.pairs:
        return (*ties, Column(KEY, "text", required=True), Column(VALUE, "any", required=True))
    if table.has_ref and table.name != HEAD:
        ties.insert(0, Column(REF, "text", required=True))
    if table.owned:
        ties.append(Column(FIELD, "text"))
    return (*ties, *table.columns)
