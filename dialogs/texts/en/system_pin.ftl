# A number that opens a chat again (/pin), and messages that go by themselves (/tidy).
# pin-please, pin-knock, pin-wrong, pin-wait, pin-right and pin-over may stand on a locked screen.
pin-ask =
    Which number shall open this chat? Write 4 to 12 digits, then once more.

    From then on, after 15 minutes of quiet and after /hide, I show nothing private here before you have written it. /hide, your own word, /help and your group work without it.

    It does not hide that this chat is there, and it does not help against somebody who reads along on your phone.
pin-twice = Once more the same number, please.
pin-differ = The two were not the same. Please write a new one, and then once more.
pin-not = I was waiting for 4 to 12 digits and nothing else. Nothing has changed; /pin asks again.
pin-kept =
    { $own ->
        [stay] Kept. Here I cannot delete what you wrote: please delete your messages with the number in the app.
       *[go] Kept. I have taken your messages with the number out of this chat.
    }

    I keep only what shows whether a number fits. If you ever forget it, write /pin forget: a day later I do not ask for it any more, and nothing is lost.
pin-set = You have a number here. What shall become of it?
pin-change = Another number
pin-off = No number any more
pin-lost-button = I do not know it
pin-now = First, please write the number that you have now.
pin-gone = All right. I do not ask for a number any more.
pin-none = You have no number here. /pin makes one.
pin-please = Hello. Please write your number.
pin-knock = Hello. Something is here for you. Please write your number when it suits you.
pin-wrong = That was not it. Please write it once more.
pin-wait = Please wait a little. From { $time } on you can write it again.
pin-right = Hello. Write /menu to see what we can do.
pin-forget-word = forget
pin-lost = All right. Until { $time } nothing is shown here, and then I do not ask for the number any more. Nothing is deleted. If that was not you: write your number, and all stays as it was.
pin-over = Hello. I do not ask for a number here any more. If that surprises you, /pin makes a new one.
command-pin = A number that opens this chat
slash-pin = pin

tidy-ask =
    After how long shall messages vanish from this chat? { $own ->
        [stay] Mine go by themselves then; here I cannot delete yours, so delete them in the app.
       *[go] Mine and yours go by themselves then, as long as they are not older than two days.
    }

    This is about the chat alone. /privacy says what I keep, and /repeat shows an open question again.
tidy-after-1 = 1 hour
tidy-after-12 = 12 hours
tidy-after-24 = 24 hours
tidy-never = Never
tidy-done =
    { $count ->
        [one] All right. After { $count } hour
       *[other] All right. After { $count } hours
    } { $own ->
        [stay] my messages vanish from this chat. Yours stay: please delete them in the app.
       *[go] my messages vanish from this chat, and what you write from now on.
    }
tidy-off = All right. Messages stay in this chat. /hide takes them away at once.
command-tidy = Messages that vanish after a while
slash-tidy = tidy
