"""Generate text with TinyLM."""

import argparse

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer


@torch.no_grad()
def generate(prompt: str, name: str = "example-lab/TinyLM-1B", tokens: int = 128) -> str:
    tokenizer = AutoTokenizer.from_pretrained(name)
    model = AutoModelForCausalLM.from_pretrained(name).eval()
    inputs = tokenizer(prompt, return_tensors="pt")
    outputs = model.generate(**inputs, max_new_tokens=tokens)
    return tokenizer.decode(outputs[0], skip_special_tokens=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("prompt")
    print(generate(parser.parse_args().prompt))
