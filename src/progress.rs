//! What is going on: a line on a terminal, and with `-v` the seconds of each stage.

use std::io::IsTerminal;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Says which stage runs. Times are told on standard error only, never in a result.
#[derive(Debug)]
pub struct Progress {
    bar: Option<ProgressBar>,
    /// The running stage, when times are told.
    stage: Option<Mutex<Option<(&'static str, Instant)>>>,
}

impl Progress {
    /// Shows the stage on a terminal; with `times`, tells the seconds of each.
    pub fn shown(times: bool) -> Progress {
        let stage = times.then(|| Mutex::new(None));
        if !std::io::stderr().is_terminal() {
            return Progress { bar: None, stage };
        }
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(8));
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_secs(1));
        Progress { bar: Some(bar), stage }
    }

    /// Shows nothing.
    pub fn silent() -> Progress {
        Progress { bar: None, stage: None }
    }

    /// Says that a stage begins, and that the one before it has ended.
    pub fn stage(&self, name: &'static str) {
        if let Some(bar) = &self.bar {
            bar.set_message(name);
        }
        self.change_to(Some(name));
    }

    fn change_to(&self, next: Option<&'static str>) {
        let Some(Ok(mut running)) = self.stage.as_ref().map(Mutex::lock) else { return };
        let ended = std::mem::replace(&mut *running, next.map(|name| (name, Instant::now())));
        if let Some((name, since)) = ended {
            let line = format!("{name:<22} {:>7.2} s", since.elapsed().as_secs_f64());
            match &self.bar {
                Some(bar) => bar.println(line),
                None => eprintln!("{line}"),
            }
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.change_to(None);
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
