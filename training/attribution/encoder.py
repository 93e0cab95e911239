"""A BERT or MPNet encoder with an extra embedding of features, written out so that it exports to plain ONNX operators.

Weights are read from the `safetensors` file of a published model. The layers are those of Devlin et al. (2019); the
relative position bias of MPNet is that of Song et al. (2020) after Raffel et al. (2020).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional


class BankDropout(nn.Module):
    """Dropout with masks cut out of one bank of random numbers: drawing them anew takes most of a step on a CPU."""

    SIZE = 1 << 24

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share
        self.bank: Tensor | None = None

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.share:
            return x
        if self.bank is None:
            self.bank = (torch.rand(self.SIZE) >= self.share).to(torch.bfloat16) / (1 - self.share)
        count = x.numel()
        at = int(torch.randint(self.SIZE - count, (1,)))
        return x * self.bank[at : at + count].view(x.shape).to(x.dtype)


@dataclass(frozen=True)
class Shape:
    """The sizes of an encoder. `relative` is the number of relative position buckets, 0 for none."""

    vocabulary: int
    width: int
    layers: int
    heads: int
    inner: int
    positions: int = 512
    padding_offset: int = 0
    relative: int = 0
    epsilon: float = 1e-12
    features_at: int = 0
    """The layer before which the features are added: 0 for the words themselves."""


class Layer(nn.Module):
    """One transformer layer, normalised after each part."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads = shape.heads
        self.plain = False  # written out in plain operators, for export
        self.query = nn.Linear(shape.width, shape.width)
        self.key = nn.Linear(shape.width, shape.width)
        self.value = nn.Linear(shape.width, shape.width)
        self.out = nn.Linear(shape.width, shape.width)
        self.norm_attention = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.inner = nn.Linear(shape.width, shape.inner)
        self.outer = nn.Linear(shape.inner, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.dropout = BankDropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """`x` is [batch, length, width]; `bias` is added to the scores, [batch, heads or 1, length, length]."""
        batch, length, width = x.shape
        size = width // self.heads

        def split(y: Tensor) -> Tensor:
            return y.view(batch, length, self.heads, size).transpose(1, 2)

        query, key, value = split(self.query(x)), split(self.key(x)), split(self.value(x))
        if self.plain:
            mixed = (query @ key.transpose(-1, -2) * (1 / math.sqrt(size)) + bias).softmax(-1) @ value
        else:
            mixed = functional.scaled_dot_product_attention(query, key, value, bias.to(query.dtype))
        mixed = mixed.transpose(1, 2)
        x = self.norm_attention(x + self.dropout(self.out(mixed.reshape(batch, length, width))))
        return self.norm(x + self.dropout(self.outer(functional.gelu(self.inner(x)))))


class Encoder(nn.Module):
    """Word pieces and their features to vectors."""

    def __init__(self, shape: Shape, features: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.places = nn.Embedding(shape.positions + shape.padding_offset, shape.width)
        self.features = nn.Embedding(features, shape.width)
        nn.init.zeros_(self.features.weight)
        self.norm = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.relative = nn.Embedding(shape.relative, shape.heads) if shape.relative else None
        self.dropout = BankDropout(dropout)
        self.kept: Tensor | None = None
        """What the layers below `features_at` gave, [rows, width]: `ids` are rows of it then."""

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """`ids`, `features` and `mask` (1 for a word piece, 0 for padding) are [batch, length]."""
        begins = self.shape.features_at
        bias = self._bias(mask)
        if self.kept is None:
            x = self._words(ids, None if begins else features)
            for layer in self.layers[:begins]:
                x = layer(x, bias)
        else:
            rows = (ids[:, 1:2] - 1 + torch.arange(ids.shape[1])).clamp(max=len(self.kept) - 1)
            x = self.kept[rows].float() * mask[..., None]
        if begins:
            x = x + self.features(features)
        for layer in self.layers[begins:]:
            x = layer(x, bias)
        return x

    def below(self, ids: Tensor, mask: Tensor) -> Tensor:
        """What the layers below `features_at` give, [batch, length, width]."""
        x, bias = self._words(ids, None), self._bias(mask)
        for layer in self.layers[: self.shape.features_at]:
            x = layer(x, bias)
        return x

    def _words(self, ids: Tensor, features: Tensor | None) -> Tensor:
        at = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.places(at + self.shape.padding_offset)
        return self.dropout(self.norm(x if features is None else x + self.features(features)))

    def _bias(self, mask: Tensor) -> Tensor:
        at = torch.arange(mask.shape[1], device=mask.device)
        bias = ((1 - mask.float()) * -1e4)[:, None, None, :]
        if self.relative is not None:
            bias = (
                bias
                + self.relative.weight.detach()[_bucket(at[None, :] - at[:, None], self.shape.relative)].permute(
                    2, 0, 1
                )[None]
            )
        return bias


def _bucket(distance: Tensor, buckets: int, farthest: int = 128) -> Tensor:
    n = -distance
    half = buckets // 2
    side = (n < 0).long() * half
    n = n.abs()
    near = half // 2
    far = near + (torch.log(n.float().clamp(min=1) / near) / math.log(farthest / near) * (half - near)).long()
    return side + torch.where(n < near, n, far.clamp(max=half - 1))


def load(weights: dict[str, Tensor], features: int, dropout: float = 0.1, features_at: int = 0) -> Encoder:
    """An encoder with published weights."""
    weights = {name.removeprefix("bert.").removeprefix("mpnet."): w.float() for name, w in weights.items()}
    mpnet = "encoder.relative_attention_bias.weight" in weights
    count = 1 + max(int(name.split(".")[2]) for name in weights if name.startswith("encoder.layer."))
    vocabulary, width = weights["embeddings.word_embeddings.weight"].shape
    positions = weights["embeddings.position_embeddings.weight"].shape[0]
    shape = Shape(
        vocabulary,
        width,
        count,
        width // 64 if width >= 768 else 12,
        weights["encoder.layer.0.intermediate.dense.weight"].shape[0],
        positions - (2 if mpnet else 0),
        2 if mpnet else 0,
        weights["encoder.relative_attention_bias.weight"].shape[0] if mpnet else 0,
        1e-5 if mpnet else 1e-12,
        features_at,
    )
    encoder = Encoder(shape, features, dropout)
    renamed = {
        "words.weight": weights["embeddings.word_embeddings.weight"],
        "places.weight": weights["embeddings.position_embeddings.weight"],
        "norm.weight": weights["embeddings.LayerNorm.weight"],
        "norm.bias": weights["embeddings.LayerNorm.bias"],
        "features.weight": encoder.features.weight.data,
    }
    if "embeddings.token_type_embeddings.weight" in weights:
        renamed["places.weight"] = renamed["places.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
    if mpnet:
        renamed["relative.weight"] = weights["encoder.relative_attention_bias.weight"]
    parts = (
        {"query": "attention.attn.q", "key": "attention.attn.k", "value": "attention.attn.v", "out": "attention.attn.o",
         "norm_attention": "attention.LayerNorm"}
        if mpnet
        else {"query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
              "out": "attention.output.dense", "norm_attention": "attention.output.LayerNorm"}
    )  # fmt: skip
    parts |= {"inner": "intermediate.dense", "outer": "output.dense", "norm": "output.LayerNorm"}
    for at in range(count):
        for ours, theirs in parts.items():
            for kind in ("weight", "bias"):
                renamed[f"layers.{at}.{ours}.{kind}"] = weights[f"encoder.layer.{at}.{theirs}.{kind}"]
    encoder.load_state_dict(renamed)
    return encoder
