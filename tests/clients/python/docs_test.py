"""The code in docs/typescript.md and docs/python.md is cut out of programs that are compiled and run: guide/.
ANTIPHON_UPDATE_GOLDEN=1 puts it in anew."""

import os
import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[3]
BLOCK = re.compile(r"(<!-- (tests/clients/\S+) \[(\w+)\] -->\n```\w+\n)(.*?)(```\n)", re.S)


def region(path, name):
    found = re.search(rf"^(?://|#) \[{name}\]\n(.*?)^(?://|#) \[end\]\n", (ROOT / path).read_text(), re.S | re.M)
    if not found:
        raise AssertionError(f"{path} has no [{name}]")
    return found[1]


class Docs(unittest.TestCase):
    def test_code_is_that_of_the_guides(self):
        for page, guide in (("typescript.md", "guide.ts"), ("python.md", "guide.py")):
            path = ROOT / "docs" / page
            text = path.read_text()
            made = BLOCK.sub(lambda block: block[1] + region(block[2], block[3]) + block[5], text)
            if os.environ.get("ANTIPHON_UPDATE_GOLDEN") == "1":
                path.write_text(made)
                text = made
            self.assertEqual(text, made, page)
            shown = {block[3] for block in BLOCK.finditer(text)}
            there = set(re.findall(r"^(?://|#) \[(\w+)\]$", (ROOT / "tests/clients/guide" / guide).read_text(), re.M)) - {"end"}
            self.assertEqual(shown, there, page)
            self.assertEqual(len(re.findall(r"^```(?:ts|python)\n", text, re.M)), len(shown), f"{page} holds code from elsewhere")


if __name__ == "__main__":
    unittest.main()
