"""How quantities are called in English, Chinese and Russian; names of things stay in the nominative."""

from __future__ import annotations

import re

from sojourn.vocabulary.plurals import russian

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
        "range": "{start} to {end}",
        "until": "until {end}",
        "since": "{start} onwards",
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
        "range": "{start} 至 {end}",
        "until": "截至 {end}",
        "since": "{start} 起",
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
        "range": "{start} – {end}",
        "until": "по {end}",
        "since": "с {start}",
    },
}
"""What stands in these names."""

_RELATIVE = {
    "zh": {"pub": "发布时", "before": "发布前 {count} {unit}"},
    "ru": {"pub": "публикация", "before": "за {count} {unit} до публикации"},
    "en": {"pub": "the publication", "before": "{count} {unit} before the publication"},
}
_UNITS = {
    "en": {"y": "years", "m": "months", "d": "days"},
    "zh": {"y": "年", "m": "个月", "d": "天"},
}
_RUSSIAN = {"y": ("год", "года", "лет"), "m": ("месяц", "месяца", "месяцев"), "d": ("день", "дня", "дней")}
_BEFORE = re.compile(r"pub-(\d{1,9})([ymd])", re.ASCII)
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)


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
    found = _BEFORE.fullmatch(start)
    if found:
        return words["before"].format(count=found[1], unit=_unit(found[1], found[2], lang), source=source)
    return words["plain"].format(notation=notation, source=source)


def dated(when: str, lang: str) -> str:
    """A time with dates: ``2020``, ``2013 to 2017``, ``until 2025-01-31``."""
    words = WORDS[lang]
    first, last = when.split("/")
    if first == last:
        return _day(first, lang)
    if first.endswith("-01-01") and last.endswith("-12-31"):
        start, end = _year(first, lang), _year(last, lang)
        return start if start == end else words["range"].format(start=start, end=end)
    if first == "..":
        return words["until"].format(end=_day(last, lang))
    if last == "..":
        return words["since"].format(start=_day(first, lang))
    return words["range"].format(start=_day(first, lang), end=_day(last, lang))


def _side(notation: str, lang: str) -> str:
    words = _RELATIVE[lang]
    found = _BEFORE.fullmatch(notation)
    if found:
        return words["before"].format(count=found[1], unit=_unit(found[1], found[2], lang))
    return words["pub"] if notation == "pub" else notation


def _unit(count: str, unit: str, lang: str) -> str:
    return russian(int(count), *_RUSSIAN[unit]) if lang == "ru" else _UNITS[lang][unit]


def _year(day: str, lang: str) -> str:
    return f"{day[:4]}年" if lang == "zh" else day[:4]


def _day(day: str, lang: str) -> str:
    """A day as the reader writes it: ``2025-01-31``, ``2025年1月31日``, ``31.01.2025``."""
    found = _DAY.fullmatch(day)
    if found is None or lang == "en":
        return day
    year, month, date = found.groups()
    return f"{year}年{int(month)}月{int(date)}日" if lang == "zh" else f"{date}.{month}.{year}"
