//! The picture of a contact: chosen, made small, taken away.

use crate::app::App;
use crate::components::cards::contact_picture;
use crate::dom::{Child, View, document, ev, html, window};
use crate::i18n;
use crate::reactive::*;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cards::{Contact, Photo};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{CanvasRenderingContext2d, File, HtmlCanvasElement, HtmlInputElement, ImageBitmap};

/// A picture is drawn no larger than this, in pixels a side: enough for any
/// screen, and some kilobytes.
const SIDE: f64 = 320.0;
/// What takes more octets even so is not kept.
const LARGEST: usize = 256 * 1024;

/// The picture with what can be done about it.
pub(super) fn field(
    app: App,
    contact: RwSignal<Contact>,
    changed: impl Fn() + Copy + 'static,
) -> View {
    let photo = RwSignal::new(contact.with_untracked(|contact| contact.photo.clone()));
    let set = move |chosen: Option<Photo>| {
        contact.update_untracked(|contact| contact.photo.clone_from(&chosen));
        photo.set(chosen);
        changed();
    };
    let input = html::input();
    let node: HtmlInputElement = input.node();
    let opener = node.clone();
    let input = input
        .attr("type", "file")
        .attr("accept", "image/*")
        .attr("hidden", "")
        .attr("aria-label", i18n::contacts_photo())
        .on(ev::CHANGE, move |_| {
            let file = node.files().and_then(|files| files.get(0));
            node.set_value("");
            if let Some(file) = file {
                spawn_local(async move {
                    match small(&file).await {
                        Some(photo) => set(Some(photo)),
                        None => {
                            app.state.notices.refuse(i18n::contacts_photo_failed());
                        }
                    }
                });
            }
        });
    let shown = move || {
        let photo = photo.get();
        photo.map(|photo| {
            contact_picture(
                &photo,
                &contact.with_untracked(|contact| contact.name.clone()),
            )
        })
    };
    let remove = move || {
        photo.get().is_some().then(|| {
            html::button()
                .class("link-button")
                .attr("type", "button")
                .on(ev::CLICK, move |_| set(None))
                .child(i18n::contacts_photo_remove())
        })
    };
    html::div()
        .class("contact-photo-field")
        .child((
            shown,
            input,
            html::button()
                .class("button is-quiet")
                .attr("type", "button")
                .on(ev::CLICK, move |_| opener.click())
                .child(move || match photo.get() {
                    Some(_) => i18n::contacts_photo_replace(),
                    None => i18n::contacts_photo_add(),
                }),
            remove,
        ))
        .view()
}

/// A picture of a file, made small. What it holds beside the picture (where it
/// was taken, say) does not go along.
async fn small(file: &File) -> Option<Photo> {
    let bitmap = window().create_image_bitmap_with_blob(file).ok()?;
    let bitmap: ImageBitmap = JsFuture::from(bitmap).await.ok()?.dyn_into().ok()?;
    let (width, height) = (f64::from(bitmap.width()), f64::from(bitmap.height()));
    let scale = (SIDE / width.max(height).max(1.0)).min(1.0);
    let (width, height) = ((width * scale).max(1.0), (height * scale).max(1.0));
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context
        .draw_image_with_image_bitmap_and_dw_and_dh(&bitmap, 0.0, 0.0, width, height)
        .ok()?;
    let url = canvas.to_data_url_with_type("image/jpeg").ok()?;
    let (_, data) = url.split_once("base64,")?;
    let bytes = STANDARD.decode(data).ok()?;
    (bytes.len() <= LARGEST).then(|| Photo {
        media_type: "image/jpeg".to_owned(),
        bytes,
    })
}
