"""
More flows that leak, by what lets them: the newer verbs and keys, and ways round the older rules.

Each is told in one sentence: how the other could learn what was answered in private.
"""
# ruff: noqa: E501

from tests.flow.leaks import (
    AGREE,
    FEAR,
    HALF,
    ONE_WAY,
    READ,
    SHARE,
    TALK,
    WORDS,
    flow,
    group,
    lane,
    reveal,
    sides,
)

PIC = "- {id: pic, ask: A picture?, photo: {}, save: my.pic}"
HERE = "- {id: q, ask: Here?, yesno: true}"
MOOD = "- {id: mood, ask: How?, choice: {calm: Calm, afraid: Afraid}, save: my.mood}"
OPEN = "- {id: n, ask: How many?, number: {}, save: my.open}"
TOLD = '- {say: "{a.open} {b.open}", to: both}'
BOTH = "{a.words} {b.words}"
AT_ONCE = reveal(BOTH)
AT_DEADLINE = AT_ONCE.replace("  needs:", "  open: at_deadline\n  needs:")
SIT = """
    - id: sit
      ready: Shall we sit together?
      slots: ["12:00", "18:00"]
      missed: [{end: other_way}]
"""


def until(fork: str, *keys: str) -> str:
    """Put keys on a fork, below its deadline."""
    return fork.replace("  until: 2d", "\n".join(["  until: 2d", *(f"  {one}" for one in keys)]), 1)


