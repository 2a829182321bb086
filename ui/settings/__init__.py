"""What can be set: how the windows look, when they hide, the keys of the vault."""
