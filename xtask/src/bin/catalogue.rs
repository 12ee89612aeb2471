//! Makes the catalogue's tables out of lines `OCCURRENCES CATEGORY HOST` on standard input, and prints what they are
//! worth. The rows of the owner met most often come first; an owner's occurrences stand in the first of its rows, and
//! `0` in the others. `catalogue FOLDER` writes them there; `catalogue FOLDER --check` only says whether they are there.

use std::collections::HashSet;
use std::io::Read;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use menshen_core::domain::catalogue::encode::encode;
use menshen_core::domain::catalogue::writes::writes;
use menshen_core::domain::catalogue::{Catalogue, Known};

/// Rows that are left out, each with its reason.
const BAD: &[(&str, &str)] = &[
    ("cloudfront.ne", "a content network, misspelt"),
    ("llnwd.net", "a content network as a whole, for one of its customers"),
    ("maxymiser.hs.llnwd.net", "the same"),
    ("ibmcloud.com", "a cloud as a whole, for one product"),
];

/// The least share of all occurrences that the common table must answer for.
const SHARE: f64 = 0.995;

/// How many hosts nobody has are asked about.
const STRANGERS: u32 = 100_000;

/// One host of the data set.
struct Row {
    occurrences: u64,
    /// None for a category that does not track.
    known: Option<Known>,
    host: String,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [folder] => run(Path::new(folder), false),
        [folder, "--check"] => run(Path::new(folder), true),
        _ => Err("usage: catalogue FOLDER [--check] < ROWS".into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run(folder: &Path, only_checks: bool) -> Result<(), String> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).map_err(|cause| format!("no rows: {cause}"))?;
    let rows = text.lines().map(row).collect::<Result<Vec<Row>, String>>()?;
    let (mut trackers, others): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| row.known.is_some());
    for (bad, _) in BAD {
        let before = trackers.len();
        trackers.retain(|row| row.host != *bad);
        if trackers.len() == before {
            return Err(format!("found no row {bad}, expected it: take it out of the list of bad ones"));
        }
    }
    // Two owners may name one host: the one met more often counts.
    let mut names = HashSet::new();
    trackers.retain(|row| names.insert(row.host.clone()));
    let whole = occurrences(&trackers);
    let enough = |most: &usize| {
        // Owners stay whole.
        trackers.get(*most).is_none_or(|next| next.occurrences > 0)
            && occurrences(trackers.get(..*most).unwrap_or_default()) >= SHARE * whole
    };
    let most = (0..trackers.len()).find(enough).unwrap_or(trackers.len());
    println!(
        "| table | hosts | of all occurrences | bytes | taken for one, of {} other hosts | of {STRANGERS} made-up hosts | look-up |",
        others.len()
    );
    println!("|---|--:|--:|--:|--:|--:|--:|");
    let named: Vec<(&str, Known)> = writes()
        .filter(|write| write.common)
        .map(|write| (write.pattern.strip_suffix('*').unwrap_or(write.pattern), write.known))
        .collect();
    for (name, some) in [("common", trackers.get(..most).unwrap_or_default()), ("full", trackers.as_slice())]
    {
        let hosts: Vec<(&str, Known)> =
            some.iter().filter_map(|row| Some((row.host.as_str(), row.known?))).collect();
        let all: Vec<(&str, Known)> = hosts.iter().chain(&named).copied().collect();
        let table = encode(&all)?;
        report(name, &hosts, &table, &others, occurrences(some) / whole);
        let place = folder.join(format!("{name}.bin"));
        if only_checks {
            if std::fs::read(&place).ok().as_ref() != Some(&table) {
                return Err(format!("{name}.bin is not what the data set makes: cargo xtask catalogue"));
            }
        } else {
            std::fs::write(&place, &table).map_err(|cause| format!("{}: {cause}", place.display()))?;
        }
    }
    println!("\nBoth know {} names of cookies and keys too.", named.len());
    Ok(())
}

fn row(line: &str) -> Result<Row, String> {
    let mut fields = line.splitn(3, ' ');
    let (Some(occurrences), Some(category), Some(host)) = (fields.next(), fields.next(), fields.next())
    else {
        return Err(format!("found the row `{line}`, expected OCCURRENCES CATEGORY HOST"));
    };
    let occurrences =
        occurrences.parse().map_err(|_| format!("found {occurrences} occurrences of {host}"))?;
    let known = match category {
        "ad" | "social" | "marketing" | "video" => Some(Known::Marketing),
        "analytics" => Some(Known::Analytics),
        "customer-success" => Some(Known::Identity),
        "tag-manager" => Some(Known::Any),
        "cdn" | "utility" | "hosting" | "other" | "content" | "consent-provider" => None,
        other => {
            return Err(format!("found the category {other}, expected one that somebody has decided on"));
        }
    };
    Ok(Row { occurrences, known, host: host.into() })
}

fn occurrences(rows: &[Row]) -> f64 {
    rows.iter().map(|row| row.occurrences as f64).sum()
}

fn report(name: &str, hosts: &[(&str, Known)], table: &[u8], others: &[Row], share: f64) {
    let catalogue = Catalogue::new(table);
    for (host, known) in hosts {
        assert_eq!(catalogue.look_up(host), Some(*known), "{host} in the {name} table");
    }
    let taken: Vec<&str> =
        others.iter().map(|row| row.host.as_str()).filter(|host| catalogue.look_up(host).is_some()).collect();
    let mut random = Random(1);
    let strangers: Vec<String> = (0..STRANGERS).map(|_| random.host()).collect();
    let begun = Instant::now();
    let wrong = strangers.iter().filter(|host| catalogue.look_up(host).is_some()).count();
    let nanoseconds = begun.elapsed().as_nanos() / u128::from(STRANGERS);
    println!(
        "| {name} | {} | {:.2} % | {} | {} {} | {wrong} | {nanoseconds} ns |",
        hosts.len(),
        share * 100.0,
        table.len(),
        taken.len(),
        taken.join(" "),
    );
}

/// Numbers that look random and are the same each time (xorshift).
struct Random(u32);

impl Random {
    fn below(&mut self, end: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0 % end
    }

    fn host(&mut self) -> String {
        const ENDS: [&str; 6] = ["com", "net", "org", "de", "co.uk", "io"];
        let mut host = String::new();
        for _ in 0..=self.below(3) {
            for _ in 0..3 + self.below(10) {
                host.push(char::from(b'a' + self.below(26) as u8));
            }
            host.push('.');
        }
        host.push_str(ENDS.get(self.below(6) as usize).unwrap_or(&"com"));
        host
    }
}
