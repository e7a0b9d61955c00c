//! From the wire to the page, layer by layer: a window of the list, an
//! attachment of 25 MB, and an order that the server cannot make. What a layer costs is the difference to the one below.
//!
//!     cargo bench -p laboratory

use criterion::{BatchSize, BenchmarkId, Criterion, criterion_group, criterion_main};
use laboratory::layers::{Layer, Layers};

fn windows(criterion: &mut Criterion) {
    through_layers(criterion, "20 windows of the list", &Layers::windows(20));
}

fn download(criterion: &mut Criterion) {
    let layers = Layers::download(25_000_000);
    through_layers(criterion, "an attachment of 25 MB", &layers);
}

fn order(criterion: &mut Criterion) {
    let layers = Layers::order(10_000);
    through_layers(criterion, "10,000 messages ordered here", &layers);
}

fn through_layers(criterion: &mut Criterion, name: &str, layers: &Layers) {
    let mut group = criterion.benchmark_group(name);
    group.sample_size(10);
    for layer in Layer::ALL {
        group.bench_function(
            BenchmarkId::from_parameter(format!("{layer:?}")),
            |bencher| {
                bencher.iter_batched(
                    || layers.prepare(layer),
                    laboratory::layers::Run::go,
                    BatchSize::PerIteration,
                );
            },
        );
    }
    group.finish();
}

criterion_group!(benches, windows, download, order);
criterion_main!(benches);
