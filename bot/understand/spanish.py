"""Hold what the libraries do not know of Spanish."""

from bot.understand.words import Part, Words

SPANISH = Words(
    spellings={"veintiún": "veintiuno", "1o de": "1 de", "1 ero": "1", "1ro": "1"},
    polite=frozenset(
        {
            "por favor", "gracias", "creo que", "yo diría", "diría", "es", "son", "unos", "unas",
            "más o menos", "como",
        }
    ),
    before_clock=frozenset({"a las", "a la", "las", "la", "sobre las", "a eso de las", "al", "a"}),
    before_date=frozenset({"el", "el día", "día", "para el"}),
    before_length=frozenset({"durante", "por"}),
    ones=frozenset({"un", "una", "uno"}),
    joins=frozenset({"y", "e", "o", "u", "a"}),
    minus=frozenset({"menos"}),
    point=frozenset({"coma", "punto", "con"}),
    half=(" y media", " y medio"),
    out_of=("de", "sobre"),
    clocks={
        "{h}": 0, "{h} en punto": 0, "{h} horas": 0, "{h} h": 0,
        "{h} y media": 30, "{h} y cuarto": 15, "{h} menos cuarto": -15,
        "cuarto para las {h}": -15, "un cuarto para las {h}": -15, "cuarto para la {h}": -15,
    },
    clocks_with_minutes={
        "{h} y {m}": (1, 0), "{h} con {m}": (1, 0), "{h} y {m} minutos": (1, 0),
        "{h} menos {m}": (-1, 0), "{m} para las {h}": (-1, 0), "{m} para la {h}": (-1, 0),
        "{h} {m}": (1, 0), "{h} horas y {m} minutos": (1, 0),
    },
    hours={"mediodía": 12, "medio día": 12, "medianoche": 0, "media noche": 0},
    parts={
        "am": Part.MORNING, "a.m": Part.MORNING, "a. m": Part.MORNING, "a m": Part.MORNING,
        "de la mañana": Part.MORNING, "de la madrugada": Part.MORNING,
        "por la mañana": Part.MORNING,
        "pm": Part.AFTERNOON, "p.m": Part.AFTERNOON, "p. m": Part.AFTERNOON, "p m": Part.AFTERNOON,
        "de la tarde": Part.AFTERNOON, "por la tarde": Part.AFTERNOON,
        "del mediodía": Part.AFTERNOON,
        "de la noche": Part.NIGHT, "por la noche": Part.NIGHT,
    },
    lengths={
        "{n} {u}": 0, "{n} {u} y media": 0.5, "{n} {u} y medio": 0.5,
        "{u} y media": 1.5, "{u} y medio": 1.5, "media {u}": 0.5, "medio {u}": 0.5,
        "un cuarto de {u}": 0.25, "cuarto de {u}": 0.25, "tres cuartos de {u}": 0.75,
    },
    units={
        "s": 1, "seg": 1, "m": 60, "mins": 60, "h": 3600, "hs": 3600, "d": 86_400,
        "quincena": 15 * 86_400,
    },
    days={"pasado mañana": 2, "antier": -2, "antes de ayer": -2, "esta noche": 0, "esta tarde": 0,
          "hoy mismo": 0, "mañana mismo": 1},
    weekday_next=("{d}", "próximo {d}", "{d} próximo", "{d} que viene", "próximo día {d}"),
    weekday_this=("este {d}",),
    weekday_last=("{d} pasado", "pasado {d}", "último {d}"),
)  # fmt: skip
