"""Arithmetic, figures and intervals as they come from below: sentences with places for numbers, names and claims."""

from __future__ import annotations

_FIGURES: dict[str, tuple[str, str]] = {
    "{n}": ("{n}", "{n}"),
    "{n} %": ("{n}%", "{n} %"),
    "about {n}": ("约 {n}", "около {n}"),
    "about {n} %": ("约 {n}%", "около {n} %"),
    "over {n}": ("超过 {n}", "более {n}"),
    "over {n} %": ("超过 {n}%", "более {n} %"),
    "under {n}": ("少于 {n}", "менее {n}"),
    "under {n} %": ("少于 {n}%", "менее {n} %"),
    "at least {n}": ("至少 {n}", "не менее {n}"),
    "at least {n} %": ("至少 {n}%", "не менее {n} %"),
    "at most {n}": ("至多 {n}", "не более {n}"),
    "at most {n} %": ("至多 {n}%", "не более {n} %"),
    "{n} to {n2}": ("{n} 至 {n2}", "от {n} до {n2}"),
    "{n} to {n2} %": ("{n}% 至 {n2}%", "от {n} до {n2} %"),
    "about {n} to {n2}": ("约 {n} 至 {n2}", "около {n}–{n2}"),
    "about {n} to {n2} %": ("约 {n}% 至 {n2}%", "около {n}–{n2} %"),
    "over {n} to {n2}": ("超过 {n} 至 {n2}", "более {n}, но не более {n2}"),
    "over {n} to {n2} %": ("超过 {n}% 至 {n2}%", "более {n} %, но не более {n2} %"),
    "{n} to under {n2}": ("{n} 至不足 {n2}", "от {n}, но менее {n2}"),
    "{n} to under {n2} %": ("{n}% 至不足 {n2}%", "от {n} %, но менее {n2} %"),
    "over {n} to under {n2}": ("超过 {n} 至不足 {n2}", "более {n}, но менее {n2}"),
    "over {n} to under {n2} %": ("超过 {n}% 至不足 {n2}%", "более {n} %, но менее {n2} %"),
    "most (over {n} %)": ("大多数（超过 {n}%）", "большинство (более {n} %)"),
    "most (over {n})": ("大多数（超过 {n}）", "большинство (более {n})"),
    "down by over {n} %": ("下降超过 {n}%", "снижение более чем на {n} %"),
    "not bounded": ("无界", "не ограничено"),
}
"""Figures and intervals with their hedges: an excluded bound stays excluded, "about" stays about."""

_STEPS: dict[str, tuple[str, str]] = {
    "so {name} {mark} {sum} ({said})": ("所以：{name} {mark} {sum}（{said}）", "значит, {name} {mark} {sum} ({said})"),
    "{name} {mark} {sum} ({said})": ("{name} {mark} {sum}（{said}）", "{name} {mark} {sum} ({said})"),
    "{name} {mark} {name2} ({said})": ("{name} {mark} {name2}（{said}）", "{name} {mark} {name2} ({said})"),
    "{n} times: {said}": ("{n} 倍：{said}", "{n} раз: {said}"),
    "added up with these weights: {sum} {mark} {sum2}, which is false": (
        "按这些权重相加：{sum} {mark} {sum2}，这不成立",
        "в сумме с этими весами: {sum} {mark} {sum2}, что неверно",
    ),
    "added up with these weights: {name} {mark} {sum}": (
        "按这些权重相加：{name} {mark} {sum}",
        "в сумме с этими весами: {name} {mark} {sum}",
    ),
    "{name} would have to be {said} and {said2}, which no number is": (
        "{name} 必须既{said}又{said2}，没有这样的数",
        "{name}: потребовалось бы и {said}, и {said2}, а такого числа нет",
    ),
    "more than {n}": ("超过 {n}", "более {n}"),
    "more than {n} (rounded)": ("超过 {n}（约数）", "более {n} (округлённо)"),
    "less than {n}": ("少于 {n}", "менее {n}"),
    "less than {n} (rounded)": ("少于 {n}（约数）", "менее {n} (округлённо)"),
    "at least {n} (rounded)": ("至少 {n}（约数）", "не менее {n} (округлённо)"),
    "at most {n} (rounded)": ("至多 {n}（约数）", "не более {n} (округлённо)"),
    "{ids}: part = share × whole": ("{ids}：部分 = 比例 × 整体", "{ids}: часть = доля × целое"),
    "{ids}: the change is {said} percent": (
        "{ids}：变化百分比为 {said}",
        "{ids}: изменение в процентах — {said}",
    ),
    "{ids}: {one} and {other} speak of the same people": (
        "{ids}：{one} 与 {other} 说的是同一些人",
        "{ids}: {one} и {other} говорят об одних и тех же людях",
    ),
    "{rule}: {said}": ("规则：{said}", "правило: {said}"),
    "{ids}: {said}": ("{ids}：{said}", "{ids}: {said}"),
    "if {assumption}: {said}": ("假设：{said}", "допущение: {said}"),
    "{said}; balancing equation": ("{said}；人口平衡方程", "{said}; уравнение демографического баланса"),
    "{said}; at least {n} years lie between": (
        "{said}；两者之间至少相隔 {n} 年",
        "{said}; число лет между ними — не менее {n}",
    ),
    "a stock changes by at most {n} % a year; {n2} years at most": (
        "存量每年变化至多 {n}%；至多 {n2} 年",
        "запас меняется не более чем на {n} % в год; число лет — не более {n2}",
    ),
    "{said} (the last is the sum of {n} numbers)": (
        "{said}（最后一项为 {n} 个数之和）",
        "{said} (последнее — сумма чисел: {n})",
    ),
}

