"""What the linter of packs looks for, and what to do about each."""

from __future__ import annotations

from collections.abc import Mapping

from junheng.language import Text
from junheng.packs.form_rules import FORM_RULES
from junheng.tables.issue import Rule, Severity


def _error(id_: str, message: Text, remedy: Text) -> Rule:
    return Rule(id_, Severity.ERROR, message, remedy)


def _warning(id_: str, message: Text, remedy: Text) -> Rule:
    return Rule(id_, Severity.WARNING, message, remedy)


_FILES = (
    _error(
        "toml-syntax",
        Text("文件不是合格的 TOML：{error}", "The file is not valid TOML: {error}"),
        Text("改正所指的行；文件须以 UTF-8 保存。", "Correct the line that is named; save the file as UTF-8."),
    ),
    _error(
        "id-twice",
        Text("同一名称写了两次：{error}", "A name is used twice: {error}"),
        Text("给其中一个改名，或删去重复的一段。", "Rename one of the two, or delete the repeated part."),
    ),
    _error(
        "standard-missing",
        Text("规则包里没有标准“{name}”；现有 {known}。", "The pack has no standard “{name}”; it has {known}."),
        Text("改正 pack.toml 的 default，或加上该标准的文件。", "Correct `default` in pack.toml, or add the standard's file."),
    ),
    _error(
        "base-missing",
        Text("没有可以沿用的规则包“{name}”；现有 {known}。", "There is no pack “{name}” to build on; there are {known}."),
        Text("改正 based_on，或删去它。", "Correct `based_on`, or delete it."),
    ),
)

_SHAPE = (
    _error(
        "name-missing",
        Text("缺少{language}文字。", "The {language} text is missing."),
        Text("每个名称都写中文 zh 和英文 en。", "Give every name in Chinese (zh) and in English (en)."),
    ),
    _error(
        "source-missing",
        Text("没有注明依据。", "There is no source."),
        Text("加上 source：文件标题、文号、条款。", "Add `source`: title, document number, article."),
    ),
    _error(
        "key-missing",
        Text("缺少“{name}”。", "“{name}” is missing."),
        Text("补上这一项；各项的含义见“规则包”说明。", "Add it; the page on packs says what each key means."),
    ),
    _error(
        "key-unknown",
        Text("不认识“{name}”；这里可以写 {known}。", "“{name}” is not known; here may stand {known}."),
        Text("改正拼写，或删去它。", "Correct the spelling, or delete it."),
    ),
    _error(
        "value-wrong",
        Text("“{value}”不合要求：{expected}。", "“{value}” does not fit: {expected}."),
        Text("按要求改写这个值。", "Write the value as expected."),
    ),
)

_WORDS = (
    _error(
        "unit-unknown",
        Text("没有计量单位“{unit}”。", "There is no unit of measure “{unit}”."),
        Text("改用已有的单位，如 m2、yuan、teacher/100 pupil。", "Use a unit that exists, such as m2, yuan, teacher/100 pupil."),
    ),
    _error(
        "level-unknown",
        Text("没有学段“{name}”；现有 {known}。", "There is no level “{name}”; there are {known}."),
        Text("改正学段代码，或在 pack.toml 中声明它。", "Correct the code, or declare the level in pack.toml."),
    ),
    _error(
        "kind-unknown",
        Text("没有办学类型“{name}”；现有 {known}。", "There is no unit kind “{name}”; there are {known}."),
        Text("改正类型代码，或在 pack.toml 中声明它。", "Correct the code, or declare the kind in pack.toml."),
    ),
    _error(
        "area-kind-unknown",
        Text("没有地区类型“{name}”；现有 {known}。", "There is no area kind “{name}”; there are {known}."),
        Text("改正 compare，或在 pack.toml 中声明它。", "Correct `compare`, or declare the kind in pack.toml."),
    ),
    _error(
        "measure-reserved",
        Text(
            "“{name}”由学生和班级表得出，不能这样声明。",
            "“{name}” follows from the tables of pupils and classes and cannot be declared like this.",
        ),
        Text(
            "换一个代码；只有 classes（单位 class）和 largest_class（单位 pupil/class）可以声明，供没有班级表的数据使用。",
            "Choose another code; only classes (in class) and largest_class (in pupil/class) may be declared, for sheets without a list.",
        ),
    ),
    _error(
        "synonym-twice",
        Text("“{word}”同时表示 {first} 和 {second}。", "“{word}” means both {first} and {second}."),
        Text("只在一处保留它，否则表头无法识别。", "Keep it at one of them, or a header cannot be told apart."),
    ),
    _error(
        "plausible-order",
        Text("合理范围的下限 {low} 大于上限 {high}。", "The plausible range begins at {low}, above its end {high}."),
        Text("先写下限，再写上限。", "Write the lower end first."),
    ),
)

