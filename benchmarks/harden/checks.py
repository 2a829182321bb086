"""Every check there is, in the order of the test plan."""

from benchmarks.harden import deeds
from benchmarks.harden.bombs import bombs
from benchmarks.harden.check import Check
from benchmarks.harden.events import LOCKS
from benchmarks.harden.images import IMAGES
from benchmarks.harden.keyfiles import key_file_mutants
from benchmarks.harden.kills import kills_while_answering
from benchmarks.harden.leaks import canaries, system_calls
from benchmarks.harden.ledgers import ledger_mutants, log_cuts
from benchmarks.harden.memory import isolation, memory_after_lock
from benchmarks.harden.refusals import passphrases, refusals
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
        deeds.kills_in_passphrase_change,
        full=200,
        small=12,
        planted="the old superblocks go before the new one is written",
    ),
    Check(
        "T7-import",
        "kill -9 while a bundle is read in",
        deeds.kills_in_import,
        full=200,
        small=10,
        planted="what is imported is written piece by piece",
    ),
    Check(
        "T7-erase",
        "kill -9 while a visit is erased",
        deeds.kills_in_erasing,
        full=200,
        small=10,
        planted="the file of the ledger goes before anything is noted or destroyed",
    ),
    Check(
        "T7-seal",
        "kill -9 while a visit is sealed",
        deeds.kills_in_sealing,
        full=200,
        small=8,
        planted="the bundle gets its place only after the key of the visit is destroyed",
    ),
    Check(
        "T7-rekey",
        "kill -9 while every key is changed",
        deeds.kills_in_rekeying,
        full=200,
        small=8,
        planted="the old superblocks go before the new one is written",
    ),
    Check(
        "T8",
        "torn writes into the key file",
        torn_writes,
        full=1,
        small=8,
        planted="the old superblock goes before the new one is on the disk",
    ),
    *IMAGES,
    Check(
        "T10",
        "words in files after a day at the window and a crash",
        canaries,
        full=40_000,
        small=500,
        planted="words are written to files in four encodings",
        tools=("Xvfb",),
    ),
    Check(
        "T11",
        "system calls of that day",
        system_calls,
        full=40_000,
        small=500,
        planted="words are written to files, and a socket of the internet is opened",
        tools=("Xvfb", "strace"),
    ),
    Check(
        "T12",
        "memory after a lock",
        memory_after_lock,
        full=20,
        small=2,
        planted="the vault is closed, but the process stays",
        root=True,
        tools=("Xvfb", "xdotool"),
        alone=True,
    ),
    Check(
        "T13",
        "the process against other programs of the same user",
        isolation,
        full=1,
        small=1,
        planted="the program without its hardening",
        root=True,
        tools=("Xvfb", "xdotool", "setpriv"),
    ),
    *LOCKS,
    Check(
        "T15",
        "bombs",
        bombs,
        full=1,
        small=2,
        planted="what a key file asks of Argon2 is not looked at",
    ),
    Check(
        "T16",
        "a cipher that is not what it should be",
        refusals,
        full=1,
        small=1,
        planted="nobody looks at the cipher",
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
