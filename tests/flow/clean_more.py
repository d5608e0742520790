"""More flows that keep every secret, as a good author would write them; none may be refused."""
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
from tests.flow.leaks_more import (
    ASKED,
    AT_DEADLINE,
    AT_ONCE,
    BOTH,
    HERE,
    MOOD,
    OPEN,
    PIC,
    SIT,
    TOLD,
    until,
)

SHOW_FEAR = (
    "- {id: show_fear, ask: May I show the number?, consent: {shows: [fear]}, save: my.again}"
)

MORE_CLEAN: dict[str, str] = {
    "each side has its own questions": flow(
        sides([FEAR, "- {when: my.fear > 5, say: That is a lot.}"], [WORDS, "- {say: Thank you.}"])
    ),
    "each answer has a consent of its own": flow(
        lane(FEAR, SHOW_FEAR, WORDS, SHARE),
        reveal("{a.fear} {b.fear}", names="[fear]", needs="again").replace("opening", "numbers"),
        AT_ONCE,
    ),
    "one shows two things, each with its own yes": flow(
        sides([FEAR, SHOW_FEAR, WORDS, SHARE], [READ]),
        reveal("{hurt.fear}", names="[fear]", needs="{hurt: again, repairing: read}").replace("opening", "numbers"),
        reveal("{hurt.words}", needs=HALF),
    ),
    "revealed, and then talked about in the room": flow(
        AGREE, reveal(BOTH, shown="""
                - {id: talk_it, each: partner, place: group, order: turns, until: 1h, do: [{id: say_it, ask: 'You wrote {my.words}. What does it mean?', text: {}, save: my.aloud}], missed: [{end: other_way}]}
                - {say: "{a.aloud} {b.aloud}", to: group}
        """),
    ),
    "revealed, and then decided upon": flow(
        AGREE, reveal(BOTH, shown="""
                - if: len(a.words) > 100 or len(b.words) > 100
                  do: [{say: So much to read., to: group}, {id: rest, wait: 20m}]
                - {set: {run.topic: a.words}}
        """), "- {when: answered(run.topic), say: 'Your topic: {run.topic}', to: both}",
    ),
    "a reveal that waits for its deadline, with private pauses before it": flow(
        lane(FEAR, WORDS, SHARE, "- {id: w, when: my.fear > 5, wait: 3h}"), AT_DEADLINE
    ),
    "a pause for everybody before a reveal": flow(lane(FEAR, WORDS, "- {id: w, wait: 1h}", SHARE), AT_ONCE),
    "a private pause where nothing is revealed": flow(
        lane(FEAR, "- {if: my.fear > 5, do: [{id: w, wait: 1h}, {say: How is it now?}]}"), "- {say: Goodbye., to: both}"
    ),
    "a private question before a reveal because of one's own": flow(
        lane(FEAR, "- {when: my.fear > 5, id: why, ask: Why?, text: {}, save: my.other}", WORDS, SHARE), AT_ONCE
    ),
    "waits for a milestone of another flow": flow(
        "- {id: w, wait_for: calm, until: 2w, missed: [{end: other_way}]}", TALK
    ),
    "a lane waits for a milestone of another flow": flow(
        lane(FEAR, "- {id: w, wait_for: calm, until: 1d, missed: [{say: It has not come yet.}]}", WORDS), head="once: couple.week"
    ),
    "waits until the evening": flow(TALK, '- {id: w, wait_until: {at: "18:30"}}', "- {say: Good evening., to: both}"),
    "a lane waits until the evening": flow(lane(FEAR, '- {id: w, wait_until: {at: "18:30"}}', "- {say: Good evening.}")),
    "begins after a milestone, behind a guard": flow(
        TALK, head="start: [{event: calm}, {after: other}, {command: leak}]\nguard: couple.calm", given=()
    ),
    "an answer has to fit another of one's own": flow(
        lane(FEAR, "- {id: m, ask: And now?, scale: {}, save: my.mild, check: my.mild <= my.fear, tries: 3, retry: 'At most {my.fear}.', gave_up: [{say: Never mind.}]}")
    ),
    "giving up is met with a kind word": flow(
        lane("- {id: words, ask: What?, text: {min: 9}, tries: 2, save: my.words, gave_up: [{say: That is fine.}, {set: {my.other: \"'short'\"}}]}")
    ),
    "a missed question goes on alone": flow(
        lane("- {id: fear, ask: How?, scale: {}, save: my.fear, until: 1h, remind: [{after: 10m, say: 'Still here, {me.name}.'}], missed: [{say: It can wait.}, {goto: out}]}",
             WORDS, "- {id: out, say: Thank you.}")
    ),
    "an open answer that is checked by itself": flow(
        lane("- {id: n, ask: How many evenings?, number: {}, save: my.open, check: my.open <= 7, tries: 3, retry: A week has seven.}"), TOLD
    ),
    "in the room an answer is checked by itself, and given up": flow(
        group("- {id: n, ask: How many?, number: {}, save: my.open, check: my.open <= 7, tries: 2, gave_up: [{say: Never mind.}]}"), TOLD
    ),
    "in the room a question has its own time": flow(
        group("- {id: n, ask: How many?, number: {}, save: my.open, until: 10m, missed: [{say: Then without it.}]}"),
        "- {when: answered(a.open) and answered(b.open), say: 'Together {a.open + b.open}.', to: group}",
    ),
    "the first answer in the room is enough": flow(
        until(group("- {id: a_topic, ask: What about?, text: {}, save: run.topic}"), "join: any"),
        "- {when: answered(run.topic), say: 'It is {run.topic}.', to: group}",
    ),
    "in turns in the room": flow(
        until(group("- {id: t, ask: '{me.name}, your turn.', text: {}, save: my.aloud}"), "order: turns"),
        '- {say: "{a.aloud} {b.aloud}", to: both}',
    ),
    "said once in the lane, round and round": flow(
        lane("- {id: r, repeat: 3, until: my.fear < 5, do: [{say: Take your time., once: true}, {id: fear, ask: How?, scale: {}, save: my.fear}]}")
    ),
    "said once in the room": flow(
        "- {id: r, repeat: 2, do: [{id: c, call: round}]}",
        blocks="round:\n  - {say: 'Two rounds, one each.', to: group, once: true}\n  " + until(group(HERE)).replace("\n", "\n  "),
    ),
    "said once for oneself because of one's own": flow(lane(FEAR, "- {when: my.fear > 5, say: Breathe., once: true}")),
    "a picture for oneself": flow(lane(PIC, "- {say: You chose this., media: my.pic}")),
    "a picture that both may see": flow(
        group("- {id: p, ask: A picture?, photo: {}, save: my.shot}", "- {say: Look., media: my.shot}")
    ),
    "a picture revealed": flow(
        lane(PIC, "- {id: c, ask: Show?, consent: {shows: [pic]}, save: my.share}"),
        reveal("{a.pic} {b.pic}", names="[pic]", shown="[{set: {run.album: a.pic}}, {say: 'From {a.name}.', to: both, media: run.album}]"),
    ),
    "one's own picture in a later lane": flow(
        lane(PIC), lane(HERE, "- {say: Do you still like it?, media: my.pic}", name="again")
    ),
    "a sum of both, to which both agreed": flow(
        lane(FEAR, "- {id: c, ask: Show?, consent: {shows: [fear]}, save: my.share}"),
        reveal("{a.fear}, {b.fear}: {max(a.fear, b.fear) - min(a.fear, b.fear)} apart", names="[fear]"),
    ),
    "a value that a private variable begins with": flow(
        lane("- {id: m, ask: How?, scale: {}, save: my.mild}", "- {when: my.mild != 5, say: You moved it.}")
    ),
    "what was kept from last time, to oneself": flow(
        lane("- {when: answered(my.known), say: 'Last time: {my.known}'}", "- {id: k, ask: And now?, text: {}, save: my.known}")
    ),
    "several chosen, for oneself": flow(
        lane("- {id: f, ask: What?, choices: {of: {sad: Sad, angry: Angry, afraid: Afraid}}, save: my.felt}",
             "- {when: \"'afraid' in my.felt or len(my.felt) > 2\", say: That is a lot.}")
    ),
    "a day that both plan": flow(
        group("- {id: d, ask: When?, date: {}, save: run.day}"), '- {say: "On {run.day}.", to: both}',
        given=["run.day: {type: date}"],
    ),
    "an hour and a length for oneself": flow(
        lane("- {id: h, ask: When?, time: {}, save: my.hour}", "- {id: l, ask: How long?, duration: {min: 5m, max: 2h}, save: my.long}",
             '- {say: "{my.hour} for {my.long}"}')
    ),
    "an open plan is said to both, and decides": flow(
        lane("- {id: d, ask: 'On which day? Both will read it.', date: {}, save: my.plan}"),
        "- if: answered(a.plan) and a.plan == b.plan\n  do: [{say: 'Both said {a.plan}.', to: both}, {mark: planned}]\n  else: [{say: 'Talk about it: {a.plan} or {b.plan}.', to: both}]",
    ),
    "an open answer reckoned with in its lane": flow(
        lane(OPEN, "- {set: {my.mild: my.open * 2}}", "- {when: my.mild > 4, say: Twice as many.}"), TOLD
    ),
    "an open value made from an open answer": flow(
        lane(OPEN, "- {when: my.open > 3, set: {my.done: true}}"), "- {when: a.done and b.done, say: Many for both., to: both}", TOLD
    ),
    "sums that cannot fail, and then an open question": flow(
        lane(FEAR, '- {say: "{10 - my.fear} to ten, {my.fear * 10} in a hundred, {my.fear / 2} by half."}', OPEN), TOLD
    ),
    "a sum that could fail, and only private questions": flow(
        lane(FEAR, "- {when: my.fear > 0, say: '{10 / my.fear}'}", WORDS)
    ),
    "a sum that could fail, in lanes of a block": flow(
        "- {id: c, call: reckon}", "- {say: Thank you both., to: both}", group(OPEN), TOLD,
        blocks="reckon:\n  " + lane(FEAR, '- {say: "{10 / my.fear}"}').replace("\n", "\n  "),
    ),
    "numbers within their bounds": flow(
        lane(FEAR, "- {set: {my.whole: my.fear * 10}}", '- {say: "{my.whole * my.whole * my.whole * my.whole * my.whole}"}', OPEN), TOLD,
        given=["my.whole: {type: int, min: 0, max: 100}"],
    ),
    "a sum that cannot fail before a reveal": flow(
        lane(FEAR, WORDS, '- {say: "{10 - my.fear} to go, {len(my.words)} letters, {round(my.fear / 3)} of three."}', SHARE), AT_ONCE
    ),
    "ready behind the lanes": flow(TALK, SIT, "- {say: 'Welcome, {a.name} and {b.name}.', to: group}", group(HERE)),
    "ready, with one's own words": flow(TALK, SIT.replace("Shall we sit together?", '"{me.name}, sit with {partner.name}? You wrote {my.words}."')),
    "ready, with what both may know": flow(
        "- {set: {run.topic: \"'money'\"}}", TALK, SIT.replace("ready: Shall we sit together?", "when: couple.room\n      ready: 'About {run.topic}?'")
    ),
    "a private fork, and what was open before": flow(
        lane(OPEN), lane(FEAR, "- {say: 'You said {a.open} and {b.open}.'}", name="again")
    ),
    "called from both lanes": flow(
        sides(["- {id: c, call: opening}", FEAR], ["- {id: d, call: opening}", WORDS]),
        blocks="opening: [{id: begin, ask: 'Shall we begin, {me.name}?', choice: {begin: Yes}}, {say: 'You can skip.'}]",
    ),
    "a block with a private jump, from both lanes": flow(
        sides(["- {id: c, call: asking}"], ["- {id: d, call: asking}"]),
        blocks=f"asking:\n  {FEAR}\n  - {{when: my.fear < 3, goto: out}}\n  {WORDS}\n  - {{id: out, say: Thank you.}}",
    ),
    "a match on one's own mood, with questions": flow(
        lane(MOOD, "- match: my.mood\n  cases:\n    calm: [{id: c, ask: What helped?, text: {}, save: my.words}]\n    afraid: [{id: d, ask: What would help?, text: {}, save: my.words}]\n  else: [{say: That is fine.}]")
    ),
    "a private match to the one it is about, after the lanes": flow(
        lane(MOOD), "- match: hurt.mood\n  cases: {afraid: [{say: Be gentle with yourself., to: hurt}]}"
    ),
    "a private milestone with a condition": flow(lane(FEAR, "- {when: my.fear > 5, mark: told}"), "- {say: Goodbye., to: both}"),
    "reminders by name and with one's own": flow(
        until(lane(FEAR, WORDS), "remind: [{after: 6h, say: 'No rush, {me.name}.'}, {after: 1d, say: 'You began with {my.fear}, {me.name}. The rest can wait.'}]", "late: thank")
    ),
    "when not shown, a word for each about their own": flow(
        AGREE, reveal(BOTH, withheld="[{say: This stays private., to: both}, {when: answered(a.words), say: 'Yours is kept: {a.words}', to: a}, {when: answered(b.words), say: 'Yours is kept: {b.words}', to: b}]")
    ),
    "consent only where there is something, by role": flow(
        sides([WORDS, "- {when: answered(my.words), id: c, ask: Show?, consent: {shows: [words]}, save: my.share}"],
              [FEAR, "- {id: d, ask: Read?, consent: {shows: []}, save: my.read}"]),
        reveal("{hurt.words}", needs=HALF, shown='[{say: "Thank you, {hurt.name}.", to: group}]'),
    ),
    "an answer is written again before consent": flow(
        lane("- {id: draft, ask: What?, text: {}, save: my.other}", "- {set: {my.words: my.other}}",
             "- {id: r, repeat: 2, until: not my.again, do: [{id: more, ask: Again?, yesno: true, save: my.again}, {when: my.again, id: d, ask: How now?, text: {}, save: my.words}]}", SHARE),
        AT_ONCE,
    ),
    "a week's rounds with a shared count": flow(
        "- {set: {run.count: 0}}",
        "- id: days\n  repeat: 3\n  do:\n    " + lane(FEAR).replace("\n", "\n    ") + "\n    - {set: {run.count: run.count + 1}}\n    - {say: 'That was day {run.count}.', to: both}",
    ),
    "an open answer about the room ends it": flow(
        group("- {id: go, ask: Shall we go on?, yesno: true, save: my.done}"),
        "- {when: not a.done or not b.done, end: other_way}", ONE_WAY, reveal("{hurt.words}", needs=HALF),
    ),
}  # fmt: skip

