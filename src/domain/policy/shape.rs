//! The one table of a policy's keys and types. The gate's check, the full messages, the JSON Schema and
//! the TypeScript types are all read from it, so that they cannot disagree.

/// Says what may stand in a place.
#[derive(Debug)]
pub enum Shape {
    /// An object with these keys and no others.
    Object(&'static [Key]),
    /// A list whose items have one shape.
    List(&'static Shape),
    /// An identifier: `[a-z][a-z0-9-]*`, at most 64 characters.
    Id,
    /// A text that is not empty.
    Text,
    /// A text, or an object from language tag (BCP 47) to text.
    Localized,
    /// `true` or `false`.
    Flag,
    /// A whole number between the two, both included.
    Whole(u32, u32),
    /// An address: `https:`, `http:`, `mailto:` or relative to the page.
    Url,
    /// A host name or address in lower-case ASCII, with or without a port.
    Host,
    /// The beginning of a path, with a leading `/`; `*` stands for anything.
    Path,
    /// A cookie name or storage key; `*` stands for anything, but not alone.
    Pattern,
    /// A calendar date, `YYYY-MM-DD`.
    Date,
    /// A language tag (BCP 47).
    Tag,
    /// A cookie name.
    CookieName,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A key kept free for later; having it is an error.
    Reserved,
}

/// Describes one key of an object.
#[derive(Debug)]
pub struct Key {
    /// The key as it is written.
    pub name: &'static str,
    /// Whether a policy without it is broken.
    pub needed: bool,
    /// What may stand under it.
    pub shape: Shape,
    /// What it means, for the schema and the types; not carried into the page.
    #[cfg(not(target_arch = "wasm32"))]
    pub doc: &'static str,
}

macro_rules! key {
    ($name:literal, $shape:expr, $doc:literal) => {
        key!($name, false, $shape, $doc)
    };
    ($name:literal needed, $shape:expr, $doc:literal) => {
        key!($name, true, $shape, $doc)
    };
    ($name:literal, $needed:literal, $shape:expr, $doc:literal) => {
        Key {
            name: $name,
            needed: $needed,
            shape: $shape,
            #[cfg(not(target_arch = "wasm32"))]
            doc: $doc,
        }
    };
}

/// The whole policy.
pub static POLICY: Shape = Shape::Object(&[
    key!("controller" needed, Shape::Object(&[
        key!("name" needed, Shape::Text, "Who decides why and how data is processed, as the visitor knows them. Another name asks everything again."),
        key!("contact" needed, Shape::Text, "Where the visitor reaches the controller: a mail address or a link."),
        key!("replyDays", Shape::Whole(1, 365), "Within how many days the controller answers."),
    ]), "Who is responsible (GDPR 13(1)(a), PIPL 17(1))."),
    key!("statement" needed, Shape::Object(&[
        key!("url" needed, Shape::Url, "Where the privacy statement stands."),
        key!("version" needed, Shape::Text, "Its version, kept in every record."),
        key!("effectiveFrom", Shape::Date, "The day from which this version holds."),
    ]), "The privacy statement under which recorded data falls."),
    key!(
        "purposes",
        Shape::List(&PURPOSE),
        "Why data is processed; the unit of consent. At most 32. Left out: the five built-in ones."
    ),
    key!("services", Shape::List(&SERVICE), "Vendors and features, each under one or more purposes."),
    key!(
        "record",
        Shape::Object(&[
            key!(
                "cookie",
                Shape::CookieName,
                "The name of the cookie that keeps the answer; `menshen` if left out."
            ),
            key!("days", Shape::Whole(1, 400), "How long an answer is kept; 180 if left out."),
            key!(
                "domain",
                Shape::Host,
                "The domain that shares the answer, such as `example.com` for all its subdomains."
            ),
            key!("path", Shape::Path, "The path of the cookie; `/` if left out."),
        ]),
        "How the visitor's answer is kept."
    ),
    key!("languages", Shape::List(&Shape::Tag), "The languages in which this policy's texts are complete."),
    key!("firstParty", Shape::List(&Shape::Host), "Further hosts that are the site's own."),
    key!(
        "failed",
        Shape::Word(&["hold-third-party", "hold-all"]),
        "What is held when the gate's module cannot run."
    ),
    key!(
        "scriptedGrants",
        Shape::Flag,
        "Whether a script may grant without the visitor; such records say `api`. Off if left out."
    ),
    key!(
        "notice",
        Shape::Object(&[
            key!(
                "button",
                Shape::Flag,
                "Whether a floating button leads back to the settings. Off if left out."
            ),
            key!("script", Shape::Url, "Where `menshen-notice.js` stands, if not beside `menshen.js`."),
        ]),
        "How the visitor is asked."
    ),
    key!("regions", Shape::Reserved, "Kept free for later."),
    key!("signals", Shape::Reserved, "Kept free for later."),
]);

static PURPOSE: Shape = Shape::Object(&[
    key!("id" needed, Shape::Id, "The name used in markup, records and calls."),
    key!("title", Shape::Localized, "What the purpose is called. Needed unless the id is a built-in one."),
    key!("description", Shape::Localized, "What is done under it. Needed unless the id is a built-in one."),
    key!("consequence", Shape::Localized, "What works less well when it is refused."),
    key!("required", Shape::Flag, "Whether the site cannot work without it; such a purpose is always on."),
    key!("requires", Shape::List(&Shape::Id), "Purposes without which this one means nothing."),
    key!(
        "revision",
        Shape::Whole(1, 1_000_000),
        "Raise it when the purpose means something new: it is then asked again."
    ),
]);

static SERVICE: Shape = Shape::Object(&[
    key!("id" needed, Shape::Id, "The name used in markup, records and calls."),
    key!("name" needed, Shape::Text, "What the service is called."),
    key!("purposes" needed, Shape::List(&Shape::Id), "The purposes it serves; all of them are needed."),
    key!(
        "hosts",
        Shape::List(&Shape::Host),
        "Its hosts; subdomains are included, any port unless one is given."
    ),
    key!(
        "paths",
        Shape::List(&Shape::Path),
        "Beginnings of paths on those hosts, or on the site's own when no host is given."
    ),
    key!("cookies", Shape::List(&Shape::Pattern), "Names of the cookies it sets."),
    key!("storage", Shape::List(&Shape::Pattern), "Keys it writes to localStorage and sessionStorage."),
    key!("retention", Shape::Localized, "How long it keeps what it collects."),
    key!("provider", Shape::Text, "Who runs it."),
    key!("policyUrl", Shape::Url, "Where its provider's privacy policy stands."),
    key!(
        "party",
        Shape::Word(&["first", "third"]),
        "Whether the controller runs it (`first`) or someone else (`third`, if left out)."
    ),
    key!("sharesWith", Shape::List(&Shape::Text), "Other controllers who receive data through it."),
]);

/// The purposes of a policy that names none, in their order (statement, section three, and 4.5).
pub static BUILT_IN: &[BuiltIn] = &[
    BuiltIn { id: "necessary", required: true, requires: "" },
    BuiltIn { id: "identity", required: false, requires: "" },
    BuiltIn { id: "analytics", required: false, requires: "" },
    BuiltIn { id: "personalization", required: false, requires: "analytics" },
    BuiltIn { id: "marketing", required: false, requires: "" },
];

/// One built-in purpose.
#[derive(Debug)]
pub struct BuiltIn {
    /// Its id.
    pub id: &'static str,
    /// Whether it is always on.
    pub required: bool,
    /// The purpose without which it means nothing; empty if there is none.
    pub requires: &'static str,
}
