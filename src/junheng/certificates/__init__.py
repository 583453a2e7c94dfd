"""What was decided and how to check it 证书: canonical lists, seals, certificates, and what is made from them."""

from .certificate import Algorithm, Certificate
from .comparison import Comparison, Difference, compare
from .concealment import identifier, masked, public_codes, published, salts
from .drift import KIND_TEXT, Drift, Kind, Moved, drift
from .errors import CertificateError, ListRejected
from .finding import Finding, differs
from .listing import Listing, listing, parse
from .notice import notice, witness_sheet
from .notice_facts import Facts, Term, attribute_name, facts_of, grouped, seal_terms, shown_fraction, shown_time
from .notice_words import WORDS
from .reading import HEADS, read_listing, read_table, rows_by_code, rows_of
from .roll import roll_of
from .rounds import refuse_unfit_round
from .row_check import OwnRow, own_row, slips
from .rows import people, result_rows, roll_rows
from .seal import Seal, moment, refuse_changed, refuse_early, refuse_other_sources, seal
from .sealed import Sealed, check_sealed, open_sealed, seals_of, seals_text, write_sealed
from .short_code import short_code
from .verification import Recomputer, check, verify
from .verifier import verifier_page, verifier_policy

__all__ = [
    "HEADS",
    "KIND_TEXT",
    "WORDS",
    "Algorithm",
    "Certificate",
    "CertificateError",
    "Comparison",
    "Difference",
    "Drift",
    "Facts",
    "Finding",
    "Kind",
    "ListRejected",
    "Listing",
    "Moved",
    "OwnRow",
    "Recomputer",
    "Seal",
    "Sealed",
    "Term",
    "attribute_name",
    "check",
    "check_sealed",
    "compare",
    "differs",
    "drift",
    "facts_of",
    "grouped",
    "identifier",
    "listing",
    "masked",
    "moment",
    "notice",
    "open_sealed",
    "own_row",
    "parse",
    "people",
    "public_codes",
    "published",
    "read_listing",
    "read_table",
    "refuse_changed",
    "refuse_early",
    "refuse_other_sources",
    "refuse_unfit_round",
    "result_rows",
    "roll_of",
    "roll_rows",
    "rows_by_code",
    "rows_of",
    "salts",
    "seal",
    "seal_terms",
    "seals_of",
    "seals_text",
    "short_code",
    "shown_fraction",
    "shown_time",
    "slips",
    "verifier_page",
    "verifier_policy",
    "verify",
    "witness_sheet",
    "write_sealed",
]
