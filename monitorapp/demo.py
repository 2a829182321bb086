"""A demonstration: two monitors in one fictional visit, a coordinator, and two bundles that partly disagree.

Everything here is invented and says so: the facility is the practice one, and the visits count nowhere.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monitorapp import documents
from monitorapp.exchange import members
from monitorapp.exchange.receive import receive
from monitorapp.exchange.send import SUFFIX, send
from monitorapp.records.field import Value
from monitorapp.records.view import PRACTICE_FACILITY, VISIT_FORM
from monitorapp.resources import word_list
from monitorapp.vault.cipher import translated
from monitorapp.vault.keyfile import LIGHT
from monitorapp.vault.passphrase import generate_passphrase
from monitorapp.vault.vault import Vault

ZONE = "Asia/Bishkek"
OWNERS = {
    "monitor-1": ("Монитор 1", "monitor"),
    "monitor-2": ("Монитор 2", "monitor"),
    "coordinator": ("Координатор", "coordinator"),
}

# What the lead wrote before the visit, and what both saw alike.
PREPARED: dict[str, Value] = {
    "visit_type": "comprehensive",
    "visit_announced": "no",
    "prep_objective": "Учебное посещение: проверить журналы и условия в камерах",
    "prep_risk_level": "medium",
    "prep_data_plan": "codes_only",
}
AGREED: dict[str, Value] = {
    "access_granted": "full",
    "access_devices": "some",
    "access_cooperation": "neutral",
    "fac_type": "ivs",
    "fac_agency": "interior",
    "cap_official": 40,
    "cells_total": 12,
    "fac_cctv_retention": {"na": "not_allowed"},
}
FIRST: dict[str, Value] = {
    "visit_start": {"t": "2026-11-20T09:40", "p": "minute", "zone": ZONE},
    "visit_entry": {"t": "2026-11-20T10:05", "p": "minute", "zone": ZONE},
    "pop_total": 41,
    "pop_men": 37,
    "access_private_interviews": "yes_out_of_hearing_and_sight",
    "food_meals": 3,
}
SECOND: dict[str, Value] = {
    "pop_total": 43,
    "pop_women": 4,
    "access_private_interviews": "out_of_hearing_only",
    "med_presence": "on_call_only",
    "for_register#note": "Журнал не показали",
}
CELLS: tuple[dict[str, Value], ...] = (
    {
        "cell_no": "1",
        "cell_people": 8,
        "cell_places": 6,
        "cell_area_meas": 18.4,
        "cell_toilet": "partial_partition",
    },
    {"cell_no": "2", "cell_people": 4, "cell_places": 4, "cell_area_meas": 14.2, "cell_window": "daylight_poor"},
    {"cell_no": "3", "cell_people": 2, "cell_places": 4, "cell_area_meas": 12.0, "cell_vent": "natural_only"},
    {"cell_no": "4", "cell_people": 6, "cell_places": 6, "cell_area_meas": 21.5, "cell_call": "works"},
    {"cell_no": "5", "cell_people": 1, "cell_places": 2, "cell_area_meas": 7.1, "cell_light_enough": "no"},
)
RECOUNTED: dict[str, Value] = {"cell_people": 10, "cell_toilet": "partial_partition"}
INTERVIEWS: tuple[dict[str, Value], ...] = (
    {"intv_consent": "yes", "intv_private": "full", "intv_treat_police": "rude", "intv_days_here": 2},
    {"intv_consent": "no"},
)
CONFLICTS = ("pop_total", "access_private_interviews", "cell_people")


@dataclass
class _Owner:
    """One laptop of the demonstration."""

    key: str
    path: Path
    passphrase: str
    vault: Vault


def make_demo(out: Path) -> dict[str, Any]:
    """Make the demonstration in the empty folder `out`; returns what stands in `out/demo.json`.

    Raises VaultTrouble or BundleTrouble.
    """
    with translated():
        out.mkdir(parents=True, exist_ok=True)
    owners = {key: _owner(out, key) for key in OWNERS}
    try:
        _introduce(list(owners.values()))
        visit, cell = _visit_together(out, owners["monitor-1"], owners["monitor-2"])
        files = [_hand_over(out, owners[key], visit, owners["coordinator"]) for key in ("monitor-1", "monitor-2")]
    finally:
        for owner in owners.values():
            owner.vault.close()
    made = {
        "practice": True,
        "vaults": {o.key: {"path": o.path.name, "passphrase": o.passphrase} for o in owners.values()},
        "bundles": files,
        "conflicts": _conflicts(visit, cell),
    }
    (out / "demo.json").write_text(json.dumps(made, ensure_ascii=False, indent=1), encoding="utf-8")
    return made


def _owner(out: Path, key: str) -> _Owner:
    name, role = OWNERS[key]
    passphrase = generate_passphrase(word_list("ru"))
    vault, code = members.create_vault(out / key, passphrase, name, LIGHT, role=role)
    vault.confirm_recovery(code)
    return _Owner(key, out / key, passphrase, vault)


def _introduce(owners: list[_Owner]) -> None:
    for owner in owners:
        card = members.identity_of(owner.vault).card()
        for other in owners:
            if other is not owner:
                members.trust(other.vault, card.encode(), " ".join(members.words_of(card, "ru")))


def _visit_together(out: Path, lead: _Owner, colleague: _Owner) -> tuple[str, str]:
    visit, _ = documents.start_visit(lead.vault, PRACTICE_FACILITY, VISIT_FORM)
    _fill(lead.vault, visit, PREPARED)
    cell = _document(lead.vault, visit, "cell", {"cell_no": "1"})
    invitation = out / f"invitation{SUFFIX}"
    send(lead.vault, [visit], [members.find_recipient(lead.vault, OWNERS[colleague.key][0])], invitation, "invitation")
    receive(colleague.vault, invitation)
    _fill(lead.vault, visit, AGREED | FIRST)
    _fill(lead.vault, cell, CELLS[0])
    for values in CELLS[1:]:
        _document(lead.vault, visit, "cell", values)
    _fill(colleague.vault, visit, AGREED | SECOND)
    _fill(colleague.vault, cell, RECOUNTED)
    for values in INTERVIEWS:
        _document(colleague.vault, visit, "interview", values)
    return visit, cell


def _document(vault: Vault, visit: str, form: str, values: Mapping[str, Value]) -> str:
    document, _ = documents.add_document(vault, visit, form)
    _fill(vault, document, values)
    return document


def _fill(vault: Vault, document: str, values: Mapping[str, Value]) -> None:
    for name, value in values.items():
        vault.record(document, name, value, vault.shown(document, name))
    vault.commit(document)


def _hand_over(out: Path, owner: _Owner, visit: str, coordinator: _Owner) -> dict[str, str]:
    documents.finish(owner.vault, visit)
    file = f"{owner.key}{SUFFIX}"
    recipient = members.find_recipient(owner.vault, OWNERS[coordinator.key][0])
    send(owner.vault, [visit], [recipient], out / file)
    return {"file": file, "from": owner.key}


def _conflicts(visit: str, cell: str) -> list[dict[str, Any]]:
    written = [(visit, name, [FIRST[name], SECOND[name]]) for name in CONFLICTS[:2]]
    written.append((cell, CONFLICTS[2], [CELLS[0][CONFLICTS[2]], RECOUNTED[CONFLICTS[2]]]))
    return [{"document": document, "field": name, "values": values} for document, name, values in written]
