"""Whether this installation is set so that what people write is kept and kept private.

Each check is one plain line. Some only deserve a look; some must be mended; and of these some are
such that nothing may be served before they are.
"""

from supervision.doctor.checks import before_data, examine
from supervision.doctor.data import let_go
from supervision.doctor.findings import Finding, refuse_unsafe

__all__ = ["Finding", "before_data", "examine", "let_go", "refuse_unsafe"]
