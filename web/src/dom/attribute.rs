use super::keep_up;
use std::borrow::Cow;

/// What an attribute can be set to; `None` is its absence.
pub trait AttributeValue {
    fn text(self) -> Option<Cow<'static, str>>;
}

impl AttributeValue for &'static str {
    fn text(self) -> Option<Cow<'static, str>> {
        Some(self.into())
    }
}

impl AttributeValue for String {
    fn text(self) -> Option<Cow<'static, str>> {
        Some(self.into())
    }
}

impl AttributeValue for u8 {
    fn text(self) -> Option<Cow<'static, str>> {
        Some(self.to_string().into())
    }
}

impl AttributeValue for u32 {
    fn text(self) -> Option<Cow<'static, str>> {
        Some(self.to_string().into())
    }
}

impl AttributeValue for i32 {
    fn text(self) -> Option<Cow<'static, str>> {
        Some(self.to_string().into())
    }
}

impl<T: AttributeValue> AttributeValue for Option<T> {
    fn text(self) -> Option<Cow<'static, str>> {
        self.and_then(AttributeValue::text)
    }
}

/// Puts an attribute's text where it belongs, or takes it away.
pub(super) type Setter = Box<dyn Fn(Option<&str>)>;

/// A value, or a closure that is one at any time.
pub trait Attributes {
    fn apply(self, set: Setter);
}

macro_rules! apply_once {
    ($($type:ty),*) => {$(
        impl Attributes for $type {
            fn apply(self, set: Setter) {
                set(self.text().as_deref());
            }
        }
    )*};
}

apply_once!(&'static str, String, u8, u32, i32);

impl<T: AttributeValue> Attributes for Option<T> {
    fn apply(self, set: Setter) {
        set(self.text().as_deref());
    }
}

impl<F, T> Attributes for F
where
    F: Fn() -> T + 'static,
    T: AttributeValue,
{
    fn apply(self, set: Setter) {
        keep_up(move || set(self().text().as_deref()));
    }
}

/// Classes: words that stay, or one that is there while something holds.
pub trait Classes {
    fn apply(self, element: &web_sys::Element);
}

impl Classes for &'static str {
    fn apply(self, element: &web_sys::Element) {
        let list = element.class_list();
        for class in self.split_ascii_whitespace() {
            // Refused only with white space in it, which was just split at.
            let _ = list.add_1(class);
        }
    }
}

impl<F: Fn() -> bool + 'static> Classes for (&'static str, F) {
    fn apply(self, element: &web_sys::Element) {
        let (class, holds) = self;
        let list = element.class_list();
        keep_up(move || {
            // As above: our class names are single words.
            let _ = list.toggle_with_force(class, holds());
        });
    }
}
