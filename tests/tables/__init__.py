"""Who may do what in which state: a printed table per kind, multiplied out over all states, deeds and accounts.

A table has a column per state (or per case of a state: `submitted.once`) and a line per deed. A cell is `yes`, `no`
(the rule says `wrong_state`), or the code of another refusal; `yes,assessor:four_eyes` says it of one account. Behind
the bar stand those whose deed it is; `insider:conflict_of_interest` is refused with that code wherever others may.
Everybody else who sees the thing is refused `wrong_role`; who does not see it, finds nothing. `sees` says who does.
"""
