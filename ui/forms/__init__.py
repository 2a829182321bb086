"""Forms: which ones the vault knows, what one from outside would bring, trying one, moving to another version."""
