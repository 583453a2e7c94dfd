"""`junheng serve`: the site on this machine."""

from pathlib import Path
from typing import Annotated

import typer

from junheng.cli.console import Speaker
from junheng.language import Text

HOME_HELP = Text("数据目录；缺省为 JUNHENG_HOME 或用户数据目录", "Data folder; JUNHENG_HOME or the user's data folder by default")


def add(app: typer.Typer, speak: Speaker) -> None:
    """Add the command to the application."""

    @app.command(help=speak(Text("启动网站，服务已载入的地区", "Serve the loaded regions")))
    def serve(
        port: Annotated[int, typer.Option(min=1, max=65535, help=speak(Text("端口", "Port")))] = 8000,
        host: Annotated[str, typer.Option(help=speak(Text("监听地址", "Address to listen on")))] = "127.0.0.1",
        home: Annotated[Path | None, typer.Option(help=speak(HOME_HELP))] = None,
        worker: Annotated[
            bool, typer.Option("--worker/--no-worker", help=speak(Text("同时运行后台任务进程", "Run the worker for long work too")))
        ] = True,
    ) -> None:
        from junheng.cli import site

        if not site.port_is_free(host, port):
            speak.fail(
                Text("{host}:{port} 已被占用，换一个 --port。", "{host}:{port} is in use: choose another --port."), host=host, port=port
            )
        place = site.prepare(home)
        speak.say(
            Text("http://{host}:{port}  数据目录 {place}", "http://{host}:{port}  data in {place}"), host=host, port=port, place=place
        )
        site.serve(host, port, speak.complain, worker=worker)
