# What stands in pictures and papers.
progress-title = Promises and trust
progress-kept = Promises kept, week by week
progress-felt = Trust as you felt it, 0 to 10
progress-mirrored = How you kept at it, 0 to 10, as you saw it
progress-note = Feelings tend to follow deeds, often weeks later. The second line is the middle of four weeks, and only you see it.
brief-title = For a first meeting
brief-foot = In our own words. No finding, no diagnosis.
brief-shortened = Some parts were shortened to fit on two pages.
brief-who = Who we are
brief-happened = What happened
brief-tried = What we have tried
brief-ask = What we ask of you
brief-safety = About safety
