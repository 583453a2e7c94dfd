"""A whole return, as three schools, their county and the commission live it: from the opening to the release, in Chinese.

The site and its worker run as `junheng serve` starts them, on a home of their own. One school fills in the Excel template, one
uses no mouse, one pastes from Excel and loses the network; a cell goes back; the release is verified and led back to the cells.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from junheng.packs import load
from junheng.releases import latest, releases_of, verify
from junheng.web.audit.verifying import verify as verify_log

from ..jobs.processes import Site, alive, until
from ..monitor import town
from ..returns.filling import GOOD
from .conftest import watched
from .entry_site import Sheet
from .test_entry import explain_all

PASSWORD = "九寨沟的水很清-2026"
FORM, CLASSES, PERIOD = "balance_yearly", "class_sizes", "2026"
SPORTS, EQUIPMENT = "resources/primary/sports_area", "resources/primary/equipment_value"
#: S2 has 200 pupils; S3 has 200 classes of ten, since three schools became one.
S2 = GOOD | {address: "34" for address in GOOD if address.startswith("pupils")} | {SPORTS: "1500", "resources/primary/teachers": "14"}
CLASSES_OF = {1: 34, 2: 34, 3: 33, 4: 33, 5: 33, 6: 33}
S3 = GOOD | {f"pupils/primary.{grade}/pupils": str(10 * n) for grade, n in CLASSES_OF.items()} | {SPORTS: "700"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The town, its people, and the site with its worker."""
    home = tmp_path_factory.mktemp("whole-return") / "home"
    town.load(home / "regions" / "town", town.region())
    script = [sys.executable, Path(__file__).parent / "play_people.py", PASSWORD]
    subprocess.run(script, env=os.environ | {"JUNHENG_HOME": os.fspath(home)}, check=True)
    site = Site(home)
    below = site.below()
    yield site
    site.process.terminate()
    site.process.wait(30)
    until(lambda: not any(map(alive, below)))


@dataclass(frozen=True)
class Ret:
    """A return as its address names it."""

    pk: int


class Person:
    """Somebody in front of a screen."""

    def __init__(self, site: Site, page: Page) -> None:
        self.site, self.page = site, page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def tab_to(self, wanted: str) -> None:
        """Press Tab until the thing that a selector names has the focus."""
        for _ in range(200):
            if self.page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
                return
            self.press("Tab")
        raise AssertionError(f"Tab does not reach {wanted}")

    def follow(self, wanted: str) -> None:
        self.tab_to(wanted)
        self.press("Enter")

    def sign_in(self, name: str) -> None:
        """By keys alone, as the page puts the focus."""
        self.page.goto("/login/")
        self.page.keyboard.type(name)
        self.press("Tab")
        self.page.keyboard.insert_text(PASSWORD)
        self.press("Enter")
        self.page.wait_for_url(lambda url: "/login/" not in url)
        self.ready()

    def ready(self) -> None:
        self.page.wait_for_selector("html[data-ready]")

    def form(self, form: str, unit: str) -> Sheet:
        return Sheet(self.page, Ret(number_of(self.site, form, unit)))  # type: ignore[arg-type]

    def hand_in(self) -> None:
        expect(self.page.locator("#submit")).to_be_enabled()
        self.page.focus("#submit")
        self.press("Enter")
        self.page.wait_for_selector("button:has-text('撤回')")


Comes = Callable[[str], Person]


@pytest.fixture
def comes(browser: Browser, site: Site) -> Iterator[Comes]:
    """Somebody signs in on a machine of their own; whatever goes wrong in a page fails the test."""
    address = f"http://127.0.0.1:{site.port}"
    contexts: list[BrowserContext] = []
    watchers: list[Iterator[Page]] = []

    def come(name: str) -> Person:
        context = browser.new_context(base_url=address, accept_downloads=True, viewport={"width": 1440, "height": 900})
        context.add_cookies([{"name": "language", "value": "zh-hans", "url": address}])
        contexts.append(context)
        watchers.append(watched(context, address))
        person = Person(site, next(watchers[-1]))
        person.sign_in(name)
        return person

    yield come
    for watcher in watchers:
        assert next(watcher, None) is None  # it says what went wrong
    for context in contexts:
        context.close()


