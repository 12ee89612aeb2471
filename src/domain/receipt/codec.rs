//! A receipt as JSON: written in the canonical form, and refused whole when anything is missing, odd or too much.

use crate::domain::lines::{push_number, read_number};
use crate::domain::receipt::canonical::canonical;
use crate::domain::receipt::digest::{hash, is_hash};
use crate::domain::receipt::id::is_uuid;
use crate::domain::receipt::{Origin, PurposeAnswer, Receipt, ServiceAnswer, moment};
use crate::domain::record::LONGEST;
use crate::domain::tree::Tree;

const VERSION: u32 = 1;

impl Receipt {
    /// Writes it in the canonical form.
    pub fn to_json(&self) -> String {
        canonical(&self.to_tree())
    }

    /// Returns the hash by which the next receipt names it.
    pub fn hash(&self) -> String {
        hash(&self.to_json())
    }

    /// Returns it as a value. The order of the keys is of no account: they are sorted when written.
    pub fn to_tree(&self) -> Tree {
        let mut pairs = vec![
            ("version", Tree::Number(VERSION)),
            ("id", text(&self.id)),
            ("decided", Tree::Text(moment::write(self.decided))),
            ("expires", Tree::Text(moment::write(self.expires))),
            ("source", text(self.origin.word())),
            ("byVisitor", Tree::Flag(self.by_visitor)),
            ("language", text(&self.language)),
            ("region", text(&self.region)),
            ("host", text(&self.host)),
            ("controller", text(&self.controller)),
            (
                "statement",
                map([("url", text(&self.statement_url)), ("version", text(&self.statement_version))]),
            ),
            ("ui", text(&self.ui)),
            ("purposes", Tree::List(self.purposes.iter().map(PurposeAnswer::to_tree).collect())),
            ("services", Tree::List(self.services.iter().map(ServiceAnswer::to_tree).collect())),
        ];
        pairs.extend(self.notice.as_deref().map(|hash| ("notice", text(hash))));
        pairs.extend(self.previous.as_deref().map(|hash| ("previous", text(hash))));
        map(pairs)
    }

    /// Reads a value; none if it is not a whole receipt and nothing else.
    pub fn from_tree(tree: Tree) -> Option<Self> {
        let mut fields = Fields::of(tree)?;
        if fields.take("version")?.number()? != VERSION {
            return None;
        }
        let mut statement = Fields::of(fields.take("statement")?)?;
        let receipt = Self {
            id: fields.text("id")?,
            decided: moment::read(&fields.text("decided")?)?,
            expires: moment::read(&fields.text("expires")?)?,
            origin: Origin::from_word(&fields.text("source")?)?,
            by_visitor: fields.flag("byVisitor")?,
            language: fields.text("language")?,
            region: fields.text("region")?,
            host: fields.text("host")?,
            controller: fields.text("controller")?,
            statement_url: statement.text("url")?,
            statement_version: statement.text("version")?,
            notice: fields.hash("notice")?,
            ui: fields.text("ui")?,
            purposes: fields.list("purposes", PurposeAnswer::from_tree)?,
            services: fields.list("services", ServiceAnswer::from_tree)?,
            previous: fields.hash("previous")?,
        };
        let is_timely = receipt.expires.checked_sub(receipt.decided)? <= LONGEST;
        let is_whole = fields.is_empty() && statement.is_empty() && is_uuid(&receipt.id) && is_timely;
        // Who says two things of one id said nothing.
        (is_whole && !repeats(&receipt)).then_some(receipt)
    }
}

fn repeats(receipt: &Receipt) -> bool {
    let mut seen = Vec::new();
    receipt.entries().any(|entry| {
        let name = (entry.is_service, entry.id);
        let is_known = seen.contains(&name);
        seen.push(name);
        is_known
    })
}

impl PurposeAnswer {
    fn to_tree(&self) -> Tree {
        map([
            ("id", text(&self.id)),
            ("title", text(&self.title)),
            ("granted", Tree::Flag(self.granted)),
            ("meaning", meaning(self.meaning)),
        ])
    }

    fn from_tree(tree: Tree) -> Option<Self> {
        let mut fields = Fields::of(tree)?;
        let answer = Self {
            id: fields.id()?,
            title: fields.text("title")?,
            granted: fields.flag("granted")?,
            meaning: fields.meaning()?,
        };
        fields.is_empty().then_some(answer)
    }
}

impl ServiceAnswer {
    fn to_tree(&self) -> Tree {
        map([
            ("id", text(&self.id)),
            ("granted", Tree::Flag(self.granted)),
            ("meaning", meaning(self.meaning)),
        ])
    }

    fn from_tree(tree: Tree) -> Option<Self> {
        let mut fields = Fields::of(tree)?;
        let answer = Self { id: fields.id()?, granted: fields.flag("granted")?, meaning: fields.meaning()? };
        fields.is_empty().then_some(answer)
    }
}

/// As in the record: in base 36. (Besides, a number out of range would come back as another, [`Tree`] being what it is.)
fn meaning(meaning: u32) -> Tree {
    let mut out = String::new();
    push_number(&mut out, meaning, 36);
    Tree::Text(out)
}

/// Holds a text as a value.
pub(super) fn text(text: &str) -> Tree {
    Tree::Text(text.into())
}

/// Puts an object together.
pub(super) fn map(pairs: impl IntoIterator<Item = (&'static str, Tree)>) -> Tree {
    Tree::Map(pairs.into_iter().map(|(key, value)| (key.into(), value)).collect())
}

/// The fields of an object that are not read yet: what is left over is one too many, or stood there twice.
struct Fields(Vec<(String, Tree)>);

impl Fields {
    fn of(tree: Tree) -> Option<Self> {
        match tree {
            Tree::Map(pairs) => Some(Self(pairs)),
            _ => None,
        }
    }

    fn take(&mut self, key: &str) -> Option<Tree> {
        let place = self.0.iter().position(|(name, _)| name == key)?;
        Some(self.0.swap_remove(place).1)
    }

    fn text(&mut self, key: &str) -> Option<String> {
        self.take(key)?.text()
    }

    fn id(&mut self) -> Option<String> {
        self.text("id").filter(|id| !id.is_empty())
    }

    fn flag(&mut self, key: &str) -> Option<bool> {
        match self.take(key)? {
            Tree::Flag(flag) => Some(flag),
            _ => None,
        }
    }

    fn meaning(&mut self) -> Option<u32> {
        read_number(&self.text("meaning")?, 36)
    }

    /// A hash that may be missing, but not be anything else.
    fn hash(&mut self, key: &str) -> Option<Option<String>> {
        match self.take(key) {
            None => Some(None),
            Some(found) => found.text().filter(|text| is_hash(text)).map(Some),
        }
    }

    fn list<T>(&mut self, key: &str, read: impl Fn(Tree) -> Option<T>) -> Option<Vec<T>> {
        match self.take(key)? {
            Tree::List(items) => items.into_iter().map(read).collect(),
            _ => None,
        }
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
