//! Files of vCards, taken in and written.

use super::Page;
use crate::dom::{document, html};
use crate::i18n;
use crate::reactive::*;
use cards::Version;
use mail_engine::{ContactId, ContactsWish, Imported};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{File, HtmlInputElement, TextDecoder};

/// Files larger than this are none that programs write of contacts.
const LARGEST: f64 = 64.0 * 1024.0 * 1024.0;

/// Lets the person choose files, and takes them in.
pub(super) fn import(page: Page) {
    let input: HtmlInputElement = html::input().node();
    input.set_type("file");
    input.set_multiple(true);
    input.set_accept(".vcf,.vcard,text/vcard,text/x-vcard,text/directory");
    // It has to be on the page for some browsers, and for whoever tests it.
    input.set_hidden(true);
    if let Some(body) = document().body() {
        // Refused by no body.
        let _ = body.append_child(&input);
    }
    let chosen = input.clone();
    let heard = Closure::once_into_js(move || {
        chosen.remove();
        let Some(files) = chosen.files() else {
            return;
        };
        let files: Vec<File> = (0..files.length()).filter_map(|at| files.get(at)).collect();
        spawn_local(async move {
            for file in files {
                take_in(page, file).await;
            }
        });
    });
    input.set_onchange(Some(heard.unchecked_ref()));
    input.click();
}

async fn take_in(page: Page, file: File) {
    let bytes = match file.size() <= LARGEST {
        true => JsFuture::from(file.array_buffer()).await.ok(),
        false => None,
    };
    let Some(bytes) = bytes else {
        page.app
            .state
            .notices
            .refuse(&i18n::contacts_import_failed(&file.name()));
        return;
    };
    let bytes = js_sys::Uint8Array::new(&bytes).to_vec();
    // What is no UTF-8 is of old programs of Europe.
    let text = String::from_utf8(bytes).unwrap_or_else(|error| {
        let decoder = TextDecoder::new_with_label("windows-1252").ok();
        let text = decoder.and_then(|decoder| {
            let bytes = error.as_bytes();
            decoder.decode_with_u8_array(bytes).ok()
        });
        text.unwrap_or_default()
    });
    let question = page.app.state.contacts.next_question();
    page.app.wish(&ContactsWish::Import { question, text });
}

/// What became of a file.
pub(super) fn told(imported: Imported) -> String {
    let mut words = vec![i18n::contacts_imported(imported.taken)];
    for (count, said) in [
        (
            imported.merged,
            i18n::contacts_imported_merged as fn(u32) -> String,
        ),
        (imported.known, i18n::contacts_imported_known),
        (imported.skipped, i18n::contacts_imported_skipped),
    ] {
        if count > 0 {
            words.push(said(count));
        }
    }
    if imported.is_cut {
        words.push(i18n::contacts_imported_cut().to_owned());
    }
    words.join(" ")
}

/// Writes some into a file, or all.
pub(super) fn export(page: Page, contacts: Option<Vec<ContactId>>) {
    write(page, contacts, "contacts.vcf".to_owned());
}

/// Writes one into a file of its name.
pub(super) fn export_named(page: Page, contacts: Vec<ContactId>, name: &str) {
    let is_sound = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.');
    let name: String = name.chars().filter(is_sound).take(60).collect();
    let name = match name.trim().trim_matches('.') {
        "" => "contact".to_owned(),
        name => name.to_owned(),
    };
    write(page, Some(contacts), format!("{name}.vcf"));
}

fn write(page: Page, contacts: Option<Vec<ContactId>>, name: String) {
    page.file_name.set_value(name);
    let question = page.app.state.contacts.next_question();
    page.app.wish(&ContactsWish::Export {
        question,
        contacts,
        // More programs read 3.0, and all that is in it is in 4.0 too.
        version: Version::V3,
    });
}
