//! A policy as the visitor reads it: who, what for, by whom. Only what is shown stands here; what decisions need is
//! [`crate::domain::policy::Policy`].

use crate::domain::localized::{Localized, Said};
use crate::domain::policy::shape::BUILT_IN;
use crate::domain::text::words::{Known, Messages};
#[cfg(feature = "notice")]
use crate::domain::tree::Tree;

/// Holds what a policy says to the visitor. A policy that was checked always fits this form; of another, what does
/// not fit is left out.
#[derive(Clone, Debug, Default)]
pub struct Disclosure {
    /// Who is responsible.
    pub controller: Controller,
    /// The privacy statement.
    pub statement: Statement,
    /// In the site's order; none means the built-in ones.
    pub purposes: Vec<Purpose>,
    /// In the site's order.
    pub services: Vec<Service>,
    /// The languages in which the policy's texts are complete; empty means any.
    pub languages: Vec<String>,
    /// The domain that shares the answer, with all its subdomains; empty for the page's host alone.
    pub domain: String,
    /// How the notice looks.
    pub look: Look,
}

/// Says how the notice looks; what is empty is as the style sheet has it.
#[derive(Clone, Debug, Default)]
pub struct Look {
    /// The form of the first layer.
    pub layout: String,
    /// Where it stands.
    pub position: String,
    /// Whether nothing behind it can be used until it is answered or closed.
    pub modal: bool,
    /// The name of a theme.
    pub theme: String,
    /// Whether it is light or dark.
    pub scheme: String,
}

/// Says who is responsible.
#[derive(Clone, Debug, Default)]
pub struct Controller {
    /// The name; empty where the site gives no policy.
    pub name: String,
    /// A mail address or a link.
    pub contact: String,
    /// Within how many days an answer comes.
    pub reply_days: Option<u32>,
}

/// Names the privacy statement.
#[derive(Clone, Debug, Default)]
pub struct Statement {
    /// Where it stands.
    pub url: String,
    /// Its version.
    pub version: String,
    /// From when it holds, `YYYY-MM-DD`.
    pub effective_from: Option<String>,
    /// The version that is told of.
    pub next: Option<Next>,
}

/// Names a version of the statement that is to come, or has just come (statement, 9).
#[derive(Clone, Debug)]
pub struct Next {
    /// Its version.
    pub version: String,
    /// From when it holds, `YYYY-MM-DD`.
    pub effective_from: String,
    /// What is different.
    pub changes: Localized,
    /// Where it can be read; empty for where the present one stands.
    pub url: String,
}

/// Describes a purpose.
#[derive(Clone, Debug, Default)]
pub struct Purpose {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: Option<Localized>,
    /// What is done under it.
    pub description: Option<Localized>,
    /// What works less well without it.
    pub consequence: Option<Localized>,
    /// What has changed since it was asked last.
    pub change: Option<Localized>,
    /// Whether it is always on.
    pub required: bool,
    /// The ids of the purposes without which it means nothing.
    pub requires: Vec<String>,
}

/// Describes a service.
#[derive(Clone, Debug, Default)]
pub struct Service {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The ids of the purposes that it serves.
    pub purposes: Vec<String>,
    /// Who runs it.
    pub provider: Option<String>,
    /// Where its provider's privacy policy stands.
    pub policy_url: Option<String>,
    /// How long it keeps what it collects.
    pub retention: Option<Localized>,
    /// Other controllers who receive data.
    pub shares_with: Vec<String>,
    /// What it collects.
    pub collects: Option<Localized>,
    /// What it stores on the device.
    pub declares: Vec<Declared>,
    /// Whether somebody other than the controller runs it.
    pub is_third_party: bool,
}

/// Describes something that a service stores.
#[derive(Clone, Debug, Default)]
pub struct Declared {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub purpose: Option<Localized>,
    /// How many days it stays; 0 until the browser is closed.
    pub days: Option<u32>,
    /// Whether the site itself sets it; as its service if nothing is said.
    pub is_first_party: Option<bool>,
}

