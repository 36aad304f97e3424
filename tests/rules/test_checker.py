"""Rule files read together: each kind of mistake, one at a time, in a copy of the shipped rules."""

import pytest

from tests.rules.folder import Damage, RulesFolder

GUIDELINE = "editions/jiaxing-2014.toml"
REGULATION = "editions/zhejiang-2016.toml"
COMMON = "schemes/zhejiang-common-2023.toml"
XIUZHOU = "schemes/xiuzhou-school-2021.toml"
PINGHU = "schemes/pinghu-points-2018.toml"

ONCE = "2 times; once is right"
GONE = "which is not there"

DUPLICATES = {
    "source": Damage(
        "sources.toml",
        'id = "national-2015-regulation"',
        'id = "zhejiang-2016-regulation"',
        "source",
        f"has 'zhejiang-2016-regulation' {ONCE}",
    ),
    "document": Damage(
        "documents.toml",
        'id = "photo"',
        'id = "identity_card"',
        "document",
        f"has 'identity_card' {ONCE}",
    ),
    "fact": Damage("facts.toml", 'id = "patent"', 'id = "title"', "fact", f"has 'title' {ONCE}"),
    "choice": Damage(
        "facts.toml",
        '{ id = "self_employed", label',
        '{ id = "employed", label = "x" },\n{ id = "self_employed", label',
        "fact[employment].choices",
        f"has 'employed' {ONCE}",
    ),
    "indicator": Damage(
        "indicators.toml",
        'id = "veto"',
        'id = "minus"',
        "indicator",
        f"has 'minus' {ONCE}",
    ),
    "word": Damage(
        "glossary.toml", 'id = "veto"', 'id = "endorsement"', "word", f"has 'endorsement' {ONCE}"
    ),
    "unit": Damage(
        "units.toml", 'id = "gangqu"', 'id = "jingkai"', "unit", f"has 'jingkai' {ONCE}"
    ),
    "scheme of a unit": Damage(
        "units.toml",
        'schemes = ["zhejiang-common-2023"]',
        'schemes = ["zhejiang-common-2023", "zhejiang-common-2023"]',
        "unit[nanhu].schemes",
        f"has 'zhejiang-common-2023' {ONCE}",
    ),
    "permit": Damage(
        GUIDELINE,
        'id = "temporary_permit"',
        'id = "residence_permit"',
        "permit",
        f"has 'residence_permit' {ONCE}",
    ),
    "condition": Damage(
        GUIDELINE,
        'id = "proof_of_employment"',
        'id = "six_months_employment"',
        "permit[residence_permit].requirement",
        f"has 'six_months_employment' {ONCE}",
    ),
    "evidence": Damage(
        GUIDELINE,
        'for = "proof_of_employment"',
        'for = "housing_or_temporary_permit"',
        "permit[residence_permit].evidence",
        f"has 'housing_or_temporary_permit' {ONCE}",
    ),
    "outcome": Damage(
        GUIDELINE,
        'id = "special_channel"\nwhen',
        'id = "local_resident"\nwhen',
        "outcome",
        f"has 'local_resident' {ONCE}",
    ),
    "ground": Damage(
        GUIDELINE,
        'id = "false_papers"',
        'id = "conditions_lost"',
        "ground",
        f"has 'conditions_lost' {ONCE}",
    ),
    "service": Damage(
        GUIDELINE,
        'id = "legal_aid"',
        'id = "culture"',
        "service",
        f"has 'culture' {ONCE}",
    ),
    "notice": Damage(
        GUIDELINE,
        'id = "older_permit"',
        'id = "local_details"',
        "notice",
        f"has 'local_details' {ONCE}",
    ),
    "line": Damage(PINGHU, 'id = "shortage"', 'id = "skill"', "line", f"has 'skill' {ONCE}"),
    "entry condition": Damage(
        XIUZHOU,
        'id = "child_six_by_august"',
        'id = "residence_permit_held"',
        "entry",
        f"has 'residence_permit_held' {ONCE}",
    ),
    "member of groups": Damage(
        XIUZHOU,
        'members = ["permit", "registration"]',
        'members = ["permit", "permit"]',
        "group",
        f"has 'permit' {ONCE}",
    ),
}

