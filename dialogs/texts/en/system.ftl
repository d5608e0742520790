# The bot's own sentences. Flows bring theirs in their YAML.
# Read each aloud as the more hurt of the two: short, plain, never blaming.

## Words that always work
# What people write for each, comma separated. Only a whole message counts, in every language at
# once, whatever somebody's own is. So no word may mean two things in any two languages, and none
# may be a whole answer that somebody is likely to give.

word-back = back, go back, previous, previous question
word-undo = undo, undo that, take that back
word-skip = skip, skip this, skip it
word-pause = pause, take a break, time out, time-out, timeout
word-resume = resume, continue, end the pause
word-repeat = repeat, repeat that, say that again, show the question
word-hide = hide, hide this
word-help = help, what can i write
word-stop = stop, stop here, stop this
word-leave = leave, leave this bot
# The same as the button below the question whether to leave.
word-leave-sure = leave for good

## Buttons

skip = Skip
yes = Yes
no = No
ready = I am ready
go-on = Go on
consent-yes = Yes, show them
consent-no = No, keep them private
invite-button = Invite my partner
group-button = Link a group
no-group-button = We have no group
alone-again = It is just the two of us

## Arriving

language = Hello. Which language shall we use?
about =
    Hello, I am Mortar. I ask two people questions, step by step, so that they can talk again after something went wrong between them.

    I am a program. I am not therapy, and I am no help in an emergency: if you are in danger now, call your local emergency number.

    { $operator ->
        [none] Whoever runs this server has not given a name. Ask the person who sent you here, before you go on.
       *[other] This server is run by { $operator }.
    } Whoever runs it could read what is kept here, and your messages also pass through the app you are reading this in. If that person is your partner, do not write here what they must not know.
age = Are you 18 or older?
age-closed = Thank you for saying so. I am made for adults, so I will stop here. What you sent is deleted. If you need someone to talk to, please turn to an adult you trust.
consent =
    May I keep what you write here?

    It is kept encrypted, under a key of your own. Your partner never sees it unless you say so, answer by answer. With it I ask you here, lead what you two have together, and remind you. You can take back each of these with /consent, and stop at any time.
consent-closed = That is all right. I have deleted what you sent. Write /start if you change your mind.
name = What shall I call you? Your partner will see this name.
name-too-long = That is a little long. Up to 40 characters, please.
zone = Which large city is nearest to you? Your country will do as well. I ask only to know your time of day.
zone-which = I know several. Which one do you mean? You can also write another city.
zone-offset = A fixed offset would be an hour off in summer or winter. Please give me a city instead, for example Berlin or Lima.
zone-unknown = I do not know that place. Please try a larger city nearby, or your country.
quiet = When shall I leave you in peace? I will not begin anything then. You can also write your own hours, like 21:30-7:00.
quiet-none = No quiet hours
quiet-again = I could not read that. Please write it like 21:30-7:00, or press a button.
side = Something broke the trust between you. Where do you stand? There is no verdict in this. Your partner is asked too.
side-hurt = My trust was broken
side-repairing = I broke trust
side-both = Both is true
home = You have arrived, { $name }. There is one more step: your partner.
press-please = Please press one of the buttons, or write its words.

## Inviting

invite =
    Send this link to your partner. It works once, for two days:

    { $link }

    Or tell them this code, and let them write /join and the code to me: { $code }
invite-code =
    Tell your partner this code, and let them write /join and the code to me. It works once, for two days:

    { $code }
invite-first = Your partner comes first. Write /invite, or /join with the code they gave you.
invite-asks = { $name } invited you. Is this your partner?
invite-waits = Thank you. I will write to you as soon as your partner has said yes.
invite-comes = { $name } would like to join you here. Is this your partner?
invite-not-valid = This link or code is not valid. Ask your partner for a new one.
invite-own = You cannot be your own partner. Please send it to them.
invite-taken = You are joined with a partner here already, so I cannot join you with anybody else.
invite-tries = Too many tries. Please wait until { $time }.
invite-off = All right, nothing was joined.
join-how = Write /join and the code your partner gave you, for example: /join ABCDE-12345
united = You two are joined here now, { $name } and { $partner }.
room-ask = Do you have a group chat for just the two of you? I can open your answers there, at the same moment for both. Without one, I write to each of you here.
room-link = Press the button, choose your group, and I will be there. Only the two of you and I should be in it.
room-how = In your group, write: /start { $token }
room-none = That works well too. What is for both of you, each will read here.
room-open = I am here now. What you have both agreed to show will appear in this group, and nothing else.
room-crowded = There is somebody else in your group, so I am keeping still there. When it is just the two of you again, let me know.
room-changed = Somebody came into your group or left it, so I am keeping still there. When it is just the two of you, let me know.
room-empty = I will begin in your group as soon as both of you are in it. Let me know when you are.
room-again = Thank you. When both of you have said so, I go on there.
room-back = I am here in your group again.
room-strange = I am made for two people and their own group. Please begin with me in a private chat: write /start there.
room-not-yours = Only the couple that asked for this link can use it.
room-private-first = Please send me this in our private chat.

