"""All pages on which agents handle prescriptions, under one router."""

from fastapi import APIRouter

from app.department.console import (
    deciding_together,
    duplicates,
    exports,
    persons,
    prescription_list,
    prescriptions,
    printing,
    without_letter,
)

router = APIRouter(include_in_schema=False)
for _part in (
    prescription_list,
    deciding_together,
    prescriptions,
    duplicates,
    exports,
    persons,
    printing,
    without_letter,
):
    router.include_router(_part.router)
