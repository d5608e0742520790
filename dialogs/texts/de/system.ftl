# Die eigenen Sätze des Bots, auf Deutsch. Das Original ist en/system.ftl.
# Du für einen Menschen, ihr für beide. Nichts sagt, ob eine Frau oder ein Mann liest; darum steht
# »dein Gegenüber«, wo es sonst Partner oder Partnerin hieße.

## Wörter, die immer gelten

word-back = zurück, zurueck, geh zurück, vorige frage, vorherige frage
word-undo = rückgängig, rueckgaengig, rückgängig machen, nimm das zurück
word-skip = überspringen, ueberspringen, auslassen, frage auslassen
word-pause = pause, pause machen, auszeit
word-resume = fortsetzen, fortfahren, pause beenden
word-repeat = wiederholen, wiederhole das, frage wiederholen, zeig die frage
word-hide = verbergen, verstecken, ausblenden
word-help = hilfe, was kann ich schreiben, was kann ich schreiben?
word-stop = stopp, hier anhalten, hier aufhören, hier aufhoeren
word-leave = aussteigen, diesen bot verlassen
# Gleich dem Knopf unter der Frage.
word-leave-sure = endgültig aussteigen

## Knöpfe

skip = Überspringen
yes = Ja
no = Nein
ready = Ich bin bereit
go-on = Weiter
consent-yes = Ja, zeig sie
consent-no = Nein, sie bleiben bei mir
invite-button = Mein Gegenüber einladen
group-button = Eine Gruppe verbinden
no-group-button = Wir haben keine Gruppe
alone-again = Wir sind wieder unter uns

## Ankommen

language = Hallo. In welcher Sprache wollen wir reden?
about =
    Hallo, ich bin Mortar. Ich stelle zwei Menschen Fragen, Schritt für Schritt, damit sie wieder miteinander reden können, nachdem zwischen ihnen etwas schiefgegangen ist.

    Ich bin ein Programm. Ich bin keine Therapie und keine Hilfe im Notfall: Wenn du jetzt in Gefahr bist, ruf bitte den Notruf an deinem Ort.

    { $operator ->
        [none] Wer diesen Server betreibt, hat keinen Namen angegeben. Frag den Menschen, der dich hierher geschickt hat, bevor du weitermachst.
       *[other] Diesen Server betreibt { $operator }.
    } Wer ihn betreibt, könnte lesen, was hier aufbewahrt wird, und deine Nachrichten laufen auch durch die App, in der du das hier liest. Wenn das dein Gegenüber ist, schreib hier nichts, was dort niemand wissen darf.
age = Bist du 18 oder älter?
age-closed = Danke, dass du das sagst. Ich bin für Erwachsene gemacht, darum höre ich hier auf. Was du geschickt hast, ist gelöscht. Wenn du mit jemandem reden möchtest, wende dich bitte an eine erwachsene Person, der du vertraust.
consent =
    Darf ich aufbewahren, was du hier schreibst?

    Es wird verschlüsselt aufbewahrt, mit einem Schlüssel nur für dich. Dein Gegenüber sieht nichts davon, außer du erlaubst es, Antwort für Antwort. Damit frage ich dich hier, leite an, was ihr gemeinsam habt, und erinnere dich. Jedes davon kannst du mit /consent zurücknehmen, und jederzeit aufhören.
consent-closed = Das ist in Ordnung. Ich habe gelöscht, was du geschickt hast. Schreib /start, wenn du es dir anders überlegst.
name = Wie soll ich dich nennen? Dein Gegenüber wird diesen Namen sehen.
name-too-long = Das ist etwas lang. Bitte höchstens 40 Zeichen.
zone = Welche große Stadt liegt dir am nächsten? Dein Land geht auch. Ich frage nur, damit ich deine Tageszeit weiß.
zone-which = Ich kenne mehrere. Welche meinst du? Du kannst auch eine andere Stadt schreiben.
zone-offset = Ein fester Abstand läge im Sommer oder im Winter eine Stunde daneben. Nenn mir bitte lieber eine Stadt, zum Beispiel Berlin oder Wien.
zone-unknown = Diesen Ort kenne ich nicht. Versuch es bitte mit einer größeren Stadt in der Nähe, oder mit deinem Land.
quiet = Wann soll ich dich in Ruhe lassen? Dann fange ich nichts an. Du kannst auch eigene Zeiten schreiben, etwa 21:30-7:00.
quiet-none = Keine Ruhezeiten
quiet-again = Das konnte ich nicht lesen. Schreib es bitte wie 21:30-7:00, oder drück einen Knopf.
side = Etwas hat das Vertrauen zwischen euch zerbrochen. Wo stehst du? Das ist kein Urteil. Dein Gegenüber wird das auch gefragt.
side-hurt = Mein Vertrauen wurde verletzt
side-repairing = Ich habe Vertrauen verletzt
side-both = Beides stimmt
home = Du bist angekommen, { $name }. Ein Schritt fehlt noch: dein Gegenüber.
press-please = Drück bitte einen der Knöpfe, oder schreib seine Worte.