## Talking

stuck = Something is not right on my side. Your answers are kept. Please write to me again in a little while.
sorry = Something went wrong on my side. Your message is kept, and nothing was lost.
too-long = That is { $got } characters, and I can keep { $most }. Could you say it a little shorter?
too-short = Please write a little more, or press Skip.
pick-one = Please pick one of the buttons, or write its words.
whole-number = Please send a whole number from { $least } to { $most }.
yes-or-no = Please answer yes or no.
cannot-skip = This one needs an answer. Take the time you need.
consent-preview = This is exactly what would be shown:
heard-by-other = { $name } will read your answer, as in one room.
ready-kept = Thank you. If a sitting opens, it opens at { $time }, and you will see it here.
no-sitting = No sitting is open right now. You can press again whenever you are ready.
their-turn = One moment, please. It is { $name }'s turn. Yours comes.
not-yours = This button is for someone else.
closed-question = This question is closed.
closed-thanks = Thank you. This one is closed now. The next one will come.
nothing-open = Nothing is open at the moment. Write /menu to see what we can do.
only-text = I can only read text.
forwarded = This looks forwarded. If it is your answer, please write it in your own words.
edit-ignored = I keep what you sent first, unchanged. /back changes it.
sending-again = (Sending again, in case the first copy did not arrive.)
left-out = That was a lot at once, and I could not take in all of it. Please send the last part again, a little more slowly.
too-quick = That was too quick for me. In a moment, please press again.
away = I was away for a while. If a button did nothing, please press it again.

## What the words say

pause-done = All right. I write nothing to you by myself for a week, or until you write /resume. I tell nobody. What closes meanwhile counts as left out.
pause-over = A week has gone by, so I am here for you again. /repeat shows what is open, and /pause gives you another week.
rest-begins = All right. We rest until { $time }. Nothing is lost, and nobody has to say why. What you say to each other until then is yours alone.
rest-over = The rest is over. We go on where we were. If you need more of it, write /pause.
resting = We rest until { $time }. After that I ask again.
resume-done = Welcome back.
# Whoever looks over a shoulder must not see from this that anything was taken away.
hide-done = Hello. Write /menu to see what we can do.
room-only-private = Here you can write that to me. In your group I leave everything as it is.
room-nothing-open = Nothing is open in your group at the moment.
leave-ask =
    Would you like to leave?

    I would not write to you any more, and ask you nothing. What you agreed to show and is not shown yet stays hidden. I tell your partner nothing of it: to them it will be like your silence. After some hours they read only that check-ins are paused.

    What you wrote so far stays kept under your own key. /erase deletes it. Your group stays as it is; you can leave it in the app.
leave-ask-alone = Would you like to leave? Everything you sent me is deleted then, at once and for good.
leave-sure = Leave for good
leave-stay = Stay
leave-stayed = All right. Everything is as it was.
leave-done = You have left. I write nothing to you any more. Your partner is given no reason. I wish you well.
leave-closed = You have left, and what you sent is deleted. I wish you well.
left-before = You have left, so nothing is open for you here. What you wrote stays kept under your own key; /erase deletes it, and /export gives you a copy. To find someone to talk to in your country: findahelpline.com

## Menu

menu = What would you like to do?
menu-step = { $step }: what would you like to begin?
help =
    I ask each of you questions in private. What you answer stays with you, unless you agree to show it.

    /menu shows what we can do now.
    /invite brings your partner here, /group links a chat for the two of you.

    These words work at any time, with or without the stroke:
    /back goes to the question before, /undo takes your last answer back.
    /skip leaves a question out, /repeat shows it once more.
    /stop ends your part of a conversation. Nobody is told.
    /pause gives you a week without a word from me, and /resume ends it.
    /hide takes my last messages out of this chat. Yours stay; delete them in the app.
    /leave is for good. I ask you once more before.
    /privacy says what I keep. /export, /forget, /erase, /consent, /safeword, /pin and /tidy are for you alone. When you delete a message in the app, I cannot see it: /forget takes it back here.
    They count only as a whole message. To answer with one of them, put it in quotation marks: “stop”.

    If you are in danger, call your local emergency number. To find someone to talk to in your country: findahelpline.com
