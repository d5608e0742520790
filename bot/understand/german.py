"""Hold what the libraries do not know of German."""

from bot.understand.words import Part, Words

GERMAN = Words(
    spellings={
        "fuenf": "fünf", "zwoelf": "zwölf", "maerz": "märz", "uebermorgen": "übermorgen",
        "naechst": "nächst", "jaenner": "jänner", "halbneun": "halb neun",
        "viertelstunde": "viertel stunde", "dreiviertel": "drei viertel",
        "halbstunde": "halbe stunde",
        "sonnabend": "samstag",
    },
    polite=frozenset(
        {
            "bitte", "danke", "ich denke", "ich glaube", "ich würde sagen", "so", "etwa", "ca",
            "ungefähr", "circa",
        }
    ),
    before_clock=frozenset({"um", "gegen", "ab", "so um"}),
    before_date=frozenset({"am", "den", "der", "zum", "bis"}),
    before_length=frozenset({"für"}),
    ones=frozenset({"ein", "eine", "einem", "einer", "einen", "eines", "eins"}),
    joins=frozenset({"und", "oder", "bis"}),
    minus=frozenset({"minus"}),
    point=frozenset({"komma", "punkt"}),
    half=("einhalb", " ein halb", " und ein halb", " und eine halbe"),
    out_of=("von", "aus"),
    clocks={
        "{h}": 0, "{h} uhr": 0, "punkt {h}": 0, "punkt {h} uhr": 0, "{h} h": 0,
        "halb {h}": -30, "viertel nach {h}": 15, "viertel vor {h}": -15,
        "viertel {h}": -45, "drei viertel {h}": -15,
    },
    clocks_with_minutes={
        "{m} nach {h}": (1, 0), "{m} vor {h}": (-1, 0),
        "{m} minuten nach {h}": (1, 0), "{m} minuten vor {h}": (-1, 0),
        "{m} vor halb {h}": (-1, -30), "{m} nach halb {h}": (1, -30),
        "{h} uhr {m}": (1, 0), "{h} uhr und {m} minuten": (1, 0), "{h} {m}": (1, 0),
    },
    hours={"mittag": 12, "mittags": 12, "mitternacht": 0},
    parts={
        "morgens": Part.MORNING, "früh": Part.MORNING, "vormittags": Part.MORNING,
        "am morgen": Part.MORNING, "in der früh": Part.MORNING, "am vormittag": Part.MORNING,
        "mittags": Part.AFTERNOON, "nachmittags": Part.AFTERNOON, "abends": Part.AFTERNOON,
        "am abend": Part.AFTERNOON, "am nachmittag": Part.AFTERNOON,
        "nachts": Part.NIGHT, "in der nacht": Part.NIGHT,
        "am": Part.MORNING, "pm": Part.AFTERNOON,
    },
    lengths={
        "{n} {u}": 0, "halbe {u}": 0.5, "eine halbe {u}": 0.5, "halber {u}": 0.5,
        "ein halber {u}": 0.5, "halbes {u}": 0.5, "ein halbes {u}": 0.5,
        "einen halben {u}": 0.5,
        "anderthalb {u}": 1.5, "viertel {u}": 0.25, "eine viertel {u}": 0.25,
        "drei viertel {u}": 0.75, "eine drei viertel {u}": 0.75,
        "{n} und eine halbe {u}": 0.5,
    },
    units={
        "s": 1, "sek": 1, "m": 60, "min": 60, "h": 3600, "std": 3600, "d": 86_400, "tagen": 86_400,
        "monaten": 30 * 86_400, "jahren": 365 * 86_400,
    },
    days={"überübermorgen": 3, "vorvorgestern": -3, "heute abend": 0, "heute morgen": 0,
          "heute nachmittag": 0, "morgen früh": 1, "morgen abend": 1,
          "heute in einer woche": 7, "morgen in einer woche": 8},
    weekday_next=("{d}", "nächsten {d}", "nächster {d}", "kommenden {d}", "kommender {d}"),
    weekday_this=("diesen {d}", "dieser {d}", "diesem {d}"),
    weekday_last=("letzten {d}", "letzter {d}", "vorigen {d}", "vergangenen {d}"),
)  # fmt: skip