## Einladen

invite =
    Schick deinem Gegenüber diesen Link. Er gilt einmal, zwei Tage lang:

    { $link }

    Oder sag diesen Code weiter; dein Gegenüber schreibt mir dann /join und den Code: { $code }
invite-code =
    Sag deinem Gegenüber diesen Code; mir schreibt man dann /join und den Code. Er gilt einmal, zwei Tage lang:

    { $code }
invite-first = Zuerst kommt dein Gegenüber. Schreib /invite, oder /join mit dem Code, den du bekommen hast.
invite-asks = { $name } hat dich eingeladen. Gehört ihr zwei zusammen?
invite-waits = Danke. Ich schreibe dir, sobald dein Gegenüber Ja gesagt hat.
invite-comes = { $name } möchte hier zu dir kommen. Gehört ihr zwei zusammen?
invite-not-valid = Dieser Link oder Code gilt nicht. Bitte dein Gegenüber um einen neuen.
invite-own = Mit dir selbst kann ich dich nicht verbinden. Schick das bitte deinem Gegenüber.
invite-taken = Du bist hier schon mit jemandem verbunden, darum kann ich dich mit niemand anderem verbinden.
invite-tries = Das waren zu viele Versuche. Warte bitte bis { $time }.
invite-off = In Ordnung, es wurde nichts verbunden.
join-how = Schreib /join und den Code, den du bekommen hast, zum Beispiel: /join ABCDE-12345
united = Ihr zwei seid hier jetzt verbunden, { $name } und { $partner }.
room-ask = Habt ihr eine Gruppe nur für euch zwei? Dort kann ich eure Antworten öffnen, für beide im selben Moment. Ohne Gruppe schreibe ich euch beiden hier.
room-link = Drück den Knopf, wähl eure Gruppe aus, dann bin ich da. Nur ihr zwei und ich sollten darin sein.
room-how = Schreib in eurer Gruppe: /start { $token }
room-none = Das geht genauso gut. Was für euch beide ist, lest ihr beide dann hier.
room-open = Ich bin jetzt hier. In dieser Gruppe erscheint, was ihr beide zeigen wolltet, und sonst nichts.
room-crowded = In eurer Gruppe ist noch jemand, darum bin ich dort still. Wenn ihr wieder unter euch seid, sag mir Bescheid.
room-changed = Jemand kam in eure Gruppe oder ging hinaus, darum bin ich dort still. Wenn ihr unter euch seid, sag mir Bescheid.
room-empty = In eurer Gruppe fange ich an, sobald ihr beide darin seid. Sag mir dann Bescheid.
room-again = Danke. Wenn ihr das beide gesagt habt, mache ich dort weiter.
room-back = Ich bin wieder in eurer Gruppe.
room-strange = Ich bin für zwei Menschen und ihre eigene Gruppe gemacht. Fang bitte in einem privaten Chat mit mir an: Schreib dort /start.
room-not-yours = Diesen Link kann nur das Paar benutzen, das um ihn gebeten hat.
room-private-first = Schick mir das bitte in unserem privaten Chat.

## Reden

stuck = Bei mir stimmt gerade etwas nicht. Deine Antworten sind aufbewahrt. Schreib mir bitte in einer Weile noch einmal.
sorry = Bei mir ist etwas schiefgegangen. Deine Nachricht ist aufbewahrt, und nichts ging verloren.
too-long =
    { $got ->
        [one] Das ist { $got } Zeichen
       *[other] Das sind { $got } Zeichen
    }, und ich kann { $most } aufbewahren. Magst du es etwas kürzer sagen?
