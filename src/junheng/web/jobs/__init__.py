"""Long work: submitted once, run by a worker in a process of its own, watched on a page, never lost and never done twice.

An app states its long work in a module ``long_work``, found by itself; a view submits it and leads to its page:

    @job("forecast", name=Text("学龄人口预测", "School-age forecast"), right=Right.RELEASE)
    def forecast(progress: Progress, *, region: str) -> dict[str, Any]:
        for done, county in enumerate(counties):
            progress.set(done, len(counties), Text("正在预测 {county}", "Forecasting {county}").format(county=county))
            …
        return {"release": …}

    job = submit("forecast", {"region": region}, request.user, region, once_key=request.POST["once"])
    return redirect(job)

`registry` has `job`; `progress` what the function may say; `services` submits, cancels and retries; `lease` every write of
whoever runs a job; `worker` and `child` run it.
"""
