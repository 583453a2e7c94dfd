"""Who holds, makes, houses, lends and teaches: one row a unit and year."""

from __future__ import annotations

from collections.abc import Iterator

from junheng.examples.science.city import CITY, CITY_NAME, COUNTIES, YEARS, Record, chance, county_of, grown, roll, shared_out
from junheng.examples.science.names import firm_names, institute_names

#: Holders and their instruments in the last year.
HOLDERS, INSTRUMENTS = 78, 526
#: It kept no log of hours in 2023, while its house was rebuilt; the waivers say so.
WITHOUT_HOURS = ("Y017", 2023)

_HIGHTECH, _SMALL = 168, 232
_PLATFORMS = (("national", 9), ("provincial", 27), ("municipal", 41))
_ACTIVITIES = ("科技大讲堂", "科技活动周", "科技下乡", "创新创业培训班", "科普进校园", "企业研发管理培训")
_FUNDS = ("创业投资引导基金", "天使投资基金", "科技信贷风险池", "成果转化基金", "科技支行")


def holder_records(year: int) -> Iterator[Record]:
    """Institutes and their large instruments."""
    sizes = shared_out(INSTRUMENTS, [roll(1, 30, "holder", number) ** 2 // 20 + 1 for number in range(1, HOLDERS + 1)])
    for number, size in enumerate(sizes, start=1):
        code = f"Y{number:03d}"
        there = max(1, size - (YEARS[-1] - year) * size // 14)
        special = there * roll(10, 45, code, "special") // 100
        rated = (there - special) * 1400 + special * 800
        effective = rated * (roll(560, 1010, code, "use") + 14 * (year - YEARS[0])) // 1000
        external = effective * (roll(60, 260, code, "external") + 6 * (year - YEARS[0])) // 1000
        values = {
            "instruments": there,
            "entered": there - (1 if there > 6 and chance(250, code, "outside") else 0),
            "instrument_value": there * roll(520, 2600, code, "price") * 1000,
            "hours_rated": rated,
            "hours_effective": effective,
            "hours_external": external,
            "visits": grown(roll(90, 860, code, "visits"), year, code, "visits"),
            "firms_served": grown(roll(2, 9, code, "firms"), year, code, "firms"),
            "institutes_served": grown(roll(2, 6, code, "institutes"), year, code, "institutes"),
            "sharing_income": external * roll(70, 190, code, "fee"),
        }
        if (code, year) == WITHOUT_HOURS:
            del values["hours_effective"], values["hours_external"], values["sharing_income"]
        yield Record(code, institute_names()[number - 1], county_of(code).code, "holder", "", values)


def firm_records(year: int) -> Iterator[Record]:
    """High-tech and small technology firms; each from the year in which it was recognised."""
    for kind, letter, many, revenue in (("hightech_firm", "Q", _HIGHTECH, 24_000), ("small_firm", "X", _SMALL, 3_300)):
        for number in range(1, many + 1):
            code = f"{letter}{number:03d}"
            since = YEARS[0] if number <= many * 6 // 10 else roll(YEARS[0] + 1, YEARS[-1], code, "since")
            if year < since:
                continue
            earned = grown(revenue * roll(300, 2400, code, "revenue"), year, code, "revenue") // 100 * 1000
            values = {
                "firm_revenue": earned,
                "firm_rd": earned * roll(28, 92, code, "rd") // 1000,
                "firm_researchers": grown(roll(8, 120, code, "people") // (1 if letter == "Q" else 3) + 4, year, code, "people"),
                "firm_patents": grown(roll(1, 24, code, "patents"), year, code, "patents") + 1,
            }
            if year == since and since > YEARS[0]:
                values["newly_recognised"] = 1
            name = firm_names()[number - 1 + (0 if letter == "Q" else _HIGHTECH)]
            yield Record(code, name, county_of(code).code, kind, "", values)


def house_records(year: int) -> Iterator[Record]:
    """Incubators, and funds and banks that finance firms."""
    for number in range(1, 13):
        code = f"F{number:02d}"
        area = roll(60, 310, code, "area") * 100 * (year - YEARS[0] + 12) // 16
        tenants = max(4, area // roll(210, 420, code, "each"))
        values = {"incubator_area": area, "tenants": tenants, "graduates": max(1, tenants * roll(60, 150, code, "grown") // 1000)}
        values["tenant_jobs"] = tenants * roll(9, 26, code, "jobs")
        county = county_of(code)
        yield Record(code, f"{county.name}{firm_names()[-number][:2]}孵化器", county.code, "incubator", "", values)
    for number, name in enumerate(_FUNDS, start=1):
        code = f"J{number:02d}"
        public = grown(roll(12, 62, code, "public") * 1_000_000, year, code, "public") // 10_000 * 10_000
        values = {
            "fund_public": public,
            "fund_private": public * roll(240, 420, code, "private") // 100,
            "loans": grown(roll(80, 320, code, "loans") * 1_000_000, year, code, "loans") // 10_000 * 10_000,
            "firms_financed": grown(roll(12, 48, code, "firms"), year, code, "firms"),
            "firms_advised": grown(roll(3, 9, code, "advised"), year, code, "advised"),
        }
        yield Record(code, f"{CITY_NAME[:2]}{name}", COUNTIES[0].code, "fund", "", values)


def platform_records(year: int) -> Iterator[Record]:
    """Laboratories and centres, by who recognised them."""
    number = 0
    for level, many in _PLATFORMS:
        for _ in range(many):
            number += 1
            code = f"T{number:03d}"
            if year < YEARS[0] + (roll(0, 6, code, "since") % (len(YEARS) + 2) - 2):
                continue
            values = {
                "platform_researchers": grown(roll(9, 64, code, "people"), year, code, "people"),
                "platform_spending": grown(roll(60, 900, code, "money") * 10_000, year, code, "money") // 100 * 100,
            }
            yield Record(code, f"{firm_names()[-20 - number][:2]}创新平台{number}", county_of(code).code, "platform", level, values)


def activity_records(year: int) -> Iterator[Record]:
    """Talks, exhibitions and courses of each county."""
    for county in COUNTIES:
        for number, title in enumerate(_ACTIVITIES, start=1):
            code = f"H{county.code[-2:]}{number}"
            if number > 3 and not chance(600, code, "held"):
                continue
            sessions = max(1, grown(roll(2, 14, code, "sessions"), year, code, "sessions"))
            values = {"sessions": sessions, "participants": sessions * roll(45, 320, code, "each")}
            if title == "科技活动周":
                values["exhibition_area"] = (roll(2, 16, code, "area") + (year - YEARS[0]) // 2) * 50
            yield Record(code, f"{county.name}{title}", county.code, "activity", "", values)


def office_records(year: int) -> Iterator[Record]:
    """What counties return of themselves, and the bureau of the city as a whole."""
    for county in COUNTIES:
        code = f"K{county.code[-2:]}"
        product = grown(county.weight * 298_000_000, year, code, "product") // 10_000 * 10_000
        rd = product * (county.rd - 55 * (YEARS[-1] - year)) // 100_000 // 10_000 * 10_000
        contracts = grown(county.weight * 3, year, code, "contracts")
        values = {
            "gdp": product,
            "population": county.weight * 5_000 + roll(80_000, 140_000, code, "people") + 900 * (year - YEARS[0]),
            "rd_spending": rd,
            "patents_granted": grown(county.weight * 19, year, code, "patents"),
            "inventions": grown(county.weight * 21, year, code, "inventions"),
            "contracts": contracts,
            "contract_value": contracts * roll(310, 690, code, "value") * 1000,
            "envoys": roll(18, 75, code, "envoys") + (year - YEARS[0]) * 2,
        }
        yield Record(code, f"{county.name}科技局", county.code, "county_bureau", "", values)
    panels = grown(96, year, "panels")
    drawn = panels * 5 + grown(31, year, "drawn")
    values = {
        "experts": 1240 + 170 * (year - YEARS[0]) + roll(0, 60, "experts", year),
        "panels": panels,
        "experts_drawn": drawn,
        "experts_recused": grown(34, year, "recused"),
        "experts_introduced": grown(23, year, "introduced"),
        "rules_issued": roll(2, 5, "rules", year),
        "budget_venture": grown(1500, year, "venture") * 10_000,
        "budget_park": grown(1500, year, "park") * 10_000,
        "budget_management": grown(410, year, "management") * 10_000,
    }
    yield Record("S01", f"{CITY_NAME[:3]}科技局", CITY, "bureau", "", values)
