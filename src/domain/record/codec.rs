//! The record as a cookie value: compact, readable by a server, and refused whole when anything is off.
//!
//! Fields are joined by `~`:
//! `1` · decided · expires · controller · language · source's letter · statement's version · answers… · check.
//! Numbers are base 36. An answer is `id.g.meaning` or `id.d.meaning`, a service's has `@` before its id.
//! In language and version every byte but letters, digits and `-` is written `_xx` in hexadecimal.
//! The check is the FNV-1a hash of everything before its `~`: it finds cut and altered values, and proves nothing.

use crate::domain::hash::Hasher;
use crate::domain::json::push_radix;
use crate::domain::record::{Entry, LONGEST, Record, Source};
use crate::domain::split;

/// A cookie may hold 4096 bytes with its name and attributes; longer values were not ours.
const LONGEST_TEXT: usize = 3800;
const VERSION: &str = "1";

/// Writes a record.
pub fn encode(record: &Record) -> String {
    let mut text = String::from(VERSION);
    for number in [record.decided, record.expires, record.controller] {
        push_field(&mut text, number);
    }
    push_escaped(&mut text, &record.language);
    text.push_str("~");
    text.push_str(record.source.letter());
    push_escaped(&mut text, &record.statement);
    for entry in &record.entries {
        text.push_str(if entry.is_service { "~@" } else { "~" });
        text.push_str(&entry.id);
        text.push_str(if entry.granted { ".g." } else { ".d." });
        push_radix(&mut text, entry.meaning, 36);
    }
    let check = Hasher::new().part(&text).finish();
    push_field(&mut text, check);
    text
}

/// Reads a record. Anything else (cut, altered, another version's, another program's) is nothing.
pub fn decode(text: &str) -> Option<Record> {
    if text.len() > LONGEST_TEXT {
        return None;
    }
    let (body, check) = split::last(text, b'~')?;
    if read_base36(check)? != Hasher::new().part(body).finish() {
        return None;
    }
    let mut fields = split::all(body, b'~');
    if fields.next()? != VERSION {
        return None;
    }
    let mut record = Record {
        decided: read_base36(fields.next()?)?,
        expires: read_base36(fields.next()?)?,
        controller: read_base36(fields.next()?)?,
        language: read_escaped(fields.next()?)?,
        source: Source::from_letter(fields.next()?)?,
        statement: read_escaped(fields.next()?)?,
        entries: Vec::new(),
    };
    for field in fields {
        record.entries.push(read_entry(field)?);
    }
    let lasts = record.expires.checked_sub(record.decided)?;
    (lasts <= LONGEST).then_some(record)
}

fn read_entry(field: &str) -> Option<Entry> {
    let is_service = field.as_bytes().first() == Some(&b'@');
    let mut parts = split::all(field.get(usize::from(is_service)..)?, b'.');
    let id = parts.next()?;
    let granted = parts.next()?;
    let meaning = read_base36(parts.next()?)?;
    let is_whole = !id.is_empty() && (granted == "g" || granted == "d") && parts.next().is_none();
    is_whole.then(|| Entry { id: id.into(), is_service, granted: granted == "g", meaning })
}

fn push_field(text: &mut String, number: u32) {
    text.push_str("~");
    push_radix(text, number, 36);
}

/// Accepts only what [`push_radix`] writes: no sign, no capitals, no leading zero.
fn read_base36(text: &str) -> Option<u32> {
    let mut number = 0u32;
    for byte in text.bytes() {
        let digit = match byte {
            b'0'..=b'9' => byte - b'0',
            b'a'..=b'z' => byte - b'a' + 10,
            _ => return None,
        };
        number = number.checked_mul(36)?.checked_add(u32::from(digit))?;
    }
    let leads_with_zero = text.len() > 1 && text.as_bytes().first() == Some(&b'0');
    (!text.is_empty() && !leads_with_zero).then_some(number)
}

fn push_escaped(text: &mut String, plain: &str) {
    text.push_str("~");
    for byte in plain.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'-' {
            text.push(char::from(byte));
        } else {
            text.push_str(if byte < 16 { "_0" } else { "_" });
            push_radix(text, byte.into(), 16);
        }
    }
}

fn read_escaped(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'_' => {
                let mut digit = || char::from(rest.next()?).to_digit(16);
                (digit()? * 16 + digit()?) as u8
            }
            _ if byte.is_ascii_alphanumeric() || byte == b'-' => byte,
            _ => return None,
        });
    }
    String::from_utf8(bytes).ok()
}