#[cfg(feature = "notice")]
impl Disclosure {
    /// Reads a policy as the site gave it.
    pub fn from_tree(mut policy: Tree) -> Self {
        let mut controller = policy.take("controller");
        let mut statement = policy.take("statement");
        let mut notice = policy.take("notice");
        Self {
            controller: Controller {
                name: controller.take("name").text().unwrap_or_default(),
                contact: controller.take("contact").text().unwrap_or_default(),
                reply_days: controller.take("replyDays").number(),
            },
            statement: Statement {
                url: statement.take("url").text().unwrap_or_default(),
                version: statement.take("version").text().unwrap_or_default(),
                effective_from: statement.take("effectiveFrom").text(),
                next: Next::from_tree(statement.take("next")),
            },
            purposes: policy.take("purposes").items().into_iter().map(Purpose::from_tree).collect(),
            services: policy.take("services").items().into_iter().map(Service::from_tree).collect(),
            languages: policy.take("languages").texts(),
            domain: policy.take("record").take("domain").text().unwrap_or_default(),
            look: Look {
                layout: notice.take("layout").text().unwrap_or_default(),
                position: notice.take("position").text().unwrap_or_default(),
                modal: notice.take("modal").is_true(),
                theme: notice.take("theme").text().unwrap_or_default(),
                scheme: notice.take("scheme").text().unwrap_or_default(),
            },
        }
    }
}

#[cfg(feature = "notice")]
impl Next {
    fn from_tree(mut tree: Tree) -> Option<Self> {
        Some(Self {
            version: tree.take("version").text()?,
            effective_from: tree.take("effectiveFrom").text()?,
            changes: Localized::from_tree(tree.take("changes"))?,
            url: tree.take("url").text().unwrap_or_default(),
        })
    }
}

#[cfg(feature = "notice")]
impl Declared {
    fn from_tree(mut tree: Tree) -> Self {
        Self {
            name: tree.take("name").text().unwrap_or_default(),
            purpose: Localized::from_tree(tree.take("purpose")),
            days: tree.take("days").number(),
            is_first_party: tree.take("party").text().map(|party| party == "first"),
        }
    }
}

#[cfg(feature = "notice")]
impl Purpose {
    fn from_tree(mut tree: Tree) -> Self {
        Self {
            id: tree.take("id").text().unwrap_or_default(),
            title: Localized::from_tree(tree.take("title")),
            description: Localized::from_tree(tree.take("description")),
            consequence: Localized::from_tree(tree.take("consequence")),
            change: Localized::from_tree(tree.take("change")),
            required: tree.take("required").is_true(),
            requires: tree.take("requires").texts(),
        }
    }
}

#[cfg(feature = "notice")]
impl Service {
    fn from_tree(mut tree: Tree) -> Self {
        Self {
            id: tree.take("id").text().unwrap_or_default(),
            name: tree.take("name").text().unwrap_or_default(),
            purposes: tree.take("purposes").texts(),
            provider: tree.take("provider").text(),
            policy_url: tree.take("policyUrl").text(),
            retention: Localized::from_tree(tree.take("retention")),
            shares_with: tree.take("sharesWith").texts(),
            collects: Localized::from_tree(tree.take("collects")),
            declares: tree.take("declares").items().into_iter().map(Declared::from_tree).collect(),
            is_third_party: tree.take("party").text().is_none_or(|party| party != "first"),
        }
    }
}

impl Disclosure {
    /// Fills in the built-in purposes where the policy names none.
    #[must_use]
    pub fn completed(mut self) -> Self {
        if self.purposes.is_empty() {
            self.purposes = BUILT_IN
                .iter()
                .map(|known| Purpose {
                    id: known.id.into(),
                    required: known.required,
                    requires: (!known.requires.is_empty())
                        .then(|| known.requires.into())
                        .into_iter()
                        .collect(),
                    ..Purpose::default()
                })
                .collect();
        }
        self
    }