help-room =
    In this group I show what you have both agreed to show, and I lead your sittings. Everything else is between each of you and me, in private.

    In a sitting, these work: /back, /undo, /skip, /repeat, and /stop, which ends it for both. No reason is needed.

    If you are in danger, call your local emergency number. To find someone to talk to in your country: findahelpline.com
unknown-command = I know /menu, /help, /back, /undo, /skip, /repeat, /stop, /pause, /resume, /invite, /join and /group. /help says more.
already-open = This is open already. Here is where you are.
already-this-week = That is done for this week. The next one comes by itself.
already-done = That is done for now.
queued = Something else is open between you. This begins when that is over.
busy = Something else is open between you. This can begin once that is over.
welcome-back = Welcome back, { $name }. Write /menu to see what we can do.
command-menu = What we can do now
command-help = How this works
command-back = Go to the question before
command-undo = Take your last answer back
command-skip = Leave a question out
command-repeat = See the question once more
command-stop = End this conversation for yourself
command-pause = A week of rest
command-resume = Go on after a rest
command-hide = Tidy up this chat
command-leave = Say goodbye
command-invite = Bring your partner here
command-pair = Invite your partner, or join with a code
command-join = Join your partner with a code
command-group = Link a group for the two of you
command-start = Begin, or come back

## Answers that are understood in more than one way

understood = I understood: { $value }. If that is wrong, write “undo”.
number-please = Please write a number from { $least } to { $most }.
date-please = I could not read that as a day. You can write “tomorrow”, “next Sunday” or “24 December”.
date-range = Please name a day from { $first } to { $last }.
time-please = I could not read that as a time of day. You can write “20:30” or “half past eight”.
time-range = Please name a time from { $first } to { $last }.
length-please = I could not read that as a length of time. You can write “20 minutes” or “two hours”.
length-range = Please name a length from { $first } to { $last }.
pick-some = Please choose { $least ->
        [0] up to { $most }
       *[other] { $least } to { $most }
    } of these: press them one by one, then “{ picks-done }”. You can also write their numbers, like “1, 3”.
picked = Noted: { $value }
unpicked = Taken off: { $value }
picks-done = Done
photo-please = Please send a picture here. You can also skip this.
nothing-to-undo = There is nothing here to go back to.
stopped-here = All right. This conversation rests here for you. You can come back to it with “back”.
another-answer = That answer does not go with what came before. Please try another one.
not-yet = This opens later on your way. The menu shows what is open now.

## How somebody is spoken of

pronouns = Some languages speak of women and men in different ways. How shall I speak of you? You can change it at any time.
pronouns-feminine = She
pronouns-masculine = He
pronouns-neither = Neither
pronouns-kept = Thank you. I will speak of you that way.
command-pronouns = how I speak of you

# Discord: the names of commands there (small letters, one word), and what its windows say

slash-menu = menu
slash-help = help
slash-back = back
slash-undo = undo
slash-skip = skip
slash-repeat = repeat
slash-stop = stop
slash-pause = pause
slash-resume = resume
slash-hide = hide
slash-leave = leave
slash-start = start
slash-invite = invite
slash-pair = pair
slash-join = join
slash-group = group
slash-room = room
slash-pronouns = pronouns
slash-move = move
discord-write = Write here
discord-title = Your answer
discord-field = In your own words
discord-room-made = Your room is made. Only the two of you, me, and those who look after this server can open it.
discord-room-elsewhere = I can make a room only in a text channel of a server. Write this command there, please.
discord-room-forbidden = I may not make private threads here. Somebody who looks after this server can allow it; or make a private channel yourselves, add me, and write /start with the code there.
discord-room-name = For the two of us
discord-code = The code that I gave you
discord-partner = The person you are here with
discord-room = A private room for the two of you

# Moving and mixed couples
# What people write for going on from another account, comma separated; it counts where nothing
# that is open takes it as an answer.

