//! Two soft notes, made here: no file is loaded for them.

use wasm_bindgen::JsValue;
use web_sys::{AudioContext, OscillatorType};

/// How loud, of 1.
const LOUDNESS: f32 = 0.05;
/// The notes, in hertz: a fourth upwards, E5 and A5.
const NOTES: [f32; 2] = [659.26, 880.0];
/// How long each sounds, and after how long the next begins, in seconds.
const LENGTH: f64 = 0.35;
const STEP: f64 = 0.13;

/// Plays it, where the browser lets this page be heard: most do so only once
/// somebody has clicked or typed here.
pub(crate) fn play() {
    let _ = try_play();
}

fn try_play() -> Result<(), JsValue> {
    let context = AudioContext::new()?;
    // It may be asleep; then it plays once it may, and is told to at once.
    let _ = context.resume()?;
    let mut begin = context.current_time();
    for frequency in NOTES {
        let (note, loudness) = (context.create_oscillator()?, context.create_gain()?);
        note.set_type(OscillatorType::Sine);
        note.frequency().set_value(frequency);
        let gain = loudness.gain();
        gain.set_value_at_time(0.0, begin)?;
        gain.linear_ramp_to_value_at_time(LOUDNESS, begin + 0.02)?;
        // Nothing sounds of what is this quiet, and zero can't be come to this way.
        gain.exponential_ramp_to_value_at_time(0.000_1, begin + LENGTH)?;
        note.connect_with_audio_node(&loudness)?;
        loudness.connect_with_audio_node(&context.destination())?;
        note.start_with_when(begin)?;
        note.stop_with_when(begin + LENGTH)?;
        begin += STEP;
    }
    // What is left open keeps the sound card awake.
    gloo_timers::callback::Timeout::new(2_000, move || {
        let _ = context.close();
    })
    .forget();
    Ok(())
}
