"""An app that has returns die in the middle of what they do."""
