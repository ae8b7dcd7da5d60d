"""For programs that read many files in one call, and fail as a whole when one of these is bad."""

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor


def ask(call, asked, size, processes=2, apart=False):
    """The answers to the questions `asked`, in order. `call` is given numbers of questions; it gives a dictionary
    of the answers to each, or the message of the error that all of them got. Which file an error is for is found out
    by trying parts. Files of which the model does not say that they load go alone: only for speed, for where it is
    wrong a part fails, or a file is read alone that need not be. Where the program puts the variables of all files
    together, they have to be `apart`: but for files that set one variable, and no other file's, each goes alone."""
    answers = [None] * len(asked)

    def part(numbers):
        found = call(numbers)
        if not isinstance(found, str):
            for number, its in found.items():
                answers[number] = its
        elif len(numbers) == 1:
            answers[numbers[0]] = [{"error": found or "it fails"}] * len(asked[numbers[0]]["names"])
        else:
            step = -(-len(numbers) // 8)
            for at in range(0, len(numbers), step):
                part(numbers[at : at + step])

    often = Counter(name for question in asked for name in question["names"])

    def is_own(question):
        name, *more = question["names"]
        return not more and often[name] == 1 and re.fullmatch(name + r"=[!-~]*\n", question["text"])

    def shares(question):
        return question["loads"] and (not apart or is_own(question))

    together = [number for number, question in enumerate(asked) if shares(question)]
    alone = [[number] for number, question in enumerate(asked) if not shares(question)]
    with ThreadPoolExecutor(processes) as pool:
        list(pool.map(part, [together[at : at + size] for at in range(0, len(together), size)] + alone))
    return answers
