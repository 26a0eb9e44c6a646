"""All reading of partners."""

from donghanh.programme.partners.queries.agreements import (
    AgreementRow,
    AgreementSheet,
    PromiseRow,
    ReceiptRow,
    agreement_row,
    agreement_sheet,
    agreements,
)
from donghanh.programme.partners.queries.investors import ApplicationRow, StepRow, application, applications
from donghanh.programme.partners.queries.partners import PartnerRow, PartnerSheet, Year, partner_sheet, partners, year

__all__ = [
    "AgreementRow",
    "AgreementSheet",
    "ApplicationRow",
    "PartnerRow",
    "PartnerSheet",
    "PromiseRow",
    "ReceiptRow",
    "StepRow",
    "Year",
    "agreement_row",
    "agreement_sheet",
    "agreements",
    "application",
    "applications",
    "partner_sheet",
    "partners",
    "year",
]