CALLED_CLEAN: dict[str, tuple[str, dict[str, str]]] = {
    "another flow, and what it came to": (
        flow("- {id: x, call: {flow: asked, give: {level: 1}}, save: run.result}", "- {when: run.result == 'calm', say: Good., to: both}"),
        {"asked": ASKED + '  - {say: "Level {in.level}.", to: both}\n  - {end: calm}\n'},
    ),
    "another flow is given what both know": (
        flow(group("- {id: n, ask: How many?, number: {}, save: my.open}"), "- {id: x, call: {flow: asked, give: {level: a.open + 1}}}"),
        {"asked": ASKED + "  - {when: in.level > 3, end: heavy}\n  - {end: calm}\n"},
    ),
    "another flow says to each their own": (
        flow(TALK, "- {id: x, call: {flow: asked, give: {level: 1}}}", "- {when: hurt.deep > 5, say: That is deep., to: hurt}"),
        {"asked": ASKED + "  - {when: hurt.deep > 5, say: 'You said {hurt.deep}.', to: hurt}\n  - {end: calm}\n"},
    ),
    "another flow reveals with its own consent": (
        flow("- {id: x, call: {flow: asked, give: {level: 1}}, save: run.result}", "- {when: run.result == 'heavy', say: That was much., to: both}"),
        {
            "asked": ASKED.replace("vars:", "vars:\n  my.show: {type: bool}")
            + "      - {id: c, ask: Show?, consent: {shows: [deep]}, save: my.show}\n"
            + "  - {id: o, reveal: [deep], needs: show, say: '{a.deep} {b.deep}', shown: [{end: heavy}], withheld: [{say: 'No.', to: both}]}\n  - {end: calm}\n",
        },
    ),
    "another flow that has a sitting": (
        flow(TALK, "- {id: x, call: {flow: asked, give: {level: 1}}, save: run.result}", "- {when: run.result == 'heavy', end: other_way}"),
        {"asked": ASKED + "  - {id: s, each: partner, place: group, until: 1h, do: [{id: h, ask: Here?, yesno: true}], missed: [{end: heavy}]}\n  - {end: calm}\n"},
    ),
}  # fmt: skip
"""The same for flows that call another, with those they call."""
