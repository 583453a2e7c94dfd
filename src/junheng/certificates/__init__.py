"""What was decided and how to check it 证书: canonical lists, seals, certificates, and what is made from them."""

from .certificate import Algorithm, Certificate
from .comparison import Comparison, Difference, compare
from .concealment import identifier, masked, public_codes, published, salts
from .errors import CertificateError, ListRejected
from .finding import Finding, differs
from .listing import Listing, listing, parse
from .seal import Seal, moment, seal
from .short_code import short_code
from .verification import Recomputer, check, verify

__all__ = [
    "Algorithm",
    "Certificate",
    "CertificateError",
    "Comparison",
    "Difference",
    "Finding",
    "ListRejected",
    "Listing",
    "Recomputer",
    "Seal",
    "check",
    "compare",
    "differs",
    "identifier",
    "listing",
    "masked",
    "moment",
    "parse",
    "public_codes",
    "published",
    "salts",
    "seal",
    "short_code",
    "verify",
]
