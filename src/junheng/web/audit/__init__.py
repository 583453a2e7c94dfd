"""The audit log 审计记录: every write whatever its route, every look at personal data, in one chain that only grows.

Triggers of the database write it (`triggers`), so that the ORM, ``bulk_create``, ``update()``, raw SQL and another connection
are all the same to it. An app of ours has nothing to do: its tables are found after each migration (`tables`). What an app may do:

* call ``record_look(request, "what", whom)`` (`looks`) where a page shows personal data;
* say in a module ``audited``, found by itself, what its tables are called and which columns are secret or fleeting (`things`),
  and how an earlier value comes back (`history.restorer`);
* put ``{% history "returns_cell" cell.pk %}`` on a page (``{% load audit %}``);
* outside requests, say who is at work: ``with acting(user):`` (`acting`).

`verifying` finds what somebody changed behind its back, `heads` keeps and prints each day's last hash.
"""
