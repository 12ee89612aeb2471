//! The notice's own words, and the choice of a language.
//!
//! [`words`] names every sentence, [`language`] chooses among the languages (`languages/*.json`, which `js/build.mjs` makes
//! files of the page), [`place`] puts things into sentences. `tests/languages.rs` holds the files against each other.

pub mod language;
pub mod place;
pub mod words;

/// Reads a language's file.
#[cfg(not(target_arch = "wasm32"))]
#[cfg(test)]
pub(crate) fn spoken(tag: &str) -> words::Messages {
    let file = format!("{}/src/domain/text/languages/{tag}.json", env!("CARGO_MANIFEST_DIR"));
    let all: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let known = crate::domain::policy::shape::BUILT_IN
        .iter()
        .flat_map(|known| words::KNOWN.map(|key| all["known"][known.id][key].clone()));
    let texts = words::NAMES.iter().map(|name| all[*name].clone()).chain(known).map(|value| match value {
        serde_json::Value::Object(forms) => {
            let forms = forms.iter().map(|(name, form)| format!("{name}={}", form.as_str().unwrap()));
            forms.collect::<Vec<_>>().join("|")
        }
        text => text.as_str().unwrap_or_default().into(),
    });
    words::Messages::new(tag.into(), texts.collect())
}
