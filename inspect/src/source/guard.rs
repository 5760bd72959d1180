//! Surviving the truncation of a mapped file.
//!
//! Looking at a page whose part of the file is gone raises SIGBUS. The handler here puts zero
//! pages in the place of the rest of the mapping and remembers that it did: reading goes on, and
//! the caller asks afterwards whether what it saw was real.
//!
//! The handler is installed while files are mapped. Signals that are not about them go to the handler
//! that was there before.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Mappings that are watched at one time. A process opens its files one after the other, so this
/// is plenty; a file for which no place is left is read instead of mapped.
const SLOTS: usize = 64;

struct Slot {
    /// First address; 0 when the slot is free.
    start: AtomicUsize,
    len: AtomicUsize,
    hit: AtomicBool,
}

static WATCHED: [Slot; SLOTS] = [const {
    Slot { start: AtomicUsize::new(0), len: AtomicUsize::new(0), hit: AtomicBool::new(false) }
}; SLOTS];
static PAGE: AtomicUsize = AtomicUsize::new(0);
/// Watches that exist: the handler is installed with the first and removed with the last.
static WATCHES: Mutex<usize> = Mutex::new(0);

/// A range of addresses whose pages may vanish.
#[derive(Debug)]
pub(super) struct Watch(usize);

impl Watch {
    /// Watches `len` bytes from `start`; `None` when there is no place left.
    pub(super) fn new(start: usize, len: usize) -> Option<Self> {
        let mut watches = WATCHES.lock().unwrap_or_else(PoisonError::into_inner);
        if *watches == 0 && !handler::install() {
            return None;
        }
        let free = |slot: &Slot| {
            slot.start.compare_exchange(0, start, Ordering::AcqRel, Ordering::Relaxed).is_ok()
        };
        let index = WATCHED.iter().position(free)?;
        let slot = WATCHED.get(index)?;
        *watches = watches.saturating_add(1);
        slot.hit.store(false, Ordering::Relaxed);
        slot.len.store(len, Ordering::Release);
        Some(Self(index))
    }

    /// Whether a page of the range was missing when somebody looked.
    pub(super) fn was_hit(&self) -> bool {
        WATCHED.get(self.0).is_some_and(|slot| slot.hit.load(Ordering::Acquire))
    }
}

/// The size of a page; a watch has been made before.
pub(super) fn page() -> usize {
    PAGE.load(Ordering::Acquire).max(1)
}

impl Drop for Watch {
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

/// Puts zeros in the place of what is left of the mapping that the address belongs to; whether it
/// belongs to one. Only async-signal-safe calls and lock-free atomics are used.
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
        // outlives its mapping), so nothing else is overwritten; the new pages are as readable.
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

// Miri has no signals; what is left of this file under it are the slots.
#[cfg(miri)]
mod handler {
    pub(super) fn install() -> bool {
        super::PAGE.store(4096, std::sync::atomic::Ordering::Release);
        true
    }

    pub(super) fn remove() {}
}

/// The handler of SIGBUS. `install` and `remove` are called with the lock of the watches held.
#[cfg(not(miri))]
mod handler {
    use super::{PAGE, replace};
    use libc::{c_int, c_void, sigaction, siginfo_t};
    use std::ptr;
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
    use std::sync::{Mutex, PoisonError};

    type WithInfo = extern "C" fn(c_int, *mut siginfo_t, *mut c_void);
    type Simple = extern "C" fn(c_int);

    /// What was installed before, while the handler is: to be put back.
    static BEFORE: Mutex<Option<sigaction>> = Mutex::new(None);
    /// The function of what was installed before, for the handler, which must not take a lock.
    static NEXT: AtomicUsize = AtomicUsize::new(libc::SIG_DFL);
    /// Whether that function takes what `SA_SIGINFO` gives.
    static NEXT_WITH_INFO: AtomicBool = AtomicBool::new(false);

