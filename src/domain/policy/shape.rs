//! The one table of a policy's keys and types. The gate's check, the full messages, the JSON Schema and
//! the TypeScript types are all read from it, so that they cannot disagree.

/// Says what may stand in a place.
#[derive(Debug)]
pub enum Shape {
    /// An object with these keys and no others.
    Object(Kind, &'static [Key]),
    /// A list whose items have one shape.
    List(&'static Shape),
    /// A text of a form.
    Text(&'static Form),
    /// A text, or an object from language tag (BCP 47) to text.
    Localized,
    /// `true` or `false`.
    Flag,
    /// A whole number between the two, both included.
    Whole(u32, u32),
    /// An object from language tag (BCP 47) to an object from the names of messages to texts.
    Texts,
    /// A key kept free for later; having it is an error.
    Reserved,
}

/// Says what an object stands for in the gate's part of a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A part of the whole.
    Part,
    /// One purpose of the list.
    Purpose,
    /// One service of the list.
    Service,
}

/// Names what the gate keeps of a policy. The first ones are there once, from `Id` on they are there for each purpose
/// and service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
#[expect(missing_docs, reason = "each is named after its key")]
pub enum Slot {
    Purposes,
    Controller,
    Version,
    Cookie,
    Days,
    Domain,
    CookiePath,
    FirstParty,
    ScriptedGrants,
    ThirdParties,
    Id,
    Required,
    /// What a purpose requires, or which purposes a service serves.
    Needs,
    Revision,
    Title,
    Description,
    Hosts,
    Paths,
    Cookies,
    Storage,
    Inline,
    Party,
    SharesWith,
    /// Not kept.
    Nothing,
}

/// A form of texts. No text is empty.
#[derive(Debug)]
pub struct Form {
    /// The code of the error when a text does not have it.
    pub code: &'static str,
    /// The pattern that the whole text fits, in what JavaScript and Rust both understand as a regular expression. No
    /// text fits it in two ways: in the pattern of a whole policy those would multiply.
    /// Control characters are spaces by then.
    pub pattern: &'static str,
    /// What it is, in the words of error messages.
    pub says: &'static str,
}

/// The gate reads only tapes that fit the pattern of all shapes, which `js/` tries before: it has no room for
/// the patterns of single texts, nor for words. A policy that does not fit makes the page fetch the full module,
/// which says why.
const fn full(words: &'static str) -> &'static str {
    if cfg!(any(feature = "notice", not(target_arch = "wasm32"))) { words } else { "" }
}

/// Any text.
pub static TEXT: Form =
    Form { code: full("empty-text"), pattern: full(".*"), says: full("a text that is not empty") };
/// An identifier.
pub static ID: Form = Form {
    code: full("bad-id"),
    pattern: full("[a-z][a-z0-9-]{0,63}"),
    says: full("an id such as \"my-id\""),
};
/// An address that a notice may link to or a page may fetch from; relative ones are the page's.
pub static URL: Form = Form {
    code: full("bad-url"),
    pattern: full(r"(https?:|mailto:)[^ \\]+|[^ \\:/?#]*([/?#][^ \\]*)?"),
    says: full("an http(s), mailto or relative address"),
};
/// A host name or address, with or without a port.
pub static HOST: Form = Form {
    code: full("bad-host"),
    pattern: full(
        r"(\[[0-9a-fA-F:]+\]|[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*)(:[0-9]+)?",
    ),
    says: full("a host in lower-case ASCII such as \"tracker.example\""),
};
/// The beginning of a path; `*` stands for anything.
pub static PATH: Form =
    Form { code: full("bad-path"), pattern: full("/.*"), says: full("a path that begins with \"/\"") };
/// A cookie name or storage key; `*` stands for anything, but not alone.
pub static PATTERN: Form = Form {
    code: full("bad-pattern"),
    pattern: full(r"\**[^*].*"),
    says: full("a name, in which * may stand for a part"),
};
/// A calendar date.
pub static DATE: Form = Form {
    code: full("bad-date"),
    pattern: full("(19[7-9][0-9]|[2-9][0-9]{3})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"),
    says: full("a date such as \"2026-01-31\""),
};
/// A language tag (BCP 47).
pub static TAG: Form = Form {
    code: full("bad-tag"),
    pattern: full("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*"),
    says: full("a language tag such as \"en\" or \"zh-CN\""),
};
/// A cookie name.
pub static COOKIE_NAME: Form = Form {
    code: full("bad-name"),
    pattern: full("[A-Za-z0-9_-]{1,64}"),
    says: full("a name of letters, digits, _ and -"),
};
#[cfg(any(feature = "notice", not(target_arch = "wasm32")))]
static FAILED: Form = Form {
    code: full("bad-value"),
    pattern: full("hold-third-party|hold-all"),
    says: full("one of hold-third-party, hold-all"),
};
#[cfg(any(feature = "notice", not(target_arch = "wasm32")))]
static ON_GRANT: Form =
    Form { code: full("bad-value"), pattern: full("drop|replay"), says: full("one of drop, replay") };
static MODE: Form = Form {
    code: full("bad-value"),
    pattern: full("known|strict|observe"),
    says: full("one of known, strict, observe"),
};
#[cfg(any(feature = "notice", not(target_arch = "wasm32")))]
static LAYOUT: Form = Form {
    code: full("bad-value"),
    pattern: full("card|bar|box|center"),
    says: full("one of card, bar, box, center"),
};
#[cfg(any(feature = "notice", not(target_arch = "wasm32")))]
static POSITION: Form = Form {
    code: full("bad-value"),
    pattern: full("bottom|top|bottom-start|bottom-end|top-start|top-end"),
    says: full("one of bottom, top, bottom-start, bottom-end, top-start, top-end"),
};
#[cfg(any(feature = "notice", not(target_arch = "wasm32")))]
static THEME: Form = Form {
    code: full("bad-value"),
    pattern: full("calm|flat|contrast|plain"),
    says: full("one of calm, flat, contrast, plain"),
};
#[cfg(any(feature = "notice", not(target_arch = "wasm32")))]
static SCHEME: Form = Form {
    code: full("bad-value"),
    pattern: full("auto|light|dark"),
    says: full("one of auto, light, dark"),
};
static PARTY: Form =
    Form { code: full("bad-value"), pattern: full("first|third"), says: full("one of first, third") };

/// Keys, wherever they stand, that only the notice's file reads and checks: they are left out of the gate's tape, and a
/// fault in them closes the gate once that file is there.
pub const LATER: [&str; 11] = [
    "change",
    "collects",
    "declares",
    "effectiveFrom",
    "languages",
    "next",
    "notice",
    "policyUrl",
    "replyDays",
    "texts",
    "url",
];

/// Describes one key of an object.
#[derive(Debug)]
pub struct Key {
    /// The key as it is written.
    pub name: &'static str,
    /// Whether a policy without it is broken.
    pub needed: bool,
    /// What may stand under it.
    pub shape: Shape,
    /// What it is for the gate.
    pub slot: Slot,
    /// What it means, for the schema and the types; not carried into the page.
    #[cfg(not(target_arch = "wasm32"))]
    pub doc: &'static str,
}

macro_rules! key {
    ($name:literal, $shape:expr, $($rest:tt)*) => {
        key!(@ $name, false, $shape, $($rest)*)
    };
    ($name:literal needed, $shape:expr, $($rest:tt)*) => {
        key!(@ $name, true, $shape, $($rest)*)
    };
    (@ $name:literal, $needed:literal, $shape:expr, $doc:literal) => {
        key!(@ $name, $needed, $shape, Nothing, $doc)
    };
    (@ $name:literal, $needed:literal, $shape:expr, $slot:ident, $doc:literal) => {
        Key {
            name: $name,
            needed: $needed,
            shape: $shape,
            slot: Slot::$slot,
            #[cfg(not(target_arch = "wasm32"))]
            doc: $doc,
        }
    };
}

/// The whole policy.
pub static POLICY: Shape = Shape::Object(
    Kind::Part,
    &[
        key!("controller" needed, Shape::Object(Kind::Part, &[
        key!("name" needed, Shape::Text(&TEXT), Controller, "Who decides why and how data is processed, as the visitor knows them. Another name asks everything again."),
        #[cfg(any(feature = "notice", not(target_arch = "wasm32")))]
        key!("contact" needed, Shape::Text(&TEXT), "Where the visitor reaches the controller: a mail address or a link."),
        #[cfg(any(feature = "notice", not(target_arch = "wasm32")))]
        key!("replyDays", Shape::Whole(1, 365), "Within how many days the controller answers."),
    ]), "Who is responsible (GDPR 13(1)(a), PIPL 17(1))."),
        key!("statement" needed, Shape::Object(Kind::Part, &[
        #[cfg(any(feature = "notice", not(target_arch = "wasm32")))]
        key!("url" needed, Shape::Text(&URL), "Where the privacy statement stands."),
        key!("version" needed, Shape::Text(&TEXT), Version, "Its version, kept in every record."),
        #[cfg(any(feature = "notice", not(target_arch = "wasm32")))]
        key!("effectiveFrom", Shape::Text(&DATE), "The day from which this version holds."),
        #[cfg(any(feature = "notice", not(target_arch = "wasm32")))]
        key!("next", Shape::Object(Kind::Part, &[
            key!("version" needed, Shape::Text(&TEXT), "Its version."),
            key!("effectiveFrom" needed, Shape::Text(&DATE), "The day from which it holds."),
            key!("changes" needed, Shape::Localized, "What is different, in a sentence or two."),
            key!("url", Shape::Text(&URL), "Where it can be read, if not where the present one stands."),
        ]), "A version that reduces rights or widens what is collected, told of once before it takes effect, or after (statement, 9)."),
    ]), "The privacy statement under which recorded data falls."),
        key!(
            "purposes",
            Shape::List(&PURPOSE),
            Purposes,
            "Why data is processed; the unit of consent. At most 32. Left out: the five built-in ones."
        ),
        key!("services", Shape::List(&SERVICE), "Vendors and features, each under one or more purposes."),
        key!(
            "record",
            Shape::Object(
                Kind::Part,
                &[
                    key!(
                        "cookie",
                        Shape::Text(&COOKIE_NAME),
                        Cookie,
                        "The name of the cookie that keeps the answer; `menshen` if left out."
                    ),
                    key!("days", Shape::Whole(1, 400), Days, "How long an answer is kept; 180 if left out."),
                    key!(
                        "domain",
                        Shape::Text(&HOST),
                        Domain,
                        "The domain that shares the answer, such as `example.com` for all its subdomains."
                    ),
                    key!("path", Shape::Text(&PATH), CookiePath, "The path of the cookie; `/` if left out."),
                ]
            ),
            "How the visitor's answer is kept."
        ),
        #[cfg(any(feature = "notice", not(target_arch = "wasm32")))]
        key!(
            "languages",
            Shape::List(&Shape::Text(&TAG)),
            "The languages in which this policy's texts are complete."
        ),
        key!(
            "firstParty",
            Shape::List(&Shape::Text(&HOST)),
            FirstParty,
            "Further hosts that are the site's own."
        ),
        #[cfg(any(feature = "notice", not(target_arch = "wasm32")))]
        key!("failed", Shape::Text(&FAILED), "What is held when the gate's module cannot run."),
        key!(
            "thirdParties",
            Shape::Text(&MODE),
            ThirdParties,
            "What is held: what the policy or the catalogue knows (`known`, if left out), every third party and every cookie or key that no service names (`strict`), or nothing, and what would have been held is only reported (`observe`)."
        ),
        key!(
            "scriptedGrants",
            Shape::Flag,
            ScriptedGrants,
            "Whether a script may grant without the visitor; such records say `api`. Off if left out."
        ),
        #[cfg(any(feature = "notice", not(target_arch = "wasm32")))]
        key!(
            "notice",
            Shape::Object(
                Kind::Part,
                &[
                    key!(
                        "button",
                        Shape::Flag,
                        "Whether a floating button leads back to the settings. Off if left out."
                    ),
                    key!(
                        "script",
                        Shape::Text(&URL),
                        "Where `menshen-notice.js` stands, if not beside `menshen.js`."
                    ),
                    key!(
                        "layout",
                        Shape::Text(&LAYOUT),
                        "The form of the first layer: a card at the foot of the page (`card`, if left out), a bar over its width, a box in a corner, or in the middle."
                    ),
                    key!(
                        "position",
                        Shape::Text(&POSITION),
                        "Where a card, a bar or a box stands; `bottom` if left out, a box `bottom-end`. Start is the left where one reads from there."
                    ),
                    key!(
                        "modal",
                        Shape::Flag,
                        "Whether nothing behind the first layer can be used until it is answered or closed. Off if left out."
                    ),
                    key!("theme", Shape::Text(&THEME), "How all of it looks; `calm` if left out."),
                    key!(
                        "scheme",
                        Shape::Text(&SCHEME),
                        "Whether it is light or dark; as the visitor's system if left out."
                    ),
                    key!(
                        "placeholders",
                        Shape::Flag,
                        "Whether something stands in place of held embeds, with a way to have them. On if left out."
                    ),
                    key!(
                        "receipts",
                        Shape::Object(
                            Kind::Part,
                            &[
                                key!(
                                    "keep",
                                    Shape::Whole(1, 100),
                                    "How many receipts are kept on the device; 20 if left out."
                                ),
                                key!(
                                    "endpoint",
                                    Shape::Text(&URL),
                                    "An address of the site's own to which each receipt is sent once. Nowhere if left out."
                                ),
                            ]
                        ),
                        "What becomes of the receipts of answers."
                    ),
                ]
            ),
            "How the visitor is asked."
        ),
        #[cfg(any(feature = "notice", not(target_arch = "wasm32")))]
        key!(
            "texts",
            Shape::Texts,
            "The site's own words in place of ours, by language and the message's name."
        ),
        #[cfg(any(feature = "notice", not(target_arch = "wasm32")))]
        key!("regions", Shape::Reserved, "Kept free for later."),
        #[cfg(any(feature = "notice", not(target_arch = "wasm32")))]
        key!("signals", Shape::Reserved, "Kept free for later."),
    ],
);

static PURPOSE: Shape = Shape::Object(
    Kind::Purpose,
    &[
        key!("id" needed, Shape::Text(&ID), Id, "The name used in markup, records and calls."),
        key!(
            "title",
            Shape::Localized,
            Title,
            "What the purpose is called. Needed unless the id is a built-in one."
        ),
        key!(
            "description",
            Shape::Localized,
            Description,
            "What is done under it. Needed unless the id is a built-in one."
        ),
        #[cfg(any(feature = "notice", not(target_arch = "wasm32")))]
        key!("consequence", Shape::Localized, "What works less well when it is refused."),
        #[cfg(any(feature = "notice", not(target_arch = "wasm32")))]
        key!(
            "change",
            Shape::Localized,
            "What has changed, where its `revision` was raised (statement, 4.9)."
        ),
        key!(
            "required",
            Shape::Flag,
            Required,
            "Whether the site cannot work without it; such a purpose is always on."
        ),
        key!(
            "requires",
            Shape::List(&Shape::Text(&ID)),
            Needs,
            "Purposes without which this one means nothing."
        ),
        key!(
            "revision",
            Shape::Whole(1, 1_000_000),
            Revision,
            "Raise it when the purpose means something new: it is then asked again."
        ),
    ],
);

#[cfg(any(feature = "notice", not(target_arch = "wasm32")))]
static DECLARED: Shape = Shape::Object(
    Kind::Part,
    &[
        key!("name" needed, Shape::Text(&TEXT), "Its name, as the visitor finds it on the device."),
        key!("purpose", Shape::Localized, "What it is for."),
        key!("days", Shape::Whole(0, 4000), "How many days it stays; 0 until the browser is closed."),
        key!(
            "party",
            Shape::Text(&PARTY),
            "Whether the site itself sets it (`first`) or the service (`third`); as the service's `party` if left out."
        ),
    ],
);

static SERVICE: Shape = Shape::Object(
    Kind::Service,
    &[
        key!("id" needed, Shape::Text(&ID), Id, "The name used in markup, records and calls."),
        #[cfg(any(feature = "notice", not(target_arch = "wasm32")))]
        key!("name" needed, Shape::Text(&TEXT), "What the service is called."),
        key!("purposes" needed, Shape::List(&Shape::Text(&ID)), Needs, "The purposes it serves; all of them are needed."),
        key!(
            "hosts",
            Shape::List(&Shape::Text(&HOST)),
            Hosts,
            "Its hosts; subdomains are included, any port unless one is given."
        ),
        key!(
            "paths",
            Shape::List(&Shape::Text(&PATH)),
            Paths,
            "Beginnings of paths on those hosts, or on the site's own when no host is given."
        ),
        key!("cookies", Shape::List(&Shape::Text(&PATTERN)), Cookies, "Names of the cookies it sets."),
        key!(
            "storage",
            Shape::List(&Shape::Text(&PATTERN)),
            Storage,
            "Keys it writes to localStorage and sessionStorage, and names of its databases and caches."
        ),
        key!(
            "inline",
            Shape::List(&Shape::Text(&PATTERN)),
            Inline,
            "Parts of the text of its inline scripts; * stands for anything."
        ),
        #[cfg(any(feature = "notice", not(target_arch = "wasm32")))]
        key!("retention", Shape::Localized, "How long it keeps what it collects."),
        #[cfg(any(feature = "notice", not(target_arch = "wasm32")))]
        key!(
            "collects",
            Shape::Localized,
            "What it collects: addresses, device, pages seen (statement, 2.6.1)."
        ),
        #[cfg(any(feature = "notice", not(target_arch = "wasm32")))]
        key!(
            "declares",
            Shape::List(&DECLARED),
            "What it stores on the device, for people to read (Planet49, C-673/17, 81)."
        ),
        #[cfg(any(feature = "notice", not(target_arch = "wasm32")))]
        key!("provider", Shape::Text(&TEXT), "Who runs it."),
        #[cfg(any(feature = "notice", not(target_arch = "wasm32")))]
        key!("policyUrl", Shape::Text(&URL), "Where its provider's privacy policy stands."),
        #[cfg(any(feature = "notice", not(target_arch = "wasm32")))]
        key!(
            "onGrant",
            Shape::Text(&ON_GRANT),
            "What becomes of its fetches and beacons that were held: they have failed (`drop`, if left out), or they are sent once it is granted, within ten minutes (`replay`). That sends what was done before the visitor agreed."
        ),
        #[cfg(any(feature = "notice", not(target_arch = "wasm32")))]
        key!(
            "lateEvents",
            Shape::Flag,
            "Whether its scripts, when they come after a grant, are still told of the page's DOMContentLoaded, load and readystatechange."
        ),
        key!(
            "party",
            Shape::Text(&PARTY),
            Party,
            "Whether the controller runs it (`first`) or someone else (`third`, if left out)."
        ),
        key!(
            "sharesWith",
            Shape::List(&Shape::Text(&TEXT)),
            SharesWith,
            "Other controllers who receive data through it."
        ),
    ],
);

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
