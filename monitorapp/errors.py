"""The one tree of expected troubles; every code has words in resources/troubles.json.

    Trouble
    ├── FormTrouble       a form cannot be read, compiled or run
    ├── VaultTrouble      the vault or a ledger cannot be opened or written
    ├── BundleTrouble     a bundle file cannot be opened or is not what it says
    ├── ExchangeTrouble   what is inside a bundle cannot be taken in, or cannot be sent
    └── InputTrouble      a command or an answer cannot be understood

A Trouble is what may happen to a careful person. It carries a code and facts (counts, versions,
places in a form), never an answer, a name or the path of a vault. Everything else is a bug.
"""

from typing import ClassVar

Fact = str | int | float | None


class Trouble(Exception):
    """An expected trouble: `code` names the sentence shown, `facts` fill its blanks."""

    codes: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, code: str, **facts: Fact) -> None:
        assert code in self.codes, f"{type(self).__name__} has no code {code}"
        super().__init__(code)
        self.code = code
        self.facts = facts


class FormTrouble(Trouble):
    """A form cannot be read, compiled or run."""

    codes = frozenset(
        {
            "form-arguments-wrong",
            "form-audit",
            "form-broken",
            "form-cell-broken",
            "form-cycle",
            "form-entities",
            "form-event-misplaced",
            "form-event-unknown",
            "form-expression-broken",
            "form-formula-unsaved",
            "form-function-unknown",
            "form-id-broken",
            "form-in-use",
            "form-incomplete",
            "form-list-too-long",
            "form-not-written",
            "form-not-xml",
            "form-recording",
            "form-shipped",
            "form-table-broken",
            "form-table-not-utf8",
            "form-text-too-long",
            "form-too-large",
            "form-unknown",
            "form-version-taken",
            "form-without-version",
            "form-workbook-broken",
            "form-workbook-unreadable",
        }
    )


class VaultTrouble(Trouble):
    """The vault or one of its ledgers cannot be opened or written."""

    codes = frozenset(
        {
            "already-open",
            "answer-too-long",
            "attachment-damaged",
            "attachment-too-large",
            "cannot-salvage",
            "cannot-undo",
            "cipher-missing",
            "disk-full",
            "disk-slow",
            "folder-not-empty",
            "folder-read-only",
            "index-damaged",
            "ledger-damaged",
            "ledger-missing",
            "ledger-read-only",
            "log-foreign",
            "medium-gone",
            "memory-short",
            "migration-failed",
            "no-room-for-visits",
            "not-a-vault",
            "old-lock-remains",
            "passphrase-too-weak",
            "recovery-code-misread",
            "rollback-found",
            "vault-closed",
            "vault-damaged",
            "vault-too-new",
            "wrong-escrow-key",
            "wrong-passphrase",
            "wrong-recovery-code",
        }
    )


class BundleTrouble(Trouble):
    """A bundle file cannot be opened or is not what it says."""

    codes = frozenset(
        {
            "bundle-damaged",
            "bundle-forged",
            "bundle-forwarded",
            "bundle-incomplete",
            "bundle-not-for-you",
            "bundle-not-valid",
            "bundle-too-large",
            "bundle-too-new",
            "bundle-unreadable",
            "bundle-write-failed",
            "not-a-bundle",
        }
    )


class ExchangeTrouble(Trouble):
    """What is inside a bundle cannot be taken in, or something cannot be sent."""

    codes = frozenset(
        {
            "card-broken",
            "commits-not-valid",
            "not-an-invitation",
            "not-yours-to-erase",
            "nothing-received",
            "recipient-unknown",
            "seal-needs-another",
            "seal-not-for-yourself",
            "sender-revoked",
            "words-do-not-match",
        }
    )


class InputTrouble(Trouble):
    """A command or an answer cannot be understood."""

    codes = frozenset(
        {
            "attachment-broken",
            "attachment-unknown",
            "bundle-unknown",
            "document-unknown",
            "facility-unknown",
            "field-key-broken",
            "file-not-wanted",
            "file-not-written",
            "file-unreadable",
            "ledger-unknown",
            "nothing-to-settle",
            "picture-too-large",
            "picture-unreadable",
            "value-broken",
            "visit-unknown",
        }
    )


FAMILIES: tuple[type[Trouble], ...] = (FormTrouble, VaultTrouble, BundleTrouble, ExchangeTrouble, InputTrouble)
