"""Lists English words, their sounds and which follow each other: python lexicon.py OUT_FOLDER

Writes en-lexicon.bin (read by ../../../recognize/lexicon.ts, where the format is described): the vocabulary and a word trigram
model with absolute discounting, in 8-bit log-probabilities, each word with its sounds as flite says it. Pins it in
OUT_FOLDER/model.json when that is there. The sentences of the dev shard are left out. The same packages give the same file,
byte for byte.

Debian packages: flite wordnet-base fortunes trans-de-en endless-sky-data sword-text-web scowl. Python packages: numpy, and corpus.py's.
"""

import glob
import gzip
import hashlib
import json
import os
import random
import re
import struct
import subprocess
import sys
import tempfile
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from corpus import NUMBERS, is_dev, normalise, sentences

LEXICON, MANIFEST = "en-lexicon.bin", "model.json"
LIMIT_BYTES = 4_000_000
VOCABULARY = 65_000
DISCOUNT = 0.75
FEWEST_BIGRAMS, FEWEST_TRIGRAMS = 2, 2
STEPS_PER_NAT = 16
SCOWL_SIZES = [10, 20, 35, 40, 50, 55]
WORD = re.compile(r"[a-z]+(?:'[a-z]+)*")

GERMAN_ENGLISH = "/usr/share/trans/de-en"
ENDLESS_SKY = "/usr/share/games/endless-sky/data/*.txt"
WORLD_ENGLISH_BIBLE = "/usr/share/sword/modules/texts/ztext/engWEB2015eb"
# The sounds of flite's American voices, in which the network tells what it hears, each with the letters that write it when no
# word of the vocabulary fits.
SOUNDS = {
    "aa": "o", "ae": "a", "ah": "u", "ao": "o", "aw": "ow", "ax": "a", "ay": "i", "b": "b", "ch": "ch", "d": "d", "dh": "th",
    "eh": "e", "er": "er", "ey": "ay", "f": "f", "g": "g", "hh": "h", "ih": "i", "iy": "ee", "jh": "j", "k": "k", "l": "l",
    "m": "m", "n": "n", "ng": "ng", "ow": "o", "oy": "oy", "p": "p", "r": "r", "s": "s", "sh": "sh", "t": "t", "th": "th",
    "uh": "oo", "uw": "oo", "v": "v", "w": "w", "y": "y", "z": "z", "zh": "zh",
}
SCOWL = "/usr/share/dict/scowl"


def phrases(text: str) -> Iterator[str]:
    """The stretches between punctuation marks; those with digits are left out, for nobody knows how they are read."""
    plain = unicodedata.normalize("NFKD", text.replace("\u2019", "'").replace("\u2018", "'"))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    for phrase in re.split(r'[.!?;:|%"()\u201c\u201d\u2014\n]|--', plain):
        if not re.search(r"\d", phrase):
            yield phrase


def dictionary_phrases() -> Iterator[str]:
    """The English side of the Ding dictionary, example sentences included."""
    with open(GERMAN_ENGLISH) as lines:
        for line in lines:
            if not line.startswith("#") and "::" in line:
                english = re.sub(r"\{[^}]*\}|\[[^\]]*\]|\([^)]*\)|<>", " ", line.split("::", 1)[1])
                english = re.sub(r"\bsb\./sth\.|\bsth\./sb\.", "something", english)
                yield from phrases(english.replace("sb.", "somebody").replace("sth.", "something"))


def game_phrases() -> Iterator[str]:
    for path in sorted(glob.glob(ENDLESS_SKY)):
        with open(path) as text:
            for passage in re.findall(r"`([^`]{20,})`", text.read()):
                yield from phrases(re.sub(r"<[^>]*>", ".", passage))


def bible_phrases() -> Iterator[str]:
    """Both testaments: zText blocks, each the bytes [offset, offset + size) of the .bzz file."""
    for testament in ("ot", "nt"):
        with open(f"{WORLD_ENGLISH_BIBLE}/{testament}.bzs", "rb") as index, open(f"{WORLD_ENGLISH_BIBLE}/{testament}.bzz", "rb") as blocks:
            data = blocks.read()
            for offset, size, _ in struct.iter_unpack("<III", index.read()):
                osis = zlib.decompress(data[offset : offset + size]).decode(errors="ignore")
                osis = re.sub(r"<title.*?</title>|<note.*?</note>", " ", osis, flags=re.S)
                yield from phrases(re.sub(r"<[^>]*>", " ", osis).replace("\n", " "))


