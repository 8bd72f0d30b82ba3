"""The finder's network: the MRZ locator's, layer for layer, taught all print from where that one stands."""

import torch
from torch import nn
from torch.nn import functional

from docverify.training.reader.export import MODELS
from docverify.training.weights import fill


class Finder(nn.Module):
    """Pictures (n, 1, H, W), sides multiples of 16, to maps (n, 4, H/4, W/4), as the locator's.

    It begins with the shipped locator's weights, whose normalisation is folded into them.
    """

    def __init__(self) -> None:
        super().__init__()
        self.fine = _steps((1, 12, 5, 2, 1), (12, 24, 3, 2, 1))
        self.middle = _steps((24, 40, 3, 2, 1), (40, 40, 3, 1, 1))
        self.coarse = _steps((40, 56, 3, 2, 1), *((56, 56, 3, 1, wide) for wide in (1, 2, 4, 8)))
        self.to_middle = nn.Conv2d(56, 40, 1)
        self.joined = _steps((40, 40, 3, 1, 1))
        self.to_fine = nn.Conv2d(40, 24, 1)
        self.last = nn.Sequential(*_steps((24, 24, 3, 1, 1)), nn.Conv2d(24, 4, 1))
        fill([one for one in self.modules() if isinstance(one, nn.Conv2d)], MODELS / "locator.onnx")

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """Map pictures."""
        fine = self.fine(images)
        middle = self.middle(fine)
        coarse = self.coarse(middle)
        middle = self.joined(middle + functional.interpolate(self.to_middle(coarse), scale_factor=2.0))
        maps: torch.Tensor = self.last(fine + functional.interpolate(self.to_fine(middle), scale_factor=2.0))
        return maps


def _steps(*shapes: tuple[int, int, int, int, int]) -> nn.Sequential:
    """Convolutions: channels in and out, kernel, stride, dilation."""
    layers: list[nn.Module] = []
    for inputs, outputs, kernel, stride, wide in shapes:
        layers += [nn.Conv2d(inputs, outputs, kernel, stride, wide * (kernel // 2), wide), nn.ReLU()]
    return nn.Sequential(*layers)