too-short = Schreib bitte etwas mehr, oder drück Überspringen.
pick-one = Wähl bitte einen der Knöpfe, oder schreib seine Worte.
whole-number = Schick bitte eine ganze Zahl von { $least } bis { $most }.
yes-or-no = Antworte bitte mit Ja oder Nein.
cannot-skip = Diese Frage braucht eine Antwort. Nimm dir die Zeit, die du brauchst.
consent-preview = Genau das würde gezeigt:
heard-by-other = { $name } liest deine Antwort mit, wie in einem gemeinsamen Zimmer.
ready-kept = Danke. Wenn sich ein Treffen öffnet, dann um { $time }, und du siehst es hier.
no-sitting = Gerade ist kein Treffen offen. Du kannst jederzeit wieder drücken.
their-turn = Einen Moment bitte. Gerade ist { $name } an der Reihe. Danach kommst du.
not-yours = Dieser Knopf ist für jemand anderen.
closed-question = Diese Frage ist geschlossen.
closed-thanks = Danke. Das hier ist jetzt geschlossen. Das Nächste kommt.
nothing-open = Gerade ist nichts offen. Schreib /menu, dann siehst du, was wir tun können.
only-text = Ich kann nur Text lesen.
forwarded = Das sieht weitergeleitet aus. Wenn es deine Antwort ist, schreib sie bitte in deinen eigenen Worten.
edit-ignored = Ich behalte, was du zuerst geschickt hast, unverändert. Mit /back änderst du es.
sending-again = (Ich schicke das noch einmal, falls es beim ersten Mal nicht ankam.)
left-out = Das war viel auf einmal, und ich konnte nicht alles aufnehmen. Schick bitte den letzten Teil noch einmal, etwas langsamer.
too-quick = Das war zu schnell für mich. Drück bitte in einem Moment noch einmal.
away = Ich war eine Weile nicht da. Wenn ein Knopf nichts bewirkt hat, drück ihn bitte noch einmal.

## Was die Wörter sagen

pause-done = In Ordnung. Ich schreibe dir eine Woche lang nichts von mir aus, oder bis du /resume schreibst. Ich sage es niemandem. Was inzwischen schließt, zählt als ausgelassen.
pause-over = Eine Woche ist vorbei, ich bin also wieder für dich da. /repeat zeigt, was offen ist, und /pause gibt dir noch eine Woche.
rest-begins = In Ordnung. Wir ruhen bis { $time }. Nichts geht verloren, und niemand muss sagen, warum. Was ihr bis dahin zueinander sagt, bleibt unter euch.
rest-over = Die Pause ist vorbei. Wir machen da weiter, wo wir waren. Wenn ihr mehr davon braucht, schreib /pause.
resting = Wir ruhen bis { $time }. Danach frage ich noch einmal.
resume-done = Schön, dass du wieder da bist.
hide-done = Hallo. Schreib /menu, dann siehst du, was wir tun können.
room-only-private = Das kannst du mir hier schreiben. In eurer Gruppe lasse ich alles, wie es ist.
room-nothing-open = In eurer Gruppe ist gerade nichts offen.
leave-ask =
    Möchtest du aussteigen?

    Ich würde dir nicht mehr schreiben und dich nichts mehr fragen. Was du zeigen wolltest und was noch nicht gezeigt ist, bleibt verborgen. Deinem Gegenüber sage ich nichts davon: Dort wirkt es wie dein Schweigen. Nach einigen Stunden steht dort nur, dass die Check-ins ruhen.

    Was du bisher geschrieben hast, bleibt unter deinem eigenen Schlüssel aufbewahrt. /erase löscht es. Eure Gruppe bleibt, wie sie ist; du kannst sie in der App verlassen.
leave-ask-alone = Möchtest du aussteigen? Alles, was du mir geschickt hast, wird dann gelöscht, sofort und für immer.
leave-sure = Endgültig aussteigen
leave-stay = Bleiben
leave-stayed = In Ordnung. Alles ist, wie es war.
leave-done = Du bist ausgestiegen. Ich schreibe dir nichts mehr, und dein Gegenüber erfährt keinen Grund. Ich wünsche dir alles Gute.
leave-closed = Du bist ausgestiegen, und was du geschickt hast, ist gelöscht. Ich wünsche dir alles Gute.
left-before = Du bist ausgestiegen, darum ist hier nichts für dich offen. Was du geschrieben hast, bleibt unter deinem eigenen Schlüssel aufbewahrt; /erase löscht es, und /export gibt dir eine Kopie. Wenn du in deinem Land jemanden zum Reden suchst: findahelpline.com

