"""The hardening checks: what the promises of docs/security.md cost root or minutes to try; run by `./go harden`."""
