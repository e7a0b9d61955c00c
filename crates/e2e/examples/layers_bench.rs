//! How long what a server says takes from the wire to the page, layer by
//! layer, in the browser and on this machine. Medians of five.
//!
//!     cargo run --release -p e2e --example layers_bench -- FOLDER
//!
//! FOLDER holds the laboratory's module and its bindings; `cargo xtask bench`
//! makes it.
#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a measurement that cannot be made says so by ending"
)]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use e2e::browser::Browser;
use laboratory::layers::{Layer, Layers};
use std::path::PathBuf;
use std::time::Instant;

const RUNS: usize = 5;
const WINDOWS: u32 = 20;
const ATTACHMENT: usize = 25_000_000;

fn main() {
    let folder = PathBuf::from(std::env::args().nth(1).expect("a folder is named"));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("the system has threads");
    runtime.block_on(async {
        let browser = Browser::start().await;
        browser.page().go("about:blank").await;
        let read = |name: &str| {
            let bytes = std::fs::read(folder.join(name)).expect("xtask made it");
            STANDARD.encode(bytes)
        };
        let load = format!(
            "(async () => {{
                window.layers = await import('data:text/javascript;base64,{}');
                const wasm = Uint8Array.from(atob('{}'), c => c.charCodeAt(0));
                await layers.default({{ module_or_path: wasm }});
            }})()",
            read("layers.js"),
            read("layers.wasm")
        );
        browser.page().evaluate(&load).await;
        for (name, call, layers) in [
            (
                "a window of the list",
                format!("windows({WINDOWS})"),
                Layers::windows(WINDOWS),
            ),
            (
                "an attachment of 25 MB",
                format!("download({ATTACHMENT})"),
                Layers::download(ATTACHMENT),
            ),
        ] {
            let parts = if call.starts_with("windows") {
                WINDOWS
            } else {
                1
            };
            let browser_times = in_browser(&browser, &call).await;
            let times: Vec<f64> = Layer::ALL
                .iter()
                .map(|layer| here(&layers, *layer))
                .collect();
            let octets = layers.octets() as f64 / f64::from(parts) / 1000.0;
            println!("{name}, {octets:.0} KB from the server:");
            print("in the browser", &browser_times, parts);
            print("on this machine", &times, parts);
        }
    });
}

/// Milliseconds up to each layer, in the page.
async fn in_browser(browser: &Browser, call: &str) -> Vec<f64> {
    let script = format!(
        "(() => {{
            const recording = layers.Recording.{call};
            const times = [];
            for (let layer = 0; layer < {}; layer++) {{
                const runs = [];
                for (let run = 0; run < {RUNS}; run++) {{
                    const prepared = recording.prepare(layer);
                    const begin = performance.now();
                    prepared.go();
                    runs.push(performance.now() - begin);
                }}
                times.push(runs.sort((a, b) => a - b)[{}]);
            }}
            return times;
        }})()",
        Layer::ALL.len(),
        RUNS / 2
    );
    let times = browser.page().evaluate(&script).await;
    let times = times.as_array().into_iter().flatten();
    times.filter_map(serde_json::Value::as_f64).collect()
}

/// Milliseconds up to a layer, natively.
fn here(layers: &Layers, layer: Layer) -> f64 {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let run = layers.prepare(layer);
            let begin = Instant::now();
            std::hint::black_box(run.go());
            begin.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times.get(RUNS / 2).copied().unwrap_or(f64::NAN)
}

fn print(where_it_ran: &str, times: &[f64], parts: u32) {
    let whole = times.last().copied().unwrap_or(f64::NAN);
    print!("  {where_it_ran:<16} {:>8.2} ms:", whole / f64::from(parts));
    let mut below = 0.0;
    for (layer, time) in Layer::ALL.iter().zip(times) {
        let share = (time - below).max(0.0) * 100.0 / whole;
        print!("  {layer:?} {share:.0} %");
        below = below.max(*time);
    }
    println!();
}
