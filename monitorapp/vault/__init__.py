"""The vault: a folder of encrypted ledgers and the key file that opens them. All SQL lives here."""
