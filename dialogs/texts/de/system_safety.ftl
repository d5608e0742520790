# Was kommt, wenn jemand Worte der Gefahr schreibt und kein Gespräch beginnen kann.
risk-lines =
    Gut, dass du das schreibst. Diese Menschen hören zu, zu jeder Stunde, und du musst nichts erklären.

    { $lines }

    Wenn du gerade in Gefahr bist, ruf bitte den Notruf an deinem Ort.