DANGLING = {
    "a source": Damage(
        GUIDELINE,
        'source = "jiaxing-2014-guideline"',
        'source = "jiaxing-2015"',
        "citation.source",
        f"names the source 'jiaxing-2015', {GONE}",
    ),
    "a paper of an edition": Damage(
        GUIDELINE,
        'documents = ["lease_contract"]',
        'documents = ["lease"]',
        "permit[temporary_permit].evidence[stable_housing].alternative[1].documents",
        f"names the document 'lease', {GONE}",
    ),
    "a paper of a line": Damage(
        COMMON,
        'documents = ["diploma"]',
        'documents = ["school_report"]',
        "line[education].documents",
        f"names the document 'school_report', {GONE}",
    ),
    "a paper of an indicator": Damage(
        "indicators.toml",
        'documents = ["award_certificate"]',
        'documents = ["medal"]',
        "indicator[commendation].documents",
        f"names the document 'medal', {GONE}",
    ),
    "a question that explains a word": Damage(
        "glossary.toml",
        'asked_at = ["housing"]',
        'asked_at = ["house"]',
        "word[stable_housing].asked_at[0]",
        f"names the fact 'house', {GONE}",
    ),
    "a fact in a condition": Damage(
        GUIDELINE,
        '{ fact = "hukou", is = "elsewhere" }',
        '{ fact = "household", is = "elsewhere" }',
        "permit[temporary_permit].requirement[hukou_elsewhere].test.fact",
        f"names the fact 'household', {GONE}",
    ),
    "a fact of a measure": Damage(
        COMMON,
        '"insurance_province_months"',
        '"insurance_months"',
        "line[insurance].formula.measure.fact",
        f"names the fact 'insurance_months', {GONE}",
    ),
    "a fact of bands": Damage(
        XIUZHOU,
        'measure = { fact = "business_tax_months" }',
        'measure = { fact = "business_months" }',
        "line[business].formula.of[0].measure.fact",
        f"names the fact 'business_months', {GONE}",
    ),
    "a fact of a ladder": Damage(
        COMMON,
        'fact = "education"',
        'fact = "schooling"',
        "line[education].formula.fact",
        f"names the fact 'schooling', {GONE}",
    ),
    "a fact in the condition of an adjustment": Damage(
        PINGHU,
        '{ fact = "degree_and_diploma", is = "one" }',
        '{ fact = "diplomas", is = "one" }',
        "line[education].formula.adjust[0].when.fact",
        f"names the fact 'diplomas', {GONE}",
    ),
    "a fact that guards a formula": Damage(
        COMMON,
        'when = { fact = "residence_registered", is = true }',
        'when = { fact = "registered", is = true }',
        "line[residence].formula.when.fact",
        f"names the fact 'registered', {GONE}",
    ),
    "a fact that need only be known": Damage(
        PINGHU,
        '{ fact = "birth_date", known = true }',
        '{ fact = "birthday", known = true }',
        "reading[1].when.fact",
        f"names the fact 'birthday', {GONE}",
    ),
    "a choice": Damage(
        GUIDELINE,
        '{ fact = "hukou", is = "elsewhere" }',
        '{ fact = "hukou", is = "abroad" }',
        "permit[temporary_permit].requirement[hukou_elsewhere].test.is",
        "names 'abroad', which is not a choice of 'hukou'",
    ),
    "one of several choices": Damage(
        GUIDELINE,
        '["owned", "rented", "dormitory"]',
        '["owned", "hired", "dormitory"]',
        "permit[temporary_permit].requirement[stable_housing].test.any[0].one_of",
        "names 'hired', which is not a choice of 'housing'",
    ),
    "a paper in a set": Damage(
        GUIDELINE,
        'has = ["business_licence"]',
        'has = ["trade_licence"]',
        "permit[residence_permit].requirement[proof_of_employment].test.any[1].all[1].has",
        "names 'trade_licence', which is not a choice of 'employment_papers'",
    ),
    "a level": Damage(
        COMMON,
        "associate = 8,",
        "associate = 8, college = 9,",
        "line[education].formula.levels",
        "names 'college', which is not a choice of 'education'",
    ),
    "a level of an adjustment": Damage(
        PINGHU,
        'levels = ["bachelor", "master", "doctor"]',
        'levels = ["bachelor", "magister"]',
        "line[education].formula.adjust[0].levels",
        "names 'magister', which is not a choice of 'education'",
    ),
    "the condition that evidence is for": Damage(
        GUIDELINE,
        'for = "stable_housing"',
        'for = "housing"',
        "permit[temporary_permit].evidence[housing].for",
        f"names the condition 'housing', {GONE}",
    ),
    "a condition in a condition": Damage(
        REGULATION,
        'when = { fact = "hukou", is = "here" }',
        'when = { condition = "local" }',
        "outcome[local_resident].when.condition",
        f"names the condition 'local', {GONE}",
    ),
    "the permit of an outcome": Damage(
        REGULATION,
        'permit = "residence_permit"',
        'permit = "temporary_permit"',
        "outcome[residence_permit].permit",
        f"names the permit 'temporary_permit', {GONE}",
    ),
    "a scheme of a unit": Damage(
        "units.toml",
        'schemes = ["zhejiang-common-2023"]',
        'schemes = ["zhejiang-common-2023", "nanhu-points-2017"]',
        "unit[nanhu].schemes",
        f"names the scheme 'nanhu-points-2017', {GONE}",
    ),
    "a member of a group": Damage(
        PINGHU,
        'members = ["education", "skill", "shortage"]',
        'members = ["education", "skill", "scarcity"]',
        "group[highest_qualification].members",
        f"names the line 'scarcity', {GONE}",
    ),
    "a fact of an example": Damage(
        COMMON,
        "answers = { birth_date",
        "answers = { born = 1, birth_date",
        "example[0].answers.born",
        f"names the fact 'born', {GONE}",
    ),
    "a line of an example": Damage(
        COMMON,
        "lines = { age = 6,",
        "lines = { years = 6,",
        "example[0].lines.years",
        f"names the line 'years', {GONE}",
    ),
    "a date that implies a yes": Damage(
        "facts.toml",
        'implied_by = "registered_on"',
        'implied_by = "registered"',
        "fact[residence_registered].implied_by",
        f"names the fact 'registered', {GONE}",
    ),
    "a date that stands in": Damage(
        "facts.toml",
        'full_months_since = "registered_on"',
        'full_months_since = "registered"',
        "fact[residence_province_months].stand_in.full_months_since",
        f"names the fact 'registered', {GONE}",
    ),
    "a fact that a question hangs on": Damage(
        "facts.toml",
        'ask_if = { fact = "housing", is = "owned" }',
        'ask_if = { fact = "home", is = "owned" }',
        "fact[owned_share].ask_if.fact",
        f"names the fact 'home', {GONE}",
    ),
    "an assumed choice": Damage(
        "facts.toml",
        'assumed = "ordinary"',
        'assumed = "usual"',
        "fact[channel].assumed",
        "names 'usual', which is not a choice of 'channel'",
    ),
}

