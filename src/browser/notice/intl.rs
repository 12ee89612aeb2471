//! Dates and times as the visitor reads them: only the browser knows how.

use crate::domain::lines::push_number;
use crate::domain::render::Locale;
use js_sys::{Array, Date, Object, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// A date or a number: both are written by a method of the same name.
    type Written;

    #[wasm_bindgen(method, catch, js_name = toLocaleString)]
    fn write(this: &Written, language: &str, options: &Object) -> Result<String, JsValue>;

    #[wasm_bindgen(js_namespace = Intl)]
    type PluralRules;
    #[wasm_bindgen(constructor, catch, js_namespace = Intl, js_class = "PluralRules")]
    fn new(language: &str) -> Result<PluralRules, JsValue>;
    #[wasm_bindgen(method)]
    fn select(this: &PluralRules, number: u32) -> String;

    #[wasm_bindgen(js_namespace = Intl)]
    type ListFormat;
    #[wasm_bindgen(constructor, catch, js_namespace = Intl, js_class = "ListFormat")]
    fn new(language: &str) -> Result<ListFormat, JsValue>;
    #[wasm_bindgen(method)]
    fn format(this: &ListFormat, items: &Array) -> String;
}

/// Writes in one language.
pub(crate) struct Intl<'a> {
    language: &'a str,
    /// What stands between the items of a list in browsers that have no list formats.
    comma: &'a str,
}

impl Locale for Intl<'_> {
    fn number(&self, number: u32) -> String {
        self.write(JsValue::from(number), &[]).unwrap_or_else(|| {
            let mut text = String::new();
            push_number(&mut text, number, 10);
            text
        })
    }

    fn category(&self, number: u32) -> String {
        PluralRules::new(self.language).map_or_else(|_| String::from("other"), |rules| rules.select(number))
    }

    fn days(&self, days: u32) -> String {
        let options = [("style", "unit"), ("unit", "day"), ("unitDisplay", "long")];
        self.write(JsValue::from(days), &options).unwrap_or_else(|| format!("{days} d"))
    }

    fn list(&self, items: &[&str]) -> String {
        match ListFormat::new(self.language) {
            Ok(format) => format.format(&items.iter().map(|item| JsValue::from(*item)).collect()),
            Err(_) => items.join(self.comma),
        }
    }
}

impl<'a> Intl<'a> {
    /// Takes a language tag.
    pub(crate) fn new(language: &'a str, comma: &'a str) -> Self {
        Self { language, comma }
    }

    /// Returns the day of a moment (ISO 8601) where the visitor is.
    pub(crate) fn day(&self, moment: &str) -> String {
        self.date(moment, &[("dateStyle", "long")])
    }

    /// Returns a calendar day (`YYYY-MM-DD`), which is the same day everywhere.
    pub(crate) fn calendar_day(&self, day: &str) -> String {
        self.date(day, &[("dateStyle", "long"), ("timeZone", "UTC")])
    }

    fn date(&self, date: &str, options: &[(&str, &str)]) -> String {
        let parsed = Date::new(&date.into());
        let is_date = !parsed.get_time().is_nan();
        is_date.then(|| self.write(parsed.into(), options)).flatten().unwrap_or_else(|| date.into())
    }

    /// None where the browser knows neither the tag nor the wish.
    fn write(&self, value: JsValue, options: &[(&str, &str)]) -> Option<String> {
        let wishes = Object::new();
        for (name, wish) in options {
            Reflect::set(&wishes, &(*name).into(), &(*wish).into()).ok()?;
        }
        value.unchecked_into::<Written>().write(self.language, &wishes).ok()
    }
}
