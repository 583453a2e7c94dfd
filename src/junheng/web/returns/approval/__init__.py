"""Approving returns: the queue, one return as an approver reads it, and what is decided."""
