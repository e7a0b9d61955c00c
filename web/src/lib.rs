//! The leptos app and the worker that hosts the engine.
