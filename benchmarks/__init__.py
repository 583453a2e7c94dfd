"""Each engine beside its peers. A file here registers itself: it states SUITE and has `run() -> list[Row]`."""
