//! The parts of the mail page. Each reads signals and acts through [`App`](crate::app::App).

mod account;
mod announcer;
mod attachment_kind;
mod attachments;
mod connection_bar;
mod mailbox_tree;
mod message_body;
mod message_frame;
mod message_head;
mod message_list;
mod message_pane;
mod message_row;
mod message_view;
mod problem;
mod shortcut_sheet;
mod task_bar;
mod toasts;
mod upstream;
mod viewer;

pub use account::account;
pub use announcer::announcer;
pub use connection_bar::connection_bar;
pub use mailbox_tree::{FILTER_ID, TREE_ID, mailbox_label, mailbox_tree};
pub use message_list::{LIST_ID, MessageList, focus_list, message_list};
pub use message_pane::message_pane;
pub use message_view::{MESSAGE_ID, is_one_pane, message_view};
pub use problem::problem_text;
pub use shortcut_sheet::shortcut_sheet;
pub use task_bar::task_bar;
pub use toasts::toasts;
pub use upstream::{Upstream, upstreams};
