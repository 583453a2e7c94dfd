"""What is wrong with a role that someone is about to get: the same sentences on pages, in sheets and on the command line."""

from __future__ import annotations

from dataclasses import dataclass, replace

from junheng.language import Text
from junheng.web.home import loaded_regions
from junheng.web.people.places import places
from junheng.web.people.roles import ROLE_NAMES, Role
from junheng.web.people.scope import Held


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong, and at which field: ``role``, ``region``, ``area`` or ``unit``."""

    field: str
    message: Text
    remedy: Text


NO_REGION = Text("没有载入名为“{region}”的地区。", "No region is loaded under the name “{region}”.")
NO_AREA = Text("地区“{region}”中没有代码为“{area}”的区划。", "There is no area “{area}” in the region “{region}”.")
NO_UNIT = Text("地区“{region}”中没有代码为“{unit}”的学校（机构）。", "There is no unit “{unit}” in the region “{region}”.")
NOT_IN_AREA = Text("学校（机构）“{unit}”不在“{area}”。", "The unit “{unit}” does not lie in “{area}”.")
NEEDS_AREA = Text("{role}须有所属区县。", "A {role} belongs to one area.")
NEEDS_UNIT = Text("{role}须有所属学校（机构）。", "A {role} belongs to one unit.")
TAKES_NO_UNIT = Text("{role}不能只属于一所学校（机构）。", "A {role} does not belong to a single unit.")
NO_ROLE = Text("没有“{role}”这个角色。", "There is no role “{role}”.")
ROLES = Text("可填：{roles}。", "There are: {roles}.")
LOOK_UP = Text("代码须与最新版次中的一致；新设的学校要先发布版次。", "Use a code of the newest release; a new unit needs a release first.")


def role_named(text: str) -> Role | None:
    """The role of a code or a name in either language; None where there is none such."""
    wanted = "".join(text.casefold().split())
    for role, name in ROLE_NAMES.items():
        if wanted in {role.value, *("".join(word.casefold().split()) for word in (name.zh, name.en))}:
            return role
    return None


def listed_roles() -> Text:
    """Every role by name."""
    names = ROLE_NAMES.values()
    return Text("、".join(name.zh for name in names), ", ".join(name.en for name in names))


def completed(held: Held) -> Held:
    """A role in a unit with the area in which the unit lies."""
    return replace(held, area=places(held.region).units.get(held.unit, held.area)) if held.unit and not held.area else held


def problem(held: Held) -> Problem | None:
    """What is wrong with a role, the first thing found; None where nothing is."""
    if held.region not in {folder.name for folder in loaded_regions()}:
        return Problem("region", NO_REGION.format(region=held.region), Text("先载入该地区的文件夹。", "Load the region's folder first."))
    known = places(held.region)
    if held.area and held.area not in known.names:
        return Problem("area", NO_AREA.format(region=held.region, area=held.area), LOOK_UP)
    if held.unit and held.unit not in known.units:
        return Problem("unit", NO_UNIT.format(region=held.region, unit=held.unit), LOOK_UP)
    if held.unit and held.area and held.unit not in known.units_within(held.area):
        return Problem("unit", NOT_IN_AREA.format(unit=held.unit, area=known.names[held.area]), LOOK_UP)
    name = Text(ROLE_NAMES[held.role].zh, ROLE_NAMES[held.role].en.lower())
    if held.role is Role.SCHOOL and not held.unit:
        return Problem("unit", NEEDS_UNIT.format(role=name), Text("填写学校代码。", "Give the unit's code."))
    if held.role is Role.COUNTY and not held.area:
        return Problem("area", NEEDS_AREA.format(role=name), Text("填写区县代码。", "Give the area's code."))
    if held.unit and held.role in (Role.ADMINISTRATOR, Role.PLANNER, Role.COUNTY):
        return Problem("unit", TAKES_NO_UNIT.format(role=name), Text("去掉学校代码。", "Leave the unit out."))
    return None
