"""What the wire form of a value is (docs/wire.md), from the intermediate representation: the oracle for readers and writers.

Rules(ir).written(type, value) is what a writer makes of a value that a reader took: optional members that are null are left out,
defaults are written, members that the type has not are dropped or kept as `unknown` says, numbers have the form of their type. Nothing
else may change. It knows the types that imported documents have; of others it says so.
"""
import re

INTEGERS = {"int8", "int16", "int32", "uint8", "uint16", "uint32", "int53"}
LONG = {"int64", "uint64"}
FLOATS = {"float32", "float64"}
KINDS = {"bool": "boolean", "string": "string", "json": "any"} | dict.fromkeys(INTEGERS | FLOATS, "number") | dict.fromkeys(LONG, "string")


class AsItIs:
    """A value of type json: not even the form of its numbers changes."""

    def __init__(self, value):
        self.value = value


class Rules:
    def __init__(self, ir):
        self.types = ir["types"]

    def written(self, type, value, wire=""):
        if type.endswith("?"):
            return None if value is None else self.written(type[:-1], value, wire)
        if type.endswith("[]"):
            return [self.written(type[:-2], one, wire) for one in self.expect(list, value, type)]
        if type.startswith("map<"):
            item = re.fullmatch(r"map<(?:[^<>,]+, )?(.*)>", type)[1]
            return {key: self.written(item, one, wire) for key, one in self.expect(dict, value, type).items()}
        if type in self.types:
            return self.named(self.types[type], value)
        return self.builtin(type, value, wire)

    def builtin(self, type, value, wire):
        if type == "json":
            return AsItIs(value)
        if type == "bool":
            return self.expect(bool, value, type)
        if type == "string":
            return self.expect(str, value, type)
        if type in FLOATS:
            return float(self.expect((int, float), value, type))
        if type in INTEGERS or (type in LONG and wire == "number"):
            return self.integral(value, type)
        if type in LONG:
            return value if isinstance(value, str) else str(self.integral(value, type))
        raise AssertionError(f"no rule for {type}")

    def named(self, type, value):
        if "alias" in type:
            return self.written(type["alias"], value, type.get("wire", ""))
        if "enum" in type:
            if not type["open"] and value not in [one["value"] for one in type["enum"]]:
                raise AssertionError(f"{value!r} is no value of the enum")
            return value
        if "union" in type:
            return self.written(self.variant(type["union"], value), value)
        if "struct" in type:
            return self.members(type, self.expect(dict, value, "struct"))
        raise AssertionError(f"no rule for {type}")

    def members(self, type, value):
        out = {}
        for name, field in type["struct"].items():
            one = value.get(name)
            if one is not None:
                out[name] = self.written(field["type"], one, field.get("wire", ""))
            elif field.get("nullable") and (name in value or not field["type"].endswith("?")):
                out[name] = None
            elif "default" in field:
                out[name] = self.written(field["type"], field["default"], field.get("wire", ""))
            elif not field["type"].endswith("?") and not self.may_be_null(field["type"]):
                raise AssertionError(f"{name} is missing")
        others = {name: AsItIs(one) for name, one in value.items() if name not in type["struct"]}
        if others and type["unknown"] == "reject":
            raise AssertionError(f"{sorted(others)} are refused")
        return out | others if type["unknown"] == "keep" else out

    def variant(self, variants, value):
        """Of an untagged union: by the kind of JSON, then by a member of its own; one without such a member is the rest."""
        if not isinstance(variants, list):
            raise AssertionError("no rule for tagged unions")
        fitting = [one for one in variants if self.kind(one["type"]) == kind_of(value)]
        own = [one for one in fitting if "member" in one and one["member"] in value]
        rest = [one for one in fitting if "member" not in one]
        return (own + rest)[0]["type"]

    def kind(self, type):
        if type.endswith("[]"):
            return "array"
        if type.startswith("map<"):
            return "object"
        named = self.types.get(type)
        if named is None:
            return KINDS[type]
        return self.kind(named["alias"]) if "alias" in named else "string" if "enum" in named else "object"

    def may_be_null(self, type):
        """A required json may be null, and aliases of json, and of what may be absent."""
        named = self.types.get(type)
        return type == "json" or (named is not None and "alias" in named and (named["alias"].endswith("?") or self.may_be_null(named["alias"])))

    def expect(self, types, value, name):
        if not isinstance(value, types) or (isinstance(value, bool) and types is not bool):
            raise AssertionError(f"{value!r} is no {name}")
        return value

    def integral(self, value, name):
        if float(self.expect((int, float), value, name)) % 1 != 0:
            raise AssertionError(f"{value!r} is no {name}")
        return int(value)


def kind_of(value):
    names = {bool: "boolean", int: "number", float: "number", str: "string", list: "array", dict: "object"}
    return names.get(type(value))


def equal(expected, got):
    """Whether `got`, as JSON, is what the rules expect. true is not 1; 1.0 is not 1 but for floats."""
    if isinstance(expected, AsItIs):
        return identical(expected.value, got)
    if isinstance(expected, float):
        return type(got) in (int, float) and got == expected
    return same_shape(expected, got, equal)


def identical(one, other):
    return same_shape(one, other, identical)


def same_shape(one, other, compare):
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(compare(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(compare, one, other))
    return one == other


def plain(expected):
    """What the rules expect, as JSON."""
    if isinstance(expected, AsItIs):
        return expected.value
    if isinstance(expected, dict):
        return {key: plain(one) for key, one in expected.items()}
    return [plain(one) for one in expected] if isinstance(expected, list) else expected