MORE_LEAKY: dict[str, tuple[str, str]] = {
    # Pictures
    "a private picture comes with a message in the room": (
        "F050", flow(lane(PIC), group(HERE, "- {say: Look., media: my.pic}")),
    ),
    "a private picture comes with a message to the partner": (
        "F050", flow(lane(PIC), group(HERE, "- {say: Look., to: partner, media: my.pic}")),
    ),
    "a private picture is put where both see it": (
        "F052", flow(lane(PIC), "- {set: {run.album: a.pic}}", "- {say: Look., to: both, media: run.album}"),
    ),
    "a private picture becomes an open one": (
        "F052", flow(lane(PIC, "- {set: {my.shot: my.pic}}"), group(HERE, "- {say: Look., media: my.shot}")),
    ),
    "a picture in the room comes because of a private answer": (
        "F051",
        flow(lane(FEAR), group("- {id: p, ask: A picture?, photo: {}, save: my.shot}",
                               "- {when: my.fear > 5, say: Look., media: my.shot}")),
    ),
    "a picture that nobody consented to comes with what is revealed": (
        "F050",
        flow(lane(WORDS, PIC, SHARE), reveal(BOTH, shown="""
                - {id: more, each: hurt, place: group, until: 1h, do: [{id: t, ask: And?, yesno: true}, {say: Look., media: my.pic}], missed: [{end: other_way}]}
        """)),
    ),
    # Said once
    "a greeting is said once, and in private only to who was afraid": (
        "F051",
        flow(lane(FEAR, "- {id: c, when: my.fear > 5, call: hello}"), group("- {id: d, call: hello}", HERE),
             blocks="hello: [{say: Take your time., once: true}]"),
    ),
    "a greeting is said once, and in private only to who comes so far": (
        "F051",
        flow(lane(FEAR, "- {id: c, call: hello}"), group("- {id: d, call: hello}", HERE),
             blocks="hello: [{say: Take your time., once: true}]"),
    ),
    "a greeting is said once, in a block within a block": (
        "F051",
        flow(lane(FEAR, "- {id: c, when: my.fear > 5, call: outer}"), group("- {id: d, call: hello}", HERE),
             blocks="outer: [{id: x, call: hello}]\nhello: [{say: Take your time., once: true}]"),
    ),
    "in the room the other is not comforted, because one already was": (
        "F051", flow(TALK, group(HERE, "- {when: my.fear > 5, say: Breathe., to: me, once: true}")),
    ),
    "once does not make a condition harmless": (
        "F051", flow(TALK, "- {when: a.fear > 5, say: Hm., to: both, once: true}"),
    ),
    # What a question refuses
    "an open answer has to be above a private one": (
        "F052",
        flow(lane(FEAR, "- {id: n, ask: How many?, number: {}, save: my.open, check: my.open > my.fear}"), TOLD),
    ),
    "an open answer is only taken from who was not afraid": (
        "F052",
        flow(lane(FEAR, "- {id: n, ask: How many?, number: {}, save: my.open, check: my.fear < 5, tries: 1}"), TOLD),
    ),
    "in the room an answer is refused because of a private one": (
        "F055",
        flow(TALK, group("- {id: n, ask: How many?, number: {}, save: my.open, check: my.open > my.fear}")),
    ),
    "in the room it is given up because of a private answer": (
        "F055",
        flow(TALK, group("- {id: n, ask: How many?, number: {}, save: my.open, check: my.fear < 5, tries: 2, gave_up: [{say: Never mind.}]}")),
    ),
    "a question to one is refused because of the other's answer": (
        "F051",
        flow(TALK, lane("- {id: n, ask: How many?, number: {}, save: my.count2, check: my.count2 > hurt.fear}", kind="repairing", name="again"),
             given=["my.count2: {type: int}"]),
    ),
    "an open question comes when a number did not fit": (
        "F052",
        flow(lane("- {id: fear, ask: How?, number: {max: 3}, tries: 1, save: my.fear, gave_up: [{id: n, ask: How many?, number: {}, save: my.open}]}"), TOLD),
    ),
    "an open note is written when a private answer is given up": (
        "F052",
        flow(lane("- {id: words, ask: What?, text: {min: 9}, tries: 2, save: my.words, gave_up: [{set: {my.done: true}}]}"),
             "- {when: a.done, say: Short words today., to: both}"),
    ),
    "an open question is jumped over when a private answer is given up": (
        "F052",
        flow(lane("- {id: fear, ask: How?, number: {max: 3}, tries: 1, save: my.fear, gave_up: [{goto: out}]}",
                  OPEN, "- {id: out, say: Thank you.}"), TOLD),
    ),
    "an open note is written when a private question is checked in vain": (
        "F052",
        flow(lane(FEAR, "- {id: words, ask: What?, text: {}, check: my.fear < 5, tries: 1, save: my.words, gave_up: [{set: {my.done: true}}]}"),
             "- {when: a.done, say: Hm., to: both}"),
    ),
    "giving up writes to the partner": (
        "F056",
        flow(lane("- {id: words, ask: What?, text: {min: 9}, tries: 2, save: my.words, gave_up: [{say: They are silent., to: partner}]}")),
    ),
    "giving up ends it for both": (
        "F055",
        flow(lane("- {id: words, ask: What?, text: {min: 9}, tries: 2, save: my.words, gave_up: [{end: other_way}]}")),
    ),
    "a retry in the room quotes a private answer": (
        "F050",
        flow(TALK, group("- {id: n, ask: How many?, number: {}, save: my.open, tries: 2, retry: 'More than {my.fear}?'}")),
    ),
    # A question's own deadline
    "an open question comes when a private one was missed": (
        "F052",
        flow(lane("- {id: fear, ask: How?, scale: {}, save: my.fear, until: 1h, missed: [{id: n, ask: How many?, number: {}, save: my.open}]}"), TOLD),
    ),
    "an open note tells that a private question was missed": (
        "F052",
        flow(lane("- {id: fear, ask: How?, scale: {}, save: my.fear, until: 1h, missed: [{set: {my.done: true}}]}"),
             "- {when: a.done, say: Somebody was away., to: both}"),
    ),
    "an open question is jumped over when a private one was missed": (
        "F052",
        flow(lane("- {id: fear, ask: How?, scale: {}, save: my.fear, until: 1h, missed: [{goto: out}]}", OPEN,
                  "- {id: out, say: Thank you.}"), TOLD),
    ),
    "the partner is written to when a private question was missed": (
        "F056",
        flow(lane("- {id: fear, ask: How?, scale: {}, save: my.fear, until: 1h, missed: [{say: Ana is away., to: partner}]}")),
    ),
    "a private question that was missed ends it for both": (
        "F055",
        flow(lane("- {id: fear, ask: How?, scale: {}, save: my.fear, until: 1h, missed: [{end: other_way}]}")),
    ),
    "a question's reminder in the room quotes a private answer": (
        "F050",
        flow(TALK, group("- {id: q, ask: Here?, yesno: true, until: 30m, remind: [{after: 5m, say: 'You wrote {my.words}.'}]}")),
    ),
    "a question's reminder quotes the other": (
        "F050",
        flow(TALK, lane("- {id: q, ask: Here?, yesno: true, until: 1d, remind: [{after: 1h, say: '{hurt.words}'}]}", kind="repairing", name="again")),
    ),
    "a reminder tells how far the other has come": (
        "F050",
        flow(until(lane(OPEN), "remind: [{after: 1h, say: 'So far: {a.open} and {b.open}.'}]")),
    ),
    # Waits
    "a reveal of both comes later when one was afraid": (
        "F056", flow(lane(FEAR, WORDS, SHARE, "- {id: w, when: my.fear > 5, wait: 3h}"), AT_ONCE),
    ),
    "a reveal of both comes at a fixed hour when one was afraid": (
        "F056",
        flow(lane(FEAR, WORDS, SHARE, "- {id: w, when: my.fear > 5, wait_until: {at: \"18:00\"}}"), AT_ONCE),
    ),
    "a reveal of both comes later in one of two branches": (
        "F056",
        flow(lane(FEAR, WORDS, SHARE, "- {if: my.fear > 5, do: [{id: w, wait: 3h}], else: [{id: v, wait: 1h}]}"), AT_ONCE),
    ),
    "a reveal of both waits for another flow when one was afraid": (
        "F056",
        flow(lane(FEAR, WORDS, SHARE, "- {id: w, when: my.fear > 5, wait_for: calm, until: 3h}"), AT_ONCE),
    ),
    "a reveal of both comes later by a pause jumped over": (
        "F056",
        flow(lane(FEAR, WORDS, SHARE, "- {when: my.fear < 5, goto: out}", "- {id: w, wait: 3h}", "- {id: out, say: Thank you.}"), AT_ONCE),
    ),
    "a reveal of both comes later by rounds of pauses": (
        "F056",
        flow(lane(FEAR, WORDS, SHARE, "- {id: r, repeat: 5, until: my.fear > 5, do: [{id: w, wait: 1h}]}"), AT_ONCE),
    ),
    "a reveal of both comes later by a block": (
        "F056",
        flow(lane(FEAR, WORDS, SHARE, "- {id: c, when: my.fear > 5, call: rest}"), AT_ONCE, blocks="rest: [{id: w, wait: 3h}]"),
    ),
    "a reveal of both comes later when an answer was given up": (
        "F056",
        flow(lane(WORDS, SHARE, "- {id: fear, ask: How?, number: {max: 3}, tries: 1, save: my.fear, gave_up: [{id: w, wait: 3h}]}"), AT_ONCE),
    ),
    "a sitting opens at a later hour when one was afraid": (
        "F056", flow(lane(FEAR, "- {id: w, when: my.fear > 5, wait: 9h}"), SIT),
    ),
    "a sitting never opens, because a sum fails": (
        "F056", flow(lane(FEAR, '- {say: "{10 / my.fear}"}'), SIT),
    ),
    "a pause for both comes until a civil time because of it": (
        "F056", flow(TALK, "- {id: w, when: a.fear > 5, wait_until: {at: \"18:00\"}}"),
    ),
    "both wait for another flow because of it": (
        "F056", flow(TALK, "- {id: w, when: a.fear > 5, wait_for: calm, until: 1d}"),
    ),
    "what follows a wait is said because of it": (
        "F051",
        flow(TALK, "- {id: w, wait_for: calm, until: 1d, missed: [{when: a.fear > 5, say: Still afraid., to: both}]}"),
    ),
    "both go round waiting until it changes": (
        "F055", flow(TALK, "- {id: r, repeat: 4, until: a.fear < 5, do: [{id: w, wait_until: {at: \"18:00\"}}]}"),
    ),
    "an open note tells that one waited for another flow in vain": (
        "F052",
        flow(lane(FEAR, "- {id: w, wait_for: calm, until: 1h, missed: [{set: {my.done: true}}]}"),
             "- {when: a.done, say: Hm., to: both}"),
    ),
    # Turns
    "in private the second is asked when the first is through": (
        "F056", flow(until(lane(FEAR, WORDS), "order: turns")),
    ),
    "the same, by role": (
        "F056", flow(until(sides([FEAR], [WORDS]), "order: turns")),
    ),
    "the other's turn in private comes sooner when there was little to say": (
        "F056",
        flow(until(lane(FEAR, "- {if: my.fear > 5, do: [{id: why, ask: Why?, text: {}, save: my.words}]}"), "order: turns")),
    ),
    # Ready
    "the invitation to sit shows how far the other has come": (
        "F050", flow(lane(OPEN), SIT.replace("Shall we sit together?", '"{a.open} {b.open}"')),
    ),
    "the invitation to sit comes only if the other has answered": (
        "F051", flow(lane(OPEN), SIT.replace("ready:", "when: answered(a.open) and answered(b.open)\n      ready:")),
    ),
    "the invitation to sit comes only to who was not afraid": (
        "F055", flow(TALK, SIT.replace("ready:", "when: a.fear < 5\n      ready:")),
    ),
    "a reminder to sit shows how far the other has come": (
        "F050",
        flow(lane(OPEN), SIT.replace("missed:", "until: 3d\n      remind: [{after: 1h, say: '{b.open}'}]\n      missed:")),
    ),
    "no sitting, and why": (
        "F051",
        flow(TALK, SIT.replace("missed: [", "missed: [{when: a.fear > 5, say: Too early for Ana., to: both}, ")),
    ),
    # Consent
    "a consent that begins as a yes": (
        "F054",
        flow(ONE_WAY, reveal("{hurt.words}", needs=HALF), given=["my.read: {type: bool, default: true}"]),
    ),
    "a consent that begins as a yes, to words that are there already": (
        "F054",
        flow(AGREE, AT_ONCE, given=["my.share: {type: bool, default: true}", "my.words: {type: text, default: Nothing.}"]),
    ),
    "a consent that is kept from the last time": (
        "F054",
        flow(ONE_WAY, reveal("{hurt.words}", needs=HALF), given=["my.read: {type: bool, keep: true}"]),
    ),
    "a consent and words that are kept from the last time": (
        "F054",
        flow(AGREE, AT_ONCE, given=["my.share: {type: bool, keep: true}", "my.words: {type: text, keep: true}"]),
    ),
    "a consent that takes no no": (
        "F054",
        flow(lane(WORDS, "- {id: c, ask: May I?, consent: {shows: [words]}, save: my.share, check: my.share}"), AT_ONCE),
    ),
    "a consent that takes no no, in a block": (
        "F054",
        flow(lane(WORDS, "- {id: x, call: asking}"), AT_ONCE,
             blocks="asking: [{id: c, ask: May I?, consent: {shows: [words]}, save: my.share, check: my.share == true, skippable: false}]"),
    ),
    "a sum of both under the consent of one": (
        "F053",
        flow(sides([FEAR, "- {id: c, ask: Show?, consent: {shows: [fear]}, save: my.share}"], [FEAR, READ]),
             reveal("{hurt.fear - repairing.fear}", names="[fear]", needs=HALF)),
    ),
    "a difference from an answer that is not revealed": (
        "F050", flow(lane(FEAR, WORDS, SHARE), reveal("{len(a.words) - a.fear} {b.words}")),
    ),
    "the greater of two answers, of which one was not shown": (
        "F050", flow(AGREE, reveal("{a.words} {b.words} {max(a.fear, 5)}")),
    ),
    "a consent for other words with the same name of consent": (
        "F053",
        flow(lane(WORDS, FEAR, "- {id: c, ask: Words?, consent: {shows: [words]}, save: my.share}",
                  "- {id: d, ask: Fear?, consent: {shows: [fear]}, save: my.share}"),
             reveal("{a.words} {b.words}")),
    ),
    "consent of one side asked twice, for different things": (
        "F053",
        flow(sides([WORDS, FEAR, "- {id: c, ask: Words?, consent: {shows: [words]}, save: my.share}",
                    "- {id: d, ask: Fear?, consent: {shows: [fear]}, save: my.share}"], [READ]),
             reveal("{hurt.words} {hurt.fear}", names="[words, fear]", needs=HALF)),
    ),
    "what is shown was written over below the reveal": (
        "F050",
        flow(AGREE, reveal(BOTH, shown="""
                - {id: anew, each: partner, until: 1d, do: [{id: o, ask: More?, text: {}, save: my.other}, {set: {my.words: my.other}}]}
                - {say: "{a.words}", to: group}
        """)),
    ),
    "what is shown was written over by an action below the reveal": (
        "F050",
        flow(AGREE, reveal(BOTH, shown="""
                - {id: anew, each: partner, until: 1d, do: [{id: o, ask: More?, text: {}, save: my.other}, {id: x, run: phrases, with: [my.other], save: my.words}]}
                - {say: "{a.words}", to: group}
        """)),
    ),
    "a reveal names a shared variable to get by": (
        "F050", flow(AGREE, "- {set: {run.topic: \"'x'\"}}", reveal("{run.topic} {a.fear}")),
    ),
    "one shows, and the reveal is for who did not agree to read": (
        "F054", flow(sides([WORDS, SHARE], [WORDS]), reveal("{hurt.words}", needs=HALF)),
    ),
    # The way of the whole
    "a reveal only in a branch for the afraid": (
        "F055", flow(AGREE, "- if: a.fear > 5\n  do:\n    " + AT_ONCE.replace("\n", "\n    ")),
    ),
    "a match on a private answer, for both": (
        "F051", flow(lane(MOOD), "- match: a.mood\n  cases: {calm: [{say: Good., to: group}]}"),
    ),
    "an empty match case is told by the other": (
        "F055", flow(lane(MOOD), "- match: a.mood\n  cases: {calm: []}\n  else: [{end: other_way}]"),
    ),
    "a match on words put together": (
        "F051",
        flow(TALK, "- match: \"'low' if a.fear < 3 else 'high'\"\n  cases: {low: [{say: Low., to: both}], high: [{say: High., to: both}]}"),
    ),
    "several answers chosen, looked into": (
        "F051",
        flow(lane("- {id: f, ask: What?, choices: {of: {sad: Sad, angry: Angry, afraid: Afraid}}, save: my.felt}"),
             "- {when: \"'afraid' in hurt.felt\", say: Be gentle., to: repairing}"),
    ),
    "how many were chosen": (
        "F050",
        flow(lane("- {id: f, ask: What?, choices: {of: {sad: Sad, angry: Angry, afraid: Afraid}}, save: my.felt}"),
             '- {say: "{len(a.felt)} feelings", to: both}'),
    ),
    "a private day told to both": (
        "F050", flow(lane("- {id: d, ask: When?, date: {}, save: my.day}"), '- {say: "On {a.day}.", to: both}'),
    ),
    "two private times compared": (
        "F051",
        flow(lane("- {id: h, ask: When?, time: {}, save: my.hour}"), "- {when: a.hour == b.hour, say: The same hour!, to: both}"),
    ),
    "a length of time in a shared variable": (
        "F052",
        flow(lane("- {id: l, ask: How long?, duration: {}, save: my.long}"), "- {set: {run.count: a.long + b.long}}",
             '- {say: "{run.count}", to: both}'),
    ),
    "a value that a private variable begins with is missing": (
        "F051",
        flow(lane("- {id: m, ask: How?, scale: {}, save: my.mild}"), "- {when: a.mild != 5, say: Ana changed it., to: b}"),
    ),
    "what was kept from last time is told": (
        "F050", flow(lane("- {id: k, ask: What?, text: {}, save: my.known}"), '- {say: "Last time: {b.known}", to: a}'),
    ),
    "a milestone with a lock because of it": ("F055", flow(TALK, "- {when: b.fear > 5, mark: afraid, lock: true}")),
    "a milestone in a match": (
        "F055", flow(lane(MOOD), "- match: hurt.mood\n  cases: {afraid: [{mark: afraid}]}"),
    ),
    "a milestone in a block called because of it": (
        "F055",
        flow(TALK, "- {id: c, when: a.fear > 5, call: noting}", blocks="noting: [{mark: afraid}]"),
    ),
    "a fork in the room of one alone because of it": (
        "F055",
        flow(TALK, "- if: hurt.fear > 5\n  do:\n    - {id: more, each: hurt, place: group, until: 1h, do: [{id: t, ask: Why?, yesno: true}], missed: [{end: other_way}]}"),
    ),
    "the first to be through in the room, because of a private answer": (
        "F051",
        flow(TALK, until(group("- {id: q, when: my.fear > 5, ask: More?, yesno: true}", "- {id: z, ask: Here?, yesno: true}"), "join: any")),
    ),
    "asked in turns in the room only because of it": (
        "F051", flow(TALK, until(group("- {id: q, when: my.fear > 5, ask: Why?, yesno: true}"), "order: turns")),
    ),
    # How far somebody came
    "an open note tells that somebody came to the end": (
        "F052",
        flow(lane(FEAR, WORDS, "- {set: {my.done: true}}"), "- {when: not b.done, say: Ben has not finished., to: a}"),
    ),
    "an open count of how far somebody came": (
        "F052",
        flow(lane(FEAR, "- {set: {my.open: 1}}", WORDS, "- {set: {my.open: 2}}"), TOLD),
    ),
    "an open note only says that the other had answered, and that one came": (
        "F052",
        flow(lane(OPEN, kind="hurt"), lane(FEAR, "- {when: answered(hurt.open), set: {my.done: true}}", kind="repairing", name="again"),
             "- {when: repairing.done, say: Ben came., to: both}"),
    ),
    "an open question never comes, because of a long private pause before it": (
        "F052", flow(lane(FEAR, "- {id: w, when: my.fear > 5, wait: 3d}", OPEN), TOLD),
    ),
    "an open note by an action": (
        "F052",
        flow(lane(FEAR, "- {id: x, run: phrases, with: [\"'hm'\"], save: my.aloud}"), "- {when: answered(a.aloud), say: Ana came., to: b}"),
    ),
    "a shared flag set by who comes": (
        "F052", flow(lane(FEAR, "- {set: {run.flag: true}}"), "- {when: run.flag, say: Somebody came., to: both}"),
    ),
    "a shared outcome asked for in private": (
        "F052", flow(lane("- {id: r, ask: How?, text: {}, save: run.result}"), '- {say: "{run.result}", to: both}'),
    ),
    # Stuck
    "an open question never comes, because a sum fails before it": (
        "F052", flow(lane(FEAR, '- {say: "{10 / my.fear}"}', OPEN), TOLD),
    ),
    "an open question never comes, because a condition fails before it": (
        "F052", flow(lane(FEAR, "- {if: 10 / my.fear > 2, do: [{say: Hm.}]}", OPEN), TOLD),
    ),
    "an open question never comes, because the condition of a message fails": (
        "F052", flow(lane(FEAR, "- {when: 10 / my.fear > 2, say: Hm.}", OPEN), TOLD),
    ),
    "an open question never comes, because a choice of ways fails before it": (
        "F052", flow(lane(FEAR, "- match: 10 / my.fear\n  cases: {'5.0': [{say: Hm.}]}", OPEN), TOLD),
    ),
    "an open question never comes, because what is looked up fails before it": (
        "F052", flow(lane(FEAR, "- {id: x, run: phrases, with: [10 / my.fear]}", OPEN), TOLD),
    ),
    "an open question never comes, because a number has no length": (
        "F052", flow(lane(FEAR, "- {when: len(my.fear) > 2, say: Hm.}", OPEN), TOLD),
    ),
    "an open question comes in fewer rounds, because a sum fails in one": (
        "F052",
        flow(lane("""
            - id: r
              repeat: 3
              do:
                - {id: n, ask: How many?, number: {}, save: my.open}
                - {id: fear, ask: How?, scale: {}, save: my.fear}
                - {say: "{10 / my.fear}"}
        """), TOLD),
    ),
    "an open question never comes, because a rest fails before it": (
        "F052", flow(lane(FEAR, "- {set: {my.mild: 10 % my.fear}}", OPEN), TOLD),
    ),
    "an open question never comes, because a number grows too large": (
        "F052", flow(lane(FEAR, "- {set: {my.mild: my.fear * 1000000000000000}}", OPEN), TOLD),
    ),
    "an open question never comes, because a block before it fails": (
        "F052",
        flow(lane(FEAR, "- {id: c, call: reckon}", OPEN), TOLD, blocks='reckon: [{say: "{10 / my.fear}"}]'),
    ),
    "an open question never comes, because its own words fail": (
        "F052", flow(lane(FEAR, "- {id: n, ask: 'How many, of {10 / my.fear}?', number: {}, save: my.open}"), TOLD),
    ),
    "an open question never comes, because two kinds are compared before it": (
        "F052",
        flow(lane(MOOD, FEAR, "- {if: \"my.fear > (3 if my.mood == 'calm' else 'x')\", do: [{say: Hm.}]}", OPEN), TOLD),
    ),
    "a reveal of both comes at the deadline, because a sum fails": (
        "F056", flow(lane(FEAR, WORDS, SHARE, '- {say: "{10 / my.fear}"}'), AT_ONCE),
    ),
    # Blocks and jumps
    "a block tells both in one place, and is called with a condition in another": (
        "F051",
        flow(TALK, "- {id: c, call: telling}", "- {id: d, when: a.fear > 5, call: telling}", blocks="telling: [{say: Well., to: both}]"),
    ),
    "a jump back for both because of it": (
        "F055", flow(TALK, "- {id: top, say: Well., to: both}", "- {id: w, wait: 1h}", "- {when: a.fear > 5, goto: top}"),
    ),
    "an open question asked again by a jump back": (
        "F052", flow(lane(OPEN, FEAR, "- {when: my.fear > 5, goto: n}"), TOLD),
    ),
    "an open question skipped by a jump out of a loop in a branch": (
        "F052",
        flow(lane(FEAR, """
            - id: r
              repeat: 2
              do:
                - if: my.fear > 5
                  do: [{goto: out}]
                - {id: n, ask: How many?, number: {}, save: my.open}
        """, "- {id: out, say: Thank you.}"), TOLD),
    ),
    "a private answer of a role in the other's question by a block": (
        "F050",
        flow(sides([FEAR], ["- {id: c, call: asking}"]), lane("- {id: d, call: asking}", kind="repairing", name="again"),
             blocks="asking: [{id: q, ask: 'Is it {hurt.fear}?', yesno: true}]"),
    ),
    "a question of both lanes shows what only one may read": (
        "F050", flow(lane(FEAR, "- {id: c, call: asking}"), blocks="asking: [{id: q, ask: 'Theirs was {repairing.fear}.', yesno: true}]"),
    ),
    "withheld tells who it was": (
        "F051",
        flow(AGREE, reveal(BOTH, withheld="[{if: answered(a.words) and a.share, do: [{say: Ana agreed., to: b}]}]")),
    ),
    "withheld shows the half that was agreed to": (
        "F051",
        flow(AGREE, reveal(BOTH, withheld="[{when: a.share, say: 'It was not {a.name}.', to: both}]")),
    ),
    "withheld goes on otherwise because of it": (
        "F055", flow(AGREE, reveal(BOTH, withheld="[{when: a.share, end: other_way}]")),
    ),
    "shown to the room what the reader wrote about it in private": (
        "F050",
        flow(AGREE, reveal(BOTH, shown="""
                - {id: anew, each: partner, until: 1d, do: [{id: o, ask: What do you say to it?, text: {}, save: my.other}]}
                - {say: "{a.other} {b.other}", to: group}
        """)),
    ),
}  # fmt: skip
"""Each with the number that it must be refused with."""

