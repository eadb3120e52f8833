"""The networks in PyTorch: vectors of words in, a score for every label of every head out."""
# pyright: basic, reportMissingImports=false

import torch
from torch import Tensor, nn
from torch.nn import functional

from app.extraction.tagged import COLUMNS
from training.encoder import Encoder
from training.recipes import Shape

POSITIONS = 256
"""The most positions of a window, its begin and end included."""


class Norm(nn.Module):
    """Layer normalisation; once `is_plain`, its means are products of matrices, which run many times as fast when exported."""

    share: Tensor

    def __init__(self, width: int, epsilon: float) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))
        self.bias = nn.Parameter(torch.zeros(width))
        self.register_buffer("share", torch.full((width, 1), 1.0 / width), persistent=False)
        self.epsilon = epsilon
        self.is_plain = False

    def forward(self, x: Tensor) -> Tensor:
        """Return `x` centred and scaled."""
        if not self.is_plain:
            return functional.layer_norm(x, self.weight.shape, self.weight, self.bias, self.epsilon)
        x = x - x @ self.share
        return x * torch.rsqrt((x * x) @ self.share + self.epsilon) * self.weight + self.bias


class Layer(nn.Module):
    """Attention and feed-forward, each added to what came in and normalised."""

    def __init__(self, encoder: Encoder, inner: int, dropout: float) -> None:
        super().__init__()
        hidden = encoder.hidden
        self.heads = encoder.heads
        self.attend = nn.Linear(hidden, 3 * hidden)
        self.attended = nn.Linear(hidden, hidden)
        self.attended_norm = Norm(hidden, encoder.epsilon)
        self.widen = nn.Linear(hidden, inner)
        self.narrow = nn.Linear(inner, hidden)
        self.narrow_norm = Norm(hidden, encoder.epsilon)
        self.dropped = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Return the next vectors; `mask` is true where a position of (batch, positions) is there, None: everywhere."""
        x = self.attended_norm(x + self.dropped(self.attended(self._mixed(x, mask))))
        return self.narrow_norm(x + self.dropped(self.narrow(functional.gelu(self.widen(x)))))

    def _mixed(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, hidden = x.shape
        query, key, value = self.attend(x).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        if mask is None:
            weights = torch.softmax(query @ key.transpose(-1, -2) * (hidden // self.heads) ** -0.5, dim=-1)
            mixed = weights @ value
        else:
            mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask[:, None, None, :])
        return mixed.transpose(1, 2).reshape(batch, length, hidden)


class Layers(nn.Module):
    """The first layers of the encoder, with the weights that it has learnt."""

    def __init__(self, encoder: Encoder, shape: Shape) -> None:
        super().__init__()
        self.width = encoder.hidden
        self.positions = nn.Parameter(torch.zeros(POSITIONS, encoder.hidden), requires_grad=False)
        self.norm = Norm(encoder.hidden, encoder.epsilon)
        inner = shape.inner or encoder.inner
        layers = [Layer(encoder, inner, shape.dropout) for _ in range(shape.layers)]
        self.layers = nn.ModuleList(layers)
        self.dropped = nn.Dropout(shape.dropout)
        with torch.no_grad():
            positions = encoder.matrix("emb.pos")[:POSITIONS] + encoder.matrix("emb.type")[0]
            self.positions.copy_(torch.from_numpy(positions))
            self.norm.weight.copy_(torch.from_numpy(encoder.vector("emb.ln.w")))
            self.norm.bias.copy_(torch.from_numpy(encoder.vector("emb.ln.b")))
            for number, layer in enumerate(layers):
                _take_layer(layer, _Weights(encoder, f"l{number}."))

    def forward(self, words: Tensor, mask: Tensor | None) -> Tensor:
        """Return the last layer's vectors."""
        x = self.dropped(self.norm(words + self.positions[: words.shape[1]]))
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Convolution(nn.Module):
    """A word with its neighbours at one distance, normalised first and added to what came in."""

    def __init__(self, width: int, dilation: int, dropout: float) -> None:
        super().__init__()
        self.dilation = dilation
        self.norm = Norm(width, 1e-5)
        self.widen = nn.Linear(3 * width, width)
        self.narrow = nn.Linear(width, width)
        self.dropped = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Return the next vectors."""
        y = self.norm(x)
        if mask is not None:
            y = y * mask[..., None]
        # A window shorter than the distance has no neighbours there, hence the two cuts.
        edge, length = y.new_zeros(len(y), self.dilation, y.shape[-1]), y.shape[1]
        before, after = torch.cat([edge, y], dim=1)[:, :length], torch.cat([y, edge], dim=1)[:, -length:]
        around = torch.cat([before, y, after], dim=-1)
        return x + self.dropped(self.narrow(functional.relu(self.widen(around))))


class Convolutions(nn.Module):
    """Vectors made narrow, then convolutions; `project` can be taken over into the table of the pieces' vectors."""

    def __init__(self, encoder: Encoder, shape: Shape) -> None:
        super().__init__()
        self.width = shape.width
        self.project = nn.Linear(encoder.hidden, shape.width, bias=False)
        self.bias = nn.Parameter(torch.zeros(shape.width))
        self.norm = Norm(shape.width, 1e-5)
        self.layers = nn.ModuleList(Convolution(shape.width, step, shape.dropout) for step in shape.dilations)
        self.last_norm = Norm(shape.width, 1e-5)
        self.dropped_words = nn.Dropout(shape.dropout)
        self.dropped = nn.Dropout(2 * shape.dropout)

    def forward(self, words: Tensor, mask: Tensor | None) -> Tensor:
        """Return the last convolution's vectors."""
        x = self.dropped(self.norm(self.project(self.dropped_words(words)) + self.bias))
        for layer in self.layers:
            x = layer(x, mask)
        return self.last_norm(x)


