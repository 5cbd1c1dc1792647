"""What the columns of answers hold, in Chinese and Russian; the text is that of the headers of the questions."""

from __future__ import annotations

_THINGS: dict[str, tuple[str, str]] = {
    "IRI of the claim": ("陈述的 IRI", "IRI утверждения"),
    "IRI of the place or part of it": ("该地点或其组成部分的 IRI", "IRI места или его части"),
    "IRI of the source at the root of the chain": ("传播链最初来源的 IRI", "IRI первоисточника в начале цепочки"),
    "IRI of the city, region or group of places": ("城市、地区或地点组的 IRI", "IRI города, региона или группы мест"),
    "IRI of the source at the root of the first chain": (
        "第一条传播链最初来源的 IRI",
        "IRI первоисточника первой цепочки",
    ),
    "IRI of the source at the root of the second chain": (
        "第二条传播链最初来源的 IRI",
        "IRI первоисточника второй цепочки",
    ),
    "IRI of the claim that names the first": ("提到前者的陈述的 IRI", "IRI утверждения, в котором названо первое"),
    "IRI of what stands between them": ("两者之间的中间环节的 IRI", "IRI того, что стоит между ними"),
    "IRI of the claim that names the second": ("提到后者的陈述的 IRI", "IRI утверждения, в котором названо второе"),
    "IRI of the place that it was part of": ("当时所隶属地点的 IRI", "IRI места, частью которого оно было"),
    "IRI of the place that they left": ("迁出地的 IRI", "IRI места, откуда уехали"),
    "IRI of the place where they move or live, a part of the destination or the destination itself": (
        "迁入地或居住地的 IRI：目的地本身或其一部分",
        "IRI места въезда или проживания: самого места назначения или его части",
    ),
    "IRI of the population that moves or lives there": (
        "迁往或居住在该地的人群的 IRI",
        "IRI группы населения, которая туда переезжает или там живёт",
    ),
    "IRI of the source that was read": ("所读来源的 IRI", "IRI прочитанного источника"),
    "IRI of the country, subregion or continent of origin": (
        "来源国、次区域或大洲的 IRI",
        "IRI страны, субрегиона или континента выезда",
    ),
    "IRI of the country, subregion or continent of destination": (
        "目的国、次区域或大洲的 IRI",
        "IRI страны, субрегиона или континента назначения",
    ),
    "IRI of the population": ("人群的 IRI", "IRI группы населения"),
    "IRI of the derived figure; no source says it": (
        "推算数字的 IRI；没有来源说过这个数字",
        "IRI выведенного числа; ни один источник его не называет",
    ),
    "IRI of the place": ("地点的 IRI", "IRI места"),
    "IRI of each claim that went in": ("每条所用陈述的 IRI", "IRI каждого использованного утверждения"),
    "IRI of the origin": ("来源地的 IRI", "IRI места выезда"),
    "IRI of the destination, or of the place concerned": (
        "目的地或所涉地点的 IRI",
        "IRI места назначения или места, о котором речь",
    ),
    "IRI of the source that was read for the lower figure": (
        "较低数字所读来源的 IRI",
        "IRI источника, в котором прочитано меньшее число",
    ),
    "IRI of the source that was read for the higher figure": (
        "较高数字所读来源的 IRI",
        "IRI источника, в котором прочитано большее число",
    ),
    "IRI of the claim with the lower figure": ("较低数字的陈述的 IRI", "IRI утверждения с меньшим числом"),
    "IRI of the claim with the higher figure": ("较高数字的陈述的 IRI", "IRI утверждения с большим числом"),
    "IRI of a sj:Source": ("sj:Source 的 IRI", "IRI ресурса sj:Source"),
    "IRI of the claim; claims that only restate another are left out": (
        "陈述的 IRI；仅转述另一条的陈述不列出",
        "IRI утверждения; повторы другого утверждения опущены",
    ),
    "IRI of the claim from the first to the second": (
        "从前者到后者的陈述的 IRI",
        "IRI утверждения о движении из первого во второе",
    ),
    "IRI of the claim from the second to the first": (
        "从后者到前者的陈述的 IRI",
        "IRI утверждения о движении из второго в первое",
    ),
    "IRI of the source at the root of the one claim": (
        "其中一条陈述的最初来源的 IRI",
        "IRI первоисточника одного утверждения",
    ),
    "IRI of the source at the root of the other claim": (
        "另一条陈述的最初来源的 IRI",
        "IRI первоисточника другого утверждения",
    ),
    "IRI of the country, subregion or continent": (
        "国家、次区域或大洲的 IRI",
        "IRI страны, субрегиона или континента",
    ),
    "IRI of the population whose share it is": ("该比例所属人群的 IRI", "IRI группы населения, чья это доля"),
    "IRI of the earlier claim": ("较早陈述的 IRI", "IRI более раннего утверждения"),
    "IRI of the later claim": ("较晚陈述的 IRI", "IRI более позднего утверждения"),
    "IRI of the place that they left; one union when places are named together": (
        "迁出地的 IRI；几个地点一并提到时为一个合并地区",
        "IRI места, откуда уехали; одно объединение, если места названы вместе",
    ),
    "IRI of the place that lost them": ("流失人口之地的 IRI", "IRI места, которое их потеряло"),
    "IRI of the population that shrank or left": (
        "减少或离开的人群的 IRI",
        "IRI группы населения, которая уменьшилась или уехала",
    ),
    "IRI of the claims about it": ("有关陈述的 IRI", "IRI утверждений о ней"),
    "IRI of a sj:Profession": ("sj:Profession 的 IRI", "IRI ресурса sj:Profession"),
    "IRI of the population concerned": ("所涉人群的 IRI", "IRI группы населения, о которой речь"),
    "IRI of the claims that name it": ("提到它的陈述的 IRI", "IRI утверждений, где она названа"),
    "IRI of the population or person concerned": (
        "所涉人群或个人的 IRI",
        "IRI группы населения или лица, о котором речь",
    ),
    "IRI of the place that they leave": ("迁出地的 IRI", "IRI места, откуда уезжают"),
    "IRI of the place that they move to, or that the reason is about": (
        "迁入地或原因所涉地点的 IRI",
        "IRI места, куда едут или о котором говорит причина",
    ),
    "IRI of the claim that it is given for": (
        "该原因所解释的陈述的 IRI",
        "IRI утверждения, для которого названа причина",
    ),
    "IRI of the source at the end of the chain": ("传播链末端来源的 IRI", "IRI источника в конце цепочки"),
    "IRI of each publication that carries it, the root left out": (
        "每个转载出版物的 IRI，最初来源除外",
        "IRI каждого издания, где оно приведено, кроме первоисточника",
    ),
    "IRI of the population counted": ("被统计人群的 IRI", "IRI учтённой группы населения"),
    "IRI of the origin of a flow": ("流动来源地的 IRI", "IRI места выезда для потока"),
    "IRI of the destination of a flow, or of the place of a stock": (
        "流动目的地或存量所在地的 IRI",
        "IRI места назначения потока или места, где учтён запас",
    ),
    "IRI of the destination": ("目的地的 IRI", "IRI места назначения"),
    "IRI of the region or part of it": ("该地区或其组成部分的 IRI", "IRI региона или его части"),
    "IRI of the population that moves": ("流动人群的 IRI", "IRI переезжающей группы населения"),
    "IRI of the one claim": ("其中一条陈述的 IRI", "IRI одного утверждения"),
    "IRI of the source at the root of its chain": (
        "其传播链最初来源的 IRI",
        "IRI первоисточника его цепочки",
    ),
    "IRI of the other claim": ("另一条陈述的 IRI", "IRI другого утверждения"),
    "IRI of each claim that would vanish": ("每条会消失的陈述的 IRI", "IRI каждого утверждения, которое исчезло бы"),
    "IRI of what no claim without this source mentions": (
        "仅由该来源提到的事物的 IRI",
        "IRI того, что без этого источника не упомянуто ни в одном утверждении",
    ),
    "IRI of the source that words it so": ("如此措辞的来源的 IRI", "IRI источника с такой формулировкой"),
}

