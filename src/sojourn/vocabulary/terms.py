"""The closed lists, the professions and the labels of all terms, as plain Python data.

Written by ``tools/build_docs.py`` from ``ontology/*.ttl``; change it there. Importing it parses no RDF.
"""

# ruff: noqa: E501 - one entry a line, however long, so that a change of the ontology shows as a change of lines
# fmt: off

from __future__ import annotations

from typing import NamedTuple


class Concept(NamedTuple):
    """A member of a closed list.

    Attributes:
        notation: What a sheet or a command line writes (``moreThan``).
        en: English label.
        zh: Chinese label, simplified.
        ru: Russian label.
        definition: What it means, in English.
    """

    notation: str
    en: str
    zh: str
    ru: str
    definition: str


class ProfessionTerm(NamedTuple):
    """An occupation, or a word used like one.

    Attributes:
        key: Last segment of its IRI.
        en: English label.
        zh: Chinese label, simplified.
        ru: Russian label.
        aliases: Other spellings, in any of the three languages.
        isco08: ISCO-08 codes; empty when there is none.
        no_isco_because: Why there is no code; empty when there is one.
    """

    key: str
    en: str
    zh: str
    ru: str
    aliases: tuple[str, ...]
    isco08: tuple[str, ...]
    no_isco_because: str


class Label(NamedTuple):
    """What a class or a property is called, by language."""

    en: str
    zh: str
    ru: str


VERSION = "0.1.0"
"""Version of the vocabulary."""

