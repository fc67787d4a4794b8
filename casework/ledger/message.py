"""What every message of the sync protocol has in common."""

from pydantic import BaseModel, ConfigDict

PROTOCOL_VERSION = 1


class Message(BaseModel):
    """Base of all messages: parts a newer version added are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    v: int = PROTOCOL_VERSION


class Part(BaseModel):
    """Base of what messages are made of."""

    model_config = ConfigDict(frozen=True, extra="ignore")
