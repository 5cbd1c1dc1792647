"""What the parameters of the questions mean, in Chinese and Russian."""

from __future__ import annotations

_AREA = (
    "an area with an ISO 3166-1 code of its own, such as Hong Kong, counts as a country; "
    "a place in several subregions, in each"
)
_AREA_ZH = "有独立 ISO 3166-1 代码的地区（如香港）按国家计；属于多个次区域的地点在每个次区域中都计"
_AREA_RU = (
    "территория со своим кодом ISO 3166-1, например Гонконг, считается страной; "
    "место из нескольких субрегионов — в каждом"
)

_TYPES: dict[str, tuple[str, str]] = {
    "a place by any of its names, codes or keys": (
        "地点，用其任一名称、代码或键",
        "место: любое название, код или ключ",
    ),
    "a population by any of its names, or its key": (
        "人群，用其任一名称或键",
        "группа населения: любое название или ключ",
    ),
    "a profession by any of its names, or its ISCO-08 code": (
        "职业，用其任一名称或 ISCO-08 代码",
        "профессия: любое название или код ISCO-08",
    ),
    "a person or an organisation by name or key": (
        "人物或机构，用其名称或键",
        "лицо или организация: название или ключ",
    ),
    "a source by title or key": ("来源，用其标题或键", "источник: заглавие или ключ"),
    "the id of a claim": ("陈述的编号", "номер утверждения"),
    "a place, population, profession, person, organisation or source by name or key": (
        "地点、人群、职业、人物、机构或来源，用其名称或键",
        "место, группа населения, профессия, лицо, организация или источник: название или ключ",
    ),
    "a day, a month or a year": ("日、月或年", "день, месяц или год"),
}
"""What may be typed, by the types of parameters; see :mod:`sojourn.server.openapi`."""

