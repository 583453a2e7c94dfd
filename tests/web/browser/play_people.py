"""The people of the play, in a home of its own: `python play_people.py PASSWORD`."""

import sys

import django

if __name__ == "__main__":
    django.setup()
    from django.contrib.auth.models import User
    from django.core.management import call_command

    from junheng.web.people.models import Assignment
    from junheng.web.people.roles import Role

    call_command("migrate", verbosity=0)
    cast = {
        "commission": ("陈主任", Role.ADMINISTRATOR, {}),
        "county": ("王科长", Role.COUNTY, {"area": "01"}),
        "S1": ("李老师", Role.SCHOOL, {"unit": "S1", "area": "01"}),
        "S2": ("赵老师", Role.SCHOOL, {"unit": "S2", "area": "01"}),
        "S3": ("周老师", Role.SCHOOL, {"unit": "S3", "area": "01"}),
    }
    for username, (name, role, place) in cast.items():
        person = User.objects.create_user(username, password=sys.argv[1], first_name=name)
        Assignment.objects.create(user=person, role=role, region="town", **place)
