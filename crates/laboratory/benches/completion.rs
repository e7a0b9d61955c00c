//! Who is proposed while one types, of 10,000 contacts: as the page asks.
//!
//!     cargo bench -p laboratory --bench completion

use criterion::{Criterion, criterion_group, criterion_main};
use demo_server::Profile;
use laboratory::Pair;
use mail_engine::{ContactsWish, LaterAction, PackedWish};

fn completion(criterion: &mut Criterion) {
    let mut pair = Pair::at_inbox(Profile::Full, 3);
    let text = (0..10_000)
        .map(|n| {
            format!(
                "BEGIN:VCARD\nFN:Person{} Family{}\nEMAIL:person.{n}@example.org\nEND:VCARD\n",
                n % 977,
                n % 1009
            )
        })
        .collect();
    let import = ContactsWish::Import { question: 1, text };
    pair.act(LaterAction::Contacts(PackedWish::new(&import)));
    pair.run_for(60_000);
    let mut group = criterion.benchmark_group("10,000 contacts");
    group.sample_size(20);
    for typed in ["p", "person12", "family5 person3", "nobody"] {
        group.bench_function(typed, |bencher| {
            bencher.iter(|| {
                pair.act(LaterAction::CompleteAddress {
                    question: 1,
                    typed: typed.to_owned(),
                });
                pair.page.facts.clear();
            });
        });
    }
    group.finish();
}

criterion_group!(benches, completion);
criterion_main!(benches);
