"""The recogniser's network, and how it grows out of a smaller one that was shipped."""

from pathlib import Path

import torch
from torch import nn

from docverify.printed.alphabet import CHARACTERS
from docverify.training.layers import Along, block
from docverify.training.weights import convolutions

CLASSES = len(CHARACTERS) + 1
_FRONT = (32, 64, 96)
"""Channels while rows are joined."""
_WIDTH = 160
"""Channels along the line."""
_DILATIONS = (1, 2, 4, 1, 2)
"""Of the steps along the line."""


class PrintRecogniser(nn.Module):
    """Strips (n, 1, 32, W) to logits (n, classes, W / 2): between characters, then each character."""

    def __init__(self) -> None:
        super().__init__()
        first, second, third = _FRONT
        self.layers = nn.Sequential(
            block(1, first, (5, 5), (2, 2)),
            block(first, second, (3, 3), (2, 1)),
            block(second, third, (3, 3), (2, 1)),
            block(third, _WIDTH, (4, 3), (1, 1)),
            *(Along(_WIDTH, dilation) for dilation in _DILATIONS),
            nn.Conv2d(_WIDTH, CLASSES, 1),
        )

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """Read strips."""
        seen: torch.Tensor = self.layers(images)
        return seen[:, :, 0]


@torch.no_grad()
def grown(shipped: Path, strips: torch.Tensor) -> PrintRecogniser:
    """Make a network that says what the shipped one says, which is no larger than it.

    What it has more of begins without a say: channels that nothing listens to yet, and steps that add
    nothing.

    Args:
        shipped: the ONNX file; its normalisation is folded into its convolutions.
        strips: (n, 1, 32, W), on which the normalisation of training is measured, so that it changes nothing.
    """
    network = PrintRecogniser()
    kept = convolutions(shipped)
    layers = [one for one in network.modules() if isinstance(one, nn.Conv2d)]
    norms = [one for one in network.modules() if isinstance(one, nn.BatchNorm2d)]
    ends = [norm.bias for norm in norms] + [layers[-1].bias]
    for layer, end, (weight, bias) in zip(
        [*layers[: len(kept) - 1], layers[-1]], [*ends[: len(kept) - 1], ends[-1]], kept, strict=True
    ):
        outputs, inputs = weight.shape[:2]
        layer.weight[:, inputs:].zero_()
        layer.weight[:outputs, :inputs] = torch.from_numpy(weight)
        assert end is not None  # noqa: S101 - only the last convolution has a bias of its own
        end[:outputs] = torch.from_numpy(bias)
    for norm in norms[len(kept) - 1 :]:
        norm.weight.zero_()
    hooks = [norm.register_forward_pre_hook(_unfold) for norm in norms]
    network.eval()(strips)
    for hook in hooks:
        hook.remove()
    return network


def _unfold(norm: nn.Module, seen: tuple[torch.Tensor, ...]) -> None:
    """Let `norm`, which leaves what it sees as it is, normalise by what it sees, and come to the same."""
    assert isinstance(norm, nn.BatchNorm2d)  # noqa: S101
    assert norm.running_mean is not None and norm.running_var is not None  # noqa: S101, PT018
    mean, variance = seen[0].mean((0, 2, 3)), seen[0].var((0, 2, 3))
    norm.running_mean.copy_(mean)
    norm.running_var.copy_(variance)
    norm.bias += norm.weight * mean
    norm.weight *= torch.sqrt(variance + norm.eps)
