"""The recognizer: 16 kHz mono float32 PCM [batch, samples] to log-probabilities [batch, frames, sounds + blank], one frame per 40 ms.

The log-mel front end is part of the network, so the exported graph takes plain PCM and no client can get the features wrong.
"""

import math

import torch
from torch import nn
from torch.nn import functional as F

SAMPLE_RATE = 16_000
WINDOW, HOP, FFT = 400, 160, 512


def mel_filters(mels: int, low_hz: float = 60.0, high_hz: float = 7_600.0) -> torch.Tensor:
    """Triangular filters [mels, FFT / 2 + 1], equally spaced on the mel scale."""
    def to_mel(hz: float) -> float:
        return 2595 * math.log10(1 + hz / 700)

    edges = 700 * (10 ** (torch.linspace(to_mel(low_hz), to_mel(high_hz), mels + 2) / 2595) - 1)
    hz = torch.arange(FFT // 2 + 1) * SAMPLE_RATE / FFT
    rising = (hz - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    falling = (edges[2:, None] - hz) / (edges[2:] - edges[1:-1])[:, None]
    return torch.minimum(rising, falling).clamp(min=0)


class LogMel(nn.Module):
    """Hann-windowed spectra as a strided convolution: ONNX runtimes run it everywhere, unlike STFT operators."""

    def __init__(self, mels: int) -> None:
        super().__init__()
        time = torch.arange(WINDOW, dtype=torch.float64)
        angle = 2 * math.pi * torch.arange(FFT // 2 + 1, dtype=torch.float64)[:, None] * time / FFT
        hann = torch.hann_window(WINDOW, periodic=False, dtype=torch.float64)
        self.register_buffer("kernel", torch.cat([angle.cos() * hann, -angle.sin() * hann])[:, None].float())
        self.register_buffer("bank", mel_filters(mels).float())

    def forward(self, pcm: torch.Tensor) -> torch.Tensor:
        pcm = pcm / (pcm.abs().amax(1, keepdim=True) + 1e-4)
        real, imaginary = F.conv1d(pcm[:, None], self.kernel, stride=HOP).chunk(2, dim=1)
        return torch.log(self.bank @ (real**2 + imaginary**2) + 1e-6)


class Block(nn.Module):
    """Self-attention, gated depthwise convolution, feed-forward; each pre-normalised and residual."""

    def __init__(self, width: int, heads: int, hidden: int, kernel: int) -> None:
        super().__init__()
        self.heads = heads
        self.norm1, self.qkv, self.out = nn.LayerNorm(width), nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.norm2, self.gate = nn.LayerNorm(width), nn.Linear(width, 2 * width)
        self.depth = nn.Conv1d(width, width, kernel, padding=kernel // 2, groups=width)
        self.mid, self.point = nn.LayerNorm(width), nn.Linear(width, width)
        self.norm3, self.up, self.down = nn.LayerNorm(width), nn.Linear(width, hidden), nn.Linear(hidden, width)

    def forward(self, x: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
        batch, frames, width = x.shape
        q, k, v = self.qkv(self.norm1(x)).reshape(batch, frames, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        attended = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = x + self.out(attended.transpose(1, 2).reshape(batch, frames, width))
        local = self.depth(F.glu(self.gate(self.norm2(x)), -1).transpose(1, 2)).transpose(1, 2)
        x = x + self.point(F.silu(self.mid(local)))
        return x + self.down(F.silu(self.up(self.norm3(x))))


class Recognizer(nn.Module):
    """Convolutional subsampling to 80 ms frames, a stack of blocks, and a linear head trained with CTC.

    Speech has up to fifteen sounds a second, more than frames of 80 ms can tell: the head says two things a frame.
    """

    def __init__(self, vocabulary: int, width: int = 176, layers: int = 9, heads: int = 4, hidden: int = 704, kernel: int = 15, mels: int = 80) -> None:
        super().__init__()
        self.mel = LogMel(mels)
        self.sub1, self.sub2 = nn.Conv2d(1, 32, 3, stride=2, padding=1), nn.Conv2d(32, 32, 3, stride=2, padding=1)
        self.lift = nn.Linear(32 * (mels // 4), width)
        self.position = nn.Conv1d(width, width, 31, padding=15, groups=width)
        self.sub3 = nn.Conv1d(width, width, 3, stride=2, padding=1)
        self.blocks = nn.ModuleList(Block(width, heads, hidden, kernel) for _ in range(layers))
        self.norm, self.head = nn.LayerNorm(width), nn.Linear(width, 2 * vocabulary)

    def encode(self, mel: torch.Tensor, samples: torch.Tensor | None = None) -> torch.Tensor:
        """`samples` [batch] marks where each padded row ends; without it every row is taken as full."""
        mask = None
        if samples is None:
            mean, spread = mel.mean(2, keepdim=True), mel.std(2, keepdim=True)
        else:
            lengths = (samples - WINDOW) // HOP + 1
            inside = (torch.arange(mel.shape[2], device=mel.device) < lengths[:, None])[:, None].float()
            mean = (mel * inside).sum(2, keepdim=True) / lengths[:, None, None]
            spread = (((mel - mean) * inside) ** 2).sum(2, keepdim=True).div(lengths[:, None, None] - 1).sqrt()
        x = (mel - mean) / (spread + 1e-2)
        if samples is not None:
            x = x * inside
        x = F.silu(self.sub2(F.silu(self.sub1(x[:, None])))).flatten(1, 2).transpose(1, 2)
        x = self.lift(x)
        x = x + F.silu(self.position(x.transpose(1, 2))).transpose(1, 2)
        x = self.sub3(x.transpose(1, 2)).transpose(1, 2)
        if samples is not None:
            mask = (torch.arange(x.shape[1], device=x.device) < self.frames(samples)[:, None] // 2)[:, None, None]
        for block in self.blocks:
            x = block(x, mask)
        batch, steps, _ = x.shape
        return torch.log_softmax(self.head(self.norm(x)).float().reshape(batch, 2 * steps, -1), -1)

    def forward(self, pcm: torch.Tensor) -> torch.Tensor:
        return self.encode(self.mel(pcm))

    @staticmethod
    def frames(samples: torch.Tensor) -> torch.Tensor:
        """How many frames a row of that many samples gives."""
        frames = (samples - WINDOW) // HOP + 1
        for _ in range(3):
            frames = (frames - 1) // 2 + 1
        return 2 * frames