SCHEMES: dict[str, dict[str, Concept]] = {
    "activity": {
        "worker": Concept("worker", "worker", "劳动者", "работник", "Works for pay or profit, in whatever occupation."),
        "employed": Concept("employed", "employed", "受雇者", "занятый по найму", "Works for an employer."),
        "student": Concept("student", "student", "学生", "учащийся", "Is enrolled in education."),
        "pensioner": Concept("pensioner", "pensioner", "养老金领取者", "пенсионер", "Lives on a pension."),
        "unemployed": Concept("unemployed", "unemployed", "失业者", "безработный", "Has no work, looks for it and could start."),
        "child": Concept("child", "child", "儿童", "ребёнок", "Is below the age at which people work."),
    },
    "attribution": {
        "explicit": Concept("explicit", "explicit", "明确", "явно", "The text names that source for this very statement."),
        "implied": Concept("implied", "implied", "隐含", "подразумевается", "Only the surrounding text suggests that source."),
        "absent": Concept("absent", "absent", "无", "отсутствует", "Nobody is named; the source that was read speaks for itself."),
    },
    "comparison": {
        "same": Concept("same", "same", "相同", "совпадает", "Both say the same."),
        "partOf": Concept("partOf", "part of", "其一为部分", "часть", "One lies wholly within the other."),
        "overlaps": Concept("overlaps", "overlaps", "部分重叠", "пересекается", "Each has something that the other has, and something that it has not."),
        "differs": Concept("differs", "differs", "不同", "различается", "They have nothing in common."),
        "notStated": Concept("notStated", "not stated", "未说明", "не указано", "At least one does not say, so that neither yes nor no is right."),
    },
    "criterion": {
        "citizenship": Concept("citizenship", "citizenship", "国籍", "гражданство", "The state of which somebody is a national."),
        "countryOfBirth": Concept("countryOfBirth", "country of birth", "出生国", "страна рождения", "The state in which somebody was born, in today's or the then borders as the source has it."),
        "ethnicity": Concept("ethnicity", "ethnicity", "民族", "этничность", "The people to which somebody counts himself or is counted."),
        "previousResidence": Concept("previousResidence", "previous residence", "原居住地", "прежнее место жительства", "The place where somebody lived before."),
        "permit": Concept("permit", "permit", "许可", "разрешение", "The title that somebody holds."),
        "notStated": Concept("notStated", "not stated", "未说明", "не указано", "The source names a population without saying what makes somebody a member."),
    },
    "event": {
        "departure": Concept("departure", "departure", "离开", "отъезд", "Leaving a place where one lived; the destination may be unknown."),
        "arrival": Concept("arrival", "arrival", "到达", "приезд", "Coming to live in a place; the origin may be unknown."),
        "stay": Concept("stay", "stay", "停留", "пребывание", "Living or working in a place for a while."),
        "move": Concept("move", "move", "迁居", "переезд", "Leaving one place for another, both known."),
        "returnVisit": Concept("returnVisit", "return visit", "回访", "приезд в гости", "Going back for a short time without moving there."),
        "intendedMove": Concept("intendedMove", "intended move", "打算迁居", "намеченный переезд", "A move that is planned or expected and has not happened."),
        "graduation": Concept("graduation", "graduation", "毕业", "окончание учёбы", "Finishing a course of education."),
        "work": Concept("work", "work", "工作", "работа", "Being employed."),
        "investment": Concept("investment", "investment", "投资", "вложение", "Putting money into a business."),
        "founding": Concept("founding", "founding", "创办", "основание", "Starting a business or institution."),
        "marriage": Concept("marriage", "marriage", "结婚", "брак", "Becoming somebody's spouse."),
        "birth": Concept("birth", "birth of a child", "生育", "рождение ребёнка", "Becoming a parent."),
    },
    "facet": {
        "kind": Concept("kind", "kind of statement", "陈述种类", "вид утверждения", "Flow, stock, net, change, share or permits."),
        "unit": Concept("unit", "unit", "单位", "единица", "Persons, moves, permits or percent."),
        "criterion": Concept("criterion", "population criterion", "人口界定标准", "критерий населения", "Membership by passport, birth, people, former home or title."),
        "scope": Concept("scope", "population scope", "人口范围", "охват населения", "All members, or only those of an occupation, activity or origin."),
        "status": Concept("status", "residence status", "居留身份", "статус проживания", "The rule of duration or law under which people count as living there."),
        "place": Concept("place", "place extent", "地点范围", "охват места", "City proper or province, with or without an outlying part, in the borders of which date."),
        "time": Concept("time", "reference time", "参照时间", "время", "The day or years that the figure is about."),
        "method": Concept("method", "method and reporter", "方法与报告方", "метод и источник учёта", "How the figure was made, and whether origin or destination counted."),
        "none": Concept("none", "no facet", "无", "никакой", "Nothing differs as far as both figures say."),
    },
    "hedge": {
        "exact": Concept("exact", "exact", "确切", "точно", "The source gives one number without qualifying it."),
        "about": Concept("about", "about", "大约", "около", "The source gives one number, or a range, and says that it is rounded or approximate; how far it may be off is not said."),
        "moreThan": Concept("moreThan", "more than", "超过", "более", "The number is a lower bound that is itself excluded; there is no upper bound."),
        "lessThan": Concept("lessThan", "less than", "少于", "менее", "The number is an upper bound that is itself excluded; there is no stated lower bound."),
        "atLeast": Concept("atLeast", "at least", "至少", "не менее", "The number is a lower bound that may itself be the value."),
        "atMost": Concept("atMost", "at most", "至多", "не более", "The number is an upper bound that may itself be the value."),
        "between": Concept("between", "between", "介于", "от … до", "The source gives both ends of a range; nothing inside the range is preferred, its middle least of all."),
        "orderOfMagnitude": Concept("orderOfMagnitude", "order of magnitude", "数量级", "порядок величины", "Only the size is told, in a word such as \"thousands\" or \"millions\"; the bound is the least that the word can mean."),
        "mostOf": Concept("mostOf", "most of", "大多数", "большинство", "The source says that more than half of the whole is meant, without a figure."),
    },
    "measure": {
        "persons": Concept("persons", "persons", "人", "человек", "Human beings, counted once each."),
        "personsPerYear": Concept("personsPerYear", "persons per year", "人/年", "человек в год", "A rate: human beings who do or undergo something within a year, where the source does not say over how many years."),
        "percent": Concept("percent", "percent", "百分比", "процент", "A part of a named whole, from 0 to 100."),
        "percentChange": Concept("percentChange", "percent change", "百分比变化", "изменение в процентах", "The difference between a later and an earlier count, relative to the earlier one; negative when the later is smaller."),
        "permitsIssued": Concept("permitsIssued", "permits issued", "已签发许可", "выданные разрешения", "Titles granted by an authority and added up over a period; one person may hold several, and holders may have left."),
    },
    "membership": {
        "closed": Concept("closed", "closed", "封闭", "закрытый", "The named members are all there are."),
        "open": Concept("open", "open", "开放", "открытый", "Others may belong beside the named members."),
    },
    "method": {
        "census": Concept("census", "census", "人口普查", "перепись", "A complete enumeration of a population on a day."),
        "register": Concept("register", "register", "登记册", "регистр", "An extract from a list of persons that an authority keeps up to date."),
        "survey": Concept("survey", "survey", "抽样调查", "выборочное обследование", "Questions put to a sample, scaled up to the whole."),
        "expertEstimate": Concept("expertEstimate", "expert estimate", "专家估计", "экспертная оценка", "A number that somebody with knowledge of the matter holds to be likely, without a published procedure."),
        "model": Concept("model", "model", "模型", "модель", "A calculation from other data under stated assumptions."),
        "administrativeCount": Concept("administrativeCount", "administrative count", "行政计数", "административный учёт", "A tally that an authority makes of its own acts."),
    },
    "mobility": {
        "permanent": Concept("permanent", "permanent", "永久", "постоянная", "Settling for good, or with no end in view."),
        "temporary": Concept("temporary", "temporary", "临时", "временная", "A stay meant to end, whatever its length."),
        "seasonal": Concept("seasonal", "seasonal", "季节性", "сезонная", "A stay that comes back with a time of the year."),
        "circular": Concept("circular", "circular", "循环", "циркулярная", "Going back and forth between the same places more than once."),
        "return": Concept("return", "return", "回流", "возвратная", "Moving back to a place where one lived before."),
        "internal": Concept("internal", "internal", "国内", "внутренняя", "Moving within the borders of one state."),
    },
    "modality": {
        "asserted": Concept("asserted", "asserted", "断言", "утверждается", "Said to be, or to have been, the case."),
        "possible": Concept("possible", "possible", "可能", "возможно", "Said to be what may be the case."),
        "intended": Concept("intended", "intended", "打算", "намечено", "Said to be planned, promised or wished by somebody."),
    },
    "observation": {
        "A": Concept("A", "normal value", "正常值", "обычное значение", "The table gives the figure without any reservation."),
        "B": Concept("B", "break in the series", "序列中断", "разрыв ряда", "It was counted otherwise, or something else was counted, than in the period before."),
        "D": Concept("D", "definition differs", "定义不同", "другое определение", "The figure departs slightly from the definition of its table, as a footnote explains."),
        "E": Concept("E", "estimated value", "估计值", "оценочное значение", "The sender of the figure worked it out from little or indirect data."),
        "F": Concept("F", "forecast value", "预测值", "прогнозное значение", "The figure speaks of a time that was still to come when it was made."),
        "G": Concept("G", "experimental value", "试验值", "экспериментальное значение", "The figure comes from a method or definition that is still being tried out."),
        "I": Concept("I", "value imputed by the receiver", "接收方插补值", "значение, восполненное получателем", "Whoever received and published the data filled a gap in them."),
        "K": Concept("K", "counted in another category", "计入其他类别", "учтено в другой категории", "The people of this cell are in the figure of another cell or of a total."),
        "W": Concept("W", "includes another category", "包含其他类别", "включает другую категорию", "The figure holds people who belong into another cell as well as its own."),
        "O": Concept("O", "missing value", "缺失值", "значение отсутствует", "There is no figure, and the table does not say why."),
        "M": Concept("M", "missing: cannot exist", "缺失：不可能存在", "нет: не может существовать", "There is no figure because there is nothing that could be counted."),
        "P": Concept("P", "provisional value", "暂定值", "предварительное значение", "The figure was made in the usual way and will almost certainly be revised."),
        "S": Concept("S", "strike or other special event", "罢工等特殊事件", "забастовка или иное особое событие", "Something out of the ordinary touched the figure or kept it from being made."),
        "L": Concept("L", "missing: not collected", "缺失：未收集", "нет: не собрано", "There is something to count, but nobody collected or published it."),
        "H": Concept("H", "missing: holiday or weekend", "缺失：节假日或周末", "нет: праздник или выходной", "There is no figure because nobody was at work on that day."),
        "Q": Concept("Q", "missing: suppressed", "缺失：已隐去", "нет: скрыто", "There is a figure, and it is withheld, mostly to protect the few people behind it."),
        "J": Concept("J", "derogation", "豁免", "отступление по соглашению", "An agreement frees the sender for a while from giving this figure, or from giving it as others do."),
        "N": Concept("N", "not significant", "可忽略不计", "незначимое значение", "The figure is printed as nil because it is too small to show, not because there was nobody."),
        "U": Concept("U", "low reliability", "可靠性低", "низкая надёжность", "There is a figure, and the table warns that little weight can be put on it."),
        "V": Concept("V", "unvalidated value", "未审核值", "непроверенное значение", "The figure is as the respondent sent it; nobody has looked at it since."),
    },
    "placeType": {
        "continent": Concept("continent", "continent", "大洲", "часть света", "One of the large regions into which statisticians divide the world."),
        "country": Concept("country", "country or territory", "国家或地区", "страна или территория", "An area with a code of its own in ISO 3166-1."),
        "firstLevel": Concept("firstLevel", "first-level division", "一级行政区", "единица первого уровня", "A division directly below the state."),
        "secondLevel": Concept("secondLevel", "second-level division", "二级行政区", "единица второго уровня", "A division below a first-level one, such as a prefecture."),
        "county": Concept("county", "county", "县", "уезд", "A division below a second-level one."),
        "city": Concept("city", "city", "城市", "город", "A built-up place that its source treats as one city, whatever its rank in the administration."),
        "settlement": Concept("settlement", "settlement", "聚落", "поселение", "A town, village or township smaller than a city."),
        "region": Concept("region", "region", "地区", "регион", "An area known by a name without being an administrative unit."),
        "federalDistrict": Concept("federalDistrict", "federal district", "联邦管区", "федеральный округ", "A group of federal subjects of Russia under one presidential envoy."),
        "group": Concept("group", "group of places", "地点组", "группа мест", "Several places that are spoken of together, which need not adjoin."),
        "world": Concept("world", "world", "世界", "мир", "All places together, as the total row of a table of all countries has it."),
    },
    "role": {
        "push": Concept("push", "push", "推力", "выталкивание", "A condition at the origin that makes people leave."),
        "pull": Concept("pull", "pull", "拉力", "притяжение", "A condition at the destination that makes people come."),
        "retain": Concept("retain", "retain", "留住", "удержание", "A condition at the origin that makes people stay."),
        "deter": Concept("deter", "deter", "阻碍", "отпугивание", "A condition at the destination that keeps people from coming."),
        "feedback": Concept("feedback", "feedback", "反馈", "обратная связь", "An effect of the movement that changes its own cause."),
        "context": Concept("context", "context", "背景", "фон", "A circumstance that the source mentions beside a movement without saying that it causes it."),
    },
    "rule": {
        "startFromChange": Concept("startFromChange", "start from change", "由变化推期初", "начало по изменению", "The stock at the start is the stock at the end less the change between."),
        "percentChangeFromStocks": Concept("percentChangeFromStocks", "percent change from stocks", "由存量推百分比变化", "процент изменения по численностям", "The change is the later stock less the earlier, over the earlier, times 100."),
        "shareTimesWhole": Concept("shareTimesWhole", "share times whole", "份额乘整体", "доля от целого", "The part is the share of the whole times the size of the whole."),
        "wholeFromShare": Concept("wholeFromShare", "whole from share", "由份额推整体", "целое по доле", "The whole is the size of the part over its share."),
        "sumOfParts": Concept("sumOfParts", "sum of parts", "部分之和", "сумма частей", "The least that the whole can be is the sum of parts that do not overlap."),
        "endFromDuration": Concept("endFromDuration", "end from duration", "由时长推终点", "конец по длительности", "The end of a period is its start and the stated length."),
        "impliedByAll": Concept("impliedByAll", "implied by all together", "由全部陈述共同得出", "следует из всех вместе", "The tightest interval that several statements, taken together with the rules of reconciliation, leave for one number."),
    },
    "status": {
        "permanentResident": Concept("permanentResident", "permanent resident", "永久居民", "постоянный житель", "Counted, or entitled, as living there without a term."),
        "usualResident": Concept("usualResident", "usual resident", "常住居民", "обычно проживающий", "Lives there, or means to, for twelve months or more, leaving aside short absences."),
        "longTermResident": Concept("longTermResident", "long-term resident", "长期居民", "долгосрочный житель", "Described as living there for long, without a stated rule of duration."),
        "longTermWorker": Concept("longTermWorker", "long-term worker", "长期工作者", "долгосрочный работник", "Lives there for long and is employed there."),
        "temporaryResident": Concept("temporaryResident", "temporary resident", "临时居民", "временный житель", "Lives there under a title or plan that ends."),
        "seasonalResident": Concept("seasonalResident", "seasonal resident", "季节性居民", "сезонный житель", "Lives there in one part of each year."),
    },
    "word": {
        "many": Concept("many", "many", "许多", "многие", "A number that the source finds large."),
        "most": Concept("most", "most", "大多数", "большинство", "More than any other part, or more than half, as the source leaves it."),
        "some": Concept("some", "some", "一些", "некоторые", "A number above nil that the source leaves open."),
        "few": Concept("few", "few", "少数", "немногие", "A number that the source finds small."),
        "veryFew": Concept("veryFew", "very few", "极少", "очень немногие", "A number that the source finds strikingly small."),
        "great": Concept("great", "great", "大量", "значительный", "A movement that the source finds strong."),
        "increasing": Concept("increasing", "increasing", "增加", "растёт", "Becoming more in the course of the period."),
        "decreasing": Concept("decreasing", "decreasing", "减少", "убывает", "Becoming less in the course of the period."),
        "stable": Concept("stable", "stable", "稳定", "стабильно", "Neither more nor less in the course of the period."),
        "mostSevere": Concept("mostSevere", "most severe", "最严重", "самый тяжёлый", "First in an order of losses."),
        "slightlyBetter": Concept("slightlyBetter", "slightly better", "略好", "немного лучше", "A little less grave than those it is compared with."),
    },
}
"""The closed lists: short name of the scheme, then notation."""