OF_ANOTHER_KIND = {
    "a choice of a number": Damage(
        GUIDELINE,
        '{ fact = "hukou", is = "elsewhere" }',
        '{ fact = "contract_months", is = "six" }',
        "permit[temporary_permit].requirement[hukou_elsewhere].test.fact",
        "names 'contract_months', which is of kind 'months'; this needs choice or yes_no",
    ),
    "a word for a yes": Damage(
        REGULATION,
        '{ fact = "residence_registered", is = false }',
        '{ fact = "residence_registered", is = "no" }',
        "notice[register_first].when.is",
        "must be true or false, not 'no'",
    ),
    "a yes for a choice": Damage(
        REGULATION,
        'when = { fact = "hukou", is = "here" }',
        'when = { fact = "hukou", is = true }',
        "outcome[local_resident].when.is",
        "names 'True', which is not a choice of 'hukou'",
    ),
    "one of several yeses": Damage(
        GUIDELINE,
        '{ fact = "housing", one_of = ["other"], office_decides = true }',
        '{ fact = "in_school", one_of = ["other"], office_decides = true }',
        "permit[temporary_permit].requirement[stable_housing].test.any[1].fact",
        "names 'in_school', which is of kind 'yes_no'; this needs choice",
    ),
    "a paper of a choice": Damage(
        GUIDELINE,
        '{ fact = "employment_papers", has = ["business_licence"] }',
        '{ fact = "employment", has = ["employed"] }',
        "permit[residence_permit].requirement[proof_of_employment].test.any[1].all[1].fact",
        "names 'employment', which is of kind 'choice'; this needs set",
    ),
    "so much of a date": Damage(
        GUIDELINE,
        '{ fact = "employment_months", at_least = 6 }',
        '{ fact = "birth_date", at_least = 6 }',
        "permit[residence_permit].requirement[six_months_employment].test.all[1].fact",
        "names 'birth_date', which is of kind 'date'; this needs months or number or yuan",
    ),
    "the months since a number": Damage(
        REGULATION,
        '{ fact = "registered_on", months_passed = 6 }',
        '{ fact = "contract_months", months_passed = 6 }',
        "permit[residence_permit].requirement[half_year_residence].test.any[1].all[1].fact",
        "names 'contract_months', which is of kind 'months'; this needs date",
    ),
    "the age of a number": Damage(
        XIUZHOU,
        '{ fact = "child_birth_date", years_old = 6',
        '{ fact = "owned_share", years_old = 6',
        "entry[child_six_by_august].test.fact",
        "names 'owned_share', which is of kind 'number'; this needs date",
    ),
    "the years since a number": Damage(
        XIUZHOU,
        '{ fact = "permit_issued_on", in = "full_years"',
        '{ fact = "owned_share", in = "full_years"',
        "line[permit].formula.measure.fact",
        "names 'owned_share', which is of kind 'number'; this needs months or date or periods",
    ),
    "the value of a date": Damage(
        XIUZHOU,
        '{ fact = "permit_issued_on", in = "full_years"',
        '{ fact = "permit_issued_on"',
        "line[permit].formula.measure.fact",
        "names 'permit_issued_on', which is of kind 'date'; this needs months or number or yuan",
    ),
    "a ladder of dates": Damage(
        COMMON,
        'fact = "education"\nlevels = { primary = 5, junior = 5, senior = 5, associate = 8, '
        "bachelor = 10, master = 10, doctor = 10 }",
        'fact = "birth_date"\nlevels = { old = 5 }',
        "line[education].formula.fact",
        "names 'birth_date', which is of kind 'date'; this needs choice",
    ),
    "a yes implied by a choice": Damage(
        "facts.toml",
        'implied_by = "registered_on"',
        'implied_by = "permit_held"',
        "fact[residence_registered].implied_by",
        "names 'permit_held', which is of kind 'choice'; this needs date",
    ),
    "a date implied by a date": Damage(
        "facts.toml",
        'id = "birth_date"\n',
        'id = "birth_date"\nimplied_by = "registered_on"\n',
        "fact[birth_date].implied_by",
        "goes with yes_no only; this is of kind 'date'",
    ),
    "a stand-in for a choice": Damage(
        "facts.toml",
        'id = "hukou"\n',
        'id = "hukou"\nstand_in = { full_months_since = "registered_on" }\n',
        "fact[hukou].stand_in",
        "goes with months only; this is of kind 'choice'",
    ),
    "a choice that grows": Damage(
        "facts.toml",
        'id = "hukou"\n',
        'id = "hukou"\ngrows = true\n',
        "fact[hukou].grows",
        "goes with months only; this is of kind 'choice'",
    ),
    "an assumed date": Damage(
        "facts.toml",
        'id = "birth_date"\n',
        'id = "birth_date"\nassumed = "1990-01-01"\n',
        "fact[birth_date].assumed",
        "must be a day, such as 2014-10-31, for a fact of kind 'date'",
    ),
}

