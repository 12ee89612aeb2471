//! The record as a cookie value: compact, readable by a server, and refused whole when anything is off.
//!
//! Fields are joined by `~`:
//! `1` · decided · expires · controller · language · source's letter · statement's version · answers… · check.
//! Numbers are base 36. An answer is `id.g.meaning` or `id.d.meaning`, a service's has `@` before its id.
//! In language and version every byte but letters, digits and `-` is written `_xx` in hexadecimal.
//! The check is the FNV-1a hash of everything before its `~`: it finds cut and altered values, and proves nothing.

use crate::domain::hash::Hasher;
use crate::domain::record::{Entry, LONGEST, Record, Source};

/// A cookie may hold 4096 bytes with its name and attributes; longer values were not ours.
const LONGEST_TEXT: usize = 3800;
const VERSION: &str = "1";

/// Writes a record.
pub fn encode(record: &Record) -> String {
    let mut text = String::from(VERSION);
    for number in [record.decided, record.expires, record.controller] {
        text.push('~');
        push_base36(&mut text, number);
    }
    text.push('~');
    push_escaped(&mut text, &record.language);
    text.push('~');
    text.extend(record.source.word().chars().next());
    text.push('~');
    push_escaped(&mut text, &record.statement);
    for entry in &record.entries {
        text.push_str(if entry.is_service { "~@" } else { "~" });
        text.push_str(&entry.id);
        text.push_str(if entry.granted { ".g." } else { ".d." });
        push_base36(&mut text, entry.meaning);
    }
    let check = Hasher::new().part(&text).finish();
    text.push('~');
    push_base36(&mut text, check);
    text
}

/// Reads a record. Anything else (cut, altered, another version's, another program's) is nothing.
pub fn decode(text: &str) -> Option<Record> {
    if text.len() > LONGEST_TEXT {
        return None;
    }
    let (body, check) = text.rsplit_once('~')?;
    if read_base36(check)? != Hasher::new().part(body).finish() {
        return None;
    }
    let mut fields = body.split('~');
    if fields.next()? != VERSION {
        return None;
    }
    let record = Record {
        decided: read_base36(fields.next()?)?,
        expires: read_base36(fields.next()?)?,
        controller: read_base36(fields.next()?)?,
        language: read_escaped(fields.next()?)?,
        source: fields.next().filter(|letter| letter.len() == 1).and_then(Source::read)?,
        statement: read_escaped(fields.next()?)?,
        entries: fields.map(read_entry).collect::<Option<_>>()?,
    };
    let lasts = record.expires.checked_sub(record.decided)?;
    (lasts <= LONGEST).then_some(record)
}

fn read_entry(field: &str) -> Option<Entry> {
    let (is_service, rest) = match field.strip_prefix('@') {
        Some(rest) => (true, rest),
        None => (false, field),
    };
    let mut parts = rest.split('.');
    let id = parts.next().filter(|id| !id.is_empty())?;
    let granted = match parts.next()? {
        "g" => true,
        "d" => false,
        _ => return None,
    };
    let meaning = read_base36(parts.next()?)?;
    parts.next().is_none().then(|| Entry { id: id.into(), is_service, granted, meaning })
}

fn push_base36(text: &mut String, number: u32) {
    if number >= 36 {
        push_base36(text, number / 36);
    }
    text.extend(char::from_digit(number % 36, 36));
}

/// Accepts only what [`push_base36`] writes: no sign, no capitals, no leading zero.
fn read_base36(text: &str) -> Option<u32> {
    if text.is_empty() || (text.len() > 1 && text.starts_with('0')) {
        return None;
    }
    text.bytes().try_fold(0u32, |number, byte| {
        let digit = match byte {
            b'0'..=b'9' => byte - b'0',
            b'a'..=b'z' => byte - b'a' + 10,
            _ => return None,
        };
        number.checked_mul(36)?.checked_add(u32::from(digit))
    })
}

fn push_escaped(text: &mut String, plain: &str) {
    for byte in plain.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'-' {
            text.push(char::from(byte));
        } else {
            text.push('_');
            text.extend(char::from_digit(u32::from(byte >> 4), 16));
            text.extend(char::from_digit(u32::from(byte & 15), 16));
        }
    }
}

fn read_escaped(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'_' {
            let mut digit = || rest.next().and_then(|digit| char::from(digit).to_digit(16));
            bytes.push((digit()? * 16 + digit()?) as u8);
        } else if byte.is_ascii_alphanumeric() || byte == b'-' {
            bytes.push(byte);
        } else {
            return None;
        }
    }
    String::from_utf8(bytes).ok()
}
