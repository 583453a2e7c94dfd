"""Who writes, and what they may do to a return."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from junheng.web.access import scope_of
from junheng.web.people.roles import Right
from junheng.web.people.scope import Scope
from junheng.web.returns.errors import NotAllowed
from junheng.web.returns.models import Return


@dataclass(frozen=True, slots=True)
class Actor:
    """A person with what they hold; without a scope, whoever sits at the machine itself."""

    user: Any  # None: nobody who has an account
    scope: Scope | None

    @classmethod
    def of(cls, request: HttpRequest) -> Actor:
        """Who sent a request."""
        return cls(request.user, scope_of(request))

    @classmethod
    def at_machine(cls) -> Actor:
        """Whoever runs a command on the machine, and could write to the database anyway."""
        return cls(None, None)

    def may(self, right: Right, ret: Return) -> bool:
        """Whether the actor has a right at the place of a return, as the region is today."""
        if self.scope is None:
            return True
        lay_there = right is Right.SEE_RETURNS and self.scope.may(right, ret.region, area=ret.area)  # as `visible_to`
        where = {"unit": ret.unit} if ret.unit else {"area": ret.area}
        return lay_there or self.scope.may(right, ret.region, **where)

    def need(self, right: Right, ret: Return) -> None:
        """Refuse who may not.

        Raises
        ------
        NotAllowed
        """
        if not self.may(right, ret):
            raise NotAllowed

    def need_whole(self, right: Right, region: str) -> None:
        """Refuse who does not have the right in the whole region.

        Raises
        ------
        NotAllowed
        """
        if self.scope is not None and not self.scope.whole(right, region):
            raise NotAllowed