FACTS = {
    "a choice without choices": Damage(
        "facts.toml",
        'kind = "date"',
        'kind = "set"',
        "fact[birth_date].choices",
        "a fact of kind 'set' needs choices, others none",
    ),
    "a number without a minimum": Damage(
        "facts.toml",
        "minimum = 0\nmaximum = 100\n",
        "maximum = 100\n",
        "fact[owned_share].minimum",
        "is missing; a fact of kind 'number' needs it",
    ),
    "a number without a maximum": Damage(
        "facts.toml",
        "minimum = 0\nmaximum = 100\n",
        "minimum = 0\n",
        "fact[owned_share].maximum",
        "is missing; a fact of kind 'number' needs it",
    ),
    "a choice with a minimum": Damage(
        "facts.toml",
        'id = "hukou"\n',
        'id = "hukou"\nminimum = 1\n',
        "fact[hukou].minimum",
        "goes with numbers only; this is of kind 'choice'",
    ),
    "a minimum above the maximum": Damage(
        "facts.toml",
        "minimum = 0\nmaximum = 12\n",
        "minimum = 13\nmaximum = 12\n",
        "fact[insurance_last_12].minimum",
        "is 13, above maximum = 12",
    ),
    "a fact by the name of a partner's": Damage(
        "facts.toml",
        '[[fact]]\nid = "in_school"',
        '[[fact]]\nid = "partner_name"\nsection = "place"\nkind = "yes_no"\nname = "x"\n'
        'label = "x"\nabout_person = false\n\n[[fact]]\nid = "in_school"',
        "fact[partner_name].id",
        "begins with 'partner_', which is kept for the partner's facts",
    ),
    "a question that hangs on a later one": Damage(
        "facts.toml",
        'id = "hukou"\n',
        'id = "hukou"\nask_if = { fact = "housing", is = "owned" }\n',
        "fact[hukou].ask_if.fact",
        "names 'housing', which is not asked before 'hukou'",
    ),
    "a question that hangs on itself": Damage(
        "facts.toml",
        'id = "hukou"\n',
        'id = "hukou"\nask_if = { fact = "hukou", is = "here" }\n',
        "fact[hukou].ask_if.fact",
        "names 'hukou', which is not asked before 'hukou'",
    ),
    "a unit that cannot be picked": Damage(
        "facts.toml",
        '  { id = "gangqu", label = "嘉兴港区" },\n',
        "",
        "fact[unit].choices",
        "differ from units.toml by gangqu",
    ),
    "a unit that no file describes": Damage(
        "facts.toml",
        '  { id = "gangqu",',
        '  { id = "wuzhen", label = "x" },\n  { id = "gangqu",',
        "fact[unit].choices",
        "differ from units.toml by wuzhen",
    ),
    "a fact that the engine asks for": Damage(
        "facts.toml",
        'id = "permit_endorsed"\nsection = "place"\nkind = "yes_no"\n',
        'id = "permit_endorsed"\nsection = "place"\nkind = "choice"\n'
        'choices = [{ id = "yes", label = "x" }]\n',
        "fact",
        "names 'permit_endorsed', which is of kind 'choice'; this needs yes_no",
    ),
    "a bound that no answer reaches": Damage(
        GUIDELINE,
        '{ fact = "insurance_last_12", at_least = 6 }',
        '{ fact = "insurance_last_12", at_least = 13 }',
        "permit[residence_permit].requirement[proof_of_employment].test.any[0].all[2].at_least",
        "is 13, but 'insurance_last_12' can only be 0 to 12",
    ),
}

