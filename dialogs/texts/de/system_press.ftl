# What stands in pictures and papers.
progress-title = Zusagen und Vertrauen
progress-kept = Gehaltene Zusagen, Woche für Woche
progress-felt = Vertrauen, wie du es gespürt hast, 0 bis 10
progress-mirrored = Dein Dranbleiben, 0 bis 10, wie du es siehst
progress-note = Gefühle folgen Taten oft erst Wochen später. Die zweite Linie ist die Mitte aus vier Wochen, und nur du siehst sie.
brief-title = Für ein erstes Gespräch
brief-foot = In eigenen Worten. Kein Befund, keine Diagnose.
brief-shortened = Einiges wurde gekürzt, damit es auf zwei Seiten passt.
brief-who = Wer wir sind
brief-happened = Was geschehen ist
brief-tried = Was wir versucht haben
brief-ask = Worum wir Sie bitten
brief-safety = Zur Sicherheit
