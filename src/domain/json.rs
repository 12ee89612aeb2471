//! Writes the few JSON texts that leave the gate: it tells the page what it knows as text, since building
//! objects from Rust costs three times the bytes of one `JSON.parse`.

/// Builds one JSON text.
#[derive(Debug, Default)]
pub struct Json(String);

impl Json {
    /// Opens with `{` or `[`.
    pub fn open(bracket: &str) -> Self {
        Self(bracket.into())
    }

    /// Adds a key; a value must follow.
    pub fn key(&mut self, key: &str) -> &mut Self {
        self.text(key);
        self.0.push_str(":");
        self
    }

    /// Adds a string.
    pub fn text(&mut self, text: &str) {
        self.next();
        self.0.push_str("\"");
        for character in text.chars() {
            // Control characters have no place in what we tell; a space keeps the text valid and readable.
            match character {
                '"' => self.0.push_str("\\\""),
                '\\' => self.0.push_str("\\\\"),
                '\0'..' ' => self.0.push_str(" "),
                _ => self.0.push(character),
            }
        }
        self.0.push_str("\"");
    }

    /// Adds what is JSON already, or a bracket that opens.
    pub fn raw(&mut self, json: &str) {
        self.next();
        self.0.push_str(json);
    }

    /// Adds a whole number.
    pub fn number(&mut self, number: u32) {
        self.next();
        push_number(&mut self.0, number);
    }

    /// Adds `true` or `false`.
    pub fn flag(&mut self, flag: bool) {
        self.raw(if flag { "true" } else { "false" });
    }

    /// Adds a bracket that closes.
    pub fn close(&mut self, bracket: &str) {
        self.0.push_str(bracket);
    }

    /// Returns the text.
    pub fn finish(self) -> String {
        self.0
    }

    /// A comma stands between two values: not after a bracket or a colon.
    fn next(&mut self) {
        if !matches!(self.0.as_bytes().last(), None | Some(b'{' | b'[' | b':')) {
            self.0.push_str(",");
        }
    }
}

/// Writes a number in decimal.
pub fn push_number(text: &mut String, number: u32) {
    push_radix(text, number, 10);
}

/// Writes a number in a radix up to 36, in lower case.
pub fn push_radix(text: &mut String, number: u32, radix: u32) {
    if number >= radix {
        push_radix(text, number / radix, radix);
    }
    text.extend(char::from_digit(number % radix, radix));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_what_a_parser_reads() {
        let mut json = Json::open("{");
        json.key("a \"quoted\"\\\n").text("\u{1}门");
        json.key("list").raw("[");
        json.number(0);
        json.number(4_294_967_295);
        json.flag(true);
        json.close("]");
        json.close("}");
        let text = json.finish();
        let read: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read, serde_json::json!({"a \"quoted\"\\ ": " 门", "list": [0, 4_294_967_295_u32, true]}));
    }
}
