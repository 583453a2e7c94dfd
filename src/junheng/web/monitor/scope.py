"""Where the reader stands: region, release, pack, level, period and perhaps an area; resolved from the address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from django.urls import reverse
from django.utils.translation import gettext as _

from junheng.language import Text
from junheng.packs import Indicator, Pack, PackError, available, load
from junheng.releases import Manifest, ReleaseError
from junheng.web.format import language, school_year
from junheng.web.monitor.address import Address
from junheng.web.regions import LoadedRegion, Snapshot, snapshot


class NotThereError(Exception):
    """What the address names does not exist: a sentence, and what there is instead."""

    def __init__(self, title: str, remedy: str) -> None:
        super().__init__(title)
        self.title = title
        self.remedy = remedy


class NothingYetError(Exception):
    """There is nothing to show yet: what is missing, and who can supply it."""

    def __init__(self, title: str, remedy: str, command: str = "") -> None:
        super().__init__(title)
        self.title = title
        self.remedy = remedy
        self.command = command


@dataclass(frozen=True)
class Place:
    """A release under a pack, before anything is chosen in it."""

    loaded: LoadedRegion
    manifest: Manifest
    snapshot: Snapshot
    address: Address


class NoPupilsError(Exception):
    """The region's trade counts no pupils: its pages are those of `junheng.web.monitor.tally`."""

    def __init__(self, place: Place) -> None:
        super().__init__(place.loaded.name)
        self.place = place


@dataclass(frozen=True)
class Scope:
    """All that a page's view model starts from."""

    loaded: LoadedRegion
    manifest: Manifest
    snapshot: Snapshot
    address: Address
    level: str
    period: str
    area: str | None  # a compared area, such as a county; None for the whole region

    @property
    def region(self) -> str:
        """The region's name in addresses."""
        return self.loaded.name

    @property
    def pack(self) -> Pack:
        """The rules in force."""
        return self.snapshot.pack

    @property
    def level_name(self) -> Text:
        """The level as the pack names it."""
        return level_name(self.pack, self.level)

    @property
    def level_word(self) -> str:
        """The level inside a sentence: English writes it small there."""
        name = self.level_name(language())
        return name[:1].lower() + name[1:] if language() == "en" else name

    def place_of(self, subject: str, level: str, period: str) -> str:
        """Of what a traced figure speaks."""
        return _("{subject}, {level}, {period}").format(subject=subject, level=level, period=school_year(period))

    @property
    def period_name(self) -> str:
        """The period as people call it."""
        return school_year(self.period)

    @cached_property
    def periods(self) -> tuple[str, ...]:
        """Periods in which the level has rows, oldest first."""
        problem = self.snapshot.problem
        rows = problem.level == problem.levels.index(self.level)
        return tuple(problem.periods[index] for index in sorted({int(index) for index in problem.period[rows]}))

    @property
    def before(self) -> str | None:
        """The period before this one."""
        at = self.periods.index(self.period)
        return self.periods[at - 1] if at else None

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """Indicators of the level of which the release has any value, in the pack's order."""
        problem = self.snapshot.problem
        some = np.isfinite(problem.value[problem.level == problem.levels.index(self.level)]).any(axis=0)
        return tuple(indicator for indicator, has in zip(problem.indicators, some, strict=True) if has and self.level in indicator.levels)

    def axis(self, indicator: str) -> int:
        """An indicator's place on the engine's axis."""
        return next(index for index, each in enumerate(self.snapshot.problem.indicators) if each.id == indicator)

    @cached_property
    def areas(self) -> tuple[str, ...]:
        """Codes of the compared areas."""
        problem = self.snapshot.problem
        return tuple(code for code, compared in zip(problem.areas, problem.compared, strict=True) if compared)

    def area_name(self, code: str) -> str:
        """An area's name as the release has it; names are never translated."""
        return self.snapshot.area_names.get(code, code)

    @property
    def area_kind(self) -> Text:
        """What the compared areas are called."""
        kind = self.loaded.releases[-1].description.compare or self.pack.compare
        known = self.pack.vocabulary.area_kinds
        return known[kind].name if kind in known else Text("地区", "area")

    @property
    def before_name(self) -> str:
        """What the period before is called in a sentence."""
        return _("the year before") if len(self.period) == 4 else _("the period before")

    def within(self, area: str) -> Scope:
        """The same place seen from one area."""
        return replace(self, area=area)

    # Addresses ----------------------------------------------------------------------------------------------------------------

    def to(self, page: str, *arguments: str, **changes: str | int | None) -> str:
        """Another page of the workspace in the same scope."""
        return reverse(f"monitor:{page}", args=(self.region, *arguments)) + self.address.scope(**changes)

    def trace(self, figure: str, **changes: str) -> str:
        """The trace of a figure."""
        return self.to("trace", figure, **changes)


