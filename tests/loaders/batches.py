"""For programs that read many files in one call, and fail as a whole when one of these is bad."""

from concurrent.futures import ThreadPoolExecutor


def ask(call, files, size, processes, likely=lambda file: False):
    """The answers for `files`, in order. `call` is given numbers of files; it gives a dictionary of
    their answers, or the message of the error that all of them got. Which file an error is for is
    found out by trying parts; those of which a guess says that they are `likely` bad go alone, only
    for speed."""
    answers = [None] * len(files)

    def part(numbers):
        found = call(numbers)
        if not isinstance(found, str):
            for number, answer in found.items():
                answers[number] = answer
        elif len(numbers) == 1:
            answers[numbers[0]] = {"error": found or "it fails"}
        else:
            step = -(-len(numbers) // 8)
            for at in range(0, len(numbers), step):
                part(numbers[at : at + step])

    alone = [n for n, file in enumerate(files) if likely(file)]
    guessed = set(alone)
    rest = [n for n in range(len(files)) if n not in guessed]
    with ThreadPoolExecutor(processes) as pool:
        list(pool.map(part, [rest[at : at + size] for at in range(0, len(rest), size)] + [[n] for n in alone]))
    return answers
