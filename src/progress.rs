//! What is going on: a line on a terminal, and what each stage takes.
//!
//! A stage has a name, seconds, the rows that it handled, and the peak of the program's memory at
//! its end. They are told on standard error, and in `run.json` only when asked for: a result says
//! nothing of the clock by itself.

use std::fs;
use std::io::IsTerminal;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;

/// What a stage that has ended took.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stage {
    /// What it does.
    pub stage: &'static str,
    /// Wall seconds.
    pub seconds: f64,
    /// Rows, areas or features that it handled; `None` where it handles no rows.
    pub rows: Option<u64>,
    /// Most memory that the program had in use up to its end, in bytes; `None` where the system
    /// does not tell.
    pub peak_bytes: Option<u64>,
}

/// Says which stage runs, and keeps what each took.
#[derive(Debug)]
pub struct Progress {
    bar: Option<ProgressBar>,
    /// Whether each stage is told when it ends.
    told: bool,
    stages: Mutex<Stages>,
}

#[derive(Debug, Default)]
struct Stages {
    running: Option<Running>,
    ended: Vec<Stage>,
}

#[derive(Debug)]
struct Running {
    stage: &'static str,
    since: Instant,
    rows: Option<u64>,
}

impl Progress {
    /// Shows the stage on a terminal; with `told`, tells what each took.
    pub fn shown(told: bool) -> Progress {
        let stages = Mutex::default();
        if !std::io::stderr().is_terminal() {
            return Progress { bar: None, told, stages };
        }
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(8));
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_secs(1));
        Progress { bar: Some(bar), told, stages }
    }

    /// Shows nothing.
    pub fn silent() -> Progress {
        Progress { bar: None, told: false, stages: Mutex::default() }
    }

    /// Says that a stage begins, and that the one before it has ended.
    pub fn stage(&self, name: &'static str) {
        if let Some(bar) = &self.bar {
            bar.set_message(name);
        }
        let mut stages = self.stages();
        self.end(&mut stages);
        stages.running = Some(Running { stage: name, since: Instant::now(), rows: None });
    }

    /// Says how many rows the running stage handles.
    pub fn rows(&self, rows: u64) {
        if let Some(running) = &mut self.stages().running {
            running.rows = Some(rows);
        }
    }

    /// What the stages took that have ended, in their order.
    pub fn ended(&self) -> Vec<Stage> {
        self.stages().ended.clone()
    }

    fn stages(&self) -> MutexGuard<'_, Stages> {
        self.stages.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends the running stage, if there is one.
    fn end(&self, stages: &mut Stages) {
        let Some(Running { stage, since, rows }) = stages.running.take() else { return };
        let seconds = since.elapsed().as_secs_f64();
        let ended = Stage { stage, seconds, rows, peak_bytes: peak_bytes() };
        if self.told {
            if stages.ended.is_empty() {
                self.tell(HEADER);
            }
            self.tell(&line(&ended));
        }
        stages.ended.push(ended);
    }

    fn tell(&self, line: &str) {
        match &self.bar {
            Some(bar) => bar.println(line),
            None => eprintln!("{line}"),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        let mut stages = self.stages();
        self.end(&mut stages);
        if self.told
            && let Some(last) = stages.ended.last()
        {
            let seconds = stages.ended.iter().map(|ended| ended.seconds).sum();
            self.tell(&line(&Stage { stage: "together", seconds, rows: None, ..last.clone() }));
        }
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// Names the columns of [`line`].
const HEADER: &str = "  stage                   seconds         rows   peak MB";

/// A stage as a line of a table.
fn line(stage: &Stage) -> String {
    let or_dash = |number: Option<u64>| number.map_or_else(|| "-".to_owned(), |n| n.to_string());
    let peak_mb = stage.peak_bytes.map(|bytes| bytes.div_ceil(1_000_000));
    format!(
        "  {:<22} {:>8.3} {:>12} {:>9}",
        stage.stage,
        stage.seconds,
        or_dash(stage.rows),
        or_dash(peak_mb)
    )
}

/// Most memory that the program has had in use, in bytes; `None` where the system does not tell.
///
/// Linux keeps it as *VmHWM* (proc_pid_status(5)). It counts pages of mapped files too, and only
/// rises: a stage's own peak stays unknown where an earlier one was higher.
fn peak_bytes() -> Option<u64> {
    high_water_mark(&fs::read_to_string("/proc/self/status").ok()?)
}

/// The bytes of *VmHWM* in the text of `/proc/self/status`.
fn high_water_mark(status: &str) -> Option<u64> {
    let amount = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = amount.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(1024 * kibibytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_is_a_line_under_its_header() {
        let stage = |rows, peak_bytes| Stage { stage: "locate", seconds: 1.2345, rows, peak_bytes };
        let known = line(&stage(Some(10_800_000), Some(612_345_678)));
        assert_eq!(known, "  locate                    1.234     10800000       613");
        let unknown = line(&stage(None, None));
        assert_eq!(unknown, "  locate                    1.234            -         -");
        for text in [&known, &unknown] {
            assert_eq!(text.len(), HEADER.len());
        }
    }

    #[test]
    fn the_high_water_mark_is_read_where_there_is_one() {
        assert_eq!(
            high_water_mark("Name:\tx\nVmHWM:\t  857000 kB\nVmRSS:\t1 kB\n"),
            Some(877_568_000)
        );
        assert_eq!(high_water_mark("Name:\tx\nVmRSS:\t1 kB\n"), None);
        assert_eq!(high_water_mark("VmHWM:\tmuch\n"), None);
    }

    #[test]
    fn rows_belong_to_the_stage_that_runs() {
        let progress = Progress::silent();
        progress.rows(7); // before any stage: nobody's
        progress.stage("read areas");
        progress.rows(16);
        progress.stage("hash the inputs");
        progress.stage("write");
        let ended: Vec<_> =
            progress.ended().iter().map(|ended| (ended.stage, ended.rows)).collect();
        assert_eq!(ended, [("read areas", Some(16)), ("hash the inputs", None)]);
    }
}