## Menü

menu = Was möchtest du tun?
menu-step = { $step }: Womit möchtest du anfangen?
help =
    Ich stelle euch beiden Fragen unter vier Augen. Was du antwortest, bleibt bei dir, außer du willst es zeigen.

    /menu zeigt, was wir jetzt tun können.
    /invite holt dein Gegenüber hierher, /group verbindet eine Gruppe für euch zwei.

    Diese Wörter gelten jederzeit, mit Schrägstrich oder ohne:
    /back geht zur vorigen Frage, /undo nimmt deine letzte Antwort zurück.
    /skip lässt eine Frage aus, /repeat zeigt sie noch einmal.
    /stop beendet deinen Teil eines Gesprächs. Niemand erfährt es.
    /pause gibt dir eine Woche ohne ein Wort von mir, und /resume beendet sie.
    /hide nimmt meine letzten Nachrichten aus diesem Chat. Deine bleiben; lösch sie in der App.
    /leave ist endgültig. Vorher frage ich dich noch einmal.
    /privacy sagt, was ich aufbewahre. /export, /forget, /erase, /consent, /safeword, /pin und /tidy sind für dich allein. Wenn du in der App eine Nachricht löschst, sehe ich das nicht: /forget nimmt sie hier zurück.
    Sie gelten nur als ganze Nachricht. Willst du mit einem davon antworten, setz es in Anführungszeichen: „stopp“.

    Wenn du in Gefahr bist, ruf den Notruf an deinem Ort. Wenn du in deinem Land jemanden zum Reden suchst: findahelpline.com
help-room =
    In dieser Gruppe zeige ich, was ihr beide zeigen wolltet, und leite eure Treffen. Alles andere bleibt unter vier Augen mit mir.

    In einem Treffen gelten: /back, /undo, /skip, /repeat, und /stop, das es für beide beendet. Es braucht keinen Grund.

    Wenn du in Gefahr bist, ruf den Notruf an deinem Ort. Wenn du in deinem Land jemanden zum Reden suchst: findahelpline.com
unknown-command = Ich kenne /menu, /help, /back, /undo, /skip, /repeat, /stop, /pause, /resume, /invite, /join und /group. /help sagt mehr.
already-open = Das ist schon offen. Hier bist du gerade.
already-this-week = Das ist für diese Woche getan. Das nächste Mal kommt von selbst.
already-done = Das ist für jetzt getan.
queued = Zwischen euch ist gerade etwas anderes offen. Das hier beginnt, wenn jenes vorbei ist.
busy = Zwischen euch ist gerade etwas anderes offen. Das hier kann beginnen, wenn jenes vorbei ist.
welcome-back = Schön, dass du wieder da bist, { $name }. Schreib /menu, dann siehst du, was wir tun können.
command-menu = Was wir jetzt tun können
command-help = Wie das hier geht
command-back = Zur vorigen Frage gehen
command-undo = Deine letzte Antwort zurücknehmen
command-skip = Eine Frage auslassen
command-repeat = Die Frage noch einmal sehen
command-stop = Dieses Gespräch für dich beenden
command-pause = Eine Woche Ruhe
command-resume = Nach einer Ruhe weitermachen
command-hide = Diesen Chat aufräumen
command-leave = Abschied nehmen
command-invite = Dein Gegenüber hierher holen
command-pair = Gegenüber einladen oder mit Code beitreten
command-join = Mit einem Code zu deinem Gegenüber
command-group = Eine Gruppe für euch zwei verbinden
command-start = Anfangen, oder wiederkommen

## Antworten, die man verschieden schreiben kann

