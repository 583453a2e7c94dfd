"""A family's browser: the system's Chromium, with no network at all."""

from pathlib import Path

import pytest

CHROMIUM = next(
    (path for path in (Path("/usr/bin/chromium"), Path("/usr/bin/chromium-browser"), Path("/usr/bin/google-chrome")) if path.exists()), None
)


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents and "page" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine; on Debian: apt install chromium"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return browser_type_launch_args | {
        "executable_path": str(CHROMIUM),
        "args": ["--no-sandbox", "--disable-background-networking", "--disable-gpu"],
    }


@pytest.fixture
def offline(page, context, tmp_path):
    """The verifier, opened from a file with the network off."""
    from junheng.certificates import verifier_page

    context.set_offline(True)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    (tmp_path / "verify.html").write_text(verifier_page(), encoding="utf-8")
    page.goto((tmp_path / "verify.html").as_uri())
    yield page
    assert [url for url in asked if not url.startswith("file:")] == []
