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
from donghanh.programme.partners.queries.partners import PartnerRow, PartnerSheet, Year, partner_sheet, partners, year

__all__ = [
    "AgreementRow",
    "AgreementSheet",
    "PartnerRow",
    "PartnerSheet",
    "PromiseRow",
    "ReceiptRow",
    "Year",
    "agreement_row",
    "agreement_sheet",
    "agreements",
    "partner_sheet",
    "partners",
    "year",
]
