"""Pre-train TinyLM from scratch."""

import torch
from torch.utils.data import DataLoader

from model import TinyLM
from data import TokenFiles


def train(steps: int = 300_000, rate: float = 3e-4) -> None:
    model = TinyLM()
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=0.1)
    loader = DataLoader(TokenFiles("data/"), batch_size=512)
    for step, (inputs, targets) in zip(range(steps), loader):
        logits = model(inputs)
        loss = torch.nn.functional.cross_entropy(logits.flatten(0, 1), targets.flatten())
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        if step % 1000 == 0:
            torch.save(model.state_dict(), f"checkpoints/step{step}.pt")


if __name__ == "__main__":
    train()
