"""
Flows that leak, each with the number it must be refused with, and look-alikes that do not.

Every one is a whole flow in which each partner answers in private how afraid they are, what they
feel, and whether it may be shown. A node is one line here, however long: so it is read as one thing.
"""
# ruff: noqa: E501

import re
import textwrap
from collections.abc import Sequence

VARS = {
    "fear": "my.fear: {type: int}",
    "words": "my.words: {type: text}",
    "mood": "my.mood: {type: choice, of: [calm, afraid]}",
    "hurts": "my.hurts: {type: bool}",
    "other": "my.other: {type: text}",
    "open": "my.open: {type: int, private: false}",
    "aloud": "my.aloud: {type: text, private: false}",
    "share": "my.share: {type: bool}",
    "read": "my.read: {type: bool}",
    "wide": "my.wide: {type: bool, private: false}",
    "topic": "run.topic: {type: text}",
    "count": "run.count: {type: int}",
    "sly": "run.sly: {type: int, private: true}",
    "pic": "my.pic: {type: photo}",
    "shot": "my.shot: {type: photo, private: false}",
    "album": "run.album: {type: photo}",
    "done": "my.done: {type: bool, private: false}",
    "flag": "run.flag: {type: bool}",
    "result": "run.result: {type: text}",
    "felt": "my.felt: {type: choices, of: [sad, angry, afraid]}",
    "day": "my.day: {type: date}",
    "hour": "my.hour: {type: time}",
    "long": "my.long: {type: duration}",
    "plan": "my.plan: {type: date, private: false}",
    "again": "my.again: {type: bool}",
    "mild": "my.mild: {type: int, default: 5}",
    "known": "my.known: {type: text, keep: true}",
}
FEAR = "- {id: fear, ask: How afraid were you?, scale: {}, save: my.fear}"
WORDS = "- {id: words, ask: What do you feel?, text: {max: 600}, save: my.words}"
SHARE = "- {id: share, ask: May I show it?, consent: {shows: [words]}, save: my.share}"
READ = "- {id: read, ask: May I show you theirs?, consent: {shows: []}, save: my.read}"
KEPT = "[{say: This stays private., to: both}]"


def flow(
    *main: str, blocks: str = "", policies: str = "", head: str = "", given: Sequence[str] = ()
) -> str:
    """
    Make a whole flow; variables are declared when something mentions them.

    ``given`` are declarations that go before those, ``head`` are keys at the top.
    """
    body = "\n".join(textwrap.dedent(part).strip("\n") for part in main)
    top = ["format: 1", "flow: leak", "title: A flow", "outcomes: [done, other_way]"]
    top += textwrap.dedent(head).strip("\n").splitlines()
    rest = f"{body}\n{blocks}\n{policies}"
    said = r"\b(my|run|a|b|hurt|repairing)\.{}\b|needs: .*\b{}\b"
    own = [one.split(":")[0].split(".")[1] for one in given]
    used = [
        one
        for name, one in VARS.items()
        if name not in own and re.search(said.format(name, name), rest)
    ]
    top += ["vars:", *([f"  {one}" for one in (*given, *used)] or ["  {}"])]
    top += ["policies:", textwrap.indent(textwrap.dedent(policies).strip("\n"), "  ")] * bool(
        policies
    )
    whole = "\n".join([*top, "nodes:", textwrap.indent(body, "  "), "  - {end: done}"])
    return (
        whole
        + (
            "\nblocks:\n" + textwrap.indent(textwrap.dedent(blocks).strip("\n"), "  ")
            if blocks
            else ""
        )
        + "\n"
    )


def lane(
    *nodes: str, key: str = "do", kind: str = "partner", name: str = "talk", place: str = "private"
) -> str:
    """Make a fork with these nodes in its one body."""
    missed = ["  missed: [{end: other_way}]"] * (place == "group")
    top = [
        f"- id: {name}",
        f"  each: {kind}",
        "  until: 2d",
        f"  place: {place}",
        *missed,
        f"  {key}:",
    ]
    return "\n".join(
        [*top, *(textwrap.indent(textwrap.dedent(n).strip("\n"), "    ") for n in nodes)]
    )


def sides(hurt: Sequence[str], repairing: Sequence[str]) -> str:
    """Make a private fork in which each side has its own body."""
    parts = ["- id: talk", "  each: partner", "  until: 2d"]
    ids = re.findall(r"id: (\w+)", " ".join(hurt))
    also = [re.sub(rf"id: ({'|'.join(ids) or '-'})\b", r"id: \1_too", node) for node in repairing]
    for key, nodes in (("hurt", hurt), ("repairing", also)):
        parts.append(f"  {key}:")
        parts += [textwrap.indent(textwrap.dedent(n).strip("\n"), "    ") for n in nodes]
    return "\n".join(parts)


def group(*nodes: str, kind: str = "partner") -> str:
    """Make a fork in the room."""
    return lane(*nodes, kind=kind, name="sitting", place="group")