_RULES: dict[str, tuple[str, str]] = {
    "A change of population is the stock at the end less the stock at the start.": (
        "人口变化等于期末存量减期初存量。",
        "Изменение численности — это запас в конце минус запас в начале.",
    ),
    "Places that share no ground and lie in another hold together no more people than it does.": (
        "位于另一地点之内且互不重叠的各地点，其人数之和不超过该地点的人数。",
        "В непересекающихся местах внутри другого вместе не больше людей, чем в нём.",
    ),
    "A population that another includes is no larger; populations that exclude each other add up to no more.": (
        "被另一人群包含的人群不大于后者；互斥的人群之和也不大于后者。",
        "Входящая группа не больше включающей; взаимно исключающие группы в сумме тоже не больше.",
    ),
    "Places named together hold the sum of what each holds, if they share no ground.": (
        "一并提到的各地点若互不重叠，其人数等于各自人数之和。",
        "В местах, названных вместе, столько людей, сколько в сумме в каждом, если места не пересекаются.",
    ),
    "A part is its share times the whole.": (
        "部分等于其比例乘以整体。",
        "Часть равна своей доле, умноженной на целое.",
    ),
    "Net migration is arrivals less departures; a flow into a place is among its arrivals.": (
        "净迁移等于迁入减迁出；进入某地的流量包含在其迁入之中。",
        "Миграционный прирост (сальдо) — прибытия минус выбытия; поток в место входит в его прибытия.",
    ),
    "A stock is the earlier stock, plus arrivals, less all who left or died without being replaced by births.": (
        "存量等于较早的存量，加迁入，减所有离开或死亡而未由出生补足者。",
        "Запас — это прежний запас плюс прибытия минус все выбывшие и умершие, не восполненные рождениями.",
    ),
    "the rule that {said}": ("规则：{said}", "правило: {said}"),
    "the assumption that {said}": ("假设：{said}", "допущение: {said}"),
    "the bridge that a stock changes by at most so much a year": (
        "衔接规则：存量每年的变化有上限",
        "связка: запас за год меняется не более чем на столько-то",
    ),
    "figures that state no residence status mean the same people as those that state one": (
        "未说明居留身份的数字与说明了的数字指同一些人",
        "числа без статуса проживания относятся к тем же людям, что и числа со статусом",
    ),
    "the whole of a share is the population that the same source counts": (
        "比例的整体就是同一来源所统计的人群",
        "целое, от которого взята доля, — та группа, которую учитывает тот же источник",
    ),
    "the yearly flow held in every year between the two stocks": (
        "年流量在两个存量之间的每一年都成立",
        "годовой поток был таким каждый год между двумя запасами",
    ),
}

