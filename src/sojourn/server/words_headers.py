"""What questions do with undated claims, what it means that there are no rows, and what their parameters mean."""

from __future__ import annotations

_UNDATED: dict[str, tuple[str, str]] = {
    "Kept: whether an undated claim holds then, and whether an undated source was known then, is not stated.": (
        "保留：无日期的陈述当时是否成立、无日期的来源当时是否已知，均为未说明。",
        "Остаются: верно ли тогда утверждение без даты и был ли известен источник без даты, не указано.",
    ),
    "Kept, with the date not stated.": ("保留，日期为未说明。", "Остаются, дата не указана."),
    "Kept; where one of two is undated and all before agrees, whether they compare is not stated.": (
        "保留；若两者之一无日期而此前各方面均一致，则是否可比为未说明。",
        "Остаются; если одно из двух без даты, а все предыдущие признаки совпадают, сравнимы ли они, не указано.",
    ),
    "Dates play no part; undated claims are answered like all others.": (
        "日期不起作用；无日期的陈述与其他陈述同样处理。",
        "Даты не играют роли; с утверждениями без даты поступают как с остальными.",
    ),
    "A containment without dates is taken to hold at any date, and says that its dates are not stated.": (
        "无日期的隶属关系视为在任何日期都成立，并注明其日期未说明。",
        "Вхождение без дат считается верным на любую дату; при нём отмечено, что даты не указаны.",
    ),
    "Kept, with the date not stated: a period leaves out only claims that are dated outside it.": (
        "保留，日期为未说明：限定时期只排除日期在该时期之外的陈述。",
        "Остаются, дата не указана: период исключает только утверждения, датированные вне его.",
    ),
    "Kept in sums of their own: only figures with the very same date, or the same words of time, are added.": (
        "保留，单独合计：只有日期完全相同或时间措辞相同的数字才相加。",
        "Остаются в отдельных суммах: складываются только числа с одной и той же датой или словами о времени.",
    ),
    "A rule asks that its inputs agree in time, dated or not; the result is as undated as they are.": (
        "规则要求输入的时间一致，无论有无日期；若输入无日期，结果也无日期。",
        "Правило требует, чтобы исходные совпадали по времени, с датой или без; если они без даты, то и результат.",
    ),
    "Left out, like open periods: whether two figures mean the same time is then not stated.": (
        "不列入，未闭合的时期亦然：此时两个数字是否指同一时间为未说明。",
        "Опущены, как и открытые периоды: об одном ли времени два числа, тогда не указано.",
    ),
    "They are what is asked for: listed with what is said of time, if anything is.": (
        "正是所问的内容：列出并附有关时间的说法（如有）。",
        "О них и спрашивают: приводятся с тем, что сказано о времени, если что-то сказано.",
    ),
    "Kept, with the date not stated: a year leaves out only stocks that are dated outside it.": (
        "保留，日期为未说明：限定年份只排除日期在该年之外的存量。",
        "Остаются, дата не указана: год исключает только запасы, датированные вне его.",
    ),
    "Kept; whether both directions mean the same time is said in a column of its own.": (
        "保留；两个方向是否指同一时间另列一列说明。",
        "Остаются; об одном ли времени оба направления, сказано в отдельном столбце.",
    ),
    'What an undated publication calls "now" counts as later than any year, and stays undated in the answer.': (
        "无日期的出版物所说的“现在”视为晚于任何年份，在回答中仍无日期。",
        "То, что публикация без даты называет «сейчас», считается позже любого года и в ответе остаётся без даты.",
    ),
    "Parts without any date are listed and not added; parts are added only within one source and one time.": (
        "没有任何日期的部分列出但不相加；只有同一来源、同一时间的部分才相加。",
        "Части без всякой даты приводятся, но не складываются; складывают лишь внутри одного источника и времени.",
    ),
    "Kept, with the date not stated; two claims about different years may both be right.": (
        "保留，日期为未说明；关于不同年份的两条陈述可以都正确。",
        "Остаются, дата не указана; два утверждения о разных годах могут быть верны оба.",
    ),
    "Kept, with the date not stated; nothing is carried over to another year.": (
        "保留，日期为未说明；任何数字都不挪用到其他年份。",
        "Остаются, дата не указана; на другой год ничего не переносится.",
    ),
    "Kept, at the end of each series, with the date not stated.": (
        "保留在各序列末尾，日期为未说明。",
        "Остаются в конце каждого ряда, дата не указана.",
    ),
    "Kept, with the date not stated: a period leaves out only flows that are dated outside it.": (
        "保留，日期为未说明：限定时期只排除日期在该时期之外的流动。",
        "Остаются, дата не указана: период исключает только потоки, датированные вне его.",
    ),
    "Kept, with the date not stated; parts are those of today.": (
        "保留，日期为未说明；组成部分以今天的为准。",
        "Остаются, дата не указана; части взяты нынешние.",
    ),
    "Kept; where one of two is undated, how their times compare is not stated.": (
        "保留；若两者之一无日期，两者时间的关系为未说明。",
        "Остаются; если одно из двух без даты, как соотносится их время, не указано.",
    ),
    "Claims without a date are listed like the others; their period is not stated.": (
        "没有日期的陈述与其他陈述一样列出；其参考期为未说明。",
        "Утверждения без даты приводятся как остальные; их период не указан.",
    ),
    "A source whose date of publication is not stated is listed; its date stays open.": (
        "发布日期未说明的来源照样列出；其日期留空。",
        "Источник без даты публикации приводится; дата остаётся открытой.",
    ),
}