def spoken_numbers() -> Iterator[str]:
    chance = random.Random(0)
    for _ in range(4_000):
        yield " ".join(chance.choice(NUMBERS) for _ in range(6))


def training_sentences() -> Iterator[list[str]]:
    for source in (sentences, dictionary_phrases, game_phrases, bible_phrases, spoken_numbers):
        for phrase in map(normalise, source()):
            if phrase and not is_dev(phrase):
                yield [word.strip("'") for word in phrase.split()]


def dictionary_words() -> dict[str, int]:
    """Words of SCOWL with the size of the smallest list that has them; small lists hold the common words."""
    sizes: dict[str, int] = {}
    for size in SCOWL_SIZES:
        for path in sorted(glob.glob(f"{SCOWL}/*.{size}")):
            if re.match(r"(english|american|british)-(words|contractions|upper|proper-names)\.", os.path.basename(path)):
                with open(path, encoding="latin-1") as words:
                    for word in words:
                        if WORD.fullmatch(word.strip().lower()):
                            sizes.setdefault(word.strip().lower(), size)
    return sizes


def choose_words(counts: Counter[str]) -> list[str]:
    """The vocabulary, sorted: words of SCOWL and words that the texts have often, the commonest first until it is full."""
    listed = dictionary_words()
    ranked = sorted(
        {w for w in listed} | {w for w, n in counts.items() if n >= 5 and WORD.fullmatch(w)},
        key=lambda w: (-counts[w], listed.get(w, 99), w),
    )
    return sorted(ranked[:VOCABULARY])


