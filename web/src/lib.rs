//! The leptos app and the worker that hosts the engine.
//!
//! The page's side, from the outside in: [`app`] chooses a page from where the
//! person is ([`route`], [`navigation`]) and how the session stands; `pages`
//! lay out `components`, which read signals of [`state`] and pass wishes on to
//! the engine through [`bridge`]; `ui` is what they are made of. The engine's
//! side is [`worker`].

mod abreast;
pub mod acting;
mod alerts;
pub mod app;
pub mod bridge;
pub mod calendar;
pub mod commands;
pub mod components;
mod compose;
pub mod day_group;
pub mod dom;
pub mod editor;
pub mod files;
pub mod filter;
mod forgetting;
pub mod format;
mod gathering;
pub mod i18n;
pub mod keyboard;
mod labels;
pub mod language;
pub mod later;
mod letters;
pub mod listing;
pub mod mailbox_names;
pub mod markdown;
pub mod navigation;
mod night;
mod opened;
pub mod pages;
pub mod random;
pub mod reactive;
pub mod recipients;
mod rest;
pub mod route;
mod ruling;
pub mod save;
mod searching;
mod selecting;
mod sheet;
mod sink;
pub mod sorting;
pub mod state;
mod stopped;
pub mod suggest;
pub mod ui;
pub mod worker;
