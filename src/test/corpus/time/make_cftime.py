"""Makes what the tests of time expect, as cftime tells it.

    python make_cftime.py ../../resources/time/cftime.tsv

needs cftime. Each line has tab-separated fields:

    value    calendar, units, type (int64 or float64), value, year, month, day, nanosecond of day
    accept   calendar, units, year, month, day, nanosecond of day of the reference, nanoseconds of a unit
    refuse   calendar, units

Years are astronomical. cftime has no year 0 in standard and julian by default; it is told to have
one where the year of the reference is 0.
"""

import random
import re
import sys
import warnings

import cftime

warnings.simplefilter("ignore")
RANDOM = random.Random(20260101)
CALENDARS = ["standard", "proleptic_gregorian", "julian", "noleap", "all_leap", "360_day"]
PER_DAY = {"days": 1, "hours": 24, "minutes": 1440, "seconds": 86400, "milliseconds": 86400000}
LINES = []


def moment(date):
    year = date.year + 1 if date.year < 0 and not date.has_year_zero else date.year
    micros = ((date.hour * 60 + date.minute) * 60 + date.second) * 1000000 + date.microsecond
    return [year, date.month, date.day, micros * 1000]


def decode(value, units, calendar):
    zero = True if re.search(r"since\s+0+-", units) else None
    return moment(cftime.num2date(value, units, calendar, has_year_zero=zero))


def value(calendar, units, number):
    kind = "float64" if isinstance(number, float) else "int64"
    LINES.append(["value", calendar, units, kind, repr(number)] + decode(number, units, calendar))


def values():
    for calendar in CALENDARS:
        for reference in ["0000-01-01", "0001-01-01", "-0001-02-28", "-4713-01-01", "1582-10-04",
                          "1582-10-15", "1600-02-28", "1900-02-28 18:00:00", "1970-01-01",
                          "1981-01-02 06:00:00.5", "2000-02-29", "2100-12-30"]:
            if calendar == "noleap" and reference == "2000-02-29":
                continue
            for days in [0, -1, 1, 3, 365, RANDOM.randint(-800000, 800000)]:
                unit = RANDOM.choice(list(PER_DAY))
                value(calendar, f"{unit} since {reference}", days * PER_DAY[unit])
            minutes = RANDOM.randint(-1000000, 1000000)
            value(calendar, f"hours since {reference}", minutes / 60)
            value(calendar, f"days since {reference}", RANDOM.randint(-400000, 400000) / 8)
        for _ in range(30):
            year = RANDOM.randint(-5000, 5000) or 1
            reference = f"{year:05d}" if year < 0 else f"{year:04d}"
            unit = RANDOM.choice(list(PER_DAY))
            number = RANDOM.randint(-1000000, 1000000) * PER_DAY[unit] // RANDOM.choice([1, 7])
            value(calendar, f"{unit} since {reference}-{RANDOM.randint(1, 12)}-1", number)
    for number in [0, 1, -7, 0.5]:
        value("360_day", "months since 1850-01-01", number)
        value("noleap", "common_years since 1850-03-01", number)


SAME = """
days|day|d|hours|hour|hr|hrs|h|minutes|minute|min|mins|seconds|second|sec|secs|s
milliseconds|millisecond|millisec|millisecs|msec|msecs|ms
microseconds|microsecond|microsec|microsecs
""".split()
DATES = ["1981-01-01", "1-1-1", "0000-01-01", "+1981-01-01", "81-2-3", "12345-01-01", "1981-01-01T00:00:00Z",
         "1900-01-01 00:00 UTC", "1900-1-1 0:0:0.0", "1900-01-01 00:00:0.0", "1981-01-02 06:00",
         "1981-01-02t06:00", "1981-01-02_06:30:15", "1981-01-02 06:00:00.25", "1981-01-01 00:00:00.",
         "1981-01-01 00:00 +01:00", "1981-01-01 06:00:00 -0130", "1981-01-01 06:00:00+05",
         "1981-01-01T06:00:00.5-11:45", "1981-01-01 +01:00", "1981-01-01Z", "1981-01-01 23:59:59.999999",
         "1900-01-01 00:00 GMT"]
BAD = ["1981-13-01", "1981-00-01", "1981-01-32", "1981-01-00", "1981-01-01 24:00", "1981-01-01 06:60",
       "1981-01-01 06:00:60", "1981/01/01", "yesterday", "1981-001-01", "", "19810101", "1981-02-31"]


def spellings():
    names = [name for line in SAME for name in line.split("|")]
    units = [name + " since 1981-01-02 06:00" for name in names]
    units += ["hours since " + date for date in DATES]
    units += ["Days Since 1-1-1", "HOURS SINCE 1981-01-01", "  hours   since\t1981-01-01  "]
    accept = [("standard", u) for u in units]
    accept += [(c, "days since 0000-01-01") for c in CALENDARS]
    accept += [("Gregorian", "days since 2000-01-01"), ("365_day", "days since 2000-01-01"),
               ("366_DAY", "days since 2001-02-29"), ("360_day", "days since 2001-02-30"),
               ("360_day", "months since 2001-01-01"), ("360_day", "month since 2001-01-01"),
               ("noleap", "common_year since 2001-01-01"), ("julian", "days since 1900-02-29"),
               ("standard", "days since -4713-01-01 12:00"), ("julian", "days since -1-1-1"),
               ("proleptic_gregorian", "days since -0004-02-29")]
    for calendar, text in accept:
        length = cftime._cftime.UNIT_CONVERSION_FACTORS[text.split()[0].lower()] * 1000
        reference = decode(0, text, calendar.lower())
        LINES.append(["accept", calendar, text.replace("\t", "\\t")] + reference + [length])
    refuse = [("standard", "hours since " + date) for date in BAD]
    refuse += [("standard", u) for u in ["hours", "hours from 1981-01-01", "hours since", "K", "",
                                         "fortnights since 1981-01-01", "days since 1582-10-05",
                                         "days since 1900-02-30", "common_years since 1981-01-01"]]
    refuse += [("noleap", "days since 2000-02-29"), ("360_day", "days since 2000-01-31"),
               ("proleptic_gregorian", "days since 1900-02-29"), ("martian", "days since 2000-01-01")]
    for calendar, text in refuse:
        try:
            decode(0, text, calendar)
        except Exception:
            LINES.append(["refuse", calendar, text])
        else:
            raise AssertionError(f"cftime takes {text!r} in {calendar}")


values()
spellings()
with open(sys.argv[1], "w", encoding="utf-8", newline="\n") as out:
    for line in LINES:
        out.write("\t".join(map(str, line)) + "\n")
