"""How the populations of the checklist read as keys of populations, professions and agents."""

from __future__ import annotations

_RUSSIANS = {"russians"}
_FOUR = {"russians", "entrepreneur", "engineer", "doctor", "teacher"}
_THREE = {"russians", "entrepreneur", "engineer", "doctor"}

WHO = {
    "": set[str](),
    "Russian doctors; engineers": {"russians", "doctor", "engineer"},
    "Russian entrepreneurs; engineers; doctors": _THREE,
    "same as S0-2": _THREE,
    "Russian entrepreneurs; engineers; doctors; teachers": _FOUR,
    "same as S0-4": _FOUR,
    "Russians": _RUSSIANS,
    "Russians migrating to China": _RUSSIANS,
    "Russians, permanent residents": _RUSSIANS,
    "Russians (status unstated)": _RUSSIANS,
    "Russian students": {"russian-students", "student"},
    "Russian pensioners": {"russian-pensioners", "pensioner"},
    "Russian pensioners of Siberia": {"russian-pensioners-of-siberia", "pensioner"},
    "Russian pensioners of the Far East": {"russian-pensioners-of-the-far-east", "pensioner"},
    "Russian minority of China": {"russian-minority-of-china"},
    "descendants of mixed marriages": {"descendants-of-mixed-marriages"},
    "Russian-speaking communities of China": {"russian-speaking-communities-of-china"},
    "talent": {"talent"},
    "talented employees": {"talented-employees"},
    "residents": {"residents"},
    "Liu Qingfeng": {"liu-qingfeng"},
    "sons of Liu": {"sons-of-liu-qingfeng"},
    "workers": {"state-enterprise-workers"},
    "industrial workers": {"industrial-workers", "industrial-worker"},
    "officials of Liaoning, Jilin, Heilongjiang": {"officials-of-the-rust-belt"},
    "foreign residents": {"foreign-residents"},
    "foreign workers": {"foreign-workers"},
    "foreign long-term resident workers": {"foreign-long-term-workers"},
    "foreign tech professionals": {"foreign-tech-professionals", "tech-professional"},
    "foreign workers in research/engineering": {
        "foreign-workers-in-research-and-engineering",
        "science-and-engineering-professional",
    },
    "foreign workers in administration/education": {
        "foreign-workers-in-administration-or-education",
        "administration",
        "education-sector",
    },
    "foreign workers in IT/consulting/tech research": {
        "foreign-workers-in-it-consulting-and-research",
        "it-professional",
        "consultant",
        "technology-researcher",
    },
    "holders of Chinese permanent residence": {"holders-of-chinese-permanent-residence"},
    "foreign firms in China": {"foreign-companies-in-china"},
    "American and European workers": {"american-and-european-workers"},
    "African workers": {"african-workers"},
    "Russian and East European workers": {"russian-and-east-european-workers"},
    "African; Russian and East European workers": {"african-workers", "russian-and-east-european-workers"},
}
"""What a cell of the checklist means; ``foreign-born workers`` is told apart by claim."""

BY_CLAIM = {
    "S1-15": {"liu-qingfeng", "hospital-worker"},
    "S2-1": {"xi-jinping"},
    "S2-5": {"government-of-china"},
    "S2-13": {"government-of-china", "xi-jinping"},
    "S2-22": {"workers-born-outside-the-us"},
    "S2-23": {"foreign-born-workers-of-china"},
}
"""Claims for which the study knows more than the cell: an occupation, the authority, or whose border is meant."""