understood = Ich habe verstanden: { $value }. Wenn das nicht stimmt, schreib „rückgängig“.
number-please = Schreib bitte eine Zahl von { $least } bis { $most }.
date-please = Das konnte ich nicht als Tag lesen. Du kannst „morgen“, „nächsten Sonntag“ oder „24. Dezember“ schreiben.
date-range = Nenn bitte einen Tag, frühestens { $first }, spätestens { $last }.
time-please = Das konnte ich nicht als Uhrzeit lesen. Du kannst „20:30“ oder „halb neun“ schreiben.
time-range = Nenn bitte eine Uhrzeit von { $first } bis { $last }.
length-please = Das konnte ich nicht als Dauer lesen. Du kannst „20 Minuten“ oder „zwei Stunden“ schreiben.
length-range = Nenn bitte eine Dauer, mindestens { $first }, höchstens { $last }.
pick-some =
    Wähl bitte { $least ->
        [0] bis zu { $most }
       *[other] { $least } bis { $most }
    } davon aus: Drück sie nacheinander, dann „{ picks-done }“. Du kannst auch ihre Nummern schreiben, etwa „1, 3“.
picked = Notiert: { $value }
unpicked = Gestrichen: { $value }
picks-done = Fertig
photo-please = Schick hier bitte ein Bild. Du kannst das auch auslassen.
nothing-to-undo = Hier gibt es nichts, wohin wir zurückgehen können.
stopped-here = In Ordnung. Dieses Gespräch ruht hier für dich. Mit „zurück“ kommst du wieder hinein.
another-answer = Diese Antwort passt nicht zu dem, was vorher kam. Bitte versuche eine andere.
not-yet = Das öffnet sich später auf eurem Weg. Das Menü zeigt, was jetzt offen ist.

## Wie von jemandem gesprochen wird

pronouns = Manche Sprachen sprechen von Frauen und Männern verschieden. Wie soll ich von dir sprechen? Du kannst es jederzeit ändern.
pronouns-feminine = Sie
pronouns-masculine = Er
pronouns-neither = Weder noch
pronouns-kept = Danke. So spreche ich von dir.
command-pronouns = wie ich von dir spreche

# Discord: the names of commands there (small letters, one word), and what its windows say

slash-menu = menü
slash-help = hilfe
slash-back = zurück
slash-undo = rückgängig
slash-skip = auslassen
slash-repeat = wiederholen
slash-stop = stopp
slash-pause = auszeit
slash-resume = weiter
slash-hide = aufräumen
slash-leave = abschied
slash-start = beginnen
slash-invite = einladen
slash-pair = verbinden
slash-join = beitreten
slash-group = gruppe
slash-room = raum
slash-pronouns = pronomen
slash-move = umzug
discord-write = Hier schreiben
discord-title = Deine Antwort
discord-field = Mit deinen Worten
discord-room-made = Der Raum ist da. Nur ihr zwei, ich und wer diesen Server betreut, könnt ihn öffnen.
discord-room-elsewhere = Einen Raum kann ich nur in einem Textkanal eines Servers anlegen. Schreib diesen Befehl bitte dort.
discord-room-forbidden = Hier darf ich keine privaten Threads anlegen. Wer diesen Server betreut, kann es erlauben; oder ihr legt selbst einen privaten Kanal an, fügt mich hinzu und schreibt dort /start mit dem Code.
discord-room-name = Für uns zwei
discord-code = Der Code, den ich dir gegeben habe
discord-partner = Der Mensch, mit dem du hier bist
discord-room = Ein privater Raum für euch zwei

# Moving and mixed couples

move-words = umzug, umziehen, anderes konto
command-move = Von einem anderen Konto aus weitermachen
move-code =
    Mit diesem Code machst du von einem anderen Konto aus weiter. Er gilt einmal, zwei Tage lang:

    { $code }

    Schreib mir vom neuen Konto aus und schick ihn dort. Mich gibt es bei { $places }. Dann frage ich dich hier, und nach dir { $partner }. Bis beide Ja gesagt haben, bleibt alles, wie es ist.

    Was du bisher geschrieben hast, bleibt mit diesem Konto versiegelt; es wird nirgends sonst gezeigt. Was zwischen euch gerade offen ist, schließt sich dann und kann neu beginnen.
move-offer = Du bist hier schon mit { $name } verbunden. Wenn das alte Konto von { $name } verloren ist, kann ich einen Code für ein neues machen.
move-fetch-button = Neues Konto für mein Gegenüber
move-fetch-code =
    Mit diesem Code macht { $name } von einem neuen Konto aus weiter. Er gilt einmal, zwei Tage lang:

    { $code }

    { $name } schreibt mir vom neuen Konto aus und schickt ihn dort. Mich gibt es bei { $places }. Dann zeige ich dir, wer gekommen ist, und frage dich. Wo ich das alte Konto noch erreiche, frage ich auch dort.