ASKED = """
format: 1
flow: asked
title: Asked
takes: {in.level: int}
vars:
  my.deep: {type: int}
outcomes: [calm, heavy]
nodes:
  - id: talk_deep
    each: partner
    until: 1d
    do:
      - {id: deep, ask: How deep?, scale: {}, save: my.deep}
"""
UNSEEN = {
    "nobody is shown anything without two consents": (
        "consent of one", "nobody was asked", "only one was asked", "consent by an action",
        "one shows, and the reveal is for who did not agree to read",
        "a consent that begins as a yes",
        "a consent that begins as a yes, to words that are there already",
        "a consent that is kept from the last time",
        "a consent and words that are kept from the last time",
    ),
    "a no that is not taken shows to nobody but who said it": (
        "a consent that takes no no", "a consent that takes no no, in a block",
    ),
    "in private both are asked at once, whatever is written": (
        "in private the second is asked when the first is through", "the same, by role",
        "the other's turn in private comes sooner when there was little to say",
    ),
    "what is said once in the room is kept apart from what is said once in private": (
        "a greeting is said once, and in private only to who was afraid",
        "a greeting is said once, and in private only to who comes so far",
        "a greeting is said once, in a block within a block",
    ),
    "no other flow hears of a milestone in a lane": ("a milestone in the room because of it",),
    "people press when they like, and a sitting tells that both did": (
        "a sitting opens at a later hour when one was afraid",
        "a sitting never opens, because a sum fails",
    ),
    "what is looked up comes at once": ("an action because of it",),
}  # fmt: skip
"""Leaks that are refused, though today nobody would see them: by what keeps them from showing."""

