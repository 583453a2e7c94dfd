"""Plans 计划: items with targets, what was reported of each, and who is late."""
