//! A program keeps its own SIGBUS handler. A single test, as handlers are per process.
#![cfg(all(unix, not(miri)))]
#![allow(missing_docs, unsafe_code, clippy::unwrap_used)]

use bytescope_inspect::{OpenOptions, Source};
use libc::{c_int, c_void, sigaction, siginfo_t};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::ptr;
use std::sync::atomic::{AtomicUsize, Ordering};

type Handler = extern "C" fn(c_int, *mut siginfo_t, *mut c_void);

const LARGE: usize = 1 << 20;
static CALLS: AtomicUsize = AtomicUsize::new(0);

/// The program's handler: maps the missing page, and counts its calls.
extern "C" fn host(_: c_int, info: *mut siginfo_t, _: *mut c_void) {
    CALLS.fetch_add(1, Ordering::SeqCst);
    unsafe {
        if (*info).si_code > 0 {
            let page = libc::sysconf(libc::_SC_PAGESIZE) as usize;
            let at = (*info).si_addr() as usize & !(page - 1);
            let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_FIXED;
            libc::mmap(at as *mut c_void, page, libc::PROT_READ, flags, -1, 0);
        }
    }
}

extern "C" fn later(_: c_int, _: *mut siginfo_t, _: *mut c_void) {}

fn install(handler: Handler) {
    unsafe {
        let mut action: sigaction = std::mem::zeroed();
        action.sa_sigaction = handler as usize;
        action.sa_flags = libc::SA_SIGINFO;
        assert_eq!(libc::sigaction(libc::SIGBUS, &raw const action, ptr::null_mut()), 0);
    }
}

fn is_installed(handler: Handler) -> bool {
    unsafe {
        let mut action: sigaction = std::mem::zeroed();
        assert_eq!(libc::sigaction(libc::SIGBUS, ptr::null(), &raw mut action), 0);
        action.sa_sigaction == handler as usize
    }
}

fn calls() -> usize {
    CALLS.load(Ordering::SeqCst)
}

fn file(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("bytescope-sigbus-{}-{name}", std::process::id()));
    File::create(&path).unwrap().write_all(&vec![7; LARGE]).unwrap();
    path
}

fn truncate(path: &Path) {
    File::options().write(true).open(path).unwrap().set_len(5000).unwrap();
}

fn map(path: &Path) -> Source {
    Source::open(path, OpenOptions::MAPPED).unwrap()
}

#[test]
fn handler_of_the_program_is_called_and_restored() {
    let (own, theirs) = (file("own"), file("theirs"));
    install(host);

    // A file that is read, not mapped, needs no handler.
    let read = Source::open(&own, OpenOptions::default()).unwrap();
    assert!(is_installed(host));
    drop(read);

    let (first, second) = (map(&own), map(&own));
    assert!(!is_installed(host));

    // A signal sent by the program.
    unsafe { libc::raise(libc::SIGBUS) };
    assert_eq!(calls(), 1);

    // A missing page in a mapping of the program.
    let mapping = unsafe {
        use std::os::fd::AsRawFd;
        let file = File::open(&theirs).unwrap();
        libc::mmap(ptr::null_mut(), LARGE, libc::PROT_READ, libc::MAP_PRIVATE, file.as_raw_fd(), 0)
    };
    assert_ne!(mapping, libc::MAP_FAILED);
    truncate(&theirs);
    let last = unsafe { mapping.cast::<u8>().add(LARGE - 1).read_volatile() };
    assert_eq!((last, calls()), (0, 2));
    unsafe { libc::munmap(mapping, LARGE) };

    // A missing page in a mapping of the library.
    truncate(&own);
    assert_eq!(first.bytes().last(), Some(&0));
    assert_eq!((first.truncated(), calls()), (Some(5000), 2));

    drop(first);
    assert!(!is_installed(host), "a file is still mapped");
    drop(second);
    assert!(is_installed(host));

    // A handler installed after the library's is kept.
    let (own, source) = (file("own"), map(&file("again")));
    install(later);
    drop(source);
    assert!(is_installed(later));

    for name in ["again", "own", "theirs"] {
        let _ = std::fs::remove_file(
            own.with_file_name(format!("bytescope-sigbus-{}-{name}", std::process::id())),
        );
    }
}
