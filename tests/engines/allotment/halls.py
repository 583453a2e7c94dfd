"""A small hall: families, sites, inspectors, and the numbers that were drawn."""

from junheng.certificates import listing
from junheng.draw import seed_source

AT = "2026-08-25T18:00:00+08:00"
LATER = "2026-09-01T09:00:00+08:00"
SOURCES = (
    seed_source("hall", "07-19-23-31-02", label="现场抽取", at="2026-08-28T10:00:00+08:00"),
    seed_source("lottery", "40771", label="排列五 26231 期", at="2026-08-28T10:30:00+08:00"),
)
LATE_SOURCES = (
    seed_source("hall", "11-03-29-08-15", label="现场抽取", at="2026-09-02T10:00:00+08:00"),
    seed_source("lottery", "95512", label="排列五 26231 期", at="2026-09-02T10:30:00+08:00"),
)

FAMILIES = listing(
    ("code", "name", "birth", "district"),
    [(f"2026{n:04d}", f"{'赵钱孙李周吴郑王'[n % 8]}小{'明红刚'[n % 3]}", f"2020-01-{n + 1:02d}", "东西"[n % 4 == 0]) for n in range(20)],
)
SITES = listing(("code", "name"), [(f"S{n:02d}", f"第{n}小学") for n in range(1, 21)])
INSPECTORS = listing(
    ("code", "name", "excluded"),
    [("A1", "甲一", "S01 S02"), ("A2", "乙二", ""), ("A3", "丙三", "S03"), ("A4", "丁四", ""), ("A5", "戊五", "S01")],
)

DECLARED = '\n[[source]]\nname = "hall"\nlabel = "现场抽取"\n\n[[source]]\nname = "lottery"\nlabel = "排列五 26231 期"\n'

RULES = {
    "lottery": 'method = "lottery"\ntitle = "一年级摇号"\n' + DECLARED,
    "sample": 'method = "sample"\nstrata = "district"\npick = 6\nleast = 1\n' + DECLARED,
    "experts": 'method = "experts"\nstrata = "district"\n\n[need]\n"东" = 3\n"西" = 2\n' + DECLARED,
    "inspectors": 'method = "inspectors"\ncodes = "open"\npercent = 25\nteam = 2\nmost = 3\n' + DECLARED,
}


def lists(method):
    return {"sites": SITES, "inspectors": INSPECTORS} if method == "inspectors" else {"list": FAMILIES}