move-words = move, move house, another account
command-move = Go on from another account
move-code =
    With this code you go on from another account. It works once, for two days:

    { $code }

    Write to me from the new account and send it there. I am on { $places }. Then I ask you here, and after you { $partner }. Until both have said yes, everything stays as it is.

    What you wrote so far stays sealed with this account; it is shown nowhere else. Whatever is open between you two closes then, and can begin anew.
move-offer = You are joined with { $name } here already. If the old account of { $name } is lost, I can make a code for a new one.
move-fetch-button = A new account for my partner
move-fetch-code =
    With this code { $name } goes on from a new account. It works once, for two days:

    { $code }

    Let { $name } write to me from the new account and send it there. I am on { $places }. Then I show you who came, and ask you. Where I can still reach the old account, I ask there too.
move-waits = Thank you. I will write to you here as soon as it is confirmed. If nothing comes within two days, everything stays as it was.
move-comes = { $name } came with your code. Is that your other account?
move-fetch-comes = { $name } came with the code for { $partner }. Is that your partner's new account?
move-asks = { $name } would like to go on from another account. Is that all right with you?
move-fetch-asks = { $name } says that you go on from a new account, and that you are called { $partner } there. Is that you?
move-vouched = Thank you. I ask your partner now. Until that yes is there, everything stays as it is.
move-fetch-vouched = Thank you. I ask in the old account as well. If nobody can be reached there any more, it goes on from the new one in a little while.
move-off = All right. Everything stays as it was.
move-left = You go on from your other account now. I write nothing more here.
move-elsewhere = You go on from your other account, so nothing is open for you here. To come back to this one, write /move there.
move-here = Here you are, { $name }. From now on we go on in this chat. What you wrote in your other account stays sealed there.
move-there = { $name } goes on from another account now.
move-closed = If something was open between you two, it is closed now. You can begin it anew whenever you like: /menu
move-room = Your group is no longer linked, because the old account may still be in it. Once that has left, /group links your group again.
mixed-apart = You two write to me in different apps, so there is no group that both of you could enter. What is for both of you comes to each of you in your own chat with me, and what you tell me there stays as private as before. /menu shows what we can do.
invite-elsewhere = The link opens { $here } only. If your partner uses { $there }: let them write to me there, with /join and the code.
invite-anywhere = If your partner uses { $there }: let them write to me there, with /join and the same code.

# Groups as they are

room-lost = I cannot write in your group at the moment. I need to be in it, and allowed to send messages there; if it is a topic, it has to be open. Then we go on where we were. If I stay silent, write /start there. For another place, there is /group. What is private goes on here.
room-public = Others could read along in your group: it has a public link, or it shows what was said there to whoever joins. So I am keeping still there. When it is closed to others, let me know.
room-readers = Please know: those who own or look after this server can read what stands here, also what I show here. What you tell me in private does not come here unless you agree to it.
private-button = Our private chat
forwarded-ask = This looks forwarded. Shall I take it as your answer?
caption-ask = I see only the words under it. Shall I take those as your answer?
earlier-ask = That was a reply to an earlier question. Shall I take it as your answer to the one that is open now?
server-button = Add me to a server
room-server =
    This takes a server that you are both on. The button brings me there, if I am not there yet. Then write this in one of its text channels, and choose your partner with it:

    /room code: { $token }

    I make a private room there for the two of you.
command-elsewhere = This is no room of yours. Write to me in our private chat, please.

## One's own rights

privacy =
    What I keep, who can read it, and until when.

    Kept: your name, your time zone and what you set, your answers, and what you two agreed to show each other. All of it lies encrypted, yours under a key of your own.

    Who can read it: your partner sees only what you agree to show. { $operator ->
        [none] Whoever runs this server, and has given no name, could read everything.
       *[other] { $operator } runs this server and could read everything.
    } Telegram and Discord see the messages that pass through them. This is not end-to-end encrypted.

    Until when: your own answers { $own } days, what is joint { $joint } days, counted when a conversation has ended; messages that were read or sent { $hours } hours. When nothing is heard of you for { $couple } days, and you were told twice, everything.

    What you can do: /export gives you a copy. /forget takes back what you said last, or today. /consent shows what you agreed to. /leave goes silently. /erase deletes you. Your partner is not told of any of these when you do it.