    /// Installs the handler, unless it is there; whether it is now.
    pub(super) fn install() -> bool {
        let mut before = BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
        if before.is_some() {
            // It could not be removed, because another one was installed over it. That one passes
            // signals on; to install this one over it would make a circle.
            return true;
        }
        // SAFETY: `sysconf` only reads a constant of the system.
        let page = unsafe { libc::sysconf(libc::_SC_PAGESIZE) };
        let (Ok(page), Some(old)) = (usize::try_from(page), current()) else { return false };
        PAGE.store(page, Ordering::Release);
        NEXT_WITH_INFO.store(old.sa_flags & libc::SA_SIGINFO != 0, Ordering::Release);
        NEXT.store(old.sa_sigaction, Ordering::Release);
        // SAFETY: `sigaction` is plain data, for which zeros are a valid value; it is filled in as
        // the system requires, and the handler has the signature that SA_SIGINFO requires.
        let done = unsafe {
            let mut action: sigaction = std::mem::zeroed();
            action.sa_sigaction = on_sigbus as WithInfo as usize;
            // On the alternate stack, where there is one: the next handler may need it.
            action.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK;
            libc::sigemptyset(&raw mut action.sa_mask);
            libc::sigaction(libc::SIGBUS, &raw const action, ptr::null_mut())
        };
        if done == 0 {
            *before = Some(old);
        }
        done == 0
    }

    /// Puts back what was installed before, unless another handler was installed since.
    pub(super) fn remove() {
        let mut before = BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
        let ours = |action: sigaction| action.sa_sigaction == on_sigbus as WithInfo as usize;
        if current().is_some_and(ours)
            && let Some(old) = before.take()
        {
            // SAFETY: the action is the one that the system gave.
            unsafe {
                libc::sigaction(libc::SIGBUS, &raw const old, ptr::null_mut());
            }
        }
    }

    /// What is installed.
    fn current() -> Option<sigaction> {
        // SAFETY: zeros are a valid value of `sigaction`; the system only writes to it.
        unsafe {
            let mut action: sigaction = std::mem::zeroed();
            let done = libc::sigaction(libc::SIGBUS, ptr::null(), &raw mut action);
            (done == 0).then_some(action)
        }
    }

    /// Replaces what is left of a mapping of ours by zeros, or does what was to be done before.
    extern "C" fn on_sigbus(signal: c_int, info: *mut siginfo_t, context: *mut c_void) {
        // SAFETY: the system passes a valid `siginfo_t` to a handler installed with SA_SIGINFO.
        // Its address is set if the code says that the signal is a fault, not sent by a process.
        let (fault, address) = unsafe { ((*info).si_code > 0, (*info).si_addr() as usize) };
        if fault && replace(address) {
            return;
        }
        match NEXT.load(Ordering::Acquire) {
            // A fault cannot be ignored.
            libc::SIG_IGN if !fault => {}
            // SAFETY: restoring the default action and sending the signal again, which arrives when
            // this handler returns.
            libc::SIG_DFL | libc::SIG_IGN => unsafe {
                libc::signal(signal, libc::SIG_DFL);
                libc::raise(signal);
            },
            // SAFETY: the address is that of a handler that was installed with this signature.
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

    /// Threads that map files at one time never share a slot, and give theirs back. Addresses are
    /// those of no mapping: nothing is read through them.
    #[test]
    fn every_watch_has_a_slot_of_its_own() {
        let threads: Vec<_> = (1..=4_usize)
            .map(|thread| {
                thread::spawn(move || {
                    for round in 1..=8_usize {
                        let start = (thread << 20) | (round << 12);
                        let watch = Watch::new(start, 4096).unwrap();
                        assert_eq!(WATCHED[watch.0].start.load(Ordering::Acquire), start);
                        assert_eq!(WATCHED[watch.0].len.load(Ordering::Acquire), 4096);
                        assert!(!watch.was_hit());
                    }
                })
            })
            .collect();
        threads.into_iter().for_each(|thread| thread.join().unwrap());
        let all: Vec<_> = (1..=SLOTS + 9).map_while(|at| Watch::new(at << 40, 1)).collect();
        assert!((SLOTS - 4..=SLOTS).contains(&all.len()), "{} watches", all.len());
        assert!(Watch::new(1 << 50, 1).is_none(), "more watches than slots");
        drop(all);
        assert!(Watch::new(1 << 50, 1).is_some(), "slots are not given back");
        assert!(page().is_power_of_two());
    }
}
