"""Answer one question with Kestrel-7B."""

import sys

from transformers import AutoModelForCausalLM, AutoTokenizer

NAME = "example-lab/kestrel-7b"


def main() -> None:
    tokenizer = AutoTokenizer.from_pretrained(NAME)
    model = AutoModelForCausalLM.from_pretrained(NAME, device_map="auto")
    prompt = tokenizer.apply_chat_template([{"role": "user", "content": sys.argv[1]}], return_tensors="pt")
    answer = model.generate(prompt.to(model.device), max_new_tokens=256)
    print(tokenizer.decode(answer[0, prompt.shape[1] :], skip_special_tokens=True))


if __name__ == "__main__":
    main()
