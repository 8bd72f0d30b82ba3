"""Error rates of a deployment: from past decisions, and from what is compared beside its verifications."""

from docverify.operation.rates.in_use import RatesInUse, rates_in_use

__all__ = ["RatesInUse", "rates_in_use"]
