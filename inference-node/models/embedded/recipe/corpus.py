"""Makes speech with known words: python corpus.py FOLDER FIRST LAST

Writes shards FIRST..LAST-1 of 4,000 utterances (each NAME.npy int16 16 kHz, NAME.ends.npy, NAME.tsv) and, as shard `dev`,
240 utterances of sentences that no other shard contains, spoken by the six reference voices at their default settings.

Sentences: WordNet glosses and examples, and fortunes. Voices: flite and espeak-ng, half at default rate and pitch, half varied.
Debian packages: flite espeak-ng wordnet-base fortunes. Python packages: numpy soundfile soxr.
"""

import glob
import hashlib
import os
import random
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import soundfile
import soxr

SHARD = 4_000
FLITE_PITCH_HZ = {"slt": 170, "rms": 95, "awb": 130, "kal16": 105}
REFERENCE_VOICES = [*(f"flite-{name}" for name in FLITE_PITCH_HZ), "espeak-en-us", "espeak-en-gb"]
OTHER_ACCENTS = ["en-us", "en-gb", "en-gb-x-rp", "en-gb-scotland", "en-us-nyc"]
VARIANTS = "f1 f2 f3 f4 f5 m1 m2 m3 m4 m5 m6 m7 klatt klatt3 Andy Gene Lee linda max robert steph anika belinda david Denis Storm".split()
NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million"
).split()


def normalise(text: str) -> str:
    return " ".join(re.sub(r"[^a-z' ]+", " ", text.lower().replace("-", " ")).split())


def sentences() -> list[str]:
    """Every usable sentence, sorted and unique, so that shards are the same on every machine."""
    found: list[str] = []
    for path in glob.glob("/usr/share/wordnet/data.*"):
        with open(path, errors="ignore") as lines:
            found += [part for line in lines if "|" in line and line[0] != " " for part in re.split(r'[;"]', line.split("|", 1)[1])]
    for path in glob.glob("/usr/share/games/fortunes/*"):
        if not path.endswith((".dat", ".u8")) and "ascii" not in path:
            with open(path, errors="ignore") as text:
                found += re.split(r'[.!?;:%"()]|--', text.read().replace("\n", " "))
    return sorted({text for text in map(normalise, (s for s in found if not re.search(r"\d", s))) if 3 <= len(text.split()) <= 18})


def is_dev(text: str) -> bool:
    return hashlib.sha256(text.encode()).digest()[0] < 5


def command(voice: str, text: str, path: str, vary: random.Random | None) -> list[str]:
    engine, name = voice.split("-", 1)
    if engine == "flite":
        manner = []
        if vary:
            manner = ["--setf", f"duration_stretch={vary.uniform(0.85, 1.25):.2f}", "--setf", f"int_f0_target_mean={FLITE_PITCH_HZ[name] * vary.uniform(0.85, 1.2):.0f}"]
        return ["flite", "-voice", name, *manner, "-t", text, "-o", path]
    manner = ["-s", str(vary.randint(120, 205)), "-p", str(vary.randint(25, 75))] if vary else []
    return ["espeak-ng", "-v", name, *manner, "-w", path, text]


def speak(voice: str, text: str, path: str, vary: random.Random | None) -> np.ndarray | None:
    subprocess.run(command(voice, text, path, vary), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    audio, rate = soundfile.read(path, dtype="float32")
    os.unlink(path)
    if rate != 16_000:
        audio = soxr.resample(audio, rate, 16_000)
    peak = float(np.abs(audio).max(initial=0))
    if peak < 1e-3 or not 6_000 <= len(audio) <= 208_000:
        return None
    return (audio / peak * 30_000).astype(np.int16)


def choose(chance: random.Random) -> tuple[str, random.Random | None]:
    vary = chance if chance.random() < 0.5 else None
    if chance.random() < 0.85:
        return chance.choice(REFERENCE_VOICES), vary
    return f"espeak-{chance.choice(OTHER_ACCENTS)}+{chance.choice(VARIANTS)}", chance


def write(folder: str, name: str, jobs: list[tuple[str, str, random.Random | None]]) -> None:
    with tempfile.TemporaryDirectory(dir="/dev/shm") as scratch, ThreadPoolExecutor(os.cpu_count()) as pool:
        audio = list(pool.map(lambda job: speak(job[1][0], job[1][1], f"{scratch}/{job[0]}.wav", job[1][2]), enumerate(jobs)))
    kept = [(clip, voice, text) for clip, (voice, text, _) in zip(audio, jobs) if clip is not None]
    np.save(f"{folder}/{name}.ends.npy", np.cumsum([len(clip) for clip, _, _ in kept]))
    with open(f"{folder}/{name}.tsv", "w") as rows:
        rows.write("\n".join(f"{voice}\t{text}" for _, voice, text in kept))
    np.save(f"{folder}/{name}.part.npy", np.concatenate([clip for clip, _, _ in kept]))
    os.rename(f"{folder}/{name}.part.npy", f"{folder}/{name}.npy")


def main() -> None:
    folder, first, last = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    os.makedirs(folder, exist_ok=True)
    pool = sentences()
    random.Random(0).shuffle(pool)
    held_out, free = [t for t in pool if is_dev(t)], [t for t in pool if not is_dev(t)]
    if first == 0:
        write(folder, "dev", [(REFERENCE_VOICES[i % 6], text, None) for i, text in enumerate(held_out[:240])])
    for shard in range(first, last):
        jobs = []
        for i in range(SHARD):
            chance = random.Random(shard * SHARD + i)
            text = free[(shard * SHARD + i) % len(free)]
            if chance.random() < 0.04:
                text = " ".join(chance.choice(NUMBERS) for _ in range(chance.randint(2, 8)))
            voice, vary = choose(chance)
            jobs.append((voice, text, vary))
        write(folder, f"shard-{shard:03}", jobs)
        print(f"shard {shard} written", flush=True)


if __name__ == "__main__":
    main()
