"""Pre-train Dunlin from random weights: python scripts/train.py configs/dunlin-1b.yaml"""

import math
import sys
from pathlib import Path

import numpy as np
import torch
import yaml
from torch.nn import functional

from dunlin.model import Dunlin, Shape


def batches(path: str, context: int, size: int, seed: int):
    tokens = np.memmap(path, dtype=np.uint16, mode="r")
    random = np.random.default_rng(seed)
    while True:
        starts = random.integers(0, len(tokens) - context - 1, size)
        rows = np.stack([tokens[start : start + context + 1] for start in starts]).astype(np.int64)
        yield torch.from_numpy(rows[:, :-1]), torch.from_numpy(rows[:, 1:])


def learning_rate(step: int, settings: dict) -> float:
    if step < settings["warmup"]:
        return settings["learning_rate"] * step / settings["warmup"]
    progress = (step - settings["warmup"]) / (settings["steps"] - settings["warmup"])
    return settings["learning_rate"] * 0.5 * (1 + math.cos(math.pi * progress))


def main(config_path: str) -> None:
    config = yaml.safe_load(Path(config_path).read_text())
    settings, device = config["training"], "cuda" if torch.cuda.is_available() else "cpu"
    model = Dunlin(Shape(**config["model"])).to(device)
    optimizer = torch.optim.AdamW(model.parameters(), weight_decay=settings["weight_decay"])
    data = batches(config["data"]["path"], config["model"]["context"], settings["batch"], config["data"]["seed"])
    for step in range(1, settings["steps"] + 1):
        inputs, targets = (part.to(device) for part in next(data))
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(step, settings)
        loss = functional.cross_entropy(model(inputs).flatten(0, 1), targets.flatten())
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), settings["clip"])
        optimizer.step()
        print(f"step {step} loss {loss.item():.4f}")
        if step % settings["save_every"] == 0:
            torch.save(model.state_dict(), f"checkpoints/step-{step}.pt")


if __name__ == "__main__":
    main(sys.argv[1])