    /// Returns whether all texts of the policy can be read in a language.
    pub fn speaks(&self, tag: &str) -> bool {
        let of_purposes = self.purposes.iter().flat_map(|purpose| {
            [&purpose.title, &purpose.description, &purpose.consequence, &purpose.change]
        });
        let of_services = self.services.iter().flat_map(|service| [&service.retention, &service.collects]);
        let declared = self.services.iter().flat_map(|service| &service.declares);
        let of_declared = declared.map(|declared| &declared.purpose);
        let of_next = self.statement.next.iter().all(|next| next.changes.speaks(tag));
        of_next && of_purposes.chain(of_services).chain(of_declared).flatten().all(|text| text.speaks(tag))
    }

    /// Returns the purpose with an id.
    pub fn purpose(&self, id: &str) -> Option<&Purpose> {
        self.purposes.iter().find(|purpose| purpose.id == id)
    }

    /// Returns the service with an id.
    pub fn service(&self, id: &str) -> Option<&Service> {
        self.services.iter().find(|service| service.id == id)
    }

    /// Returns the ids of the purposes that can be refused.
    pub fn optional(&self) -> impl Iterator<Item = &str> {
        self.purposes.iter().filter(|purpose| !purpose.required).map(|purpose| purpose.id.as_str())
    }

    /// Returns how many services of third parties serve one of some purposes.
    pub fn third_parties(&self, purposes: &[String]) -> usize {
        let serves = |service: &&Service| service.purposes.iter().any(|id| purposes.contains(id));
        self.services.iter().filter(|service| service.is_third_party).filter(serves).count()
    }

    /// Returns all that must be on when `id` is on, itself included: what it requires, and what that requires.
    pub fn needs(&self, id: &str) -> Vec<&str> {
        self.spread(id, |from, to| from.requires.contains(&to.id))
    }

    /// Returns all that must be off when `id` is off, itself included: what requires it, and what requires that.
    pub fn rests_on(&self, id: &str) -> Vec<&str> {
        self.spread(id, |from, to| to.requires.contains(&from.id))
    }

    fn spread(&self, id: &str, leads: impl Fn(&Purpose, &Purpose) -> bool) -> Vec<&str> {
        let mut reached: Vec<&Purpose> = self.purpose(id).into_iter().collect();
        let mut next = 0;
        while let Some(from) = reached.get(next).copied() {
            for to in &self.purposes {
                if leads(from, to) && !reached.iter().any(|known| known.id == to.id) {
                    reached.push(to);
                }
            }
            next += 1;
        }
        reached.into_iter().map(|purpose| purpose.id.as_str()).collect()
    }
}

impl Purpose {
    /// Returns what it is called.
    pub fn title<'a>(&'a self, messages: &'a Messages) -> Said<'a> {
        self.say(&self.title, messages, |known| known.title, &self.id)
    }

    /// Returns what is done under it.
    pub fn description<'a>(&'a self, messages: &'a Messages) -> Said<'a> {
        self.say(&self.description, messages, |known| known.description, "")
    }

    /// Returns what works less well without it; empty if nothing was said of that.
    pub fn consequence<'a>(&'a self, messages: &'a Messages) -> Said<'a> {
        // A purpose that the site describes in words of its own may have other consequences than ours.
        if self.consequence.is_none() && self.description.is_some() {
            return Said::plainly("");
        }
        self.say(&self.consequence, messages, |known| known.consequence, "")
    }