_MEANINGS: dict[str, tuple[str, str]] = {
    "the place with its parts": ("该地点及其组成部分", "место вместе с его частями"),
    "what the claims are about": ("陈述所指的时间", "к какому времени относятся утверждения"),
    "only what was published by then": ("仅限到那时已发布的", "только опубликованное к этому времени"),
    "who lives there, populations that it includes among them": (
        "居住在那里的人群，包括其所含人群",
        "кто там живёт, включая входящие группы",
    ),
    "the country or region whose cities and regions are listed, without itself": (
        "要列出其城市和地区的国家或地区，不含其本身",
        "страна или регион, чьи города и регионы перечисляются, без него самого",
    ),
    "a place, population, person, organisation, profession or source": (
        "地点、人群、人物、机构、职业或来源",
        "место, группа населения, лицо, организация, профессия или источник",
    ),
    "another one": ("另一个", "другое такое же"),
    "the part": ("作为部分的地点", "место-часть"),
    "the time that is asked about": ("所问的时间", "время, о котором спрашивают"),
    "where they come from, its parts included": (
        "来源地，包括其组成部分",
        "откуда они, включая части этого места",
    ),
    "where they move or live, its parts included; each claim names its own place": (
        "迁入地或居住地，包括其组成部分；每条陈述指明各自的地点",
        "куда едут или где живут, включая части места; в каждом утверждении названо своё место",
    ),
    "first year of the period": ("时期的起始年", "первый год периода"),
    "last year of the period": ("时期的结束年", "последний год периода"),
    f"what the ends are rolled up to; {_AREA}": (
        f"两端汇总到的层级；{_AREA_ZH}",
        f"до какого уровня сводятся концы; {_AREA_RU}",
    ),
    f"what places are rolled up to; {_AREA}": (
        f"地点汇总到的层级；{_AREA_ZH}",
        f"до какого уровня сводятся места; {_AREA_RU}",
    ),
    "only what this source was read for": ("仅限从该来源读出的", "только прочитанное в этом источнике"),
    "only this population and those that it includes": (
        "仅限该人群及其所含人群",
        "только эта группа и входящие в неё",
    ),
    "only figures made so": ("仅限以此方法得出的数字", "только числа, полученные этим методом"),
    "how many corridors at most": ("最多列出多少条通道", "не более скольких коридоров"),
    "only what was derived from this claim": ("仅限由该陈述推算的", "только выведенное из этого утверждения"),
    "only statements of this kind": ("仅限此类陈述", "только утверждения этого вида"),
    "only figures from, to or in this place or its parts": (
        "仅限离开、前往或位于该地点或其组成部分的数字",
        "только числа для выезда из этого места или его частей, въезда в них или пребывания в них",
    ),
    "only pairs in which this source speaks": ("仅限含有该来源的数字对", "только пары, где говорит этот источник"),
    "how many pairs at most": ("最多列出多少对", "не более скольких пар"),
    "the claim that is asked about": ("所问的陈述", "утверждение, о котором спрашивают"),
    "only flows that this source was read for": (
        "仅限从该来源读出的流动",
        "только потоки, прочитанные в этом источнике",
    ),
    "one claim; without it every figure is listed": (
        "一条陈述；不填则列出每个数字",
        "одно утверждение; без него приводится каждое число",
    ),
    "only this place and its parts": ("仅限该地点及其组成部分", "только это место и его части"),
    "how many stocks at most": ("最多列出多少个存量", "не более скольких запасов"),
    "one place": ("一个地点", "одно место"),
    "the other place": ("另一个地点", "другое место"),
    "only this country, subregion or continent": (
        "仅限该国家、次区域或大洲",
        "только эта страна, субрегион или континент",
    ),
    "how many rows at most": ("最多列出多少行", "не более скольких строк"),
    "where the whole is counted": ("整体的统计地点", "где учитывается целое"),
    "only shares of this whole": ("仅限该整体的比例", "только доли этого целого"),
    "who moves, populations that it includes among them": (
        "流动的人群，包括其所含人群",
        "кто переезжает, включая входящие группы",
    ),
    "where they move to, its parts included": ("迁入地，包括其组成部分", "куда переезжают, включая части этого места"),
    "this very population, so that nobody is counted twice": (
        "仅该人群本身，以免重复计算",
        "именно эта группа, чтобы никого не учесть дважды",
    ),
    "only claims about this population and those that it includes": (
        "仅限关于该人群及其所含人群的陈述",
        "только утверждения об этой группе и входящих в неё",
    ),
    "only reasons for leaving this place or its parts": (
        "仅限离开该地点或其组成部分的原因",
        "только причины уезжать из этого места или его частей",
    ),
    "only reasons for moving to this place or its parts": (
        "仅限迁往该地点或其组成部分的原因",
        "только причины ехать в это место или его части",
    ),
    "only reasons of this population and those that it includes": (
        "仅限该人群及其所含人群的原因",
        "только причины этой группы и входящих в неё",
    ),
    "the place itself": ("地点本身", "само место"),
    "this population, those that it includes and those that include it": (
        "该人群、其所含人群以及包含它的人群",
        "эта группа, входящие в неё и те, в которые входит она",
    ),
    "only claims whose root is this source": (
        "仅限以该来源为最初来源的陈述",
        "только утверждения с этим первоисточником",
    ),
    "whose residents are counted, populations that it includes among them": (
        "被统计的居民人群，包括其所含人群",
        "чья численность учтена, включая входящие группы",
    ),
    "the place itself, not its parts": ("地点本身，不含其组成部分", "само место, без его частей"),
    "where they move or live: this very place, not its parts": (
        "迁入地或居住地：仅该地点本身，不含其组成部分",
        "куда едут или где живут: само место, без его частей",
    ),
    "where they come from: flows from this very place, stocks of populations of this country": (
        "来源地：流量仅限来自该地点本身，存量为该国人群",
        "откуда они: потоки именно из этого места, запасы групп этой страны",
    ),
    "only flows, or only stocks": ("仅流量，或仅存量", "только потоки или только запасы"),
    "a region, country, city or group of places; the members of a group are its parts": (
        "地区、国家、城市或地点组；组的成员即其组成部分",
        "регион, страна, город или группа мест; члены группы — её части",
    ),
    "the place itself, also as origin or destination of a flow": (
        "地点本身，也包括作为流动的来源地或目的地",
        "само место, в том числе как начало или конец потока",
    ),
    "this population, those it includes, those that include it or share its country": (
        "该人群、其所含人群、包含它或与其同属一国的人群",
        "эта группа, входящие в неё, включающие её и группы той же страны",
    ),
    "the source that is withdrawn, read or known by citation": (
        "被撤回的来源，已读或仅因被引用而知",
        "отозванный источник, прочитанный или известный по ссылке",
    ),
    "one claim; without it all claims are looked at": (
        "一条陈述；不填则查看全部陈述",
        "одно утверждение; без него рассматриваются все",
    ),
}

WORDS: dict[str, tuple[str, str]] = {**_MEANINGS, **_TYPES}
"""English to Chinese and Russian."""
