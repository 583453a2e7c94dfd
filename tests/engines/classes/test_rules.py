"""The rule file: what it may say, what contradicts itself, and that it comes back as it was."""

import pytest

from junheng.draw import DrawError
from junheng.engines.classes import parse_rules, write_rules

HEAD = 'method = "classes"\nclasses = 3\n'
FULL = (
    HEAD + 'mode = "score-allowed"\ntitle = "高一“重新”分班"\nsex = "sex"\ntraits = ["origin"]\nscores = ["a", "b"]\ntogether = "t"\n'
    'apart = "s"\npreset = "p"\nnamesakes = "n"\nsizes = [10, 11, 12]\nbands = [10, 30, 70, 90]\n\n'
    '[most]\n"origin=乡" = 4\n"help=是" = 1\n\n'
    '[[source]]\nname = "hall"\nlabel = "现场抽取"\n'
)
TEAMS = HEAD + 'mode = "teams"\ncodes = "open"\npost = "post"\nscores = ["years"]\n'


@pytest.mark.parametrize("text", [FULL, TEAMS, HEAD + 'mode = "entry-grade"\n'])
def test_rules_come_back_from_their_file(text):
    rules = parse_rules(text)
    assert parse_rules(write_rules(rules)) == rules


def test_what_rules_read_is_published():
    assert parse_rules(FULL).columns == ("sex", "origin", "a", "b", "t", "s", "p", "n", "help")
    assert parse_rules(FULL).most == (("origin", "乡", 4), ("help", "是", 1))
    assert (parse_rules(TEAMS).shared, parse_rules(TEAMS).open_codes) == ("post", True)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (HEAD + 'mode = "entry-grade"\nscores = ["a"]', "must not be formed by scores"),
        (HEAD + 'mode = "entry-grade"\nbands = [50]', "score-allowed only"),
        (HEAD + 'mode = "score-allowed"\nbands = [50]', "score-allowed only"),
        (HEAD + 'mode = "score-allowed"\nscores = ["a"]\nbands = [50, 30]', "bands"),
        (HEAD + 'mode = "score-allowed"\nscores = ["a"]\nbands = [50, 100]', "bands"),
        (HEAD + 'mode = "entry-grade"\nsizes = [5, 5]', "2 numbers, and there are 3 classes"),
        (HEAD + 'mode = "entry-grade"\nsizes = [5, 5, 0]', "sizes"),
        (HEAD + 'mode = "entry-grade"\n[most]\n"origin" = 2', "most"),
        (HEAD + 'mode = "entry-grade"\n[most]\n"origin=x" = 0', "most"),
        (HEAD + 'mode = "entry-grade"\n[most]\n"=x" = 1', "most"),
        (HEAD + 'mode = "entry-grade"\nsex = "sex"\n[most]\n"sex=F" = 5', "something else"),
        (HEAD + 'mode = "entry-grade"\ntogether = "t"\nnamesakes = "t"', "twice"),
        (HEAD + 'mode = "entry-grade"\npost = "post"', "teams of teachers only"),
        (HEAD + 'mode = "entry-grade"\ncodes = "open"', "never published as they are"),
        (HEAD + 'mode = "teams"\nsex = "sex"', "not sex"),
    ],
)
def test_what_does_not_go_together_is_refused(text, named):
    with pytest.raises(DrawError) as refused:
        parse_rules(text)
    assert named in refused.value.text.en