EDITIONS = {
    "a file by another name than its id": Damage(
        GUIDELINE,
        'id = "jiaxing-2014"',
        'id = "jiaxing-2015"',
        "id",
        "is 'jiaxing-2015', but the file is named 'jiaxing-2014'; use one name",
    ),
    "a term that ends before it begins": Damage(
        GUIDELINE,
        "ends = 2015-10-30",
        "ends = 2014-10-30",
        "term.ends",
        "is 2014-10-30, before it begins on 2014-10-31",
    ),
    "an outcome that rests on two things": Damage(
        GUIDELINE,
        'permit = "residence_permit"\nheadline',
        'permit = "residence_permit"\nwhen = { fact = "hukou", is = "here" }\nheadline',
        "outcome[residence_permit].permit",
        "stands beside when; take permit where a permit qualifies, when for all else",
    ),
    "an outcome that rests on nothing": Damage(
        GUIDELINE,
        'permit = "residence_permit"\nheadline',
        "headline",
        "outcome[residence_permit].id",
        "needs either when or permit; cannot_tell and none_yet need neither",
    ),
    "a last outcome with a condition": Damage(
        GUIDELINE,
        'id = "none_yet"\n',
        'id = "none_yet"\nwhen = { fact = "hukou", is = "here" }\n',
        "outcome[none_yet].id",
        "needs either when or permit; cannot_tell and none_yet need neither",
    ),
    "a condition that rests on itself": Damage(
        REGULATION,
        '  { fact = "in_school", is = true },\n',
        '  { condition = "one_of_three" },\n',
        "permit",
        "has conditions that rest on themselves: one_of_three → one_of_three",
    ),
    "a route of the office inside not": Damage(
        REGULATION,
        'test = { fact = "hukou", is = "elsewhere" }',
        'test = { not = { fact = "hukou", one_of = ["here"], office_decides = true } }',
        "permit[residence_permit].requirement[hukou_elsewhere].test.not.office_decides",
        "cannot stand inside not",
    ),
    "a figure from a document known by name": Damage(
        GUIDELINE,
        'grace_days = 60\ncitation = { source = "jiaxing-2014-guideline"',
        'grace_days = 60\ncitation = { source = "pinghu-points-2019"',
        "endorsement.citation.source",
        "names 'pinghu-points-2019', of which only the name is known; only unread may",
    ),
}

SCHEMES = {
    "a group that holds itself": Damage(
        XIUZHOU,
        'members = ["permit", "registration"]',
        'members = ["permit", "registration", "registration_and_permit"]',
        "group",
        "has groups that hold themselves: registration_and_permit → registration_and_permit",
    ),
    "a ladder with a level missing": Damage(
        COMMON,
        "associate = 8, ",
        "",
        "line[education].formula.levels",
        "has no figure for the choice 'associate'",
    ),
    "a line without its most": Damage(
        COMMON,
        "max = 10\n",
        "",
        "line[education].max",
        "is missing; it may only be left out where no upper bound was read",
    ),
    "a line from a document known by name": Damage(
        PINGHU,
        'citation = { source = "pinghu-points-2018", article = "第 1 项 年龄" }',
        'citation = { source = "pinghu-points-2019", article = "第 1 项 年龄" }',
        "line[age].citation.source",
        "names 'pinghu-points-2019', of which only the name is known; only unread may",
    ),
    "a rate that takes away": Damage(
        COMMON,
        "points = 0.5",
        "points = -0.5",
        "line[insurance].formula.points",
        "is below 0; a rate only gives, bands can take away",
    ),
    "bands that overlap": Damage(
        XIUZHOU,
        "{ from = 1, below = 2, points = 10 }",
        "{ from = 1, below = 3, points = 10 }",
        "line[permit].formula.bands[2].from",
        "is 2, which overlaps the band before it",
    ),
    "bands with a gap": Damage(
        XIUZHOU,
        "{ from = 2, below = 3, points = 15 }",
        "{ from = 2, below = 2.5, points = 15 }",
        "line[permit].formula.bands[3].from",
        "is 3, which leaves a gap from 2.5 on",
    ),
    "a line of both parents on a fact of the family": Damage(
        XIUZHOU,
        'when = { fact = "large_employer", is = true }',
        'when = { fact = "owned_share", at_least = 51 }',
        "line[large_employer].formula.when.fact",
        "names 'owned_share', which the other parent cannot have",
    ),
    "a condition of both parents on the applicant's permit": Damage(
        XIUZHOU,
        '  { fact = "registered_on", months_passed = 6 },\n',
        '  { fact = "registered_on", months_passed = 6 },\n  { endorsement = ["due"] },\n',
        "entry[parents_registered_six_months].test.each_parent.all[2]",
        "looks at the applicant only; it cannot be put to each parent",
    ),
    "a condition of an edition in a scheme": Damage(
        XIUZHOU,
        'test = { fact = "child_birth_date", years_old = 6, by = "08-31" }',
        'test = { condition = "hukou_elsewhere" }',
        "entry[child_six_by_august].test.condition",
        f"names the condition 'hukou_elsewhere', {GONE}",
    ),
    "an example that names its unit": Damage(
        COMMON,
        "answers = { birth_date",
        'answers = { unit = "nanhu", birth_date',
        "example[0].answers.unit",
        "is taken from units.toml; leave it out",
    ),
    "an example outside the term": Damage(
        COMMON,
        "on = 2024-01-15",
        "on = 2023-07-25",
        "example[0].on",
        "is 2023-07-25, outside the scheme's term",
    ),
}
PROOF = """
[[unit.proof]]
edition = "jiaxing-2014"
requirement = "proof_of_employment"
document = "tax_record"
mode = "add"
citation = { source = "jiaxing-2014-guideline", article = "三（一）2（3）" }
"""
"""A proof of the last unit's own, right as it stands."""

