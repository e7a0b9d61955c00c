//! A mailbox of a million messages costs what is on screen, in round trips,
//! octets and memory (I10).
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "in a test a panic is the report, and figures are worth reading"
)]

use demo_server::Profile;
use laboratory::layers::Layers;
use laboratory::{Page, Pair};
use peak_alloc::PeakAlloc;

#[global_allocator]
static ALLOCATED: PeakAlloc = PeakAlloc;

const THOUSAND: u32 = 1_000;
const MILLION: u32 = 1_000_000;

/// What opening a mailbox and looking at five places of it costs.
struct Cost {
    round_trips: i64,
    octets: usize,
    /// Of the engine alone, afterwards.
    memory: usize,
}

fn cost(count: u32) -> Cost {
    let mut pair = Pair::with_inbox(Profile::Full, count);
    pair.recorded = Some(Vec::new());
    pair.log_in("INBOX", None);
    let has_rows = |page: &Page| page.has_rows(0..=49);
    let round_trips = pair.round_trips_until(has_rows);
    pair.run_for(10_000);
    for place in 0..5 {
        let first = (count - 50) / 5 * place;
        pair.view(first, first + 49);
        pair.run_for(1_000);
        assert!(pair.page.has_rows(first as usize..=first as usize + 49));
    }
    let octets = pair.received;
    let inputs = pair.recorded.take().unwrap();
    drop(pair);
    let before = ALLOCATED.current_usage();
    let engine = Layers::replayed(&inputs);
    let memory = ALLOCATED.current_usage() - before;
    drop(engine);
    Cost {
        round_trips,
        octets,
        memory,
    }
}

#[test]
fn a_million_messages_cost_what_a_thousand_do() {
    let small = cost(THOUSAND);
    let large = cost(MILLION);
    for (what, cost) in [("1,000", &small), ("1,000,000", &large)] {
        println!(
            "{what} messages: {} round trips to the rows, {} octets, {} KB of engine",
            cost.round_trips,
            cost.octets,
            cost.memory / 1000
        );
    }
    assert!(large.round_trips <= small.round_trips);
    // Numbers have more digits.
    assert!(large.octets <= small.octets + small.octets / 20);
    // At most 8 octets a message; in one stretch, as here, next to nothing.
    assert!(large.memory <= small.memory + 8 * MILLION as usize / 100);
}
