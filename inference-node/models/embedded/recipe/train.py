"""CTC training on the CPU or a GPU: python train.py --data FOLDER --minutes M [--start CHECKPOINT] [--device cuda]

Teaches the sounds of flite's dictionary, one sequence for each word, whoever speaks: sounds are learned from a tenth of the
audio that letters take, and the lexicon turns them into words. Reads every finished shard of FOLDER anew on each pass, so that
corpus.py may still be writing more. Saves recognizer.pt and prints the error rate over sounds on the dev shard, per voice,
every 1,000 steps. The learning rate falls to zero as the minutes run out.
"""

import argparse
import glob
import math
import os
import random
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import torch
from corpus import NUMBERS, REFERENCE_VOICES, sentences
from lexicon import SOUNDS, pronounce
from network import SAMPLE_RATE, Recognizer
from torch.nn import functional as F

@dataclass
class Utterance:
    audio: np.ndarray
    voice: str
    text: str


def load(path: str) -> list[Utterance]:
    name = path.removesuffix(".npy")
    audio, ends = np.load(path, mmap_mode="r"), np.load(f"{name}.ends.npy")
    with open(f"{name}.tsv") as rows:
        labels = [row.split("\t") for row in rows.read().split("\n")]
    return [Utterance(audio[start:end], voice, text) for start, end, (voice, text) in zip([0, *ends[:-1]], ends, labels)]


def shards(folder: str) -> list[Utterance]:
    paths = [p for p in sorted(glob.glob(f"{folder}/shard-*.npy")) if not p.endswith((".ends.npy", ".part.npy"))]
    return [utterance for path in paths for utterance in load(path)]


class Sounds:
    """The sounds of sentences, as indices into SOUNDS; the index after the last is the CTC blank."""

    def __init__(self) -> None:
        self.blank = len(SOUNDS)
        index = {sound: i for i, sound in enumerate(SOUNDS)}
        words = sorted({word for text in [*sentences(), *NUMBERS] for word in text.split()})
        self.spellings = {word: [index[sound] for sound in sounds] for word, sounds in pronounce(words).items()}

    def of(self, text: str) -> list[int]:
        return [sound for word in text.split() for sound in self.spellings[word]]


def coloured_noise() -> list[np.ndarray]:
    tracks = []
    for slope in (0, 0.25, 0.5, 0.8):
        spectrum = np.fft.rfft(np.random.randn(1 << 20)) / (1 + np.arange((1 << 19) + 1)) ** slope
        track = np.fft.irfft(spectrum).astype(np.float32)
        tracks.append(track / track.std())
    return tracks


NOISE = coloured_noise()


def roughen(audio: np.ndarray) -> np.ndarray:
    """Silence around, two early reflections, noise: what lies between a synthesizer and a real recording."""
    if random.random() < 0.1:
        delay, gain, dry = int(SAMPLE_RATE * random.uniform(0.01, 0.06)), random.uniform(0.2, 0.5), audio.copy()
        audio = dry.copy()
        audio[delay:] += gain * dry[:-delay]
        audio[int(delay * 1.7) :] += gain * gain * dry[: -int(delay * 1.7)]
    audio = np.pad(audio, (random.randrange(4_800), random.randrange(4_800)))
    level_db = random.uniform(8, 40) if random.random() < 0.2 else 80
    track = random.choice(NOISE)
    start = random.randrange(len(track) - len(audio))
    return audio + track[start : start + len(audio)] * audio.std() * 10 ** (-level_db / 20)


def collate(batch: list[Utterance], sounds: Sounds) -> tuple[torch.Tensor, torch.Tensor, list[list[int]]]:
    rows = [roughen(u.audio.astype(np.float32) / 32_768) if u.text else u.audio for u in batch]
    padded = np.zeros((len(rows), max(map(len, rows))), np.float32)
    for target, row in zip(padded, rows):
        target[: len(row)] = row
    return torch.from_numpy(padded), torch.tensor([len(row) for row in rows]), [sounds.of(u.text) for u in batch]


