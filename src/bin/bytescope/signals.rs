//! Signals that end the program: temporary files are removed, and a recording is completed.

use bytescope::inspect::is_signal_ignored;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Once, OnceLock};
use std::thread;

/// Function that runs before a signal ends the program.
static BEFORE_END: OnceLock<fn()> = OnceLock::new();

/// Sets the function that runs before a signal ends the program. It must not wait for long.
pub(crate) fn before_end(run: fn()) {
    let _first = BEFORE_END.set(run);
}

/// True while an input is recorded.
static RECORDING: AtomicBool = AtomicBool::new(false);

/// Returns the flag that the first signal sets while an input is recorded.
pub(crate) fn stop() -> Arc<AtomicBool> {
    static STOP: OnceLock<Arc<AtomicBool>> = OnceLock::new();
    STOP.get_or_init(Arc::default).clone()
}

/// Lets the first signal end a recording, whose outputs are then completed as usual.
///
/// # Errors
/// Returns an error if the signals cannot be handled.
pub(crate) fn stop_recording() -> io::Result<()> {
    RECORDING.store(true, Ordering::SeqCst);
    handle()
}

/// Handles signals from now on: a signal removes temporary files and ends the process.
///
/// # Errors
/// Returns an error if the signals cannot be handled.
pub(crate) fn handle() -> io::Result<()> {
    static STARTED: Once = Once::new();
    let mut started = Ok(());
    STARTED.call_once(|| started = start());
    started
}

fn start() -> io::Result<()> {
    let mut signals = vec![SIGINT, SIGTERM];
    #[cfg(unix)]
    signals.push(signal_hook::consts::SIGHUP);
    // A signal that is ignored, as with `nohup`, remains so.
    signals.retain(|signal| !is_signal_ignored(*signal));
    let mut signals = Signals::new(signals)?;
    let receive = move || {
        for signal in signals.forever() {
            if RECORDING.load(Ordering::SeqCst) && !stop().swap(true, Ordering::SeqCst) {
                continue;
            }
            if let Some(run) = BEFORE_END.get() {
                run();
            }
            let _discarded = bytescope::output::discard_all();
            // Does not return.
            let _ = emulate_default_handler(signal);
        }
    };
    thread::Builder::new().name("signals".to_owned()).spawn(receive).map(drop)
}
