//! The one way to write JSON, so that it can be hashed: keys sorted by their bytes, no spaces, and in texts only what
//! must be escaped. For the keys we use, which are ASCII, this is the JSON Canonicalization Scheme (RFC 8785).

use crate::domain::lines::push_number;
use crate::domain::tree::Tree;

/// Writes a value.
pub fn canonical(tree: &Tree) -> String {
    let mut out = String::new();
    push(&mut out, tree);
    out
}

fn push(out: &mut String, tree: &Tree) {
    match tree {
        Tree::Nothing => out.push_str("null"),
        Tree::Flag(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Tree::Number(number) => push_number(out, *number, 10),
        Tree::Text(text) => push_text(out, text),
        Tree::List(items) => {
            out.push_str("[");
            for (place, item) in items.iter().enumerate() {
                out.push_str(if place > 0 { "," } else { "" });
                push(out, item);
            }
            out.push_str("]");
        }
        Tree::Map(pairs) => {
            let mut sorted: Vec<&(String, Tree)> = pairs.iter().collect();
            sorted.sort_by(|(one, _), (other, _)| one.cmp(other));
            out.push_str("{");
            for (place, (key, value)) in sorted.into_iter().enumerate() {
                out.push_str(if place > 0 { "," } else { "" });
                push_text(out, key);
                out.push_str(":");
                push(out, value);
            }
            out.push_str("}");
        }
    }
}

/// RFC 8785, section 3.2.2.2.
fn push_text(out: &mut String, text: &str) {
    out.push_str("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            '\0'..='\u{1f}' => {
                out.push_str(if letter < '\u{10}' { "\\u000" } else { "\\u00" });
                push_number(out, letter.into(), 16);
            }
            letter => out.push(letter),
        }
    }
    out.push_str("\"");
}

#[cfg(not(target_arch = "wasm32"))]
#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, expected: &str) {
        assert_eq!(canonical(&serde_json::from_str(json).unwrap()), expected);
    }

    #[test]
    fn keys_are_sorted_and_nothing_stands_between() {
        check(
            r#" { "b" : [ 1 , true, null ], "a": { "d": 0, "B": "x" }, "": false } "#,
            r#"{"":false,"a":{"B":"x","d":0},"b":[1,true,null]}"#,
        );
        check("[]", "[]");
        check("{}", "{}");
    }

    #[test]
    fn only_what_must_be_is_escaped() {
        check(
            r#""\u0000\u0001\u0008\u0009\u000a\u000b\u000c\u000d\u001f\u0022\u005c\/ \u007f\u00e9\u2028\ud83d\ude00""#,
            "\"\\u0000\\u0001\\b\\t\\n\\u000b\\f\\r\\u001f\\\"\\\\/ \u{7f}\u{e9}\u{2028}\u{1f600}\"",
        );
    }
}
