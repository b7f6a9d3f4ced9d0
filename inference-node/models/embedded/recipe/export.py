"""Turns a checkpoint into the shipped model: python export.py CHECKPOINT OUT_FOLDER

Writes en-ctc.onnx (`pcm` [batch, samples] to `log_probs` [batch, frames, sounds + blank], weights of the linear layers as
int8), pieces.txt (one sound a line) and model.json (the hash pins and the numbers a client needs), then prints the SHA-256
sums. A lexicon that lies in the folder already is pinned again. Python packages: torch numpy onnx onnxruntime.
"""

import hashlib
import json
import os
import sys
import tempfile
from datetime import UTC, datetime

import numpy as np
import onnxruntime
import torch
from lexicon import LEXICON, SOUNDS
from network import HOP, SAMPLE_RATE, Recognizer
from onnxruntime.quantization import QuantType, quantize_dynamic

OPSET = 17
LIMIT_BYTES = 12_000_000
FRAME_SAMPLES = 4 * HOP
NETWORK, PIECES, MANIFEST = "en-ctc.onnx", "pieces.txt", "model.json"


def export_float(network: Recognizer, path: str) -> None:
    torch.onnx.export(
        network, (torch.randn(1, 4 * SAMPLE_RATE) * 0.1,), path, input_names=["pcm"], output_names=["log_probs"],
        opset_version=OPSET, dynamo=False,
        dynamic_axes={"pcm": {0: "batch", 1: "samples"}, "log_probs": {0: "batch", 1: "frames"}},
    )


def quantize(source: str, target: str) -> None:
    """Seven-bit weights per output channel: the full eight overflow the 16-bit sums of processors that have AVX2 and no VNNI."""
    quantize_dynamic(
        source, target, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul", "Gemm"], per_channel=True, reduce_range=True,
    )


@torch.no_grad()
def difference(network: Recognizer, path: str, samples: int) -> float:
    """Largest difference of a probability from PyTorch's, over a batch of two, so that both axes are seen to be dynamic."""
    pcm = torch.randn(2, samples, generator=torch.Generator().manual_seed(samples)) * 0.1
    (heard,) = onnxruntime.InferenceSession(path).run(None, {"pcm": pcm.numpy()})
    return float(np.abs(np.exp(heard) - network(pcm).exp().numpy()).max())


def sha256(path: str) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def main() -> None:
    checkpoint, folder = sys.argv[1:3]
    os.makedirs(folder, exist_ok=True)
    network = Recognizer(len(SOUNDS) + 1)
    network.load_state_dict(torch.load(checkpoint, map_location="cpu"))
    network.eval()

    path = os.path.join(folder, NETWORK)
    with tempfile.TemporaryDirectory() as scratch:
        exact = os.path.join(scratch, "float.onnx")
        export_float(network, exact)
        quantize(exact, path)
        for samples in (SAMPLE_RATE // 2, 5 * SAMPLE_RATE + 123):
            print(f"{samples} samples: largest difference from torch, float {difference(network, exact, samples):.1e}, int8 {difference(network, path, samples):.1e}")
    size = os.path.getsize(path)
    print(f"{NETWORK}: {size} bytes")
    if size > LIMIT_BYTES:
        sys.exit(f"{NETWORK} is larger than {LIMIT_BYTES} bytes")

    with open(os.path.join(folder, PIECES), "w") as lines:
        lines.writelines(f"{sound}\n" for sound in SOUNDS)
    sums = {name: sha256(os.path.join(folder, name)) for name in (NETWORK, PIECES)}
    manifest = {
        "name": "en-ctc",
        "languages": ["en"],
        "sampleRate": SAMPLE_RATE,
        "frameSamples": FRAME_SAMPLES,
        "blankIndex": len(SOUNDS),
        "trainedAt": datetime.fromtimestamp(os.path.getmtime(checkpoint), UTC).date().isoformat(),
        "network": {"file": NETWORK, "sha256": sums[NETWORK]},
        "pieces": {"file": PIECES, "sha256": sums[PIECES]},
    }
    lexicon = os.path.join(folder, LEXICON)
    if os.path.exists(lexicon):
        manifest["lexicon"] = {"file": LEXICON, "sha256": sha256(lexicon)}
    with open(os.path.join(folder, MANIFEST), "w") as file:
        file.write(json.dumps(manifest, indent=2) + "\n")
    for name, digest in sums.items():
        print(digest, name)


if __name__ == "__main__":
    main()