def colour(mel: torch.Tensor) -> torch.Tensor:
    """Random equaliser, band limits of old telephones, and a few hidden bands and moments."""
    rows, bands, frames = mel.shape
    tilt = F.interpolate(torch.randn(rows, 1, 6, device=mel.device) * 0.25, size=bands, mode="linear")
    mel = mel + tilt.transpose(1, 2)
    for row in mel:
        if random.random() < 0.08:
            row[random.randint(bands // 2, bands - 4) :] = math.log(1e-6)
        if random.random() < 0.15:
            width, first = random.randint(0, 10), random.randint(0, bands - 10)
            row[first : first + width] = row.mean()
            width, first = random.randint(0, min(20, frames // 10)), random.randint(0, frames - frames // 10)
            row[:, first : first + width] = row.mean()
    return mel


def join(utterances: list[Utterance]) -> list[Utterance]:
    """One utterance in eight is followed by another after a pause, as in real recordings."""
    joined, order = [], iter(utterances)
    for first in order:
        second = next(order, None) if random.random() < 0.14 else None
        if second is None:
            joined.append(first)
        else:
            pause = np.zeros(random.randrange(1_600, 16_000), np.int16)
            joined.append(Utterance(np.concatenate([first.audio, pause, second.audio]), first.voice, f"{first.text} {second.text}"))
    return joined


def batches(utterances: list[Utterance], batch_samples: int) -> list[list[Utterance]]:
    made, current, longest = [], [], 0
    for utterance in sorted(utterances, key=lambda u: len(u.audio) * random.uniform(0.9, 1.1)):
        longest = max(longest, len(utterance.audio))
        if current and longest * (len(current) + 1) > batch_samples:
            made.append(current)
            current, longest = [], len(utterance.audio)
        current.append(utterance)
    made.append(current)
    random.shuffle(made)
    return made


def not_speech() -> Utterance:
    """Noise, hum, bursts: sounds that must give no words."""
    samples = random.randrange(16_000, 64_000)
    track = random.choice(NOISE)
    start = random.randrange(len(track) - samples)
    audio = track[start : start + samples].copy()
    time_s = np.arange(samples, dtype=np.float32) / SAMPLE_RATE
    if random.random() < 0.5:
        low_hz, high_hz = random.uniform(50, 1_200), random.uniform(50, 2_400)
        audio = 0.1 * audio + np.sin(2 * np.pi * low_hz * time_s) + 0.5 * np.sin(2 * np.pi * high_hz * time_s)
    if random.random() < 0.5:
        audio = audio * (0.5 + 0.5 * np.sin(2 * np.pi * random.uniform(0.3, 8) * time_s)) ** random.choice([1, 2, 8])
    return Utterance((audio * 10 ** random.uniform(-4, -0.5) / 4).astype(np.float32), "none", "")


def edits(reference: list[int], heard: list[int]) -> int:
    row = list(range(len(heard) + 1))
    for i, word in enumerate(reference, 1):
        diagonal, row[0] = row[0], i
        for j, other in enumerate(heard, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (word != other))
    return row[-1]


@torch.no_grad()
def evaluate(network: Recognizer, sounds: Sounds, dev: list[Utterance], device: str) -> None:
    errors, length = {}, {}
    network.eval()
    for utterance in dev:
        pcm = torch.from_numpy(utterance.audio.astype(np.float32) / 32_768)[None].to(device)
        best = network(pcm)[0].argmax(-1).tolist()
        heard = [sound for k, sound in enumerate(best) if sound != sounds.blank and (k == 0 or best[k - 1] != sound)]
        said = sounds.of(utterance.text)
        errors[utterance.voice] = errors.get(utterance.voice, 0) + edits(said, heard)
        length[utterance.voice] = length.get(utterance.voice, 0) + len(said)
    network.train()
    per_voice = {voice: round(errors[voice] / length[voice], 3) for voice in sorted(length)}
    print("sounds wrong", round(sum(errors.values()) / sum(length.values()), 4), per_voice, flush=True)


def fitting(checkpoint: dict[str, torch.Tensor], network: Recognizer) -> dict[str, torch.Tensor]:
    """The tensors that fit: a network of another alphabet starts with its own head."""
    own = network.state_dict()
    return {name: tensor for name, tensor in checkpoint.items() if own[name].shape == tensor.shape}


def main() -> None:
    flags = argparse.ArgumentParser()
    flags.add_argument("--data", required=True)
    flags.add_argument("--minutes", type=float, required=True)
    flags.add_argument("--start")
    flags.add_argument("--reference-only", action="store_true", help="leave out accents and variants beyond the six reference voices")
    flags.add_argument("--out", default="recognizer.pt")
    flags.add_argument("--device", default="cpu")
    flags.add_argument("--batch-seconds", type=float, default=48)
    flags.add_argument("--rate", type=float, default=1.2e-3)
    options = flags.parse_args()

    dev = load(f"{options.data}/dev.npy")
    sounds = Sounds()
    network = Recognizer(sounds.blank + 1).to(options.device)
    if options.start:
        network.load_state_dict(fitting(torch.load(options.start, map_location=options.device), network), strict=False)
    optimiser = torch.optim.AdamW(network.parameters(), lr=options.rate, betas=(0.9, 0.98), weight_decay=1e-2)
    loss_of = torch.nn.CTCLoss(blank=sounds.blank, zero_infinity=True)
    began, step, heard_s, feeder = time.time(), 0, 0.0, ThreadPoolExecutor(1)
    while (time.time() - began) / 60 < options.minutes:
        chosen = shards(options.data)
        random.shuffle(chosen)
        if options.reference_only:
            chosen = [u for u in chosen if u.voice in REFERENCE_VOICES]
        if step == 0 and not options.start:
            chosen = [u for u in chosen if len(u.audio) < 56_000]
        queue = batches(join(chosen) + [not_speech() for _ in range(len(chosen) // 60)], int(options.batch_seconds * SAMPLE_RATE))
        ahead = feeder.submit(collate, queue[0], sounds)
        for k in range(len(queue)):
            pcm, samples, targets = ahead.result()
            if k + 1 < len(queue):
                ahead = feeder.submit(collate, queue[k + 1], sounds)
            done = (time.time() - began) / 60 / options.minutes
            if done >= 1:
                break
            for group in optimiser.param_groups:
                group["lr"] = options.rate * min(1, (step + 1) / 300) * (0.502 + 0.5 * math.cos(math.pi * done))
            pcm, samples = pcm.to(options.device), samples.to(options.device)
            with torch.no_grad():
                mel = colour(network.mel(pcm))
            with torch.autocast("cuda", torch.bfloat16, enabled=options.device == "cuda"):
                log_probs = network.encode(mel, samples)
            loss = loss_of(
                log_probs.transpose(0, 1), torch.tensor([sound for row in targets for sound in row], device=options.device),
                network.frames(samples), torch.tensor([len(row) for row in targets], device=options.device),
            )
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            step, heard_s = step + 1, heard_s + float(samples.sum()) / SAMPLE_RATE
            if step % 100 == 0:
                minutes = (time.time() - began) / 60
                print(f"{minutes:.1f} min, step {step}, loss {loss.item():.3f}, {heard_s / 3600:.1f} h heard, {heard_s / minutes / 60:.0f} x real time", flush=True)
            if step % 1000 == 0:
                torch.save(network.state_dict(), options.out)
                evaluate(network, sounds, dev, options.device)
    torch.save(network.state_dict(), options.out)
    evaluate(network, sounds, dev, options.device)


if __name__ == "__main__":
    main()