def number_of(site: Site, form: str, unit: str) -> int:
    ((number,),) = site.sql("SELECT id FROM returns_return WHERE form = ? AND unit = ? AND period = ?", form, unit, PERIOD)
    return int(number)


def state_of(site: Site, unit: str, form: str = FORM) -> str:
    ((state,),) = site.sql("SELECT state FROM returns_return WHERE id = ?", number_of(site, form, unit))
    return str(state)


def cells_of(site: Site, form: str, unit: str) -> dict[str, str]:
    rows = site.sql('SELECT "table", "row", "column", value FROM returns_cell WHERE ret_id = ?', number_of(site, form, unit))
    return {f"{table}/{row}/{column}": value for table, row, column, value in rows if value}


def test_from_the_template_to_the_release(site: Site, comes: Comes, tmp_path: Path) -> None:
    commission = comes("commission")
    for form in (FORM, CLASSES):
        opens(commission, form)
    fills_in_the_template(comes("S1"), tmp_path)
    uses_no_mouse(comes("S2"))
    pastes_and_loses_the_network(comes("S3"))
    county = comes("county")
    sends_one_cell_back_and_approves_the_rest(county)
    corrects(comes("S1"))
    approves_the_correction(county)
    approves_and_releases(commission, FORM, ("S1", "S2", "S3"), "R2")
    approves_and_releases(commission, CLASSES, ("S3",), "R3")
    is_verified_and_leads_back_to_the_cells(site, commission)


def opens(commission: Person, form: str) -> None:
    page = commission.page
    page.goto(f"/returns/board/town/open/?form={form}&period={PERIOD}")
    page.get_by_role("button", name="下达").click()
    page.wait_for_url(lambda url: "/open/" not in url)
    assert state_of(commission.site, "S1", form) == "draft"


def fills_in_the_template(school: Person, folder: Path) -> None:
    """The Excel file goes out, is filled in, is refused with a bad cell, and comes in."""
    page, form = school.page, school.form(FORM, "S1").open()
    with page.expect_download() as download:
        page.get_by_role("link", name="填报模板（Excel）").click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    page.get_by_role("link", name="上传填报模板").click()
    place = write_into(file, GOOD | {"resources/primary/books": "两千多"})
    page.set_input_files("#file", file)
    page.get_by_role("button", name="上传", exact=True).click()
    expect(page.locator(".errsum")).to_contain_text("没有写入任何内容")
    expect(page.locator("main")).to_contain_text(place["resources/primary/books"])
    assert cells_of(school.site, FORM, "S1") == {}
    write_into(file, GOOD)
    page.set_input_files("#file", file)
    page.get_by_role("button", name="上传", exact=True).click()
    page.wait_for_selector("#entry[data-ready]")
    assert cells_of(school.site, FORM, "S1") == GOOD
    explain_all(form)
    form.state("saved")
    page.dblclick("#submit")
    page.wait_for_selector("button:has-text('撤回')")
    assert state_of(school.site, "S1") == "submitted"


def write_into(file: Path, values: dict[str, str]) -> dict[str, str]:
    """Fill a template in as people do; the cell of each address."""
    book = openpyxl.load_workbook(file)
    pupils, resources = book.worksheets[1], book.worksheets[2]
    spots = {f"pupils/primary.{grade}/pupils": pupils.cell(5 + grade, 2) for grade in range(1, 7)}
    heads = [head for head in range(2, resources.max_column + 1) if not str(resources.cell(5, head).value).startswith("上期")]
    columns = [address for address in GOOD if address.startswith("resources")]
    spots |= {address: resources.cell(6, head) for address, head in zip(columns, heads, strict=True)}
    for address, value in values.items():
        spots[address].value = int(value) if value.isdigit() else value
    book.save(file)
    return {address: spot.coordinate for address, spot in spots.items()}


