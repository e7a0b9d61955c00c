use super::picture::{Zoom, picture};
use super::text::text;
use super::{Preview, cannot, forced_type};
use crate::dom::{Child, View, ev, html, window};
use crate::files::File;
use crate::reactive::*;
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, Url};

/// A PDF says that it is one within so many octets (ISO 32000 Annex I).
const PDF_HEAD: f64 = 1024.0;

/// An address under which a Blob can be loaded, for as long as this is there.
pub(super) struct Address(pub(super) String);

impl Address {
    fn of(blob: &Blob) -> Option<Self> {
        Url::create_object_url_with_blob(blob).ok().map(Self)
    }
}

impl Drop for Address {
    fn drop(&mut self) {
        // An address that is gone already needs no revoking.
        let _ = Url::revoke_object_url(&self.0);
    }
}

/// A file that is here, shown. Its type is the preview's whatever its Blob's is.
pub(super) fn content(preview: Preview, file: File, zoom: Zoom) -> View {
    let blob = file.blob.clone();
    let size = blob.size();
    let typed = blob.slice_with_f64_and_f64_and_content_type(0.0, size, forced_type(preview));
    let Some(address) = typed.ok().and_then(|blob| Address::of(&blob)) else {
        return cannot();
    };
    let source = address.0.clone();
    StoredValue::new_local(address);
    // The browser may not be able to decode it.
    let is_broken = RwSignal::new(false);
    let break_off = move || is_broken.set(true);
    let name = file.name.clone();
    (move || {
        if is_broken.get() {
            return cannot();
        }
        let (source, name) = (source.clone(), name.clone());
        match preview {
            Preview::Picture(_) => picture(source, name, zoom, break_off),
            Preview::Pdf => pdf(&file.blob, source, name),
            Preview::Text => text(&file),
            Preview::Audio(_) => html::audio()
                .class("viewer-audio")
                .attr("controls", "")
                .attr("aria-label", name)
                .on(ev::ERROR, move |_| break_off())
                .attr("src", source)
                .view(),
            Preview::Video(_) => html::video()
                .class("viewer-video")
                .attr("controls", "")
                .attr("aria-label", name)
                .on(ev::ERROR, move |_| break_off())
                .attr("src", source)
                .view(),
        }
    })
    .view()
}

/// The browser's own viewer, where it has one and the file is what it says.
fn pdf(blob: &Blob, source: String, name: String) -> View {
    let is_one = RwSignal::new(None::<bool>);
    let head = blob.slice_with_f64_and_f64(0.0, PDF_HEAD);
    spawn_local(async move {
        let head = match head {
            Ok(head) => JsFuture::from(head.array_buffer()).await.ok(),
            Err(_) => None,
        };
        let head = head.map(|head| Uint8Array::new(&head).to_vec());
        let is_pdf = head.is_some_and(|head| head.windows(5).any(|mark| mark == b"%PDF-"));
        // The viewer may have been closed meanwhile.
        let _ = is_one.try_set(Some(is_pdf && has_pdf_viewer()));
    });
    (move || match is_one.get() {
        None => ().view(),
        Some(false) => cannot(),
        Some(true) => html::iframe()
            .class("viewer-pdf")
            .attr("title", name.clone())
            .attr("referrerpolicy", "no-referrer")
            .attr("src", format!("{source}#navpanes=0"))
            .view(),
    })
    .view()
}

/// Without one a browser would save the file unasked.
fn has_pdf_viewer() -> bool {
    let navigator = window().navigator();
    Reflect::get(&navigator, &"pdfViewerEnabled".into())
        .is_ok_and(|has| has.as_bool() == Some(true))
}