PROFESSIONS: dict[str, ProfessionTerm] = {
    "administration": ProfessionTerm("administration", "administration worker", "行政领域从业者", "работник управления", ("administration", "administrative sector", "administrative work", "администрация", "управление", "行政"), (), "The source names a field of work, which reaches from managers (121) over administration professionals (242) to clerks (41)."),
    "consultant": ProfessionTerm("consultant", "consultant", "咨询人员", "консультант", ("consultants", "consulting", "консалтинг", "консультанты", "咨询", "顾问"), (), "The source names a field of work; within it ISCO-08 tells management analysts (2421), financial advisers (2412), lawyers (2611) and others apart."),
    "doctor": ProfessionTerm("doctor", "doctor", "医生", "врач", ("doctors", "medical doctor", "physician", "врачи", "доктор", "医师", "大夫"), ("221",), ""),
    "education-sector": ProfessionTerm("education-sector", "education worker", "教育领域从业者", "работник образования", ("education", "education sector", "educational sector", "образование", "教育"), (), "The source names a sector; teaching professionals (23) are only a part of those who work in it."),
    "engineer": ProfessionTerm("engineer", "engineer", "工程师", "инженер", ("engineers", "инженеры", "工程技术人员"), ("214", "215"), ""),
    "entrepreneur": ProfessionTerm("entrepreneur", "entrepreneur", "企业家", "предприниматель", ("business owner", "entrepreneurs", "бизнесмен", "предприниматели", "创业者"), (), "Working on one's own account or as an employer is a status in employment (ICSE), whatever the work; ISCO-08 classifies the work."),
    "hospital-worker": ProfessionTerm("hospital-worker", "hospital worker", "医院工作人员", "работник больницы", ("hospital jobs", "hospital staff", "сотрудник больницы", "医院职工"), (), "The source names the employer and not the task, which may be anything from cleaner to surgeon."),
    "industrial-worker": ProfessionTerm("industrial-worker", "industrial worker", "产业工人", "промышленный рабочий", ("factory worker", "industrial workers", "промышленные рабочие", "рабочий", "工人"), (), "The word names the branch and not the task; in ISCO-08 such workers belong to major groups 7 and 8 and to sub-major group 93."),
    "it-professional": ProfessionTerm("it-professional", "information technology professional", "信息技术专业人员", "специалист по информационным технологиям", ("IT", "IT professional", "IT professionals", "IT worker", "IT人员", "ИТ-специалист", "айтишник"), ("25",), ""),
    "official": ProfessionTerm("official", "public official", "官员", "чиновник", ("government official", "officials", "должностное лицо", "чиновники", "公职人员"), (), "The word reaches from senior government officials (1112) to regulatory associate professionals (335); no rank is stated."),
    "pensioner": ProfessionTerm("pensioner", "pensioner", "养老金领取者", "пенсионер", ("pensioners", "retiree", "retirees", "пенсионеры", "退休人员"), (), "Drawing a pension is an activity status, not work; ISCO-08 classifies jobs."),
    "science-and-engineering-professional": ProfessionTerm("science-and-engineering-professional", "science or engineering professional", "科学与工程专业人员", "специалист в области науки и техники", ("researcher or engineer", "science and engineering professionals", "scientific research and engineering", "специалисты науки и техники", "科研与工程人员"), ("21",), ""),
    "skilled-professional": ProfessionTerm("skilled-professional", "skilled professional", "熟练专业人员", "квалифицированный специалист", ("skilled professionals", "skilled worker", "квалифицированные специалисты", "技术人才"), (), "The word states a level of skill (in ISCO-08, levels 3 and 4) and no occupation."),
    "student": ProfessionTerm("student", "student", "学生", "студент", ("students", "студенты", "учащийся", "留学生"), (), "Studying is an activity status, not work; ISCO-08 classifies jobs."),
    "talent": ProfessionTerm("talent", "talent", "人才", "талантливый специалист", ("talents", "кадры", "таланты", "高端人才"), (), "The word praises ability; it names neither an occupation nor a level of skill."),
    "talented-employee": ProfessionTerm("talented-employee", "talented employee", "优秀员工", "талантливый сотрудник", ("talented employees", "талантливые сотрудники", "优秀雇员"), (), "Employee is a status in employment (ICSE), and talented names no occupation."),
    "teacher": ProfessionTerm("teacher", "teacher", "教师", "учитель", ("teachers", "teaching professional", "преподаватель", "учителя", "老师"), ("23",), ""),
    "tech-professional": ProfessionTerm("tech-professional", "tech professional", "科技专业人才", "технический специалист", ("tech professionals", "tech talent", "специалисты в сфере технологий", "科技人才"), (), "The word covers professionals of sub-major groups 21 and 25 and associate professionals of 31 and 35; no source that uses it says which."),
    "technology-researcher": ProfessionTerm("technology-researcher", "technology researcher", "技术研究人员", "исследователь технологий", ("tech researcher", "technology research", "технологические исследования", "技术研究"), (), "The source names a field of work, and ISCO-08 puts researchers with the science they pursue (211 to 216, 25), which is not stated."),
    "worker": ProfessionTerm("worker", "worker", "劳动者", "работник", ("workers", "работники", "工作者"), (), "Being in work is an activity status; the occupation is not stated."),
}
"""The occupations by key."""

