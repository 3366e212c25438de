def wrap(text):
    return text
