# Eine Zahl, die einen Chat wieder öffnet (/pin), und Nachrichten, die von selbst gehen (/tidy).
pin-ask =
    Welche Zahl soll diesen Chat öffnen? Schreib 4 bis 12 Ziffern, dann noch einmal dieselben.

    Von da an zeige ich nach 15 stillen Minuten und nach /hide hier nichts Privates, bevor du sie geschrieben hast. /hide, dein eigenes Wort, /help und eure Gruppe gehen ohne sie.

    Sie verbirgt nicht, dass es diesen Chat gibt, und sie hilft nicht, wenn auf deinem Handy jemand mitliest.
pin-twice = Bitte noch einmal dieselbe Zahl.
pin-differ = Die beiden waren nicht gleich. Bitte schreib eine neue und dann noch einmal dieselbe.
pin-not = Ich habe auf 4 bis 12 Ziffern gewartet, sonst nichts. Es ist alles, wie es war; /pin fragt noch einmal.
pin-kept =
    { $own ->
        [stay] Gemerkt. Hier kann ich nicht löschen, was du schreibst: Bitte lösche deine Nachrichten mit der Zahl in der App.
       *[go] Gemerkt. Deine Nachrichten mit der Zahl habe ich aus diesem Chat genommen.
    }

    Ich bewahre nur auf, woran ich sehe, ob eine Zahl passt. Wenn du sie einmal vergisst, schreib /pin vergessen: Einen Tag später frage ich nicht mehr danach, und nichts geht verloren.
pin-set = Du hast hier eine Zahl. Was soll mit ihr werden?
pin-change = Eine andere Zahl
pin-off = Keine Zahl mehr
pin-lost-button = Ich weiß sie nicht
pin-now = Bitte schreib zuerst die Zahl, die du jetzt hast.
pin-gone = In Ordnung. Ich frage nicht mehr nach einer Zahl.
pin-none = Du hast hier keine Zahl. /pin legt eine fest.
pin-please = Hallo. Bitte schreib deine Zahl.
pin-knock = Hallo. Hier ist etwas für dich. Bitte schreib deine Zahl, wenn es dir passt.
pin-wrong = Das war sie nicht. Bitte schreib sie noch einmal.
pin-wait = Bitte warte ein wenig. Ab { $time } kannst du sie wieder schreiben.
pin-right = Hallo. Schreib /menu, dann siehst du, was wir tun können.
pin-forget-word = vergessen
pin-lost = In Ordnung. Bis { $time } zeige ich hier nichts, und dann frage ich nicht mehr nach der Zahl. Gelöscht wird nichts. Falls du das nicht warst: Schreib deine Zahl, dann bleibt alles, wie es war.
pin-over = Hallo. Ich frage hier nicht mehr nach einer Zahl. Wenn dich das wundert: /pin legt eine neue fest.
command-pin = Eine Zahl, die diesen Chat öffnet
slash-pin = zahl

tidy-ask =
    Nach welcher Zeit sollen Nachrichten aus diesem Chat verschwinden? { $own ->
        [stay] Meine gehen dann von selbst; deine kann ich hier nicht löschen, lösch sie also in der App.
       *[go] Meine und deine gehen dann von selbst, solange sie nicht älter als zwei Tage sind.
    }

    Es geht nur um den Chat. /privacy sagt, was ich aufbewahre, und /repeat zeigt eine offene Frage noch einmal.
tidy-after-1 = 1 Stunde
tidy-after-12 = 12 Stunden
tidy-after-24 = 24 Stunden
tidy-never = Nie
tidy-done =
    { $count ->
        [one] In Ordnung. Nach { $count } Stunde
       *[other] In Ordnung. Nach { $count } Stunden
    } { $own ->
        [stay] verschwinden meine Nachrichten aus diesem Chat. Deine bleiben: Bitte lösche sie in der App.
       *[go] verschwinden meine Nachrichten aus diesem Chat, und was du von jetzt an schreibst.
    }
tidy-off = In Ordnung. Nachrichten bleiben in diesem Chat. /hide nimmt sie sofort weg.
command-tidy = Nachrichten, die nach einer Weile verschwinden
slash-tidy = verschwinden
