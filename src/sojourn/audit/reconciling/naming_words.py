"""How quantities are called in English, Chinese and Russian; names of things stay in the nominative."""

from __future__ import annotations

from functools import partial

from sojourn.vocabulary.periods import DATE, RELATIVE, interval_words, local_date, time_unit

FORMS = {
    "en": {
        "stock": "{who} in {where}, {when}",
        "flow": "{who} moving {way}, {when}",
        "rate": "{who} moving {way} per year, {when}",
        "change": "change of {who} in {where}, {when}",
        "net": "net migration of {who} in {where}, {when}",
        "share": "share (1 = all) of {who} among {other} in {where}, {when}",
        "permits": "permits issued to {who} in {where}, {when}",
        "arrivals": "arrivals of {who} in {where}, {when}",
        "departures": "departures of {who} from {where}, {when}",
        "losses": "departures and deaths less births of {who} in {where}, {when}",
    },
    "zh": {
        "stock": "{where}的{who}，{when}",
        "flow": "迁移的{who}（{way}），{when}",
        "rate": "每年迁移的{who}（{way}），{when}",
        "change": "{where}的{who}的人数变化，{when}",
        "net": "{where}的{who}的净迁移，{when}",
        "share": "{where}的{who}在{other}中的比例（整体为 1），{when}",
        "permits": "{where}向{who}签发的许可，{when}",
        "arrivals": "{where}的{who}的迁入，{when}",
        "departures": "{where}的{who}的迁出，{when}",
        "losses": "{where}的{who}的迁出与死亡减去出生，{when}",
    },
    "ru": {
        "stock": "{who}, {where}, {when}",
        "flow": "переезды: {who}, {way}, {when}",
        "rate": "переезды в год: {who}, {way}, {when}",
        "change": "изменение численности: {who}, {where}, {when}",
        "net": "миграционный прирост (сальдо): {who}, {where}, {when}",
        "share": "доля (целое — 1): {who}; целое: {other}; {where}, {when}",
        "permits": "выданные разрешения: {who}, {where}, {when}",
        "arrivals": "прибытия: {who}, {where}, {when}",
        "departures": "выбытия: {who}, {where}, {when}",
        "losses": "выбытия и смерти минус рождения: {who}, {where}, {when}",
    },
}
"""What a quantity is called, by its measure."""

WORDS = {
    "en": {
        "people": "people",
        "nowhere": "a place not stated",
        "between": " to ",
        "way": "from {origin} to {destination}",
        "way out": "from {origin}, destination not stated",
        "notes": "{who} ({notes})",
        "status": "not stated",
        "publication": "the publication of {source} (undated)",
        "before": "{count} {unit} before the publication of {source} (undated)",
        "span": "{start} to {end} of {source} (undated)",
        "until source": "until {end} of {source} (undated)",
        "plain": "{notation} of {source} (undated)",
        "silent": "time not stated by {source}",
        "range": "{} to {}",
        "until": "until {}",
        "since": "{} onwards",
    },
    "zh": {
        "people": "人口",
        "nowhere": "未说明的地点",
        "between": " → ",
        "way": "{origin} → {destination}",
        "way out": "来自{origin}，目的地未说明",
        "notes": "{who}（{notes}）",
        "status": "未说明",
        "publication": "{source} 发布时（无日期）",
        "before": "{source} 发布前 {count} {unit}（无日期）",
        "span": "{source}：{start} 至 {end}（无日期）",
        "until source": "{source}：截至 {end}（无日期）",
        "plain": "{source}：{notation}（无日期）",
        "silent": "{source} 未说明时间",
        "range": "{} 至 {}",
        "until": "截至 {}",
        "since": "{} 起",
    },
    "ru": {
        "people": "люди",
        "nowhere": "место не указано",
        "between": " → ",
        "way": "{origin} → {destination}",
        "way out": "место выезда: {origin}, место назначения не указано",
        "notes": "{who} ({notes})",
        "status": "не указано",
        "publication": "время публикации {source} (без даты)",
        "before": "за {count} {unit} до публикации {source} (без даты)",
        "span": "{start} – {end}, {source} (без даты)",
        "until source": "до {end}, {source} (без даты)",
        "plain": "{notation}, {source} (без даты)",
        "silent": "время в {source} не указано",
        "range": "{} – {}",
        "until": "по {}",
        "since": "с {}",
    },
}
"""What stands in these names."""

_RELATIVE = {
    "zh": {"pub": "发布时", "before": "发布前 {count} {unit}"},
    "ru": {"pub": "публикация", "before": "за {count} {unit} до публикации"},
    "en": {"pub": "the publication", "before": "{count} {unit} before the publication"},
}


def of_source(notation: str, source: str, lang: str) -> str:
    """A time that hangs on an undated publication: ``10 years before the publication of rust-belt (undated)``."""
    words = WORDS[lang]
    if notation == "not stated":
        return words["silent"].format(source=source)
    start, slash, end = notation.partition("/")
    if slash and start == "..":
        return words["until source"].format(end=_side(end, lang), source=source)
    if slash:
        return words["span"].format(start=_side(start, lang), end=_side(end, lang), source=source)
    if start == "pub":
        return words["publication"].format(source=source)
    found = RELATIVE.fullmatch(start)
    if found and not found[3]:
        return words["before"].format(count=found[1], unit=time_unit(int(found[1]), found[2], lang), source=source)
    return words["plain"].format(notation=notation, source=source)


def dated(when: str, lang: str) -> str:
    """A time with dates: ``2020``, ``2013 to 2017``, ``until 2025-01-31``."""
    first, last = when.split("/")
    if first == last:
        return _day(first, lang)
    if first.endswith("-01-01") and last.endswith("-12-31"):
        years = (first[:4],) if first[:4] == last[:4] else (first[:4], last[:4])
        return interval_words("/".join(years), partial(_day, lang=lang), WORDS[lang])
    return interval_words(when, partial(_day, lang=lang), WORDS[lang])


def _side(notation: str, lang: str) -> str:
    words = _RELATIVE[lang]
    found = RELATIVE.fullmatch(notation)
    if found is None or found[3]:
        return notation
    if not found[1]:
        return words["pub"]
    return words["before"].format(count=found[1], unit=time_unit(int(found[1]), found[2], lang))


def _day(day: str, lang: str) -> str:
    """A day or a year as the reader writes it: ``2025-01-31``, ``2025年1月31日``, ``31.01.2025``."""
    found = DATE.fullmatch(day)
    if found is None or found[4] or lang == "en":
        return day
    return local_date(found[1], found[2], found[3], lang)