move-waits = Danke. Ich schreibe dir hier, sobald es bestätigt ist. Wenn in zwei Tagen nichts kommt, bleibt alles, wie es war.
move-comes = { $name } ist mit deinem Code gekommen. Ist das dein anderes Konto?
move-fetch-comes = { $name } ist mit dem Code für { $partner } gekommen. Ist das das neue Konto deines Gegenübers?
move-asks = { $name } möchte von einem anderen Konto aus weitermachen. Ist das für dich in Ordnung?
move-fetch-asks = { $name } sagt, dass du von einem neuen Konto aus weitermachst und dort { $partner } heißt. Bist du das?
move-vouched = Danke. Ich frage jetzt dein Gegenüber. Bis dieses Ja da ist, bleibt alles, wie es ist.
move-fetch-vouched = Danke. Ich frage auch im alten Konto. Wenn dort niemand mehr zu erreichen ist, geht es in Kürze vom neuen aus weiter.
move-off = In Ordnung. Alles bleibt, wie es war.
move-left = Du machst jetzt von deinem anderen Konto aus weiter. Hier schreibe ich nichts mehr.
move-elsewhere = Du machst von deinem anderen Konto aus weiter, darum ist hier nichts für dich offen. Um zu diesem zurückzukommen, schreib dort /move.
move-here = Da bist du, { $name }. Ab jetzt machen wir in diesem Chat weiter. Was du in deinem anderen Konto geschrieben hast, bleibt dort versiegelt.
move-there = { $name } macht jetzt von einem anderen Konto aus weiter.
move-closed = Wenn zwischen euch etwas offen war, ist es jetzt geschlossen. Ihr könnt es neu beginnen, wann ihr wollt: /menu
move-room = Eure Gruppe ist nicht mehr verbunden, weil das alte Konto noch darin sein kann. Wenn es gegangen ist, verbindet /group eure Gruppe wieder.
mixed-apart = Ihr zwei schreibt mir in verschiedenen Apps, darum gibt es keine Gruppe, in die beide kommen könnten. Was für euch beide ist, kommt zu jeder Seite in den eigenen Chat mit mir, und was du mir dort sagst, bleibt so privat wie vorher. /menu zeigt, was wir tun können.
invite-elsewhere = Der Link öffnet nur { $here }. Wenn dein Gegenüber { $there } benutzt: dort an mich schreiben, mit /join und dem Code.
invite-anywhere = Wenn dein Gegenüber { $there } benutzt: dort an mich schreiben, mit /join und demselben Code.

# Groups as they are

room-lost = In eurer Gruppe kann ich gerade nicht schreiben. Ich muss darin sein und dort Nachrichten senden dürfen; ein Thema muss offen sein. Dann machen wir weiter, wo wir waren. Wenn ich still bleibe, schreib dort /start. Für einen anderen Ort gibt es /group. Was unter vier Augen ist, geht hier weiter.
room-public = In eurer Gruppe könnten andere mitlesen: Sie hat einen öffentlichen Link, oder sie zeigt allen, die dazukommen, was vorher gesagt wurde. Darum bin ich dort still. Wenn sie für andere geschlossen ist, sag mir Bescheid.
room-readers = Damit ihr es wisst: Wem dieser Server gehört und wer sich um ihn kümmert, kann lesen, was hier steht, auch was ich hier zeige. Was du mir unter vier Augen sagst, kommt nicht hierher, außer du stimmst zu.
private-button = Unser privater Chat
forwarded-ask = Das sieht weitergeleitet aus. Soll ich es als deine Antwort nehmen?
caption-ask = Ich sehe nur die Worte darunter. Soll ich sie als deine Antwort nehmen?
earlier-ask = Das war eine Antwort auf eine frühere Frage. Soll ich es als Antwort auf die nehmen, die jetzt offen ist?
server-button = Hol mich auf einen Server
room-server =
    Dafür braucht ihr einen Server, auf dem ihr beide seid. Der Knopf bringt mich dorthin, falls ich noch nicht da bin. Schreib dann das hier in einen seiner Textkanäle und wähl dazu deinen Menschen aus:

    /room code: { $token }

    Dort lege ich einen privaten Raum für euch zwei an.
