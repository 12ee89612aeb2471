//! Every sentence the notice can say. `{…}` stands for what is put in. The sentences themselves are files, one a
//! language (`languages/*.json`), which come into the page only when they are spoken.

use crate::domain::policy::shape::BUILT_IN;
use crate::domain::split;

/// What the notice says in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Messages {
    /// The BCP 47 tag of this language.
    pub tag: String,
    /// In the order of [`NAMES`], and behind those three for each built-in purpose: see [`Messages::known`].
    texts: Vec<String>,
}

/// The texts of one built-in purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known<'a> {
    /// What it is called.
    pub title: &'a str,
    /// What is done under it.
    pub description: &'a str,
    /// What works less well without it; empty if it cannot be refused.
    pub consequence: &'a str,
}

/// The names of a built-in purpose's texts, in their order.
pub const KNOWN: [&str; 3] = ["title", "description", "consequence"];

macro_rules! words {
    ($($(#[doc = $doc:literal])* $method:ident = $name:literal;)*) => {
        /// The places of the messages.
        #[expect(non_camel_case_types, reason = "named as the methods that read them")]
        #[derive(Clone, Copy)]
        enum Place { $($method),* }

        /// The messages' names, as language files and policies write them, in their order.
        pub const NAMES: &[&str] = &[$($name),*];

        impl Messages {
            $($(#[doc = $doc])* pub fn $method(&self) -> &str { self.at(Place::$method as usize) })*
        }
    };
}

words! {
    /// In which direction it is written: `ltr` or `rtl`.
    direction = "direction";
    /// What stands between two items of a list.
    comma = "comma";
    /// What stands between two sentences.
    gap = "gap";
    /// What stands between something and what is said of it.
    colon = "colon";
    /// The heading of the first layer.
    title = "title";
    /// Who asks: `{controller}`.
    who = "who";
    /// Stands before the purposes: what for.
    purposes = "purposes";
    /// Said instead when only some purposes are asked about again (statement 4.9).
    again = "again";
    /// Refusing leaves basic functions alone (statement 3.2).
    basic = "basic";
    /// What may work less well then (3.2), in general; the settings say it for each purpose.
    worse = "worse";
    /// The way to the list of third parties, with their number: `{count}`; a plural.
    parties = "parties";
    /// What is recorded falls under the statement (3.3): `{statement}` is the link, `{version}` its version.
    statement = "statement";
    /// The same without a link, where the site names no statement.
    statement_missing = "statementMissing";
    /// What the link to the statement is called.
    statement_link = "statementLink";
    /// From when the statement holds: `{date}`.
    effective = "effective";
    /// How long an answer is kept (6.2), and that it can be changed: `{time}`, as in "180 days".
    kept = "kept";
    /// Until when the answer is kept: `{date}`.
    kept_until = "keptUntil";
    /// Where else the answer counts (R28): `{domain}`.
    scope = "scope";
    /// Said where the browser keeps no cookies (3.2).
    no_cookies = "noCookies";
    /// A signal of the browser was honoured: `{purposes}` stay off.
    signal = "signal";
    /// The button that grants everything.
    accept = "accept";
    /// The button that refuses everything.
    reject = "reject";
    /// The button that grants what is asked again.
    accept_some = "acceptSome";
    /// The button that refuses what is asked again.
    reject_some = "rejectSome";
    /// The button of the first layer that opens the settings; short, since three stand in a row.
    choose = "choose";
    /// The heading of the settings, and the way back to them.
    settings = "settings";
    /// The button that keeps what the switches say.
    save = "save";
    /// The button that leaves the settings without an answer.
    close = "close";
    /// Stands at a purpose that cannot be refused.
    always = "always";
    /// Stands at a purpose that is new or changed.
    fresh = "fresh";
    /// Stands at a purpose that means something else than before.
    changed = "changed";
    /// What has changed at a purpose (4.9): `{text}` is the site's.
    changes = "changes";
    /// Stands before what a purpose requires: `{purposes}`.
    requires = "requires";
    /// Each service has a switch of its own (5).
    each = "each";
    /// The line that opens the services of a purpose: `{count}`.
    services = "services";
    /// The label of the field that searches services.
    search = "search";
    /// How many services match: `{count}`; a plural.
    found = "found";
    /// Said when none does.
    none_found = "noneFound";
    /// Who runs a service: `{provider}`.
    provider = "provider";
    /// Who sets a cookie: the site itself.
    party_first = "partyFirst";
    /// Who sets a cookie: somebody else.
    party_third = "partyThird";
    /// What a service collects: `{data}`.
    collects = "collects";
    /// How long a service keeps data: `{retention}`.
    retention = "retention";
    /// Who else receives data: `{names}`.
    shares = "shares";
    /// What the link to a service's policy is called: `{name}`.
    service_policy = "servicePolicy";
    /// The caption of the table of what a service stores: `{name}`.
    stores = "stores";
    /// A column of that table.
    cookie_name = "cookieName";
    /// A column of that table.
    cookie_use = "cookieUse";
    /// A column of that table.
    cookie_duration = "cookieDuration";
    /// A column of that table.
    cookie_party = "cookieParty";
    /// Stands in that table: until the browser is closed.
    session = "session";
    /// Stands in that table where the site says nothing.
    not_stated = "notStated";
    /// The heading of all services and cookies in the site's own page.
    declaration = "declaration";
    /// Stands in place of what is held: from whom it comes, `{name}`.
    held_lead = "heldLead";
    /// What it is for: `{purposes}`.
    held_use = "heldUse";
    /// The button that loads it this time.
    load_once = "loadOnce";
    /// The button that grants its service: `{name}`.
    load_always = "loadAlways";
    /// The heading of what the visitor has chosen (8).
    choices = "choices";
    /// How a purpose stands.
    granted = "granted";
    /// How a purpose stands.
    denied = "denied";
    /// How a purpose stands.
    undecided = "undecided";
    /// When and how it was recorded: `{date}`, `{how}`.
    recorded = "recorded";
    /// Through what an answer was given.
    how_notice = "howNotice";
    /// Through what an answer was given.
    how_settings = "howSettings";
    /// Through what an answer was given.
    how_withdraw = "howWithdraw";
    /// Through what an answer was given.
    how_api = "howApi";
    /// Through what an answer was given.
    how_import = "howImport";
    /// Through what an answer was given.
    how_signal = "howSignal";
    /// Said where there is no answer.
    unrecorded = "unrecorded";
    /// The record's id: `{id}`.
    record = "record";
    /// The button that exports the record (8).
    export = "export";
    /// The button that erases it (8).
    erase = "erase";
    /// The button that takes back all consent.
    withdraw = "withdraw";
    /// Said when the record is erased.
    erased = "erased";
    /// What no page can delete (8.1).
    limits = "limits";
    /// What could not be deleted: `{list}`.
    remains = "remains";
    /// The button that has interest tags deleted (PIPL 24).
    delete_tags = "deleteTags";
    /// Said when the site has been told to.
    tags_deleted = "tagsDeleted";
    /// The heading of a change of the statement that is to come (9).
    change_comes = "changeComes";
    /// The heading of a change of the statement.
    change_came = "changeCame";
    /// From when it holds: `{version}`, `{date}`.
    change_from = "changeFrom";
    /// Stands before what is different.
    change_what = "changeWhat";
    /// Closing agrees to nothing.
    change_note = "changeNote";
    /// The button that closes it.
    change_close = "changeClose";
    /// Cookies can be managed in the browser too (3.2).
    browser = "browser";
    /// Whom to write to (10): `{controller}`, and `{contact}` is the link.
    contact = "contact";
    /// How soon the controller answers (10): `{time}`, as in "15 days".
    reply = "reply";
    /// Said when a switch took others along: `{purposes}`.
    also_on = "alsoOn";
    /// Said when a switch took others off: `{purposes}`.
    also_off = "alsoOff";
    /// Said when an answer is kept.
    saved = "saved";
    /// Said when a grant did not come from the visitor's own hand.
    by_hand = "byHand";
    /// Said when an answer could not be kept: `{reason}`.
    failed = "failed";
}

impl Messages {
    /// Takes the texts of a language in their order; what is missing is silence.
    pub fn new(tag: String, texts: Vec<String>) -> Self {
        Self { tag, texts }
    }

    /// Returns the texts of a built-in purpose.
    pub fn known(&self, id: &str) -> Option<Known<'_>> {
        let place = BUILT_IN.iter().position(|known| known.id == id)?;
        let first = NAMES.len() + place * KNOWN.len();
        Some(Known {
            title: self.at(first),
            description: self.at(first + 1),
            consequence: self.at(first + 2),
        })
    }

    fn at(&self, place: usize) -> &str {
        self.texts.get(place).map_or("", String::as_str)
    }
}

/// Returns the form of a plural for a category of the Unicode rules: `one=a file|other={count} files`. Where a language
/// lacks the category, the last form serves.
pub fn plural<'a>(forms: &'a str, category: &str) -> &'a str {
    let mut last = "";
    for form in split::all(forms, b'|') {
        let (name, text) = split::once(form, b'=').unwrap_or(("", form));
        last = text;
        if name == category {
            break;
        }
    }
    last
}
