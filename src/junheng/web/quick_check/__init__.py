"""Quick check 快速体检: one school table in, one page out; no account, nothing kept."""
