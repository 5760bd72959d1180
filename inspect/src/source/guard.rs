//! Handling of the truncation of a mapped file by another process.
//!
//! Accessing a page past the new end of the file raises SIGBUS. The handler replaces the rest of
//! the mapping with zero pages and records this, so reading continues and the caller can check
//! afterwards whether the data was real.
//!
//! The handler is installed while files are mapped. Signals for other addresses are passed to the
//! previous handler.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Maximum number of mappings watched at a time. Files are opened in sequence, so few are used; a
/// file without a free slot is read instead of mapped.
const SLOTS: usize = 64;

struct GuardSlot {
    /// First address; 0 if the slot is free.
    start: AtomicUsize,
    len: AtomicUsize,
    hit: AtomicBool,
}

static WATCHED: [GuardSlot; SLOTS] = [const {
    GuardSlot { start: AtomicUsize::new(0), len: AtomicUsize::new(0), hit: AtomicBool::new(false) }
}; SLOTS];
static PAGE: AtomicUsize = AtomicUsize::new(0);
/// Number of watches: the handler is installed with the first and removed with the last.
static WATCHES: Mutex<usize> = Mutex::new(0);

/// An address range whose pages may become inaccessible.
#[derive(Debug)]
pub(super) struct GuardedRange(usize);

impl GuardedRange {
    /// Watches `len` bytes from `start`; `None` if no slot is free or the handler cannot be
    /// installed.
    pub(super) fn new(start: usize, len: usize) -> Option<Self> {
        let mut watches = WATCHES.lock().unwrap_or_else(PoisonError::into_inner);
        if *watches == 0 && !handler::install() {
            return None;
        }
        let free = |slot: &GuardSlot| {
            slot.start.compare_exchange(0, start, Ordering::AcqRel, Ordering::Relaxed).is_ok()
        };
        let index = WATCHED.iter().position(free)?;
        let slot = WATCHED.get(index)?;
        *watches = watches.saturating_add(1);
        slot.hit.store(false, Ordering::Relaxed);
        slot.len.store(len, Ordering::Release);
        Some(Self(index))
    }

    /// True if an inaccessible page of the range was accessed.
    pub(super) fn was_hit(&self) -> bool {
        WATCHED.get(self.0).is_some_and(|slot| slot.hit.load(Ordering::Acquire))
    }
}

/// Returns the page size. Requires that a watch was created before.
pub(super) fn page() -> usize {
    PAGE.load(Ordering::Acquire).max(1)
}

impl Drop for GuardedRange {
    fn drop(&mut self) {
        if let Some(slot) = WATCHED.get(self.0) {
            slot.len.store(0, Ordering::Release);
            slot.start.store(0, Ordering::Release);
        }
        let mut watches = WATCHES.lock().unwrap_or_else(PoisonError::into_inner);
        *watches = watches.saturating_sub(1);
        if *watches == 0 {
            handler::remove();
        }
    }
}

/// Replaces the rest of the mapping that contains the address with zero pages. Returns false if
/// no mapping contains it. Uses only async-signal-safe calls and lock-free atomics.
#[cfg(not(miri))]
fn replace(address: usize) -> bool {
    let page = PAGE.load(Ordering::Acquire);
    WATCHED.iter().any(|slot| {
        let start = slot.start.load(Ordering::Acquire);
        let end = start.saturating_add(slot.len.load(Ordering::Acquire));
        if start == 0 || !(start..end).contains(&address) {
            return false;
        }
        let first = address & !page.wrapping_sub(1);
        // SAFETY: the pages from `first` to `end` belong to a mapping of ours (a watch never
        // outlives its mapping), so nothing else is overwritten; the new pages are readable, too.
        let zeros = unsafe {
            libc::mmap(
                first as *mut libc::c_void,
                end.wrapping_sub(first),
                libc::PROT_READ,
                libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_FIXED,
                -1,
                0,
            )
        };
        let replaced = zeros != libc::MAP_FAILED;
        if replaced {
            slot.hit.store(true, Ordering::Release);
        }
        replaced
    })
}

// Miri has no signals; under Miri only the slots are tested.
#[cfg(miri)]
mod handler {
    pub(super) fn install() -> bool {
        super::PAGE.store(4096, std::sync::atomic::Ordering::Release);
        true
    }

    pub(super) fn remove() {}
}

/// The SIGBUS handler. `install` and `remove` must be called with `WATCHES` locked.
#[cfg(not(miri))]
mod handler {
    use super::{PAGE, replace};
    use libc::{c_int, c_void, sigaction, siginfo_t};
    use std::ptr;
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
    use std::sync::{Mutex, PoisonError};

    type WithInfo = extern "C" fn(c_int, *mut siginfo_t, *mut c_void);
    type Simple = extern "C" fn(c_int);

