"""A linear-chain conditional random field over the labels of words (Lafferty et al., 2001), and a head that links.

Labels: 0 outside, then for source, cue and content `begin` and `inside`. `inside` can follow only its own kind, and
nothing goes on over the first word of a block: both are hard constraints, in training as in use.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

LABELS = 7
NEVER = -1e4


def allowed() -> Tensor:
    """[from, to]: 0 where the step may be taken, a large negative number elsewhere."""
    steps = torch.zeros(LABELS, LABELS)
    for to in (2, 4, 6):
        steps[:, to] = NEVER
        steps[to - 1, to] = steps[to, to] = 0
    return steps


class Chain(nn.Module):
    """Scores of label sequences: emissions from the encoder, learned steps between labels."""

    def __init__(self) -> None:
        super().__init__()
        self.steps = nn.Parameter(torch.zeros(LABELS, LABELS))
        self.register_buffer("fixed", allowed(), persistent=False)

    def stepping(self) -> Tensor:
        return self.steps + self.fixed

    @staticmethod
    def begun(emissions: Tensor, first: Tensor) -> Tensor:
        """Emissions with `inside` ruled out at the first word of a block ([batch, words])."""
        barred = torch.zeros(LABELS)
        barred[[2, 4, 6]] = NEVER
        return emissions + first[..., None].float() * barred

    def loss(self, emissions: Tensor, labels: Tensor, mask: Tensor) -> Tensor:
        """Negative log-likelihood, the mean over words. `labels` is [batch, words], `mask` 1 for a word."""
        steps = self.stepping()
        length = emissions.shape[1]
        maskf = mask.float()
        gold = (emissions.gather(2, labels[..., None])[..., 0] * maskf).sum(1)
        gold = gold + (steps[labels[:, :-1], labels[:, 1:]] * maskf[:, 1:]).sum(1)
        alpha = emissions[:, 0]
        for t in range(1, length):
            new = torch.logsumexp(alpha[:, :, None] + steps[None], 1) + emissions[:, t]
            alpha = torch.where(mask[:, t, None].bool(), new, alpha)
        return (torch.logsumexp(alpha, 1) - gold).sum() / maskf.sum()

    @torch.no_grad()
    def marginals(self, emissions: Tensor) -> Tensor:
        """The probability of each label of each word of one sequence [words, labels]."""
        steps = self.stepping()
        length = emissions.shape[0]
        forward, backward = torch.empty_like(emissions), torch.zeros_like(emissions)
        forward[0] = emissions[0]
        for t in range(1, length):
            forward[t] = torch.logsumexp(forward[t - 1][:, None] + steps, 0) + emissions[t]
        for t in range(length - 2, -1, -1):
            backward[t] = torch.logsumexp(steps + (emissions[t + 1] + backward[t + 1])[None], 1)
        return (forward + backward).softmax(-1)
