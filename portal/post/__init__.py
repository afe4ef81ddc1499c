"""The one door by which e-mail leaves the portal: each at most once more than meant, and then marked as sent again."""