def context_counts(contexts: np.ndarray, counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Of each n-gram's context: how often it occurs, and in how many n-grams."""
    _, inverse = np.unique(contexts, return_inverse=True)
    return np.bincount(inverse, counts)[inverse], np.bincount(inverse)[inverse]


def pronounce(words: list[str]) -> dict[str, list[str]]:
    """The sounds of each word said by itself, as flite's dictionary and letter-to-sound rules have them."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        batches = pool.map(pronounce_batch, [words[i : i + 40] for i in range(0, len(words), 40)])
        return {word: sounds for batch in batches for word, sounds in batch.items()}


def pronounce_batch(words: list[str]) -> dict[str, list[str]]:
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as text:
        text.write(" ".join(f"{word}." for word in words))
        text.flush()
        said = subprocess.run(["flite", "-voice", "kal16", "-ps", "-f", text.name, "-o", "none"], capture_output=True, text=True, check=True)
    utterances = [part.split() for part in said.stdout.split("pau") if part.strip()]
    if len(utterances) == len(words):
        return dict(zip(words, utterances))
    if len(words) == 1:
        return {words[0]: [sound for utterance in utterances for sound in utterance]}
    half = len(words) // 2
    return {**pronounce_batch(words[:half]), **pronounce_batch(words[half:])}


class Ngrams:
    """Interpolated probabilities of all n-grams seen, keyed by words in base 65,536, sorted."""

    def __init__(self, tokens: np.ndarray, vocabulary: int) -> None:
        counts = np.bincount(tokens[tokens >= 0], minlength=vocabulary).astype(float) + 0.3
        self.unigrams = counts / counts.sum()
        pair = (tokens[:-1] << 16) | tokens[1:]
        known = (tokens[:-1] >= 0) & (tokens[1:] >= 0)
        self.pairs, self.pair_counts = np.unique(pair[known], return_counts=True)
        total, kinds = context_counts(self.pairs >> 16, self.pair_counts)
        self.pair_probs = (self.pair_counts - DISCOUNT) / total + DISCOUNT * kinds / total * self.unigrams[self.pairs & 0xFFFF]
        triple = (pair[:-1] << 16) | tokens[2:]
        triples, triple_counts = np.unique(triple[known[:-1] & known[1:]], return_counts=True)
        total, kinds = context_counts(triples >> 16, triple_counts)
        lower = self.pair_probs[np.searchsorted(self.pairs, triples & 0xFFFFFFFF)]
        self.triples, self.triple_counts = triples, triple_counts
        self.triple_probs = (triple_counts - DISCOUNT) / total + DISCOUNT * kinds / total * lower


def back_off(contexts: np.ndarray, of: np.ndarray, probs: np.ndarray, lower: np.ndarray) -> np.ndarray:
    """For each of `contexts` the factor on the lower order that makes its distribution sum to one."""
    at = np.searchsorted(contexts, of)
    left = 1 - np.bincount(at, probs, minlength=len(contexts))
    return np.clip(left, 1e-3, 1) / np.clip(1 - np.bincount(at, lower, minlength=len(contexts)), 1e-3, 1)


def quantise(probs: np.ndarray) -> bytes:
    return np.clip(np.round(-np.log(probs) * STEPS_PER_NAT), 0, 255).astype(np.uint8).tobytes()


def pack(words: list[str], spellings: list[list[str]], model: Ngrams) -> bytes:
    keep = model.pair_counts >= FEWEST_BIGRAMS
    pairs, pair_probs = model.pairs[keep], model.pair_probs[keep]
    lower = model.unigrams[pairs & 0xFFFF]
    word_back_off = back_off(np.arange(len(words)), pairs >> 16, pair_probs, lower)

    keep = (model.triple_counts >= FEWEST_TRIGRAMS) & np.isin(model.triples >> 16, pairs)
    triples, triple_probs = model.triples[keep], model.triple_probs[keep]
    last = triples & 0xFFFFFFFF
    at = np.minimum(np.searchsorted(pairs, last), len(pairs) - 1)
    backed_off = word_back_off[last >> 16] * model.unigrams[last & 0xFFFF]
    lower = np.where(pairs[at] == last, pair_probs[at], backed_off)
    pair_back_off = back_off(pairs, triples >> 16, triple_probs, lower)

    text, names = "\n".join(words).encode(), "\n".join(f"{name} {letters}" for name, letters in SOUNDS.items()).encode()
    order = {name: i for i, name in enumerate(SOUNDS)}
    spelled = [bytes(order[sound] for sound in spelling) for spelling in spellings]
    print(f"{len(words)} words, {len(pairs)} bigrams, {len(triples)} trigrams")
    return b"".join([
        b"LEX1", struct.pack("<IIIIII", len(names), len(text), sum(map(len, spelled)), len(words), len(pairs), len(triples)), names, text,
        bytes(map(len, spelled)), *spelled,
        quantise(model.unigrams), quantise(word_back_off), np.bincount(pairs >> 16, minlength=len(words)).astype("<u2").tobytes(),
        (pairs & 0xFFFF).astype("<u2").tobytes(), quantise(pair_probs), quantise(pair_back_off),
        np.bincount(np.searchsorted(pairs, triples >> 16), minlength=len(pairs)).astype("<u2").tobytes(),
        (triples & 0xFFFF).astype("<u2").tobytes(), quantise(triple_probs),
    ])


def main() -> None:
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    lines = list(training_sentences())
    counts = Counter(word for line in lines for word in line)
    words = choose_words(counts)
    sounds = pronounce(words)
    words = [word for word in words if sounds[word]]
    number = {word: i for i, word in enumerate(words)}
    tokens = np.fromiter((token for line in lines for token in [*(number.get(word, -1) for word in line), -1]), np.int64)
    print(f"{len(tokens) - len(lines)} words of text, {np.mean(tokens < 0) - len(lines) / len(tokens):.2%} outside the vocabulary")
    packed = gzip.compress(pack(words, [sounds[word] for word in words], Ngrams(tokens, len(words))), 9, mtime=0)
    path = os.path.join(folder, LEXICON)
    with open(path, "wb") as file:
        file.write(packed)
    print(f"{LEXICON}: {len(packed)} bytes")
    if len(packed) > LIMIT_BYTES:
        sys.exit(f"{LEXICON} is larger than {LIMIT_BYTES} bytes")
    manifest = os.path.join(folder, MANIFEST)
    if os.path.exists(manifest):
        with open(manifest) as file:
            pins = json.load(file)
        pins["lexicon"] = {"file": LEXICON, "sha256": hashlib.sha256(packed).hexdigest()}
        with open(manifest, "w") as file:
            file.write(json.dumps(pins, indent=2) + "\n")


if __name__ == "__main__":
    main()
