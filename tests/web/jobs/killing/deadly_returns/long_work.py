"""Points of saving, submitting and releasing at which a process kills itself."""

from long_jobs.long_work import around

from junheng.web.returns import flow, long_work, saving, services

around(saving._Desk, "write", "", "after cells are written")
around(services, "save_cells", "", "after saving")
around(flow, "touch", "", "after a return is handed in")
around(services, "submit", "", "after submitting")
around(long_work, "assemble", "", "after returns are put together")
around(long_work, "released", "before returns learn of it", "after returns learn of it")
