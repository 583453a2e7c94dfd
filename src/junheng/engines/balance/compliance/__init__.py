"""Who meets the standard: verdicts of units and areas, their reasons, how firm they are."""
