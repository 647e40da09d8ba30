"""Every module that is generated from the IDL files of other tests, hostile names included, can be imported."""

import importlib
import os
import pathlib
import unittest
import warnings

FOLDER = pathlib.Path(os.environ["ANTIPHON_GENERATED"])


class Generated(unittest.TestCase):
    def test_every_module_imports_without_a_warning(self):
        modules = [path for path in sorted(FOLDER.glob("*/*.py")) if path.stem != "__init__"]
        self.assertGreater(len(modules), 10)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            for path in modules:
                with self.subTest(module=f"{path.parent.name}/{path.name}"):
                    importlib.import_module(f"{path.parent.name}.{path.stem}")

    def test_hostile_names_travel_as_they_are_written(self):
        hostile = importlib.import_module("golden_hostile.hostile")
        wire = {"class": 1, "namespace": "n", "__proto__": 2, "None": 3, "content-type": "c", "a\"b\\c": 4, "ünï": 5, "unknown to us": [6]}
        members = {one.name: 0 for one in hostile.Keywords.__antiphon__.members if not one.optional}
        for name in ("this", "or", "not", "and", "register", "delete", "new"):
            members[name] = True
        wire = {**members, "catch": [], "Form": "f", "default": "d", **wire}
        self.assertEqual(hostile.Keywords.from_json(wire).to_json(), wire)


if __name__ == "__main__":
    unittest.main()
