"""What the checker says, in Chinese, for officials who fill in a table.

The checker speaks the language of the rule files' keys. Each of its messages is recognised by its
words and said again; one that is not known here stays as it is.
"""

import re

_SAID: tuple[tuple[str, str], ...] = (
    # one file by itself
    (r"is missing and must be given", "没有填，这里必须填"),
    (
        r"is not a key that belongs here; the nearest that does is ('.*')",
        r"这里没有这一格，或者这种算法用不到它；最像的是 \1",
    ),
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
    (r"is a day in quotes; write it without them: (.*)", r"日期不加引号，写成 \1"),
    (r"is a number in quotes; write it without them: (.*)", r"数字不加引号，写成 \1"),
    (r"is a word in quotes; write it without them: (.*)", r"这里不加引号，写成 \1"),
    (
        r"must be a list; its headings have two brackets on each side: (.*)",
        r"这里可以有好几条，标题要用两层方括号：\1",
    ),
    # a text that is no TOML
    (
        r"is not saved as UTF-8 \(line (\d+)\); save it again with the encoding UTF-8",
        r"不是 UTF-8 编码（第 \1 行）；请另存为 UTF-8",
    ),
    (
        r"cannot be read at line (\d+): has the full-width (.*) outside a text; write (.*)",
        r"第 \1 行：文字外面有全角的 \2，请改成 \3",
    ),
    (
        r"cannot be read at line (\d+): a quote has no pair, from (.*) on; a text .* with (.*)",
        r"第 \1 行：从 \2 起，引号不成对；文字前后都要有 \3",
    ),
    (
        r"cannot be read at line (\d+): the list that begins with \[ on line (\d+) is not .*",
        r"第 \1 行：第 \2 行的方括号没有关上，请在列表最后写 ]",
    ),
    (
        r"cannot be read at line (\d+): the list is not closed; end it with \]",
        r"第 \1 行：方括号没有关上，请在列表最后写 ]",
    ),
    (
        r"cannot be read at line (\d+): a day is written .*: (.*)",
        r"第 \1 行：日期写成 年-月-日，月和日都是两位：\2",
    ),
    (
        r"cannot be read at line (\d+): the number (.*) stands without a sign: (.*)",
        r"第 \1 行：数字 \2 不带符号，写成 \3",
    ),
    (
        r"cannot be read at line (\d+): the number (.*) stands without commas: (.*)",
        r"第 \1 行：数字 \2 里不写逗号，写成 \3",
    ),
    (
        r"cannot be read at line (\d+): nothing stands after the =; .*",
        r"第 \1 行：等号后面是空的；请填上，或者删掉这一行",
    ),
    (
        r"cannot be read at line (\d+): write (.*), in small letters",
        r"第 \1 行：要写成小写的 \2",
    ),
    (
        r"cannot be read at line (\d+): the text (.*) stands in double quotes, and .*",
        r'第 \1 行：文字 \2 前后要加 "；数字只写数字',
    ),
    (
        r"cannot be read at line (\d+): has a colon after the key; write =",
        r"第 \1 行：代号后面是冒号，请改成 =",
    ),
    (
        r"cannot be read at line (\d+): a line is a key, = and a value; .*",
        r"第 \1 行：一行要写成 代号 = 值；代号只用小写字母、数字和 _",
    ),
    (
        r"cannot be read at line (\d+): the table in braces is not closed on its line; .*",
        r"第 \1 行：花括号在这一行没有关上；请把整个花括号写在一行里，"
        r"或者另起标题，例如 [line.formula]",
    ),
    (
        r"cannot be read at line (\d+): has a comma before the \}; take the comma away",
        r"第 \1 行：} 前面多了一个逗号，请删掉",
    ),
    (
        r"cannot be read at line (\d+): a comma is missing before (.*), or .* closed with (.)",
        r"第 \1 行：\2 前面少一个逗号，或者前面少一个 \3",
    ),
    (
        r"cannot be read at line (\d+): the heading (.*) stands twice; .* brackets: (.*), and .*",
        r"第 \1 行：标题 \2 出现了两次；可以有好几条的，标题用两层方括号：\3",
    ),
    (
        r"cannot be read at line (\d+): gives ('.*') a second time in one entry; once is right",
        r"第 \1 行：\2 在同一条里写了两次，只能写一次",
    ),
    (
        r"cannot be read at line (\d+): has (.*) after the value; .*",
        r"第 \1 行：值的后面多了 \2；一行只写一个代号，说明写在 # 后面",
    ),
    (r"cannot be read at line (\d+): (.*)", r"第 \1 行读不了：\2"),
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
    (
        r"names the table itself, whose points count already; leave it out",
        "写的是这张表自己，它的分本来就算；请删掉",
    ),
    (
        r"names ('.*'), which ('.*') does not have; add it to the schemes .*",
        r"\2 没有 \1 这张表；请在 units.toml 里给它加上，或者删掉这里的",
    ),
    (r"names (.*), but (.*) has no choices", r"写了 \1，但题目 \2 没有选项"),
    (
        r"names (.*), of which only the name is known; only unread may",
        r"\1 只知道名称，没有读到内容；只有“没有读到的”可以引用它",
    ),
    (r"has (.*) (\d+) times; once is right", r"\1 出现了 \2 次，只能有一次"),
    (
        r"has (.*) and (.*), in force on the same day; .*",
        r"\1 和 \2 在同一天都有效；请写清截止日期，或者换一个代号",
    ),
    (
        r"is (.*), without the year of the document at its end; (.*) would be right, .*",
        r"代号是 \1，最后没有文件的年份；应当是 \2，文件名也一样",
    ),
    (r"has (groups|conditions) that .*: (.*)", r"互相包含，绕了回来：\2"),
    (r"is (.*), but the file is named (.*); use one name", r"代号是 \1，文件名是 \2，请用同一个"),
    (
        r"is in the schemes of no unit; name it in units\.toml",
        "没有一个县（市、区）用它；请写进 units.toml",
    ),
    (r"differ from units\.toml by (.*)", r"和 units.toml 不一样：\1"),
    # questions
    (
        r"must be a day, such as (.*), for a fact of kind .*",
        r"这一题是日期，要写一个日期，例如 \1",
    ),
    (r"must be a whole number, for a fact of kind .*", "这一题是月数，要写整数"),
    (r"must be a number, for a fact of kind .*", "这一题是数字，要写数字"),
    (r"must be one of its choices, for a fact of kind .*", "这一题是选择题，要写它的一个选项"),
    (r"must be true or false, for a fact of kind .*", "这一题问是不是，要写 true 或 false"),
    (r"must be \[\], none of them, for a fact of kind .*", "这一题只能写 []，就是一样都没有"),
    (
        r"goes with facts that the other parent can have too; leave it out",
        "只有另一方也能有的题目才能填；请去掉",
    ),
    (r"a fact of kind (.*) needs choices, others none", r"\1 类的题目要写选项，别的题目不写"),
    (r"is missing; a fact of kind (.*) needs it", r"没有填，\1 类的题目必须填"),
    (r"is (.*), above maximum = (.*)", r"是 \1，比最大的 \2 还大"),
    (r"begins with (.*), which is kept for the .*", r"以 \1 开头，这是留给另一方的；请换一个代号"),
    (
        r"is needed for events and periods, and goes with them only",
        "事件和时间段必须填，别的题目不填",
    ),
    (
        r"is missing; give both minimum and maximum, or none",
        "没有填；最小和最大要么都填，要么都不填",
    ),
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
    # formulas and lines
    (r"is below 0; a rate only gives, bands can take away", "不能小于 0；要扣分请用分档或“扣分”"),
    (
        r"stands beside parts; take parts where .*",
        "和“零头按比例”只能留一个：零头按比例给分，留“零头按比例”；零头算一整份或者不算，留“零头怎么算”",
    ),
    (
        r"counts (.*), so that nothing is left to round up; write in = (.*)",
        r"是 \1，零头已经去掉了，没有什么可以再进上去；请写 \2",
    ),
    (
        r"counts (.*), of which no half is left to round; write in = (.*) and leave round out",
        r"是 \1，看不出零头满不满一半；请写 \2，“零头怎么算”不填",
    ),
    (
        r"goes with levels only: it is what a level gives that they leave out",
        "和“各级分值”一起用：没有列出的各级就给这个分",
    ),
    (
        r"stands for no level: each has its figure in levels; leave it out",
        "没有用：每一级都已经有分值，请去掉",
    ),
    (r"is below 0; write what takes away as a deduction.*", "不能小于 0；要扣的写进“扣分”，填正数"),
    (
        r"is below 0, which only bands and conditions compare with; leave it out",
        "小于 0 的数只能用在分档和条件里；请去掉",
    ),
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
    (r"goes with points and per: so many .*", "要和 points、per 一起用：一年合起来每满多少几分"),
    (r"does not go with year_together, .*", "一年的数量合起来算时，这一格用不上，请去掉"),
    (r"goes with counted_to only; .*", "只有表头写了 counted_to 才用得上，请去掉"),
    (
        r"is true, but nothing is tried of .*; .*",
        "这种题不会去试；时间带来的分数写在以后的月份里",
    ),
    (r"is true, but no line reads it, .*", "没有哪一项看这道题，填了不起作用，请去掉"),
    (r"is true, but only lines of totals .*", "只有别的总分看这道题，这里只看第一个总分"),
    (
        r"names (.*), who would stay the same one when .*",
        r"总分会轮流以双方计算，这里写定了 \1；请为两种次序各写一组，再取较高的一组",
    ),
    (
        r"has no effect, as .* have no parts; leave in out, .*",
        "整年没有零头，填了不起作用；去掉 in，其他数改按月填",
    ),
    (
        r"has no effect, as .* have no parts; write in = .*",
        '整年没有零头，填了不起作用；请写 in = "full_months"，其他数改按月填',
    ),
    (r"has no effect, as .* have no parts; leave parts out", "整月没有零头，请去掉 parts"),
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
    (
        r"stands beside at_least; take at_least where .*",
        "和“不低于”只能写一个：正好等于也算的写“不低于”，要超过才算的写 above",
    ),
    (
        r"stands beside points; take points where the document .*",
        "和“分值”只能写一个：原文写明分数的写“分值”，没有写明的写“最低”和“最高”",
    ),
    (
        r"stands beside (.*); a condition has one comparison, .*",
        r"和 \1 只能写一个：一个条件只有一种比较，几种一起用 all",
    ),
    (
        r"goes with a measure: (.*)",
        r"要和 measure 一起写：\1",
    ),
    (r"is (.*), not above (.*), where it begins", r"是 \1，要大于开始的 \2"),
    (r"is compared with nothing; .*", "没有写比较；请写“不低于”或“到”"),
    (
        r"is needed, or levels, escalating or each: .*",
        "“分值”“各级分值”“第几次几分”“各级算法”要填一样，只填一样",
    ),
    (
        r"is needed, or bands or escalating: .*",
        "“分值”“分档”“第几次几分”要填一样，只填一样",
    ),
    (
        r"stands beside (.*); take points where every event of the row .*",
        r"和 \1 只能写一个：每次一样的写“分值”，看数量的写“分档”，看第几次的写“第几次几分”",
    ),
    (
        r"stands beside (.*); take points where every event .*",
        r"和 \1 只能写一个：每次一样的写“分值”，看等级的写“各级分值”，看第几次的写“第几次几分”，"
        "看等级又看数量或第几次的写“各级算法”",
    ),
    (
        r"stands beside per; take per where .*",
        "和“每多少”只能写一个：数量多分就多的写“每多少”，数量多、每人分就少的写“按数量平分”",
    ),
    (r"is missing; only a single row can be for all levels", "没有填等级；只有一行时才可以不填"),
    (
        r"names (.*), which an earlier row names; give it one row",
        r"写了 \1，前面一行已经写过；一级只写一行",
    ),
    (r"has no row for the level (.*); .*", r"等级 \1 没有写；请给它一行，或者填“其余各级”"),
    (
        r"stands beside rows that escalate each by itself; .*",
        "各级各数第几次时不能用“每年最多”；请填“第几次怎么数”为 all",
    ),
    (r"goes with rows that are escalating only", "有一行填了“第几次几分”才能填"),
    (
        r"divides by an amount that can be 0; .*",
        "数量可能是 0，不能平分；请给这一题定一个大于 0 的最小值",
    ),
    (r"leaves open what an event gives; give points", "每次几分要写明；请填“分值”"),
    (r"goes with year_at_most only, the cap of a year", "要和“每年最多”一起填"),
    (r"goes with levels only: it says which .*", "要和“各级分值”一起填：写明哪几级是同一件事"),
    (
        r"stands beside acts; one act counts once, whatever .*",
        "和“同一件事的各级”一起填时，要写明多久以内算同一件事（one_act_in）：day 或者 year",
    ),
    (r"goes with acts only: .*", "要和“同一件事的各级”一起填"),
    (
        r"is any, but one_act_in = year needs calendar or back: .*",
        "是 any，但“同一年算同一件事”要用 calendar 或者 back 的年",
    ),
    (
        r"stands beside acts; one act counts once, .*",
        "和“同一件事的各级”不能一起填：同一件事本来就只按最高的算一次",
    ),
    (r"multiplies by a length of time; .*", "不能乘以时间长短；这里要用比例"),
    # examples
    (r"expected (.*), found (.*)", r"写的是 \1，按规则算出来是 \2；请对照原文看哪个对"),
    (r"is impossible: it must be one of (.*)", r"没有这个选项，可以选：\1"),
    (r"is impossible: it must be true or false", r"只能是 true 或 false"),
    (r"is impossible: it must be a day.*", r"要填真实的日期，年份四位，例如 1990-05-20"),
    (r"is impossible: it must be a whole number from (.*) to (.*)", r"要填 \1 到 \2 之间的整数"),
    (r"is impossible: it must be a number from (.*) to (.*)", r"要填 \1 到 \2 之间的数字"),
    (r"is impossible: it must lie between (.*) and (.*)", r"要在 \1 到 \2 之间"),
    (
        r"is impossible: it must be a list of days, or .*",
        r"要写成列表，每次一个日期；有数量或等级的写成 { on = … }",
    ),
    (
        r"is impossible: it must be a list of periods .*",
        r"要写成列表，每段写 { from = …, to = … }，还在继续的不写 to",
    ),
    (r"is impossible: it must be a list of (.*)", r"要写成列表，里面是：\1"),
    (r"is impossible: it has more than the (.*) entries .*", r"最多写 \1 项"),
    (r"is impossible: one of its periods ends .*", r"有一段的结束日期早于开始日期"),
    (r"is impossible: it lies after the day .*, (.*)", r"晚于算例的日期 \1"),
    (r"is impossible: it lies before the permit .*, on (.*)", r"早于证件签发日期 \1"),
    (r"is impossible: (.*)", r"这个回答不可能（\1）"),
    (r"is (\S+), but the [a-z ]+ has no upper bound.*", r"是 \1，但算法没有上限；请改对其中一个"),
    (
        r"is (\S+), but the [a-z ]+ at most (\S+) \((.*)\); correct the one or the other",
        r"是 \1，但按算法最多 \2 分（\3）；请改对其中一个",
    ),
    (
        r"is (\S+), but the [a-z ]+ at most (\S+) \((.*)\); if the document says so, .*",
        r"是 \1，但按算法最多 \2 分（\3）；原文就这样写的，请在 as_printed 里说明",
    ),
    (
        r"is (\S+), but the [a-z ]+ at most (\S+); correct the one or the other",
        r"是 \1，但按算法最多 \2 分；请改对其中一个",
    ),
    (
        r"is (\S+), but the [a-z ]+ at most (\S+); if the document says so, .*",
        r"是 \1，但按算法最多 \2 分；原文就这样写的，请在 as_printed 里说明",
    ),
    (
        r"is (.*), so that the first full step is at (.*); no example has exactly that",
        r"前 \1 不算，第一步在 \2：没有正好到 \2 的算例",
    ),
    (
        r"is (.*), so that the first full step is at (.*); no example is just below that",
        r"前 \1 不算，第一步在 \2：没有差一点到 \2 的算例",
    ),
    (
        r"is (.*), so that the first full step is at (.*); no example is just above that",
        r"前 \1 不算，第一步在 \2：没有刚过 \2 的算例",
    ),
    (r"is (.*); no example has exactly that", r"界限 \1：没有正好到这里的算例"),
    (r"is (.*); no example is just below that", r"界限 \1：没有差一点到这里的算例"),
    (r"is (.*); no example is just above that", r"界限 \1：没有刚过这里的算例"),
    (r"is (.*); no example is kept down by that", r"上限 \1：没有超过它的算例"),
    (r"is (.*); no example with events stays within that", r"上限 \1：没有不超过它的算例"),
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
        r"has (.*) texts? without words in (.*), the first is (.*); Chinese is shown",
        r"有 \1 处文字没有 \2 的翻译，第一处是 \3；会显示中文",
    ),
    (r"have no words in (.*) for their texts; Chinese is shown", r"没有 \1 的翻译；会显示中文"),
    (
        r"is false in (.*) examples?, from this one on; .*",
        r"从这里起有 \1 个算例没有核对；照原文手算，对的就删掉这一行。核对以前，页面上不显示",
    ),
    (
        r"(.*); the rules have changed since it was proposed",
        r"规则改过，这个没有核对的算例不对了（\1）",
    ),
    (
        r"is (.*), (.*) days? ago; compare it with its source again",
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