CALLED_LEAKY: dict[str, tuple[str, str, dict[str, str]]] = {
    "a private answer is given to another flow": (
        "F052",
        flow(TALK, "- {id: x, call: {flow: asked, give: {level: a.fear}}}"),
        {"asked": ASKED + '  - {say: "{in.level}", to: both}\n  - {end: calm}\n'},
    ),
    "a sum of private answers is given to another flow": (
        "F052",
        flow(TALK, "- {id: x, call: {flow: asked, give: {level: 1 if a.fear > b.fear else 0}}}"),
        {"asked": ASKED + '  - {say: "{in.level}", to: both}\n  - {end: calm}\n'},
    ),
    "something is given to another flow because of it": (
        "F052",
        flow(TALK, "- {id: x, when: a.fear > 5, call: {flow: asked, give: {level: 1}}}"),
        {"asked": ASKED + '  - {say: "{in.level}", to: both}\n  - {end: calm}\n'},
    ),
    "another flow ends as somebody answered": (
        "F055",
        flow("- {id: x, call: {flow: asked, give: {level: 1}}, save: run.result}", '- {say: "{run.result}", to: both}'),
        {"asked": ASKED + "  - {when: a.deep > 5, end: heavy}\n  - {end: calm}\n"},
    ),
    "another flow ends in a lane": (
        "F055",
        flow("- {id: x, call: {flow: asked, give: {level: 1}}, save: run.result}", '- {say: "{run.result}", to: both}'),
        {"asked": ASKED + "      - {when: my.deep > 5, end: heavy}\n  - {end: calm}\n"},
    ),
    "its outcome is kept because of a private answer": (
        "F052",
        flow(TALK, "- {id: x, when: a.fear > 5, call: {flow: asked, give: {level: 1}}, save: run.result}", '- {say: "{run.result}", to: both}'),
        {"asked": ASKED + "  - {end: calm}\n"},
    ),
    "it tells afterwards what was answered in it": (
        "F050",
        flow("- {id: x, call: {flow: asked, give: {level: 1}}}", '- {say: "{a.deep}", to: both}'),
        {"asked": ASKED + "  - {end: calm}\n"},
    ),
    "it tells what was answered before it": (
        "F050",
        flow(TALK, "- {id: x, call: {flow: asked, give: {level: 1}}}"),
        {"asked": ASKED.replace("vars:", "vars:\n  my.fear: {type: int}") + '  - {say: "{a.fear}", to: both}\n  - {end: calm}\n'},
    ),
    "it is called in one partner's lane because of it": (
        "F041",
        flow(lane(FEAR, "- {id: x, when: my.fear > 5, call: {flow: asked, give: {level: 1}}}")),
        {"asked": ASKED + "  - {end: calm}\n"},
    ),
    "a milestone in it because of an answer before it": (
        "F055",
        flow(TALK, "- {id: x, when: a.fear > 5, call: {flow: asked, give: {level: 1}}}"),
        {"asked": ASKED + "  - {mark: deep}\n  - {end: calm}\n"},
    ),
    "two flows know the same variable, in one of them open": (
        "F023",
        flow("- {id: x, call: {flow: asked, give: {level: 1}}}", "- {id: y, call: other}"[:-1].replace("other", "{flow: other}") + "}"),
        {
            "asked": ASKED + "  - {end: calm}\n",
            "other": ASKED.replace("flow: asked", "flow: other").replace("my.deep: {type: int}", "my.deep: {type: int, private: false}")
            .replace("takes: {in.level: int}\n", "").replace("talk_deep", "talk_two").replace("id: deep", "id: two")
            + '  - {say: "{a.deep}", to: both}\n  - {end: calm}\n',
        },
    ),
    "what it shows is more than the consent that it asks for": (
        "F053",
        flow(TALK, "- {id: x, call: {flow: asked, give: {level: 1}}}"),
        {
            "asked": ASKED.replace("vars:", "vars:\n  my.yes: {type: bool}\n  my.more: {type: text}")
            + "      - {id: more, ask: More?, text: {}, save: my.more}\n      - {id: c, ask: Show?, consent: {shows: [deep]}, save: my.yes}\n"
            + "  - id: o\n    reveal: [deep, more]\n    needs: yes\n    say: '{a.deep} {a.more}'\n    withheld: [{say: No., to: both}]\n  - {end: calm}\n".replace("needs: yes", "needs: 'yes'"),
        },
    ),
}  # fmt: skip
"""The same for flows that call another: the number, the flow, and those it calls."""