_INDICATORS = (
    _error(
        "formula-syntax",
        Text("公式无法识别。{error}", "The formula cannot be read. {error}"),
        Text("只用数、项目名、+ - * /、括号、min、max、per_100。", "Use numbers, measures, + - * /, brackets, min, max and per_100 only."),
    ),
    _error(
        "formula-measure",
        Text("公式用了不存在的项目。{error}", "The formula uses a measure that does not exist. {error}"),
        Text("改正拼写，或在 pack.toml 中声明该项目。", "Correct the spelling, or declare the measure in pack.toml."),
    ),
    _error(
        "formula-reference",
        Text("公式引用了不存在的指标。{error}", "The formula refers to an indicator that does not exist. {error}"),
        Text("改正拼写；只能引用同一标准中的指标。", "Correct the spelling; only indicators of the same standard can be referred to."),
    ),
    _error(
        "formula-unit",
        Text("公式把不同的单位混在一起。{error}", "The formula mixes units. {error}"),
        Text("只把同一单位的项目相加；不同单位之间用除法。", "Add only measures of one unit; between different ones divide."),
    ),
    _error(
        "formula-zero",
        Text("公式除以零。{error}", "The formula divides by zero. {error}"),
        Text("改正除数。", "Correct the divisor."),
    ),
    _error(
        "formula-cycle",
        Text("{error}", "{error}"),
        Text("让其中一个指标直接用统计项目计算。", "Let one of them be computed from measures alone."),
    ),
    _error(
        "unit-mismatch",
        Text("写的是 {declared}，而公式得出 {derived}。", "It says {declared}, but the formula gives {derived}."),
        Text(
            "改正单位或公式；“每百名”用 per_100(a, b) 写，不用 100 * a / b。",
            "Correct the unit or the formula; write “per 100” as per_100(a, b), not as 100 * a / b.",
        ),
    ),
    _error(
        "floor-without-direction",
        Text("没有好坏方向的指标不能有底线。", "An indicator without a better direction cannot have a floor."),
        Text("写明 direction（higher 或 lower），或删去 floor。", "Set `direction` to higher or lower, or delete `floor`."),
    ),
    _error(
        "limit-without-balance",
        Text("不计算差异系数的指标不能有差异系数上限。", "An indicator without a coefficient of variation cannot have a limit for it."),
        Text("删去 cv_max，或把 balance 设为 true。", "Delete `cv_max`, or set `balance` to true."),
    ),
    _error(
        "level-elsewhere",
        Text("指标不含学段“{name}”，却为它规定了数值。", "A value is set for the level “{name}”, which the indicator does not have."),
        Text("把该学段加进 levels，或删去这个数值。", "Add the level to `levels`, or delete the value."),
    ),
    _error(
        "resource-measure",
        Text("没有统计项目“{name}”；现有 {known}。", "There is no measure “{name}”; there are {known}."),
        Text("resource 只能用 pack.toml 声明的项目。", "`resource` takes measures that pack.toml declares."),
    ),
    _error(
        "resource-unit",
        Text("资源的单位是 {declared}，而项目的单位是 {derived}。", "The resource is in {declared}, but its measures are in {derived}."),
        Text("改用项目的单位。", "Use the unit of the measures."),
    ),
    _error(
        "resource-mismatch",
        Text("公式的值不等于 {scale} ×（{measures}）÷ 在校生数。", "The formula is not {scale} × ({measures}) ÷ pupils."),
        Text(
            "改正 measures 或 scale；不是这种形式的指标不写 resource。", "Correct `measures` or `scale`; other formulas have no `resource`."
        ),
    ),
)

_STANDARD = (
    _error(
        "dates-order",
        Text("日期没有从早到晚排列：{later} 在 {earlier} 之后。", "The dates are not in order: {later} stands after {earlier}."),
        Text("按日期从早到晚排列，同一天只写一次。", "Write the earliest first, and each day once."),
    ),
    _error(
        "day-wrong",
        Text("没有“{day}”这一天。", "There is no day “{day}”."),
        Text("按 2017-04-19 的形式写一个日期。", "Write a date such as 2017-04-19."),
    ),
    _error(
        "reference-unknown",
        Text("没有“{name}”；现有 {known}。", "There is no “{name}”; there are {known}."),
        Text("改正名称，或声明它。", "Correct the name, or declare it."),
    ),
    _error(
        "limit-unit",
        Text("差异系数是纯数，上限“{name}”的单位却是 {unit}。", "A coefficient is a pure number, but its limit “{name}” is in {unit}."),
        Text("把该参数的单位写成 1。", "Give the parameter the unit 1."),
    ),
    _error(
        "at-least-too-many",
        Text(
            "学段“{level}”要求 {n} 项达标，而计入的指标只有 {counted} 项。",
            "Level “{level}” asks for {n} floors, but only {counted} count.",
        ),
        Text("改正 at_least，或补上缺少的底线。", "Correct `at_least`, or add the floors that are missing."),
    ),
    _warning(
        "parameter-unused",
        Text("没有指标或达标规则用到这个参数。", "No indicator and no rule of compliance uses this parameter."),
        Text("删去它；只供页面和报告引用的，写 quoted = true。", "Delete it; where pages and reports quote it, write quoted = true."),
    ),
)

RULES: Mapping[str, Rule] = {rule.id: rule for rule in (*_FILES, *_SHAPE, *_WORDS, *_INDICATORS, *_STANDARD, *FORM_RULES)}
