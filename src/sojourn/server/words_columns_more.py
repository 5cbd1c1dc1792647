"""What other columns of answers hold: statements, their sources and how they stand to each other."""

from __future__ import annotations

_STATEMENTS: dict[str, tuple[str, str]] = {
    "what is said, in our words": ("所说内容（我们的措辞）", "что сказано, нашими словами"),
    "class of the statement": ("陈述的类", "класс утверждения"),
    "class of the two statements": ("两条陈述的类", "класс обоих утверждений"),
    "class of the statement; signs are only compared within one kind": (
        "陈述的类；增减只在同一种类内比较",
        "класс утверждения; знаки сравниваются только внутри одного вида",
    ),
    "class of the statement, which is what the figure is": (
        "陈述的类，即数字的性质",
        "класс утверждения, то есть чем является число",
    ),
    "yes, possibly where the period is open, or not stated": (
        "是；参考期未闭合时为“可能”；或未说明",
        "да; «возможно», если период не закрыт; или не указано",
    ),
    "yes, or not stated where the source has no date": (
        "是；来源没有日期时为未说明",
        "да или «не указано», если у источника нет даты",
    ),
    "yes, no or not stated": ("是、否或未说明", "да, нет или не указано"),
    "yes, no, or only in words": ("是、否或仅有文字", "да, нет или только словами"),
    "the first facet that differs": ("首先不同的方面", "первый различающийся признак"),
    "how the two stand to each other in that facet": (
        "两者在该方面的关系",
        "как они соотносятся по этому признаку",
    ),
    "the facet with what each of the two says": (
        "该方面以及两者各自的说法",
        "признак и то, что говорит каждое из двух",
    ),
    "the kind of connection; longer ones are only listed where there is no shorter one": (
        "联系的种类；仅在没有较短联系时列出较长的联系",
        "вид связи; более длинные приводятся, только если нет более короткой",
    ),
    "whether it is part of it today": ("今天是否仍隶属", "входит ли оно туда сегодня"),
    "where the dates come from": ("日期的出处", "откуда взяты даты"),
    "a flow from the origin, or a stock, share and the like of a population whose country is the origin": (
        "来自来源地的流量，或以来源地为所属国的人群的存量、比例等",
        "поток из места выезда либо запас, доля и т. п. группы населения, чья страна — место выезда",
    ),
    "what makes somebody one of them": ("归入该人群的标准", "по какому признаку человека относят к ней"),
    "how the figure was made": ("数字的统计方法", "каким методом получено число"),
    "how the figures were made": ("各数字的统计方法", "каким методом получены числа"),
    "yes where both ends lie in the same one, no where they do not": (
        "两端同属一处为“是”，否则为“否”",
        "да, если оба конца лежат в одном и том же, иначе нет",
    ),
    "residence status of those counted": ("被统计者的居留身份", "статус проживания учтённых"),
    "permanent, seasonal and the like": ("永久、季节性等", "постоянная, сезонная и т. п."),
    "the kind of statement that it would be": ("该数字若被陈述时所属的种类", "каким видом утверждения оно было бы"),
    "how it was computed": ("计算方法", "как вычислено"),
    "the computation in figures": ("用数字写出的计算过程", "вычисление в числах"),
    "how the lower figure was made": ("较低数字的统计方法", "каким методом получено меньшее число"),
    "how the higher figure was made": ("较高数字的统计方法", "каким методом получено большее число"),
    "stated, only in words, or not stated": (
        "已说明、仅有文字或未说明",
        "указано, только словами или не указано",
    ),
    "stated, only until, relative to an undated publication, in words, or not stated": (
        "已说明、仅有截止时间、相对于无日期的出版物、文字表述或未说明",
        "указано, только конец, относительно публикации без даты, словами или не указано",
    ),
    "stated or not stated": ("已说明或未说明", "указано или не указано"),
    "what figures of this kind say": ("此类数字的含义", "что говорят числа этого вида"),
    "whether both mean the same time": ("两者是否指同一时间", "относятся ли оба к одному времени"),
    "how the counts were computed, and what that takes for granted": (
        "人数如何算出，以及其前提",
        "как вычислена численность и что при этом предполагается",
    ),
    "a flow, or the share that an origin has in a flow": (
        "流量，或某来源地在流量中的比例",
        "поток или доля места выезда в потоке",
    ),
    "part, whole, or the sum of so many parts": (
        "部分、整体，或若干部分之和",
        "часть, целое или сумма стольких-то частей",
    ),
    "for a part whether it is added, for a whole how the sum of the parts stands to it": (
        "对部分：是否计入合计；对整体：各部分之和与其关系",
        "для части — сложена ли она, для целого — как к нему относится сумма частей",
    ),
    "whether the figure is one of migration": ("该数字是否为迁移数字", "относится ли число к миграции"),
    "status, pattern of mobility, criterion or activity": (
        "居留身份、流动类型、界定标准或活动",
        "статус, вид мобильности, признак или занятие",
    ),
    "whether a claim says so, or the population is defined so": (
        "由陈述说明，还是人群即如此界定",
        "сказано ли это в утверждении или так определена сама группа",
    ),
    "ISCO-08 code": ("ISCO-08 代码", "код ISCO-08"),
    "why there is no code": ("没有代码的原因", "почему нет кода"),
    "the reason, in our words": ("原因（我们的措辞）", "причина, нашими словами"),
    "push, pull, retain, deter, feedback or context": (
        "推力、拉力、留住、阻止、反馈或背景",
        "выталкивает, притягивает, удерживает, отпугивает, обратная связь или контекст",
    ),
    "rise, fall, no fall, no rise or stable": (
        "上升、下降、未下降、未上升或稳定",
        "рост, снижение, не снизилось, не выросло или стабильно",
    ),
    "whether every claim of this kind has the same sign": (
        "同类陈述的增减方向是否全部一致",
        "одинаков ли знак у всех утверждений этого вида",
    ),
    "whether it is asserted or only possible": ("是断言还是仅为可能", "утверждается или только возможно"),
    "a flow or a stock": ("流量或存量", "поток или запас"),
    "from the region, or to it": ("离开该地区，或前往该地区", "из региона или в него"),
    "identifier of the claim": ("陈述的编号", "номер утверждения"),
    "kind of statement": ("陈述的种类", "вид утверждения"),
    "the place that people left": ("人们离开的地点", "место, откуда люди уехали"),
    "the place they moved to": ("人们迁往的地点", "место, куда переехали"),
    "the place concerned, for kinds that are no movement": (
        "所涉地点（不属于流动的种类）",
        "место, о котором речь, если это не перемещение",
    ),
    "the people": ("人群", "люди"),
    "profession to which they are narrowed": ("所限定的职业", "профессия, которой они ограничены"),
    "why a figure is missing, or what it is worth": (
        "数字缺失的原因，或其可靠程度",
        "почему числа нет или чего оно стоит",
    ),
    "unit of the measure": ("该指标的单位", "единица показателя"),
    "unit of measure": ("计量单位", "единица измерения"),
    "percentage points": ("百分点", "процентные пункты"),
    "not stated for each": ("未逐一说明", "указано не для каждого"),
}

