//! Mounts the UI, and names what is cut off this program and loaded later:
//! whatever only these functions call lies in modules of their own, in the same
//! memory and with the same signals as the rest. They stand here because each
//! program that contains them keeps what they call.
//!
//! What several modules need lies in further ones, for each set of them one, so
//! modules are few: what comes behind the list anyway is one (`desk`), and so is
//! what stands in the place of mail (`elsewhere`).

use wasm_split_helpers::{SplitLoaderError, wasm_split};
use web::acting::Acting;
use web::later::{Build, Parts, Rest, ToMarkup};

fn main() {
    web::app::start(Parts {
        rest: || Box::pin(async { rest().await.map_err(drop) }),
        mail: || Box::pin(async { mail().await.map_err(drop) }),
        mailboxes: || Box::pin(async { mailboxes().await.map_err(drop) }),
        acting: || Box::pin(async { acting().await.map_err(drop) }),
        message: || Box::pin(async { message().await.map_err(drop) }),
        arrange: || Box::pin(async { arrange().await.map_err(drop) }),
        search: || Box::pin(async { search().await.map_err(drop) }),
        compose: || Box::pin(async { compose().await.map_err(drop) }),
        contacts: || Box::pin(async { contacts().await.map_err(drop) }),
        settings: || Box::pin(async { settings().await.map_err(drop) }),
        markdown: || Box::pin(async { markdown().await.map_err(drop) }),
    });
}

/// The page's end of what no list of messages needs.
#[wasm_split(desk, fallible)]
fn rest() -> Result<Rest, SplitLoaderError> {
    Ok(Rest::all())
}

/// The mail page, which the login form does not need.
#[wasm_split(mail, fallible)]
fn mail() -> Result<Build, SplitLoaderError> {
    Ok(web::pages::mail)
}

/// What is done with mailboxes themselves, which is seldom.
#[wasm_split(desk, fallible)]
fn mailboxes() -> Result<Build, SplitLoaderError> {
    Ok(web::components::mailbox_tasks)
}

/// What acts on messages, which no list of them needs.
#[wasm_split(desk, fallible)]
fn acting() -> Result<Acting, SplitLoaderError> {
    Ok(web::components::acting())
}

/// What shows messages, which no list of them needs.
#[wasm_split(desk, fallible)]
fn message() -> Result<Build, SplitLoaderError> {
    Ok(web::components::message_view)
}

/// What arranges a list, which its rows do not need.
#[wasm_split(desk, fallible)]
fn arrange() -> Result<Build, SplitLoaderError> {
    Ok(web::components::list_arrange)
}

/// What helps one search, which a list does not need.
#[wasm_split(desk, fallible)]
fn search() -> Result<Build, SplitLoaderError> {
    Ok(web::components::search_help)
}

/// Where one writes, which no reading needs.
#[wasm_split(compose, fallible)]
fn compose() -> Result<Build, SplitLoaderError> {
    Ok(web::components::composers)
}

/// The contacts, which no mail needs.
#[wasm_split(elsewhere, fallible)]
fn contacts() -> Result<Build, SplitLoaderError> {
    Ok(web::components::contacts_pane)
}

/// What the person has set, which is seldom looked at.
#[wasm_split(elsewhere, fallible)]
fn settings() -> Result<Build, SplitLoaderError> {
    Ok(web::components::settings_page)
}

/// What makes markup of Markdown, which few letters need.
#[wasm_split(markdown, fallible)]
fn markdown() -> Result<ToMarkup, SplitLoaderError> {
    Ok(web::markdown::to_markup)
}
