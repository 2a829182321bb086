"""What passes between vaults: members and trust, sending, receiving, the plan before anything is written."""