    fn say<'a>(
        &'a self,
        own: &'a Option<Localized>,
        messages: &'a Messages,
        built_in: impl Fn(Known<'a>) -> &'a str,
        otherwise: &'a str,
    ) -> Said<'a> {
        match own {
            Some(text) => text.said(&messages.tag),
            None => Said::plainly(messages.known(&self.id).map_or(otherwise, built_in)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn switching_takes_along_what_it_must() {
        let purpose = |id: &str, requires: &[&str]| Purpose {
            id: id.into(),
            requires: requires.iter().map(ToString::to_string).collect(),
            ..Purpose::default()
        };
        let disclosure = Disclosure {
            purposes: vec![purpose("a", &[]), purpose("b", &["a"]), purpose("c", &["b"]), purpose("d", &[])],
            ..Disclosure::default()
        };
        assert_eq!(disclosure.needs("c"), ["c", "b", "a"]);
        assert_eq!(disclosure.needs("a"), ["a"]);
        assert_eq!(disclosure.rests_on("a"), ["a", "b", "c"]);
        assert_eq!(disclosure.rests_on("d"), ["d"]);
        assert_eq!(disclosure.needs("nothing"), Vec::<&str>::new());
        assert_eq!(
            Disclosure::default().completed().needs("personalization"),
            ["personalization", "analytics"]
        );
    }

    #[test]
    fn a_language_counts_only_with_all_texts() {
        let text = |tag: &str| Some(Localized::Many(vec![(tag.into(), "x".into())]));
        let disclosure = |title: &str, retention: &str| Disclosure {
            purposes: vec![Purpose { title: text(title), ..Purpose::default() }],
            services: vec![Service { retention: text(retention), ..Service::default() }],
            ..Disclosure::default()
        };
        assert!(disclosure("en", "en").speaks("en"));
        assert!(!disclosure("zh", "en").speaks("en"));
        assert!(!disclosure("zh", "en").speaks("zh-CN"));
        assert!(Disclosure::default().completed().speaks("zh-CN"));
    }

    #[test]
    #[cfg(all(feature = "notice", not(target_arch = "wasm32")))]
    fn reads_all_that_is_shown_and_nothing_else() {
        let json = r#"{
            "controller": {"name": "N", "contact": "C", "replyDays": 15},
            "statement": {"url": "U", "version": "V", "effectiveFrom": "2026-01-01"},
            "languages": ["en", "zh"],
            "purposes": [{"id": "p", "title": "T", "description": {"en": "D", "zh": 1}, "required": true,
                          "requires": ["q"], "revision": 2, "consequence": null}],
            "services": [{"id": "s", "name": "S", "purposes": ["p"], "provider": "P", "policyUrl": "https://s",
                          "retention": {"en": "R"}, "sharesWith": ["X", "Y"], "hosts": ["h"], "party": "third"}],
            "record": {"days": 1.5}, "notice": {"button": true}
        }"#;
        let read = Disclosure::from_tree(serde_json::from_str(json).unwrap());
        let expected = Disclosure {
            controller: Controller { name: "N".into(), contact: "C".into(), reply_days: Some(15) },
            statement: Statement {
                url: "U".into(),
                version: "V".into(),
                effective_from: Some("2026-01-01".into()),
                next: None,
            },
            languages: vec!["en".into(), "zh".into()],
            purposes: vec![Purpose {
                id: "p".into(),
                title: Some(Localized::One("T".into())),
                description: Some(Localized::Many(vec![("en".into(), "D".into())])),
                required: true,
                requires: vec!["q".into()],
                ..Purpose::default()
            }],
            services: vec![Service {
                id: "s".into(),
                name: "S".into(),
                purposes: vec!["p".into()],
                provider: Some("P".into()),
                policy_url: Some("https://s".into()),
                retention: Some(Localized::Many(vec![("en".into(), "R".into())])),
                shares_with: vec!["X".into(), "Y".into()],
                is_third_party: true,
                ..Service::default()
            }],
            ..Disclosure::default()
        };
        assert_eq!(format!("{read:?}"), format!("{expected:?}"));
        for odd in ["null", "3", "[]", "\"x\"", r#"{"purposes": {"id": 1}, "controller": []}"#] {
            let read = Disclosure::from_tree(serde_json::from_str(odd).unwrap());
            assert_eq!(format!("{read:?}"), format!("{:?}", Disclosure::default()), "{odd}");
        }
    }
}
