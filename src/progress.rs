//! What is going on, on a terminal, when it takes longer than a second.

use std::io::IsTerminal;
use std::sync::Mutex;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A line that says which stage runs; silent when standard error is no terminal.
#[derive(Debug)]
pub struct Progress {
    bar: Option<Mutex<ProgressBar>>,
}

impl Progress {
    /// Shows the stage on a terminal.
    pub fn on_terminal() -> Progress {
        if !std::io::stderr().is_terminal() {
            return Progress::silent();
        }
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(8));
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_secs(1));
        Progress { bar: Some(Mutex::new(bar)) }
    }

    /// Shows nothing.
    pub fn silent() -> Progress {
        Progress { bar: None }
    }

    /// Says that a stage begins.
    pub fn stage(&self, name: &'static str) {
        if let Some(bar) = &self.bar
            && let Ok(bar) = bar.lock()
        {
            bar.set_message(name);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar
            && let Ok(bar) = bar.lock()
        {
            bar.finish_and_clear();
        }
    }
}
