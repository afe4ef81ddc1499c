"""The pages of a provider: answer, deliver, claim, offer."""
