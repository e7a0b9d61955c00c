//! The pictures in the text: by which addresses they are shown, and by which names
//! the letter carries them.

use super::Editor;
use web_sys::{Blob, Url};

/// The type of pictures in a text: which of them it is browsers tell by the octets.
const A_PICTURE: &str = "image/png";

impl Editor {
    /// Puts a picture at the cursor that the letter carries under this Content-ID.
    /// Plain text has none.
    pub fn insert_image(&self, content_id: &str, blob: &Blob, name: &str) {
        if let (Some(rich), Some(address)) = (self.rich(), self.keep_image(content_id, blob)) {
            rich.insert_image(&address, name);
        }
    }

    /// Shows a picture that came later than the text it stands in.
    pub fn show_image(&self, content_id: &str, blob: &Blob) {
        self.keep_image(content_id, blob);
        self.show_images();
    }

    /// Its address says that it is a picture, whatever its sender says, and whatever a
    /// browser would make of its octets where it is dragged to: under this address it
    /// must never be a document of the app's origin.
    pub(super) fn keep_image(&self, content_id: &str, blob: &Blob) -> Option<String> {
        let blob = blob.slice_with_f64_and_f64_and_content_type(0.0, blob.size(), A_PICTURE);
        let address = Url::create_object_url_with_blob(&blob.ok()?).ok()?;
        let image = (content_id.to_owned(), address.clone());
        self.0.images.borrow_mut().push(image);
        Some(address)
    }

    /// Shows the pictures that are referred to by their Content-IDs.
    pub(super) fn show_images(&self) {
        if let Some(rich) = self.0.rich.borrow().as_ref() {
            rich.show_images(&self.0.images.borrow());
        }
    }

    /// The same markup with its pictures called by their Content-IDs.
    pub(super) fn named_by_id(&self, mut html: String) -> String {
        for (content_id, address) in self.0.images.borrow().iter() {
            if html.contains(address.as_str()) {
                html = html.replace(address.as_str(), &cid(content_id));
            }
        }
        html
    }
}

/// The address of a picture that the letter carries (RFC 2392).
pub(super) fn cid(content_id: &str) -> String {
    let mut address = "cid:".to_owned();
    for character in content_id.chars() {
        match character {
            '%' => address.push_str("%25"),
            '"' => address.push_str("%22"),
            '<' => address.push_str("%3C"),
            '>' => address.push_str("%3E"),
            '&' => address.push_str("%26"),
            ' ' => address.push_str("%20"),
            _ => address.push(character),
        }
    }
    address
}
