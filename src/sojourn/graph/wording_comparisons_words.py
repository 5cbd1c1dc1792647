"""The words of comparisons in Chinese and Russian, by language; see :mod:`sojourn.graph.wording_comparisons`."""

from __future__ import annotations

from sojourn.audit.comparing.relations import Facet, Order

TABLE = {
    "zh": {
        "not stated": "未说明",
        "nobody": "人群未说明",
        "no status": "居留身份未说明",
        "no time": "时间未说明",
        "no method": "方法未说明",
        "profession": "{people}（按职业：{professions}）",
        "among": "{people}（整体：{whole}）",
        "origin": "来自{place}",
        "destination": "前往{place}",
        "who": "人群：{people}",
        "where": "地点：{place}",
        "when": "时间：{time}",
        "made": "方法：{method}",
        "root": "据“{source}”",
        "doubt": "仅称为“{modality}”",
        "sentence": "{id}：{said}。",
        "against": "“{one}”对“{other}”",
        "bracket": "（{text}）",
        "comma": "，",
        "list": "、",
        "and": "和",
        "semicolon": "；",
        "space": "",
    },
    "ru": {
        "not stated": "не указано",
        "nobody": "группа населения не указана",
        "no status": "статус проживания не указан",
        "no time": "время не указано",
        "no method": "метод не указан",
        "profession": "{people} (профессии: {professions})",
        "among": "{people} (целое: {whole})",
        "origin": "место выезда: {place}",
        "destination": "место назначения: {place}",
        "who": "кто: {people}",
        "where": "место: {place}",
        "when": "время: {time}",
        "made": "метод: {method}",
        "root": "источник: «{source}»",
        "doubt": "названо лишь так: «{modality}»",
        "sentence": "{id}: {said}.",
        "against": "«{one}» против «{other}»",
        "bracket": " ({text})",
        "comma": ", ",
        "list": ", ",
        "and": " и ",
        "semicolon": "; ",
        "space": " ",
    },
}
"""What stands between names."""

KINDS = {
    "zh": {
        "flow": "迁移人数（流量）",
        "residence": "居住人数（存量）",
        "netmigration": "迁入减迁出（净迁移）",
        "change": "人口变化",
        "share": "比例",
        "permit": "签发的许可",
        "event": "某一人生经历中的人数",
    },
    "ru": {
        "flow": "число переехавших (поток)",
        "residence": "число живущих (запас)",
        "netmigration": "прибытия минус выбытия (сальдо)",
        "change": "изменение численности",
        "share": "доля",
        "permit": "выданные разрешения",
        "event": "люди в одном эпизоде жизни",
    },
}
"""What the kinds of statement are called."""

VERBS = {
    lang: {kind: f"{words}{mark}{{figure}}" for kind, words in KINDS[lang].items()}
    for lang, mark in (("zh", " "), ("ru", " — "))
}
"""How a figure of a kind is told."""

UNITS = {
    "zh": {
        "persons": "人",
        "personsPerYear": "人/年",
        "percent": "百分比",
        "percentChange": "变化百分比",
        "permitsIssued": "许可",
    },
    "ru": {
        "persons": "человек",
        "personsPerYear": "человек в год",
        "percent": "проценты",
        "percentChange": "проценты изменения",
        "permitsIssued": "разрешения",
    },
}
"""The units as a facet names them."""

FACETS = {
    "zh": {
        Facet.KIND: "陈述种类",
        Facet.UNIT: "单位",
        Facet.CRITERION: "人群界定标准",
        Facet.SCOPE: "所计人群",
        Facet.STATUS: "居留身份",
        Facet.PLACE: "地点",
        Facet.TIME: "参考期",
        Facet.METHOD: "方法与来源",
    },
    "ru": {
        Facet.KIND: "вид утверждения",
        Facet.UNIT: "единица",
        Facet.CRITERION: "признак группы населения",
        Facet.SCOPE: "учтённые люди",
        Facet.STATUS: "статус проживания",
        Facet.PLACE: "место",
        Facet.TIME: "отчётный период",
        Facet.METHOD: "метод и источник",
    },
}
"""What the facets are called in a sentence."""

RELATED = {
    "zh": {
        "the two overlap": "两者部分重叠",
        "the first is a part of the second": "前者是后者的一部分",
        "the second is a part of the first": "后者是前者的一部分",
        "how the one stands to the other is not stated": "两者关系未说明",
    },
    "ru": {
        "the two overlap": "они пересекаются",
        "the first is a part of the second": "первое — часть второго",
        "the second is a part of the first": "второе — часть первого",
        "how the one stands to the other is not stated": "как одно относится к другому, не указано",
    },
}
"""How what the two say stands to each other."""

