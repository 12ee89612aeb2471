//! A moment as text, ISO 8601 in UTC to the second: `2026-11-23T01:19:27Z`.

use crate::domain::lines::push_number;
use crate::domain::record::DAY;

/// Days from the first of March of the year 0 to 1970, in the Gregorian calendar carried back.
const BEFORE_1970: u32 = 719_468;
/// Days of 400 years, after which the calendar repeats.
const ERA: u32 = 146_097;

/// Writes a moment, given in seconds since 1970.
pub fn write(seconds: u32) -> String {
    // Years begin in March here, so that the leap day is the last one.
    let days = seconds / DAY + BEFORE_1970;
    let of_era = days % ERA;
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (month, later) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    let year = year_of_era + days / ERA * 400 + later;

    let mut out = String::new();
    push_number(&mut out, year, 10);
    let of_day = seconds % DAY;
    for (mark, number) in
        [("-", month), ("-", day), ("T", of_day / 3600), (":", of_day / 60 % 60), (":", of_day % 60)]
    {
        out.push_str(mark);
        out.push_str(if number < 10 { "0" } else { "" });
        push_number(&mut out, number, 10);
    }
    out.push_str("Z");
    out
}

/// Reads a moment. Accepts only what [`write()`] writes.
pub fn read(text: &str) -> Option<u32> {
    let part = |from: usize, to: usize| {
        let digits = text.as_bytes().get(from..to)?;
        digits.iter().try_fold(0u32, |number, byte| {
            byte.is_ascii_digit().then(|| number * 10 + u32::from(byte - b'0'))
        })
    };
    let (year, month, day) = (part(0, 4)?, part(5, 7)?, part(8, 10)?);
    let (hour, minute, second) = (part(11, 13)?, part(14, 16)?, part(17, 19)?);
    let (year, month) = if month > 2 { (year, month - 3) } else { (year.checked_sub(1)?, month + 9) };
    let of_year = ((153 * month + 2) / 5 + day).checked_sub(1)?;
    let year_of_era = year % 400;
    let of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year;
    let days = (year / 400 * ERA + of_era).checked_sub(BEFORE_1970)?;
    let seconds = days.checked_mul(DAY)?.checked_add(hour * 3600 + minute * 60 + second)?;
    // A day or hour that there is not leads elsewhere.
    (write(seconds) == text).then_some(seconds)
}

/// Writes how long something lasts, ISO 8601: in days where it is whole days, else in seconds.
pub fn duration(seconds: u32) -> String {
    let is_whole = seconds.is_multiple_of(DAY);
    let mut out = String::from(if is_whole { "P" } else { "PT" });
    push_number(&mut out, if is_whole { seconds / DAY } else { seconds }, 10);
    out.push_str(if is_whole { "D" } else { "S" });
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_and_back() {
        let check = |seconds, text: &str| {
            assert_eq!(write(seconds), text);
            assert_eq!(read(text), Some(seconds));
        };
        check(0, "1970-01-01T00:00:00Z");
        check(951_782_399, "2000-02-28T23:59:59Z");
        check(951_782_400, "2000-02-29T00:00:00Z");
        check(951_868_800, "2000-03-01T00:00:00Z");
        check(1_790_000_000, "2026-09-21T14:13:20Z");
        check(4_107_542_399, "2100-02-28T23:59:59Z");
        check(4_107_542_400, "2100-03-01T00:00:00Z");
        check(u32::MAX, "2106-02-07T06:28:15Z");
        for seconds in (0..u32::MAX).step_by(86_399 * 7) {
            assert_eq!(read(&write(seconds)), Some(seconds));
        }
    }

    #[test]
    fn nothing_else_is_a_moment() {
        for text in [
            "",
            "2026-09-21",
            "2026-09-21T14:13:20",
            "2026-09-21T14:13:20.000Z",
            "2026-09-21T14:13:20+00:00",
            "2026-09-21 14:13:20Z",
            "2026-02-29T00:00:00Z",
            "2026-00-01T00:00:00Z",
            "2026-01-00T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-01-01T24:00:00Z",
            "2026-01-01T00:60:00Z",
            "1969-12-31T23:59:59Z",
            "0000-01-01T00:00:00Z",
            "2106-02-07T06:28:16Z",
            "9999-99-99T99:99:99Z",
            "２026-09-21T14:13:20Z",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn durations() {
        assert_eq!(duration(180 * DAY), "P180D");
        assert_eq!(duration(0), "P0D");
        assert_eq!(duration(DAY + 1), "PT86401S");
    }
}
