"""The one schema of every ledger: numbered steps, each run in its own transaction and never edited afterwards."""

SCHEMA = 2

STEPS: dict[int, tuple[str, ...]] = {
    1: (
        """create table commits(
            n integer primary key, id blob not null unique, visit text not null, document text not null,
            author text not null, strand text not null, sequence integer not null, previous blob,
            lamport integer not null, wall text not null, header text not null, bundle text) strict""",
        "create index commits_of_document on commits(document, author, n)",
        """create table parts(
            hash blob not null, n integer not null, compartment text not null, body text,
            primary key(hash, n)) strict, without rowid""",
        "create index parts_of_commit on parts(n)",
        """create table heads(
            document text not null, field text not null, n integer not null, value text not null,
            primary key(document, field, n)) strict, without rowid""",
        """create table replaced(
            id blob not null, field text not null, n integer not null,
            primary key(id, field, n)) strict, without rowid""",
        """create table journal(
            document text not null, field text not null, value text not null, seen text not null,
            compartment text not null, wall text not null, ack integer not null,
            primary key(document, field)) strict, without rowid""",
        "create table erased(hash blob not null, n integer not null, primary key(hash, n)) strict, without rowid",
        """create table attestations(
            hash blob primary key, author text not null, body text not null, bundle text) strict, without rowid""",
        "create table facts(name text primary key, value text not null) strict, without rowid",
        """create table people(
            author text primary key, name text not null, state text not null, card text not null)
            strict, without rowid""",
        """create table forms(
            form text not null, version text not null, xform blob not null,
            primary key(form, version)) strict, without rowid""",
        """create table exchanges(
            bundle text not null, direction text not null, kind text not null, author text not null,
            sequence integer not null, wall text not null, counts text not null,
            primary key(bundle, direction)) strict, without rowid""",
    ),
    2: (
        # What a form needs beside its XForm: lists, pictures.
        """create table form_files(
            form text not null, version text not null, name text not null, body blob not null,
            primary key(form, version, name)) strict, without rowid""",
        # One key for each attachment, so that it dies with the ledger's.
        """create table attachments(
            id text primary key, name text not null, key blob not null, size integer not null,
            visit text not null, bundle text) strict, without rowid""",
        # Grow-only, in the index: what is named here never comes in again.
        "create table erased_documents(document text primary key) strict, without rowid",
    ),
}
