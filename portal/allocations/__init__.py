"""Dividing what schools wish when a round closes: by a stated criterion, with a true reason for every refusal."""