    /// Previous action, to be restored; `Some` while the handler is installed.
    static BEFORE: Mutex<Option<sigaction>> = Mutex::new(None);
    /// Handler function of the previous action, for the signal handler, which must not lock.
    static NEXT: AtomicUsize = AtomicUsize::new(libc::SIG_DFL);
    /// True if that function has the signature for `SA_SIGINFO`.
    static NEXT_WITH_INFO: AtomicBool = AtomicBool::new(false);

    /// Installs the handler if necessary. Returns true if it is installed.
    pub(super) fn install() -> bool {
        let mut before = BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
        if before.is_some() {
            // It could not be removed, because another handler was installed over it. That one
            // passes signals on; installing this one again would create a cycle.
            return true;
        }
        // SAFETY: `sysconf` only reads a system constant.
        let page = unsafe { libc::sysconf(libc::_SC_PAGESIZE) };
        let (Ok(page), Some(old)) = (usize::try_from(page), current()) else { return false };
        PAGE.store(page, Ordering::Release);
        NEXT_WITH_INFO.store(old.sa_flags & libc::SA_SIGINFO != 0, Ordering::Release);
        NEXT.store(old.sa_sigaction, Ordering::Release);
        // SAFETY: `sigaction` is plain data, for which zeros are a valid value; all required
        // fields are set, and the handler has the signature that SA_SIGINFO requires.
        let done = unsafe {
            let mut action: sigaction = std::mem::zeroed();
            action.sa_sigaction = on_sigbus as WithInfo as usize;
            // On the alternate stack, if there is one: the next handler may need it.
            action.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK;
            libc::sigemptyset(&raw mut action.sa_mask);
            libc::sigaction(libc::SIGBUS, &raw const action, ptr::null_mut())
        };
        if done == 0 {
            *before = Some(old);
        }
        done == 0
    }

    /// Restores the previous action, unless another handler was installed in the meantime.
    pub(super) fn remove() {
        let mut before = BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
        let ours = |action: sigaction| action.sa_sigaction == on_sigbus as WithInfo as usize;
        if current().is_some_and(ours)
            && let Some(old) = before.take()
        {
            // SAFETY: the action was returned by the system.
            unsafe {
                libc::sigaction(libc::SIGBUS, &raw const old, ptr::null_mut());
            }
        }
    }

    /// Returns the installed action.
    fn current() -> Option<sigaction> {
        // SAFETY: zeros are a valid value of `sigaction`; the system only writes to it.
        unsafe {
            let mut action: sigaction = std::mem::zeroed();
            let done = libc::sigaction(libc::SIGBUS, ptr::null(), &raw mut action);
            (done == 0).then_some(action)
        }
    }

    /// Replaces the rest of a mapping of ours with zeros, or performs the previous action.
    extern "C" fn on_sigbus(signal: c_int, info: *mut siginfo_t, context: *mut c_void) {
        // SAFETY: the system passes a valid `siginfo_t` to a handler installed with SA_SIGINFO.
        // Its address is set if `si_code` is positive: a fault, not a signal sent by a process.
        let (fault, address) = unsafe { ((*info).si_code > 0, (*info).si_addr() as usize) };
        if fault && replace(address) {
            return;
        }
        match NEXT.load(Ordering::Acquire) {
            // A fault cannot be ignored.
            libc::SIG_IGN if !fault => {}
            // SAFETY: restores the default action and raises the signal again; it is delivered
            // when this handler returns.
            libc::SIG_DFL | libc::SIG_IGN => unsafe {
                libc::signal(signal, libc::SIG_DFL);
                libc::raise(signal);
            },
            // SAFETY: the address is that of a handler installed with this signature.
            next if NEXT_WITH_INFO.load(Ordering::Acquire) => unsafe {
                std::mem::transmute::<usize, WithInfo>(next)(signal, info, context);
            },
            // SAFETY: as above.
            next => unsafe { std::mem::transmute::<usize, Simple>(next)(signal) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    /// Threads that map files concurrently never share a slot, and release their slots. The
    /// addresses do not belong to mappings: nothing is read through them.
    #[test]
    fn every_watch_has_a_separate_slot() {
        let threads: Vec<_> = (1..=4_usize)
            .map(|thread| {
                thread::spawn(move || {
                    for round in 1..=8_usize {
                        let start = (thread << 20) | (round << 12);
                        let watch = GuardedRange::new(start, 4096).unwrap();
                        assert_eq!(WATCHED[watch.0].start.load(Ordering::Acquire), start);
                        assert_eq!(WATCHED[watch.0].len.load(Ordering::Acquire), 4096);
                        assert!(!watch.was_hit());
                    }
                })
            })
            .collect();
        threads.into_iter().for_each(|thread| thread.join().unwrap());
        let all: Vec<_> = (1..=SLOTS + 9).map_while(|at| GuardedRange::new(at << 40, 1)).collect();
        assert!((SLOTS - 4..=SLOTS).contains(&all.len()), "{} watches", all.len());
        assert!(GuardedRange::new(1 << 50, 1).is_none(), "more watches than slots");
        drop(all);
        assert!(GuardedRange::new(1 << 50, 1).is_some(), "slots are not released");
        assert!(page().is_power_of_two());
    }
}