PROOFS = {
    "the edition": (
        'edition = "jiaxing-2014"',
        'edition = "jiaxing-2013"',
        "edition",
        f"names the edition 'jiaxing-2013', {GONE}",
    ),
    "a condition that takes no papers of the unit's": (
        'requirement = "proof_of_employment"',
        'requirement = "hukou_elsewhere"',
        "requirement",
        f"names the condition with local papers 'hukou_elsewhere', {GONE}",
    ),
    "the paper": (
        'document = "tax_record"',
        'document = "tax_card"',
        "document",
        f"names the document 'tax_card', {GONE}",
    ),
    "a document known by name": (
        'source = "jiaxing-2014-guideline"',
        'source = "pinghu-points-2019"',
        "citation.source",
        "names 'pinghu-points-2019', of which only the name is known; only unread may",
    ),
}


def check(folder: RulesFolder, damage: Damage) -> None:
    folder.damage(damage)
    key = folder.key(damage.file, damage.key)
    said = [m.message for m in folder.mistakes() if (m.file, m.key) == (damage.file, key)]
    assert any(message.startswith(damage.said) for message in said)


@pytest.mark.parametrize("damage", DUPLICATES.values(), ids=DUPLICATES)
def test_an_id_may_stand_once(folder: RulesFolder, damage: Damage) -> None:
    check(folder, damage)


@pytest.mark.parametrize("damage", DANGLING.values(), ids=DANGLING)
def test_a_reference_must_lead_somewhere(folder: RulesFolder, damage: Damage) -> None:
    check(folder, damage)


@pytest.mark.parametrize("damage", OF_ANOTHER_KIND.values(), ids=OF_ANOTHER_KIND)
def test_a_fact_can_be_read_in_its_own_way_only(folder: RulesFolder, damage: Damage) -> None:
    check(folder, damage)


@pytest.mark.parametrize("damage", FACTS.values(), ids=FACTS)
def test_a_question_must_be_answerable(folder: RulesFolder, damage: Damage) -> None:
    check(folder, damage)


@pytest.mark.parametrize("damage", EDITIONS.values(), ids=EDITIONS)
def test_an_edition_must_be_whole(folder: RulesFolder, damage: Damage) -> None:
    check(folder, damage)


@pytest.mark.parametrize("damage", SCHEMES.values(), ids=SCHEMES)
def test_a_scheme_must_be_whole(folder: RulesFolder, damage: Damage) -> None:
    check(folder, damage)


@pytest.mark.parametrize(("old", "new", "key", "said"), PROOFS.values(), ids=PROOFS)
def test_a_proof_of_a_unit_must_lead_somewhere(
    folder: RulesFolder, old: str, new: str, key: str, said: str
) -> None:
    folder.append("units.toml", PROOF)
    assert folder.mistakes() == []
    folder.write("units.toml", folder.text("units.toml").replace(PROOF, PROOF.replace(old, new)))
    (mistake,) = folder.mistakes()
    assert mistake.key == folder.key("units.toml", f"unit[gangqu].proof[0].{key}")
    assert mistake.message.startswith(said)


def test_the_shipped_rules_hold_together(folder: RulesFolder) -> None:
    assert folder.mistakes() == []


def test_two_editions_are_never_in_force_on_one_day(folder: RulesFolder) -> None:
    folder.replace(GUIDELINE, "ends = 2015-10-30", "ends = 2016-07-01")
    (mistake,) = folder.mistakes()
    assert str(mistake) == (
        "editions/zhejiang-2016.toml: term: overlaps the term of 'jiaxing-2014'; "
        "one edition is in force on a day"
    )


