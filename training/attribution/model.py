"""The span model: an encoder, a label for each word, and vectors by which contents and sources find their cue."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from attribution.crf import LABELS, Chain
from attribution.encoder import BankDropout, Encoder

LINK = 64
DISTANCES = 12


class SpanModel(nn.Module):
    """`forward` gives what is exported; the chain and the distances are small tables that are used outside of it."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        width = encoder.shape.width
        self.encoder = encoder
        self.dropout = BankDropout(0.1)
        self.hidden = nn.Linear(width, width)
        self.labels = nn.Linear(width, LABELS)
        self.links = nn.Linear(width, 4 * LINK)
        self.chain = Chain()
        self.far = nn.Parameter(torch.zeros(2, 2 * DISTANCES))

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Emissions [batch, length, labels] and link vectors [batch, length, 4 * LINK].

        The link vectors are, in order: cue to content, content to cue, cue to source, source to cue.
        """
        x = self.dropout(self.encoder(ids, features, mask))
        return self.labels(self.dropout(torch.nn.functional.gelu(self.hidden(x)))), self.links(x)


def bucket(distance: Tensor) -> Tensor:
    """Words from a cue to a span, by size on a logarithmic scale and by side: 0 to 2 * DISTANCES - 1."""
    size = torch.log2(distance.abs().float() + 1).long().clamp(max=DISTANCES - 1)
    return size + (distance < 0).long() * DISTANCES
