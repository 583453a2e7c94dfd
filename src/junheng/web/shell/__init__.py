"""The frame of every page: start page, language, theme, people, jump palette, error pages."""
