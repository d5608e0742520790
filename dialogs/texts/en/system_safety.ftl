# What comes when somebody writes words of risk and no conversation can begin.
risk-lines =
    I am glad that you wrote it. These people listen, at any hour, and you need not explain yourself.

    { $lines }

    If you are in danger now, call your local emergency number.