class TaggerNetwork(nn.Module):
    """The whole network: a body of layers or convolutions, and a linear reading for each label."""

    def __init__(self, encoder: Encoder, shape: Shape) -> None:
        super().__init__()
        self.body = Convolutions(encoder, shape) if shape.dilations else Layers(encoder, shape)
        self.labels = nn.Linear(self.body.width, COLUMNS)
        self.dropped = nn.Dropout(shape.dropout)

    def forward(self, words: Tensor, mask: Tensor | None = None) -> Tensor:
        """Return logits (batch, positions, columns) for vectors of words (batch, positions, hidden)."""
        return self.labels(self.dropped(self.body(words, mask)))

    def made_plain(self) -> "TaggerNetwork":
        """Return the network itself, from now on in the operations that run fastest once exported."""
        for module in self.modules():
            if isinstance(module, Norm):
                module.is_plain = True
        return self.eval()


class _Weights:
    """The tensors of one layer of the encoder."""

    def __init__(self, encoder: Encoder, prefix: str) -> None:
        self._encoder, self._prefix = encoder, prefix

    def matrix(self, *names: str) -> Tensor:
        return torch.cat([torch.from_numpy(self._encoder.matrix(f"{self._prefix}{name}.w")) for name in names])

    def vector(self, *names: str, of: str = "b") -> Tensor:
        return torch.cat([torch.from_numpy(self._encoder.vector(f"{self._prefix}{name}.{of}")) for name in names])


def _take_layer(layer: Layer, weights: _Weights) -> None:
    for linear, names in ((layer.attend, ("q", "k", "v")), (layer.attended, ("ao",))):
        linear.weight.copy_(weights.matrix(*names))
        linear.bias.copy_(weights.vector(*names))
    for norm, name in ((layer.attended_norm, "aln"), (layer.narrow_norm, "oln")):
        norm.weight.copy_(weights.vector(name, of="w"))
        norm.bias.copy_(weights.vector(name))
    widen, narrow = weights.matrix("fi"), weights.matrix("fo")
    # The neurons that matter most stay: those that take much in and give much out.
    strength = widen.norm(dim=1) * narrow.norm(dim=0)
    kept = strength.topk(layer.widen.out_features).indices.sort().values
    layer.widen.weight.copy_(widen[kept])
    layer.widen.bias.copy_(weights.vector("fi")[kept])
    layer.narrow.weight.copy_(narrow[:, kept])
    layer.narrow.bias.copy_(weights.vector("fo"))