_FIGURES: dict[str, tuple[str, str]] = {
    "lower bound": ("下限", "нижняя граница"),
    "upper bound": ("上限", "верхняя граница"),
    "whether the lower bound itself is excluded": ("下限本身是否排除在外", "исключена ли сама нижняя граница"),
    "whether the upper bound itself is excluded": ("上限本身是否排除在外", "исключена ли сама верхняя граница"),
    "how the source qualifies the figure": ("来源对数字的限定方式", "с какой оговоркой источник называет число"),
    "what is counted, and its unit": ("统计对象及其单位", "что учитывается и в каких единицах"),
    "what is counted, with its unit": ("统计对象及其单位", "что учитывается и в каких единицах"),
    "a quantity or trend given only in words": (
        "仅以文字给出的数量或趋势",
        "величина или тенденция, названная только словами",
    ),
    "a quantity or trend in words": ("以文字表述的数量或趋势", "величина или тенденция словами"),
    "when, in EDTF": ("时间（EDTF 格式）", "когда, в формате EDTF"),
    "when, as the sheet has it, relative to a publication": (
        "时间，按表中所写，相对于某出版物的发布",
        "когда, как записано в таблице, относительно публикации",
    ),
    "when, in words": ("时间（文字表述）", "когда, словами"),
    "period": ("参考期", "отчётный период"),
    "period as written, relative to publication where it is": (
        "原样记录的参考期，有时相对于发布时间",
        "период, как записан; если он относительный, то от публикации",
    ),
    "time in words": ("以文字表述的时间", "время словами"),
    "first day": ("首日", "первый день"),
    "last day": ("末日", "последний день"),
    "sum of the lower bounds, since no flow is below zero": (
        "各下限之和；因为流量不会小于零",
        "сумма нижних границ: поток не бывает меньше нуля",
    ),
    "sum of the upper bounds": ("各上限之和", "сумма верхних границ"),
    "whether one of the lower bounds added is excluded": (
        "相加的下限中是否有本身被排除的",
        "исключена ли хотя бы одна из сложенных нижних границ",
    ),
    "whether one of the upper bounds added is excluded": (
        "相加的上限中是否有本身被排除的",
        "исключена ли хотя бы одна из сложенных верхних границ",
    ),
    "that of the only figure, or how the sum is to be read": (
        "唯一数字的限定方式，或合计应如何理解",
        "оговорка единственного числа или то, как понимать сумму",
    ),
    "how many figures were added": ("相加的数字个数", "сколько чисел сложено"),
    "how many were not, since the source has a figure for a place around theirs in the same corridor": (
        "未相加的个数：同一通道中，来源另有包含其地点的数字",
        "сколько не сложено: в том же коридоре у источника есть число для более широкого места",
    ),
    "how many flows of this corridor, source, people and time have no figure": (
        "同一通道、来源、人群和时间中没有数字的流动有多少",
        "у скольких потоков этого коридора, источника, группы и времени нет числа",
    ),
    "how far the two ranges are apart": ("两个区间相距多少", "насколько два интервала отстоят друг от друга"),
    "the gap in whole percent, rounded down, of that bound of the two that is farther from zero": (
        "差距占两界限中离零较远者的百分比，向下取整",
        "разрыв в целых процентах, с округлением вниз, от той из двух границ, что дальше от нуля",
    ),
    "sum of the lower bounds of flows from outside": (
        "来自外部的流动的下限之和",
        "сумма нижних границ потоков извне",
    ),
    "sum of their upper bounds": ("其上限之和", "сумма их верхних границ"),
    "how the sum is to be read": ("合计应如何理解", "как понимать сумму"),
    "sum of the lower bounds of flows to outside": (
        "流向外部的流动的下限之和",
        "сумма нижних границ потоков наружу",
    ),
    "arrivals less departures, lower bound": ("迁入减迁出，下限", "прибытия минус выбытия, нижняя граница"),
    "arrivals less departures, upper bound": ("迁入减迁出，上限", "прибытия минус выбытия, верхняя граница"),
    "how the difference is to be read": ("差值应如何理解", "как понимать разность"),
    "how many figures were added for arrivals": ("迁入相加的数字个数", "сколько чисел сложено для прибытий"),
    "how many figures were added for departures": ("迁出相加的数字个数", "сколько чисел сложено для выбытий"),
    "how many were not, since the source has a figure for places around theirs": (
        "未相加的个数：来源另有包含其地点的数字",
        "сколько не сложено: у источника есть число для более широких мест",
    ),
    "later share less earlier share, where both are points": (
        "较晚比例减较早比例，仅当两者均为单一数值",
        "поздняя доля минус ранняя, если обе — точные числа",
    ),
    "this figure less that of the other method, at their lower bounds": (
        "本数字减另一方法的数字，按各自下限",
        "это число минус число другого метода, по нижним границам",
    ),
    "another method with a figure of this unit for the same corridor": (
        "同一通道中有同一单位数字的另一方法",
        "другой метод с числом в тех же единицах для того же коридора",
    ),
}

WORDS: dict[str, tuple[str, str]] = {**_THINGS, **_FIGURES}
"""English to Chinese and Russian."""
