"""The layers of networks that read a line: rows are joined, then neighbours along it are looked at."""

import torch
from torch import nn
from torch.nn import functional


def block(inputs: int, outputs: int, kernel: tuple[int, int], stride: tuple[int, int]) -> nn.Module:
    """A convolution that keeps the width or divides it, normalised; an even kernel joins rows for good."""
    padding = (kernel[0] // 2 if kernel[0] % 2 else 0, kernel[1] // 2)
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, padding, bias=False), nn.BatchNorm2d(outputs), nn.ReLU()
    )


class Along(nn.Module):
    """A residual step along the line: where a character ends is seen by its neighbours."""

    def __init__(self, width: int, dilation: int) -> None:
        super().__init__()
        self.step = nn.Conv2d(
            width, width, (1, 5), padding=(0, 2 * dilation), dilation=(1, dilation), bias=False
        )
        self.norm = nn.BatchNorm2d(width)

    def forward(self, seen: torch.Tensor) -> torch.Tensor:
        """Go one step."""
        return functional.relu(seen + self.norm(self.step(seen)))
