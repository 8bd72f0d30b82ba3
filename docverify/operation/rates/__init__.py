"""Error rates of a deployment: from past decisions, and from what is compared beside its verifications."""

from docverify.operation.rates.alarms import Alarm, AlarmKind, alarms
from docverify.operation.rates.in_use import RatesInUse, rates_in_use
from docverify.operation.rates.monitor import Monitor
from docverify.operation.rates.proposal import Proposal, propose_population
from docverify.operation.rates.site import SiteRates
from docverify.operation.rates.traits import Traits

__all__ = [
    "Alarm",
    "AlarmKind",
    "Monitor",
    "Proposal",
    "RatesInUse",
    "SiteRates",
    "Traits",
    "alarms",
    "propose_population",
    "rates_in_use",
]