command-elsewhere = Das hier ist kein Raum von dir. Schreib mir bitte in unserem privaten Chat.

## Die eigenen Rechte

privacy =
    Was ich aufbewahre, wer es lesen kann, und bis wann.

    Aufbewahrt werden dein Name, deine Zeitzone und deine Einstellungen, deine Antworten, und was ihr einander zeigen wolltet. Alles liegt verschlüsselt da, deines unter einem eigenen Schlüssel.

    Wer es lesen kann: Dein Gegenüber sieht nur, was du zeigen willst. { $operator ->
        [none] Wer diesen Server betreibt und keinen Namen angegeben hat, könnte alles lesen.
       *[other] { $operator } betreibt diesen Server und könnte alles lesen.
    } Telegram und Discord sehen die Nachrichten, die durch sie gehen. Eine Ende-zu-Ende-Verschlüsselung ist das nicht.

    Bis wann: deine eigenen Antworten { $own } Tage, Gemeinsames { $joint } Tage, gezählt, wenn ein Gespräch zu Ende ist; gelesene und gesendete Nachrichten { $hours } Stunden. Wenn von euch { $couple } Tage nichts zu hören ist, und nach zwei Hinweisen, alles.

    Was du tun kannst: /export gibt dir eine Kopie. /forget nimmt zurück, was du zuletzt oder heute gesagt hast. /consent zeigt, wozu du Ja gesagt hast. /leave geht still. /erase löscht dich. Von nichts davon erfährt dein Gegenüber in dem Moment, in dem du es tust.
export-text = Hier ist zum Lesen, was ich von dir aufbewahre. Lege es dorthin, wo nur du es öffnen kannst.
export-json = Und dasselbe für ein anderes Programm.
export-notice = Eine Kopie wurde angefordert. Falls du das nicht warst, kann vielleicht noch jemand diesen Chat öffnen: Sieh in den Einstellungen der App nach, welche Geräte angemeldet sind, am besten auf einem Gerät, das nur du benutzt.
export-wait = Vor Kurzem wurde eine Kopie erstellt. Die nächste gibt es ab { $time }.
export-heading-profile = Über dich
export-heading-consents = Wozu du Ja gesagt hast
export-heading-own = Deine eigenen Antworten
export-heading-joint = Gemeinsames
export-heading-milestones = Was du erreicht hast
export-heading-messages = Was du zuletzt geschrieben hast
export-heading-shown = Was euch beiden zuletzt gezeigt wurde
export-heading-things = Was ihr aufgebaut habt
forget-ask = Was soll ich vergessen? Wenn du in der App eine Nachricht löschst, sehe ich das nicht; deshalb musst du es mir hier sagen. Beide Knöpfe tun es sofort, und es lässt sich nicht zurücknehmen.
forget-last-button = Was ich zuletzt gesagt habe
forget-today-button = Alles von heute
forget-last-done = Erledigt: Was du zuletzt gesagt hast, ist hier gelöscht. Darunter { $count ->
        [0] war keine Antwort
        [one] war eine Antwort
       *[other] waren { $count } Antworten
    }. Was noch in diesem Chat steht, kannst du in der App löschen. Was schon gezeigt wurde, bleibt dort, wo es steht.
forget-today-done = Erledigt: Was du heute gesagt hast, ist hier gelöscht. Darunter { $count ->
        [0] war keine Antwort
        [one] war eine Antwort
       *[other] waren { $count } Antworten
    }. Was noch in diesem Chat steht, kannst du in der App löschen. Was schon gezeigt wurde, bleibt dort, wo es steht.
erase-word = alles löschen
erase-ask =
    Das löscht alles, was du mir gesagt hast, sofort und für immer. Was dein Gegenüber gesagt hat, bleibt dort. Ich nenne keinen Grund; nach einigen Stunden heißt es dort nur, dass die Check-ins ruhen. Wer vorher nachsieht, merkt vielleicht, dass nichts weitergeht.

    Wenn du das möchtest, schreibe innerhalb von zehn Minuten: { $word }

    Falls du vorher eine Kopie möchtest: /export
