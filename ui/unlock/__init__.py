"""Where a vault is opened, made, or recovered."""
