"""What stands in the cells of answers, in Chinese and Russian; members of closed lists are those of the ontology."""

# ruff: noqa: E501 - definitions as they stand in the ontology, each language on one line

from __future__ import annotations

_KINDS: dict[str, tuple[str, str]] = {
    "A qualitative statement about people or a place that no other kind can hold.": (
        "关于人群或地点的定性陈述，不属于其他任何类别。",
        "Качественное утверждение о людях или месте, которое не вмещает ни один другой вид.",
    ),
    "Something pushes, pulls, retains or deters people, feeds back on a movement, or is its context.": (
        "某事推动、吸引、留住或阻碍人们，反作用于迁移，或构成其背景。",
        "Что-то выталкивает, притягивает, удерживает или отпугивает людей, действует обратно на перемещение или служит ему фоном.",
    ),
    "Members of a population moved residence from an origin to a destination in a period; an end or a number that the source does not give stays open.": (
        "某一人口的成员在一段时期内把居住地从来源地迁到目的地；来源未给出的一端或数字保持空缺。",
        "Члены населения за период переселились из места выхода в место назначения; конец пути или число, которых источник не даёт, остаются открытыми.",
    ),
    "One episode in the life of particular persons; all those that share an agent, in the order of their periods, are that person's trajectory.": (
        "特定人物生活中的一段经历；同一人物的全部事件按时期排列即其人生轨迹。",
        "Один эпизод жизни определённых людей; все эпизоды одного лица по порядку времени составляют его траекторию.",
    ),
    "Arrivals less departures of one place over a period; negative when more left than came.": (
        "一地一段时期内迁入减迁出；迁出多于迁入时为负。",
        "Прибывшие минус выбывшие одного места за период; отрицательно, когда уехало больше, чем приехало.",
    ),
    "An authority issued so many titles over a period, counted up; holders need be neither distinct persons nor present.": (
        "主管机关在一段时期内累计签发若干证件；持有人未必是不同的人，也未必在场。",
        "Власть за период выдала столько-то документов нарастающим итогом; держатели не обязательно разные люди и не обязательно на месте.",
    ),
    "An authority announced or took a step that bears on who comes, stays or works, from visa rules to research centres.": (
        "主管机关宣布或采取了影响谁前来、居留或工作的举措，从签证规定到设立研究中心。",
        "Власть объявила или сделала шаг, влияющий на то, кто приезжает, остаётся или работает: от виз до исследовательских центров.",
    ),
    "The number of residents rose or fell over a period; births and deaths are in it, so that it says nothing certain about moving.": (
        "居民人数在一段时期内增减；其中包含出生和死亡，因此不能确定说明迁移。",
        "Число жителей за период выросло или упало; в нём рождения и смерти, поэтому о переездах оно ничего верного не говорит.",
    ),
    "Places or populations stand in an order, without a number for each.": (
        "若干地点或人口有先后次序，但未逐一给出数字。",
        "Места или группы стоят по порядку, без числа для каждого.",
    ),
    "A population, of some size or of none stated, lives in a place at a time.": (
        "某一人口（规模可有可无说明）在某时居住于某地。",
        "Население, с названной численностью или без неё, живёт в месте в какое-то время.",
    ),
    "One population as a proportion of another, or a part of a flow as a proportion of that flow.": (
        "一个人口占另一人口的比例，或流量的一部分占该流量的比例。",
        "Одно население как часть другого или часть потока по отношению к потоку.",
    ),
    "One pattern of mobility turns into another for members of a population.": (
        "某一人口的成员由一种流动方式转为另一种。",
        "Один вид мобильности у членов населения превращается в другой.",
    ),
}
"""What kinds of statement mean, as the ontology defines them."""

_CELLS: dict[str, tuple[str, str]] = {
    "added": ("已相加", "сложено"),
    "by definition": ("依定义", "по определению"),
    "claimed": ("依陈述", "по утверждению"),
    "every facet agrees": ("各方面均一致", "все признаки совпадают"),
    "fall": ("下降", "снижение"),
    "first reporter": ("最早报道者", "первый сообщивший"),
    "method not stated": ("方法未说明", "метод не указан"),
    "no fall": ("未下降", "не снизилось"),
    "no rise": ("未上升", "не выросло"),
    "not added": ("未相加", "не сложено"),
    "not added: no date": ("未相加：无日期", "не сложено: нет даты"),
    "not added: no number": ("未相加：无数字", "не сложено: нет числа"),
    "not stated: births and deaths are in it": (
        "未说明：其中包含出生和死亡",
        "не указано: сюда входят рождения и смерти",
    ),
    "nothing to set against it": ("没有可对照者", "сопоставить не с чем"),
    "one is defined by the other": ("一者由另一者界定", "одно определено через другое"),
    "one restates the other": ("一条转述另一条", "одно повторяет другое"),
    "one statement": ("一条陈述", "одно утверждение"),
    "one statement, and what lies within": ("一条陈述及其中的隶属", "одно утверждение и то, что входит в место"),
    "only until": ("仅有截止时间", "известен только конец"),
    "passed it on": ("转述者", "передал дальше"),
    "places that do not overlap": ("互不重叠的地点", "непересекающиеся места"),
    "possibly: open period": ("可能：时期未闭合", "возможно: период не закрыт"),
    "read here": ("在此读到", "прочитано здесь"),
    "read here, names nobody": ("在此读到，未指明依据", "прочитано здесь, никого не называет"),
    "relative": ("相对时间", "относительное время"),
    "rise": ("上升", "рост"),
    "stable": ("稳定", "стабильно"),
    "the first lies within the second": ("前者位于后者之内", "первое находится во втором"),
    "the parts exceed it": ("各部分之和超过它", "сумма частей больше него"),
    "the parts exceed its lower bound; it has no upper one": (
        "各部分之和超过其下限；它没有上限",
        "сумма частей больше его нижней границы; верхней у него нет",
    ),
    "the parts stay below it": ("各部分之和低于它", "сумма частей меньше него"),
    "the second lies within the first": ("后者位于前者之内", "второе находится в первом"),
    "the two ranges overlap": ("两个区间有重叠", "интервалы пересекаются"),
    "two statements with one in common": ("两条有共同之处的陈述", "два утверждения с общим звеном"),
    "yes, as worded: they left": ("是，按措辞：他们离开了", "да, судя по словам: они уехали"),
    "yes: arrivals less departures": ("是：迁入减迁出", "да: прибытия минус выбытия"),
    "document": ("文件", "документ"),
    "article-newspaper": ("报纸文章", "газетная статья"),
    "report": ("报告", "отчёт"),
    "dataset": ("数据集", "набор данных"),
}
"""What the questions themselves write into their answers, and the CSL types of sources."""

WORDS: dict[str, tuple[str, str]] = {**_KINDS, **_CELLS}
"""English to Chinese and Russian."""
