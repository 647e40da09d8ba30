"""Runs the shell blocks of a Markdown file as a reader would paste them, and looks for the lines it promises.

    markdown_test.py FILE HEADING FOLDER [--skip LINE]… --expect LINE…

Takes the ```sh blocks under HEADING, runs them in one shell in FOLDER, line by line as pasted (a failing line ends the
test), and fails when an expected line is not in the output.
"""

import argparse
import os
import re
import signal
import subprocess
import sys
import tempfile


def blocks(text, heading):
    section = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, re.M | re.S)
    if not section:
        raise SystemExit(f"no heading '{heading}'")
    return re.findall(r"^```sh\n(.*?)^```$", section[1], re.M | re.S)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("file")
    arguments.add_argument("heading")
    arguments.add_argument("folder")
    arguments.add_argument("--skip", action="append", default=[])
    arguments.add_argument("--expect", action="append", default=[])
    options = arguments.parse_args()

    script = "".join(blocks(open(options.file).read(), options.heading))
    lines = [line for line in script.splitlines() if line not in options.skip]
    # -m: jobs as in a terminal (%1); a failing line ends it, as a reader would stop there.
    with tempfile.NamedTemporaryFile("w", suffix=".sh") as file:
        file.write("set -emo pipefail\n" + "\n".join(lines) + "\n")
        file.flush()
        process = subprocess.Popen(["bash", file.name], cwd=options.folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                   start_new_session=True, env={k: v for k, v in os.environ.items() if not k.startswith("ANTIPHON_")})
        try:
            output, _ = process.communicate(timeout=280)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            output, _ = process.communicate()
            print(output)
            raise SystemExit("not finished within 280 s")
    print(output)
    missing = [line for line in options.expect if line not in output]
    if process.returncode != 0 or missing:
        raise SystemExit(f"exit {process.returncode}; missing: {missing}")


if __name__ == "__main__":
    main()
