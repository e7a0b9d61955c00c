use super::page::Page;
use serde_json::Value;

/// How the page's thread did while it was watched.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Smoothness {
    /// Milliseconds between each frame and the one before.
    pub frames: Vec<f64>,
    /// Milliseconds of each task that took longer than 50 (W3C Long Tasks).
    pub long_tasks: Vec<f64>,
}

impl Smoothness {
    /// The share of frames that came within `milliseconds`, from 0 to 1.
    pub fn within(&self, milliseconds: f64) -> f64 {
        let in_time = self.frames.iter().filter(|took| **took <= milliseconds);
        in_time.count() as f64 / self.frames.len().max(1) as f64
    }

    /// Within so many milliseconds came `share` of the frames: 0.99 for the 99th
    /// percentile.
    pub fn percentile(&self, share: f64) -> f64 {
        let mut frames = self.frames.clone();
        frames.sort_by(f64::total_cmp);
        let at = (frames.len() as f64 * share).ceil() as usize;
        frames.get(at.saturating_sub(1)).copied().unwrap_or(0.0)
    }

    /// The longest task in milliseconds; 0 if none was longer than 50.
    pub fn longest_task(&self) -> f64 {
        self.long_tasks.iter().copied().fold(0.0, f64::max)
    }
}

impl Page {
    /// Begins to watch the page's thread.
    pub async fn watch(&self) {
        let script = "void (() => {
            const watch = window.__watch = { frames: [], tasks: [], goes: true };
            watch.observer = new PerformanceObserver(list => {
                for (const task of list.getEntries()) watch.tasks.push(task.duration);
            });
            watch.observer.observe({ entryTypes: ['longtask'] });
            let last = null;
            const step = now => {
                if (last !== null) watch.frames.push(now - last);
                last = now;
                if (watch.goes) requestAnimationFrame(step);
            };
            requestAnimationFrame(step);
        })()";
        self.evaluate(script).await;
    }

    /// Ends watching, and tells what was seen.
    pub async fn watched(&self) -> Smoothness {
        // Long tasks are told when the thread is idle again.
        let script = "new Promise(done => setTimeout(() => {
            const watch = window.__watch;
            watch.goes = false;
            for (const task of watch.observer.takeRecords()) watch.tasks.push(task.duration);
            watch.observer.disconnect();
            done([watch.frames, watch.tasks]);
        }, 100))";
        let seen = self.evaluate(script).await;
        let numbers = |of: &Value| {
            let all = of.as_array().into_iter().flatten();
            all.filter_map(Value::as_f64).collect()
        };
        Smoothness {
            frames: numbers(&seen[0]),
            long_tasks: numbers(&seen[1]),
        }
    }
}
