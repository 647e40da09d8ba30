"""Generated dataclasses: what they read, what they write, what they refuse."""

import datetime
import json
import unittest
from decimal import Decimal

import antiphon
from antiphon.formats import has_format
from everything.expected import everything as e
from hostile.expected import hostile as h

WIRE = json.loads("""{
  "boolean": true, "i8": -128, "u8": 255, "i16": -32768, "u16": 65535, "i32": -2147483648, "u32": 4294967295, "i53": -9007199254740991,
  "i64": "-9223372036854775808", "u64": "18446744073709551615", "n64": 5, "f32": 1.5, "f64": 0.1, "amount": "12.3400", "text": "gr\\u00fcn",
  "data": "AAEC/w==", "id": "7c9e6679-7425-40de-944b-e07fc1f90ae7", "at": "2026-03-01T12:00:00.123456Z", "day": "2026-03-01", "lasts": 1500,
  "any": {"a": [1, null]}, "list": ["x"], "holes": [1, null], "by_name": {"a": "9007199254740993"},
  "by_id": {"7c9e6679-7425-40de-944b-e07fc1f90ae7": "red"}, "by_number": {"7": "seven"}, "name": "n", "key": "k", "color": "violet", "level": -2,
  "shape": {"kind": "square", "side": 2.0, "color": "red"}, "fixed": {"type": "circle", "radius": 1.0}, "either": {"side": 1.0, "color": "red"},
  "pair": ["a", "5", null], "tree": {"name": "r", "children": [{"name": "c", "children": []}]}, "nested": {"inner": {}},
  "loose": {"known": "k", "more": 1}, "patch": {"note": null, "must": null}, "count": 3, "tags": {}, "items": ["a", "b"], "fee": "1.50",
  "wait": 250, "favourite": "dark-blue", "hidden": "x"}""")


def read(**changes):
    return e.Everything.from_json({**WIRE, **changes})


