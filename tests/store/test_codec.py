"""What is kept comes back exactly."""

import string
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.address import Address
from bot.model.couple import Seat
from bot.model.profile import Discretion, Profile, Quiet
from bot.model.words import Span, Style
from bot.ports.letters import Attachment, Button, Content
from bot.ports.messages import Acted, Attached, Body, Inbound, Rang, Sender, Wrote
from bot.store import codec

text = st.text(max_size=40)
clean_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
addresses = st.builds(Address, clean_text, clean_text, st.none() | clean_text)
numbers = st.integers(-(2**53), 2**53)
plain = st.none() | clean_text | numbers | st.booleans() | st.lists(clean_text).map(tuple)
overrides: dict[type, dict[str, st.SearchStrategy[Any]]] = {
    Rang: {"couple": numbers, "run": st.none() | numbers, "wait": numbers, "tag": clean_text},
    Acted: {
        "given": st.lists(st.tuples(clean_text, plain), max_size=3).map(tuple),
        "seat": st.none() | st.sampled_from(Seat),
    },
}


def _field(annotation: object) -> st.SearchStrategy[Any]:
    plain: dict[object, st.SearchStrategy[Any]] = {
        str: clean_text,
        str | None: st.none() | clean_text,
        int: numbers,
        int | None: st.none() | numbers,
        bool: st.booleans(),
    }
    return plain[annotation]


def _body(kind: type) -> st.SearchStrategy[Any]:
    own = overrides.get(kind, {})
    return st.builds(
        kind, **{f.name: own[f.name] if f.name in own else _field(f.type) for f in fields(kind)}
    )


bodies = st.one_of([_body(kind) for kind in get_args(Body)])
inbounds = st.builds(
    Inbound,
    clean_text,
    st.datetimes(timezones=st.just(UTC)),
    bodies,
    st.none() | addresses,
    st.booleans(),
    st.none() | st.builds(Sender, clean_text, clean_text, st.none() | clean_text),
)
contents = st.builds(
    Content,
    st.lists(st.builds(Span, text, st.sampled_from(Style)), max_size=4).map(tuple),
    st.lists(
        st.lists(st.builds(Button, text, text, st.none() | text), max_size=3).map(tuple),
        max_size=3,
    ).map(tuple),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    text,
    st.none() | text,
    st.none() | text,
    st.none() | st.builds(Attachment, text, st.binary(max_size=40)),
)
profiles = st.builds(
    Profile,
    text,
    text,
    text,
    st.none() | st.builds(Quiet, st.times(), st.times()),
    st.none() | text,
    st.none() | text,
    st.booleans(),
    text,
    st.builds(
        Discretion,
        text,
        st.integers(),
        st.integers(),
        st.lists(text).map(tuple),
        st.booleans(),
        text,
    ),
)
values = (
    text
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.booleans()
    | st.lists(text, max_size=4).map(tuple)
)


class TestRoundTrip:
    @settings(max_examples=300)
    @given(inbounds)
    def test_inbound(self, inbound: Inbound) -> None:
        """
        Whatever came in comes back, and needs no cleaning.
        """
        kept, data = codec.kept(inbound)

        assert kept is inbound
        assert codec.read_inbound(data) == inbound

    @given(contents)
    def test_content(self, content: Content) -> None:
        """
        A letter shows what was written, every span and button.
        """
        assert codec.read_content(codec.write_content(content)) == content

    @given(profiles)
    def test_profile(self, profile: Profile) -> None:
        """
        Nothing somebody told of themselves is lost.
        """
        assert codec.read_profile(codec.write_profile(profile)) == profile

    @given(st.builds(Address, text, text, st.none() | text))
    def test_address(self, address: Address) -> None:
        """
        People are reached where they were.
        """
        assert codec.read_address(codec.write_address(address)) == address

    @given(text, values)
    def test_answer(self, name: str, value: Any) -> None:
        """
        An answer keeps its value and its type.
        """
        read, answer = codec.read_answer(codec.write_answer(name, value))

        assert (read, answer, type(answer)) == (name, value, type(value))

    @given(st.text())
    def test_text(self, words: str) -> None:
        """
        A text comes back to the letter, half characters too.
        """
        assert codec.read_text(codec.write_text(words)) == words

    @pytest.mark.parametrize("shape", [Content, Profile, Address, Inbound, Sender, Button, Span])
    def test_no_field_was_forgotten(self, shape: type) -> None:
        """
        A new field must come into the codec, or this count is wrong.
        """
        known = {Content: 9, Profile: 9, Address: 3, Inbound: 6, Sender: 3, Button: 3, Span: 2}

        assert len(fields(shape)) == known[shape]


