"""The board of a form and period, and what is done from it: open, set dates, remind, release."""
