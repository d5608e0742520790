"""What is surprising in YAML is refused at its place, or stays the text it looks like."""
# ruff: noqa: E501 - tables

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import FlowError
from bot.flow.read import MAX_BYTES, MAX_DEPTH, MAX_VALUES, place, plain, read


def value(source: str) -> object:
    """Read one value under a key."""
    whole = plain(read(f"key: {source}\n".encode(), "flow.yaml"))
    assert isinstance(whole, dict)
    return whole["key"]


def refused(source: bytes) -> tuple[str, int, str]:
    """Give the number, the line and the sentence with which something is refused."""
    with pytest.raises(FlowError) as found:
        read(source, "flow.yaml")
    (problem,) = found.value.problems
    assert problem.file == "flow.yaml"
    assert problem.column >= 1
    return problem.code, problem.line, problem.message


class TestRefused:
    """Rows 72 to 82 of reliability.md, part 4.5."""

    @pytest.mark.parametrize(
        ("source", "code", "line", "says"),
        [
            (b"a: 1\n\tb: 2\n", "F001", 2, "tabs"),
            (b"a: 1\nb:\n\t- x\n", "F001", 3, "tabs"),
            (b"a: 1\nb:\n  - x\n \t- y\n", "F001", 4, "tabs"),
            (b"a: {\n\tb: 1}\n", "F001", 2, "tabs"),
            (b"a: hello\n\tthere\n", "F001", 2, "tabs"),
            (b"a: |\n  one\n  \ttwo\n", "F001", 3, "tabs"),
            (b"a: 1\n- \t: 2\n", "F001", 2, "tab"),
            (b'a: 1\nb: "open\n', "F001", 2, "not YAML"),
            (b"a: 1\nb: x\x00y\n", "F001", 1, "character"),
            (b"a: 1\nb: \x07\n", "F001", 1, "character"),
            ("a: 1\nb: é\n".encode("latin-1"), "F002", 2, "UTF-8"),
            ("a: 1\n".encode("utf-16"), "F002", 1, "UTF-8"),
            ("a: 1\n".encode("utf-16-be"), "F001", 1, ""),
            (b"a: \xed\xa0\x80\n", "F002", 1, "UTF-8"),
            (b"a: 1\nb: 2\na: 3\n", "F003", 3, "second time"),
            (b"a:\n  b: 1\n  b: 1\n", "F003", 3, "second time"),
            (b"a: {b: 1, 'b': 2}\n", "F003", 1, "second time"),
            (b"a: &x 1\n", "F004", 1, "anchors"),
            (b"a: 1\nb: *x\n", "F004", 2, "anchors"),
            (b"a: &x [*x]\n", "F004", 1, "anchors"),
            (b"<<: *x\n", "F004", 1, "anchors"),
            (b"a: !!python/object/apply:os.system [ls]\n", "F004", 1, "tags"),
            (b"a: !!str 1\n", "F004", 1, "tags"),
            (b"a: !mine x\n", "F004", 1, "tags"),
            (b"!!map\na: 1\n", "F004", 1, "tags"),
            (b"a: 1\n---\nb: 2\n", "F001", 2, "second document"),
            (b"", "F001", 1, "map"),
            (b"# only a remark\n", "F001", 1, "map"),
            (b"---\n", "F001", 1, "map"),
            (b"- a\n- b\n", "F001", 1, "map"),
            (b"just words\n", "F001", 1, "map"),
            (b"? [a, b]\n: c\n", "F001", 1, "key"),
            (b"? {a: b}\n: c\n", "F001", 1, "key"),
            (b"a: .inf\n", "F009", 1, "digits"),
            (b"a: -.INF\n", "F009", 1, "digits"),
            (b"a: .nan\n", "F009", 1, "digits"),
            (b"a: 010\n", "F009", 1, "digits"),
            (b"a: 0o10\n", "F009", 1, "digits"),
            (b"a: 0x" + b"f" * 5000 + b"\n", "F009", 1, "digits"),
            (b"a: 1_000\n", "F009", 1, "digits"),
            (b"a: 1e400\n", "F009", 1, "digits"),
            (b"a: " + b"9" * 5000 + b"\n", "F009", 1, "15 digits"),
            (b"a: 1234567890123456\n", "F009", 1, "15 digits"),
            (b"a: 0." + b"1" * 5000 + b"\n", "F009", 1, "20 signs"),
            (b"a: 0.1234567890123456789\n", "F009", 1, "20 signs"),
            (b"9" * 20 + b": 1\n", "F009", 1, "15 digits"),
            (b"1e5: 1\n", "F009", 1, "digits"),
            (b"a: [b, [c, .nan]]\n", "F009", 1, "digits"),
            (b"%YAML 7.0\n---\na: 1\n", "F001", 1, "not YAML"),
            (b"a: 'it's'\n", "F001", 1, "not YAML"),
            (b"a: b: c\n", "F001", 1, "not YAML"),
            (b"a: @you\n", "F001", 1, "not YAML"),
            (b"a: [b, c\nd: e\n", "F001", 1, "not YAML"),
            (b"a: {b: c\n", "F001", 1, "not YAML"),
            (b"a:\n  b: 1\n c: 2\n", "F001", 3, "not YAML"),
            (b"a: 1\n...\nb: 2\n", "F001", 3, "not YAML"),
            (b"a: 1\n\t\nb: 2\n", "F001", 2, "tabs"),
            (b"a: 1\n  \t# remark\n", "F001", 2, "tabs"),
            (b"a: &\n", "F001", 1, "not YAML"),
            (b"&a a: 1\n", "F004", 1, "anchors"),
            (b"a: !<tag:yaml.org,2002:int> 1\n", "F004", 1, "tags"),
            (b"a: !!timestamp 2026-02-30\n", "F004", 1, "tags"),
            (b"a: !!binary aGk=\n", "F004", 1, "tags"),
            (b"a: !include ../secret.yaml\n", "F004", 1, "tags"),
        ],
    )
    def test_says_where_and_what(self, source: bytes, code: str, line: int, says: str) -> None:
        """
        Every surprise has its number, its line and a sentence.
        """
        found = refused(source)

        assert found[:2] == (code, line)
        assert says in found[2]

    def test_a_long_key_is_cut_short(self) -> None:
        """
        A sentence stays a sentence, however long the key is that stands there twice.
        """
        key = b"k" * 900

        assert refused(key + b": 1\n" + key + b": 2\n") == (
            "F003", 2, f"'{'k' * 40}' stands here a second time",
        )  # fmt: skip

    def test_columns(self) -> None:
        """
        The place is exact, also behind letters of several bytes.
        """
        for source, column in ((b"a: 1\n \tb: 2\n", 2), ("é: {ß: 1, ß: 2}\n".encode(), 11)):
            with pytest.raises(FlowError) as found:
                read(source, "flow.yaml")
            assert found.value.problems[0].column == column

    @pytest.mark.parametrize(
        "part",
        [b"1_", b"0", b"1.", b"1e", b"-", b"\t", b" \t", b"- ", b"? ", b"[", b"{a: ", b"a: {", b"'", b'"',
         b"&a ", b"*a ", b"!", b"#", b"|\n ", b">\n", b"\n", b"\r", b": ", b", ", b"x: y\n", b"\\x41",
         b"%", b"---\n", b"...\n", b"<<: ", "é".encode(), "😀".encode()],
    )  # fmt: skip
    @pytest.mark.parametrize("before", [b"", b"a: ", b"a: [", b'a: "', b"a: |\n ", b"\t"])
    def test_a_whole_mebibyte_takes_no_minute(self, before: bytes, part: bytes) -> None:
        """
        The worst that fits is read or refused about as fast as anything of that size.
        """
        source = before + part * ((MAX_BYTES - len(before)) // len(part))

        begin = time.thread_time()
        with contextlib.suppress(FlowError):
            read(source + b"\n", "flow.yaml")

        assert time.thread_time() - begin < 1

    def test_too_large(self) -> None:
        """
        One byte over a mebibyte is too much, whatever is in it.
        """
        source = b"a: 1\n#".ljust(MAX_BYTES, b"x")

        assert read(source, "flow.yaml").line == 1
        assert refused(source + b"x")[0] == "F009"

    def test_too_many_values(self) -> None:
        """
        Ten thousand values may stand in a file, and not one more.
        """
        fits = b"a: [" + b"x," * (MAX_VALUES - 3) + b"]\n"

        assert len(plain(read(fits, "flow.yaml"))["a"]) == MAX_VALUES - 3  # type: ignore[index]
        assert refused(fits.replace(b"[", b"[x,"))[0] == "F009"

    def test_too_deep(self) -> None:
        """
        Nine hundred brackets are refused, as one sentence and not as a crash.
        """
        assert refused(b"a: " + b"[" * 900 + b"]" * 900)[0] == "F009"
        assert refused(b"a: " + b"[" * 100_000)[0] == "F009"
        assert refused(b"a: " + b"{b: " * 900 + b"}" * 900)[0] == "F009"
        assert plain(read(b"a: " + b"[" * (MAX_DEPTH - 1) + b"]" * (MAX_DEPTH - 1), "f"))

    def test_billion_laughs(self) -> None:
        """
        What doubles nine times is refused at the first anchor.
        """
        lines = ["a0: &a0 [lol, lol]"]
        lines += [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 10)]

        assert refused("\n".join(lines).encode()) == (
            "F004", 1, "anchors (& and *) are not allowed; write it out",
        )  # fmt: skip

    @given(st.binary(max_size=200))
    def test_never_crashes(self, source: bytes) -> None:
        """
        Whatever the bytes are, they are read, or refused.
        """
        with contextlib.suppress(FlowError):
            read(source, "flow.yaml")

    @given(st.text("[]{}:,-?&*!|>'\"%@` \nab01.~#", max_size=60))
    def test_never_crashes_on_almost_yaml(self, source: str) -> None:
        """
        The signs that mean something in YAML are no danger either.
        """
        with contextlib.suppress(FlowError):
            read(source.encode(), "flow.yaml")