erase-not = Das waren nicht die Worte, also ist nichts gelöscht. Wenn du es doch möchtest, beginne noch einmal mit /erase. Falls du etwas beantworten wolltest, schicke es bitte noch einmal.
erase-late = Es sind mehr als zehn Minuten vergangen, also ist nichts gelöscht. Wenn du es doch möchtest, beginne noch einmal mit /erase.
erase-done = Erledigt. Was du mir gesagt hast, ist gelöscht und hier nicht mehr lesbar. In jeder Sicherung ist es spätestens am { $until } unlesbar. Was in diesem Chat steht, kannst du in der App löschen. Ich wünsche dir alles Gute.
consent-now = Dazu hast du Ja gesagt. Ein Druck nimmt es zurück, und einer gibt es wieder. Niemand erfährt davon.
consent-none = Du hast noch zu nichts Ja gesagt. Ich bewahre nur auf, was das Ankommen braucht.
consent-storing = { $state ->
        [given] Dass ich aufbewahre, was du schreibst, und hier mit dir spreche: Ja am { $day }.
       *[taken] Dass ich aufbewahre, was du schreibst, und hier mit dir spreche: zurückgenommen am { $day }.
    }
consent-together = { $state ->
        [given] Dass du bei dem mitmachst, was ihr gemeinsam habt: Ja am { $day }.
       *[taken] Dass du bei dem mitmachst, was ihr gemeinsam habt: zurückgenommen am { $day }.
    }
consent-reminders = { $state ->
        [given] Dass ich dich erinnere: Ja am { $day }.
       *[taken] Dass ich dich erinnere: zurückgenommen am { $day }.
    }
consent-storing-off = Zurücknehmen: hier sprechen
consent-storing-on = Wieder Ja: hier sprechen
consent-together-off = Zurücknehmen: Gemeinsames
consent-together-on = Wieder Ja: Gemeinsames
consent-reminders-off = Zurücknehmen: Erinnerungen
consent-reminders-on = Wieder Ja: Erinnerungen
consent-storing-done = Zurückgenommen. Ich frage dich nichts mehr und schreibe nichts mehr von mir aus. Was aufbewahrt ist, bleibt unter deinem Schlüssel, bis seine Zeit um ist; /erase löscht es jetzt.
consent-together-done = Zurückgenommen. Ich frage dich nichts mehr von dem, was ihr gemeinsam habt, und was du zeigen wolltest und noch nicht gezeigt ist, bleibt verborgen. Was dir allein gehört, geht weiter.
consent-reminders-done = Zurückgenommen. Ich erinnere dich an nichts mehr.
consent-again = Danke. Ab jetzt gilt es wieder.
consent-needed = Dazu brauche ich dein Ja, und das hast du zurückgenommen. /consent gibt es wieder.
parted = Die Check-ins ruhen. Ich beginne vorerst keine von mir aus. Was dir allein gehört, geht weiter: /menu
lasting-notice = Hallo. Hier war es lange still. Was hier aufbewahrt ist, wird bald gelöscht, frühestens in einer Woche. Wenn du es behalten möchtest, schreibe mir irgendetwas. /export gibt dir eine Kopie.
command-privacy = Was aufbewahrt wird, und wer es liest
command-export = Eine Kopie deiner Daten
command-forget = Gesagtes zurücknehmen
command-erase = Alles über dich löschen
command-consent = Wozu du Ja gesagt hast
slash-privacy = datenschutz
slash-export = kopie
slash-forget = vergessen
slash-erase = löschen
slash-consent = zustimmung
safeword-ask = Welches eigene Wort soll diesen Chat aufräumen, so wie /hide? Nimm eines, das nach nichts aussieht und das du sonst nicht schreiben würdest. Es zählt nur als ganze Nachricht; auch in eurer Gruppe wirkt es und zeigt dort nichts. Schreibe es jetzt, und lösche deine Nachricht dann in der App.
safeword-none = Kein eigenes Wort
safeword-kept = Gemerkt. Ab jetzt tut dieses Wort dasselbe wie /hide. Bitte lösche deine Nachricht damit in der App.
safeword-not = Dieses Wort geht nicht: Es ist sehr kurz, sehr lang, oder es bedeutet hier schon etwas. /safeword fragt noch einmal.
safeword-gone = In Ordnung, ein solches Wort gibt es nicht mehr. /hide wirkt wie bisher.
command-safeword = Ein eigenes Wort zum Aufräumen
slash-safeword = codewort
# Commands of flows; where one has no name here, its own is shown.
slash-checkin = wochenblick
slash-days = tage
slash-question = frage
