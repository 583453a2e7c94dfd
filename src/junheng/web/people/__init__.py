"""Who works here: people, their roles and areas, invitations, sessions, the second factor."""
