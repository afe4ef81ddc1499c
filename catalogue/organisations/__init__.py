"""Municipalities, boards, schools and their pupil counts, providers; and `Actor`, someone acting for one of them."""