_SOURCES: dict[str, tuple[str, str]] = {
    "0 for the text that was read, then one step each towards the root": (
        "所读文本为 0，其后每向最初来源一步加 1",
        "0 для прочитанного текста, далее по шагу к первоисточнику",
    ),
    "what this source did": ("该来源做了什么", "что сделал этот источник"),
    "what the source did for this claim": ("该来源对此陈述做了什么", "что сделал источник для этого утверждения"),
    "whether the text names this link, or only the context implies it": (
        "文本明确指出这一环，还是仅由上下文可知",
        "названо ли это звено в тексте или следует только из контекста",
    ),
    "what this source calls the figure, where that differs": (
        "该来源对数字的称法（若不同）",
        "как этот источник называет число, если иначе",
    ),
    "whether the source was read, or is known only because another cites it": (
        "来源是否已读，还是仅因被引用而知",
        "прочитан ли источник или известен только по ссылке другого",
    ),
    "the weakest ground along the chain": ("链中最弱的依据", "самое слабое основание в цепочке"),
    "what that source calls the figure": ("该来源对数字的称法", "как тот источник называет число"),
    "the source that was read": ("所读来源", "прочитанный источник"),
    "the last source of the chain": ("传播链的最后一个来源", "последний источник цепочки"),
    "the source": ("来源", "источник"),
    "CSL type": ("CSL 类型", "тип CSL"),
    "who published it": ("发布者", "кто опубликовал"),
    "EDTF date of publication": ("发布日期（EDTF 格式）", "дата публикации в формате EDTF"),
    "whether it was read; false when known only because another cites it": (
        "是否已读；仅因被引用而知时为 false",
        "прочитан ли; false, если известен только по ссылке другого",
    ),
    "source that it relies on as a whole": ("其整体所依据的来源", "источник, на который он опирается в целом"),
    "where it can be read": ("可阅读之处", "где его можно прочитать"),
}

WORDS: dict[str, tuple[str, str]] = {**_STATEMENTS, **_SOURCES}
"""English to Chinese and Russian."""