def uses_no_mouse(school: Person) -> None:
    """From signing in to handing in by keys alone."""
    page, form = school.page, school.form(FORM, "S2")
    school.follow("a[href='/returns/']")
    school.ready()
    school.follow(f"a[href='/returns/{form.ret.pk}/']")
    page.wait_for_selector("#entry[data-ready]")
    school.tab_to("input[data-address='pupils/primary.1/pupils']")
    for address, value in S2.items():
        if address == "resources/primary/teachers":
            school.press("Tab")
        assert form.active() == address
        page.keyboard.type(value)
        school.press("Enter")
    form.state("saved")
    assert cells_of(school.site, FORM, "S2") == S2
    explain_all(form)
    form.state("saved")
    school.follow("#submit")
    page.wait_for_selector("button:has-text('撤回')")
    assert state_of(school.site, "S2") == "submitted"


def pastes_and_loses_the_network(school: Person) -> None:
    """A block with merged heads and 万元 while the network is away; then one of 200 rows."""
    page, form = school.page, school.form(FORM, "S3").open()
    form.cell("pupils/primary.1/pupils").focus()
    form.paste("".join(f"{10 * n}\r\n" for n in CLASSES_OF.values()))
    form.state("saved")
    page.context.set_offline(True)
    columns = [address for address in S3 if address.startswith("resources")]
    form.cell(columns[0]).focus()
    form.paste(resources_of(columns))
    assert "11" in form.state("waiting")
    explain_all(form, "三校合并")
    assert len(cells_of(school.site, FORM, "S3")) == 6
    page.context.set_offline(False)
    form.state("saved", 60)
    assert cells_of(school.site, FORM, "S3") == S3
    school.hand_in()
    classes = school.form(CLASSES, "S3").open()
    page.click("[data-add]")
    classes.paste(classes_block())
    assert "已粘贴 600 格" in classes.said()
    classes.state("saved", 60)
    stored = cells_of(school.site, CLASSES, "S3")
    assert len(stored) == 600
    classes.press("Control+z")
    classes.state("saved", 60)
    assert cells_of(school.site, CLASSES, "S3") == {}
    classes.press("Control+y")
    classes.state("saved", 60)
    assert cells_of(school.site, CLASSES, "S3") == stored
    school.hand_in()
    assert (state_of(school.site, "S3"), state_of(school.site, "S3", CLASSES)) == ("submitted", "submitted")


def resources_of(columns: list[str]) -> str:
    """One row from Excel under a merged head, what is in 元 stated in 万元."""
    names = load("education_cn").vocabulary.measures
    heads = [names[address.rpartition("/")[2]].name.zh + ("（万元）" if address == EQUIPMENT else "") for address in columns]
    values = ["21" if address == EQUIPMENT else S3[address] for address in columns]
    return "\r\n".join(["\t".join(["办学条件", *[""] * (len(columns) - 1)]), "\t".join(heads), "\t".join(values)]) + "\r\n"


def classes_block() -> str:
    """200 rows from Excel: a title, merged heads, a line of totals, CRLF to the very end."""
    heads = ["班级情况表\t\t", "班级\t\t人数", "年级\t班号\t学生数"]
    rows = [f"小学 {grade} 年级\t{number}\t10" for grade, n in CLASSES_OF.items() for number in range(1, n + 1)]
    return "\r\n".join([*heads, *rows, "合计\t\t2000"]) + "\r\n"


def sends_one_cell_back_and_approves_the_rest(county: Person) -> None:
    page = county.page
    page.goto("/returns/waiting/")
    county.ready()
    expect(page.locator("h1")).to_have_text("4 张表等您审核")
    page.goto(f"/returns/{number_of(county.site, FORM, 'S1')}/review/?cell={SPORTS}")
    county.ready()
    page.locator("#comment").fill("不动产登记是 790 平方米，请核对")
    page.locator("#cell").get_by_role("button", name="退回").click()
    expect(page.locator("h1")).to_have_text(f"S1 小学：1 格被退回，其余 {len(GOOD) - 1} 格审核结果不变")
    for form, unit in ((FORM, "S2"), (FORM, "S3"), (CLASSES, "S3")):
        approves(county, form, unit)
    assert [state_of(county.site, unit) for unit in ("S1", "S2", "S3")] == ["draft", "county_approved", "county_approved"]


