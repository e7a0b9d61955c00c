use crate::dom::document;
use crate::dom::{Child, View, html, svg};

/// A drawing of 24 by 24 units, in strokes of the text's colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    Archive,
    ArrowBack,
    ArrowForward,
    Bell,
    Calendar,
    Check,
    ChevronDown,
    ChevronEnd,
    ChevronStart,
    ChevronUp,
    Clip,
    Close,
    Copy,
    Document,
    Download,
    Envelope,
    EnvelopeOpen,
    Enlarge,
    Eye,
    Film,
    EyeOff,
    Flag,
    Folder,
    Gear,
    Forward,
    Important,
    Keyboard,
    Layout,
    Leave,
    Lines,
    Lock,
    Menu,
    More,
    Note,
    Offline,
    Pencil,
    Person,
    PersonAdd,
    Picture,
    Plane,
    Plus,
    Refresh,
    Reply,
    ReplyAll,
    Search,
    Shield,
    Shrink,
    Sort,
    Stack,
    Tray,
    Trash,
    Warning,
    Wrap,
}

impl Icon {
    /// Whether it points along the text, and so the other way where texts run
    /// from right to left.
    fn has_direction(self) -> bool {
        matches!(
            self,
            Self::ArrowBack
                | Self::ArrowForward
                | Self::ChevronEnd
                | Self::ChevronStart
                | Self::Forward
                | Self::Leave
                | Self::Lines
                | Self::Plane
                | Self::Reply
                | Self::ReplyAll
                | Self::Sort
                | Self::Wrap
        )
    }

