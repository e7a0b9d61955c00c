//! A thousand letters (or as many as the argument says), each sent while chance
//! lets things go wrong: how they end, and after which faults. One that is sent
//! twice, lost or kept silent about ends the program.
#![allow(clippy::print_stdout, reason = "it is what it is for")]

use laboratory::model::PROFILES;
use laboratory::sending::{End, Fault, play};
use std::collections::BTreeMap;

fn main() {
    let count = std::env::args().nth(1).and_then(|count| count.parse().ok());
    let mut ends: BTreeMap<End, u32> = BTreeMap::new();
    let mut faults: BTreeMap<&str, u32> = BTreeMap::new();
    for (seed, profile) in (1_000_000..)
        .zip(PROFILES.iter().cycle())
        .take(count.unwrap_or(1_000))
    {
        let (happened, end) = play(*profile, seed);
        *ends.entry(end).or_default() += 1;
        for fault in happened {
            let name = match fault {
                Fault::CutSending(_) => "line broken while it was said",
                Fault::CutReceiving(_) => "line broken while it was answered",
                Fault::Refuse(..) => "refused",
                Fault::Stall => "line dead in silence",
                Fault::Kill => "tab killed",
                Fault::Gone(_) => "network gone",
                Fault::Restart => "proxy started anew",
            };
            *faults.entry(name).or_default() += 1;
        }
    }
    for (name, count) in faults {
        println!("{name:<36}{count:>6}");
    }
    for (end, count) in ends {
        let name = match end {
            End::Sent => "delivered once, and its copy kept",
            End::Failed => "not delivered, and told so",
            End::Unknown => "told that nobody knows",
            End::Draft => "not delivered, and a draft",
        };
        println!("{name:<36}{count:>6}");
    }
    println!("sent twice, lost, or in silence          0");
}