ANSWERS = {
    "zh": {
        "same": "两者所述的各方面均相同。",
        "first": "首先不同之处是{facet}：{contrast}。",
        "agree": "两者说的是同一事物且一致：{value}同时符合两者。",
        "disagree": (
            "两者说的是同一人群、同一地点和同一时间，因此不一致：没有一个数既是“{one}”又是“{other}”；至少有一个不对。"
        ),
        "restates": "一条转述另一条：这是同一个数字说了两次，并非印证。",
        "restates otherwise": "但两个数并不相同。",
        "replaces": "一条取代另一条：它们是同一数字的不同版本，因此并不矛盾。",
        "trend": "两者说的是同一事物，只是参考期不同：{contrast}。这是随时间的变化，不是矛盾；{how}。",
        "lower": "较晚的数字（{id}）较低",
        "higher": "较晚的数字（{id}）较高",
        "open": "无法得出是增是减",
        "part": "就{facet}而言，“{inner}”（{inner_id}）是“{outer}”（{outer_id}）的一部分。",
        "different": "两者说的是不同的事物，因此并不矛盾。",
        "not asserted": "两者说的是同一事物而没有共同的数，但其中之一并非断言，因此并不矛盾。",
        "cannot tell": "两者是否说的是同一事物无法判断，因此得不出矛盾。",
        "besides": "此外还有不同：{list}。因此两者并不矛盾。",
        "besides one": "{facet}：{contrast}",
        "silent": "前提是双方都未说明之处含义相同：{list}。",
        "one source": "两者最终依据同一来源（“{source}”），因此互不印证。",
        "any": "任何数",
        "any under": "任何少于 {high} 的数",
        "any up to": "任何不超过 {high} 的数",
        "any over": "任何超过 {low} 的数",
        "any from": "任何不少于 {low} 的数",
        "any from to": "从 {low} 到 {high} 的任何数",
        "any over to": "超过 {low}、不超过 {high} 的任何数",
        "any from under": "不少于 {low}、少于 {high} 的任何数",
        "any over under": "超过 {low}、少于 {high} 的任何数",
    },
    "ru": {
        "same": "Во всём, что сказано, они совпадают.",
        "first": "Прежде всего различается {facet}: {contrast}.",
        "agree": "Они говорят об одном и том же и согласны: обоим подходит {value}.",
        "disagree": (
            "Они говорят об одних людях, одном месте и одном времени, поэтому расходятся: нет числа, которое было бы и "
            "«{one}», и «{other}»; хотя бы одно из двух неверно."
        ),
        "restates": "Одно повторяет другое: это одно число, сказанное дважды, а не подтверждение.",
        "restates otherwise": "Однако сами числа не одинаковы.",
        "replaces": "Одно заменяет другое: это редакции одного числа, поэтому друг другу они не противоречат.",
        "trend": (
            "Они говорят об одном и том же, и различается только отчётный период: {contrast}. "
            "Это изменение со временем, а не противоречие; {how}."
        ),
        "lower": "более позднее число ({id}) меньше",
        "higher": "более позднее число ({id}) больше",
        "open": "рост это или снижение, не следует",
        "part": "{facet}: «{inner}» ({inner_id}) — часть от «{outer}» ({outer_id}).",
        "different": "Они говорят о разном, поэтому друг другу не противоречат.",
        "not asserted": (
            "Они говорят об одном и том же и не имеют общего числа, но одно из них не утверждается, "
            "поэтому друг другу они не противоречат."
        ),
        "cannot tell": "Говорят ли они об одном и том же, сказать нельзя, поэтому противоречия не следует.",
        "besides": "Различается и другое: {list}. Поэтому друг другу они не противоречат.",
        "besides one": "{facet}: {contrast}",
        "silent": "Предполагается, что там, где оба молчат, имеется в виду одно и то же: {list}.",
        "one source": "Оба в конце концов опираются на один источник («{source}»), поэтому не подтверждают друг друга.",
        "any": "любое число",
        "any under": "любое число менее {high}",
        "any up to": "любое число не более {high}",
        "any over": "любое число более {low}",
        "any from": "любое число не менее {low}",
        "any from to": "любое число от {low} до {high}",
        "any over to": "любое число более {low} и не более {high}",
        "any from under": "любое число не менее {low} и менее {high}",
        "any over under": "любое число более {low} и менее {high}",
    },
}
"""What follows of the two."""

PARTS = {
    "zh": {
        Order.HOLDS: "部分不可能大于整体，这里也不大于：两者相符。",
        Order.OPEN: "部分不可能大于整体；这些数字允许如此，因此两者可以都正确。",
        Order.FAILS: "部分不可能大于整体，而 {inner} 大于 {outer}：两者不可能都为真。",
        Order.NONE: "这类数字的部分可以大于整体，因此两者并不矛盾。",
    },
    "ru": {
        Order.HOLDS: "Часть не может быть больше целого, и здесь она не больше: они сходятся.",
        Order.OPEN: "Часть не может быть больше целого; числа это допускают, так что оба могут быть верны.",
        Order.FAILS: "Часть не может быть больше целого, но {inner} больше, чем {outer}: оба верны быть не могут.",
        Order.NONE: "Такие числа для части могут быть больше, чем для целого, поэтому они не противоречат друг другу.",
    },
}
"""What follows where the one is a part of the other."""