def reveal(
    say: str,
    *,
    shown: str = "[]",
    withheld: str = KEPT,
    needs: str = "share",
    names: str = "[words]",
) -> str:
    """Make a reveal."""
    return "\n".join([
        "- id: opening", f"  reveal: {names}", f"  needs: {needs}", f'  say: "{say}"',
        f"  shown: {shown}", f"  withheld: {withheld}",
    ])  # fmt: skip


TALK = lane(FEAR, WORDS)
AGREE = lane(FEAR, WORDS, SHARE)
ONE_WAY = sides([WORDS, SHARE], [WORDS, READ])
HALF = "{hurt: share, repairing: read}"

LEAKY: dict[str, tuple[str, str]] = {
    # Shown directly
    "a number told to both": ("F050", flow(TALK, '- {say: "Ana said {a.fear}.", to: both}')),
    "a number told to the room": ("F050", flow(TALK, '- {say: "{hurt.fear}", to: group}')),
    "told to the other by seat": ("F050", flow(TALK, '- {say: "{a.words}", to: b}')),
    "told to the other by role": ("F050", flow(TALK, '- {say: "{hurt.words}", to: repairing}')),
    "one seat's to a role that may be the other's": (
        "F050", flow(TALK, '- {say: "{a.words}", to: hurt}'),
    ),
    "hidden in a sum": ("F050", flow(TALK, '- {say: "{a.fear + b.fear}", to: both}')),
    "hidden in a length": ("F050", flow(TALK, '- {say: "{len(a.words)} letters", to: both}')),
    "hidden in a choice of words": (
        "F050", flow(TALK, """- {say: "It was {'bad' if a.fear > 5 else 'good'}.", to: both}"""),
    ),
    "hidden in whether it is there": (
        "F050", flow(TALK, """- {say: "{'came' if answered(b.fear) else 'did not'}", to: a}"""),
    ),
    "in a question to the other": (
        "F050", flow(TALK, lane("- {id: q, ask: 'Is {hurt.words} true?', yesno: true}",
                               kind="repairing", name="again")),
    ),
    "of the other role in a role's lane": (
        "F050", flow(TALK, lane('- {say: "{repairing.words}"}', kind="hurt", name="again")),
    ),
    "by seat in a lane for both": (
        "F050", flow(TALK, lane('- {say: "{a.words}"}', name="again")),
    ),
    "by role in a lane for both": (
        "F050", flow(TALK, lane('- {say: "{hurt.words}"}', name="again")),
    ),
    "in a retry": (
        "F050",
        flow(TALK, lane("- {id: q, ask: Really?, retry: 'They said {hurt.words}.', yesno: true}",
                        kind="repairing", name="again")),
    ),
    "in a retry in the room": (
        "F050", flow(TALK, group("- {id: q, ask: Here?, retry: 'But {my.words}.', yesno: true}")),
    ),
    "in a question in the room": (
        "F050", flow(TALK, group("- {id: q, ask: 'You wrote {my.words}. Why?', yesno: true}")),
    ),
    "said in the room from a lane": (
        "F050", flow(TALK, group("- {id: q, ask: Here?, yesno: true}", '- {say: "{my.fear}"}')),
    ),
    "in a reminder": (
        "F050",
        flow(TALK, """
            - id: late
              each: repairing
              until: 2d
              remind: [{after: 1h, say: "They said {hurt.words}."}]
              do: [{id: q, ask: Well?, yesno: true}]
        """),
    ),
    "in a named policy's reminder": (
        "F050",
        flow(TALK, """
            - id: late
              each: partner
              policy: slow
              do: [{id: q, ask: Well?, yesno: true}]
        """, policies='slow: {until: 2d, remind: [{after: 1h, say: "{a.words}"}]}'),
    ),
    "in a reminder in the room": (
        "F050",
        flow(TALK, """
            - id: late
              each: partner
              place: group
              until: 2d
              remind: [{after: 1h, say: "{my.words}"}]
              do: [{id: q, ask: Well?, yesno: true}]
              missed: [{end: other_way}]
        """),
    ),
    "in a ready question": (
        "F050",
        flow(TALK, '- {id: sit, ready: "{a.words}", slots: ["12:00"], missed: [{end: other_way}]}'),
    ),
    "in a ready's reminder": (
        "F050",
        flow(TALK, '- {say: Soon., to: both}', """
            - id: sit
              ready: Sit?
              slots: ["12:00"]
              until: 1d
              remind: [{after: 1h, say: "{a.words}"}]
              missed: [{end: other_way}]
        """),
    ),
    "in a block called outside": (
        "F050",
        flow(TALK, "- {id: tell, call: telling}", blocks='telling: [{say: "{a.words}", to: both}]'),
    ),
    "in what follows when not shown": (
        "F050", flow(AGREE, reveal("{a.words} {b.words}", withheld='[{say: "{a.words}", to: both}]')),
    ),
    "after the reveal, outside it": (
        "F050", flow(AGREE, reveal("{a.words} {b.words}"), '- {say: "{a.words}", to: both}'),
    ),
    "another answer beside the revealed one": (
        "F050", flow(AGREE, reveal("{a.words} {b.words}, afraid {a.fear}")),
    ),
    "another answer in what follows it": (
        "F050", flow(AGREE, reveal("{a.words} {b.words}", shown='[{say: "{a.fear}", to: group}]')),
    ),
    "the same answer of the one who only reads": (
        "F050",
        flow(ONE_WAY, reveal("{hurt.words}", needs=HALF,
                             shown='[{say: "{repairing.words}", to: group}]')),
    ),
    "the same, in a block": (
        "F050",
        flow(ONE_WAY, reveal("{hurt.words}", needs=HALF, shown="[{id: tell, call: telling}]"),
             blocks='telling: [{say: "{repairing.words}", to: group}]'),
    ),
    "a new answer under an old consent": (
        "F050",
        flow(AGREE, reveal("{a.words} {b.words}", shown="""
                - {id: anew, each: partner, until: 1d, do: [{id: w, ask: Now?, text: {}, save: my.words}]}
                - {say: "{a.words}", to: group}
        """)),
    ),
    "a new answer from a block": (
        "F050",
        flow(AGREE, reveal("{a.words} {b.words}", shown="""
                - {id: anew, each: partner, until: 1d, do: [{id: c, call: asking}]}
                - {say: "{a.words}", to: group}
        """), blocks="asking: [{id: w, ask: Now?, text: {}, save: my.words}]"),
    ),
    # Appearing because of it
    "a message because of a number": (
        "F051", flow(TALK, "- {when: a.fear > 5, say: Be careful with Ana., to: both}"),
    ),
    "to the other because of a choice": (
        "F051",
        flow(lane("- {id: m, ask: How?, choice: {calm: Calm, afraid: Afraid}, save: my.mood}"),
             "- {when: hurt.mood == 'afraid', say: Be gentle today., to: repairing}"),
    ),
    "the other branch tells as well": (
        "F051", flow(TALK, "- {if: hurt.fear > 5, do: [], else: [{say: All is well., to: repairing}]}"),
    ),
    "a match": (
        "F051",
        flow(lane("- {id: m, ask: How?, choice: {calm: Calm, afraid: Afraid}, save: my.mood}"), """
            - match: a.mood
              cases: {afraid: [{say: Hm., to: b}]}
        """),
    ),
    "a match's else": (
        "F051",
        flow(lane("- {id: m, ask: How?, choice: {calm: Calm, afraid: Afraid}, save: my.mood}"), """
            - match: a.mood
              cases: {afraid: []}
              else: [{say: Hm., to: b}]
        """),
    ),
    "nested conditions": (
        "F051",
        flow(TALK, "- {if: couple.room, do: [{if: a.fear > 5, do: [{say: Hm., to: group}]}]}"),
    ),
    "the outer of nested conditions": (
        "F051",
        flow(TALK, "- {if: a.fear > 5, do: [{if: couple.room, do: [{say: Hm., to: group}]}]}"),
    ),
    "both together, told to one": (
        "F051", flow(TALK, "- {when: a.fear > 5 and b.fear > 5, say: You are both afraid., to: a}"),
    ),
    "the other first, then one's own": (
        "F051",
        flow(TALK, lane("- {when: my.fear > 5 and repairing.fear > 5, say: Both., to: me}",
                        kind="hurt", name="again")),
    ),
    "one's own first, then the other's": (
        "F051",
        flow(TALK, lane("- {if: my.fear > 5, do: [{when: repairing.fear > 5, say: Both.}]}",
                        kind="hurt", name="again")),
    ),
    "whether the other answered": (
        "F051", flow(TALK, "- {when: not answered(b.fear), say: Ben did not answer., to: a}"),
    ),
    "whether the other consented": (
        "F051", flow(AGREE, "- {when: not b.share, say: Ben said no., to: a}"),
    ),
    "a refusal told in what follows": (
        "F051",
        flow(AGREE, reveal("{a.words} {b.words}",
                           withheld="[{when: a.share, say: It was not Ana., to: b}]")),
    ),
    "a revealed role's silence about the other": (
        "F051",
        flow(ONE_WAY, reveal("{hurt.words}", needs=HALF,
                             shown="[{when: answered(repairing.words), say: Hm., to: group}]")),
    ),
    "a question to the other": (
        "F051",
        flow(TALK, lane("- {id: q, when: hurt.fear > 5, ask: Did you know?, yesno: true}",
                        kind="repairing", name="again")),
    ),
    "a block called because of it": (
        "F051",
        flow(TALK, "- {id: c, when: a.fear > 5, call: telling}",
             blocks="telling: [{say: Hm., to: both}]"),
    ),
    "in the room because of one's own": (
        "F051",
        flow(TALK, group("- {id: q, ask: Here?, yesno: true}", "- {when: my.fear > 5, say: Take care.}")),
    ),
    "a question in the room because of one's own": (
        "F051",
        flow(TALK, group("- {id: q, when: my.fear > 5, ask: Are you afraid?, yesno: true}")),
    ),
    "to the partner in a room's lane because of one's own": (
        "F051",
        flow(TALK, group("- {id: q, ask: Here?, yesno: true}",
                         "- {when: my.fear > 5, say: Be gentle., to: partner}")),
    ),
    "how far the other has come": (
        "F051",
        flow(sides(["- {id: n, ask: How many?, number: {}, save: my.open}"],
                   ["- {id: q, ask: Here?, yesno: true}",
                    "- {when: answered(hurt.open), say: They have begun.}"])),
    ),
    "an arithmetic condition": (
        "F051", flow(TALK, "- {when: 10 - a.fear < 3, say: Hm., to: both}"),
    ),
    "an 'in'": ("F051", flow(TALK, "- {when: 'a.fear in [8, 9, 10]', say: Hm., to: both}")),
    "a pause in one's lane because of the other": (
        "F051",
        flow(sides([FEAR], ["- {id: q, ask: Here?, yesno: true}", "- {id: w, when: hurt.fear > 5, wait: 1h}", "- {say: And now?}"])),
    ),
    "a pause jumped over because of the other": (
        "F051",
        flow(lane(FEAR, "- {when: hurt.fear > 5, goto: out}", "- {id: w, wait: 1h}", "- {id: out, say: And now?}")),
    ),
    "a lane stuck because of the other": (
        "F051",
        flow(lane(FEAR, "- {if: 10 / hurt.fear > 2, do: [{say: Words.}]}", "- {say: And now?}")),
    ),
    "a loop round as often as the other": (
        "F051",
        flow(sides([FEAR], ["- {id: r, repeat: 3, until: hurt.fear > 5, do: [{id: w, wait: 1h}]}", "- {say: And now?}"])),
    ),
    "an action stuck because of the other": (
        "F052",
        flow(sides([FEAR], ["- {id: q, ask: Here?, yesno: true}", "- {id: x, run: phrases, with: [10 / hurt.fear]}", "- {say: And now?}"])),
    ),
    # Laundered
    "set from a private answer": (
        "F052", flow(lane(FEAR, "- {set: {my.open: my.fear}}"), '- {say: "{a.open}", to: both}'),
    ),
    "set because of a private answer": (
        "F052",
        flow(lane(FEAR, "- {when: my.fear > 5, set: {my.open: 1}}"), '- {say: "{a.open}", to: both}'),
    ),
    "set in an else": (
        "F052",
        flow(lane(FEAR, "- {if: my.fear > 5, do: [], else: [{set: {my.open: 1}}]}"),
             '- {say: "{a.open}", to: both}'),
    ),
    "shared variable in a private lane": (
        "F052", flow(lane(FEAR, "- {set: {run.count: my.fear}}"), '- {say: "{run.count}", to: both}'),
    ),
    "shared variable counts who comes": (
        "F052",
        flow(lane(FEAR, "- {set: {run.count: run.count + 1}}"), '- {say: "{run.count}", to: both}',
             given=["run.count: {type: int, default: 0}"]),
    ),
    "shared variable after the lanes": (
        "F052", flow(TALK, "- {set: {run.count: a.fear + b.fear}}", '- {say: "{run.count}", to: both}'),
    ),
    "shared variable under a condition": (
        "F052",
        flow(TALK, "- {if: a.fear > 5, do: [{set: {run.count: 1}}]}", '- {say: "{run.count}", to: both}'),
    ),
    "a shared variable that calls itself private": (
        "F052",
        flow(TALK, group("- {id: q, ask: Here?, yesno: true}", "- {set: {run.sly: my.fear}}"),
             '- {say: "{run.sly}", to: both}'),
    ),
    "a shared variable in the room's lane": (
        "F052",
        flow(TALK, group("- {id: q, ask: Here?, yesno: true}", "- {set: {run.count: my.fear}}"),
             '- {say: "{run.count}", to: both}'),
    ),
    "another's answer as one's own": (
        "F052",
        flow(TALK, lane("- {set: {my.other: hurt.words}}", '- {say: "{my.other}"}',
                        kind="repairing", name="again")),
    ),
    "an action's result": (
        "F052",
        flow(lane(WORDS, "- {id: look, run: phrases, with: [my.words], save: my.aloud}"),
             '- {say: "{a.aloud}", to: both}'),
    ),
    "an action's result, shared": (
        "F052",
        flow(TALK, "- {id: look, run: phrases, with: [a.words], save: run.topic}",
             '- {say: "{run.topic}", to: both}'),
    ),
    "an open question asked because of it": (
        "F052",
        flow(lane(FEAR, "- {id: q, when: my.fear > 5, ask: How many?, number: {}, save: my.open}"),
             '- {say: "{a.open}", to: both}'),
    ),
    "an open question repeated because of it": (
        "F052",
        flow(lane(FEAR, """
            - id: more
              repeat: 3
              until: my.fear < 3
              do: [{id: q, ask: How many?, number: {}, save: my.open}]
        """), '- {say: "{a.open}", to: both}'),
    ),
    "jumped over because of it": (
        "F052",
        flow(lane(FEAR, "- {when: my.fear < 3, goto: out}", "- {set: {my.open: 1}}",
                  "- {id: out, say: Thank you.}"),
             "- {when: a.open == 1, say: Hm., to: both}"),
    ),
    "jumped over from within a branch": (
        "F052",
        flow(lane(FEAR, "- {if: my.fear < 3, do: [{say: Hm.}, {goto: out}]}", "- {set: {my.open: 1}}",
                  "- {id: out, say: Thank you.}"),
             "- {when: a.open == 1, say: Hm., to: both}"),
    ),
    "gone round because of it": (
        "F052",
        flow(lane("- {id: top, set: {my.open: my.open + 1}}", FEAR, "- {when: my.fear < 3, goto: top}"),
             '- {say: "{a.open}", to: both}',
             given=["my.open: {type: int, private: false, default: 0}"]),
    ),
    "jumped over in a block": (
        "F052",
        flow(lane(FEAR, "- {id: c, call: counting}"), '- {say: "{a.open}", to: both}',
             blocks="""
                counting:
                  - {when: my.fear < 3, goto: out}
                  - {set: {my.open: 1}}
                  - {id: out, say: Thank you.}
             """),
    ),
    "jumped out of a loop because of it": (
        "F052",
        flow(lane("""
            - id: more
              repeat: 3
              do:
                - {set: {my.open: my.open + 1}}
                - {id: fear, ask: How?, scale: {}, save: my.fear}
                - {when: my.fear < 3, goto: out}
        """, "- {id: out, say: Thank you.}"), '- {say: "{a.open}", to: both}',
             given=["my.open: {type: int, private: false, default: 0}"]),
    ),
    "a block called because of it sets": (
        "F052",
        flow(lane(FEAR, "- {id: c, when: my.fear > 5, call: noting}"), '- {say: "{a.open}", to: both}',
             blocks="noting: [{set: {my.open: 1}}]"),
    ),
    "from the revealed side to the other's": (
        "F052",
        flow(ONE_WAY, reveal("{hurt.words}", needs=HALF,
                             shown="[{set: {run.topic: repairing.words}}]"),
             '- {say: "{run.topic}", to: both}'),
    ),
    "a consent that both may read": (
        "F052",
        flow(lane(WORDS, "- {id: c, ask: Show?, consent: {shows: [words]}, save: my.wide}"),
             "- {when: a.wide, say: Ana agreed., to: b}"),
    ),
    # Consents
    "a consent for less": (
        "F053", flow(AGREE, reveal("{a.words} {a.fear} {b.words}", names="[words, fear]")),
    ),
    "a consent to read, used to show": (
        "F053", flow(lane(WORDS, READ), reveal("{a.words} {b.words}", needs="read")),
    ),
    "the reader's words as well": (
        "F053", flow(ONE_WAY, reveal("{hurt.words} {repairing.words}", needs=HALF)),
    ),
    "the reader's words by seat": ("F053", flow(ONE_WAY, reveal("{a.words}", needs=HALF))),
    "one of two ways to consent is narrower": (
        "F053",
        flow(lane(WORDS, FEAR, "- {id: c, ask: Both?, consent: {shows: [words, fear]}, save: my.share}",
                  "- {id: d, ask: One?, consent: {shows: [words]}, save: my.share}"),
             reveal("{a.words} {a.fear} {b.words} {b.fear}", names="[words, fear]")),
    ),
    "consent of one": (
        "F054", flow(AGREE, reveal("{hurt.words}", needs="{hurt: share}")),
    ),
    "nobody was asked": ("F054", flow(TALK, reveal("{a.words} {b.words}"))),
    "only one was asked": (
        "F054", flow(sides([WORDS, SHARE], [WORDS]), reveal("{a.words} {b.words}")),
    ),
    "consent set by the flow": (
        "F054",
        flow(lane(WORDS, SHARE, "- {set: {my.share: true}}"), reveal("{a.words} {b.words}")),
    ),
    "consent by a plain yes or no": (
        "F054",
        flow(lane(WORDS, "- {id: y, ask: Are you well?, yesno: true, save: my.share}"),
             reveal("{a.words} {b.words}")),
    ),
    "consent by either": (
        "F054",
        flow(lane(WORDS, SHARE, "- {id: y, ask: Are you well?, yesno: true, save: my.share}"),
             reveal("{a.words} {b.words}")),
    ),
    "consent by either, on one side": (
        "F054",
        flow(sides([WORDS, SHARE], [WORDS, "- {id: y, ask: Well?, yesno: true, save: my.share}"]),
             reveal("{a.words} {b.words}")),
    ),
    "consent by an action": (
        "F054",
        flow(lane(WORDS, SHARE, "- {id: look, run: phrases, with: [my.words], save: my.share}"),
             reveal("{a.words} {b.words}")),
    ),
    "consent set in a block": (
        "F054",
        flow(lane(WORDS, SHARE, "- {id: c, call: forging}"), reveal("{a.words} {b.words}"),
             blocks="forging: [{set: {my.share: true}}]"),
    ),
    "consent asked in the room": (
        "F057", flow(TALK, group(SHARE), reveal("{a.words} {b.words}")),
    ),
    "consent asked in the room by a block": (
        "F057",
        flow(TALK, group("- {id: c, call: asking}"), reveal("{a.words} {b.words}"),
             blocks=f"asking:\n  {SHARE}"),
    ),
    # The way and the moment
    "an end because of it": ("F055", flow(TALK, "- {when: a.fear > 5, end: other_way}")),
    "an end in a branch": ("F055", flow(TALK, "- {if: a.fear > 5, do: [{end: other_way}]}")),
    "an end in a private lane": ("F055", flow(lane(FEAR, "- {when: my.fear > 9, end: other_way}"))),
    "an end in a private lane, whatever was said": (
        "F055",
        flow(sides([FEAR, "- {when: couple.room, end: other_way}"], [FEAR])),
    ),
    "an end in a block of a private lane": (
        "F055",
        flow(lane(FEAR, "- {id: c, call: stopping}"), blocks="stopping: [{end: other_way}]"),
    ),
    "a milestone because of it": ("F055", flow(TALK, "- {when: a.fear > 5, mark: afraid}")),
    "a milestone in the room because of it": (
        "F055",
        flow(TALK, group("- {id: q, ask: Here?, yesno: true}", "- {when: my.fear > 5, mark: afraid}")),
    ),
    "a fork because of it": (
        "F055", flow(TALK, lane("- {id: q, ask: And now?, yesno: true}", name="again").replace(
            "  each:", "  when: a.fear > 5\n  each:")),
    ),
    "a fork in a branch": (
        "F055",
        flow(TALK, """
            - if: a.fear > 5
              do: [{id: more, each: hurt, until: 1d, do: [{id: q, ask: Why?, yesno: true}]}]
        """),
    ),
    "a sitting because of it": (
        "F055",
        flow(TALK, """
            - if: a.fear > 5
              do:
                - id: sit
                  ready: Sit?
                  slots: ["12:00"]
                  until: 1d
                  missed: [{end: other_way}]
        """),
    ),
    "a reveal because of it": (
        "F055",
        flow(AGREE, reveal("{a.words} {b.words}").replace("  needs:", "  when: a.fear < 5\n  needs:")),
    ),
    "a jump because of it": (
        "F055",
        flow(TALK, "- {when: a.fear > 5, goto: out}", "- {say: Hm., to: both}",
             "- {id: out, say: Bye., to: both}"),
    ),
    "a jump in the room because of it": (
        "F055",
        flow(TALK, group("- {when: my.fear > 5, goto: out}", "- {id: q, ask: Here?, yesno: true}",
                         "- {id: out, say: Bye.}")),
    ),
    "a loop until it": (
        "F055",
        flow(TALK, "- {id: r, repeat: 3, until: a.fear < 5, do: [{say: Hm., to: both}]}"),
    ),
    "a silent loop of waits": (
        "F055", flow(TALK, "- {id: r, repeat: 3, until: a.fear < 5, do: [{id: w, wait: 1d}]}"),
    ),
    "a wait because of it": ("F056", flow(TALK, "- {id: w, when: a.fear > 5, wait: 1d}")),
    "a wait in the room because of it": (
        "F056",
        flow(TALK, group("- {id: w, when: my.fear > 5, wait: 5m}", "- {id: q, ask: Here?, yesno: true}")),
    ),
    "an action because of it": (
        "F056", flow(TALK, "- {id: look, when: a.fear > 5, run: phrases, with: [run.topic]}"),
    ),
    "a message to the partner from a private lane": (
        "F056", flow(lane(FEAR, "- {say: Ana is done., to: partner}")),
    ),
    "a message to both from a private lane": (
        "F056", flow(lane(FEAR, "- {say: One of you is done., to: both}")),
    ),
    "a message to the room from a private lane": (
        "F056", flow(lane(FEAR, "- {say: One of you is done., to: group}")),
    ),
    "to a role from the other's lane": (
        "F056", flow(lane(FEAR, "- {say: They are done., to: repairing}", kind="hurt")),
    ),
    "to a seat from a lane": ("F056", flow(lane(FEAR, "- {say: Done., to: a}"))),
    "from a block of a private lane": (
        "F056",
        flow(lane(FEAR, "- {id: c, call: telling}"), blocks="telling: [{say: Done., to: partner}]"),
    ),
    # Jumps into what is kept apart
    "a jump into what is shown": (
        "F039",
        flow(AGREE, reveal("{a.words} {b.words}", shown='[{id: t, say: "{a.words}", to: both}]',
                           withheld="[{goto: t}]")),
    ),
    "a jump into the other's lane": (
        "F039",
        flow(sides([WORDS, "- {goto: peek}"], [WORDS, '- {id: peek, say: "{repairing.words}"}'])),
    ),
    "a jump out of a block": (
        "F039",
        flow(lane(FEAR, "- {id: c, call: jumping}"), "- {id: t, say: It was high., to: both}",
             blocks="jumping: [{when: my.fear > 5, goto: t}]"),
    ),
    "a jump out of a lane": (
        "F039", flow(lane(FEAR, "- {goto: t}"), "- {id: t, say: Hm., to: both}"),
    ),
    "a missed in private": (
        "F058",
        flow(TALK.replace("  do:", "  missed: [{say: Somebody did not come., to: both}]\n  do:")),
    ),
    "the reveal says nothing when it is not shown": (
        "F037",
        flow(AGREE, "- {id: o, reveal: [words], needs: share, say: '{a.words} {b.words}'}"),
    ),
}  # fmt: skip

