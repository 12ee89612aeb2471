//! The record as a cookie value: compact, readable by a server, and refused whole when anything is off.
//!
//! Fields are joined by `~`:
//! `1` · decided · expires · controller · language · source's letter · statement's version · answers… · check.
//! Numbers are base 36. An answer is `id.g.meaning` or `id.d.meaning`, a service's has `@` before its id.
//! In language and version every byte of UTF-8 but letters, digits and `-` is written `_xx` in hexadecimal, so
//! that reading `_` as `%` makes them percent-encoded. The check is the FNV-1a hash of everything before its `~`:
//! it finds cut and altered values, and proves nothing.

use crate::domain::hash::Hasher;
use crate::domain::lines::{push_number, read_number};
use crate::domain::record::{Entry, LONGEST, Record, Source};
use crate::domain::split;

/// A cookie may hold 4096 bytes with its name and attributes; longer values were not ours.
pub const LONGEST_TEXT: usize = 3800;
const VERSION: &str = "1";
/// The fields before the answers.
const HEAD: usize = 7;
/// The place of the source's letter.
const SOURCE: usize = 5;

/// What a new record says before its answers.
#[derive(Clone, Copy, Debug)]
pub struct Head<'a> {
    /// When it was given, in seconds since 1970 (UTC).
    pub decided: u32,
    /// From when it counts no more, in seconds since 1970 (UTC).
    pub expires: u32,
    /// The hash of the controller's name.
    pub controller: u32,
    /// The language in which it was asked, a BCP 47 tag.
    pub language: &'a str,
    /// Through what it was given.
    pub source: Source,
    /// The statement's version.
    pub statement: &'a str,
}

/// Writes a record.
pub fn encode(head: &Head<'_>, entries: &[Entry<'_>]) -> Record {
    let mut text = String::from(VERSION);
    push_field(&mut text, head.decided);
    push_field(&mut text, head.expires);
    push_field(&mut text, head.controller);
    push_escaped(&mut text, head.language);
    text.push_str("~");
    text.push_str(head.source.letter());
    push_escaped(&mut text, head.statement);
    for entry in entries {
        text.push_str(if entry.is_service { "~@" } else { "~" });
        text.push_str(entry.id);
        text.push_str(if entry.granted { ".g." } else { ".d." });
        push_number(&mut text, entry.meaning, 36);
    }
    let check = Hasher::new().part(&text).finish();
    push_field(&mut text, check);
    Record { text, decided: head.decided, expires: head.expires, controller: head.controller }
}

/// Reads a record. Anything else (cut, altered, another version's, another program's) is nothing.
pub fn decode(text: &str) -> Option<Record> {
    let (body, check) = split::last(text, b'~')?;
    if text.len() > LONGEST_TEXT || read_base36(check)? != Hasher::new().part(body).finish() {
        return None;
    }
    let mut count = 0;
    let (mut decided, mut expires, mut controller) = (0, 0, 0);
    for field in split::all(body, b'~') {
        let is_whole = match count {
            0 => field == VERSION,
            1..=3 => {
                (decided, expires, controller) = (expires, controller, read_base36(field)?);
                true
            }
            4 | 6 => is_escaped(field),
            SOURCE => Source::from_letter(field).is_some(),
            _ => read_entry(field).is_some(),
        };
        if !is_whole {
            return None;
        }
        count += 1;
    }
    let is_whole = count >= HEAD && expires.checked_sub(decided)? <= LONGEST;
    is_whole.then(|| Record { text: text.into(), decided, expires, controller })
}

impl Record {
    /// Returns the answers.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        let mut fields = split::all(&self.text, b'~');
        for _ in 0..HEAD {
            fields.next();
        }
        // The check behind the last answer is no answer.
        std::iter::from_fn(move || read_entry(fields.next()?))
    }

    /// Returns through what it was given.
    pub fn source(&self) -> Option<Source> {
        Source::from_letter(split::all(&self.text, b'~').nth(SOURCE)?)
    }
}

fn read_entry(field: &str) -> Option<Entry<'_>> {
    let is_service = field.as_bytes().first() == Some(&b'@');
    let (id, rest) = split::once(field.get(usize::from(is_service)..)?, b'.')?;
    let (granted, meaning) = split::once(rest, b'.')?;
    let granted = match granted.as_bytes() {
        b"g" => true,
        b"d" => false,
        _ => return None,
    };
    let meaning = read_base36(meaning)?;
    // Behind a control character the rest could pass for another line of what the gate tells.
    let is_plain = !id.is_empty() && !id.bytes().any(|byte| byte < b' ');
    is_plain.then_some(Entry { id, is_service, granted, meaning })
}

fn push_field(text: &mut String, number: u32) {
    text.push_str("~");
    push_number(text, number, 36);
}

fn read_base36(text: &str) -> Option<u32> {
    read_number(text, 36)
}

fn push_escaped(text: &mut String, plain: &str) {
    text.push_str("~");
    for (place, byte) in plain.bytes().enumerate() {
        if byte.is_ascii_alphanumeric() || byte == b'-' {
            text.push_str(plain.get(place..place + 1).unwrap_or(""));
        } else {
            text.push_str(if byte < 16 { "_0" } else { "_" });
            push_number(text, byte.into(), 16);
        }
    }
}

fn is_escaped(text: &str) -> bool {
    let mut rest = text.as_bytes();
    loop {
        rest = match rest {
            [] => return true,
            [b'_', b'0'..=b'9' | b'a'..=b'f', b'0'..=b'9' | b'a'..=b'f', rest @ ..] => rest,
            [b'-' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z', rest @ ..] => rest,
            _ => return false,
        };
    }
}
