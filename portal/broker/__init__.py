"""The embedded broker: durable message queues in a folder, for an installation without a broker server.

`BROKER_URL=files:///folder` names it. A message is a hint: the journal is the outbox (docs/adr/0003), so a lost one
would cost seconds. Still this broker loses none when a process dies (docs/adr/0004).
"""

from kombu.transport import TRANSPORT_ALIASES


def register() -> None:
    """Make `files://…` known to kombu. May be called twice."""
    TRANSPORT_ALIASES["files"] = "portal.broker.transport:Transport"
