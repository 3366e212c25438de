"""Perplexity of Dunlin-1B on a held-out text file."""

import math
import sys
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

NAME = "example-lab/dunlin-1b"


def main(path: str) -> None:
    tokenizer = AutoTokenizer.from_pretrained(NAME)
    model = AutoModelForCausalLM.from_pretrained(NAME).eval()
    tokens = tokenizer(Path(path).read_text(), return_tensors="pt").input_ids
    losses = []
    with torch.inference_mode():
        for start in range(0, tokens.shape[1] - 1, 2048):
            window = tokens[:, start : start + 2048]
            losses.append(model(window, labels=window).loss.item())
    print(f"perplexity {math.exp(sum(losses) / len(losses)):.2f}")


if __name__ == "__main__":
    main(sys.argv[1])
