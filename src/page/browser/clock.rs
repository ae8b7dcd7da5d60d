//! The clock of the device.

use crate::date::Date;

/// Today, in UTC.
pub(in crate::page) fn today() -> Date {
    Date::of_milliseconds(js_sys::Date::now())
}
