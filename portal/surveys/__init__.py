"""What young people and partners say, without their names; and the log of how a plan came about with them."""