def approves(approver: Person, form: str, unit: str) -> None:
    page = approver.page
    page.goto(f"/returns/{number_of(approver.site, form, unit)}/review/")
    approver.ready()
    page.get_by_role("button", name="全部通过").click()
    expect(page.locator("main")).to_contain_text("已审核通过")


def corrects(school: Person) -> None:
    """The comment stands at the cell; it alone is open."""
    page, form = school.page, school.form(FORM, "S1").open()
    school.press("F8")
    assert form.active() == SPORTS
    expect(page.locator("#pane")).to_contain_text("不动产登记是 790 平方米")
    assert form.cell(EQUIPMENT).get_attribute("readonly") is not None
    page.keyboard.type("790")
    school.press("Enter")
    form.state("saved")
    explain_all(form)
    form.state("saved")
    school.hand_in()
    assert cells_of(school.site, FORM, "S1") == GOOD | {SPORTS: "790"}


def approves_the_correction(county: Person) -> None:
    approves(county, FORM, "S1")
    states = county.site.sql("SELECT DISTINCT state FROM returns_cell WHERE ret_id = ?", number_of(county.site, FORM, "S1"))
    assert states == [("county_approved",)]


def approves_and_releases(commission: Person, form: str, units: tuple[str, ...], label: str) -> None:
    page = commission.page
    for unit in units:
        approves(commission, form, unit)
    page.goto(f"/returns/board/town/release/{form}/{PERIOD}/")
    commission.ready()
    page.get_by_label("为何发布这一版").fill("2026 年报：东县")
    page.get_by_label(f"输入 {label}").fill(label)
    page.get_by_role("button", name=f"发布 {label}").dblclick()
    page.wait_for_url("**/jobs/*/")
    page.get_by_role("link", name="在“监测”中查看").click(timeout=90_000)
    page.wait_for_url("**/monitor/town/**")
    expect(page.locator("body")).to_contain_text(label)


def is_verified_and_leads_back_to_the_cells(site: Site, commission: Person) -> None:
    folder = site.folder / "regions" / "town"
    assert site.sql("SELECT COUNT(*) FROM jobs_job") == [(2,)]  # a double click asks once
    for made in releases_of(folder):
        assert verify(made.path) == ()
    assert [made.reason for made in releases_of(folder)[1:]] == ["2026 年报：东县"] * 2
    answered = {"S1": GOOD | {SPORTS: "790"}, "S2": S2, "S3": S3}
    rows = {"S1": "released", "S2": "released", "S3": "released", "S6": "draft"}
    assert {unit: state_of(site, unit) for unit in rows} == rows
    tables = latest(folder).tables
    figures = {
        (row["unit"], f"{row['_sheet']}/{row['level']}/{row['_column']}"): row
        for row in tables["observations"].filter(pl.col("period") == PERIOD).iter_rows(named=True)
    } | {
        (row["unit"], f"{row['_sheet']}/{row['level']}.{row['grade']}/{row['_column']}"): row | {"value": row["pupils"]}
        for row in tables["enrolment"].filter(pl.col("period") == PERIOD).iter_rows(named=True)
    }
    assert set(figures) == {(unit, address) for unit, cells in answered.items() for address in cells}
    for (unit, address), row in figures.items():
        assert row["_file"] == f"returns/{FORM}/{unit}/{PERIOD}"
        assert row["value"] == float(answered[unit][address]) == float(cells_of(site, FORM, unit)[address])
    classes = tables["classes"].filter(pl.col("period") == PERIOD)
    assert set(classes["_file"]) == {f"returns/{CLASSES}/S3/{PERIOD}"}
    assert dict(classes.group_by("grade").len().iter_rows()) == {str(grade): n for grade, n in CLASSES_OF.items()}
    commission.page.goto(f"/monitor/town/trace/value:S1:primary:sports_area:{PERIOD}/")
    expect(commission.page.locator("main")).to_contain_text(f"returns/{FORM}/S1/{PERIOD}")
    expect(commission.page.locator("main")).to_contain_text("790")
    assert verify_log(site.folder / "junheng.sqlite3") == ()
