"""Hold what the libraries do not know of English."""

from bot.understand.words import Part, Words

ENGLISH = Words(
    spellings={
        "a hundred": "one hundred",
        "a thousand": "one thousand",
        "o'clock": "oclock",
        "o clock": "oclock",
        "week-end": "weekend",
    },
    polite=frozenset(
        {
            "please", "thanks", "thank you", "i think", "i'd say", "i would say", "it's", "it is",
            "about", "around", "roughly", "say",
        }
    ),
    before_clock=frozenset({"at", "by", "from"}),
    before_date=frozenset({"on", "by", "the"}),
    before_length=frozenset({"for"}),
    ones=frozenset({"a", "an", "one"}),
    joins=frozenset({"and", "or", "to", "&"}),
    minus=frozenset({"minus", "negative"}),
    point=frozenset({"point", "dot"}),
    half=(" and a half", " and one half"),
    out_of=("out of", "of"),
    clocks={
        "{h}": 0, "{h} oclock": 0, "{h} sharp": 0,
        "half past {h}": 30, "half {h}": 30,
        "quarter past {h}": 15, "a quarter past {h}": 15, "quarter after {h}": 15,
        "quarter to {h}": -15, "a quarter to {h}": -15, "quarter of {h}": -15,
        "quarter till {h}": -15, "quarter before {h}": -15,
    },
    clocks_with_minutes={
        "{m} past {h}": (1, 0), "{m} minutes past {h}": (1, 0), "{m} after {h}": (1, 0),
        "{m} to {h}": (-1, 0), "{m} minutes to {h}": (-1, 0), "{m} till {h}": (-1, 0),
        "{m} before {h}": (-1, 0),
        "{h} {m}": (1, 0), "{h} oh {m}": (1, 0),
    },
    hours={"noon": 12, "midday": 12, "midnight": 0},
    parts={
        "am": Part.MORNING, "a.m": Part.MORNING, "a m": Part.MORNING,
        "in the morning": Part.MORNING,
        "pm": Part.AFTERNOON, "p.m": Part.AFTERNOON, "p m": Part.AFTERNOON,
        "in the afternoon": Part.AFTERNOON, "in the evening": Part.AFTERNOON,
        "at night": Part.NIGHT,
    },
    lengths={
        "{n} {u}": 0, "{n} and a half {u}": 0.5, "{n} {u} and a half": 0.5,
        "half a {u}": 0.5, "half an {u}": 0.5, "half {u}": 0.5, "a half {u}": 0.5,
        "a quarter of an {u}": 0.25, "quarter of an {u}": 0.25,
        "three quarters of an {u}": 0.75,
    },
    units={
        "s": 1, "secs": 1, "m": 60, "mins": 60, "h": 3600, "hrs": 3600,
        "fortnight": 14 * 86_400, "fortnights": 14 * 86_400, "d": 86_400,
    },
    days={"the day after tomorrow": 2, "day after tomorrow": 2, "day before yesterday": -2,
          "tonight": 0, "this evening": 0, "this morning": 0, "this afternoon": 0,
          "a week from today": 7, "a week from tomorrow": 8, "a week ago today": -7},
    weekday_next=("{d}", "next {d}", "coming {d}", "this coming {d}", "upcoming {d}"),
    weekday_this=("this {d}",),
    weekday_last=("last {d}", "past {d}", "this past {d}", "previous {d}"),
)  # fmt: skip