def level_name(pack: Pack, level: str) -> Text:
    """A level as the pack names it."""
    known = pack.vocabulary.levels.get(level)
    return known.name if known else Text(level, level)


def resolve(loaded: LoadedRegion, address: Address) -> Scope:
    """Find what the address names.

    Raises
    ------
    NotThereError
        The address names a release, pack, level, period or area that does not exist.
    NothingYetError
        The region has no release, or its release has no units that the pack compares.
    NoPupilsError
        The pack has no pupils.
    """
    if loaded.damage is not None:
        raise _damaged(loaded, loaded.damage)
    manifest = loaded.manifest(address["release"])
    if manifest is None:
        if not loaded.releases:
            raise NothingYetError(
                _("{region} has no release yet").format(region=loaded.title(language())),
                _("Figures are computed from a frozen release. Whoever keeps the region's files checks and freezes them:"),
                f"junheng release {loaded.folder.name}",
            )
        raise NotThereError(
            _("There is no release {name}").format(name=address["release"]),
            _("There are: {known}.").format(known=_listed(manifest.label for manifest in loaded.releases)),
        )
    try:
        taken = snapshot(loaded.name, manifest, _pack(address["pack"], manifest))
    except ReleaseError as error:
        raise _damaged(loaded, error.text) from error
    if not taken.pack.vocabulary.has_pupils:
        raise NoPupilsError(Place(loaded, manifest, taken, address))
    problem = taken.problem
    if not len(problem.unit):
        raise NothingYetError(
            _("Nothing in this release can be compared"),
            _(
                "The pack {pack} finds no unit with pupils at a level that it compares. Choose another pack, or check the region's files."
            ).format(pack=taken.pack.title(language())),
        )
    present = [problem.levels[index] for index in sorted({int(index) for index in problem.level})]
    ordered = [level for level in taken.pack.vocabulary.levels if level in present]
    level = one_of(address["level"], ordered, ordered[0], _("There is no level {name} in this release"))
    scope = Scope(loaded, manifest, taken, address, level, "", None)
    period = one_of(address["period"], scope.periods, scope.periods[-1], _("There is no period {name} in this release"))
    area = one_of(address["area"], scope.areas, None, _("There is no area {name} in this release"))
    return Scope(loaded, manifest, taken, address, level, period, area)


def _damaged(loaded: LoadedRegion, why: Text) -> NothingYetError:
    return NothingYetError(
        _("A release of this region was changed after it was frozen"),
        _("{why} No figure is shown from it. Whoever keeps the region's files finds what changed, and restores the files:").format(
            why=why(language())
        ),
        f"junheng releases verify {loaded.folder.name}",
    )


def with_period(scope: Scope) -> Scope | None:
    """The same place one period earlier; None for the first."""
    if scope.before is None:
        return None
    address = Address({**scope.address.chosen, "period": scope.before})
    return Scope(scope.loaded, scope.manifest, scope.snapshot, address, scope.level, scope.before, scope.area)


def with_release(scope: Scope) -> Scope | None:
    """The same place in the release before; None where there is none, or where it lacks the level or the period."""
    manifest = scope.loaded.before(scope.manifest)
    if manifest is None:
        return None
    taken = snapshot(scope.loaded.name, manifest, scope.pack)
    if scope.level not in taken.problem.levels or scope.period not in taken.problem.periods:
        return None
    address = Address({**scope.address.chosen, "release": manifest.label})
    return Scope(scope.loaded, manifest, taken, address, scope.level, scope.period, scope.area)


def _pack(wanted: str, manifest: Manifest) -> Pack:
    """By the address one of those that come with the program; the region itself may name a folder of its own."""
    known = available()
    if wanted and wanted not in known and not any(standard.startswith(f"{wanted}/") for standard in known):
        raise NotThereError(_("There is no pack {name}").format(name=wanted), _("There are: {known}.").format(known=_listed(known)))
    try:
        return load(wanted or manifest.description.pack or "generic")
    except PackError as error:
        raise NotThereError(_("The region's pack cannot be used"), error.text(language())) from error


def one_of(wanted: str, known, default, sentence: str):
    """What the address names, or the default; `NotThereError` for what is not known."""
    if not wanted:
        return default
    if wanted in known:
        return wanted
    raise NotThereError(sentence.format(name=wanted), _("There are: {known}.").format(known=_listed(iter(known))))


def _listed(names: Iterator[str] | tuple[str, ...]) -> str:
    return _(", ").join(names)
