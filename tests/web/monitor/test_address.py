from junheng.web.monitor.address import Address


def address(**parameters):
    return Address.read(parameters, own=("sort", "q", "page"))


def test_what_was_chosen_survives_a_change():
    assert address(level="primary", sort="-value").query(page=2) == "?level=primary&sort=-value&page=2"


def test_another_page_keeps_the_scope_only():
    assert address(level="primary", release="R2", sort="-value", page="3").scope() == "?level=primary&release=R2"


def test_nothing_chosen_is_no_question_mark():
    assert address().query() == ""
    assert address(page="2").query(page=None) == ""


def test_unknown_and_empty_parameters_are_dropped():
    assert address(utm="x", level="").query() == ""


def test_text_is_escaped_for_the_address():
    assert address(q="a&b=<c>中").query() == "?q=a%26b%3D%3Cc%3E%E4%B8%AD"


def test_a_form_carries_everything_but_its_own_field():
    assert address(level="primary", q="x").fields("q", "page") == (("level", "primary"),)