def test_an_edition_may_begin_on_the_day_after_another_ends(folder: RulesFolder) -> None:
    folder.replace(GUIDELINE, "ends = 2015-10-30", "ends = 2016-06-30")
    assert folder.mistakes() == []


def test_two_versions_of_a_scheme_are_never_in_force_on_one_day(folder: RulesFolder) -> None:
    newer = folder.text(PINGHU).replace('pinghu-points-2018"\nname', 'pinghu-points-2019"\nname')
    folder.write("schemes/pinghu-points-2019.toml", newer)
    folder.replace(
        "units.toml", '"pinghu-points-2018"', '"pinghu-points-2018", "pinghu-points-2019"'
    )
    (mistake,) = folder.mistakes()
    assert mistake.key == folder.key("units.toml", "unit[pinghu].schemes")
    assert mistake.message == (
        "has 'pinghu-points-2018' and 'pinghu-points-2019', in force on the same day; "
        "end the term of the one, or name them apart"
    )


def test_versions_of_a_scheme_may_follow_one_another(folder: RulesFolder) -> None:
    newer = folder.text(PINGHU).replace('pinghu-points-2018"\nname', 'pinghu-points-2019"\nname')
    newer = newer.replace("{ ends = 2018-12-31 }", "{ begins = 2019-01-01 }")
    newer = newer.replace("on = 2018-06-01", "on = 2019-06-01")
    folder.write("schemes/pinghu-points-2019.toml", newer)
    folder.replace(
        "units.toml", '"pinghu-points-2018"', '"pinghu-points-2018", "pinghu-points-2019"'
    )
    assert folder.mistakes() == []


def test_a_scheme_in_a_file_by_another_name_is_named_there_and_where_it_is_used(
    folder: RulesFolder,
) -> None:
    (folder.path / PINGHU).rename(folder.path / "schemes/pinghu-points-2017.toml")
    (mistake,) = folder.mistakes()
    assert str(mistake) == (
        "schemes/pinghu-points-2017.toml: id: is 'pinghu-points-2018', but the file is named "
        "'pinghu-points-2017'; use one name"
    )


def test_a_scheme_that_no_unit_uses_is_a_mistake(folder: RulesFolder) -> None:
    folder.replace("units.toml", ', "xiuzhou-school-2021"', "")
    (mistake,) = folder.mistakes()
    assert str(mistake) == f"{XIUZHOU}: id: is in the schemes of no unit; name it in units.toml"


def test_a_term_may_be_a_single_day(folder: RulesFolder) -> None:
    folder.replace(GUIDELINE, "ends = 2015-10-30", "ends = 2014-10-31")
    assert folder.mistakes() == []


def test_a_bound_may_be_the_most_that_can_be_answered(folder: RulesFolder) -> None:
    folder.replace(
        GUIDELINE,
        '{ fact = "insurance_last_12", at_least = 6 }',
        '{ fact = "insurance_last_12", at_least = 12 }',
    )
    assert folder.mistakes() == []


def test_bands_begin_where_the_answers_do(folder: RulesFolder) -> None:
    folder.replace(
        XIUZHOU,
        "{ from = 0, below = 10000, points = 0 }",
        "{ from = 1, below = 10000, points = 0 }",
    )
    (mistake,) = folder.mistakes()
    assert mistake.key == folder.key(XIUZHOU, "line[business].formula.of[1].bands[0].from")
    assert mistake.message == "is 1, which leaves a gap from 0 on"
    head, name, rest = folder.text("facts.toml").partition('id = "business_tax_3y"')
    folder.write("facts.toml", head + name + rest.replace("minimum = 0", "minimum = 1", 1))
    assert folder.mistakes() == []


def test_a_fact_that_is_not_there_is_named_once_where_both_parents_are_asked(
    folder: RulesFolder,
) -> None:
    folder.replace(
        XIUZHOU,
        'when = { fact = "large_employer", is = true }',
        'when = { fact = "big", is = true }',
    )
    (mistake,) = folder.mistakes()
    assert mistake.message == f"names the fact 'big', {GONE}"


def test_a_unit_says_what_is_known_of_its_documents(folder: RulesFolder) -> None:
    folder.append(
        "units.toml",
        '[[unit]]\nid = "wuzhen"\nname = "x"\noffice = "x"\nschemes = ["zhejiang-common-2023"]\n',
    )
    folder.replace(
        "facts.toml", '  { id = "gangqu"', '  { id = "wuzhen", label = "x" },\n  { id = "gangqu"'
    )
    (mistake,) = folder.mistakes()
    assert mistake.key == folder.key("units.toml", "unit[wuzhen].document")
    assert mistake.message == "is missing; give no_document to say that none is known"


