"""A town with returns to release and one to hand in: `python prepare_returns.py`, in an empty home; what there is, as JSON."""

import json

import django

if __name__ == "__main__":
    django.setup()
    import filling
    import town
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.test import Client

    from junheng.web import home
    from junheng.web.people.models import Assignment
    from junheng.web.people.roles import Role
    from junheng.web.people.scope import Scope
    from junheng.web.returns import services
    from junheng.web.returns.models import Return

    def actor(name, role, **place):
        user = User.objects.create_user(name)
        Assignment.objects.create(user=user, role=role, region="town", **place)
        return services.Actor(user, Scope.of(user))

    call_command("migrate", verbosity=0)
    town.load(home.regions_folder() / "town", town.region())
    commission, county = actor("commission", Role.ADMINISTRATOR), actor("county", Role.COUNTY, area="01")
    schools = {unit: actor(unit, Role.SCHOOL, unit=unit) for unit in ("S1", "S3", "S6")}
    services.open_returns(commission, "town", "balance_yearly", "2026")
    returns = {unit: Return.objects.get(unit=unit) for unit in schools}
    for unit in ("S1", "S3"):
        filling.approved(returns[unit], schools[unit], county, commission)
    filling.fill(schools["S6"], returns["S6"], filling.GOOD)
    filling.explain_all(schools["S6"], returns["S6"])
    clerk = Client()
    clerk.force_login(schools["S6"].user)
    returns["S6"].refresh_from_db()
    print(
        json.dumps(
            {
                "to_release": [returns[unit].pk for unit in ("S1", "S3")],
                "to_hand_in": returns["S6"].pk,
                "version": returns["S6"].version,
                "session": clerk.cookies["sessionid"].value,
            }
        )
    )