CLEAN: dict[str, str] = {
    "one's own words back": flow(lane(WORDS, '- {say: "You wrote: {my.words}"}')),
    "a kind word because of one's own": flow(lane(FEAR, "- {when: my.fear > 5, say: That is a lot.}")),
    "a question because of one's own": flow(
        lane(FEAR, "- {id: w, when: my.fear > 5, ask: Why?, text: {}, save: my.words}")
    ),
    "an else for oneself": flow(lane(FEAR, "- {if: my.fear > 5, do: [{say: Oh.}], else: [{say: Good.}]}")),
    "a match for oneself": flow(
        lane("- {id: m, ask: How?, choice: {calm: Calm, afraid: Afraid}, save: my.mood}",
             "- {match: my.mood, cases: {calm: [{say: Good.}]}, else: [{say: Oh.}]}")
    ),
    "one's own to oneself, after": flow(TALK, '- {say: "You said {a.fear}.", to: a}'),
    "by role to that role": flow(TALK, '- {when: hurt.fear > 5, say: Take care., to: hurt}'),
    "one's own in a role's lane": flow(
        TALK, lane('- {when: hurt.fear > 5, say: "{hurt.words}, {my.fear}"}', kind="hurt", name="again")
    ),
    "to oneself by role in one's lane": flow(lane(FEAR, "- {say: Thank you., to: hurt}", kind="hurt")),
    "to oneself from the room": flow(
        TALK, group("- {id: q, ask: Here?, yesno: true}", "- {when: my.fear > 5, say: Breathe., to: me}")
    ),
    "a private note kept": flow(lane(WORDS, "- {set: {my.other: my.words}}", '- {say: "{my.other}"}')),
    "a private note because of it": flow(
        lane(FEAR, "- {when: my.fear > 5, set: {my.other: \"'much'\"}}", '- {say: "{my.other}"}')
    ),
    "an action kept private": flow(
        lane(WORDS, "- {id: look, run: phrases, with: [my.words], save: my.other}", '- {say: "{my.other}"}')
    ),
    "a private loop": flow(
        lane("- {id: r, repeat: 3, until: my.fear < 5, do: [{id: fear, ask: How?, scale: {}, save: my.fear}]}")
    ),
    "a private jump over one's own": flow(
        lane(FEAR, "- {when: my.fear < 3, goto: out}", WORDS, "- {id: out, say: Thank you.}")
    ),
    "a private way round a question": flow(
        lane("- {id: fear, ask: How?, scale: {}, save: my.fear}", "- {when: my.fear < 3, goto: fear}")
    ),
    "an open answer before a private jump": flow(
        lane("- {id: n, ask: How many?, number: {}, save: my.open}", FEAR,
             "- {when: my.fear < 3, goto: out}", WORDS, "- {id: out, say: Thank you.}"),
        '- {say: "{a.open}", to: both}',
    ),
    "a private pause": flow(lane(FEAR, "- {id: w, when: my.fear > 5, wait: 1h}", "- {say: And now?}")),
    "a private milestone": flow(lane(FEAR, "- {mark: told}")),
    "a block called because of one's own": flow(
        lane(FEAR, "- {id: c, when: my.fear > 5, call: kind}"), blocks="kind: [{say: That is a lot.}]"
    ),
    "a block's question round and round": flow(
        lane("- {id: c, call: asking}", "- {when: my.fear < 3, goto: c}"), blocks=f"asking:\n  {FEAR}"
    ),
    "an open answer told": flow(
        group("- {id: n, ask: How many?, number: {}, save: my.open}"),
        '- {say: "{a.open} and {b.open}", to: group}', "- {when: a.open > 3, mark: many}",
    ),
    "an open answer decides": flow(
        group("- {id: n, ask: How many?, number: {}, save: my.open}", kind="hurt"),
        "- {if: hurt.open > 3, do: [{say: Many., to: both}], else: [{end: other_way}]}",
    ),
    "an open answer asked in private, told after": flow(
        lane("- {id: n, ask: How many evenings?, number: {}, save: my.open}"),
        '- {say: "{a.open}", to: both}',
    ),
    "an open answer read in a later lane": flow(
        lane("- {id: n, ask: How many?, number: {}, save: my.open}", kind="hurt"),
        lane("- {when: answered(hurt.open), say: '{hurt.open}'}", kind="repairing", name="again"),
    ),
    "one's own open answer in the same lane": flow(
        lane("- {id: n, ask: How many?, number: {}, save: my.open}", "- {when: my.open > 3, say: Many.}")
    ),
    "names and languages": flow(TALK, '- {say: "{a.name} ({a.language}) and {hurt.name}", to: group}'),
    "names in lanes": flow(lane(FEAR, '- {say: "Thank you, {me.name}, also for {partner.name}."}')),
    "names in the room": flow(group('- {id: q, ask: "{me.name}, are you here?", yesno: true}',
                                    '- {say: "Thank you, {me.name}."}')),
    "a reminder by name": flow(FEAR and TALK.replace(
        "  do:", '  remind: [{after: 1h, say: "{me.name}, {partner.name} is in no hurry: {my.fear}"}]\n  do:')),
    "a shared count in the room": flow(
        group("- {id: q, ask: Here?, yesno: true}", "- {set: {run.count: run.count + 1}}"),
        '- {say: "{run.count}", to: both}',
    ),
    "a shared condition": flow(
        "- {set: {run.count: 1}}", TALK, "- {when: run.count == 1, say: Once., to: both}",
        "- {when: couple.room, end: other_way}",
    ),
    "a reveal": flow(AGREE, reveal("{a.words} {b.words}", shown='[{say: "{a.words}!", to: group}]')),
    "a reveal decided upon": flow(
        AGREE, reveal("{a.words} {b.words}", shown="[{when: len(a.words) > 9, say: Long., to: group}]"),
    ),
    "a reveal laid down": flow(
        AGREE, reveal("{a.words} {b.words}", shown="[{set: {run.topic: a.words}}]"),
        '- {say: "{run.topic}", to: both}',
    ),
    "one shows, one reads": flow(
        ONE_WAY, reveal("{hurt.words}", needs=HALF, shown='[{say: "{hurt.words}", to: group}]')
    ),
    "each with a consent of their own": flow(
        sides([WORDS, "- {id: c, ask: Show?, consent: {shows: [words]}, save: my.share}"],
              [FEAR, "- {id: d, ask: Show?, consent: {shows: [fear]}, save: my.share}"]),
        reveal("{hurt.words} {repairing.fear}", names="[words, fear]",
               needs="{hurt: share, repairing: share}"),
    ),
    "the same, in blocks": flow(
        sides(["- {id: x, call: one}"], ["- {id: y, call: two}"]),
        reveal("{hurt.words} {repairing.fear}", names="[words, fear]",
               needs="{hurt: share, repairing: share}"),
        blocks=f"""
one:
  {WORDS}
  - {{id: c, ask: Show?, consent: {{shows: [words]}}, save: my.share}}
two:
  {FEAR}
  - {{id: d, ask: Show?, consent: {{shows: [fear]}}, save: my.share}}
""",
    ),
    "a wider consent than is shown": flow(
        lane(FEAR, WORDS, "- {id: c, ask: Show?, consent: {shows: [fear, words]}, save: my.share}"),
        reveal("{a.words} {b.words}"),
    ),
    "consent asked only when there is something": flow(
        lane(WORDS, "- {if: answered(my.words), do: [" + SHARE[2:] + "], else: [{say: Nothing then.}]}"),
        reveal("{a.words} {b.words}"),
    ),
    "lanes within what is shown": flow(
        AGREE, reveal("{a.words} {b.words}", shown="""
                - {id: more, each: hurt, place: group, until: 1h, do: [{id: t, ask: And?, text: {}, save: my.aloud}], missed: [{end: other_way}]}
                - {say: "{hurt.aloud} {a.words}", to: group}
        """),
    ),
    "to one because of themselves when not shown": flow(
        AGREE, reveal("{a.words} {b.words}", withheld="[{when: not answered(a.words), say: Yours was open., to: a}]"),
    ),
    "a wait for both": flow(TALK, "- {id: w, wait: 2d}", "- {say: Hello again., to: both}"),
}  # fmt: skip
