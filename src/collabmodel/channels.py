"""What the channels of an organization are used for, and how well: a count, not a judgement."""

from collections.abc import Mapping
from types import MappingProxyType

import attrs

from collabmodel.model.organization import Channel, Era, Organization, Purpose, Quality, UseKind

PROMOTION = frozenset({UseKind.MARKETING, UseKind.FUNDRAISING})


@attrs.frozen
class ChannelReview:
    """The channel portfolio of an organization, its communities' channels included.

    Attributes:
        channels: all of them, in the order of the description.
        complete: the observer looked for every channel.
    """

    channels: tuple[Channel, ...]
    complete: bool

    @property
    def social(self) -> tuple[Channel, ...]:
        """Those on which people can answer and take part."""
        return tuple(channel for channel in self.channels if channel.kind.era is Era.SOCIAL)

    @property
    def uses(self) -> Mapping[UseKind, Mapping[Quality, int]]:
        """How many channels serve each use, by quality; uses that no channel serves are left out."""
        counts: dict[UseKind, dict[Quality, int]] = {}
        for channel in self.channels:
            for use in channel.uses:
                by_quality = counts.setdefault(use.kind, {})
                by_quality[use.quality] = by_quality.get(use.quality, 0) + 1
        return MappingProxyType({kind: MappingProxyType(by_quality) for kind, by_quality in counts.items()})

    @property
    def promotional(self) -> tuple[Channel, ...]:
        """Social channels used for marketing and fundraising only."""
        return tuple(channel for channel in self.social if channel.uses and channel.serves <= PROMOTION)

    @property
    def promotional_share(self) -> float | None:
        """Their share among the social channels whose uses are known; None where none is known."""
        known = [channel for channel in self.social if channel.uses]
        return len(self.promotional) / len(known) if known else None

    @property
    def unlinked(self) -> tuple[Channel, ...]:
        """Channels to which somebody looked for a link and found none."""
        return tuple(channel for channel in self.channels if channel.linked_from == ())


def review(subject: Organization | Purpose) -> ChannelReview:
    """The channels of a subject; a purpose has none of its own."""
    if isinstance(subject, Purpose):
        return ChannelReview((), complete=False)
    return ChannelReview(subject.all_channels, complete=subject.channels_complete)
