"""What the core has to know of a visit's own questions; everything else is the form's."""

from monitorapp.records.field import Value

VISIT_FORM = "visit"
FACILITY = "facility_id"
VISIT_TYPE = "visit_type"
PRACTICE_FACILITY = "practice"


def is_practice(facility: Value) -> bool:
    """Whether a visit is to the synthetic facility: such a visit is marked everywhere and counts nowhere."""
    return facility == PRACTICE_FACILITY
