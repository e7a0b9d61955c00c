//! What the program asks of its surroundings at start.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::config::LogSettings;
use crate::log::{Field, Log};

/// Raises the number of files this process may open to the most that it may
/// raise it to: each relay is two sockets, and many systems begin with 1024.
pub fn raise_open_files() {
    let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
    let raised = Rlimit {
        current: maximum,
        maximum,
    };
    // Where it is not allowed, the caps on connections still hold.
    let _ = setrlimit(Resource::Nofile, raised);
}

/// From now on a panic is logged with its place in the source and without its
/// text, which might hold something that was relayed. It ends the one
/// connection it happened in.
pub fn report_panics_without_their_text(settings: LogSettings) {
    let log = Log::new(settings);
    std::panic::set_hook(Box::new(move |panic| {
        let place = panic
            .location()
            .map(ToString::to_string)
            .unwrap_or_default();
        log.error("panic", &[("place", Field::Text(&place))]);
    }));
}