TERMS: dict[str, Label] = {
    "Assertion": Label("assertion", "断言", "утверждение"),
    "CharacterisationAssertion": Label("characterisation", "描述", "характеристика"),
    "Containment": Label("dated containment", "有时限的隶属", "датированная принадлежность"),
    "Derivation": Label("derivation", "推导", "вывод"),
    "DerivedAssertion": Label("derived assertion", "推导断言", "выведенное утверждение"),
    "DriverAssertion": Label("driver", "动因", "причина"),
    "Evidence": Label("evidence", "证据", "основание"),
    "FlowAssertion": Label("flow", "流量", "поток"),
    "LifeEventAssertion": Label("life event", "人生事件", "жизненное событие"),
    "Link": Label("link of a chain", "链节", "звено цепи"),
    "NetMigrationAssertion": Label("net migration", "净迁移", "сальдо миграции"),
    "Organisation": Label("organisation", "组织", "организация"),
    "PermitAssertion": Label("permits", "许可", "разрешения"),
    "Person": Label("person", "人物", "лицо"),
    "PersonGroup": Label("group of persons", "人物群体", "группа лиц"),
    "Place": Label("place", "地点", "место"),
    "PlaceGroup": Label("group of places", "地点组", "группа мест"),
    "PlaceUnion": Label("union of places", "地点并集", "объединение мест"),
    "PolicyAssertion": Label("policy", "政策", "мера политики"),
    "Population": Label("population", "人口", "население"),
    "PopulationChangeAssertion": Label("population change", "人口变化", "изменение численности"),
    "PopulationUnion": Label("union of populations", "人口并集", "объединение населений"),
    "Profession": Label("profession", "职业", "профессия"),
    "RankingAssertion": Label("ranking", "排序", "порядок"),
    "ResidenceAssertion": Label("residence (stock)", "居住（存量）", "проживание (численность)"),
    "ShareAssertion": Label("share", "份额", "доля"),
    "Source": Label("source", "来源", "источник"),
    "TransitionAssertion": Label("transition", "转变", "переход"),
    "about": Label("about a source", "关于来源", "об источнике"),
    "accessed": Label("accessed on", "访问日期", "дата обращения"),
    "activityStatus": Label("activity status", "活动身份", "статус занятости"),
    "agent": Label("agent", "人物或组织", "лицо или организация"),
    "arithmetic": Label("arithmetic", "算式", "выкладка"),
    "asPrinted": Label("as printed", "原样数字", "как напечатано"),
    "attribution": Label("ground of attribution", "归属依据", "основание ссылки"),
    "authorityForDate": Label("authority for the date", "日期依据", "основание даты"),
    "codesFrom": Label("codes taken from", "代码出处", "откуда коды"),
    "container": Label("container", "包含者", "содержащее место"),
    "containment": Label("dated containment", "有时限的隶属", "датированная принадлежность"),
    "contrastsWith": Label("contrasts with", "与之相对", "противопоставлено"),
    "country": Label("named after", "得名之地", "названо по"),
    "criterion": Label("criterion", "界定标准", "критерий"),
    "cslType": Label("type in CSL", "CSL 类型", "тип по CSL"),
    "derivedKind": Label("kind of what is derived", "推导所得类别", "вид выведенного"),
    "destination": Label("destination", "目的地", "место назначения"),
    "driver": Label("reason", "原因内容", "содержание причины"),
    "driverRole": Label("driver role", "动因作用", "роль причины"),
    "edition": Label("edition", "版次", "редакция"),
    "edtf": Label("period in EDTF", "EDTF 时期", "период в EDTF"),
    "end": Label("last day", "末日", "последний день"),
    "endYear": Label("last year", "末年", "последний год"),
    "eventType": Label("type of life event", "事件类型", "вид события"),
    "evidence": Label("evidence", "证据", "основание"),
    "explains": Label("explains", "解释", "объясняет"),
    "foreignTo": Label("foreign to", "对其为外国人", "чужие для"),
    "geonamesId": Label("GeoNames identifier", "GeoNames 标识", "номер GeoNames"),
    "hedge": Label("hedge", "限定语", "оговорка"),
    "high": Label("upper bound", "上限", "верхняя граница"),
    "highOpen": Label("upper bound excluded", "上限不含自身", "верхняя граница исключена"),
    "identified": Label("identified", "已确认身份", "опознано"),
    "inGraph": Label("in graph", "所在图", "в графе"),
    "includedIn": Label("included in", "包含于", "включено в"),
    "isco08": Label("ISCO-08 code", "ISCO-08 代码", "код МСКЗ-08"),
    "iso3166Part1": Label("ISO 3166-1 code", "ISO 3166-1 代码", "код ISO 3166-1"),
    "iso3166Part2": Label("ISO 3166-2 code", "ISO 3166-2 代码", "код ISO 3166-2"),
    "issued": Label("published on", "发布日期", "опубликовано"),
    "liesIn": Label("lies in", "位于", "лежит в"),
    "line": Label("line", "行号", "строка"),
    "link": Label("link", "链节", "звено"),
    "linksTo": Label("links to", "指向", "ведёт к"),
    "locator": Label("locator", "定位", "указатель места"),
    "low": Label("lower bound", "下限", "нижняя граница"),
    "lowOpen": Label("lower bound excluded", "下限不含自身", "нижняя граница исключена"),
    "m49": Label("UN M49 code", "联合国 M49 代码", "код ООН M49"),
    "measure": Label("measure", "计量", "мера"),
    "member": Label("member", "成员", "член"),
    "membership": Label("membership", "成员封闭性", "полнота состава"),
    "method": Label("method", "方法", "метод"),
    "mobilityType": Label("mobility type", "流动类型", "вид мобильности"),
    "mobilityTypeAfter": Label("mobility type after", "转变后的流动类型", "вид мобильности после перехода"),
    "modality": Label("modality", "情态", "модальность"),
    "noIscoBecause": Label("no ISCO code because", "无 ISCO 代码的理由", "кода МСКЗ нет, потому что"),
    "observationStatus": Label("status of the cell", "单元格状态", "статус ячейки"),
    "occupation": Label("occupation", "职业", "профессия членов"),
    "origin": Label("origin", "来源地", "место выхода"),
    "passageDigest": Label("digest of the passage", "段落摘要值", "хеш места"),
    "periodNotation": Label("period as noted", "所记时期", "период в записи"),
    "periodWords": Label("period in words", "文字时期", "период словами"),
    "place": Label("place", "所涉地点", "о каком месте"),
    "placeType": Label("type of place", "地点类型", "тип места"),
    "population": Label("population", "所涉人口", "о каком населении"),
    "profession": Label("narrowed to profession", "限于职业", "только этой профессии"),
    "regionOfOrigin": Label("region of origin", "来源地区", "регион происхождения"),
    "residenceStatus": Label("residence status", "居留身份", "статус проживания"),
    "residentIn": Label("resident in by definition", "按定义居住于", "по определению живут в"),
    "restates": Label("restates", "重述", "повторяет"),
    "root": Label("root source", "根来源", "первоисточник"),
    "rule": Label("rule", "规则", "правило"),
    "seen": Label("seen", "已读", "прочитан"),
    "sentence": Label("sentence", "句号序", "предложение"),
    "source": Label("source that was read", "所读来源", "прочитанный источник"),
    "start": Label("first day", "首日", "первый день"),
    "startYear": Label("first year", "首年", "первый год"),
    "step": Label("step", "步序", "шаг"),
    "subpopulationOf": Label("subpopulation of", "子人口", "часть населения"),
    "supersedes": Label("supersedes", "取代", "заменяет"),
    "textDigest": Label("digest of the text", "全文摘要值", "хеш текста"),
    "whole": Label("whole", "整体", "целое"),
    "within": Label("within", "直属于", "входит в"),
    "word": Label("quantity or trend in words", "文字数量或趋势", "количество или тренд словом"),
    "wording": Label("wording", "措辞", "словоупотребление"),
}
"""The classes and properties by the last segment of their IRI."""
