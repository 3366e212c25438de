"""Continue a text with Dunlin-1B."""

import sys

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

NAME = "example-lab/dunlin-1b"


def main(text: str) -> None:
    tokenizer = AutoTokenizer.from_pretrained(NAME)
    model = AutoModelForCausalLM.from_pretrained(NAME)
    inputs = tokenizer(text, return_tensors="pt")
    with torch.inference_mode():
        print(tokenizer.decode(model.generate(**inputs, max_new_tokens=128)[0], skip_special_tokens=True))


if __name__ == "__main__":
    main(sys.argv[1])
