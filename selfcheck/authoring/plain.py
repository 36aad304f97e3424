"""What the checker says, in Chinese, for officials who fill in a table.

The checker speaks the language of the rule files' keys. Each of its messages is recognised by its
words and said again; one that is not known here stays as it is.
"""

import re

_SAID: tuple[tuple[str, str], ...] = (
    # one file by itself
    (r"is missing and must be given", "没有填，这里必须填"),
    (
        r"is not a key that belongs here; check its spelling and its place",
        "这里没有这一格，或者这种算法用不到它；请检查代号和位置",
    ),
    (r"must be text, in double quotes", "要填文字"),
    (r"must be true or false, without quotes(.*)", r"要填“是”或“否”\1"),
    (r"must be true or false, not (.*)", r"要填“是”或“否”，现在是 \1"),
    (r"must be a whole number, without quotes(.*)", r"要填整数\1"),
    (r"must be a number with an end, not inf or nan(.*)", r"要填一个确定的数字\1"),
    (r"must be a number(.*)", r"要填数字\1"),
    (
        r"must be a day as year-month-day, without quotes \(for instance 2014-10-31\)(.*)",
        r"要填日期，例如 2014-10-31\1",
    ),
    (
        r"must be a day that every year has, as month-day \(for instance 08-31\)(.*)",
        r"要填每年都有的一天，写成 月-日，例如 08-31\1",
    ),
    (r"must be a list, in square brackets(.*)", r"要填一个列表，放在方括号里\1"),
    (r"must be a table, in braces( or under a heading in brackets)?(.*)", r"要写在花括号里\2"),
    (r"must not be empty(.*)", "不能空着"),
    (r"must hold at least one entry", "至少要有一条"),
    (r"must be above (\S+)(.*)", r"要大于 \1\2"),
    (r"must be (\S+) or more(.*)", r"不能小于 \1\2"),
    (r"must be (\S+) or less(.*)", r"不能大于 \1\2"),
    (
        r"must have the form of a code: .*beginning with a letter(.*)",
        r"代号只能用小写字母、数字和 _，第一个是字母\1",
    ),
    (
        r"must have the form of a name: .*beginning with a letter(.*)",
        r"代号只能用小写字母、数字和 -，第一个是字母\1",
    ),
    (r"must be a condition, with one of the keys (.*)", r"要写成条件，用这些比较之一：\1"),
    (r"must be a formula, with a kind out of ([^(]*)(.*)", r"要选一种算法：\1\2"),
    (r"must be a measure: (.*)", r"要写明按什么算：\1"),
    (r"must be ('.*)", r"只能是这些之一：\1"),
    (r"is still to be filled in: (.*)", r"还没有填：\1"),
    (r"is not valid TOML in UTF-8: (.*)", r"不是正确的 TOML，或者不是 UTF-8：\1"),
    (r"is not a folder of rule files", "这里不是规则文件夹"),
    (
        r"is not a file of a rules folder; move or rename it",
        "规则文件夹里没有这种文件；请移走或改名",
    ),
    (r"holds no \.toml file; at least one is needed", "里面没有 .toml 文件，至少要有一个"),
    (r"cannot be read: (.*)", r"读不了：\1"),
    # names
    (
        r"names the (.*) ('.*'), which is not there; the nearest is (.*)",
        r"写的是 \2，没有这个代号（\1）；最像的是 \3",
    ),
    (r"names the (.*) ('.*'), which is not there", r"写的是 \2，没有这个代号（\1）；请检查拼写"),
    (
        r"names (.*), which is not a choice of (.*); it has (.*)",
        r"写的是 \1，题目 \2 没有这个选项；可以选 \3",
    ),
    (r"names (.*), which is not a choice of (.*)", r"写的是 \1，题目 \2 没有这个选项"),
    (r"names (.*), which is of kind (\S+); this needs (.*)", r"题目 \1 的种类是 \2；这里要用 \3"),
    (r"names (.*), which the other parent cannot have", r"题目 \1 不能问另一方家长"),
    (r"names (.*), which is not asked before (.*)", r"题目 \1 排在 \2 后面，还没有问到"),
    (r"names (.*), which is itself kept down by another line", r"\1 自己也受别的项目限制"),
    (r"names the line itself", "写的是这一项自己"),
    (r"names (.*), but (.*) has no choices", r"写了 \1，但题目 \2 没有选项"),
    (
        r"names (.*), of which only the name is known; only unread may",
        r"\1 只知道名称，没有读到内容；只有“没有读到的”可以引用它",
    ),
    (r"has (.*) (\d+) times; once is right", r"\1 出现了 \2 次，只能有一次"),
    (r"has (.*) and (.*), in force on the same day", r"\1 和 \2 在同一天都有效，请写清截止日期"),
    (r"has (groups|conditions) that .*: (.*)", r"互相包含，绕了回来：\2"),
    (r"is (.*), but the file is named (.*); use one name", r"代号是 \1，文件名是 \2，请用同一个"),
    (
        r"is in the schemes of no unit; name it in units\.toml",
        "没有一个县（市、区）用它；请写进 units.toml",
    ),
    (r"differ from units\.toml by (.*)", r"和 units.toml 不一样：\1"),
    # bands
    (r"is (.*), which leaves a gap from (.*) on", r"是 \1，从 \2 起空了一段，没有分值"),
    (r"is (.*), which overlaps the band before it", r"是 \1，和上一档重叠"),
    (r"leaves a gap from (.*) on; the last band has no end", r"从 \1 起没有分值；最后一档不写“到”"),
    (r"is (.*), not above (.*) = (.*)", r"是 \1，要大于 \3"),
    (
        r"needs either points, or low \(with high, where an upper bound was read\)",
        "填“分值”，或者填“最低”（读到上限的再填“最高”），两样只填一样",
    ),
    (r"goes with a low that is not above it", "“最高”要和“最低”一起填，而且不能比它小"),
    (
        r"needs points, step and anchor together; at_least and at_most limit a step",
        "“分值”“每差 1 加减”“从哪里起算差”要一起填",
    ),
    (r"needs a measure of full months or years", "这里要按满月或满年算"),
    (
        r"is (.*), inside the band; it must be at an end or outside",
        r"是 \1，在这一档中间；要在两头或外面",
    ),
    (r"falls without end; it needs at_least", "一直往下减没有底；请填“不低于”"),
    # formulas and lines
    (r"is below 0; a rate only gives, bands can take away", "不能小于 0；要扣分请用分档或“扣分”"),
    (r"is below 0; write what takes away as a deduction.*", "不能小于 0；要扣的写进“扣分”，填正数"),
    (r"is below 0.*", "不能小于 0"),
    (r"has no figure for the choice (.*)", r"选项 \1 没有分值；每个选项都要写"),
    (
        r"is missing; it may only be left out where no upper bound was read",
        "没有填最高分；没有读到上限的才可以不填",
    ),
    (
        r"looks at the applicant only; it cannot be put to each parent",
        "只能问申请人，不能父母各问一次",
    ),
    (r"cannot stand inside not", "不能放在 not 里面"),
    (r"is taken from units\.toml; leave it out", "不用填，请删掉"),
    (r"is (.*), outside the scheme's term", r"是 \1，不在这张表的施行时间里"),
    (r"is (.*), but (.*) can only be (.*)", r"是 \1，但题目 \2 只能在 \3 之间"),
    (r"is (.*), before it begins on (.*)", r"是 \1，早于开始日期 \2"),
    (r"asks for amounts, but the events of (.*) have none; .*", r"题目 \1 没有数量，不能按数量算"),
    (r"needs amounts, but the events of (.*) have none; .*", r"题目 \1 没有数量，不能按数量算"),
    (
        r"can be 0, by which nothing can be divided; .*",
        "可能是 0，不能做除数；请给这一题定一个大于 0 的最小值",
    ),
    (r"goes over both parents, and so does a total", "这一项和总分都算了父母双方，只能留一个"),
    (r"goes with combine = highest only", "只有“取最高”的分组才能填"),
    (r"goes with lines only; a deduction has cap", "扣分不用这一格，请填“合计上限”"),
    (r"goes with people = each or higher only", "只有算父母双方的项目才能填"),
    (r"goes with people = higher only", "只有取父母高的一方的总分才能填"),
    (r"goes with points: .*", "要和“分值”一起填"),
    (r"goes with unbroken = true only", "只有要求不间断的才能填"),
    (r"goes with (.*) only; .*", r"只能和 \1 一起用"),
    (r"has figures for choices, but (.*) has no choices", r"写了各选项的分值，但题目 \1 没有选项"),
    (r"has lines and deductions together; .*", "项目和扣分放在了一组；请分成两组"),
    (r"is (.*), before the first step at (.*)", r"是 \1，比第一步 \2 还早"),
    (r"is (.*), before since = (.*)", r"是 \1，早于开始的 \2"),
    (r"is (.*), so that nothing of (.*) months is left", r"是 \1，\2 个月里就什么都不剩了"),
    (r"stands beside at_least; give one of the two", "和“不低于”只能写一个"),
    (r"is (.*), not above (.*), where it begins", r"是 \1，要大于开始的 \2"),
    (r"is compared with nothing; .*", "没有写比较；请写“不低于”或“到”"),
    (r"is needed, or levels, or escalating: .*", "“分值”“各级分值”“第几次几分”要填一样，只填一样"),
    (r"multiplies by a length of time; .*", "不能乘以时间长短；这里要用比例"),
    # examples
    (r"expected (.*), found (.*)", r"写的是 \1，按规则算出来是 \2；请对照原文看哪个对"),
    (r"is impossible: (.*)", r"这个回答不可能（\1）"),
    (r"is (.*), but the (?:line|total) has no upper bound", r"是 \1，但算法没有上限"),
    (r"is (.*), but the .* at most (.*)", r"是 \1，但按算法最多 \2 分"),
    (r"is (.*); no example has exactly that", r"界限 \1：没有正好到这里的算例"),
    (r"is (.*); no example is just below that", r"界限 \1：没有差一点到这里的算例"),
    (r"is (.*); no example is just above that", r"界限 \1：没有刚过这里的算例"),
    # what to look at
    (r"has choices that no example has: (.*)", r"这些选项没有算例：\1"),
    (
        r"is (.*), but the parts give at most (.*); it is never reached; .*",
        r"上限是 \1，但各部分合起来最多 \2，永远到不了；原文就这样写的，请在 as_printed 里说明",
    ),
    (
        r"is (.*), but the parts give up to (.*); .*",
        r"上限是 \1，但各部分合起来有 \2；原文就这样写的，请在 as_printed 里说明",
    ),
    (
        r"is (.*), but (.*) goes to (.*) and gives (.*) at most",
        r"是 \1，但题目 \2 最多 \3，只能得 \4",
    ),
    (
        r"is (.*), but (.*) goes to (.*); nobody is in this band",
        r"是 \1，但题目 \2 最多 \3，没有人在这一档",
    ),
    (r"can never hold, whatever is answered", "不管怎么回答都不会符合"),
    (
        r"has (.*) texts without words in (.*), the first is (.*); they are shown in Chinese",
        r"有 \1 处文字没有 \2 的翻译，第一处是 \3；会显示中文",
    ),
    (
        r"is false in (.*) examples, from this one on; .*",
        r"从这里起有 \1 个算例没有核对；照原文手算，对的就删掉这一行。核对以前，页面上不显示",
    ),
    (
        r"(.*); the rules have changed since it was proposed",
        r"规则改过，这个没有核对的算例不对了（\1）",
    ),
    (
        r"is (.*), (.*) days ago; compare it with its source again",
        r"上次核对是 \1，已经 \2 天；请再对照原文看一遍",
    ),
    (r"is (.*), which has not come yet", r"是 \1，这一天还没有到"),
    (
        r"is (.*), but (.*) ends on (.*); no version is in force from (.*) to (.*)",
        r"是 \1，但 \2 到 \3 为止；从 \4 到 \5 没有一张表有效",
    ),
)

_PATTERNS = tuple((re.compile(pattern), said) for pattern, said in _SAID)
_WHOLE = re.compile(r"(.*?)(?: \(found (.*)\))?", re.DOTALL)


def in_chinese(message: str) -> str:
    """Return the checker's message in Chinese, or as it is where it is not known."""
    match = _WHOLE.fullmatch(message)
    said, found = match.groups() if match else (message, None)
    chinese = _said(said)
    if chinese is None:
        return message
    return f"{chinese}，现在是 {found}" if found else chinese


def _said(message: str) -> str | None:
    for pattern, said in _PATTERNS:
        match = pattern.fullmatch(message)
        if match:
            return match.expand(said)
    return None


def is_known(message: str) -> bool:
    """Say whether the message has Chinese words."""
    return in_chinese(message) != message