    fn path(self) -> &'static str {
        match self {
            Self::Archive => {
                "M4 5h16v4H4zM5.5 9v9A1.5 1.5 0 0 0 7 19.5h10a1.5 1.5 0 0 0 1.5-1.5V9M10 12.5h4"
            }
            Self::ArrowBack => "M9.5 6.5L4.5 11l5 4.5M4.5 11H14a5.5 5.5 0 0 1 5.5 5.5V18",
            Self::ArrowForward => "M14.5 6.5l5 4.5-5 4.5M19.5 11H10a5.5 5.5 0 0 0-5.5 5.5V18",
            Self::Bell => {
                "M6 16.5h12l-1.5-2.2V10a4.5 4.5 0 0 0-9 0v4.3zM10.3 19a1.8 1.8 0 0 0 3.4 0M12 5.5V4"
            }
            Self::ChevronUp => "M7 14l5-5 5 5",
            Self::Calendar => {
                "M5.5 6.5h13A1.5 1.5 0 0 1 20 8v10a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 18V8a1.5 1.5 0 0 1 1.5-1.5zM4 11h16M8 4v4M16 4v4"
            }
            Self::Check => "M5.5 12.5l4 4 9-9",
            Self::ChevronDown => "M7 10l5 5 5-5",
            Self::ChevronEnd => "M9.5 5.5L16 12l-6.5 6.5",
            Self::ChevronStart => "M14.5 5.5L8 12l6.5 6.5",
            Self::Clip => {
                "M19 11.5l-7 7a4.2 4.2 0 0 1-6-6l7.4-7.4a2.8 2.8 0 0 1 4 4L10 16.5a1.4 1.4 0 0 1-2-2l6.6-6.6"
            }
            Self::Close => "M6.5 6.5l11 11M17.5 6.5l-11 11",
            Self::Copy => {
                "M9.5 8.5h8A1.5 1.5 0 0 1 19 10v8a1.5 1.5 0 0 1-1.5 1.5h-8A1.5 1.5 0 0 1 8 18v-8a1.5 1.5 0 0 1 1.5-1.5zM5 15V6a1.5 1.5 0 0 1 1.5-1.5H15"
            }
            Self::Document => {
                "M7 4.5h6.5L18 9v9a1.5 1.5 0 0 1-1.5 1.5H7A1.5 1.5 0 0 1 5.5 18V6A1.5 1.5 0 0 1 7 4.5zM13.5 4.5V9H18"
            }
            Self::Download => "M12 4.5v10M7.8 10.8L12 15l4.2-4.2M5 19h14",
            Self::Envelope => {
                "M4 7a1.5 1.5 0 0 1 1.5-1.5h13A1.5 1.5 0 0 1 20 7v10a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 17zM4.5 7l7.5 6 7.5-6"
            }
            Self::EnvelopeOpen => {
                "M4 10.2l7.2-5a1.4 1.4 0 0 1 1.6 0l7.2 5V18a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 18zM4.4 10.5L12 15.5l7.6-5"
            }
            Self::Enlarge => {
                "M10.8 4.8a6 6 0 1 1 0 12 6 6 0 0 1 0-12zM15.2 15.2l4.3 4.3M8 10.8h5.6M10.8 8v5.6"
            }
            Self::Film => {
                "M4.5 6.5A1.5 1.5 0 0 1 6 5h12a1.5 1.5 0 0 1 1.5 1.5v11A1.5 1.5 0 0 1 18 19H6a1.5 1.5 0 0 1-1.5-1.5zM10 9l5 3-5 3z"
            }
            Self::Eye => {
                "M3.5 12s3-6 8.5-6 8.5 6 8.5 6-3 6-8.5 6-8.5-6-8.5-6zM12 9.4a2.6 2.6 0 1 1 0 5.2 2.6 2.6 0 0 1 0-5.2z"
            }
            Self::EyeOff => {
                "M5 5l14 14M9.9 6.3A8.6 8.6 0 0 1 12 6c5.5 0 8.5 6 8.5 6a14 14 0 0 1-2.6 3.3M6.3 8.1A14.6 14.6 0 0 0 3.5 12s3 6 8.5 6c1.3 0 2.5-.3 3.5-.8M10.2 10.2a2.6 2.6 0 0 0 3.6 3.6"
            }
            Self::Flag => {
                "M6 20V4.8M6 5.2c3-1.6 5.5 1.4 8.4.6 1-.3 2.2-.8 3.6-.8v8.4c-1.4 0-2.6.5-3.6.8-2.9.8-5.4-2.2-8.4-.6"
            }
            Self::Folder => {
                "M4 7a1.5 1.5 0 0 1 1.5-1.5h4l2 2.5h7A1.5 1.5 0 0 1 20 9.5V17a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 17z"
            }
            Self::Gear => {
                "M12 9a3 3 0 1 0 0 6 3 3 0 1 0 0-6zM10.3 4.5h3.4l.5 2.3 1.6.9 2.3-.7 1.7 2.9-1.8 1.6v1l1.8 1.6-1.7 2.9-2.3-.7-1.6.9-.5 2.3h-3.4l-.5-2.3-1.6-.9-2.3.7-1.7-2.9L6 12.5v-1L4.200 9.900l1.700-2.900 2.300.700 1.600-.900z"
            }
            Self::Important => "M5 6h9l5 6-5 6H5l4-6z",
            Self::Keyboard => {
                "M3.5 7.5A1.5 1.5 0 0 1 5 6h14a1.5 1.5 0 0 1 1.5 1.5v9A1.5 1.5 0 0 1 19 18H5a1.5 1.5 0 0 1-1.5-1.5zM7 10h.01M10.3 10h.01M13.7 10h.01M17 10h.01M8.5 14h7"
            }
            Self::Layout => {
                "M4.5 6A1.5 1.5 0 0 1 6 4.5h12A1.5 1.5 0 0 1 19.5 6v12a1.5 1.5 0 0 1-1.5 1.5H6A1.5 1.5 0 0 1 4.5 18zM4.5 9.5h15M10 9.5v10"
            }
            Self::Leave => {
                "M13.5 5H7a1.5 1.5 0 0 0-1.5 1.5v11A1.5 1.5 0 0 0 7 19h6.5M10.5 12H20M16.5 8.5L20 12l-3.5 3.5"
            }
            Self::Lines => "M5 6.5h14M5 11h14M5 15.5h9",
            Self::Lock => {
                "M6 11.5A1.5 1.5 0 0 1 7.5 10h9a1.5 1.5 0 0 1 1.5 1.5V18a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 6 18zM8.5 10V7.5a3.5 3.5 0 0 1 7 0V10"
            }
            Self::More => "M6 11.6v.8M5.6 12h.8M12 11.6v.8M11.6 12h.8M18 11.6v.8M17.6 12h.8",
            Self::Menu => "M4.5 7h15M4.5 12h15M4.5 17h15",
            Self::Note => {
                "M9.5 17.2V6.5l9-2v10.7M9.5 17.2a2.3 2.3 0 1 1-4.6 0 2.3 2.3 0 0 1 4.6 0zM18.5 15.2a2.3 2.3 0 1 1-4.6 0 2.3 2.3 0 0 1 4.6 0z"
            }
            Self::Offline => {
                "M4.5 4.5l15 15M8 8.3A5 5 0 0 0 7 18h10M19.6 16.4a3.8 3.8 0 0 0-2.6-6.2 5.5 5.5 0 0 0-6.3-3.9"
            }
            Self::Pencil => {
                "M5 19l.9-3.8 9.7-9.7a1.4 1.4 0 0 1 2 0l.9.9a1.4 1.4 0 0 1 0 2l-9.7 9.7zM13.8 7.3l2.9 2.9"
            }
            Self::Person => {
                "M12 4.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM5 19.5c.4-3.6 3-5.5 7-5.5s6.6 1.9 7 5.5"
            }
            Self::PersonAdd => {
                "M10 4.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM3 19.5c.4-3.6 3-5.5 7-5.5 1.6 0 3 .3 4.1.9M18 14.5v6M15 17.5h6"
            }
            Self::Picture => {
                "M4.5 6.5A1.5 1.5 0 0 1 6 5h12a1.5 1.5 0 0 1 1.5 1.5v11A1.5 1.5 0 0 1 18 19H6a1.5 1.5 0 0 1-1.5-1.5zM4.5 16.5l4.5-4.7 4 4 2.5-2.5 4 3.9M15 8.4h.01"
            }
            Self::Plane => "M20 4L3.8 10.2l6.4 3.6 3.6 6.4zM20 4l-9.8 9.8",
            Self::Plus => "M12 5v14M5 12h14",
            Self::Refresh => "M19.5 12a7.5 7.5 0 1 1-2.2-5.3L19.5 9M19.5 4.5V9H15",
            Self::Forward => "M14 6.5l5.5 5-5.5 5M19.5 11.5H11a6.5 6.5 0 0 0-6.5 6.5",
            Self::Reply => "M10 6.5l-5.5 5 5.5 5M4.5 11.5H13a6.5 6.5 0 0 1 6.5 6.5",
            Self::ReplyAll => {
                "M12.5 6.5L7 11.5l5.5 5M7 11.5h6.5a6 6 0 0 1 6 6.5M8.5 6.5L3 11.5l5.5 5"
            }
            Self::Search => "M10.8 4.8a6 6 0 1 1 0 12 6 6 0 0 1 0-12zM15.2 15.2l4.3 4.3",
            Self::Shield => {
                "M12 4l7 2.5v5c0 4-2.8 7-7 8.5-4.2-1.5-7-4.5-7-8.5v-5zM9.5 9.5l5 5M14.5 9.5l-5 5"
            }
            Self::Shrink => "M10.8 4.8a6 6 0 1 1 0 12 6 6 0 0 1 0-12zM15.2 15.2l4.3 4.3M8 10.8h5.6",
            Self::Sort => "M7.5 5v13.5M4 15l3.5 3.5L11 15M13.5 6.5H20M13.5 11.5H18M13.5 16.5H16",
            Self::Stack => "M12 4l8 4-8 4-8-4zM4 12l8 4 8-4M4 16l8 4 8-4",
            Self::Tray => {
                "M4 13h4l1.5 3h5L16 13h4M4 13l2.6-7.2a1.2 1.2 0 0 1 1.1-.8h8.6a1.2 1.2 0 0 1 1.1.8L20 13v5a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 18z"
            }
            Self::Trash => {
                "M5 7h14M9.5 7V5.2c0-.4.3-.7.7-.7h3.6c.4 0 .7.3.7.7V7M6.8 7l.8 11.2c0 .7.6 1.3 1.4 1.3h6c.8 0 1.4-.6 1.4-1.3L17.2 7M10.2 10.8v5M13.8 10.8v5"
            }
            Self::Warning => "M12 5L3.8 19h16.4zM12 10.5v4M12 16.8h.01",
            Self::Wrap => "M5 6.5h14M5 12h11a3 3 0 0 1 0 6h-4M14.5 15.5L12 18l2.5 2.5M5 17.5h3.5",
        }
    }
}

/// An icon. It says nothing by itself: the words stand beside it or on its button.
pub fn icon(icon: Icon) -> View {
    draw(icon.path(), icon.has_direction())
}

/// The same of a path that is drawn in one place alone.
pub fn drawing(path: &'static str) -> View {
    draw(path, false)
}

/// The same of one that points along the text.
pub fn drawing_along(path: &'static str) -> View {
    draw(path, true)
}

fn draw(path: &'static str, has_direction: bool) -> View {
    svg::svg()
        .class("icon")
        .class(("has-direction", move || has_direction))
        .attr("viewBox", "0 0 24 24")
        .attr("aria-hidden", "true")
        .child(svg::path().attr("d", path))
        .view()
}

/// The attribute of the page's icon that keeps its address while another is shown.
pub const PLAIN_ICON: &str = "data-plain";

/// Where the product's mark is: the page's own icon, which the browser has already.
pub fn logo_address() -> Option<String> {
    let link = document().query_selector("link[rel=icon]").ok()??;
    link.get_attribute(PLAIN_ICON)
        .or_else(|| link.get_attribute("href"))
}

/// The product's mark.
pub fn logo() -> View {
    html::img()
        .class("logo")
        .attr("src", logo_address())
        .attr("alt", "")
        .view()
}