def test_groups_that_hold_each_other_are_named_in_a_circle(folder: RulesFolder) -> None:
    folder.replace(
        XIUZHOU,
        'members = ["permit", "registration"]',
        'members = ["permit", "registration", "work"]',
    )
    folder.replace(
        XIUZHOU,
        'members = ["large_employer", "business", "income_tax"]',
        'members = ["large_employer", "business", "income_tax", "registration_and_permit"]',
    )
    (mistake,) = folder.mistakes()
    assert mistake.message == (
        "has groups that hold themselves: registration_and_permit → work → registration_and_permit"
    )


def test_a_group_may_hold_a_group(folder: RulesFolder) -> None:
    folder.replace(
        XIUZHOU,
        'members = ["permit", "registration"]',
        'members = ["permit", "registration", "work"]',
    )
    assert folder.mistakes() == []


def test_a_condition_may_be_turned_around(folder: RulesFolder) -> None:
    folder.replace(
        REGULATION,
        'test = { fact = "hukou", is = "elsewhere" }',
        'test = { not = { any = [{ fact = "hukou", is = "here" },'
        ' { fact = "housing", one_of = ["none"] }] } }',
    )
    assert folder.mistakes() == []


def test_conditions_that_rest_on_each_other_are_named_in_a_circle(folder: RulesFolder) -> None:
    folder.replace(
        REGULATION, '{ fact = "in_school", is = true }', '{ condition = "half_year_residence" }'
    )
    assert folder.mistakes() == []
    folder.replace(
        REGULATION,
        '{ fact = "channel", one_of = ["investor", "talent"] }',
        '{ condition = "one_of_three" }',
    )
    (mistake,) = folder.mistakes()
    assert mistake.message == (
        "has conditions that rest on themselves: "
        "half_year_residence → one_of_three → half_year_residence"
    )


@pytest.mark.parametrize("outcome", ["cannot_tell", "none_yet"])
def test_an_edition_has_something_to_say_where_nothing_applies(
    folder: RulesFolder, outcome: str
) -> None:
    head, _, rest = folder.text(REGULATION).partition(f'[[outcome]]\nid = "{outcome}"')
    folder.write(REGULATION, head + rest[rest.index("\n[") :])
    (mistake,) = folder.mistakes()
    assert str(mistake) == f"{REGULATION}: outcome: names the outcome '{outcome}', {GONE}"


def test_a_fact_that_the_engine_needs_may_not_go(folder: RulesFolder) -> None:
    folder.replace("facts.toml", 'id = "permit_endorsed_on"', 'id = "permit_stamped_on"')
    found = {(m.file, m.key): m.message for m in folder.mistakes()}
    said = f"names the fact 'permit_endorsed_on', {GONE}; the nearest is 'permit_endorsed'"
    assert found["facts.toml", "fact"] == said


def test_what_could_not_be_read_may_cite_a_document_known_by_name(folder: RulesFolder) -> None:
    assert 'source = "pinghu-points-2019"' in folder.text(PINGHU)
    assert folder.mistakes() == []


def test_a_line_without_an_upper_bound_needs_no_most(folder: RulesFolder) -> None:
    folder.replace(COMMON, "points = 0.5\nat_most = 30", "points = 0.5")
    folder.replace(COMMON, "max = 30\n", "")
    folder.replace(COMMON, "max = 20\n", "")
    folder.replace(
        COMMON,
        "{ from = 61, low = 0, high = 5 }",
        "{ from = 61, points = 5, anchor = 61, step = 1 }",
    )
    assert folder.mistakes() == []


def test_a_line_that_rises_to_a_limit_needs_its_most(folder: RulesFolder) -> None:
    folder.replace(COMMON, "max = 20\n", "")
    folder.replace(
        COMMON,
        "{ from = 61, low = 0, high = 5 }",
        "{ from = 61, points = 5, anchor = 61, step = 1, at_most = 9 }",
    )
    (mistake,) = folder.mistakes()
    assert mistake.key == folder.key(COMMON, "line[age].max")


def test_mistakes_across_files_are_all_reported_in_the_order_of_the_files(
    folder: RulesFolder,
) -> None:
    folder.replace(COMMON, "associate = 8, ", "")
    folder.replace(COMMON, 'fact = "insurance_province_months"', 'fact = "insurance_months"')
    folder.replace(GUIDELINE, 'documents = ["lease_contract"]', 'documents = ["lease"]')
    folder.replace("facts.toml", 'assumed = "ordinary"', 'assumed = "usual"')
    folder.replace("units.toml", '"pinghu-points-2018"', '"pinghu-points-2017"')
    assert [(mistake.file, mistake.key) for mistake in folder.mistakes()] == [
        ("facts.toml", folder.key("facts.toml", "fact[channel].assumed")),
        ("units.toml", folder.key("units.toml", "unit[pinghu].schemes")),
        (GUIDELINE, "permit[0].evidence[0].alternative[1].documents"),
        (PINGHU, "id"),
        (COMMON, "line[1].formula.levels"),
        (COMMON, "line[3].formula.measure.fact"),
    ]
