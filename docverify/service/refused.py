"""What the service answers to a request that it cannot serve."""


class Refused(Exception):  # noqa: N818 - it says what happened, as the house has it
    """A request that is not served: an HTTP status, and a body that a program and a person understand.

    Attributes:
        status: of HTTP, 400 to 599.
        code: stable, for programs: "busy", "key_missing", "body_too_large", …
        message: a sentence that says what was wrong and what to do; nothing of the request in it.
        side: which picture is at fault: "document 2", "live", …; None where none is.
        retryable: whether the same request may be served later.
        retry_after: after so many seconds; sent as `Retry-After`.
    """

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        side: str | None = None,
        retryable: bool = False,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.side = side
        self.retryable = retryable
        self.retry_after = retry_after

    @property
    def body(self) -> dict[str, object]:
        """What is answered: `{code, side, message, retryable}`."""
        return {
            "code": self.code,
            "side": self.side,
            "message": self.message,
            "retryable": self.retryable,
        }

    @property
    def headers(self) -> dict[str, str]:
        """When to try again, where that is known, and how to show a key, where one is missing."""
        told = {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}
        return told | ({"WWW-Authenticate": "Bearer"} if self.status == 401 else {})
