"""Number words of English, Russian and Chinese, as tables for the recognition of figures."""

from __future__ import annotations

import re
from decimal import Decimal


def _table(rows: dict[int, str]) -> dict[str, int]:
    return {word: value for value, words in rows.items() for word in words.split()}


SCALES = _table(
    {
        100: "hundred 百",
        10**3: "thousand thousands тыс тысяч тысячи тысяча 千",
        10**4: "万 萬",
        10**5: "lakh lakhs 十万",
        10**6: "million millions mln млн миллион миллиона миллионов 百万",
        10**7: "crore crores 千万",
        10**8: "亿 億",
        10**9: "billion billions млрд миллиард миллиарда миллиардов",
        10**12: "trillion 万亿",
    }
)
"""What a word after digits multiplies them by; a full stop may follow those that are abbreviations."""

LETTERS = {"k": 10**3, "m": 10**6, "mn": 10**6, "b": 10**9, "bn": 10**9}
"""What letters directly after digits multiply them by."""

SMALL = {
    word: Decimal(value)
    for word, value in _table(
        {
            0: "zero ноль",
            1: "one один одна",
            2: "two couple pair два две двое",
            3: "three три трое",
            4: "four четыре",
            5: "five пять",
            6: "six шесть",
            7: "seven семь",
            8: "eight восемь",
            9: "nine девять",
            10: "ten десять",
            11: "eleven",
            12: "twelve",
            13: "thirteen",
            14: "fourteen",
            15: "fifteen",
            16: "sixteen",
            17: "seventeen",
            18: "eighteen",
            19: "nineteen",
            20: "twenty двадцать",
            30: "thirty тридцать",
            40: "forty сорок",
            50: "fifty пятьдесят",
            60: "sixty",
            70: "seventy",
            80: "eighty",
            90: "ninety",
        }
    ).items()
} | {"полтора": Decimal("1.5"), "полторы": Decimal("1.5")}
"""Numbers below a hundred."""

MULTIPLIERS = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "тысяч": 10**3,
    "тысячи": 10**3,
    "миллиона": 10**6,
    "миллионов": 10**6,
}
"""Words that multiply the number words before them."""

VAGUE = _table(
    {
        10: "десятки",
        12: "dozens",
        20: "scores",
        100: "hundreds сотни 数百 上百",
        10**3: "thousands тысячи 数千 上千 成千上万",
        10**4: "数万 上万",
        10**5: "数十万",
        10**6: "millions миллионы 数百万 上百万",
        10**9: "billions миллиарды",
    }
)
"""Plurals that give only an order of magnitude: the least that they can mean."""

TENS_OF = {"tens": 10, "dozens": 12, "hundreds": 100, "десятки": 10, "сотни": 100}
"""First words of "tens of thousands": what they multiply the order of magnitude by."""

PARTS = _table(
    {
        2: "half halves половина половины половину",
        3: "third thirds треть трети",
        4: "quarter quarters четверть четверти",
        5: "fifth fifths",
        6: "sixth sixths",
        8: "eighth eighths",
        10: "tenth tenths",
    }
)
"""Names of fractions: their denominators."""

CHINESE_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
CHINESE_UNITS = {"十": 10, "百": 100, "千": 1_000}
CHINESE_MYRIADS = {"万": 10**4, "亿": 10**8}

MAJORITY = re.compile(
    r"\bmajority\b|(?<!\bthe )(?<!\bat )\bmost\b(?! (?:severe|likely|recent|popular|important|famous)\b)|\bmostly\b"
    r"|\b(?:over|more than|above) half\b|\bбольшинств\w{0,4}|\bбол(?:ьше|ее) половины|绝?大多数|大部分|多数|过半",
    re.IGNORECASE,
)
"""Words for more than half."""

FALL = re.compile(
    r"\b(?:f[ae]ll(?:s|en|ing)?|declin\w{0,4}|decreas\w{0,4}|drop(?:s|ped|ping)?|down|los(?:s|ses|e|es|ing|t)|shr[aiu]nk\w{0,3}"
    r"|reduc\w{0,5}|fewer|minus|outflows?|negative|contract(?:ed|s|ing)|left|leav\w{1,3}|plung\w{1,3}|slump\w{0,3}"
    r"|cut|dwindl\w{1,3})\b"
    r"|\b(?:сокра[тщ]|сниз|снижа|упал|убы|потер|уменьш|отток|покину)\w{0,8}|减少|下降|流失|降低|减",
    re.IGNORECASE,
)
"""Words for a fall."""

RISE = re.compile(
    r"\b(?:r[io]s(?:e|es|en|ing)|gr[eo]w\w{0,3}|growth|increas\w{0,4}|gain\w{0,3}|up|climb\w{0,3}|expand\w{0,3}"
    r"|surg\w{1,3}|inflows?)\b"
    r"|\b(?:вырос|рост|увелич|прирост)\w{0,8}|增加|增长|上升",
    re.IGNORECASE,
)
"""Words for a rise."""

NEGATION = re.compile(
    r"\b(?:no|not|none|nobody|without|never|neither|nor|didn['’]t|zero)\b|\bне\b|\bнет\b|没有|未|无", re.IGNORECASE
)
"""Words for nothing."""

MONTHS = frozenset(
    _table(
        {
            1: "jan january январь января",
            2: "feb february февраль февраля",
            3: "mar march март марта",
            4: "apr april апрель апреля",
            5: "may май мая",
            6: "jun june июнь июня",
            7: "jul july июль июля",
            8: "aug august август августа",
            9: "sep sept september сентябрь сентября",
            10: "oct october октябрь октября",
            11: "nov november ноябрь ноября",
            12: "dec december декабрь декабря",
        }
    )
)
"""Names of months, of which the day or the year beside them is no figure."""

NO_FIGURE_AFTER = MONTHS | {"rmb", "cny", "usd", "eur", "rub", "no", "p", "pp"}
"""Words before sums of money, pages and days."""

DURATION = re.compile(
    r"[ \u00a0-]?(?:years?|months?|weeks?|days?|hours?|minutes?|decades?|centur(?:y|ies)|лет|год[ау]?|месяц\w{0,3}"
    r"|недел\w{0,3}|дн(?:я|ей)|年|个月|月|日|号|天|周|岁)(?![^\W\d_])|[年月日号岁]|个月",
    re.IGNORECASE,
)
"""A unit of time after a number: the number counts no persons."""