class Values(unittest.TestCase):
    def test_every_value_comes_back_as_it_was(self):
        self.assertEqual(read().to_json(), WIRE)

    def test_they_are_what_python_programs_use(self):
        value = read()
        self.assertEqual(value.amount, Decimal("12.34"))
        self.assertEqual(value.at, datetime.datetime(2026, 3, 1, 12, 0, 0, 123456, datetime.timezone.utc))
        self.assertEqual((value.day, value.lasts), (datetime.date(2026, 3, 1), datetime.timedelta(seconds=1.5)))
        self.assertEqual((value.data, value.i64, value.pair), (b"\0\1\2\xff", -(2**63), ("a", 5, None)))

    def test_tolerant_where_other_writers_differ(self):
        for changes, name, expected in [
            ({"i32": 2.0}, "i32", 2), ({"i64": 7}, "i64", 7), ({"amount": 3}, "amount", Decimal(3)), ({"data": "_-8"}, "data", b"\xff\xef"),
            ({"id": WIRE["id"].upper()}, "id", read().id), ({"n64": "9"}, "n64", 9), ({"maybe": None}, "maybe", None),
            ({"at": "2026-03-01T13:30:00.123456789+01:30"}, "at", read().at),
        ]:
            self.assertEqual(getattr(read(**changes), name), expected)

    def test_reading_tells_where_it_went_wrong(self):
        for path, changes in [
            ("i64", {"i64": 2**53}), ("i32", {"i32": 2**31}), ("i32", {"i32": True}), ("level", {"level": 7}), ("pair", {"pair": ["a"]}),
            ("at", {"at": "2026-13-01T00:00:00Z"}), ("data", {"data": "!!"}), ("by_name.x", {"by_name": {"x": 1.5}}), ("fixed.type", {"fixed": {"type": "hexagon"}}),
            ("tree.children[0].name", {"tree": {"name": "x", "children": [{"children": []}]}}), ("u64", {"u64": "-1"}), ("i64", {"i64": "٣"}),
        ]:
            with self.assertRaises(antiphon.InvalidValue) as refused:
                read(**changes)
            self.assertEqual(refused.exception.path, path)

    def test_writing_checks_limits(self):
        for name, value in [
            ("i8", 128), ("count", 10), ("text", "x" * 101), ("amount", Decimal("1.23456")), ("amount", Decimal("NaN")), ("at", datetime.datetime(2026, 1, 1)),
            ("f64", float("nan")), ("key", "UP"), ("items", [1]), ("shape", 3), ("lasts", datetime.timedelta(microseconds=1)), ("text", "\ud800"),
            ("pin", "123456789"), ("name", ""), ("day", datetime.datetime(2026, 1, 1)),
        ]:
            value_with = read()
            setattr(value_with, name, value)
            with self.assertRaises(antiphon.InvalidValue, msg=name):
                value_with.to_json()

    def test_unknown_values_survive(self):
        value = read(shape={"kind": "hexagon", "edge": 1})
        self.assertEqual(value.shape, antiphon.Unknown("hexagon", {"kind": "hexagon", "edge": 1}))
        self.assertEqual(value.to_json()["shape"], {"kind": "hexagon", "edge": 1})
        self.assertFalse(value.color.is_known)
        self.assertEqual(value.color, e.Color("violet"))
        self.assertIs(e.Color("red"), e.Color.red)
        self.assertEqual(value.loose.extra, {"more": 1})
        with self.assertRaises(antiphon.InvalidValue):
            e.Tight.from_json({"known": "k", "more": 1})

    def test_absent_null_and_value_are_three_things(self):
        self.assertEqual(e.Patch(must=None).to_json(), {"must": None})
        self.assertEqual(e.Patch(note=None, must=1).to_json(), {"note": None, "must": 1})
        self.assertIs(e.Patch.from_json({"must": 1}).note, antiphon.UNSET)

    def test_defaults_belong_to_one_object_each(self):
        without = {name: value for name, value in WIRE.items() if name not in ("items", "tags", "count")}
        first, second = e.Everything.from_json(without), e.Everything.from_json(without)
        first.items.append("c")
        first.tags["a"] = "b"
        self.assertEqual((second.items, second.tags, second.count), (["a", "b"], {}, 3))

    def test_secrets_do_not_show(self):
        shown = repr(read(pin="7391", hidden="hush"))
        self.assertNotIn("7391", shown)
        self.assertNotIn("hush", shown)

    def test_formats_are_those_that_services_check(self):
        for format, good, bad in [
            ("email", "a.b+c@example.org", "a@b@c"), ("email", "x@localhost", "@example.org"), ("uri", "mailto:a@b", "no scheme:x"), ("uri", "http://a/%20", "http://a/%2"),
            ("hostname", "a-1.example", "-a.example"), ("hostname", "a" * 63, "a" * 64), ("ipv4", "10.0.0.255", "10.0.0.256"), ("ipv4", "1.2.3.4", "1.2.3"),
            ("ipv6", "::1", ":::1"), ("ipv6", "fe80::1", "fe80::1%eth0"), ("color", "#0aF", "#0aFF"), ("color", "#0aF123", "0aF"), ("bcp47", "de-CH-1996", "d-CH"),
            ("iso4217", "EUR", "eur"), ("semver", "1.0.0-rc.1+build.5", "1.0"), ("semver", "0.0.1-0a", "0.0.1-01"), ("hex", "00fF", ""),
        ]:
            self.assertEqual((has_format(good, format), has_format(bad, format)), (True, False), (format, good, bad))
        with self.assertRaises(antiphon.InvalidValue):
            antiphon.string(format="iso4217").write("eur")
        self.assertEqual(antiphon.string(format="iso4217").read("eur"), "eur")  # a service is believed

    def test_names_that_python_keeps_get_an_underscore(self):
        value = h.Promise(class__=1, class_=2, constructor="c", weird="w", __proto____=2, int_=5)
        self.assertEqual(h.Promise.from_json(value.to_json()), value)
        self.assertEqual(value.to_json()["class"], 1)


if __name__ == "__main__":
    unittest.main()
