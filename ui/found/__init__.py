"""What was found when the vault was opened, and what a person decides about it."""
