//! The threads that serve connections. Each has a runtime of its own, and a
//! connection stays on the thread it was given to: a runtime that moves tasks
//! between threads wakes a second thread for nearly every piece that is
//! relayed, and that costs CPU time.

use std::future::Future;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::runtime::{Builder, Handle};
use tokio::sync::watch;

use crate::error::Error;

/// Threads that serve connections, until this is dropped.
pub(crate) struct Workers {
    runtimes: Vec<Handle>,
    next: AtomicUsize,
    /// Dropped, it ends them.
    _alive: watch::Sender<()>,
}

impl Workers {
    /// One for each processor that this process may use.
    pub(crate) fn start() -> Result<Self, Error> {
        let count = std::thread::available_parallelism().map_or(1, NonZero::get);
        let (alive, ended) = watch::channel(());
        let runtimes = (0..count)
            .map(|_| start_one(ended.clone()))
            .collect::<Result<_, _>>()
            .map_err(Error::System)?;
        Ok(Self {
            runtimes,
            next: AtomicUsize::new(0),
            _alive: alive,
        })
    }

    /// Runs `connection` on the thread whose turn it is. Should it panic, it
    /// alone ends.
    pub(crate) fn spawn(&self, connection: impl Future<Output = ()> + Send + 'static) {
        let turn = self.next.fetch_add(1, Ordering::Relaxed) % self.runtimes.len().max(1);
        if let Some(runtime) = self.runtimes.get(turn) {
            runtime.spawn(connection);
        }
    }
}

fn start_one(mut ended: watch::Receiver<()>) -> std::io::Result<Handle> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let handle = runtime.handle().clone();
    std::thread::Builder::new()
        .name("connections".to_owned())
        .spawn(move || {
            // Nothing is ever sent; that the sender is gone is the end.
            runtime.block_on(async { while ended.changed().await.is_ok() {} });
            // A look-up of a name may still be waited for, and is of no use now.
            runtime.shutdown_background();
        })?;
    Ok(handle)
}

#[cfg(test)]
mod tests {
    use super::Workers;
    use std::time::Duration;
    use tokio::sync::mpsc;

    #[tokio::test]
    async fn a_panic_in_one_connection_leaves_the_others_alone() {
        let workers = Workers::start().unwrap();
        let threads = workers.runtimes.len();
        let (report, mut reports) = mpsc::channel(1);
        for _ in 0..threads {
            workers.spawn(async { panic!("one connection's") });
        }
        for _ in 0..threads {
            let report = report.clone();
            workers.spawn(async move {
                tokio::time::sleep(Duration::from_millis(10)).await;
                report.send(()).await.unwrap();
            });
        }
        for _ in 0..threads {
            let reported = tokio::time::timeout(Duration::from_secs(5), reports.recv()).await;
            assert_eq!(reported, Ok(Some(())));
        }
    }
}