_FINDINGS: dict[str, tuple[str, str]] = {
    "Figures are taken at their word: 'over 16,000' is any number above 16,000; {said}.": (
        "数字按字面理解：“超过 16,000”指任何大于 16,000 的数；{said}。",
        "Числа понимаются буквально: «более 16\u202f000» — любое число больше 16\u202f000; {said}.",
    ),
    "Figures are taken as people mean them: 'over 16,000' stays under 17,000, the next round step; {said}.": (
        "数字按常理理解：“超过 16,000”不到下一个整数档 17,000；{said}。",
        (
            "Числа понимаются, как их обычно имеют в виду: «более 16\u202f000» остаётся меньше 17\u202f000, "
            "следующей круглой ступени; {said}."
        ),
    ),
    "'about' is half a unit of the last digit given": (
        "“约”指最后一位有效数字的半个单位",
        "«около» — половина единицы последнего указанного разряда",
    ),
    "'about' is ± {n} %": ("“约”指 ±{n}%", "«около» — ± {n} %"),
    "the parts exceed the whole by {said}": ("各部分之和超过整体：{said}", "части больше целого; превышение: {said}"),
    "the parts fall short of the whole by {said}": (
        "各部分之和少于整体，差额：{said}",
        "части меньше целого; недостаёт: {said}",
    ),
    "the parts add up to the whole exactly": ("各部分之和恰等于整体", "части в точности дают целое"),
    "the parts may be all of the whole, or fall short of it": (
        "各部分之和可能等于整体，也可能少于整体",
        "части могут составлять всё целое или быть меньше него",
    ),
    "it differs in {said}": ("不同之处：{said}", "отличия: {said}"),
    "{said} and in {said2}": ("{said}；{said2}", "{said}; {said2}"),
    "residence status ({word} against {word2}) and in {said}": (
        "居留身份（{word} 对 {word2}）；{said}",
        "статус проживания ({word} против {word2}); {said}",
    ),
    "residence status ({word} against {word2})": (
        "居留身份（{word} 对 {word2}）",
        "статус проживания ({word} против {word2})",
    ),
    "time ({word} against {word2})": ("时间（{word} 对 {word2}）", "время ({word} против {word2})"),
}

_DERIVED: dict[str, tuple[str, str]] = {
    "{sum} = {n} %, rounded; {id} says {said}": (
        "{sum} = {n}%（已取整）；{id} 说：{said}",
        "{sum} = {n} %, округлённо; {id} говорит: {said}",
    ),
    "{said} × {said2} = {said3} persons": ("{said} × {said2} = {said3} 人", "{said} × {said2} = {said3} чел."),
    (
        "{said} × {said2} = {said3} persons; takes the whole of {id} ({people}) "
        "to be those whom {id2} counts ({people2})"
    ): (
        "{said} × {said2} = {said3} 人；以 {id} 的整体（{people}）为 {id2} 所统计者（{people2}）",
        "{said} × {said2} = {said3} чел.; целым для {id} ({people}) считаются те, кого учитывает {id2} ({people2})",
    ),
    "{said} − ({said2}) = {said3}": ("{said} −（{said2}）= {said3}", "{said} − ({said2}) = {said3}"),
    "{n} ÷ {n2} % = {n3} persons": ("{n} ÷ {n2}% = {n3} 人", "{n} ÷ {n2} % = {n3} чел."),
    "{terms} = {said} persons in {n} places that do not overlap": (
        "{terms} = {said} 人，共 {n} 个互不重叠的地点",
        "{terms} = {said} чел.; непересекающихся мест: {n}",
    ),
    "{said} ({said2})": ("{said}（{said2}）", "{said} ({said2})"),
    "undated ({notation})": ("无日期（{notation}）", "без даты ({notation})"),
    "sum of {n} parts": ("{n} 个部分之和", "сумма частей: {n}"),
    "added; lies in {place}": ("已相加；位于{place}", "сложено; находится: {place}"),
    "not added; lies in {place}": ("未相加；位于{place}", "не сложено; находится: {place}"),
    "kind of statement: {word} / {word2}": ("陈述种类：{word} / {word2}", "вид утверждения: {word} / {word2}"),
    "unit: {word} / {word2}": ("单位：{word} / {word2}", "единица: {word} / {word2}"),
    "population criterion: {word} / {word2}": (
        "人口界定标准：{word} / {word2}",
        "признак группы населения: {word} / {word2}",
    ),
    "population scope: {word} / {word2}": ("人口范围：{word} / {word2}", "охват населения: {word} / {word2}"),
    "residence status: {word} / {word2}": ("居留身份：{word} / {word2}", "статус проживания: {word} / {word2}"),
    "place extent: {word} / {word2}": ("地点范围：{word} / {word2}", "охват места: {word} / {word2}"),
    "reference time: {word} / {word2}": ("参考期：{word} / {word2}", "отчётный период: {word} / {word2}"),
    "method and reporter: {word}, {source} / {word2}, {source2}": (
        "方法与报告方：{word}，{source} / {word2}，{source2}",
        "метод и источник учёта: {word}, {source} / {word2}, {source2}",
    ),
    "{people} as a share of {word}": ("{people}占{word}的比例", "{people}: доля в целом «{word}»"),
    "{people} of some professions": ("{people}（限某些职业）", "{people} (некоторых профессий)"),
    "{people} of others": ("{people}（其他职业）", "{people} (других профессий)"),
    "a whole not stated": ("未说明的整体", "целое не указано"),
}
"""What the rules and the questions write in figures and names."""

WORDS: dict[str, tuple[str, str]] = {**_FIGURES, **_STEPS, **_RULES, **_FINDINGS, **_DERIVED}
"""English to Chinese and Russian."""
