//! What every page is made of. There are no mail words in here.
//!
//! Elements are built by functions, never by `view!`: that macro turns markup
//! without dynamic parts into a string for innerHTML, and the app runs under
//! Trusted Types, where there is no such sink.

mod button;
mod dialog;
mod field;
mod icon;
mod media;
mod menu;
mod resize;
mod splitter;
mod toast;
mod virtual_list;

pub use button::{icon_button, icon_element, toggle_button};
pub use dialog::dialog;
pub use field::{Field, field};
pub use icon::{Icon, PLAIN_ICON, drawing, drawing_along, icon, logo, logo_address};
pub use media::media;
pub use menu::{MenuItem, MenuSpot, menu, popup_menu};
pub use resize::{Resize, observe_resize};
pub use splitter::{Splitter, splitter};
pub use toast::{ToastKind, toast};
pub use virtual_list::{Aim, Scroller, VirtualList, virtual_list};
