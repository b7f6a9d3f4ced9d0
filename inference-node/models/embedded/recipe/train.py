"""CTC training on the CPU or a GPU: python train.py --data FOLDER --minutes M [--start CHECKPOINT] [--device cuda]

Reads every finished shard of FOLDER anew on each pass, so that corpus.py may still be writing more. Saves recognizer.pt and
prints the word error rate on the dev shard, per voice, every 1,000 steps. The learning rate falls to zero as the minutes run out.
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
import sentencepiece
import torch
from network import SAMPLE_RATE, Recognizer
from torch.nn import functional as F

PIECES = 128


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


def pieces_of(utterances: list[Utterance]) -> sentencepiece.SentencePieceProcessor:
    if not os.path.exists("pieces.model"):
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(u.text for u in utterances), model_prefix="pieces", vocab_size=PIECES, model_type="unigram",
            character_coverage=1.0, bos_id=-1, eos_id=-1, unk_id=0, minloglevel=2,
        )
    return sentencepiece.SentencePieceProcessor(model_file="pieces.model")


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
    level_db = random.uniform(8, 40) if random.random() < 0.4 else 80
    track = random.choice(NOISE)
    start = random.randrange(len(track) - len(audio))
    return audio + track[start : start + len(audio)] * audio.std() * 10 ** (-level_db / 20)


def collate(batch: list[Utterance], encode) -> tuple[torch.Tensor, torch.Tensor, list[list[int]]]:
    rows = [roughen(u.audio.astype(np.float32) / 32_768) for u in batch]
    padded = np.zeros((len(rows), max(map(len, rows))), np.float32)
    for target, row in zip(padded, rows):
        target[: len(row)] = row
    return torch.from_numpy(padded), torch.tensor([len(row) for row in rows]), [encode(u.text) for u in batch]


def colour(mel: torch.Tensor) -> torch.Tensor:
    """Random equaliser, band limits of old telephones, and a few hidden bands and moments."""
    rows, bands, frames = mel.shape
    tilt = F.interpolate(torch.randn(rows, 1, 6, device=mel.device) * 0.4, size=bands, mode="linear")
    mel = mel + tilt.transpose(1, 2)
    for row in mel:
        if random.random() < 0.12:
            row[random.randint(bands // 2, bands - 4) :] = math.log(1e-6)
        if random.random() < 0.4:
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


def edits(reference: list[str], heard: list[str]) -> int:
    row = list(range(len(heard) + 1))
    for i, word in enumerate(reference, 1):
        diagonal, row[0] = row[0], i
        for j, other in enumerate(heard, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (word != other))
    return row[-1]


@torch.no_grad()
def evaluate(network: Recognizer, pieces: sentencepiece.SentencePieceProcessor, dev: list[Utterance], device: str) -> None:
    blank, errors, words = pieces.vocab_size(), {}, {}
    network.eval()
    for i, utterance in enumerate(dev):
        pcm = torch.from_numpy(utterance.audio.astype(np.float32) / 32_768)[None].to(device)
        best = network(pcm)[0].argmax(-1).tolist()
        heard = pieces.decode([piece for k, piece in enumerate(best) if piece != blank and (k == 0 or best[k - 1] != piece)])
        if i < 2:
            print("  said ", utterance.text, "\n  heard", heard)
        errors[utterance.voice] = errors.get(utterance.voice, 0) + edits(utterance.text.split(), heard.split())
        words[utterance.voice] = words.get(utterance.voice, 0) + len(utterance.text.split())
    network.train()
    per_voice = {voice: round(errors[voice] / words[voice], 3) for voice in sorted(words)}
    print("WER", round(sum(errors.values()) / sum(words.values()), 4), per_voice, flush=True)


def main() -> None:
    flags = argparse.ArgumentParser()
    flags.add_argument("--data", required=True)
    flags.add_argument("--minutes", type=float, required=True)
    flags.add_argument("--start")
    flags.add_argument("--out", default="recognizer.pt")
    flags.add_argument("--device", default="cpu")
    flags.add_argument("--batch-seconds", type=float, default=80)
    flags.add_argument("--rate", type=float, default=1.2e-3)
    options = flags.parse_args()

    dev = load(f"{options.data}/dev.npy")
    corpus = shards(options.data)
    pieces = pieces_of(corpus)
    network = Recognizer(pieces.vocab_size() + 1).to(options.device)
    if options.start:
        network.load_state_dict(torch.load(options.start, map_location=options.device), strict=False)
    optimiser = torch.optim.AdamW(network.parameters(), lr=options.rate, betas=(0.9, 0.98), weight_decay=1e-2)
    loss_of = torch.nn.CTCLoss(blank=pieces.vocab_size(), zero_infinity=True)
    began, step, heard_s, feeder = time.time(), 0, 0.0, ThreadPoolExecutor(1)
    while (time.time() - began) / 60 < options.minutes:
        corpus = shards(options.data)
        random.shuffle(corpus)
        chosen = corpus if options.start or step else [u for u in corpus if len(u.audio) < 56_000]
        queue = batches(join(chosen), int(options.batch_seconds * SAMPLE_RATE))
        ahead = feeder.submit(collate, queue[0], pieces.encode)
        for k in range(len(queue)):
            pcm, samples, targets = ahead.result()
            if k + 1 < len(queue):
                ahead = feeder.submit(collate, queue[k + 1], pieces.encode)
            done = (time.time() - began) / 60 / options.minutes
            if done >= 1:
                break
            for group in optimiser.param_groups:
                group["lr"] = options.rate * min(1, (step + 1) / 400) * (0.502 + 0.5 * math.cos(math.pi * done))
            pcm, samples = pcm.to(options.device), samples.to(options.device)
            with torch.no_grad():
                mel = colour(network.mel(pcm))
            with torch.autocast("cuda", torch.bfloat16, enabled=options.device == "cuda"):
                log_probs = network.encode(mel, samples)
            loss = loss_of(
                log_probs.transpose(0, 1), torch.tensor([p for row in targets for p in row], device=options.device),
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
                evaluate(network, pieces, dev, options.device)
    torch.save(network.state_dict(), options.out)
    evaluate(network, pieces, dev, options.device)


if __name__ == "__main__":
    main()