export-text = Here is what I keep of you, to read. Keep it where only you can open it.
export-json = And the same for another program.
export-notice = A copy was asked for. If that was not you, somebody else may be able to open this chat: look in the app's settings which devices are signed in, best from a device that only you use.
export-wait = A copy was made a little while ago. The next one can be had from { $time } on.
export-heading-profile = About you
export-heading-consents = What you agreed to
export-heading-own = Your own answers
export-heading-joint = What is joint
export-heading-milestones = What you reached
export-heading-messages = What you wrote lately
export-heading-shown = What was shown to both of you lately
export-heading-things = What you built
forget-ask = What shall I forget? I cannot see it when you delete a message in the app, so you have to tell me here. Both buttons do it at once, and it cannot be undone.
forget-last-button = What I said last
forget-today-button = All of today
forget-last-done = Done: what you said last is deleted here. { $count ->
        [0] No answer was
        [one] One answer was
       *[other] { $count } answers were
    } among it. What still stands in this chat you can delete in the app. What was shown already stays where it was shown.
forget-today-done = Done: what you said today is deleted here. { $count ->
        [0] No answer was
        [one] One answer was
       *[other] { $count } answers were
    } among it. What still stands in this chat you can delete in the app. What was shown already stays where it was shown.
# What somebody writes so that everything is deleted. Nothing that anybody writes by accident.
erase-word = erase everything
erase-ask =
    This deletes everything you told me, at once and for good. The words of your partner stay theirs. I give them no reason; after some hours they hear only that check-ins are paused. If they look before, they may notice that nothing goes on.

    To do it, write within ten minutes: { $word }

    If you would like a copy first: /export
erase-not = Those were not the words, so nothing is deleted. To do it all the same, begin again with /erase. If you meant to answer something, please send it once more.
erase-late = More than ten minutes have gone by, so nothing is deleted. To do it all the same, begin again with /erase.
erase-done = Done. What you told me is deleted and cannot be read here any more. In every backup it is unreadable by { $until } at the latest. What stands in this chat you can delete in the app. I wish you well.
consent-now = This is what you agreed to. One tap takes it back, and one gives it again. Nobody is told.
consent-none = You have not agreed to anything yet, so I keep only what arriving needs.
consent-storing = { $state ->
        [given] That I keep what you write and talk with you here, agreed on { $day }.
       *[taken] That I keep what you write and talk with you here: taken back on { $day }.
    }
consent-together = { $state ->
        [given] That you take part in what you two have together, agreed on { $day }.
       *[taken] That you take part in what you two have together: taken back on { $day }.
    }
consent-reminders = { $state ->
        [given] That I remind you, agreed on { $day }.
       *[taken] That I remind you: taken back on { $day }.
    }
consent-storing-off = Take back: talking here
consent-storing-on = Agree again: talking here
consent-together-off = Take back: things together
consent-together-on = Agree again: things together
consent-reminders-off = Take back: reminders
consent-reminders-on = Agree again: reminders
consent-storing-done = Taken back. I ask you nothing more and write nothing by myself. What is kept stays under your own key until its time is over; /erase deletes it now.
consent-together-done = Taken back. I ask you nothing more of what you two have together, and what you agreed to show and is not shown yet stays hidden. What is yours alone goes on.
consent-reminders-done = Taken back. I remind you of nothing any more.
consent-again = Thank you. It holds again from now on.
consent-needed = For that I need your consent, and you took it back. /consent gives it again.
# Neutral on purpose: no reason, and nobody's name.
parted = Check-ins are paused. I begin none by myself for now. What is yours alone goes on: /menu
lasting-notice = Hello. It has been quiet here for a long time. What is kept here is deleted soon, at the earliest in a week. If you would like to keep it, write anything to me. /export gives you a copy.
command-privacy = What is kept, and who can read it
command-export = A copy of what is kept of you
command-forget = Take back what you said
command-erase = Delete everything about you
command-consent = What you agreed to
slash-privacy = privacy
slash-export = export
slash-forget = forget
slash-erase = erase
slash-consent = consent
safeword-ask = Which word of your own shall tidy up this chat, like /hide does? Choose one that looks like nothing, and that you would not write otherwise. Only a whole message counts; in your group it works as well, and shows nothing there. Write it now, then delete your message in the app.
safeword-none = No word of my own
safeword-kept = Kept. From now on that word does what /hide does. Please delete your message with it in the app.
safeword-not = That word will not do: it is very short, very long, or means something here already. /safeword asks again.
safeword-gone = All right, there is no such word now. /hide works as before.
command-safeword = A word of your own that tidies up
slash-safeword = safeword
# Commands of flows; where one has no name here, its own is shown.
slash-checkin = checkin
slash-days = days
slash-question = question
