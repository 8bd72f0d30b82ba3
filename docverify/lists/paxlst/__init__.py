"""PAXLST, the passenger list of UN/EDIFACT (D.02B to D.12B): read and written."""

from docverify.lists.paxlst.message import VERSIONS, PaxlstMessage
from docverify.lists.paxlst.read import PaxlstInterchange, read_paxlst
from docverify.lists.paxlst.syntax import Service
from docverify.lists.paxlst.write import write_paxlst

__all__ = ["VERSIONS", "PaxlstInterchange", "PaxlstMessage", "Service", "read_paxlst", "write_paxlst"]
