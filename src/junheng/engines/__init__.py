"""What follows from the data: one folder per question, each with the same inside."""
