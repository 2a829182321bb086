"""Every check there is, in the order of the test plan."""

from benchmarks.harden.check import Check
from benchmarks.harden.deeds import kills_in_import, kills_in_passphrase_change
from benchmarks.harden.keyfiles import key_file_mutants
from benchmarks.harden.kills import kills_while_answering
from benchmarks.harden.ledgers import ledger_mutants, log_cuts
from benchmarks.harden.phrases import passphrases
from benchmarks.harden.torn import torn_writes

CHECKS: tuple[Check, ...] = (
    Check(
        "T1",
        "damaged and forged key files",
        key_file_mutants,
        full=10_000,
        small=150,
        planted="the MAC of the superblock is not compared",
    ),
    Check(
        "T4",
        "damaged and rolled back ledgers",
        ledger_mutants,
        full=4_000,
        small=40,
        planted="nothing is compared on opening",
    ),
    Check(
        "T5",
        "kill -9 while answering",
        kills_while_answering,
        full=1_000,
        small=8,
        planted="an answer is acknowledged before it is written",
    ),
    Check(
        "T6",
        "cut and damaged logs of ledgers",
        log_cuts,
        full=600,
        small=30,
        planted="every second answer reaches the disk before the one it follows",
    ),
    Check(
        "T7-phrase",
        "kill -9 while the passphrase is changed",
        kills_in_passphrase_change,
        full=200,
        small=12,
        planted="the old superblocks go before the new one is written",
    ),
    Check(
        "T7-import",
        "kill -9 while a bundle is read in",
        kills_in_import,
        full=200,
        small=10,
        planted="what is imported is written piece by piece",
    ),
    Check(
        "T8",
        "torn writes into the key file",
        torn_writes,
        full=1,
        small=8,
        planted="the old superblock goes before the new one is on the disk",
    ),
    Check(
        "T18",
        "passphrases from other keyboards",
        passphrases,
        full=2_000,
        small=30,
        planted="ё and е are two letters",
    ),
)
