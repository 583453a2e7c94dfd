"""Reports 报告: summaries written from a template over a release, edited beside their preview."""