class TestScalars:
    """What stands there is what is meant."""

    @pytest.mark.parametrize(
        "text",
        ["no", "yes", "on", "off", "NO", "Yes", "True", "FALSE", "Null", "12:30", "1:2:3",
         "2026-02-30", "2026-11-22", "2026-11-22T25:00:00Z", "24:60", "0b11", "1:30.5", "1,000", "5.", "1.2.3", "+49", "=", "y", "n"],
    )  # fmt: skip
    def test_words_stay_words(self, text: str) -> None:
        """
        Neither "no" nor a time of day nor a date turns into something else.
        """
        found = value(text)

        assert found == (int(text) if text == "+49" else text)

    @pytest.mark.parametrize(
        ("text", "meant"),
        [("1", 1), ("-3", -3), ("0", 0), ("1.5", 1.5), ("true", True), ("false", False),
         ("null", None), ("~", None), ("", None), ('"1"', "1"), ("'true'", "true"),
         ('""', ""), ("|-\n  010\n", "010"), ('"010"', "010"), (".5", ".5")],
    )  # fmt: skip
    def test_numbers_and_truths(self, text: str, meant: object) -> None:
        """
        Plain numbers, true, false and null are what they are; in quotes all is text.
        """
        found = value(text)

        assert found == meant
        assert type(found) is type(meant)

    def test_tabs_that_do_not_indent(self) -> None:
        """
        Between words, and before a remark behind them, a tab does no harm.
        """
        source = b"a:\t1\t# remark\nb: one\ttwo\t\n"

        assert plain(read(source, "flow.yaml")) == {"a": 1, "b": "one\ttwo"}

    def test_longest_numbers(self) -> None:
        """
        Fifteen digits, and a point among twenty signs, are still numbers.
        """
        assert value("123456789012345") == 123456789012345
        assert value("-0.12345678901234567") == -0.12345678901234567

    def test_line_ends(self) -> None:
        """
        Files from Windows and from old Macs read the same.
        """
        for end in ("\n", "\r\n", "\r"):
            source = f"a: 1{end}b:{end}  - x{end}  - y{end}".encode()
            assert plain(read(source, "flow.yaml")) == {"a": 1, "b": ["x", "y"]}

    def test_byte_order_mark(self) -> None:
        """
        A UTF-8 mark in front is passed over.
        """
        assert plain(read(b"\xef\xbb\xbfa: 1\n", "flow.yaml")) == {"a": 1}

    def test_odd_keys(self) -> None:
        """
        Keys are texts, as they are written.
        """
        assert plain(read(b"yes: 1\n12:30: 2\n7: 3\n", "f")) == {"yes": 1, "12:30": 2, "7": 3}


class TestPlaces:
    """Every value knows where it stands."""

    def test_of_values_and_keys(self) -> None:
        """
        Lines and columns count from one.
        """
        tree = read(b"a: 1\nlist:\n  - x\n  - {deep: y}\n", "flow.yaml")

        assert place(tree, ("a",)) == (1, 1)
        assert place(tree, ("list", 0)) == (3, 5)
        assert place(tree, ("list", 1, "deep")) == (4, 6)

    def test_as_near_as_it_goes(self) -> None:
        """
        A path that leads nowhere ends where it was last seen.
        """
        tree = read(b"a: 1\nb: [x]\n", "flow.yaml")

        assert place(tree, ("b", 7, "deep")) == (2, 1)
        assert place(tree, ("b", 1)) == (2, 1)
        assert place(tree, ("b", 0)) == (2, 5)
        assert place(tree, ("b", "x", 0)) == (2, 1)
        assert place(tree, ("nowhere",)) == (1, 1)
