"""Continue a text with Plover-3B."""

import sys

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

NAME = "example-lab/plover-3b"


def main() -> None:
    tokenizer = AutoTokenizer.from_pretrained(NAME)
    model = AutoModelForCausalLM.from_pretrained(NAME, torch_dtype=torch.bfloat16)
    inputs = tokenizer(sys.argv[1], return_tensors="pt")
    with torch.inference_mode():
        output = model.generate(**inputs, max_new_tokens=128, do_sample=True, temperature=0.8)
    print(tokenizer.decode(output[0], skip_special_tokens=True))


if __name__ == "__main__":
    main()
