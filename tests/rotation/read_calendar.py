"""Reads a calendar file, strictly. Answers what its one entry says."""

import json
import sys

from icalendar import Calendar

calendar = Calendar.from_ical(sys.stdin.buffer.read())
(event,) = calendar.walk("VEVENT")
assert not calendar.errors and not event.errors, (calendar.errors, event.errors)
print(json.dumps({
    "uid": str(event["UID"]),
    "start": event.decoded("DTSTART").isoformat(),
    "end": event.decoded("DTEND").isoformat(),
    "stamp": event.decoded("DTSTAMP").isoformat(),
    "summary": str(event["SUMMARY"]),
    "description": str(event["DESCRIPTION"]),
}))
