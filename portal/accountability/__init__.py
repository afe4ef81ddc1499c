"""What was spent, on what, from which money: reads every room. What it settles, the room of the money carries out."""