_EMPTY: dict[str, tuple[str, str]] = {
    "Not stated: nothing is asserted about the place at that date.": (
        "未说明：没有关于该地在该日期的陈述。",
        "Не указано: об этом месте на эту дату ничего не утверждается.",
    ),
    "Not stated: no source says in which parts of that place they live.": (
        "未说明：没有来源说明他们住在该地的哪些部分。",
        "Не указано: ни один источник не говорит, в каких частях этого места они живут.",
    ),
    "Not stated: no source makes one of the two claims.": (
        "未说明：两条陈述中有一条没有来源。",
        "Не указано: одного из двух утверждений нет ни в одном источнике.",
    ),
    "Not stated: nothing in the graph connects the two in two statements or less.": (
        "未说明：图中没有两条以内的陈述把两者联系起来。",
        "Не указано: в графе ничто не связывает их двумя утверждениями или меньше.",
    ),
    "Not stated: the registry says nothing about what the place was part of then.": (
        "未说明：登记表没有说明该地当时隶属何处。",
        "Не указано: в реестре не сказано, частью чего это место тогда было.",
    ),
    "Not stated: no source speaks of people from there in that place.": (
        "未说明：没有来源谈到来自那里的人在该地的情况。",
        "Не указано: ни один источник не говорит о людях оттуда в этом месте.",
    ),
    "Not stated: no source puts a number to a flow whose two ends lie in such places.": (
        "未说明：没有来源为两端位于此类地点的流动给出数字。",
        "Не указано: ни один источник не даёт числа для потока с концами в таких местах.",
    ),
    "Nothing was derived.": ("没有推算任何数字。", "Ничего не выведено."),
    "Not stated: no two sources give figures for the same thing whose ranges do not meet.": (
        "未说明：没有两个来源对同一事物给出互不相交的区间。",
        "Не указано: нет двух источников с непересекающимися интервалами об одном и том же.",
    ),
    "Not stated: the graph holds no claim of that name.": (
        "未说明：图中没有该名称的陈述。",
        "Не указано: утверждения с таким именем в графе нет.",
    ),
    "Every flow has a number, a date, an origin and a destination.": (
        "每个流动都有数字、日期、来源地和目的地。",
        "У каждого потока есть число, дата, место выезда и место назначения.",
    ),
    "Not stated: that claim gives no number, or no source makes it.": (
        "未说明：该陈述没有数字，或没有来源作此陈述。",
        "Не указано: в этом утверждении нет числа или его нет ни в одном источнике.",
    ),
    "Not stated: no source gives such a stock with a number of persons.": (
        "未说明：没有来源给出这样的存量及人数。",
        "Не указано: ни один источник не даёт такого запаса с числом людей.",
    ),
    "Not stated: no source asserts numbers for both directions.": (
        "未说明：没有来源对两个方向都给出数字。",
        "Не указано: чисел для обоих направлений нет.",
    ),
    "Not stated: no source puts a number to flows into or out of such places.": (
        "未说明：没有来源为进出此类地点的流动给出数字。",
        "Не указано: ни один источник не даёт числа для потоков в такие места или из них.",
    ),
    "Not stated: no source gives the same share at two times there.": (
        "未说明：没有来源给出该地同一比例在两个时间的数值。",
        "Не указано: ни один источник не даёт там одной и той же доли на два времени.",
    ),
    "Not stated: no source says where they come from.": (
        "未说明：没有来源说明他们来自哪里。",
        "Не указано: ни один источник не говорит, откуда они.",
    ),
    "Not stated: no source gives figures for the place or its parts.": (
        "未说明：没有来源给出该地或其组成部分的数字。",
        "Не указано: ни один источник не даёт чисел для места или его частей.",
    ),
    "Not stated: no source says that residents were lost there.": (
        "未说明：没有来源说该地流失了居民。",
        "Не указано: ни один источник не говорит, что там убыли жители.",
    ),
    "Not stated: no source tells the populations apart.": (
        "未说明：没有来源区分这些人群。",
        "Не указано: ни один источник не различает эти группы.",
    ),
    "Not stated: no profession is named.": ("未说明：没有提到职业。", "Не указано: ни одна профессия не названа."),
    "Not stated: no source gives a reason.": (
        "未说明：没有来源给出原因。",
        "Не указано: ни один источник не называет причин.",
    ),
    "Not stated: no source says whether it rose or fell.": (
        "未说明：没有来源说明是增是减。",
        "Не указано: ни один источник не говорит, рост это или снижение.",
    ),
    "Not stated: no claim is carried by more than one publication.": (
        "未说明：没有陈述由多于一个出版物转载。",
        "Не указано: ни одно утверждение не приводится более чем в одном издании.",
    ),
    "Not stated: no source gives a stock of this population in this place.": (
        "未说明：没有来源给出该人群在该地的存量。",
        "Не указано: ни один источник не даёт численности (запаса) этой группы в этом месте.",
    ),
    "Not stated: no source speaks of flows to this place or of stocks in it.": (
        "未说明：没有来源谈到前往该地的流动或该地的存量。",
        "Не указано: ни один источник не говорит о потоках в это место или о запасах в нём.",
    ),
    "Not stated: no source puts a number to a flow.": (
        "未说明：没有来源为流动给出数字。",
        "Не указано: ни один источник не даёт числа для потока.",
    ),
    "Not stated: no source asserts a flow from or to the region.": (
        "未说明：没有来源陈述离开或前往该地区的流动。",
        "Не указано: ни один источник не говорит о потоке из региона или в него.",
    ),
    "Not stated: the graph holds fewer than two figures about them there.": (
        "未说明：图中关于他们在该地的数字不足两个。",
        "Не указано: в графе меньше двух чисел о них в этом месте.",
    ),
    "Not stated: no claim rests on that source.": (
        "未说明：没有陈述依据该来源。",
        "Не указано: на этот источник не опирается ни одно утверждение.",
    ),
    "Not stated: no link of the chain is recorded with a wording of its own.": (
        "未说明：链中没有任何一环记录了自己的措辞。",
        "Не указано: ни для одного звена цепочки не записана своя формулировка.",
    ),
    "Not stated: this graph holds no assertion.": (
        "未说明：此图中没有陈述。",
        "Не указано: в этом графе нет утверждений.",
    ),
    "Not stated: no source in this graph asserts a flow.": (
        "未说明：此图中没有来源陈述流动。",
        "Не указано: ни один источник этого графа не говорит о потоке.",
    ),
    "Not stated: no source in this graph asserts a stock.": (
        "未说明：此图中没有来源陈述存量。",
        "Не указано: ни один источник этого графа не говорит о запасе.",
    ),
    "Not stated: this graph knows no source.": (
        "未说明：此图中没有来源。",
        "Не указано: в этом графе нет источников.",
    ),
}

WORDS: dict[str, tuple[str, str]] = {**_UNDATED, **_EMPTY}
"""English to Chinese and Russian."""