class TestTimes:
    def test_other_zones_become_utc(self) -> None:
        """
        A moment is kept, whatever clock it was read on.
        """
        at = datetime(2026, 1, 1, 12, tzinfo=timezone(timedelta(hours=5, minutes=45)))

        kept, data = codec.kept(Inbound("k", at, Wrote("x", "1")))

        assert kept.at.tzinfo is UTC
        assert kept.at == at == codec.read_inbound(data).at

    @given(st.integers(-(10**13), 10**14))
    def test_milliseconds(self, number: int) -> None:
        """
        A column's time is exact to the millisecond.
        """
        assert codec.to_milliseconds(codec.from_milliseconds(number)) == number


class TestDoor:
    @pytest.mark.parametrize(
        ("given", "kept"),
        [
            ("\ud800", "\ufffd"),
            ("a\udfffb", "a\ufffdb"),
            ("\ud83d\ude00", "😀"),
            ("a\0b", "ab"),
            ("\0", ""),
            ("\\u0000", "\\u0000"),
            ("plain", "plain"),
        ],
    )
    def test_no_half_characters(self, given: str, kept: str) -> None:
        """
        What no database takes is mended at the door, in every field.
        """
        said = Inbound(f"k{given}", datetime(2026, 1, 1, tzinfo=UTC), Wrote(given, "1"))
        said = replace(said, address=Address("t", given), sender=Sender("1", given))

        clean, data = codec.kept(said)

        assert clean == codec.read_inbound(data)
        assert clean.key == f"k{kept}"
        assert clean.body == Wrote(kept, "1")
        assert clean.address == Address("t", kept)
        assert clean.sender == Sender("1", kept)

    @given(st.text())
    def test_always_fit(self, words: str) -> None:
        """
        Whatever is left can be written as UTF-8.
        """
        assert "\0" not in codec.clean(words)
        codec.clean(words).encode()


class TestStrict:
    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"{}",
            b"null",
            b"[]",
            b'["k",0,["w","t","m",null],null,true,null]',
            b'["k",0,["w",1,"m",null,false],null,true,null]',
            b'["k",0,["?"],null,true,null]',
            b'["k","0",["i"],null,true,null]',
            b'["k",0,["i"],null,1,null]',
            b'["k",0,["a",1,2,3,"x","no list"],null,true,null]',
            b"\xff",
            b"[" * 100_000,
        ],
    )
    def test_refuses(self, data: bytes) -> None:
        """
        A row of another make is refused, not half understood.
        """
        with pytest.raises(ValueError):  # noqa: PT011
            codec.read_inbound(data)

    @pytest.mark.parametrize("value", [float("nan"), float("inf")])
    def test_no_nan(self, value: float) -> None:
        """
        What is no number is not written as one.
        """
        with pytest.raises(ValueError):  # noqa: PT011
            codec.write_answer("x", value)

    @pytest.mark.parametrize("letter", string.ascii_letters)
    def test_junk(self, letter: str) -> None:
        """
        A cut-off row is refused.
        """
        with pytest.raises(ValueError):  # noqa: PT011
            codec.read_profile(letter.encode())


class TestEarlier:
    """What an earlier version kept can still be read."""

    @pytest.mark.parametrize(
        ("kept", "body"),
        [
            ('["t","photo","t:1"]', Attached("photo", "t:1")),
            (
                '["a",1,2,3,"phrases",["but you"],"de"]',
                Acted(1, 2, 3, "phrases", (("text", "but you"),), "de"),
            ),
        ],
    )
    def test_what_came_in(self, kept: str, body: Body) -> None:
        assert codec.read_inbound(f'["k",0,{kept},null,true,null]'.encode()).body == body

    def test_what_was_to_go_out(self) -> None:
        kept = b'[["Hello."],[],4,"en",null]'

        assert codec.read_content(kept) == Content((Span("Hello."),), silent=True)
