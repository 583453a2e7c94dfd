"""Changes to the tables of the audit log."""
