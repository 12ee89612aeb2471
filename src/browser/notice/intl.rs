//! Dates and times as the visitor reads them: only the browser knows how.

use js_sys::{Date, Object, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// A date or a number: both are written by a method of the same name.
    type Written;

    #[wasm_bindgen(method, catch, js_name = toLocaleString)]
    fn write(this: &Written, language: &str, options: &Object) -> Result<String, JsValue>;
}

/// Writes in one language.
pub(crate) struct Intl<'a> {
    language: &'a str,
}

impl<'a> Intl<'a> {
    /// Takes a language tag.
    pub(crate) fn new(language: &'a str) -> Self {
        Self { language }
    }

    /// Returns the day of a moment (ISO 8601) where the visitor is.
    pub(crate) fn day(&self, moment: &str) -> String {
        self.date(moment, &[("dateStyle", "long")])
    }

    /// Returns a calendar day (`YYYY-MM-DD`), which is the same day everywhere.
    pub(crate) fn calendar_day(&self, day: &str) -> String {
        self.date(day, &[("dateStyle", "long"), ("timeZone", "UTC")])
    }

    /// Returns a number of days, with the plural that it needs.
    pub(crate) fn days(&self, days: u32) -> String {
        let options = [("style", "unit"), ("unit", "day"), ("unitDisplay", "long")];
        self.write(JsValue::from(days), &options).unwrap_or_else(|| format!("{days} d"))
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
